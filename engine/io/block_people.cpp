// People and households.
#include <algorithm>

#include "engine/io/open_rows.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/table_reading.hpp"

namespace kith::io {
namespace {

using column::Disposition;
using column::State;

/// The answers of one instrument that stand in the people's rows.
class AnswersReader final : public ColumnReader {
public:
    AnswersReader(TableReading& table, const Instrument& instrument) : instrument_(instrument) {
        constexpr double most = 1e15;
        for (const std::string& item : instrument.items)
            if (auto in = table.input(item)) items_.push_back({item, NumberReader(item, std::move(*in), table.notes(), {-most, most, "what a number can be"})});
        if (auto in = table.input(instrument.date)) date_.emplace("date", std::move(*in), table.notes());
        if (auto in = table.input(instrument.mode)) mode_.emplace("mode", std::move(*in));
        if (auto in = table.input(instrument.asked_by)) asked_by_.emplace("asked_by", std::move(*in));
    }
    void reserve(std::size_t rows) override {
        for (Item& item : items_) item.values.reserve(rows);
    }
    void take(RowBatch& batch) override {
        for (Item& item : items_) item.values.take(batch);
        if (date_) date_->take(batch);
        if (mode_) mode_->take(batch);
        if (asked_by_) asked_by_->take(batch);
    }
    void add_to(column::SegmentBuilder&) override {}

    struct Item {
        std::string name;
        NumberReader values;
    };
    const Instrument& instrument_;
    std::vector<Item> items_;
    std::optional<DateReader> date_;
    std::optional<TextReader> mode_, asked_by_;
};

/// A text column of the answers, filled from columns of the people's rows.
struct AnswerTexts {
    std::vector<std::int32_t> codes;
    StateList states;
    column::DictionaryBuilder dictionary;
    bool used = false;

    void add(const TextReader* from, std::size_t row) {
        states.grow(1);
        used |= from != nullptr;
        const State state = from == nullptr ? State::unstated : from->states().at(row);
        states.set(codes.size(), state);
        codes.push_back(state == State::known ? dictionary.code_of(from->dictionary()[from->codes()[row]]) : -1);
    }
};

/// One row an item of each person, instrument by instrument.
class Answers {
public:
    void add(const AnswersReader& from, const IdReader& ids, const std::vector<std::int64_t>& source_rows) {
        const std::int32_t instrument = instruments_.code_of(from.instrument_.id);
        for (std::size_t row = 0; row < source_rows.size(); ++row)
            for (const auto& item : from.items_) {
                persons_.push_back(person_texts_.code_of(ids.dictionary()[ids.codes()[row]]));
                instrument_.push_back(instrument);
                items_.push_back(item_texts_.code_of(item.name));
                values_.push_back(item.values.values()[row]);
                states_.grow(1);
                states_.set(states_.size() - 1, item.values.states().at(row));
                add_date(from, row);
                modes_.add(from.mode_ ? &*from.mode_ : nullptr, row);
                asked_by_.add(from.asked_by_ ? &*from.asked_by_ : nullptr, row);
                rows_.push_back(source_rows[row]);
            }
    }

