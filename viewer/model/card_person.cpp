// A person's card, in the order of the visual language: gifts, circles, ties, near here, introductions, then reasons, events, and
// what is held.
#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/privacy/on_foot.hpp"
#include "engine/picture/circle.hpp"
#include "viewer/model/card_parts.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using Kind = CardSection::Kind;

constexpr std::size_t places_shown = 3;
constexpr double walk_metres = 800;          // ten minutes
constexpr double walk_factor = 1.3;          // walking over straight, where there is no walking network
constexpr double walk_step = 50;             // told in steps, so that it gives no position away

column::Asked asked(const privacy::View& view, std::size_t person, column::Facet facet) {
    const auto* packed = column_of(view, "people", "asked");
    return packed ? column::asked_of(packed->i32()[person], facet) : column::Asked::not_asked;
}

class PersonCard {
public:
    PersonCard(const CardSource& source, std::size_t row) : source_(source), view_(source.view()), row_(row), ties_(ties_of(source, static_cast<std::int32_t>(row))) {
        card_.subject = view_.key(base::EntityKind::person, row);
        card_.title = view_.label(base::EntityKind::person, row);
    }

    Card named_only() {
        card_.subtitle = "Named by somebody else; nobody here has spoken with them.";
        ties();
        CardSection& held = section(card_, Kind::unknown, "What we hold");
        held.empty = "Only this label and who said it. Nothing is worked out about people who were only named by others.";
        return std::move(card_);
    }

    Card whole() {
        subtitle();
        gifts();
        circles();
        help();
        ties();
        near_here();
        introductions();
        reasons();
        own_view();
        add_path(view_, base::EntityKind::person, row_, card_);
        events();
        not_asked();
        permissions();
        return std::move(card_);
    }

private:
    void subtitle() {
        std::vector<std::string> parts;
        if (has_role(view_, row_, column::Role::connector)) parts.push_back("knows many people here");
        if (has_role(view_, row_, column::Role::worker)) parts.push_back("paid worker");
        if (const auto* living = column_of(view_, "people", "living"); living && living->i32()[row_] != static_cast<std::int32_t>(column::Living::living_here))
            parts.push_back(plain_words(column::living_words[static_cast<std::size_t>(living->i32()[row_])]));
        if (const std::string since = cell_words(view_, "people.attributes", "known_since", row_); !since.empty()) parts.push_back("known since " + date_words(since));
        if (const auto* area = column_of(view_, "people", "area"); area && area->i32()[row_] >= 0) parts.push_back(view_.label(base::EntityKind::area, static_cast<std::size_t>(area->i32()[row_])));
        for (const std::string& part : parts) card_.subtitle += (card_.subtitle.empty() ? "" : " · ") + part;
    }

    void gifts() {
        CardSection& out = section(card_, Kind::gifts, "Gifts and what matters");
        add_cell(view_, "people.gifts", "interests", row_, "Likes", out);
        add_cell(view_, "people.gifts", "offers", row_, "Offers", out);
        add_cell(view_, "people.gifts", "wants", row_, "Would like", out);
        out.empty = "Nobody has asked yet what this person likes, offers or would like.";
    }

    void circles() {
        if (!source_.topology()) return;
        const auto made = picture::circles_of(view_, *source_.topology(), row_);
        if (!made) return;
        for (std::size_t i = 0; i < card_.circles.size(); ++i) {
            card_.circles[i].name = picture::circle_name(static_cast<int>(i) + 1);
            card_.circles[i].known = made->known[i];
        }
        for (const picture::CircleMember& member : made->members)
            if (member.placed) card_.circles[static_cast<std::size_t>(member.circle - 1)].members.push_back(node_key(view_, member.node));
        card_.circle_not_known = made->not_placed;
    }

