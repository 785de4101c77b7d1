// Apart from memory_files.cpp: who only asks which files to hand in should not have to load GDAL.
#include "engine/base/text.hpp"
#include "engine/geo/boundaries.hpp"

namespace kith::geo {

std::vector<std::string> companions_of(std::string_view name) {
    const auto dot = name.find_last_of('.');
    const std::string ending = dot == name.npos ? std::string() : base::lower(name.substr(dot + 1));
    if (ending == "shp") return {"shx", "dbf", "prj", "cpg"};
    if (ending == "gml") return {"xsd"};
    return {};
}

}  // namespace kith::geo
