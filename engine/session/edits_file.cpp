// Edits in a file of lines: a heading, then one edit or one finding put aside a line.
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/whole.hpp"
#include "engine/process/private_file.hpp"
#include "engine/session/edit_lines.hpp"
#include "engine/session/history.hpp"

namespace kith::session {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int format = 1;
constexpr std::uintmax_t largest_file = 1u << 30;

std::optional<base::Digest> digest_from(const std::string& hex) {
    base::Digest digest;
    if (hex.size() != 2 * digest.bytes.size() || hex.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
    for (std::size_t i = 0; i < digest.bytes.size(); ++i) digest.bytes[i] = static_cast<std::uint8_t>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
    return digest;
}

base::Error not_ours(const fs::path& file) { return base::bad_input(file.filename().string() + " is not a file of edits that this Kith can read."); }

}  // namespace

std::string line_of(const Session::Dismissal& one) {
    return json{{"put_aside", one.finding.hex()}, {"reason", one.reason}, {"who", one.who}, {"when", one.when}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Session::Dismissal> dismissal_from(const std::string& line) {
    const json j = json::parse(line, nullptr, false);
    if (!j.is_object() || !j.contains("put_aside")) return std::nullopt;
    try {
        const auto digest = digest_from(j.at("put_aside").get<std::string>());
        if (!digest) return std::nullopt;
        return Session::Dismissal{*digest, j.at("reason").get<std::string>(), j.at("who").get<std::string>(), base::whole<std::int64_t>(j.at("when"))};
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

base::Status Session::save_edits(const fs::path& file) {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    std::string text = json{{"kith_edits", format}, {"recipe", recipe_digest_}}.dump() + '\n';
    for (const place::Edit& edit : edits_) text += place::to_json_line(edit) + '\n';
    for (const Dismissal& one : dismissals_) text += line_of(one) + '\n';
    if (auto s = process::write_private(file, text); !s) return s;
    edits_file_ = file;
    history_->saved.clear();
    for (const Batch& batch : history_->done)
        if (batch.edits_anything()) history_->saved.insert(batch.serial);
    ++versions_.undo;
    return {};
}

base::Result<std::string> Session::load_edits(const fs::path& file) {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) return base::not_found("There is no file " + file.filename().string() + " here.");
    if (fs::file_size(file, failed) > largest_file) return not_ours(file);
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    std::getline(stream, line);
    const json heading = json::parse(line, nullptr, false);
    if (!heading.is_object() || heading.value("kith_edits", json()) != format) return not_ours(file);
    Batch batch;
    batch.name = "Take in the edits of " + file.filename().string();
    while (std::getline(stream, line)) {
        if (line.empty()) continue;
        if (auto aside = dismissal_from(line)) {
            batch.dismissals.push_back(std::move(*aside));
            continue;
        }
        auto edit = place::edit_from_json_line(line);
        if (!edit) return not_ours(file);
        batch.edits.push_back(std::move(*edit));
    }
    const bool any = batch.edits_anything();  // else what was done last is somebody's own, and not in the file
    if (any)
        if (auto s = put(std::move(batch)); !s) return s.error();
    edits_file_ = file;
    history_->saved.clear();
    if (any) history_->saved.insert(history_->done.back().serial);
    ++versions_.undo;
    const json made_with = heading.value("recipe", json());
    const bool elsewhere = any && made_with.is_string() && made_with.get<std::string>() != recipe_digest_;
    return elsewhere ? std::string("They were made with another recipe, or with this one before it was changed. Look at them, and undo what does not belong here.") : std::string();
}

}  // namespace kith::session
