#include "engine/io/made_rows.hpp"

#include <algorithm>
#include <cstring>

namespace kith::io {

int MadeRows::column(std::string_view name) {
    const auto [at, made] = by_name_.try_emplace(std::string(name), static_cast<int>(header_.size()));
    if (made) header_.emplace_back(name);
    return at->second;
}

int MadeRows::append_column(std::string_view name) {
    by_name_.try_emplace(std::string(name), static_cast<int>(header_.size()));
    header_.emplace_back(name);
    return static_cast<int>(header_.size()) - 1;
}

MadeRows::Cell MadeRows::kept(int column, std::string_view text) {
    constexpr std::size_t usual = std::size_t{256} << 10;
    // A cell of 4 GiB is cut: no file that is given to a reader in one piece holds one that matters.
    text = text.substr(0, UINT32_MAX);
    if (chunks_.empty() || chunks_.back().size() - used_ < text.size()) {
        chunks_.emplace_back(std::max(usual, text.size()));
        used_ = 0;
    }
    char* at = chunks_.back().data() + used_;
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    used_ += text.size();
    return {column, static_cast<std::uint32_t>(text.size()), at};
}

void MadeRows::begin_row() { rows_.push_back({cells_.size(), group_, 0}); }

void MadeRows::add(int column, std::string_view text) { cells_.push_back(kept(column, text)); }

void MadeRows::refuse_row() { rows_.back().flags = row_refused; }

void MadeRows::filter_row() { rows_.back().flags = row_filtered; }

void MadeRows::merge_row() { rows_.back().flags = row_merged; }

void MadeRows::set_default(int column, std::string_view text) { defaults_.push_back(kept(column, text)); }

int MadeRows::make_group() {
    groups_.emplace_back();
    return static_cast<int>(groups_.size()) - 1;
}

void MadeRows::set_group_cell(int group, int column, std::string_view text) {
    groups_[static_cast<std::size_t>(group)].push_back(kept(column, text));
}

void MadeRows::choose(std::span<const int> columns) {
    slots_.assign(header_.size(), -1);
    for (std::size_t i = 0; i < columns.size(); ++i) slots_[static_cast<std::size_t>(columns[i])] = static_cast<int>(i);
    chosen_ = columns.size();
}

void MadeRows::fill(RowBatch& batch, std::size_t at, const Cell& cell) const {
    const int slot = slots_[static_cast<std::size_t>(cell.column)];
    if (slot >= 0) batch.column(static_cast<std::size_t>(slot))[at] = {cell.text, cell.size};
}

bool MadeRows::next(RowBatch& batch) {
    if (batch.columns() != chosen_) batch.reset(chosen_);
    batch.clear();
    for (; at_ < rows_.size() && batch.rows < RowBatch::capacity; ++at_) {
        const std::size_t at = batch.rows++;
        const Row& row = rows_[at_];
        const std::size_t end = at_ + 1 < rows_.size() ? rows_[at_ + 1].first_cell : cells_.size();
        for (std::size_t c = 0; c < chosen_; ++c) batch.column(c)[at] = {};
        for (const Cell& cell : defaults_) fill(batch, at, cell);
        for (const Cell& cell : groups_[static_cast<std::size_t>(row.group)]) fill(batch, at, cell);
        for (std::size_t c = row.first_cell; c < end; ++c) fill(batch, at, cells_[c]);
        batch.source_row[at] = static_cast<std::int64_t>(at_) + 1;
        batch.width[at] = static_cast<std::int32_t>(header_.size());
        const bool blank = end == row.first_cell && row.flags == 0;
        batch.flags[at] = blank ? std::uint8_t{row_blank} : row.flags;
        batch.excess[at] = 0;
    }
    return batch.rows != 0;
}

double MadeRows::fraction() const {
    return rows_.empty() ? 1.0 : 0.5 + 0.5 * static_cast<double>(at_) / static_cast<double>(rows_.size());
}

}  // namespace kith::io
