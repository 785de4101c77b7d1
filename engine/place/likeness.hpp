#pragma once
// How alike two names are, told by the words that set names of one place apart.
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kith::place {

/// Words of a name in lower case, without punctuation, "the", "of", "and" and the like; "st", "rd", "ctr" and their kin written out.
std::vector<std::string> words_of_name(std::string_view name);

class NameLikeness {
public:
    /// `names`: those of the whole place, each as words_of_name: a word that many names have says little.
    explicit NameLikeness(const std::vector<std::vector<std::string>>& names);

    /// 0 to 1: the cosine of the words' weights (log of how rare they are), where words of five letters and more that differ by one letter
    /// count 0.9. O(words²).
    double of(const std::vector<std::string>& one, const std::vector<std::string>& other) const;

private:
    double weight(const std::string& word) const;
    std::unordered_map<std::string, double> weights_;
    double rarest_ = 1;
};

}  // namespace kith::place
