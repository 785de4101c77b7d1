/* A whole plugin in C, without the kit: counts assets by area row, and finds areas of which nobody told us anything. */
#include "plugins/abi/kith_plugin.h"

#include <string.h>

static int same(kith_text text, const char* other) { return text.length == strlen(other) && memcmp(text.bytes, other, text.length) == 0; }

static const kith_column* column_of(const kith_run* run, const char* segment, const char* key) {
    for (uint64_t i = 0; i < run->segment_count; ++i)
        if (same(run->segments[i].key, segment))
            for (uint64_t k = 0; k < run->segments[i].column_count; ++k)
                if (same(run->segments[i].columns[k].key, key)) return &run->segments[i].columns[k];
    return NULL;
}

static kith_status run_plain(const kith_run* run) {
    const kith_evidence* evidence = run->host->capability(KITH_EVIDENCE);
    const kith_progress* progress = run->host->capability(KITH_PROGRESS);
    const kith_column* area = column_of(run, "assets", "area");
    const kith_out_column* out = &run->columns[0];
    int32_t message;
    if (evidence == NULL || progress == NULL || area == NULL || run->column_count != 1) return KITH_INTERNAL;
    for (uint64_t i = 0; i < out->rows; ++i) out->qualities[i] = KITH_VALUE;
    for (uint64_t i = 0; i < area->rows; ++i) {
        const int32_t row = ((const int32_t*)area->values)[i];
        if (row >= 0) out->values[row] += 1;
    }
    message = evidence->index_of(run->host->context, KITH_NAME_MESSAGE, "nothing_yet", 11);
    if (message < 0 || evidence->index_of(run->host->context, KITH_NAME_MESSAGE, "no such", 7) != -1) return KITH_INTERNAL;
    for (uint64_t i = 0; i < out->rows; ++i) {
        kith_finding finding;
        if (progress->report(run->host->context, (double)i / (double)out->rows) != KITH_OK) return KITH_STOPPED;
        if (out->values[i] != 0) continue;
        memset(&finding, 0, sizeof finding);
        finding.struct_size = sizeof finding;
        finding.message = (uint32_t)message;
        finding.subject = (int32_t)i;
        finding.other = -1;
        finding.layer = (uint16_t)out->layer;
        finding.quality = KITH_VALUE;
        finding.oldest = finding.newest = KITH_NO_DATE;
        if (evidence->finding(run->host->context, &finding) != KITH_OK) return KITH_INTERNAL;
    }
    return KITH_OK;
}

static const kith_analysis analysis = {sizeof(kith_analysis), {"test.plain_c", 12}, {"1.0.0", 5}, run_plain};

static const void* capability(const char* id) { return strcmp(id, KITH_ANALYSIS_CAPABILITY) == 0 ? &analysis : NULL; }

const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, KITH_ABI_MAJOR, KITH_ABI_MINOR, 0, capability};
