// Where one is, the box for everything, and before whom this is shown.
#include <imgui.h>

#include <algorithm>
#include <vector>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

std::string place_of(const Screen& screen) {
    const auto& session = screen.model.session;
    return session.is_open() ? screen.model.view()->place_name() : std::string("communities of people and places");
}

/// What is kept of what was changed; where it is not kept, in three lengths, of which the last has room anywhere.
struct Kept {
    std::string whole, brief, mark;
    bool open = false;                       // edits are not where they would be saved: a press does that
};
Kept kept_of(const session::Session& session) {
    const auto count = static_cast<std::int64_t>(session.unsaved_edits());
    if (!session.is_open()) return {};
    const std::string number = base::grouped(count);
    if (!session.is_workspace()) return count == 0 ? Kept{} : Kept{base::counted(count, "change") + " not saved", number + " not saved", "● " + number, true};
    if (session.read_only()) return {"to read only", "", "", false};
    if (session.needs_purpose()) return {"to read only until it says what for", "", "", false};
    if (count == 0) return {"saved", "", "", false};
    if (session.keeping_fault().empty()) return {"saving…", "", "", false};
    return {number + " not on the disk", number + " not on disk", "● " + number, true};
}

float width_of_kept(const Ui& ui, const std::string& words) { return width_of(ui, words, Style::small) + ui.px(16); }

/// The longest of its lengths that leaves the box for everything a little room.
std::string kept_within(const Ui& ui, const Kept& kept, float room_for) {
    for (const std::string* words : {&kept.whole, &kept.brief})
        if (width_of_kept(ui, *words) <= room_for) return *words;
    return kept.mark;
}

Intents draw_kept(Ui& ui, const Screen& screen, const Kept& kept, const std::string& shown) {
    const Press press = pressable(ui, "title.unsaved", width_of_kept(ui, shown), ui.px(28));
    const Colour ink = colour_of(ui, Tone::caution);
    if (press.hovered || press.held) ImGui::GetWindowDrawList()->AddRectFilled({press.box.left, press.box.top}, {press.box.right, press.box.bottom}, packed(ink, 0.12f), ui.px(4));
    words_at(ui, press.box.left + ui.px(8), press.box.top + ui.px(7), shown, Style::small, ink);
    hint(ui, kept.whole + ". Press to save.");
    if (!press.pressed) return {};
    if (screen.model.session.is_workspace()) return {model::SaveWorkspace{}};
    return {model::SaveEdits{}};
}

Intents bigger_or_smaller(Ui& ui, const Screen& screen) {
    model::Preferences wanted = screen.model.preferences;
    Intents intents;
    const auto step = [&](const char* name, const char* label, int by, const char* help) {
        if (button(ui, name, label, Look::quiet, true, ui.px(28))) {
            wanted.scale_percent = std::clamp(wanted.scale_percent + by, 75, 250);
            intents.push_back(model::Prefer{wanted});
        }
        hint(ui, help);
    };
    step("title.smaller", "A−", -25, "Everything smaller");
    beside(ui, 0);
    step("title.bigger", "A+", 25, "Everything bigger");
    return intents;
}

using Running = std::vector<const session::JobRecord*>;
Running running_of(const Screen& screen) {
    Running running;
    for (const session::JobRecord& job : screen.jobs)
        if (job.state == session::JobState::running) running.push_back(&job);
    return running;
}

std::string words_of(const session::JobRecord& job) { return job.stopping ? "Stopping: " + job.title : job.title; }

/// Each with how far it is, and its own way to stop.
Intents draw_job_list(Ui& ui, const Running& running) {
    Intents intents;
    if (!ImGui::BeginPopup("jobs", ImGuiWindowFlags_NoMove)) return intents;
    const float width = std::min(ui.px(280), ImGui::GetIO().DisplaySize.x - ui.px(120));
    for (const session::JobRecord* job : running) {
        ImGui::BeginGroup();
        cut_words(ui, words_of(*job), width, Style::small);
        progress(ui, static_cast<float>(job->fraction), width);
        ImGui::EndGroup();
        ImGui::SameLine(width + ui.px(24));
        if (button(ui, "title.stop." + std::to_string(job->id), "Stop", Look::quiet, !job->stopping)) intents.push_back(model::CancelJob{job->id});
    }
    ImGui::EndPopup();
    return intents;
}

/// What runs, how far it is, and a way to stop it; of several the first, and the list of all.
Intents draw_job(Ui& ui, const Screen& screen, float width) {
    Intents intents;
    const Running running = running_of(screen);
    if (running.empty()) return intents;
    const bool many = running.size() > 1;
    const std::string label = words_of(*running[0]) + (many ? " and " + std::to_string(running.size() - 1) + " more" : "");
    const float left = ImGui::GetCursorPosX(), top = ImGui::GetCursorPosY(), wide = width - ui.px(70);
    ImGui::BeginGroup();
    ImGui::SetCursorPosY(top + ui.px(3));
    cut_words(ui, label, wide, Style::small, Tone::quiet);
    progress(ui, static_cast<float>(running[0]->fraction), wide);
    ImGui::EndGroup();
    ImGui::SetCursorPos({left + wide + ui.px(8), top});
    if (many && button(ui, "title.jobs", "Show", Look::quiet)) ImGui::OpenPopup("jobs");
    if (!many && button(ui, "title.stop", "Stop", Look::quiet, !running[0]->stopping)) intents.push_back(model::CancelJob{running[0]->id});
    add(intents, draw_job_list(ui, running));
    return intents;
}

