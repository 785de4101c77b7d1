#include "viewer/model/table.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/base/text.hpp"
#include "viewer/model/find.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

/// "people", "assets" … as a table of them is headed and counted.
struct Nouns {
    std::string heading, one, many;
};
Nouns nouns_of(const privacy::View& view, const Subject& subject) {
    switch (subject.kind) {
        case base::EntityKind::person: return {"People to get to know", "person", "people"};
        case base::EntityKind::asset: return {"Assets", "asset", "assets"};
        case base::EntityKind::area: {
            const std::string layer = !subject.layer.empty() ? subject.layer : view.primary_layer() ? view.primary_layer()->as : "";
            return {"Areas: " + plain_words(layer), "area", "areas"};
        }
        case base::EntityKind::household: return {"Households", "household", "households"};
        case base::EntityKind::tie: return {"Ties", "tie", "ties"};
        case base::EntityKind::event: return {"Events", "event", "events"};
    }
    return {};
}

/// Rows that belong in a list at all: nobody who was only named by others, nobody who moved or died.
void leave_out(const privacy::View& view, Table& table, std::vector<std::uint8_t>& shown) {
    const auto people = table.subject.kind == base::EntityKind::person ? view.segment("people") : nullptr;
    if (!people) return;
    const auto* role = people->find("role");
    const auto* living = people->find("living");
    for (std::size_t row = 0; row < shown.size(); ++row) {
        if (role && role->i32()[row] == static_cast<std::int32_t>(column::Role::alter)) {
            shown[row] = 0;
            ++table.named_only;
        } else if (living && living->i32()[row] != static_cast<std::int32_t>(column::Living::living_here)) {
            shown[row] = 0;
            ++table.gone;
        }
    }
}

bool in_words(const Field& field) { return field.type() == FieldType::word || field.type() == FieldType::words || field.type() == FieldType::yes_no; }

/// The rows that a filter keeps, looked at only where `shown`.
class Sieve {
public:
    Sieve(const privacy::View& view, const Subject& subject, const CellFilter& filter, const Field* field) : view_(view), subject_(subject), filter_(filter), field_(field), wanted_(folded(filter.text)) {
        if (field && in_words(*field) && !wanted_.empty())
            for (const std::string& word : field->words()) word_passes_.push_back(folded(word).find(wanted_) != std::string::npos);
    }
    bool passes(std::size_t row) const {
        if (!field_) return wanted_.empty() || folded(row_label(view_, subject_, row)).find(wanted_) != std::string::npos || folded(view_.source_id(subject_.kind, row, subject_.layer)).find(wanted_) != std::string::npos;
        const Standing how = field_->standing(row);
        if (!filter_.standings.empty() && std::find(filter_.standings.begin(), filter_.standings.end(), how) == filter_.standings.end()) return false;
        if (filter_.least || filter_.most) {
            if (!has_number(how)) return false;
            if (filter_.least && (how == Standing::between ? field_->upper(row) : field_->number(row)) < *filter_.least) return false;
            if (filter_.most && field_->number(row) > *filter_.most) return false;
        }
        return wanted_.empty() || holds_words(row, how);
    }

private:
    bool holds_words(std::size_t row, Standing how) const {
        if (!has_number(how) || !in_words(*field_)) return folded(field_->text(row)).find(wanted_) != std::string::npos;
        const auto codes = field_->codes(row);
        return std::any_of(codes.begin(), codes.end(), [&](std::int32_t code) { return code >= 0 && static_cast<std::size_t>(code) < word_passes_.size() && word_passes_[static_cast<std::size_t>(code)]; });
    }
    const privacy::View& view_;
    const Subject& subject_;
    const CellFilter& filter_;
    const Field* field_;
    std::string wanted_;
    std::vector<bool> word_passes_;
};

/// By label: told by its first eight bytes nearly always, so that no label is kept.
void sort_by_label(const privacy::View& view, const Subject& subject, bool descending, std::vector<std::uint32_t>& order) {
    struct Key {
        std::uint64_t head;
        std::uint32_t row;
    };
    std::vector<Key> keys;
    keys.reserve(order.size());
    for (const std::uint32_t row : order) {
        const std::string label = folded(row_label(view, subject, row));
        std::uint64_t head = 0;
        for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < label.size() ? static_cast<unsigned char>(label[i]) : 0u);
        keys.push_back({head, row});
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.head != b.head ? a.head < b.head : a.row < b.row; });
    for (std::size_t from = 0, to = 0; from < keys.size(); from = to) {
        while (to < keys.size() && keys[to].head == keys[from].head) ++to;
        if (to - from == 1 || (keys[from].head & 0xFF) == 0) continue;  // shorter than eight bytes: they are the same
        std::vector<std::pair<std::string, std::uint32_t>> same;
        for (std::size_t i = from; i < to; ++i) same.emplace_back(folded(row_label(view, subject, keys[i].row)), keys[i].row);
        std::sort(same.begin(), same.end());
        for (std::size_t i = from; i < to; ++i) keys[i].row = same[i - from].second;
    }
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = keys[i].row;
    if (descending) std::reverse(order.begin(), order.end());
}

