#pragma once
// A layer's columns from the View's segments. What is not there, or not for this audience, gives no column.
#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/privacy/view.hpp"
#include "engine/report/columns.hpp"

namespace kith::report {

inline const column::Column* column_of(const privacy::View& view, std::string_view segment, std::string_view column) {
    const column::SegmentPtr found = view.segment(segment);
    return found ? found->find(column) : nullptr;
}
/// "areas.<as>" of the primary layer, or "".
inline std::string primary_segment(const privacy::View& view) {
    const auto* primary = view.primary_layer();
    return primary ? "areas." + primary->as : std::string();
}

class LayerBuilder {
public:
    LayerBuilder(const privacy::View& view, std::string name, std::string description, std::size_t rows) : view_(view) {
        layer_.name = std::move(name);
        layer_.description = std::move(description);
        layer_.rows = rows;
    }
    LayerSpec& layer() { return layer_; }

    void plain(std::string_view segment, std::string_view column, std::string name = {}) {
        const column::Column* found = column_of(view_, segment, column);
        if (!found || found->rows() != layer_.rows) return;
        if (name.empty()) name = column;
        if (exact_dates_ && found->type() == column::Type::date) layer_.columns.push_back(exact_date_column(std::move(name), *found));
        else if (auto made = plain_column(std::move(name), *found)) layer_.columns.push_back(std::move(*made));
    }
    /// Dates as far as they are known, from now on.
    void exact_dates() { exact_dates_ = true; }
    void word(std::string_view segment, std::string_view column, std::span<const std::string_view> words) {
        if (const column::Column* found = column_of(view_, segment, column)) layer_.columns.push_back(word_column(std::string(column), *found, words));
    }
    void mask(std::string_view segment, std::string_view column, std::span<const std::string_view> words) {
        if (const column::Column* found = column_of(view_, segment, column)) layer_.columns.push_back(mask_column(std::string(column), *found, words));
    }
    void reference(std::string_view segment, std::string_view column, std::string_view to_segment, std::string_view to_column) {
        const column::Column *rows = column_of(view_, segment, column), *text = column_of(view_, to_segment, to_column);
        if (rows && text) layer_.columns.push_back(reference_column(std::string(column), *rows, *text));
    }
    /// Every column of a segment but those named.
    void rest(std::string_view segment, std::initializer_list<std::string_view> but) {
        const column::SegmentPtr found = view_.segment(segment);
        if (!found) return;
        for (const column::Column& column : found->columns())
            if (std::find(but.begin(), but.end(), column.key()) == but.end()) plain(segment, column.key());
    }
    void results(std::span<const host::AnalysisResult> results, host::Entity entity, std::string_view area_layer = {}) {
        for (const auto& result : results)
            if (const auto* columns = result.ok() ? result.columns_for(entity, area_layer) : nullptr) add_result_columns(result, *columns, layer_.columns);
    }

private:
    const privacy::View& view_;
    LayerSpec layer_;
    bool exact_dates_ = false;
};

}  // namespace kith::report
