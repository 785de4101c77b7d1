#include "engine/host/column_choice.hpp"

#include <algorithm>

#include "engine/column/builder.hpp"
#include "engine/host/personal.hpp"
#include "engine/process/sealed_memory.hpp"
#include "plugins/abi/kith_plugin.h"

namespace kith::host {
namespace {

bool is_number(const column::Column& c) {
    return c.type() == column::Type::boolean || c.type() == column::Type::i32 || c.type() == column::Type::i64 || c.type() == column::Type::f64;
}

double number_at(const column::Column& c, std::size_t row) {
    switch (c.type()) {
        case column::Type::boolean: return c.booleans()[row];
        case column::Type::i32: return c.i32()[row];
        case column::Type::i64: return static_cast<double>(c.i64()[row]);
        default: return c.f64()[row];
    }
}

std::int32_t code_of(Quality quality) {
    switch (quality) {
        case Quality::value: return KITH_VALUE;
        case Quality::lower_bound: return KITH_LOWER;
        case Quality::upper_bound: return KITH_UPPER;
        case Quality::between: return KITH_BETWEEN;
        case Quality::not_computable: case Quality::suppressed: break;
    }
    return KITH_NOT_COMPUTABLE;
}

base::Result<column::SegmentPtr> finished(std::string_view id, std::vector<double> values, column::States states) {
    column::SegmentBuilder builder("chosen." + std::string(id));
    builder.add_f64("value", std::move(values), std::move(states));
    return std::move(builder).finish(process::sealed_memory);
}

/// A rate's unit says it all ("assets per km²"); any other label is said with whose it is.
std::string words_for(const Manifest& manifest, const OutputColumn& column) {
    return column.unit.find(" per ") != std::string::npos ? column.unit : manifest.title + ": " + column.label;
}

}  // namespace

std::vector<ColumnChoice> column_choices(const privacy::View& view, std::size_t layer, std::span<const Peer> peers) {
    std::vector<ColumnChoice> list;
    const privacy::Layer& of = view.layers()[layer];
    if (const auto segment = view.segment("areas." + of.as); segment != nullptr)
        for (const column::Column& c : segment->columns())
            if (is_number(c) && !is_identity(c.key())) {
                ColumnChoice choice{std::string(c.key()), std::string(c.key()), std::string(c.key()), {}};
                std::replace(choice.words.begin(), choice.words.end(), '_', ' ');
                list.push_back(std::move(choice));
            }
    for (const Peer& peer : peers) {
        if (peer.manifest == nullptr) continue;
        for (const OutputColumn& c : peer.manifest->columns)
            if (c.entity == Entity::area && c.type != ValueType::choice && (c.every_layer || of.primary)) list.push_back({peer.as + "." + c.key, words_for(*peer.manifest, c), c.key, peer.as});
    }
    return list;
}

base::Result<column::SegmentPtr> handed_over(const ResultColumns& columns, std::span<const std::string> outputs) {
    column::SegmentBuilder builder{std::string(columns.segment->key())};
    for (const OutputColumn* spec : columns.columns) {
        if (std::find(outputs.begin(), outputs.end(), spec->key) == outputs.end()) continue;
        const ResultColumn result(*spec, *columns.segment);
        builder.add_column(columns.segment, result.values());
        std::vector<std::int32_t> qualities(result.rows());
        for (std::size_t row = 0; row < qualities.size(); ++row) qualities[row] = code_of(result.quality(row));
        if (std::any_of(qualities.begin(), qualities.end(), [](std::int32_t q) { return q != KITH_VALUE && q != KITH_NOT_COMPUTABLE; }))
            builder.add_i32(spec->key + ".quality", std::move(qualities));
        if (const column::Column* upper = columns.segment->find(spec->key + ".upper"); upper != nullptr) builder.add_column(columns.segment, *upper);
    }
    if (builder.column_count() == 0) return column::SegmentPtr();
    return std::move(builder).finish(process::sealed_memory);
}

base::Result<column::SegmentPtr> chosen(std::string_view id, const column::Column& column) {
    std::vector<double> values(column.rows());
    for (std::size_t row = 0; row < values.size(); ++row) values[row] = column.known(row) ? number_at(column, row) : 0;
    return finished(id, std::move(values), {column.states().begin(), column.states().end()});
}

base::Result<column::SegmentPtr> chosen(std::string_view id, const ResultColumn& column) {
    std::vector<double> values(column.rows());
    column::States states(column.rows());
    for (std::size_t row = 0; row < values.size(); ++row) {
        const bool exact = column.quality(row) == Quality::value;
        const auto state = column.has_number(row) && !exact ? column::State::unstated : column.values().state(row);
        states[row] = static_cast<std::uint8_t>(state);
        if (exact) values[row] = column.value(row);
    }
    return finished(id, std::move(values), std::move(states));
}

}  // namespace kith::host
