#include "engine/report/columns.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/picture/text.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

using column::Column;
using column::Type;

/// The days from the first to the last that a column holds, written once, ten letters each.
class Days {
public:
    explicit Days(const Column& column) {
        std::int32_t last = 0;
        bool any = false;
        for (std::size_t row = 0; row < column.rows(); ++row) {
            if (!column.known(row)) continue;
            const std::int32_t day = column.days()[row];
            first_ = any ? std::min(first_, day) : day;
            last = any ? std::max(last, day) : day;
            any = true;
        }
        for (std::int64_t day = first_; any && day <= last && day - first_ < most; ++day) texts_ += date_text(static_cast<std::int32_t>(day));
    }
    void put(const Cell& cell, std::int32_t day) const {
        const auto at = static_cast<std::size_t>(std::int64_t{day} - first_) * 10;
        if (day >= first_ && at + 10 <= texts_.size()) cell.text(std::string_view(texts_).substr(at, 10));
        else cell.copied(date_text(day));
    }

private:
    static constexpr std::int64_t most = 200'000;  // five centuries; beyond, a day is written each time
    std::int32_t first_ = 0;
    std::string texts_;
};

std::function<column::State(std::size_t)> state_of(const Column& column) {
    if (column.states().empty()) return {};
    return [states = column.states()](std::size_t row) { return static_cast<column::State>(states[row]); };
}

LayerColumn text_list_column(std::string name, const Column& column) {
    LayerColumn made{std::move(name), CellType::text, [at = &column, joined = std::make_shared<std::string>()](const Cell& cell, std::size_t row) {
                if (!at->known(row)) return cell.null();
                joined->clear();
                for (const std::int32_t code : at->list(row)) {
                    if (!joined->empty()) *joined += "; ";
                    *joined += at->dictionary()[code];
                }
                cell.copied(*joined);
            }};
    made.state = state_of(column);
    return made;
}

LayerColumn text_column(std::string name, const Column& column) {
    LayerColumn made{std::move(name), CellType::text, [codes = column.codes(), dictionary = column.dictionary()](const Cell& cell, std::size_t row) {
                if (codes[row] < 0) cell.null();
                else cell.text(dictionary[codes[row]]);
            }};
    made.state = state_of(column);
    made.empty = std::all_of(column.codes().begin(), column.codes().end(), [](std::int32_t code) { return code < 0; });
    return made;
}

/// Wraps `write` in a look at the states, where there are any.
template <class Write>
LayerColumn when_known(std::string name, CellType type, const Column& column, Write write) {
    if (column.states().empty()) return {std::move(name), type, write};
    LayerColumn made{std::move(name), type, [states = column.states(), write](const Cell& cell, std::size_t row) {
                if (states[row] != 0) cell.null();
                else write(cell, row);
            }};
    made.empty = std::all_of(column.states().begin(), column.states().end(), [](std::uint8_t state) { return state != 0; });
    made.state = state_of(column);
    return made;
}

/// A reason is the plugin's own sentence and stays; a bound is written for this row.
void put_note(const Cell& cell, const host::ResultColumn& column, std::size_t row) {
    using host::Quality;
    switch (column.quality(row)) {
        case Quality::value: return cell.null();
        case Quality::lower_bound: return cell.copied("at least " + picture::number_text(column.value(row)));
        case Quality::upper_bound: return cell.copied("at most " + picture::number_text(column.value(row)));
        case Quality::between: return cell.copied("between " + picture::number_text(column.value(row)) + " and " + picture::number_text(column.upper(row)));
        case Quality::suppressed:
        case Quality::not_computable: return cell.text(column.reason(row));
    }
}

/// Why rows have no plain value: for one reason alone, which the column's description tells, or for several, which need a
/// note a row.
struct Gaps {
    bool differ = false;
    std::string_view reason;  // the only one
    bool everywhere = true;   // no row has a plain value
};
Gaps gaps_of(const host::ResultColumn& column, bool none) {
    Gaps out;
    out.everywhere = !none;
    for (std::size_t row = 0; !none && row < column.rows() && (out.everywhere || !out.differ); ++row) {
        const host::Quality quality = column.quality(row);
        if (quality == host::Quality::value) {
            out.everywhere = out.everywhere && !column.has_number(row);
            continue;
        }
        const std::string_view reason = column.reason(row);
        out.differ = out.differ || quality != host::Quality::not_computable || (!out.reason.empty() && out.reason.data() != reason.data());
        if (!out.differ) out.reason = reason;
    }
    return out;
}

std::string described(const host::OutputColumn& spec, const Gaps& gaps) {
    std::string out = spec.unit.substr(spec.unit.find('|') + 1);
    if (!spec.help.empty()) out += (out.empty() ? "" : ". ") + spec.help;
    if (gaps.differ) out += std::string(out.empty() ? "" : " ") + "Where it is empty, the note says why.";
    else if (!gaps.reason.empty()) out += std::string(out.empty() ? "" : " ") + "Where it is empty: " + std::string(gaps.reason);
    return out;
}

