#include "engine/io/delimited.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

constexpr std::size_t block = 64;

bool filled(std::string_view cell) {
    return !cell.empty() && (static_cast<unsigned char>(cell.front()) > ' ' || !base::trimmed(cell).empty());
}

bool has_line_end(const char* from, const char* to) {
    const auto size = static_cast<std::size_t>(to - from);
    return std::memchr(from, '\n', size) != nullptr || std::memchr(from, '\r', size) != nullptr;
}

/// A bit for each of 64 bytes that is a delimiter or a line end.
std::uint64_t structure_of(const char* at, char delimiter) {
    std::uint64_t mask = 0;
#if defined(__SSE2__)
    const __m128i d = _mm_set1_epi8(delimiter), n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r');
    for (std::size_t i = 0; i < 4; ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
        const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, d), _mm_cmpeq_epi8(bytes, n)), _mm_cmpeq_epi8(bytes, r));
        mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(hit))) << (16 * i);
    }
#else
    for (std::size_t i = 0; i < block; ++i)
        if (at[i] == delimiter || at[i] == '\n' || at[i] == '\r') mask |= std::uint64_t{1} << i;
#endif
    return mask;
}

std::string_view undoubled(RowBatch& batch, std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') ++i;
    }
    return batch.store(out);
}

}  // namespace

void RowBatch::reset(std::size_t columns) {
    columns_ = columns;
    cells_.assign(columns * stride, {});
    clear();
}

void RowBatch::clear() {
    rows = 0;
    used_chunks_ = 0;
    used_ = 0;
}

std::string_view RowBatch::store(std::string_view text) {
    constexpr std::size_t chunk = 65536;
    if (used_chunks_ == 0 || used_ + text.size() > stored_[used_chunks_ - 1].size()) {
        if (used_chunks_ == stored_.size()) stored_.emplace_back();
        auto& next = stored_[used_chunks_++];
        if (next.size() < std::max(chunk, text.size())) next.resize(std::max(chunk, text.size()));
        used_ = 0;
    }
    char* to = stored_[used_chunks_ - 1].data() + used_;
    std::copy(text.begin(), text.end(), to);
    used_ += text.size();
    return {to, text.size()};
}

void RowBatch::keep_only(std::span<const std::uint8_t> keep) {
    if (std::all_of(keep.begin(), keep.begin() + static_cast<std::ptrdiff_t>(rows), [](std::uint8_t k) { return k != 0; })) return;
    const auto compact = [&](auto* values) {
        std::size_t to = 0;
        for (std::size_t r = 0; r < rows; ++r)
            if (keep[r] != 0) values[to++] = values[r];
        return to;
    };
    for (std::size_t c = 0; c < columns_; ++c) compact(column(c));
    compact(width.data());
    compact(flags.data());
    compact(excess.data());
    rows = compact(source_row.data());
}

void DelimitedReader::Scanner::start(const char* at, const char* end, char delimiter) {
    end_ = end;
    delimiter_ = delimiter;
    base_ = at;
    mask_ = look(at);
}

std::uint64_t DelimitedReader::Scanner::look(const char* at) const {
    const auto left = static_cast<std::size_t>(end_ - at);
    if (left >= block) return structure_of(at, delimiter_);
    char tail[block] = {};
    if (left != 0) std::memcpy(tail, at, left);
    const std::uint64_t mask = structure_of(tail, delimiter_);
    return left == 0 ? 0 : mask & (~std::uint64_t{0} >> (block - left));
}

void DelimitedReader::Scanner::seek(const char* at) {
    base_ = at;
    mask_ = look(at);
}

inline const char* DelimitedReader::Scanner::next() {
    while (mask_ == 0) {
        if (static_cast<std::size_t>(end_ - base_) <= block) return end_;
        base_ += block;
        mask_ = look(base_);
    }
    const char* at = base_ + std::countr_zero(mask_);
    mask_ &= mask_ - 1;
    return at;
}

