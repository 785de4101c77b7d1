#include "viewer/model/quick_add.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "viewer/model/card_parts.hpp"
#include "viewer/model/day_words.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using Kind = QuickChip::Kind;

struct Opening {
    std::string_view words;      // with the space behind
    Kind kind;
    bool kept = false;           // it is part of what was said: "grows veg"
    std::string_view tie = {};
};
constexpr std::array openings{
    Opening{"via ", Kind::tie, false, "acquaintance"},       Opening{"through ", Kind::tie, false, "acquaintance"},   Opening{"met through ", Kind::tie, false, "acquaintance"},
    Opening{"knows ", Kind::tie, false, "acquaintance"},     Opening{"friend of ", Kind::tie, false, "friend"},       Opening{"friends with ", Kind::tie, false, "friend"},
    Opening{"neighbour of ", Kind::tie, false, "neighbour"}, Opening{"next door to ", Kind::tie, false, "neighbour"}, Opening{"lives by ", Kind::tie, false, "neighbour"},
    Opening{"sister of ", Kind::tie, false, "sibling"},      Opening{"brother of ", Kind::tie, false, "sibling"},     Opening{"mother of ", Kind::tie, false, "parent"},
    Opening{"father of ", Kind::tie, false, "parent"},       Opening{"mum of ", Kind::tie, false, "parent"},          Opening{"dad of ", Kind::tie, false, "parent"},
    Opening{"daughter of ", Kind::tie, false, "child"},      Opening{"son of ", Kind::tie, false, "child"},           Opening{"wife of ", Kind::tie, false, "partner"},
    Opening{"husband of ", Kind::tie, false, "partner"},     Opening{"partner of ", Kind::tie, false, "partner"},     Opening{"works with ", Kind::tie, false, "colleague"},
    Opening{"goes to ", Kind::tie, false, "attends"},        Opening{"comes to ", Kind::tie, false, "attends"},       Opening{"member of ", Kind::tie, false, "member_of"},
    Opening{"volunteers at ", Kind::tie, false, "volunteers_at"},
    Opening{"likes ", Kind::likes},                          Opening{"loves ", Kind::likes},                          Opening{"enjoys ", Kind::likes},
    Opening{"would like ", Kind::wants},                     Opening{"wants ", Kind::wants},                          Opening{"looking for ", Kind::wants},
    Opening{"hopes ", Kind::wants},                          Opening{"offers ", Kind::offers},                        Opening{"can ", Kind::offers},
    Opening{"good at ", Kind::offers},                       Opening{"grows ", Kind::offers, true},                   Opening{"bakes ", Kind::offers, true},
    Opening{"cooks ", Kind::offers, true},                   Opening{"makes ", Kind::offers, true},                   Opening{"mends ", Kind::offers, true},
    Opening{"fixes ", Kind::offers, true},                   Opening{"plays ", Kind::offers, true},                   Opening{"sings", Kind::offers, true},
    Opening{"knits", Kind::offers, true},                    Opening{"sews", Kind::offers, true},                     Opening{"drives", Kind::offers, true},
    Opening{"teaches ", Kind::offers, true},                 Opening{"paints", Kind::offers, true},                   Opening{"gardens", Kind::offers, true},
    Opening{"speaks ", Kind::offers, true},                  Opening{"tells stories", Kind::offers, true},            Opening{"lives at ", Kind::place},
    Opening{"lives in ", Kind::place},                       Opening{"lives on ", Kind::place}};
constexpr std::array<std::string_view, 22> to_do{"ring", "call", "phone", "text", "visit", "see", "ask", "bring", "send", "take", "lend", "meet", "find", "book", "write", "check", "pop", "drop", "tell", "introduce", "remind", "promised"};
constexpr std::array<std::string_view, 20> street_words{"street", "st", "road", "rd", "lane", "ln", "avenue", "ave", "close", "drive", "court", "terrace", "gardens", "grove", "crescent", "row", "walk", "way", "hill", "square"};

std::vector<std::string> parts_of(std::string_view line) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t comma = line.find_first_of(",;\n");
        parts.emplace_back(base::trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) return parts;
        line.remove_prefix(comma + 1);
    }
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }
std::string_view last_word(std::string_view text) { return text.substr(text.rfind(' ') == std::string_view::npos ? 0 : text.rfind(' ') + 1); }
template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// "12 Mill Lane" -> "Mill Lane".
std::string_view without_number(std::string_view text) {
    const std::size_t end = text.find(' ');
    return end != std::string_view::npos && !text.empty() && text[0] >= '0' && text[0] <= '9' ? base::trimmed(text.substr(end)) : text;
}

