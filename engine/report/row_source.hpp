#pragma once
// Rows offered to SQLite as a table, so that one INSERT … SELECT takes them all: no statement, no binding, no reset a row.
#include <cstdint>
#include <string>

#include "engine/base/job.hpp"
#include "engine/report/layer.hpp"

struct sqlite3;

namespace kith::report {

struct RowSource {
    const LayerSpec* layer = nullptr;
    std::int32_t srs = 0;
    picture::Bounds bounds;      // of what was written
    base::JobContext* job = nullptr;
    std::string blob;            // the geometry being handed over
};

/// Makes `kith_rows(…)` known to this connection: the columns of source.layer in order, geometry first when it has one.
/// `source` must outlive the connection. 0, or SQLite's error.
int offer_rows(sqlite3* database, RowSource& source);

}  // namespace kith::report
