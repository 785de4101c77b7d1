#include "engine/host/wording.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "engine/base/text.hpp"

namespace kith::host {
namespace {

constexpr std::size_t most_in_a_list = 3;

/// As in "nobody has asked yet about …".
constexpr std::array<std::string_view, column::facet_count> facet_in_words{
    "the household", "family", "friends", "neighbours", "groups", "paid support", "emotional help", "practical help", "information",
    "company", "help with money", "personal care", "speaking up", "ties among those they named"};
constexpr std::array<std::string_view, 12> months{"January", "February", "March", "April", "May", "June",
                                                  "July", "August", "September", "October", "November", "December"};

std::string fixed(double number, int decimals) {
    std::array<char, 400> text;  // the longest double has 309 digits before its point
    std::string out(text.data(), std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, decimals).ptr);
    if (decimals > 0) out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    if (out == "-0") return "0";
    if (out.front() == '-') out.replace(0, 1, "−");
    return out;
}

std::string number_text(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15) return base::grouped(static_cast<std::int64_t>(number));
    const double size = std::abs(number);
    if (size >= 1000 && size < 1e15) return base::grouped(std::llround(number));
    return fixed(number, size < 1 ? 3 : size < 100 ? 2 : 1);
}

std::string metres_text(double metres) {
    if (metres >= 1000) return fixed(metres / 1000, 1) + " km";
    return fixed(std::round(metres), 0) + " m";
}

std::string date_text(std::int32_t days) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    return std::to_string(static_cast<unsigned>(date.day())) + ' ' + std::string(months[static_cast<unsigned>(date.month()) - 1]) + ' ' +
           std::to_string(static_cast<int>(date.year()));
}

/// "tie|ties" or one word for any number.
std::string with_unit(std::string number, const std::string& unit, bool one) {
    if (unit.empty()) return number;
    const std::size_t bar = unit.find('|');
    return number + ' ' + (bar == std::string::npos ? unit : one ? unit.substr(0, bar) : unit.substr(bar + 1));
}

std::string bounded(Quality quality, const std::string& lower, const std::string& upper) {
    switch (quality) {
        case Quality::lower_bound: return "at least " + lower;
        case Quality::upper_bound: return "at most " + lower;
        case Quality::between: return "between " + lower + " and " + upper;
        default: return lower;
    }
}

std::string joined(const std::vector<std::string>& items) {
    if (items.empty()) return {};
    const std::size_t shown = items.size() > most_in_a_list + 1 ? most_in_a_list : items.size();
    std::string text = items[0];
    for (std::size_t i = 1; i < shown; ++i) text += (i + 1 == items.size() ? " and " : ", ") + items[i];
    if (shown < items.size()) text += " and " + std::to_string(items.size() - shown) + " more";
    return text;
}

base::EntityKind kind_of(Entity entity) {
    return entity == Entity::person ? base::EntityKind::person : entity == Entity::asset ? base::EntityKind::asset : base::EntityKind::area;
}

Entity entity_of(ArgumentType type) { return type == ArgumentType::person ? Entity::person : type == ArgumentType::asset ? Entity::asset : Entity::area; }

std::vector<std::string> missing_facets(const Finding& finding) {
    std::vector<std::string> list;
    for (const Note& note : finding.notes)
        if (note.kind == NoteKind::missing) list.emplace_back(facet_in_words[note.slot]);
    return list;
}

}  // namespace

Wording::Wording(const AnalysisResult& result, const privacy::View& view) : result_(result), manifest_(result.plugin->manifest), view_(view) {}

std::string Wording::label(Entity entity, std::size_t row, std::size_t layer) const {
    if (entity == Entity::place) return view_.place_name();
    const std::string_view as = entity == Entity::area ? std::string_view(view_.layers()[layer].as) : std::string_view{};
    return view_.label(kind_of(entity), row, as);
}

base::EntityKey Wording::key_of(Entity entity, std::size_t row, std::size_t layer) const {
    const std::string_view as = entity == Entity::area ? std::string_view(view_.layers()[layer].as) : std::string_view{};
    return view_.key(kind_of(entity), row, as);
}

const column::Column* Wording::column_of(const ArgumentKind& kind) const {
    auto at = segments_.find(kind.segment);
    if (at == segments_.end()) at = segments_.emplace(kind.segment, view_.segment(kind.segment)).first;
    return at->second == nullptr ? nullptr : at->second->find(kind.column);
}

