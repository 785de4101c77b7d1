// A session on a workspace: opened with its passphrase, kept by itself, saved anew, locked.
#include <chrono>
#include <system_error>

#include "engine/session/history.hpp"
#include "engine/session/keeper.hpp"
#include "engine/session/opening.hpp"
#include "engine/session/recent.hpp"
#include "engine/session/session.hpp"
#include "engine/store/workspace.hpp"

namespace kith::session {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<store::Files> disk_of(const SessionOptions& options) { return options.files ? options.files() : std::make_unique<store::Files>(); }

place::PlacePtr with_revision_of(const place::Place& place, place::RevisionPtr revision) {
    auto other = std::make_shared<place::Place>(place);
    other->revision = std::move(revision);
    return other;
}

base::Error no_workspace() { return base::misuse("No workspace is open. Save this place as one first."); }

base::Result<store::Workspace> created(store::Files& files, const fs::path& file, const store::Content& content, const store::Secret& passphrase, const store::Secret& sheet, store::Cost cost, bool replace, base::JobContext& job, store::Governance governance) {
    const store::Way first{passphrase}, second{sheet, store::Slot::Kind::recovery};
    return sheet.empty() ? store::Workspace::create(files, file, content, {first}, cost, replace, job, std::move(governance)) : store::Workspace::create(files, file, content, {first, second}, cost, replace, job, std::move(governance));
}

}  // namespace

JobId Session::open_workspace(const fs::path& file, store::Secret passphrase, privacy::Audience audience) {
    // Its own lock would keep it from being written: it is open here already.
    std::error_code none;
    const bool here = keeper_ != nullptr && !read_only() && fs::equivalent(file, file_, none);
    return open_by(file, [this_disk = options_.files, wake = options_.wake, file, audience, here, words = std::make_shared<store::Secret>(std::move(passphrase))](base::JobContext& job) -> base::Result<Opening> {
        if (here) return base::misuse(file.filename().string() + " is open here already.");
        auto files = this_disk ? this_disk() : std::make_unique<store::Files>();
        auto opened = store::Workspace::open(*files, file, *words, job);
        if (!opened) return opened.error();
        Opening opening;
        opening.file = file;
        auto recipe = io::parse_recipe(opened->content.recipe, file.filename().string());
        if (!recipe) return recipe.error();
        opening.recipe = std::move(*recipe);
        opening.recipe_text = std::move(opened->content.recipe);
        opening.remarks = std::move(opened->remarks);
        if (auto s = store::may_edit(opened->workspace.governance(), opened->content.place->revision->people(), opened->workspace.ways()); !s) opening.remarks.push_back(s.error().message);
        opening.look = std::move(opened->content.styling);
        job.begin("changes since it was read");
        opening.history = std::make_unique<History>(opened->content.place->revision);
        if (auto s = opening.history->take_up(opened->content.edits, opening.look, job); !s) return s.error();
        opening.place = with_revision_of(*opened->content.place, opening.history->now);
        if (auto s = open_for(opening, audience, job); !s) return s.error();
        opening.keeper = std::make_unique<Keeper>(std::move(files), std::move(opened->workspace), wake);
        return opening;
    });
}

bool Session::read_only() const { return keeper_ != nullptr && keeper_->read_only(); }
std::string Session::keeping_fault() const { return keeper_ == nullptr ? std::string() : keeper_->fault(); }
void Session::settle() {
    if (keeper_ != nullptr) keeper_->settle();
}

std::size_t Session::unsaved_edits() const {
    if (!is_open()) return 0;
    return keeper_ != nullptr ? keeper_->waiting() : history_->unsaved();
}

void Session::keep(const Batch& batch) {
    if (keeper_ != nullptr && !keeper_->read_only()) keeper_->keep(History::entry_of(batch));
}

void Session::keep(bool back) {
    if (keeper_ != nullptr && !keeper_->read_only()) keeper_->keep(History::entry_of(back ? History::Step::undo : History::Step::redo));
}

void Session::keep_look(std::uint64_t gesture) {
    if (keeper_ != nullptr && !keeper_->read_only()) keeper_->keep(History::restyled(*history_->done.back().styling), gesture);
}

store::Content Session::content() const { return {with_revision_of(*place_, history_->base), recipe_text_, history_->entries(), look_}; }

/// The content is of the moment of asking, and takes its turn among the entries: what is kept before it is in it, what is kept after it follows.
base::Result<JobId> Session::save_by(std::string title, std::function<base::Status(store::Workspace&, const store::Content&, base::JobContext&)> work, Jobs::Finish after, Jobs::Otherwise otherwise) {
    if (!is_workspace()) return no_workspace();
    if (read_only()) return base::misuse(file_.filename().string() + " is open to read only. Save it as a workspace of another name to change something.");
    struct Turn {
        std::future<base::Status> done;
        std::promise<base::JobContext*> job;
    };
    auto turn = std::make_shared<Turn>();
    turn->done = keeper_->write_whole([content = content(), work = std::move(work), job = turn->job.get_future().share()](store::Workspace& workspace) { return work(workspace, content, *job.get()); });
    return jobs_.start(JobKind::other, std::move(title), [turn, after = std::move(after)](base::JobContext& job) -> base::Result<Jobs::Finish> {
        turn->job.set_value(&job);
        if (auto s = turn->done.get(); !s) return s.error();
        return after ? after : Jobs::Finish([] { return base::Status(); });
    }, std::move(otherwise));
}

