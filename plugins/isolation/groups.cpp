#include "plugins/isolation/outputs.hpp"

namespace kith::isolation {
namespace {

// A share of nobody or of everybody says something about each: it is blurred (domain 6.2).
constexpr double blurred = 0.1;

kith_cell share_cell(const Score& share) {
    if (share.upper <= blurred) return sdk::cell::at_most(blurred);
    if (share.lower >= 1 - blurred) return sdk::cell::at_least(1 - blurred);
    return sdk::cell::between(share.lower, share.upper);
}

void write_row(const sdk::Run& run, std::uint32_t table, kith_cell area, const GroupResult& result, bool enough) {
    const auto scale = static_cast<std::int32_t>(result.scale);
    const kith_cell cells[] = {area, sdk::cell::row(scale), enough ? sdk::cell::between(result.mean.lower, result.mean.upper) : sdk::cell::empty(),
                               sdk::cell::row(scale), enough ? share_cell(result.share) : sdk::cell::empty(),
                               enough ? sdk::cell::row(result.n_known) : sdk::cell::empty(),
                               enough ? sdk::cell::row(result.n_unknown) : sdk::cell::empty()};
    run.add_row(table, cells);
}

void write_finding(const sdk::Run& run, const GroupResult& result) {
    sdk::Finding finding(run.message("group_result"), 0);
    finding.between(result.mean.lower, result.mean.upper);
    finding.inputs(static_cast<std::size_t>(result.n_known), static_cast<std::size_t>(result.n_unknown));
    finding.with(run.argument("group_result", "scale"), static_cast<std::int32_t>(result.scale));
    if (result.oldest != no_date) finding.dated(result.oldest).dated(result.newest);
    run.add(finding);
}

}  // namespace

void write_group_results(const sdk::Run& run, const BackgroundInputs& background, const std::vector<std::uint8_t>& subjects) {
    const std::uint32_t table = run.table("group_results");
    const auto least = static_cast<std::int32_t>(run.integer("least_answers"));
    const std::vector<std::int32_t> everybody(run.people(), 0);
    for (const GroupResult& result : group_results(background.waves(), everybody, subjects, background.may_be_counted(), 1)) {
        write_row(run, table, sdk::cell::empty(), result, result.n_known >= least);
        if (result.n_known >= least) write_finding(run, result);
    }
    const auto layer = run.primary_layer();
    if (!layer) return;
    const auto area = run.column("people", "area").i32();
    for (const GroupResult& result : group_results(background.waves(), area, subjects, background.may_be_counted(), static_cast<std::int32_t>(layer->count)))
        if (result.n_known >= least) write_row(run, table, sdk::cell::area({layer->index, result.group}), result, true);
}

}  // namespace kith::isolation
