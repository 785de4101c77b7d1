#pragma once
// Colour, size and shape by any column: from a field to what picture's scene builders take, with a class for every kind of unknown.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/colouring.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

/// A field ready for picture::Colouring, which reads the values in here: it must outlive the scene builder's call.
class FieldColours {
public:
    FieldColours(const Field& field, const Colouring& by);
    picture::Colouring colouring() const;
    std::span<const picture::AreaValue> values() const { return values_; }
    /// Numbers alone, bounds included: for classes and the histogram beside them.
    std::vector<double> numbers() const;
    /// Classes, fills and legend, words as words: what a panel shows before anything is drawn.
    base::Result<picture::Coloured> coloured() const;
    /// Puts words in the place of codes in the entries of a legend that came from `colouring`.
    void name_classes(picture::Legend& legend) const;

private:
    void read_words(const Field& field);
    std::string title_;
    Colouring by_;
    bool categories_ = false, dates_ = false;
    std::vector<picture::AreaValue> values_;
    std::vector<std::string> words_;        // by class of a categorical field that occurs, "other" last where there are more
};
inline constexpr std::size_t most_words = 8;  // different words with a colour of their own; the rest are "other"

/// 0 (least) to 1 (most) by the root of the value, so that area tells it; NaN where it is not known.
std::vector<double> sizes_by(const Field& field);

}  // namespace kith::viewer::model
