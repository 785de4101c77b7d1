#pragma once
// The blocks of a recipe, each from its table: for the parser, and for kith-reader, which is given one block.
#include <string_view>

#include "engine/io/recipe.hpp"
#include "engine/io/recipe_table.hpp"

namespace kith::io {

Backdrop backdrop_of(Complaints& complaints, const Node& node);
Walking walking_of(Complaints& complaints, const Node& node);
Lookup lookup_of(Complaints& complaints, const Node& node);
Areas areas_of(Complaints& complaints, const Node& node);
Join join_of(Complaints& complaints, const Node& node);
People people_of(Complaints& complaints, const Node& node);
Households households_of(Complaints& complaints, const Node& node);
Assets assets_of(Complaints& complaints, const Node& node);
Ties ties_of(Complaints& complaints, const Node& node);
Observations observations_of(Complaints& complaints, const Node& node);
Events events_of(Complaints& complaints, const Node& node);
NeverIntroduce never_introduce_of(Complaints& complaints, const Node& node);
Lens lens_of(Complaints& complaints, const Node& node);
Analysis analysis_of(Complaints& complaints, const Node& node);

}  // namespace kith::io
