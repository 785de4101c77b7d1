#include "plugins/isolation/network.hpp"

#include <algorithm>
#include <array>

namespace kith::isolation {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

// Yes beats unknown beats no.
void widen(Tri& known, Tri found) {
    if (known == Tri::yes || found == Tri::no) return;
    known = found;
}

Tri both(Tri a, Tri b) {
    if (a == Tri::no || b == Tri::no) return Tri::no;
    return a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown;
}

Tri inverse(Tri a) { return a == Tri::unknown ? Tri::unknown : a == Tri::yes ? Tri::no : Tri::yes; }

struct Help {
    Tri gives;      // seen from the person
    Tri receives;
    std::uint8_t sure;
    std::uint8_t maybe;
};

// Help whose direction nobody recorded is help that `from`, who named the tie, receives; for `to` it may be.
Help help_of(const Tie& tie, const TieKind& kind, bool is_from) {
    const std::uint8_t direction = tie.direction != 0 ? tie.direction : kind.direction;
    Help help{Tri::unknown, Tri::unknown, 0, 0};
    if (direction != 0) {
        const std::uint8_t give = is_from ? Tie::gives : Tie::receives, receive = is_from ? Tie::receives : Tie::gives;
        help.gives = (direction & give) != 0 ? Tri::yes : Tri::no;
        help.receives = (direction & receive) != 0 ? Tri::yes : Tri::no;
    }
    const bool received = direction != 0 ? help.receives == Tri::yes : is_from;
    const bool maybe = direction == 0 && !is_from;
    if (received) help.sure = tie.help;
    if (maybe) help.maybe = tie.help;
    if (tie.help_open && (received || maybe)) help.maybe = 0x7f;
    return help;
}

// Snow's circles by the rule of domain 1.4: membership 3, paid 4, else 1 the closest and 2 the rest; a kind may say its own.
// An organisation that nobody is paid by takes part in life as a group does.
std::uint8_t circle_of(const Tie& tie, const TieKind& kind, bool to_person) {
    if (kind.sort == Sort::membership) return kind.circle != 0 ? kind.circle : 3;
    if (tie.paid != Tri::no) return tie.paid == Tri::yes ? 4 : 0;
    if (!to_person) return 3;
    if (kind.circle == 1 || kind.circle == 2) return kind.circle;
    if (tie.closeness == 0) return 0;
    return tie.closeness == 5 ? 1 : 2;
}

// The nearest circle wins; an unknown one gives way to circle 1 only, which nothing could bring nearer.
std::uint8_t nearer(std::uint8_t a, std::uint8_t b, bool first) {
    if (first) return b;
    if (a == 1 || b == 1) return 1;
    if (a == 0 || b == 0) return 0;
    return std::min(a, b);
}

void add(Alter& alter, const Tie& tie, const TieKind& kind, std::int32_t person, Tri exists, bool first, bool to_person) {
    widen(alter.exists, exists);
    widen(alter.unpaid, both(exists, inverse(tie.paid)));
    widen(alter.paid, both(exists, tie.paid));
    widen(alter.near, both(exists, tie.near));
    const Help help = help_of(tie, kind, tie.from == person);
    widen(alter.gives, both(exists, help.gives));
    widen(alter.receives, both(exists, help.receives));
    if (exists == Tri::yes) alter.help = static_cast<std::uint8_t>(alter.help | help.sure);
    if (exists != Tri::yes) alter.help_maybe = static_cast<std::uint8_t>(alter.help_maybe | help.sure);
    alter.help_maybe = static_cast<std::uint8_t>(alter.help_maybe | help.maybe);
    if (tie.paid != Tri::yes) alter.closeness = std::max(alter.closeness, tie.closeness);
    alter.circle = nearer(alter.circle, circle_of(tie, kind, to_person), first);
    alter.membership |= kind.sort == Sort::membership;
    alter.service |= kind.sort == Sort::service;
    alter.kin |= kind.kin;
    alter.difficult |= tie.difficult;
    alter.sensitive |= tie.sensitive;
    alter.undated |= tie.confirmed == no_date;
    alter.confirmed = std::max(alter.confirmed, tie.confirmed);
}

// One kind of tie leads to one place once, so as many places are sure, of groups and of services each, as the commonest kind
// has ties; any other may be one of these again.
void private_places(const Network& network, std::int32_t person, std::vector<Alter>& places) {
    const auto rows = network.masked_rows.subspan(at(network.masked_offsets[at(person)]),
        at(network.masked_offsets[at(person) + 1]) - at(network.masked_offsets[at(person)]));
    const auto counts = [&](std::int32_t row) {
        const Tie& tie = network.ties[at(row)];
        return in_ego_view(tie, person) && !ended(network, tie);
    };
    for (const Sort sort : {Sort::membership, Sort::service}) {
        const auto of_sort = [&](std::int32_t row) { return network.kinds[at(network.ties[at(row)].kind)].sort == sort && counts(row); };
        std::int32_t commonest = -1;
        std::ptrdiff_t most = 0;
        for (const std::int32_t row : rows) {
            if (!of_sort(row)) continue;
            const std::int32_t kind = network.ties[at(row)].kind;
            const auto n = std::count_if(rows.begin(), rows.end(), [&](std::int32_t r) { return network.ties[at(r)].kind == kind && counts(r); });
            if (n > most) {
                most = n;
                commonest = kind;
            }
        }
        for (const std::int32_t row : rows) {
            if (!of_sort(row)) continue;
            const Tie& tie = network.ties[at(row)];
            places.emplace_back();
            places.back().node = -1;
            places.back().tie = row;
            add(places.back(), tie, network.kinds[at(tie.kind)], person, tie.kind == commonest ? Tri::yes : Tri::unknown, true, false);
            places.back().sensitive = true;
        }
    }
}

// Where "that is everyone" was said of the household, whoever is not recorded in it does not live there.
Tri same_household(const Network& network, std::int32_t person, std::int32_t other) {
    if (network.household.empty() || network.household[at(person)] < 0) return Tri::unknown;
    const std::int32_t mine = network.household[at(person)], theirs = network.household[at(other)];
    if (mine == theirs) return Tri::yes;
    return theirs >= 0 || (network.complete[at(person)] & facets::household) != 0 ? Tri::no : Tri::unknown;
}

void add_arc(const Network& network, std::int32_t person, std::size_t arc, const Tie& tie, std::vector<Alter>& people, std::vector<Alter>& places) {
    const std::int32_t target = network.targets[arc];
    const bool to_person = target < network.people;
    if (!in_ego_view(tie, person) || ended(network, tie)) return;
    const Tri exists = network.maybe.empty() || network.maybe[arc] == 0 ? Tri::yes : Tri::unknown;
    std::vector<Alter>& side = to_person ? people : places;
    const bool first = side.empty() || side.back().node != target;
    if (first) {
        side.emplace_back();
        side.back().node = target;
        side.back().tie = network.tie_rows[arc];
        if (to_person) side.back().same_household = same_household(network, person, target);
    }
    add(side.back(), tie, network.kinds[at(tie.kind)], person, exists, first, to_person);
}

}  // namespace

