#include "engine/geo/memory_files.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

#include "engine/base/text.hpp"
#include "engine/column/validate.hpp"

namespace kith::geo {
namespace {

/// Inside a zip; more than this is no map of a town.
constexpr std::uint64_t most_unpacked = std::uint64_t{2} << 30;
constexpr int most_entries = 10'000;
constexpr std::array<std::string_view, 9> map_endings{"shp", "geojson", "json", "geojsonl", "topojson", "gpkg", "fgb", "kml", "gml"};

std::string base_name(std::string_view path) {
    const auto slash = path.find_last_of("/\\");
    return std::string(slash == path.npos ? path : path.substr(slash + 1));
}

std::string stem_of(std::string_view name) { return std::string(name.substr(0, name.find_last_of('.'))); }

std::string ending_of(std::string_view name) {
    const auto dot = name.find_last_of('.');
    return dot == name.npos ? std::string() : base::lower(name.substr(dot + 1));
}

struct ListEnd {
    void operator()(char** list) const { CSLDestroy(list); }
};

}  // namespace

MemoryFiles::~MemoryFiles() {
    if (!folder_.empty()) VSIRmdirRecursive(folder_.c_str());
}

base::Status MemoryFiles::add(std::span<const NamedBytes> parts, const std::string& file) {
    static std::atomic<unsigned> counter{0};
    if (parts.empty() || parts[0].bytes.empty()) return base::bad_input(file + " is empty.");
    folder_ = "/vsimem/kith_geo_" + std::to_string(counter++);
    first_ = base_name(parts[0].name);
    for (const NamedBytes& part : parts) {
        endings_.push_back(ending_of(part.name));
        if (part.bytes.empty()) continue;
        // Companions take the first part's stem and small letters: that is how GDAL looks for them. GDAL asks for writable bytes, but
        // everything is opened read-only.
        const std::string name = &part == parts.data() ? first_ : stem_of(first_) + "." + endings_.back();
        auto* bytes = reinterpret_cast<GByte*>(const_cast<std::byte*>(part.bytes.data()));
        VSILFILE* made = VSIFileFromMemBuffer((folder_ + "/" + name).c_str(), bytes, part.bytes.size(), FALSE);
        if (!made) return base::internal_error("No memory file could be made for " + file + ".");
        VSIFCloseL(made);
    }
    return {};
}

base::Result<std::string> MemoryFiles::target(const std::string& file, const std::string& layer) const {
    const std::string path = folder_ + "/" + first_;
    const std::string ending = ending_of(first_);
    if (ending != "zip" && ending != "kmz") return path;
    const std::string inside = "/vsizip/" + path;
    const std::unique_ptr<char*, ListEnd> entries(VSIReadDirRecursive(inside.c_str()));
    std::vector<std::string> maps;
    std::uint64_t unpacked = 0;
    for (int i = 0; entries && entries.get()[i]; ++i) {
        const std::string entry = entries.get()[i];
        VSIStatBufL facts;
        if (VSIStatL((inside + "/" + entry).c_str(), &facts) == 0)
            unpacked += static_cast<std::uint64_t>(std::max<vsi_l_offset>(0, static_cast<vsi_l_offset>(facts.st_size)));
        if (i >= most_entries || unpacked > most_unpacked)
            return base::Error{base::Code::too_large, file + " holds more than a map file should when unpacked."};
        const std::string kind = ending_of(entry);
        if (std::find(map_endings.begin(), map_endings.end(), kind) == map_endings.end() || entry.find("__MACOSX") != entry.npos) continue;
        if (!layer.empty() && stem_of(base_name(entry)) == layer) return inside + "/" + entry;
        maps.push_back(entry);
    }
    if (maps.size() == 1) return inside + "/" + maps[0];
    if (maps.empty())
        return base::bad_input(file + " is a zip in which no map file can be read (.shp, .geojson, .gpkg, .fgb, .kml, .gml).");
    return base::bad_input(file + " is a zip with " + std::to_string(maps.size()) + " map files (" + maps[0] + ", " + maps[1] +
                           " …): say which with ogr_layer, or unpack it.");
}

base::Status MemoryFiles::check_unpacked(const std::string& path, const std::string& file) const {
    const std::string inside = "/vsizip/" + path;
    const std::unique_ptr<char*, ListEnd> entries(VSIReadDirRecursive(inside.c_str()));
    std::uint64_t unpacked = 0;
    for (int i = 0; entries && entries.get()[i]; ++i) {
        VSIStatBufL facts;
        if (VSIStatL((inside + "/" + entries.get()[i]).c_str(), &facts) == 0)
            unpacked += static_cast<std::uint64_t>(std::max<vsi_l_offset>(0, static_cast<vsi_l_offset>(facts.st_size)));
        if (i >= most_entries || unpacked > most_unpacked)
            return base::Error{base::Code::too_large, file + " holds more than a table should when unpacked; save the sheet as CSV."};
    }
    return {};
}

bool MemoryFiles::has(std::string_view ending) const { return std::find(endings_.begin(), endings_.end(), ending) != endings_.end(); }

std::vector<std::string> MemoryFiles::remarks(const std::string& format) const {
    std::vector<std::string> all;
    const std::string ending = ending_of(first_);
    if (format == "ESRI Shapefile" && ending == "shp") {
        if (lacks_index()) all.push_back("Its index (.shx) is missing and was made again from the shapes.");
        if (!has("dbf")) all.push_back("Its table (.dbf) is missing: the shapes have no attributes.");
    }
    const bool json = ending == "json" || ending == "geojson";
    if ((ending == "gpkg" && format != "GPKG") || (ending == "fgb" && format != "FlatGeobuf") ||
        (json && format.find("JSON") == format.npos))
        all.push_back("By its name it should be another format; it is read as " + format + ".");
    return all;
}

bool MemoryFiles::lacks_index() const { return ending_of(first_) == "shp" && !has("shx"); }

std::string MemoryFiles::fit_to_say(std::string words) const {
    for (const std::string& ours : {folder_ + "/", std::string("/vsizip/"), std::string("/vsimem/")})
        for (auto at = words.find(ours); at != words.npos; at = words.find(ours)) words.erase(at, ours.size());
    words = words.substr(0, words.find(" Set SHAPE_RESTORE_SHX"));  // advice for programmers
    std::string said;
    char quote = 0;
    for (const char c : words) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
                said += "…";
            }
        } else if (c == '\'' || c == '"' || c == '`') {
            quote = c == '`' ? '\'' : c;
        } else {
            said += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    if (said.size() > 200) said = said.substr(0, 200) + " …";
    while (!said.empty() && (said.back() == '.' || said.back() == ' ' || said.back() == ':')) said.pop_back();
    return column::valid_utf8(said) ? said : std::string();
}

}  // namespace kith::geo
