#pragma once
// Files from disk as the geo room takes them: the bytes of a map file and of those beside it.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/geo/boundaries.hpp"
#include "engine/geo/contiguity.hpp"
#include "engine/geo/rings.hpp"

namespace kith::test {

class MapFile {
public:
    explicit MapFile(const std::filesystem::path& file) : name_(file.filename().string()) {
        const std::filesystem::path path = std::filesystem::absolute(file);
        add(path);
        for (const std::string& ending : geo::companions_of(name_))
            for (const auto& entry : std::filesystem::directory_iterator(path.parent_path())) {
                const auto& other = entry.path();
                if (other.stem() == path.stem() && base::lower(other.extension().string()) == "." + ending) add(other);
            }
        for (std::size_t i = 0; i < names_.size(); ++i) parts_.push_back({names_[i], std::as_bytes(std::span<const char>(bytes_[i]))});
    }
    MapFile(const MapFile&) = delete;
    MapFile& operator=(const MapFile&) = delete;

    const std::string& name() const { return name_; }
    std::span<const geo::NamedBytes> parts() const { return parts_; }

private:
    void add(const std::filesystem::path& path) {
        std::ifstream stream(path, std::ios::binary);
        bytes_.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
        names_.push_back(path.filename().string());
    }
    std::string name_;
    std::vector<std::string> names_;
    std::vector<std::vector<char>> bytes_;
    std::vector<geo::NamedBytes> parts_;
};

/// A file of areas, in British National Grid unless said otherwise.
inline geo::BoundaryRequest areas_request(const std::string& file, const std::string& id, const std::string& working_crs = "EPSG:27700") {
    geo::BoundaryRequest request;
    request.file = file;
    request.as = "areas";
    request.id = id;
    request.working_crs = working_crs;
    return request;
}

/// A layer read, or why not.
struct ReadAreas {
    column::SourceReport report;
    column::SegmentPtr segment;
    geo::AreaGeometry geometry;
    std::string error;

    std::size_t size() const { return segment->find("code")->rows(); }
    std::string code(std::size_t row) const { return std::string(segment->find("code")->text(row)); }
    std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (std::size_t row = 0; row < size(); ++row) all.push_back(code(row));
        return all;
    }
    std::int64_t count(std::string_view issue) const {
        for (const auto& count : report.counts)
            if (count.code == issue) return count.count;
        return 0;
    }
    /// The codes of the neighbours of each code, sorted.
    std::map<std::string, std::vector<std::string>> by_code(const geo::Neighbours& neighbours) const {
        std::map<std::string, std::vector<std::string>> all;
        for (std::size_t a = 0; a < size(); ++a) {
            auto& list = all[code(a)];
            for (auto i = neighbours.offsets[a]; i < neighbours.offsets[a + 1]; ++i)
                list.push_back(code(static_cast<std::size_t>(neighbours.targets[static_cast<std::size_t>(i)])));
            std::sort(list.begin(), list.end());
        }
        return all;
    }
};

inline ReadAreas read_areas(const MapFile& file, const geo::BoundaryRequest& request) {
    ReadAreas areas;
    auto segment = geo::read_boundaries(file.parts(), request, column::heap_memory, areas.report);
    if (!segment) {
        areas.error = segment.error().message;
        return areas;
    }
    areas.segment = *segment;
    areas.geometry = geo::geometry_of(*areas.segment).value();
    return areas;
}

inline ReadAreas read_areas(const std::filesystem::path& path, const std::string& id, const std::string& crs = {}) {
    const MapFile file(path);
    geo::BoundaryRequest request = areas_request(file.name(), id);
    request.crs = crs;
    return read_areas(file, request);
}

inline nlohmann::json read_json(const std::filesystem::path& path) {
    std::ifstream stream(path);
    return nlohmann::json::parse(stream);
}

/// A comma-separated file without quoted commas, cell by cell; the first row is the header.
inline std::vector<std::vector<std::string>> read_cells(const std::filesystem::path& path) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        auto& cells = rows.emplace_back();
        for (std::size_t at = 0; at <= line.size();) {
            const auto end = std::min(line.find(',', at), line.size());
            cells.push_back(line.substr(at, end - at));
            at = end + 1;
        }
    }
    return rows;
}

}  // namespace kith::test