DelimitedReader::DelimitedReader(std::string_view text, char delimiter, std::vector<std::string> header)
    : begin_(text.data()), end_(text.data() + text.size()), at_(begin_), delimiter_(delimiter), header_(std::move(header)) {
    scanner_.start(begin_, end_, delimiter_);
    if (header_.empty()) read_header();
    slots_.resize(header_.size());
    for (std::size_t i = 0; i < slots_.size(); ++i) slots_[i] = static_cast<int>(i);
    chosen_ = slots_.size();
}

void DelimitedReader::read_header() {
    RowBatch quotes;
    for (; at_ < end_ && is_line_end(*at_); ++at_) scanner_.next();
    if (at_ == end_) return;
    read_row([&](std::size_t index, const Cell& cell) {
        header_.resize(index);  // again from the first cell when a row is read a second time
        header_.emplace_back(base::trimmed(cell.doubled ? undoubled(quotes, cell.text) : cell.text));
    });
}

int DelimitedReader::find(std::string_view name) const {
    const auto at = std::find(header_.begin(), header_.end(), name);
    return at == header_.end() ? -1 : static_cast<int>(at - header_.begin());
}

void DelimitedReader::choose(std::span<const int> columns) {
    std::fill(slots_.begin(), slots_.end(), -1);
    for (std::size_t i = 0; i < columns.size(); ++i) slots_[static_cast<std::size_t>(columns[i])] = static_cast<int>(i);
    chosen_ = columns.size();
}

double DelimitedReader::fraction() const {
    return begin_ == end_ ? 1.0 : static_cast<double>(at_ - begin_) / static_cast<double>(end_ - begin_);
}

const char* DelimitedReader::quoted(const char* open, Cell& cell, std::uint8_t& flags) const {
    const char* const from = open + 1;
    const char* at = from;
    const char* checked = from;
    bool doubled = false, stray = false;
    for (;;) {
        const auto* quote = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end_ - at)));
        if (quote == nullptr) return nullptr;
        const char* after = quote + 1;
        if (after < end_ && *after == '"') {
            doubled = true;
            at = after + 1;
            continue;
        }
        const char* stop = after;
        while (stop < end_ && *stop == ' ') ++stop;
        const bool closes = stop == end_ || *stop == delimiter_ || is_line_end(*stop);
        // A cell with a stray quote does not run over a line's end: then its opening quote was the stray one.
        if ((stray || !closes) && has_line_end(checked, quote)) return nullptr;
        if (closes) {
            cell = {{from, static_cast<std::size_t>(quote - from)}, doubled};
            if (stray) flags |= row_stray_quote;
            return stop;
        }
        checked = quote;
        stray = true;
        at = after;
    }
}

/// False: the row must be read again, with the quotes from `quotes_until` on taken as they stand.
template <class Take>
std::uint8_t DelimitedReader::try_row(Take& take, const char*& quotes_until) {
    const char* at = at_;
    std::uint8_t flags = quotes_until == nullptr ? 0 : row_unclosed_quote;
    for (std::size_t index = 0;; ++index) {
        Cell cell;
        const char* stop = nullptr;
        if (at < end_ && (*at == '"' || *at == ' ') && (quotes_until == nullptr || at < quotes_until)) {
            const char* open = at;
            while (open < end_ && *open == ' ') ++open;
            if (open < end_ && *open == '"') {
                stop = quoted(open, cell, flags);
                if (stop == nullptr) {
                    quotes_until = at;
                    return 0xFF;
                }
                scanner_.seek(stop);
                scanner_.next();
            }
        }
        if (stop == nullptr) {
            stop = scanner_.next();
            cell.text = {at, static_cast<std::size_t>(stop - at)};
        }
        take(index, cell);
        if (stop == end_ || *stop != delimiter_) {
            skip_line_end(stop);
            return flags;
        }
        at = stop + 1;
    }
}

template <class Take>
std::uint8_t DelimitedReader::read_row(Take take) {
    const char* const start = at_;
    const char* quotes_until = nullptr;
    for (;;) {
        const std::uint8_t flags = try_row(take, quotes_until);
        if (flags != 0xFF) return flags;
        at_ = start;
        scanner_.seek(start);
    }
}

