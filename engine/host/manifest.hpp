#pragma once
// What an analysis says about itself, read without running any of its code: what it needs, what it wants to see and why,
// its parameters, its outputs, and every word that a person will read. plugins/abi/manifest.schema.json is the grammar.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/terms.hpp"
#include "engine/host/phrase.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

/// What must be there for the analysis to make sense. ego, two_mode and whole_network read people's ties: kept for the team.
enum class Need : std::uint8_t { assets, areas, ego, two_mode, whole_network };
std::string_view name_of(Need need);  // "assets", "areas", "ego", "two_mode", "whole_network"
struct NeedOf {
    Need need = Need::assets;
    std::vector<column::Facet> facets;  // ego, two_mode: what was asked; whole_network: the gate's
    std::string why;
    bool optional = false;              // ego, two_mode, whole_network: runs without what it reads of people
};

/// Columns of a segment of the dictionary. "areas.*" and "areas.primary" stand for layers.
struct SegmentRequest {
    std::string segment;
    std::vector<std::string> columns;  // empty: all but identity ("columns": "*")
    std::string why;
    bool optional = false;
};

/// A number, or the parameter that sets it.
struct Setting {
    double number = 0;
    std::string parameter;
};

struct LensRequest {
    privacy::LensSpec lens;            // without `within`
    std::optional<Setting> within;     // metres
    std::string why;
};
struct PairsRequest {
    std::string lens;                  // `as` of a lens of this manifest
    std::string why;
};
struct NearRequest {
    std::string as;
    privacy::NearSpec spec;            // without `within`
    Setting within;
    std::string of_parameter;          // a choice: its word is `of`, its first word stands for all; "" = spec.of
    std::string step_free;             // a yes_no parameter; "" = no
    std::string why;
};
struct ReachRequest {
    std::string as;
    privacy::ReachSpec spec;
    Setting within;
    std::string step_free;             // a yes_no parameter; "" = no
    std::string why;
};

enum class Entity : std::uint8_t { person, asset, area, place };
std::string_view name_of(Entity entity);  // "person", "asset", "area", "place"

/// An output column of another analysis of the same run, handed over as part of the segment "results.<as>.<entity>" (of areas:
/// "results.<as>.area.<layer>", of each layer that has it).
struct ResultRequest {
    std::string as;                    // under which the other one runs
    std::string output;                // key of its column
    Entity entity = Entity::area;
    std::string why;
    bool optional = false;
};

/// column: a numeric column of an area layer that the user picks, handed over as the segment "chosen.<id>".
enum class ParameterType : std::uint8_t { number, integer, yes_no, choice, layer, column };
struct Parameter {
    std::string id, label, help, unit;
    ParameterType type = ParameterType::number;
    double default_number = 0;         // yes_no: 0 or 1; choice: index; layer: -1 = the primary one
    std::string default_text;          // column: names tried in order, separated by '|'
    std::string of;                    // column: the parameter that says which layer; "": the primary one
    double minimum = 0, maximum = 0;   // number, integer
    std::vector<std::string> words;    // choice
    std::string only_when;             // id of another parameter: this one counts only when that is `only_when_value`
    double only_when_value = 1;
};

enum class ValueType : std::uint8_t { number, integer, choice };
struct OutputColumn {
    std::string key, label, unit, help;
    Entity entity = Entity::area;
    ValueType type = ValueType::number;
    std::string words;                 // choice: name of a word list
    std::vector<Phrase> reasons;       // why not computable
    bool interval = false;
    bool whole_network = false;
    bool every_layer = false;          // area columns: one for each layer, else for the primary one
};

struct TableColumn {
    std::string key, label, unit;
    ArgumentKind kind;
};
struct Table {
    std::string key, label, help, order;
    Entity per = Entity::place;        // `at_most` rows for each of these
    int subject = -1;                  // the column that says which; -1: the place as a whole
    std::int64_t at_most = 100;
    bool whole_network = false;
    std::vector<TableColumn> columns;
};

enum class Claim : std::uint8_t { reason, gap, introduction, question, coverage, strength, bridge, cluster, unusual, association, score };
std::string_view name_of(Claim claim);

struct Message {
    std::string id, heading, unit;
    Claim claim = Claim::reason;
    std::vector<Entity> subjects;      // one or two
    std::int64_t at_most = 1;          // for each first subject
    Phrase text;
    std::string threshold, threshold_source;
    std::vector<Phrase> reasons;
    int change = -1;                   // index into changes: what would change it, unless the finding says otherwise
    bool whole_network = false;
    std::vector<std::string> relies_on;  // permissions
};

struct WordList {
    std::string name;
    std::vector<std::string> words;
};

struct Manifest {
    std::string id, version, library, licence, title, summary;
    std::uint16_t abi_major = 0, abi_minor = 0;
    std::vector<std::string> references;
    std::vector<NeedOf> needs;
    std::vector<SegmentRequest> inputs;
    std::vector<LensRequest> lenses;
    std::vector<PairsRequest> pairs;
    std::vector<NearRequest> near;
    std::vector<ReachRequest> reach;
    std::vector<ResultRequest> results_of;
    std::vector<Parameter> parameters;
    std::vector<OutputColumn> columns;
    std::vector<Table> tables;
    std::vector<Message> messages;
    std::string findings_order;
    std::vector<Phrase> strengths;
    std::vector<Phrase> changes;
    std::vector<WordList> words;
    std::string determinism;           // "exact" or "seeded"
    bool threads = false;

    const NeedOf* need(Need wanted) const;
    /// Does it need people's ties? Then it is not for the `safe` audience. One whose need is optional runs there, without them.
    /// One that does not may still have person columns (places within reach of each): they are empty for `safe`, which has no people.
    bool about_people() const;
    /// Default `as`: the id after its last dot.
    std::string_view short_name() const;
    const std::vector<std::string>* word_list(std::string_view name) const;
    const Parameter* parameter(std::string_view wanted) const;
    /// The output column of this entity, or nullptr.
    const OutputColumn* output(Entity entity, std::string_view key) const;
};

/// Checks everything: an error names the place in the manifest, what is wrong, and the nearest known word.
base::Result<Manifest> parse_manifest(std::string_view json);
base::Result<std::string> manifest_text(const std::filesystem::path& file);

/// Words of the manifest that the house does not use about people (domain.md 6.3), as "\"risk score\" (write …)".
std::vector<std::string> language_faults(const Manifest& manifest);

}  // namespace kith::host
