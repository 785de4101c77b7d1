// A sheet as pages of A4.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "engine/picture/raster.hpp"
#include "engine/picture/text.hpp"
#include "engine/report/sheet.hpp"

namespace kith::report {
namespace {

constexpr double a4_width = 210 / 25.4 * 96, a4_height = 297 / 25.4 * 96;
constexpr double paper_side = 64, paper_top = 56, paper_bottom = 76;      // 17, 15 and 20 mm
constexpr double paper_width = a4_width - 2 * paper_side;
constexpr double normal_size = 10.5 / 72 * 96, large_size = 18.0 / 72 * 96;
constexpr double line_leading = 1.4;

/// A piece of a page that is never torn: a line of words, a line to write on.
struct Strip {
    double height = 0;
    std::vector<picture::Record> records;        // from the strip's own upper left corner
};
using Strips = std::vector<Strip>;

double height_of(const Strips& strips) {
    double sum = 0;
    for (const Strip& strip : strips) sum += strip.height;
    return sum;
}

void join(Strips& to, Strips more) { std::move(more.begin(), more.end(), std::back_inserter(to)); }

/// Lines of at most `width`, broken between words, and within a word that is longer than a line.
std::vector<std::string> in_lines(std::string_view text, double size, bool bold, double width) {
    std::vector<std::string> lines;
    std::string line;
    const auto fits = [&](std::string_view words) { return picture::text_width(words, size, bold) <= width; };
    const auto add = [&](std::string_view word) {
        std::string longer = line.empty() ? std::string(word) : line + ' ' + std::string(word);
        if (fits(longer)) return void(line = std::move(longer));
        if (!line.empty()) lines.push_back(std::exchange(line, {}));
        for (const char c : word) {
            const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
            if (starts && !fits(line + c)) lines.push_back(std::exchange(line, {}));
            line += c;
        }
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
        if (end > 0) add(text.substr(0, end));
        if (end < text.size() && text[end] == '\n' && !line.empty()) lines.push_back(std::exchange(line, {}));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

struct Look {
    double scale = 1;
    bool bold = false, quiet = false;
};

class Paper {
public:
    Paper(const Sheet& sheet, const SheetStyle& style)
        : sheet_(sheet), theme_(style.black_and_white ? picture::Theme::black_and_white : picture::Theme::light), roles_(picture::roles_of(theme_)), size_(style.large ? large_size : normal_size) {
        turn();
    }

    std::vector<picture::Drawing> pages() {
        head();
        for (const SheetSection& section : sheet_.sections) add(section);
        foot();
        number_pages();
        return std::move(pages_);
    }

private:
    Strips words(std::string_view text, double left, double width, Look look) const {
        Strips out;
        const double size = size_ * look.scale;
        for (std::string& line : in_lines(text, size, look.bold, width)) {
            Strip strip{size * line_leading, {}};
            strip.records.emplace_back(picture::Text{{left, size * 1.05}, std::move(line), size, picture::Anchor::start, look.quiet ? roles_.secondary : roles_.text, look.bold});
            out.push_back(std::move(strip));
        }
        return out;
    }
    Strips words(std::string_view text, Look look) const { return words(text, 0, paper_width, look); }
    Strips words(std::string_view text) const { return words(text, Look{}); }

    static Strips space(double height) { return {Strip{height, {}}}; }

    Strips rule(double height, double width, picture::Colour colour, picture::Dash dash = picture::Dash::solid) const {
        Strip strip{height, {}};
        picture::Line line{colour, width, dash};
        strip.records.emplace_back(picture::Shape{{{{0, height - width}, {paper_width, height - width}}}, false, {}, line, {}});
        return {std::move(strip)};
    }

    void head() {
        place(words(sheet_.title, {1.7, true}));
        place(words(sheet_.subtitle, {1, false, true}));
        if (sheet_.notice.empty()) return;
        Strips notice = words(sheet_.notice, 12, paper_width - 12, {});
        for (Strip& strip : notice) strip.records.emplace_back(picture::rectangle(0, 0, 3, strip.height, {roles_.accent}, {}));
        place(space(size_ * 0.5));
        place(std::move(notice));
    }

    void add(const SheetSection& section) {
        if (section.new_page && !fresh_) turn();
        if (section.cut_off) return slip(section);
        Strips start = section_head(section);
        const auto next = [&](Strips block) {
            join(start, std::move(block));
            place(std::exchange(start, {}));
        };
        for (const SheetChart& chart : section.charts) next(of(chart));
        for (const SheetTable& table : section.tables) place_table(table, start);
        for (const std::string& line : section.lines) next(bullet(line));
        for (const SheetEntry& entry : section.entries) next(of(entry));
        for (const SheetField& field : section.fields) next(of(field));
        if (!start.empty()) next(words(section.empty));
    }

    Strips section_head(const SheetSection& section) const {
        Strips out = space(fresh_ ? 0 : size_ * 1.3);
        join(out, rule(2, 2, roles_.accent));
        join(out, space(size_ * 0.3));
        join(out, words(section.heading, {1.25, true}));
        join(out, words(section.lead, {1, false, true}));
        join(out, space(size_ * 0.25));
        return out;
    }

    Strips bullet(std::string_view line) const {
        Strips out = words(line, size_, paper_width - size_, {});
        if (!out.empty()) out.front().records.emplace_back(picture::Symbol{picture::Mark::circle, {size_ * 0.3, size_ * 0.7}, size_ * 0.3, {roles_.text}, {}});
        join(out, space(size_ * 0.25));
        return out;
    }

    double label_width() const { return size_ * 7.5; }

    /// Two of them stand beside each other.
    bool short_fact(const SheetFact& fact) const {
        const double half = paper_width / 2 - label_width() - size_;
        return picture::text_width(fact.value, size_) <= half && picture::text_width(fact.what, size_) <= label_width() - size_ * 0.5;
    }

    Strips of(const SheetFact& fact, double left, double width) const {
        Strips value = words(fact.value, left + label_width(), width - label_width(), {});
        const Strips what = words(fact.what, left, label_width() - size_ * 0.5, {1, false, true});
        value.resize(std::max(value.size(), what.size()), Strip{size_ * line_leading, {}});
        for (std::size_t i = 0; i < what.size(); ++i) value[i].records.push_back(what[i].records.front());
        return value;
    }

    Strips of(const SheetEntry& entry) const {
        const double beside = picture::text_width(entry.beside, size_), gap = entry.beside.empty() ? 0 : size_;
        Strips out = words(entry.name, 0, paper_width - beside - gap, {1, true});
        if (!out.empty() && !entry.beside.empty()) out.front().records.emplace_back(picture::Text{{paper_width, size_ * 1.05}, entry.beside, size_, picture::Anchor::end, roles_.text});
        for (std::size_t i = 0; i < entry.facts.size(); ++i) {
            const bool pair = i + 1 < entry.facts.size() && short_fact(entry.facts[i]) && short_fact(entry.facts[i + 1]);
            Strips row = of(entry.facts[i], 0, paper_width);
            if (pair) {
                Strips beside_it = of(entry.facts[++i], paper_width / 2, paper_width / 2);
                std::move(beside_it.front().records.begin(), beside_it.front().records.end(), std::back_inserter(row.front().records));
            }
            join(out, std::move(row));
        }
        join(out, words(entry.unknown, {1, false, true}));
        join(out, space(size_ * 0.7));
        return out;
    }

    /// As wide as its widest cell, and as the longest word of its name.
    std::vector<double> widths_of(const SheetTable& table) const {
        std::vector<double> widths(table.columns.size());
        double rest = paper_width;
        for (std::size_t column = 1; column < widths.size(); ++column) {
            double& width = widths[column];
            for (std::string_view name = table.columns[column]; !name.empty();) {
                const std::size_t end = std::min(name.find(' '), name.size());
                width = std::max(width, picture::text_width(name.substr(0, end), size_));
                name.remove_prefix(std::min(end + 1, name.size()));
            }
            for (const auto& row : table.rows) width = std::max(width, picture::text_width(row[column], size_));
            rest -= width += size_;
        }
        if (!widths.empty()) widths[0] = std::max(rest, paper_width / 4);
        return widths;
    }

    Strips row_of(const std::vector<std::string>& cells, const std::vector<double>& widths, bool head) const {
        Strips out = words(cells.front(), 0, widths.front(), {});
        double right = widths.front();
        for (std::size_t column = 1; column < cells.size(); ++column) {
            right += widths[column];
            const auto lines = in_lines(cells[column], size_, false, widths[column] - size_ * 0.99);
            out.resize(std::max(out.size(), lines.size()), Strip{size_ * line_leading, {}});
            for (std::size_t i = 0; i < lines.size(); ++i)
                out[i].records.emplace_back(picture::Text{{right, size_ * 1.05}, lines[i], size_, picture::Anchor::end, head ? roles_.secondary : roles_.text});
        }
        join(out, rule(size_ * 0.25, head ? 1 : 0.6, head ? roles_.secondary : roles_.hairline));
        join(out, space(size_ * 0.1));
        return out;
    }

    /// Its head stands above the first row, and again on each page that it goes on to.
    void place_table(const SheetTable& table, Strips& start) {
        const auto widths = widths_of(table);
        const Strips head = row_of(table.columns, widths, true);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            Strips block = row_of(table.rows[row], widths, false);
            if (row > 0 && y_ + height_of(block) <= a4_height - paper_bottom) {
                place(std::move(block));
                continue;
            }
            if (row > 0) turn();
            Strips first = std::exchange(start, {});
            join(first, head);
            join(first, std::move(block));
            place(std::move(first));
        }
        if (!fresh_) place(space(size_ * 0.5));
    }

    Strips of(const SheetChart& chart) const {
        picture::Drawing bars = picture::bars_of({"", chart.title, "", paper_width}, chart.bars);
        Strips out = words(chart.title, {1, false, true});
        out.push_back({bars.height, std::move(bars.records)});
        join(out, space(size_ * 0.5));
        return out;
    }

    Strips boxes(const std::vector<std::string>& labels) const {
        Strips out;
        double x = paper_width + 1;  // the first begins a line
        for (const std::string& label : labels) {
            const double width = size_ * 1.5 + picture::text_width(label, size_) + size_ * 1.2;
            if (x + width - size_ * 1.2 > paper_width) {
                out.push_back({size_ * line_leading * 1.1, {}});
                x = 0;
            }
            out.back().records.emplace_back(picture::rectangle(x + 1, size_ * 0.25, size_ * 0.9, size_ * 0.9, {}, {roles_.text, 1.2}));
            out.back().records.emplace_back(picture::Text{{x + size_ * 1.4, size_ * 1.05}, label, size_, picture::Anchor::start, roles_.text});
            x += width;
        }
        return out;
    }

    Strips of(const SheetField& field) const {
        Strips out = words(field.label, {1, true});
        join(out, words(field.help, {1, false, true}));
        join(out, boxes(field.boxes));
        for (int i = 0; i < field.lines; ++i) join(out, rule(std::max(30.0, size_ * 1.7), 0.8, roles_.secondary));
        join(out, space(size_ * 0.6));
        return out;
    }

    void slip(const SheetSection& section) {
        Strips out = space(size_);
        join(out, rule(2, 1.4, roles_.text, picture::Dash::dashed));
        join(out, space(size_ * 0.6));
        join(out, words(section.heading, {1.25, true}));
        join(out, words(section.lead));
        for (const SheetField& field : section.fields) join(out, of(field));
        place(std::move(out));
    }

    void foot() {
        if (sheet_.foot.empty()) return;
        Strips out = space(size_);
        join(out, rule(2, 0.6, roles_.secondary));
        join(out, space(size_ * 0.3));
        for (const std::string& line : sheet_.foot) join(out, words(line, {0.9, false, true}));
        place(std::move(out));
    }

    /// On this page where it has room, else whole on the next one; what no page has room for is torn between strips.
    void place(Strips strips) {
        const double height = height_of(strips), end = a4_height - paper_bottom;
        if (y_ + height > end && !fresh_ && height <= end - paper_top) turn();
        for (Strip& strip : strips) {
            if (y_ + strip.height > end && !fresh_) turn();
            if (fresh_ && strip.records.empty()) continue;  // no space above the first line of a page
            for (picture::Record& record : strip.records) moved(record);
            std::move(strip.records.begin(), strip.records.end(), std::back_inserter(pages_.back().records));
            y_ += strip.height;
            fresh_ = false;
        }
    }

    void moved(picture::Record& record) const {
        const auto shift = [&](picture::Point& p) { p = {p.x + paper_side, p.y + y_}; };
        if (auto* shape = std::get_if<picture::Shape>(&record))
            for (picture::Ring& ring : shape->rings)
                for (picture::Point& p : ring) shift(p);
        if (auto* symbol = std::get_if<picture::Symbol>(&record)) shift(symbol->at);
        if (auto* text = std::get_if<picture::Text>(&record)) shift(text->at);
    }

    void turn() {
        picture::Drawing page;
        page.id = "page-" + std::to_string(pages_.size() + 1);
        page.width = a4_width;
        page.height = a4_height;
        page.title = sheet_.kind;
        page.theme = theme_;
        pages_.push_back(std::move(page));
        y_ = paper_top;
        fresh_ = true;
    }

    void number_pages() {
        const double size = normal_size * 0.9, y = a4_height - paper_bottom / 2;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            auto& records = pages_[i].records;
            records.emplace_back(picture::Text{{paper_side, y}, sheet_.kind, size, picture::Anchor::start, roles_.secondary});
            if (pages_.size() > 1)
                records.emplace_back(picture::Text{{a4_width - paper_side, y}, "page " + std::to_string(i + 1) + " of " + std::to_string(pages_.size()), size, picture::Anchor::end, roles_.secondary});
        }
    }

    const Sheet& sheet_;
    picture::Theme theme_;
    const picture::Roles& roles_;
    double size_;
    double y_ = 0;
    bool fresh_ = true;                 // nothing stands on the last page yet
    std::vector<picture::Drawing> pages_;
};

}  // namespace

std::vector<picture::Drawing> sheet_pages(const Sheet& sheet, const SheetStyle& style) { return Paper(sheet, style).pages(); }

base::Result<std::vector<std::byte>> sheet_pdf(const Sheet& sheet, const SheetStyle& style) {
    const auto pages = sheet_pages(sheet, style);
    return picture::pdf(pages, style.black_and_white);
}

}  // namespace kith::report
