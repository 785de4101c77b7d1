#pragma once
// What others write down for a workspace, and a person who goes to another one (decisions 0066-0068).
#include "engine/cli/rights.hpp"
#include "engine/store/sealed.hpp"

namespace kith::cli {

struct CaptureCommand : WorkspaceCommand {
    std::filesystem::path out;                 // .html
    std::string audience = "worker";           // or resident
    bool key = false, force = false;           // print the workspace's public key instead
};
struct CapturedCommand : WorkspaceCommand {
    std::vector<std::string> accept, decline;  // numbers of the list, or "all"
    std::string about;                         // the person whom accepted entries are about
    bool json = false;
};
struct HandoverCommand : WorkspaceCommand {
    std::filesystem::path to, to_passphrase_file;  // another workspace that is here
    std::string key;                               // or the public key of one elsewhere, and the bundle to send there
    std::filesystem::path out;
    std::filesystem::path recovery;                // a new sheet, as the old one opens nothing afterwards
    std::string read_with_them;                    // the day
    std::vector<std::string> keep, blank;          // mentions, as when erasing
    bool yes = false;
};

int capture(const CaptureCommand& command);
int captured(const CapturedCommand& command);
int handover(const HandoverCommand& command);
/// `kith import FILE.kith ENTRIES…`: they wait to be accepted.
int import_entries(const WorkspaceCommand& command, const std::vector<std::filesystem::path>& files);

/// The workspace's key pair, made now if it has none yet. Error: unavailable.
base::Result<store::PublicKey> sealing_key_of(store::Inbox& inbox);
/// What was said of a list of so many: "2,5" or "all", as flags. Error: misuse names the number that is none of `what`.
base::Result<std::vector<std::uint8_t>> chosen_of(const std::vector<std::string>& words, std::size_t count, std::string_view what);

/// `kith capture`, `captured`, `handover`.
class CaptureVerbs {
public:
    void add_to(CLI::App& app);
    bool chosen() const;
    int run() const;

private:
    CLI::App *capture_ = nullptr, *captured_ = nullptr, *handover_ = nullptr;
    CaptureCommand page_;
    CapturedCommand waiting_;
    HandoverCommand over_;
};

}  // namespace kith::cli
