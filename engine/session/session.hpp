#pragma once
// What is open: a place, what was worked out about it, what was changed, what is selected, and what is being done.
// Thread rule: every function is the owner's thread's (the window's). Long work runs as jobs beside it and comes in through `poll`.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/host/analyses.hpp"
#include "engine/host/plugin_set.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/edit.hpp"
#include "engine/place/place.hpp"
#include "engine/privacy/view.hpp"
#include "engine/session/captured.hpp"
#include "engine/session/change.hpp"
#include "engine/session/entity_index.hpp"
#include "engine/session/jobs.hpp"
#include "engine/session/reviews.hpp"
#include "engine/session/run_result.hpp"
#include "engine/session/selection.hpp"
#include "engine/store/governance.hpp"
#include "engine/store/secret.hpp"

namespace kith::store {
class Files;
class Workspace;
struct Content;
struct Purpose;
}

namespace kith::session {

class Keeper;

struct SessionOptions {
    std::filesystem::path samples;                        // folder with patch/patch.toml; empty: beside the running program
    std::filesystem::path recent_file;                    // empty: none is kept (Session::usual_recent_file() for the user's)
    std::filesystem::path grants_file;                    // empty: nothing is allowed (host::Trust::usual_file() for the user's)
    std::vector<std::filesystem::path> plugin_folders;    // empty: the usual ones
    std::string who;                                      // stands in every edit; may be empty
    unsigned threads = 0;                                 // readers and analyses at once; 0: as many as there are cores
    bool allow_unlocked = false;
    std::function<void()> wake;                           // a job has ended, or the disk answered: ends the owner's sleep; called on any thread
    store::Cost cost = store::usual_cost();               // of a guess at a new passphrase; less in tests alone
    std::function<std::unique_ptr<store::Files>()> files; // the disk of workspaces; empty: the usual one
};

/// One number an aspect; a view whose number has not changed need not look again.
struct Versions {
    std::uint64_t opened = 0;     // another place
    std::uint64_t place = 0;      // another place, edits, another audience
    std::uint64_t results = 0;    // a result came, went or became stale
    std::uint64_t undo = 0;       // the undo list
    std::uint64_t jobs = 0;
    bool operator==(const Versions&) const = default;
};

/// A batch as the undo list shows it.
struct UndoEntry {
    std::string name;             // "Add a person"
    bool styling = false;         // only how it looks
};

class Session {
public:
    explicit Session(SessionOptions options = {});
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Takes over what jobs have done. True when anything changed. Never waits.
    bool poll();
    Versions versions() const;
    Jobs& jobs() { return jobs_; }
    const Jobs& jobs() const { return jobs_; }

    // --- what is open -------------------------------------------------------------------------------------------
    /// A recipe. When it cannot be opened, or the job is cancelled, what was open before stays. Undo list, results and selection
    /// begin anew. Another opening that is still on its way is cancelled.
    /// `root`: the folder that its paths start from; empty: its own.
    JobId open(const std::filesystem::path& recipe, privacy::Audience audience = privacy::Audience::team, const std::filesystem::path& root = {});
    /// The sample patch, as `kith demo` takes it. Error: not_found, when the samples are not beside the program.
    base::Result<JobId> open_sample();
    /// A place has been read, and what is open has been edited since that began: it waits until somebody says what becomes of those edits.
    bool opening_waits() const { return read_ != nullptr; }
    /// It is opened now; or forgotten, and what is open stays.
    base::Status take_opened();
    void drop_opened() { read_.reset(); }
    bool is_open() const { return place_ != nullptr; }
    /// Nothing is open afterwards: what was worked out, changed and selected goes, and whoever was on the way is cancelled.
    void close();
    /// nullptr when nothing is open. Whoever shows or writes out reads this, and nothing else.
    const privacy::ViewPtr& view() const { return view_; }
    const EntityIndex& index() const { return index_; }
    const io::Recipe& recipe() const { return recipe_; }
    const std::filesystem::path& file() const { return file_; }
    /// As it was given to `open`; empty: the recipe's own folder.
    const std::filesystem::path& root() const { return root_; }
    /// The same place before another audience. Runs, edits and the undo list stay; the selection keeps what is still seen.
    base::Status show_to(privacy::Audience audience);