std::string Wording::argument_text(const ArgumentKind& kind, const Note& note) const {
    switch (kind.type) {
        case ArgumentType::person: case ArgumentType::asset: case ArgumentType::area:
            return label(entity_of(kind.type), static_cast<std::size_t>(note.row), note.layer);
        case ArgumentType::number: return number_text(note.number);
        case ArgumentType::integer: return base::grouped(note.row);
        case ArgumentType::metres: return metres_text(note.number);
        case ArgumentType::share: return fixed(note.number * 100, note.number < 0.1 ? 1 : 0) + "%";
        case ArgumentType::date: return date_text(note.row);
        case ArgumentType::facet: return std::string(facet_in_words[static_cast<std::size_t>(note.row)]);
        case ArgumentType::term: {
            const auto* column = column_of(kind);
            return column == nullptr ? std::string() : view_.words_for(kind.segment, kind.column, column->dictionary()[note.row]);
        }
        case ArgumentType::word: {
            const auto* column = column_of(kind);
            return column == nullptr ? std::string() : view_.words_for(kind.segment, kind.column, column->text(static_cast<std::size_t>(note.row)));
        }
        case ArgumentType::choice: return (*manifest_.word_list(kind.words))[static_cast<std::size_t>(note.row)];
    }
    return {};
}

std::string Wording::filled(const Phrase& phrase, const Finding& finding, std::size_t notes_from, std::size_t notes_to) const {
    std::string text;
    fill(text, phrase, finding, notes_from, notes_to);
    return text;
}

void Wording::add_argument(std::string& out, const Piece& piece, const ArgumentKind& kind, const Finding& finding, std::size_t from, std::size_t to) const {
    const auto is_it = [&](const Note& note) { return note.kind == NoteKind::argument && note.slot == piece.argument; };
    const auto said = [&](const Note& note) {
        return piece.singular.empty() ? argument_text(kind, note) : base::counted(note.row, piece.singular, piece.plural);
    };
    const auto begin = finding.notes.begin() + static_cast<std::ptrdiff_t>(from), end = finding.notes.begin() + static_cast<std::ptrdiff_t>(to);
    const auto first = std::find_if(begin, end, is_it);
    if (first != end && std::none_of(first + 1, end, is_it)) {  // as a rule there is one
        out += said(*first);
        return;
    }
    std::vector<std::string> items;
    for (auto note = first; note != end; ++note)
        if (is_it(*note)) items.push_back(said(*note));
    // The message's own change: filled from what was not asked.
    if (items.empty() && kind.type == ArgumentType::facet) items = missing_facets(finding);
    if (items.empty() && kind.type == ArgumentType::facet) items.emplace_back("what is not known yet");
    out += joined(items);
}

void Wording::fill(std::string& text, const Phrase& phrase, const Finding& finding, std::size_t notes_from, std::size_t notes_to) const {
    for (const Piece& piece : phrase.pieces) {
        switch (piece.kind) {
            case Piece::Kind::text: text += piece.text; break;
            case Piece::Kind::subject: text += subject_label(finding, 0); break;
            case Piece::Kind::other: text += subject_label(finding, 1); break;
            case Piece::Kind::value: text += value(finding); break;
            case Piece::Kind::place: text += view_.place_name(); break;
            case Piece::Kind::parameter: text += parameter(piece.text); break;
            case Piece::Kind::known: case Piece::Kind::unknown: {
                const auto number = piece.kind == Piece::Kind::known ? finding.known : finding.unknown;
                text += piece.singular.empty() ? base::grouped(number) : base::counted(number, piece.singular, piece.plural);
                break;
            }
            case Piece::Kind::argument:
                add_argument(text, piece, phrase.arguments[static_cast<std::size_t>(piece.argument)].kind, finding, notes_from, notes_to);
                break;
        }
    }
}

std::string Wording::parameter(std::string_view id) const {
    const auto found = std::find_if(result_.parameters.begin(), result_.parameters.end(), [=](const ParameterValue& v) { return v.parameter->id == id; });
    return found == result_.parameters.end() ? std::string() : found->words;
}

std::string Wording::subject_label(const Finding& finding, std::size_t which) const {
    const Message& message = manifest_.messages[finding.message];
    return label(message.subjects[which], static_cast<std::size_t>(which == 0 ? finding.subject : finding.other), finding.layer);
}

base::EntityKey Wording::subject(const Finding& finding, std::size_t which) const {
    const Message& message = manifest_.messages[finding.message];
    return key_of(message.subjects[which], static_cast<std::size_t>(which == 0 ? finding.subject : finding.other), finding.layer);
}

namespace {
/// Where the message's own arguments end: at the first strength or change.
std::size_t own_end(const Finding& finding) {
    std::size_t i = 0;
    while (i < finding.notes.size() && finding.notes[i].kind != NoteKind::strength && finding.notes[i].kind != NoteKind::change) ++i;
    return i;
}
}  // namespace

std::string Wording::text(const Finding& finding) const { return filled(manifest_.messages[finding.message].text, finding, 0, own_end(finding)); }
void Wording::add_text(std::string& out, const Finding& finding) const { fill(out, manifest_.messages[finding.message].text, finding, 0, own_end(finding)); }
const std::vector<Phrase>& Wording::strength_phrases() const { return manifest_.strengths; }

std::size_t Wording::end_of_extra(const Finding& finding, std::size_t note) {
    std::size_t end = note + 1;
    while (end < finding.notes.size() && finding.notes[end].kind != NoteKind::strength && finding.notes[end].kind != NoteKind::change) ++end;
    return end;
}

