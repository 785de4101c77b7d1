#include "engine/picture/legend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

constexpr double swatch_width = 22, swatch_height = 14, row_height = 20, text_size = 11;  // at scale 1

bool whole(double value) { return std::abs(value - std::round(value)) < 1e-9 && std::abs(value) < 1e15; }

/// As few decimals as keep all bounds apart and the least step between them to about two figures.
int decimals_for(const Classes& classes) {
    double step = classes.upper.back() - classes.lowest;
    for (std::size_t i = 1; i < classes.size(); ++i)
        if (const double gap = classes.upper[i] - classes.upper[i - 1]; gap > 0) step = std::min(step, gap);
    if (!(step > 0)) return 2;
    return std::clamp(static_cast<int>(std::ceil(-std::log10(step))) + 1, 0, 6);
}

/// As many decimals as the values themselves have, at most `most`.
int decimals_of(std::span<const double> values, int most) {
    int out = 0;
    for (const double value : values)
        while (out < most && std::abs(value * std::pow(10, out) - std::round(value * std::pow(10, out))) > 1e-6) ++out;
    return out;
}

/// The least and the greatest value of a class: where it begins and ends for who reads it. Its bounds where it has none.
std::pair<double, double> ends_of(std::span<const double> values, double bound, double high) {
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (const double value : values)
        if (value > bound && value <= high) least = std::min(least, value), greatest = std::max(greatest, value);
    return std::isinf(least) ? std::pair(bound, high) : std::pair(least, greatest);
}

/// What a class spans of the values that there are: schemes such as a box map have bounds beyond them.
struct Span {
    double low = 0, high = 0;
    bool below = false;  // the whole class lies below the least value
};
Span span_of(const Classes& classes, std::size_t i, double least, double most) {
    const bool chosen = classes.scheme == Scheme::pretty || classes.scheme == Scheme::manual;  // bounds that were chosen stay
    const double low = i > 0 ? classes.upper[i - 1] : chosen ? std::min(classes.lowest, least) : least, high = classes.upper[i];
    if (chosen) return {low, high, false};
    if (high < least) return {low, least, true};
    return {std::max(low, least), std::min(high, most), false};
}

std::string range_words(const std::string& low, const std::string& high) { return low == high ? high : low + " to " + high; }

}  // namespace

double round_length(double most) {
    const double power = std::pow(10, std::floor(std::log10(most)));
    for (const double times : {5.0, 2.0})
        if (times * power <= most) return times * power;
    return power;
}

std::vector<std::string> class_labels(const Classes& classes, std::span<const double> values) {
    const bool all_whole = std::all_of(values.begin(), values.end(), whole);
    const int decimals = all_whole ? 0 : decimals_of(values, decimals_for(classes));
    const bool chosen = classes.scheme == Scheme::pretty || classes.scheme == Scheme::manual;
    const double least = values.empty() ? classes.lowest : *std::min_element(values.begin(), values.end());
    const double most = values.empty() ? classes.upper.back() : *std::max_element(values.begin(), values.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const Span span = span_of(classes, i, least, most);
        // Of whole numbers a class begins one above the bound below it.
        const bool above = all_whole && i > 0 && span.low == classes.upper[i - 1];
        double low = above ? std::floor(span.low) + 1 : span.low, high = all_whole ? std::floor(span.high) : span.high;
        if (!all_whole && !chosen) std::tie(low, high) = ends_of(values, i == 0 ? -std::numeric_limits<double>::infinity() : classes.upper[i - 1], classes.upper[i]);
        if (std::isinf(low)) low = span.low;
        if (span.below) out.push_back("below " + number_text(least, decimals));
        else if (classes.scheme == Scheme::unique || low >= high) out.push_back(number_text(high, decimals));
        else out.push_back(range_words(number_text(low, decimals), number_text(high, decimals)));
    }
    return out;
}

