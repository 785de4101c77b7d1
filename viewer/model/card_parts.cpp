#include "viewer/model/card_parts.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/column/placed_by.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

std::int32_t code_at(const column::Column* column, std::size_t row) { return column && row < column->rows() && column->known(row) ? column->i32()[row] : -1; }

Standing standing_of(column::State state) {
    switch (state) {
        case column::State::not_asked: return Standing::not_asked;
        case column::State::declined: return Standing::declined;
        case column::State::dont_know: return Standing::dont_know;
        case column::State::not_applicable: return Standing::not_applicable;
        case column::State::withheld: return Standing::withheld;
        default: return Standing::unstated;
    }
}

}  // namespace

CardSection& section(Card& card, CardSection::Kind kind, std::string heading) {
    card.sections.emplace_back();
    card.sections.back().kind = kind;
    card.sections.back().heading = std::move(heading);
    return card.sections.back();
}

const column::Column* column_of(const privacy::View& view, std::string_view segment, std::string_view column) {
    const auto found = view.segment(segment);
    return found ? found->find(column) : nullptr;
}

bool is_yes(const column::Column* column, std::size_t row) { return column && column->known(row) && column->booleans()[row] != 0; }

bool has_role(const privacy::View& view, std::size_t person, column::Role role) { return code_at(column_of(view, "people", "role"), person) == static_cast<std::int32_t>(role); }

bool lives_here(const privacy::View& view, std::size_t person) {
    const auto* living = column_of(view, "people", "living");
    return !living || code_at(living, person) == static_cast<std::int32_t>(column::Living::living_here);
}

bool willing(const privacy::View& view, std::size_t person) {
    return has_role(view, person, column::Role::participant) && lives_here(view, person) && is_yes(column_of(view, "people", "introduce"), person);
}

bool never_introduce(const privacy::View& view, std::size_t one, std::size_t other) {
    const auto* a = column_of(view, "never_introduce", "a");
    const auto* b = column_of(view, "never_introduce", "b");
    for (std::size_t i = 0; a && b && i < a->rows(); ++i) {
        const auto x = static_cast<std::size_t>(a->i32()[i]), y = static_cast<std::size_t>(b->i32()[i]);
        if ((x == one && y == other) || (x == other && y == one)) return true;
    }
    return false;
}

bool at_rest(const privacy::View& view, std::size_t person) {
    if (code_at(column_of(view, "people", "own_view"), person) != static_cast<std::int32_t>(column::OwnView::happy_as_is)) return false;
    const auto* until = column_of(view, "people", "own_view_until");
    return !until || !until->known(person) || !view.as_of() || until->days()[person] >= *view.as_of();
}

std::vector<TieOf> ties_of(const CardSource& source, std::int32_t node) {
    std::vector<TieOf> out;
    const column::Segment* topology = source.topology();
    const auto* from = column_of(source.view(), "ties", "from");
    if (!topology || !from) return out;
    const auto* offsets = topology->find("offsets");
    const auto at = static_cast<std::size_t>(node);
    if (!offsets || at + 1 >= offsets->rows()) return out;
    const auto targets = topology->find("targets")->i32(), rows = topology->find("ties")->i32();
    for (auto i = static_cast<std::size_t>(offsets->i64()[at]); i < static_cast<std::size_t>(offsets->i64()[at + 1]); ++i) {
        const auto tie = static_cast<std::size_t>(rows[i]);
        out.push_back({targets[i], tie, from->i32()[tie] == node});
    }
    return out;
}

std::string node_label(const privacy::View& view, std::int32_t node) {
    if (node < 0) return "a place kept private";
    const auto at = static_cast<std::size_t>(node);
    return at < view.people() ? view.label(base::EntityKind::person, at) : view.label(base::EntityKind::asset, at - view.people());
}

base::EntityKey node_key(const privacy::View& view, std::int32_t node) {
    const auto at = static_cast<std::size_t>(node);
    return at < view.people() ? view.key(base::EntityKind::person, at) : view.key(base::EntityKind::asset, at - view.people());
}

