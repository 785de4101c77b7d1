#include "engine/session/figures.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/column/terms.hpp"
#include "engine/privacy/parts.hpp"
#include "engine/session/ties_on_a_day.hpp"
#include "engine/session/today.hpp"

namespace kith::session {
namespace {

using column::Column;
using column::EventKind;

constexpr std::int32_t three_months = 91;
/// In the order of column::Facet.
constexpr std::array<std::string_view, column::facet_count> facet_titles{"who lives with them", "family", "friends", "neighbours", "groups and places", "paid support", "somebody to talk to", "practical help", "information", "company",
                                                                          "help with money", "personal care", "somebody to speak up", "whether those around them know each other"};

/// What stands behind a line: how often, and whom each time was about.
struct Heap {
    std::string id, label;
    bool part = false;
    std::int64_t times = 0;
    std::vector<std::int32_t> people{};
    void add(std::int32_t person) {
        ++times;
        if (person >= 0) people.push_back(person);
    }
};

std::string plain(std::string word) {
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
}

/// Of a kept column: "2026-06-30".
std::optional<std::int32_t> day_in(std::string_view text) {
    using namespace std::chrono;
    int y = 0;
    unsigned m = 0, d = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u}) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        if (i < 4) y = 10 * y + (text[i] - '0');
        else (i < 7 ? m : d) = 10 * (i < 7 ? m : d) + static_cast<unsigned>(text[i] - '0');
    }
    const year_month_day date{year{y}, month{m}, day{d}};
    return date.ok() ? std::optional(static_cast<std::int32_t>(sys_days(date).time_since_epoch().count())) : std::nullopt;
}

class FigureCounter {
public:
    FigureCounter(const privacy::View& view, const FiguresAsked& asked) : view_(view), asked_(asked) {
        const auto of = [&](std::string_view segment, std::string_view key) {
            const auto found = view.segment(segment);
            return found ? found->find(key) : nullptr;
        };
        kind_ = of("events", "kind"), date_ = of("events", "date"), person_ = of("events", "person"), other_ = of("events", "other");
        words_ = of("events.notes", "words"), next_ = of("events.notes", "next"), done_ = of("events.notes", "done"), outcome_ = of("events.notes", "outcome"), permission_ = of("events.notes", "permission");
        role_ = of("people", "role"), living_ = of("people", "living"), asked_on_ = of("people", "asked_on"), facets_ = of("people", "asked"), offers_ = of("people.gifts", "offers");
        introduced_by_ = of("people.attributes", "introduced_by"), introduced_on_ = of("people.attributes", "introduced_on"), level_ = of("people.attributes", "contact_level");
        const Column* agreed = of("people", "permission");
        for (std::size_t row = 0; row < view.people(); ++row) {
            agreed_.push_back(asked.reader == Reader::team || privacy::may_be_counted(agreed, row));
            if (agreed_.back() == 0) some_said_no_ = true;
            counted_.push_back(agreed_.back() != 0 && role_->i32()[row] != static_cast<std::int32_t>(column::Role::alter));
        }
    }

    Figures make() {
        out_.reader = asked_.reader;
        out_.rule = asked_.rule;
        out_.period = asked_.period;
        gifts();  // what is strong before what is counted of our own work
        groups();
        new_ties();
        introductions();
        three_months_on();
        introduced();
        talks();
        facets();
        changes();
        stories();
        if (some_said_no_) out_.withheld.emplace_back("Whoever did not agree to be counted is in no number.");
        if (undated_ > 0 && asked_.reader == Reader::team) out_.withheld.push_back(base::counted(undated_, "event has", "events have") + " no day, and " + (undated_ == 1 ? "is" : "are") + " in no number.");
        return std::move(out_);
    }

private:
    bool team() const { return asked_.reader == Reader::team; }

