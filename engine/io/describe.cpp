// Looks at every row of a file and keeps what description.hpp says.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>
#include <unordered_set>

#include "engine/io/description.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/lookup_columns.hpp"
#include "engine/io/open_rows.hpp"

namespace kith::io {
namespace {

/// The same on every machine: FNV-1a, its bits stirred (the smallest of many must be a fair sample).
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
}

bool is_area_code(std::string_view cell) {
    return cell.size() == 9 && cell[0] >= 'A' && cell[0] <= 'Z' && std::all_of(cell.begin() + 1, cell.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Looking {
public:
    explicit Looking(std::string name) { facts_.name = std::move(name); }

    void look(std::string_view cell) {
        cell = without_blanks(cell);
        if (cell.empty()) return;
        if (const auto word = std::find(empty_words.begin(), empty_words.end(), cell); word != empty_words.end()) {
            if (std::find(facts_.empty.begin(), facts_.empty.end(), *word) == facts_.empty.end()) facts_.empty.emplace_back(*word);
            return;
        }
        if (facts_.filled++ == 0) facts_.first = cell.substr(0, 100);
        look_at_value(cell);
        facts_.area_codes += is_area_code(cell);
        if (words_.size() <= ColumnFacts::most_words) words_.emplace(cell);
        const std::uint64_t hash = hash_of(cell);
        if (facts_.repeats == 0 && !all_.insert(hash).second) {
            facts_.repeats = 1;  // what repeats is no id: nothing more need be kept
            all_ = {};
        }
        if (sketch_.size() == ColumnFacts::sketch_size && hash >= *sketch_.rbegin()) return;
        sketch_.insert(hash);
        if (sketch_.size() > ColumnFacts::sketch_size) sketch_.erase(std::prev(sketch_.end()));
    }

    ColumnFacts finish() && {
        facts_.sketch.assign(sketch_.begin(), sketch_.end());
        if (words_.size() <= ColumnFacts::most_words) facts_.words.assign(words_.begin(), words_.end());
        facts_.distinct = static_cast<std::int64_t>(sketch_.size());
        if (sketch_.size() == ColumnFacts::sketch_size)
            facts_.distinct = std::llround(static_cast<double>(ColumnFacts::sketch_size - 1) / (std::ldexp(static_cast<double>(*sketch_.rbegin()), -64)));
        facts_.distinct = std::min(facts_.distinct, facts_.filled);
        return std::move(facts_);
    }

private:
    void look_at_value(std::string_view cell) {
        double number = 0;
        if (read_number(cell, number) == Fault::none) {
            if (facts_.numbers++ == 0) facts_.least = facts_.most = number;
            facts_.least = std::min(facts_.least, number);
            facts_.most = std::max(facts_.most, number);
            facts_.whole += number == std::floor(number);
            facts_.longitudes += number >= -11 && number <= 2.5;
            facts_.latitudes += number >= 49 && number <= 61.5;
        } else {
            PartialDate date;
            bool day_first = false;
            facts_.dates += read_date(cell, date, day_first) == Fault::none;
        }
        bool yes = false;
        facts_.yes_no += read_yes_no(cell, yes) == Fault::none;
    }

    ColumnFacts facts_;
    std::set<std::string, std::less<>> words_;
    std::set<std::uint64_t> sketch_;
    std::unordered_set<std::uint64_t> all_;  // as long as none came twice
};

base::Status look_at_rows(RowSource& rows, TableFacts& table, base::JobContext& job) {
    std::vector<Looking> columns;
    std::vector<int> all;
    for (const std::string& name : rows.header()) {
        all.push_back(static_cast<int>(all.size()));
        columns.emplace_back(name);
    }
    rows.choose(all);
    // Millions of rows, of which the first say what all are.
    const std::int64_t looked_at = published_lookup(rows.header()) ? 20000 : std::numeric_limits<std::int64_t>::max();
    RowBatch batch;
    while (rows.next(batch)) {
        job.progress(rows.fraction());
        if (base::Status status = job.check(); !status) return status;
        for (std::size_t row = 0; row < batch.rows; ++row) {
            if (batch.flags[row] & (row_blank | row_refused | row_filtered | row_merged)) continue;
            if (table.rows++ >= looked_at) continue;
            for (std::size_t c = 0; c < columns.size(); ++c) columns[c].look(batch.column(c)[row]);
        }
    }
    for (Looking& column : columns) table.columns.push_back(std::move(column).finish());
    return {};
}

/// The middle of the points, in degrees: they are in Web Mercator, where every place on earth has room.
void find_middle(const geo::FeatureTable& features, TableFacts& table) {
    constexpr double radius = 6378137.0, degrees = 180 / std::numbers::pi;
    double x = 0, y = 0, count = 0;
    for (std::size_t row = 0; row < features.rows(); ++row) {
        if (features.states[row] != 0) continue;
        x += features.xy[2 * row];
        y += features.xy[2 * row + 1];
        ++count;
    }
    if (count == 0) return;
    table.lon = x / count / radius * degrees;
    table.lat = std::atan(std::sinh(y / count / radius)) * degrees;
}

base::Result<std::vector<TableFacts>> look_at_map(const Source& block, const BlockContext& context) {
    if (context.maps == nullptr) return base::misuse(block.file + " is a map file, and this reader reads tables only.");
    constexpr std::size_t most_layers = 50;
    std::vector<TableFacts> tables;
    for (std::int32_t layer = 0, layers = 1; layer < layers; ++layer) {
        column::SourceReport ignored;  // of what is wrong with single features `kith check` tells
        auto features = context.maps->features(context.parts, {block.file, {}, {}, "EPSG:3857", {}, layer}, ignored);
        if (!features) return features.error();
        // A map of so many layers is a whole office's; all or nothing, so that none is left out without a word.
        if (features->layers.size() > most_layers)
            return base::Error{base::Code::too_large, block.file + " has " + std::to_string(features->layers.size()) + " layers, and an import looks at no more than " +
                                                          std::to_string(most_layers) + ": export those that you want, or name each in the recipe with ogr_layer."};
        layers = static_cast<std::int32_t>(features->layers.size());
        TableFacts table;
        table.table = layers > 1 ? features->layer : "";
        const auto most = std::max_element(features->shapes.begin() + 1, features->shapes.end());
        if (*most > 0) table.shape = static_cast<Shape>(most - features->shapes.begin());
        if (table.shape != Shape::none) table.crs = features->crs;
        find_middle(*features, table);
        FeatureSource rows(std::move(*features));
        if (base::Status status = look_at_rows(rows, table, context.job); !status) return status.error();
        tables.push_back(std::move(table));
    }
    return tables;
}

base::Result<std::vector<TableFacts>> look_at_file(const Source& block, const BlockContext& context) {
    if (block.format == Format::features) return look_at_map(block, context);
    std::vector<TableFacts> tables;
    Notes notes(context.report, true);
    std::vector<std::string> names{""};
    if (is_network(block.format)) names = {"nodes", "edges"};
    if (block.format == Format::sheet) {
        if (context.maps == nullptr || context.maps->sheet_names == nullptr) return base::misuse(block.file + " is a spreadsheet, and this reader reads tables only.");
        auto sheets = context.maps->sheet_names(context.parts, block.file);
        if (!sheets) return sheets.error();
        names = std::move(*sheets);
    }
    for (const std::string& name : names) {
        Source part = block;
        if (is_network(block.format)) part.table = name;
        if (block.format == Format::sheet) part.sheet = name;
        auto rows = open_rows(part, context, notes);
        if (!rows) return rows.error();
        TableFacts table;
        table.table = names.size() > 1 ? name : "";
        if (base::Status status = look_at_rows(rows->rows(), table, context.job); !status) return status.error();
        tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace

base::Result<BlockTables> read_description(const Source& block, const BlockContext& context) {
    auto tables = look_at_file(block, context);
    if (!tables) return tables.error();
    auto segment = segment_of(*tables, context.allocate);
    if (!segment) return segment.error();
    const auto rows = static_cast<std::int64_t>((*segment)->find("source_row")->rows());
    context.report.tally = {};
    context.report.tally.read = context.report.tally.kept = rows;
    return BlockTables{std::move(*segment), nullptr};
}

}  // namespace kith::io
