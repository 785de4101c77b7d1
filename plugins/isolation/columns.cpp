#include <utility>

#include "plugins/isolation/outputs.hpp"

namespace kith::isolation {
namespace {

// Those measures that stand as columns: support_concentration is 1 / effective_supporters and IQV a multiple of Blau's index.
constexpr std::pair<Measure, const char*> keys[] = {
    {Measure::size, "size"}, {Measure::n_unpaid, "n_unpaid"}, {Measure::n_paid, "n_paid"}, {Measure::n_core, "n_core"},
    {Measure::n_groups, "n_groups"}, {Measure::density, "density"}, {Measure::effective_size, "effective_size"},
    {Measure::efficiency, "efficiency"}, {Measure::ego_constraint, "ego_constraint"}, {Measure::hierarchy, "hierarchy"},
    {Measure::constraint, "constraint"}, {Measure::multiplexity, "multiplexity"}, {Measure::multiplex_share, "multiplex_share"},
    {Measure::functional_reach, "functional_reach"}, {Measure::functional_reach_two, "functional_reach_two"},
    {Measure::largest_share, "largest_share"}, {Measure::effective_supporters, "effective_supporters"},
    {Measure::single_supporter_kinds, "single_supporter_kinds"}, {Measure::worst_loss, "worst_loss"},
    {Measure::household_share, "household_share"}, {Measure::paid_share, "paid_share"}, {Measure::reciprocity, "reciprocity"},
    {Measure::support_balance, "support_balance"}, {Measure::nearby_share, "nearby_share"}, {Measure::recency, "recency"},
    {Measure::circle_intimacy, "circle_intimacy"}, {Measure::circle_friendship, "circle_friendship"},
    {Measure::circle_participation, "circle_participation"}, {Measure::circle_exchange, "circle_exchange"},
    {Measure::circle_unknown, "circle_unknown"}, {Measure::e_i_index, "e_i_index"}, {Measure::heterogeneity, "heterogeneity"}};

// The reasons of the manifest, by Why.
constexpr const char* reasons[why_count] = {
    nullptr, "not_a_participant", "not_asked", "ask_household", "ask_family", "ask_friends", "ask_neighbours", "ask_groups",
    "ask_paid_support", "ask_help", "ask_alter_ties", "ask_people_named", "nobody_named", "fewer_than_two_named", "no_help_held",
    "paid_unknown", "help_not_recorded", "help_unclear", "direction_unknown", "homes_unknown", "households_unknown",
    "dates_unknown", "attribute_unknown", "closeness_unknown", "lens_leaves_open"};

}  // namespace

PersonColumns::PersonColumns(const sdk::Run& run) : run_(run) {
    for (const auto& [measure, key] : keys) {
        One one{measure, key, run.output(key), {}};
        one.reasons.fill(-1);
        columns_.push_back(one);
    }
}

void PersonColumns::no(One& column, std::size_t person, Why why) {
    std::int32_t& reason = column.reasons[static_cast<std::size_t>(why)];
    if (reason < 0) reason = run_.reason(column.key, reasons[static_cast<std::size_t>(why)]).index;
    column.out.not_computable(person, sdk::Reason{static_cast<std::uint16_t>(reason)});
}

void PersonColumns::write(std::size_t person, const PersonMeasures& measures) {
    for (One& column : columns_) {
        const Answer& answer = measures.of(column.measure);
        switch (answer.known) {
            case Known::exact: column.out.value(person, answer.lower); break;
            case Known::between: column.out.between(person, answer.lower, answer.upper); break;
            case Known::at_least: column.out.at_least(person, answer.lower); break;
            case Known::nothing: no(column, person, answer.why); break;
        }
    }
}

void PersonColumns::not_a_participant(std::size_t person) {
    for (One& column : columns_) no(column, person, Why::not_a_participant);
}

}  // namespace kith::isolation
