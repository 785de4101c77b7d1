#include "engine/host/manifest.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "engine/host/manifest_reader.hpp"

namespace kith::host {
namespace {

constexpr std::array<std::string_view, 5> need_words{"assets", "areas", "ego", "two_mode", "whole_network"};
constexpr std::array<std::string_view, 2> determinism_words{"exact", "seeded"};
constexpr std::uintmax_t largest_manifest = 1 << 20;

bool is_id(std::string_view id) {
    bool dot = false, start = true;
    for (char c : id) {
        if (start && (c < 'a' || c > 'z')) return false;
        start = c == '.';
        dot = dot || start;
        if (!start && c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) return false;
    }
    return dot && !start;
}

bool is_version(std::string_view text) {
    return std::count(text.begin(), text.end(), '.') == 2 && text.front() != '.' && text.back() != '.' && text.find("..") == text.npos &&
           text.find_first_not_of("0123456789.") == text.npos;
}

void read_needs(Fields& top, Manifest& manifest) {
    auto needs = top.object("needs", true);
    if (!needs) return;
    for (std::size_t i = 0; i < need_words.size(); ++i) {
        auto one = needs->object(need_words[i]);
        if (!one) continue;
        NeedOf need;
        need.need = static_cast<Need>(i);
        need.why = one->text_if("why");
        for (const std::string& word : one->texts("facets")) {
            const std::int32_t code = column::code_of(column::facet_words, word);
            if (code < 0) one->say("facets", "'" + word + "' is no facet");
            need.facets.push_back(static_cast<column::Facet>(code));
        }
        need.optional = one->flag("optional", false);
        if (need.optional && need.need < Need::ego) one->say("optional", "is for what reads people's ties; make the inputs optional instead");
        if (need.need >= Need::ego && need.facets.empty()) one->say("facets", "must name what people have to be asked about");
        one->finish();
        manifest.needs.push_back(std::move(need));
    }
    needs->finish();
    if (manifest.needs.empty()) top.say("needs", "must name at least one need");
}

void read_head(Fields& top, Manifest& manifest) {
    top.whole_or("kith_manifest", 1, 1, 1);
    if (!top.has("kith_manifest")) top.say("kith_manifest", "is missing");
    manifest.id = top.text("id");
    if (top.complaint().none() && !is_id(manifest.id)) top.say("id", "must be lower-case words joined by dots, as in 'kith.inventory'");
    manifest.version = top.text("version");
    if (top.complaint().none() && !is_version(manifest.version)) top.say("version", "must be three numbers, as in '0.1.0'");
    if (auto abi = top.object("abi", true)) {
        manifest.abi_major = static_cast<std::uint16_t>(abi->number("major", 0, 65535));
        manifest.abi_minor = static_cast<std::uint16_t>(abi->number("minor", 0, 65535));
        abi->finish();
    }
    manifest.library = top.has("library") ? top.text("library") : (top.take("library"), "plugin.so");
    if (manifest.library.find('/') != std::string::npos || manifest.library.front() == '.') top.say("library", "must be the name of a file beside the manifest");
    manifest.licence = top.text("licence");
    manifest.title = top.text("title");
    manifest.summary = top.text("summary");
    manifest.references = top.texts("references");
    manifest.determinism = determinism_words[static_cast<std::size_t>(top.word("determinism", determinism_words))];
    manifest.threads = top.flag("threads", false);
    if (auto words = top.object("words")) {
        for (const std::string& name : words->keys()) {
            manifest.words.push_back({name, words->texts(name)});
            if (manifest.words.back().words.empty()) words->say(name, "must hold words");
        }
    }
}

}  // namespace

std::string_view name_of(Entity entity) { return entity_words[static_cast<std::size_t>(entity)]; }
std::string_view name_of(Claim claim) { return claim_words[static_cast<std::size_t>(claim)]; }

const NeedOf* Manifest::need(Need wanted) const {
    const auto found = std::find_if(needs.begin(), needs.end(), [=](const NeedOf& n) { return n.need == wanted; });
    return found == needs.end() ? nullptr : &*found;
}

std::string_view name_of(Need need) { return need_words[static_cast<std::size_t>(need)]; }

bool Manifest::about_people() const {
    return std::any_of(needs.begin(), needs.end(), [](const NeedOf& n) { return n.need >= Need::ego && !n.optional; });
}

std::string_view Manifest::short_name() const { return std::string_view(id).substr(id.rfind('.') + 1); }

const std::vector<std::string>* Manifest::word_list(std::string_view name) const {
    const auto found = std::find_if(words.begin(), words.end(), [=](const WordList& list) { return list.name == name; });
    return found == words.end() ? nullptr : &found->words;
}

const Parameter* Manifest::parameter(std::string_view wanted) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(), [=](const Parameter& p) { return p.id == wanted; });
    return found == parameters.end() ? nullptr : &*found;
}

const OutputColumn* Manifest::output(Entity entity, std::string_view key) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [=](const OutputColumn& c) { return c.entity == entity && c.key == key; });
    return found == columns.end() ? nullptr : &*found;
}

base::Result<Manifest> parse_manifest(std::string_view text) {
    if (text.size() > largest_manifest) return base::Error{base::Code::too_large, "The manifest is larger than 1 MiB."};
    const Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded()) return base::bad_input("The manifest is no JSON; check its commas and quotes.");
    Complaint complaint;
    Manifest manifest;
    Fields top(document, "manifest", complaint);
    if (!complaint.none()) return *complaint.error;
    read_head(top, manifest);
    read_needs(top, manifest);
    read_inputs(top, manifest);
    read_parameters(top, manifest);
    read_outputs(top, manifest);
    top.finish();
    if (complaint.none()) check_whole(manifest, complaint);
    if (!complaint.none()) return *complaint.error;
    return manifest;
}

base::Result<std::string> manifest_text(const std::filesystem::path& file) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(file, failed);
    if (failed) return base::not_found("There is no manifest.json.");
    if (size > largest_manifest) return base::Error{base::Code::too_large, "The manifest is larger than 1 MiB."};
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (stream.bad()) return base::io_error("The manifest could not be read.");
    return text;
}

}  // namespace kith::host
