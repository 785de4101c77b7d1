// Area layers and the statistics joined to them.
#include <algorithm>

#include "engine/io/open_rows.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/table_reading.hpp"

namespace kith::io {

using column::Disposition;
using column::Severity;
using column::State;

namespace {

geo::BoundaryRequest request_of(const Areas& block, const std::string& working_crs) {
    geo::BoundaryRequest request;
    request.file = block.file;
    request.as = block.as;
    request.id = block.id;
    request.name = block.name;
    request.ogr_layer = block.ogr_layer;
    request.crs = block.crs;
    request.working_crs = working_crs;
    for (const Indicator& indicator : block.columns) request.columns.push_back({indicator.column, "indicator/" + indicator.as});
    for (const Where& where : block.where) {
        geo::KeepWhere keep{where.column, {}};
        for (const Where::Value& value : where.values) keep.values.push_back(value.text);
        request.where.push_back(std::move(keep));
    }
    for (const auto& [word, state] : block.missing.everywhere) request.missing.push_back({"", word, state});
    for (const auto& [column, words] : block.missing.of_column)
        for (const auto& [word, state] : words) request.missing.push_back({column, word, state});
    return request;
}

/// The rows of each area added up. A sum of which a part is unknown is unknown.
class Sums {
public:
    Sums(TableReading& table, std::string key, NumberReader& values, std::string column)
        : table_(table), key_(std::move(key)), values_(values), column_(std::move(column)) {}

    void add_to(column::SegmentBuilder& builder, const std::vector<std::int32_t>& group, std::size_t groups, const column::DictionaryBuilder& codes) {
        std::vector<double> sums(groups, 0.0);
        StateList states;
        states.grow(groups);
        for (std::size_t row = 0; row < group.size(); ++row) {
            const auto at = static_cast<std::size_t>(group[row]);
            const State state = values_.states().at(row);
            if (state == State::known)
                sums[at] += values_.values()[row];
            else if (states.at(at) == State::known)
                states.set(at, state);
        }
        for (std::size_t at = 0; at < groups; ++at) {
            if (states.at(at) == State::known) continue;
            sums[at] = 0;
            table_.notes().row(Severity::problem, "sum_incomplete", 0, column_, codes[static_cast<std::int32_t>(at)],
                "A part of this area's sum is not known, so the sum is not known either.");
        }
        builder.add_f64(std::move(key_), std::move(sums), states.take());
    }

private:
    TableReading& table_;
    std::string key_;
    NumberReader& values_;
    std::string column_;
};

base::Result<BlockTables> read_sums(const Join& block, TableReading& table, const BlockContext& context) {
    auto in = table.input(block.id);
    if (!in) return finish_table(table, context);
    in->missing = MissingRules();
    IdReader ids("code", std::move(*in), -1);
    std::vector<std::unique_ptr<NumberReader>> columns;
    std::vector<Sums> sums;
    class Forward final : public ColumnReader {
    public:
        explicit Forward(ColumnReader& to) : to_(to) {}
        void reserve(std::size_t rows) override { to_.reserve(rows); }
        void take(RowBatch& batch) override { to_.take(batch); }
        void add_to(column::SegmentBuilder&) override {}

    private:
        ColumnReader& to_;
    };
    table.add(std::make_unique<Forward>(ids));
    for (const Indicator& indicator : block.columns) {
        auto values = table.input(indicator.column);
        if (!values) continue;
        columns.push_back(std::make_unique<NumberReader>("", std::move(*values), table.notes(), any_number()));
        table.add(std::make_unique<Forward>(*columns.back()));
        sums.emplace_back(table, "indicator/" + indicator.as, *columns.back(), indicator.column);
    }
    if (base::Status status = table.run(context.job); !status) return status.error();
    if (!table.usable()) return BlockTables();
    // Codes are given in the order of first appearance: they are the rows of the result.
    const auto groups = static_cast<std::size_t>(ids.dictionary().size());
    std::vector<std::int64_t> first(groups, 0), counts(groups, 0);
    std::vector<std::int32_t> rows(groups);
    for (std::size_t row = 0; row < ids.codes().size(); ++row) {
        const auto at = static_cast<std::size_t>(ids.codes()[row]);
        if (counts[at]++ == 0) first[at] = table.source_rows()[row];
    }
    column::SegmentBuilder builder("read.join");
    for (std::size_t at = 0; at < groups; ++at) rows[at] = static_cast<std::int32_t>(at);
    builder.add_text("code", std::move(rows), ids.dictionary());
    for (Sums& one : sums) one.add_to(builder, ids.codes(), groups, ids.dictionary());
    builder.add_i64("rows", std::move(counts));
    builder.add_i64("source_row", std::move(first));
    column::Tally& tally = context.report.tally;
    tally.merged += tally.kept - static_cast<std::int64_t>(groups);
    tally.kept = static_cast<std::int64_t>(groups);
    auto segment = std::move(builder).finish(context.allocate);
    if (!segment) return segment.error();
    return BlockTables{*segment, nullptr};
}

}  // namespace

base::Result<BlockTables> read_areas(const Areas& block, const BlockContext& context) {
    if (context.maps == nullptr) return base::misuse(block.file + " is a map file, and this reader reads tables only.");
    auto segment = context.maps->boundaries(context.parts, request_of(block, context.working_crs), context.allocate, context.report);
    if (base::Status status = context.job.check(); !status) return status.error();
    if (!segment) return segment.error();
    return BlockTables{*segment, nullptr};
}

base::Result<BlockTables> read_join(const Join& block, const BlockContext& context) {
    Notes notes(context.report, false);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.join", notes);
    table.require(block.id, Disposition::refused, "no_code", "The row has no area code; it was refused.");
    if (!block.value.empty()) table.require(block.value, Disposition::kept, "", "");
    if (block.sum) return read_sums(block, table, context);
    table.id("code", block.id, {});
    for (const Indicator& indicator : block.columns)
        if (auto in = table.input(indicator.column)) table.add(std::make_unique<KeepReader>("indicator/" + indicator.as, std::move(*in), notes, true));
    return finish_table(table, context);
}

}  // namespace kith::io
