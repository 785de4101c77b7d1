#include "plugins/sdk/run.hpp"
namespace { kith::sdk::Status nothing(kith::sdk::Run&) { return {}; } }
KITH_ANALYSIS("kith.spatial_statistics", "0.1.0", nothing);
