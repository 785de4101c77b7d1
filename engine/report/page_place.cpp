// What a page says about the place itself, before any analysis: in short, and its assets by class.
#include <algorithm>
#include <array>
#include <set>

#include "engine/base/text.hpp"
#include "engine/picture/bars.hpp"
#include "engine/picture/svg.hpp"
#include "engine/report/page.hpp"

namespace kith::report {
namespace {

using column::Column;

struct AssetCounts {
    std::array<std::int64_t, 6> by_class{};
    std::int64_t counted = 0, kind_unknown = 0, potential = 0, closed = 0, merged = 0;
    std::int64_t by_resident = 0, by_worker = 0, without_place = 0;
};

/// The end of a record's chain of `counted_with`; of a circle, its lowest record. Chains are short: activity, group, venue.
std::int32_t end_of(std::span<const std::int32_t> counted_with, std::int32_t row) {
    std::vector<std::int32_t> path;
    for (;;) {
        const std::int32_t next = counted_with[static_cast<std::size_t>(row)];
        if (next < 0 || next == row) return row;
        const auto circle = std::find(path.begin(), path.end(), next);
        if (circle != path.end()) return *std::min_element(circle, path.end());
        path.push_back(row = next);
    }
}

/// Which records stand for a unit: the end of its chain if that is in use, else its first that is. The same rule as in
/// plugins/inventory/units.hpp.
std::vector<bool> standing_for(std::span<const std::int32_t> counted_with, const std::vector<bool>& in_use) {
    std::vector<std::int32_t> chosen(in_use.size(), base::no_row);
    for (std::size_t row = 0; row < in_use.size(); ++row) {
        if (!in_use[row]) continue;
        const auto at = static_cast<std::int32_t>(row), end = end_of(counted_with, at);
        if (auto& one = chosen[static_cast<std::size_t>(end)]; one < 0 || at == end) one = at;
    }
    std::vector<bool> out(in_use.size(), false);
    for (const std::int32_t row : chosen)
        if (row >= 0) out[static_cast<std::size_t>(row)] = true;
    return out;
}

AssetCounts count_assets(const privacy::View& view) {
    AssetCounts out;
    const auto assets = view.segment("assets"), positions = view.segment("assets.positions");
    if (!assets) return out;
    const Column *classes = assets->find("class"), *status = assets->find("status"), *counted_with = assets->find("counted_with"), *confirmed = assets->find("confirmed_by");
    const Column* points = positions ? positions->find("point") : nullptr;
    const auto code = [](const Column* column, std::size_t row) { return column && column->known(row) ? column->i32()[row] : -1; };
    std::vector<bool> in_use(view.assets());
    for (std::size_t row = 0; row < in_use.size(); ++row) in_use[row] = code(status, row) <= static_cast<std::int32_t>(column::AssetStatus::active);
    const std::vector<bool> stands = counted_with ? standing_for(counted_with->i32(), in_use) : in_use;
    for (std::size_t row = 0; row < in_use.size(); ++row) {
        if (!in_use[row]) ++(code(status, row) == static_cast<std::int32_t>(column::AssetStatus::potential) ? out.potential : out.closed);
        else if (!stands[row]) ++out.merged;
        if (!stands[row]) continue;
        ++out.counted;
        const auto asset_class = code(classes, row), by = code(confirmed, row);
        if (asset_class >= 0 && asset_class < 6) ++out.by_class[static_cast<std::size_t>(asset_class)];
        else ++out.kind_unknown;
        out.by_resident += by == static_cast<std::int32_t>(column::ConfirmedBy::resident) ? 1 : 0;
        out.by_worker += by == static_cast<std::int32_t>(column::ConfirmedBy::worker) ? 1 : 0;
        out.without_place += points && points->known(row) ? 0 : 1;
    }
    return out;
}

std::string population_sentence(const privacy::View& view) {
    const auto* primary = view.primary_layer();
    const auto areas = primary ? view.segment("areas." + primary->as) : nullptr;
    const Column* population = areas ? areas->find("population") : nullptr;
    if (!primary) return "No areas were given.";
    std::string out = base::counted(static_cast<std::int64_t>(primary->count), "area");
    double sum = 0;
    std::int64_t unknown = 0;
    for (std::size_t row = 0; population && row < population->rows(); ++row) population->known(row) ? sum += population->f64()[row] : static_cast<double>(++unknown);
    if (population && sum > 0) out += ", home to " + base::grouped(static_cast<std::int64_t>(sum + 0.5)) + " people";
    if (population && unknown > 0) out += " (" + base::counted(unknown, "area") + " without a population figure)";
    return out + ".";
}

std::string classes_sentence(const AssetCounts& counts) {
    std::string out;
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts.by_class[a] > counts.by_class[b]; });
    for (const std::size_t i : order)
        if (counts.by_class[i] > 0)
            out += (out.empty() ? "" : ", ") + base::counted(counts.by_class[i], picture::style_of(static_cast<column::AssetClass>(i)).one, picture::style_of(static_cast<column::AssetClass>(i)).many);
    return out;
}

}  // namespace

