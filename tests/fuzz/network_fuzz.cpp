// A network that somebody else wrote, from its bytes to a segment: GraphML, GEXF, GML, Pajek, a matrix. The first byte chooses the
// format and whether people or ties are read.
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
constexpr std::array<Choice, 11> choices{{
    {"people", R"({"file":"f","format":"graphml","name":"name","keep":["age","graph.a","graph.parent"]})"},
    {"ties", R"({"file":"f","format":"graphml","strength":"weight","kind":"kind"})"},
    {"people", R"({"file":"f","format":"graphml","table":"graphs","id":"id","keep":["a"]})"},
    {"people", R"({"file":"f","format":"gexf","name":"label","keep":["viz.x","viz.colour","start","a"]})"},
    {"ties", R"({"file":"f","format":"gexf","strength":"weight","since":"since","until":"until"})"},
    {"people", R"({"file":"f","format":"gml","name":"label","keep":["graphics.x","value"]})"},
    {"ties", R"({"file":"f","format":"gml","strength":"value"})"},
    {"people", R"({"file":"f","format":"pajek","name":"label","keep":["x","mode","interval"]})"},
    {"ties", R"({"file":"f","format":"pajek","strength":"weight","kind":"relation"})"},
    {"people", R"({"file":"f","format":"matrix","keep":["mode"]})"},
    {"ties", R"({"file":"f","format":"matrix","strength":{"column":"value","map":{"10":0,"11":1}},"missing":{"value":{"9":"dont_know"}}})"},
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
    static auto prepared = io::prepare_block({choices[1].block, choices[1].json, "EPSG:27700"});
    require(static_cast<bool>(prepared));
    column::SourceReport report;
    report.block = request.block;
    report.file.assign(1, 'f');  // gcc 12 warns of an overlap that cannot be in the plain assignment
    const std::array<geo::NamedBytes, 1> parts{{{"f", std::as_bytes(std::span(content))}}};
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
