#pragma once
// What happened in a time, counted for somebody: the team, a funder, everybody. Of the place as a whole, never by area and never of one person.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/privacy/disclosure.hpp"
#include "engine/privacy/view.hpp"
#include "engine/session/waves.hpp"

namespace kith::session {

/// anybody: the public.
enum class Reader : std::uint8_t { team, funder, anybody };
inline constexpr std::array<std::string_view, 3> reader_words{"team", "funder", "public"};

struct FigureLine {
    std::string id;                                   // "conversations", "introductions.met"
    std::string label;
    bool part = false;                                // of the nearest line above that is none
    std::vector<std::optional<std::int64_t>> cells;   // one a column; nothing: it is not said
};
struct FigureTable {
    std::string id, title;
    std::string about;                                // what counts, a sentence
    std::vector<std::string> columns;
    std::vector<FigureLine> lines;
    std::string empty;                                // instead of lines: that nothing of the kind was ever written down, and what to do
};
struct ScaleFigures {
    const Scale* scale = nullptr;
    std::array<std::optional<std::int64_t>, course_count> people;   // nothing: it is not said
    std::optional<std::int64_t> compared;                           // better, same and worse together
};
struct Story {
    std::string words, day;                           // day: "4 May 2026"
    std::string teller;                               // for the team
    std::string may_read;                             // for the team: "funder, public", or "" for the team alone
};
struct Figures {
    Reader reader = Reader::team;
    privacy::Rule rule;
    Period period;
    std::vector<FigureTable> tables;
    std::vector<ScaleFigures> changes;
    std::vector<Story> stories;
    std::vector<std::string> withheld;                // what is not said, and why; sentences
};

/// Words of a list that say which instruments; empty: all that were asked.
struct FiguresAsked {
    Period period;
    Reader reader = Reader::team;
    privacy::Rule rule;                               // for who is not the team
    std::vector<std::string> instruments;
};
/// `team`: a view for the team. Who is not the team is told numbers of at least the threshold, rounded, of those who agreed to be counted, and only
/// stories whose teller said that they may read them. What was never written down is said to be so, and is no zero. Errors: misuse for another
/// view, for a period that ends before it begins, and, for who is not the team, for one that is not of whole months (two that differ by days would
/// tell those days), or for an instrument that Kith does not know; cancelled. O((events + ties + people + answers) log).
base::Result<Figures> figures(const privacy::View& team, const FiguresAsked& asked, base::JobContext& job);

}  // namespace kith::session
