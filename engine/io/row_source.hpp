#pragma once
// Rows of cells, wherever they come from: a delimited text, or the features of a map file.
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/geo/boundaries.hpp"
#include "engine/io/delimited.hpp"

namespace kith::io {

class RowSource {
public:
    virtual ~RowSource() = default;
    virtual const std::vector<std::string>& header() const = 0;
    /// Which columns of the header `next` fills in.
    virtual void choose(std::span<const int> columns) = 0;
    virtual bool next(RowBatch& batch) = 0;
    /// How far it is, 0 to 1.
    virtual double fraction() const = 0;
    /// About how many rows there are, from those read so far; for reserving.
    virtual std::size_t expected_rows() const = 0;
    /// The points of the features, by source_row - 1; nullptr where there are only cells.
    virtual const geo::FeatureTable* features() const { return nullptr; }
};

/// `used(bytes)` is told now and then how much of the text will not be looked at again.
class TextSource final : public RowSource {
public:
    TextSource(std::string_view text, char delimiter, std::function<void(std::size_t)> used = {}, std::vector<std::string> header = {});
    const std::vector<std::string>& header() const override { return reader_.header(); }
    void choose(std::span<const int> columns) override { reader_.choose(columns); }
    bool next(RowBatch& batch) override;
    double fraction() const override { return reader_.fraction(); }
    std::size_t expected_rows() const override;

private:
    DelimitedReader reader_;
    std::size_t size_;
    std::function<void(std::size_t)> used_;
    std::size_t told_ = 0;
};

class FeatureSource final : public RowSource {
public:
    explicit FeatureSource(geo::FeatureTable table);
    const std::vector<std::string>& header() const override { return header_; }
    void choose(std::span<const int> columns) override { chosen_.assign(columns.begin(), columns.end()); }
    bool next(RowBatch& batch) override;
    double fraction() const override;
    std::size_t expected_rows() const override { return table_.rows(); }
    const geo::FeatureTable* features() const override { return &table_; }

private:
    geo::FeatureTable table_;
    std::vector<std::string> header_;
    std::vector<int> chosen_;
    std::size_t at_ = 0;
};

}  // namespace kith::io
