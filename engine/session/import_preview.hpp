#pragma once
// What would be taken in, for a look before: first rows, positions and issues of tables as they were read. Inside session only.
#include <vector>

#include "engine/io/read_sources.hpp"
#include "engine/session/import.hpp"

namespace kith::session {

/// To each part of the look what its block's table says.
void add_preview(ImportLook& look, const std::vector<io::SourceTable>& tables);

}  // namespace kith::session
