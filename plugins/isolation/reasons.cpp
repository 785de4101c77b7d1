#include "plugins/isolation/reasons.hpp"

#include <algorithm>
#include <bit>

namespace kith::isolation {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

void cite(Found& found, const Alter& alter) {
    if (alter.sensitive || alter.node < 0) return;
    found.nodes.add(alter.node);
    found.ties.add(alter.tie);
}

// The unpaid people around somebody, counting those they live with even where nobody recorded a tie.
struct Unpaid {
    int sure = 0;
    int most = 0;
    int outside = 0;        // of `most`, not surely of the household
    int near = 0;           // of `most`, not surely out of walking range
    int untied = 0;         // live with them, no tie recorded
};

Unpaid unpaid_people(const Background& background, std::int32_t person, const PersonView& view) {
    Unpaid count;
    int mates = 0;
    for (const Alter& alter : view.people) {
        mates += alter.same_household == Tri::yes;
        if (alter.unpaid == Tri::no) continue;
        count.most += 1;
        count.sure += alter.unpaid == Tri::yes;
        count.outside += alter.same_household != Tri::yes;
        count.near += alter.near != Tri::no;
    }
    if (!background.household_others.empty()) count.untied = std::max(0, background.household_others[at(person)] - mates);
    return count;
}

const Alter& supporter(const PersonView& view, std::int32_t index) {
    const auto i = at(index);
    return i < view.people.size() ? view.people[i] : view.places[i - view.people.size()];
}

}  // namespace

bool closed_by_own_view(const Network& network, const Background& background, std::int32_t person) {
    if (background.happy_as_is.empty() || background.happy_as_is[at(person)] == 0) return false;
    const std::int32_t until = background.happy_until.empty() ? no_date : background.happy_until[at(person)];
    return until == no_date || !network.as_of || *network.as_of <= until;
}

std::vector<Background::Loss> close_ties_ended(const Network& network) {
    std::vector<Background::Loss> losses;
    if (!network.as_of) return losses;
    for (std::size_t row = 0; row < network.ties.size(); ++row) {
        const Tie& tie = network.ties[row];
        if (tie.until == no_date || tie.until_vague || tie.until >= *network.as_of || tie.until <= *network.as_of - 365) continue;
        const bool people = tie.from >= 0 && tie.to >= 0 && tie.from < network.people && tie.to < network.people;
        const bool close = tie.closeness >= 4 || (tie.closeness == 0 && network.kinds[at(tie.kind)].kin);
        if (!people || !close || tie.difficult) continue;
        const auto number = static_cast<std::int32_t>(row);
        if (in_ego_view(tie, tie.from)) losses.push_back({tie.from, tie.to, tie.until, number});
        if (in_ego_view(tie, tie.to)) losses.push_back({tie.to, tie.from, tie.until, number});
    }
    return losses;
}

void sort_losses(std::vector<Background::Loss>& losses) {
    std::stable_sort(losses.begin(), losses.end(), [](const Background::Loss& a, const Background::Loss& b) {
        return a.person != b.person ? a.person < b.person : a.other < b.other;
    });
}

