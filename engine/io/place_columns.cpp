#include "engine/io/place_columns.hpp"

#include <cmath>

#include "engine/io/grid_reference.hpp"
#include "engine/io/lookup_keys.hpp"

namespace kith::io {

using column::Severity;
using column::State;

PointReader::PointReader(std::string key, Input x, Input y, geo::Projector projector, Notes& notes)
    : key_(std::move(key)), x_(std::move(x)), y_(std::move(y)), projector_(std::move(projector)), notes_(notes) {}

PointReader::PointReader(std::string key, Input grid_reference, geo::Projector projector, Notes& notes)
    : key_(std::move(key)), x_(std::move(grid_reference)), references_(true), projector_(std::move(projector)), notes_(notes) {}

State PointReader::read_reference(const RowBatch& batch, std::size_t row, double& x, double& y) {
    const std::string_view cell = x_.cell(batch, row);
    if (const State state = x_.missing.state_of(cell); state != State::known) return state;
    const auto square = read_grid_reference(cell);
    if (!square) {
        notes_.row(Severity::problem, "not_a_grid_reference", batch.source_row[row], x_.name, cell,
            "This is no reference of the National Grid, such as SK 387 872; the row was kept without a position.");
        return State::unstated;
    }
    ++squares_[static_cast<std::size_t>(std::lround(std::log10(square->size)))];
    x = square->easting + square->size / 2;
    y = square->northing + square->size / 2;
    return State::known;
}

State PointReader::read_pair(const RowBatch& batch, std::size_t row, double& x, double& y) {
    const std::string_view cells[2] = {x_.cell(batch, row), y_.cell(batch, row)};
    const State states[2] = {x_.missing.state_of(cells[0]), y_.missing.state_of(cells[1])};
    if (states[0] != State::known && states[1] != State::known) return states[0];
    for (const std::size_t one : {0u, 1u}) {
        const Input& input = one == 0 ? x_ : y_;
        if (states[one] != State::known) {
            notes_.row(Severity::problem, "half_a_position", batch.source_row[row], input.name, {},
                "Only one of the two coordinates is there; the row was kept without a position.");
            return State::unstated;
        }
        const Fault fault = read_number(cells[one], one == 0 ? x : y);
        if (fault != Fault::none) {
            notes_.cell(fault, batch.source_row[row], input.name, cells[one], {});
            return State::unstated;
        }
    }
    return State::known;
}

State PointReader::judge(std::int64_t row, double x, double y) {
    const auto refuse = [&](std::string_view code, const std::string& reason) {
        notes_.row(Severity::problem, code, row, x_.name + ", " + y_.name, {}, reason + " The row was kept without a position.");
        return State::unstated;
    };
    if (x == 0 && y == 0) return refuse("position_zero", "0, 0 is what programs write when they know no position.");
    const geo::Fit fit = projector_.fit(x, y);
    if (fit == geo::Fit::inside) return State::known;
    const std::string& from = projector_.from().name;
    const std::string& to = projector_.to().name;
    switch (fit) {
        case geo::Fit::swapped:
            return refuse("axes_swapped", "The two coordinates seem to have changed places: as they stand they lie outside the region that " + to +
                                              " is made for, the other way round inside. Nothing was swapped; correct the recipe or the file.");
        case geo::Fit::outside: return refuse("outside_working_crs", "This lies outside the region that " + to + " is made for; check crs in the recipe.");
        case geo::Fit::impossible:
        case geo::Fit::inside: break;
    }
    return refuse("coordinate_impossible", "These cannot be coordinates of " + from + "; check crs in the recipe.");
}

void PointReader::take_row(const RowBatch& batch, std::size_t row) {
    double x = 0, y = 0;
    State state = references_ ? read_reference(batch, row, x, y) : read_pair(batch, row, x, y);
    if (state == State::known) state = judge(batch.source_row[row], x, y);
    const bool usable = state == State::known;
    xy_.push_back(usable ? x : 0);
    xy_.push_back(usable ? y : 0);
    if (!usable) states_.set(states_.size() - batch.rows + row, state);
}

void PointReader::take(RowBatch& batch) {
    const std::size_t before = states_.size();
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r) take_row(batch, r);
    // The unknown ones stand at 0, 0 until here: they are not projected.
    std::array<double, 2 * RowBatch::capacity> known;
    std::array<std::uint8_t, RowBatch::capacity> failed{};
    std::size_t count = 0;
    for (std::size_t r = before; r < states_.size(); ++r) {
        if (states_.at(r) != State::known) continue;
        known[2 * count] = xy_[2 * r];
        known[2 * count++ + 1] = xy_[2 * r + 1];
    }
    projector_.transform({known.data(), 2 * count}, {failed.data(), count});
    count = 0;
    for (std::size_t r = before; r < states_.size(); ++r) {
        if (states_.at(r) != State::known) continue;
        xy_[2 * r] = known[2 * count];
        xy_[2 * r + 1] = known[2 * count + 1];
        if (failed[count++] == 0) continue;
        states_.set(r, State::unstated);
        notes_.row(Severity::problem, "not_projected", batch.source_row[r - before], x_.name + ", " + y_.name, {},
            "This could not be taken over into " + projector_.to().name + ". The row was kept without a position.");
    }
}

