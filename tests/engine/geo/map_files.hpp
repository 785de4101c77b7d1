#pragma once
// Files from disk as the geo room takes them: the bytes of a map file and of those beside it.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/geo/boundaries.hpp"

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

}  // namespace kith::test