bool ReasonFinder::never(std::int32_t a, std::int32_t b) const {
    const auto before = [](const Background::Pair& x, const Background::Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    return std::binary_search(background_.never_introduce.begin(), background_.never_introduce.end(), Background::Pair{a, b}, before);
}

Found ReasonFinder::start(Reason reason, std::int32_t person, const PersonView& view) const {
    Found found;
    found.reason = reason;
    found.person = person;
    found.n_known = static_cast<std::int32_t>(view.people.size() + view.places.size());
    const auto date = [&](std::int32_t day) {
        if (day == no_date) return;
        found.oldest = found.oldest == no_date ? day : std::min(found.oldest, day);
        found.newest = std::max(found.newest, day);
    };
    if (!background_.asked_on.empty()) date(background_.asked_on[at(person)]);
    for (const auto* side : {&view.people, &view.places})
        for (const Alter& alter : *side) date(alter.confirmed);
    return found;
}

void ReasonFinder::help_and_people(std::int32_t person, const PersonView& view, std::vector<Found>& found) const {
    const PersonMeasures& m = view.measures;
    const Facets complete = network_.complete[at(person)];
    const bool everyone_unpaid = first_missing(complete, facets::unpaid) == Why::none;
    const Unpaid unpaid = unpaid_people(background_, person, view);
    if (everyone_unpaid && unpaid.most + unpaid.untied == 0) found.push_back(start(Reason::no_unpaid_tie, person, view));

    const bool by_help = m.of(Measure::single_supporter_kinds).is_exact() && view.dependence.held > 0 && m.of(Measure::worst_loss).is(1);
    const bool by_count = everyone_unpaid && unpaid.sure == 1 && unpaid.most == 1 && unpaid.untied == 0;
    if (by_help || by_count) {
        Found one = start(Reason::one_supporter, person, view);
        one.other_way = !by_help;
        one.value = by_help ? view.dependence.held : 1;
        one.of = by_help ? std::popcount(view.help_asked) : 0;
        if (by_help) cite(one, supporter(view, view.dependence.most));
        else
            for (const Alter& alter : view.people)
                if (alter.unpaid == Tri::yes) cite(one, alter);
        found.push_back(one);
    }
    if (m.of(Measure::paid_share).is(1) && unpaid.untied == 0) {
        Found paid = start(Reason::all_paid, person, view);
        paid.value = m.of(Measure::n_paid).lower;
        for (const auto* side : {&view.people, &view.places})
            for (const Alter& alter : *side)
                if (alter.paid == Tri::yes) cite(paid, alter);
        found.push_back(paid);
    }
    if (everyone_unpaid && unpaid.sure + unpaid.untied > 0 && unpaid.outside == 0) {
        Found home = start(Reason::household_only, person, view);
        home.value = unpaid.sure + unpaid.untied;
        home.of = unpaid.sure;
        home.other_way = unpaid.sure == 0;
        found.push_back(home);
    }
    if (everyone_unpaid && network_.near_known && unpaid.sure > 0 && unpaid.near == 0 && unpaid.untied == 0) {
        Found far = start(Reason::no_nearby, person, view);
        far.value = unpaid.most;
        for (const Alter& alter : view.people)
            if (alter.unpaid == Tri::yes) cite(far, alter);
        found.push_back(far);
    }
}

void ReasonFinder::places_and_exchange(std::int32_t person, const PersonView& view, std::vector<Found>& found) const {
    const PersonMeasures& m = view.measures;
    const Facets complete = network_.complete[at(person)];
    if (m.of(Measure::n_groups).is(0)) found.push_back(start(Reason::no_membership, person, view));

    int gives = 0, receives = 0;
    for (const Alter& alter : view.people) {
        gives += alter.gives != Tri::no;
        receives += alter.receives == Tri::yes;
    }
    for (const Alter& place : view.places) {
        gives += place.gives == Tri::yes;          // a group says seldom which way help goes: only a yes counts
        receives += place.receives == Tri::yes;
    }
    const Facets everything = facets::everybody | facets::groups;
    if (first_missing(complete, everything) == Why::none && gives == 0 && receives > 0) {
        Found found_one = start(Reason::receives_only, person, view);
        found_one.value = receives;
        for (const auto* side : {&view.people, &view.places})
            for (const Alter& alter : *side)
                if (alter.receives == Tri::yes) cite(found_one, alter);
        found.push_back(found_one);
    }
}

void ReasonFinder::recent_loss(std::int32_t person, std::vector<Found>& found) const {
    if (!network_.as_of) return;
    const std::int32_t today = *network_.as_of;
    const auto first = std::lower_bound(background_.losses.begin(), background_.losses.end(), person,
                                        [](const Background::Loss& a, std::int32_t b) { return a.person < b; });
    Found loss;
    loss.reason = Reason::recent_loss;
    loss.person = person;
    std::int32_t named = 0, unnamed = 0, last = -1;
    for (auto it = first; it != background_.losses.end() && it->person == person; ++it) {
        if (it->date == no_date || it->date > today || it->date <= today - 365) continue;
        if (it->other < 0) unnamed += 1;
        else if (it->other != last) named += 1;
        last = it->other;
        loss.oldest = loss.oldest == no_date ? it->date : std::min(loss.oldest, it->date);
        loss.newest = std::max(loss.newest, it->date);
        if (it->tie >= 0) loss.ties.add(it->tie);
    }
    // An event that names nobody may tell of a tie that is counted already: at least so many.
    loss.value = std::max(named, unnamed);
    loss.n_known = named + unnamed;
    if (loss.value >= recent_losses) found.push_back(loss);
}

void ReasonFinder::own_answers(std::int32_t person, std::vector<Found>& found) const {
    const auto first = std::lower_bound(background_.own_answers.begin(), background_.own_answers.end(), person,
                                        [](const Background::OwnAnswer& a, std::int32_t b) { return a.person < b; });
    for (auto it = first; it != background_.own_answers.end() && it->person == person; ++it) {
        Found said;
        said.reason = Reason::instrument;
        said.person = person;
        said.other_way = it->felt;
        said.value = it->value;
        said.n_known = 1;
        said.oldest = said.newest = it->date;
        found.push_back(said);
    }
}

void ReasonFinder::many_services(std::int32_t person, const PersonView& view, std::vector<Found>& found) const {
    int services = 0;
    for (const Alter& place : view.places) services += place.service && place.exists == Tri::yes;
    const Unpaid unpaid = unpaid_people(background_, person, view);
    if (first_missing(network_.complete[at(person)], facets::unpaid) != Why::none || services < services_for_many) return;
    if (unpaid.most + unpaid.untied > 1) return;
    Found many = start(Reason::many_services_no_tie, person, view);
    many.value = services;
    many.of = unpaid.most;
    for (const Alter& place : view.places)
        if (place.service) cite(many, place);
    found.push_back(many);
}

void ReasonFinder::find(std::int32_t person, const PersonView& view, std::vector<Found>& found) const {
    if (network_.complete[at(person)] == 0 || closed_by_own_view(network_, background_, person)) return;
    help_and_people(person, view, found);
    places_and_exchange(person, view, found);
    recent_loss(person, found);
    own_answers(person, found);
    many_services(person, view, found);
}

Strengths ReasonFinder::strengths(std::int32_t person, const PersonView& view) const {
    Strengths known;
    const bool willing = !background_.introduce.empty() && background_.introduce[at(person)] == Tri::yes;
    for (const Alter& alter : view.people) {
        known.unpaid_people += alter.unpaid == Tri::yes;
        known.gives_to += alter.gives == Tri::yes;
        if (!willing || alter.unpaid != Tri::yes || alter.difficult || alter.sensitive) continue;
        if (background_.introduce[at(alter.node)] != Tri::yes || never(person, alter.node)) continue;
        known.introducers.add(alter.node);
    }
    for (const Alter& place : view.places) {
        known.gives_to += place.gives == Tri::yes;
        if (!place.membership || place.exists != Tri::yes) continue;
        known.groups += 1;
        if (!place.sensitive && !place.difficult) known.group_nodes.add(place.node);
    }
    known.named_by_others = named_by_others(network_, person);
    return known;
}

}  // namespace kith::isolation
