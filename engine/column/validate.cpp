#include "engine/column/validate.hpp"

#include <algorithm>
#include <cmath>

#include "engine/column/segment.hpp"

namespace kith::column {
namespace {

/// 0 = 0, then never falling, last = end.
bool rising(std::span<const std::int64_t> offsets, std::size_t end) {
    if (offsets.empty() || offsets.front() != 0 || offsets.back() != static_cast<std::int64_t>(end)) return false;
    return std::is_sorted(offsets.begin(), offsets.end());
}

bool codes_ok(std::span<const std::int32_t> codes, std::int32_t size, std::int32_t lowest) {
    return std::all_of(codes.begin(), codes.end(), [=](std::int32_t c) { return c >= lowest && c < size; });
}

bool finite(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

const char* dictionary_fault(const Dictionary& dictionary) {
    if (!rising(dictionary.offsets(), dictionary.bytes().size())) return "dictionary offsets";
    for (std::int32_t code = 0; code < dictionary.size(); ++code)
        if (!valid_utf8(dictionary[code])) return "text that is not UTF-8";
    return nullptr;
}

std::size_t width_of(Type type) {
    switch (type) {
        case Type::boolean: return 1;
        case Type::i32: case Type::text: case Type::text_list: case Type::date: return 4;
        case Type::i64: case Type::f64: return 8;
        case Type::point: case Type::point_list: return 16;
    }
    return 0;
}

}  // namespace

bool valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) { ++i; continue; }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) return false;
        unsigned code = lead & (0x7Fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0u) != 0x80u) return false;
            code = (code << 6) | (next & 0x3Fu);
        }
        if ((length == 3 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) || (length == 4 && (code < 0x10000 || code > 0x10FFFF)))
            return false;
        i += length;
    }
    return true;
}

const char* shape_fault(const Column& column, std::size_t values_size) {
    const std::size_t width = width_of(column.type());
    if (width == 0) return "unknown column type";
    const bool list = column.type() == Type::text_list || column.type() == Type::point_list;
    if (values_size % width != 0) return "values size";
    if (!list && values_size / width != column.rows()) return "values size";
    if (list && column.offsets().size() != column.rows() + 1) return "list offsets";
    if (column.type() == Type::date && column.precisions().size() != column.rows()) return "precisions";
    const bool text = column.type() == Type::text || column.type() == Type::text_list;
    if (text && column.dictionary().offsets().empty()) return "no dictionary";
    return nullptr;
}

const char* content_fault(const Column& column) {
    if (!valid_utf8(column.key())) return "column name";
    const auto states = column.states();
    if (std::any_of(states.begin(), states.end(), [](std::uint8_t s) { return s >= state_count; })) return "states";
    switch (column.type()) {
        case Type::boolean: {
            const auto values = column.booleans();
            return std::any_of(values.begin(), values.end(), [](std::uint8_t v) { return v > 1; }) ? "truth value" : nullptr;
        }
        case Type::i32: case Type::i64: return nullptr;
        case Type::f64: return finite(column.f64()) ? nullptr : "a number that is not finite";
        case Type::text: {
            if (const char* fault = dictionary_fault(column.dictionary())) return fault;
            const auto codes = column.codes();
            for (std::size_t row = 0; row < codes.size(); ++row)
                if (codes[row] >= column.dictionary().size() || codes[row] < (column.known(row) ? 0 : -1)) return "text code";
            return nullptr;
        }
        case Type::text_list:
            if (const char* fault = dictionary_fault(column.dictionary())) return fault;
            if (!rising(column.offsets(), column.codes().size())) return "list offsets";
            return codes_ok(column.codes(), column.dictionary().size(), 0) ? nullptr : "text code";
        case Type::date: {
            const auto p = column.precisions();
            return std::any_of(p.begin(), p.end(), [](std::uint8_t v) { return v > 2; }) ? "date precision" : nullptr;
        }
        case Type::point: return finite(column.xy()) ? nullptr : "a coordinate that is not finite";
        case Type::point_list:
            if (!rising(column.offsets(), column.xy().size() / 2)) return "list offsets";
            return finite(column.xy()) ? nullptr : "a coordinate that is not finite";
    }
    return "unknown column type";
}

}  // namespace kith::column
