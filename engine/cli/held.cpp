// A workspace in the hands of a verb that changes it.
#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/passphrase.hpp"
#include "engine/cli/rights.hpp"
#include "engine/column/date_words.hpp"
#include "engine/place/edits_file.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/session/session.hpp"

namespace kith::cli {

store::Noted noted_now(std::string act, std::string words) {
    return {std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(), std::move(act), std::move(words)};
}

std::string day_words(std::int64_t days) {
    const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(days))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

base::Result<std::int32_t> days_of(const std::string& text) {
    const auto days = column::days_of(text);
    if (!days) return base::misuse("A date is written as 2026-06-30.");
    return *days;
}

base::Result<store::Purpose> purpose_in(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return base::not_found("The purpose " + file.filename().string() + " cannot be read.");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return store::purpose_from_toml(text, file.filename().string());
}

base::Result<place::PlacePtr> place_now(const store::Content& content, base::JobContext& job) {
    const auto edits = session::Session::edits_in(content.edits);
    if (!edits) return edits.error();
    if (edits->empty()) return content.place;
    auto revision = place::with_edits(content.place->revision, *edits, process::sealed_memory, job);
    if (!revision) return revision.error();
    auto now = std::make_shared<place::Place>(*content.place);
    now->revision = std::move(*revision);
    return place::PlacePtr(now);
}

std::string batch_entry(const store::Content& content, std::string_view name, const std::vector<place::Edit>& edits) {
    std::string text = nlohmann::json{{"batch", content.edits.size() + 1}, {"name", name}}.dump() + '\n';
    for (const place::Edit& edit : edits) text += place::to_json_line(edit) + '\n';
    return text;
}

base::Result<Held> hold_open(store::Files& files, const WorkspaceCommand& command, std::string_view act, base::JobContext& job) {
    if (!store::looks_like_workspace(command.workspace)) return base::bad_input(command.workspace.string() + " is not a workspace of Kith (a .kith file). kith save makes one.");
    auto passphrase = passphrase_for(command.passphrase_file, "Passphrase of " + command.workspace.filename().string() + ": ");
    if (!passphrase) return passphrase.error();
    auto opened = store::Workspace::open(files, command.workspace, *passphrase, job);
    if (!opened) return opened.error();
    if (!opened->workspace.read_only())
        if (auto s = opened->workspace.note(noted_now("opened", std::string(act))); !s) return s.error();
    auto now = place_now(opened->content, job);
    if (!now) return now.error();
    return Held{std::move(*opened), std::move(*now), std::move(*passphrase)};
}

base::Result<base::EntityKey> person_called(const place::Revision& revision, const std::string& words) {
    std::vector<std::int32_t> found;
    for (const char* key : {"id", "name"}) {
        const column::Column* c = revision.column("people.names", key);
        for (std::size_t row = 0; c != nullptr && found.empty() && row < c->rows(); ++row)
            if (c->text(row) == words) {
                found.push_back(static_cast<std::int32_t>(row));
                for (std::size_t more = row + 1; more < c->rows(); ++more)
                    if (c->text(more) == words) found.push_back(static_cast<std::int32_t>(more));
            }
    }
    if (found.size() == 1) return revision.key_of("people", found[0]);
    if (!found.empty()) return base::misuse(base::counted(static_cast<std::int64_t>(found.size()), "person is", "people are") + " called that here; say the id.");
    if (const auto key = base::key_from_text(words); (key.high != 0 || key.low != 0) && key.kind == base::EntityKind::person && revision.find(key)) return key;
    return base::not_found("Nobody is called that here. Say the id of the source, or the name as it is recorded.");
}

}  // namespace kith::cli
