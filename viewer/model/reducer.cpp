#include "viewer/model/reducer.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/store/workspace.hpp"
#include "viewer/model/findings.hpp"
#include "viewer/model/import_job.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/new_ways.hpp"
#include "viewer/model/publish_job.hpp"
#include "viewer/model/selecting.hpp"
#include "viewer/model/wanted_job.hpp"

namespace kith::viewer::model {
namespace {

using session::SelectMode;

constexpr std::size_t most_notices = 20, most_corners = 10'000, most_wanted = 64;
constexpr base::Metres drawing_snap{15};

/// One function for each kind of intent.
class Reducer {
public:
    explicit Reducer(Model& model) : m(model), s(model.session) {}

    void operator()(const OpenRecipe& i) {
        if (store::looks_like_workspace(i.file)) return show(Dialog::passphrase, i.file.string());
        s.open(i.file, privacy::Audience::team, i.root);
        close();
    }
    void operator()(const OpenWorkspace& i) {
        if (i.passphrase == nullptr) return show(Dialog::passphrase, i.file.string());
        auto words = store::Secret::copy_of(std::as_bytes(i.passphrase->bytes()));
        if (!words) return problem(words.error());
        m.unlocking = i.file;
        m.unlocking_job = s.open_workspace(i.file, std::move(*words));
        close();
    }
    void operator()(const SaveWorkspace&) {
        const auto job = s.save();
        if (said(job ? base::Status() : base::Status(job.error()))) close();
    }
    void operator()(const SaveAsWorkspace& i) { with_ways(i.passphrase, i.sheet, i.file, [&](store::Secret words, store::Secret sheet) { return s.save_as_workspace(i.file, std::move(words), std::move(sheet), true); }); }
    void operator()(const ChangePassphrase& i) { with_ways(i.passphrase, i.sheet, s.file(), [&](store::Secret words, store::Secret sheet) { return s.change_passphrase(std::move(words), std::move(sheet)); }); }
    void operator()(const LockWorkspace&) {
        if (!said(s.lock())) return;
        m.notices.clear();  // they may say who was moved
        m.import.reset(), leave_publishing(m);
        show(Dialog::passphrase, s.locked_file().string());
    }
    void operator()(const SetPurpose& i) {
        if (const auto job = s.set_purpose(i.purpose); said(job ? base::Status() : base::Status(job.error()))) close();
    }
    void operator()(const LookAtPublication& i) {
        if (said(look_at_publication(m, i.audience)) && m.window.dialog != Dialog::publish) show(Dialog::publish);
    }
    void operator()(const Publish& i) { said(publish(m, i)); }
    void operator()(const WriteOut& i) {
        if (said(write_out(m, i))) close();
    }
    void operator()(const TakeOpened&) {
        if (said(s.take_opened())) close();
    }
    void operator()(const OpenSample&) {
        if (const auto job = s.open_sample(); !job) problem(job.error());
        close();
    }
    void operator()(const ClosePlace&) {
        s.close();
        close();
    }
    void operator()(const OpenBoundaries& i) {
        if (!i.id.empty()) return open_boundaries(i.file, {i.id, i.name, ""});
        std::weak_ptr<std::optional<Model::BoundaryRead>> inbox = m.boundaries_read;
        s.jobs().start(session::JobKind::other, "Looking at " + i.file.filename().string(), [inbox, file = i.file](base::JobContext& job) -> base::Result<session::Jobs::Finish> {
            auto question = session::ask_about_boundaries(file, job);
            if (!question) return question.error();
            return session::Jobs::Finish([inbox, file, question = std::move(*question)] {
                if (const auto open = inbox.lock()) *open = Model::BoundaryRead{file, question};
                return base::Status();
            });
        });
    }
    void operator()(const LookAtFiles& i) { look_at(m, Model::Import{i.files, {}, {}, false}); }
    void operator()(const ChooseOtherwise& i) {
        if (!m.import) return;
        m.import->looking = true;
        look_at(m, Model::Import{m.import->files, i.answers, m.import->look, false});
    }
    void operator()(const TakeIn&) {
        if (!m.import || m.import->looking) return;
        const auto recipe = session::write_import_recipe(m.import->look);
        if (!recipe) return problem(recipe.error());
        note(Notice::Tone::done, "The recipe is " + recipe->filename().string() + ", beside the files. It is yours to change.");
        m.import.reset();
        (*this)(OpenRecipe{*recipe});
    }
    void operator()(const ShowTo& i) { said(s.show_to(i.audience)); }
    void operator()(const CancelJob& i) { s.jobs().cancel(i.job); }
    void operator()(const DismissJob& i) { s.jobs().dismiss(i.job); }
    void operator()(const SaveEdits& i) {
        const auto file = i.file.empty() ? s.edits_file() : i.file;
        if (file.empty()) return show(Dialog::save_edits);
        if (!said(s.save_edits(file), "Saved in " + file.filename().string() + ".")) return;
        close();
        go_on();
    }
    void operator()(const AnswerUnsaved& i) {
        if (i.how == AnswerUnsaved::How::save) return s.is_workspace() ? save_and_go_on() : (*this)(SaveEdits{});
        close();
        if (i.how == AnswerUnsaved::How::keep) go_on();
        forget_waiting();
    }
    void operator()(const LoadEdits& i) {
        const auto remark = s.load_edits(i.file);
        if (!said(remark ? base::Status() : base::Status(remark.error()), "The edits of " + i.file.filename().string() + " are in.")) return;
        if (!remark->empty()) note(Notice::Tone::caution, *remark);
        close();
    }
    void operator()(const SaveRecipe& i) {
        if (i.file.empty()) return show(Dialog::save_recipe);
        const std::vector<session::RunResultPtr> results(s.results().begin(), s.results().end());
        if (said(s.save_recipe(i.file, results, i.force), "Kept as " + i.file.filename().string() + ": `kith run` gives the same results.")) close();
    }

