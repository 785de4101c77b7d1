#pragma once
// An invented place with three invented analyses, small enough to check by eye. Its names are as awkward as names can be.
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "engine/host/manifest.hpp"
#include "engine/host/result.hpp"
#include "engine/host/result_layout.hpp"
#include "tests/support/fake_view.hpp"

namespace kith::test {

inline constexpr const char* here_manifest = R"json({
  "kith_manifest": 1, "id": "kith.here", "version": "0.1.0", "abi": {"major": 1, "minor": 0}, "licence": "MIT",
  "title": "What is here", "summary": "Assets of every class, area by area.", "references": ["Hill 1973, Ecology 54:427"],
  "needs": {"assets": {"why": "What is there."}, "areas": {}},
  "inputs": [{"segment": "assets", "columns": ["class", "subtype"], "why": "What is there."}],
  "parameters": [{"id": "walk_metres", "type": "number", "minimum": 50, "maximum": 5000, "default": 800, "unit": "m", "label": "Walking distance", "help": "How far is near."}],
  "outputs": {
    "columns": [
      {"key": "assets", "entity": "area", "type": "integer", "unit": "assets", "label": "Assets", "layers": "all"},
      {"key": "density", "entity": "area", "type": "number", "unit": "per 1,000 residents", "label": "Density", "help": "Assets for each 1,000 people who live there.", "layers": "all",
       "reasons": [{"id": "no_population", "text": "Nobody has counted who lives here."}]}
    ],
    "tables": [{"key": "by_kind", "label": "What is there, by kind", "help": "Counted once each.", "order": "most first", "per": "place", "at_most": 50,
      "columns": [{"key": "kind", "label": "Kind", "type": "term assets.subtype"}, {"key": "count", "label": "Count", "unit": "assets", "type": "integer"},
                  {"key": "share", "label": "Confirmed", "type": "share"}]}],
    "findings": {"order": "by area", "messages": [
      {"id": "varied", "claim": "strength", "heading": "Where there is most variety", "subjects": ["area"], "unit": "kind|kinds", "text": "{subject} has {value} of asset.", "change": "walk"},
      {"id": "unasked", "claim": "coverage", "heading": "Classes that nobody has asked about", "subjects": ["area"], "unit": "classes", "text": "Nobody has asked yet about stories in {subject}.", "change": "walk"}],
      "strengths": [], "changes": [{"id": "walk", "text": "Walk it with somebody who lives there."}]}
  },
  "determinism": "exact"
})json";

inline constexpr const char* people_manifest = R"json({
  "kith_manifest": 1, "id": "kith.know", "version": "0.2.0", "abi": {"major": 1, "minor": 0}, "licence": "MIT",
  "title": "People to get to know", "summary": "Reasons to have a conversation, each with what is known and what is not.", "references": ["Burt 1992, Structural Holes"],
  "needs": {"ego": {"facets": ["friends", "family"], "why": "Who they named."}},
  "inputs": [{"segment": "people", "columns": ["role", "asked"], "why": "Who was asked."},
             {"segment": "people.gifts", "columns": ["interests"], "why": "What they like.", "optional": true}],
  "parameters": [],
  "outputs": {
    "columns": [
      {"key": "size", "entity": "person", "type": "integer", "unit": "people", "label": "People named", "interval": true, "reasons": [{"id": "not_asked", "text": "Nobody has asked yet about friends."}]},
      {"key": "reach", "entity": "person", "type": "number", "unit": "m", "label": "Nearest supporter"}],
    "tables": [],
    "findings": {"order": "by person", "messages": [
      {"id": "one", "claim": "reason", "heading": "One supporter recorded", "subjects": ["person"], "unit": "supporter|supporters", "text": "{subject} has {value}, and it is {who}.", "arguments": {"who": "person"},
       "threshold": {"text": "one supporter", "source": "Kith's default"}, "change": "ask", "at_most": 2, "reasons": [{"id": "not_asked", "text": "Nobody has asked yet."}]},
      {"id": "meet", "claim": "introduction", "heading": "Near each other, and alike", "subjects": ["person", "person"], "unit": "interests in common", "text": "{subject} and {other} live {metres} apart and could meet at {venue}.",
       "arguments": {"metres": "metres", "venue": "asset"}, "change": "ask", "relies_on": ["introduce"]}],
      "strengths": [{"id": "likes", "text": "{who} likes {what}.", "arguments": {"who": "person", "what": "term people.gifts.interests"}}],
      "changes": [{"id": "ask", "text": "Ask who else they see."}]}
  },
  "determinism": "exact"
})json";

