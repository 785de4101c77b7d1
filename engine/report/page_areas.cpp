// Results about areas on the page: a map and a table for each layer; and about the place as a whole.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/host/wording.hpp"
#include "engine/picture/svg.hpp"
#include "engine/picture/text.hpp"
#include "engine/report/area_value.hpp"
#include "engine/report/page.hpp"

namespace kith::report {
namespace {

using host::Entity;
using host::Quality;

bool is_share(const host::OutputColumn& column) { return column.unit == "share" && column.type == host::ValueType::number; }
bool is_number(const host::OutputColumn& column) { return column.type != host::ValueType::choice; }

/// Counts of things ("asset|assets") need no unit where the label says what is counted.
std::string column_title(const host::OutputColumn& column) {
    const bool counted = column.type == host::ValueType::integer && column.unit.find('|') != std::string::npos;
    return is_share(column) || counted ? column.label : with_unit(column.label, column.unit);
}

std::string value_text(const host::Wording& wording, const host::OutputColumn& spec, const host::ResultColumn& column, std::size_t row) {
    const Quality quality = column.quality(row);
    if (quality == Quality::not_computable || quality == Quality::suppressed || !is_number(spec)) return wording.column_value(column, row);
    const auto text = [&](double value) {
        return is_share(spec) ? picture::number_text(value * 100, 0) + "%" : picture::number_text(value);
    };
    switch (quality) {
        case Quality::lower_bound: return "at least " + text(column.value(row));
        case Quality::upper_bound: return "at most " + text(column.value(row));
        case Quality::between: return text(column.value(row)) + " to " + text(column.upper(row));
        default: return text(column.value(row));
    }
}

bool says_something(const host::ResultColumn& column) {
    for (std::size_t row = 0; row < column.rows(); ++row)
        if (column.has_number(row) && column.value(row) != 0) return true;
    return false;
}

/// What a map shows: a rate rather than a count, because large areas have more of everything.
const host::OutputColumn* column_to_map(const host::ResultColumns& columns) {
    const auto fits = [&](const host::OutputColumn* column) { return is_number(*column) && says_something(host::ResultColumn(*column, *columns.segment)); };
    for (const auto* column : columns.columns)
        if (fits(column) && (column->unit.starts_with("per ") || column->unit.find(" per ") != std::string::npos)) return column;
    const auto first = std::find_if(columns.columns.begin(), columns.columns.end(), fits);
    return first == columns.columns.end() ? nullptr : *first;
}

/// Deviates (unit "z") lie around 0: two colours, cut where 5 % and 1 % lie outside by chance.
void around_zero(picture::MapSpec& spec) {
    std::vector<double> known;
    for (const picture::AreaValue& value : spec.values)
        if (value.kind == picture::ValueKind::value) known.push_back(value.value);
    if (known.empty()) return;
    const std::array upper{-2.58, -1.96, 1.96, 2.58, std::max(3.0, *std::max_element(known.begin(), known.end()))};
    auto classes = picture::manual(known, upper);
    if (!classes) return;
    classes->lowest = std::min(-3.0, classes->lowest);
    spec.classes = std::move(*classes);
    spec.palette = picture::default_diverging;
}

void add_map(const Page& page, const host::ResultColumns& columns, const std::string& id, Html& html) {
    const auto base = std::find_if(page.maps.begin(), page.maps.end(), [&](const picture::Base& map) { return map.layer == columns.layer; });
    const auto mapped = mapped_column(columns);
    if (base == page.maps.end() || !mapped) return;
    const host::OutputColumn* output = mapped->output;
    picture::MapSpec spec;
    spec.id = id;
    spec.unit = mapped->unit;
    spec.title = mapped->title + ", by area";
    spec.legend_title = mapped->title;
    spec.values = mapped->values;
    if (output->unit == "z") around_zero(spec);
    const auto map = picture::map_of(*base, spec);
    if (!map) return;
    html.open("figure", {}, "tabindex=\"0\"");  // it scrolls where there is little room
    html.open("figcaption");
    html.text(spec.title);
    html.close("figcaption");
    html.raw(picture::svg(*map));
    html.paragraph(output->help, "small");
    html.close("figure");
}

/// Short words for what is not there, as in a map's legend, and under the table once what they stand for: a sentence in each cell
/// would push the last columns off the paper.
class Gaps {
public:
    std::string cell(const host::ResultColumn& column, std::size_t row) {
        std::string words = nobody_asked(column, row) ? "not asked" : "not known";
        std::string meaning = words + ": " + std::string(column.reason(row));
        if (std::find(meanings_.begin(), meanings_.end(), meaning) == meanings_.end()) meanings_.push_back(std::move(meaning));
        return words;
    }
    const std::vector<std::string>& meanings() const { return meanings_; }

private:
    std::vector<std::string> meanings_;
};

/// Areas of which no column says more than "0" or that it is not known. Few stand in the table like the others; pages of them do not:
/// they are named below it, folded away.
class Quiet {
public:
    explicit Quiet(const std::vector<host::ResultColumn>& columns) : columns_(columns) {
        for (std::size_t row = 0; !columns.empty() && row < columns.front().rows(); ++row) count_ += static_cast<std::size_t>(is(row));
        if (count_ <= most_in_table) count_ = 0;
    }
    /// Then the table leaves it out.
    bool take(std::size_t row, const std::string& name) {
        if (count_ == 0 || !is(row)) return false;
        names_.push_back(name);
        return true;
    }
    std::size_t count() const { return count_; }
    void add(Html& html) const {
        if (count_ == 0) return;
        html.open_fold("In " + base::counted(static_cast<std::int64_t>(count_), "more area") + " nothing is recorded yet");
        std::string names;
        for (std::size_t i = 0; i < names_.size(); ++i) names += (i == 0 ? "" : i + 1 == names_.size() ? " and " : ", ") + names_[i];
        html.paragraph(names + ".", "small");
        html.close("details");
    }

private:
    static constexpr std::size_t most_in_table = 4;
    bool is(std::size_t row) const {
        return std::all_of(columns_.begin(), columns_.end(), [row](const host::ResultColumn& column) {
            return column.quality(row) == Quality::not_computable || (column.quality(row) == Quality::value && column.value(row) == 0);
        });
    }
    const std::vector<host::ResultColumn>& columns_;
    std::size_t count_ = 0;
    std::vector<std::string> names_;
};

void add_area_table(const Page& page, const host::AnalysisResult& result, const host::ResultColumns& columns, Html& html) {
    HtmlTable table;
    table.caption = "Area by area";
    table.columns.push_back({"Area", false});
    std::vector<host::ResultColumn> values;
    std::vector<const host::OutputColumn*> specs;
    for (const auto* output : columns.columns) {
        const host::ResultColumn column(*output, *columns.segment);
        if (values.size() >= most_area_columns || !says_something(column)) continue;
        table.columns.push_back({column_title(*output), is_number(*output)});
        values.push_back(column);
        specs.push_back(output);
    }
    const host::Wording wording(result, page.view);
    const std::size_t areas = values.empty() ? 0 : values.front().rows();
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t row = 0; row < areas; ++row) order.emplace_back(page.view.label(base::EntityKind::area, row, columns.layer), row);
    std::sort(order.begin(), order.end());
    Gaps gaps;
    Quiet quiet(values);
    HtmlTable rest{"The other areas", "", table.columns, {}, ""};
    for (const auto& [name, row] : order) {
        if (quiet.take(row, name)) continue;
        std::vector<std::string> cells{name};
        for (std::size_t c = 0; c < values.size(); ++c) {
            const bool gap = values[c].quality(row) == Quality::not_computable;
            cells.push_back(gap ? gaps.cell(values[c], row) : value_text(wording, *specs[c], values[c], row));
        }
        if (auto& into = table.rows.size() < most_area_rows ? table : rest; into.rows.size() < most_folded) into.rows.push_back(std::move(cells));
    }
    const std::size_t shown = table.rows.size() + rest.rows.size(), said = quiet.count();
    if (const std::size_t more = areas - said - shown; more > 0) rest.after = base::counted(static_cast<std::int64_t>(more), "more area is", "more areas are") + " in " + std::string(page.all_areas()) + ".";
    if (const std::size_t more = columns.columns.size() - values.size(); more > 0)
        table.after += (table.after.empty() ? "" : " ") + base::counted(static_cast<std::int64_t>(more), "more column is", "more columns are") + " in " + std::string(page.all_areas()) + ".";
    for (const std::string& meaning : gaps.meanings()) table.after += (table.after.empty() ? "" : " ") + full_stop(sentence_case(meaning));
    if (areas > 0) html.table(table);
    if (!rest.rows.empty()) {
        html.open_fold(base::counted(static_cast<std::int64_t>(rest.rows.size()), "more area"));
        html.table(rest);
        html.close("details");
    }
    quiet.add(html);
}

void add_place_numbers(const Page& page, const host::AnalysisResult& result, const host::ResultColumns& columns, Html& html) {
    HtmlTable table{"The place as a whole", "", {{"What", false}, {"How much", true}}, {}, ""};
    const host::Wording wording(result, page.view);
    for (const auto* output : columns.columns) {
        if (output->whole_network && !result.gate_open) continue;  // the caveat above says why
        const host::ResultColumn column(*output, *columns.segment);
        if (column.rows() > 0) table.rows.push_back({column_title(*output), value_text(wording, *output, column, 0)});
    }
    if (!table.rows.empty()) html.table(table);
}

}  // namespace

