#pragma once
// A recipe's text as a plain tree that knows its lines. TOML++ and JSON stay inside the source file.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::io {

struct Node {
    enum class Kind { text, date, integer, number, boolean, list, table };
    Kind kind = Kind::table;
    int line = 0;  // 0 when it came from JSON
    std::string text;  // of text and dates (as YYYY-MM-DD)
    std::int64_t integer = 0;
    double number = 0;
    bool boolean = false;
    std::vector<Node> items;
    struct Entry;
    std::vector<Entry> entries;

    Node();
    Node(const Node&);
    Node(Node&&) noexcept;
    Node& operator=(const Node&);
    Node& operator=(Node&&) noexcept;
    ~Node();
    const Node* find(std::string_view key) const;
    bool is(Kind k) const { return kind == k; }
};

struct Node::Entry {
    std::string key;
    Node value;
};

/// The error names `file_name` and the line.
base::Result<Node> node_from_toml(std::string_view text, const std::string& file_name);
base::Result<Node> node_from_json(std::string_view text);
/// Without the entry `skip`, if any. Dates become text.
std::string to_json(const Node& node, std::string_view skip = {});

}  // namespace kith::io