std::vector<Fill> class_fills(std::span<const Colour> colours) {
    std::vector<Fill> out;
    for (std::size_t i = 0; i < colours.size(); ++i) out.push_back({colours[i], Hatch::none, band(i, colours.size())});
    return out;
}

Fill fill_of(const AreaValue& value, const Classes& classes, std::span<const Fill> fills) {
    switch (value.kind) {
        case ValueKind::no_data: return {ground, Hatch::no_data, Hatch::none};
        case ValueKind::not_asked: return {ground, Hatch::not_asked, Hatch::none};
        case ValueKind::suppressed: return {ground, Hatch::suppressed, Hatch::none};
        default: break;
    }
    return classes.size() == 0 ? Fill{ground, Hatch::no_data, Hatch::none} : fills[class_of(classes, value.value)];
}

std::vector<std::size_t> legend_ends(const Classes& classes) {
    constexpr std::size_t most = 12, of_many = 8;
    const std::size_t rows = classes.size() <= most ? classes.size() : of_many;
    std::vector<std::size_t> out;
    for (std::size_t row = 1; row <= rows; ++row) out.push_back(row * classes.size() / rows - 1);
    return out;
}

/// Entries of the classes, of very many together.
static void add_classes(Legend& legend, const Classes& classes, std::span<const Fill> fills, std::span<const double> numbers, std::span<const std::int64_t> inside, const Line& edge) {
    const auto ends = legend_ends(classes);
    Classes rows = classes;
    if (ends.size() < classes.size()) {
        rows.scheme = Scheme::quantile;  // a row is a range, whatever its classes are
        rows.upper.clear();
        for (const std::size_t end : ends) rows.upper.push_back(classes.upper[end]);
    }
    const auto labels = class_labels(rows, numbers);
    std::size_t first = 0;
    for (std::size_t row = 0; row < ends.size(); first = ends[row++] + 1) {
        std::int64_t count = 0;
        for (std::size_t i = first; i <= ends[row]; ++i) count += inside[i];
        legend.entries.push_back({fills[(first + ends[row]) / 2], edge, labels[row], count});
    }
}

Legend legend_of(std::string title, const Classes& classes, std::span<const Fill> fills, std::span<const AreaValue> values) {
    Legend out{std::move(title), {}};
    const Line edge{secondary, 0.5};
    std::int64_t counts[6] = {};
    std::vector<double> numbers;
    std::vector<std::int64_t> inside(classes.size(), 0);
    for (const AreaValue& value : values) {
        ++counts[static_cast<std::size_t>(value.kind)];
        if (value.kind > ValueKind::at_most || classes.size() == 0) continue;
        numbers.push_back(value.value);
        ++inside[class_of(classes, value.value)];
    }
    if (!numbers.empty()) add_classes(out, classes, fills, numbers, inside, edge);
    out.classes = out.entries.size();
    const auto unknown = [&](ValueKind kind, Hatch hatch, const char* label) {
        if (const auto count = counts[static_cast<std::size_t>(kind)]; count > 0) out.entries.push_back({{ground, hatch, Hatch::none}, edge, label, count});
    };
    unknown(ValueKind::no_data, Hatch::no_data, "no data");
    unknown(ValueKind::not_asked, Hatch::not_asked, "not asked");
    unknown(ValueKind::suppressed, Hatch::suppressed, "suppressed: too few to show");
    const auto bound = [&](ValueKind kind, const char* label) {
        if (const auto count = counts[static_cast<std::size_t>(kind)]; count > 0) out.entries.push_back({{}, {}, label, count});
    };
    bound(ValueKind::at_least, "of these: at least so much");
    bound(ValueKind::at_most, "of these: at most so much");
    return out;
}

