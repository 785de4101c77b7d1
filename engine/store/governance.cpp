#include "engine/store/governance.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>
#include <toml++/toml.h>

#include "engine/base/text.hpp"
#include "engine/base/whole.hpp"
#include "engine/column/date_words.hpp"
#include "engine/store/secret.hpp"

namespace kith::store {
namespace {

using nlohmann::json;

constexpr std::string_view entry_begins = "{\"audit\":";

json json_of(const Noted& one) { return {{"when", one.when}, {"act", one.act}, {"words", one.words}}; }
Noted noted_of(const json& j) { return {base::whole<std::int64_t>(j.at("when")), j.at("act").get<std::string>(), j.at("words").get<std::string>()}; }

json json_of(const Purpose& one) {
    return {{"purpose", one.what}, {"controller", one.controller}, {"legal_basis", one.legal_basis}, {"condition", one.condition}, {"notice", one.notice},
            {"retention_months", one.retention_months}, {"review_on", one.review_on}, {"under_18", one.under_18}};
}
Purpose purpose_of(const json& j) {
    const auto text = [&](const char* key) { return j.at(key).get<std::string>(); };
    return {text("purpose"), text("controller"), text("legal_basis"), text("condition"), text("notice"), base::whole<int>(j.at("retention_months")), text("review_on"), j.at("under_18").get<bool>()};
}

std::string hex_of(std::span<const unsigned char> bytes) {
    std::string out(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

std::string dumped(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace

base::Status check(const Purpose& purpose) {
    const std::array<std::pair<const std::string*, const char*>, 5> texts{{{&purpose.what, "what people are held for"}, {&purpose.controller, "who answers for it"}, {&purpose.legal_basis, "the legal basis"}, {&purpose.condition, "the condition"}, {&purpose.notice, "the version of the notice"}}};
    for (const auto& [text, name] : texts)
        if (base::trimmed(*text).empty()) return base::misuse(std::string("Say ") + name + ".");
    if (purpose.retention_months < 1 || purpose.retention_months > 1200) return base::misuse("Say for how many months after the last contact people are kept: 1 to 1200.");
    if (!column::days_of(purpose.review_on)) return base::misuse("Say when it is to be looked at again: a date such as 2027-06-30.");
    return {};
}

std::string words_of(const Purpose& purpose) { return "the purpose was set: " + purpose.what + "; notice " + purpose.notice + (purpose.under_18 ? "; under 18 kept" : ""); }

base::Result<Purpose> purpose_from_toml(std::string_view text, std::string_view name) try {
    const toml::table table = toml::parse(text);
    const auto bad = [&](const std::string& why) { return base::bad_input(std::string(name) + ": " + why); };
    for (const auto& [key, value] : table) {
        static constexpr std::array known{"purpose", "controller", "legal_basis", "condition", "notice", "retention_months", "review_on", "under_18"};
        if (std::find(known.begin(), known.end(), key.str()) == known.end()) return bad("a purpose has no \"" + std::string(key.str()) + "\". It has purpose, controller, legal_basis, condition, notice, retention_months, review_on and under_18.");
    }
    Purpose made;
    for (const auto& [key, into] : {std::pair{"purpose", &made.what}, {"controller", &made.controller}, {"legal_basis", &made.legal_basis}, {"condition", &made.condition}, {"notice", &made.notice}}) {
        *into = table[key].value_or(std::string());
        if (into->empty()) return bad(std::string("\"") + key + "\" is missing. data/governance/purpose.toml is one to fill in.");
    }
    made.retention_months = table["retention_months"].value_or(0);
    if (made.retention_months < 1 || made.retention_months > 1200) return bad("\"retention_months\" says for how many months after the last contact, 1 to 1200.");
    if (const auto date = table["review_on"].value<toml::date>()) {
        std::ostringstream words;
        words << *date;
        made.review_on = words.str();
    } else return bad("\"review_on\" is a date such as 2027-06-30.");
    const std::string under = table["under_18"].value_or(std::string("refused"));
    if (under != "refused" && under != "kept") return bad("\"under_18\" is \"refused\" or \"kept\".");
    made.under_18 = under == "kept";
    return made;
} catch (const toml::parse_error& error) {
    return base::bad_input(std::string(name) + ", line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
}

const Hold* Governance::hold_on(const base::EntityKey& subject) const {
    const auto at = std::find_if(holds.begin(), holds.end(), [&](const Hold& one) { return one.subject == subject; });
    return at == holds.end() ? nullptr : &*at;
}

std::string Governance::mark_of(const base::EntityKey& subject) const {
    const std::string text = base::to_text(subject);
    std::array<unsigned char, 32> mark{};
    crypto_generichash(mark.data(), mark.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return hex_of(mark);
}

bool Governance::is_erased(const base::EntityKey& subject) const { return !erased.empty() && std::find(erased.begin(), erased.end(), mark_of(subject)) != erased.end(); }

void Governance::mark_erased(const base::EntityKey& subject) {
    if (key.empty()) {
        std::array<unsigned char, 32> random{};
        fill_random(random);
        key = hex_of(random);
    }
    std::erase_if(shifts, [&](const Shift& one) { return one.who == subject; });
    if (is_erased(subject)) return;
    erased.push_back(mark_of(subject));
    std::sort(erased.begin(), erased.end());  // their order says nothing
}

std::string to_json(const Governance& governance) {
    json j{{"purpose", governance.purpose ? json_of(*governance.purpose) : json()}, {"log", json::array()}, {"holds", json::array()}, {"key", governance.key}, {"erased", governance.erased}, {"shifts", json::array()}, {"folded", governance.folded}};
    for (const Noted& one : governance.log) j["log"].push_back(json_of(one));
    for (const Hold& one : governance.holds) j["holds"].push_back({{"subject", base::to_text(one.subject)}, {"reason", one.reason}, {"when", one.when}});
    for (const Governance::Shift& one : governance.shifts) j["shifts"].push_back({base::to_text(one.who), one.x, one.y});
    return dumped(j);
}

base::Result<Governance> governance_from_json(std::string_view text) try {
    const json j = json::parse(text);
    Governance made;
    if (!j.at("purpose").is_null()) made.purpose = purpose_of(j.at("purpose"));
    for (const json& one : j.at("log")) made.log.push_back(noted_of(one));
    for (const json& one : j.at("holds")) made.holds.push_back({base::key_from_text(one.at("subject").get<std::string>()), one.at("reason").get<std::string>(), base::whole<std::int64_t>(one.at("when"))});
    made.key = j.at("key").get<std::string>();
    made.erased = j.at("erased").get<std::vector<std::string>>();
    for (const json& one : j.value("shifts", json::array())) made.shifts.push_back({base::key_from_text(one.at(0).get<std::string>()), one.at(1).get<double>(), one.at(2).get<double>()});
    made.folded = j.at("folded").get<bool>();
    if (made.key.size() > crypto_generichash_KEYBYTES_MAX || (!made.erased.empty() && made.key.size() < crypto_generichash_KEYBYTES_MIN)) return base::bad_input("What this workspace says about its purpose and its log is not what this Kith writes.");
    return made;
} catch (const json::exception&) {
    return base::bad_input("What this workspace says about its purpose and its log is not what this Kith writes.");
}

std::string entry_of(const Noted& noted) { return std::string(entry_begins) + dumped(json_of(noted)) + "}"; }

std::optional<Noted> noted_from(std::string_view entry) try {
    if (!entry.starts_with(entry_begins)) return {};
    return noted_of(json::parse(entry).at("audit"));
} catch (const json::exception&) {
    return {};
}

base::Status may_have_purpose(std::size_t ways) {
    if (ways > 1) return {};
    return base::misuse("A lost passphrase would lose what these people told you, and nothing else opens this workspace: make a recovery sheet first (in the window: Change the passphrase; or kith passphrase FILE.kith --keep --recovery sheet.html), or name a second key-holder (--second-holder).");
}

base::Status may_edit(const Governance& governance, std::size_t people, std::size_t ways) {
    if (people == 0) return {};
    if (governance.purpose) return may_have_purpose(ways);
    return base::misuse("This workspace holds people and does not say what for, so it opens to read only. Say it in the window (What people are held for), or fill in data/governance/purpose.toml and say kith purpose FILE.kith --purpose purpose.toml.");
}

}  // namespace kith::store
