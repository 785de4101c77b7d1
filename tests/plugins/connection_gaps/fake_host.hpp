#pragma once
// Kith's side of the contract for one run in this process: hands over a place and keeps what comes back, by the names in the
// manifest.
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugins/abi/kith_plugin.h"

namespace kith::test {

struct Note {
    kith_note_kind kind;
    std::string name;  // of an argument, strength or change
    std::int32_t row;
    double number;
};
struct Finding {
    std::string message;
    std::int32_t subject, other;
    double value;
    std::uint32_t known, unknown;
    std::vector<Note> notes;
    std::vector<std::int32_t> rows(std::string_view argument) const {
        std::vector<std::int32_t> found;
        for (const Note& note : notes)
            if (note.kind == KITH_NOTE_ARGUMENT && note.name == argument) found.push_back(note.row);
        return found;
    }
};

class FakeHost {
public:
    FakeHost(const nlohmann::json& manifest, std::size_t people, std::size_t assets, bool gate_open)
        : manifest_(manifest), people_(people), assets_(assets), gate_open_(gate_open) {}

    template <class T>
    void column(const std::string& segment, const std::string& key, kith_type type, const std::vector<T>& values,
        const std::vector<std::uint8_t>* states = nullptr) {
        kith_column made = blank(key, type);
        made.rows = made.value_count = values.size();
        made.values = values.data();
        made.states = states != nullptr ? states->data() : nullptr;
        segments_[segment].push_back(made);
    }
    void words(const std::string& segment, const std::string& key, const std::vector<std::int64_t>* offsets,
        const std::vector<std::int32_t>& codes, const std::vector<std::string>& dictionary) {
        kith_column made = blank(key, offsets != nullptr ? KITH_TEXT_LIST : KITH_TEXT);
        made.rows = offsets != nullptr ? offsets->size() - 1 : codes.size();
        made.value_count = codes.size();
        made.values = codes.data();
        made.offsets = offsets != nullptr ? offsets->data() : nullptr;
        std::string& bytes = texts_.emplace_back();
        std::vector<std::int64_t>& starts = starts_.emplace_back(1, 0);
        for (const std::string& word : dictionary) {
            bytes += word;
            starts.push_back(static_cast<std::int64_t>(bytes.size()));
        }
        made.dictionary_size = static_cast<std::int32_t>(dictionary.size());
        made.dictionary_offsets = starts.data();
        made.dictionary_bytes = bytes.data();
        segments_[segment].push_back(made);
    }
    /// Nodes of areas follow by layer; no borders unless given as columns of "areas.<as>.borders".
    void primary_layer(const std::string& as, std::int64_t areas) {
        layers_.push_back({text(as), 0, 1, 1, 0, static_cast<std::int64_t>(people_ + assets_), areas});
    }
    void set(const std::string& parameter, double value) { given_[parameter] = value; }

    kith_status run(const kith_entry& entry) {
        const auto* analysis = static_cast<const kith_analysis*>(entry.capability(KITH_ANALYSIS_CAPABILITY));
        active_ = this;
        make_outputs();
        const std::vector<kith_segment> segments = make_segments();
        const std::vector<kith_parameter> parameters = make_parameters();
        static const kith_host host{sizeof(kith_host), KITH_ABI_MAJOR, KITH_ABI_MINOR, nullptr, capability};
        kith_run one{};
        one.struct_size = sizeof(kith_run);
        one.gate_open = gate_open_;
        one.has_as_of = 1;
        one.host = &host;
        one.people = static_cast<std::int64_t>(people_);
        one.assets = static_cast<std::int64_t>(assets_);
        one.as_of = 1000;
        one.threads = 1;
        one.layers = layers_.data();
        one.layer_count = layers_.size();
        one.segments = segments.data();
        one.segment_count = segments.size();
        one.parameters = parameters.data();
        one.parameter_count = parameters.size();
        one.columns = columns_.data();
        one.column_count = columns_.size();
        return analysis->run(&one);
    }

    std::vector<Finding> findings;
    std::map<std::string, std::vector<std::vector<kith_cell>>> tables;
    std::string failure;
    struct Counts {
        std::vector<double> values;
        std::vector<kith_quality> qualities;
        std::vector<std::uint16_t> reasons;
    };
    std::map<std::string, Counts> outputs;
    std::string reason(const std::string& column, std::uint16_t index) const {
        for (const auto& one : manifest_["outputs"]["columns"])
            if (one["key"] == column) return one["reasons"][index]["id"];
        return "";
    }

private:
    kith_text text(const std::string& words) {
        const std::string& kept = texts_.emplace_back(words);
        return {kept.data(), kept.size()};
    }
    kith_column blank(const std::string& key, kith_type type) {
        kith_column made{};
        made.key = text(key);
        made.type = type;
        return made;
    }
    std::vector<kith_segment> make_segments() {
        std::vector<kith_segment> segments;
        for (const auto& [key, columns] : segments_) segments.push_back({text(key), columns.data(), columns.size()});
        return segments;
    }
    std::vector<kith_parameter> make_parameters() {
        std::vector<kith_parameter> parameters;
        for (const auto& one : manifest_["parameters"]) {
            const std::string id = one["id"];
            const double value = given_.count(id) != 0 ? given_[id] : one["default"].get<double>();
            parameters.push_back({text(id), value, static_cast<std::int64_t>(value)});
        }
        return parameters;
    }
    void make_outputs() {
        for (const auto& one : manifest_["outputs"]["columns"]) {
            Counts& counts = outputs[one["key"]];
            counts.values.assign(people_, 0);
            counts.qualities.assign(people_, KITH_UNSAID);
            counts.reasons.assign(people_, 0);
            columns_.push_back({text(one["key"]), -1, static_cast<std::uint32_t>(one["reasons"].size()), people_, counts.values.data(),
                nullptr, counts.qualities.data(), counts.reasons.data()});
        }
    }

