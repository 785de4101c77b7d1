#include "plugins/isolation/measures.hpp"

#include <algorithm>
#include <bit>

namespace kith::isolation {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

Tri tri(bool yes) { return yes ? Tri::yes : Tri::no; }
Tri inverse(Tri a) { return a == Tri::unknown ? Tri::unknown : tri(a == Tri::no); }
Tri both(Tri a, Tri b) {
    if (a == Tri::no || b == Tri::no) return Tri::no;
    return a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown;
}

// A count is a lower bound as long as somebody may still be named, an interval where a tie leaves it open.
Answer counted(const Count& count, Facets complete, Facets needed, Why open) {
    const Why missing = first_missing(complete, needed);
    if (missing == Why::none) return Answer::of(count.interval(), open);
    return count.sure() > 0 ? Answer::at_least(count.sure(), missing) : Answer::no(missing);
}

Answer shared(const Share& share, Facets complete, Facets needed, Why nobody, Why open) {
    const Why missing = first_missing(complete, needed);
    if (missing != Why::none) return Answer::no(missing);
    if (share.empty()) return Answer::no(nobody);
    return share.all_unknown() ? Answer::no(open) : Answer::of(share.interval(), open);
}

void counts(const Network& network, Facets complete, PersonView& view) {
    Count people, unpaid, paid, core, groups;
    Share paid_share;
    for (const Alter& alter : view.people) {
        const Tri only_paid = both(alter.exists, inverse(alter.unpaid));
        people.add(alter.exists);
        unpaid.add(alter.unpaid);
        paid.add(only_paid);
        paid_share.add(alter.exists, inverse(alter.unpaid));
        core.add((alter.help & view.help_asked) != 0 ? Tri::yes : (alter.help_maybe & view.help_asked) != 0 ? Tri::unknown : Tri::no);
    }
    for (const Alter& place : view.places) {
        const Tri pays = place.service ? place.paid : Tri::no;
        groups.add(place.membership ? place.exists : Tri::no);
        paid.add(pays);
        paid_share.add(pays, Tri::yes);
    }
    PersonMeasures& out = view.measures;
    out.of(Measure::size) = counted(people, complete, needs(Measure::size), Why::lens_leaves_open);
    out.of(Measure::n_unpaid) = counted(unpaid, complete, needs(Measure::n_unpaid), Why::paid_unknown);
    out.of(Measure::n_paid) = counted(paid, complete, needs(Measure::n_paid), Why::paid_unknown);
    out.of(Measure::n_groups) = counted(groups, complete, needs(Measure::n_groups), Why::lens_leaves_open);
    out.of(Measure::paid_share) = shared(paid_share, complete, needs(Measure::paid_share), Why::nobody_named, Why::paid_unknown);
    Answer& n_core = out.of(Measure::n_core);
    if (!network.help_recorded) n_core = Answer::no(Why::help_not_recorded);
    else n_core = counted(core, complete, needs(Measure::n_core), Why::help_unclear);
}

void exchange(const Network& network, Facets complete, PersonView& view) {
    Share mutual, recent;
    Count gives, receives;
    bool dated = false;
    for (const Alter& alter : view.people) {
        mutual.add(alter.exists, both(alter.gives, alter.receives));
        gives.add(both(alter.exists, alter.gives));
        receives.add(both(alter.exists, alter.receives));
        const bool lately = network.as_of && alter.confirmed > *network.as_of - 365;
        dated |= network.as_of && alter.confirmed != no_date;
        recent.add(alter.exists, lately ? Tri::yes : !network.as_of || alter.undated ? Tri::unknown : Tri::no);
    }
    PersonMeasures& out = view.measures;
    out.of(Measure::reciprocity) = shared(mutual, complete, needs(Measure::reciprocity), Why::nobody_named, Why::direction_unknown);
    out.of(Measure::recency) = shared(recent, complete, needs(Measure::recency), Why::nobody_named, Why::dates_unknown);
    if (!dated && out.of(Measure::recency).why != Why::nobody_named) {
        const Why missing = first_missing(complete, needs(Measure::recency));
        out.of(Measure::recency) = Answer::no(missing != Why::none ? missing : Why::dates_unknown);
    }
    const Why missing = first_missing(complete, needs(Measure::support_balance));
    Answer& balance = out.of(Measure::support_balance);
    if (missing != Why::none) balance = Answer::no(missing);
    else if (view.people.empty()) balance = Answer::no(Why::nobody_named);
    else if (gives.sure() + receives.sure() == 0) balance = Answer::no(gives.most() + receives.most() > 0 ? Why::direction_unknown : Why::no_help_held);
    else {
        const auto of = [](double g, double r) { return (g - r) / (g + r); };
        balance = Answer::of({of(gives.sure(), receives.most()), of(gives.most(), receives.sure())}, Why::direction_unknown);
    }
}

void nearness(const Network& network, Facets complete, PersonView& view) {
    Share near;
    for (const Alter& alter : view.people) near.add(alter.unpaid, alter.near);
    Answer& answer = view.measures.of(Measure::nearby_share);
    answer = shared(near, complete, needs(Measure::nearby_share), Why::nobody_named, Why::homes_unknown);
    const bool by_household = std::any_of(view.people.begin(), view.people.end(), [](const Alter& a) { return a.near == Tri::yes; });
    if (!network.near_known && !by_household && first_missing(complete, needs(Measure::nearby_share)) == Why::none && !near.empty())
        answer = Answer::no(Why::homes_unknown);
}

void circles(Facets complete, PersonView& view) {
    Count circle[5];
    for (const Alter& alter : view.people) {
        circle[alter.circle].add(alter.exists);
        if (alter.circle != 0) continue;
        // Whose closeness nobody asked may stand in the first circle or in the second; who may be paid, in the fourth.
        circle[1].add(Tri::unknown);
        circle[2].add(Tri::unknown);
        if (alter.unpaid != Tri::yes) circle[4].add(Tri::unknown);
    }
    for (const Alter& place : view.places) {
        circle[place.circle].add(place.exists);
        if (place.circle != 0) continue;
        circle[3].add(Tri::unknown);
        circle[4].add(Tri::unknown);
    }
    PersonMeasures& out = view.measures;
    out.of(Measure::circle_unknown) = counted(circle[0], complete, needs(Measure::circle_unknown), Why::lens_leaves_open);
    static constexpr Measure measures[] = {Measure::circle_intimacy, Measure::circle_friendship, Measure::circle_participation,
                                           Measure::circle_exchange};
    for (std::size_t i = 0; i < 4; ++i)
        out.of(measures[i]) = counted(circle[i + 1], complete, needs(measures[i]), Why::closeness_unknown);
}

void not_recorded(PersonMeasures& out, std::initializer_list<Measure> measures, Why why) {
    for (const Measure measure : measures) out.of(measure) = Answer::no(why);
}

void multiplex(Facets complete, PersonView& view) {
    Share several;
    double sure = 0, most = 0;
    for (const Alter& alter : view.people) {
        const int least = std::popcount(static_cast<unsigned>(alter.help & view.help_asked));
        const int more = std::popcount(static_cast<unsigned>((alter.help | alter.help_maybe) & view.help_asked));
        sure += least;
        most += more;
        several.add(alter.exists, least >= 2 ? Tri::yes : more >= 2 ? Tri::unknown : Tri::no);
    }
    PersonMeasures& out = view.measures;
    out.of(Measure::multiplex_share) = shared(several, complete, needs(Measure::multiplex_share), Why::nobody_named, Why::help_unclear);
    Answer& mean = out.of(Measure::multiplexity);
    const Why missing = first_missing(complete, needs(Measure::multiplexity));
    const double n = static_cast<double>(view.people.size());
    const bool open = std::any_of(view.people.begin(), view.people.end(), [](const Alter& a) { return a.exists != Tri::yes; });
    if (missing != Why::none) mean = Answer::no(missing);
    else if (n == 0) mean = Answer::no(Why::nobody_named);
    else mean = open ? Answer::no(Why::lens_leaves_open) : Answer::of({sure / n, most / n}, Why::help_unclear);
}

// (a)-(d) of "single point of dependence", and how much of it is the household.
void depend(Facets complete, PersonView& view) {
    static constexpr std::initializer_list<Measure> all = {Measure::largest_share, Measure::support_concentration,
        Measure::effective_supporters, Measure::single_supporter_kinds, Measure::worst_loss, Measure::household_share};
    PersonMeasures& out = view.measures;
    for (const Supporter& supporter : view.supporters)
        if ((supporter.maybe & view.help_asked) != 0) return not_recorded(out, all, Why::help_unclear);
    const Dependence d = view.dependence = dependence(view.supporters, view.help_asked);
    out.of(Measure::single_supporter_kinds) = Answer::value(d.single);
    if (d.held == 0)
        return not_recorded(out, {Measure::largest_share, Measure::support_concentration, Measure::effective_supporters,
                                  Measure::worst_loss, Measure::household_share}, Why::no_help_held);
    out.of(Measure::largest_share) = Answer::value(d.largest_share);
    out.of(Measure::support_concentration) = Answer::value(d.concentration);
    out.of(Measure::effective_supporters) = Answer::value(d.effective_supporters);
    out.of(Measure::worst_loss) = Answer::value(d.worst_loss);
    std::array<int, 8> givers{};
    for (const Supporter& s : view.supporters)
        for (std::size_t kind = 0; kind < 8; ++kind) givers[kind] += (s.sure & view.help_asked) >> kind & 1;
    Interval share;
    for (std::size_t j = 0; j < view.people.size(); ++j)
        for (std::size_t kind = 0; kind < 8; ++kind) {
            if (((view.supporters[j].sure & view.help_asked) >> kind & 1) == 0) continue;
            const double part = 1.0 / givers[kind] / d.held;
            share.lower += view.people[j].same_household == Tri::yes ? part : 0;
            share.upper += view.people[j].same_household != Tri::no ? part : 0;
        }
    Answer& household = out.of(Measure::household_share);
    const Why missing = first_missing(complete, facets::household);
    household = missing == Why::none ? Answer::of(share, Why::households_unknown) : Answer::no(missing);
}

void help(const Network& network, Facets complete, PersonView& view) {
    static constexpr std::initializer_list<Measure> all = {Measure::multiplexity, Measure::multiplex_share, Measure::functional_reach,
        Measure::functional_reach_two, Measure::largest_share, Measure::support_concentration, Measure::effective_supporters,
        Measure::single_supporter_kinds, Measure::worst_loss, Measure::household_share};
    if (!network.help_recorded) return not_recorded(view.measures, all, Why::help_not_recorded);
    if (view.help_asked == 0) return not_recorded(view.measures, all, complete == 0 ? Why::not_asked : Why::ask_help);
    multiplex(complete, view);
    const FunctionalReach reach = functional_reach(view.supporters, view.help_asked);
    view.measures.of(Measure::functional_reach) = Answer::of(reach.one, Why::help_unclear);
    view.measures.of(Measure::functional_reach_two) = Answer::of(reach.two, Why::help_unclear);
    depend(complete, view);
}

void mixing(const Network& network, std::int32_t person, Facets complete, PersonView& view) {
    static constexpr std::initializer_list<Measure> all = {Measure::e_i_index, Measure::heterogeneity, Measure::iqv};
    const Why missing = first_missing(complete, facets::everybody);
    if (network.attribute.empty()) return not_recorded(view.measures, all, Why::attribute_unknown);
    if (missing != Why::none) return not_recorded(view.measures, all, missing);
    std::vector<std::int32_t> codes;
    for (const Alter& alter : view.people) {
        if (alter.exists != Tri::yes) return not_recorded(view.measures, all, Why::lens_leaves_open);
        codes.push_back(network.attribute[at(alter.node)]);
    }
    PersonMeasures& out = view.measures;
    const std::int32_t mine = network.attribute[at(person)];
    const auto known = std::count_if(codes.begin(), codes.end(), [](std::int32_t code) { return code >= 0; });
    if (codes.empty()) out.of(Measure::e_i_index) = Answer::no(Why::nobody_named);
    else if (mine < 0 || known == 0) out.of(Measure::e_i_index) = Answer::no(Why::attribute_unknown);
    else out.of(Measure::e_i_index) = Answer::of(e_i_index(mine, codes), Why::attribute_unknown);
    if (known < 2)
        return not_recorded(out, {Measure::heterogeneity, Measure::iqv}, codes.size() < 2 ? Why::fewer_than_two_named : Why::attribute_unknown);
    const Interval mixed = blau(codes, network.categories);
    out.of(Measure::heterogeneity) = Answer::of(mixed, Why::attribute_unknown);
    out.of(Measure::iqv) = Answer::of({iqv(mixed.lower, network.categories), iqv(mixed.upper, network.categories)}, Why::attribute_unknown);
}

}  // namespace

