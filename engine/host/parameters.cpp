#include "engine/host/parameters.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/host/json_fields.hpp"

namespace kith::host {
namespace {

std::string in_words(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15) return std::to_string(static_cast<std::int64_t>(number));
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

base::Error wrong(const Parameter& p, const std::string& what) { return base::misuse("The parameter '" + p.id + "' " + what + "."); }

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

}  // namespace

base::Result<std::vector<ParameterValue>> resolve_parameters(const Manifest& manifest, std::string_view json, std::span<const privacy::Layer> layers) {
    const Json given = json.empty() ? Json::object() : Json::parse(json, nullptr, false);
    if (!given.is_object()) return base::misuse("The parameters of '" + manifest.id + "' are no JSON object.");
    std::vector<std::string_view> known;
    std::vector<ParameterValue> values;
    for (const Parameter& p : manifest.parameters) {
        known.push_back(p.id);
        ParameterValue value;
        value.parameter = &p;
        value.number = p.type == ParameterType::layer ? layer_index(layers, {}) : p.default_number;
        if (const auto found = given.find(p.id); found != given.end()) {
            auto number = given_number(p, *found, layers);
            if (!number) return number.error();
            value.number = *number;
            value.given = true;
        }
        value.text = text_for(p, value.number, layers);
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
    const auto found = std::find_if(values.begin(), values.end(), [&](const ParameterValue& v) { return v.parameter->id == setting.parameter; });
    return found == values.end() ? 0 : found->number;
}

}  // namespace kith::host
