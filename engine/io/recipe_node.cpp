#include "engine/io/recipe_node.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace kith::io {
namespace {

Node from_toml(const toml::node& source);

Node table_of(const toml::table& source) {
    Node node;
    node.kind = Node::Kind::table;
    for (const auto& [key, value] : source) node.entries.push_back({std::string(key.str()), from_toml(value)});
    return node;
}

std::string text_of(const toml::date& date) {
    char text[16];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", static_cast<unsigned>(date.year), static_cast<unsigned>(date.month),
        static_cast<unsigned>(date.day));
    return text;
}

Node from_toml(const toml::node& source) {
    Node node;
    if (const auto* table = source.as_table()) {
        node = table_of(*table);
    } else if (const auto* array = source.as_array()) {
        node.kind = Node::Kind::list;
        for (const toml::node& item : *array) node.items.push_back(from_toml(item));
    } else if (const auto* text = source.as_string()) {
        node.kind = Node::Kind::text;
        node.text = text->get();
    } else if (const auto* integer = source.as_integer()) {
        node.kind = Node::Kind::integer;
        node.integer = integer->get();
        node.number = static_cast<double>(node.integer);
    } else if (const auto* number = source.as_floating_point()) {
        node.kind = Node::Kind::number;
        node.number = number->get();
    } else if (const auto* boolean = source.as_boolean()) {
        node.kind = Node::Kind::boolean;
        node.boolean = boolean->get();
    } else if (const auto* date = source.as_date()) {
        node.kind = Node::Kind::date;
        node.text = text_of(date->get());
    } else if (const auto* moment = source.as_date_time()) {
        node.kind = Node::Kind::date;
        node.text = text_of(moment->get().date);
    } else {
        node.kind = Node::Kind::text;  // a time of day: text that no key takes
        node.text = "a time of day";
    }
    node.line = static_cast<int>(source.source().begin.line);
    return node;
}

Node from_json(const nlohmann::ordered_json& source) {
    Node node;
    if (source.is_object()) {
        for (const auto& [key, value] : source.items()) node.entries.push_back({key, from_json(value)});
    } else if (source.is_array()) {
        node.kind = Node::Kind::list;
        for (const auto& item : source) node.items.push_back(from_json(item));
    } else if (source.is_boolean()) {
        node.kind = Node::Kind::boolean;
        node.boolean = source.get<bool>();
    } else if (source.is_number_integer()) {
        node.kind = Node::Kind::integer;
        node.integer = source.get<std::int64_t>();
        node.number = static_cast<double>(node.integer);
    } else if (source.is_number()) {
        node.kind = Node::Kind::number;
        node.number = source.get<double>();
    } else {
        node.kind = Node::Kind::text;
        node.text = source.is_string() ? source.get<std::string>() : std::string();
    }
    return node;
}

nlohmann::ordered_json json_of(const Node& node, std::string_view skip) {
    switch (node.kind) {
        case Node::Kind::text:
        case Node::Kind::date: return node.text;
        case Node::Kind::integer: return node.integer;
        case Node::Kind::number: return node.number;
        case Node::Kind::boolean: return node.boolean;
        case Node::Kind::list: {
            auto list = nlohmann::ordered_json::array();
            for (const Node& item : node.items) list.push_back(json_of(item, {}));
            return list;
        }
        case Node::Kind::table: break;
    }
    auto table = nlohmann::ordered_json::object();
    for (const auto& [key, value] : node.entries)
        if (skip.empty() || key != skip) table[key] = json_of(value, {});
    return table;
}

}  // namespace

Node::Node() = default;
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

const Node* Node::find(std::string_view key) const {
    const auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return at == entries.end() ? nullptr : &at->value;
}

base::Result<Node> node_from_toml(std::string_view text, const std::string& file_name) {
    try {
        const toml::table table = toml::parse(text, file_name);
        Node node = table_of(table);
        node.line = 1;
        return node;
    } catch (const toml::parse_error& error) {
        return base::bad_input(file_name + ", line " + std::to_string(error.source().begin.line) + ": this is not TOML as it should be (" +
                               std::string(error.description()) + ").");
    } catch (const std::exception& error) {
        return base::bad_input(file_name + " cannot be read as TOML (" + error.what() + ").");
    }
}

base::Result<Node> node_from_json(std::string_view text) {
    try {
        return from_json(nlohmann::ordered_json::parse(text));
    } catch (const nlohmann::json::exception&) {
        return base::bad_input("A block of the recipe did not arrive whole.");
    }
}

std::string to_json(const Node& node, std::string_view skip) {
    return json_of(node, skip).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace kith::io
