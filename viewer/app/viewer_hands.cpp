// What hands do on maps and networks, and what only the window can do.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "engine/base/text.hpp"
#include "viewer/app/exports.hpp"
#include "viewer/app/viewer.hpp"

namespace kith::viewer::app {
namespace {

bool inside(const PaneState& pane, model::Vec2 at) { return at.x >= 0 && at.y >= 0 && at.x < pane.camera().pane.x && at.y < pane.camera().pane.y; }

/// Where pictures go when nobody says where.
std::filesystem::path pictures_folder() {
    std::error_code ignored;
    const char *chosen = std::getenv("XDG_PICTURES_DIR"), *home = std::getenv("HOME");
    if (chosen != nullptr && std::filesystem::is_directory(chosen, ignored)) return chosen;
    if (home == nullptr) return std::filesystem::current_path(ignored);
    const std::filesystem::path usual = std::filesystem::path(home) / "Pictures";
    return std::filesystem::is_directory(usual, ignored) ? usual : std::filesystem::path(home);
}

}  // namespace

using draw::Gesture;
using model::Pane;
using model::Tool;
using model::Vec2;
using model::WindowAction;

std::optional<base::EntityKey> Viewer::key_of(const PaneState& pane, const model::Pick& pick) const {
    if (pick.row < 0) return {};
    const session::EntityIndex& index = session_.index();
    const auto row = static_cast<std::size_t>(pick.row);
    const auto at = [row](const std::vector<base::EntityKey>& keys) { return row < keys.size() ? std::optional(keys[row]) : std::nullopt; };
    if (pick.kind != base::EntityKind::area) return index.key(pick.kind, row);
    const std::string& as = pane.prepared()->scene.areas[pick.layer].as;
    const auto layers = model_.view()->layers();
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (layers[i].as == as) return at(index.areas(i));
    return {};
}

void Viewer::point_at(PaneState& pane, Vec2 at) {
    const auto found = pane.pick(at);
    const auto key = found ? key_of(pane, *found) : std::nullopt;
    pane.under_pointer.clear();
    if (key && found->what != model::Pick::What::link) {
        const std::string as = found->what == model::Pick::What::area ? pane.prepared()->scene.areas[found->layer].as : std::string();
        pane.under_pointer = model_.view()->label(found->kind, static_cast<std::size_t>(found->row), as);
    }
    const auto before = session_.hovered().keys();
    const bool same = key ? before.size() == 1 && before.front() == *key : before.empty();
    if (!same) want(model::Hover{key ? std::vector{*key} : std::vector<base::EntityKey>()});
}

/// A person or an asset there.
std::optional<model::Pick> Viewer::mark_at(const PaneState& pane, Vec2 at) const {
    const auto found = pane.pick(at);
    return found && found->what == model::Pick::What::mark && key_of(pane, *found) ? found : std::nullopt;
}

void Viewer::take_up(PaneState& pane, const Gesture& gesture, bool by_hand) {
    const auto found = mark_at(pane, gesture.at);
    if (!found) return;
    const Vec2 stands = pane.mark(*found);
    want(model::TakeUp{{*key_of(pane, *found), model_.window.tool == Tool::move, by_hand, gesture.pane, session::Point{stands.x, stands.y}, session::Point{stands.x, stands.y}, {}}});
}

/// A tie holds on to a mark; somebody who is moved goes anywhere, and what lies there is said.
void Viewer::carry_to(PaneState& pane, Vec2 at) {
    const model::Carried& carried = *model_.window.carried;
    const auto found = carried.moves ? std::nullopt : mark_at(pane, at);
    const auto over = found ? key_of(pane, *found) : std::nullopt;
    const bool other = over && *over != carried.what;
    const Vec2 to = other ? pane.mark(*found) : model::to_world(pane.camera(), at);
    std::vector<base::EntityKey> lit{carried.what};
    pane.under_pointer.clear();
    if (other) {
        lit.push_back(*over);
        pane.under_pointer = model_.view()->label(found->kind, static_cast<std::size_t>(found->row));
    } else if (const auto area = carried.moves ? pane.pick_area(at) : std::nullopt) {
        pane.under_pointer = model_.view()->label(base::EntityKind::area, static_cast<std::size_t>(area->row), pane.prepared()->scene.areas[area->layer].as);
    }
    want(model::CarryTo{{to.x, to.y}, over});
    const auto before = session_.hovered().keys();
    if (!std::equal(before.begin(), before.end(), lit.begin(), lit.end())) want(model::Hover{lit});
}

/// A corner comes to lie on a corner or a border near by; on the first one of the outline, it closes that.
void Viewer::set_corner(PaneState& pane, Vec2 at) {
    const double reach = 10 * static_cast<double>(ui_.scale);
    const auto& outline = model_.window.outline;
    if (outline.size() > 2) {
        const Vec2 first = model::to_screen(pane.camera(), {outline.front().x, outline.front().y});
        if (std::hypot(first.x - at.x, first.y - at.y) <= reach) return finish_outline();
    }
    const Vec2 corner = pane.snapped(at, reach);
    want(model::DrawPoint{{corner.x, corner.y}});
}

void Viewer::finish_outline() { want(model::FinishOutline{memory_.area_name.empty() ? "Drawn by hand" : memory_.area_name}); }

void Viewer::ask_to_quit() {
    want(model::Want{WindowAction::quit});
    take_actions();
}

/// The first press, or Enter at the cross, takes up; the second sets down.
void Viewer::press_with_hands(PaneState& pane, const Gesture& gesture) {
    const auto carried = model_.window.carried;
    if (!carried || carried->pane != gesture.pane) return take_up(pane, gesture, false);
    if (carried->by_hand) {  // let go where it was taken up: it stays in hand until the next press
        model::Carried kept = *carried;
        kept.by_hand = false;
        kept.at = kept.from;
        return want(model::TakeUp{kept});
    }
    carry_to(pane, gesture.at);
    const auto found = mark_at(pane, gesture.at);
    if (!carried->moves && found && key_of(pane, *found) == carried->what) return want(model::LetGo{});  // a second time on the same
    if (carried->moves || model_.window.carried->over) want(model::SetDown{});
}

void Viewer::press(PaneState& pane, const Gesture& gesture) {
    const Tool tool = model_.window.tool;
    if (gesture.pane == Pane::map && tool == Tool::draw_area) return set_corner(pane, gesture.at);
    if (gesture.pane == Pane::map && (tool == Tool::add_person || tool == Tool::add_asset)) {
        const Vec2 world = model::to_world(pane.camera(), gesture.at);
        memory_.pressed_at = session::Point{world.x, world.y};
        want(model::ShowDialog{tool == Tool::add_person ? model::Dialog::add_person : model::Dialog::add_asset, ""});
        return;
    }
    if (tool == Tool::tie || (tool == Tool::move && gesture.pane == Pane::map)) return press_with_hands(pane, gesture);
    if (model_.window.carried) want(model::LetGo{});  // Alt and a press without a drag
    const auto found = pane.pick(gesture.at);
    const auto key = found ? key_of(pane, *found) : std::nullopt;
    const bool ground = gesture.pane == Pane::map && !gesture.toggle && !(found && found->what == model::Pick::What::mark);
    const Vec2 world = model::to_world(pane.camera(), gesture.at);
    memory_.ground = ground ? std::optional(draw::Remembered::Ground{key.value_or(base::EntityKey{}), {world.x, world.y}}) : std::nullopt;
    if (key)
        want(model::Select{{*key}, gesture.toggle ? session::SelectMode::toggle : session::SelectMode::replace});
    else if (!gesture.toggle)
        want(model::Select{});
}

void Viewer::take(const Gesture& gesture) {
    PaneState& state = pane(gesture.pane);
    if (!state.shows()) return;
    const auto select = [&](const model::Inside& inside) {
        want(model::Select{model::keys_of(*state.prepared(), inside, session_.index(), *model_.view()), session::SelectMode::replace});
    };
    switch (gesture.kind) {
        case Gesture::Kind::zoom: state.zoom(gesture.factor, gesture.at); break;
        case Gesture::Kind::pan: state.pan(gesture.at); break;
        case Gesture::Kind::hover: model_.window.carried && model_.window.carried->pane == gesture.pane ? carry_to(state, gesture.at) : point_at(state, gesture.at); break;
        case Gesture::Kind::take_up: take_up(state, gesture, true); break;
        case Gesture::Kind::set_down:
            if (model_.window.carried) carry_to(state, gesture.at);
            want(inside(state, gesture.at) ? model::Intent(model::SetDown{}) : model::Intent(model::LetGo{}));
            break;
        case Gesture::Kind::leave:
            state.under_pointer.clear();
            if (!session_.hovered().empty()) want(model::Hover{memory_.pointed});  // a list's line may be pointed at by now
            break;
        case Gesture::Kind::click: press(state, gesture); break;
        case Gesture::Kind::open:
            if (model_.window.tool == Tool::draw_area)
                finish_outline();
            else if (model_.window.tool != Tool::tie && model_.window.tool != Tool::move)
                state.fit(state.selected(preparation_.marked(), *model_.view()), now_);
            break;
        case Gesture::Kind::lasso: select(state.pick_inside(gesture.outline)); break;
        case Gesture::Kind::box_select: select(state.pick_box(gesture.at, gesture.to)); break;
        case Gesture::Kind::box_zoom: state.zoom_to_box(gesture.at, gesture.to, now_); break;
    }
}

void Viewer::take_gestures() {
    if (!session_.is_open()) return;
    for (const Gesture& gesture : memory_.gestures) take(gesture);
}

void Viewer::take_actions() {
    const std::vector<WindowAction> wanted = std::exchange(model_.window.wanted, {});
    for (const WindowAction action : wanted) take(action);
    if (const auto there = std::exchange(model_.window.look_at, std::nullopt); there && session_.is_open()) {
        preparation_.update(model_, true, preparation_.network.shows());
        if (preparation_.map.shows()) preparation_.map.fit({{there->left, there->bottom}, {there->right, there->top}}, now_);
        restless_ = std::max(restless_, 2);
    }
    if (!wanted.empty()) restless_ = std::max(restless_, 2);
}

void Viewer::take(WindowAction action) {
    PaneState& state = focused_pane();
    const double step = 80 * static_cast<double>(ui_.scale);
    switch (action) {
        case WindowAction::fit_all:
            preparation_.map.fit_all();
            preparation_.network.fit_all();
            break;
        case WindowAction::fit_selection:
            if (!session_.is_open()) break;
            preparation_.update(model_, true, preparation_.network.shows());
            for (PaneState* one : {&preparation_.map, &preparation_.network})
                if (one->shows()) one->fit(one->selected(preparation_.marked(), *model_.view()), now_);
            break;
        case WindowAction::zoom_in: state.zoom_in_middle(1.25); break;
        case WindowAction::zoom_out: state.zoom_in_middle(0.8); break;
        case WindowAction::pan_left: state.pan({step, 0}); break;
        case WindowAction::pan_right: state.pan({-step, 0}); break;
        case WindowAction::pan_up: state.pan({0, step}); break;
        case WindowAction::pan_down: state.pan({0, -step}); break;
        case WindowAction::next_pane: items_.move_pane(1); break;
        case WindowAction::previous_pane: items_.move_pane(-1); break;
        case WindowAction::print_picture: want(model::ShowDialog{model::Dialog::export_picture, ""}); break;
        case WindowAction::copy_picture: copy_picture(); break;
        case WindowAction::export_table: want(model::ShowDialog{model::Dialog::export_table, "table"}); break;
        case WindowAction::export_introductions: want(model::ShowDialog{model::Dialog::export_table, "introductions"}); break;
        case WindowAction::reload:
            if (session_.is_open()) want(model::OpenRecipe{session_.file(), session_.root()});
            break;
        case WindowAction::quit: quit_ = true; break;
    }
}

/// Where no clipboard takes pictures it becomes a file, and the clipboard holds where.
void Viewer::copy_picture() {
    const PaneState& shown = focused_pane();
    if (!shown.shows()) return;
    preparation_.update(model_, preparation_.map.shows(), preparation_.network.shows());
    const auto say = [this](const base::Status& done, std::string words) {
        model_.notices.push_back({done ? model::Notice::Tone::done : model::Notice::Tone::problem, done ? std::move(words) : done.error().message});
    };
    draw::ExportWish wish;
    wish.what = model_.window.focus == Pane::network ? model::Out::network : model::Out::map;
    if (options_.copy_picture) {
        auto png = png_of(preparation_, model_, wish);
        if (!png) return say(png.error(), {});
        if (options_.copy_picture(std::move(*png))) return say({}, "The picture is on the clipboard, as long as Kith is open and not locked.");
    }
    const std::string stem = wish.what == model::Out::network ? "kith-network" : "kith-map";
    const std::filesystem::path folder = pictures_folder();
    std::error_code ignored;
    for (int i = 1; wish.file.empty() || std::filesystem::exists(wish.file, ignored); ++i) wish.file = folder / (stem + "-" + std::to_string(i) + ".png");
    const base::Status done = write_out(preparation_, model_, wish);
    if (done) ImGui::SetClipboardText(wish.file.string().c_str());
    say(done, "The clipboard here holds words only, so the picture became a file: " + wish.file.string() + ". Its name is on the clipboard, and it opens for you alone.");
}

void Viewer::drop(const std::vector<std::filesystem::path>& files) {
    using model::Dialog;
    constexpr std::array nothing_typed{Dialog::none, Dialog::open, Dialog::palette, Dialog::find, Dialog::help, Dialog::provenance};
    if (std::find(nothing_typed.begin(), nothing_typed.end(), model_.window.dialog) == nothing_typed.end())
        model_.notices.push_back({model::Notice::Tone::caution, "A form is open. Finish it or close it, then drop the file again."});
    else if (const std::string ending = base::lower(files.front().extension().string()); ending == ".toml" || ending == ".kith")
        want(model::OpenRecipe{files.front()});
    else
        want(model::LookAtFiles{files});
}

/// From the place as it is now, whether its view is on the screen or not; a network waits until everybody has a place.
void Viewer::take_exports() {
    if (!memory_.wish) return;
    const bool network = memory_.wish->what == model::Out::network;
    if (session_.is_open()) preparation_.update(model_, preparation_.map.shows(), network || preparation_.network.shows());
    if (session_.is_open() && network && preparation_.settling()) return;
    const draw::ExportWish wish = *std::exchange(memory_.wish, std::nullopt);
    const base::Status done = session_.is_open() ? write_out(preparation_, model_, wish) : base::Status(base::misuse("No place is open, so nothing was written."));
    model_.notices.push_back({done ? model::Notice::Tone::done : model::Notice::Tone::problem, done ? "Written: " + wish.file.string() : done.error().message});
    restless_ = std::max(restless_, 2);
}

}  // namespace kith::viewer::app
