#pragma once
// What an analysis gave, after its process was dead and every row of it was checked.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/column/segment.hpp"
#include "engine/host/personal.hpp"
#include "engine/host/plugin_set.hpp"

namespace kith::host {

enum class Verdict : std::uint8_t {
    ok,
    kept_for_team,   // it reads people's ties, and this audience may not see what it says
    not_possible,    // the place lacks what it needs, or too few people were asked; not an error
    not_granted,     // it asks to see what the user has not allowed; not an error
    bad_request,     // the recipe asks for an analysis or a parameter that is not there
    setup_error,     // it could not be started or loaded, or is not what its manifest says
    failed,          // it ended with an error of its own
    violation,       // it tried what it may not
    crashed,         // a signal that it raised itself
    killed,          // from outside
    timed_out,
    stopped,         // somebody asked to stop
    invalid_result,  // what it left does not hold
    internal         // our bug
};
std::string_view name_of(Verdict verdict);
/// Neither a result nor a reason why none was to be had.
bool went_wrong(Verdict verdict);

/// How far a result is to be believed.
enum class Quality : std::uint8_t { value = 0, lower_bound = 1, upper_bound = 2, not_computable = 3, suppressed = 4, between = 5 };
std::string_view name_of(Quality quality);

struct ParameterValue {
    const Parameter* parameter = nullptr;
    double number = 0;
    std::string text;          // for run.json, and as it may be given again: "800 m", "yes", "lsoa", "inventory.density"
    bool given = false;        // not the default
    bool counts = true;        // false: its `only_when` does not hold
    std::string words = {};    // in sentences: as `text`, but of a column what people call it
    std::string column = {};   // of a column: its key; "" when nothing was chosen
    std::string from = {};     // of another analysis's column: its `as`
};

/// Kith's own reasons for a value that is not there.
enum class OwnReason : std::int32_t {
    unsaid = -1,      // the analysis says nothing about this row
    gate_closed = -2, // too few people were asked for a claim about the whole network
    named_only = -3   // somebody only named by others: no results about them
};

/// One output column of one kind of row. In its segment: `<key>` f64? (known where there is a value or a bound; unstated
/// where not computable, withheld where suppressed), and only where something needs them `<key>.quality` i32,
/// `<key>.upper` f64, `<key>.reason` i32 (of the manifest's reasons; below 0 one of Kith's own).
class ResultColumn {
public:
    ResultColumn(const OutputColumn& spec, const column::Segment& segment);
    const OutputColumn& spec() const { return *spec_; }
    std::size_t rows() const { return values_->rows(); }
    Quality quality(std::size_t row) const {
        if (has_number(row)) return qualities_.empty() ? Quality::value : static_cast<Quality>(qualities_[row]);
        return values_->state(row) == column::State::withheld ? Quality::suppressed : Quality::not_computable;
    }
    bool has_number(std::size_t row) const { return values_->known(row); }
    double value(std::size_t row) const { return numbers_[row]; }
    double upper(std::size_t row) const { return uppers_.empty() ? value(row) : uppers_[row]; }
    /// Why there is no number, in words; "" when there is one.
    std::string_view reason(std::size_t row) const;
    const column::Column& values() const { return *values_; }

private:
    const OutputColumn* spec_;
    const column::Column* values_;
    // Asked row by row for millions of rows, so kept at hand; empty where the segment has no such column.
    std::span<const double> numbers_, uppers_;
    std::span<const std::int32_t> qualities_, reasons_;
};

/// Columns of one kind of row; of areas, of one layer. Key: "results.<as>.person", "results.<as>.area.<layer>" …
struct ResultColumns {
    Entity entity = Entity::area;
    std::string layer;                        // of areas
    column::SegmentPtr segment;
    std::vector<const OutputColumn*> columns; // in the order of the manifest
};

/// Rows of a table, key "tables.<as>.<table>": a column a table column under its key, with states where cells are empty:
/// i32? of persons, assets, areas (with `<key>.layer` i32), terms, words, choices, integers; date?; f64? of numbers, metres
/// and shares (with `<key>.quality` i32 and `<key>.upper` f64 where a cell is a bound).
struct ResultTable {
    const Table* spec = nullptr;
    column::SegmentPtr segment;
    std::int64_t left_out = 0;                // rows that did not fit
    std::size_t rows() const;
};

enum class NoteKind : std::uint8_t {
    argument = 1, tie = 2, person = 3, asset = 4, area = 5, missing = 6, strength = 7, change = 8, interval = 9, p_value = 10
};
/// A note of a finding: what `slot`, `row` and `number` mean is in plugins/abi/kith_plugin.h.
struct Note {
    NoteKind kind = NoteKind::argument;
    std::uint8_t layer = 0;
    std::uint16_t slot = 0;
    std::int32_t row = 0;
    double number = 0;
};

struct Finding {
    std::uint32_t message = 0;
    std::int32_t subject = 0;
    std::int32_t other = -1;
    std::uint16_t layer = 0;
    Quality quality = Quality::value;
    std::uint16_t reason = 0;
    double value = 0;
    double upper = 0;
    std::uint32_t known = 0;
    std::uint32_t unknown = 0;
    std::optional<std::int32_t> oldest, newest;  // days since 1970-01-01
    std::vector<Note> notes;
};

/// Findings, read where the worker wrote them (sealed since): a city's million is not copied.
class Findings {
public:
    Findings() = default;
    /// Made by the result reader only, which has checked every byte. `kept`: which of them count, or empty: all `count`.
    /// The other numbers are offsets of the three regions in the block.
    Findings(std::shared_ptr<const column::Memory> memory, std::size_t count, std::size_t records, std::size_t notes, std::size_t numbers,
             std::vector<std::uint32_t> kept = {});
    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    std::uint32_t message(std::size_t i) const;
    std::int32_t subject(std::size_t i) const;
    /// Reuses `into`, so that a loop over a million does not allocate.
    void read(std::size_t i, Finding& into) const;
    /// Adds what they say to a digest: counts, then records, notes and numbers as they stand.
    void add_to(base::DigestBuilder& digest) const;
    Finding operator[](std::size_t i) const {
        Finding made;
        read(i, made);
        return made;
    }

private:
    std::shared_ptr<const column::Memory> memory_;
    std::size_t count_ = 0, records_ = 0, notes_ = 0, numbers_ = 0;
    std::vector<std::uint32_t> kept_;
};

struct AnalysisResult {
    PluginPtr plugin;                  // nothing when there is no such analysis
    std::string use, as;
    std::vector<ParameterValue> parameters;
    PersonalSet granted;               // of what it asks for, what the user allowed
    Verdict verdict = Verdict::internal;
    std::string sentence;              // what happened, for a person; "" when ok
    std::string authors_words;         // what the plugin said when it failed: for its author, never for a report
    std::string isolation;             // the locks that held its process: "no new privileges, Landlock 7, seccomp, …"; "" when none ran
    double seconds = 0;                // wall
    double cpu_seconds = 0;
    std::int64_t peak_kib = 0;
    bool reused = false;               // an earlier run's: these four say how it was worked out then
    bool gate_open = false;
    std::vector<ResultColumns> columns;
    std::vector<ResultTable> tables;
    Findings findings;
    std::vector<std::int64_t> left_out;  // findings that did not fit, by message
    std::vector<std::string> caveats;  // sentences: the gate, what was left out
    base::Digest digest;               // over canonical columns, tables and findings: equal results, equal digests
    bool ok() const { return verdict == Verdict::ok; }

    const ResultColumns* columns_for(Entity entity, std::string_view layer = {}) const;
    const ResultTable* table(std::string_view key) const;
};

}  // namespace kith::host
