#pragma once
// A picture on X11's clipboard: GLFW puts only words there, so a connection of its own owns the selection while somebody may paste
// (ICCCM 2). It answers on a thread, whatever the window does, and goes when others copy something.
#include <cstddef>
#include <memory>
#include <vector>

namespace kith::viewer::app {

class PictureClipboard {
public:
    PictureClipboard();
    ~PictureClipboard();
    PictureClipboard(const PictureClipboard&) = delete;
    PictureClipboard& operator=(const PictureClipboard&) = delete;

    /// As image/png, in the place of what was there. False without an X display, or when the display takes no picture as large as that
    /// in one piece: then nothing has changed.
    bool offer(std::vector<std::byte> png);
    /// Nothing is on offer any more.
    void withdraw();

private:
    class Owner;
    std::unique_ptr<Owner> owner_;
};

}  // namespace kith::viewer::app