void sort_by_field(const Field& field, bool descending, std::vector<std::uint32_t>& order) {
    std::vector<double> rank;  // words: their place in the alphabet
    if (in_words(field)) {
        std::vector<std::size_t> codes(field.words().size());
        std::iota(codes.begin(), codes.end(), std::size_t{0});
        std::sort(codes.begin(), codes.end(), [&](std::size_t a, std::size_t b) { return folded(field.words()[a]) < folded(field.words()[b]); });
        rank.resize(codes.size());
        for (std::size_t i = 0; i < codes.size(); ++i) rank[codes[i]] = static_cast<double>(i);
    }
    struct Key {
        double value;
        std::uint32_t row;
    };
    std::vector<Key> keys, unknown;
    keys.reserve(order.size());
    for (const std::uint32_t row : order) {
        if (!has_number(field.standing(row))) {
            unknown.push_back({0, row});
            continue;
        }
        double value = 0;
        if (rank.empty()) value = field.number(row);
        else if (const auto codes = field.codes(row); !codes.empty() && codes[0] >= 0 && static_cast<std::size_t>(codes[0]) < rank.size()) value = rank[static_cast<std::size_t>(codes[0])];
        keys.push_back({value, row});
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) { return a.value != b.value ? (a.value < b.value) != descending : a.row < b.row; });
    keys.insert(keys.end(), unknown.begin(), unknown.end());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = keys[i].row;
}

std::string account_of(const Table& table, const Nouns& nouns) {
    const auto listed_rows = static_cast<std::int64_t>(table.rows - table.named_only - table.gone);
    const auto shown = static_cast<std::int64_t>(table.order.size());
    std::string out = table.hidden_by_filters == 0 ? "Shows " + base::counted(shown, nouns.one, nouns.many) + "."
                                                   : "Shows " + base::grouped(shown) + " of " + base::counted(listed_rows, nouns.one, nouns.many) + ": " +
                                                         base::grouped(static_cast<std::int64_t>(table.hidden_by_filters)) + " hidden by filters.";
    if (table.named_only > 0) out += " " + base::counted(static_cast<std::int64_t>(table.named_only), "person", "people") + " only named by others: in no list.";
    if (table.gone > 0) out += " " + base::counted(static_cast<std::int64_t>(table.gone), "person", "people") + " no longer living here: not listed.";
    return out;
}

}  // namespace

std::string row_label(const privacy::View& view, const Subject& subject, std::size_t row) {
    if (subject.kind == base::EntityKind::household) {
        const std::string id = view.source_id(subject.kind, row);
        return id.empty() ? view.label(subject.kind, row) : id;
    }
    if (subject.kind == base::EntityKind::event) {
        const auto events = view.segment("events");
        const auto* person = events ? events->find("person") : nullptr;
        return person && person->i32()[row] >= 0 ? view.label(base::EntityKind::person, static_cast<std::size_t>(person->i32()[row])) : view.label(subject.kind, row);
    }
    if (subject.kind != base::EntityKind::tie) return view.label(subject.kind, row, subject.layer);
    const auto ties = view.segment("ties");
    const auto end = [&](std::string_view column) {
        const std::int32_t node = ties->find(column)->i32()[row];
        if (node < 0) return std::string("a place kept private");
        const auto at = static_cast<std::size_t>(node);
        return at < view.people() ? view.label(base::EntityKind::person, at) : view.label(base::EntityKind::asset, at - view.people());
    };
    return end("from") + " and " + end("to");
}

Subject subject_of(const TableOptions& options) {
    switch (options.of) {
        case TableOf::people: return {base::EntityKind::person, {}};
        case TableOf::assets: return {base::EntityKind::asset, {}};
        case TableOf::areas: return {base::EntityKind::area, options.layer};
        case TableOf::ties: return {base::EntityKind::tie, {}};
        case TableOf::events: return {base::EntityKind::event, {}};
    }
    return {};
}

base::Result<Table> table_of(const privacy::View& view, Results results, const TableOptions& options, const TableRows& rows) {
    Table table;
    table.subject = subject_of(options);
    const auto fields = fields_of(view, results, table.subject);
    const auto missing = [](const std::string& name) { return base::misuse("There is no column “" + name + "” here; choose one of the list."); };
    const Nouns nouns = nouns_of(view, table.subject);
    table.heading = nouns.heading;
    table.rows = rows_of(view, table.subject);
    for (const Field& field : fields)
        if (std::find(options.hidden.begin(), options.hidden.end(), field.name()) == options.hidden.end()) table.columns.push_back(field);
    std::vector<std::uint8_t> listed_rows(table.rows, 1);
    leave_out(view, table, listed_rows);
    std::vector<Sieve> sieves;
    for (const CellFilter& filter : rows.cells) {
        const Field* field = filter.column.empty() ? nullptr : find_field(fields, filter.column);
        if (!filter.column.empty() && !field) return missing(filter.column);
        sieves.emplace_back(view, table.subject, filter, field);
    }
    const auto kept = [&](std::size_t row) {
        if (!rows.shown.empty() && rows.shown[row] == 0) return false;
        if (options.only_selected && (row >= rows.selected.size() || rows.selected[row] == 0)) return false;
        return std::all_of(sieves.begin(), sieves.end(), [&](const Sieve& sieve) { return sieve.passes(row); });
    };
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (listed_rows[row] == 0) continue;
        if (kept(row)) table.order.push_back(static_cast<std::uint32_t>(row));
        else ++table.hidden_by_filters;
    }
    const Field* by = options.sorted_by.empty() || options.sorted_by == label_column ? nullptr : find_field(fields, options.sorted_by);
    if (by) sort_by_field(*by, options.descending, table.order);
    else if (options.sorted_by == label_column) sort_by_label(view, table.subject, options.descending, table.order);
    else if (!options.sorted_by.empty()) return missing(options.sorted_by);
    else if (options.descending) std::reverse(table.order.begin(), table.order.end());
    table.account = account_of(table, nouns);
    return table;
}

}  // namespace kith::viewer::model
