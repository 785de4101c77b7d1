// Publishing: for whom, under which title and where; what would be in it and who could be recognised, before anything is written.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Publishing;

void draw_publish_part(Ui& ui, const char* name, std::string_view title, const std::vector<std::string>& sentences, bool& open) {
    if (sentences.empty() || !section(ui, name, title, open)) return;
    ImGui::Indent(ui.px(16));
    for (const std::string& sentence : sentences) {
        paragraph(ui, sentence);
        gap(ui, 4);
    }
    ImGui::Unindent(ui.px(16));
    gap(ui, 8);
}

void draw_look(Ui& ui, const Publishing& publishing, Remembered& memory) {
    const model::PublishLook& look = *publishing.look;
    auto& open = memory.publish_open;
    draw_publish_part(ui, "publish.in_it", "What would be in it", model::would_be_in(look, publishing.audience), open[0]);
    draw_publish_part(ui, "publish.recognised", "Who could be recognised, if every number were said as it is", look.recognisable, open[1]);
    draw_publish_part(ui, "publish.withheld", "What is done about it", look.done, open[2]);
    draw_publish_part(ui, "publish.before", "Published before", model::published_before(look), open[3]);
}

/// A job on its way, with a way to stop it; what went wrong; or nothing.
Intents draw_way(Ui& ui, const Screen& screen, const Publishing& publishing) {
    const auto job = std::find_if(screen.jobs.begin(), screen.jobs.end(), [&](const session::JobRecord& one) { return one.id == publishing.job; });
    if (publishing.job == 0 || job == screen.jobs.end()) {
        paragraph(ui, publishing.fault, Style::body, Tone::problem);
        return {};
    }
    words(ui, job->stopping ? "Stopping…" : publishing.writing ? "Writing the publication…" : "Looking at what would be published…", Style::small, Tone::quiet);
    const float top = ImGui::GetCursorPosY(), bar = room() - ui.px(72);
    ImGui::SetCursorPosY(top + ui.px(12));
    progress(ui, static_cast<float>(job->fraction), bar);
    ImGui::SetCursorPos({ImGui::GetCursorPosX() + bar + ui.px(8), top});
    return button(ui, "publish.stop", "Stop", Look::quiet, !job->stopping, ui.px(64)) ? Intents{model::CancelJob{publishing.job}} : Intents();
}

/// For whom, its title and its folder; wants another look when it is for others.
Intents draw_wish(Ui& ui, const Screen& screen, const Publishing& publishing, Remembered& memory) {
    Intents intents;
    const auto audience = std::find(model::publish_audiences.begin(), model::publish_audiences.end(), publishing.audience) - model::publish_audiences.begin();
    const float half = std::floor((room() - ui.px(16)) / 2);
    ImGui::BeginGroup();
    if (const int i = choose(ui, "publish.audience", "Who will read it", model::audience_choices(), static_cast<int>(audience), half); i >= 0 && i != audience && !publishing.writing) {
        const auto other = model::publish_audiences[static_cast<std::size_t>(i)];
        if (memory.values[1] == model::publish_folder(screen.model.session.file(), publishing.audience).string()) memory.values[1] = model::publish_folder(screen.model.session.file(), other).string();
        intents.push_back(model::LookAtPublication{other});
    }
    ImGui::EndGroup();
    beside(ui, 16);
    ImGui::BeginGroup();
    words(ui, "Title", Style::small, Tone::quiet);
    field(ui, "publish.title", memory.values[0], screen.model.view()->place_name(), half);
    ImGui::EndGroup();
    words(ui, "Folder", Style::small, Tone::quiet);
    if (field(ui, "publish.folder", memory.values[1], "A new folder")) memory.over.clear();
    gap(ui, 4);
    return intents;
}

Intents draw_done(Ui& ui, const Publishing& publishing) {
    Intents intents;
    words(ui, "Written into", Style::small, Tone::quiet);
    paragraph(ui, publishing.done->folder, Style::bold);
    gap(ui, 8);
    for (const std::string& line_of : model::what_was_written(*publishing.done)) paragraph(ui, line_of), gap(ui, 4);
    for (const std::string& sentence : publishing.done->not_worked_out) paragraph(ui, sentence, Style::body, Tone::caution), gap(ui, 4);
    gap(ui, 4);
    paragraph(ui, publishing.audience == privacy::Audience::team ? "For the team only: it shows people. The folder opens for you alone." : "Nothing has left this machine: the folder is yours to send or to put on a website.", Style::body, Tone::quiet);
    gap(ui, 12);
    if (button(ui, "publish.close", "Close", Look::primary)) intents.push_back(closed());
    beside(ui);
    if (button(ui, "publish.copy_folder", "Copy where it is")) ImGui::SetClipboardText(publishing.done->page.c_str());
    beside(ui);
    if (button(ui, "publish.copy", "Copy as a list")) ImGui::SetClipboardText(model::plain_text(model::publish_document(publishing)).c_str());
    return intents;
}

Intents draw_publish_foot(Ui& ui, const Publishing& publishing, Remembered& memory) {
    Intents intents;
    const std::filesystem::path folder = memory.values[1];
    const bool over = !folder.empty() && memory.over == folder, ready = publishing.look && publishing.job == 0 && !folder.empty();
    if (over) paragraph(ui, "There is a folder of that name. Press once more to replace what Kith published there, or name another folder.", Style::body, Tone::caution);
    const bool pressed = button(ui, "publish.done", over ? "Replace it" : "Publish", Look::primary, ready) || (ready && enter_means_done(ui));
    if (may_write(folder, pressed, memory)) intents.push_back(model::Publish{memory.values[0], folder, over});
    beside(ui);
    if (button(ui, "publish.copy", "Copy as a list", Look::plain, publishing.look.has_value())) ImGui::SetClipboardText(model::plain_text(model::publish_document(publishing)).c_str());
    beside(ui);
    if (button(ui, "publish.cancel", publishing.writing ? "Go on in the background" : "Not now", Look::quiet)) intents.push_back(closed());
    return intents;
}

}  // namespace

Intents draw_publish(Ui& ui, const Screen& screen, Remembered& memory) {
    if (!screen.model.publishing || !screen.model.session.is_open()) return {closed()};
    const Publishing& publishing = *screen.model.publishing;
    if (memory.just_opened) {
        memory.values = {"", model::publish_folder(screen.model.session.file(), publishing.audience).string()};
        memory.publish_open.fill(true);
    }
    if (!begin_float(ui, "publish", publishing.done ? "Published" : "Publish this place", 720, 720)) return {};
    Intents intents;
    if (publishing.done) {
        if (ui.items != nullptr && ui.items->focused() == nullptr) memory.focus_first = true;  // what had the keyboard is gone
        intents = draw_done(ui, publishing);
        end_float();
        return intents;
    }
    intents = draw_wish(ui, screen, publishing, memory);
    const float high = std::clamp(ImGui::GetIO().DisplaySize.y - ui.px(384), ui.px(96), ui.px(400));
    ImGui::BeginChild("publish.look", {0, high}, true);
    if (publishing.look) draw_look(ui, publishing, memory);
    ImGui::EndChild();
    add(intents, draw_way(ui, screen, publishing));
    paragraph(ui, "What stands here holds small numbers: it is for the team only.", Style::small, Tone::quiet);
    gap(ui, 8);
    add(intents, draw_publish_foot(ui, publishing, memory));
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
