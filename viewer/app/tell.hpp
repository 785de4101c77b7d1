#pragma once
// What stands on the screen, as JSON in a file: for tests with a real window, which cannot look inside.
#include <cstdint>
#include <filesystem>
#include <string>

namespace kith::viewer::app {

class Viewer;

struct WindowSays {
    int width = 0, height = 0;
    bool minimised = false;
    std::int64_t hands = 0;  // InputQueue::taken
};
/// Boxes of all controls by name, and a few numbers and words of the model; no names of people. Whole or not at all.
void tell(Viewer& viewer, const WindowSays& window, const std::filesystem::path& file);

}  // namespace kith::viewer::app
