#include "engine/session/session.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include "engine/base/digest.hpp"
#include "engine/host/trust.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/process/spawner.hpp"
#include "engine/session/history.hpp"
#include "engine/session/opening.hpp"
#include "engine/session/recent.hpp"

namespace kith::session {

namespace fs = std::filesystem;

namespace {

unsigned threads_of(const SessionOptions& options) { return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency()); }

std::string text_of_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Files may have faults and the place is still worth opening; nothing at all to show is another matter.
base::Status something_in(const place::Place& place) {
    const place::Revision& revision = *place.revision;
    const column::Column* layers = revision.column("area_layers", "as");
    if (revision.people() > 0 || revision.assets() > 0 || (layers != nullptr && layers->rows() > 0) || revision.segment("backdrops") != nullptr) return {};
    for (const column::SourceReport& report : place.reports)
        for (const column::Issue& issue : report.issues)
            if (issue.severity == column::Severity::problem)
                return base::bad_input("Nothing could be read for " + place.name + ". " + report.file + ": " + issue.reason);
    return base::bad_input("There is nothing in " + place.name + ": the recipe names no file with areas, people, assets or streets in it.");
}

}  // namespace

Session::Session(SessionOptions options) : options_(std::move(options)), plugin_folders_(host::PluginSet::usual_folders(options_.plugin_folders)), jobs_(options_.wake) {
    plugins_ = host::PluginSet::find(plugin_folders_);
    recent_ = read_recent(options_.recent_file);
    complaints_.assign(plugins_.faults().begin(), plugins_.faults().end());
    std::string complaint;
    const host::Trust trust = options_.grants_file.empty() ? host::Trust() : host::Trust::read(options_.grants_file, complaint);
    if (!complaint.empty()) complaints_.push_back(std::move(complaint));
    for (const auto& plugin : plugins_.plugins())
        allowed_[plugin->manifest.id] = {trust.granted(*plugin), "kith plugins allow " + plugin->manifest.id, plugin->seal};
}

Session::~Session() = default;

bool Session::poll() {
    bool changed = jobs_.poll();
    if (changed) ++versions_.jobs;
    if (keeper_ != nullptr && keeper_->answers() != answers_) {
        answers_ = keeper_->answers();
        ++versions_.undo;
        changed = true;
    }
    return changed;
}

Versions Session::versions() const { return versions_; }

JobId Session::open_by(const fs::path& file, Opener opener) {
    if (opening_ != 0) jobs_.cancel(opening_);
    read_.reset();
    ++versions_.jobs;
    opening_ = jobs_.start(JobKind::open, "Opening " + file.filename().string(), [this, opener = std::move(opener), before = edited(), of = versions_.opened](base::JobContext& job) -> base::Result<Jobs::Finish> {
        auto opening = opener(job);
        if (!opening) return opening.error();
        auto made = std::make_shared<Opening>(std::move(*opening));
        return Jobs::Finish([this, made, before, of] {
            if (versions_.opened != of || unsaved_edits() == 0 || edited() == before) return take_over(std::move(*made));
            read_ = made;  // edited meanwhile
            return base::Status();
        });
    });
    return opening_;
}

/// What this audience sees of it.
base::Status Session::open_for(Opening& opening, privacy::Audience audience, base::JobContext& job) {
    if (auto s = something_in(*opening.place); !s) return s;
    if (auto s = job.check(); !s) return s;
    job.begin("what this audience may see");
    auto view = privacy::open_view(opening.place, audience);
    if (!view) return view.error();
    opening.audience = audience;
    opening.view = std::move(*view);
    opening.index = EntityIndex(opening.view);
    return {};
}

JobId Session::open(const fs::path& recipe, privacy::Audience audience, const fs::path& root) {
    return open_by(recipe, [recipe, audience, root, threads = threads_of(options_)](base::JobContext& job) -> base::Result<Opening> {
        Opening opening;
        opening.file = recipe;
        opening.root = root;
        auto read = io::read_recipe(recipe);
        if (!read) return read.error();
        opening.recipe = std::move(*read);
        opening.recipe_text = text_of_file(recipe);
        io::ReadOptions options;
        options.threads = threads;
        const fs::path from = root.empty() ? recipe.parent_path() : root;
        auto place = place::read_place(opening.recipe, from.empty() ? "." : from, job, options);
        if (!place) return place.error();
        opening.place = std::move(*place);
        opening.history = std::make_unique<History>(opening.place->revision);
        if (auto s = open_for(opening, audience, job); !s) return s.error();
        return opening;
    });
}

base::Result<JobId> Session::open_sample() {
    fs::path samples = options_.samples;
    if (samples.empty()) {
        const auto folder = process::folder_of_this_program();
        if (!folder) return folder.error();
        samples = *folder / "../share/kith/samples";
    }
    const fs::path recipe = (samples / "patch" / "patch.toml").lexically_normal();
    std::error_code ignored;
    if (!fs::exists(recipe, ignored)) return base::not_found("The sample place is missing beside this program. Build Kith again (scripts/build).");
    return open(recipe);
}

