// A feed of Open Referral that somebody else made, from its bytes to a segment: as assets or as ties, as the first byte chooses.
#include "tests/fuzz/one_block.hpp"

namespace {

using kith::fuzz::Choice;

constexpr std::array<Choice, 2> choices{{
    {"assets", R"({"file":"f.json","format":"open-referral","keep":["assured_date"]})"},
    {"ties", R"({"file":"f.json","format":"open-referral"})"},
}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return kith::fuzz::read_chosen(choices, "f.json", data, size); }