bool in_ego_view(const Tie& tie, std::int32_t person) {
    if (tie.reported == Tie::reported_by_from) return tie.from == person;
    if (tie.reported == Tie::reported_by_to) return tie.to == person;
    return true;
}

bool ended(const Network& network, const Tie& tie) {
    if (network.as_of && tie.until != no_date && tie.until < *network.as_of) return true;
    const auto dead = [&](std::int32_t node) { return node >= 0 && node < network.people && network.died[at(node)] != 0; };
    return !network.died.empty() && (dead(tie.from) || dead(tie.to));
}

void ego_view(const Network& network, std::int32_t person, std::vector<Alter>& people, std::vector<Alter>& places) {
    people.clear();
    places.clear();
    const auto last = at(network.offsets[at(person) + 1]);
    for (auto arc = at(network.offsets[at(person)]); arc < last;) {
        // Ties lie in the order of the file, people do not: a handful is fetched at once, so that the waiting overlaps.
        std::array<Tie, 16> fetched;
        const std::size_t some = std::min(fetched.size(), last - arc);
        for (std::size_t i = 0; i < some; ++i) fetched[i] = network.ties[at(network.tie_rows[arc + i])];
        for (std::size_t i = 0; i < some; ++i, ++arc) add_arc(network, person, arc, fetched[i], people, places);
    }
    if (!network.masked_offsets.empty()) private_places(network, person, places);
    for (Alter& alter : people) {
        alter.help_maybe = static_cast<std::uint8_t>(alter.help_maybe & ~alter.help);
        if (alter.same_household == Tri::yes) alter.near = alter.exists;  // whatever is known of the address
    }
    for (Alter& place : places) place.help_maybe = static_cast<std::uint8_t>(place.help_maybe & ~place.help);
}

std::int32_t named_by_others(const Network& network, std::int32_t person) {
    std::int32_t count = 0, last = -1;
    bool by_me = false, by_them = false;
    const auto close = [&] { count += last >= 0 && by_them && !by_me ? 1 : 0; };
    for (auto arc = at(network.offsets[at(person)]); arc < at(network.offsets[at(person) + 1]); ++arc) {
        const std::int32_t target = network.targets[arc];
        const Tie& tie = network.ties[at(network.tie_rows[arc])];
        if (target >= network.people) break;
        if (ended(network, tie) || tie.difficult) continue;
        if (target != last) {
            close();
            last = target;
            by_me = by_them = false;
        }
        (in_ego_view(tie, person) ? by_me : by_them) = true;
    }
    close();
    return count;
}

MergedGraph merged_graph(const Network& network, std::span<const double> weights) {
    MergedGraph merged;
    merged.offsets.reserve(at(network.people) + 1);
    merged.offsets.push_back(0);
    merged.targets.reserve(network.targets.size());
    const bool may_end = network.as_of || !network.died.empty();
    for (std::int32_t person = 0; person < network.people; ++person) {
        const std::size_t first = merged.targets.size();
        for (auto arc = at(network.offsets[at(person)]); arc < at(network.offsets[at(person) + 1]); ++arc) {
                const std::int32_t row = network.tie_rows[arc], target = network.targets[arc];
            if (target >= network.people) break;
            if ((!network.maybe.empty() && network.maybe[arc] != 0) || (may_end && ended(network, network.ties[at(row)]))) continue;
            const bool next = merged.targets.size() == first || merged.targets.back() != target;
            if (next) merged.targets.push_back(target);
            if (weights.empty()) continue;
            if (next) merged.weights.push_back(weights[at(row)]);
            else merged.weights.back() += weights[at(row)];
        }
        merged.offsets.push_back(static_cast<std::int64_t>(merged.targets.size()));
    }
    return merged;
}

}  // namespace kith::isolation