base::EntityKey key_of(const privacy::View& view, const Found& found) {
    return view.key(found.kind, static_cast<std::size_t>(found.row), found.kind == base::EntityKind::area ? std::string_view(view.layers()[static_cast<std::size_t>(found.layer)].as) : std::string_view());
}

class Reading {
public:
    Reading(const QuickSource& source, const std::map<std::size_t, QuickCorrection>& corrections) : source_(source), corrections_(corrections) {}

    QuickAdd all(std::string_view line) {
        QuickAdd quick;
        const auto parts = parts_of(line);
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (i == 0 || !parts[i].empty()) quick.chips.push_back(chip(parts[i], i));
        if (quick.chips.front().text.empty()) quick.trouble = "Begin with who it is about: a name, then commas between what you want to note.";
        for (std::size_t i = 1; i < quick.chips.size(); ++i)
            if (quick.chips[i].kind == Kind::tie && quick.chips[i].match && quick.chips[i].match == quick.chips[0].match) quick.trouble = "A tie goes to somebody else than the one it is about.";
        return quick;
    }

private:
    QuickChip chip(const std::string& part, std::size_t at) const {
        QuickChip out;
        out.text = part;
        const auto found = corrections_.find(at);
        const QuickCorrection correction = found == corrections_.end() ? QuickCorrection() : found->second;
        if (at == 0) out.kind = Kind::who;
        else decide(out, correction.kind);
        switch (out.kind) {
            case Kind::who: match(out, correction, base::EntityKind::person); break;
            case Kind::tie: match(out, correction, of_asset(out) ? base::EntityKind::asset : base::EntityKind::person); break;
            case Kind::place: place(out); break;
            case Kind::promise: promise(out); break;
            case Kind::offers: out.meaning = "a gift they offer"; break;
            case Kind::likes: out.meaning = "what they like"; break;
            case Kind::wants: out.meaning = "what they would like"; break;
            case Kind::words: out.meaning = "kept in your own words"; break;
        }
        return out;
    }

    /// By how it begins, else by what it is called.
    void decide(QuickChip& out, std::optional<Kind> said) const {
        const std::string folded_text = folded(out.text);
        for (const Opening& opening : openings) {
            if (!folded_text.starts_with(opening.words) || (said && *said != opening.kind)) continue;
            out.kind = opening.kind;
            out.tie_kind = opening.tie;
            if (!opening.kept) out.text = std::string(base::trimmed(std::string_view(out.text).substr(opening.words.size())));
            return;
        }
        if (said) {
            out.kind = *said;
            if (out.kind == Kind::tie) out.tie_kind = "acquaintance";
        } else if (among(first_word(folded_text), to_do)) {
            out.kind = Kind::promise;
        } else if (among(last_word(folded_text), street_words) || source_.streets.find(without_number(out.text)) || asset_called(folded_text)) {
            out.kind = Kind::place;
        }
    }

    std::optional<std::size_t> asset_called(const std::string& folded_text) const {
        for (const Found& found : source_.find.find(source_.view, folded_text, 8).found)
            if (found.kind == base::EntityKind::asset && folded(found.label) == folded_text) return static_cast<std::size_t>(found.row);
        return std::nullopt;
    }
    static bool of_asset(const QuickChip& chip) { return chip.tie_kind == "attends" || chip.tie_kind == "member_of" || chip.tie_kind == "volunteers_at"; }

    /// Who is called so, or whose name alone begins so.
    void match(QuickChip& out, const QuickCorrection& correction, base::EntityKind kind) const {
        std::vector<Found> called;
        for (const Found& found : out.text.empty() ? std::vector<Found>() : source_.find.find(source_.view, out.text, 20).found)
            if (found.kind == kind) called.push_back(found);
        const std::string name = folded(out.text);
        const auto exact = [&](const Found& found) { return folded(found.label) == name; };
        const auto exactly = std::count_if(called.begin(), called.end(), exact);
        std::optional<Found> chosen;
        if (exactly == 1) chosen = *std::find_if(called.begin(), called.end(), exact);
        else if (exactly == 0 && called.size() == 1 && out.kind == Kind::tie) chosen = called.front();
        if (correction.match) {
            const auto meant = std::find_if(called.begin(), called.end(), [&](const Found& found) { return key_of(source_.view, found) == *correction.match; });
            if (meant != called.end()) chosen = *meant;
        }
        if (correction.nobody_known) chosen.reset();
        for (const Found& found : called)
            if (!chosen || found.row != chosen->row) out.others.push_back(found);
        out.called = std::move(called);
        if (chosen) {
            out.match = key_of(source_.view, *chosen);
            out.text = chosen->label;
        }
        const std::string_view kind_key = out.tie_kind;
        if (out.kind == Kind::who) out.meaning = chosen ? "known already" : "a new person";
        else if (kind == base::EntityKind::asset) out.meaning = chosen ? tie_words(kind_key) : "no place or group of that name; kept in your own words";
        else out.meaning = tie_words(kind_key) + (chosen ? "" : ", who comes in as somebody named");
        if (out.kind == Kind::tie && kind == base::EntityKind::asset && !chosen) out.kind = Kind::words;
        if (!chosen && !out.others.empty()) out.meaning += "; " + base::counted(static_cast<std::int64_t>(out.others.size()), "other is", "others are") + " called so";
    }

