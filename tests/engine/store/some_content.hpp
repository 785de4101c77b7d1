#pragma once
// A small place with every kind of column, invented.
#include <memory>
#include <string>
#include <vector>

#include "engine/column/builder.hpp"
#include "engine/store/workspace.hpp"

namespace kith::store::test {

inline Content some_content(std::vector<std::string> edits = {}, std::string styling = "{}") {
    std::vector<column::SegmentPtr> segments;
    const auto add = [&](column::SegmentBuilder builder) { segments.push_back(*std::move(builder).finish(column::heap_memory)); };
    add(std::move(column::SegmentBuilder("people").add_i32("household", {1, 1, 2}).add_strings("street", std::vector<std::string>{"Top Road", "Sill Road", "Top Road"}).add_points("position", {400000, 300000, 400100, 300100, 400200, 300050})));
    add(std::move(column::SegmentBuilder("ties").add_i32("from", {0, 1}).add_i32("to", {1, 2}).add_f64("strength", {0.25, 1.0})));
    auto place = std::make_shared<place::Place>();
    place->name = "Larkmere (invented)";
    place->note = "Invented.";
    place->as_of = 20000;
    place->lenses.resize(1);
    place->lenses[0].as = "near";
    place->lenses[0].kinds = {"social"};
    place->lenses[0].within = base::Metres{800};
    place->lenses[0].unknown_distance = graph::Unknown::out;
    place->remarks = {"Two files were read."};
    place->sources = {{"people.csv", "00ff"}};
    column::SourceReport report{"people", "people.csv", {5, 3, 1, 1, 0}, {}, {}};
    report.note({"people.csv", 4, "street", "‹3 characters›", "bad_street", "No such street.", column::Severity::note});
    place->reports = {report};
    place->revision = std::make_shared<place::Revision>(std::move(segments));
    return {place, "kith = 1\n", std::move(edits), std::move(styling)};
}

}  // namespace kith::store::test