base::Result<JobId> Session::save() {
    return save_by("Saving " + file_.filename().string(), [](store::Workspace& workspace, const store::Content& content, base::JobContext& job) { return workspace.save(content, job); });
}

const store::Purpose* Session::purpose() const {
    const auto* known = keeper_ == nullptr || !keeper_->governance().purpose ? nullptr : &*keeper_->governance().purpose;
    return known;
}

std::size_t Session::ways() const { return keeper_ == nullptr ? 0 : keeper_->ways(); }

bool Session::needs_purpose() const { return keeper_ != nullptr && !read_only() && !keeper_->governance().purpose && history_->base->people() > 0; }

base::Result<JobId> Session::set_purpose(store::Purpose purpose) {
    if (auto s = store::check(purpose); !s) return s.error();
    if (auto s = keeper_ == nullptr ? base::Status() : store::may_have_purpose(keeper_->ways()); !s) return s.error();
    store::Noted noted{std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(), "purpose", store::words_of(purpose)};
    return save_by("Setting the purpose", [purpose, noted](store::Workspace& workspace, const store::Content& content, base::JobContext& job) {
        const store::Governance before = workspace.governance();
        workspace.governance().purpose = purpose;
        workspace.governance().log.push_back(noted);
        base::Status saved = workspace.save(content, job);
        if (!saved) workspace.governance() = before;
        return saved;
    }, [this, purpose, of = versions_.opened] {
        if (versions_.opened != of || keeper_ == nullptr) return base::Status();
        keeper_->know_purpose(purpose);
        ++versions_.undo;
        return base::Status();
    });
}

std::vector<Review> Session::reviews_due(std::int32_t day) const { return is_open() ? session::reviews_due(*place_->revision, purpose(), day) : std::vector<Review>(); }

base::Result<JobId> Session::change_passphrase(store::Secret passphrase, store::Secret sheet) {
    struct Ways {
        store::Secret passphrase, sheet;
    };
    auto ways = std::make_shared<Ways>(Ways{std::move(passphrase), std::move(sheet)});
    return save_by("Changing the passphrase of " + file_.filename().string(), [ways, cost = options_.cost](store::Workspace& workspace, const store::Content& content, base::JobContext& job) {
        const store::Way first{ways->passphrase}, second{ways->sheet, store::Slot::Kind::recovery};
        return ways->sheet.empty() ? workspace.change_ways(content, {first}, cost, job) : workspace.change_ways(content, {first, second}, cost, job);
    });
}

base::Result<JobId> Session::save_as_workspace(const fs::path& file, store::Secret passphrase, store::Secret sheet, bool replace) {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    std::error_code none;
    if (is_workspace() && fs::equivalent(file, file_, none)) return base::misuse(file.filename().string() + " is what is open here. Save it, or take another name.");
    struct Made {
        store::Content content;
        store::Secret passphrase, sheet;
        std::unique_ptr<store::Files> files;
        std::unique_ptr<Keeper> keeper;
        store::Governance governance;
    };
    auto made = std::make_shared<Made>(Made{content(), std::move(passphrase), std::move(sheet), disk_of(options_), nullptr, keeper_ == nullptr ? store::Governance() : keeper_->governance()});
    return jobs_.start(JobKind::other, "Saving as " + file.filename().string(), [this, made, file, replace, cost = options_.cost, wake = options_.wake, of = versions_.opened, at = versions_.undo](base::JobContext& job) -> base::Result<Jobs::Finish> {
        auto workspace = created(*made->files, file, made->content, made->passphrase, made->sheet, cost, replace, job, std::move(made->governance));
        if (!workspace) return workspace.error();
        made->keeper = std::make_unique<Keeper>(std::move(made->files), std::move(*workspace), wake);
        return Jobs::Finish([this, made, file, of, at] { return versions_.opened == of ? go_on_as(file, std::move(made->keeper), versions_.undo != at) : base::Status(); });
    });
}

/// What is open is that workspace from now on.
base::Status Session::go_on_as(const fs::path& file, std::unique_ptr<Keeper> keeper, bool changed_since) {
    keeper_ = std::move(keeper);
    answers_ = 0;
    file_ = file;
    root_.clear();
    edits_file_.clear();
    remarks_.clear();
    ++versions_.undo;
    if (auto s = remember_recent(options_.recent_file, file_); !s) complaints_.push_back(s.error().message);
    recent_ = read_recent(options_.recent_file);
    if (!changed_since) return {};
    const auto saved = save();
    return saved ? base::Status() : base::Status(saved.error());
}

base::Status Session::lock() {
    if (!is_workspace()) return base::misuse("Only a workspace can be locked. Save this place as one first.");
    settle();
    if (unsaved_edits() > 0) return base::misuse("It stays open: the last changes are not on the disk yet. " + keeping_fault());
    const fs::path file = file_;
    std::vector<base::EntityKey> selected(selection_.keys().begin(), selection_.keys().end());
    close();
    locked_file_ = file;
    locked_selection_ = std::move(selected);
    return {};
}

}  // namespace kith::session
