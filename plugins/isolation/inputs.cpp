#include "plugins/isolation/inputs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kith::isolation {
namespace {

using sdk::Column;
using sdk::Run;

static_assert(sdk::facet_count == 14 && static_cast<int>(sdk::Facet::help_emotional) == facets::first_help && sdk::help_count == facets::help_kinds &&
              static_cast<int>(sdk::Facet::alter_ties) == 13, "the bits of Facets are the codes of the vocabulary");

// What a kind of tie says of itself where the tie says nothing: who gives.
struct Gives {
    std::string_view kind;
    std::uint8_t direction;  // seen from `from`
};
constexpr std::array<Gives, 12> natural{{
    {"cares_for", Tie::gives}, {"mentors", Tie::gives}, {"advocates", Tie::gives}, {"supports", Tie::gives},
    {"personal_assistant_of", Tie::gives}, {"supports_as_worker", Tie::gives}, {"volunteers_at", Tie::gives}, {"leads", Tie::gives},
    {"trustee", Tie::gives}, {"looks_after", Tie::gives}, {"uses_service", Tie::receives}, {"paid_support", Tie::receives}}};

Tri tri(const Column& column, std::size_t row) {
    if (!column.known(row)) return Tri::unknown;
    return column.booleans()[row] != 0 ? Tri::yes : Tri::no;
}

template <class T>
bool is(const Column& column, std::size_t row, T word) {
    return column.known(row) && column.i32()[row] == static_cast<std::int32_t>(word);
}

std::uint8_t direction_of(const Column& column, std::size_t row) {
    if (is(column, row, sdk::Direction::gives)) return Tie::gives;
    if (is(column, row, sdk::Direction::receives)) return Tie::receives;
    return is(column, row, sdk::Direction::mutual) ? Tie::gives | Tie::receives : 0;
}

std::uint8_t reported_of(const Column& column, std::size_t row) {
    if (!column.known(row)) return Tie::reported_unknown;
    if (is(column, row, sdk::ReportedBy::from)) return Tie::reported_by_from;
    if (is(column, row, sdk::ReportedBy::to)) return Tie::reported_by_to;
    return is(column, row, sdk::ReportedBy::both) ? Tie::reported_by_both : Tie::reported_otherwise;
}

bool would_not_say(const Column& column, std::size_t row) {
    const sdk::State state = column ? column.state(row) : sdk::State::unstated;
    return state == sdk::State::declined || state == sdk::State::dont_know || state == sdk::State::withheld;
}

}  // namespace

NetworkInputs::NetworkInputs(const Run& run) {
    network_.people = static_cast<std::int32_t>(run.people());
    network_.assets = static_cast<std::int32_t>(run.assets());
    network_.as_of = run.as_of();
    const sdk::Segment all = run.segment("lens.all");
    network_.offsets = all["offsets"].i64();
    network_.targets = all["targets"].i32();
    network_.tie_rows = all["ties"].i32();
    network_.maybe = all["maybe"].booleans();
    read_people(run);
    read_kinds(run);
    read_ties(run);
    read_nearness(run);
    read_private_places(run);
    read_attribute(run);
    read_weights(run);
}

void NetworkInputs::read_people(const Run& run) {
    const auto asked = run.column("people", "asked").i32(), role = run.column("people", "role").i32(), living = run.column("people", "living").i32();
    complete_.assign(run.people(), 0);
    subjects_.assign(run.people(), 0);
    died_.assign(run.people(), 0);
    for (std::size_t row = 0; row < run.people(); ++row) {
        for (int facet = 0; facet < sdk::facet_count; ++facet)
            if (sdk::asked_of(asked[row], static_cast<sdk::Facet>(facet)) == sdk::Asked::complete)
                complete_[row] = static_cast<Facets>(complete_[row] | (1 << facet));
        subjects_[row] = role[row] == static_cast<std::int32_t>(sdk::Role::participant) && living[row] == static_cast<std::int32_t>(sdk::Living::living_here);
        died_[row] = living[row] == static_cast<std::int32_t>(sdk::Living::died);
    }
    network_.complete = complete_;
    if (std::find(died_.begin(), died_.end(), 1) != died_.end()) network_.died = died_;
    network_.household = run.column("people", "household").i32();
}

void NetworkInputs::read_kinds(const Run& run) {
    const Column key = run.column("tie_kinds", "key"), kin = run.column("tie_kinds", "kin");
    const auto group = run.column("tie_kinds", "group").i32(), circle = run.column("tie_kinds", "circle").i32();
    for (std::size_t row = 0; row < key.rows(); ++row) {
        TieKind kind;
        if (group[row] == static_cast<std::int32_t>(sdk::TieGroup::membership)) kind.sort = Sort::membership;
        if (group[row] == static_cast<std::int32_t>(sdk::TieGroup::service)) kind.sort = Sort::service;
        const auto found = std::find_if(natural.begin(), natural.end(), [&](const Gives& gives) { return gives.kind == key.text(row); });
        if (found != natural.end()) kind.direction = found->direction;
        kind.circle = static_cast<std::uint8_t>(std::clamp(circle[row], 0, 4));
        kind.kin = kin.known(row) && kin.booleans()[row] != 0;
        kinds_.push_back(kind);
    }
    network_.kinds = kinds_;
}

