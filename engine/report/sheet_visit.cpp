// For whoever visits one person, and for nobody else: no more than the visit needs.
#include <algorithm>
#include <cmath>
#include <map>

#include "engine/base/clause.hpp"
#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/privacy/on_foot.hpp"
#include "engine/privacy/path.hpp"
#include "engine/report/html.hpp"
#include "engine/report/sheet_parts.hpp"
#include "engine/report/sheets.hpp"
#include "engine/session/introductions.hpp"

namespace kith::report {
namespace {

constexpr std::size_t said_shown = 3, ties_shown = 8, places_shown = 3;
constexpr base::Metres ten_minutes{800};

class VisitSheet {
public:
    VisitSheet(const privacy::View& view, std::size_t person, std::int32_t day) : view_(view), assets_(view), row_(person), day_(day) {}

    Sheet make() {
        Sheet out;
        out.kind = "Visit sheet";
        out.title = view_.label(base::EntityKind::person, row_);
        out.subtitle = column::date_words(day_) + heard();
        out.notice = "For you alone: it holds what this person told you. Take it home again and shred it.";
        out.sections = {gifts(), promises(), said(), ties(), near()};
        if (SheetSection under_way = introductions(); !under_way.entries.empty()) out.sections.insert(out.sections.begin() + 2, std::move(under_way));
        if (SheetSection theirs = path(); !theirs.entries.empty()) out.sections.push_back(std::move(theirs));
        out.sections.push_back(own_view());
        out.sections.push_back(to_write());
        return out;
    }

private:
    const column::Column* events(std::string_view key) const { return sheet_column(view_, "events", key); }
    std::string note(std::string_view key, std::size_t event) const { return cell_on_sheet(view_, "events.notes", key, event); }
    bool happened(std::size_t event) const { return !events("date")->known(event) || events("date")->days()[event] <= day_; }
    bool is(std::size_t event, column::EventKind kind) const { return events("kind")->i32()[event] == static_cast<std::int32_t>(kind); }
    std::string date_of(std::size_t event) const { return cell_on_sheet(view_, "events", "date", event); }

    /// This person's, newest first.
    std::vector<std::size_t> own_events() const {
        std::vector<std::size_t> out;
        const column::Column *who = events("person"), *date = events("date");
        for (std::size_t event = 0; who != nullptr && event < who->rows(); ++event)
            if (who->i32()[event] == static_cast<std::int32_t>(row_) && happened(event)) out.push_back(event);
        const auto at = [&](std::size_t event) { return date->known(event) ? date->days()[event] : std::int32_t{-1'000'000}; };
        std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return at(a) > at(b); });
        return out;
    }

    std::string heard() const {
        std::int64_t conversations = 0;
        for (const std::size_t event : own_events()) conversations += is(event, column::EventKind::conversation) ? 1 : 0;
        return conversations == 0 ? ", no conversation is written down yet" : ", " + base::counted(conversations, "conversation") + " written down";
    }

    SheetSection gifts() const {
        SheetSection out;
        out.heading = "Gifts and what matters";
        for (const auto& [key, words] : {std::pair{"interests", "Likes: "}, {"offers", "Offers: "}, {"wants", "Would like: "}})
            if (const std::string said = cell_on_sheet(view_, "people.gifts", key, row_); !said.empty()) out.lines.push_back(words + said);
        out.empty = "Nobody has asked yet what this person likes, offers or would like. A good way to begin.";
        return out;
    }

    bool done(std::size_t event) const {
        const column::Column* done = sheet_column(view_, "events.notes", "done");
        return done != nullptr && done->known(event) && done->days()[event] <= day_;
    }

    SheetSection promises() const {
        SheetSection out;
        out.heading = "Promised";
        std::int64_t all = 0, kept = 0;
        for (const std::size_t event : own_events()) {
            const std::string next = note("next", event);
            if (next.empty()) continue;
            ++all;
            if (done(event)) {
                ++kept;
                continue;
            }
            const std::string due = note("due", event), said = date_of(event);
            out.lines.push_back(base::clause(next) + " (" + (due.empty() ? std::string("no day was said") : "by " + due) + (said.empty() ? "" : "; promised on " + said) + ")");
        }
        if (all > 0) out.lead = base::counted(all, "promise") + ", " + std::to_string(kept) + " kept, " + std::to_string(all - kept) + " open.";
        out.empty = all > 0 ? "Nothing is open." : "Nothing was promised.";
        return out;
    }

    SheetSection said() const {
        SheetSection out;
        out.heading = "What was said last";
        for (const std::size_t event : own_events()) {
            const std::string words = note("words", event);
            if (words.empty()) continue;
            const std::string date = date_of(event);
            out.lines.push_back((date.empty() ? std::string("No date: “") : date + ": “") + words + "”");
            if (out.lines.size() == said_shown) break;
        }
        out.empty = "Nothing is written down yet in this person's own words.";
        return out;
    }

