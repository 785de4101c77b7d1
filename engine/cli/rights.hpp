#pragma once
// The verbs of a workspace that holds people: what for, who agreed to what, what is held about one, erasure, the log.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/place/edit.hpp"
#include "engine/place/erase.hpp"
#include "engine/store/workspace.hpp"

namespace CLI {
class App;
}

namespace kith::cli {

struct WorkspaceCommand {
    std::filesystem::path workspace, passphrase_file;
    std::string person;                    // id of the source, name, or key; where a verb takes one
    bool quiet = false;
};
struct PurposeCommand : WorkspaceCommand {
    std::filesystem::path purpose;         // empty: it is only shown
};
struct AboutCommand : WorkspaceCommand {
    std::filesystem::path out;             // .html or .txt; empty: standard output
    bool to_person = false, force = false;
};
struct EraseCommand : WorkspaceCommand {
    std::vector<std::string> keep, blank;  // numbers of mentions, or "all"
    bool yes = false;
};
struct HoldCommand : WorkspaceCommand {
    std::string reason;
    bool lift = false;
};
struct PermitCommand : WorkspaceCommand {
    std::vector<std::string> scopes, withdraw;
    std::string given_by, on, notice;
    std::filesystem::path table;           // a CSV of many
    std::vector<std::string> tie;          // its two ends, and its kind where there are several
    bool object = false;
};
struct ReviewsCommand : WorkspaceCommand {
    std::string on;                        // a date; empty: today
};

int purpose(const PurposeCommand& command);
int about(const AboutCommand& command);
int erase(const EraseCommand& command);
int hold(const HoldCommand& command);
int permit(const PermitCommand& command);
int audit(const WorkspaceCommand& command);
int reviews(const ReviewsCommand& command);

/// A workspace that was opened, with its place as it stands now.
struct Held {
    store::Workspace::Opened file;
    place::PlacePtr now;
    store::Secret passphrase;              // for whoever saves it under a new key
};
/// Opened and noted in its log as `act`, where it may be written.
base::Result<Held> hold_open(store::Files& files, const WorkspaceCommand& command, std::string_view act, base::JobContext& job);
/// The place with the edits that a workspace holds beside it.
base::Result<place::PlacePtr> place_now(const store::Content& content, base::JobContext& job);
/// Edits as one entry: a heading with the batch's name, then a line each.
std::string batch_entry(const store::Content& content, std::string_view name, const std::vector<place::Edit>& edits);
/// By id, by name where only one has it, or by key. Errors: not_found, misuse (several).
base::Result<base::EntityKey> person_called(const place::Revision& revision, const std::string& words);
store::Noted noted_now(std::string act, std::string words);
/// "2026-11-28" as days since 1970-01-01, and back. Error: misuse.
base::Result<std::int32_t> days_of(const std::string& text);
std::string day_words(std::int64_t days);
base::Result<store::Purpose> purpose_in(const std::filesystem::path& file);

/// Somebody who is to leave a workspace: erased, or handed over (erase.cpp).
struct Leaving {
    base::EntityKey person;
    place::Erased erased;
    std::vector<std::string> words;        // id, name and keys: what must not be left
};
/// Errors: nobody, a legal hold, an entry that waits and may name them.
base::Result<Leaving> leaving_of(const Held& held, const std::string& words);
/// The mentions to blank. Error: misuse, when one has no decision or two.
base::Result<std::vector<place::Mention>> decided(const std::vector<std::string>& keep, const std::vector<std::string>& blank, const std::vector<place::Mention>& mentions);
void tell_mentions(const std::vector<place::Mention>& mentions);
std::string went(const place::Gone& gone);
/// What is open holds nothing of them afterwards but their mark and a line of the log that begins with `note`; it is not saved yet.
base::Status take_out(Held& held, Leaving leaving, const std::vector<place::Mention>& blank, const std::string& act, const std::string& note);
/// Results kept for a later run go; everything else that was written out can only be named.
std::vector<std::string> outside(const std::vector<store::Noted>& log);

/// `kith purpose`, `about`, `erase`, `hold`, `permit`, `audit`, `reviews`.
class RightsVerbs {
public:
    void add_to(CLI::App& app);
    bool chosen() const;
    int run() const;

private:
    CLI::App *purpose_ = nullptr, *about_ = nullptr, *erase_ = nullptr, *hold_ = nullptr, *permit_ = nullptr, *audit_ = nullptr, *reviews_ = nullptr;
    PurposeCommand set_;
    AboutCommand tell_;
    EraseCommand forget_;
    HoldCommand stop_;
    PermitCommand agree_;
    WorkspaceCommand list_;
    ReviewsCommand look_;
};

}  // namespace kith::cli