void NetworkInputs::read_ties(const Run& run) {
    const sdk::Segment segment = run.segment("ties");
    const Column from = segment["from"], to = segment["to"], kind = segment["kind"], paid = segment["paid"], direction = segment["direction"];
    const Column closeness = segment["closeness"], functions = segment["functions"], valence = segment["valence"], reported = segment["reported_by"];
    const Column until = segment["until"], confirmed = segment["last_confirmed"], sensitive = segment["sensitive"];
    ties_.resize(from.rows());
    for (std::size_t row = 0; row < ties_.size(); ++row) {
        Tie& tie = ties_[row];
        tie.from = from.i32()[row];
        tie.to = to.i32()[row];
        tie.kind = kind.i32()[row];
        tie.paid = tri(paid, row);
        tie.direction = direction_of(direction, row);
        if (closeness.known(row)) tie.closeness = static_cast<std::uint8_t>(std::clamp(closeness.i32()[row], 0, 5));
        if (functions.known(row)) tie.help = static_cast<std::uint8_t>(functions.i32()[row] & 0x7f);
        tie.help_open = functions && would_not_say(functions, row);
        tie.reported = reported_of(reported, row);
        tie.difficult = is(valence, row, sdk::Valence::difficult);
        tie.sensitive = sensitive.known(row) && sensitive.booleans()[row] != 0;
        if (confirmed.known(row)) tie.confirmed = confirmed.days()[row];
        if (!until.known(row)) continue;
        const sdk::Precision known_to = until.precision(row);
        tie.until_vague = known_to == sdk::Precision::year;
        tie.until = until.days()[row] + (known_to == sdk::Precision::day ? 0 : known_to == sdk::Precision::month ? 30 : 365);
    }
    network_.ties = ties_;
    network_.help_recorded = static_cast<bool>(functions);
}

// The lens "nearby" holds the ties whose ends are near, and as "maybe" those of which it is not known.
void NetworkInputs::read_nearness(const Run& run) {
    const sdk::Segment nearby = run.segment("lens.nearby");
    const auto rows = nearby["ties"].i32();
    const auto maybe = nearby["maybe"].booleans();
    for (Tie& tie : ties_) tie.near = Tri::no;
    for (std::size_t arc = 0; arc < rows.size(); ++arc) ties_[static_cast<std::size_t>(rows[arc])].near = maybe[arc] != 0 ? Tri::unknown : Tri::yes;
    network_.near_known = true;
}

void NetworkInputs::read_private_places(const Run& run) {
    std::vector<std::pair<std::int32_t, std::int32_t>> masked;  // person, tie
    for (std::size_t row = 0; row < ties_.size(); ++row) {
        const Tie& tie = ties_[row];
        const std::int32_t person = tie.to < 0 ? tie.from : tie.from < 0 ? tie.to : -1;
        if (person >= 0 && run.is_person(person)) masked.emplace_back(person, static_cast<std::int32_t>(row));
    }
    if (masked.empty()) return;
    std::sort(masked.begin(), masked.end());
    masked_offsets_.assign(run.people() + 1, 0);
    for (const auto& [person, row] : masked) {
        masked_offsets_[static_cast<std::size_t>(person) + 1] += 1;
        masked_rows_.push_back(row);
    }
    for (std::size_t i = 1; i < masked_offsets_.size(); ++i) masked_offsets_[i] += masked_offsets_[i - 1];
    network_.masked_offsets = masked_offsets_;
    network_.masked_rows = masked_rows_;
}

void NetworkInputs::read_attribute(const Run& run) {
    enum : std::int64_t { none, area, age_band };
    const std::int64_t wanted = run.integer("attribute");
    if (wanted == none) return;
    const Column column = wanted == area ? run.find("people", "area") : run.find("people.attributes", "age_band");
    if (!column) return;
    const auto codes = wanted == area ? column.i32() : column.codes();
    attribute_.assign(run.people(), -1);
    for (std::size_t row = 0; row < attribute_.size(); ++row)
        if (column.known(row)) attribute_[row] = codes[row];
    const auto largest = std::max_element(attribute_.begin(), attribute_.end());
    network_.attribute = attribute_;
    network_.categories = largest == attribute_.end() ? 0 : *largest + 1;
}

void NetworkInputs::read_weights(const Run& run) {
    if (run.integer("weights") == 0) return;
    const Column strength = run.find("ties", "strength");
    constexpr double least = 0.01, unknown = 0.5;  // a tie is never nothing
    for (std::size_t row = 0; row < ties_.size(); ++row) {
        const double weight = strength.known(row) ? strength.f64()[row] : ties_[row].closeness > 0 ? ties_[row].closeness / 5.0 : unknown;
        weights_.push_back(std::max(least, weight));
    }
}

}  // namespace kith::isolation