    std::string tie_words(std::string_view key) const {
        const auto* keys = column_of(source_.view, "tie_kinds", "key");
        const auto* labels = column_of(source_.view, "tie_kinds", "label");
        for (std::size_t row = 0; keys && labels && row < keys->rows(); ++row)
            if (keys->text(row) == key) return std::string(labels->text(row));
        return plain_words(key);
    }

    void place(QuickChip& out) const {
        if (const auto street = source_.streets.find(without_number(out.text))) {
            out.at = street->second;
            out.meaning = "where they live: somewhere in " + street->first;
        } else if (const auto asset = asset_called(folded(out.text))) {
            const auto* point = column_of(source_.view, "assets.positions", "point");
            if (point && point->known(*asset)) out.at = session::Point{point->xy()[2 * *asset], point->xy()[2 * *asset + 1]};
            out.meaning = "where they live: at " + source_.view.label(base::EntityKind::asset, *asset);
        } else {
            out.meaning = "not on this map; kept in your own words";
        }
    }

    void promise(QuickChip& out) const {
        const auto day = day_at_end(out.text, source_.today);
        if (!day || day->rest.empty()) {
            out.meaning = "promised, without a day";
            return;
        }
        out.text = day->rest;
        out.due = day->day;
        out.meaning = "promised by " + column::date_words(day->day) + ", " + column::days_from(day->day, source_.today);
    }

    const QuickSource& source_;
    const std::map<std::size_t, QuickCorrection>& corrections_;
};

/// What a list of gifts says already, and one more.
std::vector<std::string> with(const privacy::View& view, std::size_t row, std::string_view column, const std::vector<std::string>& more) {
    std::vector<std::string> all;
    if (const auto* list = column_of(view, "people.gifts", column); list && list->known(row))
        for (const std::int32_t code : list->list(row)) all.emplace_back(list->dictionary()[code]);
    for (const std::string& one : more)
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    return all;
}

std::optional<std::size_t> row_of(const QuickSource& source, const base::EntityKey& key) {
    for (std::size_t row = 0; row < source.view.people(); ++row)
        if (source.view.key(base::EntityKind::person, row) == key) return row;
    return std::nullopt;
}

/// Does every word of a query begin a word of a name? Both folded.
bool every_word_begins(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::string_view word = query.substr(0, query.find(' '));
        query.remove_prefix(std::min(query.size(), word.size() + 1));
        if (!word.empty() && !name.starts_with(word) && name.find(' ' + std::string(word)) == std::string_view::npos) return false;
    }
    return true;
}

}  // namespace

std::optional<QuickCorrection> next_called(const privacy::View& view, const QuickChip& chip, int by) {
    if (chip.called.empty()) return std::nullopt;
    const int all = static_cast<int>(chip.called.size());  // the place after the last: somebody new
    int at = all;
    for (int i = 0; i < all && chip.match; ++i)
        if (key_of(view, chip.called[static_cast<std::size_t>(i)]) == *chip.match) at = i;
    at = (at + by + all + 1) % (all + 1);
    QuickCorrection correction;
    correction.nobody_known = at == all;
    if (at < all) correction.match = key_of(view, chip.called[static_cast<std::size_t>(at)]);
    return correction;
}

std::string_view chip_word(QuickChip::Kind kind) {
    constexpr std::array<std::string_view, 8> words{"who", "where", "offers", "likes", "would like", "knows", "promised", "own words"};
    return words[static_cast<std::size_t>(kind)];
}