    void operator()(const RunAnalyses& i) { run(i.requests.empty() ? s.usual_requests() : i.requests, i.seed); }
    void operator()(const RunAgain&) {
        std::vector<host::AnalysisRequest> requests;
        std::uint64_t seed = 1;
        for (const auto& result : s.results()) {
            if (s.stale(*result).empty()) continue;
            requests.push_back(result->request);
            seed = result->provenance.seed;
        }
        if (requests.empty()) return note(Notice::Tone::done, "Every result is up to date.");
        run(std::move(requests), seed);
    }
    void operator()(const RemoveResult& i) { s.remove_result(i.id); }

    void operator()(const Select& i) { s.select(i.keys, i.mode); }
    void operator()(const SelectAll&) { s.select(all_shown(m)); }
    void operator()(const SelectInverse&) { s.select(not_selected(m)); }
    void operator()(const SelectNeighbours&) { s.select(with_neighbours(m), SelectMode::add); }
    void operator()(const SelectInArea& i) { s.select(in_area(m, i.area), i.mode); }
    void operator()(const SelectWhere& i) { s.select(where(m, i.filter), i.mode); }
    void operator()(const SelectEvidence& i) {
        auto keys = evidence_of(s, i.result, i.finding);
        std::reverse(keys.begin(), keys.end());  // whom it is about comes last, and the card is theirs
        s.select(keys, i.mode);
    }
    void operator()(const Hover& i) { s.hover(i.keys); }

