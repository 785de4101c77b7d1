#include "viewer/model/left_out.hpp"

#include "engine/base/text.hpp"

namespace kith::viewer::model {

LeftOut left_out_of(const Prepared& prepared, const Frame& frame) {
    LeftOut out;
    const auto add = [&](std::int64_t count, std::string text) {
        if (count == 0) return;
        out.count += count;
        out.text += (out.text.empty() ? "" : "; ") + std::move(text);
    };
    const auto ties = static_cast<std::int64_t>(frame.links_left_out);
    add(ties, base::counted(ties, "tie") + " not drawn while it moves");
    const Rect view = visible(frame.camera);
    std::vector<PointIndex::Stretch> stretches;
    for (std::size_t layer = 0; layer < frame.raster.size() && layer < prepared.marks.size(); ++layer) {
        if (frame.raster[layer] == 0) continue;
        prepared.marks[layer].stretches(view, stretches);
        std::int64_t marks = 0;
        for (const auto& stretch : stretches) marks += static_cast<std::int64_t>(stretch.last - stretch.first);
        const bool people = prepared.scene.marks[layer].kind == base::EntityKind::person;
        add(marks, (people ? base::counted(marks, "person", "people") : base::counted(marks, "asset")) + " as a density");
    }
    for (const picture::Hidden& one : prepared.scene.hidden)
        if (!one.what.ends_with(" not chosen")) add(one.count, picture::words_of(one));  // those have a chip of their own: a filter, or a part of the network
    std::int64_t streets = 0;
    for (const PathIndex::Cut& cut : frame.paths) streets += cut.left_out;
    if (streets > 0 && out.count > 0) out.text += "; and behind, from closer by, " + base::counted(streets, "smaller street or path", "smaller streets and paths");  // not what the place recorded: they make no chip
    return out;
}

}  // namespace kith::viewer::model
