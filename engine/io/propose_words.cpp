#include "engine/io/propose_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/propose_columns.hpp"

namespace kith::io {
namespace {

constexpr std::string_view no_value = "missing";
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> states{{{"not asked", "not_asked"}, {"declined to say", "declined"}, {"they do not know", "dont_know"},
                                                                               {"does not apply", "not_applicable"}, {"not stated", "unstated"}, {"withheld", "withheld"}}};

const std::string* key_value(const ProposedBlock& block, std::string_view key) {
    const auto at = std::find_if(block.keys.begin(), block.keys.end(), [&](const auto& k) { return k.first == key; });
    return at == block.keys.end() ? nullptr : &at->second;
}

/// Does this value of a key name the column: "Type", or { column = "Type" }?
bool names(std::string_view value, std::string_view column) {
    const std::string quoted = quoted_toml(column);
    return value == quoted || value == "{ column = " + quoted + " }";
}

const ColumnFacts* column_named(const TableFacts& table, std::string_view value) {
    const auto at = std::find_if(table.columns.begin(), table.columns.end(), [&](const ColumnFacts& c) { return names(value, c.name); });
    return at == table.columns.end() ? nullptr : &*at;
}

const WordMeaning* meaning_of(const ProposedBlock& block, std::string_view key, std::string_view column, std::string_view word) {
    const auto at = std::find_if(block.meanings.begin(), block.meanings.end(), [&](const WordMeaning& m) { return m.key == key && m.column == column && m.word == word; });
    return at == block.meanings.end() ? nullptr : &*at;
}

using OurWords = std::span<const std::pair<std::string_view, std::string_view>>;  // as people say it, and as a recipe does

KeyChoice choice_of(const ProposedBlock& block, std::string_view key, std::string_view column, const std::string& word, OurWords ours) {
    KeyChoice choice{std::string(key) + '/' + (key == no_value && !column.empty() ? std::string(column) + '/' : std::string()) + word, {}, false, {}, {}, -1};
    choice.label = key == no_value ? "\u201C" + word + "\u201D" + (column.empty() ? std::string() : " in " + std::string(column)) : "\u201C" + word + "\u201D is";
    choice.of = key;
    choice.column = column;
    choice.word = word;
    const WordMeaning* now = meaning_of(block, key, column, word);
    for (const auto& [label, value] : ours) {
        if (now != nullptr && now->ours == value) choice.chosen = static_cast<int>(choice.values.size());
        choice.choices.emplace_back(label);
        choice.values.emplace_back(value);
    }
    return choice;
}

/// Words of one column that Kith does not know.
void add_unknown(std::vector<KeyChoice>& out, const ProposedBlock& block, const TableFacts& table, std::string_view key, OurWords ours, const std::function<bool(const std::string&)>& known) {
    const std::string* value = key_value(block, key);
    const ColumnFacts* column = value == nullptr ? nullptr : column_named(table, *value);
    if (column == nullptr) return;
    for (const std::string& word : column->words)
        if (!known(word)) out.push_back(choice_of(block, key, column->name, word, ours));
}

bool says_nothing(const std::string& word) {
    constexpr std::array<std::string_view, 16> words{"unknown", "not known", "n/k", "nk", "dk", "don't know", "dont know", "refused", "declined", "prefer not to say", "not asked", "not stated",
                                                     "not applicable", "?", "tbc", "missing"};
    return std::find(words.begin(), words.end(), base::lower(word)) != words.end();
}

/// Numbers that stand apart from all others of a column: those below 0 where the others are not, and nines above all.
std::vector<std::string> codes_apart(const ColumnFacts& column) {
    std::vector<std::pair<double, std::string>> numbers;
    for (const std::string& word : column.words)
        if (double number = 0; read_number(word, number) == Fault::none) numbers.emplace_back(number, word);
    std::sort(numbers.begin(), numbers.end());
    std::vector<std::string> apart;
    if (numbers.size() < 3) return apart;
    for (const auto& [number, word] : numbers)
        if (number < 0 && numbers.back().first >= 0 && number == static_cast<int>(number)) apart.push_back(word);
    const auto& [last, word] = numbers.back();
    const double before = numbers[numbers.size() - 2].first;
    if ((last == 9 && before <= 7) || (last == 99 && before <= 90) || (last == 999 && before <= 900)) apart.push_back(word);
    return apart;
}

void add_missing(std::vector<KeyChoice>& out, const ProposedBlock& block, const TableFacts& table) {
    for (const std::string_view word : empty_words) {
        const bool there = std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnFacts& c) { return std::find(c.empty.begin(), c.empty.end(), word) != c.empty.end(); });
        if (!there) continue;
        KeyChoice choice = choice_of(block, no_value, "", std::string(word), states);
        const std::string* proposed = key_value(block, no_value);
        if (choice.chosen < 0 && proposed != nullptr && proposed->find(quoted_toml(word) + " = ") != std::string::npos) choice.chosen = 4;  // not stated
        out.push_back(std::move(choice));
    }
    for (const ColumnFacts& column : table.columns) {
        const bool taken = std::any_of(block.keys.begin(), block.keys.end(), [&](const auto& key) { return key.first != "id" && key.first != "name" && names(key.second, column.name); });
        if (!taken) continue;
        for (const std::string& word : column.words)
            if (says_nothing(word)) out.push_back(choice_of(block, no_value, column.name, word, states));
        for (const std::string& word : codes_apart(column)) out.push_back(choice_of(block, no_value, column.name, word, states));
    }
}

