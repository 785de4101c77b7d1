// Ties, observations, events and pairs never to be introduced.
#include <cmath>

#include "engine/io/open_rows.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/table_reading.hpp"

namespace kith::io {

using column::Disposition;
using column::State;

namespace {

/// 1 to 5, whole numbers.
Meaning closeness(std::string_view text) {
    double value = 0;
    const Fault fault = read_number(text, value);
    if (fault != Fault::none) return {0, State::unstated, fault};
    if (value < 1 || value > 5 || value != std::floor(value)) return {0, State::unstated, Fault::out_of_range};
    return {static_cast<std::int32_t>(value), State::known, Fault::none};
}

void add_event_kind(TableReading& table, const Field& kind) {
    Input none;
    none.constant = "other";
    Input in = table.input(kind).value_or(none);
    constexpr auto other = static_cast<std::int32_t>(column::EventKind::other);
    auto words = std::make_unique<WordReader>("kind", std::move(in), table.notes(), one_of(column::event_kind_words), listed(column::event_kind_words));
    words->without_states({other, State::known, Fault::none});
    words->when_unknown(other, "unknown_kind",
        "This is none of " + listed(column::event_kind_words) + "; it counts as other. Give the word a meaning in the recipe (map).");
    table.add(std::move(words));
}

}  // namespace

base::Result<BlockTables> finish_table(TableReading& table, const BlockContext& context) {
    if (base::Status status = table.run(context.job); !status) return status.error();
    if (!table.usable()) return BlockTables();
    auto segment = table.finish(context.allocate);
    if (!segment) return segment.error();
    return BlockTables{*segment, nullptr};
}

base::Result<BlockTables> read_ties(const Ties& block, const BlockContext& context) {
    Notes notes(context.report, true);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.ties", notes);
    const std::string empty_end = "A row without one of its two ends says nothing; it was passed over.";
    table.require(block.from, Disposition::filtered, "no_end", empty_end);
    table.require(block.to, Disposition::filtered, "no_end", empty_end);
    for (const std::string& scope : {block.from_scope, block.to_scope})
        if (!scope.empty()) table.require(scope, Disposition::filtered, "no_scope", "A row that does not say within what its ids count was passed over.");
    if (block.format == Format::matrix && block.table == "edges") {
        Field cell = block.strength;
        if (cell.column != "value") cell = Field{"value", {}, {}};
        table.filter_cells_without_tie(cell);
    }
    table.id("from", block.from, block.from_scope);
    table.id("to", block.to, block.to_scope);
    table.text("kind", block.kind);
    table.words("direction", block.direction, column::direction_words);
    if (auto in = table.input(block.closeness))
        table.add(std::make_unique<WordReader>("closeness", std::move(*in), notes, closeness, "1 to 5 (whole numbers)"));
    table.number("strength", block.strength, {0, 1, "0 to 1"});
    table.number("frequency", block.frequency, {0, 1e6, "0 to 1,000,000 contacts a month"});
    table.yes_no("paid", block.paid);
    table.words("valence", block.valence, column::valence_words);
    table.mask("functions", block.functions, column::help_words);
    table.words("reported_by", block.reported_by, column::reported_by_words);
    table.text("met_through", block.met_through);
    table.date("since", block.since);
    table.date("until", block.until);
    table.date("last_confirmed", block.last_confirmed);
    table.text("source", block.source);
    table.agreement(block.agreement);
    return finish_table(table, context);
}

base::Result<BlockTables> read_observations(const Observations& block, const BlockContext& context) {
    Notes notes(context.report, true);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.observations", notes);
    table.require(block.subject, Disposition::refused, "no_id", "The answer does not say whose it is; it was refused.");
    for (const Field* field : {&block.instrument, &block.item})
        if (!field->column.empty()) table.require(field->column, Disposition::refused, "no_question", "The answer does not say to what question; it was refused.");
    table.require(block.value, Disposition::kept, "", "");
    table.id("person", block.subject, {});
    table.text("instrument", block.instrument);
    table.text("item", block.item);
    Field value;
    value.column = block.value;
    table.number("value", value, any_number());
    table.date("date", block.date);
    table.text("mode", block.mode);
    table.text("asked_by", block.asked_by);
    return finish_table(table, context);
}

base::Result<BlockTables> read_events(const Events& block, const BlockContext& context) {
    Notes notes(context.report, true);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.events", notes);
    table.require(block.who, Disposition::refused, "no_id", "The event does not say whom it is about; it was refused.");
    Input id;
    if (auto in = table.input(block.id)) id = std::move(*in);
    table.add(std::make_unique<RowNameReader>("id", std::move(id), block.file));
    add_event_kind(table, block.kind);
    table.date("date", block.date);
    table.id("who", block.who, {});
    table.text("other", block.other);
    table.text("words", block.words);
    table.text("next", block.next);
    table.text("outcome", block.outcome);
    table.date("due", block.due);
    table.date("done", block.done);
    table.date("yes_person", block.yes_person);
    table.date("yes_other", block.yes_other);
    table.date("met_on", block.met_on);
    table.date("in_touch_on", block.in_touch_on);
    table.date("rest_until", block.rest_until);
    table.list("permission", block.permission);
    return finish_table(table, context);
}

base::Result<BlockTables> read_never_introduce(const NeverIntroduce& block, const BlockContext& context) {
    Notes notes(context.report, true);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.never_introduce", notes);
    for (const std::string& end : {block.a, block.b})
        table.require(end, Disposition::refused, "no_id", "The pair lacks one of its two people, so it protects nobody; mend it. It was refused.");
    table.id("a", block.a, {});
    table.id("b", block.b, {});
    return finish_table(table, context);
}

}  // namespace kith::io
