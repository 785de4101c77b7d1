#include "engine/session/ties_on_a_day.hpp"

#include <algorithm>
#include <optional>

namespace kith::session {

NodePair pair_of(std::int32_t one, std::int32_t other) { return {std::min(one, other), std::max(one, other)}; }

TiesOnADay::TiesOnADay(const privacy::View& view, const std::set<NodePair>& wanted) : ties_(view.segment("ties")) {
    if (!ties_ || wanted.empty()) return;
    const auto from = ties_->find("from")->i32(), to = ties_->find("to")->i32();
    for (std::size_t tie = 0; tie < from.size(); ++tie)
        if (const NodePair pair = pair_of(from[tie], to[tie]); wanted.count(pair) > 0) rows_[pair].push_back(tie);
}

Tied TiesOnADay::of(NodePair pair, std::int32_t day) const {
    const auto found = rows_.find(pair);
    if (found == rows_.end()) return Tied::unknown;
    const auto when = [&](const char* key, std::size_t tie) {
        const column::Column* column = ties_->find(key);
        return column && column->known(tie) ? std::optional(column->days()[tie]) : std::nullopt;
    };
    bool all_ended = true;
    for (const std::size_t tie : found->second) {
        const auto until = when("until", tie), confirmed = when("last_confirmed", tie);
        const bool ended = until && *until <= day;
        all_ended &= ended;
        if (!ended && confirmed && *confirmed >= day) return Tied::yes;
    }
    return all_ended ? Tied::no : Tied::unknown;
}

}  // namespace kith::session
