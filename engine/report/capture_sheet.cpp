#include "engine/report/capture_sheet.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "engine/column/capture_fields.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/xlsx_file.hpp"

namespace kith::report {
namespace {

/// A table of the capture fields, with no row in it.
LayerSpec empty_table(std::string_view name, bool residents) {
    LayerSpec out;
    out.name = name;
    for (const column::CaptureField& field : column::capture_fields()) {
        if (field.table != name || (residents && !field.residents)) continue;
        LayerColumn column;
        column.name = field.field;
        column.title = field.label;
        column.empty = true;
        out.columns.push_back(std::move(column));
    }
    return out;
}

std::vector<LayerSpec> empty_tables(bool residents) {
    std::vector<LayerSpec> out;
    for (const std::string_view name : {"assets", "people", "ties", "events"})
        if (LayerSpec table = empty_table(name, residents); !table.columns.empty()) out.push_back(std::move(table));
    return out;
}

std::string words_of_field(const column::CaptureField& field) {
    std::string out = field.table + ", " + field.field + ": " + field.label + (field.label.ends_with('?') ? " " : ". ") + field.help + ".";
    if (field.kind == "list") out += " Several: a semicolon between them.";
    if (field.choices.empty()) return out;
    out += field.kind == "choices" ? " Any of these, a semicolon between them:" : " One of these:";
    for (std::size_t i = 0; i < field.choices.size(); ++i) out += (i == 0 ? " " : ", ") + field.choices[i];
    return out + ".";
}

std::string how_to_fill_in(bool residents) {
    std::string out = "How to fill in these sheets: a row for each place, group, person, tie or conversation. Leave empty what was not asked; empty never means no.\n";
    for (const column::CaptureField& field : column::capture_fields())
        if (field.residents || !residents) out += words_of_field(field) + "\n";
    return out + "When it is filled in: kith import FILE -o my_place.toml reads it; this sheet may stay.\n";
}

base::Status free_to_write(const std::vector<std::filesystem::path>& files, bool force) {
    std::error_code ignored;
    for (const auto& file : files)
        if (!force && std::filesystem::exists(file, ignored)) return base::misuse(file.string() + " is there already. Take another name, or say --force to replace it.");
    return {};
}

base::Status write_workbook(const std::filesystem::path& out, std::span<const LayerSpec> tables, bool residents, base::JobContext& job) {
    std::vector<std::vector<StateWords>> words;
    std::vector<WorkbookSheet> sheets;
    for (const LayerSpec& table : tables) words.push_back(state_words(table));
    for (std::size_t i = 0; i < tables.size(); ++i) sheets.push_back({&tables[i], words[i]});
    const std::filesystem::path beside = out.string() + ".part";
    std::error_code failed;
    auto status = write_xlsx(beside, sheets, how_to_fill_in(residents), job);
    if (status) std::filesystem::rename(beside, out, failed);
    if (status && !failed) return {};
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    return status ? base::io_error(out.string() + " could not be written: " + failed.message() + ".") : status;
}

base::Status write_empty_tables(std::span<const std::filesystem::path> files, std::span<const LayerSpec> tables) {
    for (std::size_t i = 0; i < tables.size(); ++i) {
        std::string header;
        for (const LayerColumn& column : tables[i].columns) header += (header.empty() ? "" : ",") + column.name;
        header += "\r\n";
        if (auto s = process::write_whole(files[i], std::as_bytes(std::span(header.data(), header.size())), process::Readers::usual); !s) {
            std::error_code ignored;
            for (std::size_t made = 0; made < i; ++made) std::filesystem::remove(files[made], ignored);
            return s;
        }
    }
    return {};
}

}  // namespace

base::Result<std::vector<std::filesystem::path>> write_capture_sheet(const std::filesystem::path& out, bool residents, bool force, base::JobContext& job) {
    const auto tables = empty_tables(residents);
    const bool workbook = out.extension() == ".xlsx";
    std::vector<std::filesystem::path> files;
    if (workbook) files.push_back(out);
    else
        for (const LayerSpec& table : tables) files.push_back(out.parent_path() / (out.stem().string() + "_" + table.name + ".csv"));
    if (auto s = free_to_write(files, force); !s) return s.error();
    if (auto s = workbook ? write_workbook(out, tables, residents, job) : write_empty_tables(files, tables); !s) return s.error();
    return files;
}

}  // namespace kith::report
