#pragma once
// Columns that take several cells of a row: points, and what was asked.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/geo/crs.hpp"
#include "engine/io/columns.hpp"
#include "engine/io/row_source.hpp"

namespace kith::io {

/// A pair of coordinates, taken to the working CRS. A pair that cannot be used, or lies where the working CRS is not meant for, is
/// unstated and a problem; one that would fit with its axes swapped is said to be so and never swapped.
class PointReader final : public ColumnReader {
public:
    PointReader(std::string key, Input x, Input y, geo::Projector projector, Notes& notes);
    /// References of the National Grid; each point stands in the middle of its square. `projector` is from EPSG:27700.
    PointReader(std::string key, Input grid_reference, geo::Projector projector, Notes& notes);
    void reserve(std::size_t rows) override { xy_.reserve(2 * rows); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;

private:
    void take_row(const RowBatch& batch, std::size_t row);
    column::State read_pair(const RowBatch& batch, std::size_t row, double& x, double& y);
    column::State read_reference(const RowBatch& batch, std::size_t row, double& x, double& y);
    column::State judge(std::int64_t row, double x, double y);
    std::string key_;
    Input x_, y_;
    bool references_ = false;
    std::array<std::int64_t, 5> squares_{};  // how many are of 1 m, 10 m … 10 km
    geo::Projector projector_;
    Notes& notes_;
    std::vector<double> xy_;
    StateList states_;
};

/// Postcodes, or numbers of properties, in the form that lookups have them (lookup_keys.hpp); a cell that is none is a problem.
class KeyReader final : public ColumnReader {
public:
    KeyReader(std::string key, Input input, Notes& notes, LookupOf of) : key_(std::move(key)), input_(std::move(input)), notes_(notes), of_(of) {}
    void reserve(std::size_t rows) override { codes_.reserve(rows); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override { builder.add_text(std::move(key_), std::move(codes_), keys_, states_.take()); }

private:
    std::string key_;
    Input input_;
    Notes& notes_;
    LookupOf of_;
    std::vector<std::int32_t> codes_;
    StateList states_;
    column::DictionaryBuilder keys_;
};

/// The points that the features of a map file have already.
class FeaturePointReader final : public ColumnReader {
public:
    FeaturePointReader(std::string key, const geo::FeatureTable& features) : key_(std::move(key)), features_(features) {}
    void reserve(std::size_t rows) override { xy_.reserve(2 * rows); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;

private:
    std::string key_;
    const geo::FeatureTable& features_;
    std::vector<double> xy_;
    StateList states_;
};

/// What each person was asked, two bits a facet: `asked` i32; and the latest date on which, `asked_on`, where dates are given.
class AskedReader final : public ColumnReader {
public:
    struct OfFacet {
        std::vector<column::Facet> facets;  // one, or every kind of help not named
        std::unique_ptr<WordReader> words;  // values are column::Asked
    };
    AskedReader(std::int32_t everybody, std::vector<OfFacet> facets, std::vector<std::unique_ptr<DateReader>> dates)
        : everybody_(everybody), facets_(std::move(facets)), dates_(std::move(dates)) {}
    void reserve(std::size_t rows) override;
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;

private:
    std::int32_t everybody_;
    std::vector<OfFacet> facets_;
    std::vector<std::unique_ptr<DateReader>> dates_;
    std::size_t rows_ = 0;
};

}  // namespace kith::io
