#pragma once
// The sample patch as the team sees it, read once a test program, and its files as a person would look into them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "engine/io/recipe.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/privacy/view.hpp"

namespace kith::test {

inline std::filesystem::path patch_folder() { return std::filesystem::path(KITH_SOURCE_DIR) / "data/samples/patch"; }

inline privacy::ViewPtr read_patch(privacy::Audience audience) {
    auto recipe = io::read_recipe(patch_folder() / "patch.toml");
    EXPECT_TRUE(recipe) << (recipe ? "" : recipe.error().message);
    base::JobContext job;
    auto place = place::read_place(*recipe, patch_folder(), job);
    EXPECT_TRUE(place) << (place ? "" : place.error().message);
    auto view = privacy::open_view(*place, audience);
    EXPECT_TRUE(view);
    return *view;
}
inline const privacy::ViewPtr& patch() {
    static const privacy::ViewPtr view = read_patch(privacy::Audience::team);
    return view;
}

/// Rows of one of the patch's CSV files by column; its cells hold no quoted commas but in words of events.
using Rows = std::vector<std::map<std::string, std::string>>;
inline Rows rows_of_file(const std::string& name) {
    std::ifstream file(patch_folder() / name);
    std::string line;
    std::getline(file, line);
    const auto cells = [](const std::string& text) {
        std::vector<std::string> out(1);
        bool quoted = false;
        for (const char c : text) {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) out.emplace_back();
            else if (c != '\r') out.back() += c;
        }
        return out;
    };
    const auto head = cells(line);
    Rows out;
    while (std::getline(file, line)) {
        const auto row = cells(line);
        out.emplace_back();
        for (std::size_t i = 0; i < std::min(head.size(), row.size()); ++i) out.back()[head[i]] = row[i];
    }
    return out;
}

/// The row of the view with this id, or -1.
inline std::int32_t row_with_id(const privacy::View& view, base::EntityKind kind, const std::string& id, std::string_view layer = {}) {
    const std::size_t rows = kind == base::EntityKind::person ? view.people() : kind == base::EntityKind::asset ? view.assets() : view.primary_layer()->count;
    for (std::size_t row = 0; row < rows; ++row)
        if (view.source_id(kind, row, layer) == id) return static_cast<std::int32_t>(row);
    return -1;
}

}  // namespace kith::test
