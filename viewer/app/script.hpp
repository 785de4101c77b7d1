#pragma once
// Hands from a file, for pictures of the window and for tests: one line an act.
//   press NAME     a control, by its name        key CHORD     "Ctrl+K", "Tab"
//   type TEXT      into what has the caret       move X Y      the pointer
//   click X Y      at a point                    settle        until nothing is on its way
//   hold X Y       the left button goes down there          let-go        and up, where the pointer is
//   lose-context   the graphics driver begins anew
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::viewer::app {

struct Act {
    enum class Kind { press, key, type, move, click, hold, let_go, settle, lose_context } kind = Kind::settle;
    std::string text;
    float x = 0, y = 0;
};

/// Errors: bad_input, naming the line.
base::Result<std::vector<Act>> script_of(std::string_view text);

}  // namespace kith::viewer::app