    /// How much hangs on one supporter alone (domain.md 3.8), as the analysis of people's own ties worked it out; without a run nothing is said.
    void help() {
        CardSection out{Kind::facts, "Who is there for them", {}, {}};
        const auto fields = fields_of(view_, source_.results(), {base::EntityKind::person, {}});
        for (const std::string_view wanted : {"n_core", "functional_reach", "functional_reach_two", "single_supporter_kinds", "worst_loss", "support_balance"})
            for (const Field& field : fields) {
                if (field.name().substr(field.name().find('/') + 1) != wanted || field.name().starts_with("people")) continue;
                CardLine line;
                line.unknown = !has_number(field.standing(row_));
                line.text = field.label();
                line.detail = line.unknown ? field.reason(row_) : field.text(row_) + (field.unit().empty() ? "" : " " + field.unit(row_));
                out.lines.push_back(std::move(line));
            }
        if (!out.lines.empty()) card_.sections.push_back(std::move(out));
    }

    std::string tie_detail(const TieOf& tie) const {
        std::vector<std::string> parts{kind_words(view_, tie.tie)};
        if (const auto* closeness = column_of(view_, "ties", "closeness"); closeness && closeness->known(tie.tie)) parts.push_back("closeness " + std::to_string(closeness->i32()[tie.tie]) + " of 5");
        if (const auto* paid = column_of(view_, "ties", "paid")) {
            if (!paid->known(tie.tie)) parts.push_back("paid or not: not known");
            else if (paid->booleans()[tie.tie]) parts.push_back("paid");
        }
        if (const auto* valence = column_of(view_, "ties", "valence"); valence && valence->known(tie.tie) && valence->i32()[tie.tie] != static_cast<std::int32_t>(column::Valence::good))
            parts.push_back(std::string(column::valence_words[static_cast<std::size_t>(valence->i32()[tie.tie])]));
        if (const std::string confirmed = cell_words(view_, "ties", "last_confirmed", tie.tie); !confirmed.empty()) parts.push_back("confirmed " + confirmed);
        std::string out;
        for (const std::string& part : parts) out += (out.empty() ? "" : " · ") + part;
        return out;
    }

    /// Who gives help to whom, seen from this person; else the way the kind points.
    std::string arrow(const TieOf& tie) const {
        const auto* direction = column_of(view_, "ties", "direction");
        if (direction && direction->known(tie.tie)) {
            const auto way = static_cast<column::Direction>(direction->i32()[tie.tie]);
            if (way == column::Direction::mutual) return "↔ ";
            return (way == column::Direction::gives) == tie.outwards ? "→ " : "← ";
        }
        const auto* symmetric = column_of(view_, "tie_kinds", "symmetric");
        if (symmetric && symmetric->booleans()[static_cast<std::size_t>(column_of(view_, "ties", "kind")->i32()[tie.tie])]) return "– ";
        return tie.outwards ? "→ " : "← ";
    }

    void ties() {
        CardSection& out = section(card_, Kind::ties, "Ties");
        out.empty = "No tie is recorded. Not asked is not none.";
        for (const TieOf& tie : ties_) {
            CardLine line;
            line.text = arrow(tie) + node_label(view_, tie.other);
            line.detail = tie_detail(tie);
            if (tie.other >= 0) line.target = node_key(view_, tie.other);
            out.lines.push_back(std::move(line));
        }
        std::stable_sort(out.lines.begin(), out.lines.end(), [](const CardLine& a, const CardLine& b) { return a.text.substr(a.text.find(' ')) < b.text.substr(b.text.find(' ')); });
    }

    bool tied_to(std::int32_t node) const {
        return std::any_of(ties_.begin(), ties_.end(), [&](const TieOf& tie) { return tie.other == node; });
    }

    /// How to join, or somebody who goes there, said yes to introducing, and may be named to this person.
    std::string whom_to_ask(std::size_t asset) const {
        for (const char* key : {"how_to_join", "contact"})
            if (const std::string words = cell_words(view_, "assets.details", key, asset); !words.empty()) return words;
        for (const TieOf& tie : ties_of(source_, static_cast<std::int32_t>(view_.people() + asset))) {
            const auto other = static_cast<std::size_t>(tie.other);
            if (tie.other >= 0 && other < view_.people() && other != row_ && willing(view_, other) && !never_introduce(view_, row_, other)) return "ask " + view_.label(base::EntityKind::person, other);
        }
        return "nobody to ask is recorded";
    }

