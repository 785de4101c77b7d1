#pragma once
// A text file written front to back through a large buffer.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::report {

class TextFile {
public:
    /// Opens a new file; what goes wrong is remembered and told by `close`.
    explicit TextFile(const std::filesystem::path& file);
    ~TextFile();
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;

    /// What is to be written next may also be appended here; call `flush_if_full` now and then.
    std::string& buffer() { return buffer_; }
    void flush_if_full() {
        if (buffer_.size() >= most_buffered) flush();
    }
    void put(std::string_view text) {
        buffer_ += text;
        flush_if_full();
    }
    base::Status close();

private:
    static constexpr std::size_t most_buffered = 1 << 18;
    void flush();
    std::string name_;
    std::FILE* file_ = nullptr;
    std::string buffer_;
    bool failed_ = false;
};

/// The whole of a small file.
base::Status write_text(const std::filesystem::path& file, std::string_view text);

// JSON, appended: for files too large for a tree in memory.
/// A string with its quotes; bytes that are not UTF-8 become U+FFFD.
void json_string(std::string& out, std::string_view text);
void json_number(std::string& out, std::int64_t value);
/// The shortest digits that read back as the same number; null when it is not finite.
void json_number(std::string& out, double value);
/// "2026-06-30" with its quotes, from days since 1970-01-01.
void json_date(std::string& out, std::int32_t days);

/// "2026-06-30", or "2026-06" and "2026" for a coarser precision (column::Precision).
std::string date_text(std::int32_t days, int precision = 0);
/// "30 June 2026".
std::string day_in_words(std::int32_t days);

}  // namespace kith::report
