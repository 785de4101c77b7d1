#include "engine/place/edit_cells.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/column/validate.hpp"
#include "engine/io/read_contract.hpp"
#include "engine/place/fields.hpp"

namespace kith::place {
namespace {

/// Node columns hold people and assets; `household` holds households.
enum class Reference { none, node, household };
Reference reference_of(const Field& field) {
    if (field.segment == "people" && field.column == "household") return Reference::household;
    if (field.segment == "ties" && (field.column == "from" || field.column == "to")) return Reference::node;
    if (field.segment == "events" && (field.column == "person" || field.column == "other")) return Reference::node;
    return Reference::none;
}

/// The row of whom a cell names, by its kind: a key of another kind names nobody here.
base::Result<Value> referred(const Revision& among, const Field& field, Reference reference, const Value& value) {
    if (std::holds_alternative<Missing>(value)) {
        if (field.segment == "ties") return base::bad_input("A tie has two ends; the edit says only one of them.");
        return Value(std::int64_t{base::no_row});
    }
    const auto* key = std::get_if<base::EntityKey>(&value);
    const bool fits = key != nullptr && (reference == Reference::household ? key->kind == base::EntityKind::household
                                                                           : key->kind == base::EntityKind::person || key->kind == base::EntityKind::asset);
    const auto row = fits ? among.find(*key) : std::nullopt;
    if (!row) return no_subject();
    return Value(static_cast<std::int64_t>(row->row) + (key->kind == base::EntityKind::asset ? static_cast<std::int64_t>(among.people()) : 0));
}

bool number_stands(const Revision& among, const Field& field, double number) {
    if (field.segment == "ties" && field.column == "kind") return number >= 0 && number < static_cast<double>(among.rows("tie_kinds"));
    return io::value_fits(field.segment, field.column, number);
}

base::Status may_stand(const Revision& among, const Field& field, const Value& value) {
    if (std::holds_alternative<Missing>(value) && always_known(field.segment, field.column)) return base::bad_input("The column " + field.column + " is known of every row; it cannot be made unknown.");
    const auto* code = std::get_if<std::int64_t>(&value);
    const auto* number = std::get_if<double>(&value);
    if ((code != nullptr && !number_stands(among, field, static_cast<double>(*code))) || (number != nullptr && !number_stands(among, field, *number)))
        return base::bad_input("The column " + field.column + " has no such value as " + (code != nullptr ? std::to_string(*code) : std::to_string(*number)) + "; nothing was changed.");
    const auto* text = std::get_if<std::string>(&value);
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    if ((text == nullptr || column::valid_utf8(*text)) && (list == nullptr || std::all_of(list->begin(), list->end(), [](const std::string& item) { return column::valid_utf8(item); }))) return {};
    return base::bad_input("What is to stand in the column " + field.column + " is no readable text (UTF-8); nothing was changed.");
}

}  // namespace

Field split(std::string_view field) {
    const std::size_t at = field.find('/');
    if (at == std::string_view::npos) return {};
    return {std::string(field.substr(0, at)), std::string(field.substr(at + 1))};
}

base::Error no_subject() { return base::not_found("The edit is about something that is not in this place (any more)."); }

std::string_view table_name(base::EntityKind kind) {
    constexpr std::array<std::string_view, base::entity_kind_count> tables{"people", "households", "assets", "", "ties", "events"};
    return tables[static_cast<std::size_t>(kind)];
}

bool fixed(const Field& field) {
    constexpr std::array<std::string_view, 5> never{"key_high", "key_low", "area", "counted_with", "source_row"};
    if (std::find(never.begin(), never.end(), field.column) != never.end()) return true;
    return field.segment == "ties" && (field.column == "from" || field.column == "to" || field.column == "kind" || field.column == "sensitive");
}

bool derived(const Field& field) {
    if (field.segment == "ties") return field.column == "sensitive";
    return (field.segment == "people" || field.segment == "assets") && (field.column == "area" || field.column == "counted_with");
}

base::Result<Value> stored(const Revision& among, const Field& field, const Value& value) {
    const Reference reference = reference_of(field);
    if (reference != Reference::none) return referred(among, field, reference, value);
    if (auto s = may_stand(among, field, value); !s) return s.error();
    return value;
}

Value read(const Revision& revision, const Field& field, std::size_t row) {
    const column::Column& column = *revision.column(field.segment, field.column);
    const Reference reference = reference_of(field);
    if (reference == Reference::none || !column.known(row)) return value_of(column, row);
    const std::int32_t at = column.i32()[row];
    if (at < 0) return Missing{column::State::not_applicable};
    return reference == Reference::node ? revision.key_of_node(at) : revision.key_of("households", at);
}

bool belongs(std::string_view segment, std::string_view table) {
    return segment == table || (segment.starts_with(table) && segment.size() > table.size() && segment[table.size()] == '.' &&
                                segment.find(".within.") == std::string_view::npos && !segment.ends_with(".geometry") && !segment.ends_with(".borders") &&
                                !segment.ends_with(".methods"));
}

std::vector<Cell> record_of(const Revision& revision, std::string_view table, std::size_t row) {
    std::vector<Cell> record;
    for (const auto& segment : revision.segments()) {
        if (!belongs(segment->key(), table)) continue;
        for (const auto& column : segment->columns()) {
            const Field field{std::string(segment->key()), std::string(column.key())};
            if (column.key() == "key_high" || column.key() == "key_low") continue;
            record.push_back({field.segment + '/' + field.column, read(revision, field, row)});
        }
    }
    return record;
}

base::Status Setter::set(const base::EntityKey& subject, const std::string& name, const Value* before, const Value& after) {
    const auto row = revision_->find(subject);
    if (!row) return no_subject();
    return set_row(static_cast<std::size_t>(row->row), row->table, name, before, after);
}

base::Status Setter::set_row(std::size_t row, std::string_view table, const std::string& name, const Value* before, const Value& after) {
    const Field field = split(name);
    const column::Column* column = revision_->column(field.segment, field.column);
    if (column == nullptr || !belongs(field.segment, table)) return base::not_found("There is no field " + name + " to edit here.");
    const std::pair<std::string, std::size_t> cell{name, row};
    if (before != nullptr) {
        const auto at = now_.find(cell);
        if ((at == now_.end() ? read(*revision_, field, row) : at->second) != *before)
            return base::bad_input("The field " + name + " has changed since the edit was made; the edit was not used.");
    }
    auto value = stored(among_, field, after);
    if (!value) return value.error();
    auto [editor, fresh] = editors_.try_emplace(name, *column);
    if (base::Status status = editor->second.set(row, *value); !status) return status;
    now_[cell] = after;
    return {};
}

base::Result<RevisionPtr> Setter::finish() && {
    std::set<std::string> touched;
    for (const auto& [name, editor] : editors_) touched.insert(split(name).segment);
    std::vector<column::SegmentPtr> changed;
    for (const std::string& key : touched) {
        const auto& segment = revision_->segment(key);
        column::SegmentBuilder builder(key);
        for (const auto& column : segment->columns()) {
            const auto at = editors_.find(key + '/' + std::string(column.key()));
            if (at == editors_.end()) builder.add_column(segment, column);
            else std::move(at->second).add_to(builder);
        }
        auto next = std::move(builder).finish(allocate_);
        if (!next) return next.error();
        changed.push_back(std::move(*next));
    }
    return changed.empty() ? revision_ : revision_->with(std::move(changed));
}

}  // namespace kith::place
