#include "engine/io/description.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace kith::io {
namespace {

std::string hex(std::uint64_t number) {
    std::array<char, 16> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, 16).ptr;
    return {text.data(), end};
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return number;
}

/// One column of the segment that holds texts.
class Words {
public:
    void add(std::string_view text) { codes_.push_back(dictionary_.code_of(text)); }
    void end_list() { offsets_.push_back(static_cast<std::int64_t>(codes_.size())); }
    void add_text_to(column::SegmentBuilder& builder, const char* key) { builder.add_text(key, std::move(codes_), dictionary_); }
    void add_list_to(column::SegmentBuilder& builder, const char* key) { builder.add_text_list(key, std::move(offsets_), std::move(codes_), dictionary_); }

private:
    column::DictionaryBuilder dictionary_;
    std::vector<std::int32_t> codes_;
    std::vector<std::int64_t> offsets_{0};
};

constexpr std::array<std::int64_t ColumnFacts::*, 10> counts{&ColumnFacts::filled, &ColumnFacts::distinct, &ColumnFacts::repeats, &ColumnFacts::numbers, &ColumnFacts::whole,
                                                            &ColumnFacts::dates, &ColumnFacts::yes_no, &ColumnFacts::area_codes,
                                                            &ColumnFacts::longitudes, &ColumnFacts::latitudes};
constexpr std::array<const char*, 10> count_keys{"filled", "distinct", "repeats", "numbers", "whole", "dates", "yes_no", "area_codes", "longitudes", "latitudes"};

struct Gathered {
    Words table, crs, column, first, empty, words, sketch;
    std::vector<std::int32_t> shape;
    std::vector<std::int64_t> rows, source_row;
    std::vector<double> lon, lat, least, most;
    std::array<std::vector<std::int64_t>, counts.size()> counted;

    void add(const TableFacts& of, const ColumnFacts& facts) {
        table.add(of.table);
        crs.add(of.crs);
        shape.push_back(static_cast<std::int32_t>(of.shape));
        rows.push_back(of.rows);
        lon.push_back(of.lon);
        lat.push_back(of.lat);
        column.add(facts.name);
        first.add(facts.first);
        for (std::size_t i = 0; i < counts.size(); ++i) counted[i].push_back(facts.*counts[i]);
        least.push_back(facts.least);
        most.push_back(facts.most);
        for (const std::string& word : facts.empty) empty.add(word);
        empty.end_list();
        for (const std::string& word : facts.words) words.add(word);
        words.end_list();
        for (const std::uint64_t hash : facts.sketch) sketch.add(hex(hash));
        sketch.end_list();
        source_row.push_back(static_cast<std::int64_t>(source_row.size()) + 1);
    }
};

}  // namespace

double share_within(const ColumnFacts& a, const ColumnFacts& b) {
    if (a.sketch.empty() || b.sketch.empty()) return 0;
    // Below the last hash of a full sketch every hash is known.
    std::uint64_t known = ~std::uint64_t{0};
    for (const ColumnFacts* facts : {&a, &b})
        if (facts->sketch.size() == ColumnFacts::sketch_size) known = std::min(known, facts->sketch.back());
    std::size_t looked_at = 0, shared = 0;
    for (const std::uint64_t hash : a.sketch) {
        if (hash > known) break;
        ++looked_at;
        shared += std::binary_search(b.sketch.begin(), b.sketch.end(), hash);
    }
    return looked_at == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(looked_at);
}

const ColumnFacts* TableFacts::find(std::string_view column) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ColumnFacts& facts) { return facts.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

base::Result<column::SegmentPtr> segment_of(std::span<const TableFacts> tables, const column::Allocator& allocate) {
    Gathered all;
    for (const TableFacts& table : tables) {
        if (table.columns.empty()) all.add(table, {});
        for (const ColumnFacts& facts : table.columns) all.add(table, facts);
    }
    column::SegmentBuilder builder("read.description");
    all.table.add_text_to(builder, "table");
    all.crs.add_text_to(builder, "crs");
    builder.add_i32("shape", std::move(all.shape)).add_i64("rows", std::move(all.rows));
    builder.add_f64("lon", std::move(all.lon)).add_f64("lat", std::move(all.lat));
    all.column.add_text_to(builder, "column");
    all.first.add_text_to(builder, "first");
    for (std::size_t i = 0; i < counts.size(); ++i) builder.add_i64(count_keys[i], std::move(all.counted[i]));
    builder.add_f64("least", std::move(all.least)).add_f64("most", std::move(all.most));
    all.empty.add_list_to(builder, "empty");
    all.words.add_list_to(builder, "words");
    all.sketch.add_list_to(builder, "sketch");
    builder.add_i64("source_row", std::move(all.source_row));
    return std::move(builder).finish(allocate);
}

std::vector<TableFacts> tables_of(const column::Segment& segment) {
    const auto get = [&](const char* key) -> const column::Column& { return *segment.find(key); };
    std::vector<TableFacts> tables;
    const std::size_t rows = get("source_row").rows();
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string table(get("table").text(row));
        if (tables.empty() || tables.back().table != table) {
            tables.push_back({table, static_cast<Shape>(get("shape").i32()[row]), std::string(get("crs").text(row)), get("rows").i64()[row],
                              get("lon").f64()[row], get("lat").f64()[row], {}});
        }
        ColumnFacts facts;
        facts.name = get("column").text(row);
        if (facts.name.empty() && get("filled").i64()[row] == 0) continue;
        for (std::size_t i = 0; i < counts.size(); ++i) facts.*counts[i] = get(count_keys[i]).i64()[row];
        facts.least = get("least").f64()[row];
        facts.most = get("most").f64()[row];
        facts.first = get("first").text(row);
        for (const std::int32_t code : get("empty").list(row)) facts.empty.emplace_back(get("empty").dictionary()[code]);
        for (const std::int32_t code : get("words").list(row)) facts.words.emplace_back(get("words").dictionary()[code]);
        for (const std::int32_t code : get("sketch").list(row)) facts.sketch.push_back(number_of(get("sketch").dictionary()[code]));
        std::sort(facts.sketch.begin(), facts.sketch.end());
        tables.back().columns.push_back(std::move(facts));
    }
    return tables;
}

}  // namespace kith::io
