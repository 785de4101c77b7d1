#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "engine/host/manifest_reader.hpp"

namespace kith::host {
namespace {

constexpr std::array<std::string_view, 3> unknown_words{"maybe", "in", "out"};
constexpr std::array<std::string_view, 2> yes_words{"yes", "no"};
constexpr std::array<std::string_view, 3> side_words{"people", "assets", "areas"};
constexpr std::array<std::string_view, 1> column_entity_words{"area"};
constexpr std::array<std::string_view, 6> parameter_words{"number", "integer", "yes_no", "choice", "layer", "column"};
/// Identity never crosses, whatever a manifest asks for.
constexpr std::array<std::string_view, 3> identity_columns{"key_high", "key_low", "source_row"};

privacy::Unknown unknown(Fields& fields, std::string_view key, privacy::Unknown otherwise) {
    constexpr privacy::Unknown values[] = {privacy::Unknown::maybe, privacy::Unknown::in, privacy::Unknown::out};
    if (!fields.has(key)) {
        fields.take(key);
        return otherwise;
    }
    return values[fields.word(key, unknown_words)];
}

Setting setting(Fields& fields, std::string_view key) {
    Setting made;
    const Json* value = fields.take(key);
    if (value == nullptr) fields.say(key, "is missing");
    else if (value->is_object()) {
        Fields inner(*value, fields.at(key), fields.complaint());
        made.parameter = inner.identifier("parameter");
        inner.finish();
    } else if (value->is_number() && value->get<double>() > 0) made.number = value->get<double>();
    else fields.say(key, "must be a number above 0, or {\"parameter\": …}");
    return made;
}

void read_segments(Fields& top, Manifest& manifest) {
    for (Fields& one : top.objects("inputs")) {
        SegmentRequest request;
        request.segment = one.text("segment");
        const Json* columns = one.take("columns");
        if (columns == nullptr) one.say("columns", "is missing");
        else if (columns->is_array()) request.columns = one.texts("columns");
        else if (*columns != "*") one.say("columns", "must be a list of columns, or \"*\"");
        if (columns != nullptr && columns->is_array() && request.columns.empty()) one.say("columns", "must name a column");
        for (std::string_view identity : identity_columns)
            if (std::find(request.columns.begin(), request.columns.end(), identity) != request.columns.end())
                one.say("columns", "'" + std::string(identity) + "' is identity and never given to an analysis; rows are enough");
        request.why = one.text("why");
        request.optional = one.flag("optional", false);
        one.finish();
        manifest.inputs.push_back(std::move(request));
    }
}

void read_lenses(Fields& top, Manifest& manifest) {
    for (Fields& one : top.objects("lenses")) {
        LensRequest request;
        privacy::LensSpec& lens = request.lens;
        lens.as = one.identifier("as");
        lens.kinds = one.texts("kinds");
        if (one.has("paid")) lens.paid = one.word("paid", yes_words) == 0;
        else one.take("paid");
        lens.unknown_paid = unknown(one, "unknown_paid", lens.unknown_paid);
        if (!one.flag("difficult", true)) lens.valence = 1 << static_cast<int>(column::Valence::good) | 1 << static_cast<int>(column::Valence::mixed);
        lens.unknown_valence = unknown(one, "unknown_valence", lens.unknown_valence);
        if (one.has("within")) request.within = setting(one, "within");
        else one.take("within");
        lens.unknown_distance = unknown(one, "unknown_distance", lens.unknown_distance);
        const double frequency = one.number_or("frequency", 0, 0, 1000);
        if (frequency > 0) lens.frequency = frequency;
        lens.unknown_frequency = unknown(one, "unknown_frequency", lens.unknown_frequency);
        request.why = one.text("why");
        one.finish();
        manifest.lenses.push_back(std::move(request));
    }
    for (Fields& one : top.objects("pairs")) {
        manifest.pairs.push_back({one.identifier("lens"), one.text("why")});
        one.finish();
    }
}

/// {"parameter": …}, or "" when the key is not there.
std::string parameter_or_none(Fields& one, std::string_view key) {
    auto inner = one.object(key);
    if (!inner) return {};
    std::string parameter = inner->identifier("parameter");
    inner->finish();
    return parameter;
}

/// A list of words, or the parameter whose word it is.
std::string read_of(Fields& one, std::vector<std::string>& words) {
    if (one.is_object("of")) return parameter_or_none(one, "of");
    words = one.texts("of");
    return {};
}

void read_distances(Fields& top, Manifest& manifest) {
    for (Fields& one : top.objects("near")) {
        NearRequest request;
        request.as = one.identifier("as");
        request.spec.from = static_cast<privacy::Entity>(one.word("from", side_words));
        request.spec.to = static_cast<privacy::Entity>(one.word("to", side_words));
        request.within = setting(one, "within");
        const bool from_areas = request.spec.from == privacy::Entity::areas;
        request.spec.nearest = static_cast<int>(one.whole_or("nearest", 16, from_areas ? 0 : 1, 64));
        if (from_areas && request.spec.to == privacy::Entity::people) one.say("to", "must be assets or areas where 'from' is areas");
        if (!from_areas && request.spec.to == privacy::Entity::areas) one.say("to", "must be people or assets where 'from' is not areas");
        request.spec.skip_same_household = one.flag("skip_same_household", true);
        request.spec.participants_only = one.flag("participants_only", true);
        request.of_parameter = read_of(one, request.spec.of);
        request.spec.but_not = one.texts("but_not");
        request.step_free = parameter_or_none(one, "step_free");
        request.spec.by_line = one.flag("by_line", false);
        request.why = one.text("why");
        one.finish();
        manifest.near.push_back(std::move(request));
    }
    for (Fields& one : top.objects("reach")) {
        ReachRequest request;
        request.as = one.identifier("as");
        request.spec.from = static_cast<privacy::Entity>(one.word("from", side_words));
        request.within = setting(one, "within");
        request.spec.factor = one.number_or("factor", 1.3, 1, 3);
        request.step_free = parameter_or_none(one, "step_free");
        request.why = one.text("why");
        one.finish();
        manifest.reach.push_back(std::move(request));
    }
}

/// The number behind a default or an only_when value, by the parameter's type.
double value_for(Fields& fields, std::string_view key, const Parameter& parameter, const Json& value) {
    switch (parameter.type) {
        case ParameterType::yes_no:
            if (!value.is_boolean()) fields.say(key, "must be true or false");
            return value.is_boolean() && value.get<bool>() ? 1 : 0;
        case ParameterType::choice: {
            const auto found = value.is_string() ? std::find(parameter.words.begin(), parameter.words.end(), value.get<std::string>()) : parameter.words.end();
            if (found == parameter.words.end()) fields.say(key, "must be one of its words");
            return static_cast<double>(found - parameter.words.begin());
        }
        case ParameterType::number: case ParameterType::integer: {
            const double number = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
            const bool whole = parameter.type == ParameterType::number || number == std::floor(number);
            if (!(number >= parameter.minimum && number <= parameter.maximum) || !whole) fields.say(key, "must be within its range");
            return number;
        }
        case ParameterType::layer: fields.say(key, "a layer has no default but the primary one"); return -1;
        case ParameterType::column: fields.say(key, "a column cannot be compared"); return 0;
    }
    return 0;
}

/// A column names the entity whose rows it has, and may name the parameter that says which layer.
void read_column_choice(Fields& one, Parameter& parameter, const Manifest& manifest) {
    one.word("entity", column_entity_words);
    if (one.has("of")) parameter.of = one.identifier("of");
    else one.take("of");
    const Parameter* layer = parameter.of.empty() ? nullptr : manifest.parameter(parameter.of);
    if (!parameter.of.empty() && (layer == nullptr || layer->type != ParameterType::layer))
        one.say("of", "'" + parameter.of + "' is no parameter of type layer before this one");
    parameter.default_text = one.text("default");
}

void read_parameter(Fields& one, Manifest& manifest) {
    Parameter parameter;
    parameter.id = one.identifier("id");
    parameter.type = static_cast<ParameterType>(one.word("type", parameter_words));
    parameter.label = one.text("label");
    parameter.help = one.text("help");
    parameter.unit = one.text_if("unit");
    if (parameter.type <= ParameterType::integer) {
        parameter.minimum = one.number("minimum", -1e15, 1e15);
        parameter.maximum = one.number("maximum", -1e15, 1e15);
        if (parameter.minimum > parameter.maximum) one.say("minimum", "is above the maximum");
    }
    if (parameter.type == ParameterType::choice) {
        parameter.words = one.texts("words");
        if (parameter.words.size() < 2) one.say("words", "must hold two words or more");
    }
    if (parameter.type == ParameterType::column) read_column_choice(one, parameter, manifest);
    const Json* value = one.take("default");
    if (parameter.type == ParameterType::column) parameter.default_number = 0;
    else if (value != nullptr) parameter.default_number = value_for(one, "default", parameter, *value);
    else if (parameter.type == ParameterType::layer) parameter.default_number = -1;
    else one.say("default", "is missing");
    if (auto when = one.object("only_when")) {
        parameter.only_when = when->identifier("parameter");
        const Json* is = when->take("is");
        const Parameter* other = manifest.parameter(parameter.only_when);
        if (other == nullptr) when->say("parameter", "'" + parameter.only_when + "' is no parameter before this one");
        else if (is == nullptr) when->say("is", "is missing");
        else parameter.only_when_value = value_for(*when, "is", *other, *is);
        when->finish();
    }
    one.finish();
    manifest.parameters.push_back(std::move(parameter));
}

}  // namespace

void read_inputs(Fields& top, Manifest& manifest) {
    read_segments(top, manifest);
    read_lenses(top, manifest);
    read_distances(top, manifest);
    for (Fields& one : top.objects("results_of")) {
        ResultRequest request;
        const std::string column = one.text("column");
        const std::size_t dot = column.find('.');
        if (dot == std::string::npos || dot == 0 || dot + 1 == column.size()) one.say("column", "must be written <as>.<output>, as in 'inventory.density'");
        request.as = column.substr(0, dot);
        request.output = dot == std::string::npos ? "" : column.substr(dot + 1);
        request.entity = static_cast<Entity>(one.word("entity", entity_words));
        request.why = one.text("why");
        request.optional = one.flag("optional", false);
        one.finish();
        manifest.results_of.push_back(std::move(request));
    }
}

void read_parameters(Fields& top, Manifest& manifest) {
    for (Fields& one : top.objects("parameters")) read_parameter(one, manifest);
}

}  // namespace kith::host
