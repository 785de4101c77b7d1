#include "engine/picture/page.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/legend.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

constexpr std::array<std::pair<std::string_view, PaperSize>, 5> papers{{{"A4", {{210}, {297}}}, {"A3", {{297}, {420}}}, {"A2", {{420}, {594}}}, {"A1", {{594}, {841}}}, {"A0", {{841}, {1189}}}}};

/// Lays out one page from the outside in: title at the top, credits at the bottom, legend at the side or below, the scene in
/// what is left.
class Sheet {
public:
    Sheet(const Scene& scene, const PageSpec& spec, const PaperSize& paper)
        : scene_(scene), spec_(spec), roles_(roles_of(scene.theme)), scale_(type_scale(paper)) {
        out_.id = spec.id;
        out_.width = paper.width.pixels();
        out_.height = paper.height.pixels();
        out_.theme = scene.theme;
        out_.hatch_scale = scale_;
        out_.title = scene.title;
        if (spec.grid && scene.geographic) grid_ = grid_of(scene.lettered.empty ? scene.bounds : scene.lettered, *spec.grid);
        const double margin = std::min(40.0, out_.width / 24) * scale_;
        room_ = {margin, margin, out_.width - margin, out_.height - margin};
    }

    Drawing draw() {
        title();
        credits();
        std::vector<Record> side;
        if (spec_.legend) legends(side);
        Box map = room_;
        if (grid_) map = {map.left + 18 * scale_, map.top + 18 * scale_, map.right, map.bottom};
        Frame frame = fitted(spec_.show.value_or(scene_.bounds), map, 10 * scale_);
        if (spec_.frame) {
            frame.centre = spec_.frame->centre;
            frame.metres_per_pixel = spec_.frame->metres_per_pixel;
        }
        out_.records.emplace_back(rectangle(map.left, map.top, map.width(), map.height(), {}, {roles_.hairline, 0.8 * scale_}));
        PaintOptions options;
        options.scale = scale_;
        if (spec_.scale_and_north && scene_.geographic) options.keep_clear.push_back(scale_box(map));
        options.keep_clear.push_back({map.right - 230 * scale_, map.bottom - 22 * scale_, map.right, map.bottom});
        const std::int64_t unnamed = paint(scene_, frame, options, out_.records);
        if (unnamed > 0) out_.records.emplace_back(Text{{map.right - 6 * scale_, map.bottom - 7 * scale_}, base::grouped(unnamed) + (unnamed == 1 ? " more has" : " more have") + " no room for a name", 10.7 * scale_, Anchor::end, roles_.secondary, false, true});
        if (spec_.scale_and_north && scene_.geographic) scale_and_north(frame, map);
        if (grid_) grid(frame, map);
        std::move(side.begin(), side.end(), std::back_inserter(out_.records));
        describe();
        return std::move(out_);
    }

private:
    void title() {
        const double size = 20 * scale_;
        const double room = room_.width();
        double y = room_.top + size * 0.8;
        y += draw_words(scene_.title, {room_.left, y}, room, size, roles_.text, true, out_.records) - size * 1.35 + size * 0.3;
        if (!spec_.subtitle.empty()) {
            y += 15 * scale_ * 1.1;
            y += draw_words(spec_.subtitle, {room_.left, y}, room, 13 * scale_, roles_.secondary, false, out_.records) - 13 * scale_ * 1.1;
        }
        room_.top = y + 10 * scale_;
    }

    std::string hidden_words() const {
        std::string out;
        for (const Hidden& hidden : scene_.hidden) out += (out.empty() ? "Not in this picture: " : ", ") + words_of(hidden);
        return out.empty() ? out : out + ".";
    }

    /// One quiet strip at the foot, grown from the bottom upwards.
    void credits() {
        std::vector<Record> lines;
        const double size = 10.7 * scale_;  // 8 pt
        double y = 0;
        for (const std::string& text : {hidden_words(), grid_ ? words_of(*grid_) : std::string(), scene_.method.empty() ? scene_.method : scene_.method + ".", scene_.attribution.empty() ? scene_.attribution : scene_.attribution + ".", spec_.credits})
            if (!text.empty()) y += draw_words(text, {room_.left, y}, room_.width(), size, roles_.secondary, false, lines);
        if (lines.empty()) return;
        const double top = room_.bottom - y + size;
        for (Record& record : lines) std::get<Text>(record).at.y += top;
        std::move(lines.begin(), lines.end(), std::back_inserter(out_.records));
        room_.bottom = top - size - 8 * scale_;
    }

