#pragma once
// One map or network in the window: what was prepared, where one looks, and what the graphics card has of it.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "viewer/app/scene_renderer.hpp"
#include "viewer/draw/screen.hpp"
#include "viewer/model/camera.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/emphasis.hpp"

namespace kith::viewer::app {

class PaneState {
public:
    explicit PaneState(model::Pane pane) : pane_(pane) {}

    /// Another picture. `keep_camera`: the same thing drawn otherwise; else all of it is fitted in at the next frame.
    void show(std::shared_ptr<const model::Prepared> prepared, bool keep_camera);
    void clear();
    bool shows() const { return prepared_ != nullptr; }
    const model::Prepared* prepared() const { return prepared_.get(); }

    // Where one looks. `animated` moves take 250 ms, unless motion is reduced.
    void fit_all();
    void fit(const model::Rect& world, double now);
    void zoom(double factor, model::Vec2 at);
    void zoom_in_middle(double factor);
    void pan(model::Vec2 pixels);
    void zoom_to_box(model::Vec2 corner, model::Vec2 opposite, double now);
    bool moving(double now, bool reduced_motion) const;
    const model::Camera& camera() const { return camera_; }
    /// By a hand, since all of it was fitted in.
    bool moved() const { return moved_; }

    /// The camera of this moment, and what the frame holds. O(1) when nothing moved.
    void prepare(const draw::CanvasRoom& room, double now, float scale, bool reduced_motion);
    /// Where the picture of this moment will stand; makes what a lost context took.
    base::Status make_room(std::shared_ptr<TriangleCache> triangles);
    /// Draws it there if anything changed.
    void paint(float scale);
    void context_lost() { renderer_.reset(); }
    bool waiting() const { return renderer_ && renderer_->waiting(); }

    void emphasise(const model::Marked& marked, const privacy::View& view);
    std::optional<model::Pick> pick(model::Vec2 at) const;
    /// The area there, whatever lies on it.
    std::optional<model::Pick> pick_area(model::Vec2 at) const;
    /// Where a mark stands, in metres of the picture.
    model::Vec2 mark(const model::Pick& pick) const;
    model::Inside pick_inside(std::span<const model::Vec2> outline) const;
    model::Inside pick_box(model::Vec2 corner, model::Vec2 opposite) const;
    /// A point of the picture in metres; on a corner or a border where one is within so many pixels.
    model::Vec2 snapped(model::Vec2 at, double pixels) const;
    /// How many marks and areas of the picture stand out as selected.
    std::size_t selected_marks() const;
    /// Where the selected ones are; empty when none is in the picture.
    model::Rect selected(const model::Marked& marked, const privacy::View& view) const;
    draw::CanvasView view() const;
    const draw::CanvasRoom& room() const { return room_; }

    std::string account, empty, under_pointer;
    std::vector<std::string> remarks;
    bool settling = false, paused = false;
    std::int64_t pictures() const { return renderer_ ? renderer_->pictures() : 0; }

private:
    SceneEmphasis bytes_of(const model::Marked& marked, const privacy::View& view) const;
    std::vector<picture::Label> names_of_selected(const privacy::View& view) const;
    model::Pane pane_;
    std::shared_ptr<const model::Prepared> prepared_;
    model::Camera camera_, framed_camera_;
    std::optional<model::CameraMove> move_;
    model::Frame frame_;
    draw::CanvasRoom room_;
    std::unique_ptr<SceneRenderer> renderer_;
    SceneEmphasis emphasis_;
    std::vector<picture::Label> chosen_;  // names of the marks that are selected, when they are few
    std::vector<picture::Box> framed_words_;
    bool fit_due_ = true, shown_ = false, emphasis_due_ = false, framed_ = false, framed_moving_ = false, steps_back_ = false;
    bool moved_ = false;                  // by a hand, since all of it was fitted in
    double touched_ = -1;                 // when a hand last moved the camera
    double now_ = 0;
};

}  // namespace kith::viewer::app
