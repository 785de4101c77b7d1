#include <algorithm>
#include <array>
#include <cstring>

#include <nlohmann/json.hpp>

#include "engine/host/wording.hpp"
#include "engine/report/result_files.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

using host::Note;
using host::NoteKind;
using Json = nlohmann::ordered_json;

constexpr std::size_t findings_between_checks = 4096;

/// Two hexadecimal digits.
void put_byte(std::uint8_t value, char* to) {
    static constexpr std::array<char, 512> pairs = [] {
        std::array<char, 512> made{};
        for (std::size_t i = 0; i < 256; ++i) {
            made[2 * i] = "0123456789abcdef"[i >> 4];
            made[2 * i + 1] = "0123456789abcdef"[i & 15];
        }
        return made;
    }();
    std::memcpy(to, pairs.data() + std::size_t{2} * value, 2);
}

/// Keys of one table's rows, written once: a finding names several, and names them at random.
class Keys {
public:
    Keys(const privacy::View& view, const std::string& segment, base::EntityKind kind) {
        const auto found = view.segment(segment);
        const auto* high = found ? found->find("key_high") : nullptr;
        const auto* low = found ? found->find("key_low") : nullptr;
        if (!high || !low) return;
        const std::string head = "\"" + std::string(base::name_of(kind)) + ":";
        width_ = head.size() + 32 + 1;
        texts_.reserve(high->rows() * width_);
        for (std::size_t row = 0; row < high->rows(); ++row) {
            char digits[32];
            for (std::size_t i = 0; i < 8; ++i) {
                put_byte(static_cast<std::uint8_t>(high->i64()[row] >> (56 - 8 * i)), digits + 2 * i);
                put_byte(static_cast<std::uint8_t>(low->i64()[row] >> (56 - 8 * i)), digits + 16 + 2 * i);
            }
            texts_.append(head).append(digits, sizeof digits) += '"';
        }
    }
    /// "person:0123…" with its quotes; null when there is no such row.
    std::string_view text(std::int32_t row) const {
        const auto at = static_cast<std::size_t>(row) * width_;
        if (row < 0 || at >= texts_.size()) return "null";
        return std::string_view(texts_).substr(at, width_);
    }

private:
    std::size_t width_ = 0;
    std::string texts_;
};

class FindingWriter {
public:
    FindingWriter(const privacy::View& view, const host::AnalysisResult& result)
        : view_(view), manifest_(result.plugin->manifest), wording_(result, view), people_(view, "people", base::EntityKind::person),
          assets_(view, "assets", base::EntityKind::asset) {
        for (const auto& message : manifest_.messages) {
            std::string head = "\",\"run\":";
            json_string(head, result.as);
            json_string(head += ",\"message\":", message.id);
            json_string(head += ",\"claim\":", host::name_of(message.claim));
            heads_.push_back(head + ",\"subjects\":[");
        }
        for (const auto& layer : view.layers()) areas_.emplace_back(view, "areas." + layer.as, base::EntityKind::area);
    }

    void put(std::string& out, const host::Finding& finding) const {
        const host::Message& message = manifest_.messages[finding.message];
        std::array<std::string_view, 2> subjects;  // a message has one or two
        std::array<std::string_view, 2> keys;      // without quotes, and without the place's
        std::size_t with_key = 0;
        for (std::size_t i = 0; i < message.subjects.size(); ++i) {
            subjects[i] = key_text(message.subjects[i], i == 0 ? finding.subject : finding.other, finding.layer);
            if (message.subjects[i] != host::Entity::place) keys[with_key++] = subjects[i].substr(1, subjects[i].size() - 2);
        }
        char hex[64];
        const base::Digest key = wording_.key(finding, std::span(keys).first(with_key));
        for (std::size_t i = 0; i < key.bytes.size(); ++i) put_byte(key.bytes[i], hex + 2 * i);
        out += "{\"key\":\"";
        out.append(hex, sizeof hex);
        out += heads_[finding.message];
        for (std::size_t i = 0; i < message.subjects.size(); ++i) (out += i > 0 ? "," : "") += subjects[i];
        out += ']';
        put_value(out, message, finding);
        put_dates(out, finding);
        put_notes(out, finding);
        put_words(out, finding);
        out += '}';
    }

private:
    std::string_view key_text(host::Entity entity, std::int32_t row, std::size_t layer) const {
        switch (entity) {
            case host::Entity::person: return people_.text(row);
            case host::Entity::asset: return assets_.text(row);
            case host::Entity::area:
                if (layer < areas_.size()) return areas_[layer].text(row);
                break;
            case host::Entity::place: break;
        }
        return "\"place\"";
    }

