// GDAL's own iteration: peer_gdal FILE asks for every feature of every layer, its fields and its shape, and keeps none.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstdio>
#include <cstring>

namespace {

/// What is asked for must be unpacked by the driver; the sum keeps it from being left out.
double taken(OGRFeature& feature) {
    double sum = 0;
    for (int i = 0; i < feature.GetFieldCount(); ++i)
        if (feature.IsFieldSetAndNotNull(i)) sum += static_cast<double>(std::strlen(feature.GetFieldAsString(i)));
    OGREnvelope box;
    if (const OGRGeometry* shape = feature.GetGeometryRef(); shape != nullptr) shape->getEnvelope(&box), sum += box.MinX;
    return sum;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return std::fprintf(stderr, "peer_gdal FILE\n"), 2;
    GDALAllRegister();
    const GDALDatasetUniquePtr file(GDALDataset::Open(argv[1], GDAL_OF_VECTOR));
    if (!file) return 3;
    long long features = 0;
    double sum = 0;
    // One loop over the file, not over the layers: OpenStreetMap's layers are one stream.
    while (true) {
        OGRLayer* layer = nullptr;
        const OGRFeatureUniquePtr feature(file->GetNextFeature(&layer, nullptr, nullptr, nullptr));
        if (!feature) break;
        ++features;
        sum += taken(*feature);
    }
    std::printf("read %lld (%g)\n", features, sum);
    return 0;
}
