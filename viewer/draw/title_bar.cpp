// Where one is, the box for everything, and before whom this is shown.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

std::string place_of(const Screen& screen) {
    const auto& session = screen.model.session;
    std::string name = session.is_open() ? screen.model.view()->place_name() : std::string("communities of people and places");
    if (session.is_workspace()) {
        const bool fault = !session.keeping_fault().empty();
        return name + (session.read_only() ? " · to read only" : session.needs_purpose() ? " · to read only until it says what for" : session.unsaved_edits() == 0 ? " · saved" : fault ? " · " + std::to_string(session.unsaved_edits()) + " not on the disk" : " · saving…");
    }
    if (session.is_open() && session.unsaved_edits() > 0) name += " · " + std::to_string(session.unsaved_edits()) + (session.unsaved_edits() == 1 ? " change not saved" : " changes not saved");
    return name;
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

/// One running job: what, how far, and a way to stop it.
Intents draw_job(Ui& ui, const Screen& screen, float width) {
    Intents intents;
    const auto running = std::find_if(screen.jobs.begin(), screen.jobs.end(), [](const session::JobRecord& job) { return job.state == session::JobState::running; });
    if (running == screen.jobs.end()) return intents;
    const auto many = std::count_if(screen.jobs.begin(), screen.jobs.end(), [](const session::JobRecord& job) { return job.state == session::JobState::running; });
    std::string label = running->stopping ? "Stopping…" : running->title;
    if (many > 1) label += " and " + std::to_string(many - 1) + " more";
    ImGui::BeginGroup();
    const float top = ImGui::GetCursorPosY();
    ImGui::SetCursorPosY(top + ui.px(3));
    cut_words(ui, label, width - ui.px(70), Style::small, Tone::quiet);
    progress(ui, static_cast<float>(running->fraction), width - ui.px(70));
    ImGui::EndGroup();
    beside(ui);
    ImGui::SetCursorPosY(top);
    if (button(ui, "title.stop", "Stop", Look::quiet, !running->stopping)) intents.push_back(model::CancelJob{running->id});
    return intents;
}

/// Where a running job is told: right of the box for everything, else where the place's name stands, else where that box does (its key stays).
enum class JobAt : std::uint8_t { nowhere, right, left, middle };
JobAt job_at(const Ui& ui, const Screen& screen, float left_room, float right_room) {
    if (std::none_of(screen.jobs.begin(), screen.jobs.end(), [](const session::JobRecord& job) { return job.state == session::JobState::running; })) return JobAt::nowhere;
    return right_room >= ui.px(120) ? JobAt::right : left_room >= ui.px(120) ? JobAt::left : JobAt::middle;
}

}  // namespace

Intents draw_title(Ui& ui, const Screen& screen) {
    Intents intents;
    const Box box = screen.panes.title;
    begin_panel(ui, "Title", box, 0, false);
    const float middle = ui.px(6), text = ui.px(12), width = box.width();
    ImGui::SetCursorPos({ui.px(16), text});
    words(ui, "Kith", Style::bold, Tone::accent);
    const bool open = screen.model.session.is_open();
    const std::string status = !open ? std::string() : "audience: " + (screen.audience == "safe" ? "safe to show" : screen.audience) + (screen.isolation.empty() ? "" : " · " + screen.isolation);
    const float status_width = width_of(ui, status, Style::small), right = width - status_width - ui.px(56 + 16 + 12);
    const float box_width = std::clamp(width * 0.3f, ui.px(120), ui.px(380)), box_left = std::floor((width - box_width) / 2);
    const float job_left = box_left + box_width + ui.px(16), left_room = box_left - ui.px(72), right_room = right - job_left - ui.px(16);
    const JobAt job = job_at(ui, screen, left_room, right_room);
    ImGui::SetCursorPos({ui.px(56), job == JobAt::left ? middle : text});
    if (job == JobAt::left) add(intents, draw_job(ui, screen, left_room));
    else cut_words(ui, place_of(screen), std::max(ui.px(40), left_room), Style::body, Tone::normal);
    ImGui::SetCursorPos({box_left, middle});
    if (job == JobAt::middle) add(intents, draw_job(ui, screen, box_width));
    else if (button(ui, "title.command", "Search or command…   Ctrl+K", Look::plain, true, box_width)) intents.push_back(model::ShowDialog{model::Dialog::palette, ""});
    ImGui::SetCursorPos({job_left, middle});
    if (job == JobAt::right) add(intents, draw_job(ui, screen, right_room));
    if (right > job_left - ui.px(8)) {
        ImGui::SetCursorPos({right, ui.px(13)});
        words(ui, status, Style::small, Tone::quiet);
        ImGui::SetCursorPos({width - ui.px(56 + 12), middle});
        add(intents, bigger_or_smaller(ui, screen));
    }
    const std::uint32_t rule = packed(ui.roles().hairline);
    ImGui::GetWindowDrawList()->AddLine({box.left, box.bottom - 0.5f}, {box.right, box.bottom - 0.5f}, rule);
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