    base::Result<column::SegmentPtr> finish(const column::Allocator& allocate) && {
        column::SegmentBuilder builder("read.observations");
        builder.add_text("person", std::move(persons_), person_texts_);
        builder.add_text("instrument", std::move(instrument_), instruments_);
        builder.add_text("item", std::move(items_), item_texts_);
        builder.add_f64("value", std::move(values_), states_.take());
        if (has_date_) builder.add_dates("date", std::move(days_), std::move(precisions_), date_states_.take());
        if (modes_.used) builder.add_text("mode", std::move(modes_.codes), modes_.dictionary, modes_.states.take());
        if (asked_by_.used) builder.add_text("asked_by", std::move(asked_by_.codes), asked_by_.dictionary, asked_by_.states.take());
        builder.add_i64("source_row", std::move(rows_));
        return std::move(builder).finish(allocate);
    }

private:
    void add_date(const AnswersReader& from, std::size_t row) {
        has_date_ |= from.date_.has_value();
        const State state = from.date_ ? from.date_->states().at(row) : State::unstated;
        date_states_.grow(1);
        date_states_.set(days_.size(), state);
        days_.push_back(state == State::known ? from.date_->days()[row] : 0);
        precisions_.push_back(state == State::known ? from.date_->precisions()[row] : std::uint8_t{0});
    }
    std::vector<std::int32_t> persons_, instrument_, items_, days_;
    std::vector<double> values_;
    std::vector<std::uint8_t> precisions_;
    std::vector<std::int64_t> rows_;
    StateList states_, date_states_;
    column::DictionaryBuilder person_texts_, instruments_, item_texts_;
    AnswerTexts modes_, asked_by_;
    bool has_date_ = false;
};

void add_role(TableReading& table, const Field& role) {
    Input none;
    none.constant = "alter";
    Input in = table.input(role).value_or(none);  // a column that is not there leaves everybody's role unknown
    auto words = std::make_unique<WordReader>("role", std::move(in), table.notes(), one_of(column::role_words), listed(column::role_words));
    // Who is not known to take part is treated as somebody only named by others: nothing is shown of them.
    constexpr auto alter = static_cast<std::int32_t>(column::Role::alter);
    words->without_states({alter, State::known, Fault::none});
    words->when_unknown(alter, "unknown_role",
        "This role is none of " + listed(column::role_words) + "; the person is kept as an alter, of whom nothing is shown. Give the word a meaning in the recipe (map).");
    table.add(std::move(words));
}

void add_living(TableReading& table, const Field& state) {
    auto in = table.input(state);
    if (!in) return;
    auto words = std::make_unique<WordReader>("living", std::move(*in), table.notes(), one_of(column::living_words), listed(column::living_words));
    words->without_states({static_cast<std::int32_t>(column::Living::living_here), State::known, Fault::none});
    words->when_unknown(static_cast<std::int32_t>(column::Living::asked_us_to_stop), "unknown_state",
        "This is none of " + listed(column::living_words) + "; until the recipe gives the word a meaning (map), nothing is shown of the person.");
    table.add(std::move(words));
}

void add_asked(TableReading& table, const AskedFields& asked) {
    std::int32_t everybody = 0;
    for (int facet = 0; facet < column::facet_count; ++facet) everybody = column::with_asked(everybody, static_cast<column::Facet>(facet), asked.all);
    const auto is_said = [&](std::string_view word) {
        return std::any_of(asked.facets.begin(), asked.facets.end(), [&](const auto& facet) { return facet.first == word; });
    };
    std::vector<AskedReader::OfFacet> columns;
    std::vector<std::unique_ptr<DateReader>> dates;
    const auto add_date = [&](const std::string& column) {
        if (auto in = table.input(column)) dates.push_back(std::make_unique<DateReader>("asked_on", std::move(*in), table.notes()));
    };
    add_date(asked.on);
    for (const auto& [word, field] : asked.facets) {
        std::vector<column::Facet> facets;
        for (int code = 0; code < column::facet_count; ++code) {
            const std::string_view name = column::facet_words[static_cast<std::size_t>(code)];
            if (name == word || (word == "help" && name.starts_with("help_") && !is_said(name))) facets.push_back(static_cast<column::Facet>(code));
        }
        if (field.all)
            for (const column::Facet facet : facets) everybody = column::with_asked(everybody, facet, *field.all);
        add_date(field.on);
        if (auto in = table.input(field.column, field.map)) {
            auto words = std::make_unique<WordReader>("asked", std::move(*in), table.notes(), one_of(column::asked_words), listed(column::asked_words));
            words->without_states({0, State::known, Fault::none});
            columns.push_back({std::move(facets), std::move(words)});
        }
    }
    table.add(std::make_unique<AskedReader>(everybody, std::move(columns), std::move(dates)));
}

void add_people_columns(TableReading& table, const People& block, const BlockContext& context) {
    table.text("name", block.name);
    table.position(block.position, context.prepared.projector);
    add_role(table, block.role);
    add_living(table, block.state);
    table.text("household", block.household);
    add_asked(table, block.asked);
    table.yes_no("introduce", block.introduce);
    table.words("own_view", block.own_view, column::own_view_words);
    table.date("own_view_until", block.own_view_until);
    table.agreement(block.agreement);
    table.text("permission_notice", block.permission_notice);
    if (auto in = table.input(block.age)) {
        auto ages = std::make_unique<WordReader>("under_18", std::move(*in), table.notes(), under_18, "", true);
        ages->when_unknown(0, "unreadable_age", "This is no age or band such as 34, 16-24, 85+ or under 18; whether the person is under 18 is not known.");
        table.add(std::move(ages));
    }
    table.lists(block.lists);
    table.keep(block.keep);
}

}  // namespace

base::Result<BlockTables> read_people(const People& block, const BlockContext& context) {
    Notes notes(context.report, true);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.people", notes);
    table.require(block.id, Disposition::refused, "no_id", "The row has no id, so nothing can refer to it; it was refused.");
    if (!block.scope_id.empty()) table.require(block.scope_id, Disposition::refused, "no_id", "The row does not say within what its id counts; it was refused.");
    if (!block.keep_under_18) table.filter_under_18(block.age);
    table.remember_left_out(block.id, block.scope_id);
    IdReader* ids = nullptr;
    if (auto in = table.input(block.id)) {
        in->missing = MissingRules();
        auto reader = std::make_unique<IdReader>("id", std::move(*in), block.scope_id.empty() ? -1 : table.slot(block.scope_id));
        ids = reader.get();
        table.add(std::move(reader));
    }
    add_people_columns(table, block, context);
    std::vector<AnswersReader*> answers;
    for (const Instrument& instrument : block.instruments) {
        auto reader = std::make_unique<AnswersReader>(table, instrument);
        answers.push_back(reader.get());
        table.add(std::move(reader));
    }
    if (base::Status status = table.run(context.job); !status) return status.error();
    BlockTables out;
    if (!table.usable() || ids == nullptr) return out;
    if (!answers.empty()) {
        Answers all;
        for (const AnswersReader* reader : answers) all.add(*reader, *ids, table.source_rows());
        auto segment = std::move(all).finish(context.allocate);
        if (!segment) return segment.error();
        out.observations = *segment;
    }
    auto segment = table.finish(context.allocate);
    if (!segment) return segment.error();
    out.table = *segment;
    return out;
}

base::Result<BlockTables> read_households(const Households& block, const BlockContext& context) {
    Notes notes(context.report, true);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.households", notes);
    table.require(block.id, Disposition::refused, "no_id", "The household has no id, so nobody can be in it; it was refused.");
    table.id("id", block.id, {});
    table.position(block.position, context.prepared.projector);
    return finish_table(table, context);
}

}  // namespace kith::io
