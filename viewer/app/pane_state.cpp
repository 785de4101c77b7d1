#include "viewer/app/pane_state.hpp"

#include <algorithm>
#include <cmath>

#include "viewer/app/triangle_cache.hpp"

namespace kith::viewer::app {
namespace {

using model::Rect;
using model::Vec2;
using picture::Emphasis;

constexpr double still_after = 0.15;  // seconds without a hand on the camera
constexpr std::size_t most_chosen_named = 12;

std::size_t layer_index(const privacy::View& view, const std::string& as) {
    const auto layers = view.layers();
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (layers[i].as == as) return i;
    return layers.size();
}

/// While somebody is selected the others step back, but for whom they are tied to. An area has its outline, and what is in it stays readable.
bool steps_back(const model::Marked& marked) {
    const auto any = [](const std::vector<Emphasis>& rows) { return std::find(rows.begin(), rows.end(), Emphasis::selected) != rows.end(); };
    return marked.selected > 0 && (!marked.ties.empty() || any(marked.people) || any(marked.assets));
}
std::uint8_t byte_of(Emphasis emphasis, bool dim) { return static_cast<std::uint8_t>(emphasis == Emphasis::none && dim ? Emphasis::dimmed : emphasis); }

Emphasis of_node(const model::Marked& marked, std::int32_t node) {
    const auto i = static_cast<std::size_t>(node);
    if (node < 0) return Emphasis::none;
    if (i < marked.people.size()) return marked.people[i];
    return i - marked.people.size() < marked.assets.size() ? marked.assets[i - marked.people.size()] : Emphasis::none;
}

/// A tie stands out when both of its ends do.
Emphasis of_link(Emphasis a, Emphasis b) {
    const auto lit = [](Emphasis e) { return e == Emphasis::hovered || e == Emphasis::neighbour; };
    if (a == Emphasis::selected && b == Emphasis::selected) return Emphasis::selected;
    if ((a == Emphasis::hovered && b != Emphasis::none) || (b == Emphasis::hovered && a != Emphasis::none) || (lit(a) && lit(b))) return Emphasis::neighbour;
    return Emphasis::none;
}

}  // namespace

void PaneState::show(std::shared_ptr<const model::Prepared> prepared, bool keep_camera) {
    prepared_ = std::move(prepared);
    shown_ = framed_ = false;
    emphasis_due_ = true;
    if (!keep_camera) fit_due_ = true;
}

void PaneState::clear() {
    prepared_.reset();
    renderer_.reset();
    frame_ = {};
    fit_due_ = true;
}

void PaneState::fit_all() { fit_due_ = true; }

void PaneState::fit(const Rect& world, double now) {
    if (world.empty()) return;
    moved_ = true;
    move_ = model::CameraMove{camera_, model::fitted(camera_, world, 64), now, 0.25};
}
void PaneState::zoom(double factor, Vec2 at) {
    move_.reset();
    camera_ = model::zoomed(camera_, factor, at);
    touched_ = now_;
    moved_ = true;
}
void PaneState::zoom_in_middle(double factor) { zoom(factor, camera_.pane * 0.5); }
void PaneState::pan(Vec2 pixels) {
    move_.reset();
    camera_ = model::panned(camera_, pixels);
    touched_ = now_;
    moved_ = true;
}
void PaneState::zoom_to_box(Vec2 corner, Vec2 opposite, double now) {
    moved_ = true;
    move_ = model::CameraMove{camera_, model::zoomed_to_box(camera_, corner, opposite), now, 0.25};
}
bool PaneState::moving(double now, bool reduced_motion) const { return (move_ && !model::arrived(*move_, now, reduced_motion)) || (touched_ >= 0 && now - touched_ < still_after); }

void PaneState::prepare(const draw::CanvasRoom& room, double now, float scale, bool reduced_motion) {
    now_ = now;
    room_ = room;
    const Vec2 pane{static_cast<double>(room.picture.width()), static_cast<double>(room.picture.height())};
    if (!prepared_ || pane.x < 2 || pane.y < 2) return;
    if (camera_.pane != pane) {
        camera_ = model::resized(camera_, pane);
        if (!moved_) fit_due_ = true;  // nobody has looked elsewhere: still all of it
    }
    if (fit_due_) {
        const picture::Bounds& b = prepared_->scene.bounds;
        if (!b.empty) camera_ = model::fitted(camera_, Rect{{b.left, b.bottom}, {b.right, b.top}}, room.insets);
        move_.reset();
        fit_due_ = moved_ = false;
    }
    if (move_) {
        camera_ = model::at_time(*move_, now, reduced_motion);
        if (model::arrived(*move_, now, reduced_motion)) move_.reset();
    }
    const bool moves = moving(now, reduced_motion);
    if (framed_ && camera_ == framed_camera_ && moves == framed_moving_ && room.words == framed_words_) return;
    model::FrameOptions options;
    options.moving = moves;
    options.scale = static_cast<double>(scale);
    options.text_size = 11 * options.scale;
    options.chosen = chosen_;
    options.others_step_back = steps_back_;
    options.taken = framed_words_ = room.words;
    model::frame_of(*prepared_, camera_, options, frame_);
    framed_camera_ = camera_;
    framed_moving_ = moves;
    framed_ = true;
}

base::Status PaneState::make_room(std::shared_ptr<TriangleCache> triangles) {
    if (!prepared_ || !framed_) return {};
    if (!renderer_) {
        auto made = SceneRenderer::create(std::move(triangles));
        if (!made) return made.error();
        renderer_ = std::move(*made);
        shown_ = false;
    }
    renderer_->size(static_cast<int>(framed_camera_.pane.x), static_cast<int>(framed_camera_.pane.y));
    return {};
}

void PaneState::paint(float scale) {
    if (!prepared_ || !framed_ || !renderer_) return;
    if (!shown_) {
        renderer_->show(prepared_);
        shown_ = emphasis_due_ = true;
    }
    if (emphasis_due_) renderer_->emphasise(emphasis_);
    emphasis_due_ = false;
    const model::Camera& of = framed_camera_;
    renderer_->draw({of.centre.x, of.centre.y, of.pixels_per_metre, static_cast<int>(of.pane.x), static_cast<int>(of.pane.y), scale}, frame_);
}

SceneEmphasis PaneState::bytes_of(const model::Marked& marked, const privacy::View& view) const {
    SceneEmphasis out;
    const bool dim = steps_back(marked);
    const picture::Scene& scene = prepared_->scene;
    for (const picture::AreaLayer& layer : scene.areas) {
        const std::size_t at = layer_index(view, layer.as);
        auto& bytes = out.areas.emplace_back(layer.size(), std::uint8_t{0});
        for (std::size_t i = 0; at < marked.areas.size() && i < bytes.size(); ++i) bytes[i] = byte_of(marked.areas[at][i], false);
    }
    std::vector<std::int32_t> chosen(marked.ties.begin(), marked.ties.end());
    std::sort(chosen.begin(), chosen.end());
    std::vector<std::int32_t> ends, known;  // of ties that are selected themselves; tied to who is selected
    for (const picture::LinkLayer& layer : scene.links) {
        auto& bytes = out.links.emplace_back(layer.size(), std::uint8_t{0});
        for (std::size_t i = 0; i < bytes.size() && 2 * i + 1 < layer.nodes.size(); ++i) {
            const bool selected = layer.kind == base::EntityKind::tie && std::binary_search(chosen.begin(), chosen.end(), layer.rows[i]);
            const std::int32_t from = layer.nodes[2 * i], to = layer.nodes[2 * i + 1];
            const Emphasis one = of_node(marked, from), other = of_node(marked, to);
            const bool own = one == Emphasis::selected || other == Emphasis::selected;
            if (selected) ends.insert(ends.end(), {from, to});
            if (own) known.insert(known.end(), {from, to});
            bytes[i] = selected ? static_cast<std::uint8_t>(Emphasis::selected) : byte_of(of_link(one, other), dim && !own);
        }
    }
    std::sort(known.begin(), known.end());
    std::sort(ends.begin(), ends.end());
    for (const picture::MarkLayer& layer : scene.marks) {
        const auto& rows = layer.kind == base::EntityKind::person ? marked.people : marked.assets;
        const std::size_t first = layer.kind == base::EntityKind::person ? 0 : marked.people.size();
        auto& bytes = out.marks.emplace_back(layer.size(), std::uint8_t{0});
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const auto row = static_cast<std::size_t>(layer.rows[i]);
            if (layer.rows[i] < 0 || row >= rows.size()) continue;
            const auto node = static_cast<std::int32_t>(first + row);
            const bool an_end = rows[row] == Emphasis::none && std::binary_search(ends.begin(), ends.end(), node);
            bytes[i] = an_end ? static_cast<std::uint8_t>(Emphasis::neighbour) : byte_of(rows[row], dim && !std::binary_search(known.begin(), known.end(), node));
        }
    }
    return out;
}

