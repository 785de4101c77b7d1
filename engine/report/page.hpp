#pragma once
// report.html: one file for a person, on screen and on A4, with nothing from outside and no script.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/host/result.hpp"
#include "engine/picture/map.hpp"
#include "engine/privacy/view.hpp"
#include "engine/report/html.hpp"
#include "engine/report/run.hpp"

namespace kith::report {

// How much of a long list a page shows; the rest is in the files beside it.
inline constexpr std::size_t most_cards = 60;
inline constexpr std::size_t most_pairs = 40;
inline constexpr std::size_t most_listed = 12;      // findings of one message, rows of one table
inline constexpr std::size_t most_folded = 200;     // more of the same, behind a line that says how many
inline constexpr std::size_t most_area_rows = 40;
inline constexpr std::size_t most_area_columns = 8;

struct Page {
    const privacy::View& view;
    std::span<const host::AnalysisResult> results;
    const RunFacts& facts;
    std::vector<picture::Base> maps;   // maps_of(view)
    bool published = false;            // nobody who reads it has the window, and its data stand in data/
    std::string tables() const { return published ? "data/tables/" : "tables/"; }
    std::string_view all_areas() const { return published ? "data/place.gpkg" : "the window (kith view) and in results.gpkg"; }
    std::string_view all_findings() const { return published ? "data/findings.csv has each of them." : "the window shows each of them (kith view, then Findings)."; }
    bool team() const { return view.audience() == privacy::Audience::team; }
};

/// One a layer that has shapes, the primary layer first; without layers the ground that the assets stand on. Errors: cancelled.
base::Result<std::vector<picture::Base>> maps_of(const privacy::View& view, base::JobContext& job);

/// What stands around the sections of any page.
struct Shell {
    const privacy::View& view;
    std::string title;                 // after the place's name, in the window's title
    std::string lead;                  // under the place's name
    std::string kith;                  // version
};
/// A page whose sections are `body`: head, header, contents, footer.
std::string page_in(const Shell& shell, Html body);

/// The whole page.
base::Result<std::string> report_html(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts, base::JobContext& job);

// Its parts, top to bottom. Each appends a <section>; a part with nothing to say appends nothing.
void add_summary(const Page& page, Html& html);
void add_assets(const Page& page, Html& html);
void add_analysis(const Page& page, const host::AnalysisResult& result, std::size_t number, Html& html);
void add_not_asked(const Page& page, Html& html);
void add_doubles(const Page& page, Html& html);
void add_ladder(const Page& page, Html& html);
void add_reading(const Page& page, Html& html);
void add_making(const Page& page, Html& html);

/// Maps and tables of an analysis' area columns, layer by layer, and its numbers about the place as a whole.
void add_area_results(const Page& page, const host::AnalysisResult& result, std::size_t number, Html& html);
/// One person's findings on a card: gifts first, then reasons.
void add_cards(const Page& page, const host::AnalysisResult& result, Html& html);
/// Findings about two people.
void add_pairs(const Page& page, const host::AnalysisResult& result, Html& html);

/// Messages of one heading, told together: their findings in the order they came.
struct Topic {
    std::string heading;
    std::vector<bool> messages;        // of the manifest: in this topic?
    std::int64_t findings = 0;
};
/// Topics in the order of the manifest, of the messages that `wanted` takes and this audience may see; none empty.
std::vector<Topic> topics_of(const host::AnalysisResult& result, privacy::Audience audience, const std::function<bool(const host::Message&)>& wanted);
/// The first `most` findings of a topic.
std::vector<std::size_t> first_of(const host::AnalysisResult& result, const Topic& topic, std::size_t most);
/// "12 more", to be opened; of more than most_folded, where the rest can be read.
void add_more(const Page& page, const std::vector<std::string>& folded, std::int64_t more, Html& html);

std::string_view screen_style();
std::string_view print_style();

/// What stands behind "Audience: team only." and "Audience: safe to show." on the page.
std::string audience_words(privacy::Audience audience);

}  // namespace kith::report