Facets needs(Measure measure) {
    switch (measure) {
        case Measure::n_unpaid: case Measure::nearby_share: case Measure::circle_intimacy: case Measure::circle_friendship:
        case Measure::circle_unknown: return facets::unpaid;
        case Measure::n_paid: case Measure::circle_exchange: return facets::paid_support;
        case Measure::n_groups: case Measure::circle_participation: return facets::groups;
        case Measure::n_core: return facets::help;
        case Measure::density: case Measure::effective_size: case Measure::efficiency: case Measure::ego_constraint:
        case Measure::hierarchy: return facets::everybody | facets::alter_ties;
        // Of the kinds of help any complete one will do: these measures are of what was asked.
        case Measure::functional_reach: case Measure::functional_reach_two: case Measure::largest_share:
        case Measure::support_concentration: case Measure::effective_supporters: case Measure::single_supporter_kinds:
        case Measure::worst_loss: return 0;
        case Measure::household_share: return facets::household;
        default: return facets::everybody;
    }
}

Measurer::Measurer(const Network& network, const MergedGraph& graph, std::span<const double> weights)
    : network_(network), graph_(graph), weights_(weights), oriented_(orient(graph.graph())), ego_(oriented_), constraint_(constraint(oriented_)) {}

void Measurer::structure(std::int32_t person, PersonView& view) {
    static constexpr std::initializer_list<Measure> all = {Measure::density, Measure::effective_size, Measure::efficiency,
                                                           Measure::ego_constraint, Measure::hierarchy};
    PersonMeasures& out = view.measures;
    const Why missing = first_missing(network_.complete[at(person)], needs(Measure::density));
    if (missing != Why::none) return not_recorded(out, all, missing);
    if (view.people.empty()) return not_recorded(out, all, Why::nobody_named);
    nodes_.clear();
    own_.clear();
    for (const Alter& alter : view.people) {
        if (alter.exists != Tri::yes) return not_recorded(out, all, Why::lens_leaves_open);
        nodes_.push_back(alter.node);
        if (weights_.empty()) continue;
        const auto row = graph_.graph().of(person);
        const auto found = std::lower_bound(row.begin(), row.end(), alter.node);
        own_.push_back(graph_.weights[at(graph_.offsets[at(person)] + (found - row.begin()))]);
    }
    const EgoStructure ego = ego_.measure(nodes_, own_);
    out.of(Measure::effective_size) = Answer::value(ego.effective_size);
    out.of(Measure::efficiency) = Answer::value(ego.efficiency);
    out.of(Measure::ego_constraint) = Answer::value(ego.constraint);
    if (ego.alters < 2) return not_recorded(out, {Measure::density, Measure::hierarchy}, Why::fewer_than_two_named);
    out.of(Measure::density) = Answer::value(ego.density);
    out.of(Measure::hierarchy) = Answer::value(ego.hierarchy);
}