    void put_value(std::string& out, const host::Message& message, const host::Finding& finding) const {
        using host::Quality;
        const auto number = [&](const char* key, double value) {
            out += key;
            json_number(out, value);
        };
        switch (finding.quality) {
            case Quality::value: number(",\"value\":", finding.value); break;
            case Quality::lower_bound: number(",\"lower\":", finding.value); break;
            case Quality::upper_bound: number(",\"upper\":", finding.value); break;
            case Quality::between:
                number(",\"lower\":", finding.value);
                number(",\"upper\":", finding.upper);
                break;
            case Quality::suppressed: out += ",\"suppressed\":true"; break;
            case Quality::not_computable:
                out += ",\"not_computable\":";
                json_string(out, finding.reason < message.reasons.size() ? std::string_view(message.reasons[finding.reason].id) : std::string_view());
                break;
        }
        number(",\"known\":", finding.known);
        number(",\"unknown\":", finding.unknown);
    }

    static void put_dates(std::string& out, const host::Finding& finding) {
        if (finding.oldest) json_date(out += ",\"oldest\":", *finding.oldest);
        if (finding.newest) json_date(out += ",\"newest\":", *finding.newest);
    }

    /// What made it so, what was missing, and how sure it is. A tie is told by its fid in results.gpkg.
    void put_notes(std::string& out, const host::Finding& finding) const {
        bool supports = false, missing = false;
        for (const Note& note : finding.notes) {
            const bool entity = note.kind == NoteKind::tie || note.kind == NoteKind::person || note.kind == NoteKind::asset || note.kind == NoteKind::area;
            if (!entity) continue;
            out += supports ? "," : ",\"supports\":[";
            supports = true;
            put_support(out, note);
        }
        if (supports) out += ']';
        for (const Note& note : finding.notes) {
            if (note.kind != NoteKind::missing || note.slot >= column::facet_words.size()) continue;
            out += missing ? ",\"" : ",\"missing\":[\"";
            missing = true;
            out += column::facet_words[note.slot];
            out += '"';
        }
        if (missing) out += ']';
        for (const Note& note : finding.notes) {
            if (note.kind == NoteKind::interval) json_number(out += note.slot == 0 ? ",\"interval_lower\":" : ",\"interval_upper\":", note.number);
            if (note.kind == NoteKind::p_value) json_number(out += note.slot == 0 ? ",\"p\":" : note.slot == 1 ? ",\"p_false_discovery\":" : ",\"p_family_wise\":", note.number);
        }
    }

    void put_support(std::string& out, const Note& note) const {
        out += "{\"";
        if (note.kind == NoteKind::tie) json_number(out += "tie\":", std::int64_t{note.row} + 1);
        else if (note.kind == NoteKind::person) (out += "person\":") += people_.text(note.row);
        else if (note.kind == NoteKind::asset) (out += "asset\":") += assets_.text(note.row);
        else (out += "area\":") += key_text(host::Entity::area, note.row, note.slot);
        if (note.number != 0) json_number(out += ",\"part\":", note.number);
        out += '}';
    }

