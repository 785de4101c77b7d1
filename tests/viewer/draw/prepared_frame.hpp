#pragma once
// One frame of the whole window without graphics: what Viewer::look does, but for the pictures.
#include "viewer/app/preparation.hpp"
#include "viewer/model/command.hpp"

namespace kith::test {

inline viewer::draw::Intents prepared_frame(viewer::draw::Ui& ui, viewer::model::Model& model, viewer::app::Preparation& all, viewer::draw::Remembered& memory, float width, float height, double now) {
    namespace draw = viewer::draw;
    const draw::Panes panes = draw::panes_of({width, height, 1, model.session.is_open(), model.window.full, memory.middle}, model.preferences);
    all.update(model, true, true);
    const auto commands = viewer::model::commands(model);
    draw::Screen& screen = all.screen();
    screen.panes = panes;
    all.map.prepare(draw::room_of(ui, screen, all.map.view(), panes.map), now, 1, true);
    all.network.prepare(draw::room_of(ui, screen, all.network.view(), panes.network), now, 1, true);
    screen.commands = commands;
    screen.map = all.map.view();
    screen.network = all.network.view();
    return draw::draw_window(ui, screen, memory);
}

}  // namespace kith::test
