#pragma once
// PROJ's own data in a process that may not open files: opened before the lock, read through the open descriptors after it.
#include "engine/base/status.hpp"

struct pj_ctx;

namespace kith::geo {

/// Opens PROJ's database and grids (some 20 files); from then on every coordinate system of this process is looked up in them.
/// Before a second thread is started; a second call does nothing. An error when the database is not where PROJ looks for it.
base::Status hold_projection_files();

/// For a PROJ context of ours: the held files, if any are. Inside geo only.
void use_held_files(pj_ctx* context);

}  // namespace kith::geo
