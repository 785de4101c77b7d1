// An OpenStreetMap file that somebody else made, from its bytes to a segment: as assets or as ways to walk, as the first byte chooses. XML, bzip2
// and PBF are told by the bytes themselves.
#include "tests/fuzz/one_block.hpp"

namespace {

using kith::fuzz::Choice;

constexpr std::array<Choice, 2> choices{{{"walking", R"({"file":"f.osm"})"}, {"assets", R"({"file":"f.osm","keep":["@tags","@also"]})"}}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return kith::fuzz::read_chosen(choices, "f.osm", data, size); }