    double legend_width(double least) const {
        double wide = least;
        for (const Legend& legend : scene_.legends)
            for (const LegendEntry& entry : legend.entries) wide = std::max(wide, 30 + text_width(entry.label, 11) + 16 + text_width(base::grouped(std::max<std::int64_t>(0, entry.count)), 11));
        return std::min(wide, 250.0) * scale_;
    }

    /// In as many columns as they need: none reaches into the foot of the page.
    void legends_beside(std::vector<Record>& records, double width, double gap) {
        std::vector<std::pair<int, double>> places;
        std::vector<Record> scratch;
        int column = 0;
        double y = 0;
        for (const Legend& legend : scene_.legends) {
            const double tall = picture::draw(legend, {0, 0}, width, scratch, scale_, scene_.theme);
            if (y > 0 && y + tall > room_.height()) ++column, y = 0;
            places.emplace_back(column, y);
            y += tall + gap;
        }
        const double left = room_.right - width - column * (width + gap);
        for (std::size_t i = 0; i < places.size(); ++i)
            picture::draw(scene_.legends[i], {left + places[i].first * (width + gap), room_.top + places[i].second}, width, records, scale_, scene_.theme);
        room_.right = left - gap;
    }

    /// At the right of a broad page, in columns under the map of an upright one. Takes its room.
    void legends(std::vector<Record>& records) {
        if (scene_.legends.empty()) return;
        const double width = legend_width(150), gap = 18 * scale_;
        const bool beside = room_.width() > room_.height();
        if (beside) return legends_beside(records, width, gap);
        const auto columns = static_cast<std::size_t>(std::max(1.0, std::floor((room_.width() + gap) / (width + gap))));
        std::vector<double> heights(std::min(columns, scene_.legends.size()), 0.0);
        std::vector<std::vector<Record>> parts(heights.size());
        for (const Legend& legend : scene_.legends) {
            const auto column = static_cast<std::size_t>(std::min_element(heights.begin(), heights.end()) - heights.begin());
            const double x = room_.left + static_cast<double>(column) * (width + gap);
            heights[column] += picture::draw(legend, {x, heights[column]}, width, parts[column], scale_, scene_.theme) + gap;
        }
        const double tall = *std::max_element(heights.begin(), heights.end());
        const double top = room_.bottom - tall + gap / 2;
        for (auto& part : parts)
            for (Record& record : part) {
                move_down(record, top);
                records.push_back(std::move(record));
            }
        room_.bottom = top - gap * 0.7;
    }

    static void move_down(Record& record, double by) {
        if (auto* text = std::get_if<Text>(&record)) text->at.y += by;
        else if (auto* symbol = std::get_if<Symbol>(&record)) symbol->at.y += by;
        else if (auto* shape = std::get_if<Shape>(&record))
            for (Ring& ring : shape->rings)
                for (Point& p : ring) p.y += by;
    }

    Box scale_box(const Box& map) const { return {map.left + 8 * scale_, map.bottom - 44 * scale_, map.left + 190 * scale_, map.bottom - 6 * scale_}; }

    void scale_and_north(const Frame& frame, const Box& map) {
        const Box box = scale_box(map);
        const double metres = round_length(frame.metres_per_pixel * 110 * scale_), length = metres / frame.metres_per_pixel;
        const double x = box.left + 26 * scale_, y = box.bottom - 10 * scale_, size = 10.7 * scale_;
        const std::string label = metres >= 1000 ? number_text(metres / 1000, 0) + " km" : number_text(metres, metres < 1 ? 1 : 0) + " m";
        const Line line{roles_.text, 1.2 * scale_};
        const double half = 0.6 * scale_;  // ticks end with the bar
        out_.records.emplace_back(Shape{{{{x, y - 5 * scale_}, {x, y + half}}, {{x, y}, {x + length, y}}, {{x + length, y - 5 * scale_}, {x + length, y + half}}}, false, {}, line, ""});
        Text text{{x + length + 6 * scale_, y + 2 * scale_}, label, size, Anchor::start, roles_.text, false, true};
        out_.records.emplace_back(text);
        const double n = box.left + 8 * scale_;
        out_.records.emplace_back(Shape{{{{n, y - 18 * scale_}, {n + 5 * scale_, y}, {n, y - 4 * scale_}, {n - 5 * scale_, y}}}, true, {roles_.text}, {}, ""});
        text.at = {n, y - 21 * scale_};
        text.text = "N";
        text.anchor = Anchor::middle;
        out_.records.emplace_back(text);
    }