StreetIndex::StreetIndex(const privacy::View& view) {
    for (const privacy::Backdrop& backdrop : view.backdrops()) {
        const auto lines = view.segment("backdrop." + backdrop.as + ".lines");
        const auto* names = lines ? lines->find("name") : nullptr;
        if (!names) continue;
        const auto paths = lines->find("line_paths")->i64(), points = lines->find("path_points")->i64();
        const auto xy = lines->find("points")->xy();
        for (std::size_t row = 0; row < names->rows(); ++row) {
            if (!names->known(row) || paths[row] == paths[row + 1]) continue;
            const auto first = points[static_cast<std::size_t>(paths[row])], last = points[static_cast<std::size_t>(paths[row]) + 1], end = points[static_cast<std::size_t>(paths[row + 1])];
            if (first == last) continue;
            const auto middle = static_cast<std::size_t>(first + (last - first) / 2);
            Street& street = by_name_.try_emplace(folded(names->text(row)), Street{std::string(names->text(row)), backdrop.as, {xy[2 * middle], xy[2 * middle + 1]}, {}}).first->second;
            for (auto at = static_cast<std::size_t>(first); street.layer == backdrop.as && at < static_cast<std::size_t>(end); ++at) street.where.add(xy[2 * at], xy[2 * at + 1]);
        }
    }
}

std::optional<std::pair<std::string, session::Point>> StreetIndex::find(std::string_view name) const {
    const auto found = by_name_.find(folded(name));
    return found == by_name_.end() ? std::nullopt : std::optional(std::pair(found->second.name, found->second.point));
}

std::vector<Street> StreetIndex::beginning(std::string_view query, std::size_t most) const {
    const std::string wanted = folded(base::trimmed(query));
    std::vector<Street> first, then;
    if (wanted.empty()) return first;
    for (auto at = by_name_.lower_bound(wanted); at != by_name_.end() && at->first.starts_with(wanted) && first.size() < most; ++at) first.push_back(at->second);
    for (auto at = by_name_.begin(); at != by_name_.end() && first.size() + then.size() < most; ++at)
        if (!at->first.starts_with(wanted) && every_word_begins(wanted, at->first)) then.push_back(at->second);
    std::move(then.begin(), then.end(), std::back_inserter(first));
    return first;
}

QuickAdd read_quick(const QuickSource& source, std::string_view line, const std::map<std::size_t, QuickCorrection>& corrections) {
    return Reading(source, corrections).all(line);
}

session::NoteDown note_of(const QuickSource& source, const QuickAdd& quick) {
    session::NoteDown note;
    const QuickChip& who = quick.chips.front();
    const base::EntityKey about = who.match.value_or(session::new_key(base::EntityKind::person));
    std::map<std::string, std::vector<std::string>> gifts;
    std::string words;
    std::optional<session::Point> at;
    const session::Date today{source.today, column::Precision::day};
    for (std::size_t i = 1; i < quick.chips.size(); ++i) {
        const QuickChip& chip = quick.chips[i];
        switch (chip.kind) {
            case Kind::who: break;
            case Kind::offers: gifts["offers"].push_back(chip.text); break;
            case Kind::likes: gifts["interests"].push_back(chip.text); break;
            case Kind::wants: gifts["wants"].push_back(chip.text); break;
            case Kind::place: if (chip.at) at = chip.at; else words += (words.empty() ? "" : " ") + sentence(chip.text); break;
            case Kind::words: words += (words.empty() ? "" : " ") + sentence(chip.text); break;
            case Kind::tie: {
                session::AddTie tie{about, chip.match.value_or(session::new_key(base::EntityKind::person)), chip.tie_kind, {}};
                if (!chip.match) note.people.push_back({chip.text, {}, column::Role::alter, {}, tie.to});
                note.ties.push_back(std::move(tie));
                break;
            }
            case Kind::promise: {
                session::AddEvent event{column::EventKind::promise, today, about, {}, {}, chip.text, {}};
                if (chip.due) event.due = session::Date{*chip.due, column::Precision::day};
                note.events.push_back(std::move(event));
                break;
            }
        }
    }
    if (const std::string_view notes = base::trimmed(quick.notes); !notes.empty()) words += (words.empty() ? "" : "\n") + std::string(notes);
    if (!words.empty()) note.events.insert(note.events.begin(), {column::EventKind::conversation, today, about, {}, words, {}, {}});
    if (!who.match) {
        session::AddPerson person{who.text, at, column::Role::participant, {}, about};
        for (const auto& [column, said] : gifts) person.cells.push_back({"people.gifts/" + column, said});
        note.people.insert(note.people.begin(), std::move(person));
    } else if (const auto row = row_of(source, about)) {
        for (const auto& [column, said] : gifts) note.cells.push_back({{about}, "people.gifts/" + column, with(source.view, *row, column, said)});
        if (at) note.cells.push_back({{about}, "people.positions/point", *at});
    }
    return note;
}

}  // namespace kith::viewer::model
