#pragma once
// Areas of a layer, some hundred at a time in columns (Arrow, by OGR's GetArrowStream), where its driver says that this is its fast
// way: no object for each feature, ring and point. Inside geo only.
#include <cstdint>
#include <memory>
#include <vector>

class OGRLayer;

namespace kith::geo {

class Complaints;
struct RawFeature;

class FeatureStream {
public:
    /// Nothing where the driver has no such way, or a wanted field holds something else than words and numbers. The layer is the
    /// stream's while it lives. `wanted`: a field each.
    static std::unique_ptr<FeatureStream> open(OGRLayer& layer, const std::vector<bool>& wanted, const Complaints& complaints);
    ~FeatureStream();
    FeatureStream(const FeatureStream&) = delete;
    FeatureStream& operator=(const FeatureStream&) = delete;

    /// `unusual`: the next is no plain area in two dimensions, or GDAL complained. It was not taken: whoever reads feature by feature,
    /// after the first given(), learns all about it.
    enum class Next { feature, end, unusual };
    Next next(RawFeature& feature);
    std::int64_t given() const;

private:
    struct Hidden;
    explicit FeatureStream(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace kith::geo