    // --- a workspace: a place in one file that nobody reads without its passphrase (engine/store) ---------------
    /// As `open` does. Every batch, undo and redo then goes to its journal by itself, and counts as unsaved until the disk has confirmed it.
    JobId open_workspace(const std::filesystem::path& file, store::Secret passphrase, privacy::Audience audience = privacy::Audience::team);
    bool is_workspace() const { return keeper_ != nullptr; }
    /// Only looked at: somebody else has it open, or one may not write there. `remarks` says which; edits are refused.
    bool read_only() const;
    /// Sentences about how it was opened.
    std::span<const std::string> remarks() const { return remarks_; }
    /// Why edits do not reach the disk, a sentence; "" while they do. `save` tries again, with all of them.
    std::string keeping_fault() const;
    /// Waits until the disk has answered for every edit.
    void settle();
    /// All of it anew: the journal begins anew, the file before is kept beside it. Misuse: no workspace is open.
    base::Result<JobId> save();
    /// What is open, with its undo list, as a new workspace; from then on that is what is open. `sheet`: another way in, on paper; may be empty.
    base::Result<JobId> save_as_workspace(const std::filesystem::path& file, store::Secret passphrase, store::Secret sheet, bool replace = false);
    /// Only these open it from now on; all of it is written anew. Sheets of before are useless then.
    base::Result<JobId> change_passphrase(store::Secret passphrase, store::Secret sheet);
    /// What its people are held for; nullptr: it does not say, or no workspace is open.
    const store::Purpose* purpose() const;
    /// It holds people and does not say what for: nothing is changed until it does.
    bool needs_purpose() const;
    /// How many ways open the workspace: passphrases and recovery sheets. A purpose takes two.
    std::size_t ways() const;
    /// Says it, in the file and in its log. Errors: misuse, as `store::check` and `save`.
    base::Result<JobId> set_purpose(store::Purpose purpose);
    /// What is due to be looked at again by that day (days since 1970-01-01), the purpose first, then by day.
    std::vector<Review> reviews_due(std::int32_t day) const;
    /// Closes the workspace so that the passphrase is needed again; who was selected will be then. Misuse: there is no workspace to lock, or
    /// the disk has not taken every edit.
    base::Status lock();
    /// The workspace that was locked, until something is opened; empty: none.
    const std::filesystem::path& locked_file() const { return locked_file_; }
    /// How it looks, as the viewer said last (its own words); "": nobody said.
    const std::string& look() const { return look_; }
    /// Edits in force in what a workspace keeps of the undo list (store::Content::edits).
    static base::Result<std::vector<place::Edit>> edits_in(std::span<const std::string> entries);

    /// Over the place as it is, edits included.
    base::Digest revision_digest() const;
    /// Newest first; files that have gone are left out.
    std::vector<std::filesystem::path> recent_files() const;
    base::Status forget_recent_files();
    /// $XDG_STATE_HOME/kith/recent.json, or below ~/.local/state; empty when neither is known.
    static std::filesystem::path usual_recent_file();

    // --- out ----------------------------------------------------------------------------------------------------
    /// Runs the `kith` command beside this program with these arguments, on what is open as it stands, edits included. `writes`: what the log of a
    /// workspace calls an export; empty: it only looks. `then` gets all that it printed, on the owner's thread. Its error is the job's.
    base::Result<JobId> command(std::string title, std::vector<std::string> arguments, const std::filesystem::path& writes, std::function<void(const std::string& printed)> then);

