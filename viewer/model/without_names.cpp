#include "viewer/model/without_names.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/host/personal.hpp"
#include "engine/privacy/forwarding_view.hpp"
#include "viewer/model/find.hpp"

namespace kith::viewer::model {
namespace {

using column::Column;
using column::SegmentPtr;

constexpr std::size_t longest_name = 6;  // words

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }  // scripts without case, too
/// Words of every sentence that some people are called, too ("may", "will"), and what stands between the words of a name ("van"). In lower
/// case they are taken for the word: else somebody called Will would hide most of what is offered here.
bool is_ordinary(std::string_view word) {
    constexpr std::array<std::string_view, 30> ordinary{"a",  "al", "and", "at", "bin", "by", "can", "da", "de", "del", "den", "der", "di", "do", "du",
                                                        "el", "for", "in", "la", "le", "may", "my", "of", "on", "or", "the", "to", "van", "von", "will"};
    return std::find(ordinary.begin(), ordinary.end(), word) != ordinary.end();
}
bool is_letter(char c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
        if (end > at) words.push_back(text.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    return words;
}

/// What people are called. A little too much counts as a name rather than too little.
class Names {
public:
    explicit Names(const privacy::View& view) {
        const auto names = view.segment("people.names"), people = view.segment("people");
        const Column* role = people == nullptr ? nullptr : people->find("role");
        for (const char* key : {"name", "id"}) {
            const Column* column = names == nullptr ? nullptr : names->find(key);
            for (std::size_t row = 0; column != nullptr && row < column->rows(); ++row)
                add(column->text(row), role != nullptr && role->i32()[row] == static_cast<std::int32_t>(column::Role::alter));
        }
    }
    /// A word of a name stands in it: "ask Tess".
    bool any_in(std::string_view text) const {
        const auto words = words_in(text);
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return !is_ordinary(word) && words_.contains(folded(word)); }) || whole_in(text);
    }
    /// A name of two words or more, whole: "Tess Brown's garden".
    bool whole_in(std::string_view text) const {
        const auto words = words_in(text);
        for (std::size_t first = 0; first < words.size(); ++first) {
            std::string joined;
            for (std::size_t last = first; last < std::min(words.size(), first + longest_name); ++last) {
                joined += (joined.empty() ? "" : " ") + folded(words[last]);
                if (last > first && whole_.contains(joined)) return true;
            }
        }
        return false;
    }

private:
    void add(std::string_view name, bool named_only) {
        const auto words = words_in(name);
        std::string joined;
        for (const std::string_view word : words) {
            const bool code = std::any_of(word.begin(), word.end(), is_digit) && std::any_of(word.begin(), word.end(), is_letter);
            // However it is written; of who was only named, "parent" in "parent of P012" is a word.
            const bool own = !named_only && !is_ordinary(word) && std::any_of(word.begin(), word.end(), is_letter);
            if (word.size() > 1 && (is_capital(word[0]) || code || own)) words_.insert(folded(word));
            joined += (joined.empty() ? "" : " ") + folded(word);
        }
        if (words.size() > 1 && words.size() <= longest_name) whole_.insert(std::move(joined));
    }
    std::unordered_set<std::string> words_, whole_;
};

/// Words of places and vocabularies, which nobody's name is looked for in.
bool is_public(std::string_view segment) { return segment == "assets" || segment == "tie_kinds" || segment.starts_with("area"); }

bool is_text(const Column& column) { return column.type() == column::Type::text || column.type() == column::Type::text_list; }

bool has_names(const Column& column, const Names& names) {
    for (std::int32_t code = 0; is_text(column) && code < column.dictionary().size(); ++code)
        if (names.any_in(column.dictionary()[code])) return true;
    return false;
}

