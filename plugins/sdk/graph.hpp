#pragma once
// Ties through a lens, distinct pairs, nearest neighbours and reach, each read row by row.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "plugins/sdk/columns.hpp"

namespace kith::sdk {

/// Rows of items that a range-for can walk: `Item Of::at(std::size_t)`.
template <class Of, class Item>
class Items {
public:
    class Iterator {
    public:
        Iterator(const Of* of, std::size_t at) : of_(of), at_(at) {}
        Item operator*() const { return of_->at(at_); }
        Iterator& operator++() { ++at_; return *this; }
        bool operator!=(const Iterator& other) const { return at_ != other.at_; }

    private:
        const Of* of_;
        std::size_t at_;
    };
    Items(const Of* of, std::size_t from, std::size_t to) : of_(of), from_(from), to_(to) {}
    Iterator begin() const { return {of_, from_}; }
    Iterator end() const { return {of_, to_}; }
    std::size_t size() const { return to_ - from_; }
    bool empty() const { return to_ == from_; }
    Item operator[](std::size_t i) const { return of_->at(from_ + i); }

private:
    const Of* of_;
    std::size_t from_, to_;
};

/// One tie seen from one end. `maybe`: nobody knows whether it belongs to the lens; what is counted over it is a bound.
struct Arc {
    std::int32_t target;  // node: people first, then assets
    std::int32_t tie;     // row of `ties`
    bool maybe;
};

/// The arcs of a node of one sort, in their order: those that are in the lens for sure, or those of which nobody knows.
class ArcsOf {
public:
    class Iterator {
    public:
        Iterator(Items<class Lens, Arc>::Iterator at, Items<class Lens, Arc>::Iterator end, bool maybe) : at_(at), end_(end), maybe_(maybe) { skip(); }
        Arc operator*() const { return *at_; }
        Iterator& operator++() {
            ++at_;
            skip();
            return *this;
        }
        bool operator!=(const Iterator& other) const { return at_ != other.at_; }

    private:
        void skip();
        Items<class Lens, Arc>::Iterator at_, end_;
        bool maybe_;
    };
    ArcsOf(Items<class Lens, Arc> arcs, bool maybe) : arcs_(arcs), maybe_(maybe) {}
    Iterator begin() const { return {arcs_.begin(), arcs_.end(), maybe_}; }
    Iterator end() const { return {arcs_.end(), arcs_.end(), maybe_}; }

private:
    Items<class Lens, Arc> arcs_;
    bool maybe_;
};

/// Ties of a lens, both ways, by node; within a node sorted by target, then tie. Parallel ties stay parallel.
class Lens {
public:
    explicit Lens(Segment segment);
    std::size_t nodes() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
    Items<Lens, Arc> operator[](std::size_t node) const {
        return {this, static_cast<std::size_t>(offsets_[node]), static_cast<std::size_t>(offsets_[node + 1])};
    }
    Arc at(std::size_t i) const { return {targets_[i], ties_[i], maybe_[i] != 0}; }
    /// What is counted over `sure` is a lower bound, over all arcs of a node (`lens[node]`) an upper one.
    ArcsOf sure(std::size_t node) const { return {(*this)[node], false}; }
    ArcsOf maybe(std::size_t node) const { return {(*this)[node], true}; }
    /// The arrays themselves: node n has the arcs from offsets()[n] to offsets()[n + 1].
    std::span<const std::int64_t> offsets() const { return offsets_; }
    std::span<const std::int32_t> targets() const { return targets_; }
    std::span<const std::int32_t> ties() const { return ties_; }
    std::span<const std::uint8_t> maybe() const { return maybe_; }
    /// Does any tie of the lens, sure or maybe, join the two? O(log degree).
    bool tied(std::size_t node, std::int32_t other) const;

private:
    std::span<const std::int64_t> offsets_;
    std::span<const std::int32_t> targets_, ties_;
    std::span<const std::uint8_t> maybe_;
};

inline void ArcsOf::Iterator::skip() {
    while (at_ != end_ && (*at_).maybe != maybe_) ++at_;
}

/// Distinct pairs of people with any sure tie of a lens; weight: sum of strengths, 0.5 where unknown.
struct Neighbour {
    std::int32_t row;
    double weight;
};
class Pairs {
public:
    explicit Pairs(Segment segment);
    std::size_t rows() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
    Items<Pairs, Neighbour> operator[](std::size_t row) const {
        return {this, static_cast<std::size_t>(offsets_[row]), static_cast<std::size_t>(offsets_[row + 1])};
    }
    Neighbour at(std::size_t i) const { return {targets_[i], weights_[i]}; }
    std::span<const std::int64_t> offsets() const { return offsets_; }
    std::span<const std::int32_t> targets() const { return targets_; }
    std::span<const double> weights() const { return weights_; }

private:
    std::span<const std::int64_t> offsets_;
    std::span<const std::int32_t> targets_;
    std::span<const double> weights_;
};

/// The nearest of each row, nearest first; metres of walking in steps of 50.
struct Close {
    std::int32_t row;
    double metres;
};
class Near {
public:
    explicit Near(Segment segment);
    std::size_t rows() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
    Items<Near, Close> operator[](std::size_t row) const {
        return {this, static_cast<std::size_t>(offsets_[row]), static_cast<std::size_t>(offsets_[row + 1])};
    }
    Close at(std::size_t i) const { return {rows_[i], static_cast<double>(metres_[i])}; }
    /// More were within reach than are listed.
    bool cut(std::size_t row) const { return cut_[row] != 0; }

private:
    std::span<const std::int64_t> offsets_;
    std::span<const std::int32_t> rows_;
    std::span<const std::int32_t> metres_;
    std::span<const std::uint8_t> cut_;
};

/// Assets within reach of each row. Nothing where the row has no place.
class Reach {
public:
    explicit Reach(Segment segment);
    std::optional<std::int32_t> all(std::size_t row) const { return of(all_, row); }
    std::optional<std::int32_t> count(std::size_t row, AssetClass of_class) const { return of(counts_[static_cast<std::size_t>(of_class)], row); }
    /// The nearest asset of a class, at any distance up to the reach.
    std::optional<Close> nearest(std::size_t row, AssetClass of_class) const;

private:
    static std::optional<std::int32_t> of(const Column& column, std::size_t row) {
        if (!column.known(row)) return {};
        return column.i32()[row];
    }
    Column all_;
    Column counts_[asset_class_count], nearest_[asset_class_count], metres_[asset_class_count];
};

/// Area rows by area: queen or rook neighbours of one layer.
class Borders {
public:
    Borders(Column offsets, Column targets) : offsets_(offsets.i64()), targets_(targets.i32()) {}
    std::span<const std::int32_t> operator[](std::size_t area) const {
        const auto from = static_cast<std::size_t>(offsets_[area]);
        return targets_.subspan(from, static_cast<std::size_t>(offsets_[area + 1]) - from);
    }

private:
    std::span<const std::int64_t> offsets_;
    std::span<const std::int32_t> targets_;
};

}  // namespace kith::sdk
