// Of a file that says where postcodes or properties are, those that somebody asked for: their keys come as a further part of the file.
#include <unordered_set>

#include "engine/io/lookup_keys.hpp"
#include "engine/io/open_rows.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/table_reading.hpp"

namespace kith::io {
namespace {

using column::Severity;
using column::State;

class KeyColumn final : public ColumnReader {
public:
    KeyColumn(Input input, LookupOf of) : input_(std::move(input)), of_(of) {}
    void reserve(std::size_t) override {}  // few rows of many are kept
    void take(RowBatch& batch) override {
        for (std::size_t row = 0; row < batch.rows; ++row) codes_.push_back(keys_.code_of(normal_key(of_, input_.cell(batch, row)).value_or(LookupKey()).text()));
    }
    void add_to(column::SegmentBuilder& builder) override { builder.add_text("key", std::move(codes_), keys_); }

private:
    Input input_;
    LookupOf of_;
    std::vector<std::int32_t> codes_;
    column::DictionaryBuilder keys_;
};

/// Has it ended? When it did is written in many ways (the ONS': 201506), and does not matter here.
class EndedColumn final : public ColumnReader {
public:
    explicit EndedColumn(Input input) : input_(std::move(input)) {}
    void reserve(std::size_t) override {}
    void take(RowBatch& batch) override {
        for (std::size_t row = 0; row < batch.rows; ++row) ended_.push_back(input_.missing.state_of(input_.cell(batch, row)) == State::known ? 1 : 0);
    }
    void add_to(column::SegmentBuilder& builder) override { builder.add_booleans("ended", std::move(ended_)); }

private:
    Input input_;
    std::vector<std::uint8_t> ended_;
};

/// How good a position is, as far as it matters here. Sources: ONS, ONSPD User Guide (gridind, osgrdind: 1 to 9); Ordnance Survey, Code-Point
/// Open Technical Specification (positional quality indicator: 10 to 90).
enum class Quality { good, sector, none };
Quality quality_of(std::string_view cell) {
    if (cell == "6" || cell == "60") return Quality::sector;
    return cell == "9" || cell == "90" ? Quality::none : Quality::good;
}

/// The points, but for those that only look like one.
class LookupPoints final : public ColumnReader {
public:
    LookupPoints(const Lookup& block, Input key, Input x, Input y, std::optional<Input> quality, geo::Projector projector, Notes& notes)
        : grid_(block.of == LookupOf::postcode && block.position.crs == "EPSG:27700"), key_(std::move(key)), x_(x), y_(y), quality_(std::move(quality)),
          points_("point", std::move(x), std::move(y), std::move(projector), notes), notes_(notes) {}
    void reserve(std::size_t) override {}
    void take(RowBatch& batch) override {
        for (std::size_t row = 0; row < batch.rows; ++row)
            if (!stands_somewhere(batch, row)) batch.column(static_cast<std::size_t>(x_.slot))[row] = batch.column(static_cast<std::size_t>(y_.slot))[row] = {};
        points_.take(batch);
    }
    void add_to(column::SegmentBuilder& builder) override {
        notes_.many(Severity::note, "postcode_of_a_sector", sectors_, quality_ ? quality_->name : "", "Postcodes that were asked for and of which only the sector's middle is known, mostly PO boxes: that is no place, and none was taken.");
        notes_.many(Severity::note, "postcode_without_place", nowhere_, {}, "Postcodes that were asked for and of which the file knows no position.");
        notes_.many(Severity::problem, "postcode_in_the_irish_grid", irish_, x_.name, "Postcodes of Northern Ireland, whose eastings and northings are of the Irish Grid; no place was taken. Name the columns of longitude and latitude instead (x, y).");
        points_.add_to(builder);
    }

private:
    bool stands_somewhere(const RowBatch& batch, std::size_t row) {
        const Quality quality = quality_ ? quality_of(quality_->cell(batch, row)) : Quality::good;
        const std::string_view x = x_.cell(batch, row), y = y_.cell(batch, row);
        // The ONS writes 99.999999 where it knows no latitude, Ordnance Survey 0, 0.
        const bool none = quality == Quality::none || (x.empty() && y.empty()) || y == "99.999999" || (x == "0" && y == "0");
        const bool irish = grid_ && normal_postcode(key_.cell(batch, row)).value_or(LookupKey()).text().starts_with("BT");
        nowhere_ += none;
        sectors_ += !none && quality == Quality::sector;
        irish_ += !none && quality == Quality::good && irish;
        return !none && quality == Quality::good && !irish;
    }

    bool grid_;
    Input key_, x_, y_;
    std::optional<Input> quality_;
    PointReader points_;
    Notes& notes_;
    std::int64_t sectors_ = 0, nowhere_ = 0, irish_ = 0;
};

/// The keys that are asked for, a line each.
std::unordered_set<std::string_view> wanted_of(std::string_view text) {
    std::unordered_set<std::string_view> wanted;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0) wanted.insert(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return wanted;
}

std::string_view text_of(const geo::NamedBytes& part) {
    std::string_view text(reinterpret_cast<const char*>(part.bytes.data()), part.bytes.size());
    while (!text.empty() && text.back() == '\0') text.remove_suffix(1);  // sealed memory comes in whole pages
    return text;
}

}  // namespace

base::Result<BlockTables> read_lookup(const Lookup& block, const BlockContext& context) {
    Notes notes(context.report, true);  // a postcode that is asked for is somebody's
    const std::unordered_set<std::string_view> wanted = wanted_of(context.parts.size() < 2 ? std::string_view() : text_of(context.parts.back()));
    BlockContext file_context = context;
    file_context.parts = context.parts.first(1);
    auto file = open_rows(block, file_context, notes);
    if (!file) return file.error();
    TableReading table(file->rows(), block, "read.lookups", notes);
    for (const std::string* needed : {&block.id, &block.position.x, &block.position.y}) table.require(*needed, column::Disposition::kept, "", "");
    auto key = table.input(block.id), x = table.input(block.position.x), y = table.input(block.position.y);
    if (key && x && y && context.prepared.projector) {
        table.keep_only([in = *key, of = block.of, &wanted](const RowBatch& batch, std::size_t row) {
            const auto normal = normal_key(of, in.cell(batch, row));
            return normal && wanted.contains(normal->text());
        });
        std::optional<Input> quality = table.input(block.quality);
        table.add(std::make_unique<KeyColumn>(*key, block.of));
        if (auto ended = table.input(block.ended)) table.add(std::make_unique<EndedColumn>(std::move(*ended)));
        table.add(std::make_unique<LookupPoints>(block, std::move(*key), std::move(*x), std::move(*y), std::move(quality), std::move(*context.prepared.projector), notes));
    }
    return finish_table(table, context);
}

}  // namespace kith::io
