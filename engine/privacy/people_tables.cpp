#include "engine/privacy/people_tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"
#include "engine/geo/locate.hpp"
#include "engine/place/place.hpp"
#include "engine/privacy/parts.hpp"
#include "engine/privacy/permission.hpp"

namespace kith::privacy {
namespace {

using column::Column;
using place::Revision;
using Counts = std::vector<std::int64_t>;

/// Who counts, by primary area.
struct Counted {
    std::string layer;                      // "" without areas: then all stand in one area of their own
    std::vector<std::string> codes;
    Counts participants, told_all, take_part;
    bool some_said_no = false;              // whose permission does not hold "aggregate"
};

std::string primary_of(const Revision& revision) {
    const auto& layers = revision.segment("area_layers");
    for (std::size_t row = 0; layers != nullptr && row < layers->find("as")->rows(); ++row)
        if (layers->find("primary")->booleans()[row] != 0) return std::string(layers->find("as")->text(row));
    return {};
}

/// People with a tie to an asset that says nothing private about them.
std::vector<std::uint8_t> with_an_asset(const Revision& revision) {
    std::vector<std::uint8_t> out(revision.people());
    const auto& ties = revision.segment("ties");
    if (ties == nullptr) return out;
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    const auto sensitive = ties->find("sensitive")->booleans();
    const auto people = static_cast<std::int32_t>(out.size());
    const Permissions agreed = Permissions::of_ties(revision);
    for (std::size_t tie = 0; tie < from.size(); ++tie) {
        if (sensitive[tie] != 0 || agreed.kept_apart(tie) || agreed.to("aggregate", tie) == Agreed::no) continue;
        if (from[tie] >= 0 && from[tie] < people && to[tie] >= people) out[static_cast<std::size_t>(from[tie])] = 1;
        if (to[tie] >= 0 && to[tie] < people && from[tie] >= people) out[static_cast<std::size_t>(to[tie])] = 1;
    }
    return out;
}

Counted count_people(const Revision& revision) {
    Counted out;
    out.layer = primary_of(revision);
    const std::size_t areas = out.layer.empty() ? 1 : revision.rows("areas." + out.layer);
    for (std::size_t row = 0; row < areas; ++row) out.codes.emplace_back(out.layer.empty() ? "all" : revision.column("areas." + out.layer, "code")->text(row));
    out.participants.assign(areas, 0);
    out.told_all = out.take_part = out.participants;
    if (revision.people() == 0) return out;
    const auto role = revision.column("people", "role")->i32(), living = revision.column("people", "living")->i32(), asked = revision.column("people", "asked")->i32();
    const Column* area = revision.column("people", "area");
    const Permissions agreed = Permissions::of_people(revision);
    const auto with_asset = with_an_asset(revision);
    for (std::size_t row = 0; row < revision.people(); ++row) {
        if (role[row] != static_cast<std::int32_t>(column::Role::participant) || living[row] != static_cast<std::int32_t>(column::Living::living_here)) continue;
        const std::int32_t lives_in = out.layer.empty() ? 0 : area->i32()[row];
        if (lives_in < 0) continue;
        // Whose permission was recorded is counted where it holds "aggregate"; of whom none was, the site's purpose decides.
        if (agreed.kept_apart(row) || agreed.to("aggregate", row) == Agreed::no) {
            out.some_said_no = true;
            continue;
        }
        const auto at = static_cast<std::size_t>(lives_in);
        ++out.participants[at];
        out.told_all[at] += (asked[row] & column::asked_everything) == column::asked_everything;
        out.take_part[at] += with_asset[row];
    }
    return out;
}

/// An area of another layer, as whole primary areas; `whole`: as far as the map tells, its border cuts through none. Nobody's home decides it.
struct Union {
    std::vector<std::int32_t> areas;
    bool whole = false;
};
struct OtherLayer {
    std::string as;
    bool partition = false;
    std::vector<Union> unions;
};

base::Result<std::vector<OtherLayer>> other_layers(const Revision& revision, const std::string& primary, base::JobContext& job) {
    std::vector<OtherLayer> out;
    const auto& layers = revision.segment("area_layers");
    const auto& shapes = primary.empty() ? nullptr : revision.segment("areas." + primary + ".geometry");
    if (layers == nullptr || shapes == nullptr) return out;
    const auto geometry = geo::geometry_of(*shapes);
    if (!geometry) return geometry.error();
    std::vector<std::uint8_t> has;
    const std::vector<double> inside = geo::inside_points(*geometry, has), km2 = geo::areas_km2(*geometry);
    for (std::size_t row = 0; row < layers->find("as")->rows(); ++row) {
        OtherLayer layer{std::string(layers->find("as")->text(row)), layers->find("partition")->booleans()[row] != 0, {}};
        const auto& segment = revision.segment("areas." + layer.as + ".geometry");
        if (layer.as == primary || segment == nullptr) continue;
        const auto other = geo::geometry_of(*segment);
        if (!other) return other.error();
        const auto located = geo::Locator::build(*other).in_all({inside, {}, has}, job);
        if (!located) return located.error();
        const std::vector<double> other_km2 = geo::areas_km2(*other);
        layer.unions.resize(other_km2.size());
        std::vector<double> sum(other_km2.size());
        for (std::size_t area = 0; area < km2.size(); ++area)
            for (auto k = located->offsets[area]; k < located->offsets[area + 1]; ++k) {
                const auto at = static_cast<std::size_t>(located->areas[static_cast<std::size_t>(k)]);
                layer.unions[at].areas.push_back(static_cast<std::int32_t>(area));
                sum[at] += km2[area];
            }
        for (std::size_t at = 0; at < sum.size(); ++at) layer.unions[at].whole = !layer.unions[at].areas.empty() && std::abs(sum[at] - other_km2[at]) < 0.005 * other_km2[at];
        out.push_back(std::move(layer));
    }
    return out;
}

/// The larger area that each primary area lies in: of the first other partition whose areas are whole ones.
std::vector<std::int32_t> within_of(const std::vector<OtherLayer>& layers, std::size_t areas) {
    std::vector<std::int32_t> within;
    for (const OtherLayer& layer : layers) {
        if (!layer.partition || layer.unions.size() >= areas) continue;
        within.assign(areas, -1);
        for (std::size_t at = 0; at < layer.unions.size(); ++at)
            for (const std::int32_t area : layer.unions[at].areas)
                if (layer.unions[at].whole) within[static_cast<std::size_t>(area)] = static_cast<std::int32_t>(at);
        break;
    }
    return within;
}

/// What the ledger says of a measure, in rows of this place; `strange`: of areas that are not here any more.
std::vector<Said> said_before(std::span<const Released> earlier, std::string_view measure, const Counted& counted, std::int64_t& strange) {
    std::map<std::string_view, std::int32_t> row;
    for (std::size_t at = 0; at < counted.codes.size(); ++at) row.emplace(counted.codes[at], static_cast<std::int32_t>(at));
    std::vector<Said> out;
    for (auto line = earlier.rbegin(); line != earlier.rend(); ++line) {  // the last release first: it outweighs those before it
        if (line->measure != measure) continue;
        Said said{{}, line->count};
        for (const std::string& code : line->areas)
            if (const auto at = row.find(code); at != row.end() && line->layer == counted.layer) said.areas.push_back(at->second);
        std::sort(said.areas.begin(), said.areas.end());
        if (said.areas.size() == line->areas.size()) out.push_back(std::move(said));
        else ++strange;
    }
    return out;
}

std::int64_t sum_over(const Counts& counts, std::span<const std::int32_t> areas) {
    return std::accumulate(areas.begin(), areas.end(), std::int64_t{0}, [&](std::int64_t sum, std::int32_t area) { return sum + counts[static_cast<std::size_t>(area)]; });
}

class Maker {
public:
    Maker(const Revision& revision, const Rule& rule, std::span<const Released> earlier) : revision_(revision), counted_(count_people(revision)), earlier_(earlier) { out_.rule = rule; }

