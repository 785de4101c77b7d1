#include "engine/place/value.hpp"

#include <cmath>

namespace kith::place {

using column::Type;

Value value_of(const column::Column& column, std::size_t row) {
    if (!column.known(row)) return Missing{column.state(row)};
    switch (column.type()) {
        case Type::boolean: return column.booleans()[row] != 0;
        case Type::i32: return static_cast<std::int64_t>(column.i32()[row]);
        case Type::i64: return column.i64()[row];
        case Type::f64: return column.f64()[row];
        case Type::text: return std::string(column.text(row));
        case Type::text_list: {
            std::vector<std::string> items;
            for (const std::int32_t code : column.list(row)) items.emplace_back(column.dictionary()[code]);
            return items;
        }
        case Type::date: return Date{column.days()[row], static_cast<column::Precision>(column.precisions()[row])};
        case Type::point: return Point{column.xy()[2 * row], column.xy()[2 * row + 1]};
        case Type::point_list: break;  // geometry is replaced whole, not cell by cell
    }
    return Missing{};
}

base::Status has_type(const Value& value, Type type, std::string_view key) {
    const auto* number = std::get_if<std::int64_t>(&value);
    const auto* real = std::get_if<double>(&value);
    const auto* point = std::get_if<Point>(&value);
    bool fits = false;
    switch (type) {
        case Type::boolean: fits = std::holds_alternative<bool>(value); break;
        case Type::i64: fits = number != nullptr; break;
        case Type::i32: fits = number != nullptr && *number >= INT32_MIN && *number <= INT32_MAX; break;
        case Type::f64: fits = real != nullptr && std::isfinite(*real); break;
        case Type::text: fits = std::holds_alternative<std::string>(value); break;
        case Type::text_list: fits = std::holds_alternative<std::vector<std::string>>(value); break;
        case Type::date: fits = std::holds_alternative<Date>(value); break;
        case Type::point: fits = point != nullptr && std::isfinite(point->x) && std::isfinite(point->y); break;
        case Type::point_list: break;
    }
    if (fits || std::holds_alternative<Missing>(value)) return {};
    return base::misuse("A value of another type cannot be kept in " + std::string(key) + ", which holds " + std::string(column::name_of(type)) + ".");
}

ColumnEditor::ColumnEditor(const column::Column& column)
    : key_(column.key()), type_(column.type()), rows_(column.rows()), states_(column.states().begin(), column.states().end()) {
    const auto copy = [](auto& to, const auto& from) { to.assign(from.begin(), from.end()); };
    switch (type_) {
        case Type::boolean: copy(bytes_, column.booleans()); break;
        case Type::i32: copy(ints_, column.i32()); break;
        case Type::i64: copy(longs_, column.i64()); break;
        case Type::f64: copy(doubles_, column.f64()); break;
        case Type::date: copy(ints_, column.days()); copy(bytes_, column.precisions()); break;
        case Type::point: case Type::point_list: copy(doubles_, column.xy()); break;
        case Type::text: case Type::text_list:
            for (std::int32_t code = 0; code < column.dictionary().size(); ++code) dictionary_.code_of(column.dictionary()[code]);
            if (type_ == Type::text) copy(ints_, column.codes());
            else
                for (std::size_t row = 0; row < rows_; ++row) lists_.emplace_back(column.list(row).begin(), column.list(row).end());
            break;
    }
}

base::Status ColumnEditor::set(std::size_t row, const Value& value) {
    if (const auto* missing = std::get_if<Missing>(&value)) {
        if (states_.empty()) states_.assign(rows_, 0);
        states_[row] = static_cast<std::uint8_t>(missing->state);
        if (type_ == Type::text) ints_[row] = -1;
        if (type_ == Type::text_list) lists_[row].clear();
        return {};
    }
    if (base::Status status = has_type(value, type_, key_); !status) return status;
    put(row, value);
    if (!states_.empty()) states_[row] = 0;
    return {};
}

void ColumnEditor::put(std::size_t row, const Value& value) {
    switch (type_) {
        case Type::boolean: bytes_[row] = std::get<bool>(value) ? 1 : 0; break;
        case Type::i64: longs_[row] = std::get<std::int64_t>(value); break;
        case Type::i32: ints_[row] = static_cast<std::int32_t>(std::get<std::int64_t>(value)); break;
        case Type::f64: doubles_[row] = std::get<double>(value); break;
        case Type::text: ints_[row] = dictionary_.code_of(std::get<std::string>(value)); break;
        case Type::text_list:
            lists_[row].clear();
            for (const std::string& item : std::get<std::vector<std::string>>(value)) lists_[row].push_back(dictionary_.code_of(item));
            break;
        case Type::date:
            ints_[row] = std::get<Date>(value).days;
            bytes_[row] = static_cast<std::uint8_t>(std::get<Date>(value).precision);
            break;
        case Type::point:
            doubles_[2 * row] = std::get<Point>(value).x;
            doubles_[2 * row + 1] = std::get<Point>(value).y;
            break;
        case Type::point_list: break;
    }
}

void ColumnEditor::add_to(column::SegmentBuilder& builder) && {
    switch (type_) {
        case Type::boolean: builder.add_booleans(key_, std::move(bytes_), std::move(states_)); break;
        case Type::i32: builder.add_i32(key_, std::move(ints_), std::move(states_)); break;
        case Type::i64: builder.add_i64(key_, std::move(longs_), std::move(states_)); break;
        case Type::f64: builder.add_f64(key_, std::move(doubles_), std::move(states_)); break;
        case Type::text: builder.add_text(key_, std::move(ints_), dictionary_, std::move(states_)); break;
        case Type::text_list: {
            std::vector<std::int64_t> offsets{0};
            std::vector<std::int32_t> codes;
            for (const auto& list : lists_) {
                codes.insert(codes.end(), list.begin(), list.end());
                offsets.push_back(static_cast<std::int64_t>(codes.size()));
            }
            builder.add_text_list(key_, std::move(offsets), std::move(codes), dictionary_, std::move(states_));
            break;
        }
        case Type::date: builder.add_dates(key_, std::move(ints_), std::move(bytes_), std::move(states_)); break;
        case Type::point: builder.add_points(key_, std::move(doubles_), std::move(states_)); break;
        case Type::point_list: break;
    }
}

}  // namespace kith::place
