#pragma once
// Asking for a passphrase: from a file for scripts, else from the terminal, unseen.
#include <filesystem>
#include <string_view>

#include "engine/store/secret.hpp"

namespace kith::cli {

/// What is typed at the terminal after `question`, which is not shown. Error: there is no terminal (then it says --passphrase-file), or
/// nothing was typed.
base::Result<store::Secret> ask_passphrase(std::string_view question);
/// From `file`, or asked for.
base::Result<store::Secret> passphrase_for(const std::filesystem::path& file, std::string_view question);
/// A new one: from `file`, or typed twice; how good it is is said. Error: too short, or not the same twice.
base::Result<store::Secret> new_passphrase(const std::filesystem::path& file);

}  // namespace kith::cli
