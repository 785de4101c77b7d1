#pragma once
// What there is to say about the rows of one file. Cheap where millions of rows share a fault: what is no longer listed is
// only counted.
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/column/dispositions.hpp"
#include "engine/io/fields.hpp"

namespace kith::io {

class Notes {
public:
    /// `personal`: the values of every column are masked.
    Notes(column::SourceReport& report, bool personal) : report_(report), personal_(personal) {}

    /// About one row; `value` as it stands in the file.
    void row(column::Severity severity, std::string_view code, std::int64_t row, std::string_view column, std::string_view value, std::string_view reason);
    /// A problem with one cell; `expected` completes some sentences ("0 to 1", "gives, receives, mutual").
    void cell(Fault fault, std::int64_t row, std::string_view column, std::string_view value, std::string_view expected);
    /// About the file as a whole.
    void file(column::Severity severity, std::string_view code, std::string_view column, std::string reason);
    /// One sentence about `count` rows.
    void many(column::Severity severity, std::string_view code, std::int64_t count, std::string_view column, std::string reason);

    column::SourceReport& report() { return report_; }

private:
    bool is_counted_only(std::string_view code, column::Severity severity);
    column::SourceReport& report_;
    bool personal_;
};

}  // namespace kith::io
