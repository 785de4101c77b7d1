#include "engine/session/captured.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/store/inbox.hpp"

namespace kith::session {
namespace {

using nlohmann::json;

constexpr std::size_t longest_words = 8192;

std::vector<std::string> choices_in(std::string_view text) {
    std::vector<std::string> out{""};
    for (const char c : text)
        if (c == ';') out.emplace_back();
        else out.back() += c;
    return out;
}

base::Error no_entry(const std::string& why) { return base::bad_input("It is not what a capture page of Kith writes: " + why + "."); }

/// Nothing that moves a terminal's cursor or hides a letter; lines of several stay.
bool is_plain(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c < 0x20 && c != '\n') || c == 0x7F) return false;
        if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
    }
    return true;
}

base::Status check_words(const column::CaptureField& field, const std::string& words) {
    if (!is_plain(words)) return no_entry("\"" + field.label + "\" holds signs that are no letters");
    if (words.size() > longest_words) return no_entry("\"" + field.label + "\" is longer than " + base::grouped(longest_words) + " letters");
    if (field.kind != "choice" && field.kind != "choices") return {};
    for (const std::string& one : field.kind == "choice" ? std::vector{words} : choices_in(words))
        if (std::find(field.choices.begin(), field.choices.end(), one) == field.choices.end()) return no_entry("\"" + field.label + "\" has no answer like that");
    return {};
}

base::Status read_words(Captured& entry, const json& fields) {
    for (const auto& [name, value] : fields.items()) {
        const auto asked = column::capture_fields();
        const auto known = std::find_if(asked.begin(), asked.end(), [&](const column::CaptureField& one) { return one.table == entry.table && one.field == name && asked_by_page(one, entry.resident); });
        if (known == asked.end()) return no_entry("it answers what the page does not ask");
        const std::string words(base::trimmed(value.get<std::string>()));
        if (words.empty()) continue;
        if (auto s = check_words(*known, words); !s) return s;
        entry.fields.emplace_back(name, words);
    }
    return {};
}

bool is_day(std::string_view text) {
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return true;
}

/// What has to be there for the entry to say anything.
std::string_view missing_in(const Captured& entry) {
    if (entry.table == "assets" || entry.table == "people") return entry.said("name").empty() ? "a name" : "";
    if (entry.table == "ties") return entry.said("from").empty() || entry.said("to").empty() || entry.said("kind").empty() ? "both ends and a word for the tie" : "";
    return entry.said("words").empty() && entry.said("next").empty() && entry.said("who").empty() ? "what was said" : "";
}

}  // namespace

bool asked_by_page(const column::CaptureField& field, bool resident) {
    if (field.kind == "id") return false;
    return !resident || (field.residents && (field.table == "assets" || field.table == "people"));
}

std::string_view Captured::said(std::string_view field) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.first == field; });
    return found == fields.end() ? std::string_view{} : found->second;
}

base::Result<Captured> captured_from(std::string_view text) try {
    const json j = json::parse(text);  // throws also on text that is not UTF-8
    Captured entry;
    for (const auto& [key, into] : {std::pair{"id", &entry.id}, {"page", &entry.page}, {"at", &entry.at}, {"by", &entry.by}, {"table", &entry.table}}) {
        *into = j.at(key).get<std::string>();
        if (into->size() > 120 || !is_plain(*into)) return no_entry("its heading is none");
    }
    if (!is_day(entry.at)) return no_entry("its day is none");
    const std::string audience = j.at("for").get<std::string>();
    if (audience != "resident" && audience != "worker") return no_entry("it does not say whose page it is");
    entry.resident = audience == "resident";
    if (entry.table == "handover") return entry;
    if (auto s = read_words(entry, j.at("fields")); !s) return s.error();
    if (const std::string_view what = missing_in(entry); !what.empty()) return no_entry(std::string(what) + " is missing");
    return entry;
} catch (const json::exception&) {
    return no_entry("it cannot be read");
}

TakenIn take_in(store::Inbox& inbox, const store::SealedFile& file, const std::string& name, std::int64_t when) {
    TakenIn taken;
    std::unordered_set<std::string> known(inbox.settled.begin(), inbox.settled.end());
    for (const store::Waiting& one : inbox.waiting) known.insert(one.id);
    for (std::size_t i = 0; i < file.entries.size(); ++i) {
        const store::SealedEntry& one = file.entries[i];
        const auto refuse = [&](const std::string& why) { taken.refused.push_back("Entry " + std::to_string(i + 1) + " of " + name + " (" + one.id + ") is refused: " + why); };
        ++taken.read;
        if (known.contains(one.id)) {
            ++taken.known;
            continue;
        }
        const auto plain = store::opened_with(*inbox.sealing_key, one.sealed);
        if (!plain) {
            refuse("it was changed on its way. Ask for it again.");
            continue;
        }
        const auto entry = captured_from(*plain);
        if (!entry || entry->id != one.id) {
            refuse(entry ? "it stands under another entry's name." : entry.error().message);
            continue;
        }
        inbox.waiting.push_back({one.id, name, when, std::string(base::trimmed(*plain))});
        known.insert(one.id);
        ++taken.queued;
    }
    return taken;
}

}  // namespace kith::session
