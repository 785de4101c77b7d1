// Blocks about relations and answers, and what is to be worked out.
#include <array>

#include "engine/base/text.hpp"
#include "engine/io/asset_formats.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/recipe_blocks.hpp"

namespace kith::io {
namespace {

constexpr std::array<std::string_view, 3> unknown_words{"maybe", "in", "out"};

void read_unknown(Complaints& complaints, const TableReader& lens, Lens& out) {
    const Node* node = lens.find("unknown");
    if (node == nullptr) return;
    if (!node->is(Node::Kind::table)) {
        const auto all = static_cast<UnknownIs>(lens.word("unknown", unknown_words).value_or(0));
        out.unknown_paid = out.unknown_valid_on = out.unknown_valence = out.unknown_within = all;
        return;
    }
    const TableReader table(complaints, *node, "unknown of [[lenses]]", "lenses.unknown");
    const auto read = [&](std::string_view clause, UnknownIs& value) {
        value = static_cast<UnknownIs>(table.word(clause, unknown_words).value_or(0));
        if (table.has(clause) && !lens.has(clause)) lens.complain("unknown", "speaks of " + std::string(clause) + ", which the lens does not ask for");
    };
    read("paid", out.unknown_paid);
    read("valid_on", out.unknown_valid_on);
    read("valence", out.unknown_valence);
    read("within_metres", out.unknown_within);
}

/// The codes of a list of words.
template <class Code>
std::vector<Code> codes_of(const TableReader& table, std::string_view key, std::span<const std::string_view> words) {
    std::vector<Code> out;
    const std::vector<std::string> texts = table.texts(key);
    if (table.has(key) && texts.empty()) table.complain(key, "is empty");
    for (const std::string& text : texts) {
        const std::int32_t code = column::code_of(words, text);
        const std::string_view near = base::nearest_word(text, words);
        if (code < 0)
            table.complain(key, "holds \"" + text + "\", which is none of its words" +
                                    (near.empty() ? std::string() : "; the nearest is \"" + std::string(near) + '"'));
        out.push_back(static_cast<Code>(code));
    }
    return out;
}

bool is_plugin_id(std::string_view id) {
    bool dot = false, start = true;
    for (const char c : id) {
        if (c == '.') {
            if (start) return false;
            dot = start = true;
        } else if ((c >= 'a' && c <= 'z') || (!start && ((c >= '0' && c <= '9') || c == '_'))) {
            start = false;
        } else {
            return false;
        }
    }
    return dot && !start;
}

}  // namespace

Ties ties_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[ties]]", "ties");
    Ties ties;
    table.source(ties, Format::table, "edges");
    ties.id = table.text("id");
    const bool made = ties.format == Format::open_referral || ties.format == Format::grants;
    ties.from = table.column_of_network("from", ties, made ? "@from" : "source");
    ties.to = table.column_of_network("to", ties, made ? "@to" : "target");
    table.exclude("scope_id", "from_scope_id");
    table.exclude("scope_id", "to_scope_id");
    ties.from_scope = table.text(table.has("scope_id") ? "scope_id" : "from_scope_id");
    ties.to_scope = table.text(table.has("scope_id") ? "scope_id" : "to_scope_id");
    constexpr std::array<std::string_view, 2> ends{"person", "asset"};
    ties.from_is = static_cast<EndKind>(table.word("from_is", ends).value_or(-1) + 1);
    ties.to_is = static_cast<EndKind>(table.word("to_is", ends).value_or(-1) + 1);
    ties.kind = table.kind();
    ties.direction = table.words("direction", column::direction_words);
    if (is_network(ties.format) && ties.table == "edges" && !ties.direction.said()) ties.direction.column = "direction";
    ties.closeness = table.number_within("closeness", 1, 5);
    ties.strength = table.number_within("strength", 0, 1);
    ties.frequency = table.number_field("frequency");
    ties.paid = table.yes_no("paid");
    ties.functions = table.list_field("functions");
    ties.valence = table.words("valence", column::valence_words);
    ties.reported_by = table.words("reported_by", column::reported_by_words);
    ties.met_through = table.field("met_through");
    ties.since = table.date_field("since");
    ties.until = table.date_field("until");
    ties.last_confirmed = table.date_field("last_confirmed");
    ties.source = table.field("source");
    ties.agreement = table.agreement();
    fill_in_made_columns(ties);
    return ties;
}

Observations observations_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[observations]]", "observations");
    Observations observations;
    table.source(observations);
    observations.subject = table.text("subject");
    observations.instrument = table.field("instrument");
    observations.item = table.field("item");
    observations.value = table.text("value");
    observations.date = table.date_field("date");
    observations.mode = table.field("mode");
    observations.asked_by = table.field("asked_by");
    return observations;
}

Events events_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[events]]", "events");
    Events events;
    table.source(events);
    events.id = table.text("id");
    events.kind = table.kind();
    events.date = table.date_field("date");
    events.who = table.text("who");
    events.other = table.text("other");
    events.words = table.text("words");
    events.next = table.text("next");
    events.due = table.text("due");
    events.done = table.text("done");
    events.outcome = table.text("outcome");
    events.yes_person = table.text("yes_person");
    events.yes_other = table.text("yes_other");
    events.met_on = table.text("met_on");
    events.in_touch_on = table.text("in_touch_on");
    events.rest_until = table.text("rest_until");
    events.permission = table.list_field("permission");
    return events;
}

NeverIntroduce never_introduce_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[never_introduce]]", "never_introduce");
    NeverIntroduce pairs;
    table.source(pairs);
    pairs.a = table.text("a");
    pairs.b = table.text("b");
    return pairs;
}

Lens lens_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[lenses]]", "lenses");
    Lens lens;
    lens.line = node.line;
    lens.as = table.name("as");
    lens.kinds = table.texts("kinds");
    if (table.has("kinds") && lens.kinds.empty()) table.complain("kinds", "is empty");
    lens.groups = codes_of<column::TieGroup>(table, "groups", column::tie_group_words);
    if (const auto paid = table.word("paid", std::array<std::string_view, 2>{"no", "yes"})) lens.paid = *paid == 1;
    lens.valid_on = table.date("valid_on");
    lens.valence = codes_of<column::Valence>(table, "valence", column::valence_words);
    if (const auto within = table.number("within_metres", 0, 1e7)) {
        lens.within = base::Metres{*within};
        if (*within <= 0) table.complain("within_metres", "must be above 0");
    }
    read_unknown(complaints, table, lens);
    return lens;
}

Analysis analysis_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[analyses]]", "analyses");
    Analysis analysis;
    analysis.line = node.line;
    analysis.use = table.text("use");
    if (!analysis.use.empty() && !is_plugin_id(analysis.use)) table.complain("use", "must be a plugin's id, such as kith.inventory");
    analysis.as = table.has("as") ? table.name("as") : analysis.use.substr(analysis.use.rfind('.') + 1);
    analysis.lens = table.text("lens");
    if (const Node* parameters = table.find("parameters")) {
        if (!parameters->is(Node::Kind::table)) table.complain("parameters", "must be a table");
        analysis.parameters = to_json(*parameters);
    }
    return analysis;
}

}  // namespace kith::io