    /// With either of them, newest first; what has come to an end, or rests, is on its way no more.
    SheetSection introductions() const {
        using Stage = session::IntroductionStage;
        SheetSection out;
        out.heading = "Introductions on their way";
        const auto self = static_cast<std::int32_t>(row_);
        auto all = session::introductions_in(view_, day_);
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.offered > b.offered; });
        for (const session::Introduction& one : all) {
            const Stage stage = one.stage();
            if ((one.person != self && one.other != self) || one.done || one.resting(day_) || stage == Stage::in_touch || stage == Stage::not_this_time) continue;
            const std::int32_t with = one.person == self ? one.other : one.person;
            out.entries.push_back({with < 0 ? "Somebody not named" : node(with), "", {{"So far", so_far(one, stage)}}, ""});
        }
        return out;
    }

    static std::string so_far(const session::Introduction& one, session::IntroductionStage stage) {
        using Stage = session::IntroductionStage;
        const bool yes = one.yes_person || one.yes_other, own_words = stage == Stage::met && session::stage_of(one.outcome) == Stage::met && !one.outcome.empty();
        const std::string words = own_words ? one.outcome : stage == Stage::offered && yes ? "one has said yes; the other is still to be asked" : stage == Stage::offered ? "offered; how did it go?" : std::string(session::outcome_of(stage));
        const auto day = stage == Stage::met && one.met ? one.met : yes ? std::max(one.yes_person, one.yes_other) : one.offered;
        return words + (day ? " (" + column::date_words(*day) + ")" : "");
    }

    std::string node(std::int32_t node) const {
        const auto at = static_cast<std::size_t>(node);
        return at < view_.people() ? view_.label(base::EntityKind::person, at) : view_.label(base::EntityKind::asset, at - view_.people());
    }

    bool only_named(std::int32_t node) const {
        const auto at = static_cast<std::size_t>(node);
        return at < view_.people() && sheet_column(view_, "people", "role")->i32()[at] == static_cast<std::int32_t>(column::Role::alter);
    }

    /// "friend" of "friend of Ada (2)".
    std::string named_as(std::int32_t other, const std::string& kind) const {
        const std::string label = node(other);
        const auto end = label.find(" of ");
        return end == std::string::npos ? kind : label.substr(0, end);
    }

    struct Known {
        int closeness;
        std::string line;
    };

    /// Those whom nobody but this person named have no names here: they are counted, by what they are called by. A difficult tie stands on the card on the screen, never on paper; where a tie may not be told, only that there is one.
    SheetSection ties() const {
        SheetSection out;
        out.heading = "Who and what is there already";
        const auto ties = view_.segment("ties");
        const column::Column *kinds = sheet_column(view_, "tie_kinds", "label"), *until = ties ? ties->find("until") : nullptr, *valence = ties ? ties->find("valence") : nullptr, *closeness = ties ? ties->find("closeness") : nullptr;
        std::vector<Known> known;
        std::map<std::string, std::int64_t> named;
        std::int64_t apart = 0;
        for (std::size_t tie = 0; ties != nullptr && tie < ties->find("from")->rows(); ++tie) {
            const std::int32_t from = ties->find("from")->i32()[tie], to = ties->find("to")->i32()[tie], self = static_cast<std::int32_t>(row_);
            if (from != self && to != self) continue;
            if (until != nullptr && until->known(tie) && until->days()[tie] <= day_) continue;
            const std::int32_t other = from == self ? to : from;
            const bool difficult = valence != nullptr && valence->known(tie) && valence->i32()[tie] == static_cast<std::int32_t>(column::Valence::difficult);
            if (other < 0 || difficult) {
                ++apart;
                continue;
            }
            const std::string kind(kinds->text(static_cast<std::size_t>(ties->find("kind")->i32()[tie])));
            if (only_named(other)) ++named[named_as(other, kind)];
            else known.push_back({closeness != nullptr && closeness->known(tie) ? closeness->i32()[tie] : 0, node(other) + " (" + kind + ")"});
        }
        std::stable_sort(known.begin(), known.end(), [](const Known& a, const Known& b) { return a.closeness != b.closeness ? a.closeness > b.closeness : a.line < b.line; });
        for (std::size_t i = 0; i < std::min(ties_shown, known.size()); ++i) out.lines.push_back(known[i].line);
        const std::int64_t more = static_cast<std::int64_t>(known.size() - out.lines.size()) + apart;
        std::string others;
        for (const auto& [kind, count] : named) others += (others.empty() ? "" : ", ") + kind + " (" + std::to_string(count) + ")";
        if (!others.empty()) out.lines.push_back((out.lines.empty() ? "Whom they named: " : "Others whom they named: ") + others);
        if (more > 0) out.lines.push_back(base::counted(more, "more stands", "more stand") + " on the card in Kith.");
        out.empty = "No tie is recorded. Not asked is not none.";
        return out;
    }

    SheetSection near() const {
        SheetSection out;
        out.heading = "Near the door";
        const column::Column* points = sheet_column(view_, "people.positions", "point");
        if (points == nullptr || !points->known(row_)) {
            out.empty = "No place is recorded for this person, so nothing can be said about what is near.";
            return out;
        }
        out.empty = "Nothing is recorded within ten minutes' walk; perhaps nobody has asked yet.";
        for (const privacy::OnFoot& one : privacy::near_on_foot(view_, points->xy()[2 * row_], points->xy()[2 * row_ + 1], ten_minutes, places_shown)) {
            const auto asset = static_cast<std::size_t>(one.asset);
            SheetEntry entry;
            entry.name = view_.label(base::EntityKind::asset, asset);
            entry.beside = walk_words(one.metres);
            if (const std::string when = cell_on_sheet(view_, "assets.details", "when", asset); !when.empty()) entry.facts.push_back({"When", when});
            if (const std::string ask = assets_.whom_to_ask(asset); !ask.empty()) entry.facts.push_back({"Whom to ask", ask});
            else entry.unknown = "Whom to ask is not known.";
            out.entries.push_back(std::move(entry));
        }
        return out;
    }

    bool content() const {
        const column::Column *own = sheet_column(view_, "people", "own_view"), *until = sheet_column(view_, "people", "own_view_until");
        if (own == nullptr || !own->known(row_) || own->i32()[row_] != static_cast<std::int32_t>(column::OwnView::happy_as_is)) return false;
        return until == nullptr || !until->known(row_) || until->days()[row_] >= day_;
    }

    /// Where one is written down: an empty one is a sheet of its own.
    SheetSection path() const {
        SheetSection out;
        out.heading = "Their path";
        const auto lines = privacy::path_of(view_, base::EntityKind::person, row_);
        if (lines.empty()) return out;
        out.entries.emplace_back();
        for (const privacy::PathLine& line : lines) out.entries.back().facts.push_back({std::string(line.label), line.words});
        return out;
    }

    SheetSection own_view() const {
        SheetSection out;
        out.heading = "In their own view";
        const column::Column* own = sheet_column(view_, "people", "own_view");
        const std::string until = cell_on_sheet(view_, "people", "own_view_until", row_);
        if (content()) out.lines.push_back("Happy as is" + (until.empty() ? std::string() : " until " + until) + ": nothing more is asked for now.");
        else if (own != nullptr && own->known(row_)) out.lines.push_back(own->i32()[row_] == static_cast<std::int32_t>(column::OwnView::wants_more) ? "Wants more" : "Was happy as is until " + until + "; ask again");
        else out.lines.emplace_back("Not asked yet how they see it themselves");
        const column::Column* packed = sheet_column(view_, "people", "asked");
        std::vector<std::string> open;
        for (const auto& [facet, words] : {std::pair{column::Facet::family, "family"}, {column::Facet::friends, "friends"}, {column::Facet::neighbours, "neighbours"}, {column::Facet::groups, "groups"}})
            if (packed == nullptr || column::asked_of(packed->i32()[row_], facet) != column::Asked::complete) open.emplace_back(words);
        if (!open.empty() && !content()) out.lines.push_back("Not asked in full yet: " + listed_on_sheet(open) + ". Only if it fits.");
        return out;
    }

    static SheetSection to_write() {
        SheetSection out;
        out.heading = "To write down";
        out.fields = {{"In their own words", "", {}, 5}, {"What was promised, by whom, by when", "", {}, 4}};
        return out;
    }

    const privacy::View& view_;
    AssetsOnSheet assets_;
    std::size_t row_;
    std::int32_t day_;
};

}  // namespace

base::Result<Sheet> visit_sheet(const privacy::View& view, std::size_t person, std::int32_t day) {
    if (view.audience() != privacy::Audience::team) return base::misuse("A visit sheet is about a person, so it is for the team only.");
    const column::Column* role = sheet_column(view, "people", "role");
    if (role == nullptr || person >= view.people()) return base::not_found("There is no such person here.");
    if (role->i32()[person] == static_cast<std::int32_t>(column::Role::alter)) return base::not_found("This person was only named by somebody else; there is no visit sheet of them.");
    return VisitSheet(view, person, day).make();
}

}  // namespace kith::report
