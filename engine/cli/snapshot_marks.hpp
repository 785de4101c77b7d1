#pragma once
// How people and assets look on a snapshot by columns: `--people-colour`, `--assets-size` …
#include <deque>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/job.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/open.hpp"
#include "engine/picture/scene_of.hpp"

namespace kith::cli {

/// A column of people or assets, one a row.
struct MarkColumn {
    std::string title;
    std::vector<picture::AreaValue> values;    // numbers; of words their class, the commonest in the order of the alphabet and then "other"
    std::vector<std::string> words;            // the different words; empty: numbers
    std::vector<std::string> classes;          // words of the classes
    std::vector<std::int32_t> codes;           // into `words`, -1 where nothing is known
};
/// By the name in their file, or `<as>_<output>` of an analysis. Misuse, naming those there are, for another, and for people before anybody but the team.
base::Result<MarkColumn> mark_column(const Opened& opened, const SnapshotCommand& command, base::EntityKind kind, const std::string& name, base::JobContext& job);

/// Keeps what a scene's options point to: it must outlive the builder's call.
class DressedMarks {
public:
    DressedMarks(const Opened& opened, const SnapshotCommand& command, base::JobContext& job) : opened_(opened), command_(command), job_(job) {}
    base::Status dress(base::EntityKind kind, picture::MarkOptions& marks);
    /// After the builder: words in legends, and shapes.
    void finish(picture::Scene& scene) const;

private:
    struct Shape {
        base::EntityKind kind;
        const MarkColumn* by;
    };
    const Opened& opened_;
    const SnapshotCommand& command_;
    base::JobContext& job_;
    std::deque<MarkColumn> columns_;
    std::deque<std::vector<double>> sizes_;
    std::vector<Shape> shapes_;
    std::vector<const MarkColumn*> coloured_;
};

}  // namespace kith::cli