    /// Lines of a whole and its parts, again and again. `times` and `people`: which columns.
    void add_table(std::string id, std::string title, std::string about, std::string times, std::string people, std::vector<Heap> heaps) {
        FigureTable table{std::move(id), std::move(title), std::move(about), {}, {}, {}};
        for (const std::string& column : {times, people})
            if (!column.empty()) table.columns.push_back(column);
        for (std::size_t i = 0; i < heaps.size();) {
            std::size_t end = i + 1;
            while (end < heaps.size() && heaps[end].part) ++end;
            const std::span<const Heap> group(heaps.data() + i, end - i);
            std::vector<std::vector<std::optional<std::int64_t>>> cells(group.size());
            if (!times.empty()) say(group, true, cells);
            if (!people.empty()) say(group, false, cells);
            for (std::size_t at = 0; at < group.size(); ++at) table.lines.push_back({group[at].id, group[at].label, group[at].part, std::move(cells[at])});
            i = end;
        }
        out_.tables.push_back(std::move(table));
    }

    void say(std::span<const Heap> group, bool times, std::vector<std::vector<std::optional<std::int64_t>>>& cells) const {
        std::vector<privacy::Part> parts;
        for (const Heap& heap : group) parts.push_back({times ? heap.times : privacy::different(heap.people), !times || privacy::of_enough_people(heap.people, asked_.rule), {}});
        if (team()) for (privacy::Part& part : parts) part.shown = part.count;
        else privacy::say_parts(parts.front(), std::span(parts).subspan(1), asked_.rule);
        for (std::size_t i = 0; i < parts.size(); ++i) cells[i].push_back(parts[i].shown);
    }

    void nothing_yet(std::string id, std::string title, std::string what_to_do) {
        out_.tables.push_back({std::move(id), std::move(title), {}, {}, {}, team() ? std::move(what_to_do) : std::string("Nothing of this is written down in this place, so nothing can be said about it.")});
    }

    bool is(std::size_t row, EventKind kind) const { return kind_->i32()[row] == static_cast<std::int32_t>(kind); }
    std::size_t events() const { return kind_ ? kind_->rows() : 0; }
    std::int32_t who(std::size_t row) const { return person_->i32()[row]; }
    std::int32_t other(std::size_t row) const { return other_ ? other_->i32()[row] : -1; }
    bool counts(std::int32_t person) const { return person < 0 || counted_[static_cast<std::size_t>(person)] != 0; }
    /// The other end: an asset, nobody, or somebody (also whom others named) who did not say no to being counted.
    bool other_counts(std::int32_t node) const { return node < 0 || static_cast<std::size_t>(node) >= agreed_.size() || agreed_[static_cast<std::size_t>(node)] != 0; }
    std::string text(const Column* column, std::size_t row) const { return column && column->known(row) ? std::string(column->text(row)) : std::string(); }
    std::optional<std::int32_t> day(const Column* column, std::size_t row) const { return column && column->known(row) ? std::optional(column->days()[row]) : std::nullopt; }
    bool in_period(std::size_t row) const {
        const auto at = day(date_, row);
        return at && asked_.period.holds(*at) && counts(who(row));
    }
    bool ever(EventKind kind) const {
        for (std::size_t row = 0; row < events(); ++row)
            if (is(row, kind)) return true;
        return false;
    }
    bool participant(std::size_t row, bool here) const {
        return counted_[row] != 0 && role_->i32()[row] == static_cast<std::int32_t>(column::Role::participant) && (!here || living_->i32()[row] == static_cast<std::int32_t>(column::Living::living_here));
    }
    /// An introduction is about both.
    void add_both(Heap& heap, std::size_t row) const {
        heap.add(who(row));
        if (const std::int32_t second = other(row); second >= 0 && static_cast<std::size_t>(second) < view_.people()) heap.people.push_back(second);
    }

    void talks() {
        Heap talks{"conversations", "Conversations"}, promised{"promises", "Promised by us"}, kept{"promises.done", "done by the end of the time", true};
        for (std::size_t row = 0; row < events(); ++row) {
            if (!day(date_, row)) ++undated_;
            if (!in_period(row)) continue;
            if (is(row, EventKind::conversation)) talks.add(who(row));
            if (text(next_, row).empty()) continue;
            promised.add(who(row));
            if (const auto done = day(done_, row); done && *done <= asked_.period.to) kept.add(who(row));
        }
        if (events() == 0) return nothing_yet("conversations", "Conversations", "No conversation is written down yet. Write one down with Ctrl+N in the window, or name a table of them in the recipe ([[events]]).");
        add_table("conversations", "Conversations", "Conversations that were written down, and what was promised then or on its own.", "Times", "People", {std::move(talks), std::move(promised), std::move(kept)});
    }

