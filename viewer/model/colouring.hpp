#pragma once
// Colour, size and shape by any column: from a field to what picture's scene builders take, with a class for every kind of unknown.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/colouring.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

/// How something is coloured as it stands: what a panel says of it.
struct ColoursShown {
    picture::Classes classes;
    std::string palette;                     // that is shown
    std::vector<picture::Colour> colours;    // of its classes
    std::string why;                         // where it is another palette than the chosen one: a sentence
    bool words = false;                      // the classes are words: neither a scheme nor a number of classes is asked for
    std::vector<double> breaks;              // between the classes, in as few digits as leave every value in its class: to begin with
};
inline constexpr std::size_t most_breaks = 11;
/// Numbers with spaces between them, from the least. Errors (misuse): a sentence on what to write.
base::Result<std::vector<double>> read_breaks(std::string_view words);
std::string breaks_text(std::span<const double> breaks);

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
    /// Nothing where the values do not allow it.
    std::optional<ColoursShown> shown() const;
    /// Puts words in the place of codes in the entries of a legend that came from `colouring`.
    void name_classes(picture::Legend& legend) const;

private:
    void read_words(const Field& field);
    std::string usual_palette() const;
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
