#pragma once
// How a network may be arranged now, and why not otherwise.
#include <optional>
#include <string>

#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// What "by community" goes by: the column that was chosen, else the groups that "How people are connected" found; "" where there is neither.
ColumnName community_column(const Model& model);
/// Whom "around one" and a focus are about: the person or asset selected last, else the one it is around already.
std::optional<base::EntityKey> middle_of(const Model& model);
/// What is missing for an arrangement, in one sentence, or "".
std::string why_not_arranged(const Model& model, Arrangement arrangement);
/// The options so arranged, with its column or the one in the middle.
ViewOptions arranged(const Model& model, Arrangement arrangement);
/// The network so many steps around the one in the middle; -1: everybody.
ViewOptions focused(const Model& model, int depth);

}  // namespace kith::viewer::model
