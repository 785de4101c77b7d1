// Opening and saving: a list of folders and files of our own, walked by keyboard.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

namespace fs = std::filesystem;
using model::Dialog;

/// What is opened or saved.
enum class Of : std::uint8_t { recipe, boundaries, import, edits, save_edits, save_recipe, save_workspace };
Of of(const Screen& screen) {
    const model::WindowState& window = screen.model.window;
    if (window.dialog == Dialog::save_edits) return Of::save_edits;
    if (window.dialog == Dialog::save_recipe) return Of::save_recipe;
    if (window.dialog == Dialog::save_workspace) return Of::save_workspace;
    return window.subject == "boundaries" ? Of::boundaries : window.subject == "import" ? Of::import : window.subject == "edits" ? Of::edits : Of::recipe;
}
bool opens(Of what) { return what <= Of::edits; }

bool fits(const fs::path& file, Of what) {
    constexpr std::array<std::string_view, 2> recipes = {".toml", ".kith"};
    constexpr std::array<std::string_view, 7> maps = {".gpkg", ".geojson", ".json", ".shp", ".fgb", ".kml", ".zip"};
    const std::string ending = base::lower(file.extension().string());
    if (what == Of::recipe) return std::find(recipes.begin(), recipes.end(), ending) != recipes.end();
    if (what == Of::boundaries) return std::find(maps.begin(), maps.end(), ending) != maps.end();
    return true;
}

struct Entry {
    fs::path path;
    bool folder = false;
};

/// Folders first, then files that fit; hidden ones are left out. What cannot be read shows nothing.
std::vector<Entry> entries_of(const fs::path& folder, Of what) {
    std::vector<Entry> entries;
    std::error_code ignored;
    for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, ignored), end; !ignored && at != end; at.increment(ignored)) {
        const std::string name = at->path().filename().string();
        if (name.empty() || name.front() == '.') continue;
        const bool is_folder = at->is_directory(ignored);
        if (is_folder || fits(at->path(), what)) entries.push_back({at->path(), is_folder});
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.folder != b.folder ? a.folder : base::lower(a.path.filename().string()) < base::lower(b.path.filename().string());
    });
    return entries;
}

std::string_view title_of(Of what) {
    switch (what) {
        case Of::recipe: return "Open a place";
        case Of::boundaries: return "Start from a boundary file";
        case Of::import: return "Start from files";
        case Of::edits: return "Take in a file of edits";
        case Of::save_edits: return "Save the changes";
        case Of::save_recipe: return "Save as a recipe";
        case Of::save_workspace: return "Save as a workspace";
    }
    return {};
}

model::Intent intent_of(Of what, const fs::path& file) {
    switch (what) {
        case Of::recipe: return model::OpenRecipe{file};
        case Of::boundaries: return model::OpenBoundaries{file, "", ""};
        case Of::import: return model::LookAtFiles{{file}};
        case Of::edits: return model::LoadEdits{file};
        case Of::save_recipe: return model::SaveRecipe{file, true};
        case Of::save_workspace: return model::ShowDialog{Dialog::new_passphrase, file.string()};
        case Of::save_edits: break;
    }
    return model::SaveEdits{file};
}

/// The folders and files; a chosen file's path, or nothing.
std::optional<fs::path> draw_entries(Ui& ui, Of what, Remembered& memory) {
    std::optional<fs::path> chosen;
    ImGui::BeginChild("files", {0, ui.px(340)}, true);
    if (memory.folder.has_parent_path() && memory.folder != memory.folder.root_path())
        if (line(ui, "files.up", "Up to " + memory.folder.parent_path().string(), "folder")) memory.folder = memory.folder.parent_path();
    const std::vector<Entry> entries = entries_of(memory.folder, what);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string name = entries[i].path.filename().string();
        if (!line(ui, "files." + name, name, entries[i].folder ? "folder" : "", !entries[i].folder && name == memory.file_name)) continue;
        if (entries[i].folder) {
            memory.folder = entries[i].path;
        } else if (name == memory.file_name || opens(what)) {
            chosen = entries[i].path;
        } else {
            memory.file_name = name;
        }
    }
    const bool none = std::all_of(entries.begin(), entries.end(), [](const Entry& one) { return one.folder; });
    if (opens(what) && none) paragraph(ui, "There is nothing in this folder that Kith opens here. Choose another one.", Style::body, Tone::quiet);
    ImGui::EndChild();
    return chosen;
}

}  // namespace

Intents draw_files(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const Of what = of(screen);
    std::error_code ignored;
    if (memory.folder.empty()) memory.folder = fs::current_path(ignored);
    const bool saves = !opens(what);
    if (memory.just_opened) memory.file_name = what == Of::save_edits ? "changes.jsonl" : what == Of::save_recipe ? "place.toml" : what == Of::save_workspace ? "place.kith" : "";
    if (!begin_float(ui, "files", title_of(what), 640, 600)) return intents;
    words(ui, cut(ui, memory.folder.string(), room()), Style::small, Tone::quiet);
    std::optional<fs::path> chosen = draw_entries(ui, what, memory);
    gap(ui, 8);
    field(ui, "files.name", memory.file_name, saves ? "Name of the file" : "Or type or paste a path", 0, memory.just_opened);
    const bool typed = !memory.file_name.empty() && enter_means_done(ui);
    gap(ui, 8);
    const fs::path named = memory.folder / memory.file_name;
    const bool over = memory.over == named;
    if (button(ui, "files.take", !saves ? "Open" : over ? "Write over it" : "Save", Look::primary, !memory.file_name.empty()) || typed) chosen = named;
    if (what == Of::import) {
        beside(ui);
        if (button(ui, "files.folder", "All of this folder")) return end_float(), Intents{model::ShowDialog{Dialog::none, ""}, model::LookAtFiles{{memory.folder}}};
    }
    beside(ui);
    if (button(ui, "files.cancel", "Not now", Look::quiet)) intents.push_back(model::ShowDialog{Dialog::none, ""});
    if (saves) say_over(ui, named, memory);
    if (chosen && fs::is_directory(*chosen, ignored)) {
        memory.folder = *chosen;
        memory.file_name.clear();
    } else if (chosen && !saves) {
        intents = {model::ShowDialog{Dialog::none, ""}, intent_of(what, *chosen)};
    } else if (chosen && (*chosen == screen.model.session.edits_file() || may_write(*chosen, true, memory))) {
        intents = {intent_of(what, *chosen)};  // closes when it is saved
    }
    end_float();
    return intents;
}

bool may_write(const fs::path& file, bool wanted, Remembered& memory) {
    std::error_code ignored;
    if (!wanted) return false;
    if (memory.over == file || !fs::exists(file, ignored)) return true;
    memory.over = file;
    return false;
}

void say_over(Ui& ui, const fs::path& file, const Remembered& memory) {
    if (!file.empty() && memory.over == file) paragraph(ui, "There is already a file of that name. Press once more to write over it, or choose another name.", Style::body, Tone::caution);
}

}  // namespace kith::viewer::draw
