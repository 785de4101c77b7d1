#pragma once
// Bytes that GDAL sees as files, and as nothing else: inside geo only.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/geo/boundaries.hpp"

namespace kith::geo {

/// A folder of GDAL's own memory with the given parts, gone when this goes. The bytes are borrowed.
class MemoryFiles {
public:
    MemoryFiles() = default;
    ~MemoryFiles();
    MemoryFiles(const MemoryFiles&) = delete;
    MemoryFiles& operator=(const MemoryFiles&) = delete;

    base::Status add(std::span<const NamedBytes> parts, const std::string& file);
    /// What to open: the first part, or the one map file inside it when it is a zip (the one named `layer`, where there are several).
    base::Result<std::string> target(const std::string& file, const std::string& layer) const;
    /// A file that is a zip by nature (a workbook): an error when it would unpack to more than a zip here may.
    base::Status check_unpacked(const std::string& path, const std::string& file) const;
    /// What a reader should know of how the parts were found.
    std::vector<std::string> remarks(const std::string& format) const;
    /// A shapefile without its .shx?
    bool lacks_index() const;
    /// GDAL's words without the names of this folder, and without what it quotes from the file.
    std::string fit_to_say(std::string words) const;

private:
    bool has(std::string_view ending) const;
    std::string folder_;
    std::string first_;                 // name of the first part
    std::vector<std::string> endings_;  // of all parts, lower case
};

}  // namespace kith::geo
