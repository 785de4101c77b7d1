#pragma once
// A JSON file's items one at a time: those of the array that it is, or of the one that it holds by a known name. Memory is that of the largest item.
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string_view>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::io {

/// As a name of lists: the first array at the top, whatever it is called.
inline constexpr std::string_view any_list = "*";

struct JsonItems {
    using Take = std::function<base::Status(const nlohmann::json& item)>;
    std::span<const std::string_view> lists;  // names of arrays at the top whose elements are items: "contents", …
    Take take;
    Take rest;  // what else the top object holds, at the end; an object without such an array is an item itself
};

/// The error says where: the line, and what was expected. No value may be nested deeper than 64 levels, no item hold more than a million values.
/// After each item `job` hears how far the text is read, from 0 to a half: the other half is the rows'.
base::Status read_json_items(std::string_view text, const JsonItems& items, base::JobContext& job);

/// A value as a cell: text as it is, numbers and truth as JSON writes them, nothing for null and for what holds others.
std::string json_cell(const nlohmann::json& object, std::string_view key);

}  // namespace kith::io
