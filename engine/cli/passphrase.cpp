#include "engine/cli/passphrase.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "engine/cli/console.hpp"
#include "engine/process/descriptor.hpp"
#include "engine/store/words.hpp"

namespace kith::cli {
namespace {

void write_all(int to, std::string_view text) {
    while (!text.empty()) {
        const ssize_t some = ::write(to, text.data(), text.size());
        if (some <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(some));
    }
}

/// Nothing that is typed is shown for as long as this lives.
class Unseen {
public:
    explicit Unseen(int terminal) : terminal_(terminal), is_(::tcgetattr(terminal, &before_) == 0) {
        termios now = before_;
        now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (is_) ::tcsetattr(terminal_, TCSAFLUSH, &now);
    }
    ~Unseen() {
        if (is_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    int terminal_;
    termios before_{};
    bool is_;
};

}  // namespace

base::Result<store::Secret> ask_passphrase(std::string_view question) {
    const process::Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal.valid()) return base::misuse("A passphrase is needed and nobody can be asked here: say --passphrase-file FILE.");
    write_all(terminal.get(), question);
    const Unseen unseen(terminal.get());
    auto typed = store::line_from(terminal.get(), "Nothing was typed.");
    write_all(terminal.get(), "\n");
    return typed;
}

base::Result<store::Secret> passphrase_for(const std::filesystem::path& file, std::string_view question) { return file.empty() ? ask_passphrase(question) : store::passphrase_in(file); }

base::Result<store::Secret> new_passphrase(const std::filesystem::path& file) {
    auto first = passphrase_for(file, "New passphrase (five words that do not belong together): ");
    if (!first) return first;
    const std::string_view text(reinterpret_cast<const char*>(first->bytes().data()), first->size());
    const store::Strength strength = store::strength_of(text);
    if (strength == store::Strength::too_short) return base::misuse(std::string(store::words_of(strength)));
    if (!file.empty()) return first;
    Console(false).say(store::words_of(strength));
    auto again = ask_passphrase("Once more: ");
    if (!again) return again;
    if (again->size() != first->size() || std::memcmp(again->bytes().data(), first->bytes().data(), first->size()) != 0) return base::misuse("The two are not the same. Nothing was written.");
    return first;
}

}  // namespace kith::cli
