#pragma once
// Which encoding is a text in, and the same text as UTF-8.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::io {

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, windows_1252 };
/// "UTF-8", "UTF-16 (little-endian)", "UTF-16 (big-endian)", "Windows-1252".
std::string_view name_of(Encoding encoding);

struct Recognised {
    Encoding encoding = Encoding::utf8;
    std::size_t mark = 0;          // bytes of byte order mark to skip
    std::int64_t damaged = 0;      // bytes that are no text in this encoding (UTF-8 and the UTF-16 family: found by `decode`)
    bool has_nul = false;
    bool ascii = true;             // of UTF-8
};

/// By byte order mark; else UTF-16 where every second byte of the beginning is 0; else UTF-8 where it is valid (or damaged in fewer
/// places than it holds letters beyond ASCII); else Windows-1252. O(bytes), a fraction of a second for a gigabyte of ASCII. `passed(bytes)` is
/// told now and then how much has been looked at.
Recognised recognise_encoding(std::span<const std::byte> bytes, const std::function<void(std::size_t)>& passed = {});

/// A text as UTF-8: a view of the bytes it came from, or, where they had to be converted, of its own.
class DecodedText {
public:
    std::string_view text() const { return converted_.empty() ? view_ : std::string_view(converted_.data(), converted_.size()); }
    bool is_copy() const { return !converted_.empty(); }
    Encoding encoding = Encoding::utf8;
    std::int64_t damaged = 0;      // places where bytes were no text; they now hold the replacement character U+FFFD
    std::int64_t nul_bytes = 0;    // taken out

private:
    friend class Decoder;
    std::string_view view_;
    std::vector<char> converted_;
};

/// Holds the converters that the C library loads from files, so that it can work in a process that may no longer open any.
class Decoder {
public:
    static base::Result<Decoder> create();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;
    ~Decoder();
    /// `bytes` must outlive the text. O(bytes). An error only when memory runs out. `passed` as of recognise_encoding.
    base::Result<DecodedText> decode(std::span<const std::byte> bytes, const std::function<void(std::size_t)>& passed = {}) const;

private:
    struct Hidden;
    explicit Decoder(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace kith::io
