#include "engine/report/area_value.hpp"

namespace kith::report {

bool nobody_asked(const host::ResultColumn& column, std::size_t row) { return column.reason(row).find("asked") != std::string_view::npos; }

picture::AreaValue area_value(const host::ResultColumn& column, std::size_t row, double scale) {
    using host::Quality;
    using picture::ValueKind;
    switch (column.quality(row)) {
        case Quality::value: return {ValueKind::value, scale * column.value(row)};
        case Quality::lower_bound:
        case Quality::between: return {ValueKind::at_least, scale * column.value(row)};
        case Quality::upper_bound: return {ValueKind::at_most, scale * column.value(row)};
        case Quality::suppressed: return {ValueKind::suppressed, 0};
        case Quality::not_computable: break;
    }
    return {nobody_asked(column, row) ? ValueKind::not_asked : ValueKind::no_data, 0};
}

}  // namespace kith::report