    /// Who came to be known, by who introduced them, and by level.
    void introduced() {
        const std::string title = "People introduced to us", about = "Level 1: information or a little help, anybody. Level 2: walked alongside for longer.";
        if (!introduced_on_) return nothing_yet("introduced", title, "When people were introduced, and by whom, is not recorded. Keep the columns introduced_on (a day), introduced_by and contact_level in the recipe's [[people]].");
        Heap all{"introduced", "People introduced"}, again{"introduced_level", "The same people by level"};
        std::map<std::string, Heap> by, level;
        std::int64_t unknown = 0;
        for (std::size_t row = 0; row < view_.people(); ++row) {
            if (!participant(row, false)) continue;
            const auto on = introduced_on_->type() == column::Type::date ? day(introduced_on_, row) : day_in(text(introduced_on_, row));
            if (!on) ++unknown;
            if (!on || !asked_.period.holds(*on)) continue;
            const auto person = static_cast<std::int32_t>(row);
            all.add(person), again.add(person);
            heap_for(by, "introduced.", text(introduced_by_, row), "by ").add(person);
            std::string said = level_ && level_->type() == column::Type::f64 && level_->known(row) ? std::to_string(static_cast<int>(level_->f64()[row])) : text(level_, row);
            heap_for(level, "introduced_level.", said, "level ").add(person);
        }
        std::vector<Heap> heaps{std::move(all)};
        add_words(heaps, by, "introduced.");
        heaps.push_back(std::move(again));
        add_words(heaps, level, "introduced_level.");
        add_table("introduced", title, about, "", "People", std::move(heaps));
        if (unknown > 0 && team()) out_.withheld.push_back("Of " + base::counted(unknown, "person", "people") + " no day of introduction is recorded: they may have come in this time or not.");
    }
    Heap& heap_for(std::map<std::string, Heap>& heaps, std::string_view prefix, const std::string& word, std::string_view before) const {
        auto [at, fresh] = heaps.try_emplace(word.empty() ? "~" : word);
        if (fresh) at->second = {std::string(prefix) + (word.empty() ? "not_recorded" : word), word.empty() ? "not recorded" : std::string(before) + plain(word), true};
        return at->second;
    }

    /// Words that a place wrote itself may name somebody: who is not the team reads only those that stand for enough people, the rest as one.
    void add_words(std::vector<Heap>& heaps, std::map<std::string, Heap>& by_word, const std::string& prefix) const {
        Heap others{prefix + "other", "in other ways", true};
        for (auto& [word, heap] : by_word) {
            if (team() || word == "~" || privacy::different(heap.people) >= asked_.rule.threshold) heaps.push_back(std::move(heap));
            else others.times += heap.times, others.people.insert(others.people.end(), heap.people.begin(), heap.people.end());
        }
        if (others.times > 0) heaps.push_back(std::move(others));
    }

    void introductions() {
        const std::string title = "Introductions made";
        if (!ever(EventKind::introduction)) return nothing_yet("introductions", title, "No introduction is written down yet. A finding in the window can become one, or the recipe's [[events]] can hold them.");
        std::vector<Heap> stages{{"introductions", "Introductions"}, {"introductions.offered", "offered", true}, {"introductions.agreed", "both agreed", true}, {"introductions.met", "met", true},
                                 {"introductions.in_touch", "still in touch", true}, {"introductions.not_this_time", "not this time", true}};
        std::vector<Heap> to{{"introductions_to", "The same introductions by whom to"}, {"introductions_to.person", "to another person", true}, {"introductions_to.asset", "to a group or place", true}, {"introductions_to.unnamed", "not recorded", true}};
        for (std::size_t row = 0; row < events(); ++row) {
            if (!is(row, EventKind::introduction) || !in_period(row) || !other_counts(other(row))) continue;
            const std::int32_t second = other(row);
            const std::size_t whom = second < 0 ? 3 : static_cast<std::size_t>(second) < view_.people() ? 1 : 2;
            for (Heap* heap : {stages.data(), &stages[1 + static_cast<std::size_t>(stage_of(text(outcome_, row)))], to.data(), &to[whom]}) add_both(*heap, row);
        }
        stages.insert(stages.end(), std::make_move_iterator(to.begin()), std::make_move_iterator(to.end()));
        add_table("introductions", title, "Begun in this time; how far each came is as it is written down today.", "Times", "People", std::move(stages));
    }

