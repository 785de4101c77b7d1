#pragma once
// What `kith publish` writes: a page, a poster, data, and beside them how it was made, whose data it is, what is withheld, and the ledger.
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/people_tables.hpp"
#include "engine/privacy/view.hpp"
#include "engine/report/ledger.hpp"
#include "engine/report/output_folder.hpp"

namespace kith::report {

struct Publication {
    const privacy::View& view;
    const privacy::PeopleTables& people;
    std::vector<LedgerRelease> releases;   // this one last; for the team none is added
    std::string kith;                      // version
    std::string day;                       // "2026-11-28"
    std::span<const host::AnalysisResult> results = {};  // worked out from `view`, which knows nobody
};

/// Begins the folder; for the team it is its owner's alone. Errors as OutputFolder::begin.
base::Result<OutputFolder> begin_publication(const std::filesystem::path& folder, privacy::Audience audience, bool force);
/// Writes index.html, poster.pdf, about.txt, ledger.json and data/ (place.gpkg, people.csv, areas*.csv, assets.csv) into it. The caller commits.
base::Status write_publication(const Publication& publication, const OutputFolder& output, base::JobContext& job);

/// Licences of what is shown; `one_is_odbl` and others beside it: then all together is under the ODbL.
struct Licences {
    std::vector<std::string> lines;        // one a source
    bool one_is_odbl = false, others = false;
};
Licences licences_of(const privacy::View& view);
/// How numbers of people were made: for the page, about.txt and the preview. Sentences.
std::vector<std::string> method_of(const privacy::PeopleTables& people, const privacy::View& view);
/// The same, and which analyses were run on what.
std::vector<std::string> method_of(const Publication& publication);
/// Everything that is left out, and why. Sentences; no small number stands in them.
std::vector<std::string> withheld_of(const privacy::PeopleTables& people, const privacy::View& view);
/// The same, and what could not be worked out.
std::vector<std::string> withheld_of(const Publication& publication);
/// Analyses that gave nothing, a sentence each for whoever reads the page; none of those that are kept for the team.
std::vector<std::string> not_worked_out(std::span<const host::AnalysisResult> results);
/// Who could be recognised, and how, and what is done about it: for the team's eyes, as it holds small numbers. A sentence each.
struct Preview {
    std::vector<std::string> recognisable, done;
};
Preview preview_of(const privacy::PeopleTables& people, const privacy::View& view);
std::string preview_text(const Preview& preview, const privacy::View& view);

/// The page's sections.
base::Result<std::string> publication_html(const Publication& publication, base::JobContext& job);
/// "Larkmere", or "Larkmere and Brook" for areas that are counted together.
std::string areas_in_words(const privacy::View& view, const std::string& layer, const privacy::PeopleRow& row);
/// "45", "more than 90 %", "not said".
std::string share_in_words(const privacy::Share& share);

}  // namespace kith::report
