#include "plugins/network_measures/report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace kith::network_measures {
namespace {

using sdk::Output;
using sdk::Reason;
using sdk::Run;
namespace cell = sdk::cell;

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

/// A column of people that only speaks of who was asked in full.
class OfAsked {
public:
    OfAsked(const Run& run, std::string_view key, const People& people)
        : output_(run.output(key)), not_participant_(run.reason(key, "not_participant")), not_asked_(run.reason(key, "not_asked")), people_(people) {}
    /// Writes why there is nothing to say; false when there may be.
    bool closed(std::size_t row) {
        if (people_.subject[row] == 0) output_.not_computable(row, not_participant_);
        else if (people_.asked[row] == 0) output_.not_computable(row, not_asked_);
        else return false;
        return true;
    }
    Output& operator*() { return output_; }
    Output* operator->() { return &output_; }

private:
    Output output_;
    Reason not_participant_, not_asked_;
    const People& people_;
};

/// The first facet that nobody has asked about in full, as a reason of `contacts`.
class NextToAsk {
public:
    NextToAsk(const Run& run, bool places) : asked_(run.column("people", "asked").i32()) {
        const auto facet = [&](sdk::Facet of, std::string_view id) { facets_.push_back({of, run.reason("contacts", id)}); };
        facet(sdk::Facet::household, "ask_household");
        facet(sdk::Facet::family, "ask_family");
        facet(sdk::Facet::friends, "ask_friends");
        facet(sdk::Facet::neighbours, "ask_neighbours");
        facet(sdk::Facet::paid_support, "ask_paid_support");
        if (places) facet(sdk::Facet::groups, "ask_groups");
    }
    bool nothing_asked(std::size_t row) const { return asked_[row] == 0; }
    Reason of(std::size_t row) const {
        for (const auto& [facet, reason] : facets_)
            if (sdk::asked_of(asked_[row], facet) != sdk::Asked::complete) return reason;
        return facets_.back().second;
    }

private:
    std::span<const std::int32_t> asked_;
    std::vector<std::pair<sdk::Facet, Reason>> facets_;
};

void write_contacts(const Run& run, const Inputs& in, const Both& network) {
    OfAsked contacts(run, "contacts", in.people);
    const NextToAsk next(run, run.yes("places"));
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (in.people.asked[row] != 0) contacts->between(row, network.sure.degree[row], network.widest().degree[row]);
        else if (in.people.subject[row] == 0 || next.nothing_asked(row)) contacts.closed(row);
        else contacts->not_computable(row, next.of(row));
    }
}

void write_ego_place(const Run& run, const Inputs& in, const Both& network) {
    std::array<std::int64_t, 2> with_tie{}, nobody{};
    for (std::size_t row = 0; row < run.people(); ++row) {
        const bool sure = network.sure.degree[row] > 0, may_be = network.widest().degree[row] > 0;
        with_tie[0] += sure;
        with_tie[1] += may_be;
        nobody[0] += in.people.asked[row] != 0 && !may_be;
        nobody[1] += in.people.asked[row] != 0 && !sure;
    }
    run.output("in_network").between(0, static_cast<double>(with_tie[0]), static_cast<double>(with_tie[1]));
    run.output("nobody_recorded").between(0, static_cast<double>(nobody[0]), static_cast<double>(nobody[1]));
    run.output("pairs").between(0, static_cast<double>(network.sure.pairs()), static_cast<double>(network.widest().pairs()));
}

void write_held(const Run& run, std::string_view key, const People& people, const HeldTogether& held) {
    OfAsked output(run, key, people);
    auto point = held.points.begin();
    for (std::size_t row = 0; row < run.people(); ++row) {
        while (point != held.points.end() && at(point->node) < row) ++point;
        if (!output.closed(row)) output->value(row, point != held.points.end() && at(point->node) == row ? static_cast<double>(point->held) : 0);
    }
}

/// One measure; empty values: left out.
template <class Write>
void write_measure(const Run& run, std::string_view key, const Inputs& in, const Network& network, std::string_view left_out, bool worked_out, Write&& write) {
    OfAsked output(run, key, in.people);
    const Reason no_tie = run.reason(key, "no_tie"), missing = run.reason(key, left_out);
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (output.closed(row)) continue;
        if (network.degree[row] == 0) output->not_computable(row, no_tie);
        else if (!worked_out) output->not_computable(row, missing);
        else write(*output, row);
    }
}

struct GroupRow {
    std::int64_t people = 0, inside = 0, ends = 0;
    std::map<std::int32_t, std::int64_t> areas;
};

/// People, pairs and where most live, group by group. Pairs of two groups count for both.
std::vector<GroupRow> rows_of(const Run& run, const Network& network, const Groups& groups) {
    std::vector<GroupRow> rows(at(groups.count));
    const auto area = run.column("people", "area").i32();
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (groups.of[row] < 0) continue;
        GroupRow& group = rows[at(groups.of[row])];
        ++group.people;
        if (area[row] >= 0) ++group.areas[area[row]];
    }
    for (std::size_t i = 0; i < network.ends.size(); i += 2) {
        const std::int32_t a = groups.of[at(network.ends[i])], b = groups.of[at(network.ends[i + 1])];
        ++rows[at(a)].ends;
        if (a == b) ++rows[at(a)].inside;
        else ++rows[at(b)].ends;
    }
    return rows;
}