    void put_words(std::string& out, const host::Finding& finding) const {
        put_arguments(out, finding);
        const auto list = [&](const char* key, const std::vector<std::string>& texts) {
            for (std::size_t i = 0; i < texts.size(); ++i) json_string(out += i == 0 ? key : ",", texts[i]);
            if (!texts.empty()) out += ']';
        };
        bool any = false;
        wording_.each_strength(finding, [&](std::string_view sentence) {
            json_string(out += any ? "," : ",\"strengths\":[", sentence);
            any = true;
        });
        if (any) out += ']';
        // As a rule what would change it is the message's own, told once in `runs`.
        const bool own_change = manifest_.changes[static_cast<std::size_t>(manifest_.messages[finding.message].change)].arguments.empty();
        if (!own_change || has_change(finding)) list(",\"would_change\":[", wording_.changes(finding));
        text_.clear();
        wording_.add_text(text_, finding);
        json_string(out += ",\"text\":", text_);
    }

    static bool has_change(const host::Finding& finding) {
        return std::any_of(finding.notes.begin(), finding.notes.end(), [](const Note& note) { return note.kind == NoteKind::change; });
    }

    /// The message's own arguments as they are: keys, numbers, dates, words. Several values make a list.
    void put_arguments(std::string& out, const host::Finding& finding) const {
        const auto& arguments = manifest_.messages[finding.message].text.arguments;
        for (std::size_t slot = 0; slot < arguments.size(); ++slot) {
            out += slot == 0 ? ",\"arguments\":{" : ",";
            json_string(out, arguments[slot].name);
            out += ":[";
            bool any = false;
            for (const Note& note : finding.notes) {
                if (note.kind == NoteKind::strength || note.kind == NoteKind::change) break;  // what follows is theirs
                if (note.kind != NoteKind::argument || note.slot != slot) continue;
                if (any) out += ',';
                any = true;
                put_argument(out, arguments[slot].kind, note);
            }
            out += ']';
        }
        if (!arguments.empty()) out += '}';
    }

    void put_argument(std::string& out, const host::ArgumentKind& kind, const Note& note) const {
        using host::ArgumentType;
        switch (kind.type) {
            case ArgumentType::person: out += people_.text(note.row); return;
            case ArgumentType::asset: out += assets_.text(note.row); return;
            case ArgumentType::area: out += key_text(host::Entity::area, note.row, note.layer); return;
            case ArgumentType::number:
            case ArgumentType::metres:
            case ArgumentType::share: return json_number(out, note.number);
            case ArgumentType::integer: return json_number(out, std::int64_t{note.row});
            case ArgumentType::date: return json_date(out, note.row);
            case ArgumentType::facet: return json_string(out, column::facet_words[static_cast<std::size_t>(note.row)]);
            case ArgumentType::choice: return json_string(out, (*manifest_.word_list(kind.words))[static_cast<std::size_t>(note.row)]);
            case ArgumentType::term:
            case ArgumentType::word: break;
        }
        const auto* column = column_of(kind);
        if (!column) out += "null";
        else json_string(out, kind.type == ArgumentType::term ? column->dictionary()[note.row] : column->text(static_cast<std::size_t>(note.row)));
    }

    const column::Column* column_of(const host::ArgumentKind& kind) const {
        const auto segment = view_.segment(kind.segment);
        return segment ? segment->find(kind.column) : nullptr;
    }

    const privacy::View& view_;
    const host::Manifest& manifest_;
    host::Wording wording_;
    Keys people_, assets_;
    std::vector<Keys> areas_;
    std::vector<std::string> heads_;  // what every finding of a message begins with, after its key
    mutable std::string text_;
};

Json messages_json(const host::Manifest& manifest, privacy::Audience audience) {
    Json out = Json::array();
    for (const auto& message : manifest.messages) {
        if (!shown(message, audience)) continue;
        Json one = {{"id", message.id}, {"claim", host::name_of(message.claim)}, {"heading", message.heading}, {"unit", message.unit}, {"text", message.text.source}};
        if (!message.threshold.empty()) one["threshold"] = {{"text", message.threshold}, {"source", message.threshold_source}};
        Json reasons = Json::object();
        for (const auto& reason : message.reasons) reasons[reason.id] = reason.source;
        if (!reasons.empty()) one["reasons"] = std::move(reasons);
        if (message.change >= 0 && manifest.changes[static_cast<std::size_t>(message.change)].arguments.empty())
            one["would_change"] = manifest.changes[static_cast<std::size_t>(message.change)].source;
        one["relies_on"] = message.relies_on;
        out.push_back(std::move(one));
    }
    return out;
}

