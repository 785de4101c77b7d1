// What `kith import` makes of a file that somebody else wrote: looked at as a format that the first byte chooses, proposed, and written as a recipe,
// which must be one.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/io/description.hpp"
#include "engine/io/propose.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/read_contract.hpp"
#include "engine/io/recipe.hpp"

namespace {

using namespace kith;

struct Looked {
    io::Format format;
    const char* json;
};
constexpr std::array<Looked, 8> formats{{{io::Format::table, R"({"format":"table"})"}, {io::Format::graphml, R"({"format":"graphml"})"}, {io::Format::pajek, R"({"format":"pajek"})"},
    {io::Format::open_referral, R"({"format":"open-referral"})"}, {io::Format::grants, R"({"format":"360giving"})"}, {io::Format::records, R"({"format":"json"})"},
    {io::Format::wide, R"({"format":"wide"})"}, {io::Format::network_canvas, R"({"format":"network-canvas"})"}}};

void require(bool holds) {
    if (!holds) std::abort();
}

std::string_view no_word(std::string_view) { return {}; }
std::string_view library(std::string_view word) { return word.find("library") != std::string_view::npos ? "library" : ""; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Looked& looked = formats[data[0] % formats.size()];
    const std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
    const io::BlockRequest request{"description", looked.json, ""};
    auto prepared = io::prepare_block(request);
    require(static_cast<bool>(prepared));
    column::SourceReport report;
    report.block = request.block;
    report.file.assign("f.csv", 5);
    const std::array<geo::NamedBytes, 1> parts{{{"f.csv", std::as_bytes(std::span(content))}}};
    base::JobContext job;
    const column::Allocator allocate = column::heap_memory;
    const io::BlockContext context{parts, request.working_crs, *prepared, nullptr, allocate, job, report, {}};
    const auto described = io::read_block(request, context);
    require(report.tally.balances());
    if (!described || !described->table) return 0;
    require(static_cast<bool>(io::check_read_segment(*described->table, request.block, report.tally.kept)));
    const std::array<io::FileFacts, 1> files{{{"f.csv", looked.format, "", io::tables_of(*described->table)}}};
    const io::Proposal proposal = io::propose(files, "F", {library, no_word});
    const std::string text = io::recipe_text(proposal);
    const auto recipe = io::parse_recipe(text, "f.toml");
    require(static_cast<bool>(recipe));
    require(!io::proposal_text(proposal, files).empty() || files[0].tables.empty());
    return 0;
}
