#pragma once
// An analysis's form, made from its declaration: nobody writes one by hand.
#include <optional>
#include <string>
#include <vector>

#include "engine/host/analyses.hpp"
#include "engine/host/manifest.hpp"
#include "engine/session/session.hpp"

namespace kith::viewer::model {

struct FormField {
    enum class Kind : std::uint8_t { number, integer, yes_no, choice };  // layer and column are choices, too
    std::string id, label, help, unit;
    Kind kind = Kind::number;
    double minimum = 0, maximum = 0;      // number, integer
    std::vector<std::string> choices;     // as they are given
    std::vector<std::string> words;       // as they are read; one a choice
    std::string text;                     // what is in the field: "800", "yes", a choice
    std::string fallback;                 // the default
    std::string only_when;                // id of another field: counts only when that says `only_when_text`
    std::string only_when_text;
    std::string fault;                    // "Walking distance goes from 50 to 5,000 m." or ""
};

struct Form {
    std::string use, title, summary;
    std::string as;                       // under which it runs
    std::string lens;                     // of the recipe; "" = its own
    std::vector<std::string> lenses;      // to choose from, "" first
    std::vector<FormField> fields;
    std::string seed = "1";               // of whatever is drawn by lot
    std::string seed_fault;
    bool ready = false;                   // would it run
    std::string sentence;                 // why not, or what stays closed
    std::vector<std::string> may_see;     // what of personal data it asks for, and whether that is allowed
};

/// `before`: the parameters of an earlier request, to start from. Error: not_found.
base::Result<Form> form_for(const session::Session& session, std::string_view use, const host::AnalysisRequest* before = nullptr);
/// As it ran last in this session, seed included; else its defaults.
base::Result<Form> form_again(const session::Session& session, std::string_view use);
/// Of a valid form.
std::uint64_t seed_of(const Form& form);
/// Does the field count, with what the others say?
bool counts(const Form& form, const FormField& field);
/// Fills in every `fault`; true when there is none.
bool validate(Form& form);
/// Only what differs from the defaults. The form must be valid.
host::AnalysisRequest request_of(const Form& form);

}  // namespace kith::viewer::model
