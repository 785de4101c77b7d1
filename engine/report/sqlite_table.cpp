#include "engine/report/sqlite_table.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace kith::report {
namespace {

constexpr std::size_t header_size = 100, leaf_header = 8, interior_header = 12, pointer = 2;
constexpr std::size_t largest_interior_cell = 4 + 9;
constexpr std::size_t most_waiting = 1 << 19;
constexpr char interior_page = 0x05, leaf_page = 0x0D;

void store(char* to, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) to[i] = static_cast<char>(value >> 8 * (bytes - 1 - i));
}
std::uint32_t load(const std::string& from, std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(from[at + i]);
    return value;
}

/// SQLite's variable-length integer: seven bits a byte, most significant first; a ninth byte has eight. Returns its length.
std::size_t put_varint(char* to, std::uint64_t value) {
    if (value < 0x80) {
        *to = static_cast<char>(value);
        return 1;
    }
    if (value >> 56 != 0) {
        for (std::size_t i = 0; i < 8; ++i) to[i] = static_cast<char>(value >> (57 - 7 * i) | 0x80);
        to[8] = static_cast<char>(value);
        return 9;
    }
    std::size_t length = 1;
    while (value >> 7 * length != 0) ++length;
    for (std::size_t i = 0; i < length; ++i) to[i] = static_cast<char>((value >> 7 * (length - 1 - i) & 0x7F) | (i + 1 < length ? 0x80 : 0));
    return length;
}

/// The pointer to the cell whose content starts at `content`, and what a page's header says of its cells.
void note_cell(std::string& page, std::size_t header, std::size_t cells, std::size_t content) {
    store(page.data() + header + pointer * (cells - 1), content, 2);
    store(page.data() + 3, cells, 2);
    store(page.data() + 5, content, 2);  // of 65536, its last 16 bits: 0
}

}  // namespace

void Record::add_big_endian(std::uint64_t bits, std::size_t bytes) const {
    make_room(8);
    store(body_.data() + body_end_, bits << 8 * (8 - bytes), 8);
    body_end_ += bytes;
}

void Record::integer(std::int64_t value) const {
    if (value == 0 || value == 1) {
        types_[type_end_++] = static_cast<char>(8 + value);
        return;
    }
    const auto size = static_cast<std::uint64_t>(value < 0 ? ~value : value);
    const std::size_t bytes = size < 1u << 7 ? 1 : size < 1u << 15 ? 2 : size < 1u << 23 ? 3 : size < 1u << 31 ? 4 : size < 1ull << 47 ? 6 : 8;
    types_[type_end_++] = static_cast<char>(bytes == 8 ? 6 : bytes == 6 ? 5 : bytes);
    add_big_endian(static_cast<std::uint64_t>(value), bytes);
}

void Record::real(double value) const {
    if (value != value) return null();
    constexpr double most = 140'737'488'355'327;  // six bytes
    if (value >= -most && value <= most)
        if (const auto whole = static_cast<std::int64_t>(value); static_cast<double>(whole) == value) return integer(whole);
    types_[type_end_++] = 7;
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    add_big_endian(bits, 8);
}

void Record::add(std::uint64_t kind, std::string_view bytes) const {
    type_end_ += put_varint(types_.data() + type_end_, kind + 2 * bytes.size());
    if (bytes.empty()) return;
    make_room(bytes.size());
    std::memcpy(body_.data() + body_end_, bytes.data(), bytes.size());
    body_end_ += bytes.size();
}

SqliteTable::SqliteTable(const std::filesystem::path& file, std::uint32_t root)
    : file_(file, std::ios::in | std::ios::out | std::ios::binary), header_(header_size, '\0'), root_(root) {
    file_.read(header_.data(), header_size);
    page_size_ = load(header_, 16, 2) == 1 ? 65536 : load(header_, 16, 2);
    const bool known = header_[20] == 0 && load(header_, 52, 4) == 0;  // nothing reserved in a page, no map of pointers
    if (!file_ || !known || page_size_ < 512 || root < 2) {
        file_.setstate(std::ios::failbit);
        page_size_ = 512;
    }
    file_.seekg(0, std::ios::end);
    pages_ = static_cast<std::uint32_t>(static_cast<std::uint64_t>(std::max<std::streamoff>(file_.tellg(), 0)) / page_size_);
    leaf_.assign(page_size_, '\0');
    content_ = page_size_;
}

