// The topology of a place in which one tie came or went, out of the one before.
#include <algorithm>
#include <array>
#include <type_traits>

#include "engine/column/builder.hpp"
#include "engine/privacy/derive.hpp"
#include "engine/privacy/through.hpp"

namespace kith::privacy {

using column::Column;
using column::SegmentPtr;
using place::Revision;

namespace {

/// Where two columns, one of them a row longer, begin to differ; nothing when they differ by more than a row.
template <class T>
bool step_in(std::span<const T> one, std::span<const T> other, std::size_t& at) {
    const auto shorter = std::min(one.size(), other.size());
    at = std::min(at, static_cast<std::size_t>(std::mismatch(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(shorter), other.begin()).first - one.begin()));
    return true;
}
template <class T>
bool same_behind(std::span<const T> longer, std::span<const T> shorter, std::size_t at) {
    return std::equal(longer.begin() + static_cast<std::ptrdiff_t>(at + 1), longer.end(), shorter.begin() + static_cast<std::ptrdiff_t>(at), shorter.end());
}

/// `use` with the values of both; false where a type is none that a lens reads.
template <class Use>
bool values_of(const Column& one, const Column& other, Use use) {
    if (one.type() != other.type() || one.states().empty() != other.states().empty()) return false;
    if (!one.states().empty() && !use(one.states(), other.states())) return false;
    switch (one.type()) {
        case column::Type::boolean: return use(one.booleans(), other.booleans());
        case column::Type::i32: return use(one.i32(), other.i32());
        case column::Type::f64: return use(one.f64(), other.f64());
        case column::Type::date: return use(one.days(), other.days());
        default: return false;
    }
}

/// Where the arc (target, tie) stands or would stand among a node's.
std::size_t arc_at(const column::Segment& topology, std::int32_t node, std::int32_t target, std::int32_t tie) {
    const auto offsets = topology.find("offsets")->i64();
    const auto targets = topology.find("targets")->i32(), ties = topology.find("ties")->i32();
    auto at = static_cast<std::size_t>(offsets[static_cast<std::size_t>(node)]);
    const auto end = static_cast<std::size_t>(offsets[static_cast<std::size_t>(node) + 1]);
    while (at < end && (targets[at] < target || (targets[at] == target && ties[at] < tie))) ++at;
    return at;
}

}  // namespace

std::optional<TieStep> tie_step(const Revision& before, const Revision& now, const LensSpec& lens) {
    const SegmentPtr &then = before.segment("ties"), &ties = now.segment("ties");
    if (then == nullptr || ties == nullptr || lens.within || before.people() != now.people() || before.assets() != now.assets() || before.segment("tie_kinds") != now.segment("tie_kinds"))
        return std::nullopt;
    const std::size_t rows = ties->columns()[0].rows(), were = then->columns()[0].rows();
    if (rows != were + 1 && were != rows + 1) return std::nullopt;
    TieStep step{std::min(rows, were), rows > were};
    const Revision &longer = step.came ? now : before, &shorter = step.came ? before : now;
    const auto columns = graph::columns_read(lens);
    const auto every = [&](auto use) {
        return std::all_of(columns.begin(), columns.end(), [&](std::string_view key) {
            const Column *one = longer.column("ties", key), *other = shorter.column("ties", key);
            return one == nullptr || other == nullptr ? one == other : values_of(*one, *other, use);
        });
    };
    if (!every([&](auto one, auto other) { return step_in(one, other, step.at); })) return std::nullopt;
    if (!every([&](auto one, auto other) { return same_behind(one, other, step.at); })) return std::nullopt;
    return step;
}

base::Result<SegmentPtr> step_topology(const column::Segment& topology, const Revision& before, const Revision& now, const LensSpec& lens, const TieStep& step,
                                       const column::Allocator& allocate) {
    const Revision& with = step.came ? now : before;
    base::JobContext job;
    auto seen = through_lens(with, lens, job);
    if (!seen) return seen.error();
    const std::int32_t from = seen->from[step.at], to = seen->to[step.at], tie = static_cast<std::int32_t>(step.at);
    const bool an_arc = seen->through[step.at] != graph::Through::out && from != to;
    const std::int32_t low = std::min(from, to), high = std::max(from, to);
    const std::array<std::size_t, 2> at = an_arc ? std::array{arc_at(topology, low, high, tie), arc_at(topology, high, low, tie)} : std::array<std::size_t, 2>{};
    const std::array<std::int32_t, 2> target{high, low};
    std::vector<std::int64_t> offsets(topology.find("offsets")->i64().begin(), topology.find("offsets")->i64().end());
    const std::int64_t one = !an_arc ? 0 : step.came ? 1 : -1;
    for (std::size_t node = 0; an_arc && node < offsets.size(); ++node) offsets[node] += one * ((node > static_cast<std::size_t>(low)) + (node > static_cast<std::size_t>(high)));
    /// Copies what stays, puts `fresh` in or leaves out what stands at the two places.
    const auto stepped = [&](auto values, auto fresh) {
        std::vector<std::remove_const_t<typename decltype(values)::element_type>> out;
        out.reserve(values.size() + 2);
        std::size_t next = 0;
        for (std::size_t k = 0; an_arc && k < 2; ++k) {
            out.insert(out.end(), values.begin() + static_cast<std::ptrdiff_t>(next), values.begin() + static_cast<std::ptrdiff_t>(at[k]));
            next = at[k];
            if (step.came) out.push_back(fresh(k));
            else ++next;
        }
        out.insert(out.end(), values.begin() + static_cast<std::ptrdiff_t>(next), values.end());
        return out;
    };
    auto ties = stepped(topology.find("ties")->i32(), [](std::size_t) { return std::int32_t{-1}; });  // -1: not to be counted on
    for (std::int32_t& row : ties) row = step.came ? row + (row >= tie) : row - (row > tie);
    if (an_arc && step.came) ties[at[0]] = ties[at[1] + 1] = tie;
    column::SegmentBuilder builder{std::string(topology.key())};
    builder.add_i64("offsets", std::move(offsets)).add_i32("targets", stepped(topology.find("targets")->i32(), [&](std::size_t k) { return target[k]; }));
    const auto maybe = static_cast<std::uint8_t>(an_arc && seen->through[step.at] == graph::Through::maybe);
    builder.add_i32("ties", std::move(ties)).add_booleans("maybe", stepped(topology.find("maybe")->booleans(), [&](std::size_t) { return maybe; }));
    return std::move(builder).finish(allocate);
}

}  // namespace kith::privacy
