// Passphrases: of a workspace that is opened or was locked, and a new one with its recovery sheet.
#include <imgui.h>

#include <cstring>
#include <filesystem>

#include "engine/store/words.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

std::string_view typed_in(const store::Secret& secret) {
    const auto* text = reinterpret_cast<const char*>(secret.bytes().data());
    return secret.empty() ? std::string_view() : std::string_view(text, ::strnlen(text, secret.size()));
}

std::shared_ptr<store::Secret> taken(const store::Secret& secret) {
    const std::string_view text = typed_in(secret);
    auto copy = store::Secret::copy_of(std::as_bytes(std::span(text.data(), text.size())));
    return copy ? std::make_shared<store::Secret>(std::move(*copy)) : nullptr;
}

void begin_typing(Remembered& memory) {
    for (store::Secret& one : memory.typed)
        if (auto room_for = store::Secret::zeros(store::longest_passphrase + 1)) one = std::move(*room_for);
}

void leave(Remembered& memory) {
    memory.typed = {};
    forget_typed();
}

}  // namespace

Intents draw_passphrase(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const std::filesystem::path file = screen.model.window.subject;
    if (memory.just_opened) begin_typing(memory);
    const bool locked = screen.model.session.locked_file() == file && !file.empty();
    if (!begin_float(ui, "passphrase", locked ? "Locked" : "Open a workspace", 480, 420)) return intents;
    paragraph(ui, locked ? file.filename().string() + " was locked because nobody was here, or because you said so. Everything is kept." : "Only its passphrase, or the letters of its recovery sheet, open " + file.filename().string() + ".");
    if (screen.model.unlocking == file && !screen.model.notices.empty() && screen.model.notices.back().tone == model::Notice::Tone::problem) paragraph(ui, screen.model.notices.back().text, Style::body, Tone::problem);
    gap(ui, 8);
    secret_field(ui, "passphrase.words", memory.typed[0], "Passphrase", memory.just_opened);
    gap(ui, 12);
    const bool any = !typed_in(memory.typed[0]).empty();
    const bool done = button(ui, "passphrase.open", "Open", Look::primary, any) || (any && enter_means_done(ui));
    beside(ui);
    if (button(ui, "passphrase.cancel", "Not now", Look::quiet)) {
        intents.push_back(closed());
        leave(memory);
    }
    if (done) {
        intents = {model::OpenWorkspace{file, taken(memory.typed[0])}};
        leave(memory);
    }
    end_float();
    return intents;
}

Intents draw_new_passphrase(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const std::filesystem::path file = screen.model.window.subject;  // "": of the one that is open
    const std::filesystem::path of = file.empty() ? screen.model.session.file() : file;
    if (memory.just_opened) begin_typing(memory);
    if (!begin_float(ui, "new_passphrase", file.empty() ? "A new passphrase" : "A passphrase for the workspace", 520, 560)) return intents;
    paragraph(ui, "Nobody opens " + of.filename().string() + " without it, and nobody can find a lost one. Five words that do not belong together are good.");
    gap(ui, 8);
    secret_field(ui, "new_passphrase.words", memory.typed[0], "Passphrase", memory.just_opened);
    const std::string_view first = typed_in(memory.typed[0]), second = typed_in(memory.typed[1]);
    const store::Strength strength = store::strength_of(first);
    paragraph(ui, first.empty() ? " " : store::words_of(strength), Style::small, strength <= store::Strength::weak ? Tone::caution : Tone::quiet);
    secret_field(ui, "new_passphrase.again", memory.typed[1], "Once more");
    paragraph(ui, second.empty() || first == second ? " " : "The two are not the same yet.", Style::small, Tone::quiet);
    const std::filesystem::path sheet = of.parent_path() / (of.stem().string() + "-recovery.html");
    if (toggle(ui, "new_passphrase.sheet", "Write a recovery sheet to print", memory.with_sheet)) memory.with_sheet = !memory.with_sheet;
    paragraph(ui, memory.with_sheet ? "Its letters open the workspace when the passphrase is lost: " + sheet.filename().string() + ". Print it, keep it apart, delete the file." : "Without one a lost passphrase means that all of it is lost.", Style::small, memory.with_sheet ? Tone::quiet : Tone::caution);
    if (file.empty()) paragraph(ui, "Sheets that were printed before open it no longer.", Style::small, Tone::quiet);
    gap(ui, 8);
    const bool ready = strength != store::Strength::too_short && first == second;
    const bool done = button(ui, "new_passphrase.done", file.empty() ? "Change it" : "Save", Look::primary, ready) || (ready && enter_means_done(ui));
    beside(ui);
    const bool left = button(ui, "new_passphrase.cancel", "Not now", Look::quiet);
    if (left) intents.push_back(closed());
    const std::filesystem::path to = memory.with_sheet ? sheet : std::filesystem::path();
    if (done && file.empty()) intents = {model::ChangePassphrase{taken(memory.typed[0]), to}};
    else if (done) intents = {model::SaveAsWorkspace{file, taken(memory.typed[0]), to}};
    if (done || left) leave(memory);
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
