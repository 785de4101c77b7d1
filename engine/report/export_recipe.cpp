#include "engine/report/export_recipe.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace kith::report {
namespace {

/// A TOML basic string.
std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') (out += '\\') += c;
        else if (code < 0x20 || code == 0x7F) {
            constexpr std::string_view hex = "0123456789abcdef";
            ((out += "\\u00") += hex[code >> 4]) += hex[code & 15];
        } else out += c;
    }
    return out + '"';
}

using Pairs = std::initializer_list<std::pair<const char*, const char*>>;  // the recipe's key, our column

class Block {
public:
    Block(const RecipeTables& tables, std::string title, const LayerSpec& layer, std::span<const StateWords> words) : layer_(layer), words_(words) {
        text_ = "\n[[" + title + "]]\n";
        if (tables.workbook.empty()) text_ += "file = " + toml_text(layer.name + ".csv") + "\n";
        else text_ += "file = " + toml_text(tables.workbook) + "\nsheet = " + toml_text(layer.name) + "\n";
    }
    bool has(std::string_view column) const {
        return std::any_of(layer_.columns.begin(), layer_.columns.end(), [&](const LayerColumn& c) { return c.name == column; });
    }
    void columns(Pairs pairs) {
        for (const auto& [key, column] : pairs) {
            if (!has(column)) continue;
            line(std::string(key) + " = " + toml_text(column));
            taken_.emplace_back(column);
        }
    }
    /// Whatever no key takes.
    void keep(std::initializer_list<std::string_view> but, std::string_view indicators = {}) {
        std::string list;
        for (const LayerColumn& column : layer_.columns) {
            const bool named = std::find(taken_.begin(), taken_.end(), column.name) != taken_.end() || std::find(but.begin(), but.end(), column.name) != but.end();
            if (!named) list += (list.empty() ? "" : ", ") + toml_text(column.name);
        }
        if (!list.empty()) line((indicators.empty() ? std::string("keep") : std::string(indicators)) + " = [" + list + "]");
    }
    void line(const std::string& words) { text_ += words + "\n"; }
    void take(std::string column) { taken_.push_back(std::move(column)); }
    /// Lists of words: `lists` where `own` is said, else each a key.
    void lists(std::initializer_list<const char*> names) {
        std::string list;
        for (const char* name : names) {
            if (!has(name)) continue;
            list += (list.empty() ? "" : ", ") + std::string(name) + " = \";\"";
            taken_.emplace_back(name);
        }
        if (!list.empty()) line("lists = { " + list + " }");
    }
    std::string finish() {
        std::string missing;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            std::string of_column;
            for (std::size_t state = 0; state < words_[i].size(); ++state)
                if (!words_[i][state].empty())
                    of_column += (of_column.empty() ? "" : ", ") + toml_text(words_[i][state]) + " = " + toml_text(column::name_of(static_cast<column::State>(state)));
            if (!of_column.empty()) missing += (missing.empty() ? "" : ", ") + toml_text(layer_.columns[i].name) + " = { " + of_column + " }";
        }
        if (!missing.empty()) line("missing = { " + missing + " }");
        return std::move(text_);
    }

private:
    const LayerSpec& layer_;
    std::span<const StateWords> words_;
    std::string text_;
    std::vector<std::string> taken_;
};

void position(Block& block, const RecipeTables& tables) {
    if (!block.has("x")) return;
    block.columns({{"x", "x"}, {"y", "y"}});
    block.line("crs = " + toml_text(tables.view.crs()));
    block.columns({{"placed_by", "placed_by"}});
}

std::string people_block(const RecipeTables& tables, bool areas) {
    Block block(tables, "people", *tables.layers.people, tables.people);
    block.columns({{"id", "id"}, {"name", "name"}});
    position(block, tables);
    if (areas) block.columns({{"area", "area"}});
    block.line("role = { column = \"role\" }");
    block.take("role");
    block.columns({{"state", "living"}, {"household", "household"}, {"introduce", "introduce"}, {"own_view", "own_view"}, {"own_view_until", "own_view_until"}, {"permission", "permission"},
                   {"permission_by", "given_by"}, {"permission_on", "given_on"}, {"permission_notice", "notice"}, {"withdrawn", "withdrawn"}, {"withdrawn_on", "withdrawn_on"}, {"objected_on", "objected_on"}});
    block.line("under_18 = \"keep\"");
    block.lists({"interests", "offers", "wants"});
    std::string asked;
    for (const std::string_view facet : column::facet_words) {
        const std::string name = "asked_" + std::string(facet);
        if (!block.has(name)) continue;
        asked += (asked.empty() ? "" : ", ") + std::string(facet) + " = \"" + name + '"';
        block.take(name);
    }
    if (block.has("asked_on")) asked += (asked.empty() ? "" : ", ") + std::string("on = \"asked_on\"");
    if (!asked.empty()) block.line("asked = { " + asked + " }");
    block.keep({"area", "asked_on"});
    return block.finish();
}

