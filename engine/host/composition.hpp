#pragma once
// Analyses that build on each other: who takes something from whom, and so in which order they run.
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/host/manifest.hpp"
#include "engine/host/result.hpp"

namespace kith::host {

/// An analysis of this run, by the name that it runs under.
struct Peer {
    std::string as;
    const Manifest* manifest = nullptr;  // nothing when there is no such analysis
};

/// One analysis takes something from another of the same run.
struct Dependency {
    std::size_t on = 0;                  // index of the peer
    bool optional = false;
};

/// What a manifest with these parameters takes from its peers, each of them once. An error (not_found) says which analysis to
/// add, or names the nearest column.
base::Result<std::vector<Dependency>> dependencies(const Manifest& manifest, std::span<const ParameterValue> parameters, std::span<const Peer> peers);

/// For each analysis the circle that it stands in, as "'a' builds on 'b', which builds on 'a'"; "" where there is none.
std::vector<std::string> circles(std::span<const Peer> peers, std::span<const std::vector<Dependency>> takes);

}  // namespace kith::host
