#include "engine/io/propose_answers.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/io/formats.hpp"
#include "engine/io/propose_columns.hpp"
#include "engine/io/propose_words.hpp"

namespace kith::io {
namespace {

struct Offered {
    std::string_view key, label;
    bool required = false;
};

constexpr std::array<Offered, 5> of_lookups{{{"id", "Postcode, or UPRN", true}, {"x", "East, or longitude", true}, {"y", "North, or latitude", true}, {"ended", "When it ended"}, {"quality", "Positional quality"}}};
constexpr std::array<Offered, 9> of_people{{{"id", "Tells one person from another", true}, {"name", "Name"}, {"x", "East, or longitude"}, {"y", "North, or latitude"},
                                            {"area", "Code of their area"}, {"postcode", "Postcode"}, {"uprn", "Number of the property (UPRN)"}, {"household", "Household"}, {"age", "Age"}}};
constexpr std::array<Offered, 9> of_assets{{{"id", "Tells one from another"}, {"name", "Name"}, {"kind", "What kind it is"}, {"x", "East, or longitude"},
                                            {"y", "North, or latitude"}, {"area", "Code of its area"}, {"postcode", "Postcode"}, {"uprn", "Number of the property (UPRN)"}, {"when", "When it is open"}}};
constexpr std::array<Offered, 6> of_ties{{{"from", "From whom", true}, {"to", "To whom, or to what", true}, {"kind", "What kind of tie"}, {"strength", "Strength, 0 to 1"},
                                          {"frequency", "Contacts a month"}, {"since", "Since when"}}};
constexpr std::array<Offered, 2> of_areas{{{"id", "Code of an area", true}, {"name", "Name"}}};
constexpr std::array<Offered, 1> of_statistics{{{"id", "Code of the area", true}}};

std::span<const Offered> offered(TableRole role) {
    switch (role) {
        case TableRole::people: return of_people;
        case TableRole::assets: return of_assets;
        case TableRole::ties: return of_ties;
        case TableRole::areas: return of_areas;
        case TableRole::statistics: return of_statistics;
        case TableRole::lookup: return of_lookups;
        default: return {};
    }
}

/// The grid's own words for a pair of columns are the same pair in its own system.
std::string_view plain(std::string_view key) { return key == "easting" ? "x" : key == "northing" ? "y" : key; }

const std::string* value_of(const ProposedBlock& block, std::string_view key) {
    for (const auto& [name, value] : block.keys)
        if (plain(name) == key) return &value;
    return nullptr;
}

bool in_rows(std::string_view key) { return key == "x" || key == "y" || key == "area" || key == "postcode" || key == "uprn"; }

void name_as_pair(ProposedBlock& block) {
    bool grid = false;
    for (auto& [name, value] : block.keys) {
        grid |= name == "easting" || name == "northing";
        name = std::string(plain(name));
    }
    if (grid && value_of(block, "crs") == nullptr) block.keys.emplace_back("crs", "\"EPSG:27700\"");
}

void set(ProposedBlock& block, const KeyAnswer& answer) {
    if (answer.key == "x" || answer.key == "y" || answer.key == "crs") name_as_pair(block);
    const auto at = std::find_if(block.keys.begin(), block.keys.end(), [&](const auto& key) { return key.first == answer.key; });
    if (answer.value.empty()) {
        if (at != block.keys.end()) block.keys.erase(at);
    } else if (at != block.keys.end()) {
        at->second = answer.value;
    } else {
        block.keys.emplace_back(answer.key, answer.value);
    }
    // A kind for every row would stand against a column of kinds.
    if (answer.key == "kind" && !answer.value.empty()) std::erase_if(block.keys, [](const auto& key) { return key.first == "kind_value"; });
    if (answer.key == "x" && value_of(block, "crs") == nullptr && !answer.value.empty()) block.keys.emplace_back("crs", "\"EPSG:4326\"");
    if (value_of(block, "x") == nullptr && value_of(block, "y") == nullptr) std::erase_if(block.keys, [](const auto& key) { return key.first == "crs"; });
    std::erase_if(block.left_out, [&](const std::string& name) { return quoted_toml(name) == answer.value; });
    block.reasons.push_back(answer.key + ": you chose " + (answer.value.empty() ? "not to take it" : answer.value));
}

KeyChoice systems_of(const ProposedBlock& block) {
    KeyChoice choice{"crs", "Their coordinates are", true, {}, {}, -1};
    const std::string* now = value_of(block, "crs");
    const bool grid = std::any_of(block.keys.begin(), block.keys.end(), [](const auto& key) { return key.first == "easting"; });
    for (const auto& [words, code] : usual_systems()) {
        choice.choices.emplace_back(words);
        choice.values.push_back(quoted_toml(code));
        if ((now != nullptr && *now == choice.values.back()) || (now == nullptr && grid && code == "EPSG:27700")) choice.chosen = static_cast<int>(choice.values.size()) - 1;
    }
    return choice;
}

}  // namespace

std::span<const std::pair<std::string_view, std::string_view>> usual_systems() {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> systems{{{"Longitudes and latitudes (EPSG:4326)", "EPSG:4326"},
        {"The British National Grid (EPSG:27700)", "EPSG:27700"}, {"Irish Transverse Mercator (EPSG:2157)", "EPSG:2157"}, {"The Irish Grid (EPSG:29903)", "EPSG:29903"}}};
    return systems;
}

std::vector<KeyChoice> choices_of(const ProposedBlock& block, const FileFacts& file, const Vocabulary& vocabulary) {
    std::vector<KeyChoice> out;
    const auto table = std::find_if(file.tables.begin(), file.tables.end(), [&](const TableFacts& t) { return t.table == block.table; });
    const bool says_itself = file.format == Format::osm || file.format == Format::open_referral || file.format == Format::grants || file.format == Format::code_point_open || is_network(file.format);
    if (table == file.tables.end() || says_itself) return out;
    for (const Offered& one : offered(block.role)) {
        if (in_rows(one.key) && table->shape != Shape::none) continue;
        const std::string* now = value_of(block, one.key);
        if (now != nullptr && !now->starts_with('"')) continue;  // more than a column: the recipe's own text says it
        KeyChoice choice{std::string(one.key), std::string(one.label), one.required, {}, {}, -1};
        for (const ColumnFacts& column : table->columns) {
            if (column.name.empty()) continue;
            choice.choices.push_back(column.name);
            choice.values.push_back(quoted_toml(column.name));
            if (now != nullptr && *now == choice.values.back()) choice.chosen = static_cast<int>(choice.values.size()) - 1;
        }
        out.push_back(std::move(choice));
    }
    if (value_of(block, "x") != nullptr) out.push_back(systems_of(block));
    std::vector<KeyChoice> words = word_choices(block, *table, vocabulary);
    out.insert(out.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
    return out;
}

void apply_answers(Proposal& proposal, std::span<const KeyAnswer> answers) {
    for (const KeyAnswer& answer : answers) {
        const auto block = std::find_if(proposal.blocks.begin(), proposal.blocks.end(),
                                        [&](const ProposedBlock& b) { return b.file == answer.file && b.table == answer.table && b.role == answer.role; });
        if (block == proposal.blocks.end()) continue;
        if (answer.word.empty()) set(*block, answer);
        else set_meaning(*block, answer);
    }
}

}  // namespace kith::io
