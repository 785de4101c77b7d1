// What lies behind the picture: no entity, so nothing of it is counted, measured or selected.
#include "engine/base/text.hpp"
#include "engine/place/assemble.hpp"
#include "engine/place/registry.hpp"

namespace kith::place {
namespace {

using column::BackdropLook;
using column::Column;

/// How each feature is drawn. Words that the registry does not know are said once, with one of them.
std::vector<std::int32_t> looks_of(const BackdropBlock& layer) {
    const Column* kind = layer.block.table->find("kind");
    std::vector<std::int32_t> looks(layer.block.table->find("closed")->rows(), static_cast<std::int32_t>(BackdropLook::other));
    if (kind == nullptr) return looks;
    std::vector<std::int32_t> of_word(static_cast<std::size_t>(kind->dictionary().size()), -1);
    std::int64_t strange = 0;
    std::string example;
    for (std::size_t row = 0; row < looks.size(); ++row) {
        if (!kind->known(row)) continue;
        std::int32_t& look = of_word[static_cast<std::size_t>(kind->codes()[row])];
        if (look == -1) {
            const auto found = find_backdrop_look(kind->text(row));
            look = found ? static_cast<std::int32_t>(*found) : -2;
        }
        if (look >= 0) looks[row] = look;
        else if (strange++ == 0) example = kind->text(row);
    }
    column::SourceReport& report = *layer.block.report;
    if (strange > 0)
        report.note_many({report.file, 0, "kind", example, "unknown_kind",
                          base::counted(strange, "feature") + (strange == 1 ? " is" : " are") + " of a kind that no street, water or green is called (such as " + example +
                              "), and drawn as plain lines. A map in the recipe can say what it means.", column::Severity::note}, strange);
    return looks;
}

/// The features that are areas, or those that are lines, with their words and their shapes.
base::Status keep_part(Assembly& assembly, const BackdropBlock& layer, std::span<const std::int32_t> looks, bool areas) {
    const column::SegmentPtr& table = layer.block.table;
    const auto closed = table->find("closed")->booleans();
    const auto feature_paths = table->find("feature_paths")->i64(), path_points = table->find("path_points")->i64();
    const auto points = table->find("points")->xy();
    std::vector<std::int32_t> rows, look;
    std::vector<std::int64_t> paths{0}, ends{0}, identity{0};
    std::vector<double> xy;
    for (std::size_t row = 0; row < closed.size(); ++row) {
        if ((closed[row] != 0) != areas) continue;
        rows.push_back(static_cast<std::int32_t>(row));
        look.push_back(looks[row]);
        for (auto path = static_cast<std::size_t>(feature_paths[row]); path < static_cast<std::size_t>(feature_paths[row + 1]); ++path) {
            xy.insert(xy.end(), points.begin() + 2 * path_points[path], points.begin() + 2 * path_points[path + 1]);
            ends.push_back(static_cast<std::int64_t>(xy.size() / 2));
        }
        paths.push_back(static_cast<std::int64_t>(ends.size()) - 1);
        identity.push_back(static_cast<std::int64_t>(rows.size()));
    }
    if (rows.empty()) return {};
    column::SegmentBuilder builder("backdrop." + layer.as + (areas ? ".areas" : ".lines"));
    builder.add_i32("look", std::move(look));
    for (const char* key : {"kind", "name", "source_row"})
        if (const Column* c = table->find(key)) builder.add_rows(*c, rows);
    if (areas) builder.add_i64("area_polygons", std::move(identity)).add_i64("polygon_rings", std::move(paths)).add_i64("ring_points", std::move(ends));
    else builder.add_i64("line_paths", std::move(paths)).add_i64("path_points", std::move(ends));
    builder.add_points("points", std::move(xy));
    return assembly.keep(std::move(builder));
}

}  // namespace

base::Status keep_backdrops(Assembly& assembly, const Backdrops& said) {
    column::States credit_states;
    for (const std::string& credit : said.credit) credit_states.push_back(static_cast<std::uint8_t>(credit.empty() ? column::State::unstated : column::State::known));
    column::SegmentBuilder layout("backdrops");
    layout.add_strings("as", said.as).add_strings("credit", said.credit, std::move(credit_states)).add_i64("count", said.count);
    return assembly.keep(std::move(layout));
}

base::Status assemble_backdrop(Assembly& assembly, std::span<const BackdropBlock> layers) {
    if (layers.empty()) return {};
    Backdrops said;
    for (const BackdropBlock& layer : layers) {
        const std::vector<std::int32_t> looks = looks_of(layer);
        for (const bool areas : {true, false})
            if (auto s = keep_part(assembly, layer, looks, areas); !s) return s;
        said.as.push_back(layer.as);
        said.credit.push_back(layer.credit);
        said.count.push_back(static_cast<std::int64_t>(looks.size()));
    }
    return keep_backdrops(assembly, said);
}

}  // namespace kith::place
