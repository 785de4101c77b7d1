#include "engine/place/edits_file.hpp"

#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/place/derived.hpp"
#include "engine/place/fields.hpp"

namespace kith::place {
namespace {

using nlohmann::json;

constexpr int format = 1;
constexpr std::uintmax_t largest_file = 1u << 30;

base::Error not_ours(const std::filesystem::path& file) { return base::bad_input(file.filename().string() + " is not a file of edits that this Kith can read."); }

std::vector<std::string> fields_of(std::span<const Edit> edits) {
    std::set<std::string> fields;
    for (const Edit& edit : edits) {
        if (edit.operation == Operation::set) fields.insert(edit.field);
        if (edit.operation == Operation::add && edit.subject.kind != base::EntityKind::area)
            for (const Cell& cell : edit.record) fields.insert(cell.field);
    }
    return {fields.begin(), fields.end()};
}

/// Does nothing follow from the cell, and does nobody go by another key after it? Of columns that are there.
bool plain_cell(const Revision& revision, const Edit& edit) {
    if (edit.operation != Operation::set || edit.field == "ties/until" || edit.field == "assets/sensitivity" || edit.field.ends_with(".positions/point")) return false;
    const std::size_t slash = std::min(edit.field.find('/'), edit.field.size() - 1);
    return revision.column(edit.field.substr(0, slash), edit.field.substr(slash + 1)) != nullptr;
}

/// The edits that were made together: a file has many such steps, and each stands on what the one before it left. Cells that touch nothing
/// else are written at once, so that a long list of them is not a long wait.
std::span<const Edit> first_step(const Revision& revision, std::span<const Edit> edits) {
    std::size_t plain = 0, length = 1;
    while (plain < edits.size() && plain_cell(revision, edits[plain])) ++plain;
    while (length < edits.size() && edits[length].batch == edits[0].batch) ++length;
    while (plain > length && plain < edits.size() && edits[plain].batch == edits[plain - 1].batch) --plain;  // whole steps
    return edits.first(std::max(plain, length));
}

std::string primary_layer(const Revision& revision) {
    const column::Column *as = revision.column("area_layers", "as"), *primary = revision.column("area_layers", "primary");
    for (std::size_t row = 0; as != nullptr && primary != nullptr && row < as->rows(); ++row)
        if (primary->booleans()[row] != 0) return std::string(as->text(row));
    return {};
}

base::Result<column::SegmentPtr> patched(const column::SegmentPtr& segment, const std::map<std::size_t, std::int64_t>& areas, const column::Allocator& allocate) {
    column::SegmentBuilder builder{std::string(segment->key())};
    for (const auto& c : segment->columns()) {
        if (c.key() != "area") {
            builder.add_column(segment, c);
            continue;
        }
        ColumnEditor editor(c);
        for (const auto& [row, area] : areas)
            if (auto s = editor.set(row, Value(area)); !s) return s.error();
        std::move(editor).add_to(builder);
    }
    return std::move(builder).finish(allocate);
}

/// What was only ever a code in a file cannot be worked out again from a point: an added row says its area itself.
base::Result<RevisionPtr> with_stated_areas(RevisionPtr revision, std::span<const Edit> edits, const column::Allocator& allocate) {
    const std::string layer = primary_layer(*revision);
    const auto& areas = revision->segment("areas." + layer);
    if (areas == nullptr) return revision;
    const auto count = static_cast<std::int64_t>(areas->columns()[0].rows());
    std::vector<column::SegmentPtr> changed;
    for (const std::string table : {"people", "assets"}) {
        std::map<std::size_t, std::int64_t> stated;
        const column::Column* points = revision->column(table + ".positions", "point");
        for (const Edit& edit : edits) {
            if (edit.operation != Operation::add) continue;
            for (const Cell& cell : edit.record) {
                const auto* area = cell.field == table + "/area" ? std::get_if<std::int64_t>(&cell.value) : nullptr;
                const auto row = area == nullptr || *area < 0 || *area >= count ? std::nullopt : revision->find(edit.subject);
                if (row && (points == nullptr || !points->known(static_cast<std::size_t>(row->row)))) stated[static_cast<std::size_t>(row->row)] = *area;
            }
        }
        for (const std::string& key : {table, table + ".within." + layer}) {
            if (stated.empty() || revision->column(key, "area") == nullptr) continue;
            auto next = patched(revision->segment(key), stated, allocate);
            if (!next) return next.error();
            changed.push_back(std::move(*next));
        }
    }
    return changed.empty() ? revision : revision->with(std::move(changed));
}

}  // namespace

std::string_view edits_heading() { return "{\"kith_edits\":1}\n"; }

base::Result<std::vector<Edit>> read_edits(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return base::not_found("There is no file of edits " + file.filename().string() + ", which the recipe names.");
    if (std::filesystem::file_size(file, failed) > largest_file) return not_ours(file);
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    std::getline(stream, line);
    const json heading = json::parse(line, nullptr, false);
    if (!heading.is_object() || heading.value("kith_edits", json()) != format) return not_ours(file);
    std::vector<Edit> edits;
    while (std::getline(stream, line)) {
        if (line.empty()) continue;
        if (const json aside = json::parse(line, nullptr, false); aside.is_object() && aside.contains("put_aside")) continue;
        auto edit = edit_from_json_line(line);
        if (!edit) return not_ours(file);
        edits.push_back(std::move(*edit));
    }
    return edits;
}

base::Result<RevisionPtr> in_steps(const RevisionPtr& revision, std::span<const Edit> edits, Derived& derived, const column::Allocator& allocate, base::JobContext& job) {
    RevisionPtr made = revision;
    while (!edits.empty()) {
        const std::span<const Edit> step = first_step(*made, edits);
        auto wide = with_fields(made, fields_of(step), allocate);
        if (!wide) return wide;
        auto edited = apply(*wide, step, allocate);
        if (!edited) return edited;
        auto next = derived.derive(*made, *edited, allocate, job);
        if (!next) return next;
        made = std::move(*next);
        edits = edits.subspan(step.size());
    }
    return made;
}

base::Result<RevisionPtr> with_edits(const RevisionPtr& as_read, std::span<const Edit> edits, const column::Allocator& allocate, base::JobContext& job) {
    if (edits.empty()) return as_read;
    Derived derived(*as_read);
    auto made = in_steps(as_read, edits, derived, allocate, job);
    return made ? with_stated_areas(*made, edits, allocate) : made;
}

}  // namespace kith::place
