#include "engine/io/encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace kith::io {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

struct Utf8Count {
    std::int64_t letters = 0;  // beyond ASCII
    std::int64_t bad = 0;      // bytes that belong to no letter
    bool has_nul = false;
};

/// The length of the UTF-8 letter at `at` (not ASCII), or 0 when there is none.
std::size_t letter_length(const unsigned char* at, std::size_t left) {
    const unsigned lead = at[0];
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (length > left) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at[i] & 0xC0u) != 0x80u) return 0;
    if ((lead == 0xE0 && at[1] < 0xA0) || (lead == 0xED && at[1] > 0x9F) || (lead == 0xF0 && at[1] < 0x90) || (lead == 0xF4 && at[1] > 0x8F))
        return 0;  // overlong, a surrogate, or beyond U+10FFFF
    return length;
}

Utf8Count count_utf8(std::span<const unsigned char> bytes, const std::function<void(std::size_t)>& passed) {
    constexpr std::uint64_t ones = 0x0101010101010101ull, highs = 0x8080808080808080ull;
    constexpr std::size_t ahead = 1024;  // the text comes from memory that nobody has looked at lately
    constexpr std::size_t step = std::size_t{8} << 20;
    Utf8Count count;
    std::size_t i = 0;
    for (std::size_t told = 0; i < bytes.size();) {
        if (i >= told + step) {
            told = i;
            if (passed) passed(told);
        }
        const std::size_t end = std::min(bytes.size(), told + step + 64);
        // Eight words at a time while all is ASCII and nothing is NUL.
        for (; i + 64 <= end; i += 64) {
            std::array<std::uint64_t, 8> words;
            std::memcpy(words.data(), bytes.data() + i, 64);
#if defined(__GNUC__)
            if (bytes.size() - i > ahead) __builtin_prefetch(bytes.data() + i + ahead);
#endif
            std::uint64_t odd = 0;
            for (const std::uint64_t word : words) odd |= (word - ones) | word;
            if ((odd & highs) != 0) break;
        }
        const std::size_t stop = std::min(bytes.size(), i + 64);
        while (i < stop) {
            if (bytes[i] < 0x80) {
                count.has_nul |= bytes[i] == 0;
                ++i;
                continue;
            }
            const std::size_t length = letter_length(bytes.data() + i, bytes.size() - i);
            length == 0 ? ++count.bad : ++count.letters;
            i += std::max<std::size_t>(length, 1);
        }
    }
    return count;
}

/// Is it UTF-16 without a mark? In the languages of most tables most of every second byte is 0, and nearly none of the others.
bool looks_utf16(std::span<const unsigned char> bytes, std::size_t zero_at) {
    const std::size_t sample = std::min<std::size_t>(bytes.size() / 2, 2048);
    if (sample < 4) return false;
    std::size_t zeros = 0, others = 0;
    for (std::size_t i = 0; i < sample; ++i) {
        zeros += bytes[2 * i + zero_at] == 0 ? 1u : 0u;
        others += bytes[2 * i + 1 - zero_at] == 0 ? 1u : 0u;
    }
    return zeros * 10 >= sample * 7 && others * 20 <= sample;
}

std::span<const unsigned char> as_unsigned(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}

/// UTF-8 with U+FFFD for each byte that belongs to no letter. Not iconv's work: glibc's lets what is beyond U+10FFFF pass.
std::int64_t mend_utf8(std::span<const unsigned char> bytes, std::vector<char>& out) {
    std::int64_t damaged = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = bytes[i] < 0x80 ? 1 : letter_length(bytes.data() + i, bytes.size() - i);
        if (length == 0) {
            out.insert(out.end(), replacement.begin(), replacement.end());
            ++damaged, ++i;
            continue;
        }
        const auto* at = reinterpret_cast<const char*>(bytes.data() + i);
        out.insert(out.end(), at, at + length);
        i += length;
    }
    return damaged;
}

