#pragma once
// Instruments: answers in, scores and group results out (domain 3.2-3.5). Scoring only; no wording of any item stands here.
// A score belongs to a group: no person is given a category.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plugins/isolation/network.hpp"

namespace kith::isolation {

enum class Instrument : std::uint8_t { lsns6, ucla3, ons_direct, djg6 };
inline constexpr int instrument_count = 4;
/// How many items each has, in the order of data/instruments.csv: lsns6 f1-f3 g1-g3, ucla3 a-c, ons_direct d, djg6 e1-e3 s1-s3.
inline constexpr std::array<int, instrument_count> items_of{6, 3, 1, 6};

/// An answer, or nothing where it is not known.
using Item = std::optional<double>;
using Items = std::array<Item, 6>;

/// A score that may be a bound: known exactly when the two are equal.
struct Score {
    double lower = 0;
    double upper = 0;
};

/// Item score of a count of people c >= 0: 0, 1, 2, 3 (3-4), 4 (5-8), 5 (9 or more). Lubben et al. 2006.
double lsns_item(double count);

/// A subscale only with all three of its items, the total only with all six. Items are scores 0-5.
struct Lsns6 {
    std::optional<Score> family, friends, total;      // 0-15, 0-15, 0-30; higher: more people
};
Lsns6 score_lsns6(const Items& items);

/// Sum of three items 1-3, complete cases only: 3-9. Hughes et al. 2004.
std::optional<Score> score_ucla3(const Items& items);

/// Emotional items count 1 for 2 or 3, social ones for 1 or 2. A subscale is missing with any of its items; the total with
/// more than one of six. With exactly one missing it counts as 0: the total is then from there to one more.
/// De Jong Gierveld and Van Tilburg 2006; manual of 2022.
struct DeJong6 {
    std::optional<Score> emotional, social, total;    // 0-3, 0-3, 0-6
};
DeJong6 score_djg6(const Items& items);

/// One recorded answer. `value` empty: asked and not known, or not a number of this item's range.
struct Answered {
    std::int32_t person = 0;
    Instrument instrument = Instrument::lsns6;
    std::int32_t item = 0;          // 0 .. items_of - 1
    Item value;
    std::int32_t date = no_date;
};

/// The latest wave of one person and instrument that has any known answer; an answer without a date is of the earliest.
struct Wave {
    std::int32_t person = 0;
    Instrument instrument = Instrument::lsns6;
    std::int32_t date = no_date;
    Items items;
};
/// By person, then instrument. Of two answers to one item on one day the later row counts. O(n log n).
std::vector<Wave> latest_waves(std::span<const Answered> answers);

/// The group results, one scale each; the order is the manifest's list of words.
enum class Scale : std::uint8_t {
    lsns6_total, lsns6_family, lsns6_friends, ucla3_total, ons_direct, djg6_total, djg6_emotional, djg6_social
};
inline constexpr int scale_count = 8;
/// A wave's score on a scale, if it is of that instrument and complete enough.
std::optional<Score> score(const Wave& wave, Scale scale);
Instrument instrument_of(Scale scale);

/// The share that a group result gives beside its mean, by the published cut or a named option (README.md): LSNS-6 total < 12,
/// subscales < 6; UCLA-3 >= 6; direct question often or always; De Jong Gierveld total >= 2, subscales >= 1.
bool beyond_cut(double score, Scale scale);

struct GroupResult {
    std::int32_t group = 0;
    Scale scale = Scale::lsns6_total;
    std::int32_t n_known = 0;
    std::int32_t n_unknown = 0;          // participants of the group without a score, or not to be counted
    Score mean;
    Score share;                         // beyond the cut
    std::int32_t oldest = no_date;
    std::int32_t newest = no_date;
};

/// Groups `group_of` (one a person, -1: none) of the participants; only answers of those who `may_be_counted` are read. Only
/// scales that somebody answered; every group that has participants, by group, then scale. O(waves + people).
std::vector<GroupResult> group_results(std::span<const Wave> waves, std::span<const std::int32_t> group_of, std::span<const std::uint8_t> participant,
                                       std::span<const std::uint8_t> may_be_counted, std::int32_t groups);

}  // namespace kith::isolation