    /// Index of `id` in a list of objects, or -1.
    static std::int32_t place_of(const nlohmann::json& list, const std::string& id, const char* key = "id") {
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i][key] == id) return static_cast<std::int32_t>(i);
        return -1;
    }
    /// Numbers for arguments: one for each "of/name" that stands in the manifest.
    std::int32_t argument(const std::string& of, const std::string& name) {
        const auto& findings_part = manifest_["outputs"]["findings"];
        for (const char* list : {"messages", "strengths", "changes"}) {
            const std::int32_t i = place_of(findings_part[list], of);
            if (i < 0) continue;
            const auto& one = findings_part[list][static_cast<std::size_t>(i)];
            if (!one.contains("arguments") || !one["arguments"].contains(name)) return -1;
            return static_cast<std::int32_t>(arguments_.emplace(of + '/' + name, arguments_.size()).first->second);
        }
        return -1;
    }
    std::int32_t index(kith_name_kind kind, const std::string& name) {
        const auto& outputs_part = manifest_["outputs"];
        const std::size_t slash = name.find('/');
        switch (kind) {
            case KITH_NAME_MESSAGE: return place_of(outputs_part["findings"]["messages"], name);
            case KITH_NAME_STRENGTH: return place_of(outputs_part["findings"]["strengths"], name);
            case KITH_NAME_CHANGE: return place_of(outputs_part["findings"]["changes"], name);
            case KITH_NAME_TABLE: return place_of(outputs_part["tables"], name, "key");
            case KITH_NAME_ARGUMENT: return argument(name.substr(0, slash), name.substr(slash + 1));
            case KITH_NAME_REASON:
                for (const auto& column : outputs_part["columns"])
                    if (column["key"] == name.substr(0, slash)) return place_of(column["reasons"], name.substr(slash + 1));
                return -1;
            default: return -1;
        }
    }
    kith_status keep(const kith_finding& given) {
        const auto& part = manifest_["outputs"]["findings"];
        Finding finding{part["messages"][given.message]["id"], given.subject, given.other, given.value, given.known, given.unknown, {}};
        for (std::size_t i = 0; i < given.note_count; ++i) {
            const kith_note& note = given.notes[i];
            std::string name;
            if (note.kind == KITH_NOTE_STRENGTH) name = part["strengths"][note.slot]["id"];
            if (note.kind == KITH_NOTE_ARGUMENT)
                for (const auto& [argument, number] : arguments_)
                    if (number == note.slot) name = argument.substr(argument.find('/') + 1);
            finding.notes.push_back({note.kind, name, note.row, note.number});
        }
        findings.push_back(std::move(finding));
        return KITH_OK;
    }

    static const void* capability(const char* id) {
        static const kith_log log{sizeof(kith_log), [](kith_context*, const char*, std::uint64_t) {},
            [](kith_context*, const char* bytes, std::uint64_t length) { active_->failure.assign(bytes, length); }};
        static const kith_progress progress{
            sizeof(kith_progress), [](kith_context*, double) { return KITH_OK; }, [](kith_context*) { return KITH_OK; }};
        static const kith_random random{sizeof(kith_random),
            [](kith_context*, const char*, std::uint64_t, std::uint64_t) { return std::uint64_t{1}; },
            [](std::uint64_t* state) { return ++*state; }};
        static const kith_evidence evidence{sizeof(kith_evidence),
            [](kith_context*, kith_name_kind kind, const char* name, std::uint64_t length) {
                return active_->index(kind, std::string(name, length));
            },
            [](kith_context*, const kith_finding* finding) { return active_->keep(*finding); },
            [](kith_context*, std::uint32_t table, const kith_cell* cells, std::uint64_t count) {
                const auto& spec = active_->manifest_["outputs"]["tables"][table];
                if (count != spec["columns"].size()) return static_cast<kith_status>(KITH_WRONG_CALL);
                active_->tables[spec["key"]].emplace_back(cells, cells + count);
                return static_cast<kith_status>(KITH_OK);
            }};
        const std::string_view wanted(id);
        if (wanted == KITH_LOG) return &log;
        if (wanted == KITH_PROGRESS) return &progress;
        if (wanted == KITH_RANDOM) return &random;
        return wanted == KITH_EVIDENCE ? &evidence : nullptr;
    }

    inline static FakeHost* active_ = nullptr;
    const nlohmann::json& manifest_;
    std::size_t people_, assets_;
    bool gate_open_;
    std::map<std::string, std::vector<kith_column>> segments_;
    std::deque<std::string> texts_;
    std::deque<std::vector<std::int64_t>> starts_;
    std::vector<kith_layer> layers_;
    std::vector<kith_out_column> columns_;
    std::map<std::string, std::size_t> arguments_;
    std::map<std::string, double> given_;
};

}  // namespace kith::test
