#pragma once
// Value, bound or "not computable, because …" (domain 3.1), and shares over members and properties that may be unknown.
#include <cstdint>

#include "plugins/isolation/network.hpp"
#include "plugins/isolation/support.hpp"

namespace kith::isolation {

/// Why something cannot be said, or only as a bound. The order is the manifest's list of reasons.
enum class Why : std::uint8_t {
    none,
    not_a_participant,
    not_asked,            // nothing was asked of this person
    ask_household, ask_family, ask_friends, ask_neighbours, ask_groups, ask_paid_support, ask_help, ask_alter_ties,
    ask_people_named,     // the merged graph also needs what those named were asked
    nobody_named, fewer_than_two_named, no_help_held,
    paid_unknown, help_not_recorded, help_unclear, direction_unknown, homes_unknown, households_unknown, dates_unknown,
    attribute_unknown, closeness_unknown,
    lens_leaves_open
};
inline constexpr int why_count = static_cast<int>(Why::lens_leaves_open) + 1;

enum class Known : std::uint8_t { exact, between, at_least, nothing };

struct Answer {
    Known known = Known::nothing;
    Why why = Why::not_asked;
    double lower = 0;         // the value when exact
    double upper = 0;         // when exact or between

    static Answer value(double v) { return {Known::exact, Why::none, v, v}; }
    static Answer at_least(double v, Why why) { return {Known::at_least, why, v, 0}; }
    static Answer no(Why why) { return {Known::nothing, why, 0, 0}; }
    static Answer of(Interval i, Why open) { return i.exact() ? value(i.lower) : Answer{Known::between, open, i.lower, i.upper}; }
    bool is_exact() const { return known == Known::exact; }
    bool is(double v) const { return is_exact() && lower == v; }
};

/// The first facet of `needed` that is not complete; not_asked when nothing at all is, none when all are.
Why first_missing(Facets complete, Facets needed);

/// How many things there are, some of them perhaps.
class Count {
public:
    void add(Tri member) {
        sure_ += member == Tri::yes;
        perhaps_ += member == Tri::unknown;
    }
    Interval interval() const { return {static_cast<double>(sure_), static_cast<double>(sure_ + perhaps_)}; }
    int sure() const { return sure_; }
    int most() const { return sure_ + perhaps_; }

private:
    int sure_ = 0, perhaps_ = 0;
};

/// Share of members that have a property, where membership and property may both be unknown: the narrowest interval that
/// holds the share under every way the unknown may turn out (and at least one member).
class Share {
public:
    void add(Tri member, Tri property);
    bool empty() const { return sure_ + perhaps_yes_ + perhaps_no_ + perhaps_unknown_ == 0; }
    bool all_unknown() const { return known_ == 0; }
    Interval interval() const;

private:
    int sure_ = 0, yes_ = 0, unknown_ = 0;                             // sure members: all, with it, perhaps with it
    int perhaps_yes_ = 0, perhaps_no_ = 0, perhaps_unknown_ = 0;       // perhaps members
    int known_ = 0;                                                    // sure members of known property
};

}  // namespace kith::isolation
