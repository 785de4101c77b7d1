#pragma once
// Result blocks as a worker fills them, made in this process: for the tests of whoever reads them.
#include <cstring>
#include <string>

#include "engine/host/result_reader.hpp"
#include "engine/host/worker_run.hpp"
#include "tests/support/small_place.hpp"

namespace kith::test {

/// Three participants, somebody only named, one choir, two areas, two ties; Ann and Bob said yes to an introduction.
inline SmallPlace block_place() {
    SmallPlace place;
    place.people = {{"Ann", column::Role::participant, column::asked_everything, 1, {"tea", "chess"}},
                    {"Bob", column::Role::participant, column::asked_everything, 1, {"tea"}},
                    {"Cyd", column::Role::participant, column::asked_everything, 0, {}},
                    {"Dee", column::Role::alter, 0, 1, {}}};
    place.assets = {{"Choir"}};
    place.areas = {"North", "South"};
    place.ties = {{0, 2}, {1, 3}};
    return place;
}

inline const char* const block_manifest = R"({
  "kith_manifest": 1, "id": "test.blocks", "version": "1.0.0", "abi": {"major": 1, "minor": 0}, "licence": "MIT",
  "title": "Blocks", "summary": "Everything that a result can hold.",
  "needs": {"ego": {"facets": ["friends"]}, "whole_network": {"facets": ["friends"]}},
  "inputs": [{"segment": "people.gifts", "columns": ["interests"], "why": "x"}, {"segment": "tie_kinds", "columns": ["label"], "why": "x"}],
  "words": {"circles": ["inner", "outer"]},
  "outputs": {
    "columns": [
      {"key": "size", "entity": "person", "type": "integer", "unit": "person|people", "label": "Size", "interval": true,
       "reasons": [{"id": "not_asked", "text": "Not asked."}]},
      {"key": "circle", "entity": "person", "type": "choice", "words": "circles", "label": "Circle"},
      {"key": "density", "entity": "area", "type": "number", "label": "Density"},
      {"key": "bridges", "entity": "place", "type": "integer", "label": "Bridges", "whole_network": true}],
    "tables": [
      {"key": "who", "label": "Who", "order": "by name", "per": "person", "at_most": 2, "columns": [
        {"key": "person", "label": "Who", "type": "person"}, {"key": "what", "label": "What", "type": "term people.gifts.interests"},
        {"key": "far", "label": "How far", "type": "metres"}, {"key": "area", "label": "Where", "type": "area"},
        {"key": "since", "label": "Since", "type": "date"}, {"key": "count", "label": "Count", "unit": "time|times", "type": "integer"},
        {"key": "part", "label": "Part", "type": "share"}]}],
    "findings": {"order": "first come", "messages": [
      {"id": "meet", "claim": "introduction", "heading": "Meet", "subjects": ["person", "person"], "at_most": 2, "unit": "thing|things",
       "text": "{subject} and {other}: {shared}, {metres}, through {by}.",
       "arguments": {"shared": "term people.gifts.interests", "metres": "metres", "by": "person"}, "change": "ask",
       "threshold": {"text": "one thing", "source": "here"}, "reasons": [{"id": "not_asked", "text": "Not asked."}]},
      {"id": "named", "claim": "reason", "heading": "Named", "subjects": ["person"], "unit": "person|people",
       "text": "{subject} named {value} ({known|answer|answers}, {unknown} missing) in {circle} as {kind} since {since}, {n|time|times}, {part}, {x}, in {area}.",
       "arguments": {"circle": "choice circles", "kind": "word tie_kinds.label", "since": "date", "n": "integer", "part": "share", "x": "number", "area": "area"},
       "change": "ask", "reasons": [{"id": "not_asked", "text": "Not asked."}]},
      {"id": "whole", "claim": "bridge", "heading": "Whole", "subjects": ["place"], "text": "{place}: {who}.", "arguments": {"who": "person"},
       "whole_network": true, "change": "ask"},
      {"id": "thin", "claim": "coverage", "heading": "Thin", "subjects": ["area"], "text": "{subject}.", "change": "ask"}],
      "strengths": [{"id": "likes", "text": "{who} likes {what}.", "arguments": {"who": "person", "what": "term people.gifts.interests"}}],
      "changes": [{"id": "ask", "text": "Ask about {facet}.", "arguments": {"facet": "facet"}}, {"id": "visit", "text": "Visit {asset}.", "arguments": {"asset": "asset"}}]}},
  "determinism": "exact"})";