inline host::PluginPtr plugin_of(const char* json) {
    auto manifest = host::parse_manifest(json);
    auto plugin = std::make_shared<host::Plugin>();
    if (!manifest) throw std::runtime_error(manifest.error().message);
    plugin->manifest = *manifest;
    plugin->hash = base::digest_of(std::as_bytes(std::span(json, std::strlen(json))));
    return plugin;
}

/// Findings as a worker leaves them: records, notes, numbers in one block.
class FindingBlock {
public:
    using Notes = std::vector<host::Note>;
    void add(std::uint32_t message, std::int32_t subject, std::int32_t other, std::uint8_t quality, double value, std::uint32_t known, std::uint32_t unknown, Notes notes, std::uint16_t layer = 0) {
        host::FindingRecord record{};
        record.message = message;
        record.subject = subject;
        record.other = other;
        record.layer = layer;
        record.quality = quality;
        record.value = value;
        record.known = known;
        record.unknown = unknown;
        record.oldest = 20000;
        record.newest = 20634;
        record.first_note = notes_.size();
        record.first_number = numbers_.size();
        record.notes = static_cast<std::uint16_t>(notes.size());
        for (const auto& note : notes) {
            const bool number = note.number != 0;
            notes_.push_back({static_cast<std::uint8_t>(static_cast<std::uint8_t>(note.kind) | (number ? host::has_number : 0)), note.layer, note.slot, note.row});
            if (number) numbers_.push_back(note.number);
        }
        record.numbers = static_cast<std::uint32_t>(numbers_.size() - record.first_number);
        records_.push_back(record);
    }
    host::Findings finish() const {
        const std::size_t records = records_.size() * sizeof(host::FindingRecord), notes = notes_.size() * sizeof(host::NoteRecord), numbers = numbers_.size() * sizeof(double);
        auto block = column::heap_memory(records + notes + numbers + 8);
        auto bytes = (*block)->bytes();
        if (records > 0) std::memcpy(bytes.data(), records_.data(), records);
        if (notes > 0) std::memcpy(bytes.data() + records, notes_.data(), notes);
        if (numbers > 0) std::memcpy(bytes.data() + records + notes, numbers_.data(), numbers);
        auto sealed = std::move(**block).seal();
        return host::Findings(*sealed, records_.size(), 0, records, records + notes);
    }

private:
    std::vector<host::FindingRecord> records_;
    std::vector<host::NoteRecord> notes_;
    std::vector<double> numbers_;
};

inline column::SegmentPtr finished(column::SegmentBuilder& builder) { return *std::move(builder).finish(column::heap_memory); }

inline void add_squares(FakeView& view, const std::string& as, int columns, int rows, double side, bool primary) {
    std::vector<std::int64_t> ones{0}, points{0}, high, low;
    std::vector<double> xy, population, km2;
    std::vector<std::string> codes, names;
    column::States known;
    for (int i = 0; i < columns * rows; ++i) {
        const double x = 400000 + side * (i % columns), y = 300000 + side * (i / columns);
        for (const auto& [dx, dy] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}, {0.0, 0.0}}) {
            xy.push_back(x + side * dx);
            xy.push_back(y + side * dy);
        }
        ones.push_back(i + 1);
        points.push_back(5 * (i + 1));
        codes.push_back(as + std::to_string(i + 1));
        names.push_back(i == 0 ? "Upper <Field> & \"Co\"" : "Area " + std::string(1, static_cast<char>('A' + i)));
        high.push_back(7);
        low.push_back(i);
        population.push_back(i == 3 ? 0 : 500 + 100 * i);
        known.push_back(i == 3 ? 1 : 0);
        km2.push_back(side * side / 1e6);
    }
    privacy::Layer layer;
    layer.as = as;
    layer.vintage = "2021";
    layer.primary = primary;
    layer.count = static_cast<std::size_t>(columns * rows);
    view.layers_.push_back(layer);
    column::SegmentBuilder areas("areas." + as);
    areas.add_i64("key_high", high).add_i64("key_low", low).add_strings("code", codes).add_strings("name", names).add_f64("population", population, known).add_f64("km2", km2);
    view.add(std::move(areas));
    column::SegmentBuilder geometry("areas." + as + ".geometry");
    geometry.add_i64("area_polygons", ones).add_i64("polygon_rings", ones).add_i64("ring_points", points).add_points("points", xy);
    view.add(std::move(geometry));
}

inline void add_text_list(column::SegmentBuilder& builder, std::string key, const std::vector<std::vector<std::string>>& rows) {
    column::DictionaryBuilder dictionary;
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    for (const auto& row : rows) {
        for (const auto& text : row) codes.push_back(dictionary.code_of(text));
        offsets.push_back(static_cast<std::int64_t>(codes.size()));
    }
    builder.add_text_list(std::move(key), std::move(offsets), std::move(codes), dictionary);
}

