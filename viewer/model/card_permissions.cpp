// What a person agreed to and took back, with its day and who said so; and how either is written down from their card. Who heeds it is
// engine/privacy's (README.md there).
#include <algorithm>
#include <array>

#include "viewer/model/card_parts.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using session::Missing;
using session::NoteDown;
using Words = std::vector<std::string>;

struct Scope {
    std::string_view key, words;
};
constexpr std::array<Scope, 9> scopes{{{"hold", "we hold what they told us"}, {"show_worker", "workers see who they are"}, {"show_map", "they stand on the map"}, {"suggest_introduction", "introductions are suggested"},
    {"named_to_others", "others are told their name"}, {"talk_about_answers", "somebody talks with them about their answers"}, {"aggregate", "they are counted, without a name"},
    {"research", "research, without a name"}, {"handover", "they are handed over to others who go on"}}};
constexpr std::array<Scope, 3> givers{{{"self", "themselves"}, {"attorney_or_deputy", "an attorney or deputy"}, {"best_interests", "others, in their best interests"}}};

std::string words_for(std::span<const Scope> all, std::string_view key) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Scope& one) { return one.key == key; });
    return at == all.end() ? plain_words(key) : std::string(at->words);
}

Words list_in(const privacy::View& view, std::string_view segment, std::string_view key, std::size_t row) {
    Words out;
    const auto* column = column_of(view, segment, key);
    if (column != nullptr && row < column->rows() && column->known(row))
        for (const std::int32_t code : column->list(row)) out.emplace_back(column->dictionary()[code]);
    return out;
}
Words in_force(const privacy::View& view, std::size_t row) { return list_in(view, "people", "permission", row); }
Words taken_back(const privacy::View& view, std::size_t row) { return list_in(view, "people.permissions", "withdrawn", row); }
bool holds(const Words& words, std::string_view one) { return std::find(words.begin(), words.end(), one) != words.end(); }

std::string spoken(const Words& keys) {
    Words words;
    for (const std::string& key : keys) words.push_back(words_for(scopes, key));
    return listed(words);
}

NoteDown agreed(const privacy::View& view, std::size_t row, const base::EntityKey& person, const std::string& scope, std::int32_t today) {
    Words all = list_in(view, "people.permissions", "scopes", row), back = taken_back(view, row);
    if (all.empty()) all = in_force(view, row);
    if (!holds(all, scope)) all.push_back(scope);
    std::erase(back, scope);
    NoteDown note;
    const auto put = [&](const char* key, session::Value value) { note.cells.push_back({{person}, std::string("people.permissions/") + key, std::move(value)}); };
    put("scopes", std::move(all));
    put("given_on", session::Date{today, column::Precision::day});
    if (cell_words(view, "people.permissions", "given_by", row).empty()) put("given_by", std::string(givers[0].key));
    if (back.empty()) put("withdrawn", Missing{column::State::not_applicable}), put("withdrawn_on", Missing{column::State::not_applicable});
    else put("withdrawn", std::move(back));
    put("objected_on", Missing{column::State::not_applicable});  // agreeing anew comes after whatever was objected to
    return note;
}

NoteDown back_from(const privacy::View& view, std::size_t row, const base::EntityKey& person, const std::string& scope, std::int32_t today) {
    Words back = taken_back(view, row);
    if (!holds(back, scope)) back.push_back(scope);
    NoteDown note;
    note.cells = {{{person}, "people.permissions/withdrawn", std::move(back)}, {{person}, "people.permissions/withdrawn_on", session::Date{today, column::Precision::day}}};
    return note;
}

}  // namespace

void add_permissions(const privacy::View& view, std::size_t row, Card& card) {
    CardSection& out = section(card, CardSection::Kind::permissions, "What we hold and may do");
    out.empty = "No permission is recorded; ask before anything is shared.";
    const Words given = in_force(view, row), back = taken_back(view, row);
    const auto add = [&](std::string text, std::string detail) {
        CardLine line;
        line.text = std::move(text);
        line.detail = std::move(detail);
        out.lines.push_back(std::move(line));
    };
    if (!given.empty()) {
        const std::string on = cell_words(view, "people.permissions", "given_on", row), by = cell_words(view, "people.permissions", "given_by", row);
        const std::string words = spoken(given);
        add("Agreed to", words + (by.empty() ? "" : " · said by " + words_for(givers, by)) + (on.empty() ? "" : ", " + on));
    } else if (back.empty()) {
        add_cell(view, "people", "permission", row, "Agreed to", out);
    }
    if (!back.empty()) {
        const std::string on = cell_words(view, "people.permissions", "withdrawn_on", row);
        add("Taken back", spoken(back) + (on.empty() ? "" : " · " + on));
    }
    add_cell(view, "people", "introduce", row, "May be introduced", out);
}

std::vector<CardPermission> permission_choices(const privacy::View& view, std::size_t person, std::int32_t today) {
    if (view.audience() != privacy::Audience::team || has_role(view, person, column::Role::alter)) return {};
    const base::EntityKey key = view.key(base::EntityKind::person, person);
    const Words given = in_force(view, person), back = taken_back(view, person);
    std::vector<CardPermission> out;
    const auto add = [&](const std::string& scope) {
        CardPermission one{scope, title_words(words_for(scopes, scope)), "nobody asked yet", {}, {}};
        if (holds(back, scope)) one.stands = "taken back";
        else if (holds(given, scope)) one.stands = "agreed";
        else if (!given.empty()) one.stands = "not agreed";
        if (!holds(given, scope)) one.agree = agreed(view, person, key, scope, today);
        if (!holds(back, scope)) one.take_back = back_from(view, person, key, scope, today);
        out.push_back(std::move(one));
    };
    for (const Scope& scope : scopes) add(std::string(scope.key));
    for (const Words* all : {&given, &back})
        for (const std::string& scope : *all)  // with whom else it is shared
            if (std::none_of(out.begin(), out.end(), [&](const CardPermission& one) { return one.scope == scope; })) add(scope);
    return out;
}

CardChoice giver_choice(const privacy::View& view, std::size_t person) {
    const base::EntityKey key = view.key(base::EntityKind::person, person);
    const std::string now = cell_words(view, "people.permissions", "given_by", person);
    CardChoice choice{"given_by", "Who said so", {}, -1, {}};
    for (const Scope& giver : givers) {
        if (giver.key == now) choice.now = static_cast<int>(choice.words.size());
        choice.words.push_back(title_words(giver.words));
        choice.changes.push_back(session::SetCells{{key}, "people.permissions/given_by", std::string(giver.key)});
    }
    return choice;
}

}  // namespace kith::viewer::model
