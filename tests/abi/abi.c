/* The contract as C: its sizes are part of it. */
#include "plugins/abi/kith_plugin.h"

_Static_assert(sizeof(kith_text) == 16, "kith_text");
_Static_assert(sizeof(kith_column) == 88, "kith_column");
_Static_assert(sizeof(kith_segment) == 32, "kith_segment");
_Static_assert(sizeof(kith_layer) == 40, "kith_layer");
_Static_assert(sizeof(kith_parameter) == 32, "kith_parameter");
_Static_assert(sizeof(kith_out_column) == 64, "kith_out_column");
_Static_assert(sizeof(kith_cell) == 24, "kith_cell");
_Static_assert(sizeof(kith_note) == 24, "kith_note");
_Static_assert(sizeof(kith_finding) == 72, "kith_finding");
_Static_assert(sizeof(kith_run) == 112, "kith_run");
_Static_assert(sizeof(kith_analysis) == 48, "kith_analysis");
_Static_assert(sizeof(kith_entry) == 24, "kith_entry");
_Static_assert(offsetof(kith_run, segments) == 64, "kith_run.segments");
_Static_assert(offsetof(kith_finding, notes) == 56, "kith_finding.notes");
typedef int kith_not_empty;
