#include "engine/host/composition.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kith::host {
namespace {

std::string_view rows_of(Entity entity) {
    constexpr std::array<std::string_view, 4> words{"people", "assets", "areas", "the place as a whole"};
    return words[static_cast<std::size_t>(entity)];
}

std::size_t index_of(std::span<const Peer> peers, std::string_view as) {
    return static_cast<std::size_t>(std::find_if(peers.begin(), peers.end(), [=](const Peer& p) { return p.as == as; }) - peers.begin());
}

void add(std::vector<Dependency>& list, std::size_t on, bool optional) {
    for (Dependency& known : list)
        if (known.on == on) {
            known.optional = known.optional && optional;
            return;
        }
    list.push_back({on, optional});
}

base::Error nobody_gives(const ResultRequest& request) {
    return base::not_found("it builds on '" + request.as + "." + request.output + "', and no analysis called '" + request.as +
                           "' runs here; add one as an [[analyses]] block to the recipe");
}

base::Error no_such_output(const Manifest& other, const ResultRequest& request) {
    std::vector<std::string_view> known;
    for (const OutputColumn& c : other.columns)
        if (c.entity == request.entity) known.push_back(c.key);
    const std::string_view near = base::nearest_word(request.output, known);
    return base::not_found("it builds on '" + request.as + "." + request.output + "', and '" + request.as + "' has no such column of " +
                           std::string(rows_of(request.entity)) + (near.empty() ? "" : "; the nearest is '" + std::string(near) + "'"));
}

/// Follows what is taken, from `at` until `goal` comes again; `path` is the way there.
bool leads_to(std::size_t goal, std::size_t at, std::span<const std::vector<Dependency>> takes, std::vector<std::size_t>& path, std::vector<bool>& seen) {
    path.push_back(at);
    for (const Dependency& next : takes[at]) {
        if (next.on == goal) return true;
        if (seen[next.on]) continue;
        seen[next.on] = true;
        if (leads_to(goal, next.on, takes, path, seen)) return true;
    }
    path.pop_back();
    return false;
}

}  // namespace

base::Result<std::vector<Dependency>> dependencies(const Manifest& manifest, std::span<const ParameterValue> parameters, std::span<const Peer> peers) {
    std::vector<Dependency> list;
    for (const ResultRequest& request : manifest.results_of) {
        const std::size_t on = index_of(peers, request.as);
        const Manifest* other = on < peers.size() ? peers[on].manifest : nullptr;
        const bool gives = other != nullptr && other->output(request.entity, request.output) != nullptr;
        if (gives) add(list, on, request.optional);
        else if (!request.optional) return other == nullptr ? nobody_gives(request) : no_such_output(*other, request);
    }
    for (const ParameterValue& value : parameters)
        if (!value.from.empty()) add(list, index_of(peers, value.from), false);
    return list;
}

std::vector<std::string> circles(std::span<const Peer> peers, std::span<const std::vector<Dependency>> takes) {
    std::vector<std::string> list(peers.size());
    for (std::size_t i = 0; i < peers.size(); ++i) {
        std::vector<std::size_t> path;
        std::vector<bool> seen(peers.size());
        if (!leads_to(i, i, takes, path, seen)) continue;
        list[i] = "'" + peers[i].as + "' builds on ";
        for (std::size_t step = 1; step < path.size(); ++step) list[i] += "'" + peers[path[step]].as + "', which builds on ";
        list[i] += path.size() == 1 ? "itself" : "'" + peers[i].as + "'";
    }
    return list;
}

}  // namespace kith::host
