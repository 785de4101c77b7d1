// A proposal for people and as a recipe.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/propose.hpp"
#include "engine/io/propose_columns.hpp"
#include "engine/io/propose_words.hpp"

namespace kith::io {
namespace {

std::string_view words_of(TableRole role) { return table_role_words[static_cast<std::size_t>(role)]; }

std::string_view block_of(TableRole role) {
    switch (role) {
        case TableRole::areas: return "[[areas]]";
        case TableRole::statistics: return "[[areas.join]]";
        case TableRole::people: return "[[people]]";
        case TableRole::assets: return "[[assets]]";
        case TableRole::ties: return "[[ties]]";
        case TableRole::observations: return "[[observations]]";
        case TableRole::events: return "[[events]]";
        case TableRole::never_introduce: return "[[never_introduce]]";
        case TableRole::backdrop: return "[[backdrop]]";
        case TableRole::lookup: return "[[lookups]]";
        case TableRole::nothing: break;
    }
    return {};
}

std::string names_of(const ProposedBlock& block) { return block.file + (block.table.empty() ? "" : " (" + block.table + ")"); }

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 12;
    std::string out;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i) out += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > shown) out += " and " + std::to_string(names.size() - shown) + " more";
    return out;
}

/// Names in a file may hold what drives a terminal.
std::string printable(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

/// A comment stays on its line, whatever stands in a file's names.
std::string comment(std::string text) {
    return "# " + printable(std::move(text)) + '\n';
}

/// An extract of OpenStreetMap has ways beside its assets.
bool walks_by(const ProposedBlock& block) { return block.role == TableRole::assets && format_by_name(block.file, Format::table) == Format::osm; }

std::string block_text(const ProposedBlock& block) {
    std::string out = comment(std::string(words_of(block.role)) + ", because " + block.why);
    for (const std::string& reason : block.reasons) out += comment("  " + reason);
    if (!block.left_out.empty()) out += comment("  not taken: " + listed(block.left_out));
    out += std::string(block_of(block.role)) + "\nfile = " + quoted_toml(block.file) + '\n';
    for (const auto& [key, value] : keys_with_meanings(block)) out += key + " = " + value + '\n';
    return out + '\n';
}

}  // namespace

std::string recipe_text(const Proposal& proposal) {
    std::string out = "# Proposed by `kith import` from the files named below. It is yours: change what is not so.\nkith = 1\n\n[place]\nname = " + quoted_toml(proposal.name) +
                      "\ncrs = " + quoted_toml(proposal.crs) + "  # " + proposal.crs_why + "\n\n";
    const auto is_primary = [](const ProposedBlock& block) { return std::any_of(block.keys.begin(), block.keys.end(), [](const auto& key) { return key.first == "primary"; }); };
    for (const bool primary : {true, false}) {
        for (std::size_t i = 0; i < proposal.blocks.size(); ++i) {
            const ProposedBlock& areas = proposal.blocks[i];
            if (areas.role != TableRole::areas || is_primary(areas) != primary) continue;
            out += block_text(areas);
            for (const ProposedBlock& join : proposal.blocks)
                if (join.layer == static_cast<int>(i)) out += block_text(join);
        }
    }
    for (const ProposedBlock& block : proposal.blocks)
        if (block.role != TableRole::areas && block.role != TableRole::statistics && block.role != TableRole::nothing) out += block_text(block);
    if (const auto osm = std::find_if(proposal.blocks.begin(), proposal.blocks.end(), walks_by); osm != proposal.blocks.end())
        out += comment("the ways of the same extract, for walking distances; without this block they are straight lines times 1.3") + "[walking]\nfile = " + quoted_toml(osm->file) + "\n\n";
    for (const ProposedBlock& block : proposal.blocks)
        if (block.role == TableRole::nothing) out += comment(names_of(block) + " is not read, because " + block.why + '.');
    return out;
}

std::string proposal_json(const Proposal& proposal, std::span<const FileFacts> files) {
    nlohmann::ordered_json out = {{"place", proposal.name}, {"crs", proposal.crs}, {"blocks", nlohmann::ordered_json::array()}, {"unreadable", nlohmann::ordered_json::array()}};
    for (const ProposedBlock& block : proposal.blocks) {
        nlohmann::ordered_json one = {{"file", block.file}, {"table", block.table}, {"rows", block.rows}, {"is", words_of(block.role)}, {"sure", block.sure}, {"why", block.why}};
        for (const auto& [key, value] : keys_with_meanings(block)) one["keys"][key] = value;
        one["reasons"] = block.reasons;
        one["left_out"] = block.left_out;
        out["blocks"].push_back(std::move(one));
    }
    for (const FileFacts& file : files)
        if (!file.fault.empty()) out["unreadable"].push_back({{"file", file.file}, {"why", file.fault}});
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string proposal_text(const Proposal& proposal, std::span<const FileFacts> files) {
    std::string out;
    for (const ProposedBlock& block : proposal.blocks) {
        out += printable(names_of(block)) + "\n  " + (block.role == TableRole::nothing ? "not read" : std::string(words_of(block.role))) + ": " + base::counted(block.rows, "row") + "; " + printable(block.why) + '\n';
        for (const std::string& reason : block.reasons) out += "  · " + printable(reason) + '\n';
        if (!block.left_out.empty() && block.role != TableRole::nothing) out += "  · not taken: " + printable(listed(block.left_out)) + '\n';
    }
    for (const FileFacts& file : files)
        if (!file.fault.empty()) out += printable(file.file) + "\n  ! " + printable(file.fault) + '\n';
    return out;
}

}  // namespace kith::io