    void three_months_on() {
        if (!ever(EventKind::introduction)) return;
        std::vector<std::size_t> rows;
        std::set<NodePair> pairs;
        for (std::size_t row = 0; row < events(); ++row) {
            const auto began = day(date_, row);
            const IntroductionStage stage = stage_of(text(outcome_, row));
            if (!is(row, EventKind::introduction) || !began || !asked_.period.holds(*began + three_months) || !counts(who(row)) || !other_counts(other(row))) continue;
            if (stage != IntroductionStage::met && stage != IntroductionStage::in_touch) continue;
            rows.push_back(row);
            if (other(row) >= 0) pairs.insert(pair_of(who(row), other(row)));
        }
        const TiesOnADay ties(view_, pairs);
        std::vector<Heap> heaps{{"three_months", "Met, and three months have passed"}, {"three_months.tied", "still tied", true}, {"three_months.ended", "not any more", true}, {"three_months.unknown", "nobody has asked yet", true}};
        for (const std::size_t row : rows) {
            const bool said = stage_of(text(outcome_, row)) == IntroductionStage::in_touch;
            const Tied now = said ? Tied::yes : ties.of(pair_of(who(row), other(row)), *day(date_, row) + three_months);
            for (Heap* heap : {heaps.data(), &heaps[1 + static_cast<std::size_t>(now)]}) add_both(*heap, row);
        }
        add_table("three_months", "Three months on", "Introductions whose three months ended in this time. Still tied: they said so, or a tie was confirmed after that day. What nobody asked is not counted as ended.", "Times", "People", std::move(heaps));
    }

    /// Groups are public: their number is said as it is.
    void groups() {
        if (!ever(EventKind::group_started)) return nothing_yet("groups", "Groups started", "No group is written down as started. When one begins, add an event \"group started\" with who began it and which group.");
        std::set<std::int32_t> named;
        std::int64_t unnamed = 0;
        for (std::size_t row = 0; row < events(); ++row) {
            if (!is(row, EventKind::group_started) || !day(date_, row) || !asked_.period.holds(*day(date_, row))) continue;
            if (other(row) >= 0) named.insert(other(row));
            else ++unnamed;
        }
        out_.tables.push_back({"groups", "Groups started", "Groups, circles and activities that began.", {"Groups"}, {{"groups", "Groups started", false, {static_cast<std::int64_t>(named.size()) + unnamed}}}, {}});
    }

    void gifts() {
        std::vector<Heap> heaps{{"gifts", "Gifts shared"}, {"gifts.person", "with another person", true}, {"gifts.asset", "with a group or place", true}, {"gifts.unnamed", "not recorded with whom", true}};
        for (std::size_t row = 0; row < events(); ++row) {
            if (!is(row, EventKind::gift) || !in_period(row) || !other_counts(other(row))) continue;
            const std::size_t with = other(row) < 0 ? 3 : static_cast<std::size_t>(other(row)) < view_.people() ? 1 : 2;
            for (Heap* heap : {heaps.data(), &heaps[with]}) heap->add(who(row));
        }
        const std::string title = "Gifts shared";
        if (ever(EventKind::gift)) add_table("gifts", title, "Somebody gave something of theirs: an hour, a skill, a meal. People: those who gave.", "Times", "People", std::move(heaps));
        else nothing_yet("gifts", title, "No gift is written down yet. When somebody shares what they know or make, add an event \"gift\" with who gave it and to whom.");
        Heap told{"offers", "People who told us what they could offer"};
        for (std::size_t row = 0; offers_ && row < view_.people(); ++row)
            if (const auto on = day(asked_on_, row); on && asked_.period.holds(*on) && participant(row, false) && offers_->known(row) && !offers_->list(row).empty()) told.add(static_cast<std::int32_t>(row));
        if (offers_) add_table("offers", "Gifts recorded", "People who were asked in this time and named something that they know, make or care for.", "", "People", {std::move(told)});
    }

