#include "plugins/isolation/instruments.hpp"

#include <algorithm>

namespace kith::isolation {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

std::optional<Score> sum(const Items& items, std::size_t first, std::size_t last) {
    double total = 0;
    for (std::size_t i = first; i < last; ++i) {
        if (!items[i]) return std::nullopt;
        total += *items[i];
    }
    return Score{total, total};
}

struct Sums {
    std::int32_t known = 0;
    double lower = 0, upper = 0;                 // of scores
    std::int32_t beyond_lower = 0, beyond_upper = 0;
    std::int32_t oldest = no_date, newest = no_date;
};

void add(Sums& sums, const Score& score, Scale scale, std::int32_t date) {
    sums.known += 1;
    sums.lower += score.lower;
    sums.upper += score.upper;
    const bool low = beyond_cut(score.lower, scale), high = beyond_cut(score.upper, scale);
    sums.beyond_lower += low && high;
    sums.beyond_upper += low || high;
    if (date == no_date) return;
    sums.oldest = sums.oldest == no_date ? date : std::min(sums.oldest, date);
    sums.newest = std::max(sums.newest, date);
}

}  // namespace

double lsns_item(double count) {
    if (count >= 9) return 5;
    if (count >= 5) return 4;
    return count >= 3 ? 3 : count;
}

Lsns6 score_lsns6(const Items& items) { return {sum(items, 0, 3), sum(items, 3, 6), sum(items, 0, 6)}; }

std::optional<Score> score_ucla3(const Items& items) { return sum(items, 0, 3); }

DeJong6 score_djg6(const Items& items) {
    Items counted;
    for (std::size_t i = 0; i < 6; ++i)
        if (items[i]) counted[i] = (i < 3 ? *items[i] >= 2 : *items[i] <= 2) ? 1 : 0;
    DeJong6 result{sum(counted, 0, 3), sum(counted, 3, 6), std::nullopt};
    Score total;
    int missing = 0;
    for (const Item& item : counted) {
        missing += !item;
        total.lower += item.value_or(0);
        total.upper += item.value_or(1);
    }
    if (missing <= 1) result.total = total;
    return result;
}

std::vector<Wave> latest_waves(std::span<const Answered> answers) {
    std::vector<std::size_t> order(answers.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        const Answered &a = answers[x], &b = answers[y];
        if (a.person != b.person) return a.person < b.person;
        if (a.instrument != b.instrument) return a.instrument < b.instrument;
        return a.date < b.date;
    });
    std::vector<Wave> waves;
    for (std::size_t i = 0; i < order.size();) {
        const Answered& first = answers[order[i]];
        Wave wave{first.person, first.instrument, first.date, {}};
        bool any = false;
        for (; i < order.size(); ++i) {
            const Answered& next = answers[order[i]];
            if (next.person != wave.person || next.instrument != wave.instrument || next.date != wave.date) break;
            wave.items[at(next.item)] = next.value;
            any |= next.value.has_value();
        }
        if (!any) continue;
        const bool later = !waves.empty() && waves.back().person == wave.person && waves.back().instrument == wave.instrument;
        if (later) waves.back() = wave;
        else waves.push_back(wave);
    }
    return waves;
}

Instrument instrument_of(Scale scale) {
    if (scale <= Scale::lsns6_friends) return Instrument::lsns6;
    if (scale == Scale::ucla3_total) return Instrument::ucla3;
    return scale == Scale::ons_direct ? Instrument::ons_direct : Instrument::djg6;
}

std::optional<Score> score(const Wave& wave, Scale scale) {
    if (instrument_of(scale) != wave.instrument) return std::nullopt;
    switch (scale) {
        case Scale::lsns6_total: return score_lsns6(wave.items).total;
        case Scale::lsns6_family: return score_lsns6(wave.items).family;
        case Scale::lsns6_friends: return score_lsns6(wave.items).friends;
        case Scale::ucla3_total: return score_ucla3(wave.items);
        case Scale::ons_direct: return sum(wave.items, 0, 1);
        case Scale::djg6_total: return score_djg6(wave.items).total;
        case Scale::djg6_emotional: return score_djg6(wave.items).emotional;
        case Scale::djg6_social: return score_djg6(wave.items).social;
    }
    return std::nullopt;
}

bool beyond_cut(double score, Scale scale) {
    switch (scale) {
        case Scale::lsns6_total: return score < 12;
        case Scale::lsns6_family: case Scale::lsns6_friends: return score < 6;
        case Scale::ucla3_total: return score >= 6;
        case Scale::ons_direct: return score >= 5;
        case Scale::djg6_total: return score >= 2;
        case Scale::djg6_emotional: case Scale::djg6_social: return score >= 1;
    }
    return false;
}

std::vector<GroupResult> group_results(std::span<const Wave> waves, std::span<const std::int32_t> group_of,
                                       std::span<const std::uint8_t> participant, std::span<const std::uint8_t> may_be_counted,
                                       std::int32_t groups) {
    std::vector<std::int32_t> people(at(groups), 0);
    for (std::size_t i = 0; i < group_of.size(); ++i)
        if (participant[i] != 0 && group_of[i] >= 0) people[at(group_of[i])] += 1;
    std::vector<Sums> sums(at(groups) * scale_count);
    std::array<bool, scale_count> answered{};
    for (const Wave& wave : waves) {
        const std::int32_t group = group_of[at(wave.person)];
        if (participant[at(wave.person)] == 0 || may_be_counted[at(wave.person)] == 0) continue;
        for (int i = 0; i < scale_count; ++i) {
            const auto scale = static_cast<Scale>(i);
            answered[at(i)] |= instrument_of(scale) == wave.instrument;
            const auto scored = group < 0 ? std::nullopt : score(wave, scale);
            if (scored) add(sums[at(group) * scale_count + at(i)], *scored, scale, wave.date);
        }
    }
    std::vector<GroupResult> results;
    for (std::int32_t group = 0; group < groups; ++group) {
        for (int i = 0; i < scale_count; ++i) {
            if (!answered[at(i)] || people[at(group)] == 0) continue;
            const Sums& s = sums[at(group) * scale_count + at(i)];
            GroupResult result{group, static_cast<Scale>(i), s.known, people[at(group)] - s.known, {}, {}, s.oldest, s.newest};
            if (s.known > 0) {
                result.mean = {s.lower / s.known, s.upper / s.known};
                result.share = {static_cast<double>(s.beyond_lower) / s.known, static_cast<double>(s.beyond_upper) / s.known};
            }
            results.push_back(result);
        }
    }
    return results;
}

}  // namespace kith::isolation