inline void add_assets(FakeView& view) {
    view.assets_ = 5;
    column::SegmentBuilder assets("assets");
    assets.add_i64("key_high", {1, 1, 1, 1, 1}).add_i64("key_low", {0, 1, 2, 3, 4}).add_i32("class", {1, 3, 2, 5, 0}, {0, 0, 0, 0, 1});
    const std::vector<std::string> subtypes{"choir", "meeting place", "library", "festival", ""};
    assets.add_i32("secondary", {0, 34, 0, 0, 0}).add_strings("subtype", subtypes, {0, 0, 0, 0, 1}).add_i32("form", {0, 3, 1, 5, 0});
    assets.add_i32("status", {0, 0, 0, 1, 0}).add_i32("area", {0, 1, 1, 5, -1}).add_booleans("online", {0, 0, 0, 0, 1});
    assets.add_i32("sensitivity", {0, 0, 0, 0, 0}).add_i32("confirmed_by", {0, 1, 2, 2, 2}).add_dates("confirmed_on", {20600, 20000, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 1, 1});
    assets.add_i32("counted_with", {0, 1, 2, 3, 4});
    view.add(std::move(assets));
    column::SegmentBuilder names("assets.names");
    const std::vector<std::string> ids{"a1", "a2", "a3", "a4", "a5"}, labels{"Valley Voices", "=HALL(\"1\")", "Library, Main St", "Lantern night", "Online chess"};
    names.add_strings("id", ids).add_strings("name", labels);
    view.add(std::move(names));
    column::SegmentBuilder positions("assets.positions");
    positions.add_points("point", {400100, 300100, 400700, 300200, 400800, 300300, 401200, 300700, 0, 0}, {0, 0, 0, 0, 1});
    view.add(std::move(positions));
}

inline void add_people(FakeView& view) {
    view.people_ = 4;
    view.recorded_ = 4;
    view.participants_ = 3;
    column::SegmentBuilder people("people");
    people.add_i64("key_high", {9, 9, 9, 9}).add_i64("key_low", {10, 11, 12, -1}).add_i32("role", {0, 0, 0, 1}).add_i32("living", {0, 0, 0, 0});
    people.add_i32("household", {-1, -1, -1, -1}).add_i32("area", {0, 1, 5, -1}).add_i32("asked", {column::asked_everything, 0, 2, 0}).add_booleans("introduce", {1, 1, 0, 0}, {0, 0, 0, 1});
    view.add(std::move(people));
    column::SegmentBuilder names("people.names");
    const std::vector<std::string> ids{"P001", "P002", "P003", "neighbour of P001"}, labels{"Amina <b>Khan</b>", "", "Zoë O'Neil", ""};
    names.add_strings("id", ids).add_strings("name", labels, {0, 5, 0, 5});
    view.add(std::move(names));
    column::SegmentBuilder positions("people.positions");
    positions.add_points("point", {400120, 300130, 400650, 300150, 401300, 300800, 0, 0}, {0, 0, 0, 1});
    view.add(std::move(positions));
    column::SegmentBuilder gifts("people.gifts");
    add_text_list(gifts, "interests", {{"gardening", "chess"}, {"gardening"}, {}, {}});
    add_text_list(gifts, "offers", {{}, {"lifts"}, {}, {}});
    view.add(std::move(gifts));
    column::SegmentBuilder kinds("tie_kinds");
    const std::vector<std::string> keys{"friend", "neighbour", "attends"};
    kinds.add_strings("key", keys).add_strings("label", keys);
    view.add(std::move(kinds));
    column::SegmentBuilder ties("ties");
    ties.add_i32("from", {0, 0, 1, 2}).add_i32("to", {3, 1, 5, -1}).add_i32("kind", {1, 0, 2, 2}).add_booleans("paid", {0, 0, 0, 0}, {0, 0, 3, 0});
    ties.add_f64("strength", {0.5, 0.9, 0, 0.1}, {0, 0, 1, 0}).add_dates("since", {20000, 19000, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 1}).add_i32("functions", {5, 0, 0, 0}).add_i32("valence", {0, 2, 0, 0});
    view.add(std::move(ties));
}

