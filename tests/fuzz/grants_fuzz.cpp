// Grants in the 360Giving way, JSON or CSV, from their bytes to a segment: as assets or as ties, as the first byte chooses.
#include "tests/fuzz/one_block.hpp"

namespace {

using kith::fuzz::Choice;

constexpr std::array<Choice, 2> choices{{
    {"assets", R"({"file":"f.json","format":"360giving","keep":["charity_number"]})"},
    {"ties", R"({"file":"f.json","format":"360giving","where":{"currency":"GBP"}})"},
}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return kith::fuzz::read_chosen(choices, "f.json", data, size); }
