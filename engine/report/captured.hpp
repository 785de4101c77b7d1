#pragma once
// One cell, held: for writers that look at a value before they write it.
#include <string>

#include "engine/report/layer.hpp"

namespace kith::report {

class Captured final : public Cell {
public:
    enum class Kind : std::uint8_t { null, integer, real, text };

    void null() const override { kind_ = Kind::null; }
    void integer(std::int64_t value) const override { kind_ = Kind::integer, integer_ = value; }
    void real(double value) const override { kind_ = Kind::real, real_ = value; }
    void text(std::string_view stays) const override { kind_ = Kind::text, text_.assign(stays); }
    void copied(std::string_view text) const override { kind_ = Kind::text, text_.assign(text); }

    /// What the column says of the row; valid until the next.
    const Captured& read(const LayerColumn& column, std::size_t row) {
        kind_ = Kind::null;
        if (!column.empty) column.write(*this, row);
        return *this;
    }
    Kind kind() const { return kind_; }
    bool known() const { return kind_ != Kind::null; }
    std::int64_t integer() const { return integer_; }
    double real() const { return kind_ == Kind::integer ? static_cast<double>(integer_) : real_; }
    const std::string& text() const { return text_; }

private:
    mutable Kind kind_ = Kind::null;
    mutable std::int64_t integer_ = 0;
    mutable double real_ = 0;
    mutable std::string text_;
};

/// Why the row has no value; only where it has none.
inline column::State state_of(const LayerColumn& column, std::size_t row) { return column.state ? column.state(row) : column::State::unstated; }

}  // namespace kith::report