std::string Wording::value(const Finding& finding) const {
    const Message& message = manifest_.messages[finding.message];
    if (finding.quality == Quality::not_computable) return message.reasons[finding.reason].source;
    const bool one = finding.quality != Quality::between && finding.value == 1;
    return with_unit(bounded(finding.quality, number_text(finding.value), number_text(finding.upper)), message.unit, one);
}

std::string Wording::argument(const Finding& finding, std::string_view name) const {
    const Phrase& phrase = manifest_.messages[finding.message].text;
    std::vector<std::string> items;
    for (std::size_t i = 0; i < own_end(finding); ++i) {
        const Note& note = finding.notes[i];
        if (note.kind == NoteKind::argument && phrase.arguments[note.slot].name == name) items.push_back(argument_text(phrase.arguments[note.slot].kind, note));
    }
    return joined(items);
}

base::Digest Wording::key(const Finding& finding) const {
    const Message& message = manifest_.messages[finding.message];
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < message.subjects.size(); ++i)
        if (message.subjects[i] != Entity::place) texts.push_back(base::to_text(subject(finding, i)));
    const std::vector<std::string_view> subjects(texts.begin(), texts.end());
    return key(finding, subjects);
}

base::Digest Wording::key(const Finding& finding, std::span<const std::string_view> subjects) const {
    base::DigestBuilder digest;
    digest.add(manifest_.id).add(result_.as).add(manifest_.messages[finding.message].id);
    for (const std::string_view subject : subjects) digest.add(subject);
    return digest.finish();
}

Said Wording::say(const Finding& finding) const {
    const Message& message = manifest_.messages[finding.message];
    Said said;
    said.heading = message.heading;
    said.text = text(finding);
    said.value = value(finding);
    said.threshold = message.threshold.empty() ? "" : message.threshold + " (" + message.threshold_source + ")";
    for (std::size_t i = 0; i < message.subjects.size(); ++i)
        if (message.subjects[i] != Entity::place) said.subjects.push_back(subject(finding, i));
    if (const auto facets = missing_facets(finding); !facets.empty()) said.missing = "Not asked in full yet: " + joined(facets) + ".";
    said.strengths = strengths(finding);
    said.changes = changes(finding);
    return said;
}

/// Strengths, or changes, that the finding brings, each filled from the arguments that follow it.
std::vector<std::string> Wording::extras(NoteKind kind, const std::vector<Phrase>& phrases, const Finding& finding) const {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < finding.notes.size(); ++i) {
        if (finding.notes[i].kind == kind) list.push_back(filled(phrases[finding.notes[i].slot], finding, i + 1, end_of_extra(finding, i)));
    }
    return list;
}

std::vector<std::string> Wording::strengths(const Finding& finding) const { return extras(NoteKind::strength, manifest_.strengths, finding); }

std::vector<std::string> Wording::changes(const Finding& finding) const {
    auto list = extras(NoteKind::change, manifest_.changes, finding);
    if (list.empty()) list.push_back(filled(manifest_.changes[static_cast<std::size_t>(manifest_.messages[finding.message].change)], finding, 0, 0));
    return list;
}

std::string Wording::cell(const ResultTable& table, std::size_t column, std::size_t row) const {
    const TableColumn& spec = table.spec->columns[column];
    const column::Column& cells = *table.segment->find(spec.key);
    if (!cells.known(row)) return {};
    Note note;
    if (spec.kind.is_number()) {
        const auto* qualities = table.segment->find(spec.key + ".quality");
        const auto* uppers = table.segment->find(spec.key + ".upper");
        note.number = cells.f64()[row];
        const std::string lower = argument_text(spec.kind, note);
        note.number = uppers == nullptr ? note.number : uppers->f64()[row];
        const auto quality = qualities == nullptr ? Quality::value : static_cast<Quality>(qualities->i32()[row]);
        return with_unit(bounded(quality, lower, argument_text(spec.kind, note)), spec.unit, quality == Quality::value && cells.f64()[row] == 1);
    }
    note.row = spec.kind.type == ArgumentType::date ? cells.days()[row] : cells.i32()[row];
    if (spec.kind.type == ArgumentType::area) note.layer = static_cast<std::uint8_t>(table.segment->find(spec.key + ".layer")->i32()[row]);
    return with_unit(argument_text(spec.kind, note), spec.unit, note.row == 1);
}

std::string Wording::column_value(const ResultColumn& column, std::size_t row) const {
    if (!column.has_number(row)) return std::string(column.reason(row));
    const OutputColumn& spec = column.spec();
    if (spec.type == ValueType::choice) return (*manifest_.word_list(spec.words))[static_cast<std::size_t>(column.value(row))];
    const Quality quality = column.quality(row);
    const bool one = quality != Quality::between && column.value(row) == 1;
    return with_unit(bounded(quality, number_text(column.value(row)), number_text(column.upper(row))), spec.unit, one);
}

}  // namespace kith::host
