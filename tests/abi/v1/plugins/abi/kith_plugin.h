/* The contract between Kith and an analysis. C11, self-contained, major version 1: frozen on 2026-11-27. What may
 * still be added, and how, is in CHANGES.md beside this file.
 *
 * An analysis is a shared library with one exported symbol, kith_plugin_entry, and a manifest.json beside it. Kith reads the
 * manifest without running any code, asks the user, and starts kith-worker, which loads the library, calls `run` once and
 * ends. A plugin never sees a file, a name that it was not granted, or another process; it sends rows, numbers and ids of
 * messages that stand in its manifest, never prose. Most authors want plugins/sdk (C++) on top of this; start at
 * plugins/README.md.
 *
 * Rules
 * - Growth is by capability id ("kith.analysis/1"), never by changing a struct. A struct that stands alone begins with its
 *   size; the elements of arrays never change within a major version. Equal major or Kith refuses.
 * - Text is UTF-8 with a length and no terminating zero. Everything that Kith hands over stays valid until `run` returns,
 *   and is read-only unless it says otherwise: writing elsewhere ends the process.
 * - No exception, longjmp or exit may cross. No memory changes its owner.
 * - Threads: [main] only from the thread that `run` was called on; [any] from any thread of the plugin.
 * - What the plugin leaves behind is checked, to the last row, after its process has ended. One wrong row refuses it all.
 */
#ifndef KITH_PLUGIN_H
#define KITH_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KITH_ABI_MAGIC 0x4854494BU /* "KITH" */
#define KITH_ABI_MAJOR 1
#define KITH_ABI_MINOR 0

/* Text: `length` bytes of UTF-8. */
typedef struct kith_text {
    const char* bytes;
    uint64_t length;
} kith_text;

/* ---- What comes in ------------------------------------------------------------------------------------------------- */

/* Type of a column, and what `values` points to. Little-endian, 64-byte aligned. */
typedef uint32_t kith_type;
#define KITH_BOOLEAN 1u    /* uint8_t, 0 or 1 */
#define KITH_I32 2u        /* int32_t; also rows of another table (-1: none) and the codes of a vocabulary */
#define KITH_I64 3u        /* int64_t */
#define KITH_F64 4u        /* double, never NaN */
#define KITH_TEXT 5u       /* int32_t code into the column's dictionary, -1 where not known */
#define KITH_TEXT_LIST 6u  /* int32_t codes of all rows; row r has those from offsets[r] to offsets[r + 1] */
#define KITH_DATE 7u       /* int32_t days since 1970-01-01, and `precisions` */
#define KITH_POINT 8u      /* double x, y interleaved: metres in the working CRS */
#define KITH_POINT_LIST 9u /* points of all rows; row r has those from offsets[r] to offsets[r + 1] */

/* Why a value is there or not. Unknown is not zero: a value counts only where its state is KITH_KNOWN. */
typedef uint8_t kith_state;
#define KITH_KNOWN 0u
#define KITH_NOT_ASKED 1u
#define KITH_DECLINED 2u
#define KITH_DONT_KNOW 3u
#define KITH_NOT_APPLICABLE 4u
#define KITH_UNSTATED 5u
#define KITH_WITHHELD 6u

/* One column of a granted segment. */
typedef struct kith_column {
    kith_text key;                     /* e.g. "role"; the dictionary of segments is engine/place/README.md */
    kith_type type;
    int32_t dictionary_size;           /* texts of the dictionary; 0 for other types */
    uint64_t rows;                     /* length, unless the type is a list: then the number of lists */
    const void* values;                /* by type; never NULL when rows > 0 */
    uint64_t value_count;              /* elements of `values`: rows; of a list, all items; of points, twice that */
    const kith_state* states;          /* one a row, or NULL: all known */
    const int64_t* offsets;            /* rows + 1, of lists; else NULL */
    const uint8_t* precisions;         /* of dates, one a row: 0 day, 1 month, 2 year; else NULL */
    const int64_t* dictionary_offsets; /* dictionary_size + 1: text c is bytes offsets[c] to offsets[c + 1]; else NULL */
    const char* dictionary_bytes;
} kith_column;

