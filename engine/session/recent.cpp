#include "engine/session/recent.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/process/private_file.hpp"

namespace kith::session {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t most_remembered = 10;
constexpr std::uintmax_t largest_file = 1 << 20;

base::Status write(const fs::path& file, const std::vector<fs::path>& list) {
    json document{{"format", 1}, {"files", json::array()}};
    for (const fs::path& path : list) document["files"].push_back(path.string());
    return process::write_private(file, document.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

}  // namespace

std::vector<fs::path> read_recent(const fs::path& file) {
    std::vector<fs::path> list;
    std::error_code failed;
    if (file.empty() || !fs::is_regular_file(file, failed) || fs::file_size(file, failed) > largest_file) return list;
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object() || document.value("format", json()) != 1 || !document.contains("files") || !document["files"].is_array()) return list;
    for (const json& one : document["files"])
        if (one.is_string() && list.size() < most_remembered && fs::exists(one.get<std::string>(), failed)) list.emplace_back(one.get<std::string>());
    return list;
}

base::Status remember_recent(const fs::path& file, const fs::path& opened) {
    if (file.empty()) return {};
    std::error_code failed;
    fs::path path = fs::absolute(opened, failed).lexically_normal();
    std::vector<fs::path> list = read_recent(file);
    std::erase(list, path);
    list.insert(list.begin(), std::move(path));
    if (list.size() > most_remembered) list.resize(most_remembered);
    return write(file, list);
}

base::Status forget_recent(const fs::path& file) { return file.empty() ? base::Status() : write(file, {}); }

}  // namespace kith::session
