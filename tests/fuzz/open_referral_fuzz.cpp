// A feed of Open Referral that somebody else made, from its bytes to a segment: as assets or as ties, as the first byte chooses.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/io/read_block.hpp"
#include "engine/io/read_contract.hpp"

namespace {

using namespace kith;

struct Choice {
    const char* block;
    const char* json;
};
constexpr std::array<Choice, 2> choices{{
    {"assets", R"({"file":"f.json","format":"open-referral","keep":["assured_date"]})"},
    {"ties", R"({"file":"f.json","format":"open-referral"})"},
}};

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Choice& choice = choices[data[0] % choices.size()];
    const std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
    const io::BlockRequest request{choice.block, choice.json, "EPSG:27700"};
    auto prepared = io::prepare_block(request);
    require(static_cast<bool>(prepared));
    column::SourceReport report;
    report.block = request.block;
    report.file.assign("f.json", 6);
    const std::array<geo::NamedBytes, 1> parts{{{"f.json", std::as_bytes(std::span(content))}}};
    base::JobContext job;
    const column::Allocator allocate = column::heap_memory;
    const io::BlockContext context{parts, request.working_crs, *prepared, nullptr, allocate, job, report, {}};
    const auto tables = io::read_block(request, context);
    require(report.tally.balances());
    if (!tables || !tables->table) {
        require(report.tally.kept == 0);
        return 0;
    }
    require(static_cast<bool>(column::Segment::open(column::borrowed_memory(tables->table->memory().bytes()), column::Trust::untrusted)));
    require(static_cast<bool>(io::check_read_segment(*tables->table, request.block, report.tally.kept)));
    return 0;
}