std::vector<picture::Label> PaneState::names_of_selected(const privacy::View& view) const {
    std::vector<picture::Label> out;
    for (std::size_t l = 0; l < emphasis_.marks.size(); ++l) {
        const picture::MarkLayer& layer = prepared_->scene.marks[l];
        for (std::size_t i = 0; i < layer.size(); ++i) {
            if (emphasis_.marks[l][i] != static_cast<std::uint8_t>(Emphasis::selected)) continue;
            if (out.size() == most_chosen_named) return {};  // many: where they stand is what one wants to see
            out.push_back({layer.xy[2 * i], layer.xy[2 * i + 1], 0, 0, picture::LabelKind::mark, layer.rows[i], view.label(layer.kind, static_cast<std::size_t>(layer.rows[i]))});
        }
    }
    return out;
}

void PaneState::emphasise(const model::Marked& marked, const privacy::View& view) {
    if (!prepared_) return;
    SceneEmphasis emphasis = bytes_of(marked, view);
    emphasis_due_ = emphasis_due_ || emphasis != emphasis_;
    emphasis_ = std::move(emphasis);
    chosen_ = names_of_selected(view);
    steps_back_ = steps_back(marked);
    framed_ = false;
}

std::optional<model::Pick> PaneState::pick(Vec2 at) const { return prepared_ && framed_ ? model::pick(*prepared_, frame_, at) : std::nullopt; }
std::optional<model::Pick> PaneState::pick_area(Vec2 at) const { return prepared_ ? model::pick_area(*prepared_, model::to_world(camera_, at)) : std::nullopt; }
Vec2 PaneState::mark(const model::Pick& pick) const {
    const picture::Scene& scene = prepared_->scene;
    const auto& xy = scene.marks[pick.layer].xy;
    return {scene.origin.x + static_cast<double>(xy[2 * pick.at]), scene.origin.y + static_cast<double>(xy[2 * pick.at + 1])};
}
model::Inside PaneState::pick_inside(std::span<const Vec2> outline) const { return prepared_ ? model::pick_lasso(*prepared_, camera_, outline) : model::Inside(); }
model::Inside PaneState::pick_box(Vec2 corner, Vec2 opposite) const { return prepared_ ? model::pick_box(*prepared_, camera_, corner, opposite) : model::Inside(); }