    void operator()(const Restyle& i) {
        const ViewOptions next = within_bounds(i.options);
        if (next == m.options) return;
        s.remember_styling(i.name, to_json(m.options), to_json(next), i.gesture);
        m.options = next;
        ++m.version;
    }
    void operator()(const KeepOnly& i) {
        const auto next = kept_to(m, i.filters.empty() ? filters_of_selection(m) : i.filters);
        next ? (*this)(Restyle{"Keep only these", *next, 0}) : note(Notice::Tone::caution, why_not_kept(m));
    }
    void operator()(const Prefer& i) {
        if (m.preferences.presentation != i.preferences.presentation) ++m.version;
        m.preferences = i.preferences;
        m.preferences.scale_percent = std::clamp(i.preferences.scale_percent, 75, 250);
    }
    void operator()(const Edit& i) {
        if (s.needs_purpose()) return show(Dialog::purpose);
        if (!said(s.apply(i.change))) return;
        if (std::holds_alternative<session::OfferIntroduction>(i.change)) note(Notice::Tone::done, "The introduction is written down as offered. It stands in Today (Ctrl+D) until they met.");
        if (m.window.dialog != Dialog::none && m.window.dialog != Dialog::introductions) close();  // of that list one is offered after another
    }
    void operator()(const Undo&) { step(s.undo(), "Undone: "); }
    void operator()(const Redo&) { step(s.redo(), "Done again: "); }
    void operator()(const AnswerCaptured& i) {
        const auto done = answer_captured(m, i);
        if (said(done ? base::Status() : base::Status(done.error()), done ? *done : "") && s.to_accept() == 0) close();
    }
    void operator()(const ShowDialog& i) {
        if (i.dialog != Dialog::save_edits) forget_waiting();
        show(i.dialog, i.subject);
    }
    void operator()(const UseTool& i) {
        m.window.tool = i.tool;
        m.window.outline.clear();
        m.window.carried.reset();
        if (const auto keys = s.selection().keys(); i.tool == Tool::move && !keys.empty() && can_be_carried(keys.back()) && without_a_place(m, keys.back()))
            m.window.carried = Carried{keys.back(), true, false, Pane::map, {}, {}, {}};  // out of the tray, by the next press
    }
    void operator()(const TakeUp& i) {
        if (can_be_carried(i.carried.what)) m.window.carried = i.carried;
    }
    void operator()(const CarryTo& i) {
        if (!m.window.carried) return;
        m.window.carried->at = i.at;
        m.window.carried->over = i.over && *i.over != m.window.carried->what && can_be_carried(*i.over) ? i.over : std::nullopt;
    }
    void operator()(const SetDown&) {
        const auto carried = std::exchange(m.window.carried, std::nullopt);
        if (!carried || !carried->at) return;
        if (carried->moves) {
            if (said(s.apply(session::MoveTo{carried->what, carried->at}))) note(Notice::Tone::done, where_it_stands(m, carried->what));
        } else if (carried->over) {
            s.select(std::vector{carried->what, *carried->over});
            show(Dialog::add_tie);
        }
    }
    void operator()(const LetGo&) { m.window.carried.reset(); }
    void operator()(const DrawPoint& i) {
        const bool draws = m.window.tool == Tool::draw_area || m.window.tool == Tool::lasso;
        if (draws && m.window.outline.size() < most_corners) m.window.outline.push_back(i.point);
    }
    void operator()(const DropPoint&) {
        if (!m.window.outline.empty()) m.window.outline.pop_back();
    }
    void operator()(const FinishOutline& i) {
        if (m.window.tool == Tool::lasso) {
            s.select(in_outline(m, m.window.outline));
        } else if (m.window.tool == Tool::draw_area) {
            if (!said(s.apply(session::DrawArea{i.name, m.window.outline, drawing_snap}))) return;  // the corners stay, to be mended
            ViewOptions seen = m.options;
            show_drawn(*m.view(), seen.map);
            (*this)(Restyle{"Show what was drawn by hand", std::move(seen), 0});
        }
        (*this)(UseTool{Tool::select});
    }
    void operator()(const FocusPane& i) { m.window.focus = i.pane; }
    void operator()(const FillWindow& i) { m.window.full = i.pane; }
    void operator()(const Type& i) { m.window.text = i.text; }
    void operator()(const LookAt& i) {
        if (!i.where.empty) m.window.look_at = i.where;
    }
    void operator()(const Want& i) {
        if (m.window.wanted.size() < most_wanted) m.window.wanted.push_back(i.action);
    }
    void operator()(const PauseLayout& i) { m.window.layout_paused = i.paused; }
    void operator()(const ForgetNotice& i) {
        if (i.at < m.notices.size()) m.notices.erase(m.notices.begin() + static_cast<std::ptrdiff_t>(i.at));
    }

