#pragma once
// Reads one block of a recipe from texts, in this process.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/io/read_block.hpp"
#include "engine/io/read_contract.hpp"
#include "engine/io/recipe.hpp"

namespace kith::io::test {

struct Reading {
    BlockTables tables;
    column::SourceReport report;
    std::string error;

    const column::Column& column(std::string_view key) const {
        static const column::Column none;
        const auto* found = tables.table ? tables.table->find(key) : nullptr;
        EXPECT_NE(found, nullptr) << key;
        return found == nullptr ? none : *found;
    }
    bool has(std::string_view key) const { return tables.table && tables.table->find(key) != nullptr; }
    /// The texts of a column, "<state>" where it is not known.
    std::vector<std::string> texts(std::string_view key) const { return texts_of(column(key)); }
    static std::vector<std::string> texts_of(const column::Column& c) {
        std::vector<std::string> out;
        for (std::size_t r = 0; r < c.rows(); ++r) out.push_back(c.known(r) ? std::string(c.text(r)) : '<' + std::string(name_of(c.state(r))) + '>');
        return out;
    }
    std::vector<std::string> list(std::string_view key, std::size_t row) const {
        std::vector<std::string> out;
        const column::Column& c = column(key);
        for (const std::int32_t code : c.list(row)) out.emplace_back(c.dictionary()[code]);
        return out;
    }
    std::int64_t count(std::string_view code) const {
        for (const auto& c : report.counts)
            if (c.code == code) return c.count;
        return 0;
    }
    const column::Issue* issue(std::string_view code) const {
        for (const auto& i : report.issues)
            if (i.code == code) return &i;
        return nullptr;
    }
};

/// `block_text` is the block as it stands in a recipe, its [[header]] included; `content` is its file. What comes back is checked as
/// the receiver of a reader's answer checks it.
/// `keys`: what a lookup is asked for, a line each.
inline Reading read(const std::string& block_text, const std::string& content, const std::string& working_crs = "EPSG:27700", const std::string& keys = {}) {
    Reading out;
    const auto recipe = parse_recipe("kith = 1\n[place]\nname = \"P\"\n" + block_text, "r.toml");
    if (!recipe) {
        ADD_FAILURE() << recipe.error().message;
        return out;
    }
    const Source* source = nullptr;
    BlockRequest request;
    const auto choose = [&](const char* block, const auto& blocks) {
        if (!blocks.empty()) request.block = block, source = &blocks.front();
    };
    choose("areas", recipe->areas);
    if (!recipe->areas.empty()) choose("areas.join", recipe->areas.front().joins);
    choose("backdrop", recipe->backdrop);
    if (recipe->walking) request.block = "walking", source = &*recipe->walking;
    choose("lookups", recipe->lookups);
    choose("people", recipe->people);
    choose("households", recipe->households);
    choose("assets", recipe->assets);
    choose("ties", recipe->ties);
    choose("observations", recipe->observations);
    choose("events", recipe->events);
    choose("never_introduce", recipe->never_introduce);
    request.json = source->json;
    request.working_crs = working_crs;
    out.report.block = request.block;
    out.report.file = source->file;
    auto prepared = prepare_block(request);
    if (!prepared) {
        out.error = prepared.error().message;
        return out;
    }
    std::vector<geo::NamedBytes> parts{{source->file, std::as_bytes(std::span(content.data(), content.size()))}};
    if (!keys.empty()) parts.push_back({"keys", std::as_bytes(std::span(keys.data(), keys.size()))});
    const MapReading maps{geo::read_boundaries, geo::read_features, geo::read_backdrop, nullptr, geo::read_sheet, geo::sheet_names};
    base::JobContext job;
    const column::Allocator allocate = column::heap_memory;
    const BlockContext context{parts, request.working_crs, *prepared, &maps, allocate, job, out.report, {}};
    auto tables = read_block(request, context);
    EXPECT_TRUE(out.report.tally.balances());
    if (!tables) {
        out.error = tables.error().message;
        return out;
    }
    out.tables = *tables;
    if (out.tables.table) {
        const base::Status status = check_read_segment(*out.tables.table, request.block, out.report.tally.kept);
        EXPECT_TRUE(status) << status.error().message;
        EXPECT_TRUE(column::Segment::open(column::borrowed_memory(out.tables.table->memory().bytes()), column::Trust::untrusted));
    } else {
        EXPECT_EQ(out.report.tally.kept, 0);
    }
    if (out.tables.observations) {
        const base::Status status = check_read_segment(*out.tables.observations, "observations", -1);
        EXPECT_TRUE(status) << status.error().message;
    }
    return out;
}

}  // namespace kith::io::test
