#pragma once
// A geometry of GDAL's in our own records. Inside geo only.
class OGRGeometry;

namespace kith::geo {

struct RawFeature;

/// Fills kind, shape, lines, loose and the flags of the feature. `swap`: y stands first. O(points).
void flatten(const OGRGeometry* geometry, bool swap, RawFeature& feature);

}  // namespace kith::geo