void PointReader::add_to(column::SegmentBuilder& builder) {
    constexpr std::array<const char*, 5> sizes{"1 m", "10 m", "100 m", "1 km", "10 km"};
    for (std::size_t i = 2; i < sizes.size(); ++i)
        notes_.many(Severity::note, "coarse_grid_reference", squares_[i], x_.name, std::string("References that name a square of ") + sizes[i] + "; each position stands in the middle of it.");
    builder.add_points(std::move(key_), std::move(xy_), states_.take());
}

void KeyReader::take(RowBatch& batch) {
    const std::size_t before = states_.size();
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const std::string_view cell = input_.cell(batch, r);
        State state = input_.missing.state_of(cell);
        std::optional<LookupKey> key;
        if (state == State::known && !(key = normal_key(of_, cell))) {
            state = State::unstated;
            if (of_ == LookupOf::postcode)
                notes_.row(Severity::problem, "not_a_postcode", batch.source_row[r], input_.name, cell, "This is no whole postcode, such as S11 8TP; the row has no place from it.");
            else
                notes_.row(Severity::problem, "not_a_uprn", batch.source_row[r], input_.name, cell, "This is no number of a property (UPRN, at most 12 digits; a spreadsheet may have shortened it); the row has no place from it.");
        }
        codes_.push_back(key ? keys_.code_of(key->text()) : -1);
        if (state != State::known) states_.set(before + r, state);
    }
}

void FeaturePointReader::take(RowBatch& batch) {
    const std::size_t before = states_.size();
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const auto feature = static_cast<std::size_t>(batch.source_row[r] - 1);
        xy_.push_back(features_.xy[2 * feature]);
        xy_.push_back(features_.xy[2 * feature + 1]);
        states_.set(before + r, static_cast<State>(features_.states[feature]));
    }
}

void FeaturePointReader::add_to(column::SegmentBuilder& builder) { builder.add_points(std::move(key_), std::move(xy_), states_.take()); }

void AskedReader::reserve(std::size_t rows) {
    for (const OfFacet& facet : facets_) facet.words->reserve(rows);
    for (const auto& date : dates_) date->reserve(rows);
}

void AskedReader::take(RowBatch& batch) {
    for (const OfFacet& facet : facets_) facet.words->take(batch);
    for (const auto& date : dates_) date->take(batch);
    rows_ += batch.rows;
}

void AskedReader::add_to(column::SegmentBuilder& builder) {
    std::vector<std::int32_t> asked(rows_, everybody_);
    for (const OfFacet& facet : facets_)
        for (std::size_t row = 0; row < rows_; ++row)
            for (const column::Facet one : facet.facets)
                asked[row] = column::with_asked(asked[row], one, static_cast<column::Asked>(facet.words->values()[row]));
    builder.add_i32("asked", std::move(asked));
    if (dates_.empty()) return;
    for (std::size_t i = 1; i < dates_.size(); ++i) dates_.front()->later_of(*dates_[i]);
    dates_.front()->add_to(builder);
}

}  // namespace kith::io
