#include "engine/io/recipe.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <tuple>

#include "engine/base/text.hpp"
#include "engine/io/recipe_blocks.hpp"

namespace kith::io {
namespace {

constexpr std::size_t largest_recipe = 4u << 20;

template <class Block>
void blocks_of(Complaints& complaints, const TableReader& root, std::string_view key, Block (*read)(Complaints&, const Node&),
    std::vector<Block>& out) {
    const Node* node = root.find(key);
    if (node == nullptr) return;
    const std::string how = "must be written as [[" + std::string(key) + "]]";
    if (!node->is(Node::Kind::list)) {
        root.complain(key, how);
        return;
    }
    for (const Node& item : node->items) {
        if (item.is(Node::Kind::table))
            out.push_back(read(complaints, item));
        else
            root.complain(key, how);
    }
}

void read_place(Complaints& complaints, const TableReader& root, Recipe& recipe) {
    const Node* node = root.find("place");
    if (node == nullptr) return;
    if (!node->is(Node::Kind::table)) {
        root.complain("place", "must be written as [place]");
        return;
    }
    const TableReader place(complaints, *node, "[place]", "place");
    recipe.name = place.text("name");
    if (place.has("crs")) recipe.crs = place.text("crs");
    recipe.as_of = place.date("as_of");
    recipe.whole_network_share = place.number("whole_network_share", 0, 0.8).value_or(0.8);
    if (recipe.whole_network_share <= 0) place.complain("whole_network_share", "must be above 0");
    for (const auto& [key, value, least] : {std::tuple("people_threshold", &recipe.people_threshold, 5), std::tuple("people_rounding", &recipe.people_rounding, 1)}) {
        const auto number = place.number(key, least, 100);
        if (number && *number != std::floor(*number)) place.complain(key, "must be a whole number");
        else if (number) *value = static_cast<int>(*number);
    }
    recipe.note = place.text("note");
}

void take_walking(Complaints& complaints, const TableReader& root, Recipe& recipe) {
    const Node* node = root.find("walking");
    if (node == nullptr) return;
    if (node->is(Node::Kind::table)) recipe.walking = walking_of(complaints, *node);
    else root.complain("walking", "must be written as [walking]");
}

/// [edits] and [decisions] name a file and nothing else.
std::string file_of(Complaints& complaints, const TableReader& root, std::string_view key) {
    const Node* node = root.find(key);
    if (node == nullptr) return {};
    const std::string title = "[" + std::string(key) + "]";
    if (node->is(Node::Kind::table)) return TableReader(complaints, *node, title, key).text("file");
    root.complain(key, "must be written as " + title);
    return {};
}

/// Names that must differ, and names that must be there.
template <class Block>
void check_names(Complaints& complaints, const std::vector<Block>& blocks, std::string_view what) {
    for (std::size_t i = 0; i < blocks.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (blocks[i].as == blocks[j].as)
                complaints.add(blocks[i].line, "two " + std::string(what) + " are called \"" + blocks[i].as + "\"; give one of them another as.");
}

void check_layers(Complaints& complaints, Recipe& recipe) {
    check_names(complaints, recipe.areas, "[[areas]]");
    check_names(complaints, recipe.backdrop, "[[backdrop]]");
    const auto is_primary = [](const Areas& a) { return a.primary; };
    if (std::count_if(recipe.areas.begin(), recipe.areas.end(), is_primary) > 1)
        complaints.add(std::find_if(recipe.areas.rbegin(), recipe.areas.rend(), is_primary)->line, "only one of [[areas]] can be primary.");
    if (!recipe.areas.empty() && std::none_of(recipe.areas.begin(), recipe.areas.end(), is_primary)) recipe.areas.front().primary = true;
    for (const Areas& layer : recipe.areas) {
        std::vector<std::string> names;
        for (const Indicator& indicator : layer.columns) names.push_back(indicator.as);
        for (const Join& join : layer.joins)
            for (const Indicator& indicator : join.columns) names.push_back(indicator.as);
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice != names.end()) complaints.add(layer.line, "two columns of the areas \"" + layer.as + "\" are called \"" + *twice + "\".");
    }
}

/// The layer that positions by area name. A recipe without areas of its own may name one that a plugin's author knows of.
void check_area_layers(Complaints& complaints, const Recipe& recipe) {
    if (recipe.areas.empty()) return;
    std::vector<std::string_view> known;
    for (const Areas& layer : recipe.areas) known.push_back(layer.as);
    const auto check = [&](const auto& blocks) {
        for (const auto& block : blocks) {
            const std::string& layer = block.position.area_layer;
            if (layer.empty() || std::find(known.begin(), known.end(), layer) != known.end()) continue;
            const std::string_view near = base::nearest_word(layer, known);
            complaints.add(block.line, "area_layer is \"" + layer + "\", but no [[areas]] has this as" +
                                           (near.empty() ? std::string() : "; the nearest is \"" + std::string(near) + '"') + ".");
        }
    };
    check(recipe.people);
    check(recipe.households);
    check(recipe.assets);
}

/// Whoever goes by a postcode needs a file that says where it is.
void check_lookups(Complaints& complaints, const Recipe& recipe) {
    const auto there = [&](LookupOf of) { return std::any_of(recipe.lookups.begin(), recipe.lookups.end(), [&](const Lookup& lookup) { return lookup.of == of; }); };
    const auto check = [&](std::string_view title, const auto& blocks) {
        for (const auto& block : blocks)
            for (const auto& [key, column, of] : {std::tuple("postcode", &block.position.postcode, LookupOf::postcode), std::tuple("uprn", &block.position.uprn, LookupOf::uprn)})
                if (!column->empty() && !there(of))
                    complaints.add(block.line, std::string(key) + " in " + std::string(title) + " needs [[lookups]] with of = \"" + key + "\" that names a file of where they are, such as " +
                                                   (of == LookupOf::postcode ? "the ONS Postcode Directory." : "OS Open UPRN."));
    };
    check("[[people]]", recipe.people);
    check("[[households]]", recipe.households);
    check("[[assets]]", recipe.assets);
}

void check_analyses(Complaints& complaints, const Recipe& recipe) {
    check_names(complaints, recipe.lenses, "[[lenses]]");
    check_names(complaints, recipe.analyses, "[[analyses]]");
    std::vector<std::string_view> known;
    for (const Lens& lens : recipe.lenses) known.push_back(lens.as);
    for (const Analysis& analysis : recipe.analyses) {
        if (analysis.lens.empty() || std::find(known.begin(), known.end(), analysis.lens) != known.end()) continue;
        const std::string_view near = base::nearest_word(analysis.lens, known);
        complaints.add(analysis.line, "lens is \"" + analysis.lens + "\", but no [[lenses]] has this as" +
                                          (near.empty() ? std::string() : "; the nearest is \"" + std::string(near) + '"') + ".");
    }
}

}  // namespace

base::Result<Recipe> parse_recipe(std::string_view text, std::string file_name) {
    if (text.size() > largest_recipe) return base::bad_input(file_name + " is too large for a recipe (at most 4 MiB).");
    auto node = node_from_toml(text, file_name);
    if (!node) return node.error();
    Complaints complaints(file_name);
    Recipe recipe;
    recipe.file = std::move(file_name);
    const TableReader root(complaints, *node, "the recipe", "recipe");
    const Node* version = root.find("kith");
    if (version != nullptr && (!version->is(Node::Kind::integer) || version->integer != 1))
        root.complain("kith", "must be 1: this Kith reads recipes of version 1");
    read_place(complaints, root, recipe);
    recipe.edits = file_of(complaints, root, "edits");
    recipe.decisions = file_of(complaints, root, "decisions");
    blocks_of(complaints, root, "areas", areas_of, recipe.areas);
    blocks_of(complaints, root, "backdrop", backdrop_of, recipe.backdrop);
    take_walking(complaints, root, recipe);
    blocks_of(complaints, root, "lookups", lookup_of, recipe.lookups);
    blocks_of(complaints, root, "people", people_of, recipe.people);
    blocks_of(complaints, root, "households", households_of, recipe.households);
    blocks_of(complaints, root, "assets", assets_of, recipe.assets);
    blocks_of(complaints, root, "ties", ties_of, recipe.ties);
    blocks_of(complaints, root, "observations", observations_of, recipe.observations);
    blocks_of(complaints, root, "events", events_of, recipe.events);
    blocks_of(complaints, root, "never_introduce", never_introduce_of, recipe.never_introduce);
    blocks_of(complaints, root, "lenses", lens_of, recipe.lenses);
    blocks_of(complaints, root, "analyses", analysis_of, recipe.analyses);
    check_layers(complaints, recipe);
    check_area_layers(complaints, recipe);
    check_lookups(complaints, recipe);
    check_analyses(complaints, recipe);
    if (complaints.any()) return complaints.first();
    return recipe;
}

base::Result<Recipe> read_recipe(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return base::not_found("There is no recipe " + path.string() + "; name a .toml file that Kith can read.");
    std::ifstream stream(path, std::ios::binary);
    std::string text;
    for (char chunk[65536]; text.size() <= largest_recipe && (stream.read(chunk, sizeof chunk) || stream.gcount() > 0);)
        text.append(chunk, static_cast<std::size_t>(stream.gcount()));
    if (stream.bad() || !stream.is_open()) return base::io_error("The recipe " + path.string() + " cannot be read; check that it may be opened.");
    return parse_recipe(text, path.filename().string());
}

}  // namespace kith::io