    /// Letters over the columns, numbers beside the rows. The squares are those of the ground, so that whoever types one finds it.
    void grid(const Frame& frame, const Box& map) {
        const LetteredGrid& squares = *grid_;
        const Line line{roles_.secondary, 0.5 * scale_, Dash::dashed, 0.8};
        const double size = 12 * scale_;
        const auto inside = [](double at, double from, double to) { return at > from + 1 && at < to - 1; };
        for (int i = 0; i <= squares.columns; ++i) {
            const double x = frame(squares.left + i * squares.metres, 0).x, next = x + squares.metres / frame.metres_per_pixel;
            if (inside(x, map.left, map.right)) out_.records.emplace_back(Shape{{{{x, map.top}, {x, map.bottom}}}, false, {}, line, ""});
            const double middle = (std::max(x, map.left) + std::min(next, map.right)) / 2;
            if (i < squares.columns && std::min(next, map.right) - std::max(x, map.left) > size) out_.records.emplace_back(Text{{middle, map.top - 5 * scale_}, column_letter(i), size, Anchor::middle, roles_.text, true, false});
        }
        for (int i = 0; i <= squares.rows; ++i) {
            const double y = frame(0, squares.top - i * squares.metres).y, next = y + squares.metres / frame.metres_per_pixel;
            if (inside(y, map.top, map.bottom)) out_.records.emplace_back(Shape{{{{map.left, y}, {map.right, y}}}, false, {}, line, ""});
            const double middle = (std::max(y, map.top) + std::min(next, map.bottom)) / 2;
            if (i < squares.rows && std::min(next, map.bottom) - std::max(y, map.top) > size) out_.records.emplace_back(Text{{map.left - 9 * scale_, middle + size * 0.35}, std::to_string(i + 1), size, Anchor::middle, roles_.text, true, false});
        }
    }

    void describe() {
        for (const Legend& legend : scene_.legends) {
            std::string part;
            for (const LegendEntry& entry : legend.entries)
                if (!entry.label.empty() && entry.count >= 0) part += (part.empty() ? "" : ", ") + entry.label + " " + base::grouped(entry.count);
            if (!part.empty()) out_.description += (out_.description.empty() ? "" : " ") + legend.title + ": " + part + ".";
        }
        if (const std::string hidden = hidden_words(); !hidden.empty()) out_.description += (out_.description.empty() ? "" : " ") + hidden;
    }

    const Scene& scene_;
    const PageSpec& spec_;
    const Roles& roles_;
    double scale_;
    Drawing out_;
    Box room_;
    std::optional<LetteredGrid> grid_;
};

/// Starts of windows of `window` that cover `length`, each after the first `overlap` before the last one's end.
std::vector<double> starts(double length, double window, double overlap) {
    std::vector<double> out{0};
    while (out.back() + window < length - 0.01) out.push_back(out.back() + window - overlap);
    return out;
}

/// What a sheet shows of its page.
Box window_of(const TileSpec& spec, const PaperSize& sheet) { return {0, 0, sheet.width.pixels() - 2 * spec.margin.pixels(), sheet.height.pixels() - 2 * spec.margin.pixels()}; }

PaperSize best_sheet(const Drawing& page, const TileSpec& spec) {
    const auto count = [&](const PaperSize& sheet) {
        const Box window = window_of(spec, sheet);
        return starts(page.width, window.width(), spec.overlap.pixels()).size() * starts(page.height, window.height(), spec.overlap.pixels()).size();
    };
    return count(spec.sheet.turned()) < count(spec.sheet) ? spec.sheet.turned() : spec.sheet;
}

