#include "engine/base/text.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

using column::Column;

std::int32_t person_of(const Assembly& assembly, std::string_view id) { return id.empty() ? base::no_row : assembly.people.find(id); }

/// Takes a row out of the count of those kept, because who it is about is not in the place: filtered with them, or not known at all.
void refuse(const Assembly& assembly, const Block& block, std::size_t row, std::string_view column_key, std::string_view id, const char* code, const char* reason) {
    if (assembly.left_out.find(id) >= 0) {
        ++block.report->tally.filtered;
        --block.report->tally.kept;
        block.report->note({block.report->file, block.table->find("source_row")->i64()[row], std::string(column_key), column::masked(id), "left_out_with_person",
                            "It is about somebody whose row was filtered, and was left out with it.", column::Severity::note});
        return;
    }
    ++block.report->tally.refused;
    --block.report->tally.kept;
    block.report->note({block.report->file, block.table->find("source_row")->i64()[row], std::string(column_key), column::masked(id), code, reason,
                        column::Severity::problem});
}

}  // namespace

base::Status assemble_observations(Assembly& assembly, std::span<const Block> blocks) {
    if (blocks.empty()) return {};
    Stack stack;
    std::vector<std::int32_t> person;
    for (const Block& block : blocks) {
        const Column& id = *block.table->find("person");
        std::vector<std::int32_t> rows;
        for (std::size_t row = 0; row < id.rows(); ++row) {
            const std::int32_t found = person_of(assembly, id.text(row));
            if (found < 0) {
                refuse(assembly, block, row, "subject", id.text(row), "unknown_person", "Nobody in the list of people has this id, so the answer was not used.");
                continue;
            }
            person.push_back(found);
            rows.push_back(static_cast<std::int32_t>(row));
        }
        stack.add(block.table, std::move(rows));
    }
    column::SegmentBuilder builder("observations");
    builder.add_i32("person", std::move(person));
    for (const char* key : {"instrument", "item", "value", "date", "mode", "asked_by"}) stack.copy(builder, key, key);
    return assembly.keep(std::move(builder));
}

base::Status assemble_events(Assembly& assembly, std::span<const Block> blocks) {
    if (blocks.empty()) return {};
    Stack stack;
    std::vector<std::int32_t> person, other;
    column::DictionaryBuilder ids;
    for (const Block& block : blocks) {
        const Column &id = *block.table->find("who");
        const Column* second = block.table->find("other");
        std::vector<std::int32_t> rows;
        for (const std::int32_t row : first_of_each(block, "id", ids, false)) {
            const auto at = static_cast<std::size_t>(row);
            const std::int32_t found = person_of(assembly, id.text(at));
            if (found < 0 && !id.text(at).empty()) {
                refuse(assembly, block, at, "who", id.text(at), "unknown_person", "Nobody in the list of people has this id, so the event was not used.");
                continue;
            }
            std::int32_t node = second == nullptr ? base::no_row : person_of(assembly, second->text(at));
            for (std::size_t b = 0; second != nullptr && node < 0 && !second->text(at).empty() && b < assembly.assets.size(); ++b)
                if (const std::int32_t asset = assembly.assets[b].find(second->text(at)); asset >= 0)
                    node = assembly.people.size() + assembly.first_asset[b] + asset;
            person.push_back(found);
            other.push_back(node);
            rows.push_back(row);
        }
        stack.add(block.table, std::move(rows));
    }
    std::vector<base::EntityKey> keys;
    stack.each_text("id", [&](std::size_t, std::string_view id) { keys.push_back(base::key_for(base::EntityKind::event, "events", id)); });
    column::SegmentBuilder core("events"), notes("events.notes");
    add_keys(core, keys);
    core.add_i32("kind", stack.integers("kind", static_cast<std::int32_t>(column::EventKind::other)));
    stack.copy(core, "date", "date");
    core.add_i32("person", std::move(person)).add_i32("other", std::move(other));
    for (const char* key : {"words", "next", "outcome", "due", "done", "yes_person", "yes_other", "met_on", "in_touch_on", "rest_until", "permission"}) stack.copy(notes, key, key);
    if (auto s = assembly.keep(std::move(core)); !s) return s;
    return notes.column_count() > 0 ? assembly.keep(std::move(notes)) : base::Status();
}

base::Status assemble_pairs(Assembly& assembly, std::span<const Block> blocks) {
    if (blocks.empty()) return {};
    std::vector<std::int32_t> first, second;
    for (const Block& block : blocks) {
        const Column &a = *block.table->find("a"), &b = *block.table->find("b");
        for (std::size_t row = 0; row < a.rows(); ++row) {
            const std::int32_t left = person_of(assembly, a.text(row)), right = person_of(assembly, b.text(row));
            if (left < 0 || right < 0) {
                const bool at_a = left < 0;
                refuse(assembly, block, row, at_a ? "a" : "b", at_a ? a.text(row) : b.text(row), "unknown_person",
                       "Nobody in the list of people has this id, so the pair protects nobody. Mend the id.");
                continue;
            }
            first.push_back(left);
            second.push_back(right);
        }
    }
    column::SegmentBuilder builder("never_introduce");
    builder.add_i32("a", std::move(first)).add_i32("b", std::move(second));
    return assembly.keep(std::move(builder));
}

}  // namespace kith::place
