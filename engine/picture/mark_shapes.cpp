// Shapes of marks by a column in words.
#include <algorithm>
#include <array>
#include <map>

#include "engine/picture/scene_of.hpp"

namespace kith::picture {
namespace {

// Besides the person's own circle; the last stands for whatever has none of its own.
constexpr std::array<Mark, 6> shapes{Mark::circle, Mark::square, Mark::triangle, Mark::diamond, Mark::hexagon, Mark::star};

LegendEntry entry_of(Mark mark, const Line& line, std::string label, std::int64_t count) {
    LegendEntry entry;
    entry.line = line;
    entry.label = std::move(label);
    entry.count = count;
    entry.mark = mark;
    return entry;
}

}  // namespace

void shape_marks(Scene& scene, base::EntityKind kind, std::span<const std::int32_t> codes, std::span<const std::string> words, const std::string& title) {
    const auto layer = std::find_if(scene.marks.begin(), scene.marks.end(), [&](const MarkLayer& one) { return one.kind == kind; });
    if (layer == scene.marks.end()) return;
    const auto code = [&](std::size_t i) {
        const auto row = static_cast<std::size_t>(layer->rows[i]);
        return row < codes.size() && codes[row] >= 0 && static_cast<std::size_t>(codes[row]) < words.size() ? codes[row] : -1;
    };
    std::vector<std::int64_t> uses(words.size(), 0);
    for (std::size_t i = 0; i < layer->size(); ++i)
        if (const std::int32_t word = code(i); word >= 0) ++uses[static_cast<std::size_t>(word)];
    std::vector<std::size_t> order;
    for (std::size_t word = 0; word < words.size(); ++word)
        if (uses[word] > 0) order.push_back(word);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return words[a] < words[b]; });
    Legend legend;
    legend.title = title;
    const Line line{roles_of(scene.theme).secondary, 1, Dash::solid, 1};
    std::vector<std::size_t> shape_of(words.size(), shapes.size() - 1);
    std::int64_t rest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool own = i + 1 < shapes.size() || order.size() <= shapes.size();
        shape_of[order[i]] = own ? i : shapes.size() - 1;
        if (own) legend.entries.push_back(entry_of(shapes[i], line, words[order[i]], uses[order[i]]));
        else rest += uses[order[i]];
    }
    if (rest > 0) legend.entries.push_back(entry_of(shapes.back(), line, "other", rest));
    std::map<std::pair<std::uint16_t, std::size_t>, std::uint16_t> made;
    for (std::size_t i = 0; i < layer->size(); ++i) {
        if (code(i) < 0) continue;
        const std::size_t to = shape_of[static_cast<std::size_t>(code(i))];
        const auto [at, fresh] = made.try_emplace({layer->styles[i], to}, static_cast<std::uint16_t>(scene.mark_styles.size()));
        if (fresh) {
            MarkStyle style = scene.mark_styles[layer->styles[i]];
            style.mark = shapes[to];
            scene.mark_styles.push_back(style);
        }
        layer->styles[i] = at->second;
    }
    scene.legends.push_back(std::move(legend));
}

}  // namespace kith::picture
