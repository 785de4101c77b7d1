#pragma once
// An OpenStreetMap file from memory, by libosmium: .osm.pbf block by block, .osm and .osm.bz2 by expat. Only for sources of io (and their
// tests): libosmium stays out of other headers. Nothing here starts a thread or opens a file (decision 0039).
#include <array>
#include <functional>
#include <osmium/memory/buffer.hpp>
#include <osmium/osm/entity_bits.hpp>
#include <osmium/osm/object.hpp>
#include <span>
#include <string>
#include <utility>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::io {

class OsmFile {
public:
    /// Is given some committed objects, and how far the file is read, 0 to 1. An error ends the reading and is handed on.
    using Take = std::function<base::Status(const osmium::memory::Buffer&, double fraction)>;

    /// By its first bytes. The error is one sentence without the file's name: what it is instead.
    /// `passed(bytes)` is told now and then how much has been looked at, each time that it is read.
    static base::Result<OsmFile> open(std::span<const std::byte> bytes, std::function<void(std::size_t)> passed = {});

    /// Reads the whole file once, and of it the wanted kinds of objects, in the file's order. The error says where the file breaks off (block
    /// or line). Memory: a block of at most 32 MiB unpacked, or an object.
    base::Status read(osmium::osm_entity_bits::type wanted, const Take& take) const;

private:
    enum class Kind { pbf, xml, bz2 };
    OsmFile(std::span<const std::byte> bytes, Kind kind, std::function<void(std::size_t)> passed)
        : bytes_(bytes), kind_(kind), passed_(std::move(passed)) {}
    std::span<const std::byte> bytes_;
    Kind kind_;
    std::function<void(std::size_t)> passed_;
};

/// Hands on every object of one kind (osmium::Node, Way or Relation), and says how far the job is: from `share[0]` to `share[1]`.
template <class Object, class Do>
base::Status each_osm(const OsmFile& file, const std::array<double, 2>& share, base::JobContext& job, Do what) {
    return file.read(osmium::osm_entity_bits::from_item_type(Object::itemtype), [&](const osmium::memory::Buffer& buffer, double fraction) {
        for (const auto& object : buffer.select<Object>()) what(object);
        job.progress(share[0] + (share[1] - share[0]) * fraction);
        return job.check();
    });
}

/// Each of the forms, as OsmFile::read.
base::Status read_osm_pbf(std::span<const std::byte> bytes, osmium::osm_entity_bits::type wanted, const OsmFile::Take& take);
base::Status read_osm_xml(std::span<const std::byte> bytes, bool packed, osmium::osm_entity_bits::type wanted, const OsmFile::Take& take);

}  // namespace kith::io
