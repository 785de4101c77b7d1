#pragma once
// Columns that an analysis is given as a segment of their own: those that a person picked, and those of other analyses.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/segment.hpp"
#include "engine/host/composition.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

/// A column of an area layer that a person may pick.
struct ColumnChoice {
    std::string name;                    // as it is written: "population", "inventory.density"
    std::string words;                   // as people say it
    std::string column;                  // its key
    std::string from;                    // of another analysis: its `as`
};
/// The layer's own columns of numbers or yes and no, then the numbers that the peers give for it.
std::vector<ColumnChoice> column_choices(const privacy::View& view, std::size_t layer, std::span<const Peer> peers);

/// The segment "results.…" with these outputs (those that it has): `<output>` f64?, and where anything in it is a bound
/// `<output>.quality` i32 (kith_quality) and `<output>.upper` f64. Nothing when it has none of them. Sealed.
base::Result<column::SegmentPtr> handed_over(const ResultColumns& columns, std::span<const std::string> outputs);

/// "chosen.<id>": `value` f64?, a row an area; of yes and no 1 and 0. Sealed.
base::Result<column::SegmentPtr> chosen(std::string_view id, const column::Column& column);
/// The same of a result: only what is exact is known, bounds become unstated.
base::Result<column::SegmentPtr> chosen(std::string_view id, const ResultColumn& column);

}  // namespace kith::host
