#include "engine/io/table_reading.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/text.hpp"

namespace kith::io {

using column::Disposition;
using column::Severity;

namespace {

bool matches(const Where& where, std::string_view cell) {
    for (const Where::Value& value : where.values) {
        double number = 0;
        bool yes = false;
        if (cell == value.text) return true;
        if (value.kind == Where::Kind::number && read_number(cell, number) == Fault::none && number == value.number) return true;
        if (value.kind == Where::Kind::boolean && read_yes_no(cell, yes) == Fault::none && yes == (value.text == "true")) return true;
    }
    return false;
}

std::string names_of(const std::vector<std::string>& header) {
    constexpr std::size_t most = 20;
    std::string text;
    for (std::size_t i = 0; i < header.size() && i < most; ++i) text += (i == 0 ? "" : ", ") + header[i];
    return header.size() > most ? text + " …" : text;
}

}  // namespace

TableReading::TableReading(RowSource& rows, const Source& block, std::string key, Notes& notes)
    : rows_(rows), block_(block), key_(std::move(key)), notes_(notes) {
    check_header();
    for (const Where& where : block.where) {
        const int at = find_column(where.column);
        if (at < 0)
            missing_column(where.column, true);
        else
            where_.push_back({slot(where.column), &where});
    }
}

void TableReading::check_header() {
    if (!rows_.header().empty()) return;
    usable_ = false;
    notes_.file(Severity::problem, "empty_file", {}, "The file is empty: it has not even a row of column names.");
}

int TableReading::find_column(const std::string& name) const {
    const auto& header = rows_.header();
    const auto exact = std::find(header.begin(), header.end(), name);
    if (exact != header.end()) return static_cast<int>(exact - header.begin());
    if (rows_.features() == nullptr) return -1;
    // Map files: but for case, or a shapefile's first ten characters, when that is one column only.
    const std::string lower = base::lower(name);
    int found = -1;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string other = base::lower(header[i]);
        if (other != lower && !(other.size() == 10 && lower.starts_with(other))) continue;
        if (found >= 0) return -1;
        found = static_cast<int>(i);
    }
    return found;
}

void TableReading::missing_column(const std::string& column, bool required) {
    usable_ &= !required;
    if (rows_.header().empty() || std::find(missing_.begin(), missing_.end(), column) != missing_.end()) return;
    missing_.push_back(column);
    std::vector<std::string_view> known(rows_.header().begin(), rows_.header().end());
    const std::string_view near = base::nearest_word(column, known);
    std::string reason = "There is no column \"" + column + '"';
    if (!near.empty()) reason += "; the nearest is \"" + std::string(near) + '"';
    reason += ". The columns are: " + names_of(rows_.header()) + '.';
    reason += required ? " Nothing of the file could be used." : " It was left out.";
    notes_.file(Severity::problem, "missing_column", column, std::move(reason));
}

int TableReading::slot(const std::string& column) {
    const int at = find_column(column);
    if (at < 0) {
        missing_column(column, false);
        return -1;
    }
    const auto known = std::find(chosen_.begin(), chosen_.end(), at);
    if (known != chosen_.end()) return static_cast<int>(known - chosen_.begin());
    if (std::count(rows_.header().begin(), rows_.header().end(), column) > 1)
        notes_.file(Severity::problem, "repeated_column", column, "Several columns are called \"" + column + "\"; the first was read.");
    chosen_.push_back(at);
    return static_cast<int>(chosen_.size()) - 1;
}

std::optional<Input> TableReading::input(const std::string& column, const WordMap& map) {
    if (column.empty()) return std::nullopt;
    Input in;
    in.slot = slot(column);
    if (in.slot < 0) return std::nullopt;
    in.name = column;
    in.map = map;
    in.missing = MissingRules(block_.missing, column, map);
    return in;
}

std::optional<Input> TableReading::input(const Field& field) {
    if (!field.all) return input(field.column, field.map);
    Input in;
    in.constant = *field.all;
    return in;
}

