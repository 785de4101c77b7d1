#pragma once
// Any column of a place or of a result, asked row by row in one way: what colour, size, table, chart and card read. What is not
// known says why it is not.
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/column/segment.hpp"
#include "engine/host/result.hpp"
#include "engine/picture/legend.hpp"
#include "engine/privacy/view.hpp"

namespace kith::viewer::model {

/// A result of a run, and how its rows are found from those of the open view.
struct ResultOf {
    const host::AnalysisResult* analysis = nullptr;
    const privacy::View* view = nullptr;   // as it was when it ran: its rows, keys and labels
    /// For each row of the open view the row of the result, or -1; an empty vector, or no function: the same rows.
    std::function<const std::vector<std::int32_t>&(host::Entity, std::string_view layer)> rows;
    /// -1 where the result has no such row.
    std::int32_t row_of(host::Entity entity, std::size_t row, std::string_view layer = {}) const;
};
/// As the session holds them; they must outlive whatever is made from them.
using Results = std::span<const ResultOf>;

/// Entities of one kind; of areas, of one layer.
struct Subject {
    base::EntityKind kind = base::EntityKind::person;
    std::string layer;
    bool operator==(const Subject&) const = default;
};
/// How many rows of it this audience has.
std::size_t rows_of(const privacy::View& view, const Subject& subject);

/// How a cell stands: a value, a bound, or why there is none.
enum class Standing : std::uint8_t {
    value, at_least, at_most, between,
    not_asked, declined, dont_know, not_applicable, unstated, withheld, not_computable, suppressed
};
inline constexpr int standing_count = 12;
inline bool has_number(Standing standing) { return standing <= Standing::between; }
/// "not asked", "said they do not know", …; "" for a value.
std::string_view words_of(Standing standing);
picture::ValueKind value_kind(Standing standing);

enum class FieldType : std::uint8_t { number, whole, yes_no, word, words, date };

/// One column of one subject. Copies are cheap and keep what they read alive; the results that a field was made from must
/// outlive it.
class Field {
public:
    const std::string& name() const { return name_; }    // a ColumnName (options.hpp): "people.attributes/age_band"
    const std::string& label() const { return label_; }  // "Age band"
    const std::string& unit() const { return unit_; }    // of many: "assets"
    /// As it stands after the number of a row: "asset" after 1.
    const std::string& unit(std::size_t row) const { return !unit_of_one_.empty() && standing(row) == Standing::value && number(row) == 1 ? unit_of_one_ : unit_; }
    FieldType type() const { return type_; }
    std::size_t rows() const { return rows_; }
    bool numeric() const { return type_ == FieldType::number || type_ == FieldType::whole; }
    bool whole_network() const { return whole_network_; }

    Standing standing(std::size_t row) const;
    /// number, whole: the number; yes_no 0 or 1; date: days; word: its code in `words`. Only with has_number(standing).
    double number(std::size_t row) const;
    double upper(std::size_t row) const;                  // of `between`
    /// The different words of a word or words field, as people write them, by code; yes_no: "no", "yes".
    std::span<const std::string> words() const { return *words_; }
    /// Codes of what a row says, into `words`; none where it is not known or not said in words.
    std::vector<std::int32_t> codes(std::size_t row) const;
    /// As people read it: "1,234", "at least 3", "12 June 2026", "choir; lunch club", "not asked". No unit.
    std::string text(std::size_t row) const;
    /// Why there is no number, in the analysis' own words where it gave any, else words_of.
    std::string reason(std::size_t row) const;

private:
    friend class FieldMaker;
    enum class Source : std::uint8_t { column, enumeration, mask, row_label, asked, result };
    std::string name_, label_, unit_, unit_of_one_;
    FieldType type_ = FieldType::number;
    Source source_ = Source::column;
    bool whole_network_ = false;
    std::size_t rows_ = 0;
    column::SegmentPtr owner_;
    const column::Column* column_ = nullptr;
    std::shared_ptr<const host::ResultColumn> result_;
    const std::vector<std::int32_t>* result_rows_ = nullptr;
    std::shared_ptr<const std::vector<std::string>> words_ = std::make_shared<const std::vector<std::string>>();
};

/// Every field of a subject, place columns first, then results in the order given: keys, rows and source rows are not fields;
/// nothing that this audience may not see is.
std::vector<Field> fields_of(const privacy::View& view, Results results, const Subject& subject);
/// By name, or nullptr.
const Field* find_field(std::span<const Field> fields, std::string_view name);

}  // namespace kith::viewer::model
