#pragma once
// Postcodes and property numbers, however people write them.
#include <optional>
#include <string_view>

#include "engine/io/recipe.hpp"

namespace kith::io {

/// A key in its one form, without memory of its own to free.
class LookupKey {
public:
    static constexpr std::size_t longest = 12;
    std::string_view text() const { return {marks_, size_}; }
    void add(char c) { marks_[size_++] = c; }
    bool full() const { return size_ == longest; }

private:
    char marks_[longest] = {};
    std::size_t size_ = 0;
};

/// "S118TP" of "s11 8tp": capitals without blanks, where it is a whole postcode by its form (outward A9, A99, A9A, AA9, AA99, AA9A,
/// inward 9AA; and GIR 0AA). Nothing for anything else, as a district alone ("S11"). Whether it exists only a lookup says.
/// Source: BS 7666-0:2006, annex C; Royal Mail, PAF Programmers' Guide, edition 7.
std::optional<LookupKey> normal_postcode(std::string_view cell);
/// "100050123456": up to 12 digits without leading zeros, also of "100050123456.0". Nothing for anything else, as "1.00051E+11", of which a
/// spreadsheet has lost digits. Source: GeoPlace, Data Entry Conventions (a UPRN has at most 12 digits).
std::optional<LookupKey> normal_uprn(std::string_view cell);

inline std::optional<LookupKey> normal_key(LookupOf of, std::string_view cell) { return of == LookupOf::postcode ? normal_postcode(cell) : normal_uprn(cell); }

}  // namespace kith::io
