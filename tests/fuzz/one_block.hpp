#pragma once
// A block of a recipe and the bytes of its file, from the bytes to a segment, and what must hold of it whatever the bytes are.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engine/io/read_block.hpp"
#include "engine/io/read_contract.hpp"

namespace kith::fuzz {

struct Choice {
    const char* block;
    const char* json;  // names its file as `file` below
};

/// Ends the target where something does not hold, and says which.
inline void require(bool holds, const char* what = "the recipe's block is one") {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

inline io::BlockRequest request_of(const Choice& choice) { return {choice.block, choice.json, "EPSG:27700"}; }

inline void read_and_check(const io::BlockRequest& request, const char* file, std::string_view content, io::Prepared& prepared) {
    column::SourceReport report;
    report.block = request.block;
    report.file = std::string_view(file);
    const std::array<geo::NamedBytes, 1> parts{{{file, std::as_bytes(std::span(content))}}};
    base::JobContext job;
    const column::Allocator allocate = column::heap_memory;
    const io::BlockContext context{parts, request.working_crs, prepared, nullptr, allocate, job, report, {}};
    const auto tables = io::read_block(request, context);
    require(report.tally.balances(), "every row has its disposition");
    if (!tables || !tables->table) return require(report.tally.kept == 0, "no table, nothing kept");
    const auto opened = column::Segment::open(column::borrowed_memory(tables->table->memory().bytes()), column::Trust::untrusted);
    require(static_cast<bool>(opened), opened ? "" : opened.error().message.c_str());
    require(static_cast<bool>(io::check_read_segment(*tables->table, request.block, report.tally.kept)), "the columns that a block may have");
    if (tables->observations) require(static_cast<bool>(io::check_read_segment(*tables->observations, "observations", -1)), "the columns that observations may have");
}

/// The first byte chooses; the rest is the file.
template <std::size_t count>
int read_chosen(const std::array<Choice, count>& choices, const char* file, const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const io::BlockRequest request = request_of(choices[data[0] % count]);
    auto prepared = io::prepare_block(request);  // each time: a table of assets takes the projection with it
    require(static_cast<bool>(prepared));
    read_and_check(request, file, {reinterpret_cast<const char*>(data) + 1, size - 1}, *prepared);
    return 0;
}

}  // namespace kith::fuzz
