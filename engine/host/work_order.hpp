#pragma once
// What kith-worker is told: which library, which rows, which parameters. Written by the host alone.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/host/result_layout.hpp"

namespace kith::host {

struct WorkOrder {
    struct Layer {
        std::string as;
        int role = 0;
        bool partition = true;
        std::int64_t first_node = 0;
    };
    struct Granted {
        std::string key;
        std::vector<std::string> columns;  // empty: all
    };
    std::string manifest;                  // its text
    std::string library;
    Counts counts;
    std::vector<Layer> layers;
    std::vector<Granted> segments;         // in the order of the descriptors
    std::vector<double> parameters;        // in the order of the manifest
    std::optional<std::int32_t> as_of;
    std::uint64_t seed = 0;
    unsigned threads = 1;
    bool gate_open = false;
    std::uint64_t memory = 0;              // bytes it may take besides the blocks
    std::uint64_t cpu_seconds = 0;
    bool only_locked = true;               // not to be loaded where the system cannot lock it up
};

std::string to_text(const WorkOrder& order);
base::Result<WorkOrder> work_order_from(std::string_view text);

/// The descriptors of a worker, in this order.
namespace given {
inline constexpr int control = 3, order = 4, outputs = 5, findings = 6, first_segment = 7;
}

/// What a worker leaves in its control page.
enum class WorkerOutcome : std::int32_t {
    none = 0,          // it never came to an end of its own
    ok = 1,
    stopped = 2,
    broken_order = 3,  // ours
    not_loadable = 4,  // the library cannot be loaded, or is no plugin
    other_version = 5, // of the contract
    not_as_declared = 6,
    not_locked = 7,    // this system cannot, and it was to run locked only
    bad_parameter = 10,
    bad_input = 11,
    too_large = 12,
    not_converged = 13,
    wrong_call = 14,
    internal = 15
};

}  // namespace kith::host
