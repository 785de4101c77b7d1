#pragma once
// One table of a recipe, read key by key; the first fault is kept as a sentence with file and line.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/recipe.hpp"
#include "engine/io/recipe_node.hpp"

namespace kith::io {

/// Collects what is wrong; the first complaint wins.
class Complaints {
public:
    explicit Complaints(std::string file) : file_(std::move(file)) {}
    void add(int line, std::string sentence);
    bool any() const { return first_.has_value(); }
    base::Error first() const { return *first_; }

private:
    std::string file_;
    std::optional<base::Error> first_;
};

class TableReader {
public:
    /// `title` is how messages call the table ("[[people]]"), `known` its name in known_keys().
    TableReader(Complaints& complaints, const Node& node, std::string title, std::string_view known);

    const Node* find(std::string_view key) const { return node_.find(key); }
    bool has(std::string_view key) const { return find(key) != nullptr; }
    int line() const { return node_.line; }
    const std::string& title() const { return title_; }

    // Each gives the value, or the default where the key is not there or wrong.
    std::string text(std::string_view key) const;
    std::optional<bool> boolean(std::string_view key) const;
    std::optional<double> number(std::string_view key, double least, double most) const;
    std::optional<PartialDate> date(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;
    /// The code of a word of a vocabulary.
    std::optional<std::int32_t> word(std::string_view key, std::span<const std::string_view> words) const;
    /// A name that other tables refer to: small letters, digits and underscores.
    std::string name(std::string_view key) const;

    Field field(std::string_view key) const;
    Field number_field(std::string_view key) const;
    ListField list_field(std::string_view key) const;
    std::vector<ListColumn> lists(std::string_view key) const;
    std::vector<Indicator> indicators(std::string_view key, column::Method method) const;
    std::vector<Where> where() const;
    Missing missing() const;
    Position position() const;
    /// `kind`, or `kind_value` as { all }.
    Field kind() const;

    // One value for a whole file must be one that the key can have: a slip there would be every row's. "unknown" and the states'
    // own names are such values.
    Field words(std::string_view key, std::span<const std::string_view> vocabulary) const;
    Field date_field(std::string_view key) const;
    /// permission, permission_by, permission_on, withdrawn, withdrawn_on, objected_on.
    Agreement agreement() const;
    Field yes_no(std::string_view key) const;
    /// A number from `least` to `most`.
    Field number_within(std::string_view key, double least, double most) const;
    /// file and what it is, where, missing and the block itself. `otherwise`: what a file is whose ending says nothing; `table`:
    /// which of a network's two the block reads when it does not say.
    void source(Source& block, Format otherwise = Format::table, std::string_view table = "nodes") const;
    /// The column `key` names, or, in a block of a network, the one that its format always has; else it is missing.
    std::string column_of_network(std::string_view key, const Source& block, std::string_view usual) const;

    void complain(std::string_view key, std::string_view what) const;
    /// "kind and kind_value exclude each other" when both are there.
    void exclude(std::string_view a, std::string_view b) const;

private:
    void check_keys(std::string_view known) const;
    Field field_of(const Node& node, std::string_view key, bool numbers) const;
    WordMap map_of(const Node& node, std::string_view key, bool numbers) const;
    bool wants(const Node& node, Node::Kind kind, std::string_view key, std::string_view what) const;
    std::optional<column::State> state_of(const Node& node, std::string_view key) const;
    Complaints& complaints_;
    const Node& node_;
    std::string title_;
};

/// A text, or a number as the file would have it; nothing for anything else.
std::optional<std::string> scalar_text(const Node& node);

}  // namespace kith::io
