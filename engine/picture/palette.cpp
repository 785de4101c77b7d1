#include "engine/picture/palette.hpp"

#include <algorithm>
#include <cmath>

namespace kith::picture {

extern const std::string_view palettes_csv;  // palettes_data.cpp

namespace {

struct Row {
    std::string_view name;
    std::string_view kind;
    ColourBlind safe = ColourBlind::no;
    std::vector<Colour> colours;
};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view take(std::string_view& rest, char end) {
    const std::size_t at = std::min(rest.find(end), rest.size());
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return taken;
}

std::vector<Row> read_rows() {
    std::vector<Row> rows;
    std::string_view rest = palettes_csv;
    take(rest, '\n');
    while (!rest.empty()) {
        std::string_view line = take(rest, '\n');
        Row row;
        row.name = take(line, ',');
        row.kind = take(line, ',');
        const std::string_view safe = take(line, ',');
        row.safe = safe == "yes" ? ColourBlind::yes : safe == "perhaps" ? ColourBlind::perhaps : ColourBlind::no;
        while (!line.empty())
            if (const auto colour = colour_from_hex(take(line, ' '))) row.colours.push_back(*colour);
        if (!row.colours.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

const std::vector<Row>& all_rows() {
    static const std::vector<Row> rows = read_rows();
    return rows;
}

/// `count` colours evenly spaced along a ramp, read between its anchors.
std::vector<Colour> along(const std::vector<Colour>& ramp, std::size_t count) {
    std::vector<Colour> out;
    for (std::size_t i = 0; i < count; ++i) {
        const double at = count == 1 ? 0.5 : static_cast<double>(i) / static_cast<double>(count - 1);
        const double place = at * static_cast<double>(ramp.size() - 1);
        const std::size_t low = std::min(static_cast<std::size_t>(place), ramp.size() - 2);
        const double part = place - static_cast<double>(low);
        const auto mix = [part](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(std::lround((1 - part) * a + part * b)); };
        const Colour a = ramp[low], b = ramp[low + 1];
        out.push_back({mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)});
    }
    return out;
}

double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

}  // namespace

std::string hex(Colour colour) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out = "#";
    for (const std::uint8_t channel : {colour.red, colour.green, colour.blue}) {
        out += digits[channel >> 4];
        out += digits[channel & 15];
    }
    return out;
}

base::Result<Colour> colour_from_hex(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    if (text.size() != 6) return base::misuse("A colour is six hexadecimal digits, such as 0b6e6e.");
    std::uint8_t channels[3] = {};
    for (std::size_t i = 0; i < 3; ++i) {
        const int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return base::misuse("A colour is six hexadecimal digits, such as 0b6e6e.");
        channels[i] = static_cast<std::uint8_t>(16 * high + low);
    }
    return Colour{channels[0], channels[1], channels[2]};
}

double luminance(Colour colour) { return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue); }

double contrast(Colour a, Colour b) {
    const double one = luminance(a) + 0.05, two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

std::vector<PaletteInfo> palettes() {
    std::vector<PaletteInfo> out;
    for (const Row& row : all_rows()) {
        const int most = static_cast<int>(row.colours.size());
        if (out.empty() || out.back().name != row.name) out.push_back({std::string(row.name), std::string(row.kind), most, {}});
        out.back().most = std::max(out.back().most, most);
        out.back().safe.push_back(row.safe);
    }
    return out;
}

ColourBlind PaletteInfo::safe_at(int classes) const {
    const int at = kind == "ramp" ? 0 : std::max(0, classes - 3);
    return static_cast<std::size_t>(at) < safe.size() ? safe[static_cast<std::size_t>(at)] : ColourBlind::no;
}

std::vector<PaletteInfo> colour_blind_safe(int classes) {
    auto out = palettes();
    std::erase_if(out, [&](const PaletteInfo& info) { return info.safe_at(classes) != ColourBlind::yes; });
    return out;
}

std::string palette_with(std::string_view name, int classes) {
    int most = 0;
    for (const Row& row : all_rows())
        if (row.name == name) most = row.kind == "ramp" ? classes : std::max(most, static_cast<int>(row.colours.size()));
    return std::string(most > 0 && most < classes ? std::string_view("viridis") : name);
}

base::Result<std::vector<Colour>> palette(std::string_view name, int classes, bool reversed) {
    const Row* smallest = nullptr;
    std::vector<Colour> colours;
    if (classes < 1) return base::misuse("A palette gives at least one colour.");
    const auto wanted = static_cast<std::size_t>(classes);
    for (const Row& row : all_rows()) {
        if (row.name != name) continue;
        if (!smallest) smallest = &row;
        if (row.kind == "ramp") colours = along(row.colours, wanted);
        else if (row.colours.size() == wanted) colours = row.colours;
    }
    if (!smallest) return base::not_found("There is no palette called \"" + std::string(name) + "\".");
    if (colours.empty() && wanted < smallest->colours.size()) {
        const bool ends = smallest->kind == "diverging";
        if (wanted == 1) colours = {smallest->colours[ends ? 2 : 1]};
        else colours = {smallest->colours.front(), smallest->colours.back()};
    }
    if (colours.empty()) return base::misuse("The palette " + std::string(name) + " has no " + std::to_string(classes) + " colours.");
    if (reversed) std::reverse(colours.begin(), colours.end());
    return colours;
}

}  // namespace kith::picture
