#include "viewer/model/colouring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::string_view default_words = "Set2";
constexpr std::size_t other = std::numeric_limits<std::size_t>::max();

std::string kind_of(std::string_view palette) {
    for (const auto& info : picture::palettes())
        if (info.name == palette) return info.kind;
    return {};
}

/// "1234.5", and "1,234.5" as it stands elsewhere on the screen.
std::optional<double> one_number(std::string_view word) {
    std::string plain;
    const std::size_t point = std::min(word.find('.'), word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] != ',') plain += word[i];
        else if (i > point || i == 0 || (point - i) % 4 != 0) return std::nullopt;
    }
    double out = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), out);
    return error == std::errc() && end == plain.data() + plain.size() && std::isfinite(out) ? std::optional(out) : std::nullopt;
}

std::vector<double> rounded_breaks(const picture::Classes& classes, std::span<const double> values) {
    const auto ends = picture::legend_ends(classes);
    picture::Classes exact = classes, rounded;
    exact.upper.clear();
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) exact.upper.push_back(classes.upper[ends[i]]);
    if (exact.upper.empty()) return {};
    for (int digits = 3; digits < 17; ++digits) {
        rounded.upper.clear();
        for (const double one : exact.upper) rounded.upper.push_back(std::stod(fmt::format("{:.{}g}", one, digits)));
        const auto side = [](const picture::Classes& of, double value) { return std::lower_bound(of.upper.begin(), of.upper.end(), value) - of.upper.begin(); };
        if (std::all_of(values.begin(), values.end(), [&](double value) { return side(rounded, value) == side(exact, value); })) return rounded.upper;
    }
    return exact.upper;
}

bool in_words(FieldType type) { return type == FieldType::word || type == FieldType::words || type == FieldType::yes_no; }

}  // namespace

FieldColours::FieldColours(const Field& field, const Colouring& by) : title_(field.label()), by_(by), dates_(field.type() == FieldType::date) {
    if (!field.unit().empty()) title_ += " (" + field.unit() + ")";
    values_.resize(field.rows());
    if (in_words(field.type())) {
        read_words(field);
        return;
    }
    for (std::size_t row = 0; row < field.rows(); ++row) {
        const Standing how = field.standing(row);
        values_[row] = {value_kind(how), has_number(how) ? field.number(row) : 0};
    }
}

/// The commonest words get a class of their own, in the order of the alphabet; the rest are one class, and so are rows with several.
void FieldColours::read_words(const Field& field) {
    categories_ = true;
    const std::size_t count = field.words().size();
    std::vector<std::int64_t> uses(count, 0);
    bool several = false;
    const auto code_of = [&](std::size_t row) -> std::size_t {  // count: several
        const auto codes = field.codes(row);
        return codes.empty() ? other : codes.size() > 1 ? count : static_cast<std::size_t>(codes[0]);
    };
    std::vector<std::size_t> codes(field.rows(), other);
    for (std::size_t row = 0; row < field.rows(); ++row) {
        values_[row] = {value_kind(field.standing(row)), 0};
        codes[row] = code_of(row);
        if (codes[row] == count) several = true;
        else if (codes[row] < count) ++uses[codes[row]];
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t code) { return uses[code] == 0; });
    const auto before = [&](std::size_t a, std::size_t b) { return field.words()[a] < field.words()[b]; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return uses[a] != uses[b] ? uses[a] > uses[b] : before(a, b); });
    const std::size_t room = most_words - (several ? 1 : 0);
    const bool more = order.size() > room;
    if (more) order.resize(room - 1);
    std::sort(order.begin(), order.end(), before);
    std::vector<std::size_t> class_of(count + 1, order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        class_of[order[i]] = i;
        words_.push_back(field.words()[order[i]]);
    }
    if (more) words_.push_back("other");
    if (several) {
        class_of[count] = words_.size();
        words_.push_back("more than one");
    }
    for (std::size_t row = 0; row < field.rows(); ++row)
        if (codes[row] != other) values_[row].value = static_cast<double>(class_of[codes[row]]);
}

