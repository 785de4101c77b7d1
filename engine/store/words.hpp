#pragma once
// Passphrases and recovery sheets as words: read from a file, and printed on a page.
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/store/secret.hpp"

namespace kith::store {

inline constexpr std::size_t longest_passphrase = 1023;  // bytes

/// What stands before the end of the line, byte by byte into protected memory: nothing of it is left in a buffer. Errors: misuse, `nothing` when there is
/// nothing, or too long.
base::Result<Secret> line_from(int descriptor, std::string_view nothing);
/// The first line of `file`, without its end. Error: it cannot be read, or is empty.
base::Result<Secret> passphrase_in(const std::filesystem::path& file);

/// The words of a new recovery sheet: 160 random bits in groups that can be read aloud.
base::Result<Secret> sheet_words();
/// The page to print (0600): a page of A4 that asks nothing of a network where the name ends in .html, else text. Error: it cannot be written.
base::Status write_sheet(const std::filesystem::path& sheet, const std::filesystem::path& workspace, const Secret& words);

}  // namespace kith::store
