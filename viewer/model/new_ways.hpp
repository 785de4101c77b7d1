#pragma once
// A new passphrase and the sheet beside it.
#include <filesystem>

#include "engine/store/secret.hpp"

namespace kith::viewer::model {

struct NewWays {
    store::Secret passphrase, sheet;   // sheet: empty when none is wanted
};
/// The page is written before anything counts on it. Error: no protected memory, or the page cannot be written.
base::Result<NewWays> new_ways(const store::Secret& passphrase, const std::filesystem::path& sheet, const std::filesystem::path& workspace);

}  // namespace kith::viewer::model