    void new_ties() {
        const auto segment = view_.segment("ties");
        const Column* since = segment ? segment->find("since") : nullptr;
        if (!since) return nothing_yet("new_ties", "New ties", "Since when people know each other is not recorded, so new ties cannot be counted. Record it at a tie (since).");
        const auto from = segment->find("from")->i32(), to = segment->find("to")->i32(), kind = segment->find("kind")->i32();
        const auto group = view_.segment("tie_kinds")->find("group")->i32();
        const Column *through = segment->find("met_through"), *paid = segment->find("paid");
        Heap all{"new_ties", "New ties"};
        std::map<std::string, Heap> by;
        const auto people = static_cast<std::int32_t>(view_.people());
        for (std::size_t tie = 0; tie < from.size(); ++tie) {
            const auto on = day(since, tie);
            if (!on || !asked_.period.holds(*on) || static_cast<column::Precision>(since->precisions()[tie]) == column::Precision::year || from[tie] >= people || !counts(from[tie])) continue;
            if (!other_counts(to[tie])) continue;
            if (group[static_cast<std::size_t>(kind[tie])] == static_cast<std::int32_t>(column::TieGroup::service) || (paid && paid->known(tie) && paid->booleans()[tie] != 0)) continue;
            all.add(from[tie]);
            heap_for(by, "new_ties.", text(through, tie), "through ").add(from[tie]);
        }
        std::vector<Heap> heaps{std::move(all)};
        add_words(heaps, by, "new_ties.");
        add_table("new_ties", "New ties", "Ties between people, and of people with groups and places, that began in this time and are not paid. How they came about, where it is recorded.", "Ties", "People", std::move(heaps));
    }

    void facets() {
        if (view_.people() == 0) return nothing_yet("asked", "What people were asked", "Nobody is recorded yet. Add the first person with Ctrl+N in the window, or name a table of people in the recipe ([[people]]).");
        FigureTable table{"asked", "What people were asked", "Of those who take part and live here, as it stands today. What was not asked is not known; it is never counted as nothing.", {"Told us all", "Told us some", "Not asked yet"}, {}, {}};
        for (int facet = 0; facet < column::facet_count; ++facet) {
            std::array<privacy::Part, 3> parts;   // not asked, partly, complete
            privacy::Part whole;
            for (std::size_t row = 0; row < view_.people(); ++row) {
                if (!participant(row, true)) continue;
                ++parts[static_cast<std::size_t>(column::asked_of(facets_->i32()[row], static_cast<column::Facet>(facet)))].count;
                ++whole.count;
            }
            if (team()) for (privacy::Part& part : parts) part.shown = part.count;
            else privacy::say_parts(whole, parts, asked_.rule);
            table.lines.push_back({"asked." + std::string(column::facet_words[static_cast<std::size_t>(facet)]), std::string(facet_titles[static_cast<std::size_t>(facet)]), false, {parts[2].shown, parts[1].shown, parts[0].shown}});
        }
        out_.tables.push_back(std::move(table));
    }

