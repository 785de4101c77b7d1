#include "plugins/connection_gaps/report.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "plugins/connection_gaps/report_groups.hpp"
#include "plugins/connection_gaps/ways.hpp"

namespace kith::connection_gaps {
namespace {

using sdk::Argument;
using sdk::Finding;
using sdk::Message;
using sdk::Run;
namespace cell = sdk::cell;

constexpr std::size_t most_rows = 20000;  // of the table of introductions, as its manifest says
constexpr std::size_t most_known = 5000;
constexpr std::size_t most_named = 3;  // interests or offers named in one finding

void write_counts(const Run& run, const std::vector<NearAndAlike>& people, const Standing& standing) {
    sdk::Output output = run.output("near_and_alike");
    const auto reason = [&](std::string_view id) { return run.reason("near_and_alike", id); };
    const std::array closed{
        reason("not_asked"), reason("not_participant"), reason("not_here"), reason("under_18"), reason("not_said_yes"), reason("happy")};
    const sdk::Reason not_asked = reason("not_asked"), nothing = reason("nothing_recorded"), no_place = reason("no_place");
    for (std::size_t p = 0; p < people.size(); ++p) {
        switch (people[p].countable) {
            case Countable::value: output.value(p, people[p].count); break;
            case Countable::at_least: output.at_least(p, people[p].count); break;
            case Countable::closed: output.not_computable(p, closed[static_cast<std::size_t>(standing.closed[p])]); break;
            case Countable::not_asked: output.not_computable(p, not_asked); break;
            case Countable::nothing_recorded: output.not_computable(p, nothing); break;
            case Countable::no_place: output.not_computable(p, no_place); break;
        }
    }
}

/// Which of the words of `ways` in the manifest.
std::int32_t way_code(const Way& way) {
    if (way.venue) return static_cast<std::int32_t>(way.venue->meet);
    return way.path ? 3 : 4;
}

/// Says suggestions as findings and as rows of the table.
class Introductions {
public:
    Introductions(const Run& run, const Inputs& in, const Gifts& gifts, const Ways& ways) : run_(run), in_(in), gifts_(gifts), ways_(ways) {
        constexpr std::array<std::string_view, 5> ids{"both_go", "one_goes", "both_can_reach", "through", "ask_where"};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            messages_[i] = run.message(ids[i]);
            metres_[i] = run.argument(ids[i], "metres");
            n_[i] = run.argument(ids[i], "n");
            if (i < 3) venue_[i] = run.argument(ids[i], "venue");
        }
    }

    bool finding(const Suggestion& suggestion) const {
        const Way way = ways_.find(suggestion.person, suggestion.other);
        const Common common = gifts_.common(suggestion.person, suggestion.other);
        const auto kind = static_cast<std::size_t>(way_code(way));
        Finding finding(messages_[kind], suggestion.person, suggestion.other);
        finding.value(suggestion.common);
        finding.with(metres_[kind], static_cast<double>(suggestion.metres)).with(n_[kind], suggestion.common);
        say_way(finding, suggestion, way, kind);
        asked(finding, suggestion.other);
        dated(finding, suggestion.person);
        dated(finding, suggestion.other);
        say_common(finding, common);
        if (way.other) {
            finding.strength(or_through_);
            for (const std::int32_t person : way.other->between()) finding.with(or_via_, person);
        }
        return run_.add(finding);
    }

    bool row(std::uint32_t table, const Suggestion& suggestion) const {
        const Way way = ways_.find(suggestion.person, suggestion.other);
        const Common common = gifts_.common(suggestion.person, suggestion.other);
        std::array<kith_cell, 12> cells;
        cells.fill(cell::empty());
        cells[0] = cell::row(suggestion.person);
        cells[1] = cell::row(suggestion.other);
        cells[2] = cell::row(suggestion.common);
        if (!common.interests.empty()) cells[3] = cell::row(common.interests.front());
        if (!common.offers.empty()) {
            cells[4] = cell::row(common.offers.front().giver);
            cells[5] = cell::row(common.offers.front().code);
        }
        cells[6] = cell::number(static_cast<double>(suggestion.metres));
        cells[7] = cell::row(way_code(way));
        if (way.venue) cells[8] = cell::row(way.venue->asset);
        if (way.path)
            for (std::size_t i = 0; i < way.path->between().size(); ++i) cells[9 + i] = cell::row(way.path->people[i]);
        return run_.add_row(table, cells);
    }

    /// The table is full, and Kith counts what does not fit: who it is does not matter any more.
    void left_out(std::uint32_t table, const Suggestion& any) const {
        std::array<kith_cell, 12> cells;
        cells.fill(cell::empty());
        cells[0] = cell::row(any.person);
        cells[1] = cell::row(any.other);
        run_.add_row(table, cells);
    }

private:
    void say_way(Finding& finding, const Suggestion& suggestion, const Way& way, std::size_t kind) const {
        if (way.venue) finding.with(venue_[kind], way.venue->asset).by_asset(way.venue->asset);
        if (way.venue && way.venue->goes >= 0) {
            const std::int32_t comes = way.venue->goes == suggestion.person ? suggestion.other : suggestion.person;
            finding.with(goes_, way.venue->goes).with(comes_, comes);
        }
        if (!way.path) return;
        for (const std::int32_t person : way.path->between()) finding.with(via_, person);
        for (const std::int32_t person : way.path->between()) finding.by_person(person);
    }

    void say_common(Finding& finding, const Common& common) const {
        if (!common.interests.empty()) finding.strength(both_like_);
        for (std::size_t i = 0; i < std::min(common.interests.size(), most_named); ++i) finding.with(like_what_, common.interests[i]);
        for (std::size_t i = 0; i < std::min(common.offers.size(), most_named); ++i) {
            const Offer& offer = common.offers[i];
            finding.strength(offers_).with(giver_, offer.giver).with(offer_what_, offer.code).with(taker_, offer.taker);
        }
    }

