#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "engine/base/text.hpp"
#include "engine/host/manifest_reader.hpp"

namespace kith::host {
namespace {

constexpr std::array<std::string_view, 3> value_words{"number", "integer", "choice"};
constexpr std::array<std::string_view, 2> layer_words{"primary", "all"};
constexpr std::size_t most_of_a_kind = 1000;
static_assert(static_cast<int>(Entity::person) == static_cast<int>(ArgumentType::person) && static_cast<int>(Entity::asset) == static_cast<int>(ArgumentType::asset) &&
              static_cast<int>(Entity::area) == static_cast<int>(ArgumentType::area));

Phrase phrase_of(Fields& one) {
    Phrase phrase;
    phrase.id = one.identifier("id");
    phrase.source = one.text("text");
    if (auto arguments = one.object("arguments")) {
        for (const std::string& name : arguments->keys()) {
            auto kind = parse_argument_kind(arguments->text(name));
            if (!kind) arguments->say(name, kind.error().message);
            else phrase.arguments.push_back({name, std::move(*kind)});
        }
    }
    if (base::Status status = parse_phrase(phrase); !status) one.say("text", status.error().message);
    return phrase;
}

std::vector<Phrase> reasons_of(Fields& one) {
    std::vector<Phrase> list;
    for (Fields& reason : one.objects("reasons")) {
        list.push_back(phrase_of(reason));
        for (const Piece& piece : list.back().pieces)
            if (piece.kind != Piece::Kind::text) reason.say("text", "a reason is said as it stands; it has no places to fill");
        reason.finish();
    }
    return list;
}

void read_column(Fields& one, Manifest& manifest) {
    OutputColumn column;
    column.key = one.identifier("key");
    column.label = one.text("label");
    column.unit = one.text_if("unit");
    column.help = one.text_if("help");
    column.entity = static_cast<Entity>(one.word("entity", entity_words));
    column.type = static_cast<ValueType>(one.word("type", value_words));
    if (column.type == ValueType::choice) column.words = one.text("words");
    else one.take("words");
    column.reasons = reasons_of(one);
    column.interval = one.flag("interval", false);
    column.whole_network = one.flag("whole_network", false);
    column.every_layer = one.word("layers", layer_words, 0) == 1;
    if (column.every_layer && column.entity != Entity::area) one.say("layers", "is for areas only");
    if (column.interval && column.type == ValueType::choice) one.say("interval", "is for numbers only");
    one.finish();
    manifest.columns.push_back(std::move(column));
}

/// The first column of the kind that `per` counts by.
int subject_of(const Table& table) {
    if (table.per == Entity::place) return -1;
    const auto wanted = static_cast<ArgumentType>(table.per);  // person, asset, area stand first in both
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].kind.type == wanted) return static_cast<int>(i);
    return -1;
}

void read_table(Fields& one, Manifest& manifest) {
    Table table;
    table.key = one.identifier("key");
    table.label = one.text("label");
    table.help = one.text_if("help");
    table.order = one.text("order");
    table.per = static_cast<Entity>(one.word("per", entity_words, static_cast<int>(Entity::place)));
    if (!one.has("at_most")) one.say("at_most", "is missing");
    table.at_most = one.whole_or("at_most", 1, 1, 100000);
    table.whole_network = one.flag("whole_network", false);
    for (Fields& part : one.objects("columns", true)) {
        TableColumn column;
        column.key = part.identifier("key");
        column.label = part.text("label");
        column.unit = part.text_if("unit");
        auto kind = parse_argument_kind(part.text("type"));
        if (!kind) part.say("type", kind.error().message);
        else column.kind = std::move(*kind);
        part.finish();
        table.columns.push_back(std::move(column));
    }
    if (table.columns.empty()) one.say("columns", "must hold a column");
    table.subject = subject_of(table);
    if (table.per != Entity::place && table.subject < 0) one.say("per", "needs a column of type '" + std::string(name_of(table.per)) + "'");
    one.finish();
    manifest.tables.push_back(std::move(table));
}

void read_message(Fields& one, Manifest& manifest) {
    Message message;
    message.text = phrase_of(one);
    message.id = message.text.id;
    message.claim = static_cast<Claim>(one.word("claim", claim_words));
    message.heading = one.text("heading");
    message.unit = one.text_if("unit");
    for (const std::string& word : one.texts("subjects")) {
        const auto found = std::find(entity_words.begin(), entity_words.end(), word);
        if (found == entity_words.end()) one.say("subjects", "'" + word + "' is none of person, asset, area, place");
        else message.subjects.push_back(static_cast<Entity>(found - entity_words.begin()));
    }
    if (message.subjects.empty() || message.subjects.size() > 2) one.say("subjects", "must be one or two");
    message.at_most = one.whole_or("at_most", 1, 1, 1000);
    if (auto threshold = one.object("threshold")) {
        message.threshold = threshold->text("text");
        message.threshold_source = threshold->text("source");
        threshold->finish();
    }
    message.reasons = reasons_of(one);
    message.whole_network = one.flag("whole_network", false);
    message.relies_on = one.texts("relies_on");
    const std::string change = one.text("change");
    const auto found = std::find_if(manifest.changes.begin(), manifest.changes.end(), [&](const Phrase& p) { return p.id == change; });
    message.change = static_cast<int>(found - manifest.changes.begin());
    if (found == manifest.changes.end()) one.say("change", "'" + change + "' is none of its changes");
    one.finish();
    manifest.messages.push_back(std::move(message));
}

