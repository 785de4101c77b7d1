#pragma once
// The viewer without its window: takes events, draws frames into the current GL context, keeps the model. The window, pictures
// of it and the tests drive the same object.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/session/session.hpp"
#include "viewer/app/preparation.hpp"
#include "viewer/app/shaped_text.hpp"
#include "viewer/app/sight_filter.hpp"
#include "viewer/app/triangle_cache.hpp"
#include "viewer/draw/screen.hpp"
#include "viewer/model/model.hpp"
#include "viewer/model/reducer.hpp"

struct ImGuiContext;

namespace kith::viewer::app {

struct ViewerOptions {
    session::SessionOptions session;
    std::filesystem::path preferences_file;     // empty: none are kept
    /// Puts a PNG where other programs take pictures from; false when there is no such place. Empty: there is none.
    std::function<bool(std::vector<std::byte>)> copy_picture;
    std::function<void()> wake;                 // ends the window's sleep; any thread
};

class Viewer {
public:
    /// A GL context must be current, here and in every other call. Errors: internal when the driver refuses the programs.
    static base::Result<std::unique_ptr<Viewer>> create(ViewerOptions options);
    /// The same in two steps, so that a place is opened while the window is still made: no context is needed for the first, nor to be rid
    /// of a viewer that was never started.
    static std::unique_ptr<Viewer> begin(ViewerOptions options);
    base::Status start();
    ~Viewer();
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;

    /// Takes over what jobs have done. True when a new frame is due.
    bool poll();
    /// Takes what `input` holds, does what it asks for, and draws one frame of that many pixels into the framebuffer that is bound to 0 or given:
    /// what a hand did is in it. Draws nothing when the very same picture stands there already.
    base::Status frame(draw::InputQueue& input, int width, int height, double now, std::uint32_t framebuffer = 0);
    /// Did the last frame draw? Only then is it shown.
    bool drew() const { return shown_; }
    /// Has everything found its place since the last hand or news? Dear ImGui measures in one frame what it places in the next.
    bool settled() const { return calm_ >= 2; }
    /// The next frame is drawn in any case: what stood there is gone.
    void redraw() { picture_ = 0; }
    /// Seconds until the next frame or poll is wanted: 0 at once, below 0 only when something happens.
    double patience(double now) const;
    /// Something goes on that is looked at again and again. What is paused does not.
    bool works() const;
    /// A workspace is locked when nobody has touched anything for as long as the preferences say; seconds until then, below 0 when it never will be.
    void lock_when_idle(double now);
    double until_locked(double now) const;
    /// True once when it was locked: what was copied from it is to be on no clipboard any more.
    bool take_locked() { return std::exchange(locked_, false); }
    /// The GL context was lost and another is current.
    base::Status context_renewed();

    model::Model& model() { return model_; }
    session::Session& session() { return session_; }
    const draw::Items& items() const { return items_; }
    const Preparation& preparation() const { return preparation_; }
    draw::Remembered& memory() { return memory_; }
    void want(const model::Intent& intent) { model::apply(model_, intent); }
    /// Files let go over the window: a recipe or a workspace is opened, of anything else it is shown first what it is taken for (Dialog::import); while a
    /// form is open neither, so that nothing typed is lost.
    void drop(const std::vector<std::filesystem::path>& files);
    /// Somebody closes the window: it may go now (wants_to_quit), or a question about edits that are not saved stands on the screen.
    void ask_to_quit();
    bool wants_to_quit() const { return quit_; }
    int cursor() const { return cursor_; }      // ImGuiMouseCursor
    std::string title() const;                  // no personal data: the place's name at most
    std::int64_t frames() const { return frames_; }   // drawn

private:
    explicit Viewer(ViewerOptions options);
    void fonts();
    base::Result<bool> look(int width, int height, double passed);
    base::Status show(int width, int height, std::uint32_t framebuffer);
    void take_gestures();
    void take(const draw::Gesture& gesture);
    void point_at(PaneState& pane, model::Vec2 at);
    void press(PaneState& pane, const draw::Gesture& gesture);
    std::optional<model::Pick> mark_at(const PaneState& pane, model::Vec2 at) const;
    void take_up(PaneState& pane, const draw::Gesture& gesture, bool by_hand);
    void press_with_hands(PaneState& pane, const draw::Gesture& gesture);
    void carry_to(PaneState& pane, model::Vec2 at);
    void set_corner(PaneState& pane, model::Vec2 at);
    void finish_outline();
    void take_actions();
    void take(model::WindowAction action);
    void take_exports();
    void copy_picture();
    std::optional<base::EntityKey> key_of(const PaneState& pane, const model::Pick& pick) const;
    PaneState& pane(model::Pane pane) { return pane == model::Pane::network ? preparation_.network : preparation_.map; }
    PaneState& focused_pane() { return pane(model_.window.focus); }
    void keep_preferences();
    void forget();

    ViewerOptions options_;
    session::Session session_;
    model::Model model_;
    std::shared_ptr<TriangleCache> triangles_;
    ShapedText shaped_;
    SightFilter sight_;
    Preparation preparation_;
    draw::Remembered memory_;
    draw::Items items_;
    draw::Ui ui_;
    ImGuiContext* imgui_ = nullptr;
    model::Preferences kept_preferences_;
    std::string path_of_settings_;
    double now_ = 0, last_now_ = 0, last_hand_ = 0;
    std::uint64_t opened_ = 0, hand_of_ = 0;    // as Versions::opened: what is forgotten, and the last hand, are of it
    std::uint64_t picture_ = 0;                 // digest of what was drawn last; 0: nothing
    bool shown_ = false, started_ = false;
    int restless_ = 3;                          // frames still to draw until everything has settled
    int calm_ = 0;                              // frames since a hand or news
    int cursor_ = 0;
    bool quit_ = false, locked_ = false;
    std::int64_t frames_ = 0;
};

}  // namespace kith::viewer::app
