#pragma once
// A table of the place as a writer of files sees it: columns that give their cells row by row, and perhaps a geometry.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/picture/coverage.hpp"

namespace kith::report {

/// Where a column puts the value of one row.
class Cell {
public:
    virtual void null() const = 0;
    virtual void integer(std::int64_t value) const = 0;
    virtual void real(double value) const = 0;
    virtual void text(std::string_view stays) const = 0;    // must live until the file is written
    virtual void copied(std::string_view text) const = 0;   // may go at once

protected:
    Cell() = default;
    Cell(const Cell&) = default;
    Cell& operator=(const Cell&) = default;
    ~Cell() = default;
};

enum class CellType : std::uint8_t { boolean, integer, integer64, real, text, date };

struct LayerColumn {
    std::string name;
    CellType type = CellType::text;
    std::function<void(const Cell&, std::size_t row)> write;
    std::string title = {};        // for a person: "People named"
    std::string description = {};  // unit, what it is, and why it is empty where it is
    bool empty = false;            // no row has a value: `write` is not asked
    std::function<column::State(std::size_t row)> state = {};  // why a row has no value; not set: it is unstated
};

struct NoGeometry {};
struct PointGeometry {
    const column::Column* points = nullptr;      // a row that is not known has no geometry
};
struct AreaGeometry {
    picture::Coverage coverage;
};
struct LineGeometry {                            // straight, from one point to another
    std::function<bool(std::size_t row, double (&xy)[4])> ends;
};

struct LayerSpec {
    std::string name;
    std::string description;
    std::variant<NoGeometry, PointGeometry, AreaGeometry, LineGeometry> geometry;
    std::size_t rows = 0;
    std::vector<LayerColumn> columns;            // names are made different (case does not count)
    std::string areas = {};                      // of areas: the layer that they are, as the recipe calls it ("lsoa")
};

}  // namespace kith::report
