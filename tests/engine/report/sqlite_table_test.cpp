// What is written as pages is read back with SQLite, which also checks the file; the same values through its own INSERT are the truth.
#include "engine/report/sqlite_table.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <optional>
#include <tuple>

#include "tests/support/folder.hpp"

namespace kith::report {
namespace sqlite_table_test {

namespace fs = std::filesystem;

class Database {
public:
    explicit Database(const fs::path& file) { EXPECT_EQ(sqlite3_open(file.c_str(), &handle_), SQLITE_OK); }
    ~Database() { sqlite3_close(handle_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    /// Every cell of the answer, one after the other.
    std::vector<std::string> ask(const std::string& sql) {
        std::vector<std::string> cells;
        const auto take = [](void* to, int count, char** values, char**) {
            for (int i = 0; i < count; ++i) static_cast<std::vector<std::string>*>(to)->push_back(values[i] != nullptr ? values[i] : "NULL");
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), take, &cells, nullptr), SQLITE_OK) << sqlite3_errmsg(handle_);
        return cells;
    }
    sqlite3* handle() { return handle_; }

private:
    sqlite3* handle_ = nullptr;
};

struct Row {
    std::int64_t integer;
    double real;
    std::optional<std::string> text;
};

/// Integers at both ends of each size, numbers with and without a fraction, and texts up to some pages long.
std::vector<Row> rows_up_to(std::size_t count) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::vector<std::int64_t> integers{0, 1, -1, 2, 127, 128, -128, -129, 32767, 32768, -32768, 8388607, 8388608, -8388609, 2147483647, 2147483648,
                                             -2147483649, 140737488355327, 140737488355328, -140737488355329, most, -most - 1};
    const std::vector<double> reals{0, -0.0, 1, -1, 0.5, 1e15, -1e-300, 3.0000000001, 1e300, 140737488355327.0, 140737488355328.0, std::nan("")};
    std::vector<Row> rows;
    for (std::size_t i = 0; i < count; ++i) {
        Row row{integers[i % integers.size()], reals[i % reals.size()], std::string(i % 60, 'x')};
        if (i % 7 == 3) row.text.reset();
        if (i % 97 == 5) row.text = std::string(i * 37 % 5000, 'y');
        rows.push_back(row);
    }
    return rows;
}

void write_pages(const fs::path& file, const std::vector<Row>& rows) {
    SqliteTable table(file, static_cast<std::uint32_t>(std::stoul(Database(file).ask("SELECT rootpage FROM sqlite_master WHERE name='written'").at(0))));
    Record record(4);
    for (const Row& row : rows) {
        record.clear();
        record.null();
        record.integer(row.integer);
        record.real(row.real);
        if (row.text) record.copied(*row.text);
        else record.null();
        table.add(record);
    }
    const base::Status status = table.finish();
    EXPECT_TRUE(status) << (status ? "" : status.error().message);
}

void insert(Database& database, const std::vector<Row>& rows) {
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(database.handle(), "INSERT INTO inserted VALUES (NULL,?,?,?)", -1, &statement, nullptr), SQLITE_OK);
    for (const Row& row : rows) {
        sqlite3_bind_int64(statement, 1, row.integer);
        sqlite3_bind_double(statement, 2, row.real);
        if (row.text) sqlite3_bind_text(statement, 3, row.text->data(), static_cast<int>(row.text->size()), SQLITE_TRANSIENT);
        else sqlite3_bind_null(statement, 3);
        EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE);
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
    sqlite3_finalize(statement);
}

class SqliteTables : public testing::TestWithParam<std::tuple<int, std::size_t>> {};

TEST_P(SqliteTables, HoldWhatAnInsertPutsThere) {
    const auto [page_size, count] = GetParam();
    const kith::test::Folder folder;
    const fs::path file = folder / "pages.sqlite";
    const std::string columns = "(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a INTEGER, b REAL, c TEXT)";
    Database(file).ask("PRAGMA page_size=" + std::to_string(page_size) + "; CREATE TABLE written " + columns + "; CREATE TABLE inserted " + columns);
    const auto rows = rows_up_to(count);
    write_pages(file, rows);
    Database database(file);
    database.ask("BEGIN");
    insert(database, rows);
    database.ask("COMMIT");
    EXPECT_EQ(database.ask("PRAGMA integrity_check"), std::vector<std::string>{"ok"});
    EXPECT_EQ(database.ask("SELECT count(*) FROM written"), std::vector<std::string>{std::to_string(count)});
    const std::string all = "SELECT id, a, b, c, typeof(a), typeof(b), typeof(c) FROM ";
    for (const auto& [one, other] : {std::pair("written", "inserted"), std::pair("inserted", "written")})
        EXPECT_TRUE(database.ask(all + one + " EXCEPT " + all + other).empty());
    EXPECT_EQ(database.ask("SELECT a FROM written WHERE id=" + std::to_string(count)), database.ask("SELECT a FROM inserted WHERE id=" + std::to_string(count)));
}

// With pages of 512 bytes 20,000 rows stand under several levels; 0 and 1 rows are the root alone.
INSTANTIATE_TEST_SUITE_P(Sizes, SqliteTables, testing::Combine(testing::Values(512, 4096, 32768, 65536), testing::Values(0u, 1u, 300u, 20'000u)));

// SQLite never reads the page with the byte at 1 GiB: a row that stood there, or a chain through it, would be lost. The file is sparse.
TEST(SqliteTable, LeavesThePageOfLocksOut) {
    constexpr std::size_t page_size = 32768;
    const kith::test::Folder folder;
    const fs::path file = folder / "pages.sqlite";
    Database(file).ask("PRAGMA page_size=" + std::to_string(page_size) + "; CREATE TABLE written (id INTEGER PRIMARY KEY, a INTEGER, b REAL, c TEXT)");
    fs::resize_file(file, (std::size_t{1} << 30) - 2 * page_size);
    std::vector<Row> rows;
    for (std::int64_t i = 0; i < 40; ++i) rows.push_back({i, 0.5, std::string(i == 20 ? 200'000 : 5000, static_cast<char>('a' + i % 26))});
    write_pages(file, rows);
    EXPECT_EQ(Database(file).ask("SELECT count(*), sum(a), sum(length(c)), max(c) FROM written WHERE id < 40"),
              (std::vector<std::string>{"39", "741", "390000", std::string(5000, 'z')}));
    EXPECT_EQ(fs::file_size(file) % page_size, 0u);
    EXPECT_GT(fs::file_size(file), (std::size_t{1} << 30) + 3 * page_size);
}

TEST(SqliteTable, RefusesAFileThatIsNone) {
    const kith::test::Folder folder;
    const fs::path file = folder / "pages.sqlite";
    SqliteTable table(file, 2);
    table.add(Record(1));
    const base::Status status = table.finish();
    EXPECT_FALSE(status);
}

}  // namespace sqlite_table_test
}  // namespace kith::report