/* One granted segment: a group of columns. Those of one segment may differ in length (a topology has offsets and targets). */
typedef struct kith_segment {
    kith_text key;              /* e.g. "people", "people.gifts", "areas.lsoa", "lens.unpaid", "near.neighbours",
                                   "results.inventory.area.lsoa", "chosen.column" */
    const kith_column* columns; /* only those that the manifest asked for */
    uint64_t column_count;
} kith_segment;

/* One area layer, in the order of the recipe. Its segments are "areas.<as>", "people.within.<as>" … */
typedef struct kith_layer {
    kith_text as;
    int32_t role;         /* 0 official, 1 lived, 2 drawn */
    uint8_t is_partition; /* 1: no two areas overlap */
    uint8_t is_primary;   /* 1 on one layer */
    uint16_t reserved;
    int64_t first_node;   /* node of its first area */
    int64_t count;        /* areas */
} kith_layer;

/* One parameter of the manifest with the value that counts now: given, else the default. Checked by Kith against its range. */
typedef struct kith_parameter {
    kith_text id;
    double number;   /* type number; else the same as `integer` */
    int64_t integer; /* integer; yes_no: 0 or 1; choice: index of the word; layer: index of the layer; column: index of the layer
                        whose column was picked: it stands in the segment "chosen.<id>" */
} kith_parameter;

/* ---- What goes out ------------------------------------------------------------------------------------------------- */

/* How far a result is to be believed. Memory starts as KITH_UNSAID, so a row that nobody wrote is never a zero. */
typedef uint8_t kith_quality;
#define KITH_UNSAID 0u         /* shown as not computable: "the analysis says nothing about this one" */
#define KITH_VALUE 1u          /* is `value` */
#define KITH_LOWER 2u          /* is at least `value` */
#define KITH_UPPER 3u          /* is at most `value` */
#define KITH_BETWEEN 4u        /* is from `value` to `upper`; only where the manifest says "interval": true */
#define KITH_NOT_COMPUTABLE 5u /* because of `reason` */

/* One output column of the manifest, for one kind of row. Of areas there is one for each layer that the manifest asks for.
 * The buffers are the plugin's to write while `run` lasts. [any], as long as two threads do not write the same row. */
typedef struct kith_out_column {
    kith_text key;         /* as in the manifest */
    int32_t layer;         /* of areas: index of the layer; else -1 */
    uint32_t reason_count; /* `reason` is below this */
    uint64_t rows;         /* people, assets or areas of the layer; 1 for the place as a whole */
    double* values;        /* finite; whole numbers where the type is integer, the index of a word where it is choice */
    double* uppers;        /* NULL unless the manifest says "interval": true; read where KITH_BETWEEN */
    kith_quality* qualities;
    uint16_t* reasons;     /* index into the column's reasons in the manifest; read where KITH_NOT_COMPUTABLE */
} kith_out_column;

/* One cell of a table row, by the type of the table's column in the manifest. */
typedef struct kith_cell {
    double number;        /* number, metres, share */
    double upper;         /* read where KITH_BETWEEN */
    int32_t row;          /* person, asset or area row, term code, row of a word, choice, integer, date in days */
    uint16_t layer;       /* of areas: index of the layer; else 0 */
    kith_quality quality; /* never KITH_UNSAID; of rows and words KITH_VALUE or KITH_NOT_COMPUTABLE (an empty cell) */
    uint8_t reserved;
} kith_cell;

/* What a note of a finding is. `slot`, `row` and `number` mean: */
typedef uint8_t kith_note_kind;
#define KITH_NOTE_ARGUMENT 1u    /* slot: the argument of the message, or of the last strength or change before it. By its type:
                                    row, or number. Several for one slot make a list. */