double draw_words(std::string_view words, Point at, double width, double size, Colour colour, bool bold, std::vector<Record>& records) {
    double y = at.y;
    std::string line;
    const auto flush = [&] {
        if (line.empty()) return;
        records.emplace_back(Text{{at.x, y}, shortened(line, size, width), size, Anchor::start, colour, bold, false});
        y += size * 1.35;
        line.clear();
    };
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string next = line.empty() ? std::string(words.substr(0, end)) : line + ' ' + std::string(words.substr(0, end));
        if (!line.empty() && text_width(next, size, bold) > width) {
            flush();
            line = std::string(words.substr(0, end));
        } else {
            line = next;
        }
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    flush();
    return y - at.y;
}

namespace {

void draw_key(const LegendEntry& entry, double x, double y, double scale, const Roles& roles, std::vector<Record>& records) {
    const double width = swatch_width * scale, height = swatch_height * scale, middle = y + height / 2;
    if (entry.is_line) {
        Line line = entry.line;
        line.width *= scale;
        records.emplace_back(Shape{{{{x, middle}, {x + width, middle}}}, false, {}, line, ""});
        if (entry.notch) records.emplace_back(Shape{notch_of({x, middle}, {x + width, middle}, 0, 5 * scale), true, {line.colour}, {}, ""});
    } else if (entry.mark) {
        Line line = entry.line;
        line.width *= scale;
        records.emplace_back(Symbol{*entry.mark, {x + width / 2, middle}, entry.size * scale, entry.fill, line});
    } else {
        records.emplace_back(rectangle(x, y, width, height, entry.fill, {roles.secondary, entry.line.width * scale}));
    }
}

double draw_grid(const Legend& legend, Point at, double width, std::vector<Record>& records, double scale, const Roles& roles) {
    const double cell = 26 * scale, size = text_size * scale;
    double y = at.y;
    y += draw_words("\u2191 " + legend.up, {at.x, y}, width, size, roles.text, false, records) - size + 4 * scale;
    for (std::size_t i = 0; i < std::min<std::size_t>(9, legend.entries.size()); ++i) {
        const int row = 2 - static_cast<int>(i) / 3;
        const double left = at.x + cell * static_cast<double>(i % 3), top = y + cell * row;
        const LegendEntry& entry = legend.entries[i];
        records.emplace_back(rectangle(left, top, cell, cell, entry.fill, {roles.secondary, entry.line.width * scale}));
        records.emplace_back(Text{{left + cell / 2, top + cell / 2 + size * 0.32}, base::grouped(entry.count), size * 0.9, Anchor::middle, roles.text, false, true});
    }
    y += 3 * cell + size * 1.2;
    y += draw_words("\u2192 " + legend.along, {at.x, y}, width, size, roles.text, false, records);
    return y - at.y;
}

}  // namespace

double draw(const Legend& legend, Point at, double width, std::vector<Record>& records, double scale, Theme theme) {
    const Roles& roles = roles_of(theme);
    const double size = text_size * scale;
    double y = at.y + size;
    y += draw_words(legend.title, {at.x, y}, width, size, roles.text, true, records) + 4 * scale - size * 0.65;
    std::size_t first = 0;
    if (legend.grid) {
        y += size;
        y += draw_grid(legend, {at.x, y}, width, records, scale, roles);
        first = 9;
    }
    for (std::size_t i = first; i < legend.entries.size(); ++i) {
        const LegendEntry& entry = legend.entries[i];
        if (entry.fill != Fill{} || entry.line != Line{}) draw_key(entry, at.x, y, scale, roles, records);
        const double base = y + (swatch_height - 3) * scale;
        const std::string count = entry.count < 0 ? "" : base::grouped(entry.count);
        const double left = at.x + (swatch_width + 8) * scale, room = width - (swatch_width + 16) * scale - text_width(count, size);
        records.emplace_back(Text{{left, base}, shortened(entry.label, size, room), size, Anchor::start, roles.text, false, false});
        if (!count.empty()) records.emplace_back(Text{{at.x + width, base}, count, size, Anchor::end, roles.secondary, false, false});
        y += row_height * scale;
    }
    return y - at.y;
}

}  // namespace kith::picture