/// The same codes; findings point to words by them.
void add_kept_private(column::SegmentBuilder& builder, const Column& column, const Names& names) {
    column::DictionaryBuilder words;
    int hidden = 0;
    for (std::int32_t code = 0; code < column.dictionary().size(); ++code) {
        std::string word(column.dictionary()[code]);
        if (names.any_in(word)) word.clear();
        while (word.empty() || words.find(word) >= 0) word = ++hidden == 1 ? "kept private" : "kept private (" + std::to_string(hidden) + ")";
        words.code_of(word);
    }
    column::States states(column.states().begin(), column.states().end());
    std::vector<std::int32_t> codes(column.codes().begin(), column.codes().end());
    if (column.type() == column::Type::text) builder.add_text(std::string(column.key()), std::move(codes), words, std::move(states));
    else builder.add_text_list(std::string(column.key()), {column.offsets().begin(), column.offsets().end()}, std::move(codes), words, std::move(states));
}

/// The segment itself where nothing of it tells who somebody is; nullptr where nothing would be left.
base::Result<SegmentPtr> without(const SegmentPtr& segment, const Names& names) {
    column::SegmentBuilder builder{std::string(segment->key())};
    bool same = true;
    for (const Column& column : segment->columns()) {
        const auto personal = host::personal_of(*segment, column);
        const bool gone = personal == host::Personal::names || personal == host::Personal::notes;
        const bool changed = !gone && has_names(column, names);
        same = same && !gone && !changed;
        if (gone) continue;
        if (changed) add_kept_private(builder, column, names);
        else builder.add_column(segment, column);
    }
    if (same) return segment;
    if (builder.column_count() == 0) return SegmentPtr();
    return std::move(builder).finish(column::heap_memory);
}

class Nameless final : public privacy::ForwardingView {
public:
    explicit Nameless(privacy::ViewPtr view) : ForwardingView(std::move(view)) {
        const Names names(of());
        for (const std::string& key : of().segment_keys()) {
            const SegmentPtr segment = is_public(key) ? nullptr : of().segment(key);
            if (segment == nullptr) continue;
            auto made = without(segment, names);
            if (!made) changed_[key] = nullptr;  // rather nothing than a name
            else if (*made != segment) changed_[key] = std::move(*made);
        }
        const auto assets = of().segment("assets");
        const Column* of_class = assets == nullptr ? nullptr : assets->find("class");
        somebody_.resize(of().assets());
        for (std::size_t row = 0; row < somebody_.size(); ++row)
            somebody_[row] = (of_class != nullptr && of_class->known(row) && of_class->i32()[row] == static_cast<std::int32_t>(column::AssetClass::individual)) ||
                             names.whole_in(of().label(base::EntityKind::asset, row));
    }
    SegmentPtr segment(std::string_view key) const override {
        const auto at = changed_.find(key);
        return at == changed_.end() ? of().segment(key) : at->second;
    }
    std::vector<std::string> segment_keys() const override {
        auto keys = of().segment_keys();
        std::erase_if(keys, [&](const std::string& key) { return segment(key) == nullptr; });
        return keys;
    }
    std::string label(base::EntityKind kind, std::size_t row, std::string_view layer) const override {
        const std::string number = " " + base::grouped(static_cast<std::int64_t>(row) + 1);
        if (kind == base::EntityKind::person) return "person" + number;
        if (kind != base::EntityKind::asset || !somebody_[row]) return of().label(kind, row, layer);
        const Column* subtype = of().segment("assets")->find("subtype");
        const std::string what = subtype == nullptr ? std::string() : of().words_for("assets", "subtype", subtype->text(row));
        return (what.empty() ? "asset" : what) + number;
    }
    std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer) const override {
        const bool nobodys = kind == base::EntityKind::area || (kind == base::EntityKind::asset && !somebody_[row]);
        return nobodys ? of().source_id(kind, row, layer) : std::string();
    }

private:
    std::map<std::string, SegmentPtr, std::less<>> changed_;  // nullptr: not there
    std::vector<bool> somebody_;                              // assets that are a person
};

}  // namespace

privacy::ViewPtr without_names(privacy::ViewPtr view) { return view == nullptr ? nullptr : std::make_shared<Nameless>(std::move(view)); }

}  // namespace kith::viewer::model
