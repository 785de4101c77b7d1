#include "viewer/model/form.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/host/column_choice.hpp"
#include "engine/host/personal.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using host::Parameter;
using host::ParameterType;
using nlohmann::json;

constexpr double most_seed = 9007199254740992;  // 2^53: beyond, not every whole number is one of those that can be read

std::string number_text(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15) return std::to_string(static_cast<std::int64_t>(number));
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::vector<std::string> layers_of(const privacy::View& view) {
    std::vector<std::string> names;
    for (const privacy::Layer& layer : view.layers()) names.push_back(layer.as);
    return names;
}

std::size_t primary_of(const privacy::View& view) {
    for (std::size_t i = 0; i < view.layers().size(); ++i)
        if (view.layers()[i].primary) return i;
    return 0;
}

/// What a field of this parameter may say; the first that the default names, or what the default is.
void add_choices(FormField& field, const Parameter& parameter, const session::Session& session, std::span<const host::Peer> peers) {
    const privacy::View& view = *session.view();
    if (parameter.type == ParameterType::choice) {
        field.choices = parameter.words;
        for (const std::string& word : parameter.words) field.words.push_back(title_words(word));
        field.fallback = parameter.words[static_cast<std::size_t>(parameter.default_number)];
    } else if (parameter.type == ParameterType::layer) {
        field.choices = field.words = layers_of(view);
        const std::size_t at = parameter.default_number < 0 ? primary_of(view) : static_cast<std::size_t>(parameter.default_number);
        if (at < field.choices.size()) field.fallback = field.choices[at];
    } else if (!view.layers().empty()) {
        for (const host::ColumnChoice& choice : host::column_choices(view, primary_of(view), peers)) {
            field.choices.push_back(choice.name);
            field.words.push_back(choice.words);
        }
        std::string_view names = parameter.default_text;
        while (!names.empty() && field.fallback.empty()) {
            const std::string name(names.substr(0, names.find('|')));
            names.remove_prefix(std::min(names.size(), name.size() + 1));
            if (std::find(field.choices.begin(), field.choices.end(), name) != field.choices.end()) field.fallback = name;
        }
    }
    for (std::string& word : field.words) std::replace(word.begin(), word.end(), '_', ' ');
}

FormField field_of(const Parameter& parameter, const host::Manifest& manifest, const session::Session& session, std::span<const host::Peer> peers) {
    FormField field;
    field.id = parameter.id;
    field.label = parameter.label;
    field.help = parameter.help;
    field.unit = parameter.unit;
    field.minimum = parameter.minimum;
    field.maximum = parameter.maximum;
    switch (parameter.type) {
        case ParameterType::number: field.kind = FormField::Kind::number, field.fallback = number_text(parameter.default_number); break;
        case ParameterType::integer: field.kind = FormField::Kind::integer, field.fallback = number_text(parameter.default_number); break;
        case ParameterType::yes_no: field.kind = FormField::Kind::yes_no, field.fallback = parameter.default_number != 0 ? "yes" : "no"; break;
        default: field.kind = FormField::Kind::choice, add_choices(field, parameter, session, peers); break;
    }
    field.text = field.fallback;
    if (const Parameter* other = parameter.only_when.empty() ? nullptr : manifest.parameter(parameter.only_when)) {
        field.only_when = other->id;
        const double value = parameter.only_when_value;
        field.only_when_text = other->type == ParameterType::yes_no   ? (value != 0 ? "yes" : "no")
                               : other->type == ParameterType::choice ? other->words[static_cast<std::size_t>(value)]
                                                                      : number_text(value);
    }
    return field;
}

void take_over(Form& form, const host::AnalysisRequest& before) {
    form.as = before.as;
    form.lens = before.lens;
    const json given = json::parse(before.parameters.empty() ? "{}" : before.parameters, nullptr, false);
    if (!given.is_object()) return;
    for (FormField& field : form.fields) {
        const auto at = given.find(field.id);
        if (at == given.end()) continue;
        if (at->is_string()) field.text = at->get<std::string>();
        else if (at->is_boolean()) field.text = at->get<bool>() ? "yes" : "no";
        else if (at->is_number()) field.text = number_text(at->get<double>());
    }
}

const FormField* find(const Form& form, std::string_view id) {
    const auto at = std::find_if(form.fields.begin(), form.fields.end(), [&](const FormField& field) { return field.id == id; });
    return at == form.fields.end() ? nullptr : &*at;
}

