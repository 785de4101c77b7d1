// `kith purpose`, `audit` and `reviews`.
#include "engine/cli/rights.hpp"

#include <fmt/core.h>


#include "engine/base/text.hpp"
#include "engine/cli/console.hpp"
#include "engine/session/reviews.hpp"

namespace kith::cli {
namespace {

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
    governance.log.push_back(noted_now("purpose", store::words_of(*governance.purpose)));
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
    const auto& purpose = held->file.workspace.governance().purpose;
    std::int64_t records = 0;
    for (const session::Review& one : session::reviews_due(*held->now->revision, purpose ? &*purpose : nullptr, *day)) {
        fmt::print("{}  {}{}: {}\n", day_words(one.day), one.kind, one.id.empty() ? "" : "  " + one.id, one.words);
        records += one.kind == "purpose" ? 0 : 1;
    }
    console.say(base::counted(records, "record is", "records are") + " due by " + day_words(*day) + ".");
    return done;
}

}  // namespace kith::cli