LayerColumn result_value(std::string name, const host::OutputColumn& spec, const host::ResultColumn& column, const std::vector<std::string>* words, bool plain) {
    // A column whose rows are all values is read without looking at each one's quality.
    const auto write = [&](CellType type, auto put) -> LayerColumn {
        if (plain && column.values().states().empty())
            return {std::move(name), type, [values = column.values().f64(), put](const Cell& cell, std::size_t row) { put(cell, values[row]); }};
        return {std::move(name), type, [column, put](const Cell& cell, std::size_t row) {
                    if (column.quality(row) == host::Quality::value && column.has_number(row)) put(cell, column.value(row));
                    else cell.null();
                }};
    };
    switch (spec.type) {
        case host::ValueType::integer: return write(CellType::integer64, [](const Cell& cell, double value) { cell.integer(std::llround(value)); });
        case host::ValueType::choice:
            return write(CellType::text, [words](const Cell& cell, double value) {
                const auto index = static_cast<std::size_t>(std::max(0.0, value));
                if (words && index < words->size()) cell.text((*words)[index]);
                else cell.null();
            });
        case host::ValueType::number: break;
    }
    return write(CellType::real, [](const Cell& cell, double value) { cell.real(value); });
}

}  // namespace

std::optional<LayerColumn> plain_column(std::string name, const Column& column) {
    switch (column.type()) {
        case Type::boolean: return when_known(std::move(name), CellType::boolean, column, [v = column.booleans()](const Cell& cell, std::size_t row) { cell.integer(v[row]); });
        case Type::i32: return when_known(std::move(name), CellType::integer, column, [v = column.i32()](const Cell& cell, std::size_t row) { cell.integer(v[row]); });
        case Type::i64: return when_known(std::move(name), CellType::integer64, column, [v = column.i64()](const Cell& cell, std::size_t row) { cell.integer(v[row]); });
        case Type::f64: return when_known(std::move(name), CellType::real, column, [v = column.f64()](const Cell& cell, std::size_t row) { cell.real(v[row]); });
        case Type::text: return text_column(std::move(name), column);
        case Type::text_list: return text_list_column(std::move(name), column);
        case Type::date:
            return when_known(std::move(name), CellType::date, column, [v = column.days(), days = std::make_shared<const Days>(column)](const Cell& cell, std::size_t row) { days->put(cell, v[row]); });
        case Type::point:
        case Type::point_list: break;
    }
    return std::nullopt;
}

LayerColumn exact_date_column(std::string name, const Column& column) {
    const auto coarse = [](std::uint8_t precision) { return precision != 0; };
    if (std::none_of(column.precisions().begin(), column.precisions().end(), coarse)) return *plain_column(std::move(name), column);
    return when_known(std::move(name), CellType::text, column, [days = column.days(), precisions = column.precisions()](const Cell& cell, std::size_t row) {
        cell.copied(date_text(days[row], precisions[row]));
    });
}

LayerColumn word_column(std::string name, const Column& column, std::span<const std::string_view> words) {
    return when_known(std::move(name), CellType::text, column, [codes = column.i32(), words](const Cell& cell, std::size_t row) {
        const std::int32_t code = codes[row];
        if (code < 0 || static_cast<std::size_t>(code) >= words.size()) cell.null();
        else cell.text(words[static_cast<std::size_t>(code)]);
    });
}

LayerColumn mask_column(std::string name, const Column& column, std::span<const std::string_view> words) {
    auto joined = std::make_shared<std::vector<std::string>>(std::size_t{1} << words.size());
    for (std::size_t mask = 0; mask < joined->size(); ++mask)
        for (std::size_t bit = 0; bit < words.size(); ++bit)
            if (mask >> bit & 1) {
                if (!(*joined)[mask].empty()) (*joined)[mask] += "; ";
                (*joined)[mask] += words[bit];
            }
    return when_known(std::move(name), CellType::text, column, [masks = column.i32(), joined](const Cell& cell, std::size_t row) {
        const auto mask = static_cast<std::size_t>(static_cast<std::uint32_t>(masks[row]));
        if (mask == 0 || mask >= joined->size()) cell.null();
        else cell.text((*joined)[mask]);
    });
}

LayerColumn reference_column(std::string name, const Column& rows, const Column& text) {
    return {std::move(name), CellType::text, [at = rows.i32(), codes = text.codes(), dictionary = text.dictionary()](const Cell& cell, std::size_t row) {
                const std::int32_t other = at[row];
                if (other < 0 || codes[static_cast<std::size_t>(other)] < 0) cell.null();
                else cell.text(dictionary[codes[static_cast<std::size_t>(other)]]);
            }};
}

LayerColumn number_column(std::string name, std::function<std::int64_t(std::size_t)> number) {
    return {std::move(name), CellType::integer64, [number = std::move(number)](const Cell& cell, std::size_t row) { cell.integer(number(row)); }};
}

void add_result_columns(const host::AnalysisResult& result, const host::ResultColumns& columns, std::vector<LayerColumn>& out) {
    for (const host::OutputColumn* spec : columns.columns) {
        const host::ResultColumn column(*spec, *columns.segment);
        const bool plain = columns.segment->find(spec->key + ".quality") == nullptr;
        const auto* words = result.plugin ? result.plugin->manifest.word_list(spec->words) : nullptr;
        const std::string name = result.as + "_" + spec->key;
        const Gaps gaps = gaps_of(column, plain && column.values().states().empty());
        LayerColumn made = result_value(name, *spec, column, words, plain);
        made.title = spec->label;
        made.description = described(*spec, gaps);
        made.empty = gaps.everywhere;
        out.push_back(std::move(made));
        if (!gaps.differ) continue;
        out.push_back({name + "_note", CellType::text, [column](const Cell& cell, std::size_t row) { put_note(cell, column, row); }, spec->label + ": note", "Why there is no plain value."});
    }
}

}  // namespace kith::report
