#include "engine/io/open_referral_words.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/json_items.hpp"

namespace kith::io {
namespace {

using nlohmann::json;

void add_word(std::string& out, std::string_view word, std::string_view between = "; ") {
    if (word.empty()) return;
    if (!out.empty()) out += between;
    out += word;
}

std::string hour(const std::string& time) { return time.substr(0, 5); }

/// "MO,TH" as "Mon, Thu".
std::string days_of(std::string_view byday) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> days{{{"MO", "Mon"}, {"TU", "Tue"}, {"WE", "Wed"}, {"TH", "Thu"}, {"FR", "Fri"}, {"SA", "Sat"}, {"SU", "Sun"}}};
    std::string out;
    for (const auto& [code, name] : days)
        if (byday.find(code) != std::string_view::npos) add_word(out, name, ", ");
    return out;
}

}  // namespace

std::vector<const json*> or_children(const json& record, std::initializer_list<const char*> names) {
    std::vector<const json*> out;
    if (!record.is_object()) return out;
    for (const char* name : names) {
        const auto at = record.find(name);
        if (at == record.end() || !at->is_array() || at->empty()) continue;
        for (const json& child : *at)
            if (child.is_object()) out.push_back(&child);
        break;
    }
    return out;
}

std::string or_first(const json& record, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (std::string cell = json_cell(record, name); !without_blanks(cell).empty()) return cell;
    return {};
}

std::string or_when(const json& service) {
    std::string out;
    for (const json* schedule : or_children(service, {"schedules", "regular_schedules"})) {
        std::string one = days_of(json_cell(*schedule, "byday"));
        const std::string opens = hour(json_cell(*schedule, "opens_at")), closes = hour(json_cell(*schedule, "closes_at"));
        if (!opens.empty()) add_word(one, closes.empty() ? "from " + opens : opens + '-' + closes, " ");
        add_word(out, one);
        add_word(out, json_cell(*schedule, "description"));
    }
    return out;
}

std::string or_cost(const json& service) {
    std::string out;
    for (const json* cost : or_children(service, {"cost_options"})) {
        const std::string amount = json_cell(*cost, "amount"), per = json_cell(*cost, "amount_description"), whom = json_cell(*cost, "option");
        double value = 0;
        const bool is_free = read_number(amount, value) == Fault::none && value == 0;
        std::string one = is_free ? "free" : amount;
        if (!is_free && !per.empty()) add_word(one, per, " ");
        if (!whom.empty()) one += " (" + whom + ')';
        if (!amount.empty() || !per.empty()) add_word(out, one);
    }
    return out.empty() ? or_first(service, {"fees_description", "fees"}) : out;
}

std::string or_access(const json& location) {
    std::string out;
    for (const json* access : or_children(location, {"accessibility", "accessibility_for_disabilities"})) add_word(out, or_first(*access, {"description", "accessibility", "details"}));
    return out;
}

std::string or_languages(const json& service) {
    std::string out;
    for (const json* language : or_children(service, {"languages"})) add_word(out, or_first(*language, {"name", "language", "code"}), ";");
    return out;
}

std::string or_terms(const json& record) {
    std::string out;
    for (const json* attribute : or_children(record, {"attributes", "service_taxonomys", "link_taxonomys"}))
        for (const char* name : {"taxonomy_term", "taxonomy"})
            if (const auto term = attribute->find(name); term != attribute->end() && term->is_object()) add_word(out, or_first(*term, {"name", "term"}), ";");
    return out;
}

std::string_view class_of_register(std::string_view scheme) {
    constexpr std::array<std::string_view, 4> associations{"GB-CHC", "GB-SC", "GB-NIC", "GB-MPR"};
    constexpr std::array<std::string_view, 5> institutions{"GB-EDU", "GB-LAE", "GB-LAS", "GB-GOR", "GB-NHS"};
    if (std::find(associations.begin(), associations.end(), scheme) != associations.end()) return "association";
    if (std::find(institutions.begin(), institutions.end(), scheme) != institutions.end()) return "institution";
    return scheme == "GB-COH" ? "economy" : std::string_view();
}

std::string_view or_class(const json& organization) {
    // A charity that is also a company is a charity first of all.
    std::string_view found;
    for (const json* identifier : or_children(organization, {"organization_identifiers"})) {
        const std::string_view one = class_of_register(json_cell(*identifier, "identifier_scheme"));
        if (one == "association") return one;
        if (!one.empty() && found != "institution") found = one;
    }
    return found;
}

std::string or_phones(const json& record) {
    std::string out;
    for (const json* phone : or_children(record, {"phones"}))
        if (json_cell(*phone, "contact_id").empty()) add_word(out, json_cell(*phone, "number"), ";");
    return out;
}

}  // namespace kith::io
