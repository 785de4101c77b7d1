// "What's near": a public sheet for one corner, address or door.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/privacy/on_foot.hpp"
#include "engine/report/sheet_parts.hpp"
#include "engine/report/sheets.hpp"

namespace kith::report {
namespace {

constexpr int band_minutes = 5;
constexpr std::size_t every_one = 100'000;

bool for_anybody(const privacy::View& view) { return view.audience() == privacy::Audience::anybody || view.audience() == privacy::Audience::partners; }

/// What can be gone to: places, groups and what they do. An organisation only where none of what it runs is near: nobody goes to a trust.
std::vector<privacy::OnFoot> places_near(const privacy::View& view, const NearChoices& choices) {
    auto found = privacy::near_on_foot(view, choices.at.x, choices.at.y, base::Metres{choices.minutes * privacy::metres_a_minute}, every_one, privacy::EachRecord::yes);
    const column::Column *counted_with = sheet_column(view, "assets", "counted_with"), *form = sheet_column(view, "assets", "form");
    std::map<std::int32_t, int> of_unit;
    for (const privacy::OnFoot& one : found)
        if (counted_with != nullptr) ++of_unit[counted_with->i32()[static_cast<std::size_t>(one.asset)]];
    std::set<std::tuple<std::int32_t, std::int32_t, std::string>> told;  // recorded twice, told once
    std::erase_if(found, [&](const privacy::OnFoot& one) {
        const auto row = static_cast<std::size_t>(one.asset);
        if (counted_with == nullptr || form == nullptr) return false;
        const std::int32_t unit = counted_with->i32()[row], what = form->i32()[row];
        if (what == static_cast<std::int32_t>(column::Form::organisation) && of_unit[unit] > 1) return true;
        return !told.emplace(unit, what, base::lower(view.label(base::EntityKind::asset, row))).second;
    });
    std::stable_sort(found.begin(), found.end(), [&](const privacy::OnFoot& a, const privacy::OnFoot& b) {
        if (a.metres != b.metres) return a.metres < b.metres;
        return view.label(base::EntityKind::asset, static_cast<std::size_t>(a.asset)) < view.label(base::EntityKind::asset, static_cast<std::size_t>(b.asset));
    });
    return found;
}

std::vector<SheetSection> in_bands(const std::vector<privacy::OnFoot>& found, std::size_t most, const AssetsOnSheet& assets) {
    std::vector<SheetSection> out;
    int last = 0;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
        const int minutes = static_cast<int>(std::ceil(found[i].metres / privacy::metres_a_minute));
        const int band = (minutes + band_minutes - 1) / band_minutes * band_minutes;
        if (band != last) {
            out.emplace_back();
            out.back().heading = "Up to " + std::to_string(band) + " minutes' walk";
            last = band;
        }
        SheetEntry entry = assets.entry(static_cast<std::size_t>(found[i].asset));
        entry.beside = walk_words(found[i].metres);
        out.back().entries.push_back(std::move(entry));
    }
    return out;
}

/// Benches, bins and the like that nobody gave a name: how many of each, and how far the nearest is.
SheetSection without_names(const std::vector<privacy::OnFoot>& found, const AssetsOnSheet& assets) {
    std::map<std::string, std::pair<std::int64_t, std::int32_t>> kinds;
    for (const privacy::OnFoot& one : found) {
        const std::string kind = assets.kind(static_cast<std::size_t>(one.asset));
        auto& [count, nearest] = kinds[kind.empty() ? "What it is, nobody has said yet" : kind];
        if (count++ == 0) nearest = one.metres;
    }
    SheetSection out;
    out.heading = "Without a name of their own";
    for (const auto& [kind, of] : kinds) out.lines.push_back(kind + ": " + std::to_string(of.first) + ", " + walk_words(of.second) + (of.first > 1 ? " to the nearest" : ""));
    return out;
}

std::vector<std::string> near_foot(const privacy::View& view) {
    std::vector<std::string> out;
    out.emplace_back(view.segment("walking") != nullptr ? "Minutes are along the ways, at 80 metres a minute, rounded up; slower walkers need longer."
                                : "Minutes are by the straight line and a third more, at 80 metres a minute, rounded up: the ways themselves are not recorded here.");
    out.emplace_back("What is not known is said to be not known; nobody has asked yet.");
    for (std::string& line : credits_on_sheet(view)) out.push_back(std::move(line));
    return out;
}

}  // namespace

base::Result<Sheet> near_sheet(const privacy::View& view, const NearChoices& choices) {
    if (!for_anybody(view)) return base::misuse("A sheet that is handed over is made from what is public.");
    if (choices.minutes < 1 || choices.minutes > 60) return base::misuse("The walk is from 1 to 60 minutes.");
    const AssetsOnSheet assets(view);
    auto found = places_near(view, choices);
    const auto named = std::stable_partition(found.begin(), found.end(), [&](const privacy::OnFoot& one) { return assets.named(static_cast<std::size_t>(one.asset)); });
    const std::vector<privacy::OnFoot> nameless(named, found.end());
    found.erase(named, found.end());
    Sheet out;
    out.kind = "What's near";
    out.title = "What's near " + choices.words;
    out.subtitle = view.place_name() + ", " + column::date_words(choices.day);
    out.notice = "This may be given to anybody. Nobody who lives here stands in it.";
    out.sections = in_bands(found, choices.most, assets);
    if (!nameless.empty()) out.sections.push_back(without_names(nameless, assets));
    if (out.sections.empty()) {
        SheetSection none{"Up to " + std::to_string(choices.minutes) + " minutes' walk", {}, {}, {}, {}, {}, {}, false, false};
        none.empty = "Nothing is recorded within " + base::counted(choices.minutes, "minute") + "' walk; perhaps nobody has asked yet. Walk it with somebody who lives there, and write down what they show you.";
        out.sections.push_back(std::move(none));
    }
    if (found.size() > choices.most) out.foot.push_back(base::grouped(static_cast<std::int64_t>(found.size() - choices.most)) + " more are within " + std::to_string(choices.minutes) + " minutes' walk; these are the nearest.");
    for (std::string& line : near_foot(view)) out.foot.push_back(std::move(line));
    return out;
}

}  // namespace kith::report