inline FakeView sample_view(privacy::Audience audience = privacy::Audience::team) {
    FakeView view;
    view.audience_ = audience;
    view.name_ = "Testfield <East>";
    view.note_ = "Everybody here is invented.";
    view.as_of_ = 20634;
    add_squares(view, "ward", 3, 2, 500, true);
    add_squares(view, "hood", 2, 1, 750, false);
    add_assets(view);
    if (audience == privacy::Audience::team) add_people(view);
    else view.recorded_ = 4, view.participants_ = 3;
    column::SourceReport assets{"assets", "assets.csv", {6, 5, 1, 0, 0}, {}, {}};
    assets.note({"assets.csv", 6, "id", "", "merged", "The same as row 2; counted once.", column::Severity::note});
    column::SourceReport ties{"ties", "ties.csv", {6, 4, 0, 1, 1}, {}, {}};
    ties.note({"ties.csv", 3, "target", "‹4 characters›", "dangling_tie", "Nobody has this id; the tie was left out.", column::Severity::problem});
    view.reports_ = {assets, ties};
    view.remarks_ = {"2 boundaries were repaired."};
    view.sources_ = {{"assets.csv", "0a0b"}, {"ties.csv", "0c0d"}};
    view.coverage_ = {1, 4000, true, 0.8};
    return view;
}

inline host::AnalysisResult here_result() {
    host::AnalysisResult out;
    out.plugin = plugin_of(here_manifest);
    out.use = "kith.here";
    out.as = "here";
    out.verdict = host::Verdict::ok;
    out.parameters = {{&out.plugin->manifest.parameters[0], 800, "800 m", false}};
    const auto* assets = &out.plugin->manifest.columns[0];
    const auto* density = &out.plugin->manifest.columns[1];
    column::SegmentBuilder wards("results.here.area.ward"), hoods("results.here.area.hood");
    wards.add_f64("assets", {1, 2, 0, 0, 0, 1}).add_f64("density", {2, 3.33, 0, 0, 0, 1}, {0, 0, 0, 5, 6, 0}).add_i32("density.quality", {0, 1, 0, 3, 4, 0}).add_i32("density.reason", {0, 0, 0, 0, -1, 0});
    hoods.add_f64("assets", {3, 1}).add_f64("density", {1.5, 0.25});
    out.columns.push_back({host::Entity::area, "ward", finished(wards), {assets, density}});
    out.columns.push_back({host::Entity::area, "hood", finished(hoods), {assets, density}});
    column::SegmentBuilder table("tables.here.by_kind");
    table.add_i32("kind", {0, 1, 2}).add_i32("count", {1, 1, 2}).add_f64("share", {1, 0.5, 0}, {0, 0, 5}).add_i32("share.quality", {0, 1, 3}).add_f64("share.upper", {1, 0.5, 0});
    out.tables.push_back({&out.plugin->manifest.tables[0], finished(table), 0});
    FindingBlock findings;
    findings.add(0, 1, -1, 1, 2, 2, 0, {});
    findings.add(1, 2, -1, 1, 1, 0, 1, {});
    out.findings = findings.finish();
    out.left_out = {0, 0};
    out.caveats = {"Counted from 5 assets."};
    return out;
}

inline host::AnalysisResult people_result() {
    using host::NoteKind;
    host::AnalysisResult out;
    out.plugin = plugin_of(people_manifest);
    out.use = "kith.know";
    out.as = "know";
    out.verdict = host::Verdict::ok;
    const auto& columns = out.plugin->manifest.columns;
    column::SegmentBuilder people("results.know.person");
    people.add_f64("size", {2, 1, 3, 0}, {0, 0, 0, 5}).add_i32("size.quality", {0, 1, 5, 3}).add_f64("size.upper", {2, 1, 6, 0}).add_i32("size.reason", {0, 0, 0, 0});
    people.add_f64("reach", {120.5, 300, 40, 0});
    out.columns.push_back({host::Entity::person, "", finished(people), {&columns[0], &columns[1]}});
    FindingBlock findings;
    findings.add(0, 0, -1, 1, 1, 3, 2,
                 {{NoteKind::argument, 0, 0, 1, 0}, {NoteKind::tie, 0, 0, 1, 0.75}, {NoteKind::person, 0, 0, 1, 0}, {NoteKind::missing, 0, 2, 0, 0},
                  {NoteKind::strength, 0, 0, 0, 0}, {NoteKind::argument, 0, 0, 0, 0}, {NoteKind::argument, 0, 1, 0, 0}});
    findings.add(0, 2, -1, 2, 1, 1, 0, {{NoteKind::argument, 0, 0, 0, 0}});
    findings.add(1, 0, 1, 1, 1, 4, 0, {{NoteKind::argument, 0, 0, 0, 350}, {NoteKind::argument, 0, 1, 1, 0}});
    out.findings = findings.finish();
    out.left_out = {0, 3};
    return out;
}

}  // namespace kith::test