void write_group_table(const Run& run, const std::vector<GroupRow>& rows) {
    const auto layer = run.primary_layer();
    const std::uint32_t table = run.table("groups");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const GroupRow& row = rows[i];
        if (row.people == 0) continue;
        const auto most = std::max_element(row.areas.begin(), row.areas.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        const bool somewhere = layer && most != row.areas.end();
        const std::array cells{cell::row(static_cast<std::int32_t>(i + 1)), cell::row(static_cast<std::int32_t>(row.people)),
            row.ends == 0 ? cell::empty() : cell::number(static_cast<double>(row.inside) / static_cast<double>(row.ends)),
            somewhere ? cell::area({layer->index, most->first}) : cell::empty(),
            somewhere ? cell::number(static_cast<double>(most->second) / static_cast<double>(row.people)) : cell::empty()};
        run.add_row(table, cells);
    }
}

void write_groups_found(const Run& run, const Inputs& in, const Network& network, const Groups& groups, const std::vector<GroupRow>& rows) {
    std::int64_t inside = 0, people = 0;
    for (const GroupRow& row : rows) {
        inside += row.inside;
        people += row.people;
    }
    const auto pairs = static_cast<std::int64_t>(network.pairs());
    sdk::Finding finding(run.message("groups_found"), 0);
    const auto argument = [&](std::string_view name) { return run.argument("groups_found", name); };
    finding.value(groups.count).inputs(in.people.asked_count, in.people.subjects - in.people.asked_count);
    finding.with(argument("people"), static_cast<std::int32_t>(people)).with(argument("largest"), static_cast<std::int32_t>(rows.front().people));
    finding.with(argument("inside"), static_cast<double>(inside) / static_cast<double>(pairs));
    if (pairs > inside) finding.strength(run.strength("ties_between")).with(run.argument("ties_between", "n"), static_cast<std::int32_t>(pairs - inside));
    run.add(finding);
}

}  // namespace

void write_ego(const Run& run, const Inputs& in, const Both& network, std::span<const Closure> closures) {
    write_contacts(run, in, network);
    write_ego_place(run, in, network);
    OfAsked clustering(run, "clustering", in.people);
    const Reason few = run.reason("clustering", "fewer_than_two");
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (clustering.closed(row)) continue;
        const Closure& closure = closures[row];
        const auto pairs = static_cast<double>(closure.pairs);
        if (closure.pairs == 0) clustering->not_computable(row, few);
        else clustering->between(row, static_cast<double>(closure.tied) / pairs, static_cast<double>(closure.tied + closure.not_known) / pairs);
    }
}

void write_people(const Run& run, const Inputs& in, const Structure& all, const Structure& unpaid, std::span<const std::int32_t> cores) {
    OfAsked piece(run, "piece", in.people), core(run, "core", in.people);
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (!piece.closed(row)) piece->value(row, all.piece[row] < 0 ? 0 : static_cast<double>(all.piece_people[at(all.piece[row])] - 1));
        if (!core.closed(row)) core->value(row, cores[row]);
    }
    write_held(run, "held_together", in.people, all.held);
    write_held(run, "held_together_unpaid", in.people, unpaid.held);
}

void write_groups(const Run& run, const Inputs& in, const Network& network, const Groups* groups) {
    const auto write = [&](Output& output, std::size_t row) { output.value(row, groups->of[row] + 1); };
    write_measure(run, "group", in, network, "left_out", groups != nullptr, write);
    Output count = run.output("groups"), modularity = run.output("modularity");
    const bool any = groups != nullptr && network.pairs() > 0;
    if (!any) {
        const std::string_view why = network.pairs() == 0 ? "no_ties" : "left_out";
        count.not_computable(0, run.reason("groups", why));
        modularity.not_computable(0, run.reason("modularity", why));
        return;
    }
    count.value(0, groups->count);
    modularity.value(0, groups->modularity);
    const std::vector<GroupRow> rows = rows_of(run, network, *groups);
    write_group_table(run, rows);
    write_groups_found(run, in, network, *groups, rows);
}

void write_centralities(const Run& run, const Inputs& in, const Network& network, const Centralities& found) {
    const auto plain = [&](std::string_view key, const std::vector<double>& values, std::string_view missing) {
        const auto write = [&](Output& output, std::size_t row) { output.value(row, values[row]); };
        write_measure(run, key, in, network, found.wanted ? missing : "left_out", !values.empty(), write);
    };
    plain("closeness", found.closeness, "too_large");
    plain("harmonic", found.harmonic, "too_large");
    plain("eigenvector", found.eigenvector, "did_not_settle");
    plain("pagerank", found.pagerank, "did_not_settle");
    const double scale = found.pairs_of_others > 0 ? 1000 / found.pairs_of_others : 0;
    const auto write = [&](Output& output, std::size_t row) { output.between(row, found.betweenness[row].lower * scale, found.betweenness[row].upper * scale); };
    write_measure(run, "betweenness", in, network, "left_out", !found.betweenness.empty(), write);
}

}  // namespace kith::network_measures