void read_findings(Fields& findings, Manifest& manifest) {
    manifest.findings_order = findings.text("order");
    for (Fields& one : findings.objects("strengths")) {
        manifest.strengths.push_back(phrase_of(one));
        one.finish();
    }
    for (Fields& one : findings.objects("changes", true)) {
        manifest.changes.push_back(phrase_of(one));
        one.finish();
    }
    for (Fields& one : findings.objects("messages", true)) read_message(one, manifest);
    findings.finish();
}

template <class List, class Name>
void check_unique(const List& list, std::string_view what, Name name, Complaint& complaint) {
    std::set<std::string> seen;
    for (const auto& item : list)
        if (!seen.insert(name(item)).second) complaint.say("manifest", std::string(what) + " '" + name(item) + "' stands twice");
    if (list.size() > most_of_a_kind) complaint.say("manifest", "more than 1,000 " + std::string(what) + "s");
}

/// Does the manifest ask for this column, so that its texts may be said?
bool asks_for(const Manifest& manifest, const ArgumentKind& kind) {
    return std::any_of(manifest.inputs.begin(), manifest.inputs.end(), [&](const SegmentRequest& r) {
        if (r.segment != kind.segment) return false;
        return r.columns.empty() || std::find(r.columns.begin(), r.columns.end(), kind.column) != r.columns.end();
    });
}

void check_kind(const Manifest& manifest, const std::string& where, const ArgumentKind& kind, Complaint& complaint) {
    if ((kind.type == ArgumentType::term || kind.type == ArgumentType::word) && !asks_for(manifest, kind))
        complaint.say(where, "'" + kind.segment + "." + kind.column + "' is not among the inputs");
    if (kind.type == ArgumentType::choice && manifest.word_list(kind.words) == nullptr) complaint.say(where, "there is no list of words '" + kind.words + "'");
}

void check_setting(const Manifest& manifest, const std::string& where, const Setting& setting, Complaint& complaint) {
    if (setting.parameter.empty()) return;
    const Parameter* found = manifest.parameter(setting.parameter);
    if (found == nullptr) complaint.say(where, "there is no parameter '" + setting.parameter + "'");
    else if (found->type > ParameterType::integer || found->minimum <= 0) complaint.say(where, "'" + setting.parameter + "' must be a number above 0");
}

/// {parameter.<id>} must be a parameter of this manifest; an error names the nearest.
void check_said_parameters(const Manifest& manifest, const std::string& where, const Phrase& phrase, Complaint& complaint) {
    std::vector<std::string_view> known;
    for (const Parameter& parameter : manifest.parameters) known.push_back(parameter.id);
    for (const Piece& piece : phrase.pieces) {
        if (piece.kind != Piece::Kind::parameter || manifest.parameter(piece.text) != nullptr) continue;
        const std::string_view near = base::nearest_word(piece.text, known);
        complaint.say(where, "says {parameter." + piece.text + "}, but there is no such parameter" +
                                 (near.empty() ? std::string() : "; did you mean {parameter." + std::string(near) + "}?"));
    }
}

void check_phrase(const Manifest& manifest, const std::string& where, const Phrase& phrase, Complaint& complaint) {
    for (const Argument& argument : phrase.arguments) check_kind(manifest, where, argument.kind, complaint);
    check_said_parameters(manifest, where, phrase, complaint);
}

void check_phrases(const Manifest& manifest, std::string_view what, const std::vector<Phrase>& phrases, Complaint& complaint) {
    for (const Phrase& phrase : phrases) check_phrase(manifest, std::string(what) + " '" + phrase.id + "'", phrase, complaint);
}

bool person_in(const Message& message) {
    return std::find(message.subjects.begin(), message.subjects.end(), Entity::person) != message.subjects.end();
}

void check_message(const Manifest& manifest, const Message& message, Complaint& complaint) {
    const std::string where = "message '" + message.id + "'";
    check_phrase(manifest, where, message.text, complaint);
    if (message.claim == Claim::score && person_in(message)) complaint.say(where, "no person is given a score; say it of a group or an area");
    if (message.claim == Claim::introduction && !person_in(message)) complaint.say(where, "an introduction is of a person");
    if (person_in(message) && !manifest.about_people()) complaint.say(where, "speaks of people, so needs must name ego, two_mode or whole_network");
    if (message.whole_network && manifest.need(Need::whole_network) == nullptr) complaint.say(where, "needs must name whole_network");
    // The message's own change is filled by the host, from the facets that are missing: it has nothing else to fill it with.
    if (message.change >= 0 && message.change < static_cast<int>(manifest.changes.size()))
        for (const Argument& argument : manifest.changes[static_cast<std::size_t>(message.change)].arguments)
            if (argument.kind.type != ArgumentType::facet) complaint.say(where, "its own change may only have arguments of type facet");
    const bool other_used = std::any_of(message.text.pieces.begin(), message.text.pieces.end(), [](const Piece& p) { return p.kind == Piece::Kind::other; });
    if (other_used && message.subjects.size() < 2) complaint.say(where, "says {other} but has one subject");
}

}  // namespace

