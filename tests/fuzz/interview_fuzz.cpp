// Records of JSON, personal networks with a row an interview, and tables of Network Canvas, from their bytes to a segment. The first byte chooses.
#include "tests/fuzz/one_block.hpp"

namespace {

using kith::fuzz::Choice;

constexpr std::array<Choice, 6> choices{{
    {"assets", R"({"file":"f.json","format":"json","id":"id","name":"name","x":"lng","y":"lat","keep":["tags","address.city"]})"},
    {"people", R"({"file":"f.json","format":"json","id":"id"})"},
    {"people", R"({"file":"f.json","format":"wide","role":{"column":"role"},"keep":["sex","age"]})"},
    {"ties", R"({"file":"f.json","format":"wide","frequency":"weight"})"},
    {"people", R"({"file":"f.json","format":"network-canvas","id":"networkCanvasUUID","keep":["a_1","a_2"]})"},
    {"ties", R"({"file":"f.json","format":"network-canvas","from":"networkCanvasSourceUUID","to":"networkCanvasTargetUUID"})"},
}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { return kith::fuzz::read_chosen(choices, "f.json", data, size); }