/// Everything that `converter` can read; what it cannot becomes U+FFFD, `unit` bytes at a time.
std::int64_t convert(iconv_t converter, std::span<const std::byte> bytes, std::size_t unit, std::vector<char>& out) {
    std::int64_t damaged = 0;
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
    const std::size_t chunk = std::min<std::size_t>(65536, std::max<std::size_t>(bytes.size(), 64));
    std::vector<char> input(chunk), room(4 * chunk);
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t size = std::min(input.size(), bytes.size() - at);
        std::memcpy(input.data(), bytes.data() + at, size);
        char* from = input.data();
        std::size_t left = size;
        char* to = room.data();
        std::size_t free_bytes = room.size();
        const std::size_t done = iconv(converter, &from, &left, &to, &free_bytes);
        const int error = done == static_cast<std::size_t>(-1) ? errno : 0;
        out.insert(out.end(), room.data(), to);
        at += size - left;
        if (error == 0 || error == E2BIG) continue;
        if (error == EINVAL && at + left < bytes.size() && left < size) continue;  // a letter cut by the chunk's end
        out.insert(out.end(), replacement.begin(), replacement.end());
        ++damaged;
        at += std::min(unit, bytes.size() - at);
        iconv(converter, nullptr, nullptr, nullptr, nullptr);
    }
    return damaged;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
    constexpr std::array<std::string_view, 4> names{"UTF-8", "UTF-16 (little-endian)", "UTF-16 (big-endian)", "Windows-1252"};
    return names[static_cast<std::size_t>(encoding)];
}

Recognised recognise_encoding(std::span<const std::byte> raw, const std::function<void(std::size_t)>& passed) {
    const auto bytes = as_unsigned(raw);
    const auto begins = [&](std::initializer_list<unsigned char> mark) {
        return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
    };
    Recognised found;
    if (begins({0xFF, 0xFE})) return {Encoding::utf16_little, 2, 0, false, false};
    if (begins({0xFE, 0xFF})) return {Encoding::utf16_big, 2, 0, false, false};
    if (begins({0xEF, 0xBB, 0xBF})) found.mark = 3;
    if (found.mark == 0 && looks_utf16(bytes, 1)) return {Encoding::utf16_little, 0, 0, false, false};
    if (found.mark == 0 && looks_utf16(bytes, 0)) return {Encoding::utf16_big, 0, 0, false, false};
    const Utf8Count count = count_utf8(bytes.subspan(found.mark), passed);
    if (passed) passed(bytes.size());
    found.has_nul = count.has_nul;
    found.ascii = count.letters == 0 && count.bad == 0;
    if (count.bad == 0) return found;
    if (found.mark == 3 || count.letters > count.bad) {
        found.damaged = count.bad;
        return found;
    }
    found.encoding = Encoding::windows_1252;
    return found;
}

struct Decoder::Hidden {
    static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }
    std::array<iconv_t, 4> converters{none(), none(), none(), none()};  // by Encoding; of UTF-8 none
    Hidden() = default;
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;
    ~Hidden() {
        for (iconv_t converter : converters)
            if (converter != none()) iconv_close(converter);
    }
};

Decoder::Decoder(std::unique_ptr<Hidden> hidden) : hidden_(std::move(hidden)) {}
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

base::Result<Decoder> Decoder::create() {
    constexpr std::array<const char*, 4> names{nullptr, "UTF-16LE", "UTF-16BE", "CP1252"};
    auto hidden = std::make_unique<Hidden>();
    for (std::size_t i = 1; i < names.size(); ++i) {
        hidden->converters[i] = iconv_open("UTF-8", names[i]);
        if (hidden->converters[i] == Hidden::none())
            return base::Error{base::Code::unavailable, std::string("This machine's C library cannot convert text from ") + names[i] +
                                                            "; install its character set converters (on Debian: libc-bin)."};
    }
    return Decoder(std::move(hidden));
}

base::Result<DecodedText> Decoder::decode(std::span<const std::byte> bytes, const std::function<void(std::size_t)>& passed) const {
    const Recognised found = recognise_encoding(bytes, passed);
    const auto content = bytes.subspan(found.mark);
    DecodedText text;
    text.encoding = found.encoding;
    text.view_ = {reinterpret_cast<const char*>(content.data()), content.size()};
    if (found.encoding == Encoding::utf8 && found.damaged == 0 && !found.has_nul) return text;
    const std::size_t unit = found.encoding == Encoding::utf16_little || found.encoding == Encoding::utf16_big ? 2 : 1;
    try {
        text.converted_.reserve(content.size() + content.size() / 8);
        text.damaged = found.encoding == Encoding::utf8 ? mend_utf8(as_unsigned(content), text.converted_)
                                                        : convert(hidden_->converters[static_cast<std::size_t>(found.encoding)], content, unit, text.converted_);
    } catch (const std::bad_alloc&) {
        return base::Error{base::Code::too_large, "There is not enough memory to convert this file's text."};
    }
    auto& converted = text.converted_;
    const auto kept = std::remove(converted.begin(), converted.end(), '\0');
    text.nul_bytes = converted.end() - kept;
    converted.erase(kept, converted.end());
    if (converted.empty()) text.view_ = {};
    return text;
}

}  // namespace kith::io
