#pragma once
// The filter of system calls (seccomp). Of `process` only.
#include "engine/base/status.hpp"

namespace kith::process {

enum class CallsFor {
    loading,        // a library: opens and maps files that Landlock leaves
    running,        // computing with what is mapped
    reading         // as running, and makes sealed memory and sends it through an open channel
};

/// Does this system filter calls at all?
bool can_filter_calls();
/// From now on; an earlier filter stays in force, and the stricter answer counts.
base::Status filter_calls(CallsFor what, bool threads);

}  // namespace kith::process
