#include "engine/io/describe_files.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/base/text.hpp"
#include "engine/column/validate.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/lookup_columns.hpp"
#include "engine/io/run_reader.hpp"

namespace kith::io {
namespace {

namespace fs = std::filesystem;

/// Parts of other files, and what is made for readers of another kind.
bool passed_over(const fs::path& path) {
    static const std::set<std::string> endings{".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xsd", ".toml", ".md", ".html", ".kith"};
    const std::string name = path.filename().string();
    return name.starts_with('.') || endings.count(base::lower(path.extension().string())) != 0;
}

std::string below(const fs::path& root, const fs::path& path) {
    std::error_code failed;
    const fs::path relative = fs::relative(path, root.empty() ? fs::path(".") : root, failed);
    return failed || relative.empty() ? path.string() : relative.generic_string();
}

/// What a file may be, in the order in which it is tried: some endings are shared.
std::vector<Format> may_be(const std::string& name) {
    const std::string small = base::lower(name);
    const Format first = format_by_name(name, Format::features);
    if (small.ends_with(".gml")) return {Format::features, Format::gml};
    if (small.ends_with(".json")) return {Format::features, Format::open_referral, Format::grants, Format::records};
    if (small.ends_with(".xml")) return {Format::graphml, Format::gexf, Format::features};
    if (small.ends_with(".dat")) return {Format::table};
    return {first};
}

/// A recipe is UTF-8, and so is the screen: a name that is not is shown with its odd bytes as \xE9, and its file is not read.
std::optional<FileFacts> unspeakable(const std::string& name) {
    if (column::valid_utf8(name)) return std::nullopt;
    constexpr std::string_view digits = "0123456789ABCDEF";
    FileFacts facts;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) facts.file += c;
        else facts.file += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    }
    facts.fault = "The name of " + facts.file + " is not UTF-8, and a recipe cannot say it: give the file another name.";
    return facts;
}

FileFacts describe(const std::string& name, Format format, const fs::path& root, ReaderPrograms& programs, base::JobContext& job, const ReadOptions& options) {
    FileFacts facts;
    facts.file = name;
    facts.format = format;
    if (const std::string_view what = not_read(name); !what.empty() && format != Format::graphml && format != Format::gexf) {
        facts.fault = name + " is " + std::string(what) + '.';
        return facts;
    }
    Source source;
    source.file = name;
    source.format = facts.format;
    source.json = "{\"format\":\"" + std::string(format_words[static_cast<std::size_t>(facts.format)]) + "\"}";
    SourceTable table;
    table.block = table.report.block = "description";
    table.report.file = name;
    const OpenedFile file = open_file(root, source, table.report);
    const ReadTask task{"description", 0, 0, &source, needs_maps(facts.format), {}, {}};
    static const std::string no_crs;
    programs.load(task.map);
    const RunContext context{programs, no_crs, options.silence, job, [](double) {}};
    if (!file.parts.empty()) run_reader(task, file, context, table);
    if (table.table) {
        facts.tables = tables_of(*table.table);
        return facts;
    }
    const auto problem = std::find_if(table.report.issues.begin(), table.report.issues.end(), [](const column::Issue& issue) { return issue.severity == column::Severity::problem; });
    facts.fault = problem == table.report.issues.end() ? "It could not be read." : problem->reason;
    return facts;
}

bool has_rows(const FileFacts& file) {
    return std::any_of(file.tables.begin(), file.tables.end(), [](const TableFacts& table) { return table.rows > 0; });
}

/// Some tables tell by the names of their columns that they are more than a table.
Format told_by_columns(const FileFacts& file) {
    if (file.format != Format::table || file.tables.empty()) return file.format;
    std::vector<std::string> header;
    for (const ColumnFacts& column : file.tables[0].columns) header.push_back(column.name);
    if (is_code_point_open(header)) return Format::code_point_open;
    bool canvas = false;
    int numbered = 0;
    for (const ColumnFacts& column : file.tables[0].columns) {
        const std::string name = base::lower(column.name);
        canvas = canvas || name.starts_with("networkcanvas");
        numbered += (name.starts_with("alter.") && name.ends_with(".1")) || name == "x1.to.2" || name == "1 to 2" ? 1 : 0;
    }
    const bool said = base::lower(fs::path(file.file).filename().string()).find("wide") != std::string::npos;  // tables of egos may hold such columns beside a file of alters
    return canvas ? Format::network_canvas : numbered > 0 && said ? Format::wide : Format::table;
}

}  // namespace

std::vector<std::string> importable(const fs::path& root, const std::vector<fs::path>& paths) {
    std::vector<std::string> files;
    for (const fs::path& path : paths) {
        std::error_code failed;
        if (!fs::is_directory(path, failed)) {
            files.push_back(below(root, path));
            continue;
        }
        std::vector<std::string> inside;
        for (const fs::directory_entry& entry : fs::directory_iterator(path, failed))
            if (entry.is_regular_file(failed) && !passed_over(entry.path())) inside.push_back(below(root, entry.path()));
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

base::Result<std::vector<FileFacts>> describe_files(const fs::path& root, const std::vector<std::string>& files, base::JobContext& job, const ReadOptions& options) {
    auto programs = ReaderPrograms::find(options);
    if (!programs) return programs.error();
    job.begin("Looking at files");
    std::vector<FileFacts> described;
    for (const std::string& name : files) {
        if (auto unread = unspeakable(name)) {
            described.push_back(std::move(*unread));
            continue;
        }
        FileFacts facts;
        for (const Format format : may_be(name)) {
            FileFacts tried = describe(name, format, root, *programs, job, options);
            const bool better = facts.file.empty() || (tried.fault.empty() && (!facts.fault.empty() || has_rows(tried)));
            if (better) facts = std::move(tried);
            if (facts.fault.empty() && has_rows(facts)) break;
        }
        if (const Format told = told_by_columns(facts); told != facts.format) facts = describe(name, told, root, *programs, job, options);
        if (!facts.fault.empty() && may_be(name).size() > 2)
            facts.fault = name + " is none of what it could be by its ending (GeoJSON, an Open Referral feed, 360Giving grants, JSON records; GraphML, GEXF, GML). " + facts.fault;
        described.push_back(std::move(facts));
        if (base::Status status = job.check(); !status) return status.error();
        job.progress(static_cast<double>(described.size()) / static_cast<double>(files.size()));
    }
    return described;
}

}  // namespace kith::io
