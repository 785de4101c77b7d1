#pragma once
// A place as it was read or opened: its revision, its recipe's words, and what became of every row.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/column/dispositions.hpp"
#include "engine/graph/lens.hpp"
#include "engine/place/revision.hpp"

namespace kith::place {

class Place {
public:
    std::string name;
    std::string note;                          // "everybody here is invented", repeated by every report; may be empty
    std::string crs = "EPSG:27700";
    std::optional<std::int32_t> as_of;         // days since 1970-01-01
    double whole_network_share = 0.8;          // rule 3's gate
    std::vector<graph::Lens> lenses;
    RevisionPtr revision;
    std::vector<column::SourceReport> reports; // one a file, in recipe order
    std::vector<std::string> remarks;          // sentences about the place as a whole
    struct SourceFile {
        std::string file;
        std::string digest;                    // BLAKE2b-256, hexadecimal
    };
    std::vector<SourceFile> sources;
};

using PlacePtr = std::shared_ptr<const Place>;

}  // namespace kith::place