std::string assets_block(const RecipeTables& tables, bool areas) {
    Block block(tables, "assets", *tables.layers.assets, tables.assets);
    block.columns({{"id", "id"}, {"name", "name"}, {"kind", "subtype"}, {"class", "class"}, {"secondary", "secondary"}, {"form", "form"}, {"stance", "stance"}});
    position(block, tables);
    if (areas) block.columns({{"area", "area"}});
    block.columns({{"online", "online"}, {"when", "when"}, {"cost", "cost"}, {"step_free", "step_free"}, {"languages", "languages"}, {"how_to_join", "how_to_join"}, {"contact", "contact"},
                   {"status", "status"}, {"confirmed_on", "confirmed_on"}, {"confirmed_by", "confirmed_by"}, {"review_by", "review_by"}, {"source", "source"}, {"source_licence", "source_licence"},
                   {"sensitivity", "sensitivity"}});
    block.keep({"area"});
    return block.finish();
}

std::string ties_block(const RecipeTables& tables) {
    Block block(tables, "ties", *tables.layers.ties, tables.ties);
    block.columns({{"from", "from"}, {"to", "to"}, {"kind", "kind"}, {"paid", "paid"}, {"direction", "direction"}, {"closeness", "closeness"}, {"strength", "strength"}, {"frequency", "frequency"},
                   {"functions", "functions"}, {"reported_by", "reported_by"}, {"since", "since"}, {"until", "until"}, {"last_confirmed", "last_confirmed"}, {"met_through", "met_through"},
                   {"permission", "permission"}, {"permission_by", "permission_by"}, {"permission_on", "permission_on"}, {"withdrawn", "withdrawn"}, {"withdrawn_on", "withdrawn_on"}});
    return block.finish();
}

std::string areas_blocks(const RecipeTables& tables) {
    std::string out;
    for (const auto& layer : tables.view.layers()) {
        const std::string name = layer.primary ? "areas" : "areas_" + layer.as;
        const auto at = std::find_if(tables.layers.areas.begin(), tables.layers.areas.end(), [&](const LayerSpec& l) { return l.name == name; });
        if (at == tables.layers.areas.end()) continue;
        out += "\n[[areas]]\nfile = " + toml_text(tables.boundaries) + "\nogr_layer = " + toml_text(name) + "\nas = " + toml_text(layer.as) + "\nid = \"id\"\n";
        if (std::any_of(at->columns.begin(), at->columns.end(), [](const LayerColumn& c) { return c.name == "name"; })) out += "name = \"name\"\n";
        out += "role = " + toml_text(column::layer_role_words[static_cast<std::size_t>(layer.role)]) + "\npartition = " + (layer.partition ? "true" : "false") + "\n";
        if (layer.primary) out += "primary = true\n";
        if (!layer.vintage.empty()) out += "vintage = " + toml_text(layer.vintage) + "\n";
        std::string columns;
        for (const LayerColumn& column : at->columns)
            if (column.name != "id" && column.name != "name" && column.name != "km2" && !column.name.ends_with("_state")) columns += (columns.empty() ? "" : ", ") + toml_text(column.name) + " = " + toml_text(column.name);
        if (!columns.empty()) out += "columns = { " + columns + " }\n";
    }
    return out;
}

}  // namespace

std::string export_recipe(const RecipeTables& tables) {
    std::string out = "# Reads these files again: kith check place.toml\nkith = 1\n\n[place]\nname = " + toml_text(tables.view.place_name()) + "\ncrs = " + toml_text(tables.view.crs()) + "\n";
    if (!tables.view.note().empty()) out += "note = " + toml_text(tables.view.note()) + "\n";
    const bool areas = !tables.boundaries.empty();
    if (areas) out += areas_blocks(tables);
    if (tables.layers.people) out += people_block(tables, areas);
    if (tables.layers.assets) out += assets_block(tables, areas);
    if (tables.layers.ties) out += ties_block(tables);
    return out;
}

}  // namespace kith::report