std::string with_map(const ProposedBlock& block, const std::string& key, const std::string& value) {
    std::string map, column;
    for (const WordMeaning& meaning : block.meanings) {
        if (meaning.key != key || !names(value, meaning.column)) continue;
        map += (map.empty() ? "" : ", ") + quoted_toml(meaning.word) + " = " + quoted_toml(meaning.ours);
        column = meaning.column;
    }
    return map.empty() ? value : "{ column = " + quoted_toml(column) + ", map = { " + map + " } }";
}

std::string missing_with(const ProposedBlock& block, std::string value) {
    std::string more;
    std::vector<std::string_view> columns;
    for (const WordMeaning& meaning : block.meanings) {
        if (meaning.key != no_value) continue;
        if (!meaning.column.empty()) {
            if (std::find(columns.begin(), columns.end(), meaning.column) == columns.end()) columns.push_back(meaning.column);
            continue;
        }
        const std::string word = quoted_toml(meaning.word) + " = ", unstated = word + "\"unstated\"";
        const std::size_t at = value.find(unstated);
        if (at != std::string::npos) value.replace(at, unstated.size(), word + quoted_toml(meaning.ours));
        else more += (more.empty() ? "" : ", ") + word + quoted_toml(meaning.ours);
    }
    for (const std::string_view column : columns) {
        std::string words;
        for (const WordMeaning& meaning : block.meanings)
            if (meaning.key == no_value && meaning.column == column) words += (words.empty() ? "" : ", ") + quoted_toml(meaning.word) + " = " + quoted_toml(meaning.ours);
        more += (more.empty() ? "" : ", ") + quoted_toml(column) + " = { " + words + " }";
    }
    if (more.empty()) return value;
    return value.empty() ? "{ " + more + " }" : value.substr(0, value.rfind(" }")) + ", " + more + " }";
}

}  // namespace

std::vector<KeyChoice> word_choices(const ProposedBlock& block, const TableFacts& table, const Vocabulary& vocabulary) {
    std::vector<KeyChoice> out;
    if (block.role == TableRole::assets) add_unknown(out, block, table, "kind", vocabulary.subtypes, [&](const std::string& word) { return !vocabulary.subtype(word).empty(); });
    if (block.role == TableRole::ties) add_unknown(out, block, table, "kind", vocabulary.tie_kinds, [&](const std::string& word) { return !vocabulary.tie_kind(word).empty(); });
    if (block.role == TableRole::people) {
        std::array<std::pair<std::string_view, std::string_view>, column::role_words.size()> roles;
        for (std::size_t i = 0; i < roles.size(); ++i) roles[i] = {column::role_words[i], column::role_words[i]};
        add_unknown(out, block, table, "role", roles, [](const std::string& word) { return column::code_of(column::role_words, word) >= 0; });
    }
    if (block.role == TableRole::assets || block.role == TableRole::ties || block.role == TableRole::people) add_missing(out, block, table);
    return out;
}

void set_meaning(ProposedBlock& block, const KeyAnswer& answer) {
    std::erase_if(block.meanings, [&](const WordMeaning& m) { return m.key == answer.key && m.column == answer.column && m.word == answer.word; });
    if (!answer.value.empty()) block.meanings.push_back({answer.key, answer.column, answer.word, answer.value});
    block.reasons.push_back(answer.key + ": you chose that " + quoted_toml(answer.word) + (answer.value.empty() ? " stays as it stands" : " means " + answer.value));
}

std::vector<std::pair<std::string, std::string>> keys_with_meanings(const ProposedBlock& block) {
    std::vector<std::pair<std::string, std::string>> keys;
    for (const auto& [key, value] : block.keys) keys.emplace_back(key, key == no_value ? missing_with(block, value) : with_map(block, key, value));
    if (key_value(block, no_value) == nullptr)
        if (std::string missing = missing_with(block, {}); !missing.empty()) keys.emplace_back(no_value, std::move(missing));
    return keys;
}

}  // namespace kith::io
