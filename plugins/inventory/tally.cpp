#include "plugins/inventory/tally.hpp"

#include <algorithm>
#include <tuple>

#include "plugins/inventory/diversity.hpp"

namespace kith::inventory {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }
constexpr double days_a_month = 365.25 / 12;

// One unit in one area.
struct Here {
    std::int32_t area;
    std::int32_t unit;  // the record that stands for it
};

std::int32_t class_of(const Records& records, std::int32_t row) {
    const std::int32_t found = records.asset_class[at(row)];
    return found < 0 ? unknown_class : found;
}

void count(Tally& tally, const Records& records, std::int32_t row) {
    tally.total += 1;
    tally.by_class[at(class_of(records, row))] += 1;
    const std::int32_t by = records.confirmed_by[at(row)], on = records.confirmed_on[at(row)];
    tally.confirmed_known += by >= 0;
    tally.confirmed_by_resident += by == 0;
    if (on == no_date) return;
    tally.dated += 1;
    tally.oldest = tally.oldest == no_date ? on : std::min(tally.oldest, on);
    tally.newest = std::max(tally.newest, on);
}

double median(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// The units of one area, in any order.
void finish(Tally& tally, const Records& records, std::span<Here> here, std::optional<std::int32_t> as_of) {
    const auto key = [&](const Here& h) { return std::pair(class_of(records, h.unit), records.subtype[at(h.unit)]); };
    std::sort(here.begin(), here.end(), [&](const Here& a, const Here& b) { return key(a) < key(b); });
    std::vector<double> months;
    for (const Here& h : here) {
        const auto [asset_class, subtype] = key(h);
        if (tally.subtypes.empty() || tally.subtypes.back().asset_class != asset_class || tally.subtypes.back().subtype != subtype)
            tally.subtypes.push_back({asset_class, subtype, 0, no_date});
        tally.subtypes.back().count += 1;
        const std::int32_t on = records.confirmed_on[at(h.unit)];
        tally.subtypes.back().newest = std::max(tally.subtypes.back().newest, on);
        if (as_of && on != no_date) months.push_back((*as_of - on) / days_a_month);
    }
    std::sort(tally.subtypes.begin(), tally.subtypes.end(), [](const SubtypeCount& a, const SubtypeCount& b) {
        return std::tuple(a.asset_class, a.subtype < 0, -a.count, a.subtype) < std::tuple(b.asset_class, b.subtype < 0, -b.count, b.subtype);
    });
    if (!months.empty()) tally.median_months = median(months);
}

}  // namespace

std::int64_t Tally::richness() const {
    std::vector<std::int32_t> known;
    for (const SubtypeCount& s : subtypes)
        if (s.subtype >= 0) known.push_back(s.subtype);
    std::sort(known.begin(), known.end());
    return std::unique(known.begin(), known.end()) - known.begin();
}

std::int64_t Tally::untyped() const {
    std::int64_t sum = 0;
    for (const SubtypeCount& s : subtypes) sum += s.subtype < 0 ? s.count : 0;
    return sum;
}

std::optional<double> Tally::hill(double q) const {
    // One subtype may stand under two classes, where records disagree: it is one kind all the same.
    std::vector<std::pair<std::int32_t, std::int64_t>> known;
    for (const SubtypeCount& s : subtypes)
        if (s.subtype >= 0) known.emplace_back(s.subtype, s.count);
    if (known.empty()) return std::nullopt;
    std::sort(known.begin(), known.end());
    std::vector<std::int64_t> counts;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (i > 0 && known[i].first == known[i - 1].first) counts.back() += known[i].second;
        else counts.push_back(known[i].second);
    }
    return inventory::hill(counts, q);
}

std::vector<Tally> tally(const Records& records, const Units& units, const Within& within, std::int32_t areas,
                         std::optional<std::int32_t> as_of) {
    std::vector<Tally> tallies(at(areas) + 1);
    std::vector<Here> here;
    for (std::size_t i = 0; i < units.counted.size(); ++i) {
        here.push_back({areas, units.counted[i]});
        for (const std::int32_t area : within.of(units.stand_in[i])) here.push_back({area, units.counted[i]});
    }
    for (const Here& h : here) count(tallies[at(h.area)], records, h.unit);
    const auto apart = [&](const std::vector<std::int32_t>& rows, std::int64_t Tally::*number) {
        for (const std::int32_t row : rows) {
            tallies[at(areas)].*number += 1;
            for (const std::int32_t area : within.of(row)) tallies[at(area)].*number += 1;
        }
    };
    apart(units.potential, &Tally::potential);
    apart(units.closed, &Tally::closed);
    std::stable_sort(here.begin(), here.end(), [](const Here& a, const Here& b) { return a.area < b.area; });
    for (auto first = here.begin(); first != here.end();) {
        const auto last = std::find_if(first, here.end(), [&](const Here& h) { return h.area != first->area; });
        finish(tallies[at(first->area)], records, {first, last}, as_of);
        first = last;
    }
    return tallies;
}

}  // namespace kith::inventory
