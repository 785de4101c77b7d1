#pragma once
// Files looked at in a job of the session's, before anything is taken in.
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// What comes of it lies in Model::import_read, unless somebody asked for another look meanwhile.
void look_at(Model& model, Model::Import import);

}  // namespace kith::viewer::model