    /// By the walking network where the place has one, else the straight line.
    std::vector<privacy::OnFoot> nearest_places(double x, double y) const {
        if (privacy::Walks* walks = source_.walks()) return walks->nearest(x, y);
        std::vector<privacy::OnFoot> out;
        for (const auto& near : source_.asset_points().nearest({x, y}, walk_metres / walk_factor, places_shown))
            out.push_back({near.row, static_cast<std::int32_t>(std::max(1.0, std::ceil(near.metres * walk_factor / walk_step)) * walk_step)});
        return out;
    }

    void near_here() {
        CardSection& out = section(card_, Kind::near, "Near here");
        const auto* point = column_of(view_, "people.positions", "point");
        if (!lives_here(view_, row_)) {
            out.empty = "Does not live here any more.";
            return;
        }
        if (!point || !point->known(row_)) {
            out.empty = "No place is recorded for this person, so nothing can be said about what is near.";
            return;
        }
        out.empty = "No place or group is recorded within ten minutes' walk; perhaps nobody has asked yet.";
        for (const auto& [row, metres] : nearest_places(point->xy()[2 * row_], point->xy()[2 * row_ + 1])) {
            const auto asset = static_cast<std::size_t>(row);
            CardLine line;
            line.text = view_.label(base::EntityKind::asset, asset);
            line.detail = "at most " + base::counted(static_cast<std::int64_t>(std::ceil(metres / privacy::metres_a_minute)), "minute") + " on foot · " +
                          (tied_to(static_cast<std::int32_t>(view_.people() + asset)) ? std::string("goes there already") : whom_to_ask(asset));
            line.target = view_.key(base::EntityKind::asset, asset);
            out.lines.push_back(std::move(line));
        }
        if (const std::string_view from = position_words(view_, "people.positions", row_); !from.empty()) out.lines.push_back({"Measured from", std::string(from), {}, "", false, {}, 0});
    }

    std::string closed() const {
        if (!at_rest(view_, row_)) return {};
        const std::string until = cell_words(view_, "people", "own_view_until", row_);
        return "Happy as is" + (until.empty() ? std::string() : " until " + until) + ": this rests until it is asked again.";
    }

    /// Rule 8 again, as the place says it now: whoever made the finding knew it as it was then.
    bool may_meet(const base::EntityKey& other) const {
        if (other.kind != base::EntityKind::person) return true;
        const auto row = source_.index().find(other);
        if (!row) return false;
        const auto at = static_cast<std::size_t>(row->row);
        return willing(view_, at) && !at_rest(view_, at) && !never_introduce(view_, row_, at);
    }

    void introductions() {
        CardSection& out = section(card_, Kind::introductions, "People and places to introduce");
        out.empty = closed();
        if (!out.empty.empty()) return;
        if (!willing(view_, row_)) {
            const auto* introduce = column_of(view_, "people", "introduce");
            out.empty = introduce && introduce->known(row_) ? "Said no to being introduced." : "Has not been asked about being introduced.";
            return;
        }
        out.empty = "No introduction stands out.";
        host::Finding finding;
        for (const auto& at : source_.findings(host::Entity::person, row_)) {
            const host::Said said = source_.say(at, finding);
            const host::Message& message = source_.results()[at.result].analysis->plugin->manifest.messages[finding.message];
            if (message.subjects.size() != 2 || said.subjects.size() != 2) continue;
            const bool first = said.subjects[0] == card_.subject;
            if (!may_meet(said.subjects[first ? 1 : 0])) continue;
            CardLine line;
            line.text = sentence(said.text);
            for (const std::string& strength : said.strengths) line.detail += (line.detail.empty() ? "" : " ") + sentence(strength);
            line.target = said.subjects[first ? 1 : 0];
            line.why = why_of(finding, said);
            line.finding = at.finding;
            line.result = at.result;
            out.lines.push_back(std::move(line));
        }
    }

    void reasons() {
        CardSection& out = section(card_, Kind::reasons, "Reasons to have a conversation");
        out.empty = closed();
        if (!out.empty.empty()) return;
        out.empty = "No analysis has given a reason.";
        add_findings(source_, host::Entity::person, row_, {}, out);
    }