/// Where a running job is told: right of the box for everything, else where the place's name stands, else where that box does (its key stays).
enum class JobAt : std::uint8_t { nowhere, right, left, middle };
JobAt job_at(const Ui& ui, const Screen& screen, float left_room, float right_room) {
    if (running_of(screen).empty()) return JobAt::nowhere;
    return right_room >= ui.px(120) ? JobAt::right : left_room >= ui.px(120) ? JobAt::left : JobAt::middle;
}

/// Who sees what is shown, and how large it is; where there is room for that.
Intents draw_right(Ui& ui, const Screen& screen, const std::string& status, float at, float width) {
    ImGui::SetCursorPos({at, ui.px(13)});
    words(ui, status, Style::small, Tone::quiet);
    ImGui::SetCursorPos({width - ui.px(56 + 12), ui.px(6)});
    return bigger_or_smaller(ui, screen);
}

/// Left of the box for everything: the place's name, or what runs; and what is not saved, which is never cut.
struct Left {
    Kept kept;
    std::string shown;                       // of it
    float begins = 0, ends = 0;              // the room of the name
};
Left left_of(const Ui& ui, const Screen& screen, float box_left, float width) {
    Left left{kept_of(screen.model.session), {}, ui.px(56), box_left - ui.px(16)};
    if (!left.kept.open) return left;
    left.shown = kept_within(ui, left.kept, width - left.begins - ui.px(8 + 64 + 8));
    left.ends -= width_of_kept(ui, left.shown) + ui.px(8);
    if (left.ends < left.begins + ui.px(40)) left.ends = left.begins;  // a name of two letters says nothing
    return left;
}

Intents draw_left(Ui& ui, const Screen& screen, const Left& left, bool job) {
    Intents intents;
    const float room_for = left.ends - left.begins;
    ImGui::SetCursorPos({left.begins, ui.px(job ? 6 : 12)});
    const std::string said = left.kept.open || left.kept.whole.empty() ? "" : " · " + left.kept.whole;
    if (job) add(intents, draw_job(ui, screen, room_for));
    else if (room_for > 0) cut_words(ui, place_of(screen) + said, room_for, Style::body, Tone::normal);
    if (!left.kept.open) return intents;
    const float name = job || room_for <= 0 ? room_for : std::min(room_for, width_of(ui, place_of(screen)));
    ImGui::SetCursorPos({left.begins + (name > 0 ? name + ui.px(8) : 0), ui.px(6)});
    add(intents, draw_kept(ui, screen, left.kept, left.shown));
    return intents;
}

}  // namespace

Intents draw_title(Ui& ui, const Screen& screen) {
    Intents intents;
    const Box box = screen.panes.title;
    begin_panel(ui, "Title", box, 0, false);
    const float middle = ui.px(6), width = box.width();
    ImGui::SetCursorPos({ui.px(16), ui.px(12)});
    words(ui, "Kith", Style::bold, Tone::accent);
    const std::string status = !screen.model.session.is_open() ? std::string() : "audience: " + (screen.audience == "safe" ? "safe to show" : screen.audience) + (screen.isolation.empty() ? "" : " · " + screen.isolation);
    const float right = width - width_of(ui, status, Style::small) - ui.px(56 + 16 + 12);
    float box_width = std::clamp(width * 0.3f, ui.px(120), ui.px(380)), box_left = std::floor((width - box_width) / 2);
    const Left left = left_of(ui, screen, box_left, width);
    if (left.kept.open) box_left = std::max(box_left, left.ends + width_of_kept(ui, left.shown) + ui.px(8));  // what is not saved comes first
    box_width = std::max(ui.px(16), std::min(box_width, width - box_left - ui.px(8)));
    const float job_left = box_left + box_width + ui.px(16), right_room = right - job_left - ui.px(16);
    const JobAt job = job_at(ui, screen, left.ends - left.begins, right_room);
    add(intents, draw_left(ui, screen, left, job == JobAt::left));
    ImGui::SetCursorPos({box_left, middle});
    if (job == JobAt::middle) add(intents, draw_job(ui, screen, box_width));
    else if (button(ui, "title.command", "Search or command…   Ctrl+K", Look::plain, true, box_width)) intents.push_back(model::ShowDialog{model::Dialog::palette, ""});
    ImGui::SetCursorPos({job_left, middle});
    if (job == JobAt::right) add(intents, draw_job(ui, screen, right_room));
    if (right > job_left - ui.px(8)) add(intents, draw_right(ui, screen, status, right, width));
    const std::uint32_t rule = packed(ui.roles().hairline);
    ImGui::GetWindowDrawList()->AddLine({box.left, box.bottom - 0.5f}, {box.right, box.bottom - 0.5f}, rule);
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
