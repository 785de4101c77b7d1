#include "viewer/model/field.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::int32_t not_there = -1;

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

Standing standing_of(column::State state) {
    switch (state) {
        case column::State::known: return Standing::value;
        case column::State::not_asked: return Standing::not_asked;
        case column::State::declined: return Standing::declined;
        case column::State::dont_know: return Standing::dont_know;
        case column::State::not_applicable: return Standing::not_applicable;
        case column::State::unstated: return Standing::unstated;
        case column::State::withheld: return Standing::withheld;
    }
    return Standing::unstated;
}

Standing standing_of(host::Quality quality) {
    switch (quality) {
        case host::Quality::value: return Standing::value;
        case host::Quality::lower_bound: return Standing::at_least;
        case host::Quality::upper_bound: return Standing::at_most;
        case host::Quality::between: return Standing::between;
        case host::Quality::not_computable: return Standing::not_computable;
        case host::Quality::suppressed: return Standing::suppressed;
    }
    return Standing::not_computable;
}

}  // namespace

std::int32_t ResultOf::row_of(host::Entity entity, std::size_t row, std::string_view layer) const {
    if (!rows) return static_cast<std::int32_t>(row);
    const auto& map = rows(entity, layer);
    return map.empty() ? static_cast<std::int32_t>(row) : row < map.size() ? map[row] : not_there;
}

std::size_t rows_of(const privacy::View& view, const Subject& subject) {
    switch (subject.kind) {
        case base::EntityKind::person: return view.people();
        case base::EntityKind::asset: return view.assets();
        case base::EntityKind::area:
            for (const auto& layer : view.layers())
                if (layer.as == subject.layer || (subject.layer.empty() && layer.primary)) return layer.count;
            return 0;
        case base::EntityKind::household: case base::EntityKind::tie: case base::EntityKind::event: break;
    }
    const auto segment = view.segment(subject.kind == base::EntityKind::tie ? "ties" : subject.kind == base::EntityKind::event ? "events" : "households");
    return segment == nullptr || segment->columns().empty() ? 0 : segment->columns().front().rows();
}

std::string_view words_of(Standing standing) {
    switch (standing) {
        case Standing::value: return "";
        case Standing::at_least: return "at least";
        case Standing::at_most: return "at most";
        case Standing::between: return "between";
        case Standing::not_asked: return "not asked";
        case Standing::declined: return "chose not to say";
        case Standing::dont_know: return "said they do not know";
        case Standing::not_applicable: return "does not apply";
        case Standing::unstated: return "not stated";
        case Standing::withheld: return "kept private";
        case Standing::not_computable: return "cannot be said";
        case Standing::suppressed: return "too few to show";
    }
    return "";
}

picture::ValueKind value_kind(Standing standing) {
    switch (standing) {
        case Standing::value: return picture::ValueKind::value;
        case Standing::at_least: case Standing::between: return picture::ValueKind::at_least;
        case Standing::at_most: return picture::ValueKind::at_most;
        case Standing::not_asked: return picture::ValueKind::not_asked;
        case Standing::suppressed: return picture::ValueKind::suppressed;
        default: return picture::ValueKind::no_data;
    }
}

Standing Field::standing(std::size_t row) const {
    switch (source_) {
        case Source::result: {
            const std::int32_t there = result_rows_ == nullptr || result_rows_->empty() ? static_cast<std::int32_t>(row) : (*result_rows_)[row];
            return there == not_there ? Standing::not_computable : standing_of(result_->quality(at(there)));
        }
        case Source::row_label: return column_->i32()[row] < 0 ? Standing::unstated : Standing::value;
        case Source::mask: return !column_->known(row) ? standing_of(column_->state(row)) : column_->i32()[row] == 0 ? Standing::unstated : Standing::value;
        case Source::asked: case Source::enumeration: return standing_of(column_->state(row));
        case Source::column: break;
    }
    if (!column_->known(row)) return standing_of(column_->state(row));
    if (type_ == FieldType::word && column_->codes()[row] < 0) return Standing::unstated;
    return type_ == FieldType::words && column_->list(row).empty() ? Standing::unstated : Standing::value;
}

double Field::number(std::size_t row) const {
    switch (source_) {
        case Source::result: return result_->value(result_rows_ == nullptr || result_rows_->empty() ? row : at((*result_rows_)[row]));
        case Source::asked: {
            const std::int32_t packed = column_->i32()[row];
            return packed == 0 ? 0 : (packed & column::asked_everything) == column::asked_everything ? 2 : 1;
        }
        case Source::row_label: case Source::enumeration: case Source::mask: return column_->i32()[row];
        case Source::column: break;
    }
    switch (column_->type()) {
        case column::Type::boolean: return column_->booleans()[row];
        case column::Type::i32: return column_->i32()[row];
        case column::Type::i64: return static_cast<double>(column_->i64()[row]);
        case column::Type::f64: return column_->f64()[row];
        case column::Type::text: return column_->codes()[row];
        case column::Type::date: return column_->days()[row];
        default: return 0;
    }
}

double Field::upper(std::size_t row) const {
    return source_ == Source::result ? result_->upper(result_rows_ == nullptr || result_rows_->empty() ? row : at((*result_rows_)[row])) : number(row);
}

std::vector<std::int32_t> Field::codes(std::size_t row) const {
    if (!has_number(standing(row))) return {};
    if (source_ == Source::mask) {
        std::vector<std::int32_t> out;
        for (std::size_t bit = 0; bit < words_->size(); ++bit)
            if ((column_->i32()[row] >> bit) & 1) out.push_back(static_cast<std::int32_t>(bit));
        return out;
    }
    if (type_ == FieldType::words) return {column_->list(row).begin(), column_->list(row).end()};
    return type_ == FieldType::word || type_ == FieldType::yes_no ? std::vector<std::int32_t>{static_cast<std::int32_t>(number(row))} : std::vector<std::int32_t>{};
}

std::string Field::text(std::size_t row) const {
    const Standing how = standing(row);
    if (!has_number(how)) return std::string(words_of(how));
    std::string out;
    switch (type_) {
        case FieldType::yes_no: case FieldType::word: case FieldType::words:
            for (const std::int32_t code : codes(row))
                if (code >= 0 && at(code) < words_->size()) out += (out.empty() ? "" : "; ") + (*words_)[at(code)];
            return out;
        case FieldType::date: return date_words(column_->days()[row], static_cast<column::Precision>(column_->precisions()[row]));
        case FieldType::number: case FieldType::whole: break;
    }
    const auto digits = [&](double value) { return type_ == FieldType::whole ? picture::number_text(value, 0) : picture::number_text(value); };
    if (how == Standing::between) return digits(number(row)) + " to " + digits(upper(row));
    return (how == Standing::value ? std::string() : std::string(words_of(how)) + " ") + digits(number(row));
}

std::string Field::reason(std::size_t row) const {
    const Standing how = standing(row);
    if (has_number(how)) return {};
    if (source_ == Source::result) {
        const std::int32_t there = result_rows_ == nullptr || result_rows_->empty() ? static_cast<std::int32_t>(row) : (*result_rows_)[row];
        if (there == not_there) return "was not there yet when the analysis ran";
        if (const std::string_view said = result_->reason(at(there)); !said.empty()) return std::string(said);
    }
    return std::string(words_of(how));
}

const Field* find_field(std::span<const Field> fields, std::string_view name) {
    for (const Field& field : fields)
        if (field.name() == name) return &field;
    return nullptr;
}

}  // namespace kith::viewer::model
