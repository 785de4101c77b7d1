#pragma once
// Colour by a number: values, how they are cut into classes, and with which palette. The same for areas, people and assets.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/classes.hpp"
#include "engine/picture/legend.hpp"
#include "engine/picture/palette.hpp"

namespace kith::picture {

struct Colouring {
    std::string title;                        // with the unit: "Assets per 1,000 residents"
    std::span<const AreaValue> values;        // one a row
    std::optional<ClassChoice> scheme;        // default: default_classes into `classes`
    std::string palette = std::string(default_sequential);
    bool reversed = false;
    int classes = 5;                          // where there is no scheme
};

/// Classes, a fill for each, and what fills mean. `classes` is empty when no value is known.
struct Coloured {
    Classes classes;
    std::vector<Fill> fills;
    Legend legend;                            // counts add up to the rows (bounds are "of these", beyond)
    std::string method;                       // "Natural breaks (Fisher-Jenks), 5 classes"
    std::string palette;                      // that is shown: another one where there are more classes than the wanted one has colours
};
base::Result<Coloured> coloured(const Colouring& colouring);

/// Two numbers at once, each in three quantile classes: nine colours; in black and white nine bands from light (both low) to dark (both high).
struct Bivariate {
    std::string title_x, title_y;
    std::span<const AreaValue> x, y;          // one a row, the same length
};
struct BivariateClasses {
    Classes x, y;
    std::array<Fill, 9> fills;                // class of y times 3 + class of x
    std::array<std::int64_t, 9> counts{};
    std::array<std::int64_t, 3> unknown{};    // rows where either is not known: no data, not asked, suppressed
    std::vector<std::int8_t> cells;           // one a row: 0..8, -1 no data, -2 not asked, -3 suppressed
};
base::Result<BivariateClasses> bivariate_of(const Bivariate& pair);
/// Of a cell: its colours, or the hatch of its kind of unknown.
Fill fill_of(std::int8_t cell, const BivariateClasses& classes);
Legend legend_of(const Bivariate& pair, const BivariateClasses& classes);

}  // namespace kith::picture
