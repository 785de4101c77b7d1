#pragma once
// A publication as the window shows it: what would be in it, who could be recognised, what was published before, and what was written. It is
// `kith publish`'s own account (decision 0063). Pure.
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/privacy/view.hpp"
#include "engine/session/jobs.hpp"
#include "viewer/model/document.hpp"

namespace kith::viewer::model {

/// What `kith publish --preview --json` says. It holds small numbers: for the team alone.
struct PublishLook {
    std::string place;
    std::vector<std::string> recognisable, done;   // sentences
    struct Table {
        std::string title, layer;
        std::int64_t numbers = 0, without = 0;     // how many are said, how many not
    };
    std::vector<Table> tables;
    std::int64_t assets = 0, threshold = 0, rounding = 0;
    std::string ledger;                            // a file
    struct Earlier {
        std::string day, audience;
        std::int64_t numbers = 0;
    };
    std::vector<Earlier> earlier;                  // the oldest first
};
base::Result<PublishLook> publish_look_from(std::string_view json);

/// What `kith publish --json` says that it wrote.
struct Published {
    std::string folder, page, ledger;              // ledger "": none is kept for the team
    std::int64_t numbers = 0;
    std::vector<std::string> withheld, not_worked_out;  // sentences; the second are among the first
};
base::Result<Published> published_from(std::string_view json);

/// One publication on its way (Dialog::publish), or done.
struct Publishing {
    privacy::Audience audience = privacy::Audience::anybody;
    std::optional<PublishLook> look;
    std::optional<Published> done;
    bool writing = false;                          // else it is only being looked at
    std::filesystem::path folder;                  // into which it is written
    bool replaces = false;                         // what stood there
    session::JobId job = 0;                        // 0: nothing is on its way
    std::string fault;                             // a sentence
};

/// For whom, as one chooses it; in the order of `publish_audiences`.
inline constexpr std::array<privacy::Audience, 3> publish_audiences{privacy::Audience::anybody, privacy::Audience::partners, privacy::Audience::team};
std::vector<std::string> audience_choices();

/// A folder beside the recipe or workspace that is not there yet.
std::filesystem::path publish_folder(const std::filesystem::path& file, privacy::Audience audience);
/// For Session::command. `out` empty: a preview.
std::vector<std::string> publish_arguments(const std::filesystem::path& file, privacy::Audience audience, const std::string& title, const std::filesystem::path& out, bool replace);

/// "4 numbers of people by areas (ward)", a line each.
std::vector<std::string> would_be_in(const PublishLook& look, privacy::Audience audience);
std::vector<std::string> published_before(const PublishLook& look);
std::vector<std::string> what_was_written(const Published& done);
/// All of it as a list.
Document publish_document(const Publishing& publishing);

}  // namespace kith::viewer::model
