#include <algorithm>

#include "plugins/isolation/outputs.hpp"

namespace kith::isolation {
namespace {

using sdk::Finding;
using sdk::Run;

constexpr std::size_t most_named = 3;

// The messages of the manifest by Reason: the first wording, and the other one where there are two.
constexpr const char* messages[reason_count][2] = {
    {"no_unpaid_tie", "no_unpaid_tie"}, {"one_supporter", "one_unpaid_person"}, {"all_paid", "all_paid"},
    {"household_only", "lives_with_others"}, {"no_nearby", "no_nearby"}, {"no_membership", "no_membership"},
    {"receives_only", "receives_only"}, {"recent_loss", "recent_loss"}, {"own_answers", "own_words"}, {"many_services", "many_services"}};

}  // namespace

PersonFindings::PersonFindings(const Run& run, const NetworkInputs& inputs)
    : run_(run), people_(inputs.network().people), offers_(run.find("people.gifts", "offers")), interests_(run.find("people.gifts", "interests")),
      own_view_(run.find("people", "own_view")), reach_(run.reach("places")), messages_{}, asked_(run.argument("one_supporter", "asked")),
      metres_(run.argument("no_nearby", "metres")), others_(run.argument("many_services", "others")), near_metres_(run.number("near_metres")),
      offer_(phrase("offers", "what")), like_(phrase("likes", "what")), groups_(phrase("groups", "n")), groups_named_(phrase("groups_named", "where")),
      people_known_(phrase("people", "n")), gives_(phrase("gives", "n")), named_(phrase("named", "n")), places_(phrase("places", "n", "where")),
      introducers_(phrase("introducers", "who")), wants_more_{run.strength("wants_more"), {}, {}} {
    for (std::size_t reason = 0; reason < reason_count; ++reason)
        for (std::size_t way = 0; way < 2; ++way) messages_[reason][way] = run.message(messages[reason][way]);
}

PersonFindings::Phrase PersonFindings::phrase(const char* id, const char* first, const char* second) const {
    const sdk::Argument one = run_.argument(id, first);
    return {run_.strength(id), one, second == nullptr ? one : run_.argument(id, second)};
}

void PersonFindings::gifts(Finding& finding, const sdk::Column& column, std::int32_t person, sdk::Strength strength, sdk::Argument what) const {
    const auto list = column.list(static_cast<std::size_t>(person));
    if (list.empty()) return;
    finding.strength(strength);
    for (std::size_t i = 0; i < std::min(list.size(), most_named); ++i) finding.with(what, list[i]);
}

// Gifts, ties, places, hopes, in this order (domain 6.3).
void PersonFindings::strengths(Finding& finding, std::int32_t person, const Strengths& known) const {
    const auto row = static_cast<std::size_t>(person);
    gifts(finding, offers_, person, offer_.strength, offer_.first);
    gifts(finding, interests_, person, like_.strength, like_.first);
    const auto counted = [&](const Phrase& phrase, std::int32_t n) {
        if (n > 0) finding.strength(phrase.strength).with(phrase.first, n);
    };
    counted(people_known_, known.unpaid_people);
    counted(gives_, known.gives_to);
    counted(named_, known.named_by_others);
    if (known.group_nodes.size() == static_cast<std::size_t>(known.groups) && known.groups > 0) {
        finding.strength(groups_named_.strength);
        for (const std::int32_t node : known.group_nodes) finding.with(groups_named_.first, node - people_);
    } else {
        counted(groups_, known.groups);
    }
    // A group is what people meet at: the nearest of those, else the nearest of anything.
    const auto within = reach_.all(row);
    auto nearest = reach_.nearest(row, sdk::AssetClass::association);
    for (int code = 0; code < sdk::asset_class_count && !nearest; ++code) nearest = reach_.nearest(row, static_cast<sdk::AssetClass>(code));
    if (within && *within > 0 && nearest)
        finding.strength(places_.strength).with(places_.first, *within).with(places_.second, nearest->row);
    if (!known.introducers.empty()) finding.strength(introducers_.strength);
    for (std::size_t i = 0; i < std::min(known.introducers.size(), most_named); ++i) finding.with(introducers_.first, known.introducers[i]);
    if (own_view_.known(row) && own_view_.i32()[row] == static_cast<std::int32_t>(sdk::OwnView::wants_more)) finding.strength(wants_more_.strength);
}

void PersonFindings::write(const Found& found, const Strengths& known, Facets complete) {
    Finding finding(messages_[static_cast<std::size_t>(found.reason)][found.other_way ? 1 : 0], found.person);
    finding.value(found.value).inputs(static_cast<std::size_t>(found.n_known), static_cast<std::size_t>(found.n_unknown));
    if (found.oldest != no_date) finding.dated(found.oldest).dated(found.newest);
    if (found.reason == Reason::one_supporter && !found.other_way) finding.with(asked_, found.of);
    if (found.reason == Reason::no_nearby) finding.with(metres_, near_metres_);
    if (found.reason == Reason::many_services_no_tie) finding.with(others_, found.of);
    for (const std::int32_t tie : found.ties) finding.by_tie(tie);
    for (const std::int32_t node : found.nodes) {
        if (node < people_) finding.by_person(node);
        else finding.by_asset(node - people_);
    }
    for (int facet = 0; facet < sdk::facet_count; ++facet)
        if (((complete >> facet) & 1) == 0) finding.missing(static_cast<sdk::Facet>(facet));
    strengths(finding, found.person, known);
    run_.add(finding);
}

void write_to_ask(const Run& run, std::int32_t person, Facets complete, std::int32_t asked_on) {
    const auto missing = static_cast<Facets>((facets::everybody | facets::groups) & ~complete);
    if (missing == 0) return;
    std::int32_t next = 0;
    while (((missing >> next) & 1) == 0) next += 1;
    const kith_cell cells[] = {sdk::cell::row(person), sdk::cell::row(complete == 0 ? 0 : 1), sdk::cell::row(next),
                               asked_on == no_date ? sdk::cell::empty() : sdk::cell::row(asked_on)};
    run.add_row(run.table("to_ask"), cells);
}

void write_counts(const Run& run, const AskedCounts& counts) {
    const auto write = [&](const char* key, std::int64_t n) { run.output(key).value(0, static_cast<double>(n)); };
    write("participants", counts.participants);
    write("asked_fully", counts.fully);
    write("asked_partly", counts.partly);
    write("not_asked", counts.not_asked);
    write("happy_as_is", counts.happy);
    write("to_get_to_know", counts.to_get_to_know);
}

}  // namespace kith::isolation
