// `kith purpose`, `audit` and `reviews`.
#include "engine/cli/rights.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "engine/base/text.hpp"
#include "engine/cli/console.hpp"

namespace kith::cli {
namespace {

/// What is due, a line each, by kind of record; names of people stay out: an id is enough to find them.
class Due {
public:
    Due(const place::Revision& revision, std::int32_t today) : r_(revision), today_(today) {}

    std::vector<std::string> lines() {
        dated("assets", "assets", "review_by", "assets.names", "what is there is to be confirmed");
        dated("people", "people", "own_view_until", "people.names", "their own view is to be asked again");
        promises();
        ties();
        permissions();
        std::sort(lines_.begin(), lines_.end());
        return std::move(lines_);
    }

private:
    std::string id(std::string_view names, std::size_t row) const {
        const column::Column* c = r_.column(names, "id");
        return c == nullptr ? "" : std::string(c->text(row));
    }
    void add(std::int32_t day, std::string_view kind, std::string_view what, std::string_view words) { lines_.push_back(fmt::format("{}  {}  {}: {}", day_words(day), kind, what, words)); }

    void dated(std::string_view kind, std::string_view segment, std::string_view key, std::string_view names, std::string_view words) {
        const column::Column* c = r_.column(segment, key);
        for (std::size_t row = 0; c != nullptr && row < c->rows(); ++row)
            if (c->known(row) && c->days()[row] <= today_) add(c->days()[row], kind, id(names, row), words);
    }
    void promises() {
        const column::Column *due = r_.column("events.notes", "due"), *done = r_.column("events.notes", "done"), *who = r_.column("events", "person");
        for (std::size_t row = 0; due != nullptr && row < due->rows(); ++row) {
            if (!due->known(row) || due->days()[row] > today_ || (done != nullptr && done->known(row))) continue;
            const std::int32_t person = who->i32()[row];
            add(due->days()[row], "promises", person < 0 ? "nobody named" : id("people.names", static_cast<std::size_t>(person)), "what was promised is due");
        }
    }
    void ties() {
        const auto& ties = r_.segment("ties");
        const column::Column* last = ties == nullptr ? nullptr : ties->find("last_confirmed");
        const column::Column* until = ties == nullptr ? nullptr : ties->find("until");
        if (last == nullptr) return;
        const auto months = r_.column("tie_kinds", "review_months")->i32();
        const auto from = ties->find("from")->i32(), kind = ties->find("kind")->i32();
        for (std::size_t tie = 0; tie < last->rows(); ++tie) {
            const std::int32_t every = months[static_cast<std::size_t>(kind[tie])];
            if (!last->known(tie) || every <= 0 || (until != nullptr && until->known(tie) && until->days()[tie] <= today_)) continue;
            const std::int32_t day = last->days()[tie] + every * 365 / 12;
            const auto end = static_cast<std::size_t>(from[tie]);
            if (day <= today_) add(day, "ties", end < r_.people() ? id("people.names", end) : id("assets.names", end - r_.people()), std::string(r_.column("tie_kinds", "label")->text(static_cast<std::size_t>(kind[tie]))) + " to be confirmed");
        }
    }
    void permissions() {
        const column::Column* given = r_.column("people.permissions", "given_on");
        for (std::size_t row = 0; given != nullptr && row < given->rows(); ++row)
            if (given->known(row) && given->days()[row] + 365 <= today_) add(given->days()[row] + 365, "permissions", id("people.names", row), "a permission is a year old and to be asked again");
    }

    const place::Revision& r_;
    std::int32_t today_;
    std::vector<std::string> lines_;
};

void show(const store::Purpose& purpose) {
    fmt::print("What for: {}\nHeld by: {}\nLegal basis: {}\nCondition: {}\nNotice: {}\nKept: {} after the last contact\nReview on: {}\nUnder 18: {}\n", purpose.what, purpose.controller, purpose.legal_basis, purpose.condition, purpose.notice,
               base::counted(purpose.retention_months, "month"), purpose.review_on, purpose.under_18 ? "kept, by decision of the site" : "refused");
}

}  // namespace

int purpose(const PurposeCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    store::Files files;
    auto held = hold_open(files, command, command.purpose.empty() ? "to see its purpose" : "to set its purpose", job);
    if (!held) return console.give_up(held.error());
    store::Governance& governance = held->file.workspace.governance();
    if (command.purpose.empty()) {
        if (governance.purpose) show(*governance.purpose);
        else fmt::print("No purpose is set.\n");
        if (auto s = store::may_edit(governance, held->now->revision->people(), held->file.workspace.ways()); !s) console.say(s.error().message);
        return done;
    }
    if (auto s = store::may_have_purpose(held->file.workspace.ways()); !s) return console.give_up(s.error());
    auto read = purpose_in(command.purpose);
    if (!read) return console.give_up(read.error());
    governance.purpose = std::move(*read);
    governance.log.push_back(noted_now("purpose", "the purpose was set: " + governance.purpose->what + "; notice " + governance.purpose->notice + (governance.purpose->under_18 ? "; under 18 kept" : "")));
    if (auto s = held->file.workspace.save(held->file.content, job); !s) return console.give_up(s.error());
    console.say("The purpose is set.");
    return done;
}

int audit(const WorkspaceCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    store::Files files;
    auto held = hold_open(files, command, "to see its log", job);
    if (!held) return console.give_up(held.error());
    for (const store::Noted& one : held->file.workspace.governance().log) {
        const std::int64_t days = one.when / 86400, seconds = one.when % 86400;
        fmt::print("{}T{:02}:{:02}:{:02}Z  {}: {}\n", day_words(days), seconds / 3600, seconds / 60 % 60, seconds % 60, one.act, one.words);
    }
    return done;
}

int reviews(const ReviewsCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    store::Files files;
    const auto day = days_of(command.on.empty() ? day_words(noted_now("", "").when / 86400) : command.on);
    if (!day) return console.give_up(day.error());
    auto held = hold_open(files, command, "for what is due", job);
    if (!held) return console.give_up(held.error());
    if (const auto& purpose = held->file.workspace.governance().purpose; purpose && purpose->review_on <= day_words(*day)) fmt::print("{}  purpose: to be looked at again\n", purpose->review_on);
    const auto lines = Due(*held->now->revision, *day).lines();
    for (const std::string& line : lines) fmt::print("{}\n", line);
    console.say(base::counted(static_cast<std::int64_t>(lines.size()), "record is", "records are") + " due by " + day_words(*day) + ".");
    return done;
}

}  // namespace kith::cli