#define KITH_NOTE_TIE 2u         /* row: a tie (row of `ties`) that made it so; number: its part, 0-1, or 0 when not split */
#define KITH_NOTE_PERSON 3u      /* row: a person that made it so; number: part */
#define KITH_NOTE_ASSET 4u       /* row: an asset that made it so; number: part */
#define KITH_NOTE_AREA 5u        /* row: an area that made it so; slot: its layer; number: part */
#define KITH_NOTE_MISSING 6u     /* slot: a facet that was not asked in full (code of the facet vocabulary) */
#define KITH_NOTE_STRENGTH 7u    /* slot: a strength of the manifest; its arguments follow */
#define KITH_NOTE_CHANGE 8u      /* slot: what would change it; its arguments follow. None: the message's own */
#define KITH_NOTE_INTERVAL 9u    /* slot: 0 lower, 1 upper end of the 95 % interval; number */
#define KITH_NOTE_P_VALUE 10u    /* number: p; slot: 0 not corrected, 1 false discovery rate, 2 family-wise */

typedef struct kith_note {
    double number;
    int32_t row;
    uint16_t slot;
    uint16_t layer; /* of an argument that is an area: index of the layer; else 0 */
    kith_note_kind kind;
    uint8_t reserved[7];
} kith_note;

#define KITH_NO_DATE INT32_MIN

/* One finding. Claim, unit, threshold, its source and the words are the message's, in the manifest. */
typedef struct kith_finding {
    uint32_t struct_size;     /* sizeof(kith_finding) */
    uint32_t message;         /* index of the message */
    int32_t subject;          /* row of the person, asset or area; 0 for the place as a whole */
    int32_t other;            /* second subject of a pair, else -1 */
    uint16_t layer;           /* of area subjects: index of the layer; else 0 */
    uint16_t reason;          /* index into the message's reasons, where KITH_NOT_COMPUTABLE */
    kith_quality quality;     /* never KITH_UNSAID */
    uint8_t reserved[3];
    double value;             /* in the message's unit */
    double upper;             /* where KITH_BETWEEN */
    uint32_t known;           /* how many inputs (ties, answers, areas …) were known */
    uint32_t unknown;         /* how many were not */
    int32_t oldest;           /* days since 1970-01-01 of the oldest and newest input, or KITH_NO_DATE */
    int32_t newest;
    const kith_note* notes;   /* evidence, arguments, strengths; copied by the call */
    uint64_t note_count;      /* at most 64 */
} kith_finding;

/* ---- What Kith offers: capabilities of the host -------------------------------------------------------------------- */

typedef struct kith_context kith_context; /* Kith's own; pass it on */

/* Answers of the calls below, and of `run`. */
typedef int32_t kith_status;
#define KITH_OK 0
#define KITH_STOPPED 1          /* somebody asked to stop; return it from `run` as soon as you can */
#define KITH_FULL 2             /* does not fit any more; it was counted, and the reader is told how many */
#define KITH_BAD_PARAMETER (-1) /* parameters that do not fit together */
#define KITH_BAD_INPUT (-2)     /* inputs that the method cannot work with */
#define KITH_TOO_LARGE (-3)
#define KITH_NOT_CONVERGED (-4)
#define KITH_WRONG_CALL (-5)    /* a call with an index, a row or a number that cannot be; nothing was stored */
#define KITH_INTERNAL (-6)      /* a fault of the plugin's own */

#define KITH_LOG "kith.log/1"
typedef struct kith_log {
    uint32_t struct_size;
    /* A line for the plugin's author (`kith plugin test`): never shown to users, never kept with a place. [any] */
    void (*line)(kith_context* context, const char* bytes, uint64_t length);
    /* Why `run` is about to return an error: the last one counts. For the author, as above. [any] */
    void (*fail)(kith_context* context, const char* bytes, uint64_t length);
} kith_log;

#define KITH_PROGRESS "kith.progress/1"
typedef struct kith_progress {
    uint32_t struct_size;
    /* How far it is, 0-1. KITH_OK or KITH_STOPPED. No system call: cheap, but once in a hundred rows is plenty. [any] */
    kith_status (*report)(kith_context* context, double fraction);
    /* KITH_OK or KITH_STOPPED. Half a second after a stop the worker is ended. [any] */
    kith_status (*check)(kith_context* context);
} kith_progress;

#define KITH_RANDOM "kith.random/1"
typedef struct kith_random {
    uint32_t struct_size;
    /* State of the stream (run's seed, name, row): the same three give the same numbers, whatever the order. [any] */
    uint64_t (*start)(kith_context* context, const char* name, uint64_t length, uint64_t row);
    /* The next 64 bits (SplitMix64); changes the state. [any] */
    uint64_t (*next)(uint64_t* state);
} kith_random;

