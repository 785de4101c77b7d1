#pragma once
// What intents begin that goes on in the background, which of them end what is open, and what the session changed meanwhile.
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// The command beside the window begins to write; what it says when it is done comes into Model::written.
base::Status write_out(Model& model, const WriteOut& wish);
/// The sentence for the screen. Errors as Session::answer_captured.
base::Result<std::string> answer_captured(Model& model, const AnswerCaptured& answer);
/// Edits that are not saved are asked about before it.
bool ends_what_is_open(const Intent& intent);
/// What the session's own changes mean for the model. True when there were any.
bool look_again(Model& model);

}  // namespace kith::viewer::model
