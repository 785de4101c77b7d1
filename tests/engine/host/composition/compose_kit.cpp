// The same with the author's kit: what `give` gave, plus the column that the user picked.
#include "plugins/sdk/run.hpp"

namespace {
using namespace kith::sdk;

Status add_up(Run& run) {
    const Layer areas = *run.primary_layer();
    const OtherResult given = run.result_of("give", "seen", areas.as);
    const OtherResult nowhere = run.result_of("give", "seen", Run::of_people);
    const Column chosen = run.chosen("column");
    Output seen = run.output("seen", areas);
    const Reason unknown = run.reason("seen", "unknown");
    for (std::size_t row = 0; row < given.rows(); ++row) {
        if (!given.known(row) || !chosen.known(row)) {
            seen.not_computable(row, unknown);
            continue;
        }
        const double more = chosen.f64()[row];
        if (given.exact(row)) seen.value(row, given.value(row) + more);
        else if (given.quality(row) == KITH_LOWER) seen.at_least(row, given.value(row) + more);
        else seen.between(row, given.value(row) + more, given.upper(row) + more);
    }
    run.output("segments").value(0, (given ? 1 : 0) + (nowhere ? 1 : 0) + (run.chosen("other") ? 1 : 0));
    run.output("threads").value(0, run.threads());
    return {};
}

}  // namespace

KITH_ANALYSIS("test.kit", "1.0.0", add_up);
