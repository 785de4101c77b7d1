#pragma once
// A publication looked at, and written, by jobs.
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// Begins a look at what would be published to these readers; the one before is let go. Errors as Session::command.
base::Status look_at_publication(Model& model, privacy::Audience audience);
/// Writes it. Misuse: it is not looked at yet, or is on its way.
base::Status publish(Model& model, const Publish& wish);
/// The box was closed: a look is let go, a publication on its way goes on.
void leave_publishing(Model& model);
/// Takes over that its job has ended. True when it has; `notice` says what the box no longer can.
bool poll_publishing(Model& model, std::optional<Notice>& notice);

}  // namespace kith::viewer::model