/// What is not saved, and a number that grows with every edit.
std::pair<std::size_t, std::uint64_t> Session::edited() const { return is_open() ? std::pair(unsaved_edits(), history_->next_edit) : std::pair<std::size_t, std::uint64_t>(); }

base::Status Session::take_opened() {
    if (read_ == nullptr) return base::misuse("No other place waits to be opened.");
    const std::shared_ptr<Opening> made = std::move(read_);
    return take_over(std::move(*made));
}

/// All that was about the place that goes, the work that still runs as well.
void Session::forget_place() {
    for (const JobRecord& record : jobs_.records())
        if (record.kind == JobKind::run || record.kind == JobKind::layout) jobs_.cancel(record.id);
    opening_ = 0;
    read_.reset();
    root_.clear();
    edits_file_.clear();
    keeper_.reset();
    remarks_.clear();
    look_.clear();
    results_.clear();
    forget_row_maps();
    edits_.clear();
    dismissals_.clear();
    selection_.clear();
    hovered_.clear();
    ++versions_.opened;
    ++versions_.place;
    ++versions_.results;
    ++versions_.undo;
}

void Session::close() {
    if (opening_ != 0) jobs_.cancel(opening_);
    forget_place();
    file_.clear();
    locked_file_.clear();
    locked_selection_.clear();
    recipe_text_.clear();
    recipe_digest_.clear();
    recipe_ = {};
    history_.reset();
    place_.reset();
    view_.reset();
    index_ = {};
}

base::Status Session::take_over(Opening opening) {
    forget_place();
    file_ = std::move(opening.file);
    root_ = std::move(opening.root);
    recipe_text_ = std::move(opening.recipe_text);
    recipe_digest_ = base::digest_of(std::as_bytes(std::span(recipe_text_.data(), recipe_text_.size()))).hex();
    recipe_ = std::move(opening.recipe);
    place_ = std::move(opening.place);
    view_ = std::move(opening.view);
    audience_ = opening.audience;
    index_ = std::move(opening.index);
    history_ = std::move(opening.history);
    edits_ = history_->edits();
    dismissals_ = history_->dismissals();
    look_ = std::move(opening.look);
    remarks_ = std::move(opening.remarks);
    keeper_ = std::move(opening.keeper);
    answers_ = 0;
    if (std::exchange(locked_file_, {}) == file_) select(locked_selection_);
    locked_selection_.clear();
    // A list that cannot be written is no reason to open nothing; the next opening tries again.
    if (auto s = remember_recent(options_.recent_file, file_); !s) complaints_.push_back(s.error().message);
    recent_ = read_recent(options_.recent_file);
    return {};
}

base::Status Session::show(place::PlacePtr place, privacy::Audience audience) {
    auto view = privacy::open_view(place, audience, view_);
    if (!view) return view.error();
    place_ = std::move(place);
    view_ = std::move(*view);
    audience_ = audience;
    index_ = EntityIndex(view_, index_);
    forget_row_maps();
    ++versions_.place;
    ++versions_.results;
    const auto seen = [&](const base::EntityKey& key) { return index_.find(key).has_value(); };
    selection_.keep_if(seen);
    hovered_.keep_if(seen);
    return {};
}

base::Status Session::show_to(privacy::Audience audience) {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    return audience == audience_ ? base::Status() : show(place_, audience);
}

base::Digest Session::revision_digest() const { return is_open() ? place_->revision->digest() : base::Digest(); }

fs::path Session::usual_recent_file() {
    const fs::path folder = host::user_folder("XDG_STATE_HOME", ".local/state");
    return folder.empty() ? fs::path() : folder / "kith" / "recent.json";
}

std::vector<fs::path> Session::recent_files() const {
    std::vector<fs::path> list = recent_;
    std::error_code failed;
    std::erase_if(list, [&](const fs::path& file) { return !fs::exists(file, failed); });
    return list;
}

base::Status Session::forget_recent_files() {
    recent_.clear();
    return forget_recent(options_.recent_file);
}


void Session::select(std::span<const base::EntityKey> keys, SelectMode mode) {
    std::vector<base::EntityKey> known;
    known.reserve(keys.size());
    for (const base::EntityKey& key : keys)
        if (index_.find(key)) known.push_back(key);
    selection_.change(known, mode);
}

void Session::hover(std::span<const base::EntityKey> keys) {
    std::vector<base::EntityKey> known;
    for (const base::EntityKey& key : keys)
        if (index_.find(key)) known.push_back(key);
    hovered_.change(known, SelectMode::replace);
}

}  // namespace kith::session
