#include "engine/session/waves.hpp"

#include <algorithm>
#include <chrono>
#include <map>

namespace kith::session {
namespace {

constexpr std::string_view keys_2010 = "keys_2010", keys_2010_title = "Keys to Citizenship (2010)", keys_2020 = "keys_2020", keys_2020_title = "Keys to Citizenship (2020)", wealth = "real_wealth",
                           wealth_title = "Real Wealth", lsns = "lsns6", lsns_title = "People around them (LSNS-6)", ucla = "ucla3", ucla_title = "Felt loneliness (UCLA, three items)",
                           direct = "ons_direct", direct_title = "Felt loneliness (asked directly)", jong = "djg6", jong_title = "Felt loneliness (De Jong Gierveld, six items)";

// The lists of both papers stand as they are, and apart: domain.md 1.2 and 1.3.
constexpr std::array all_scales{
    Scale{keys_2010, keys_2010_title, "authority", "Authority", "authority"}, Scale{keys_2010, keys_2010_title, "direction", "Direction", "direction"},
    Scale{keys_2010, keys_2010_title, "money", "Money", "money"}, Scale{keys_2010, keys_2010_title, "home", "Home", "home"},
    Scale{keys_2010, keys_2010_title, "support", "Support", "support"}, Scale{keys_2010, keys_2010_title, "contribution", "Contribution", "contribution"},
    Scale{keys_2010, keys_2010_title, "rights_and_duties", "Rights and duties", "rights_and_duties"},
    Scale{keys_2020, keys_2020_title, "freedom", "Freedom", "freedom"}, Scale{keys_2020, keys_2020_title, "meaning", "Meaning", "meaning"},
    Scale{keys_2020, keys_2020_title, "money", "Money", "money"}, Scale{keys_2020, keys_2020_title, "home", "Home", "home"},
    Scale{keys_2020, keys_2020_title, "help", "Help", "help"}, Scale{keys_2020, keys_2020_title, "life", "Life", "life"}, Scale{keys_2020, keys_2020_title, "love", "Love", "love"},
    Scale{wealth, wealth_title, "resilience", "Resilience", "resilience"}, Scale{wealth, wealth_title, "strengths", "Strengths", "strengths"},
    Scale{wealth, wealth_title, "connections", "Connections", "connections"}, Scale{wealth, wealth_title, "financial_assets", "Financial assets", "financial_assets"},
    Scale{wealth, wealth_title, "access_to_community", "Access to community", "access_to_community"},
    Scale{lsns, lsns_title, "family", "Family", "f1 f2 f3", 0, 5}, Scale{lsns, lsns_title, "friends", "Friends and neighbours", "g1 g2 g3", 0, 5}, Scale{lsns, lsns_title, "total", "Both together", "f1 f2 f3 g1 g2 g3", 0, 5},
    Scale{ucla, ucla_title, "total", "Felt less often", "a b c", 1, 3, false}, Scale{direct, direct_title, "total", "Felt less often", "d", 1, 5, false},
    Scale{jong, jong_title, "emotional", "Emotional, felt less", "e1 e2 e3", 1, 3, false, true}, Scale{jong, jong_title, "social", "Social, felt less", "s1 s2 s3", 1, 3, false, true},
    Scale{jong, jong_title, "total", "Both together, felt less", "e1 e2 e3 s1 s2 s3", 1, 3, false, true}};

/// Of one person on one day: the answers to a scale's items.
struct Asking {
    std::map<std::string_view, std::optional<double>> answers;
};
using Times = std::map<std::int32_t, Asking>;   // by day

bool one_of(std::string_view item, std::string_view items) {
    for (std::size_t at = 0; at < items.size();) {
        const std::size_t end = std::min(items.find(' ', at), items.size());
        if (items.substr(at, end - at) == item) return true;
        at = end + 1;
    }
    return false;
}

/// The sum, where every item was answered with a number that the instrument has.
std::optional<double> score_of(const Scale& scale, const Asking& asking) {
    const auto wanted = static_cast<std::size_t>(std::count(scale.items.begin(), scale.items.end(), ' ')) + 1;
    if (asking.answers.size() < wanted) return std::nullopt;
    double sum = 0;
    for (const auto& [item, value] : asking.answers) {
        if (!value || (scale.lowest < scale.highest && (*value < scale.lowest || *value > scale.highest))) return std::nullopt;
        if (!scale.de_jong_gierveld) sum += *value;
        else sum += (item.front() == 'e' ? *value >= 2 : *value <= 2) ? 1 : 0;
    }
    return sum;
}

Course course_of(const Scale& scale, const Times& times, const Period& period) {
    const auto inside = times.lower_bound(period.from);
    if (inside == times.end()) return Course::not_again;
    const auto first = inside == times.begin() ? inside : std::prev(inside), last = std::prev(times.end());
    if (first == last) return Course::once;
    const auto before = score_of(scale, first->second), after = score_of(scale, last->second);
    if (!before || !after) return Course::unknown;
    if (*before == *after) return Course::same;
    return (*after > *before) == scale.more_is_better ? Course::better : Course::worse;
}

}  // namespace

bool Period::of_whole_months() const {
    using namespace std::chrono;
    const year_month_day first{sys_days(days(from))}, after{sys_days(days(to + 1))};
    return first.day() == day{1} && after.day() == day{1};
}

std::span<const Scale> scales() { return all_scales; }

std::vector<ScaleChange> changes_of(std::span<const Answer> answers, const Period& period) {
    std::vector<ScaleChange> out;
    for (const Scale& scale : all_scales) {
        std::map<std::int32_t, Times> people;
        for (const Answer& answer : answers)
            if (answer.day <= period.to && answer.instrument == scale.instrument && one_of(answer.item, scale.items)) people[answer.person][answer.day].answers[answer.item] = answer.value;
        if (people.empty()) continue;
        ScaleChange& change = out.emplace_back(ScaleChange{&scale, {}});
        for (const auto& [_, times] : people) ++change.people[static_cast<std::size_t>(course_of(scale, times, period))];
    }
    return out;
}

}  // namespace kith::session
