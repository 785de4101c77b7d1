#include "viewer/model/import_job.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/session/import.hpp"

namespace kith::viewer::model {

void look_at(Model& model, Model::Import import) {
    const std::uint64_t look = ++model.import_look;
    std::weak_ptr<std::optional<Model::ImportRead>> inbox = model.import_read;
    const std::string what = import.files.size() == 1 ? import.files.front().filename().string() : base::counted(static_cast<std::int64_t>(import.files.size()), "file");
    model.session.jobs().start(session::JobKind::other, "Looking at " + what, [inbox, look, import = std::move(import)](base::JobContext& job) mutable -> base::Result<session::Jobs::Finish> {
        auto seen = session::look_at_files(import.files, import.answers, import.look.facts ? &import.look : nullptr, job);
        if (!seen) return seen.error();
        import.look = std::move(*seen);
        return session::Jobs::Finish([inbox, look, import = std::move(import)] {
            if (const auto open = inbox.lock()) *open = Model::ImportRead{look, import};
            return base::Status();
        });
    });
}

}  // namespace kith::viewer::model