void TableReading::require(const std::string& column, Disposition otherwise, std::string code, std::string reason) {
    if (find_column(column) < 0) {
        missing_column(column, true);
        return;
    }
    rules_.push_back({slot(column), column, otherwise, std::move(code), std::move(reason)});
}

void TableReading::filter_cells_without_tie(const Field& cell) { tie_cell_ = input(cell); }

bool TableReading::is_no_tie(const RowBatch& batch, std::size_t row) {
    if (!tie_cell_) return false;
    const std::string_view cell = tie_cell_->cell(batch, row);
    double value = 0;
    const bool unknown = tie_cell_->missing.state_of(cell) != column::State::known;
    const bool none = !unknown && read_number(tie_cell_->mapped(cell), value) == Fault::none && value == 0;
    unknown_ties_ += unknown;
    no_ties_ += none;
    return unknown || none;
}

void TableReading::filter_under_18(const std::string& age_column) {
    if (!age_column.empty()) age_slot_ = slot(age_column);
}

void TableReading::remember_left_out(const std::string& id_column, const std::string& scope_column) {
    left_out_slot_ = slot(id_column);
    if (!scope_column.empty()) left_out_scope_ = slot(scope_column);
}

void TableReading::leave_out(const RowBatch& batch, std::size_t row) {
    const auto cell = [&](int at) { return std::string(without_blanks(batch.cells(static_cast<std::size_t>(at))[row])); };
    if (left_out_slot_ < 0 || cell(left_out_slot_).empty()) return;
    left_out_.push_back(left_out_scope_ < 0 ? cell(left_out_slot_) : cell(left_out_scope_) + '/' + cell(left_out_slot_));
}

void TableReading::text(std::string key, const std::string& column) {
    if (auto in = input(column)) add(std::make_unique<TextReader>(std::move(key), std::move(*in)));
}

void TableReading::text(std::string key, const Field& field) {
    if (auto in = input(field)) add(std::make_unique<TextReader>(std::move(key), std::move(*in)));
}

void TableReading::id(std::string key, const std::string& column, const std::string& scope) {
    auto in = input(column);
    if (!in) return;
    in->missing = MissingRules();
    const int scope_slot = scope.empty() ? -1 : slot(scope);
    add(std::make_unique<IdReader>(std::move(key), std::move(*in), scope_slot));
}

void TableReading::number(std::string key, const Field& field, Range range) {
    if (auto in = input(field)) add(std::make_unique<NumberReader>(std::move(key), std::move(*in), notes_, std::move(range)));
}

void TableReading::date(std::string key, const Field& field) {
    if (auto in = input(field)) add(std::make_unique<DateReader>(std::move(key), std::move(*in), notes_));
}

void TableReading::date(std::string key, const std::string& column) {
    Field field;
    field.column = column;
    date(std::move(key), field);
}

void TableReading::words(std::string key, const Field& field, std::span<const std::string_view> vocabulary) {
    if (auto in = input(field)) add(std::make_unique<WordReader>(std::move(key), std::move(*in), notes_, one_of(vocabulary), listed(vocabulary)));
}

void TableReading::yes_no(std::string key, const Field& field) {
    if (auto in = input(field)) add(std::make_unique<WordReader>(std::move(key), std::move(*in), notes_, yes_or_no, "yes, no", true));
}

void TableReading::mask(std::string key, const ListField& field, std::span<const std::string_view> vocabulary) {
    Field one;
    one.column = field.column;
    // The words of a list are mapped one by one, so the map is the judge's.
    if (field.all) {
        std::string joined;
        for (const std::string& word : *field.all) joined += word + field.separator;
        one.all = joined;
    }
    auto in = input(one);
    if (!in) return;
    in->missing = MissingRules(block_.missing, field.column, field.map);
    add(std::make_unique<WordReader>(std::move(key), std::move(*in), notes_, mask_of(vocabulary, field.separator, field.map), listed(vocabulary)));
}

