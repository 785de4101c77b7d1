#include "engine/io/recipe_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"

namespace kith::io {
namespace {

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string spelled_out(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ", ";
        text += word.empty() ? std::string_view("\"\"") : word;
    }
    return text;
}

std::string nearest(std::string_view word, std::span<const std::string_view> known) {
    const std::string_view near = base::nearest_word(word, known);
    return near.empty() ? std::string() : "; the nearest is " + in_quotes(near);
}

/// The fewest digits that give the number back.
std::string shortest(double number) {
    std::array<char, 32> text;
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() ? std::string(text.data(), end) : std::string();
}

bool is_name(std::string_view text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> scalar_text(const Node& node) {
    if (node.is(Node::Kind::text) || node.is(Node::Kind::date)) return node.text;
    if (node.is(Node::Kind::integer)) return std::to_string(node.integer);
    if (node.is(Node::Kind::number)) return shortest(node.number);
    return std::nullopt;
}

void Complaints::add(int line, std::string sentence) {
    if (first_) return;
    std::string where = file_;
    if (line > 0) where += ", line " + std::to_string(line);
    first_ = base::bad_input(where + ": " + std::move(sentence));
}

TableReader::TableReader(Complaints& complaints, const Node& node, std::string title, std::string_view known)
    : complaints_(complaints), node_(node), title_(std::move(title)) {
    check_keys(known);
}

void TableReader::check_keys(std::string_view known) const {
    const auto all = known_keys();
    const auto table = std::find_if(all.begin(), all.end(), [&](const KnownKeys& k) { return k.table == known; });
    for (const auto& [key, value] : node_.entries)
        if (std::find(table->keys.begin(), table->keys.end(), key) == table->keys.end())
            complaints_.add(value.line, title_ + " has no key " + in_quotes(key) + nearest(key, table->keys) + ".");
    for (const std::string_view key : table->required)
        if (!has(key)) complaints_.add(node_.line, std::string(key) + " is missing in " + title_ + ".");
}

void TableReader::complain(std::string_view key, std::string_view what) const {
    const Node* node = find(key);
    complaints_.add(node == nullptr ? node_.line : node->line, std::string(key) + " in " + title_ + ' ' + std::string(what) + '.');
}

void TableReader::exclude(std::string_view a, std::string_view b) const {
    if (has(a) && has(b)) complain(b, "cannot stand beside " + std::string(a) + ": say one of the two");
}

bool TableReader::wants(const Node& node, Node::Kind kind, std::string_view key, std::string_view what) const {
    if (node.is(kind)) return true;
    complaints_.add(node.line, std::string(key) + " in " + title_ + " must be " + std::string(what) + '.');
    return false;
}

std::string TableReader::text(std::string_view key) const {
    const Node* node = find(key);
    if (node == nullptr || !wants(*node, Node::Kind::text, key, "text in quotes")) return {};
    if (node->text.empty()) complain(key, "is empty");
    return node->text;
}

std::optional<bool> TableReader::boolean(std::string_view key) const {
    const Node* node = find(key);
    if (node == nullptr || !wants(*node, Node::Kind::boolean, key, "true or false, without quotes")) return std::nullopt;
    return node->boolean;
}

std::optional<double> TableReader::number(std::string_view key, double least, double most) const {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is(Node::Kind::integer) && !wants(*node, Node::Kind::number, key, "a number")) return std::nullopt;
    if (!(node->number >= least && node->number <= most)) {
        complain(key, "must be from " + shortest(least) + " to " + shortest(most));
        return std::nullopt;
    }
    return node->number;
}

std::optional<PartialDate> TableReader::date(std::string_view key) const {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    PartialDate date;
    bool day_first = false;
    const bool text = node->is(Node::Kind::text) || node->is(Node::Kind::date);
    const bool whole = text && (node->text.size() == 4 || node->text.size() == 7 || node->text.size() == 10);
    if (!whole || node->text.find('/') != std::string::npos || read_date(node->text, date, day_first) != Fault::none) {
        complain(key, "must be a date: 2026-06-30, \"2026-06\" or \"2026\"");
        return std::nullopt;
    }
    return date;
}

std::vector<std::string> TableReader::texts(std::string_view key) const {
    const Node* node = find(key);
    std::vector<std::string> out;
    if (node == nullptr || !wants(*node, Node::Kind::list, key, "a list of texts")) return out;
    for (const Node& item : node->items) {
        if (!wants(item, Node::Kind::text, key, "a list of texts")) return out;
        if (item.text.empty()) complain(key, "holds an empty text");
        out.push_back(item.text);
    }
    return out;
}

std::optional<std::int32_t> TableReader::word(std::string_view key, std::span<const std::string_view> words) const {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!wants(*node, Node::Kind::text, key, "one of " + spelled_out(words))) return std::nullopt;
    const std::int32_t code = column::code_of(words, node->text);
    if (code >= 0) return code;
    complain(key, "is " + in_quotes(node->text) + "; it must be one of " + spelled_out(words) + nearest(node->text, words));
    return std::nullopt;
}