Json head_json(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts) {
    Json out = {{"format", 1}, {"place", view.place_name()}, {"audience", privacy::name_of(view.audience())}, {"isolation", facts.isolation}, {"seed", facts.seed}};
    out["inputs"] = Json::array();
    for (const auto& source : view.sources()) out["inputs"].push_back({{"file", source.file}, {"digest", source.digest}});
    out["runs"] = Json::array();
    for (const auto& result : results) {
        if (!result.ok()) continue;
        Json one = {{"run", result.as}, {"plugin", result.use}, {"version", result.plugin->manifest.version}, {"hash", result.plugin->hash.hex()}};
        Json parameters = Json::object();
        for (const auto& value : result.parameters)
            if (value.parameter && value.counts) parameters[value.parameter->id] = value.text;
        one.update({{"parameters", std::move(parameters)}, {"digest", result.digest.hex()}, {"caveats", result.caveats}, {"messages", messages_json(result.plugin->manifest, view.audience())}});
        out["runs"].push_back(std::move(one));
    }
    return out;
}

bool about_people(const std::vector<host::Entity>& subjects) {
    return std::find(subjects.begin(), subjects.end(), host::Entity::person) != subjects.end();
}

}  // namespace

bool shown(const host::Table& table, privacy::Audience audience) {
    if (audience == privacy::Audience::team) return true;
    if (table.per == host::Entity::person) return false;
    for (const auto& column : table.columns)
        if (column.kind.type == host::ArgumentType::person) return false;
    return true;
}

bool shown(const host::Message& message, privacy::Audience audience) {
    if (audience == privacy::Audience::team) return true;
    if (about_people(message.subjects)) return false;
    for (const auto& argument : message.text.arguments)
        if (argument.kind.type == host::ArgumentType::person) return false;
    return true;
}

std::vector<std::int64_t> finding_counts(const host::AnalysisResult& result, privacy::Audience audience) {
    if (!result.plugin) return {};
    const auto& messages = result.plugin->manifest.messages;
    std::vector<std::int64_t> out(messages.size(), 0);
    for (std::size_t i = 0; i < result.findings.size(); ++i) ++out[result.findings.message(i)];
    for (std::size_t i = 0; i < out.size(); ++i)
        if (!shown(messages[i], audience)) out[i] = 0;
    return out;
}

base::Status write_findings(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts,
                            const std::filesystem::path& file, base::JobContext& job) {
    TextFile out(file);
    std::string head = head_json(view, results, facts).dump(1, '\t', false, Json::error_handler_t::replace);
    head.resize(head.find_last_of('}'));
    while (head.ends_with('\n')) head.pop_back();
    out.put(head);
    out.put(",\n\t\"findings\": [");
    bool any = false;
    for (const auto& result : results) {
        if (!result.ok() || result.findings.empty()) continue;
        const FindingWriter writer(view, result);
        host::Finding finding;
        for (std::size_t i = 0; i < result.findings.size(); ++i) {
            if (i % findings_between_checks == 0) {
                if (auto status = job.check(); !status) return status;
                job.progress(static_cast<double>(i) / static_cast<double>(result.findings.size()));
            }
            if (!shown(result.plugin->manifest.messages[result.findings.message(i)], view.audience())) continue;
            result.findings.read(i, finding);
            out.buffer() += any ? ",\n" : "\n";
            any = true;
            writer.put(out.buffer(), finding);
            out.flush_if_full();
        }
    }
    out.put(any ? "\n\t]\n}\n" : "]\n}\n");
    return out.close();
}

}  // namespace kith::report
