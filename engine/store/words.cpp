#include "engine/store/words.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "engine/process/descriptor.hpp"
#include "engine/process/private_file.hpp"

namespace kith::store {
namespace {

constexpr std::size_t sheet_groups = 8, group_letters = 4;
constexpr std::string_view sheet_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's: none is taken for another

}  // namespace

base::Result<Secret> line_from(int descriptor, std::string_view nothing) {
    auto typed = Secret::zeros(longest_passphrase + 1);
    if (!typed) return typed;
    std::size_t size = 0;
    for (;;) {
        const ssize_t got = ::read(descriptor, typed->bytes().data() + size, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || typed->bytes()[size] == '\n') break;
        if (++size == longest_passphrase + 1) return base::misuse("A passphrase has at most " + std::to_string(longest_passphrase) + " bytes.");
    }
    if (size > 0 && typed->bytes()[size - 1] == '\r') --size;
    if (size == 0) return base::misuse(std::string(nothing));
    return Secret::copy_of(std::as_bytes(typed->bytes().first(size)));
}

base::Result<Secret> passphrase_in(const std::filesystem::path& file) {
    const process::Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.valid()) return base::not_found("The file with the passphrase, " + file.filename().string() + ", cannot be read.");
    return line_from(opened.get(), "The first line of " + file.filename().string() + " is empty; the passphrase should stand there.");
}

base::Result<Secret> sheet_words() {
    auto random = Secret::random(sheet_groups * group_letters);
    if (!random) return random;
    auto words = Secret::zeros(sheet_groups * (group_letters + 1) - 1);
    if (!words) return words;
    std::size_t at = 0;
    for (std::size_t i = 0; i < random->size(); ++i) {
        if (i > 0 && i % group_letters == 0) words->bytes()[at++] = '-';
        words->bytes()[at++] = static_cast<unsigned char>(sheet_letters[random->bytes()[i] % sheet_letters.size()]);
    }
    return words;
}

base::Status write_sheet(const std::filesystem::path& sheet, const std::filesystem::path& workspace, const Secret& words) {
    std::string text = "Recovery sheet of " + workspace.filename().string() + "\n\nThese letters open the workspace instead of its passphrase:\n\n    ";
    text.append(reinterpret_cast<const char*>(words.bytes().data()), words.size());
    text += "\n\nPrint this page, keep it locked up and apart from the computer, and delete the file. Whoever has it and the workspace\ncan read everything in it. A changed passphrase makes this sheet useless: then print a new one.\n";
    return process::write_private(sheet, text);
}

}  // namespace kith::store
