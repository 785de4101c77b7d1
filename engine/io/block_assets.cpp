// Assets: a table, or the features of a map file.
#include "engine/io/formats.hpp"
#include "engine/io/open_rows.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/table_reading.hpp"
#include "engine/io/text_file.hpp"

namespace kith::io {

namespace {

constexpr std::array<std::string_view, 3> sensitivities{"none", "S", "H"};

void add_asset_columns(TableReading& table, const Assets& block) {
    Input id;
    if (auto in = table.input(block.id)) id = std::move(*in);
    table.add(std::make_unique<RowNameReader>("id", std::move(id), block.file));
    table.text("name", block.name);
    table.text("subtype", block.kind);
    table.words("class", block.asset_class, column::asset_class_words);
    table.mask("secondary", block.secondary, column::asset_class_words);
    table.words("form", block.form, column::form_words);
    table.mask("stance", block.stance, column::stance_words);
    table.yes_no("online", block.online);
    table.words("status", block.status, column::asset_status_words);
    table.words("sensitivity", block.sensitivity, sensitivities);
    table.words("confirmed_by", block.confirmed_by, column::confirmed_by_words);
    table.date("confirmed_on", block.confirmed_on);
    table.date("review_by", block.review_by);
    table.text("when", block.when);
    table.text("cost", block.cost);
    table.text("step_free", block.step_free);
    table.text("how_to_join", block.how_to_join);
    table.text("contact", block.contact);
    table.text("source", block.source);
    table.text("source_licence", block.source_licence);
    table.list("languages", block.languages);
    table.lists(block.lists);
    table.keep(block.keep);
}

base::Result<BlockTables> read_rows(RowSource& rows, const Assets& block, Notes& notes, const BlockContext& context) {
    TableReading table(rows, block, "read.assets", notes);
    add_asset_columns(table, block);
    table.position(block.position, context.prepared.projector);
    return finish_table(table, context);
}

base::Error no_maps(const std::string& file) { return base::misuse(file + " is a map file, and this reader reads tables only."); }

/// A map file, or a table whose column holds shapes as text (which is handed over as UTF-8).
base::Result<BlockTables> read_features(const Assets& block, Notes& notes, const BlockContext& context) {
    if (context.maps == nullptr) return no_maps(block.file);
    std::vector<geo::NamedBytes> parts(context.parts.begin(), context.parts.end());
    std::optional<TextFile> text;
    if (!block.wkt.empty() && block.format == Format::table) {
        auto file = TextFile::open(context, notes);
        if (!file) return file.error();
        text = std::move(*file);
        if (text->rows().header().empty()) return read_rows(text->rows(), block, notes, context);
        parts = {{"table.csv", std::as_bytes(std::span(text->text().data(), text->text().size()))}};
    }
    std::string crs = block.position.crs;
    if (crs.empty() && text) crs = "EPSG:4326";
    auto features = context.maps->features(parts, {block.file, block.ogr_layer, crs, context.working_crs, block.wkt}, context.report);
    if (!features) return features.error();
    FeatureSource source(std::move(*features));
    return read_rows(source, block, notes, context);
}

}  // namespace

bool needs_maps(const Assets& block) { return needs_maps(block.format) || !block.wkt.empty(); }

base::Result<BlockTables> read_assets(const Assets& block, const BlockContext& context) {
    Notes notes(context.report, false);
    if (block.format == Format::features || !block.wkt.empty()) return read_features(block, notes, context);
    auto file = open_rows(block, context, notes);
    if (!file) return file.error();
    return read_rows(file->rows(), block, notes, context);
}

}  // namespace kith::io