    void own_view() {
        CardSection& out = section(card_, Kind::own_view, "In their own view");
        const auto* own = column_of(view_, "people", "own_view");
        CardLine line;
        if (own && own->known(row_)) {
            line.text = own->i32()[row_] == static_cast<std::int32_t>(column::OwnView::wants_more) ? "Wants more" : "Happy as is";
            if (const std::string until = cell_words(view_, "people", "own_view_until", row_); !until.empty()) line.detail = "until " + until;
        } else {
            line.text = "Not asked how they see it themselves";
            line.unknown = true;
        }
        out.lines.push_back(std::move(line));
    }

    void events() {
        CardSection& out = section(card_, Kind::events, "What happened");
        out.empty = "Nothing is written down yet.";
        const auto* who = column_of(view_, "events", "person");
        const auto* kind = column_of(view_, "events", "kind");
        const auto* date = column_of(view_, "events", "date");
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; who && row < who->rows(); ++row)
            if (who->i32()[row] == static_cast<std::int32_t>(row_)) rows.push_back(row);
        const auto day = [&](std::size_t row) { return date && date->known(row) ? date->days()[row] : std::int32_t{-1'000'000}; };
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return day(a) > day(b); });
        for (const std::size_t row : rows) {
            CardLine line;
            const std::string when = cell_words(view_, "events", "date", row);
            line.text = (when.empty() ? "date not stated" : when) + ": " + plain_words(column::event_kind_words[static_cast<std::size_t>(kind->i32()[row])]);
            line.detail = cell_words(view_, "events.notes", "words", row);
            if (const std::string next = cell_words(view_, "events.notes", "next", row); !next.empty()) {
                const std::string due = cell_words(view_, "events.notes", "due", row), done = cell_words(view_, "events.notes", "done", row);
                line.detail += (line.detail.empty() ? "" : " ") + std::string("Next: ") + next + (done.empty() ? (due.empty() ? "" : " (by " + due + ")") : " (done " + done + ")");
            }
            for (const auto& [key, words] : {std::pair{"yes_person", "said yes"}, {"yes_other", "the other said yes"}, {"met_on", "met"}, {"in_touch_on", "still in touch"}})
                if (const std::string on = cell_words(view_, "events.notes", key, row); !on.empty()) line.detail += (line.detail.empty() ? "" : " · ") + std::string(words) + " " + on;
            if (const auto* other = column_of(view_, "events", "other"); other && other->i32()[row] >= 0) line.target = node_key(view_, other->i32()[row]);
            out.lines.push_back(std::move(line));
        }
    }

    void not_asked() {
        std::vector<std::string> open;
        for (int facet = 0; facet < column::facet_count; ++facet)
            if (asked(view_, row_, static_cast<column::Facet>(facet)) != column::Asked::complete) open.push_back(plain_words(column::facet_words[static_cast<std::size_t>(facet)]));
        if (open.empty()) return;
        CardSection& out = section(card_, Kind::unknown, "Not asked yet, or only in part");
        CardLine line;
        line.text = listed(open);
        line.unknown = true;
        out.lines.push_back(std::move(line));
    }

    void permissions() {
        CardSection& out = section(card_, Kind::permissions, "What we hold and may do");
        add_cell(view_, "people", "permission", row_, "Permissions given", out);
        add_cell(view_, "people", "introduce", row_, "May be introduced", out);
        out.empty = "No permission is recorded; ask before anything is shared.";
    }

    const CardSource& source_;
    const privacy::View& view_;
    std::size_t row_;
    std::vector<TieOf> ties_;
    Card card_;
};

}  // namespace

privacy::Walks* CardSource::walks() const {
    if (!walks_) walks_ = privacy::Walks::of(view(), base::Metres{walk_metres}, static_cast<int>(places_shown));
    return walks_->get();
}

Card CardSource::person(std::size_t row) const {
    PersonCard maker(*this, row);
    return has_role(*view_, row, column::Role::alter) ? maker.named_only() : maker.whole();
}

}  // namespace kith::viewer::model