std::optional<double> number_of(std::string_view text) {
    const std::string whole(base::trimmed(text));
    if (whole.empty()) return std::nullopt;
    std::size_t used = 0;
    try {
        const double number = std::stod(whole, &used);
        if (used == whole.size() && std::isfinite(number)) return number;
    } catch (const std::exception&) {
    }
    return std::nullopt;
}

std::string fault_of(const FormField& field) {
    const std::string unit = field.unit.empty() ? "" : " " + field.unit;
    if (field.kind == FormField::Kind::yes_no) return field.text == "yes" || field.text == "no" ? "" : field.label + " is yes or no.";
    if (field.kind == FormField::Kind::choice) {
        if (field.choices.empty()) return "There is nothing to choose for " + field.label + " in this place.";
        return std::find(field.choices.begin(), field.choices.end(), field.text) != field.choices.end() ? "" : "Choose one of the list for " + field.label + ".";
    }
    const auto number = number_of(field.text);
    const bool whole = field.kind == FormField::Kind::integer;
    if (number && *number >= field.minimum && *number <= field.maximum && (!whole || *number == std::floor(*number))) return "";
    return field.label + " is a " + (whole ? "whole " : "") + "number from " + number_text(field.minimum) + " to " + number_text(field.maximum) + unit + ".";
}

}  // namespace

base::Result<Form> form_for(const session::Session& session, std::string_view use, const host::AnalysisRequest* before) {
    const auto plugin = session.plugins().at(use);
    if (!plugin) return plugin.error();
    if (!session.is_open()) return base::misuse("Nothing is open. Open a place first, then run an analysis on it.");
    const host::Manifest& manifest = (*plugin)->manifest;
    Form form;
    form.use = manifest.id;
    form.title = manifest.title;
    form.summary = manifest.summary;
    form.lenses.emplace_back();
    for (const auto& lens : session.view()->lenses()) form.lenses.push_back(lens.as);
    std::vector<host::Peer> peers;
    for (const session::RunResultPtr& result : session.results())
        if (result->analysis.plugin != nullptr) peers.push_back({result->analysis.as, &result->analysis.plugin->manifest});
    for (const Parameter& parameter : manifest.parameters) form.fields.push_back(field_of(parameter, manifest, session, peers));
    if (before != nullptr) take_over(form, *before);
    const host::Readiness ready = session.readiness(manifest);
    form.ready = ready.ready;
    form.sentence = ready.sentence;
    const host::PersonalSet asked = host::asked_by(manifest);
    if (!asked.empty()) form.may_see.push_back("It asks to see " + host::in_words(asked) + ": only what you allowed is shown to it.");
    return form;
}

base::Result<Form> form_again(const session::Session& session, std::string_view use) {
    const session::RunResult* last = nullptr;
    for (const session::RunResultPtr& result : session.results())
        if (result->request.use == use) last = result.get();
    auto form = form_for(session, use, last == nullptr ? nullptr : &last->request);
    if (form && last != nullptr) form->seed = std::to_string(last->provenance.seed);
    return form;
}

std::uint64_t seed_of(const Form& form) { return static_cast<std::uint64_t>(number_of(form.seed).value_or(1)); }

bool counts(const Form& form, const FormField& field) {
    const FormField* other = field.only_when.empty() ? nullptr : find(form, field.only_when);
    return other == nullptr || (counts(form, *other) && other->text == field.only_when_text);
}

bool validate(Form& form) {
    const auto seed = number_of(form.seed);
    form.seed_fault = seed && *seed >= 0 && *seed == std::floor(*seed) && *seed <= most_seed ? "" : "The seed is a whole number from 0 to " + number_text(most_seed) + ".";
    bool well = form.seed_fault.empty();
    for (FormField& field : form.fields) {
        field.fault = counts(form, field) ? fault_of(field) : "";
        well = well && field.fault.empty();
    }
    return well;
}

host::AnalysisRequest request_of(const Form& form) {
    json parameters = json::object();
    for (const FormField& field : form.fields) {
        if (field.text == field.fallback || !counts(form, field)) continue;
        if (field.kind == FormField::Kind::yes_no) parameters[field.id] = field.text == "yes";
        else if (field.kind == FormField::Kind::choice) parameters[field.id] = field.text;
        else if (const auto number = number_of(field.text)) {
            if (field.kind == FormField::Kind::integer) parameters[field.id] = static_cast<std::int64_t>(*number);
            else parameters[field.id] = *number;
        }
    }
    return {form.use, form.as, parameters.empty() ? std::string() : parameters.dump(), form.lens};
}

}  // namespace kith::viewer::model