void read_outputs(Fields& top, Manifest& manifest) {
    auto outputs = top.object("outputs", true);
    if (!outputs) return;
    for (Fields& one : outputs->objects("columns")) read_column(one, manifest);
    for (Fields& one : outputs->objects("tables")) read_table(one, manifest);
    if (auto findings = outputs->object("findings")) read_findings(*findings, manifest);
    outputs->finish();
    if (manifest.columns.empty() && manifest.tables.empty() && manifest.messages.empty()) top.say("outputs", "must hold something");
}

namespace {

/// What a distance takes from parameters.
void check_distance(const Manifest& manifest, const std::string& where, const std::string& parameter, ParameterType type, Complaint& complaint) {
    if (parameter.empty()) return;
    const Parameter* found = manifest.parameter(parameter);
    if (found == nullptr || found->type != type)
        complaint.say(where, "'" + parameter + "' is no parameter of type " + (type == ParameterType::choice ? "choice" : "yes_no"));
}

}  // namespace

void check_whole(Manifest& manifest, Complaint& complaint) {
    check_unique(manifest.inputs, "input", [](const auto& r) { return r.segment; }, complaint);
    check_unique(manifest.lenses, "lens", [](const auto& r) { return r.lens.as; }, complaint);
    check_unique(manifest.near, "near", [](const auto& r) { return r.as; }, complaint);
    check_unique(manifest.reach, "reach", [](const auto& r) { return r.as; }, complaint);
    check_unique(manifest.results_of, "result", [](const auto& r) { return std::string(name_of(r.entity)) + " " + r.as + "." + r.output; }, complaint);
    check_unique(manifest.parameters, "parameter", [](const auto& p) { return p.id; }, complaint);
    check_unique(manifest.columns, "output", [](const auto& c) { return std::string(name_of(c.entity)) + " " + c.key; }, complaint);
    check_unique(manifest.tables, "table", [](const auto& t) { return t.key; }, complaint);
    check_unique(manifest.messages, "message", [](const auto& m) { return m.id; }, complaint);
    check_unique(manifest.strengths, "strength", [](const auto& p) { return p.id; }, complaint);
    check_unique(manifest.changes, "change", [](const auto& p) { return p.id; }, complaint);
    for (const LensRequest& r : manifest.lenses)
        if (r.within) check_setting(manifest, "lens '" + r.lens.as + "'", *r.within, complaint);
    for (const NearRequest& r : manifest.near) {
        check_setting(manifest, "near '" + r.as + "'", r.within, complaint);
        check_distance(manifest, "near '" + r.as + "'", r.of_parameter, ParameterType::choice, complaint);
        check_distance(manifest, "near '" + r.as + "'", r.step_free, ParameterType::yes_no, complaint);
    }
    for (const ReachRequest& r : manifest.reach) {
        check_setting(manifest, "reach '" + r.as + "'", r.within, complaint);
        check_distance(manifest, "reach '" + r.as + "'", r.step_free, ParameterType::yes_no, complaint);
    }
    for (const PairsRequest& r : manifest.pairs)
        if (std::none_of(manifest.lenses.begin(), manifest.lenses.end(), [&](const LensRequest& l) { return l.lens.as == r.lens; }))
            complaint.say("pairs", "there is no lens '" + r.lens + "'");
    for (const OutputColumn& c : manifest.columns) {
        if (!c.words.empty() && manifest.word_list(c.words) == nullptr) complaint.say("output '" + c.key + "'", "there is no list of words '" + c.words + "'");
        if (c.whole_network && manifest.need(Need::whole_network) == nullptr) complaint.say("output '" + c.key + "'", "needs must name whole_network");
    }
    for (const Table& table : manifest.tables) {
        for (const TableColumn& c : table.columns) check_kind(manifest, "table '" + table.key + "'", c.kind, complaint);
        if (table.whole_network && manifest.need(Need::whole_network) == nullptr) complaint.say("table '" + table.key + "'", "needs must name whole_network");
        check_unique(table.columns, "column", [](const auto& c) { return c.key; }, complaint);
    }
    check_phrases(manifest, "strength", manifest.strengths, complaint);
    check_phrases(manifest, "change", manifest.changes, complaint);
    for (const Message& message : manifest.messages) check_message(manifest, message, complaint);
}

}  // namespace kith::host
