// Every value read once, every value written once; then, when asked, it waits where it is so that its memory can be looked at.
#include <unistd.h>

#include <string_view>

#include "plugins/abi/kith_plugin.h"

namespace {

kith_status run_it(const kith_run* run) {
    const auto* role = static_cast<const std::int32_t*>(run->segments[0].columns[0].values);
    const auto* asked = static_cast<const std::int32_t*>(run->segments[0].columns[1].values);
    const kith_out_column& out = run->columns[0];
    for (std::uint64_t i = 0; i < out.rows; ++i) {
        out.values[i] = static_cast<double>(role[i]) + static_cast<double>(asked[i]);
        out.qualities[i] = KITH_VALUE;
    }
    const auto& progress = *static_cast<const kith_progress*>(run->host->capability(KITH_PROGRESS));
    progress.report(run->host->context, 0.5);
    if (run->parameters[0].integer != 0)
        while (progress.check(run->host->context) == KITH_OK) usleep(1000);
    return KITH_OK;
}

constexpr kith_analysis analysis{sizeof(kith_analysis), {"test.bulk", 9}, {"1.0.0", 5}, run_it};
const void* capability(const char* id) { return std::string_view(id) == KITH_ANALYSIS_CAPABILITY ? &analysis : nullptr; }

}  // namespace

extern "C" const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, KITH_ABI_MAJOR, KITH_ABI_MINOR, 0, capability};
