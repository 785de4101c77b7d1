#include "engine/host/result_layout.hpp"

#include <algorithm>
#include <numeric>

namespace kith::host {
namespace {

// Pages that nobody touches cost nothing, so the bounds are generous; they keep a runaway plugin from filling the machine.
constexpr std::int64_t most_findings = 8'000'000;
constexpr std::int64_t most_rows = 4'000'000;
constexpr std::int64_t notes_each = 12;
constexpr std::int64_t numbers_each = 4;
constexpr std::int64_t least_notes = 4096;

/// Hands out offsets, each on a 64-byte boundary.
struct Space {
    std::size_t at = 0;
    std::size_t take(std::int64_t count, std::size_t width) {
        const std::size_t offset = at;
        at += (static_cast<std::size_t>(count) * width + 63) / 64 * 64;
        return offset;
    }
};

/// a * b, at most `most`.
std::int64_t bounded(std::int64_t a, std::int64_t b, std::int64_t most) { return a != 0 && b > most / a ? most : a * b; }

void place_column(const OutputColumn& column, std::size_t index, int layer, std::int64_t rows, Space& space, OutputLayout& layout) {
    ColumnPlace place;
    place.column = index;
    place.layer = layer;
    place.rows = rows;
    place.values = space.take(rows, sizeof(double));
    if (column.interval) place.uppers = space.take(rows, sizeof(double));
    place.qualities = space.take(rows, sizeof(kith_quality));
    place.reasons = space.take(rows, sizeof(std::uint16_t));
    layout.columns.push_back(place);
}

}  // namespace

std::int64_t Counts::areas() const { return std::accumulate(layers.begin(), layers.end(), std::int64_t{0}); }

std::int64_t Counts::of(Entity entity) const {
    switch (entity) {
        case Entity::person: return people;
        case Entity::asset: return assets;
        case Entity::area: return areas();
        case Entity::place: return 1;
    }
    return 0;
}

std::int64_t Counts::of(Entity entity, std::size_t layer) const {
    if (entity != Entity::area) return of(entity);
    return layer < layers.size() ? layers[layer] : -1;
}

std::int64_t Counts::flat(Entity entity, std::int64_t row, std::size_t layer) const {
    if (row < 0 || row >= of(entity, layer)) return -1;
    if (entity != Entity::area) return row;
    return std::accumulate(layers.begin(), layers.begin() + static_cast<std::ptrdiff_t>(layer), row);
}

OutputLayout output_layout(const Manifest& manifest, const Counts& counts) {
    OutputLayout layout;
    Space space;
    space.take(static_cast<std::int64_t>(manifest.tables.size()), 16);
    for (std::size_t i = 0; i < manifest.columns.size(); ++i) {
        const OutputColumn& column = manifest.columns[i];
        if (column.entity != Entity::area) {
            place_column(column, i, -1, counts.of(column.entity), space, layout);
            continue;
        }
        for (std::size_t layer = 0; layer < counts.layers.size(); ++layer)
            if (column.every_layer || static_cast<int>(layer) == counts.primary)
                place_column(column, i, static_cast<int>(layer), counts.layers[layer], space, layout);
    }
    for (const Table& table : manifest.tables) {
        TablePlace place;
        place.capacity = bounded(table.at_most, counts.of(table.per), most_rows);
        place.cells = space.take(place.capacity * static_cast<std::int64_t>(table.columns.size()), sizeof(kith_cell));
        layout.tables.push_back(place);
    }
    layout.size = std::max<std::size_t>(space.at, 64);
    return layout;
}

FindingLayout finding_layout(const Manifest& manifest, const Counts& counts) {
    FindingLayout layout;
    for (const Message& message : manifest.messages)
        layout.capacity = std::min(most_findings, layout.capacity + bounded(message.at_most, counts.of(message.subjects.front()), most_findings));
    if (layout.capacity > 0) {
        layout.note_capacity = std::max(least_notes, layout.capacity * notes_each);
        layout.number_capacity = std::max(least_notes, layout.capacity * numbers_each);
    }
    Space space;
    space.take(3 + static_cast<std::int64_t>(manifest.messages.size()), 8);
    layout.records = space.take(layout.capacity, sizeof(FindingRecord));
    layout.notes = space.take(layout.note_capacity, sizeof(NoteRecord));
    layout.numbers = space.take(layout.number_capacity, sizeof(double));
    layout.size = space.at;
    return layout;
}

bool SubjectCounter::take(std::int64_t subject) {
    if (taken_.empty()) taken_.resize(static_cast<std::size_t>(subjects_), 0);
    std::uint32_t& taken = taken_[static_cast<std::size_t>(subject)];
    if (static_cast<std::int64_t>(taken) >= at_most_) return false;
    ++taken;
    return true;
}

}  // namespace kith::host