    // --- analyses -----------------------------------------------------------------------------------------------
    const host::PluginSet& plugins() const { return plugins_; }
    /// Sentences about analyses and grants that cannot be used.
    std::span<const std::string> complaints() const { return complaints_; }
    /// Would it run before this audience, and if not, why not?
    host::Readiness readiness(const host::Manifest& manifest) const;
    /// Runs them together, as `kith run` does: the same results, digest by digest. Several such jobs may be on their way at once.
    /// A result takes the place of an earlier one with the same `as`. Misuse: nothing is open, or there is nothing to run.
    base::Result<JobId> run(std::vector<host::AnalysisRequest> requests, std::uint64_t seed = 1);
    /// What the recipe asks for, or every analysis there is: what `kith run` would run.
    std::vector<host::AnalysisRequest> usual_requests() const;
    /// By the time they came.
    std::span<const RunResultPtr> results() const { return results_; }
    RunResultPtr result(std::string_view as) const;
    void remove_result(std::uint64_t id);
    /// What has changed since it ran, a sentence each; empty: it is up to date.
    std::vector<std::string> stale(const RunResult& result) const;
    /// For each row that the open view has of these entities, the row of the result, or -1. Empty: the same rows.
    const std::vector<std::int32_t>& result_rows(const RunResult& result, host::Entity entity, std::string_view layer = {}) const;
    /// The recipe, with [[analyses]] blocks that give these results again, as a new file. In another folder than the one that its paths
    /// start from, paths are written so that they lead to the same files. Nothing is overwritten without `force`.
    base::Status save_recipe(const std::filesystem::path& file, std::span<const RunResultPtr> results, bool force = false) const;

    // --- edits --------------------------------------------------------------------------------------------------
    /// As one named batch, at once, with all that follows from it; results stay and become stale. Whole or not at all. O(rows of
    /// the touched tables). What came in is selected.
    base::Status apply(const Change& change);
    /// What `apply` would do, without doing it: cells that would say something else, how many rows that are there those are of, and what would come in.
    struct Foreseen {
        std::size_t cells = 0, rows = 0, came_in = 0;
    };
    base::Result<Foreseen> foresee(const Change& change) const;
    /// A field as it stands, of anything in the view. Errors: not_found.
    base::Result<Value> value(const base::EntityKey& subject, std::string_view field) const;
    /// What somebody typed into a field, as a value (cell_text.hpp). The error says what the column wants.
    base::Result<Value> read_cell(std::string_view field, std::string_view text) const;
    /// Puts a change of styling into the same list. `before` and `after` are the caller's own words (the viewer's JSON) and come back
    /// from undo and redo. Follow-ups with the same `gesture` (a slider on its way; not 0) become one with the first.
    void remember_styling(std::string name, std::string before, std::string after, std::uint64_t gesture = 0);
    struct Undone {
        std::string name;
        std::optional<std::string> styling;  // to be shown again
    };
    base::Result<Undone> undo();
    base::Result<Undone> redo();
    /// The newest last.
    std::vector<UndoEntry> undo_list() const;
    std::vector<UndoEntry> redo_list() const;
    /// Edits in force, in order.
    std::span<const place::Edit> edits() const { return edits_; }
    struct Dismissal {
        base::Digest finding;
        std::string reason;
        std::string who;
        std::int64_t when = 0;
    };
    std::span<const Dismissal> dismissals() const { return dismissals_; }
    /// Batches that are in force and not in the edits file, or in it and undone since; of a workspace those that the disk has not confirmed: said
    /// on screen until they are 0.
    std::size_t unsaved_edits() const;
    /// All edits in force into a file of lines of JSON (0600), whole or not at all.
    base::Status save_edits(const std::filesystem::path& file);
    /// Edits of a file on what is open, as one batch, each step of it on what the one before left. An edit that does not fit any more is an error and
    /// nothing is changed. A sentence for the screen where the file was made with another recipe than the one that is open; else "".
    base::Result<std::string> load_edits(const std::filesystem::path& file);
    /// The file that edits were last saved to or loaded from; may be empty.
    const std::filesystem::path& edits_file() const { return edits_file_; }