picture::Colouring FieldColours::colouring() const {
    using picture::Scheme;
    picture::Colouring out;
    out.title = title_;
    out.values = values_;
    out.reversed = by_.reversed;
    out.classes = by_.classes;
    out.palette = by_.palette.empty() ? usual_palette() : by_.palette;
    if (categories_) {
        out.scheme = picture::ClassChoice{Scheme::unique, static_cast<int>(words_.size()), 1.5, {}};
        if (kind_of(out.palette) != "qualitative") out.palette = default_words;
        return out;
    }
    if (by_.scheme) out.scheme = picture::ClassChoice{*by_.scheme, by_.classes, by_.hinge, by_.breaks};
    return out;
}

std::string FieldColours::usual_palette() const {
    if (categories_) return std::string(default_words);
    return std::string(by_.scheme && picture::around_middle(*by_.scheme) ? picture::default_diverging : picture::default_sequential);
}

std::vector<double> FieldColours::numbers() const {
    std::vector<double> out;
    for (const auto& value : values_)
        if (value.kind <= picture::ValueKind::at_most) out.push_back(value.value);
    return out;
}

base::Result<picture::Coloured> FieldColours::coloured() const {
    auto made = picture::coloured(colouring());
    if (made) name_classes(made->legend);
    return made;
}

std::optional<ColoursShown> FieldColours::shown() const {
    const auto made = coloured();
    if (!made) return std::nullopt;
    ColoursShown out{made->classes, made->palette, {}, {}, categories_, rounded_breaks(made->classes, numbers())};
    for (const picture::Fill& fill : made->fills) out.colours.push_back(fill.colour.value_or(picture::ground));
    const std::string wanted = by_.palette.empty() ? usual_palette() : by_.palette;
    if (wanted == made->palette) return out;
    out.why = categories_ && kind_of(wanted) != "qualitative" ? "Words have no order, and the colours of " + wanted + " have one: " + made->palette + " is shown."
                                                               : wanted + " has fewer colours than there are classes: " + made->palette + " is shown.";
    return out;
}

void FieldColours::name_classes(picture::Legend& legend) const {
    if (categories_) {
        for (std::size_t i = 0; i < std::min(words_.size(), legend.classes); ++i) legend.entries[i].label = words_[i];
        return;
    }
    if (!dates_) return;
    const auto made = picture::coloured(colouring());
    if (!made) return;
    const auto month = [](double days) { return date_words(static_cast<std::int32_t>(std::floor(days)), column::Precision::month); };
    const auto ends = picture::legend_ends(made->classes);
    for (std::size_t i = 0; i < std::min(ends.size(), legend.classes); ++i)
        legend.entries[i].label = month(i > 0 ? made->classes.upper[ends[i - 1]] + 1 : made->classes.lowest) + " to " + month(made->classes.upper[ends[i]]);
}

base::Result<std::vector<double>> read_breaks(std::string_view words) {
    std::vector<double> out;
    std::string plain(words), word;
    std::replace(plain.begin(), plain.end(), ';', ' ');
    for (std::istringstream rest(plain); rest >> word;) {
        const auto number = one_number(word);
        if (!number) return base::misuse("“" + word + "” is not read as a number. Write numbers with spaces between them, such as 10 20.5 40.");
        out.push_back(*number);
    }
    if (out.empty()) return base::misuse("Write at least one number: where one class ends and the next begins.");
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    if (out.size() > most_breaks) return base::misuse("At most " + std::to_string(most_breaks) + " breaks can be told apart on a map; there are " + std::to_string(out.size()) + ".");
    return out;
}

std::string breaks_text(std::span<const double> breaks) {
    std::string out;
    for (const double one : breaks) out += (out.empty() ? "" : " ") + fmt::format("{}", one);
    return out;
}

std::vector<double> sizes_by(const Field& field) {
    double most = 0;
    std::vector<double> out(field.rows(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; row < field.rows(); ++row) {
        if (!has_number(field.standing(row))) continue;
        out[row] = std::max(0.0, field.number(row));
        most = std::max(most, out[row]);
    }
    for (double& value : out) value = most > 0 ? std::sqrt(value / most) : value;
    return out;
}

}  // namespace kith::viewer::model
