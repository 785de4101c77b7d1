#pragma once
// Which OpenStreetMap tags are assets, and what they then are: data/osm_asset_map.csv, or a table of the same columns that a site has.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::io {

using OsmTag = std::pair<std::string, std::string>;

/// Why an object whose tags are in the table is no asset after all.
enum class OsmFate : std::uint8_t {
    asset,
    not_public,   // access=private or no; a garden that nobody opened
    gone,         // disused, abandoned or demolished
    way_there,    // a bus stop: how one gets somewhere
    named_place   // the name of an area
};

struct OsmMeaning {
    OsmFate fate = OsmFate::asset;
    std::int32_t primary = 0;      // column::AssetClass
    std::int32_t secondary = 0;    // mask
    std::int32_t sensitivity = 0;  // column::Sensitivity
    std::string subtype;
    bool potential = false;        // empty units and land
    bool chain = false;
    std::string tags;              // those that are in the table: "amenity=cafe;shop=books"
};

class OsmTable {
public:
    /// Columns tag ("key=value", a value * stands for any), primary_class, secondary_classes (with semicolons), subtype, sensitivity (S, H or
    /// empty); others are not read. The error names the row.
    static base::Result<OsmTable> parse(std::string_view csv, const std::string& file);

    /// Nothing when no tag is in the table, alive or gone. The rules and their order: engine/io/README.md. Where several tags count,
    /// the one that stands first in the table is the asset's kind and the others are further classes.
    std::optional<OsmMeaning> meaning(std::span<const OsmTag> tags) const;
    std::size_t size() const { return rules_.size(); }

private:
    struct Rule {
        std::string key, value;
        std::int32_t primary = -1;  // -1: an area's name
        std::int32_t secondary = 0;
        std::int32_t sensitivity = 0;
        std::string subtype;
    };
    base::Status add(std::span<const std::string_view> cells, std::int64_t row, const std::string& file);
    const Rule* find(std::string_view key, std::string_view value) const;
    std::vector<const Rule*> matches(std::span<const OsmTag> tags, std::string_view prefix) const;
    std::vector<Rule> rules_;
    std::unordered_map<std::string, std::size_t> by_tag_;  // "key=value", and "key=" for any value
};

/// data/osm_asset_map.csv as it was when this was built.
const OsmTable& usual_osm_table();

}  // namespace kith::io
