#pragma once
// Committed tables of verdicts: tab-separated, lines that begin with # are comments, the first other line names the columns.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kith::test {

using VerdictRow = std::map<std::string, std::string>;

inline std::vector<VerdictRow> verdict_table(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<VerdictRow> rows;
    std::vector<std::string> names;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> cells;
        std::size_t at = 0;
        for (std::size_t end = 0; end != std::string::npos; at = end + 1) {
            end = line.find('\t', at);
            cells.push_back(line.substr(at, end == std::string::npos ? end : end - at));
        }
        if (names.empty()) {
            names = cells;
            continue;
        }
        VerdictRow row;
        for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = i < cells.size() ? cells[i] : std::string();
        rows.push_back(std::move(row));
    }
    return rows;
}

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kith::test