/* What a name in the manifest is. */
typedef uint32_t kith_name_kind;
#define KITH_NAME_MESSAGE 1u  /* of findings */
#define KITH_NAME_STRENGTH 2u
#define KITH_NAME_CHANGE 3u
#define KITH_NAME_TABLE 4u
#define KITH_NAME_ARGUMENT 5u /* "message/argument", "strength/argument" or "change/argument" by the ids */
#define KITH_NAME_REASON 6u   /* "column/reason" or "message/reason" */

#define KITH_EVIDENCE "kith.evidence/1"
typedef struct kith_evidence {
    uint32_t struct_size;
    /* Index of a name that stands in the manifest, or -1. [any] */
    int32_t (*index_of)(kith_context* context, kith_name_kind kind, const char* name, uint64_t length);
    /* Adds a finding: KITH_OK, KITH_FULL or KITH_WRONG_CALL. In the order in which the manifest says that they are cut. [main] */
    kith_status (*finding)(kith_context* context, const kith_finding* finding);
    /* Adds a row to a table; `cells` as many as the table has columns, in their order. As above. [main] */
    kith_status (*row)(kith_context* context, uint32_t table, const kith_cell* cells, uint64_t count);
} kith_evidence;

typedef struct kith_host {
    uint32_t struct_size;
    uint16_t major;
    uint16_t minor;
    kith_context* context;
    /* A const table with all its functions, or NULL when this Kith does not have it. [any] */
    const void* (*capability)(const char* id);
} kith_host;

/* ---- What a plugin offers ------------------------------------------------------------------------------------------ */

/* One run. */
typedef struct kith_run {
    uint32_t struct_size;
    uint8_t gate_open;       /* 1: whole-network claims may be made (rule 3). 0: outputs marked "whole_network" are closed, and
                                whatever is written there is dropped */
    uint8_t has_as_of;
    uint16_t reserved;
    const kith_host* host;
    int64_t people;          /* rows of the person segments, and nodes 0 … people - 1 */
    int64_t assets;          /* rows of the asset segments, and nodes people … people + assets - 1; areas follow by layer */
    int64_t households;
    int32_t as_of;           /* days since 1970-01-01: "today" for anything that ages; only when has_as_of */
    uint32_t threads;        /* how many threads the plugin may use, itself included; 1 unless the manifest says "threads": true.
                                The answer is the same with any number */
    const kith_layer* layers;
    uint64_t layer_count;
    const kith_segment* segments;     /* granted; an optional one that is not there is simply not in the list */
    uint64_t segment_count;
    const kith_parameter* parameters; /* in the order of the manifest */
    uint64_t parameter_count;
    const kith_out_column* columns;   /* in the order of the manifest, then of the layers */
    uint64_t column_count;
} kith_run;

#define KITH_ANALYSIS_CAPABILITY "kith.analysis/1"
typedef struct kith_analysis {
    uint32_t struct_size;
    kith_text id;      /* must be the manifest's, or Kith refuses */
    kith_text version; /* likewise */
    /* The work. KITH_OK, KITH_STOPPED or an error, told through kith.log's `fail`. Called once. [main] */
    kith_status (*run)(const kith_run* run);
} kith_analysis;

/* The one exported symbol. */
typedef struct kith_entry {
    uint32_t struct_size; /* sizeof(kith_entry) */
    uint32_t magic;       /* KITH_ABI_MAGIC */
    uint16_t major;       /* KITH_ABI_MAJOR that it was built with */
    uint16_t minor;
    uint32_t reserved;
    /* A const table by capability id, or NULL. May not call the host. [main] */
    const void* (*capability)(const char* id);
} kith_entry;

#if defined(__GNUC__)
#define KITH_EXPORT __attribute__((visibility("default")))
#else
#define KITH_EXPORT
#endif

extern KITH_EXPORT const kith_entry kith_plugin_entry;

#ifdef __cplusplus
}
#endif

#endif
