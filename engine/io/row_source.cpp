#include "engine/io/row_source.hpp"

#include <algorithm>

namespace kith::io {

TextSource::TextSource(std::string_view text, char delimiter, std::function<void(std::size_t)> used, std::vector<std::string> header)
    : reader_(text, delimiter, std::move(header)), size_(text.size()), used_(std::move(used)) {}

bool TextSource::next(RowBatch& batch) {
    constexpr std::size_t step = 8u << 20;
    if (used_ && reader_.position() >= told_ + step) {
        told_ = reader_.position();  // the last batch's cells have been taken when the next is asked for
        used_(told_);
    }
    return reader_.next(batch);
}

std::size_t TextSource::expected_rows() const {
    const auto rows = static_cast<double>(reader_.rows_read());
    const double read = reader_.fraction();
    return read <= 0 || rows == 0 ? 0 : static_cast<std::size_t>(rows / read * 1.05) + 16;
}

FeatureSource::FeatureSource(geo::FeatureTable table) : table_(std::move(table)) {
    for (const auto& column : table_.columns) header_.push_back(column.name);
}

bool FeatureSource::next(RowBatch& batch) {
    if (batch.columns() != chosen_.size()) batch.reset(chosen_.size());
    batch.clear();
    for (; at_ < table_.rows() && batch.rows < RowBatch::capacity; ++at_) {
        const std::size_t row = batch.rows++;
        for (std::size_t c = 0; c < chosen_.size(); ++c) batch.column(c)[row] = table_.text(static_cast<std::size_t>(chosen_[c]), at_);
        batch.source_row[row] = static_cast<std::int64_t>(at_) + 1;
        batch.width[row] = static_cast<std::int32_t>(header_.size());
        batch.flags[row] = batch.excess[row] = 0;
    }
    return batch.rows != 0;
}

double FeatureSource::fraction() const {
    return table_.rows() == 0 ? 1.0 : static_cast<double>(at_) / static_cast<double>(table_.rows());
}

}  // namespace kith::io