Vec2 PaneState::snapped(Vec2 at, double pixels) const {
    const Vec2 world = model::to_world(camera_, at);
    std::optional<Vec2> best;
    const auto away = [&](Vec2 p) { return std::hypot(p.x - world.x, p.y - world.y); };
    for (std::size_t l = 0; prepared_ && l < prepared_->areas.size(); ++l)
        if (const auto near = prepared_->areas[l].border_near(world, pixels / camera_.pixels_per_metre); near && (!best || away(*near) < away(*best))) best = near;
    return best.value_or(world);
}

std::size_t PaneState::selected_marks() const {
    std::size_t count = 0;
    for (const auto* groups : {&emphasis_.areas, &emphasis_.marks})
        for (const auto& bytes : *groups) count += static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(Emphasis::selected)));
    return prepared_ ? count : 0;
}

Rect PaneState::selected(const model::Marked& marked, const privacy::View& view) const {
    Rect out;
    if (!prepared_) return out;
    const picture::Scene& scene = prepared_->scene;
    for (const picture::MarkLayer& layer : scene.marks) {
        const auto& rows = layer.kind == base::EntityKind::person ? marked.people : marked.assets;
        for (std::size_t i = 0; i < layer.size(); ++i)
            if (const auto row = static_cast<std::size_t>(layer.rows[i]); row < rows.size() && rows[row] == Emphasis::selected)
                out.add({scene.origin.x + static_cast<double>(layer.xy[2 * i]), scene.origin.y + static_cast<double>(layer.xy[2 * i + 1])});
    }
    for (std::size_t l = 0; l < scene.areas.size() && l < prepared_->areas.size(); ++l) {
        const std::size_t at = layer_index(view, scene.areas[l].as);
        if (at >= marked.areas.size()) continue;
        for (std::size_t i = 0; i < prepared_->areas[l].size(); ++i)
            if (marked.areas[at][i] == Emphasis::selected) {
                out.add(prepared_->areas[l].box(i).low);
                out.add(prepared_->areas[l].box(i).high);
            }
    }
    return out;
}

draw::CanvasView PaneState::view() const {
    draw::CanvasView out;
    out.pane = pane_;
    out.camera = camera_;
    out.account = account;
    out.remarks = remarks;
    out.empty = empty;
    out.under_pointer = under_pointer;
    out.settling = settling;
    out.paused = paused;
    out.room = room_;
    if (!prepared_) return out;
    out.scene = &prepared_->scene;
    if (!framed_) return out;
    out.frame = &frame_;
    out.left_out = model::left_out_of(*prepared_, frame_);
    if (renderer_) out.picture = {renderer_->texture(), static_cast<float>(camera_.pane.x), static_cast<float>(camera_.pane.y)};
    return out;
}

}  // namespace kith::viewer::app
