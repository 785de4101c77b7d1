#pragma once
// The attributes of areas that a recipe keeps, and the rows it wants. Inside geo only.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/builder.hpp"
#include "engine/geo/boundaries.hpp"
#include "engine/geo/vector_file.hpp"

namespace kith::geo {

/// The file has no such attribute: a sentence with those it has, and the nearest.
base::Error no_such_column(const VectorFile& file, const std::string& name_of_file, std::string_view wanted);

/// A number as a table writes it: optional sign, digits without a leading zero, optional decimals and exponent.
std::optional<double> plain_number(std::string_view text);

class KeptColumns {
public:
    base::Status find(const VectorFile& file, const std::string& name_of_file, std::span<const KeptColumn> columns,
        std::span<const KeepWhere> where, std::span<const MissingWord> missing);
    /// Those of the file that are looked at.
    std::vector<int> fields() const;
    bool wanted(const RawFeature& feature) const;
    /// Adds the feature's row; counts values that were no UTF-8 in `recoded`.
    void take(const RawFeature& feature, std::int64_t& recoded);
    /// f64 where every known value is a number, else text.
    void add_to(column::SegmentBuilder& builder);

private:
    struct Kept {
        std::string name;
        int field = -1;
        std::vector<std::pair<std::string, column::State>> missing;
        column::DictionaryBuilder texts;
        std::vector<std::int32_t> codes;
        std::vector<double> numbers;
        column::States states;
        bool all_numbers = true;
    };
    struct Wanted {
        int field = -1;
        std::vector<std::string> values;
    };
    std::vector<Kept> kept_;
    std::vector<Wanted> where_;
};

}  // namespace kith::geo