void TableReading::list(std::string key, const ListField& field) {
    if (!field.said()) return;
    if (field.all) {
        add(std::make_unique<ListReader>(std::move(key), Input(), field.separator, &*field.all));
        return;
    }
    if (auto in = input(field.column, field.map)) add(std::make_unique<ListReader>(std::move(key), std::move(*in), field.separator, nullptr));
}

void TableReading::agreement(const Agreement& said) {
    list("permission", said.permission);
    text("permission_by", said.permission_by);
    date("permission_on", said.permission_on);
    list("withdrawn", said.withdrawn);
    date("withdrawn_on", said.withdrawn_on);
    date("objected_on", said.objected_on);
}

void TableReading::lists(const std::vector<ListColumn>& lists) {
    for (const ListColumn& one : lists)
        if (auto in = input(one.column)) add(std::make_unique<ListReader>(one.as, std::move(*in), one.separator, nullptr));
}

void TableReading::keep(const std::vector<std::string>& columns) {
    for (const std::string& column : columns)
        if (auto in = input(column)) add(std::make_unique<KeepReader>("keep/" + column, std::move(*in), notes_, false));
}

void TableReading::position(const Position& position, std::optional<geo::Projector>& projector) {
    text("area", position.area);
    for (const auto& [key, column, of] : {std::tuple("postcode", &position.postcode, LookupOf::postcode), std::tuple("uprn", &position.uprn, LookupOf::uprn)})
        if (auto in = input(*column)) add(std::make_unique<KeyReader>(key, std::move(*in), notes_, of));
    words("placed_by", position.placed_by, column::placed_by_words);
    if (!position.grid_ref.empty()) {
        if (auto reference = input(position.grid_ref); reference && projector) add(std::make_unique<PointReader>("point", std::move(*reference), std::move(*projector), notes_));
        return;
    }
    if (position.x.empty()) {
        if (rows_.features() != nullptr) add(std::make_unique<FeaturePointReader>("point", *rows_.features()));
        return;
    }
    auto x = input(position.x), y = input(position.y);
    if (x && y && projector) add(std::make_unique<PointReader>("point", std::move(*x), std::move(*y), std::move(*projector), notes_));
}

bool TableReading::is_under_18(std::string_view cell) {
    const auto code = static_cast<std::size_t>(ages_.code_of(cell));
    while (ages_under_18_.size() <= code) ages_under_18_.push_back(read_age(ages_[static_cast<std::int32_t>(ages_under_18_.size())]) == Under18::yes);
    return ages_under_18_[code];
}

void note_shape(Notes& notes, const RowBatch& batch, std::size_t row, std::size_t columns) {
    const std::int64_t at = batch.source_row[row];
    if ((batch.flags[row] & row_unclosed_quote) != 0)
        notes.row(Severity::problem, "unclosed_quote", at, {}, {}, "A quote is opened in this row and never closed; its cells were taken as they stand.");
    if ((batch.flags[row] & row_stray_quote) != 0)
        notes.row(Severity::note, "stray_quote", at, {}, {}, "A quote stands inside a quoted cell; it was kept as it is (a quote should be doubled there).");
    if (std::cmp_less(batch.width[row], columns))
        notes.row(Severity::problem, "short_row", at, {}, {}, "The row has fewer cells than there are columns; those that are missing count as empty.");
    if (batch.excess[row] != 0)
        notes.row(Severity::problem, "long_row", at, {}, {}, "The row has more cells than there are columns; what stands beyond them was not read.");
}

