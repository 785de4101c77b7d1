// kith.isolation, "People to get to know": who is around a person, and reasons to have a conversation.
#include "plugins/isolation/outputs.hpp"

namespace kith::isolation {
namespace {

sdk::Status people_to_get_to_know(sdk::Run& run) {
    const NetworkInputs inputs(run);
    const Network& network = inputs.network();
    const BackgroundInputs around(run, inputs);
    const Background& background = around.background();
    if (!run.go_on(0.2)) return sdk::stopped();
    const MergedGraph merged = merged_graph(network, inputs.weights());
    Measurer measurer(network, merged, inputs.weights());
    const ReasonFinder reasons(network, background);
    if (!run.go_on(0.4)) return sdk::stopped();

    PersonColumns columns(run);
    PersonFindings findings(run, inputs);
    AskedCounts counts;
    PersonView view;
    std::vector<Found> found;
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (row % 4096 == 0 && !run.go_on(0.4 + 0.6 * static_cast<double>(row) / static_cast<double>(run.people()))) return sdk::stopped();
        if (inputs.subjects()[row] == 0) {
            columns.not_a_participant(row);
            continue;
        }
        const auto person = static_cast<std::int32_t>(row);
        const Facets complete = network.complete[row];
        measurer.measure(person, view);
        columns.write(row, view.measures);
        found.clear();
        reasons.find(person, view, found);
        if (!found.empty()) {
            const Strengths known = reasons.strengths(person, view);
            for (const Found& one : found) findings.write(one, known, complete);
        }
        write_to_ask(run, person, complete, background.asked_on[row]);
        constexpr Facets everything = facets::everybody | facets::groups;
        counts.participants += 1;
        ((complete & everything) == everything ? counts.fully : complete != 0 ? counts.partly : counts.not_asked) += 1;
        counts.happy += closed_by_own_view(network, background, person);
        counts.to_get_to_know += !found.empty();
    }
    write_counts(run, counts);
    write_group_results(run, around, inputs.subjects());
    return {};
}

}  // namespace
}  // namespace kith::isolation

KITH_ANALYSIS("kith.isolation", "0.1.0", kith::isolation::people_to_get_to_know);
