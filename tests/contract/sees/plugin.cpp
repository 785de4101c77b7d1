// Says what it was given: nothing of a segment that is not there, else how many rows are known.
#include "plugins/sdk/run.hpp"

namespace {
using namespace kith::sdk;

void count(Run& run, const char* output, const char* segment, const char* column) {
    Output out = run.output(output);
    const Column seen = run.find(segment, column);
    if (!seen) return out.not_computable(0, run.reason(output, "unseen"));
    std::size_t known = 0;
    for (std::size_t row = 0; row < seen.rows(); ++row) known += seen.known(row) ? 1u : 0u;
    out.value(0, static_cast<double>(known));
}

Status what_it_sees(Run& run) {
    count(run, "names", "people.names", "name");
    count(run, "positions", "people.positions", "point");
    count(run, "notes", "events.notes", "words");
    count(run, "sensitive_ties", "ties.sensitive", "to");
    return {};
}

}  // namespace

KITH_ANALYSIS("kith.sees", "1.0.0", what_it_sees);
