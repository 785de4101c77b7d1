#include "viewer/model/find.hpp"

#include <algorithm>
#include <array>

#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::size_t most_looked_at = 4096;

/// Latin letters with accents, U+00C0 to U+017F, without them and in lower case; two letters where one becomes two.
constexpr std::array<std::string_view, 192> latin{
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s"};

bool in_a_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

std::uint64_t head_of(std::string_view text) {
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
    return head;
}

std::vector<std::string> words_to_find(std::string_view query) {
    std::vector<std::string> words(1);
    for (const char c : folded(query)) {
        if (c != ' ' && c != '\n' && c != '\t') words.back() += c;
        else if (!words.back().empty()) words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0xC3 && c <= 0xC5 && i + 1 < text.size()) {
            const unsigned code = (c & 0x1Fu) << 6 | (static_cast<unsigned char>(text[i + 1]) & 0x3Fu);
            if (code >= 0xC0 && code < 0x180 && !latin[code - 0xC0].empty()) {
                out += latin[code - 0xC0];
                ++i;
                continue;
            }
        }
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : text[i];
    }
    return out;
}

FindIndex::FindIndex(const privacy::View& view) {
    const auto people = view.segment("people");
    const auto* roles = people ? people->find("role") : nullptr;
    for (std::size_t row = 0; row < view.people(); ++row) {
        if (roles && roles->i32()[row] == static_cast<std::int32_t>(column::Role::alter)) continue;
        add(base::EntityKind::person, -1, static_cast<std::int32_t>(row), view.label(base::EntityKind::person, row), view.source_id(base::EntityKind::person, row));
    }
    for (std::size_t row = 0; row < view.assets(); ++row)
        add(base::EntityKind::asset, -1, static_cast<std::int32_t>(row), view.label(base::EntityKind::asset, row), view.source_id(base::EntityKind::asset, row));
    for (std::size_t layer = 0; layer < view.layers().size(); ++layer)
        for (std::size_t row = 0; row < view.layers()[layer].count; ++row)
            add(base::EntityKind::area, static_cast<std::int16_t>(layer), static_cast<std::int32_t>(row), view.label(base::EntityKind::area, row, view.layers()[layer].as),
                view.source_id(base::EntityKind::area, row, view.layers()[layer].as));
    std::sort(words_.begin(), words_.end(), [&](const Word& a, const Word& b) {
        if (a.head != b.head) return a.head < b.head;
        if ((a.head & 0xFF) != 0)  // longer than eight bytes
            if (const int order = rest(a).compare(rest(b)); order != 0) return order < 0;
        return a.entry < b.entry;
    });
}

void FindIndex::add(base::EntityKind kind, std::int16_t layer, std::int32_t row, std::string_view label, std::string_view id) {
    const auto from = static_cast<std::uint32_t>(text_.size());
    const std::string name = folded(label);
    entries_.push_back({from, static_cast<std::uint32_t>(name.size()), row, layer, kind});
    text_ += name;
    if (!id.empty() && id != label) text_ += '\x1f' + folded(id);
    text_ += '\n';
    add_words(static_cast<std::uint32_t>(entries_.size() - 1), from);
}

void FindIndex::add_words(std::uint32_t entry, std::uint32_t from) {
    for (std::size_t at = from; at + 1 < text_.size(); ++at)
        if (in_a_word(text_[at]) && (at == from || !in_a_word(text_[at - 1])))
            words_.push_back({head_of(std::string_view(text_).substr(at, std::min<std::size_t>(8, text_.find_first_of("\x1f\n", at) - at))), static_cast<std::uint32_t>(at), entry});
}

/// From the word to the end of the label or id that it stands in.
std::string_view FindIndex::rest(const Word& word) const {
    const std::size_t end = text_.find_first_of("\x1f\n", word.at);
    return std::string_view(text_).substr(word.at, end - word.at);
}

