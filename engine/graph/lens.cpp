#include "engine/graph/lens.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"
#include "engine/column/type.hpp"

namespace kith::graph {
namespace {

using base::Result;
using column::Column;

Through of(Unknown unknown) {
    switch (unknown) {
        case Unknown::in: return Through::in;
        case Unknown::out: return Through::out;
        case Unknown::maybe: break;
    }
    return Through::maybe;
}

Through of(bool inside) { return inside ? Through::in : Through::out; }

/// Out before maybe before in: the lowest.
void narrow(Through& tie, Through clause) { tie = std::min(tie, clause); }

/// A byte a kind: does the lens take it?
Result<std::vector<std::uint8_t>> kinds_taken(const Lens& lens, const column::Segment& tie_kinds) {
    const Column* keys = tie_kinds.find("key");
    const Column* groups = tie_kinds.find("group");
    if (keys == nullptr || groups == nullptr) return base::internal_error("The segment of tie kinds lacks its columns `key` and `group`.");
    std::vector<std::uint8_t> taken(keys->rows(), lens.kinds.empty() ? 1 : 0);
    for (const std::string& word : lens.kinds) {
        bool found = false;
        const std::int32_t group = column::code_of(column::tie_group_words, word);
        for (std::size_t kind = 0; kind < taken.size(); ++kind) {
            if (keys->text(kind) != word && (group < 0 || groups->i32()[kind] != group)) continue;
            taken[kind] = 1;
            found = true;
        }
        // A group without a kind of this place is simply empty; a word that is nothing is a slip of the pen.
        if (found || group >= 0) continue;
        std::vector<std::string_view> known(column::tie_group_words.begin(), column::tie_group_words.end());
        for (std::size_t kind = 0; kind < keys->rows(); ++kind) known.push_back(keys->text(kind));
        const std::string_view nearest = base::nearest_word(word, known);
        std::string message = "The lens '" + lens.as + "' asks for ties of kind '" + word + "', which this place does not have";
        message +=
            nearest.empty() ? std::string("; leave it out, or give ties that kind.") : "; did you mean '" + std::string(nearest) + "'?";
        return base::misuse(std::move(message));
    }
    return taken;
}

/// First and last day that a date may stand for.
struct Days {
    std::int32_t first = 0;
    std::int32_t last = 0;
};

Days days_of(std::int32_t day, column::Precision precision) {
    using namespace std::chrono;
    if (precision == column::Precision::day) return {day, day};
    const year_month_day date{sys_days{days{day}}};
    const auto number = [](sys_days when) { return static_cast<std::int32_t>(when.time_since_epoch().count()); };
    if (precision == column::Precision::month) {
        const year_month month{date.year(), date.month()};
        return {number(sys_days{month / 1}), number(sys_days{month / last})};
    }
    return {number(sys_days{date.year() / 1 / 1}), number(sys_days{date.year() / 12 / 31})};
}

/// Is the tie valid at `date` by one end of its time? `begins`: the column is `since`, else `until`.
Through by_date(const Column& column, std::size_t tie, std::int32_t date, bool begins, Through unknown) {
    if (!column.known(tie)) return unknown;
    const std::span<const std::uint8_t> precisions = column.precisions();
    const auto precision = precisions.empty() ? column::Precision::day : static_cast<column::Precision>(precisions[tie]);
    const Days days = days_of(column.days()[tie], precision);
    if (begins) return date >= days.last ? Through::in : date < days.first ? Through::out : unknown;
    return date <= days.first ? Through::in : date > days.last ? Through::out : unknown;
}

/// Narrows every tie by a clause on one column; `clause(tie)` is asked only where the value is known.
template <class Clause>
void narrow_by(std::vector<Through>& ties, const Column* column, Unknown unknown, const Clause& clause) {
    const Through otherwise = of(unknown);
    for (std::size_t tie = 0; tie < ties.size(); ++tie)
        narrow(ties[tie], column != nullptr && column->known(tie) ? clause(tie) : otherwise);
}

void narrow_by_dates(std::vector<Through>& through, const Lens& lens, const column::Segment& ties) {
    const Through unknown = of(lens.unknown_date);
    for (const bool begins : {true, false}) {
        const Column* column = ties.find(begins ? "since" : "until");
        // Nobody wrote an end: most ties go on. Nobody wrote any: the same as every one unknown.
        for (std::size_t tie = 0; tie < through.size(); ++tie)
            narrow(through[tie], column == nullptr ? unknown : by_date(*column, tie, *lens.as_of, begins, unknown));
    }
}

}  // namespace

std::vector<std::string_view> columns_read(const Lens& lens) {
    std::vector<std::string_view> columns{"from", "to", "kind"};
    if (lens.paid) columns.push_back("paid");
    if (lens.valence) columns.push_back("valence");
    if (lens.frequency) columns.push_back("frequency");
    if (lens.as_of) columns.insert(columns.end(), {"since", "until"});
    return columns;
}

Result<std::vector<Through>> apply(
    const Lens& lens, const column::Segment& ties, const column::Segment& tie_kinds, std::span<const double> metres) {
    const Column* kinds = ties.find("kind");
    if (kinds == nullptr) return base::internal_error("The segment of ties lacks its column `kind`.");
    const Result<std::vector<std::uint8_t>> taken = kinds_taken(lens, tie_kinds);
    if (!taken) return taken.error();
    std::vector<Through> through(kinds->rows(), Through::in);
    if (!lens.kinds.empty()) {
        const std::span<const std::int32_t> kind = kinds->i32();
        for (std::size_t tie = 0; tie < through.size(); ++tie) through[tie] = of((*taken)[static_cast<std::size_t>(kind[tie])] != 0);
    }
    if (lens.paid) {
        const Column* paid = ties.find("paid");
        narrow_by(through, paid, lens.unknown_paid, [&](std::size_t tie) { return of((paid->booleans()[tie] != 0) == *lens.paid); });
    }
    if (lens.valence) {
        const Column* valence = ties.find("valence");
        narrow_by(
            through, valence, lens.unknown_valence, [&](std::size_t tie) { return of(((*lens.valence >> valence->i32()[tie]) & 1) != 0); });
    }
    if (lens.within) {
        if (metres.size() != through.size())
            return base::internal_error("The lens '" + lens.as + "' asks for a distance, but the distances of the ties were not given.");
        for (std::size_t tie = 0; tie < through.size(); ++tie)
            narrow(through[tie], metres[tie] < 0 ? of(lens.unknown_distance) : of(metres[tie] <= lens.within->value));
    }
    if (lens.frequency) {
        const Column* frequency = ties.find("frequency");
        narrow_by(
            through, frequency, lens.unknown_frequency, [&](std::size_t tie) { return of(frequency->f64()[tie] >= *lens.frequency); });
    }
    if (lens.as_of) narrow_by_dates(through, lens, ties);
    return through;
}

namespace {

std::span<const std::uint8_t> bytes_of(std::span<const Through> through) {
    return {reinterpret_cast<const std::uint8_t*>(through.data()), through.size()};
}

/// Unknown strengths count 0.5, as in the bench's peers.
Weights weights_of(const Column* strength) {
    Weights weights;
    weights.unknown = 0.5;
    if (strength != nullptr) {
        weights.values = strength->f64();
        weights.states = strength->states();
    }
    return weights;
}

}  // namespace

Topology topology(
    std::size_t nodes, std::span<const std::int32_t> from, std::span<const std::int32_t> to, std::span<const Through> through) {
    const Links links{from, to, bytes_of(through), static_cast<std::uint8_t>(Through::maybe)};
    LinkedCsr csr = both_ways(nodes, {&links, 1});
    Topology result{std::move(csr.offsets), std::move(csr.targets), std::move(csr.links), {}};
    result.maybe.resize(result.ties.size());
    if (!through.empty())
        for (std::size_t arc = 0; arc < result.ties.size(); ++arc)
            result.maybe[arc] = through[static_cast<std::size_t>(result.ties[arc])] == Through::maybe;
    return result;
}

Topology topology(const Arcs& all, std::span<const Through> through) {
    Topology result;
    const std::size_t nodes = all.offsets.size() - 1;
    result.offsets.resize(nodes + 1);
    std::size_t kept = 0;
    for (std::size_t v = 0; v < nodes; ++v) {
        for (auto arc = static_cast<std::size_t>(all.offsets[v]); arc < static_cast<std::size_t>(all.offsets[v + 1]); ++arc)
            kept += through[static_cast<std::size_t>(all.ties[arc])] != Through::out;
        result.offsets[v + 1] = static_cast<std::int64_t>(kept);
    }
    result.targets.resize(kept);
    result.ties.resize(kept);
    result.maybe.resize(kept);
    std::size_t at = 0;
    for (std::size_t arc = 0; arc < all.ties.size(); ++arc) {
        const Through tie = through[static_cast<std::size_t>(all.ties[arc])];
        if (tie == Through::out) continue;
        result.targets[at] = all.targets[arc];
        result.ties[at] = all.ties[arc];
        result.maybe[at++] = tie == Through::maybe;
    }
    return result;
}

WeightedCsr pairs(std::size_t people, std::span<const std::int32_t> from, std::span<const std::int32_t> to,
    std::span<const Through> through, const Column* strength) {
    const Links links{from, to, bytes_of(through), static_cast<std::uint8_t>(Through::in)};
    return simple_pairs(people, links, weights_of(strength));
}

WeightedCsr pairs(std::size_t people, const Topology& all, std::span<const Through> through, const Column* strength) {
    const Weights weights = weights_of(strength);
    const auto limit = static_cast<std::int32_t>(people);
    WeightedCsr result;
    result.offsets.reserve(people + 1);
    for (std::size_t v = 0; v < people; ++v) {
        std::int32_t last = -1;
        for (auto arc = static_cast<std::size_t>(all.offsets[v]); arc < static_cast<std::size_t>(all.offsets[v + 1]); ++arc) {
            if (all.targets[arc] >= limit) break;  // sorted
            const auto tie = static_cast<std::size_t>(all.ties[arc]);
            if (!through.empty() && through[tie] != Through::in) continue;
            if (all.targets[arc] == last) {
                result.weights.back() += weights.of(tie);
                continue;
            }
            last = all.targets[arc];
            result.targets.push_back(last);
            result.weights.push_back(weights.of(tie));
        }
        result.offsets.push_back(static_cast<std::int64_t>(result.targets.size()));
    }
    result.targets.shrink_to_fit();
    result.weights.shrink_to_fit();
    return result;
}

Bound partners(const Topology& topology, std::int32_t node, std::int32_t first, std::int32_t last) {
    const auto begin = static_cast<std::size_t>(topology.offsets[static_cast<std::size_t>(node)]);
    const auto end = static_cast<std::size_t>(topology.offsets[static_cast<std::size_t>(node) + 1]);
    Bound bound;
    for (std::size_t arc = begin; arc < end;) {
        const std::int32_t target = topology.targets[arc];
        bool sure = false;
        for (; arc < end && topology.targets[arc] == target; ++arc) sure = sure || topology.maybe[arc] == 0;
        if (target < first || target >= last) continue;
        bound.lower += sure;
        ++bound.upper;
    }
    return bound;
}

}  // namespace kith::graph
