#include "viewer/model/wanted_job.hpp"

#include "engine/base/text.hpp"
#include "engine/store/workspace.hpp"
#include "viewer/model/paper_form.hpp"

namespace kith::viewer::model {

base::Status write_out(Model& model, const WriteOut& wish) {
    const auto job = model.session.command(wish.title, wish.arguments, wish.file, [inbox = std::weak_ptr(model.written), file = wish.file](const std::string& printed) {
        if (const auto open = inbox.lock()) open->push_back(written_words(file, printed));
    });
    return job ? base::Status() : base::Status(job.error());
}

base::Result<std::string> answer_captured(Model& model, const AnswerCaptured& answer) {
    const auto job = model.session.answer_captured(answer.ids, answer.accept, answer.about);
    if (!job) return job.error();
    const std::string what = base::counted(static_cast<std::int64_t>(answer.ids.size()), "entry is", "entries are");
    return what + (answer.accept ? " taken over. Ctrl+Z takes that back." : " put aside.");
}

bool ends_what_is_open(const Intent& intent) {
    if (const auto* want = std::get_if<Want>(&intent)) return want->action == WindowAction::quit;
    if (const auto* boundaries = std::get_if<OpenBoundaries>(&intent)) return !boundaries->id.empty();  // without: it only looks
    if (const auto* recipe = std::get_if<OpenRecipe>(&intent)) return !store::looks_like_workspace(recipe->file);  // it asks for the passphrase first
    return std::holds_alternative<OpenWorkspace>(intent) || std::holds_alternative<OpenSample>(intent) || std::holds_alternative<TakeIn>(intent) || std::holds_alternative<ClosePlace>(intent);
}

bool look_again(Model& model) {
    const session::Versions now = model.session.versions();
    if (now == model.seen) return false;
    if (now.opened != model.seen.opened) model.begin_anew();
    if (now.place != model.seen.place || now.results != model.seen.results) ++model.version;
    model.seen = now;
    return true;
}

}  // namespace kith::viewer::model
