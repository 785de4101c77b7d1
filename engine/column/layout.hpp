#pragma once
// The bytes of a segment, version 1. Offsets count from the start of the block; 0 means "not there".
// plugins/abi/kith_plugin.h describes the same columns to plugins as pointers.
#include <cstdint>

namespace kith::column {

inline constexpr char segment_magic[8] = {'K', 'I', 'T', 'H', 'S', 'E', 'G', '1'};
inline constexpr std::uint64_t alignment = 64;

struct SegmentHeader {
    char magic[8];
    std::uint32_t header_size;      // sizeof(SegmentHeader)
    std::uint32_t descriptor_size;  // sizeof(ColumnDescriptor)
    std::uint64_t total_size;
    std::uint64_t column_count;
    std::uint64_t descriptors;      // offset
    std::uint64_t key;              // offset
    std::uint64_t key_length;
};
static_assert(sizeof(SegmentHeader) == 56);

struct ColumnDescriptor {
    std::uint64_t key;
    std::uint64_t key_length;
    std::uint32_t type;
    std::uint32_t reserved;
    std::uint64_t rows;
    std::uint64_t values;             // offset
    std::uint64_t values_size;        // bytes
    std::uint64_t states;             // rows bytes, or 0
    std::uint64_t list_offsets;       // rows + 1 i64, or 0
    std::uint64_t precisions;         // rows bytes, or 0
    std::uint64_t dictionary_size;    // texts
    std::uint64_t dictionary_offsets; // dictionary_size + 1 i64
    std::uint64_t dictionary_bytes;
    std::uint64_t dictionary_bytes_size;
};
static_assert(sizeof(ColumnDescriptor) == 104);

}  // namespace kith::column
