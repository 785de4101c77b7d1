#include "engine/host/trust.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/process/private_file.hpp"

namespace kith::host {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t largest_file = 1 << 20;

std::string shown(const fs::path& file) { return "'" + file.string() + "'"; }

/// Moved beside itself under a name that is free, so that nothing is lost.
std::string kept_aside(const fs::path& file) {
    fs::path aside = file.string() + ".broken";
    std::error_code failed;
    for (int number = 2; fs::exists(fs::symlink_status(aside, failed)); ++number) aside = file.string() + ".broken-" + std::to_string(number);
    fs::rename(file, aside, failed);
    return failed ? "" : aside.filename().string();
}

base::Error cannot_remember(const fs::path& file) {
    return base::io_error("What is allowed could not be written to " + shown(file) + "; is there room on the disk, and may you write there?");
}

/// "" when it is not there, or no text.
std::string text_of(const json& one, const char* key) {
    const auto found = one.find(key);
    return found == one.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::optional<PersonalSet> set_of(const json& one) {
    const auto found = one.find("granted");
    if (found == one.end() || !found->is_array() || found->empty()) return {};
    std::vector<std::string> words;
    for (const json& word : *found) words.push_back(word.is_string() ? word.get<std::string>() : "");
    const auto set = personal_set(words);
    return set ? std::optional(*set) : std::nullopt;
}

}  // namespace

fs::path Trust::usual_file() {
    const fs::path folder = user_folder("XDG_CONFIG_HOME", ".config");
    return folder.empty() ? fs::path() : folder / "kith" / "grants.json";
}

Trust Trust::read(const fs::path& file, std::string& complaint) {
    Trust trust;
    trust.file_ = file;
    struct stat about{};
    if (file.empty() || ::stat(file.c_str(), &about) != 0) return trust;
    if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        complaint = "Others may write " + shown(file) + ", so nothing that it allows counts; say `chmod 600` to make it yours alone.";
        return trust;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    if (S_ISREG(about.st_mode) && static_cast<std::uintmax_t>(about.st_size) <= largest_file)
        text.assign(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    const json document = json::parse(text, nullptr, false);
    bool understood = document.is_object() && document.contains("format") && document["format"] == 1 && document.contains("grants") && document["grants"].is_array();
    if (understood)
        for (const json& one : document["grants"]) {
            const std::string id = text_of(one, "id"), seal = text_of(one, "seal"), folder = text_of(one, "folder");
            const auto set = set_of(one);
            understood = understood && !id.empty() && seal.empty() != folder.empty() && set;
            if (understood) trust.entries_.push_back({id, seal, folder, *set});
        }
    if (understood) return trust;
    trust.entries_.clear();
    const std::string aside = kept_aside(file);
    complaint = "What was allowed to analyses cannot be read from " + shown(file) + ", so nothing is allowed" +
                (aside.empty() ? "." : "; the file is kept as '" + aside + "'.");
    return trust;
}

PersonalSet Trust::granted(const Plugin& plugin) const {
    PersonalSet set;
    for (const Entry& entry : entries_) {
        if (entry.id != plugin.manifest.id) continue;
        const bool it = entry.folder.empty() ? entry.seal == plugin.seal.hex() : !plugin.bundled && entry.folder == plugin.folder.string();
        if (it) set = set.with(entry.granted);
    }
    return set.both(asked_by(plugin.manifest));
}

std::vector<std::string> Trust::ids() const {
    std::vector<std::string> list;
    for (const Entry& entry : entries_)
        if (std::find(list.begin(), list.end(), entry.id) == list.end()) list.push_back(entry.id);
    return list;
}

void Trust::allow(const Plugin& plugin, PersonalSet set, bool by_folder) {
    const std::string seal = by_folder ? "" : plugin.seal.hex(), folder = by_folder ? plugin.folder.string() : "";
    std::erase_if(entries_, [&](const Entry& entry) { return !by_folder && entry.id == plugin.manifest.id && !entry.seal.empty() && entry.seal != seal; });
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.id == plugin.manifest.id && entry.seal == seal && entry.folder == folder; });
    if (found != entries_.end()) found->granted = found->granted.with(set);
    else entries_.push_back({plugin.manifest.id, seal, folder, set});
}

void Trust::withdraw(std::string_view id, PersonalSet set) {
    for (Entry& entry : entries_)
        if (entry.id == id) entry.granted = entry.granted.without(set);
    std::erase_if(entries_, [](const Entry& entry) { return entry.granted.empty(); });
}

base::Status Trust::save() const {
    if (file_.empty()) return base::io_error("There is no place to remember what is allowed: set HOME or XDG_CONFIG_HOME.");
    json document{{"format", 1}, {"grants", json::array()}};
    for (const Entry& entry : entries_) {
        json one{{"id", entry.id}, {"granted", entry.granted.words()}};
        one[entry.folder.empty() ? "seal" : "folder"] = entry.folder.empty() ? entry.seal : entry.folder;
        document["grants"].push_back(std::move(one));
    }
    const std::string text = document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    if (!process::write_private(file_, text)) return cannot_remember(file_);
    return {};
}

}  // namespace kith::host
