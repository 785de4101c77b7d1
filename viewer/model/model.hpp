#pragma once
// All that the window shows, in one place: the session, how it looks, and what is on top.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/session/boundary_start.hpp"
#include "engine/session/import.hpp"
#include "engine/session/session.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/intent.hpp"
#include "viewer/model/options.hpp"
#include "viewer/model/publish_form.hpp"
#include "viewer/model/visibility.hpp"

namespace kith::viewer::model {

/// A sentence at the foot of the window: what was done, or why something was not.
struct Notice {
    enum class Tone : std::uint8_t { done, caution, problem };
    Tone tone = Tone::done;
    std::string text;
};

struct Model {
    explicit Model(session::Session& of) : session(of) {}
    session::Session& session;
    ViewOptions options;
    Preferences preferences;
    WindowState window;
    std::vector<Notice> notices;                 // the newest last; at most 20
    /// What would end what is open, until somebody has said what becomes of edits that are not saved (Dialog::unsaved).
    std::optional<Intent> waiting;
    std::optional<session::BoundaryQuestion> boundary_question;
    std::filesystem::path boundary_file;
    /// What a job has read of a boundary file; `poll` takes it out.
    struct BoundaryRead {
        std::filesystem::path file;
        session::BoundaryQuestion question;
    };
    std::shared_ptr<std::optional<BoundaryRead>> boundaries_read = std::make_shared<std::optional<BoundaryRead>>();
    /// A workspace on its way, to ask again when its passphrase did not open it.
    std::filesystem::path unlocking;
    session::JobId unlocking_job = 0;
    /// Files that were looked at, until they are taken in or let be (Dialog::import).
    struct Import {
        std::vector<std::filesystem::path> files;
        session::ImportAnswers answers;
        session::ImportLook look;
        bool looking = false;                    // again, after another choice
    };
    std::optional<Import> import;
    std::uint64_t import_look = 0;               // which look is waited for; one that comes later than it was wanted is let go
    struct ImportRead {
        std::uint64_t look = 0;
        Import import;
    };
    std::shared_ptr<std::optional<ImportRead>> import_read = std::make_shared<std::optional<ImportRead>>();
    /// What is being published (Dialog::publish); nothing while nobody publishes.
    std::shared_ptr<Publishing> publishing;
    /// What the command beside the window has written, as sentences, until they are said.
    std::shared_ptr<std::vector<std::string>> written = std::make_shared<std::vector<std::string>>();
    /// As of the last look at the session.
    session::Versions seen;
    /// Grows with every change of `options`, of the session's place or results, and of whether names are shown: what prepared records are compared by.
    std::uint64_t version = 0;

    /// The place as this window shows it: the session's view, without names while Preferences::presentation. Whoever prepares a record, a
    /// page or a file reads this (scripts/check_doors.py). The same object until the place changes or names are shown again.
    /// nullptr when nothing is open.
    const privacy::ViewPtr& view() const { return shown(session.view()); }
    /// A result's own view, as it was when it ran; without names as `view` is.
    const privacy::View& view_of(const session::RunResult& result) const { return *shown(result.view); }
    /// The session's results as fields and cards read them, with such views; good until its place or results change.
    std::vector<ResultOf> results() const;

    /// What is hidden, and why. Worked out when asked, kept until `version` changes.
    const Visibility& visibility() const;
    /// Ties through the lens of `options` (View::topology); nullptr where there are none.
    const column::SegmentPtr& topology() const;

    /// Another place, or none: it begins with its own look, and nothing that was worked out about the one before is held any longer.
    void begin_anew();

private:
    const privacy::ViewPtr& shown(const privacy::ViewPtr& recorded) const;
    struct Nameless {
        privacy::ViewPtr recorded, shown;
    };
    mutable std::vector<std::unique_ptr<Nameless>> nameless_;  // of the open place and of results that ran on another
    mutable session::Versions nameless_at_;
    mutable std::uint64_t visible_at_ = 0, topology_at_ = 0;
    mutable std::shared_ptr<const Visibility> visibility_;
    mutable column::SegmentPtr topology_;
    mutable std::vector<column::SegmentPtr> topology_of_;  // what it was made from
    mutable std::string topology_lens_;
    mutable bool topology_known_ = false;
};

}  // namespace kith::viewer::model
