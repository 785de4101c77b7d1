#include "viewer/model/colouring.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

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
    out.palette = by_.palette.empty() ? std::string(picture::default_sequential) : by_.palette;
    if (categories_) {
        out.scheme = picture::ClassChoice{Scheme::unique, static_cast<int>(words_.size()), 1.5, {}};
        if (kind_of(out.palette) != "qualitative") out.palette = default_words;
        return out;
    }
    if (!by_.scheme) return out;
    out.scheme = picture::ClassChoice{*by_.scheme, by_.classes, by_.hinge, by_.breaks};
    const bool two_sided = *by_.scheme == Scheme::standard_deviation || *by_.scheme == Scheme::box || *by_.scheme == Scheme::percentile;
    if (two_sided && out.palette == picture::default_sequential) out.palette = picture::default_diverging;
    return out;
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

void FieldColours::name_classes(picture::Legend& legend) const {
    if (categories_) {
        for (std::size_t i = 0; i < std::min(words_.size(), legend.entries.size()); ++i) legend.entries[i].label = words_[i];
        return;
    }
    if (!dates_) return;
    const auto made = picture::coloured(colouring());
    if (!made) return;
    const auto month = [](double days) { return date_words(static_cast<std::int32_t>(std::floor(days)), column::Precision::month); };
    for (std::size_t i = 0; i < std::min(made->classes.size(), legend.entries.size()); ++i)
        legend.entries[i].label = month(i > 0 ? made->classes.upper[i - 1] + 1 : made->classes.lowest) + " to " + month(made->classes.upper[i]);
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
