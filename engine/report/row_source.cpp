#include "engine/report/row_source.hpp"

#include <sqlite3.h>

#include "engine/report/wkb.hpp"

namespace kith::report {
namespace {

constexpr sqlite3_int64 rows_between_checks = 1 << 14;

struct Table : sqlite3_vtab {
    RowSource* source;
};
struct Cursor : sqlite3_vtab_cursor {
    RowSource* source;
    const LayerColumn* columns;  // looked up once: tens of millions of cells ask
    std::size_t count;
    std::size_t geometries;      // columns before the first of these: one or none
    std::size_t row;
};

bool has_geometry(const LayerSpec& layer) { return !std::holds_alternative<NoGeometry>(layer.geometry); }

int connect(sqlite3* database, void* source, int, const char* const*, sqlite3_vtab** table, char**) {
    auto* rows = static_cast<RowSource*>(source);
    std::string sql = "CREATE TABLE rows(";
    const std::size_t count = rows->layer->columns.size() + (has_geometry(*rows->layer) ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) sql += (i > 0 ? ",c" : "c") + std::to_string(i);
    if (count == 0) sql += "none";
    auto* made = new Table{};
    made->source = rows;
    *table = made;
    return sqlite3_declare_vtab(database, (sql + ")").c_str());
}
int disconnect(sqlite3_vtab* table) {
    delete static_cast<Table*>(table);
    return SQLITE_OK;
}
int best_index(sqlite3_vtab*, sqlite3_index_info* plan) {
    plan->estimatedCost = 1;
    return SQLITE_OK;
}
int open_cursor(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor) {
    auto* made = new Cursor{};
    made->source = static_cast<Table*>(table)->source;
    const LayerSpec& layer = *made->source->layer;
    made->columns = layer.columns.data();
    made->count = layer.columns.size();
    made->geometries = has_geometry(layer) ? 1 : 0;
    *cursor = made;
    return SQLITE_OK;
}
int close_cursor(sqlite3_vtab_cursor* cursor) {
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
}
int rewind_cursor(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    static_cast<Cursor*>(cursor)->row = 0;
    return SQLITE_OK;
}
int next(sqlite3_vtab_cursor* cursor) {
    auto& at = *static_cast<Cursor*>(cursor);
    ++at.row;
    if (at.row % rows_between_checks == 0) {
        if (at.source->job->stopped()) return SQLITE_INTERRUPT;
        at.source->job->progress(static_cast<double>(at.row) / static_cast<double>(at.source->layer->rows));
    }
    return SQLITE_OK;
}
int at_end(sqlite3_vtab_cursor* cursor) {
    const auto& at = *static_cast<Cursor*>(cursor);
    return at.row >= at.source->layer->rows;
}
int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
    *id = static_cast<sqlite3_int64>(static_cast<Cursor*>(cursor)->row) + 1;
    return SQLITE_OK;
}

/// The blob of a row's geometry in source.blob; false when it has none.
bool geometry_of(RowSource& source, std::size_t row) {
    if (const auto* points = std::get_if<PointGeometry>(&source.layer->geometry)) {
        if (!points->points || !points->points->known(row)) return false;
        const double x = points->points->xy()[2 * row], y = points->points->xy()[2 * row + 1];
        source.bounds.add(x, y);
        point_blob(source.srs, x, y, source.blob);
        return true;
    }
    if (const auto* areas = std::get_if<AreaGeometry>(&source.layer->geometry)) {
        if (row >= areas->coverage.areas()) return false;
        area_blob(source.srs, areas->coverage, row, source.bounds, source.blob);
        return true;
    }
    double xy[4];
    if (!std::get<LineGeometry>(source.layer->geometry).ends(row, xy)) return false;
    source.bounds.add(xy[0], xy[1]);
    source.bounds.add(xy[2], xy[3]);
    line_blob(source.srs, xy, source.blob);
    return true;
}

class SqliteCell final : public Cell {
public:
    explicit SqliteCell(sqlite3_context* context) : context_(context) {}
    void null() const override { sqlite3_result_null(context_); }
    void integer(std::int64_t value) const override { sqlite3_result_int64(context_, value); }
    void real(double value) const override { sqlite3_result_double(context_, value); }
    void text(std::string_view stays) const override { sqlite3_result_text64(context_, stays.data(), stays.size(), SQLITE_STATIC, SQLITE_UTF8); }
    void copied(std::string_view text) const override { sqlite3_result_text64(context_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8); }

private:
    sqlite3_context* context_;
};

int column_value(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index) {
    const auto& at = *static_cast<Cursor*>(cursor);
    const auto column = static_cast<std::size_t>(index);
    if (column < at.geometries) {
        if (geometry_of(*at.source, at.row)) sqlite3_result_blob64(context, at.source->blob.data(), at.source->blob.size(), SQLITE_TRANSIENT);
    } else if (column - at.geometries < at.count) {
        at.columns[column - at.geometries].write(SqliteCell(context), at.row);
    }
    return SQLITE_OK;
}

const sqlite3_module& module() {
    static const sqlite3_module made = [] {
        sqlite3_module m{};
        m.xConnect = connect;
        m.xBestIndex = best_index;
        m.xDisconnect = disconnect;
        m.xOpen = open_cursor;
        m.xClose = close_cursor;
        m.xFilter = rewind_cursor;
        m.xNext = next;
        m.xEof = at_end;
        m.xColumn = column_value;
        m.xRowid = row_id;
        return m;
    }();
    return made;
}

}  // namespace

int offer_rows(sqlite3* database, RowSource& source) { return sqlite3_create_module(database, "kith_rows", &module(), &source); }

}  // namespace kith::report