    base::Result<PeopleTables> make(base::JobContext& job) {
        job.begin("what may be said of people");
        auto layers = other_layers(revision_, counted_.layer, job);
        if (!layers) return layers.error();
        said_ = said_before(earlier_, "participants", counted_, strange_);
        const std::vector<std::int32_t> within = within_of(*layers, counted_.codes.size());
        AreaCounts areas{counted_.participants, {}, {}, within};
        if (const auto& borders = revision_.segment("areas." + counted_.layer + ".borders"); borders != nullptr) {
            areas.next_offsets = borders->find("queen_offsets")->i64();
            areas.next = borders->find("queen")->i32();
        }
        if (auto s = job.check(); !s) return s.error();
        safe_ = safe_counts(areas, said_, out_.rule);
        out_.possible = safe_.possible;
        participants();
        for (const OtherLayer& layer : *layers) other(layer);
        told(counted_.told_all, "told_all", "Told us who is around them", "People who told us, in full, who is around them: family, friends, neighbours, groups and help.");
        told(counted_.take_part, "take_part", "Belong to a group or place", "People of whom a group, an activity or a place is recorded. Of the others, perhaps nobody asked yet.");
        count_recognisable(*layers);
        if (counted_.some_said_no) out_.withheld.emplace_back("Whoever did not agree to be counted is in no number.");
        if (strange_ > 0) out_.withheld.push_back(base::counted(strange_, "earlier number is", "earlier numbers are") + " of areas that are not in this place any more: compare them by hand before this leaves.");
        return std::move(out_);
    }

private:
    void say(std::string_view measure, std::span<const std::int32_t> areas, Possible count) {
        Released line{std::string(measure), counted_.layer, {}, count};
        for (const std::int32_t area : areas) line.areas.push_back(counted_.codes[static_cast<std::size_t>(area)]);
        std::sort(line.areas.begin(), line.areas.end());
        out_.released.push_back(std::move(line));
    }
    std::vector<std::int32_t> all_areas() const {
        std::vector<std::int32_t> out(counted_.codes.size());
        std::iota(out.begin(), out.end(), 0);
        return out;
    }

