#include "engine/cli/plugin_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/exported.hpp"
#include "engine/cli/manifest_fault.hpp"
#include "engine/host/contract.hpp"
#include "engine/place/pipeline.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Where a text stops being JSON, or "".
std::string json_fault(const std::string& text) {
    try {
        const auto read = nlohmann::json::parse(text);
        return read.is_object() ? "" : "manifest.json must be an object: { … }.";
    } catch (const nlohmann::json::parse_error& error) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size())), '\n');
        return fmt::format("manifest.json, line {}: this is no JSON; look for a comma, a quote or a bracket too many or too few, here or just before.", line);
    }
}

std::string template_manifest() {
    const auto prefix = kith_prefix();
    return prefix ? text_of(*prefix / "share/kith/template/manifest.json.in") : std::string();
}

}  // namespace

RuleVerdict Trial::manifest() {
    RuleVerdict verdict{"the manifest is whole", Kept::no, "", ""};
    auto text = host::manifest_text(folder_ / "manifest.json");
    if (!text) {
        verdict.words = "There is no manifest.json in " + folder_.string() + ". `kith plugin new NAME` makes a folder that has one.";
        return verdict;
    }
    text_ = std::move(*text);
    if (verdict.words = json_fault(text_); !verdict.words.empty()) return verdict;
    auto read = host::parse_manifest(text_);
    if (!read) {
        verdict.words = explained_fault(text_, read.error().message, template_manifest());
        return verdict;
    }
    manifest_ = std::move(*read);
    const host::ContractVersion mine = host::contract_version();
    if (manifest_->abi_major != mine.major || manifest_->abi_minor > mine.minor) {
        verdict.words = fmt::format("manifest.json, line {}: it says version {}.{} of the contract, and this Kith has {}.{}. Write \"abi\": {{ \"major\": {}, \"minor\": {} }} and build it again.",
                                    line_of(text_, "manifest.abi"), manifest_->abi_major, manifest_->abi_minor, mine.major, mine.minor, mine.major, mine.minor);
        return verdict;
    }
    verdict.kept = Kept::yes;
    verdict.words = manifest_->id + " " + manifest_->version;
    return verdict;
}

RuleVerdict Trial::words() {
    RuleVerdict verdict{"words that people may read", Kept::yes, "", ""};
    for (const std::string& fault : host::language_faults(*manifest_)) verdict.words += (verdict.words.empty() ? "" : "\n") + explained_fault(text_, fault, "");
    if (!verdict.words.empty()) verdict.kept = Kept::no;
    return verdict;
}

RuleVerdict Trial::build() {
    RuleVerdict verdict{"it builds", Kept::no, "", ""};
    auto built = build_plugin(folder_);
    if (!built) {
        verdict.words = built.error().message;
        return verdict;
    }
    const host::PluginSet set = host::PluginSet::find(std::span(&built->folder, 1));
    if (set.plugins().size() != 1) {
        verdict.words = set.faults().empty() ? "There is no plugin.so beside the manifest that was built." : set.faults().front();
        return verdict;
    }
    plugin_ = set.plugins().front();
    verdict.kept = Kept::yes;
    verdict.words = built->seconds == 0 ? "was built already" : fmt::format("in {:.1f} s; {}", built->seconds, built->own_test ? "its own tests pass" : "it has no test of its own");
    return verdict;
}

RuleVerdict Trial::exports() {
    RuleVerdict verdict{"one exported symbol", Kept::yes, "", ""};
    const std::string symbol(host::plugin_symbol());
    auto names = exported_symbols(plugin_->library);
    if (!names) return {verdict.rule, Kept::no, names.error().message, ""};
    if (*names == std::vector<std::string>{symbol}) return verdict;
    verdict.kept = Kept::no;
    if (std::find(names->begin(), names->end(), symbol) == names->end())
        verdict.words = "It does not export " + symbol + ": write KITH_ANALYSIS(id, version, function) once, in one source.";
    else
        verdict.words = fmt::format("It exports {} besides {}: link it with kith_add_plugin, or hide them with plugins/abi/one_symbol.map.", base::counted(static_cast<std::int64_t>(names->size()) - 1, "symbol"), symbol);
    return verdict;
}

void Trial::invent_for_manifest(TrialShape& shape) const {
    const std::vector<std::string> known{"code", "name", "population", "km2", "key_high", "key_low"};
    for (const host::SegmentRequest& input : manifest_->inputs)
        for (const std::string& column : input.columns) {
            if (input.segment == "people.attributes") shape.attributes.push_back(column);
            const bool areas = input.segment == "areas.*" || input.segment == "areas.primary";
            if (areas && std::find(known.begin(), known.end(), column) == known.end()) shape.indicators.push_back(column);
        }
}

base::Result<privacy::ViewPtr> Trial::place(const std::string& name, TrialShape shape) {
    if (!scratch_) {
        auto folder = TrialFolder::create();
        if (!folder) return folder.error();
        scratch_.emplace(std::move(*folder));
    }
    invent_for_manifest(shape);
    const fs::path folder = scratch_->path() / name;
    std::error_code failed;
    fs::create_directory(folder, failed);
    auto recipe_file = write_trial_place(folder, shape);
    if (!recipe_file) return recipe_file.error();
    auto recipe = io::read_recipe(*recipe_file);
    if (!recipe) return recipe.error();
    auto place = place::read_place(*recipe, folder, job_, io::ReadOptions{});
    fs::remove_all(folder, failed);
    if (!place) return place.error();
    return privacy::open_view(*place, privacy::Audience::team);
}

}  // namespace kith::cli
