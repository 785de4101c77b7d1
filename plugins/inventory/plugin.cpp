// kith.inventory: what is here, by class and kind, for each area; and where nobody has asked yet.
#include "plugins/inventory/findings.hpp"
#include "plugins/inventory/inputs.hpp"

namespace kith::inventory {
namespace {

using sdk::Output;
using sdk::Run;

constexpr const char* class_words[] = {"individual", "association", "institution", "place", "economy", "culture", "unknown"};
constexpr const char* gift_words[] = {"head", "hands", "heart", "connection", "experience", "other"};

// One output, written area by area.
class AreaOutput {
public:
    AreaOutput(const Run& run, const sdk::Layer& layer, std::string key) : run_(run), key_(std::move(key)), out_(run.output(key_, layer)) {}
    void value(std::size_t area, double number) { out_.value(area, number); }
    void between(std::size_t area, double lower, double upper) { out_.between(area, lower, upper); }
    void no(std::size_t area, const char* reason) { out_.not_computable(area, run_.reason(key_, reason)); }
    void of(std::size_t area, const std::optional<double>& number, const char* reason) {
        if (number) value(area, *number);
        else no(area, reason);
    }

private:
    const Run& run_;
    std::string key_;
    Output out_;
};

void write_counts(const Run& run, const sdk::Layer& layer, const std::vector<Tally>& tallies) {
    const auto write = [&](const std::string& key, auto number) {
        AreaOutput out(run, layer, key);
        for (std::size_t area = 0; area < layer.count; ++area) out.value(area, static_cast<double>(number(tallies[area])));
    };
    write("assets", [](const Tally& t) { return t.total; });
    for (std::size_t i = 0; i <= class_count; ++i) {
        const std::string key = "n_" + std::string(class_words[i]);
        if (static_cast<int>(i) == individual && run.yes("published")) {
            AreaOutput out(run, layer, key);
            for (std::size_t area = 0; area < layer.count; ++area) out.no(area, "kept_for_team");
        } else {
            write(key, [i](const Tally& t) { return t.by_class[i]; });
        }
    }
    write("potential", [](const Tally& t) { return t.potential; });
    write("closed", [](const Tally& t) { return t.closed; });
    write("hill_q0", [](const Tally& t) { return t.richness(); });
    write("confirmed_known", [](const Tally& t) { return t.confirmed_known; });
    write("undated", [](const Tally& t) { return t.total - t.dated; });
}

void write_densities(const Run& run, const sdk::Layer& layer, const std::vector<Tally>& tallies) {
    const sdk::Segment areas = run.areas(layer);
    const sdk::Column population = areas["population"], km2 = areas["km2"];
    AreaOutput per_1000(run, layer, "per_1000"), per_km2(run, layer, "per_km2");
    for (std::size_t area = 0; area < layer.count; ++area) {
        const auto n = static_cast<double>(tallies[area].total);
        if (tallies[area].total == 0) {  // no record is no measure of what there is
            per_1000.no(area, "nothing_recorded");
            per_km2.no(area, "nothing_recorded");
            continue;
        }
        if (!population.known(area)) per_1000.no(area, "no_population");
        else if (!(population.f64()[area] > 0)) per_1000.no(area, "no_residents");
        else per_1000.value(area, 1000 * n / population.f64()[area]);
        if (km2.known(area) && km2.f64()[area] > 0) per_km2.value(area, n / km2.f64()[area]);
        else per_km2.no(area, "no_size");
    }
}

void write_knowledge(const Run& run, const sdk::Layer& layer, const std::vector<Tally>& tallies) {
    AreaOutput hill_1(run, layer, "hill_q1"), hill_2(run, layer, "hill_q2"), share(run, layer, "confirmed_share"), months(run, layer, "median_months");
    for (std::size_t area = 0; area < layer.count; ++area) {
        const Tally& t = tallies[area];
        const char* nothing = t.total == 0 ? "nothing_recorded" : nullptr;
        hill_1.of(area, t.hill(1), nothing != nullptr ? nothing : "no_kinds");
        hill_2.of(area, t.hill(2), nothing != nullptr ? nothing : "no_kinds");
        const auto all = static_cast<double>(t.total), by_resident = static_cast<double>(t.confirmed_by_resident);
        if (t.confirmed_known > 0) share.between(area, by_resident / all, (by_resident + all - static_cast<double>(t.confirmed_known)) / all);
        else share.no(area, nothing != nullptr ? nothing : "not_confirmed");
        months.of(area, t.median_months, nothing != nullptr ? nothing : t.dated == 0 ? "no_dates" : "no_today");
    }
}

void write_gifts(const Run& run, const sdk::Layer& layer, const std::optional<std::vector<GiftCount>>& gifts) {
    AreaOutput people(run, layer, "gifts_people");
    for (std::size_t area = 0; area < layer.count; ++area) {
        if (gifts) people.value(area, static_cast<double>((*gifts)[area].people));
        else people.no(area, "kept_for_team");
    }
    for (std::size_t i = 0; i <= gift_kinds; ++i) {
        AreaOutput out(run, layer, "gifts_" + std::string(gift_words[i]));
        for (std::size_t area = 0; area < layer.count; ++area) {
            if (!gifts) out.no(area, "kept_for_team");
            else if ((*gifts)[area].people == 0) out.no(area, "nobody_told");
            else out.value(area, static_cast<double>((*gifts)[area].by_kind[i]));
        }
    }
}

void write_table(const Run& run, const sdk::Layer& layer, const std::vector<Tally>& tallies) {
    const std::uint32_t table = run.table("by_kind");
    for (std::size_t area = 0; area < layer.count; ++area)
        for (const SubtypeCount& kind : tallies[area].subtypes) {
            const kith_cell cells[] = {sdk::cell::area({layer.index, static_cast<std::int32_t>(area)}), sdk::cell::row(kind.asset_class),
                                       kind.subtype < 0 ? sdk::cell::empty() : sdk::cell::row(kind.subtype),
                                       sdk::cell::row(static_cast<std::int32_t>(kind.count)),
                                       kind.newest == no_date ? sdk::cell::empty() : sdk::cell::row(kind.newest)};
            run.add_row(table, cells);
        }
}

void write_not_counted(const Run& run, const Records& records, const Units& units, const sdk::Layer* layer, const Within& within) {
    const std::uint32_t table = run.table("not_counted");
    const auto write = [&](const std::vector<std::int32_t>& rows, std::int32_t state) {
        for (const std::int32_t row : rows) {
            const std::int32_t asset_class = records.asset_class[static_cast<std::size_t>(row)];
            const auto areas = within.of(row);
            const kith_cell cells[] = {sdk::cell::row(row), sdk::cell::row(state), sdk::cell::row(asset_class < 0 ? unknown_class : asset_class),
                                       layer == nullptr || areas.empty() ? sdk::cell::empty() : sdk::cell::area({layer->index, areas[0]})};
            run.add_row(table, cells);
        }
    };
    write(units.potential, 0);
    write(units.closed, 1);
}

void write_reach(const Run& run, const std::vector<std::uint8_t>& participant) {
    const sdk::Reach reach = run.reach("places");
    const auto write = [&](const std::string& key, auto number, bool nearest) {
        Output out = run.output(key);
        const sdk::Reason other = run.reason(key, "not_a_participant"), no_home = run.reason(key, "no_home");
        for (std::size_t person = 0; person < run.people(); ++person) {
            if (participant[person] == 0) out.not_computable(person, other);
            else if (!reach.all(person)) out.not_computable(person, no_home);
            else if (const std::optional<double> found = number(person)) out.value(person, *found);
            else out.not_computable(person, nearest ? run.reason(key, "none_near") : no_home);
        }
    };
    write("within_reach", [&](std::size_t person) { return std::optional<double>(reach.all(person)); }, false);
    for (int i = 0; i < class_count; ++i) {
        const auto of = static_cast<sdk::AssetClass>(i);
        write("reach_" + std::string(class_words[i]), [&](std::size_t person) { return std::optional<double>(reach.count(person, of)); }, false);
        const auto nearest = [&](std::size_t person) {
            const auto close = reach.nearest(person, of);
            return close ? std::optional<double>(close->metres) : std::nullopt;
        };
        write("metres_" + std::string(class_words[i]), nearest, true);
    }
}

void write_place(const Run& run, const Units& units, std::int64_t unplaced) {
    const auto write = [&](const char* key, std::int64_t n) { run.output(key).value(0, static_cast<double>(n)); };
    write("total", static_cast<std::int64_t>(units.counted.size()));
    write("unplaced", unplaced);
    write("records_potential", static_cast<std::int64_t>(units.potential.size()));
    write("records_closed", static_cast<std::int64_t>(units.closed.size()));
    write("records_merged", units.merged);
}

sdk::Status inventory(Run& run) {
    const AssetColumns columns = read_assets(run);
    const Records records = columns.records();
    const std::vector<std::uint8_t> participant = participants(run);
    const auto primary = run.primary_layer();
    const std::int64_t chosen = run.integer("layer");
    if (!primary) {
        const Within nowhere = within_partition(std::vector<std::int32_t>(run.assets(), -1));
        const Units units = find_units(records, nowhere);
        write_place(run, units, static_cast<std::int64_t>(units.counted.size()));
        write_not_counted(run, records, units, nullptr, nowhere);
        place_finding(run, tally(records, units, nowhere, 0, run.as_of()).back(), nullptr);
    }
    for (std::size_t index = 0; index < run.layers(); ++index) {
        if (!run.go_on(static_cast<double>(index) / static_cast<double>(run.layers() + 1))) return sdk::stopped();
        const sdk::Layer layer = run.layer(index);
        const Within within = within_layer(run, "assets", run.assets(), layer);
        const Units units = find_units(records, within);
        const auto tallies = tally(records, units, within, static_cast<std::int32_t>(layer.count), run.as_of());
        const auto gifts = count_gifts(run, participant, layer);
        write_counts(run, layer, tallies);
        write_densities(run, layer, tallies);
        write_knowledge(run, layer, tallies);
        write_gifts(run, layer, gifts);
        if (layer.primary) {
            std::int64_t unplaced = 0;
            for (const std::int32_t row : units.stand_in) unplaced += within.of(row).empty();
            write_place(run, units, unplaced);
            write_not_counted(run, records, units, &layer, within);
            place_finding(run, tallies.back(), gifts ? &gifts->back() : nullptr);
        }
        if (static_cast<std::int64_t>(index) != chosen) continue;
        write_table(run, layer, tallies);
        area_findings(run, layer, records, units, within, tallies, gifts);
    }
    write_reach(run, participant);
    return {};
}

}  // namespace
}  // namespace kith::inventory

KITH_ANALYSIS("kith.inventory", "0.1.0", kith::inventory::inventory);
