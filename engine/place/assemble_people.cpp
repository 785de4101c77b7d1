#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

using column::State;

/// Households: the rows of [[households]] first, then those that only people name.
struct Households {
    column::DictionaryBuilder ids;
    Stack stack;
    std::int32_t listed = 0;
    std::vector<std::int32_t> of_person;
};

Households gather_households(const Stack& people, std::span<const Block> blocks) {
    Households households;
    for (const Block& block : blocks) households.stack.add(block.table, first_of_each(block, "id", households.ids, true));
    households.listed = households.ids.size();
    households.of_person.reserve(people.rows());
    people.each_text("household", [&](std::size_t, std::string_view id) {
        households.of_person.push_back(id.empty() ? base::no_row : households.ids.code_of(id));
    });
    return households;
}

base::Status keep_households(Assembly& assembly, Households& households, std::span<const Block> blocks) {
    if (households.ids.size() == 0) return {};
    const auto count = static_cast<std::size_t>(households.ids.size());
    column::SegmentBuilder core("households"), names("households.names");
    add_keys(core, base::EntityKind::household, "households", households.ids);
    std::vector<std::int64_t> source_rows(count, -1);
    std::size_t at = 0;
    for (const auto& part : households.stack.parts())
        for (const std::int32_t row : part.rows) source_rows[at++] = part.table->find("source_row")->i64()[static_cast<std::size_t>(row)];
    core.add_i64("source_row", std::move(source_rows));
    const auto stated = stated_areas(assembly, households.stack, blocks, "the household");
    for (const LayerTable& layer : assembly.layers) {
        const auto found = stated.find(layer.as);
        if (!layer.primary || found == stated.end()) continue;
        std::vector<std::int32_t> area = found->second;
        area.resize(count, base::no_row);
        core.add_i32("area", std::move(area));
    }
    std::vector<std::int32_t> codes(count);
    for (std::size_t i = 0; i < count; ++i) codes[i] = static_cast<std::int32_t>(i);
    names.add_text("id", std::move(codes), households.ids);
    if (auto s = assembly.keep(std::move(core)); !s) return s;
    return assembly.keep(std::move(names));
}

/// Where a person has no point of their own the household's stands for it.
void add_points(column::SegmentBuilder& builder, const Stack& people, const Households& households) {
    std::vector<std::int32_t> placed = people.integers("placed_by", 0);
    if (!households.stack.has("point")) {
        people.copy(builder, "point", "point");
        if (people.has("placed_by")) builder.add_i32("placed_by", std::move(placed));
        return;
    }
    const std::vector<std::int32_t> of_homes = households.stack.integers("placed_by", 0);
    std::vector<double> xy(2 * people.rows(), 0.0);
    column::States states(people.rows(), static_cast<std::uint8_t>(State::unstated));
    const auto take = [&](std::size_t to, const column::Column& c, std::size_t row) {
        if (!c.known(row)) return;
        xy[2 * to] = c.xy()[2 * row];
        xy[2 * to + 1] = c.xy()[2 * row + 1];
        states[to] = 0;
    };
    std::vector<std::pair<const column::Column*, std::size_t>> of_household;
    for (const auto& part : households.stack.parts())
        for (const std::int32_t row : part.rows) of_household.emplace_back(part.table->find("point"), static_cast<std::size_t>(row));
    std::size_t at = 0;
    for (const auto& part : people.parts()) {
        const column::Column* own = part.table->find("point");
        for (const std::int32_t row : part.rows) {
            if (own != nullptr) take(at, *own, static_cast<std::size_t>(row));
            const std::int32_t household = households.of_person[at];
            if (states[at] != 0 && household >= 0 && household < households.listed) {
                const auto& [c, household_row] = of_household[static_cast<std::size_t>(household)];
                if (c != nullptr) take(at, *c, household_row);
                placed[at] = of_homes[static_cast<std::size_t>(household)];
            }
            ++at;
        }
    }
    builder.add_points("point", std::move(xy), std::move(states));
    if (people.has("placed_by") || households.stack.has("placed_by")) builder.add_i32("placed_by", std::move(placed));
}