void DelimitedReader::skip_line_end(const char* at) {
    at_ = at;
    if (at == end_) return;
    ++at_;
    if (*at == '\r' && at_ < end_ && *at_ == '\n') {
        scanner_.next();
        ++at_;
    }
}

inline void DelimitedReader::RowFacts::add(std::size_t index, std::size_t known, std::string_view text) {
    const bool holds = filled(text);
    any |= holds;
    excess |= holds && index >= known;
    width = index + 1;
}

bool DelimitedReader::plain_row(std::size_t row, RowFacts& facts) {
    const char* at = at_;
    const std::size_t known = into_.size();
    for (std::size_t index = 0;; ++index) {
        if (at < end_ && (*at == '"' || *at == ' ')) {
            scanner_.seek(at_);
            return false;
        }
        const char* const stop = scanner_.next();
        const std::string_view text(at, static_cast<std::size_t>(stop - at));
        facts.add(index, known, text);
        if (index < known && into_[index] != nullptr) into_[index][row] = text;
        if (stop == end_ || *stop != delimiter_) {
            skip_line_end(stop);
            return true;
        }
        at = stop + 1;
    }
}

void DelimitedReader::any_row(RowBatch& batch, RowFacts& facts) {
    const std::size_t row = batch.rows;
    facts.flags = read_row([&](std::size_t index, const Cell& cell) {
        if (index == 0) facts = {};
        facts.add(index, into_.size(), cell.text);
        if (index < into_.size() && into_[index] != nullptr) into_[index][row] = cell.doubled ? undoubled(batch, cell.text) : cell.text;
    });
}

bool DelimitedReader::next(RowBatch& batch) {
    if (batch.columns() != chosen_) batch.reset(chosen_);
    batch.clear();
    into_.resize(slots_.size());
    for (std::size_t i = 0; i < slots_.size(); ++i) into_[i] = slots_[i] < 0 ? nullptr : batch.column(static_cast<std::size_t>(slots_[i]));
    bool plain = true;  // until a row of this batch is not
    while (batch.rows < RowBatch::capacity) {
        for (; at_ < end_ && is_line_end(*at_); ++at_) scanner_.next();
        if (at_ == end_) break;
        const std::size_t row = batch.rows;
        RowFacts facts;
        plain = plain && plain_row(row, facts);
        if (!plain) any_row(batch, facts);
        for (std::size_t index = facts.width; index < into_.size(); ++index)
            if (into_[index] != nullptr) into_[index][row] = {};
        batch.flags[row] = static_cast<std::uint8_t>(facts.flags | (facts.any ? 0 : row_blank));
        batch.excess[row] = facts.excess ? 1 : 0;
        batch.width[row] = static_cast<std::int32_t>(facts.width);
        batch.source_row[row] = ++rows_;
        ++batch.rows;
    }
    return batch.rows != 0;
}

char recognise_delimiter(std::string_view text) {
    constexpr std::size_t sample = 65536;
    std::string_view head = text.substr(0, sample);
    if (head.size() < text.size()) {
        const std::size_t cut = head.find_last_of("\r\n");
        if (cut != std::string_view::npos) head = head.substr(0, cut);
    }
    char best = ',';
    std::size_t best_agreeing = 0, best_width = 1;
    for (const char candidate : {',', ';', '\t'}) {
        DelimitedReader reader(head, candidate);
        reader.choose({});
        std::vector<std::size_t> widths{reader.header().size()};
        RowBatch batch;
        if (reader.next(batch))
            for (std::size_t r = 0; r < batch.rows; ++r) widths.push_back(static_cast<std::size_t>(batch.width[r]));
        std::sort(widths.begin(), widths.end());
        for (std::size_t i = 0, j = 0; i < widths.size(); i = j) {
            while (j < widths.size() && widths[j] == widths[i]) ++j;
            const std::size_t agreeing = j - i;
            if (widths[i] < 2 || agreeing < best_agreeing || (agreeing == best_agreeing && widths[i] <= best_width)) continue;
            best = candidate;
            best_agreeing = agreeing;
            best_width = widths[i];
        }
    }
    return best;
}

}  // namespace kith::io
