// A recipe's text: read or refused in one sentence; a block that was read means the same when it is handed on as JSON.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/column/validate.hpp"
#include "engine/io/recipe_blocks.hpp"

namespace {

using namespace kith::io;

void require(bool holds) {
    if (!holds) std::abort();
}

template <class Block>
void again(const std::vector<Block>& blocks, Block (*read)(Complaints&, const Node&)) {
    for (const Block& block : blocks) {
        const auto node = node_from_json(block.json);
        require(static_cast<bool>(node));
        Complaints complaints("f");
        require(read(complaints, *node).json == block.json);
        require(!complaints.any());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto recipe = parse_recipe({reinterpret_cast<const char*>(data), size}, "f.toml");
    if (!recipe) {
        require(recipe.error().message.starts_with("f.toml"));
        return 0;
    }
    require(!recipe->name.empty());
    for (const Areas& areas : recipe->areas) again(areas.joins, join_of);
    again(recipe->people, people_of);
    again(recipe->households, households_of);
    again(recipe->assets, assets_of);
    again(recipe->ties, ties_of);
    again(recipe->observations, observations_of);
    again(recipe->events, events_of);
    again(recipe->never_introduce, never_introduce_of);
    return 0;
}
