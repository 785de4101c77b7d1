#pragma once
// Intents in, changes out: the one place where the model changes.
#include "viewer/model/intent.hpp"
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// Does what is wanted. What cannot be done becomes a notice, and nothing else changes. Never waits for a job.
void apply(Model& model, const Intent& intent);

/// Once a frame: takes over what jobs have done. True when anything changed, so that a new picture is due.
bool poll(Model& model);

}  // namespace kith::viewer::model
