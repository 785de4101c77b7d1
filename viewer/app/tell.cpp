#include "viewer/app/tell.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "viewer/app/viewer.hpp"

namespace kith::viewer::app {

void tell(Viewer& viewer, int width, int height, const std::filesystem::path& file) {
    using nlohmann::json;
    const model::Model& model = viewer.model();
    const session::Session& session = viewer.session();
    json controls = json::object();
    for (const draw::Item& item : viewer.items().all()) controls[item.name] = {item.box.left, item.box.top, item.box.right, item.box.bottom};
    constexpr std::array<const char*, 3> themes = {"light", "dark", "contrast"};
    json state = {{"dialog", model.window.dialog == model::Dialog::none ? "none" : "open"}, {"theme", themes[static_cast<std::size_t>(model.preferences.theme)]},
                  {"selected", session.selection().size()}, {"people_shown", model.options.people.show}, {"unsaved", session.unsaved_edits()}, {"frames", viewer.frames()},
                  {"busy", session.jobs().busy() ? 1 : 0}, {"width", width}, {"height", height}, {"results", session.results().size()}, {"lens", model.options.lens},
                  {"colour", model.options.map.colour.column}, {"undo", session.undo_list().size()}};
    if (session.is_open()) {
        state["place"] = model.view()->place_name();
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
