/* A plugin that says it was built with another version of the contract than it was. */
#include "plugins/abi/kith_plugin.h"

#include <string.h>

static kith_status run(const kith_run* given) {
    for (uint64_t i = 0; i < given->columns[0].rows; ++i) given->columns[0].qualities[i] = KITH_VALUE;
    return KITH_OK;
}

static const kith_analysis analysis = {sizeof(kith_analysis), {"test.version", 12}, {"1.0.0", 5}, run};

static const void* capability(const char* id) { return strcmp(id, KITH_ANALYSIS_CAPABILITY) == 0 ? &analysis : NULL; }

const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, KITH_ABI_MAJOR + MAJOR_ABOVE, KITH_ABI_MINOR + MINOR_ABOVE, 0, capability};
