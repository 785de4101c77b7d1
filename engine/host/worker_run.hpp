#pragma once
// The worker's half of the contract: the plugin's view of what was granted, and the host functions that it may call.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/host/manifest.hpp"
#include "engine/host/work_order.hpp"
#include "engine/process/control_page.hpp"
#include "plugins/abi/kith_plugin.h"

namespace kith::host {

/// Everything that stays where it is while `run` lasts. One in a process.
class WorkerRun {
public:
    WorkerRun(WorkOrder order, Manifest manifest, process::ControlPage control, process::SharedBlock outputs, process::SharedBlock findings);
    WorkerRun(const WorkerRun&) = delete;
    WorkerRun& operator=(const WorkerRun&) = delete;

    void grant(column::SegmentPtr segment, const std::vector<std::string>& columns);
    const kith_run& prepare();
    const process::ControlPage& control() const { return control_; }
    const Manifest& manifest() const { return manifest_; }
    const std::string& words() const { return words_; }
    bool blocks_fit() const;

private:
    friend struct HostCalls;
    void describe_columns();
    std::uint64_t& output_counter(std::size_t offset) { return *reinterpret_cast<std::uint64_t*>(outputs_.bytes().data() + offset); }
    std::uint64_t& finding_counter(std::size_t offset) { return *reinterpret_cast<std::uint64_t*>(findings_.bytes().data() + offset); }
    std::int32_t index_of(kith_name_kind kind, std::string_view name) const;
    kith_status add(const kith_finding& finding);
    kith_status add_row(std::uint32_t table, const kith_cell* cells, std::uint64_t count);

    WorkOrder order_;
    Manifest manifest_;
    process::ControlPage control_;
    process::SharedBlock outputs_, findings_;
    OutputLayout output_layout_;
    FindingLayout finding_layout_;
    std::vector<SubjectCounter> message_counters_, table_counters_;
    std::string words_;
    std::vector<column::SegmentPtr> kept_;
    std::vector<std::vector<kith_column>> column_lists_;
    std::vector<kith_segment> segments_;
    std::vector<kith_layer> layers_;
    std::vector<kith_parameter> parameters_;
    std::vector<kith_out_column> out_columns_;
    kith_host host_{};
    kith_run run_{};
};

}  // namespace kith::host