void add_summary(const Page& page, Html& html) {
    html.open("section", {}, "aria-labelledby=\"in-short\"");
    html.heading(2, "In short", "in-short");
    std::vector<std::string> lines;
    const AssetCounts counts = count_assets(page.view);
    if (counts.counted > 0) {
        std::string line = base::counted(counts.counted, "asset") + (counts.counted == 1 ? " is recorded" : " are recorded");
        const std::string classes = classes_sentence(counts);
        lines.push_back(line + (classes.empty() ? "." : ": " + classes + "."));
        const std::int64_t confirmed = counts.by_resident + counts.by_worker;
        lines.push_back(confirmed == 0 ? "All of it comes from lists and registers: nobody who lives or works here has confirmed it yet."
                                       : base::grouped(counts.by_resident) + " of them confirmed by a resident, " + base::grouped(counts.by_worker) + " by a worker; the rest comes from lists and registers.");
    } else {
        lines.push_back("No assets are recorded: nobody has been asked yet.");
    }
    lines.push_back(population_sentence(page.view));
    const std::int64_t people = page.view.people_recorded(), taking_part = page.view.participants();
    if (people > 0) {
        std::string line = base::counted(taking_part, "person takes part", "people take part");
        if (people > taking_part) line += "; " + base::grouped(people - taking_part) + " more are known of because somebody named them, or work or connect here";
        lines.push_back(line + ".");
    }
    html.list(lines);
    html.close("section");
}

void add_assets(const Page& page, Html& html) {
    const AssetCounts counts = count_assets(page.view);
    if (counts.counted + counts.potential == 0) return;
    html.open("section", {}, "aria-labelledby=\"assets\"");
    html.heading(2, "Assets by class", "assets");
    html.paragraph("An organisation, its activities and its venue are recorded apart and counted once.", "lead");
    std::vector<picture::Bar> bars;
    // What one person gives is in no publication, so nothing is said of how much there is.
    const bool published = page.view.audience() == privacy::Audience::anybody || page.view.audience() == privacy::Audience::partners;
    for (std::size_t i = published ? 1 : 0; i < 6; ++i) {
        const auto& style = picture::style_of(static_cast<column::AssetClass>(i));
        const std::int64_t count = counts.by_class[i];
        bars.push_back({std::string(style.title), static_cast<double>(count), count > 0 ? base::grouped(count) : "nobody has been asked yet", style.colour, style.mark});
    }
    if (counts.kind_unknown > 0) bars.push_back({"Class not recorded", static_cast<double>(counts.kind_unknown), base::grouped(counts.kind_unknown), picture::secondary, std::nullopt});
    html.open("figure", {}, "tabindex=\"0\"");  // it scrolls where there is little room
    html.open("figcaption");
    html.text("Assets recorded, by class");
    html.close("figcaption");
    html.raw(picture::svg(picture::bars_of({"assets-bars", "Assets recorded, by class", "assets", 700}, bars)));
    html.close("figure");
    std::vector<std::string> beside;
    if (counts.merged > 0) beside.push_back(base::counted(counts.merged, "activity or venue is", "activities and venues are") + " counted with whoever runs or holds " + (counts.merged == 1 ? "it." : "them."));
    if (counts.potential > 0) beside.push_back(base::counted(counts.potential, "asset") + " could be, but " + (counts.potential == 1 ? "is" : "are") + " not yet: in no total.");
    if (counts.closed > 0) beside.push_back(base::counted(counts.closed, "asset has", "assets have") + " closed: in no total.");
    if (counts.without_place > 0) beside.push_back(base::counted(counts.without_place, "asset has", "assets have") + " no place that we know of, and so no mark on a map.");
    html.list(beside, "small");
    if (!page.maps.empty() && page.maps.front().marks.size() <= picture::most_marks) {
        picture::MapSpec spec;
        spec.id = "assets-map";
        spec.title = "Where they are";
        spec.marks = true;
        if (const auto map = picture::map_of(page.maps.front(), spec)) {
            html.open("figure", {}, "tabindex=\"0\"");  // it scrolls where there is little room
            html.open("figcaption");
            html.text("Where they are");
            html.close("figcaption");
            html.raw(picture::svg(*map));
            html.close("figure");
        }
    }
    html.close("section");
}

}  // namespace kith::report
