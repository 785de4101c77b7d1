#include "plugins/connection_gaps/venues.hpp"

#include <algorithm>

namespace kith::connection_gaps {
namespace {

template <std::size_t n>
bool among(const std::array<std::string_view, n>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::uint8_t use_of(const Assets& assets, std::size_t row) {
    const bool running = !assets.status.known(row) || assets.status.values[row] == status_active;
    if (assets.sensitivity[row] != ordinary || !running) return 0;
    if (!assets.online.empty() && assets.online[row] != 0) return where_they_go;
    const std::int32_t code = assets.subtype_codes.empty() ? -1 : assets.subtype_codes[row];
    const std::string_view subtype = code < 0 ? std::string_view{} : assets.subtypes[static_cast<std::size_t>(code)];
    if (!assets.of_class.known(row) || among(nobody_stays, subtype)) return where_they_go;
    const std::int32_t of_class = assets.of_class.values[row];
    const std::int32_t form = assets.form.empty() ? form_place : assets.form[row];
    const bool somewhere = form == form_group || form == form_activity || form == form_place;
    const bool open = (somewhere && (of_class == association || of_class == place || of_class == culture)) || among(open_to_all, subtype);
    return open ? for_somebody_new : where_they_go;
}

/// The nearer of two, then the lower row.
struct Choice {
    Venue venue;
    std::int32_t metres = 0;
    void offer(const Venue& other, std::int32_t other_metres) {
        if (venue.asset >= 0 && (metres < other_metres || (metres == other_metres && venue.asset <= other.asset))) return;
        venue = other;
        metres = other_metres;
    }
};

}  // namespace

std::vector<std::uint8_t> venue_use(const Assets& assets) {
    std::vector<std::uint8_t> use(assets.size());
    for (std::size_t row = 0; row < assets.size(); ++row) use[row] = use_of(assets, row);
    return use;
}

bool Venues::harmless(std::int32_t person, std::int32_t asset) const {
    const std::int32_t node = people_ + asset;
    for (const std::int32_t other : apart_.of(person)) {
        if (other == node) return false;
        if (other < people_ && all_.tied(static_cast<std::size_t>(other), node)) return false;
    }
    return true;
}

std::int32_t Venues::metres(std::int32_t person, std::int32_t asset) const {
    const auto row = static_cast<std::size_t>(person);
    for (std::size_t i = reach_.begin(row); i < reach_.end(row); ++i)
        if (reach_.rows[i] == asset) return reach_.metres[i];
    return -1;
}

template <class Visit>
void Venues::where_goes(std::int32_t person, const Visit& visit) const {
    const auto node = static_cast<std::size_t>(person);
    for (std::size_t arc = goes_.begin(node); arc < goes_.end(node); ++arc) {
        const std::int32_t asset = goes_.targets[arc] - people_;
        if (asset >= 0 && goes_.sure(arc) && use_[static_cast<std::size_t>(asset)] >= where_they_go) visit(asset);
    }
}

std::optional<Venue> Venues::find(std::int32_t a, std::int32_t b) const {
    std::array<Choice, 3> best;  // by Meet
    const auto offer = [&](Meet meet, std::int32_t asset, std::int32_t goes, std::int32_t metres_there) {
        best[static_cast<std::size_t>(meet)].offer({asset, meet, goes}, metres_there);
    };
    const bool nobody_apart = apart_.of(a).empty() && apart_.of(b).empty();
    const auto safe = [&](std::int32_t asset) { return nobody_apart || (harmless(a, asset) && harmless(b, asset)); };
    const auto one_goes = [&](std::int32_t goer, std::int32_t other) {
        where_goes(goer, [&](std::int32_t asset) {
            if (goes_.tied(static_cast<std::size_t>(other), people_ + asset)) {
                if (safe(asset)) offer(Meet::both_go, asset, -1, 0);
                return;
            }
            if (use_[static_cast<std::size_t>(asset)] < for_somebody_new) return;
            const std::int32_t way = metres(other, asset);
            if (way >= 0 && safe(asset)) offer(Meet::one_goes, asset, goer, way);
        });
    };
    one_goes(a, b);
    if (best[0].venue.asset >= 0) return best[0].venue;
    one_goes(b, a);
    if (best[1].venue.asset >= 0) return best[1].venue;
    const auto row = static_cast<std::size_t>(a);
    for (std::size_t i = reach_.begin(row); i < reach_.end(row); ++i) {
        const std::int32_t asset = reach_.rows[i];
        // Nearest first: from here on nothing can be less far for the two together.
        if (best[2].venue.asset >= 0 && reach_.metres[i] > best[2].metres) break;
        if (use_[static_cast<std::size_t>(asset)] < for_somebody_new) continue;
        const std::int32_t way = metres(b, asset);
        if (way >= 0 && safe(asset)) offer(Meet::both_can_reach, asset, -1, reach_.metres[i] + way);
    }
    if (best[2].venue.asset >= 0) return best[2].venue;
    return {};
}

}  // namespace kith::connection_gaps
