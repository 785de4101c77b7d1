#include "engine/base/clause.hpp"

#include "engine/base/text.hpp"

namespace kith::base {

std::string clause(std::string_view sentence) {
    sentence = trimmed(sentence);
    if (sentence.ends_with('.') && !sentence.ends_with("..") && !sentence.ends_with("etc.")) sentence.remove_suffix(1);
    return std::string(trimmed(sentence));
}

}  // namespace kith::base