/// Cut marks at the corners of the part that no neighbour covers, and words in the margin.
void mark_sheet(Drawing& sheet, const Tile& tile, std::size_t columns, std::size_t rows, const TileSpec& spec) {
    const double margin = spec.margin.pixels(), overlap = spec.overlap.pixels();
    const Box part{margin, margin, margin + tile.window.width(), margin + tile.window.height()};
    const Roles& roles = roles_of(sheet.theme);
    const Line line{roles.text, 0.5};
    const double left = part.left, top = part.top;
    const double right = static_cast<std::size_t>(tile.column) + 1 < columns ? part.right - overlap : part.right;
    const double bottom = static_cast<std::size_t>(tile.row) + 1 < rows ? part.bottom - overlap : part.bottom;
    const double reach = margin * 0.55;
    for (const double x : {left, right})
        for (const auto& [from, to] : {std::pair{part.top - reach, part.top - 2}, std::pair{part.bottom + 2, part.bottom + reach}}) sheet.records.emplace_back(Shape{{{{x, from}, {x, to}}}, false, {}, line, ""});
    for (const double y : {top, bottom})
        for (const auto& [from, to] : {std::pair{part.left - reach, part.left - 2}, std::pair{part.right + 2, part.right + reach}}) sheet.records.emplace_back(Shape{{{{from, y}, {to, y}}}, false, {}, line, ""});
    std::string words = tile.reference + " of " + std::string(1, static_cast<char>('A' + static_cast<int>(columns) - 1)) + std::to_string(rows);
    if (right < part.right || bottom < part.bottom) words += " · the next sheet covers the last " + number_text(spec.overlap.value, 0) + " mm, from the marks on";
    sheet.records.emplace_back(Text{{part.left + 18, part.bottom + margin * 0.62}, words, 10.7, Anchor::start, roles.secondary, false, false});
}

}  // namespace

base::Result<PaperSize> paper_size(std::string_view name) {
    for (const auto& [word, size] : papers)
        if (word == name || base::lower(word) == name) return size;
    const std::size_t cross = name.find('x');
    if (cross != std::string_view::npos) {
        int width = 0, height = 0;
        const auto one = std::from_chars(name.data(), name.data() + cross, width), two = std::from_chars(name.data() + cross + 1, name.data() + name.size(), height);
        const bool read = one.ec == std::errc{} && one.ptr == name.data() + cross && two.ec == std::errc{} && two.ptr == name.data() + name.size();
        if (read && width >= 100 && height >= 100 && width <= 20000 && height <= 20000) return PaperSize{{width * 25.4 / 96}, {height * 25.4 / 96}};
    }
    return base::misuse("\"" + std::string(name) + "\" is no size; there are A4, A3, A2, A1, A0, and pixels such as 1280x800.");
}

double type_scale(const PaperSize& paper) {
    const double a4 = 210 * 297;
    return std::clamp(std::pow(paper.width.value * paper.height.value / a4, 0.4), 0.9, 3.0);
}

base::Result<Drawing> page_of(const Scene& scene, const PageSpec& spec) {
    if (scene.bounds.empty) return base::misuse("There is nothing to draw on this page.");
    if (!(spec.paper.width.value >= 25 && spec.paper.height.value >= 25)) return base::misuse("A page is at least 25 mm wide and high.");
    PaperSize paper = spec.paper;
    const Bounds shown = spec.show.value_or(scene.bounds);
    const bool broad = spec.landscape.value_or(shown.width() > shown.height() * 1.05);
    const bool is_broad = paper.width.value > paper.height.value;
    const bool fixed = !spec.landscape && is_broad;  // a size that is broad already was meant so
    if (!fixed && broad != is_broad) paper = paper.turned();
    return Sheet(scene, spec, paper).draw();
}

std::vector<Tile> tiles_of(const Drawing& page, const TileSpec& spec) {
    const Box window = window_of(spec, best_sheet(page, spec));
    const auto across = starts(page.width, window.width(), spec.overlap.pixels()), down = starts(page.height, window.height(), spec.overlap.pixels());
    std::vector<Tile> out;
    for (std::size_t row = 0; row < down.size(); ++row)
        for (std::size_t column = 0; column < across.size(); ++column)
            out.push_back({static_cast<int>(column), static_cast<int>(row), std::string(1, static_cast<char>('A' + static_cast<int>(column))) + std::to_string(row + 1),
                           {across[column], down[row], across[column] + window.width(), down[row] + window.height()}});
    return out;
}

std::vector<Drawing> tiled(const Drawing& page, const TileSpec& spec) {
    const PaperSize sheet = best_sheet(page, spec);
    const auto tiles = tiles_of(page, spec);
    const auto columns = static_cast<std::size_t>(tiles.back().column) + 1, rows = static_cast<std::size_t>(tiles.back().row) + 1;
    std::vector<Drawing> out;
    for (const Tile& tile : tiles) {
        Drawing one = part_of(page, tile.window, {spec.margin.pixels(), spec.margin.pixels()});
        one.id = page.id + "-" + tile.reference;
        one.width = sheet.width.pixels();
        one.height = sheet.height.pixels();
        mark_sheet(one, tile, columns, rows, spec);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace kith::picture