    /// The first of the two was asked in full, or there would be no suggestion.
    void asked(Finding& finding, std::int32_t other) const {
        const std::int32_t packed = in_.people.asked[static_cast<std::size_t>(other)];
        const bool friends = complete(packed, facet_friends), neighbours = complete(packed, facet_neighbours);
        if (!friends) finding.missing(sdk::Facet::friends);
        if (!neighbours) finding.missing(sdk::Facet::neighbours);
        finding.inputs(friends && neighbours ? 2 : 1, friends && neighbours ? 0 : 1);
    }

    void dated(Finding& finding, std::int32_t person) const {
        const auto row = static_cast<std::size_t>(person);
        if (asked_on_.known(row)) finding.dated(asked_on_.days()[row]);
    }

    const Run& run_;
    const Inputs& in_;
    const Gifts& gifts_;
    const Ways& ways_;
    sdk::Column asked_on_ = run_.find("people", "asked_on");
    std::array<Message, 5> messages_{};
    std::array<Argument, 5> metres_{}, n_{}, venue_{};
    Argument goes_ = run_.argument("one_goes", "goes"), comes_ = run_.argument("one_goes", "comes"), via_ = run_.argument("through", "via");
    sdk::Strength both_like_ = run_.strength("both_like"), offers_ = run_.strength("offers"), or_through_ = run_.strength("or_through");
    Argument like_what_ = run_.argument("both_like", "what"), or_via_ = run_.argument("or_through", "via");
    Argument giver_ = run_.argument("offers", "giver"), offer_what_ = run_.argument("offers", "what"),
             taker_ = run_.argument("offers", "taker");
};

bool say_introductions(const Run& run, const Introductions& introductions, const std::vector<Suggestion>& suggestions) {
    for (std::size_t i = 0; i < suggestions.size(); ++i) {
        if (i % 1024 == 0 && !run.go_on(0.5 + 0.4 * static_cast<double>(i) / static_cast<double>(suggestions.size()))) return false;
        introductions.finding(suggestions[i]);
    }
    const std::uint32_t table = run.table("introductions");
    const std::vector<std::size_t> first = first_of_all(suggestions, most_rows);
    for (const std::size_t i : first) introductions.row(table, suggestions[i]);
    for (std::size_t i = first.size(); i < suggestions.size(); ++i) introductions.left_out(table, suggestions[i]);
    return true;
}

void say_known(const Run& run, const std::vector<ProbablyKnown>& known, const People& people) {
    const Message message = run.message("probably_known");
    const auto asked = [&](std::int32_t p) {
        const std::int32_t packed = people.asked[static_cast<std::size_t>(p)];
        return complete(packed, facet_friends) && complete(packed, facet_neighbours);
    };
    for (const ProbablyKnown& pair : known) {
        Finding finding(message, pair.person, pair.other);
        const std::size_t in_full = static_cast<std::size_t>(asked(pair.person)) + static_cast<std::size_t>(asked(pair.other));
        finding.value(pair.common).inputs(in_full, 2 - in_full);
        run.add(finding);
    }
    std::vector<std::size_t> order(known.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto last = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), most_known));
    std::partial_sort(order.begin(), last, order.end(), [&](std::size_t a, std::size_t b) {
        return known[a].adamic_adar != known[b].adamic_adar ? known[a].adamic_adar > known[b].adamic_adar : a < b;
    });
    const std::uint32_t table = run.table("probably_known");
    for (const std::size_t i : order) {  // those after `last` are only counted as left out
        const ProbablyKnown& pair = known[i];
        const std::array cells{cell::row(pair.person), cell::row(pair.other), cell::row(pair.common), cell::number(pair.adamic_adar)};
        run.add_row(table, cells);
    }
}

}  // namespace

sdk::Status report(Run& run, const Inputs& in) {
    const std::size_t nodes = run.people() + run.assets();
    const Standing who = standing(in.people, run.as_of());
    const Relation apart = kept_apart(nodes, in.never_a, in.never_b, in.ties);
    const Relation met = have_met(nodes, in.ties);
    const Gifts gifts(run.people(), in.interests, in.offers, in.wants);
    CommonContacts contacts(
        in.unpaid, in.people.role, paid_contacts(run.people(), in.ties), static_cast<std::int32_t>(run.integer("staff_from")));
    Settings settings;
    settings.suggestions = static_cast<int>(run.integer("suggestions"));
    settings.common_contacts = static_cast<std::int32_t>(run.integer("common_contacts"));
    const auto go_on = [&](double share) { return run.go_on(0.5 * share); };
    const Gaps found = find_gaps(in.people, who, in.near, in.all, apart, met, gifts, contacts, settings, go_on);
    if (!run.go_on()) return sdk::stopped();
    write_counts(run, found.people, who);

    const std::vector<std::uint8_t> use = venue_use(in.assets);
    const Venues venues(use, in.goes, in.all, in.venues, apart, run.people());
    Introducers introducers(in.unpaid, run.people(), who, apart, in.ties);
    const Ways ways(venues, introducers, static_cast<int>(run.integer("between")));
    const Introductions introductions(run, in, gifts, ways);
    if (!say_introductions(run, introductions, found.suggestions)) return sdk::stopped();
    say_known(run, found.known, in.people);
    if (!run.go_on(0.9)) return sdk::stopped();
    report_groups(run, in, who, apart, use);
    if (!run.go_on(0.95)) return sdk::stopped();
    return run.go_on(1) ? sdk::Status{} : sdk::stopped();
}

}  // namespace kith::connection_gaps
