#pragma once
// A recipe's lens laid over an analysis' own.
#include "engine/base/status.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

/// Ties that both let through, under the analysis' own name: kinds that both take, the stricter distance and frequency, the
/// recipe's date. Where the recipe's lens speaks of a clause, its word on what unknown means counts. An error when the two
/// exclude each other.
base::Result<privacy::LensSpec> narrowed(privacy::LensSpec own, const privacy::LensSpec& by, const privacy::View& view);

}  // namespace kith::host