/// A worker's run over block_place: write through the C contract, then read.
class ResultBlocks {
public:
    ResultBlocks() {
        block_place().fill(view);
        manifest = *host::parse_manifest(block_manifest);
        counts.people = 4;
        counts.assets = 1;
        counts.layers = {2};
        counts.primary = 0;
        host::WorkOrder order;
        order.counts = counts;
        order.layers = {{"patch", 0, true, 5}};
        order.gate_open = true;
        order.seed = 7;
        auto outputs = process::SharedBlock::create(host::output_layout(manifest, counts).size);
        auto findings = process::SharedBlock::create(host::finding_layout(manifest, counts).size);
        outputs_ = outputs->bytes();
        findings_ = findings->bytes();
        worker_ = std::make_unique<host::WorkerRun>(order, manifest, *process::ControlPage::create(), std::move(*outputs), std::move(*findings));
        run = &worker_->prepare();
        evidence = static_cast<const kith_evidence*>(run->host->capability(KITH_EVIDENCE));
    }

    /// A finding that holds: message "meet" of Ann and Bob, through Bob himself.
    kith_finding meet() {
        notes = {note(KITH_NOTE_ARGUMENT, 0, 0), note(KITH_NOTE_ARGUMENT, 0, 1), note(KITH_NOTE_ARGUMENT, 1, 0, 350), note(KITH_NOTE_ARGUMENT, 2, 1),
                 note(KITH_NOTE_TIE, 0, 1, 0.5), note(KITH_NOTE_MISSING, 3, 0), note(KITH_NOTE_STRENGTH, 0, 0), note(KITH_NOTE_ARGUMENT, 0, 0),
                 note(KITH_NOTE_ARGUMENT, 1, 1), note(KITH_NOTE_CHANGE, 1, 0), note(KITH_NOTE_ARGUMENT, 0, 0)};
        // The manifest's arguments stand in the order of their names: by, metres, shared.
        notes[0].slot = slot("meet/shared");
        notes[1].slot = slot("meet/shared");
        notes[2].slot = slot("meet/metres");
        notes[3].slot = slot("meet/by");
        notes[7].slot = slot("likes/who");
        notes[8].slot = slot("likes/what");
        kith_finding made{};
        made.struct_size = sizeof made;
        made.message = 0;
        made.subject = 0;
        made.other = 1;
        made.quality = KITH_VALUE;
        made.value = 2;
        made.known = 3;
        made.oldest = 19000;
        made.newest = 19100;
        return made;
    }
    kith_status add(kith_finding finding) {
        finding.notes = notes.data();
        finding.note_count = notes.size();
        return evidence->finding(run->host->context, &finding);
    }
    static kith_note note(kith_note_kind kind, std::uint16_t slot, std::int32_t row, double number = 0, std::uint16_t layer = 0) {
        kith_note made{};
        made.kind = kind;
        made.slot = slot;
        made.row = row;
        made.number = number;
        made.layer = layer;
        return made;
    }
    std::uint16_t slot(const std::string& name) const {
        return static_cast<std::uint16_t>(evidence->index_of(run->host->context, KITH_NAME_ARGUMENT, name.data(), name.size()));
    }

    /// The result, or why it is refused. `names_nobody`: the gate was lowered.
    base::Result<host::AnalysisResult> read(bool gate_open = true, bool names_nobody = false) const { return read(base::JobContext(), gate_open, names_nobody); }
    base::Result<host::AnalysisResult> read(const base::JobContext& job, bool gate_open = true, bool names_nobody = false) const {
        host::AnalysisResult result;
        auto plugin = std::make_shared<host::Plugin>();
        plugin->manifest = manifest;
        result.plugin = plugin;
        result.as = "blocks";
        const host::ResultReader reader(plugin->manifest, counts, view, gate_open, names_nobody, job);
        if (base::Status status = reader.read_outputs(*column::borrowed_memory(outputs_), result); !status) return status.error();
        if (base::Status status = reader.read_findings(column::borrowed_memory(findings_), result); !status) return status.error();
        result.verdict = host::Verdict::ok;
        return result;
    }

    std::span<std::byte> outputs() const { return outputs_; }
    std::span<std::byte> findings() const { return findings_; }
    template <class T>
    void poke(std::span<std::byte> block, std::size_t offset, T value) const { std::memcpy(block.data() + offset, &value, sizeof value); }

    FakeView view;
    host::Manifest manifest;
    host::Counts counts;
    const kith_run* run = nullptr;
    const kith_evidence* evidence = nullptr;
    std::vector<kith_note> notes;

private:
    std::unique_ptr<host::WorkerRun> worker_;
    std::span<std::byte> outputs_, findings_;
};

}  // namespace kith::test
