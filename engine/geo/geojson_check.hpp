#pragma once
// Is a text GeoJSON as RFC 7946 has it? GDAL reads much that is not, and silently; this says so. Inside geo only.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::geo {

struct GeojsonFault {
    std::int64_t feature = 0;  // 1 = the first; 0 = the file as a whole
    std::string code;          // "open_ring", "missing_member", …
    std::string sentence;      // what is wrong, without a full stop and without any value of the file
    bool minor = false;        // allowed, but better avoided
};

struct GeojsonFindings {
    std::string type;                  // of the object that holds all: "FeatureCollection", "Topology" …
    std::vector<GeojsonFault> faults;  // at most 1,000
    std::int64_t features = 0;
    bool has_crs = false;  // the older `crs` member
};

/// How many JSON texts stand one after the other (RFC 8142, or one a line); 0 when it is one text, or none.
std::int64_t texts_in_sequence(std::string_view text);

/// An error only when it is no JSON, no object, or names its CRS by a link (never followed). O(bytes).
base::Result<GeojsonFindings> check_geojson(std::string_view text, const std::string& file);

}  // namespace kith::geo