    void participants() {
        const Rule& rule = out_.rule;
        PeopleTable table{"participants", "People who take part", "Participants who live in the area. Rounded to the nearest " + std::to_string(rule.round_to) + ".", counted_.layer, {}, safe_.total, false};
        std::int64_t joined = 0;
        for (const Group& group : safe_.groups) {
            table.rows.push_back({{group.areas.begin(), group.areas.end()}, group.shown, {}});
            joined += group.areas.size() > 1 ? static_cast<std::int64_t>(group.areas.size()) : 0;
            say("participants", group.areas, possible(group.shown, rule));
        }
        if (safe_.total && safe_.groups.size() != 1) say("participants", all_areas(), possible(*safe_.total, rule));
        if (table.rows.empty() && !table.total)
            out_.withheld.emplace_back("No number of people is said: all together they are too few, or an earlier release would give one away.");
        if (joined > 0)
            out_.withheld.push_back(base::counted(joined, "area is", "areas are") + " counted together with neighbours, so that no number is about fewer than " + std::to_string(rule.threshold) +
                                    " people. Some of them may have been enough alone; which ones is not said.");
        out_.tables.push_back(std::move(table));
    }

    /// A number of those who share something, in the same groups: only where it is neither few, nor nearly none or all. Never a total: parts that are not
    /// said could be taken from it.
    void told(const Counts& counts, const char* measure, const char* title, const char* about) {
        if (safe_.groups.empty()) return;
        PeopleTable table{measure, title, about, counted_.layer, {}, std::nullopt, true};
        for (const Group& group : safe_.groups) {
            PeopleRow row{{group.areas.begin(), group.areas.end()}, std::nullopt, share(sum_over(counts, group.areas), group.count, out_.rule)};
            if (row.share.kind == Share::Kind::value) row.shown = shown(sum_over(counts, group.areas), out_.rule);
            table.rows.push_back(std::move(row));
        }
        const bool any = std::any_of(table.rows.begin(), table.rows.end(), [](const PeopleRow& row) { return row.shown.has_value() || row.share.kind != Share::Kind::withheld; });
        if (!any || too_narrow(table)) {
            out_.withheld.push_back(std::string(title) + ": not said, because it would be about few people, or nearly all or none of them, or could be taken from an earlier number.");
            return;
        }
        bool hidden = false;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            hidden |= table.rows[i].share.kind == Share::Kind::withheld;
            if (table.rows[i].shown) say(measure, safe_.groups[i].areas, possible(*table.rows[i].shown, out_.rule));
        }
        if (hidden) out_.withheld.push_back(std::string(title) + ": not said for some areas, where it would be few people, or nearly all or none of them.");
        out_.tables.push_back(std::move(table));
    }
    /// Is there a group of which neither number nor share is said, or an area in a group, for which too few values would be left, also of those who do
    /// not share it?
    bool too_narrow(const PeopleTable& table) const { return too_narrow(table, 0) || (!earlier_.empty() && too_narrow(table, out_.rule.came_or_went)); }
    /// For who knows that at most so many people came or went since the earlier releases.
    bool too_narrow(const PeopleTable& table, std::int64_t came_or_went) const {
        const auto everybody = possible_counts(counted_.codes.size(), all_said(came_or_went));
        std::vector<Said> said;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const Possible all = everybody.sets[i];
            Possible some{0, all.high};
            if (table.rows[i].shown) some = possible(*table.rows[i].shown, out_.rule);
            else if (table.rows[i].share.kind == Share::Kind::under_10) some.high = (all.high - 1) / 10;
            else if (table.rows[i].share.kind == Share::Kind::over_90) some.low = 9 * all.low / 10 + 1;
            said.push_back({safe_.groups[i].areas, some});
        }
        std::int64_t strange = 0;
        const auto before = said_before(earlier_, table.measure, counted_, strange);
        for (const Said& one : before) said.push_back(loosened(one, came_or_went));
        const auto left = possible_counts(counted_.codes.size(), said);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const auto& areas = safe_.groups[i].areas;
            const bool narrow_area = areas.size() > 1 && std::any_of(areas.begin(), areas.end(), [&](std::int32_t area) { return left.areas[static_cast<std::size_t>(area)].values() < out_.rule.least_values; });
            if (narrow_area) return true;
            if (table.rows[i].shown) continue;
            const Possible some = left.sets[i], all = everybody.sets[i];
            const std::int64_t rest = std::min(all.high - some.low, table.rows[i].share.kind == Share::Kind::over_90 ? (all.high - 1) / 10 : all.high) - std::max<std::int64_t>(0, all.low - some.high) + 1;
            if (some.values() < out_.rule.least_values || rest < out_.rule.least_values) return true;
        }
        return false;
    }
    /// Of everybody who takes part: the groups first, in order.
    std::vector<Said> all_said(std::int64_t came_or_went = 0) const {
        std::vector<Said> all = said_now();
        for (const Said& one : said_) all.push_back(loosened(one, came_or_went));
        return all;
    }
    std::vector<Said> said_now() const {
        std::vector<Said> all;
        for (const Group& group : safe_.groups) all.push_back({group.areas, possible(group.shown, out_.rule)});
        if (safe_.total) all.push_back({all_areas(), possible(*safe_.total, out_.rule)});
        all.insert(all.end(), others_.begin(), others_.end());
        return all;
    }

    /// Of another layer only areas that are whole groups: no number of them can be taken from another to leave a few.
    void other(const OtherLayer& layer) {
        if (safe_.groups.empty()) return;
        PeopleTable table{"participants", "People who take part, by " + layer.as, "The same people, in other areas.", layer.as, {}, std::nullopt, false};
        std::int64_t cut = 0;
        for (std::size_t at = 0; at < layer.unions.size(); ++at) {
            const Union& made_of = layer.unions[at];
            const bool groups = made_of.whole && std::none_of(safe_.groups.begin(), safe_.groups.end(), [&](const Group& group) { return cuts(made_of.areas, group.areas); });
            const bool apart = std::none_of(said_.begin(), said_.end(), [&](const Said& said) { return cross(made_of.areas, said.areas); }) &&
                               std::none_of(others_.begin(), others_.end(), [&](const Said& said) { return cross(made_of.areas, said.areas); });
            const auto number = groups && apart ? shown(sum_over(counted_.participants, made_of.areas), out_.rule) : std::nullopt;
            if (!number || !still_wide({made_of.areas, possible(*number, out_.rule)})) {
                ++cut;
                continue;
            }
            table.rows.push_back({{at}, number, {}});
            others_.push_back({made_of.areas, possible(*number, out_.rule)});
            say("participants", made_of.areas, others_.back().count);
        }
        if (cut > 0)
            out_.withheld.push_back(base::counted(cut, "area") + " of \"" + layer.as + "\" " + (cut == 1 ? "has" : "have") + " no number of people: their borders cut through areas that have one, and the difference could be about few.");
        if (!table.rows.empty()) out_.tables.push_back(std::move(table));
    }
    static bool cuts(const std::vector<std::int32_t>& areas, const std::vector<std::int32_t>& group) {
        const auto in = std::count_if(group.begin(), group.end(), [&](std::int32_t area) { return std::binary_search(areas.begin(), areas.end(), area); });
        return in != 0 && in != static_cast<std::ptrdiff_t>(group.size());
    }
    /// Does every area without a number keep enough values once this is said as well?
    bool still_wide(const Said& more) {
        std::vector<Said> all = said_now();
        all.push_back(more);
        if (given_away(counted_.codes.size(), safe_.groups, all, said_, out_.rule) >= 0) return false;
        all.insert(all.end(), said_.begin(), said_.end());
        out_.possible = possible_counts(counted_.codes.size(), all).areas;
        return true;
    }

    void count_recognisable(const std::vector<OtherLayer>& layers) {
        Recognisable& found = out_.recognisable;
        const auto before = possible_counts(counted_.codes.size(), said_).areas;
        for (std::size_t area = 0; area < counted_.codes.size(); ++area) {
            const std::int64_t n = counted_.participants[area];
            found.small_areas += n > 0 && n < out_.rule.threshold;
            found.alone += n == 1;
            for (const Counts* counts : {&counted_.told_all, &counted_.take_part}) found.all_or_none += n > 0 && ((*counts)[area] == 0 || (*counts)[area] == n);
            found.by_earlier += n < out_.rule.threshold && before[area].values() < out_.rule.least_values;
        }
        for (const OtherLayer& layer : layers) found.by_difference += std::count_if(layer.unions.begin(), layer.unions.end(), [](const Union& one) { return !one.whole; });
        const auto& ties = revision_.segment("ties");
        if (ties == nullptr) return;
        std::map<std::int32_t, std::int64_t> ties_of;
        for (const char* end : {"from", "to"})
            for (const std::int32_t node : ties->find(end)->i32())
                if (node >= 0 && static_cast<std::size_t>(node) < revision_.people()) ++ties_of[node];
        std::map<std::int64_t, std::int64_t> people_with;
        for (const auto& [person, number] : ties_of) ++people_with[number];
        found.unlike_number_of_ties = std::count_if(people_with.begin(), people_with.end(), [](const auto& one) { return one.second == 1; });
    }

    const Revision& revision_;
    Counted counted_;
    std::span<const Released> earlier_;
    std::vector<Said> said_, others_;
    std::int64_t strange_ = 0;
    SafeCounts safe_;
    PeopleTables out_;
};

}  // namespace

base::Result<PeopleTables> people_tables(const place::Place& place, const Rule& rule, std::span<const Released> earlier, base::JobContext& job) {
    if (rule.threshold < 2 || rule.round_to < 1 || rule.round_to > 100) return base::misuse("Disclosure control needs a threshold of 2 or more and rounding to 1 to 100.");
    return Maker(*place.revision, rule, earlier).make(job);
}

}  // namespace kith::privacy
