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

namespace kith::viewer::model {

/// What the user chose; plain, so that it can be remembered and undone.
struct ColourBy {
    std::string field;                      // "": nothing: by class of asset, plain people, outlines of areas
    std::string second;                     // areas only: another field, both in 3 x 3 classes
    bool scheme_chosen = false;             // else picture::default_classes
    picture::Scheme scheme = picture::Scheme::fisher_jenks;
    int classes = 5;                        // 2-10
    double hinge = 1.5;                     // box map: 1.5 or 3
    std::vector<double> breaks;             // manual
    std::string palette;                    // "": YlGnBu; PuOr for standard deviation, box and percentile; Set2 for words
    bool reversed = false;
    bool operator==(const ColourBy&) const = default;
};

/// A field ready for picture::Colouring, which reads the values in here: it must outlive the scene builder's call.
class FieldColours {
public:
    FieldColours(const Field& field, const ColourBy& by);
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
    ColourBy by_;
    bool categories_ = false, dates_ = false;
    std::vector<picture::AreaValue> values_;
    std::vector<std::string> words_;        // by class of a categorical field that occurs, "other" last where there are more
};
inline constexpr std::size_t most_words = 8;  // different words with a colour of their own; the rest are "other"

/// 0 (least) to 1 (most) by the root of the value, so that area tells it; NaN where it is not known.
std::vector<double> sizes_by(const Field& field);

}  // namespace kith::viewer::model
