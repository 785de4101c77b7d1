#include "engine/privacy/about.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/column/placed_by.hpp"
#include "engine/column/terms.hpp"
#include "engine/place/value.hpp"
#include "engine/privacy/masks.hpp"
#include "engine/privacy/others.hpp"
#include "engine/privacy/permission.hpp"

namespace kith::privacy {
namespace {

using column::Column;
using place::Revision;

std::string spaced(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::string date_words(const place::Date& date) {
    const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(date.days))};
    const int year = static_cast<int>(day.year());
    if (date.precision == column::Precision::year) return fmt::format("{:04}", year);
    if (date.precision == column::Precision::month) return fmt::format("{:04}-{:02}", year, static_cast<unsigned>(day.month()));
    return fmt::format("{:04}-{:02}-{:02}", year, static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

struct ToWords {
    std::string operator()(const place::Missing& missing) const { return spaced(column::name_of(missing.state)); }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return fmt::format("{:g}", number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<std::string>& list) const {
        std::string out;
        for (const std::string& one : list) out += (out.empty() ? "" : "; ") + one;
        return out.empty() ? "none" : out;
    }
    std::string operator()(const place::Date& date) const { return date_words(date); }
    std::string operator()(const place::Point& point) const { return fmt::format("{:.0f}, {:.0f} (metres, on the map's grid)", point.x, point.y); }
    std::string operator()(const base::EntityKey& key) const { return base::to_text(key); }
    std::string operator()(const place::Outline&) const { return "an outline"; }
};

/// Numbers that stand for words.
std::optional<std::span<const std::string_view>> words_of(std::string_view segment, std::string_view column) {
    using namespace column;
    if (segment == "people") return column == "role" ? std::optional<std::span<const std::string_view>>(role_words) : column == "living" ? std::optional<std::span<const std::string_view>>(living_words) : column == "own_view" ? std::optional<std::span<const std::string_view>>(own_view_words) : std::nullopt;
    if (segment == "ties") return column == "direction" ? std::optional<std::span<const std::string_view>>(direction_words) : column == "valence" ? std::optional<std::span<const std::string_view>>(valence_words) : column == "reported_by" ? std::optional<std::span<const std::string_view>>(reported_by_words) : std::nullopt;
    if (segment == "events" && column == "kind") return event_kind_words;
    if (segment == "people.positions" && column == "placed_by") return placed_by_words;
    return std::nullopt;
}

class Teller {
public:
    Teller(const Revision& revision, std::size_t person, bool to_person)
        : r_(revision), person_(static_cast<std::int32_t>(person)), guarded_(to_person), labels_(person_labels(revision)) {
        if (guarded_) others_ = names_of_others(r_, {&person, 1});
    }

    About tell() {
        About out;
        out.title = "What is held about " + labels_[static_cast<std::size_t>(person_)];
        themselves();
        household();
        asked();
        ties();
        events();
        observations();
        pairs();
        for (AboutSection& section : sections_)
            if (!section.lines.empty()) out.sections.push_back(std::move(section));
        out.withheld = std::move(withheld_);
        return out;
    }

    /// The last day on which something is written down with this person.
    std::optional<std::int32_t> last_day() const {
        std::optional<std::int32_t> out;
        const Column *who = r_.column("events", "person"), *date = r_.column("events", "date");
        for (std::size_t event = 0; who != nullptr && event < who->rows(); ++event)
            if (who->i32()[event] == person_ && date->known(event)) out = std::max(out.value_or(date->days()[event]), date->days()[event]);
        return out;
    }

    Told told_on(std::int32_t day) {
        Told out{labels_[static_cast<std::size_t>(person_)], day, {}, {}};
        said_on(day);
        gifts_of(day);
        spoken_of_on(day);
        answered_on(day);
        for (AboutSection& section : sections_)
            if (!section.lines.empty()) out.sections.push_back(std::move(section));
        out.withheld = std::move(withheld_);
        return out;
    }

private:
    static bool on(const Column* date, std::size_t row, std::int32_t day) { return date != nullptr && date->known(row) && date->days()[row] == day; }

    void said_on(std::int32_t day) {
        const auto& events = r_.segment("events");
        const Column* other = events == nullptr ? nullptr : events->find("other");
        for (std::size_t event = 0; events != nullptr && event < events->find("person")->rows(); ++event) {
            if (events->find("person")->i32()[event] != person_ || !on(events->find("date"), event, day)) continue;
            const std::string what = cell("events", *events->find("kind"), event);
            auto& lines = section(what);
            for (const auto& [key, words] : {std::pair{"words", "What you said"}, {"next", "What was promised"}, {"due", "By when"}, {"done", "Done on"}, {"outcome", "How it went"}}) {
                const Column* c = r_.column("events.notes", key);
                if (c == nullptr || !c->known(event)) continue;
                const bool date = c->type() == column::Type::date;
                lines.emplace_back(words, date ? column::date_words(c->days()[event], static_cast<column::Precision>(c->precisions()[event])) : without_others(cell("events.notes", *c, event), what));
            }
            if (other != nullptr && other->i32()[event] >= 0) lines.emplace_back("With, or about", node(other->i32()[event], what));
            if (lines.empty()) lines.emplace_back("What was said", "not written down");
        }
    }

    void gifts_of(std::int32_t day) {
        if (!on(r_.column("people", "asked_on"), static_cast<std::size_t>(person_), day)) return;
        auto& lines = section("Gifts and what matters to you");
        for (const auto& [key, words] : {std::pair{"interests", "What you like"}, {"offers", "What you would share"}, {"wants", "What you would like more of"}}) {
            const Column* c = r_.column("people.gifts", key);
            if (c != nullptr && c->known(static_cast<std::size_t>(person_))) lines.emplace_back(words, without_others(cell("people.gifts", *c, static_cast<std::size_t>(person_)), words));
        }
    }

    void spoken_of_on(std::int32_t day) {
        const auto& ties = r_.segment("ties");
        auto& lines = section("Whom and what you spoke of");
        for (std::size_t tie = 0; ties != nullptr && tie < ties->find("from")->rows(); ++tie) {
            const std::int32_t from = ties->find("from")->i32()[tie], to = ties->find("to")->i32()[tie];
            if ((from != person_ && to != person_) || !on(ties->find("last_confirmed"), tie, day) || !own_word(*ties, tie)) continue;
            const std::string what(r_.column("tie_kinds", "label")->text(static_cast<std::size_t>(ties->find("kind")->i32()[tie])));
            lines.emplace_back(what, node(from == person_ ? to : from, what));
        }
    }

    void answered_on(std::int32_t day) {
        const auto& answers = r_.segment("observations");
        if (answers == nullptr) return;
        std::int64_t count = 0;
        for (std::size_t row = 0; row < answers->find("person")->rows(); ++row) count += answers->find("person")->i32()[row] == person_ && on(answers->find("date"), row, day) ? 1 : 0;
        if (count > 0) section("Questions with answers to tick").emplace_back("Recorded", base::counted(count, "answer") + "; ask, and they are shown to you");
    }

    std::vector<std::pair<std::string, std::string>>& section(std::string heading) { return sections_.emplace_back(AboutSection{std::move(heading), {}}).lines; }

    bool agreed(std::size_t other) const { return agreed_to_be_named(r_, other); }

    std::string cell(std::string_view segment, const Column& c, std::size_t row) const {
        if (c.known(row) && c.type() == column::Type::i32)
            if (const auto words = words_of(segment, c.key()); words && c.i32()[row] >= 0 && static_cast<std::size_t>(c.i32()[row]) < words->size()) return spaced((*words)[static_cast<std::size_t>(c.i32()[row])]);
        if (segment == "ties" && c.key() == "functions" && c.known(row)) return in_mask(column::help_words, c.i32()[row]);
        return std::visit(ToWords{}, place::value_of(c, row));
    }
    static std::string in_mask(std::span<const std::string_view> words, std::int32_t mask) {
        std::string out;
        for (std::size_t i = 0; i < words.size(); ++i)
            if ((mask >> i & 1) != 0) out += (out.empty() ? "" : "; ") + spaced(words[i]);
        return out.empty() ? "none" : out;
    }

    /// Words in which nobody else is named.
    std::string without_others(std::string text, std::string_view where) {
        if (hide_names(text, others_)) withheld_.push_back(std::string(where) + ": the name of another person, who has not agreed to it being told.");
        return text;
    }

    std::string node(std::int32_t node, std::string_view where) {
        if (node < 0) return "nobody named";
        const auto at = static_cast<std::size_t>(node);
        if (at >= r_.people()) {
            const Column* name = r_.column("assets.names", "name");
            return name == nullptr ? "a place" : std::string(name->text(at - r_.people()));
        }
        if (!guarded_ || node == person_ || agreed(at)) return labels_[at];
        withheld_.push_back(std::string(where) + ": who the other person is; they have not agreed to it being told.");
        return "another person";
    }

    void themselves() {
        const auto row = static_cast<std::size_t>(person_);
        for (const auto& segment : r_.segments()) {
            const std::string_view key = segment->key();
            if (key != "people" && !(key.starts_with("people.") && !key.starts_with("people.within."))) continue;
            auto& lines = section(key == "people" ? "You" : key == "people.names" ? "Name" : key == "people.positions" ? "Where you live" : key == "people.gifts" ? "Gifts, interests and wants" : key == "people.permissions" ? "What you agreed to, and took back" : key == "people.path" ? "Your path: what you hope for, and the next step" : "Also recorded");
            for (const Column& c : segment->columns()) {
                static const std::set<std::string_view> apart{"key_high", "key_low", "source_row", "household", "asked", "area"};
                if (key == "people" && apart.contains(c.key())) continue;
                std::string words = cell(key, c, row);
                if (guarded_ && key != "people" && key != "people.permissions" && c.known(row) && (c.type() == column::Type::text || c.type() == column::Type::text_list)) words = without_others(std::move(words), spaced(c.key()));
                lines.emplace_back(spaced(c.key()), std::move(words));
            }
        }
    }

    void household() {
        const std::int32_t home = r_.column("people", "household")->i32()[static_cast<std::size_t>(person_)];
        if (home < 0) return;
        auto& lines = section("Household");
        lines.emplace_back("household", std::string(r_.column("households.names", "id")->text(static_cast<std::size_t>(home))));
        const auto all = r_.column("people", "household")->i32();
        for (std::size_t other = 0; other < all.size(); ++other)
            if (all[other] == home && other != static_cast<std::size_t>(person_)) lines.emplace_back("lives there too", node(static_cast<std::int32_t>(other), "Household"));
    }

    void asked() {
        auto& lines = section("What you were asked about");
        const std::int32_t packed = r_.column("people", "asked")->i32()[static_cast<std::size_t>(person_)];
        for (int f = 0; f < column::facet_count; ++f)
            lines.emplace_back(spaced(column::facet_words[static_cast<std::size_t>(f)]), spaced(column::asked_words[static_cast<std::size_t>(column::asked_of(packed, static_cast<column::Facet>(f)))]));
    }

    /// Was it said by the person themself? Unknown is not.
    bool own_word(const column::Segment& ties, std::size_t tie) const {
        const Column* by = ties.find("reported_by");
        if (by == nullptr || !by->known(tie)) return false;
        const auto who = static_cast<column::ReportedBy>(by->i32()[tie]);
        return who == column::ReportedBy::both || who == (ties.find("from")->i32()[tie] == person_ ? column::ReportedBy::from : column::ReportedBy::to);
    }

    void ties() {
        const auto& ties = r_.segment("ties");
        if (ties == nullptr) return;
        auto& lines = section("Ties");
        const auto from = ties->find("from")->i32(), to = ties->find("to")->i32(), kind = ties->find("kind")->i32();
        for (std::size_t tie = 0; tie < from.size(); ++tie) {
            if (from[tie] != person_ && to[tie] != person_) continue;
            const std::string what = std::string(r_.column("tie_kinds", "label")->text(static_cast<std::size_t>(kind[tie])));
            std::string words = node(from[tie] == person_ ? to[tie] : from[tie], what);
            const bool theirs = !guarded_ || own_word(*ties, tie);
            if (!theirs) withheld_.push_back(what + ": what was said about this tie, and by whom; it was not said by you.");
            for (const Column& c : ties->columns()) {
                static const std::set<std::string_view> apart{"from", "to", "kind", "source_row", "sensitive"};
                if (apart.contains(c.key()) || !c.known(tie) || !theirs) continue;
                std::string value = cell("ties", c, tie);
                words += ", " + spaced(c.key()) + ": " + (guarded_ ? without_others(std::move(value), what) : value);
            }
            lines.emplace_back(what, std::move(words));
        }
    }

    void events() {
        const auto& events = r_.segment("events");
        const auto& notes = r_.segment("events.notes");
        if (events == nullptr) return;
        auto& lines = section("Conversations and promises");
        const Column* other = events->find("other");
        for (std::size_t event = 0; event < events->find("person")->rows(); ++event) {
            const bool subject = events->find("person")->i32()[event] == person_;
            if (!subject && (other == nullptr || other->i32()[event] != person_)) continue;
            const std::string what = cell("events", *events->find("kind"), event) + ", " + cell("events", *events->find("date"), event);
            if (!subject && guarded_) {
                withheld_.push_back(what + ": another person's conversation, in which you were spoken of.");
                continue;
            }
            std::string words = other != nullptr && other->i32()[event] >= 0 ? (subject ? node(other->i32()[event], what) : node(events->find("person")->i32()[event], what)) : std::string();
            if (notes != nullptr)
                for (const Column& c : notes->columns()) {
                    if (!c.known(event)) continue;
                    std::string value = cell("events.notes", c, event);
                    words += (words.empty() ? "" : ", ") + spaced(c.key()) + ": " + (guarded_ ? without_others(std::move(value), what) : value);
                }
            lines.emplace_back(what, words.empty() ? "nothing more" : std::move(words));
        }
    }

    void observations() {
        const auto& answers = r_.segment("observations");
        if (answers == nullptr) return;
        auto& lines = section("Answers to questions");
        bool hid = false;
        for (std::size_t row = 0; row < answers->find("person")->rows(); ++row) {
            if (answers->find("person")->i32()[row] != person_) continue;
            std::string words = cell("observations", *answers->find("value"), row);
            for (const char* key : {"date", "mode", "asked_by"}) {
                const Column* c = answers->find(key);
                if (c == nullptr || !c->known(row)) continue;
                if (guarded_ && std::string_view(key) == "asked_by") hid = true;
                else words += ", " + spaced(key) + ": " + cell("observations", *c, row);
            }
            lines.emplace_back(std::string(answers->find("instrument")->text(row)) + ", " + std::string(answers->find("item")->text(row)), std::move(words));
        }
        if (hid) withheld_.push_back("Answers to questions: who asked.");
    }

    void pairs() {
        const auto& pairs = r_.segment("never_introduce");
        if (pairs == nullptr) return;
        auto& lines = section("Not to be introduced");
        const auto a = pairs->find("a")->i32(), b = pairs->find("b")->i32();
        for (std::size_t row = 0; row < a.size(); ++row)
            if (a[row] == person_ || b[row] == person_) {
                if (guarded_) withheld_.push_back("A pair of people who are not to be introduced to each other.");
                else lines.emplace_back("never with", labels_[static_cast<std::size_t>(a[row] == person_ ? b[row] : a[row])]);
            }
    }

    const Revision& r_;
    std::int32_t person_;
    bool guarded_;
    std::vector<std::string> labels_;
    std::set<std::string> others_;
    std::vector<AboutSection> sections_;
    std::vector<std::string> withheld_;
};

}  // namespace

base::Result<About> about(const place::Place& place, const base::EntityKey& person, bool to_person) {
    const auto found = place.revision->find(person);
    if (!found || found->table != "people") return base::not_found("There is no such person here.");
    return Teller(*place.revision, static_cast<std::size_t>(found->row), to_person).tell();
}

base::Result<Told> told(const place::Place& place, const base::EntityKey& person, std::optional<std::int32_t> day) {
    const auto found = place.revision->find(person);
    if (!found || found->table != "people") return base::not_found("There is no such person here.");
    Teller teller(*place.revision, static_cast<std::size_t>(found->row), true);
    const std::optional<std::int32_t> when = day ? day : teller.last_day();
    if (!when) return base::not_found("Nothing is written down yet of a meeting with this person.");
    Told out = teller.told_on(*when);
    if (out.sections.empty()) return base::not_found("Nothing is written down of that day with this person.");
    return out;
}

}  // namespace kith::privacy
