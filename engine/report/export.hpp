#pragma once
// Files for other programs: a place, as one audience may see it, in the formats that people's tools open. `kith export`, and whoever else wants one.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/export_layers.hpp"

namespace kith::report {

enum class ExportFormat : std::uint8_t { geopackage, geojson, flatgeobuf, xlsx, csv, graphml, gexf, pajek, node_edge_csv, hsds };
/// The word on the command line ("gpkg", "geojson", "flatgeobuf", "xlsx", "csv", "graphml", "gexf", "pajek", "nodes-edges", "hsds"), in order.
std::span<const std::string_view> export_words();
std::optional<ExportFormat> export_by_word(std::string_view word);
/// By a file's ending; nothing where it says nothing (.json, a folder).
std::optional<ExportFormat> export_by_ending(const std::filesystem::path& file);
/// Several files in a folder of their own, whatever was chosen.
bool fills_a_folder(ExportFormat format);

struct ExportOptions {
    ExportFormat format = ExportFormat::geopackage;
    ExportChoice choice;
    bool layout = true;             // of networks: positions of a drawing
    std::uint64_t seed = 1;
    bool force = false;             // replace what is there
    std::string made_by;            // "Kith 0.5"
};
struct Exported {
    struct Part {
        std::string name;           // "people", "ties"
        std::size_t rows = 0;
    };
    std::vector<Part> parts;
    std::vector<std::string> remarks;   // what is left out and why; sentences
    std::filesystem::path about;        // written beside it where the format has no room for sources and licences; else empty
};

/// Writes `out`, whole or not at all: a file, or for csv and nodes-edges a folder. For the team: files 0600, folders 0700. Errors (misuse): it is
/// there and `force` is not given; nothing of what was chosen is there for this audience; the format cannot hold it. io_error, cancelled.
base::Result<Exported> write_export(const privacy::View& view, const ExportOptions& options, const std::filesystem::path& out, base::JobContext& job);

}  // namespace kith::report
