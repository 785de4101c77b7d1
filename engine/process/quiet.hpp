#pragma once
// What a program that holds people's data asks of the system before it reads any.

namespace kith::process {

/// No core dump of this process, and no other process of this user may look into its memory (PR_SET_DUMPABLE). Children begin anew with both,
/// but for the limit of core dumps.
void no_core_dumps();

}  // namespace kith::process
