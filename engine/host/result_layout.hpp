#pragma once
// Where things stand in the two blocks that a worker fills. Host and worker work it out alike, from manifest and counts, so
// nothing that the worker writes says where anything is.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/host/manifest.hpp"
#include "plugins/abi/kith_plugin.h"

namespace kith::host {

struct Counts {
    std::int64_t people = 0, assets = 0, households = 0;
    std::vector<std::int64_t> layers;  // areas of each
    int primary = -1;                  // index of the primary layer
    std::int64_t areas() const;
    /// Rows of an entity; of areas, of all layers.
    std::int64_t of(Entity entity) const;
    /// Rows of an entity; of areas, of one layer. Negative when there is no such layer.
    std::int64_t of(Entity entity, std::size_t layer) const;
    /// A number below of(entity) for a row (and layer) that is in range, else -1.
    std::int64_t flat(Entity entity, std::int64_t row, std::size_t layer) const;
};

/// The buffers of one output column. Offsets in bytes from the start of the block.
struct ColumnPlace {
    std::size_t column = 0;  // index in the manifest
    int layer = -1;
    std::int64_t rows = 0;
    std::size_t values = 0, uppers = 0, qualities = 0, reasons = 0;  // uppers 0: none
};

struct TablePlace {
    std::int64_t capacity = 0;  // rows
    std::size_t cells = 0;      // kith_cell[rows][columns]
};

/// The first block: counters (rows and left-out rows of each table), columns, tables.
struct OutputLayout {
    std::vector<ColumnPlace> columns;
    std::vector<TablePlace> tables;
    std::size_t size = 0;
    static std::size_t rows_counter(std::size_t table) { return table * 16; }
    static std::size_t left_out_counter(std::size_t table) { return table * 16 + 8; }
};
OutputLayout output_layout(const Manifest& manifest, const Counts& counts);

/// Of a finding in the second block. What its quality and reason mean is in kith_plugin.h.
struct FindingRecord {
    std::uint32_t message;
    std::int32_t subject;
    std::int32_t other;
    std::uint16_t layer;
    std::uint16_t reason;
    std::uint8_t quality;
    std::uint8_t reserved;
    std::uint16_t notes;          // how many
    std::uint32_t known;
    std::uint32_t unknown;
    std::int32_t oldest;
    std::int32_t newest;
    std::uint32_t numbers;        // how many; with KITH_BETWEEN the first is the upper end
    std::uint64_t first_note;
    std::uint64_t first_number;
    double value;
};
static_assert(sizeof(FindingRecord) == 64);

struct NoteRecord {
    std::uint8_t kind;            // with has_number: takes the next number
    std::uint8_t layer;
    std::uint16_t slot;
    std::int32_t row;
};
static_assert(sizeof(NoteRecord) == 8);
inline constexpr std::uint8_t has_number = 0x80;
inline constexpr std::size_t most_notes = 64;

/// The second block: counters (findings, notes, numbers, then left-out findings of each message), records, notes, numbers.
struct FindingLayout {
    std::int64_t capacity = 0, note_capacity = 0, number_capacity = 0;
    std::size_t records = 0, notes = 0, numbers = 0;
    std::size_t size = 0;
    static constexpr std::size_t count_counter = 0, note_counter = 8, number_counter = 16;
    static std::size_t left_out_counter(std::size_t message) { return 24 + message * 8; }
};
FindingLayout finding_layout(const Manifest& manifest, const Counts& counts);

/// Counts what each first subject has had of each message or table, so that nobody gets more than `at_most`.
class SubjectCounter {
public:
    SubjectCounter(std::int64_t subjects, std::int64_t at_most) : subjects_(subjects), at_most_(at_most) {}
    /// False when this subject has had all that it may. `subject` from Counts::flat.
    bool take(std::int64_t subject);

private:
    std::int64_t subjects_, at_most_;
    std::vector<std::uint32_t> taken_;  // made at the first take
};

}  // namespace kith::host