std::string TableReader::name(std::string_view key) const {
    std::string value = text(key);
    if (!value.empty() && !is_name(value)) complain(key, "must be of small letters, digits and _, and begin with a letter");
    return value;
}

WordMap TableReader::map_of(const Node& node, std::string_view key, bool numbers) const {
    WordMap map;
    if (!wants(node, Node::Kind::table, key, "a column, or a table whose map is a table of words")) return map;
    for (const auto& [word, ours] : node.entries) {
        const bool number = ours.is(Node::Kind::integer) || ours.is(Node::Kind::number);
        const auto text = scalar_text(ours);
        if (!text || (numbers && (!number || ours.number < 0)))
            complaints_.add(ours.line, "the map of " + std::string(key) + " in " + title_ + " must turn " + in_quotes(word) + " into " +
                                           (numbers ? "a number, not below 0." : "a word or a number."));
        else
            map.emplace_back(word, *text);
    }
    return map;
}

Field TableReader::field_of(const Node& node, std::string_view key, bool numbers) const {
    Field field;
    if (node.is(Node::Kind::text)) {
        if (node.text.empty()) complain(key, "is empty");
        field.column = node.text;
        return field;
    }
    if (!wants(node, Node::Kind::table, key, "a column's name, { all = … } or { column = …, map = { … } }")) return field;
    const TableReader table(complaints_, node, std::string(key) + " of " + title_, "field");
    field.column = table.text("column");
    if (const Node* map = node.find("map")) field.map = map_of(*map, key, numbers);
    if (const Node* all = node.find("all")) {
        table.exclude("column", "all");
        table.exclude("map", "all");
        const bool number = all->is(Node::Kind::integer) || all->is(Node::Kind::number);
        field.all = scalar_text(*all);
        if (!field.all || all->is(Node::Kind::date) || (numbers && (!number || all->number < 0)))
            table.complain("all", numbers ? "must be a number, not below 0" : "must be a word or a number");
    } else if (field.column.empty()) {
        complain(key, "must say column or all");
    }
    return field;
}

Field TableReader::field(std::string_view key) const {
    const Node* node = find(key);
    return node == nullptr ? Field() : field_of(*node, key, false);
}

Field TableReader::number_field(std::string_view key) const {
    const Node* node = find(key);
    return node == nullptr ? Field() : field_of(*node, key, true);
}

Field TableReader::kind() const {
    exclude("kind", "kind_value");
    if (!has("kind_value")) return field("kind");
    Field field;
    field.all = text("kind_value");
    return field;
}

Agreement TableReader::agreement() const {
    return {list_field("permission"), field("permission_by"), date_field("permission_on"), list_field("withdrawn"), date_field("withdrawn_on"), date_field("objected_on")};
}

}  // namespace kith::io
