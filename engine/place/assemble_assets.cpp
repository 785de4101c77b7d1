#include <algorithm>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/place/assemble.hpp"
#include "engine/place/registry.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::State;

/// What a row's own words and the registry together say of an asset.
struct Classes {
    std::vector<std::int32_t> primary, secondary, form, sensitivity;
    column::States primary_states;
    std::int64_t unknown_words = 0, no_words = 0;
};

std::int32_t own_or(const Column* c, std::size_t row, std::int32_t other) { return c != nullptr && c->known(row) ? c->i32()[row] : other; }

void classify(Classes& classes, const Block& block, const Stack::Part& part) {
    const Column* subtype = part.table->find("subtype");
    std::vector<const AssetSubtype*> known;
    if (subtype != nullptr)
        for (std::int32_t code = 0; code < subtype->dictionary().size(); ++code) known.push_back(find_asset_subtype(subtype->dictionary()[code]));
    const Column *primary = part.table->find("class"), *secondary = part.table->find("secondary"), *form = part.table->find("form"),
                 *sensitivity = part.table->find("sensitivity");
    std::map<std::string, std::int64_t> strange;
    for (const std::int32_t signed_row : part.rows) {
        const auto row = static_cast<std::size_t>(signed_row);
        const bool worded = subtype != nullptr && subtype->known(row);
        const AssetSubtype* entry = worded ? known[static_cast<std::size_t>(subtype->codes()[row])] : nullptr;
        const std::int32_t chosen = own_or(primary, row, entry == nullptr ? -1 : static_cast<std::int32_t>(entry->primary));
        classes.primary.push_back(std::max(chosen, 0));
        classes.primary_states.push_back(static_cast<std::uint8_t>(chosen < 0 ? State::unstated : State::known));
        if (chosen < 0 && worded) ++strange[std::string(subtype->text(row))];
        if (chosen < 0 && !worded) ++classes.no_words;
        classes.secondary.push_back(own_or(secondary, row, entry == nullptr ? 0 : entry->secondary));
        classes.form.push_back(own_or(form, row, static_cast<std::int32_t>(entry == nullptr ? column::Form::organisation : entry->form)));
        classes.sensitivity.push_back(own_or(sensitivity, row, static_cast<std::int32_t>(entry == nullptr ? column::Sensitivity::ordinary : entry->sensitivity)));
    }
    for (const auto& [word, count] : strange) {
        classes.unknown_words += count;
        block.report->note_many({block.report->file, 0, "kind", word, "unknown_subtype",
                                 base::counted(count, "asset") + " of kind \"" + word + "\": this word is not in the list of subtypes, so the class is not known. "
                                 "Say class in the recipe, or turn the word into one of data/asset_classes.csv with a map.",
                                 column::Severity::note}, count);
    }
}

base::Status keep_asset_words(Assembly& assembly, const Stack& stack) {
    column::SegmentBuilder names("assets.names"), details("assets.details");
    stack.copy(names, "id", "id");
    stack.copy(names, "name", "name");
    if (auto s = assembly.keep(std::move(names)); !s) return s;
    for (const char* key : {"when", "cost", "step_free", "languages", "how_to_join", "contact", "source", "source_licence", "interests", "offers", "wants"})
        stack.copy(details, key, key, State::not_asked);
    for (const std::string& key : stack.keys_with("keep/")) stack.copy(details, key, std::string_view(key).substr(5), State::not_asked);
    return details.column_count() > 0 ? assembly.keep(std::move(details)) : base::Status();
}

std::vector<base::EntityKey> keys_of(const Assembly& assembly, std::span<const Block> blocks) {
    std::vector<base::EntityKey> keys;
    for (std::size_t b = 0; b < blocks.size(); ++b)
        for (std::int32_t code = 0; code < assembly.assets[b].size(); ++code)
            keys.push_back(base::key_for(base::EntityKind::asset, "assets:" + blocks[b].report->file, assembly.assets[b][code]));
    return keys;
}

}  // namespace

base::Status assemble_assets(Assembly& assembly, std::span<const Block> blocks) {
    if (blocks.empty()) return {};
    Stack stack;
    Classes classes;
    for (const Block& block : blocks) {
        assembly.first_asset.push_back(static_cast<std::int32_t>(stack.rows()));
        assembly.assets.emplace_back();
        stack.add(block.table, first_of_each(block, "id", assembly.assets.back(), false));
        classify(classes, block, stack.parts().back());
    }
    assembly.asset_count = stack.rows();
    assembly.asset_sensitivity = classes.sensitivity;
    if (auto s = keep_asset_words(assembly, stack); !s) return s;
    const Column* points = nullptr;
    if (stack.has("point")) {
        column::SegmentBuilder positions("assets.positions");
        stack.copy(positions, "point", "point");
        if (stack.has("placed_by")) positions.add_i32("placed_by", stack.integers("placed_by", 0));
        if (auto s = assembly.keep(std::move(positions)); !s) return s;
        points = assembly.segments.back()->find("point");
    }
    auto placing = place_rows(assembly, "assets", points, stack.rows(), stated_areas(assembly, stack, blocks, "the asset"));
    if (!placing) return placing.error();

    column::SegmentBuilder core("assets");
    add_keys(core, keys_of(assembly, blocks));
    core.add_i32("class", std::move(classes.primary), std::move(classes.primary_states)).add_i32("secondary", std::move(classes.secondary));
    if (stack.has("subtype")) stack.copy(core, "subtype", "subtype");
    else core.add_text("subtype", std::vector<std::int32_t>(stack.rows(), -1), {}, column::States(stack.rows(), static_cast<std::uint8_t>(State::unstated)));
    core.add_i32("form", std::move(classes.form));
    if (stack.has("status")) stack.copy(core, "status", "status", State::known);
    else core.add_i32("status", std::vector<std::int32_t>(stack.rows(), 0));
    if (stack.has("stance")) core.add_i32("stance", stack.integers("stance", 0));
    core.add_i32("area", std::move(placing->area));
    if (stack.has("online")) stack.copy(core, "online", "online");
    core.add_i32("sensitivity", std::move(classes.sensitivity));
    for (const char* key : {"confirmed_by", "confirmed_on", "review_by"}) stack.copy(core, key, key, State::not_asked);
    std::vector<std::int32_t> itself(stack.rows());
    std::iota(itself.begin(), itself.end(), 0);
    core.add_i32("counted_with", std::move(itself));
    add_source_rows(core, stack);
    return assembly.keep(std::move(core));
}

}  // namespace kith::place
