// `kith capture`: a page to write on, sealed to a workspace.
#include "engine/cli/capture.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "engine/cli/console.hpp"
#include "engine/place/registry.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/capture_page.hpp"
#include "engine/session/captured.hpp"

namespace kith::cli {
namespace {

using report::CaptureInput;

std::string spaced_word(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::vector<std::string> suggestions_for(const column::CaptureField& field) {
    std::vector<std::string> out;
    if (field.field != "kind" || field.kind != "text") return out;
    if (field.table == "ties")
        for (const place::TieKind& kind : place::tie_kinds()) out.push_back(spaced_word(kind.key));
    if (field.table == "assets")
        for (const place::AssetSubtype& subtype : place::asset_subtypes()) out.push_back(spaced_word(subtype.key));
    return out;
}

bool is_needed(const column::CaptureField& field) {
    constexpr std::array<std::string_view, 6> needed{"assets/name", "people/name", "ties/from", "ties/to", "ties/kind", "events/words"};
    return std::find(needed.begin(), needed.end(), field.table + "/" + field.field) != needed.end();
}

/// "hold: keep this card; …" as the choices' own words.
std::string words_of_choice(const column::CaptureField& field, const std::string& choice) {
    const std::size_t at = field.help.find(choice + ": ");
    if (at == std::string::npos) return spaced_word(choice);
    const std::size_t begins = at + choice.size() + 2;
    return field.help.substr(begins, field.help.find(';', begins) - begins);
}

CaptureInput input_of(const column::CaptureField& field, bool resident) {
    CaptureInput input{field.field, field.label, field.help, CaptureInput::Kind::text, {}, suggestions_for(field), is_needed(field)};
    using Kind = CaptureInput::Kind;
    input.kind = field.kind == "long_text" ? Kind::long_text : field.kind == "date" ? Kind::date : field.kind == "choice" ? Kind::choice : field.kind == "choices" ? Kind::choices : Kind::text;
    const bool told = !field.choices.empty() && field.help.find(field.choices.front() + ": ") != std::string::npos;
    for (const std::string& one : field.choices) input.choices.emplace_back(one, told ? words_of_choice(field, one) : spaced_word(one));
    if (told || field.kind == "date") input.help.clear();  // the choices say it; a date has a picker
    if (field.kind == "list" && input.help.find("semicolon") == std::string::npos) input.help += "; several with a semicolon between";
    if (field.kind == "reference") input.help = "As they are called in the workspace, or their number there";
    if (resident && field.table == "people" && field.field == "name") input.help = "As you would like to be called";
    return input;
}

std::vector<report::CaptureForm> forms_for(bool resident) {
    using Titles = std::array<std::pair<const char*, const char*>, 4>;
    constexpr Titles workers{{{"events", "What was said or promised"}, {"people", "A person"}, {"assets", "A place, a group or something going on"}, {"ties", "Who knows whom, who goes where"}}};
    constexpr Titles residents{{{"assets", "Something good that is here"}, {"people", "What I like and could share"}, {"", ""}, {"", ""}}};
    std::vector<report::CaptureForm> out;
    for (const auto& [table, title] : resident ? residents : workers) {
        report::CaptureForm form{table, title, {}};
        for (const column::CaptureField& field : column::capture_fields())
            if (field.table == table && session::asked_by_page(field, resident)) form.inputs.push_back(input_of(field, resident));
        if (!form.inputs.empty()) out.push_back(std::move(form));
    }
    return out;
}

std::string new_page_id() {
    std::array<unsigned char, 4> random{};
    store::fill_random(random);
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", random[0], random[1], random[2], random[3]);
}

}  // namespace

base::Result<store::PublicKey> sealing_key_of(store::Inbox& inbox) {
    if (inbox.sealing_key == nullptr) {
        auto made = store::new_sealing_key();
        if (!made) return made.error();
        inbox.sealing_key = std::make_shared<const store::Secret>(std::move(*made));
    }
    return store::public_of(*inbox.sealing_key);
}

int capture(const CaptureCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (command.out.empty() != command.key) return console.give_up(base::misuse("Say which page to write (-o visit.html), or --key to see the workspace's public key."));
    std::error_code failed;
    if (!command.out.empty() && std::filesystem::exists(command.out, failed) && !command.force) return console.give_up(base::misuse(command.out.string() + " is there already. Take another name, or say --force to replace it."));
    store::Files files;
    auto held = hold_open(files, command, command.key ? "to see its public key" : "to make a capture page", job);
    if (!held) return console.give_up(held.error());
    store::Workspace& workspace = held->file.workspace;
    if (workspace.read_only()) return console.give_up(base::io_error("The workspace is open to read only; close it elsewhere first."));
    if (auto s = store::may_edit(workspace.governance(), held->now->revision->people(), workspace.ways()); !s) return console.give_up(s.error());
    const bool first = workspace.governance().inbox.sealing_key == nullptr;
    const auto key = sealing_key_of(workspace.governance().inbox);
    if (!key) return console.give_up(key.error());
    const report::CapturePage page{held->now->name, new_page_id(), command.audience == "resident", *key, forms_for(command.audience == "resident")};
    if (!command.key) workspace.governance().log.push_back(noted_now("capture", "a capture page for " + command.audience + "s was made: " + page.page));
    if (first || !command.key)
        if (auto s = workspace.save(held->file.content, job); !s) return console.give_up(s.error());
    if (command.key) {
        fmt::print("{}\n", store::text_of(*key));
        return done;
    }
    const std::string html = report::html_of(page);
    if (auto s = process::write_whole(command.out, std::as_bytes(std::span(html.data(), html.size())), process::Readers::usual); !s) return console.give_up(s.error());
    console.say(command.out.string() + " is a page to hand out (key " + store::short_name(*key) + "). What comes back: kith import " + command.workspace.string() + " FILE.kithcapture");
    return done;
}

}  // namespace kith::cli
