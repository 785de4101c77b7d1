#pragma once
// A request's parameters against the manifest: what was given, else the default.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/host/composition.hpp"
#include "engine/host/manifest.hpp"
#include "engine/host/result.hpp"

namespace kith::host {

/// In the order of the manifest. `json`: an object, or "". `peers`: the other analyses of the run, whose columns may be chosen.
/// Errors: misuse names the parameter, what is wrong and the nearest word; not_found when the place lacks what a default names.
base::Result<std::vector<ParameterValue>> resolve_parameters(const Manifest& manifest, std::string_view json, const privacy::View& view,
                                                             std::span<const Peer> peers = {});
/// A setting's number under these values.
double number_of(const Setting& setting, std::span<const ParameterValue> values);

}  // namespace kith::host