base::Status keep_people_words(Assembly& assembly, const Stack& stack) {
    column::SegmentBuilder names("people.names"), gifts("people.gifts"), attributes("people.attributes");
    std::vector<std::int32_t> codes(stack.rows());
    for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::int32_t>(i);
    names.add_text("id", std::move(codes), assembly.people);
    stack.copy(names, "name", "name");
    for (const char* list : {"interests", "offers", "wants"}) stack.copy(gifts, list, list, State::not_asked);
    for (const std::string& key : stack.keys_with("keep/")) stack.copy(attributes, key, std::string_view(key).substr(5), State::not_asked);
    if (auto s = assembly.keep(std::move(names)); !s) return s;
    if (gifts.column_count() > 0)
        if (auto s = assembly.keep(std::move(gifts)); !s) return s;
    return attributes.column_count() > 0 ? assembly.keep(std::move(attributes)) : base::Status();
}

/// Only where the recipe says more than scopes: who gave them, when, what was taken back.
base::Status keep_permissions(Assembly& assembly, const Stack& stack) {
    struct Part {
        const char *read, *as;
        State absent;
    };
    constexpr std::array parts{Part{"permission", "scopes", State::not_asked}, Part{"permission_by", "given_by", State::not_asked}, Part{"permission_on", "given_on", State::not_asked},
                               Part{"permission_notice", "notice", State::not_asked}, Part{"withdrawn", "withdrawn", State::not_applicable}, Part{"withdrawn_on", "withdrawn_on", State::not_applicable},
                               Part{"objected_on", "objected_on", State::not_applicable}};
    if (std::none_of(parts.begin() + 1, parts.end(), [&](const Part& part) { return stack.has(part.read); })) return {};
    column::SegmentBuilder permissions("people.permissions");
    for (const Part& part : parts) stack.copy(permissions, part.read, part.as, part.absent);
    return assembly.keep(std::move(permissions));
}

void add_or_not_asked(column::SegmentBuilder& builder, const Stack& stack, const char* key, column::Type type) {
    if (stack.has(key)) return stack.copy(builder, key, key, State::not_asked);
    column::States states(stack.rows(), static_cast<std::uint8_t>(State::not_asked));
    if (type == column::Type::boolean) builder.add_booleans(key, std::vector<std::uint8_t>(stack.rows(), 0), std::move(states));
    else builder.add_i32(key, std::vector<std::int32_t>(stack.rows(), 0), std::move(states));
}

}  // namespace

base::Status assemble_people(Assembly& assembly, std::span<const Block> people, std::span<const Block> household_blocks) {
    Stack stack;
    for (const Block& block : people) {
        stack.add(block.table, first_of_each(block, "id", assembly.people, true));
        const column::Column* left_out = block.table->find("left_out");
        for (std::size_t i = 0; left_out != nullptr && i < left_out->rows(); ++i) assembly.left_out.code_of(left_out->text(i));
    }
    if (people.empty()) return {};
    Households households = gather_households(stack, household_blocks);
    if (auto s = keep_households(assembly, households, household_blocks); !s) return s;
    if (auto s = keep_people_words(assembly, stack); !s) return s;
    if (auto s = keep_permissions(assembly, stack); !s) return s;

    const column::Column* points = nullptr;
    column::SegmentBuilder positions("people.positions");
    add_points(positions, stack, households);
    if (positions.column_count() > 0) {
        if (auto s = assembly.keep(std::move(positions)); !s) return s;
        points = assembly.segments.back()->find("point");
    }
    const auto placing = place_rows(assembly, "people", points, stack.rows(), stated_areas(assembly, stack, people, "the person"));
    if (!placing) return placing.error();

    column::SegmentBuilder core("people");
    add_keys(core, base::EntityKind::person, "people", assembly.people);
    core.add_i32("role", stack.integers("role", 0)).add_i32("living", stack.integers("living", 0));
    core.add_i32("household", std::move(households.of_person)).add_i32("area", std::move(placing->area));
    core.add_i32("asked", stack.integers("asked", 0));
    stack.copy(core, "asked_on", "asked_on", State::not_asked);
    add_or_not_asked(core, stack, "introduce", column::Type::boolean);
    add_or_not_asked(core, stack, "own_view", column::Type::i32);
    stack.copy(core, "own_view_until", "own_view_until", State::not_applicable);
    stack.copy(core, "permission", "permission", State::not_asked);
    add_or_not_asked(core, stack, "under_18", column::Type::boolean);
    add_source_rows(core, stack);
    return assembly.keep(std::move(core));
}

}  // namespace kith::place
