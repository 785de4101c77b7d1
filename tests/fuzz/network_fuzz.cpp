// A network that somebody else wrote, from its bytes to a segment: GraphML, GEXF, GML, Pajek, a matrix. The first byte chooses the
// format and whether people or ties are read.
#include "tests/fuzz/one_block.hpp"

namespace {

using namespace kith;
using fuzz::Choice;

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static auto prepared = io::prepare_block(fuzz::request_of(choices[1]));  // once: none of these needs a projection
    fuzz::require(static_cast<bool>(prepared));
    fuzz::read_and_check(fuzz::request_of(choices[data[0] % choices.size()]), "f", {reinterpret_cast<const char*>(data) + 1, size - 1}, *prepared);
    return 0;
}
