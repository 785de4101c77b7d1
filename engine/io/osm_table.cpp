#include "engine/io/osm_table.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"
#include "engine/io/delimited.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/osm_table_data.hpp"

namespace kith::io {
namespace {

using column::AssetClass;
using column::Sensitivity;

constexpr std::array<std::string_view, 5> read_columns{"tag", "primary_class", "secondary_classes", "subtype", "sensitivity"};

std::int32_t bit(std::int32_t of_class) { return std::int32_t{1} << of_class; }
std::int32_t code(AssetClass of) { return static_cast<std::int32_t>(of); }

/// Each of the words between semicolons.
template <class Take>
void each_word(std::string_view text, Take take) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        if (const std::string_view word = without_blanks(text.substr(0, end)); !word.empty()) take(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string_view value_of(std::span<const OsmTag> tags, std::string_view key) {
    for (const OsmTag& tag : tags)
        if (tag.first == key) return tag.second;
    return {};
}

bool any_of_words(std::string_view text, std::span<const std::string_view> words) {
    bool found = false;
    each_word(text, [&](std::string_view word) { found |= std::find(words.begin(), words.end(), word) != words.end(); });
    return found;
}

/// Whom a place is for, where that alone hides it.
std::int32_t sensitivity_of(std::int32_t usual, std::string_view subtype, std::span<const OsmTag> tags) {
    constexpr std::array<std::string_view, 4> hide{"abused", "victim", "refugee", "woman"};
    const std::string_view whom = value_of(tags, "social_facility:for");
    const bool shelter = subtype == "refuge_or_shelter";
    if (any_of_words(whom, std::span(hide).first(shelter ? 4 : 3))) return static_cast<std::int32_t>(Sensitivity::hidden);
    // A shelter that does not say for whom may be a refuge.
    if (shelter && !whom.empty() && usual == static_cast<std::int32_t>(Sensitivity::hidden)) return static_cast<std::int32_t>(Sensitivity::tie_sensitive);
    const bool nightlife = subtype == "nightlife" && !value_of(tags, "lgbtq").empty();
    return nightlife ? std::max(usual, static_cast<std::int32_t>(Sensitivity::tie_sensitive)) : usual;
}

/// operator:type says who runs it, and so what it is first of all; what the tag says stays as a further class.
void heed_operator(OsmMeaning& meaning, std::span<const OsmTag> tags) {
    constexpr std::array<std::string_view, 2> public_bodies{"public", "government"};
    constexpr std::array<std::string_view, 6> of_the_people{"community", "charity", "ngo", "religious", "cooperative", "private_non_profit"};
    const std::string_view runs = value_of(tags, "operator:type");
    std::int32_t primary = meaning.primary;
    if (any_of_words(runs, public_bodies)) primary = code(AssetClass::institution);
    else if (any_of_words(runs, of_the_people)) primary = code(value_of(tags, "shop").empty() ? AssetClass::association : AssetClass::economy);
    meaning.secondary = (meaning.secondary | bit(meaning.primary)) & ~bit(primary);
    meaning.primary = primary;
}

bool is_yes(std::string_view value) { return !value.empty() && value != "no"; }

OsmFate fate_of(const OsmMeaning& meaning, std::span<const OsmTag> tags) {
    const std::string_view access = value_of(tags, "access");
    for (const char* key : {"disused", "abandoned", "demolished"})
        if (is_yes(value_of(tags, key))) return OsmFate::gone;
    const bool residential = meaning.subtype == "residential";
    if ((access == "private" || access == "no") && !residential) return OsmFate::not_public;
    const bool opened = access == "yes" || access == "permissive" || value_of(tags, "garden:type") == "community";
    if (meaning.tags == "leisure=garden" && !opened) return OsmFate::not_public;
    const bool bus_shelter = meaning.tags == "amenity=shelter" && value_of(tags, "shelter_type") == "public_transport";
    return meaning.tags == "highway=bus_stop" || bus_shelter ? OsmFate::way_there : OsmFate::asset;
}

/// Does the key of `refining` say more of the value of `base`? (social_facility=food_bank of amenity=social_facility, garden:type=community of leisure=garden)
bool refines(std::string_view key, std::string_view base_value) {
    if (key.ends_with(":type")) key.remove_suffix(5);
    return key == base_value;
}

}  // namespace

base::Status OsmTable::add(std::span<const std::string_view> cells, std::int64_t row, const std::string& file) {
    const auto wrong = [&](const std::string& what) { return base::bad_input(file + ", row " + std::to_string(row) + ": " + what); };
    const std::string_view tag = without_blanks(cells[0]), primary = without_blanks(cells[1]), sensitivity = without_blanks(cells[4]);
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == tag.size()) return wrong("a tag is written key=value, with * for any value.");
    Rule rule{std::string(tag.substr(0, equals)), std::string(tag.substr(equals + 1)), column::code_of(column::asset_class_words, primary), 0, 0, std::string(without_blanks(cells[3]))};
    if (rule.primary < 0 && primary != "(area)") return wrong("\"" + std::string(primary) + "\" is no class of assets; write one of individual, association, institution, place, economy, culture.");
    base::Status status;
    each_word(cells[2], [&](std::string_view word) {
        const std::int32_t known = column::code_of(column::asset_class_words, word);
        if (known < 0) status = wrong("\"" + std::string(word) + "\" is no class of assets.");
        else rule.secondary |= bit(known);
    });
    if (!status) return status;
    rule.sensitivity = column::code_of(column::sensitivity_words, sensitivity);
    if (rule.sensitivity < 0) return wrong("a sensitivity is S, H or nothing.");
    if (!by_tag_.try_emplace(rule.key + '=' + (rule.value == "*" ? "" : rule.value), rules_.size()).second) return wrong("the tag " + std::string(tag) + " came before.");
    rules_.push_back(std::move(rule));
    return {};
}

base::Result<OsmTable> OsmTable::parse(std::string_view csv, const std::string& file) {
    DelimitedReader reader(csv, ',');
    std::array<int, read_columns.size()> columns{};
    for (std::size_t i = 0; i < read_columns.size(); ++i) {
        columns[i] = reader.find(read_columns[i]);
        if (columns[i] < 0) return base::bad_input(file + " is no table of tags: it has no column " + std::string(read_columns[i]) + '.');
    }
    reader.choose(columns);
    OsmTable table;
    RowBatch batch;
    batch.reset(columns.size());
    std::array<std::string_view, read_columns.size()> cells;
    while (reader.next(batch))
        for (std::size_t row = 0; row < batch.rows; ++row) {
            for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = batch.cells(c)[row];
            if (base::Status status = table.add(cells, batch.source_row[row], file); !status) return status.error();
        }
    return table;
}

const OsmTable::Rule* OsmTable::find(std::string_view key, std::string_view value) const {
    std::string tag(key);
    tag += '=';
    const std::size_t bare = tag.size();
    tag += value;
    auto at = by_tag_.find(tag);
    if (at == by_tag_.end() && is_yes(value)) at = by_tag_.find(tag.substr(0, bare));
    return at == by_tag_.end() ? nullptr : &rules_[at->second];
}

std::vector<const OsmTable::Rule*> OsmTable::matches(std::span<const OsmTag> tags, std::string_view prefix) const {
    std::vector<const Rule*> found;
    for (const auto& [key, value] : tags) {
        std::string_view bare = key;
        if (!bare.starts_with(prefix)) continue;
        bare.remove_prefix(prefix.size());
        each_word(value, [&](std::string_view word) {
            if (const Rule* rule = find(bare, word)) found.push_back(rule);
        });
    }
    std::sort(found.begin(), found.end());  // the table's order, each once however often a file says it
    found.erase(std::unique(found.begin(), found.end()), found.end());
    // A refining tag beats its base; one of a type means something only beside its base.
    const auto has_base = [&](const Rule* rule) {
        return std::any_of(found.begin(), found.end(), [&](const Rule* other) { return other != rule && refines(rule->key, other->value); });
    };
    std::erase_if(found, [&](const Rule* rule) { return rule->key.ends_with(":type") && !has_base(rule); });
    const std::vector<const Rule*> all = found;
    std::erase_if(found, [&](const Rule* base) {
        return std::any_of(all.begin(), all.end(), [&](const Rule* other) { return other != base && refines(other->key, base->value); });
    });
    return found;
}

std::optional<OsmMeaning> OsmTable::meaning(std::span<const OsmTag> tags) const {
    std::vector<const Rule*> found = matches(tags, {});
    OsmMeaning meaning;
    if (found.empty()) {
        for (const char* prefix : {"disused:", "abandoned:", "demolished:"})
            if (found.empty()) found = matches(tags, prefix);
        meaning.fate = OsmFate::gone;
    }
    if (found.empty()) return std::nullopt;
    const auto first = std::find_if(found.begin(), found.end(), [](const Rule* rule) { return rule->primary >= 0; });
    const Rule& main = first == found.end() ? *found.front() : **first;
    for (const Rule* rule : found) {
        meaning.tags += (meaning.tags.empty() ? "" : ";") + rule->key + '=' + (rule->value == "*" ? std::string(value_of(tags, rule->key)) : rule->value);
        meaning.secondary |= rule->secondary | (rule->primary < 0 ? 0 : bit(rule->primary));
        meaning.sensitivity = std::max(meaning.sensitivity, sensitivity_of(rule->sensitivity, rule->subtype, tags));
    }
    meaning.subtype = main.subtype;
    meaning.potential = main.subtype.starts_with("potential");
    meaning.chain = is_yes(value_of(tags, "brand")) || is_yes(value_of(tags, "brand:wikidata"));
    if (main.primary < 0) {
        meaning.fate = OsmFate::named_place;
        return meaning;
    }
    meaning.primary = main.primary;
    meaning.secondary &= ~bit(main.primary);
    heed_operator(meaning, tags);
    if (meaning.fate == OsmFate::asset) meaning.fate = fate_of(meaning, tags);
    return meaning;
}

const OsmTable& usual_osm_table() {
    static const OsmTable table = [] {
        auto parsed = OsmTable::parse(osm_asset_map_csv, "osm_asset_map.csv");
        assert(parsed && "data/osm_asset_map.csv is checked by a test");
        return std::move(*parsed);
    }();
    return table;
}

}  // namespace kith::io
