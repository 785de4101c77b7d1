#include "engine/cli/plugin_describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kith::cli {
namespace {

using nlohmann::json;
using host::ParameterType;

std::string with_unit(double number, std::string_view unit) { return fmt::format("{:g}{}{}", number, unit.empty() ? "" : " ", unit); }

const char* type_word(ParameterType type) {
    switch (type) {
        case ParameterType::number: return "number";
        case ParameterType::integer: return "integer";
        case ParameterType::yes_no: return "yes_no";
        case ParameterType::choice: return "choice";
        case ParameterType::layer: return "layer";
        case ParameterType::column: return "column";
    }
    return "";
}

std::string value_words(const host::Parameter& p, double value) {
    if (p.type == ParameterType::yes_no) return value != 0 ? "yes" : "no";
    if (p.type == ParameterType::choice && value >= 0 && static_cast<std::size_t>(value) < p.words.size()) return p.words[static_cast<std::size_t>(value)];
    return with_unit(value, p.unit);
}

json inputs_json(const host::Manifest& m) {
    json list = json::array();
    for (const auto& i : m.inputs) list.push_back({{"segment", i.segment}, {"columns", i.columns}, {"why", i.why}, {"optional", i.optional}});
    for (const auto& l : m.lenses) list.push_back({{"lens", l.lens.as}, {"why", l.why}});
    for (const auto& p : m.pairs) list.push_back({{"pairs", p.lens}, {"why", p.why}});
    for (const auto& n : m.near) list.push_back({{"near", n.as}, {"within", setting_words(n.within, "m")}, {"why", n.why}});
    for (const auto& r : m.reach) list.push_back({{"reach", r.as}, {"within", setting_words(r.within, "m")}, {"why", r.why}});
    for (const auto& r : m.results_of) list.push_back({{"results_of", r.as + '.' + r.output}, {"entity", std::string(host::name_of(r.entity))}, {"why", r.why}, {"optional", r.optional}});
    return list;
}

json parameters_json(const host::Manifest& m) {
    json list = json::array();
    for (const host::Parameter& p : m.parameters) {
        json one{{"id", p.id}, {"type", type_word(p.type)}, {"label", p.label}, {"help", p.help}, {"unit", p.unit}, {"in_words", range_words(p)}};
        if (p.type == ParameterType::number || p.type == ParameterType::integer) one.update({{"minimum", p.minimum}, {"maximum", p.maximum}, {"default", p.default_number}});
        else one["default"] = default_words(p);
        if (!p.words.empty()) one["words"] = p.words;
        if (!p.only_when.empty()) one["only_when"] = {{"parameter", p.only_when}, {"is", only_when_words(m, p)}};
        list.push_back(std::move(one));
    }
    return list;
}

json phrases_json(const std::vector<host::Phrase>& phrases) {
    json list = json::array();
    for (const host::Phrase& p : phrases) list.push_back({{"id", p.id}, {"text", p.source}});
    return list;
}

json outputs_json(const host::Manifest& m) {
    json columns = json::array(), tables = json::array(), messages = json::array();
    for (const auto& c : m.columns)
        columns.push_back({{"key", c.key}, {"entity", std::string(host::name_of(c.entity))}, {"label", c.label}, {"unit", c.unit}, {"help", c.help}, {"interval", c.interval},
                           {"whole_network", c.whole_network}, {"every_layer", c.every_layer}, {"reasons", phrases_json(c.reasons)}});
    for (const auto& t : m.tables) {
        json cells = json::array();
        for (const auto& c : t.columns) cells.push_back({{"key", c.key}, {"label", c.label}, {"unit", c.unit}});
        tables.push_back({{"key", t.key}, {"label", t.label}, {"help", t.help}, {"order", t.order}, {"at_most", t.at_most}, {"per", std::string(host::name_of(t.per))}, {"columns", cells}});
    }
    for (const auto& f : m.messages) {
        json subjects = json::array();
        for (const auto subject : f.subjects) subjects.push_back(std::string(host::name_of(subject)));
        messages.push_back({{"id", f.id}, {"claim", std::string(host::name_of(f.claim))}, {"heading", f.heading}, {"text", f.text.source}, {"unit", f.unit}, {"subjects", subjects},
                            {"at_most", f.at_most}, {"threshold", f.threshold}, {"threshold_source", f.threshold_source}, {"reasons", phrases_json(f.reasons)},
                            {"whole_network", f.whole_network}});
    }
    return {{"columns", columns}, {"tables", tables}, {"messages", messages}, {"strengths", phrases_json(m.strengths)}, {"changes", phrases_json(m.changes)}, {"order", m.findings_order}};
}

}  // namespace

std::string setting_words(const host::Setting& setting, std::string_view unit) {
    return setting.parameter.empty() ? with_unit(setting.number, unit) : "what '" + setting.parameter + "' says";
}

std::string plural_unit(std::string_view unit) { return std::string(unit.substr(unit.rfind('|') + 1)); }

std::string range_words(const host::Parameter& p) {
    switch (p.type) {
        case ParameterType::number: return fmt::format("a number from {:g} to {}, by default {:g}", p.minimum, with_unit(p.maximum, p.unit), p.default_number);
        case ParameterType::integer: return fmt::format("a whole number from {:g} to {}, by default {:g}", p.minimum, with_unit(p.maximum, p.unit), p.default_number);
        case ParameterType::yes_no: return fmt::format("yes or no, by default {}", value_words(p, p.default_number));
        case ParameterType::choice: return fmt::format("one of {}, by default {}", fmt::join(p.words, ", "), value_words(p, p.default_number));
        case ParameterType::layer: return "an area layer of the recipe, by default the primary one";
        case ParameterType::column: return "a column of numbers of an area layer, or one of another analysis (<as>.<output>), by default " + p.default_text;
    }
    return "";
}

std::string default_words(const host::Parameter& p) {
    if (p.type == ParameterType::layer) return "the primary one";
    return p.type == ParameterType::column ? p.default_text : value_words(p, p.default_number);
}

std::string only_when_words(const host::Manifest& manifest, const host::Parameter& parameter) {
    const auto other = std::find_if(manifest.parameters.begin(), manifest.parameters.end(), [&](const host::Parameter& p) { return p.id == parameter.only_when; });
    return other == manifest.parameters.end() ? fmt::format("{:g}", parameter.only_when_value) : value_words(*other, parameter.only_when_value);
}

std::string description_of(const host::Plugin& plugin, const host::Allowed& allowed) {
    const host::Manifest& m = plugin.manifest;
    json needs = json::array();
    for (const host::NeedOf& need : m.needs) {
        json facets = json::array();
        for (const auto facet : need.facets) facets.push_back(std::string(column::facet_words[static_cast<std::size_t>(facet)]));
        needs.push_back({{"need", std::string(host::name_of(need.need))}, {"facets", facets}, {"why", need.why}});
    }
    return json{{"id", m.id}, {"version", m.version}, {"title", m.title}, {"summary", m.summary}, {"licence", m.licence}, {"references", m.references}, {"needs", needs},
                {"about_people", m.about_people()}, {"sees", inputs_json(m)}, {"granted", allowed.granted.words()}, {"parameters", parameters_json(m)}, {"outputs", outputs_json(m)},
                {"determinism", m.determinism}, {"threads", m.threads}, {"contract", {{"major", m.abi_major}, {"minor", m.abi_minor}}}, {"bundled", plugin.bundled},
                {"folder", plugin.folder.string()}, {"hash", plugin.hash.hex()}}
        .dump(2);
}

}  // namespace kith::cli