std::optional<MappedColumn> mapped_column(const host::ResultColumns& columns) {
    const auto* output = column_to_map(columns);
    if (output == nullptr) return std::nullopt;
    const host::ResultColumn column(*output, *columns.segment);
    MappedColumn out{output, "", is_share(*output) ? "%" : output->unit.substr(output->unit.find('|') + 1), {}};
    const bool rate = out.unit.find(" per ") != std::string::npos;  // its unit says it all
    out.title = rate ? sentence_case(out.unit) : with_unit(output->label, out.unit);
    for (std::size_t row = 0; row < column.rows(); ++row) out.values.push_back(area_value(column, row, is_share(*output) ? 100 : 1));
    return out;
}

void add_area_results(const Page& page, const host::AnalysisResult& result, std::size_t number, Html& html) {
    for (const auto& columns : result.columns)
        if (columns.entity == Entity::place) add_place_numbers(page, result, columns, html);
    for (std::size_t i = 0; i < result.columns.size(); ++i) {
        const auto& columns = result.columns[i];
        const bool any = std::any_of(columns.columns.begin(), columns.columns.end(), [&](const host::OutputColumn* output) { return says_something(host::ResultColumn(*output, *columns.segment)); });
        if (columns.entity != Entity::area || !any) continue;  // a heading over nothing tells nobody anything
        html.heading(3, page.view.layers().size() > 1 && columns.layer != "area" ? "Areas: " + page.view.words_for("areas." + columns.layer, "", columns.layer) : "Areas");
        add_map(page, columns, "map-" + std::to_string(number) + "-" + std::to_string(i), html);
        add_area_table(page, result, columns, html);
    }
}

}  // namespace kith::report