    void open_boundaries(const std::filesystem::path& file, const session::BoundaryAnswer& answer) {
        const auto recipe = session::write_boundary_recipe(file, answer);
        if (!recipe) return problem(recipe.error());
        m.boundary_question.reset();
        (*this)(OpenRecipe{*recipe});
    }
    /// A place that was read while this one was edited: asked about when nothing else is.
    bool asks_about_opened() {
        if (!s.opening_waits() || m.window.dialog != Dialog::none) return false;
        show(Dialog::unsaved);
        m.waiting = TakeOpened{};
        return true;
    }
    void note(Notice::Tone tone, std::string text) {
        m.notices.push_back({tone, std::move(text)});
        if (m.notices.size() > most_notices) m.notices.erase(m.notices.begin());
    }
    /// Asks before edits that are not saved would go. True: it waits for an answer.
    bool asks_first(const Intent& intent) {
        if (!ends_what_is_open(intent)) return false;
        s.settle();  // what is only on its way to the disk is no question
        if (s.unsaved_edits() == 0) return false;
        show(Dialog::unsaved);
        m.waiting = intent;
        return true;
    }
    void show(Dialog dialog, std::string subject = {}) {
        m.window.carried.reset();
        if (m.window.dialog == Dialog::import && dialog == Dialog::none) {  // let be: all is as it was
            m.import.reset();
            ++m.import_look;
        }
        if (m.window.dialog == Dialog::publish && dialog != Dialog::publish) leave_publishing(m);
        m.window.dialog = dialog;
        m.window.subject = std::move(subject);
        m.window.text.clear();
    }

private:
    bool can_be_carried(const base::EntityKey& key) const {
        return (key.kind == base::EntityKind::person || key.kind == base::EntityKind::asset) && s.index().find(key).has_value();
    }
    void go_on() {
        if (const auto waited = std::exchange(m.waiting, std::nullopt)) std::visit(*this, *waited);
    }
    void forget_waiting() {
        if (m.waiting && std::holds_alternative<TakeOpened>(*m.waiting)) s.drop_opened();
        m.waiting.reset();
    }
    /// The disk refused before; now somebody says to try again, and waits for it.
    void save_and_go_on() {
        const auto job = s.save();
        if (!job) return problem(job.error());
        if (const auto& record = s.jobs().wait(*job); record.state != session::JobState::done) return note(Notice::Tone::problem, record.message);
        close();
        go_on();
    }
    /// A new passphrase, and a sheet that is written before the workspace counts on it.
    template <class Start>
    void with_ways(const std::shared_ptr<store::Secret>& passphrase, const std::filesystem::path& sheet, const std::filesystem::path& workspace, Start start) {
        if (passphrase == nullptr) return;
        auto ways = new_ways(*passphrase, sheet, workspace);
        if (!ways) return problem(ways.error());
        if (!sheet.empty()) note(Notice::Tone::done, "The recovery sheet is " + sheet.filename().string() + ": print it, keep it apart, delete the file.");
        if (const auto job = start(std::move(ways->passphrase), std::move(ways->sheet)); !job) return problem(job.error());
        close();
    }
    void close() { show(Dialog::none); }
    void problem(const base::Error& error) { note(Notice::Tone::problem, error.message); }
    bool said(const base::Status& status, std::string done = {}) {
        if (!status) problem(status.error());
        else if (!done.empty()) note(Notice::Tone::done, std::move(done));
        return static_cast<bool>(status);
    }
    void run(std::vector<host::AnalysisRequest> requests, std::uint64_t seed) {
        const auto job = s.run(std::move(requests), seed);
        if (!job) return problem(job.error());
        close();
    }
    void step(const base::Result<session::Session::Undone>& undone, const char* what) {
        if (!undone) return note(Notice::Tone::caution, undone.error().message);
        note(Notice::Tone::done, what + undone->name + ".");
        if (!undone->styling) return;
        auto options = view_options_from_json(*undone->styling);
        if (!options) return problem(options.error());
        m.options = std::move(*options);
        ++m.version;
    }

    Model& m;
    session::Session& s;
};

/// A look at files that has ended. One that nobody waits for any more is let go; one that failed leaves the box as it was.
bool take_look(Model& model, Reducer& reducer) {
    if (!*model.import_read) {
        if (!model.import || !model.import->looking || model.session.jobs().running(session::JobKind::other)) return false;
        model.import->looking = false;
        return true;
    }
    Model::ImportRead read = std::move(**model.import_read);
    model.import_read->reset();
    if (read.look != model.import_look) return true;
    model.import = std::move(read.import);
    if (model.window.dialog != Dialog::import) reducer.show(Dialog::import);
    return true;
}

}  // namespace

void apply(Model& model, const Intent& intent) {
    if (Reducer reducer(model); !reducer.asks_first(intent)) std::visit(reducer, intent);
    look_again(model);
}

bool poll(Model& model) {
    std::vector<session::JobId> running;
    for (const auto& record : model.session.jobs().records())
        if (record.state == session::JobState::running) running.push_back(record.id);
    bool changed = model.session.poll();
    Reducer reducer(model);
    for (const session::JobId id : running) {
        const session::JobRecord* record = model.session.jobs().find(id);
        if (record == nullptr || record->state != session::JobState::failed) continue;
        if (model.publishing && model.publishing->job == id && model.window.dialog == Dialog::publish) continue;  // its box says so
        reducer.note(Notice::Tone::problem, record->message);
        if (id == model.unlocking_job && model.window.dialog == Dialog::none) reducer.show(Dialog::passphrase, model.unlocking.string());
        changed = true;
    }
    if (*model.boundaries_read) {
        const Model::BoundaryRead read = std::move(**model.boundaries_read);
        model.boundaries_read->reset();
        model.boundary_file = read.file;
        model.boundary_question = read.question;
        if (read.question.sentence.empty()) apply(model, OpenBoundaries{read.file, read.question.id, read.question.name});
        else reducer.show(Dialog::boundary);
        changed = true;
    }
    changed |= take_look(model, reducer);
    std::optional<Notice> published;
    changed |= poll_publishing(model, published);
    if (published) reducer.note(published->tone, published->text);
    changed |= !model.written->empty();
    for (std::string& one : std::exchange(*model.written, {})) reducer.note(Notice::Tone::done, std::move(one));
    if (model.session.versions().opened != model.seen.opened && model.session.needs_purpose() && model.window.dialog == Dialog::none) reducer.show(Dialog::purpose);
    changed |= Reducer(model).asks_about_opened();
    return look_again(model) || changed;
}

}  // namespace kith::viewer::model