    // --- what came in from capture pages, and waits (decisions 0066, 0077) ----------------------------------------
    std::size_t to_accept() const;
    /// In the order in which they came; of a workspace.
    std::vector<ToAccept> captured() const;
    /// Taken over as one step of the undo list, or put aside; they wait no longer, and the workspace is saved anew. `about`: the person whom all of
    /// them are about. Errors: one does not fit, and nothing is changed; may not be edited. When the saving fails they wait again, and the step is
    /// taken back unless another came after it: the job's words say which.
    base::Result<JobId> answer_captured(const std::vector<std::string>& ids, bool accept, const std::optional<base::EntityKey>& about = {});

    // --- who is looked at ---------------------------------------------------------------------------------------
    const KeySet& selection() const { return selection_; }
    const KeySet& hovered() const { return hovered_; }
    /// Keys that the view does not have are left out.
    void select(std::span<const base::EntityKey> keys, SelectMode mode = SelectMode::replace);
    void hover(std::span<const base::EntityKey> keys);

private:
    struct Opening;
    struct Batch;
    struct History;
    using Opener = std::function<base::Result<Opening>(base::JobContext&)>;
    JobId open_by(const std::filesystem::path& file, Opener opener);
    static base::Status open_for(Opening& opening, privacy::Audience audience, base::JobContext& job);
    store::Content content() const;
    base::Result<JobId> save_by(std::string title, std::function<base::Status(store::Workspace&, const store::Content&, base::JobContext&)> work, Jobs::Finish after = {}, Jobs::Otherwise otherwise = {});
    base::Status go_on_as(const std::filesystem::path& file, std::unique_ptr<Keeper> keeper, bool changed_since);
    struct Answered;
    base::Result<std::uint64_t> take_captured(const std::vector<std::string>& ids, const std::optional<base::EntityKey>& about);
    base::Error captured_waits_again(const Answered& answered, base::Error why);
    base::Status may_edit() const;
    void keep(const Batch& batch);
    void keep(bool back);
    void keep_look(std::uint64_t gesture);
    base::Status take_over(Opening opening);
    std::pair<std::size_t, std::uint64_t> edited() const;
    void forget_place();
    base::Status put(Batch batch);
    base::Status stand_at(const std::shared_ptr<const place::Revision>& revision);
    void take_back(Batch batch);
    /// `edits`: by how many at most it differs from what is shown.
    base::Status show(place::PlacePtr place, privacy::Audience audience);
    base::Result<Undone> step(bool back);
    void add_what_they_build_on(std::vector<host::AnalysisRequest>& requests) const;
    void forget_row_maps() const;

    SessionOptions options_;
    Versions versions_;
    std::filesystem::path file_, root_, edits_file_;
    std::vector<std::filesystem::path> recent_;
    std::string recipe_text_, recipe_digest_, look_;
    io::Recipe recipe_;
    std::unique_ptr<Keeper> keeper_;           // of a workspace
    std::vector<std::string> remarks_;
    std::uint64_t answers_ = 0;                // of the keeper, as last seen
    std::filesystem::path locked_file_;
    std::vector<base::EntityKey> locked_selection_;
    place::PlacePtr place_;
    privacy::ViewPtr view_;
    privacy::Audience audience_ = privacy::Audience::team;
    EntityIndex index_;
    host::PluginSet plugins_;
    std::vector<std::filesystem::path> plugin_folders_;
    host::AllowedById allowed_;
    std::vector<std::string> complaints_;
    std::vector<RunResultPtr> results_;
    struct RowMap;
    mutable std::vector<std::shared_ptr<RowMap>> row_maps_;  // of the open view; results_
    std::unique_ptr<History> history_;
    std::vector<place::Edit> edits_;
    std::vector<Dismissal> dismissals_;
    KeySet selection_, hovered_;
    JobId opening_ = 0;
    std::shared_ptr<Opening> read_;
    std::uint64_t next_result_ = 1;
    Jobs jobs_;  // last: its threads end before anything else goes
};

}  // namespace kith::session