std::pair<std::size_t, std::size_t> FindIndex::range(std::string_view prefix) const {
    // Beginnings of at most eight bytes are told by the heads alone.
    const std::uint64_t low = head_of(prefix);
    const unsigned free = prefix.size() >= 8 ? 0 : static_cast<unsigned>(8 * (8 - prefix.size()));
    const std::uint64_t high = free == 64 ? ~0ull : low | ((1ull << free) - 1);
    auto first = std::lower_bound(words_.begin(), words_.end(), low, [](const Word& w, std::uint64_t head) { return w.head < head; });
    auto last = std::upper_bound(first, words_.end(), high, [](std::uint64_t head, const Word& w) { return head < w.head; });
    if (prefix.size() > 8) {
        first = std::lower_bound(first, last, prefix, [&](const Word& w, std::string_view p) { return rest(w).substr(0, p.size()) < p; });
        last = std::upper_bound(first, last, prefix, [&](std::string_view p, const Word& w) { return p < rest(w).substr(0, p.size()); });
    }
    return {static_cast<std::size_t>(first - words_.begin()), static_cast<std::size_t>(last - words_.begin())};
}

/// The lower the better; -1: some word begins nothing in it. 0 is the id or the whole name, 1 the beginning of the name, then how
/// many of the words are only beginnings.
int FindIndex::rank(const Entry& entry, const std::vector<std::string>& words) const {
    const std::size_t end = text_.find('\n', entry.text);
    const std::string_view all = std::string_view(text_).substr(entry.text, end - entry.text), label = all.substr(0, entry.length);
    const std::string_view id = all.size() > entry.length ? all.substr(entry.length + 1) : std::string_view();
    std::string query;
    int partial = 0;
    for (const std::string& word : words) {
        query += (query.empty() ? "" : " ") + word;
        bool begins = false, whole = false;
        for (std::size_t at = all.find(word); at != std::string_view::npos && !whole; at = all.find(word, at + 1)) {
            if (at > 0 && in_a_word(all[at - 1])) continue;
            begins = true;
            whole = at + word.size() >= all.size() || !in_a_word(all[at + word.size()]);
        }
        if (!begins) return -1;
        partial += whole ? 0 : 1;
    }
    if (label == query || id == query) return 0;
    if (label.substr(0, query.size()) == query) return 1;
    return 2 + partial;
}

FoundList FindIndex::find(const privacy::View& view, std::string_view query, std::size_t most) const {
    FoundList out;
    const auto words = words_to_find(query);
    if (words.empty()) return out;
    std::pair<std::size_t, std::size_t> narrowest{0, words_.size()};
    for (const std::string& word : words)
        if (const auto here = range(word); here.second - here.first <= narrowest.second - narrowest.first) narrowest = here;
    struct Ranked {
        int rank;
        std::uint32_t entry;
    };
    std::vector<Ranked> ranked;
    const std::size_t last = std::min(narrowest.second, narrowest.first + most_looked_at);
    for (std::size_t i = narrowest.first; i < last; ++i)
        if (const int how = rank(entries_[words_[i].entry], words); how >= 0) ranked.push_back({how, words_[i].entry});
    const auto label = [&](std::uint32_t entry) { return std::string_view(text_).substr(entries_[entry].text, entries_[entry].length); };
    std::sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        if (const int order = label(a.entry).compare(label(b.entry)); order != 0) return order < 0;
        return a.entry < b.entry;
    });
    ranked.erase(std::unique(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.entry == b.entry; }), ranked.end());
    for (std::size_t i = 0; i < std::min(most, ranked.size()); ++i) {
        const Entry& entry = entries_[ranked[i].entry];
        const auto row = static_cast<std::size_t>(entry.row);
        const std::string layer = entry.layer < 0 ? std::string() : view.layers()[static_cast<std::size_t>(entry.layer)].as;
        Found found{entry.kind, entry.layer, entry.row, view.label(entry.kind, row, layer), {}};
        found.detail = entry.kind == base::EntityKind::area ? "area of " + plain_words(layer) : view.source_id(entry.kind, row, layer);
        if (const auto assets = entry.kind == base::EntityKind::asset ? view.segment("assets") : nullptr; assets && assets->find("subtype"))
            if (const auto kind = assets->find("subtype")->text(row); !kind.empty()) found.detail = view.words_for("assets", "subtype", kind);
        if (found.detail == found.label) found.detail.clear();
        out.found.push_back(std::move(found));
    }
    out.more = static_cast<std::int64_t>(ranked.size() - out.found.size() + (words.size() == 1 ? narrowest.second - last : 0));
    return out;
}

}  // namespace kith::viewer::model
