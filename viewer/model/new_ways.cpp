#include "viewer/model/new_ways.hpp"

#include <utility>

#include "engine/store/words.hpp"

namespace kith::viewer::model {

base::Result<NewWays> new_ways(const store::Secret& passphrase, const std::filesystem::path& sheet, const std::filesystem::path& workspace) {
    auto words = store::Secret::copy_of(std::as_bytes(passphrase.bytes()));
    if (!words) return words.error();
    NewWays ways{std::move(*words), {}};
    if (sheet.empty()) return ways;
    auto letters = store::sheet_words();
    if (!letters) return letters.error();
    if (auto s = store::write_sheet(sheet, workspace, *letters); !s) return s.error();
    ways.sheet = std::move(*letters);
    return ways;
}

}  // namespace kith::viewer::model
