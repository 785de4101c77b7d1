#pragma once
// The two ways to run the viewer: in a window, or as a picture of one.
#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/status.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::app {

struct RunOptions {
    std::filesystem::path recipe;              // empty: the start screen
    std::filesystem::path root;                // that its paths start from; empty: its own folder
    std::filesystem::path passphrase_file;     // of a workspace; empty: the window asks
    int width = 1280, height = 800;            // pixels
    std::optional<model::ThemeChoice> theme;
    std::optional<int> scale_percent;
    std::filesystem::path screenshot, script;  // a picture instead of a window
    std::filesystem::path tell;                // where to say what stands on the screen (tell.hpp)
    std::filesystem::path lose;                // for tests: while this file is there, the graphics context counts as lost
    bool counts = false;                       // tells the first picture of a place when it is shown, and frames and wake-ups at the end, on stderr
    bool remember = true;                      // preferences and recent files
};

class Viewer;
/// The place that the options name begins to be opened.
base::Status open_first(Viewer& viewer, const RunOptions& options);
/// Until the window is closed. Errors: unavailable without a display.
base::Status run_window(const RunOptions& options);
/// Opens, does what the script says, and writes the picture (PNG). No display is needed.
base::Status take_screenshot(const RunOptions& options);

}  // namespace kith::viewer::app