void SqliteTable::write_at(std::uint64_t offset, std::string_view bytes) {
    file_.seekp(static_cast<std::streamoff>(offset));
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// The next new page. That which holds the byte at 1 GiB is for locks and is never used.
std::uint32_t SqliteTable::following() const {
    const auto of_locks = static_cast<std::uint32_t>((std::uint64_t{1} << 30) / page_size_ + 1);
    return pages_ + 1 == of_locks ? pages_ + 2 : pages_ + 1;
}

std::uint32_t SqliteTable::append(std::string_view page) {
    const std::uint32_t number = following();
    if (number != pages_ + 1) waiting_.append(page_size_, '\0');
    waiting_ += page;
    pages_ = number;
    if (waiting_.size() >= most_waiting) {
        write_at(pages_ * std::uint64_t{page_size_} - waiting_.size(), waiting_);
        waiting_.clear();
    }
    return number;
}

/// What a page cannot hold goes on in pages of its own, each with the number of the next.
void SqliteTable::put_spilled(std::string_view payload) {
    const std::size_t least = (page_size_ - 12) * 32 / 255 - 23, room = page_size_ - 4;
    std::size_t here = least + (payload.size() - least) % room;
    if (here > page_size_ - 35) here = least;
    cell_.append(payload.substr(0, here));
    payload.remove_prefix(here);
    char number[4];
    store(number, following(), 4);
    cell_.append(number, 4);
    std::string page;
    while (!payload.empty()) {
        page.assign(page_size_, '\0');
        const std::string_view part = payload.substr(0, room);
        std::memcpy(page.data() + 4, part.data(), part.size());
        payload.remove_prefix(part.size());
        const std::uint32_t before = pages_;
        if (!payload.empty()) {
            pages_ = following();
            store(page.data(), following(), 4);
            pages_ = before;
        }
        append(page);
    }
}

void SqliteTable::add(const Record& record) {
    ++rows_;
    const std::string_view types = record.types(), body = record.body();
    const std::size_t own = types.size() + 1 < 0x80 ? 1 : types.size() + 2 < 0x4000 ? 2 : 3;  // of the length, which counts itself
    char front[3 * 9];
    std::size_t at = put_varint(front, own + types.size() + body.size());
    at += put_varint(front + at, static_cast<std::uint64_t>(rows_));
    const std::size_t before_payload = at;
    at += put_varint(front + at, own + types.size());
    cell_.assign(front, at).append(types).append(body);
    if (cell_.size() - before_payload > page_size_ - 35) {
        const std::string payload = cell_.substr(before_payload);
        cell_.resize(before_payload);
        put_spilled(payload);
    }
    if (leaf_header + pointer * (cells_ + 1) + cell_.size() > content_) end_leaf();
    content_ -= cell_.size();
    std::memcpy(leaf_.data() + content_, cell_.data(), cell_.size());
    note_cell(leaf_, leaf_header, ++cells_, content_);
}

/// The leaf is full: the row that does not fit, the latest, begins the next.
void SqliteTable::end_leaf() {
    leaf_[0] = leaf_page;
    leaves_.push_back({append(leaf_), rows_ - 1});
    leaf_.assign(page_size_, '\0');
    cells_ = 0;
    content_ = page_size_;
}

std::string SqliteTable::interior(std::span<const Child> children) const {
    std::string page(page_size_, '\0');
    page[0] = interior_page;
    std::size_t content = page_size_, cells = 0;
    for (const Child& child : children.first(children.size() - 1)) {
        char cell[largest_interior_cell];
        store(cell, child.page, 4);
        const std::size_t size = 4 + put_varint(cell + 4, static_cast<std::uint64_t>(child.last));
        content -= size;
        std::memcpy(page.data() + content, cell, size);
        note_cell(page, interior_header, ++cells, content);
    }
    store(page.data() + 8, children.back().page, 4);
    return page;
}

/// As many pages as it takes, filled alike.
std::vector<SqliteTable::Child> SqliteTable::level_above(std::span<const Child> children) {
    const std::size_t most = (page_size_ - interior_header) / (largest_interior_cell + pointer) + 1;
    const std::size_t parents = (children.size() + most - 1) / most;
    std::vector<Child> out;
    for (std::size_t i = 0; i < parents; ++i) {
        const std::size_t from = children.size() * i / parents, to = children.size() * (i + 1) / parents;
        const auto own = children.subspan(from, to - from);
        const std::string page = interior(own);
        if (parents == 1) write_at((root_ - 1) * std::uint64_t{page_size_}, page);
        else out.push_back({append(page), own.back().last});
    }
    return out;
}

base::Status SqliteTable::finish() {
    if (leaves_.empty()) {
        leaf_[0] = leaf_page;
        if (cells_ > 0) write_at((root_ - 1) * std::uint64_t{page_size_}, leaf_);
    } else {
        ++rows_;
        end_leaf();
        for (std::vector<Child> level = std::move(leaves_); !level.empty();) level = level_above(level);
    }
    write_at(pages_ * std::uint64_t{page_size_} - waiting_.size(), waiting_);
    const std::uint32_t change = load(header_, 24, 4) + 1;
    for (const auto& [at, value] : {std::pair{24, change}, {28, pages_}, {92, change}}) store(header_.data() + at, value, 4);
    write_at(0, header_);
    file_.close();
    return file_ ? base::Status() : base::io_error("The rows of a table could not be written; is there room on the disk?");
}

}  // namespace kith::report
