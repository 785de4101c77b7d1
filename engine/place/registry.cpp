#include "engine/place/registry.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <string>

#include "engine/base/text.hpp"
#include "engine/place/registry_data.hpp"

namespace kith::place {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// Our own files: no quotes, a header, one line an entry. A wrong word in them is our bug.
class Lines {
public:
    explicit Lines(std::string_view csv) {
        const auto lines = split(csv, '\n');
        header_ = split(lines.front(), ',');
        for (auto line = lines.begin() + 1; line != lines.end(); ++line)
            if (!line->empty()) rows_.push_back(split(*line, ','));
    }
    std::size_t size() const { return rows_.size(); }
    std::string_view cell(std::size_t row, std::string_view column) const {
        const auto at = std::find(header_.begin(), header_.end(), column);
        assert(at != header_.end() && rows_[row].size() == header_.size());
        return rows_[row][static_cast<std::size_t>(at - header_.begin())];
    }

private:
    std::vector<std::string_view> header_;
    std::vector<std::vector<std::string_view>> rows_;
};

std::int32_t number(std::string_view text) { return text.empty() ? 0 : std::stoi(std::string(text)); }

template <class Enum>
Enum word_of(std::span<const std::string_view> words, std::string_view word) {
    const std::int32_t code = column::code_of(words, word);
    assert(code >= 0);
    return static_cast<Enum>(code);
}

std::vector<TieKind> read_tie_kinds() {
    const Lines lines(tie_kinds_csv);
    std::vector<TieKind> kinds;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        TieKind kind;
        kind.key = lines.cell(i, "kind");
        kind.label = lines.cell(i, "label");
        kind.group = word_of<column::TieGroup>(column::tie_group_words, lines.cell(i, "group"));
        kind.symmetric = lines.cell(i, "symmetric") == "yes";
        if (lines.cell(i, "paid") != "unknown") kind.paid = lines.cell(i, "paid") == "yes";
        kind.kin = lines.cell(i, "kin") == "yes";
        kind.circle = number(lines.cell(i, "circle"));
        kind.review_months = number(lines.cell(i, "review_months"));
        if (!lines.cell(i, "aliases").empty()) kind.aliases = split(lines.cell(i, "aliases"), ';');
        kinds.push_back(std::move(kind));
    }
    return kinds;
}

std::vector<AssetSubtype> read_asset_subtypes() {
    const Lines lines(asset_classes_csv);
    std::vector<AssetSubtype> subtypes;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        AssetSubtype subtype;
        subtype.key = lines.cell(i, "subtype");
        subtype.label = lines.cell(i, "label");
        subtype.primary = word_of<column::AssetClass>(column::asset_class_words, lines.cell(i, "class"));
        for (const std::string_view word : split(lines.cell(i, "secondary"), ';'))
            if (!word.empty()) subtype.secondary |= 1 << column::code_of(column::asset_class_words, word);
        subtype.form = word_of<column::Form>(column::form_words, lines.cell(i, "form"));
        subtype.sensitivity = word_of<column::Sensitivity>(column::sensitivity_words, lines.cell(i, "sensitivity"));
        subtypes.push_back(subtype);
    }
    return subtypes;
}

}  // namespace

std::string registry_word(std::string_view word) {
    std::string out = base::lower(base::trimmed(word));
    std::replace_if(out.begin(), out.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return out;
}

const std::vector<TieKind>& tie_kinds() {
    static const std::vector<TieKind> kinds = read_tie_kinds();
    return kinds;
}

std::int32_t find_tie_kind(std::string_view word) {
    static const std::map<std::string, std::int32_t, std::less<>> words = [] {
        std::map<std::string, std::int32_t, std::less<>> all;
        for (std::size_t i = 0; i < tie_kinds().size(); ++i) {
            all.emplace(tie_kinds()[i].key, static_cast<std::int32_t>(i));
            for (const std::string_view alias : tie_kinds()[i].aliases) all.emplace(alias, static_cast<std::int32_t>(i));
        }
        return all;
    }();
    const auto at = words.find(registry_word(word));
    return at == words.end() ? -1 : at->second;
}

const std::vector<AssetSubtype>& asset_subtypes() {
    static const std::vector<AssetSubtype> subtypes = read_asset_subtypes();
    return subtypes;
}

const AssetSubtype* find_asset_subtype(std::string_view word) {
    static const std::map<std::string, const AssetSubtype*, std::less<>> words = [] {
        std::map<std::string, const AssetSubtype*, std::less<>> all;
        for (const AssetSubtype& subtype : asset_subtypes()) all.emplace(subtype.key, &subtype);
        return all;
    }();
    const auto at = words.find(registry_word(word));
    return at == words.end() ? nullptr : at->second;
}

std::optional<column::BackdropLook> find_backdrop_look(std::string_view word) {
    static const std::map<std::string, column::BackdropLook, std::less<>> words = [] {
        std::map<std::string, column::BackdropLook, std::less<>> all;
        const Lines lines(backdrop_kinds_csv);
        for (std::size_t i = 0; i < lines.size(); ++i) all.emplace(lines.cell(i, "kind"), word_of<column::BackdropLook>(column::backdrop_look_words, lines.cell(i, "drawn_as")));
        return all;
    }();
    const auto at = words.find(registry_word(word));
    return at == words.end() ? std::nullopt : std::optional(at->second);
}

ReviewClock review_clock(std::string_view subtype, column::Form form) {
    static const std::map<std::string, ReviewClock, std::less<>> clocks = [] {
        std::map<std::string, ReviewClock, std::less<>> all;
        const Lines lines(review_clocks_csv);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            ReviewClock clock{number(lines.cell(i, "months")), 0};
            for (const std::string_view month : split(lines.cell(i, "season"), ';'))
                if (!month.empty()) clock.season |= 1u << number(month);
            all.emplace(lines.cell(i, "of"), clock);
        }
        return all;
    }();
    auto at = clocks.find(registry_word(subtype));
    if (at == clocks.end()) at = clocks.find(column::form_words[static_cast<std::size_t>(form)]);
    return at == clocks.end() ? ReviewClock() : at->second;
}

}  // namespace kith::place