Disposition TableReading::judge(const RowBatch& batch, std::size_t row) {
    if ((batch.flags[row] & row_blank) != 0) {
        ++blank_;
        return Disposition::filtered;
    }
    if ((batch.flags[row] & row_refused) != 0) return Disposition::refused;
    if ((batch.flags[row] & row_filtered) != 0) return Disposition::filtered;
    if ((batch.flags[row] & row_merged) != 0) return Disposition::merged;
    if (wanted_ && !wanted_(batch, row)) {
        ++not_wanted_;
        return Disposition::filtered;
    }
    const auto cell = [&](int at) { return without_blanks(batch.cells(static_cast<std::size_t>(at))[row]); };
    for (const WhereRule& rule : where_)
        if (!matches(*rule.where, cell(rule.slot))) return Disposition::filtered;
    note_shape(notes_, batch, row, rows_.header().size());
    for (Rule& rule : rules_) {
        if (!cell(rule.slot).empty()) continue;
        ++rule.count;
        if (rule.otherwise == Disposition::refused) notes_.row(Severity::problem, rule.code, batch.source_row[row], rule.column, {}, rule.reason);
        return rule.otherwise;
    }
    if (is_no_tie(batch, row)) return Disposition::filtered;
    if (age_slot_ >= 0 && is_under_18(cell(age_slot_))) {
        ++under_18_;
        return Disposition::filtered;
    }
    return Disposition::kept;
}

void TableReading::take(RowBatch& batch) {
    column::Tally& tally = notes_.report().tally;
    tally.read += static_cast<std::int64_t>(batch.rows);
    if (!usable_) {
        tally.refused += static_cast<std::int64_t>(batch.rows);
        return;
    }
    std::array<std::uint8_t, RowBatch::capacity> keep;
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const Disposition what = judge(batch, r);
        keep[r] = what == Disposition::kept ? 1 : 0;
        if (what == Disposition::filtered) leave_out(batch, r);
        *std::array{&tally.kept, &tally.merged, &tally.refused, &tally.filtered}[static_cast<std::size_t>(what)] += 1;
    }
    batch.keep_only({keep.data(), batch.rows});
    source_rows_.insert(source_rows_.end(), batch.source_row.begin(), batch.source_row.begin() + static_cast<std::ptrdiff_t>(batch.rows));
    for (const auto& column : columns_) column->take(batch);
}

base::Status TableReading::run(base::JobContext& job) {
    notes_.report().tally = {};
    rows_.choose(chosen_);
    RowBatch batch;
    batch.reset(chosen_.size());
    bool reserved = false;
    while (rows_.next(batch)) {
        if (!reserved && usable_) {
            reserved = true;
            const std::size_t expected = rows_.expected_rows();
            source_rows_.reserve(expected);
            for (const auto& column : columns_) column->reserve(expected);
        }
        take(batch);
        if (base::Status status = job.check(); !status) return status;
        job.progress(rows_.fraction());
    }
    finish_notes();
    return {};
}

void TableReading::finish_notes() {
    if (rows_.header().empty()) return;
    const column::Tally& tally = notes_.report().tally;
    if (tally.read == 0) notes_.file(Severity::note, "no_rows", {}, "The file has column names and no rows.");
    notes_.many(Severity::note, "not_asked_for", not_wanted_, {}, "Rows that nobody asks for were passed over.");
    notes_.many(Severity::note, "blank_rows", blank_, {}, "Rows without anything in them were passed over.");
    notes_.many(Severity::note, "under_18", under_18_, {}, "People recorded as under 18 are not kept, unless the recipe says under_18 = \"keep\".");
    notes_.many(Severity::note, "unknown_tie", unknown_ties_, {}, "Cells that are missing do not say whether there is a tie; they are none, and not a no either.");
    notes_.many(Severity::note, "no_tie", no_ties_, {}, "Cells that mean 0 by the recipe's map are no ties.");
    for (const Rule& rule : rules_)
        if (rule.otherwise == Disposition::filtered) notes_.many(Severity::note, rule.code, rule.count, rule.column, rule.reason);
}

column::SegmentBuilder TableReading::take_builder() {
    column::SegmentBuilder builder(std::move(key_));
    for (auto& column : columns_) {
        column->add_to(builder);
        column.reset();  // its dictionary is copied: free it before the next
    }
    columns_.clear();
    return builder;
}

base::Result<column::SegmentPtr> TableReading::finish(const column::Allocator& allocate) {
    column::SegmentBuilder builder = take_builder();
    builder.add_i64("source_row", std::move(source_rows_));
    if (!left_out_.empty()) builder.add_strings("left_out", left_out_);
    return std::move(builder).finish(allocate);
}

}  // namespace kith::io
