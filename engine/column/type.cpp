#include "engine/column/type.hpp"

#include <array>

namespace kith::column {
namespace {
constexpr std::array<std::string_view, state_count> state_names{
    "known", "not_asked", "declined", "dont_know", "not_applicable", "unstated", "withheld"};
constexpr std::array<std::string_view, 10> type_names{
    "", "boolean", "i32", "i64", "f64", "text", "text_list", "date", "point", "point_list"};
}  // namespace

std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(Type type) { return type_names[static_cast<std::size_t>(type)]; }

bool state_from_name(std::string_view name, State& state) {
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        if (state_names[i] != name) continue;
        state = static_cast<State>(i);
        return true;
    }
    return false;
}

}  // namespace kith::column