void Measurer::merged(std::int32_t person, PersonView& view) {
    Answer& answer = view.measures.of(Measure::constraint);
    const Why missing = first_missing(network_.complete[at(person)], facets::everybody);
    const auto row = graph_.graph().of(person);
    if (missing != Why::none) answer = Answer::no(missing);
    else if (row.empty()) answer = Answer::no(Why::nobody_named);
    else if (std::any_of(row.begin(), row.end(), [&](std::int32_t other) {
                 return (network_.complete[at(other)] & facets::everybody) != facets::everybody;
             }))
        answer = Answer::no(Why::ask_people_named);
    else answer = Answer::value(constraint_[at(person)]);
}

void Measurer::measure(std::int32_t person, PersonView& view) {
    const Facets complete = network_.complete[at(person)];
    ego_view(network_, person, view.people, view.places);
    view.help_asked = static_cast<std::uint8_t>((complete & facets::help) >> facets::first_help);
    view.supporters.clear();
    for (const auto* side : {&view.people, &view.places})
        for (const Alter& alter : *side) view.supporters.push_back({alter.help, alter.help_maybe});
    view.dependence = {};
    counts(network_, complete, view);
    structure(person, view);
    merged(person, view);
    help(network_, complete, view);
    exchange(network_, complete, view);
    nearness(network_, complete, view);
    circles(complete, view);
    mixing(network_, person, complete, view);
}

}  // namespace kith::isolation
