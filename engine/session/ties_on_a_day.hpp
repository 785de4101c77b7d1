#pragma once
// What is recorded, on a day, of two who met.
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/privacy/view.hpp"

namespace kith::session {

/// Nodes, the smaller first.
using NodePair = std::pair<std::int32_t, std::int32_t>;
NodePair pair_of(std::int32_t one, std::int32_t other);

enum class Tied : std::uint8_t { yes, no, unknown };

class TiesOnADay {
public:
    /// Keeps the ties of these pairs. O(ties log pairs).
    TiesOnADay(const privacy::View& view, const std::set<NodePair>& wanted);
    /// yes: a tie between them was confirmed on that day or later, and had not ended; no: all that there were had ended. Otherwise nobody knows.
    Tied of(NodePair pair, std::int32_t day) const;

private:
    column::SegmentPtr ties_;
    std::map<NodePair, std::vector<std::size_t>> rows_;
};

}  // namespace kith::session
