#pragma once
// Invented places on which a new analysis is tried: written as files, then read as any place is.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::cli {

struct TrialShape {
    std::size_t people = 300, assets = 80, ties = 1500;
    std::size_t side = 4;                    // side x side areas
    bool apart = false;                      // only pairs know each other, and nobody knows of any asset
    std::vector<std::string> attributes;     // more columns of people: numbers
    std::vector<std::string> indicators;     // more columns of areas: numbers
};

/// Writes recipe.toml and its files into `folder`; the path of the recipe. Everybody was asked everything; in every column some
/// cells are empty. The same shape gives the same bytes.
base::Result<std::filesystem::path> write_trial_place(const std::filesystem::path& folder, const TrialShape& shape);

/// A folder of its own for this account alone (0700), gone with everything in it.
class TrialFolder {
public:
    static base::Result<TrialFolder> create();
    TrialFolder(TrialFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    TrialFolder& operator=(TrialFolder&&) = delete;
    ~TrialFolder();
    const std::filesystem::path& path() const { return path_; }

private:
    explicit TrialFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace kith::cli