std::string kind_words(const privacy::View& view, std::size_t tie) {
    const auto* kind = column_of(view, "ties", "kind");
    const auto* label = column_of(view, "tie_kinds", "label");
    return kind && label ? std::string(label->text(static_cast<std::size_t>(kind->i32()[tie]))) : std::string("tied to");
}

std::string why_of(const host::Finding& finding, const host::Said& said) {
    std::string out;
    const auto add = [&](std::string text) { if (!text.empty()) out += (out.empty() ? "" : " ") + sentence(text); };
    add(said.value);
    add(said.threshold);
    if (finding.known + finding.unknown > 0)
        add("Rests on " + base::counted(finding.known, "record") + (finding.unknown > 0 ? ", " + base::grouped(finding.unknown) + " not known" : ""));
    add(said.missing);
    for (const std::string& change : said.changes) add(change);
    return out;
}

void add_findings(const CardSource& source, host::Entity entity, std::size_t row, std::string_view layer, CardSection& reasons) {
    host::Finding finding;
    for (const auto& at : source.findings(entity, row, layer)) {
        const host::Said said = source.say(at, finding);
        const host::Message& message = source.results()[at.result].analysis->plugin->manifest.messages[finding.message];
        if (message.subjects.size() != 1 || message.claim == host::Claim::question || message.claim == host::Claim::coverage) continue;
        if (message.whole_network && !source.results()[at.result].analysis->gate_open) continue;
        CardLine line;
        line.text = said.heading;
        line.detail = sentence(said.text);
        line.why = why_of(finding, said);
        line.unknown = finding.quality == host::Quality::not_computable;
        line.finding = at.finding;
        line.result = at.result;
        reasons.lines.push_back(std::move(line));
    }
}

std::string_view position_words(const privacy::View& view, std::string_view segment, std::size_t row) {
    const auto *point = column_of(view, segment, "point"), *placed = column_of(view, segment, "placed_by");
    if (!point || !placed || !point->known(row) || !placed->known(row)) return {};
    switch (static_cast<column::PlacedBy>(placed->i32()[row])) {
        case column::PlacedBy::postcode: return "the middle of the postcode, not the address";
        case column::PlacedBy::uprn: return "the property's number (UPRN)";
        case column::PlacedBy::recorded: break;
    }
    return {};
}

std::string cell_words(const privacy::View& view, std::string_view segment, std::string_view key, std::size_t row) {
    const auto* column = column_of(view, segment, key);
    if (!column || row >= column->rows() || !column->known(row)) return {};
    switch (column->type()) {
        case column::Type::text: return segment == "assets" ? view.words_for(segment, key, column->text(row)) : std::string(column->text(row));
        case column::Type::text_list: {
            std::vector<std::string> words;
            for (const std::int32_t code : column->list(row)) words.push_back(plain_words(column->dictionary()[code]));
            return listed(words);
        }
        case column::Type::date: return date_words(column->days()[row], static_cast<column::Precision>(column->precisions()[row]));
        case column::Type::boolean: return column->booleans()[row] ? "yes" : "no";
        case column::Type::f64: return picture::number_text(column->f64()[row]);
        case column::Type::i32: return picture::number_text(column->i32()[row], 0);
        default: return {};
    }
}

std::string missing_words(const column::Column& column, std::size_t row) { return std::string(words_of(standing_of(column.state(row)))); }

void add_cell(const privacy::View& view, std::string_view segment, std::string_view key, std::size_t row, std::string label, CardSection& section) {
    const auto* column = column_of(view, segment, key);
    if (!column || row >= column->rows()) return;
    CardLine line;
    line.text = std::move(label);
    line.detail = cell_words(view, segment, key, row);
    line.unknown = line.detail.empty();
    if (line.unknown) line.detail = missing_words(*column, row);
    section.lines.push_back(std::move(line));
}

}  // namespace kith::viewer::model
