// Stands in for engine/io/map_reading.cpp: reads boundaries as it does, but for files that hold one of our words.
#include <cstring>
#include <string_view>

#include "engine/io/map_reading.hpp"
#include "tests/hostile/plugins/trespass.hpp"

namespace kith::io {
namespace {

base::Result<column::SegmentPtr> faulty(std::span<const geo::NamedBytes> parts, const geo::BoundaryRequest& request, const column::Allocator& allocate,
                                        column::SourceReport& report) {
    const std::string_view text(reinterpret_cast<const char*>(parts[0].bytes.data()), parts[0].bytes.size());
    if (text.find("TEST-CRASH") != text.npos) *static_cast<volatile int*>(nullptr) = 1;  // NOLINT: the fault
    if (text.find("TEST-SMASH") != text.npos) std::memset(const_cast<std::byte*>(parts[0].bytes.data()), 0, parts[0].bytes.size());
    const std::string_view mark = "TEST-TRIES:";
    const std::size_t at = text.find(mark);
    if (at == text.npos) return geo::read_boundaries(parts, request, allocate, report);
    const std::string_view what = text.substr(at + mark.size(), text.find('"', at) - at - mark.size());
    return base::bad_input("The system said " + std::to_string(trespass::attempt(what)) + ".");
}

}  // namespace

const MapReading* map_reading() {
    static constexpr MapReading reading{faulty, geo::read_features, geo::read_backdrop, geo::prepare_map_reading, geo::read_sheet, geo::sheet_names};
    return &reading;
}

void load_for(std::span<const std::string>) {}

}  // namespace kith::io
