#include "engine/place/likeness.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>
#include <utility>

#include "engine/base/text.hpp"

namespace kith::place {
namespace {

constexpr std::array<std::string_view, 8> said_by_all{"the", "of", "and", "at", "in", "for", "a", "on"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> written_out{{{"st", "saint"}, {"rd", "road"}, {"ave", "avenue"}, {"ctr", "centre"}, {"center", "centre"},
    {"cent", "centre"}, {"comm", "community"}, {"assoc", "association"}, {"ch", "church"}, {"sch", "school"}, {"prim", "primary"}, {"lib", "library"}}};
constexpr double nearly = 0.9;
constexpr std::size_t long_word = 5;

/// One insertion, deletion, change or swap of neighbours. O(letters).
bool one_letter_off(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > 1) return false;
    std::size_t same = 0;
    while (same < b.size() && a[same] == b[same]) ++same;
    if (a.size() > b.size()) return a.substr(same + 1) == b.substr(same);
    if (same == a.size()) return true;
    if (a.substr(same + 1) == b.substr(same + 1)) return true;
    return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] && a.substr(same + 2) == b.substr(same + 2);
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        const auto full = std::find_if(written_out.begin(), written_out.end(), [&](const auto& one) { return one.first == word; });
        if (full != written_out.end()) word = full->second;
        if (!word.empty() && std::find(said_by_all.begin(), said_by_all.end(), word) == said_by_all.end()) words.push_back(word);
        word.clear();
    };
    for (const char c : base::lower(name)) {
        const auto letter = static_cast<unsigned char>(c);
        if (c == '\'') continue;
        if (letter >= 0x80 || std::isalnum(letter) != 0) word += c;
        else finish();
    }
    finish();
    return words;
}

NameLikeness::NameLikeness(const std::vector<std::vector<std::string>>& names) {
    for (const auto& words : names)
        for (const std::string& word : std::set<std::string>(words.begin(), words.end())) weights_[word] += 1;
    const auto count = static_cast<double>(std::max<std::size_t>(names.size(), 1));
    for (auto& [word, weight] : weights_) weight = std::log(1 + count / weight);
    rarest_ = std::log(1 + count);
}

double NameLikeness::weight(const std::string& word) const {
    const auto at = weights_.find(word);
    return at == weights_.end() ? rarest_ : at->second;
}

double NameLikeness::of(const std::vector<std::string>& one, const std::vector<std::string>& other) const {
    if (one.empty() || other.empty()) return 0;
    double squares_one = 0, squares_other = 0, shared = 0;
    for (const std::string& word : one) squares_one += weight(word) * weight(word);
    for (const std::string& word : other) squares_other += weight(word) * weight(word);
    std::vector<bool> used(other.size());
    for (const bool exact : {true, false}) {
        std::vector<bool> met(one.size());
        for (std::size_t i = 0; i < one.size(); ++i)
            for (std::size_t j = 0; j < other.size(); ++j) {
                if (used[j] || met[i] || (exact ? one[i] != other[j] : one[i] == other[j])) continue;
                if (!exact && (std::min(one[i].size(), other[j].size()) < long_word || !one_letter_off(one[i], other[j]))) continue;
                if (!exact && std::find(other.begin(), other.end(), one[i]) != other.end()) continue;
                met[i] = used[j] = true;
                // A slip of the pen is rarer than the word that it was to be: the commoner one says how much it tells.
                const double weighs = exact ? weight(one[i]) : std::min(weight(one[i]), weight(other[j]));
                if (!exact) {
                    squares_one += weighs * weighs - weight(one[i]) * weight(one[i]);
                    squares_other += weighs * weighs - weight(other[j]) * weight(other[j]);
                }
                shared += (exact ? 1 : nearly) * weighs * weighs;
            }
    }
    return squares_one <= 0 || squares_other <= 0 ? 0 : std::min(1.0, shared / std::sqrt(squares_one * squares_other));
}

}  // namespace kith::place
