#include "viewer/app/tell.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "viewer/app/viewer.hpp"

namespace kith::viewer::app {

namespace {

using nlohmann::json;

/// Where map and network look, and how many of the selected each shows.
void add_pictures(Viewer& viewer, json& state) {
    const auto of = [](const PaneState& pane) {
        const model::Camera& camera = pane.camera();
        return json{{"x", camera.centre.x}, {"y", camera.centre.y}, {"pixels_per_metre", camera.pixels_per_metre}, {"selected", pane.selected_marks()}};
    };
    state["map"] = of(viewer.preparation().map);
    state["network"] = of(viewer.preparation().network);
    const draw::Screen* screen = viewer.preparation().prepared();
    std::int64_t selected = 0;
    if (screen != nullptr && screen->histogram)
        for (const model::Bin& bin : screen->histogram->bins) selected += bin.selected;
    state["histogram"] = {{"column", viewer.model().options.charts.histogram}, {"known", screen != nullptr && screen->histogram ? screen->histogram->known : 0}, {"selected", selected}};
    state["chart_columns"] = json::array();
    if (screen != nullptr)
        for (const auto* group : {&screen->area_columns, &screen->people_columns, &screen->asset_columns})
            for (const draw::Choice& one : *group) state["chart_columns"].push_back(one.column);
    state["colours"] = screen != nullptr && screen->area_colours ? screen->area_colours->colours.size() : 0;
    state["card_of"] = screen == nullptr || screen->card == nullptr ? "nobody" : std::string(base::name_of(screen->card->subject.kind));
    state["findings"] = screen == nullptr ? 0 : screen->findings.rows.size();
    std::size_t stale = 0;
    for (const auto& result : viewer.session().results()) stale += viewer.session().stale(*result).empty() ? 0u : 1u;
    state["stale"] = stale;
}

}  // namespace

void tell(Viewer& viewer, const WindowSays& window, const std::filesystem::path& file) {
    const model::Model& model = viewer.model();
    const session::Session& session = viewer.session();
    json controls = json::object();
    for (const draw::Item& item : viewer.items().all()) controls[item.name] = {item.box.left, item.box.top, item.box.right, item.box.bottom};
    constexpr std::array<const char*, 3> themes = {"light", "dark", "contrast"};
    json state = {{"dialog", model.window.dialog == model::Dialog::none ? "none" : "open"}, {"theme", themes[static_cast<std::size_t>(model.preferences.theme)]},
                  {"selected", session.selection().size()}, {"people_shown", model.options.people.show}, {"unsaved", session.unsaved_edits()}, {"frames", viewer.frames()},
                  {"busy", session.jobs().busy() ? 1 : 0}, {"width", window.width}, {"height", window.height}, {"minimised", window.minimised}, {"results", session.results().size()}, {"lens", model.options.lens},
                  {"colour", model.options.map.colour.column}, {"undo", session.undo_list().size()}, {"classes", model.options.map.colour.classes}, {"corners", model.window.outline.size()},
                  {"tool", static_cast<int>(model.window.tool)}, {"hands", window.hands}, {"settled", viewer.settled()}};
    if (session.is_open()) {
        state["place"] = model.view()->place_name();
        state["revision"] = session.revision_digest().hex();
        add_pictures(viewer, state);
        state["people"] = model.view()->people();
        state["assets"] = model.view()->assets();
        json layers = json::object();
        for (const privacy::Layer& layer : model.view()->layers()) layers[layer.as] = layer.count;
        state["layers"] = layers;
        const auto ties = model.view()->segment("ties");
        state["ties"] = ties ? ties->find("from")->rows() : 0;
        const auto events = model.view()->segment("events");
        state["events"] = events ? events->find("kind")->rows() : 0;
    }
    if (const draw::Item* focused = viewer.items().focused()) state["focused"] = focused->name;
    if (!model.notices.empty()) state["notice"] = model.notices.back().text;
    const std::filesystem::path beside = file.string() + ".part";
    {
        std::ofstream out(beside);
        out << json{{"controls", controls}, {"state", state}};
    }
    std::error_code ignored;
    std::filesystem::rename(beside, file, ignored);
}

}  // namespace kith::viewer::app
