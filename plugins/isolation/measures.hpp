#pragma once
// The personal-network measures of one person (domain 3.8), each answered as soon as the facets it needs are known.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "plugins/isolation/answer.hpp"
#include "plugins/isolation/network.hpp"
#include "plugins/isolation/structure.hpp"
#include "plugins/isolation/support.hpp"

namespace kith::isolation {

/// The order is that of the output columns; README.md has the formulas and the facets that each needs.
enum class Measure : std::uint8_t {
    size, n_unpaid, n_paid, n_core, n_groups,
    density, effective_size, efficiency, ego_constraint, hierarchy, constraint,
    multiplexity, multiplex_share, functional_reach, functional_reach_two,
    largest_share, support_concentration, effective_supporters, single_supporter_kinds, worst_loss, household_share,
    paid_share, reciprocity, support_balance, nearby_share, recency,
    circle_intimacy, circle_friendship, circle_participation, circle_exchange, circle_unknown,
    e_i_index, heterogeneity, iqv
};
inline constexpr int measure_count = static_cast<int>(Measure::iqv) + 1;

/// What a measure needs to have been asked.
Facets needs(Measure measure);

struct PersonMeasures {
    std::array<Answer, measure_count> answers;
    const Answer& of(Measure measure) const { return answers[static_cast<std::size_t>(measure)]; }
    Answer& of(Measure measure) { return answers[static_cast<std::size_t>(measure)]; }
};

/// Everything worked out on the way, for the reasons to read.
struct PersonView {
    std::vector<Alter> people;
    std::vector<Alter> places;
    std::vector<Supporter> supporters;   // people, then places
    std::uint8_t help_asked = 0;         // kinds of help whose facet is complete
    Dependence dependence;               // when single_supporter_kinds is exact
    PersonMeasures measures;
};

/// Measures one person after the other. `graph` is merged_graph(network, weights) and stays alive, as `network` does;
/// `weights`: one a tie, or empty. Not for several threads at once.
class Measurer {
public:
    Measurer(const Network& network, const MergedGraph& graph, std::span<const double> weights = {});
    Measurer(const Measurer&) = delete;
    Measurer& operator=(const Measurer&) = delete;
    /// O(sum of the alters' degrees).
    void measure(std::int32_t person, PersonView& view);

private:
    void structure(std::int32_t person, PersonView& view);
    void merged(std::int32_t person, PersonView& view);

    const Network& network_;
    const MergedGraph& graph_;
    std::span<const double> weights_;
    Oriented oriented_;
    EgoMeasurer ego_;
    std::vector<double> constraint_;          // of the merged graph, every person
    std::vector<std::int32_t> nodes_;
    std::vector<double> own_;
};

}  // namespace kith::isolation
