#include "engine/host/parameters.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/host/analyses.hpp"
#include "engine/host/column_choice.hpp"
#include "engine/host/json_fields.hpp"

namespace kith::host {
namespace {

std::string in_words(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15) return std::to_string(static_cast<std::int64_t>(number));
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

base::Error wrong(const Parameter& p, const std::string& what) { return base::misuse("The parameter '" + p.id + "' " + what + (what.ends_with('?') ? "" : ".")); }

int layer_index(std::span<const privacy::Layer> layers, std::string_view as) {
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (as.empty() ? layers[i].primary : layers[i].as == as) return static_cast<int>(i);
    return -1;
}

base::Result<double> given_number(const Parameter& p, const Json& value, std::span<const privacy::Layer> layers) {
    switch (p.type) {
        case ParameterType::yes_no:
            if (!value.is_boolean()) return wrong(p, "must be true or false");
            return value.get<bool>() ? 1.0 : 0.0;
        case ParameterType::choice: {
            const std::vector<std::string_view> known(p.words.begin(), p.words.end());
            const std::string word = value.is_string() ? value.get<std::string>() : value.dump();
            const auto found = std::find(known.begin(), known.end(), word);
            if (found != known.end()) return static_cast<double>(found - known.begin());
            const std::string_view near = base::nearest_word(word, known);
            return wrong(p, "has no choice '" + word + "'" + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
        }
        case ParameterType::layer: {
            const std::string word = value.is_string() ? value.get<std::string>() : value.dump();
            const int index = word.empty() ? -1 : layer_index(layers, word);
            if (index < 0) return wrong(p, "names the area layer '" + word + "', which this place does not have");
            return static_cast<double>(index);
        }
        case ParameterType::number: case ParameterType::integer: {
            const double number = value.is_number() ? value.get<double>() : std::nan("");
            const bool whole = p.type == ParameterType::number || number == std::floor(number);
            if (!(number >= p.minimum && number <= p.maximum) || !whole)
                return wrong(p, std::string("must be a ") + (p.type == ParameterType::integer ? "whole " : "") + "number from " + in_words(p.minimum) + " to " +
                                    in_words(p.maximum) + (p.unit.empty() ? "" : " " + p.unit));
            return number;
        }
        case ParameterType::column: break;  // a name, not a number
    }
    return base::internal_error("A parameter of no type.");
}

std::string text_for(const Parameter& p, double number, std::span<const privacy::Layer> layers) {
    switch (p.type) {
        case ParameterType::yes_no: return number != 0 ? "yes" : "no";
        case ParameterType::choice: return p.words[static_cast<std::size_t>(number)];
        case ParameterType::layer: return number < 0 ? "none" : layers[static_cast<std::size_t>(number)].as;
        default: return in_words(number) + (p.unit.empty() ? "" : " " + p.unit);
    }
}

const ParameterValue* value_of(std::span<const ParameterValue> values, std::string_view id) {
    const auto found = std::find_if(values.begin(), values.end(), [=](const ParameterValue& v) { return v.parameter->id == id; });
    return found == values.end() ? nullptr : &*found;
}

/// Does its `only_when` hold under the parameters before it?
bool counts(const Parameter& p, std::span<const ParameterValue> before) {
    const ParameterValue* other = p.only_when.empty() ? nullptr : value_of(before, p.only_when);
    return other == nullptr || (other->counts && other->number == p.only_when_value);
}

/// What the other parameter would have to be.
std::string condition(const Parameter& p, const Manifest& manifest, std::span<const privacy::Layer> layers) {
    return "'" + p.only_when + "' is " + text_for(*manifest.parameter(p.only_when), p.only_when_value, layers);
}

std::vector<std::string> alternatives(std::string_view text) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t bar = std::min(text.find('|', at), text.size());
        list.emplace_back(text.substr(at, bar - at));
        at = bar + 1;
    }
    return list;
}

/// The column of that name, or the first of the default's that is there.
base::Status choose_column(ParameterValue& value, const Json* given, const Manifest& manifest, const privacy::View& view, std::span<const Peer> peers) {
    const Parameter& p = *value.parameter;
    if (value.number < 0) return base::not_found("'" + manifest.title + "' needs boundaries; " + nothing_of(view, "areas"));
    const auto layer = static_cast<std::size_t>(value.number);
    const auto choices = column_choices(view, layer, peers);
    if (given != nullptr && !given->is_string()) return wrong(p, "must be the name of a column");
    for (const std::string& name : given != nullptr ? std::vector{given->get<std::string>()} : alternatives(p.default_text)) {
        const auto found = std::find_if(choices.begin(), choices.end(), [&](const ColumnChoice& c) { return c.name == name; });
        if (found == choices.end()) continue;
        value.text = found->name;
        value.words = found->words;
        value.column = found->column;
        value.from = found->from;
        return {};
    }
    const std::string of = " of the areas '" + view.layers()[layer].as + "'";
    if (given == nullptr) {
        std::string names;
        for (const std::string& name : alternatives(p.default_text)) names += (names.empty() ? "'" : " or '") + name + "'";
        return base::not_found("'" + manifest.title + "' needs a column" + of + " to look at, and there is no " + names + "; name another with its parameter '" +
                               p.id + "'.");
    }
    std::vector<std::string_view> known;
    for (const ColumnChoice& c : choices) known.push_back(c.name);
    const std::string word = given->get<std::string>();
    const std::string_view near = base::nearest_word(word, known);
    return wrong(p, "names '" + word + "', which is no column of numbers" + of + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
}

}  // namespace

base::Result<std::vector<ParameterValue>> resolve_parameters(const Manifest& manifest, std::string_view json, const privacy::View& view,
                                                             std::span<const Peer> peers) {
    const Json given = json.empty() ? Json::object() : Json::parse(json, nullptr, false);
    if (!given.is_object()) return base::misuse("The parameters of '" + manifest.id + "' are no JSON object.");
    std::vector<std::string_view> known;
    std::vector<ParameterValue> values;
    for (const Parameter& p : manifest.parameters) {
        known.push_back(p.id);
        ParameterValue value;
        value.parameter = &p;
        value.counts = counts(p, values);
        const auto found = given.find(p.id);
        value.given = found != given.end();
        if (value.given && !value.counts) return wrong(p, "counts only when " + condition(p, manifest, view.layers()) + "; take it out, or change that");
        const bool of_layer = p.type == ParameterType::layer || p.type == ParameterType::column;
        value.number = !of_layer ? p.default_number : p.of.empty() ? layer_index(view.layers(), {}) : value_of(values, p.of)->number;
        if (p.type == ParameterType::column) {
            if (value.counts)
                if (base::Status status = choose_column(value, value.given ? &*found : nullptr, manifest, view, peers); !status) return status.error();
        } else if (value.given) {
            auto number = given_number(p, *found, view.layers());
            if (!number) return number.error();
            value.number = *number;
        }
        if (p.type != ParameterType::column) value.words = value.text = text_for(p, value.number, view.layers());
        values.push_back(std::move(value));
    }
    for (const auto& [key, value] : given.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const std::string_view near = base::nearest_word(key, known);
        return base::misuse("'" + manifest.id + "' has no parameter '" + key + "'" + (near.empty() ? "." : "; did you mean '" + std::string(near) + "'?"));
    }
    return values;
}

double number_of(const Setting& setting, std::span<const ParameterValue> values) {
    if (setting.parameter.empty()) return setting.number;
    const ParameterValue* found = value_of(values, setting.parameter);
    return found == nullptr ? 0 : found->number;
}

}  // namespace kith::host
