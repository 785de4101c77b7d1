// What takes more than one value: lists, maps of columns, conditions, positions.
#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/recipe_table.hpp"

namespace kith::io {

ListField TableReader::list_field(std::string_view key) const {
    ListField list;
    const Node* node = find(key);
    if (node == nullptr) return list;
    if (node->is(Node::Kind::text)) {
        if (node->text.empty()) complain(key, "is empty");
        list.column = node->text;
        return list;
    }
    if (!wants(*node, Node::Kind::table, key, "a column's name, { all = [ … ] } or { column = …, separator = … }")) return list;
    const TableReader table(complaints_, *node, std::string(key) + " of " + title_, "list_field");
    list.column = table.text("column");
    if (table.has("separator")) list.separator = table.text("separator");
    if (const Node* map = node->find("map")) list.map = map_of(*map, key, false);
    if (table.has("all")) {
        for (const std::string_view other : {"column", "separator", "map"}) table.exclude(other, "all");
        list.all = table.texts("all");
    } else if (list.column.empty()) {
        complain(key, "must say column or all");
    }
    return list;
}

std::vector<ListColumn> TableReader::lists(std::string_view key) const {
    std::vector<ListColumn> out;
    const Node* node = find(key);
    if (node == nullptr || !wants(*node, Node::Kind::table, key, "a table: column = separator")) return out;
    for (const auto& [column, how] : node->entries) {
        ListColumn list{column, {}, column};
        if (how.is(Node::Kind::text)) {
            list.separator = how.text;
            if (how.text.empty()) complaints_.add(how.line, "the separator of " + column + " in lists of " + title_ + " is empty.");
        } else if (wants(how, Node::Kind::table, key, "a table: column = separator, or column = { separator, as }")) {
            const TableReader table(complaints_, how, column + " in lists of " + title_, "list_column");
            list.separator = table.text("separator");
            if (table.has("as")) list.as = table.text("as");
        }
        const bool twice = std::any_of(out.begin(), out.end(), [&](const ListColumn& other) { return other.as == list.as; });
        if (twice) complaints_.add(how.line, "two lists of " + title_ + " are called \"" + list.as + "\".");
        out.push_back(std::move(list));
    }
    return out;
}

std::vector<Indicator> TableReader::indicators(std::string_view key, column::Method method) const {
    std::vector<Indicator> out;
    const Node* node = find(key);
    if (node == nullptr || !wants(*node, Node::Kind::table, key, "a table: source column = name here")) return out;
    if (node->entries.empty()) complain(key, "is empty");
    for (const auto& [column, how] : node->entries) {
        Indicator indicator{column, column, method};
        if (how.is(Node::Kind::text)) {
            indicator.as = how.text;
            if (how.text.empty()) complaints_.add(how.line, "the name of " + column + " in " + title_ + " is empty.");
        } else if (wants(how, Node::Kind::table, key, "a table: source column = name here, or = { as, method }")) {
            const TableReader table(complaints_, how, column + " in " + std::string(key) + " of " + title_, "indicator");
            if (table.has("as")) indicator.as = table.text("as");
            indicator.method = static_cast<column::Method>(table.word("method", column::method_words).value_or(static_cast<int>(method)));
        }
        out.push_back(std::move(indicator));
    }
    return out;
}

std::vector<Where> TableReader::where() const {
    std::vector<Where> out;
    const Node* node = find("where");
    if (node == nullptr || !wants(*node, Node::Kind::table, "where", "a table: column = value, or = [values]")) return out;
    for (const auto& [column, wanted] : node->entries) {
        Where clause{column, {}};
        const std::vector<Node> one{wanted};
        const std::vector<Node>& values = wanted.is(Node::Kind::list) ? wanted.items : one;
        if (values.empty()) complaints_.add(wanted.line, column + " in where of " + title_ + " is an empty list: nothing would be kept.");
        for (const Node& value : values) {
            Where::Value v;
            if (value.is(Node::Kind::boolean)) {
                v = {Where::Kind::boolean, value.boolean ? "true" : "false", 0};
            } else if (const auto text = scalar_text(value)) {
                const bool number = value.is(Node::Kind::integer) || value.is(Node::Kind::number);
                v = {number ? Where::Kind::number : Where::Kind::text, *text, value.number};
            } else {
                complaints_.add(value.line, column + " in where of " + title_ + " must be a text, a number, true, false, or a list of these.");
            }
            clause.values.push_back(std::move(v));
        }
        out.push_back(std::move(clause));
    }
    return out;
}

std::optional<column::State> TableReader::state_of(const Node& node, std::string_view key) const {
    column::State state = column::State::unstated;
    if (node.is(Node::Kind::text) && node.text != "known" && column::state_from_name(node.text, state)) return state;
    constexpr std::array<std::string_view, 6> words{"not_asked", "declined", "dont_know", "not_applicable", "unstated", "withheld"};
    const std::string_view near = node.is(Node::Kind::text) ? base::nearest_word(node.text, words) : std::string_view();
    complaints_.add(node.line, "missing in " + title_ + ": \"" + std::string(key) +
                                   "\" must mean one of not_asked, declined, dont_know, not_applicable, unstated, withheld" +
                                   (near.empty() ? std::string() : "; the nearest is \"" + std::string(near) + '"') + ".");
    return std::nullopt;
}

Missing TableReader::missing() const {
    Missing missing;
    const Node* node = find("missing");
    if (node == nullptr || !wants(*node, Node::Kind::table, "missing", "a table: word = state")) return missing;
    for (const auto& [word, meaning] : node->entries) {
        if (!meaning.is(Node::Kind::table)) {
            if (const auto state = state_of(meaning, word)) missing.everywhere.emplace_back(word, *state);
            continue;
        }
        WordStates words;
        for (const auto& [inner, state_node] : meaning.entries)
            if (const auto state = state_of(state_node, inner)) words.emplace_back(inner, *state);
        missing.of_column.emplace_back(word, std::move(words));
    }
    return missing;
}

Position TableReader::position() const {
    Position position;
    const bool national = has("easting") || has("northing");
    for (const std::string_view other : {"easting", "northing"}) {
        exclude("x", other);
        exclude("y", other);
    }
    position.x = text(national ? "easting" : "x");
    position.y = text(national ? "northing" : "y");
    const auto alone = [&](std::string_view a, std::string_view b) {
        if (has(a) && !has(b)) complain(a, "needs " + std::string(b) + " beside it");
        if (has(b) && !has(a)) complain(b, "needs " + std::string(a) + " beside it");
    };
    alone("x", "y");
    alone("easting", "northing");
    position.grid_ref = text("grid_ref");
    for (const std::string_view other : {"x", "easting", "crs"}) exclude("grid_ref", other);
    position.area = text("area");
    position.area_layer = text("area_layer");
    if (has("area_layer") && !has("area")) complain("area_layer", "needs area beside it");
    position.postcode = text("postcode");
    position.uprn = text("uprn");
    position.placed_by = words("placed_by", column::placed_by_words);
    if (has("crs"))
        position.crs = text("crs");
    else if (!position.grid_ref.empty())
        position.crs = "EPSG:27700";
    else if (!position.x.empty())
        position.crs = national ? "EPSG:27700" : "EPSG:4326";
    return position;
}

namespace {

bool is_state(const std::string& word) {
    column::State state = column::State::known;
    return word == "unknown" || (word != "known" && column::state_from_name(word, state));
}

}  // namespace

Field TableReader::words(std::string_view key, std::span<const std::string_view> vocabulary) const {
    Field found = field(key);
    if (!found.all || is_state(*found.all) || column::code_of(vocabulary, *found.all) >= 0) return found;
    const std::string_view near = base::nearest_word(*found.all, vocabulary);
    complain(key, "is \"" + *found.all + "\" for all, which is none of its words" +
                      (near.empty() ? std::string() : "; the nearest is \"" + std::string(near) + '"'));
    return found;
}

Field TableReader::date_field(std::string_view key) const {
    Field found = field(key);
    PartialDate date;
    bool day_first = false;
    if (found.all && !is_state(*found.all) && read_date(*found.all, date, day_first) != Fault::none)
        complain(key, "is \"" + *found.all + "\" for all, which is not a date such as 2026-06-30, 2026-06 or 2026");
    return found;
}

Field TableReader::yes_no(std::string_view key) const {
    Field found = field(key);
    bool yes = false;
    if (found.all && !is_state(*found.all) && read_yes_no(*found.all, yes) != Fault::none)
        complain(key, "is \"" + *found.all + "\" for all, which is neither yes nor no");
    return found;
}

Field TableReader::number_within(std::string_view key, double least, double most) const {
    Field found = field(key);
    double value = 0;
    if (found.all && !is_state(*found.all) && (read_number(*found.all, value) != Fault::none || !(value >= least && value <= most)))
        complain(key, "is \"" + *found.all + "\" for all, which it cannot be");
    return found;
}

void TableReader::source(Source& block, Format otherwise, std::string_view table) const {
    block.file = text("file");
    const auto format = word("format", format_words);
    block.format = format ? static_cast<Format>(*format) : format_by_name(block.file, otherwise);
    block.table = text("table");
    block.sheet = text("sheet");
    const bool one_table = block.format == Format::table || block.format == Format::features || block.format == Format::sheet;
    if (has("table") && (one_table || block.format == Format::network_canvas)) complain("table", "needs a file that holds several, such as a network");
    if (has("sheet") && block.format != Format::sheet) complain("sheet", "needs a spreadsheet (.xlsx or .ods)");
    constexpr std::array<std::string_view, 3> tables{"nodes", "edges", "graphs"};
    if (is_network(block.format) && block.table.empty())
        block.table = table;
    else if (is_network(block.format))
        word("table", tables);
    block.where = where();
    block.missing = missing();
    block.line = node_.line;
    block.json = to_json(node_, "join");
}

std::string TableReader::column_of_network(std::string_view key, const Source& block, std::string_view usual) const {
    if (has(key)) return text(key);
    if (is_network(block.format) || block.format == Format::open_referral || block.format == Format::grants) return std::string(usual);
    complaints_.add(node_.line, std::string(key) + " is missing in " + title_ + '.');
    return {};
}

}  // namespace kith::io