    void changes() {
        const auto segment = view_.segment("observations");
        if (!segment) return;
        const Column *item = segment->find("item"), *instrument = segment->find("instrument"), *value = segment->find("value"), *date = segment->find("date"), *person = segment->find("person");
        std::vector<Answer> answers;
        for (std::size_t row = 0; row < person->rows(); ++row) {
            const auto on = day(date, row);
            if (!on || value->state(row) == column::State::not_asked || !participant(static_cast<std::size_t>(person->i32()[row]), false)) continue;
            answers.push_back({person->i32()[row], instrument->text(row), item->text(row), value->known(row) ? std::optional(value->f64()[row]) : std::nullopt, *on});
        }
        for (const ScaleChange& change : changes_of(answers, asked_.period)) {
            if (!asked_.instruments.empty() && std::find(asked_.instruments.begin(), asked_.instruments.end(), change.scale->instrument) == asked_.instruments.end()) continue;
            std::array<privacy::Part, course_count> parts;
            privacy::Part compared, everybody;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                parts[i].count = change.people[i];
                everybody.count += change.people[i];
                if (i < 3) compared.count += change.people[i];
            }
            if (team()) {
                compared.shown = compared.count;
                for (privacy::Part& part : parts) part.shown = part.count;
            } else {
                privacy::say_parts(compared, std::span(parts).first(3), asked_.rule);
                everybody.may_be_said = false;
                privacy::say_parts(everybody, std::span(parts).subspan(3), asked_.rule);
            }
            ScaleFigures& figures = out_.changes.emplace_back(ScaleFigures{change.scale, {}, compared.shown});
            for (std::size_t i = 0; i < parts.size(); ++i) figures.people[i] = parts[i].shown;
        }
    }

    /// Does the permission beside a story hold this reader? Whoever may be read by everybody may be read by a funder.
    bool may_read(std::size_t row) const {
        if (team()) return true;
        if (!permission_ || !permission_->known(row)) return false;
        const auto given = permission_->list(row);
        return std::any_of(given.begin(), given.end(), [&](std::int32_t code) {
            const std::string_view word = permission_->dictionary()[code];
            return word == "public" || (word == "funder" && asked_.reader == Reader::funder);
        });
    }
    void stories() {
        for (std::size_t row = 0; row < events(); ++row) {
            if (!is(row, EventKind::story) || !day(date_, row) || !asked_.period.holds(*day(date_, row)) || text(words_, row).empty() || !may_read(row)) continue;
            Story story{text(words_, row), column::date_words(*day(date_, row), static_cast<column::Precision>(date_->precisions()[row])), {}, {}};
            if (team()) {
                if (who(row) >= 0) story.teller = view_.label(base::EntityKind::person, static_cast<std::size_t>(who(row)));
                if (permission_ && permission_->known(row))
                    for (const std::int32_t code : permission_->list(row)) story.may_read += (story.may_read.empty() ? "" : ", ") + std::string(permission_->dictionary()[code]);
            }
            out_.stories.push_back(std::move(story));
        }
    }

    const privacy::View& view_;
    const FiguresAsked& asked_;
    Figures out_;
    std::vector<std::uint8_t> agreed_, counted_;   // a person: may be counted for this reader; … and is not only named by others
    bool some_said_no_ = false;
    std::int64_t undated_ = 0;
    const Column *kind_ = nullptr, *date_ = nullptr, *person_ = nullptr, *other_ = nullptr, *words_ = nullptr, *next_ = nullptr, *done_ = nullptr, *outcome_ = nullptr, *permission_ = nullptr;
    const Column *role_ = nullptr, *living_ = nullptr, *asked_on_ = nullptr, *facets_ = nullptr, *offers_ = nullptr, *introduced_by_ = nullptr, *introduced_on_ = nullptr, *level_ = nullptr;
};

}  // namespace

base::Result<Figures> figures(const privacy::View& team, const FiguresAsked& asked, base::JobContext& job) {
    if (team.audience() != privacy::Audience::team) return base::misuse("Figures are counted from what the team sees.");
    if (asked.period.to < asked.period.from) return base::misuse("The time ends before it begins. Give the first day with --from and the last with --to.");
    if (asked.reader != Reader::team && !asked.period.of_whole_months())
        return base::misuse("For a funder or the public a report is of whole months: two that differ by days would tell what happened on those. Begin on the first day of a month and end on the last of one.");
    for (const std::string& instrument : asked.instruments)
        if (std::none_of(scales().begin(), scales().end(), [&](const Scale& scale) { return scale.instrument == instrument; }))
            return base::misuse("Kith knows no instrument \"" + instrument + "\"; it knows keys_2010, keys_2020, real_wealth, lsns6, ucla3, ons_direct and djg6.");
    job.begin("counting what happened");
    if (auto s = job.check(); !s) return s.error();
    return FigureCounter(team, asked).make();
}

}  // namespace kith::session
