#include "viewer/model/publish_job.hpp"

namespace kith::viewer::model {
namespace {

/// What came of a job goes where the publication is, if that is still wanted.
template <class Made>
std::function<void(const std::string&)> puts_into(const std::shared_ptr<Publishing>& publishing, base::Result<Made> (*read)(std::string_view), std::optional<Made> Publishing::*where) {
    return [weak = std::weak_ptr(publishing), read, where](const std::string& printed) {
        const auto open = weak.lock();
        if (!open) return;
        auto made = read(printed);
        if (made) (*open).*where = std::move(*made);
        else open->fault = made.error().message;
    };
}

/// A publication is whole or not there, but whoever stops it may come a moment late.
std::string why_stopped(const Publishing& publishing) {
    if (!publishing.writing) return "Stopped. Choose for whom, to look again.";
    std::error_code ignored;
    if (publishing.replaces) return "Stopped. The folder holds the publication before, or this one, whole.";
    return std::filesystem::exists(publishing.folder, ignored) ? "It was written before it could be stopped: " + publishing.folder.string() : "Stopped. Nothing was published.";
}

/// For whoever closed the box before it was done.
Notice notice_of(const Published& done) {
    std::string text = "Published: the page is " + done.page + (done.not_worked_out.empty() ? "" : ".");
    for (const std::string& sentence : done.not_worked_out) text += " " + sentence;
    return {done.not_worked_out.empty() ? Notice::Tone::done : Notice::Tone::caution, text};
}

}  // namespace

base::Status look_at_publication(Model& model, privacy::Audience audience) {
    leave_publishing(model);
    if (model.publishing) return base::misuse("A publication is on its way. Wait for it, or stop it, before the next one.");
    auto begun = std::make_shared<Publishing>();
    begun->audience = audience;
    const auto& file = model.session.file();
    const auto job = model.session.command("Looking at what would be published", publish_arguments(file, audience, {}, {}, false), {}, puts_into(begun, publish_look_from, &Publishing::look));
    if (!job) return job.error();
    begun->job = *job;
    model.publishing = std::move(begun);
    return {};
}

base::Status publish(Model& model, const Publish& wish) {
    if (!model.publishing || model.publishing->job != 0 || !model.publishing->look) return base::misuse("Look at what would be published first.");
    Publishing& publishing = *model.publishing;
    const auto job = model.session.command("Publishing", publish_arguments(model.session.file(), publishing.audience, wish.title, wish.folder, wish.replace), wish.folder, puts_into(model.publishing, published_from, &Publishing::done));
    if (!job) return job.error();
    publishing.fault.clear();
    publishing.writing = true;
    publishing.folder = wish.folder;
    publishing.replaces = wish.replace;
    publishing.job = *job;
    return {};
}

void leave_publishing(Model& model) {
    if (!model.publishing || (model.publishing->writing && model.publishing->job != 0)) return;
    if (model.publishing->job != 0) model.session.jobs().cancel(model.publishing->job);
    model.publishing.reset();
}

bool poll_publishing(Model& model, std::optional<Notice>& notice) {
    if (!model.publishing || model.publishing->job == 0) return false;
    Publishing& publishing = *model.publishing;
    const session::JobRecord* record = model.session.jobs().find(publishing.job);
    if (record != nullptr && record->state == session::JobState::running) return false;
    const bool stopped = record == nullptr || record->state == session::JobState::cancelled;
    if (record != nullptr && record->state == session::JobState::failed) publishing.fault = record->message;
    else if (stopped) publishing.fault = why_stopped(publishing);
    publishing.job = 0;
    publishing.writing = publishing.done.has_value();
    if (model.window.dialog == Dialog::publish) return true;
    if (publishing.done) notice = notice_of(*publishing.done);
    model.publishing.reset();
    return true;
}

}  // namespace kith::viewer::model
