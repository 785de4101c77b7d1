#pragma once
// Who is meant by an intent that selects: keys of the open view. Inside viewer/model only.
#include <span>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/session/change.hpp"
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// People and assets that are shown.
std::vector<base::EntityKey> all_shown(const Model& model);
/// Of those shown, the ones that are not selected.
std::vector<base::EntityKey> not_selected(const Model& model);
/// The selected and whoever has a tie with one of them through the lens. O(selected x ties of each).
std::vector<base::EntityKey> with_neighbours(const Model& model);
/// People and assets shown within an area.
std::vector<base::EntityKey> in_area(const Model& model, const base::EntityKey& area);
/// Rows that a filter keeps, of those shown.
std::vector<base::EntityKey> where(const Model& model, const Filter& filter);
/// People and assets shown inside an outline (metres); a point on it counts as inside or not as rounding goes.
std::vector<base::EntityKey> in_outline(const Model& model, std::span<const session::Point> outline);

/// A person or an asset that stands nowhere on the map.
bool without_a_place(const Model& model, const base::EntityKey& key);
/// "Moved. The place is in Elmtree now.": by the primary layer.
std::string where_it_stands(const Model& model, const base::EntityKey& key);

/// For each kind of what is selected (people, assets, areas of a layer) a filter that keeps only those; none where nothing can be kept.
inline constexpr std::size_t most_by_hand = 2000;
std::vector<Filter> filters_of_selection(const Model& model);
/// The options with these filters, too; nothing where there is none of them.
std::optional<ViewOptions> kept_to(const Model& model, const std::vector<Filter>& filters);
/// Why there is none, or "".
std::string why_not_kept(const Model& model);

}  // namespace kith::viewer::model
