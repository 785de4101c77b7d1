// A block as a reader or a worker may hand it over: it is refused, or everything in it can be read, and copied, and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "engine/column/builder.hpp"
#include "engine/column/segment.hpp"

namespace {

using kith::column::Column;
using kith::column::Segment;
using kith::column::Trust;
using kith::column::Type;

/// Reads each value by the accessors that rooms use; the sanitizers see a read out of bounds, and the sum keeps it from being
/// optimised away.
std::size_t read_all(const Column& column) {
    std::size_t sum = 0;
    for (std::size_t row = 0; row < column.rows(); ++row) {
        sum += static_cast<std::size_t>(column.state(row));
        switch (column.type()) {
            case Type::boolean: sum += column.booleans()[row]; break;
            case Type::i32: sum += static_cast<std::size_t>(column.i32()[row]); break;
            case Type::i64: sum += static_cast<std::size_t>(column.i64()[row]); break;
            case Type::f64: sum += column.f64()[row] > 0 ? 1u : 0u; break;
            case Type::text: sum += column.text(row).size(); break;
            case Type::text_list:
                for (const std::int32_t code : column.list(row)) sum += column.dictionary()[code].size();
                break;
            case Type::date: sum += static_cast<std::size_t>(column.days()[row]) + column.precisions()[row]; break;
            case Type::point: sum += column.xy()[2 * row] > column.xy()[2 * row + 1] ? 1u : 0u; break;
            case Type::point_list:
                for (auto i = column.offsets()[row]; i < column.offsets()[row + 1]; ++i)
                    sum += column.xy()[static_cast<std::size_t>(2 * i + 1)] > 0 ? 1u : 0u;
                break;
        }
    }
    return sum;
}

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::byte> block(size);  // aligned, as mapped memory is
    if (size > 0) std::memcpy(block.data(), data, size);
    const auto opened = Segment::open(kith::column::borrowed_memory(block), Trust::untrusted);
    if (!opened) return 0;
    std::size_t sum = 0;
    kith::column::SegmentBuilder builder{std::string((*opened)->key())};
    for (const Column& column : (*opened)->columns()) {
        sum += read_all(column);
        builder.add_column(*opened, column);
    }
    const auto copy = std::move(builder).finish(kith::column::heap_memory);
    if (!copy) return 0;  // two columns of one name
    const auto again = Segment::open(kith::column::borrowed_memory((*copy)->memory().bytes()), Trust::untrusted);
    must(static_cast<bool>(again) && (*again)->columns().size() == (*opened)->columns().size());
    for (const Column& column : (*again)->columns()) sum -= read_all(column);
    must(sum == 0);
    return 0;
}
