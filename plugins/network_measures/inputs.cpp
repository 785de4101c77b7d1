#include "plugins/network_measures/inputs.hpp"

#include <algorithm>
#include <array>

namespace kith::network_measures {
namespace {

using sdk::Facet;

constexpr std::array people_facets{Facet::household, Facet::family, Facet::friends, Facet::neighbours, Facet::paid_support};

bool complete(std::int32_t asked, Facet facet) { return sdk::asked_of(asked, facet) == sdk::Asked::complete; }

People people_of(const sdk::Run& run, bool places) {
    const auto role = run.column("people", "role").i32(), living = run.column("people", "living").i32(), asked = run.column("people", "asked").i32();
    const sdk::Column young = run.find("people", "under_18");
    People people;
    for (std::size_t row = 0; row < run.people(); ++row) {
        const bool subject = role[row] == static_cast<std::int32_t>(sdk::Role::participant) && living[row] == static_cast<std::int32_t>(sdk::Living::living_here);
        const bool whole = std::all_of(people_facets.begin(), people_facets.end(), [&](Facet facet) { return complete(asked[row], facet); });
        const bool in_full = subject && whole && (!places || complete(asked[row], Facet::groups));
        people.subject.push_back(subject);
        people.complete.push_back(whole);
        people.asked.push_back(in_full);
        people.told.push_back(complete(asked[row], Facet::alter_ties));
        people.gone.push_back(living[row] == static_cast<std::int32_t>(sdk::Living::died));
        people.named.push_back(in_full && !(young.known(row) && young.booleans()[row] != 0));
        people.subjects += subject;
        people.asked_count += in_full;
    }
    return people;
}

Arcs arcs_of(const sdk::Segment& lens) { return {lens["offsets"].i64(), lens["targets"].i32(), lens["ties"].i32(), lens["maybe"].booleans()}; }

}  // namespace

Inputs::Inputs(const sdk::Run& run) {
    const bool places = run.yes("places");
    nodes = run.people() + (places ? run.assets() : 0);
    people = people_of(run, places);
    weight.assign(nodes, 0);
    std::copy(people.asked.begin(), people.asked.end(), weight.begin());
    all = arcs_of(run.segment("lens.all"));
    unpaid = arcs_of(run.segment("lens.unpaid"));
}

}  // namespace kith::network_measures
