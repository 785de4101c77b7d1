#pragma once
// One run: everything that was granted, and everything that can be handed back.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plugins/abi/kith_plugin.h"
#include "plugins/sdk/columns.hpp"
#include "plugins/sdk/graph.hpp"
#include "plugins/sdk/outputs.hpp"
#include "plugins/sdk/status.hpp"

namespace kith::sdk {

struct Layer {
    std::string_view as;
    LayerRole role;
    bool partition;
    bool primary;
    std::int64_t first_node;
    std::size_t count;
    std::uint16_t index;
};

/// A seeded stream: the same (run's seed, name, row) gives the same numbers on every machine and in any order.
class Random {
public:
    Random(const kith_random* table, std::uint64_t state) : table_(table), state_(state) {}
    std::uint64_t next() { return table_->next(&state_); }
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    std::uint64_t below(std::uint64_t bound);

private:
    const kith_random* table_;
    std::uint64_t state_;
};

/// A column of another analysis; an empty one when it was not handed over (optional, and not there).
struct OtherResult {
    Column values, qualities, uppers;  // the last two only where something is a bound
    explicit operator bool() const { return static_cast<bool>(values); }
    std::size_t rows() const { return values.rows(); }
    /// Is there a number: the value, or a bound?
    bool known(std::size_t row) const { return values.known(row); }
    kith_quality quality(std::size_t row) const;
    bool exact(std::size_t row) const { return quality(row) == KITH_VALUE; }
    double value(std::size_t row) const { return values.f64()[row]; }
    double upper(std::size_t row) const { return uppers ? uppers.f64()[row] : value(row); }
};

class Run {
public:
    explicit Run(const kith_run& run);

    std::size_t people() const { return static_cast<std::size_t>(run_.people); }
    std::size_t assets() const { return static_cast<std::size_t>(run_.assets); }
    std::size_t households() const { return static_cast<std::size_t>(run_.households); }
    /// Node of an asset row, in lenses.
    std::int32_t node_of_asset(std::size_t row) const { return static_cast<std::int32_t>(people() + row); }
    bool is_person(std::int32_t node) const { return node < run_.people; }
    std::size_t layers() const { return static_cast<std::size_t>(run_.layer_count); }
    Layer layer(std::size_t index) const;
    std::optional<Layer> primary_layer() const;
    /// Days since 1970-01-01: today, for what ages. Nothing when the place has no date.
    std::optional<std::int32_t> as_of() const;
    /// May claims about the whole network be made? Outputs marked "whole_network" are closed otherwise.
    bool gate_open() const { return run_.gate_open != 0; }
    unsigned threads() const { return run_.threads; }

    /// The granted segment, or an empty one.
    Segment segment(std::string_view key) const;
    /// A column of it, or an empty one: nothing was recorded.
    Column find(std::string_view segment, std::string_view column) const { return this->segment(segment)[column]; }
    /// A column that must be there.
    Column column(std::string_view segment, std::string_view column) const;
    Lens lens(std::string_view as) const { return Lens(must("lens.", as)); }
    Pairs pairs(std::string_view lens) const { return Pairs(must("pairs.", lens)); }
    Near near(std::string_view as) const { return Near(must("near.", as)); }
    Reach reach(std::string_view as) const { return Reach(must("reach.", as)); }
    /// "areas.<as>", and with `part` "areas.<as>.<part>".
    Segment areas(const Layer& layer, std::string_view part = {}) const;

    /// What another analysis gave, as asked for in `results_of`: of the areas of a layer …
    OtherResult result_of(std::string_view as, std::string_view output, std::string_view layer) const { return taken(as, "area." + std::string(layer), output); }
    /// … or of people, assets or the place as a whole: of_people, of_assets, of_place.
    enum Rows { of_people, of_assets, of_place };
    OtherResult result_of(std::string_view as, std::string_view output, Rows rows) const;
    /// The column that the user picked with this parameter; an empty one where the parameter does not count.
    Column chosen(std::string_view parameter) const { return find("chosen." + std::string(parameter), "value"); }

    double number(std::string_view parameter) const;
    std::int64_t integer(std::string_view parameter) const;
    bool yes(std::string_view parameter) const { return integer(parameter) != 0; }

    Output output(std::string_view key) const;
    Output output(std::string_view key, const Layer& layer) const;
    Reason reason(std::string_view output_or_message, std::string_view reason) const;
    Message message(std::string_view id) const;
    Strength strength(std::string_view id) const;
    Change change(std::string_view id) const;
    /// Argument of a message, strength or change.
    Argument argument(std::string_view of, std::string_view name) const;
    std::uint32_t table(std::string_view key) const;

    /// False when it does not fit any more (it is counted, and the reader is told).
    bool add(const Finding& finding) const;
    bool add_row(std::uint32_t table, std::span<const kith_cell> cells) const;

    /// Reports how far it is. False: somebody asked to stop, so `return sdk::stopped();`.
    bool go_on(double fraction) const { return progress_->report(host_->context, fraction) == KITH_OK; }
    bool go_on() const { return progress_->check(host_->context) == KITH_OK; }
    Random random(std::string_view stream, std::uint64_t row = 0) const;
    void log(std::string_view line) const;

private:
    OtherResult taken(std::string_view as, std::string_view rows, std::string_view output) const;
    Segment must(std::string_view prefix, std::string_view as) const;
    std::int32_t index_of(kith_name_kind kind, const std::string& name) const;
    const kith_parameter& parameter(std::string_view id) const;
    Output find_output(std::string_view key, std::int32_t layer) const;

    const kith_run& run_;
    const kith_host* host_;
    const kith_log* log_;
    const kith_progress* progress_;
    const kith_random* random_;
    const kith_evidence* evidence_;
};

/// The one exception firewall: runs `work` and answers Kith, whatever happens.
kith_status guarded(const kith_run* run, Status (*work)(Run&)) noexcept;

}  // namespace kith::sdk

/// Once, in one source of the plugin: KITH_ANALYSIS("kith.example", "0.1.0", run_example) with `Status run_example(Run&)`.
#define KITH_ANALYSIS(ID, VERSION, WORK)                                                                                         \
    namespace {                                                                                                                  \
    kith_status kith_run_entry(const kith_run* run) { return kith::sdk::guarded(run, WORK); }                                    \
    constexpr kith_analysis kith_analysis_table{sizeof(kith_analysis), {ID, sizeof(ID) - 1}, {VERSION, sizeof(VERSION) - 1}, kith_run_entry}; \
    const void* kith_capability(const char* id) {                                                                                \
        return std::string_view(id) == KITH_ANALYSIS_CAPABILITY ? &kith_analysis_table : nullptr;                                \
    }                                                                                                                            \
    }                                                                                                                            \
    extern "C" const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, KITH_ABI_MAJOR, KITH_ABI_MINOR, 0, kith_capability}
