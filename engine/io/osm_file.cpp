#include "engine/io/osm_file.hpp"

#include <exception>
#include <osmium/io/detail/pbf_decoder.hpp>
#include <protozero/pbf_message.hpp>
#include <string_view>

namespace kith::io {
namespace {

namespace detail = osmium::io::detail;

std::string_view text_of(std::span<const std::byte> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// The header's length in front of each block, in network order.
std::uint32_t length_at(std::string_view text) {
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(text[i]);
    return length;
}

struct Block {
    std::string_view type;
    std::string_view blob;
};

/// Takes the next block off the text.
Block next_block(std::string_view& text) {
    const std::uint32_t length = text.size() < 4 ? 0 : length_at(text);
    if (length == 0 || length > detail::max_blob_header_size || length > text.size() - 4) throw osmium::pbf_error{"the file breaks off"};
    Block block;
    std::int64_t size = -1;
    protozero::pbf_message<detail::FileFormat::BlobHeader> header{text.data() + 4, length};
    while (header.next()) {
        switch (header.tag_and_type()) {
            case protozero::tag_and_type(detail::FileFormat::BlobHeader::required_string_type, protozero::pbf_wire_type::length_delimited): {
                const auto view = header.get_view();
                block.type = {view.data(), view.size()};
                break;
            }
            case protozero::tag_and_type(detail::FileFormat::BlobHeader::required_int32_datasize, protozero::pbf_wire_type::varint):
                size = header.get_int32();
                break;
            default: header.skip();
        }
    }
    text.remove_prefix(4 + length);
    if (size < 0 || static_cast<std::uint64_t>(size) > detail::max_uncompressed_blob_size) throw osmium::pbf_error{"a block's size is none"};
    if (static_cast<std::size_t>(size) > text.size()) throw osmium::pbf_error{"the file breaks off"};
    block.blob = text.substr(0, static_cast<std::size_t>(size));
    text.remove_prefix(static_cast<std::size_t>(size));
    return block;
}

base::Error broken(std::int64_t block, std::string_view what) {
    constexpr std::string_view prefix = "PBF error: ";
    if (what.starts_with(prefix)) what.remove_prefix(prefix.size());
    return base::bad_input("it cannot be read as OpenStreetMap data (block " + std::to_string(block) + ": " + std::string(what) + "); fetch it again.");
}

}  // namespace

base::Status read_osm_pbf(std::span<const std::byte> bytes, osmium::osm_entity_bits::type wanted, const OsmFile::Take& take) {
    std::string_view text = text_of(bytes);
    std::int64_t number = 0;
    try {
        while (!text.empty()) {
            ++number;
            const Block block = next_block(text);
            if (number == 1) {
                if (block.type != "OSMHeader") return broken(number, "it is not the file's header");
                const auto header = detail::decode_header(std::string(block.blob));
                if (header.has_multiple_object_versions()) return base::bad_input("it holds the history of objects, not their last state; take an extract without history.");
            } else if (block.type == "OSMData") {
                osmium::memory::Buffer buffer = detail::PBFDataBlobDecoder{std::string(block.blob), wanted, osmium::io::read_meta::no}();
                const double left = static_cast<double>(text.size()) / static_cast<double>(bytes.size());
                // A decoder that fills a buffer hangs it on the next; the one filled first comes off first.
                while (buffer.has_nested_buffers())
                    if (base::Status status = take(*buffer.get_last_nested(), 1 - left); !status) return status;
                if (base::Status status = take(buffer, 1 - left); !status) return status;
            }
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        return broken(number, error.what());
    }
    return {};
}

base::Result<OsmFile> OsmFile::open(std::span<const std::byte> bytes, std::function<void(std::size_t)> passed) {
    const std::string_view text = text_of(bytes);
    if (text.starts_with("BZh")) return OsmFile(bytes, Kind::bz2, std::move(passed));
    if (text.starts_with("\x1F\x8B")) return base::bad_input("it is packed with gzip; unpack it, or take the .osm.pbf of the same extract.");
    if (text.size() > 16 && length_at(text) < 256 && text.substr(4, 14).find("OSMHeader") != std::string_view::npos)
        return OsmFile(bytes, Kind::pbf, std::move(passed));
    std::string_view start = text.substr(0, 1024);
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    const std::size_t first = start.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && start[first] == '<') return OsmFile(bytes, Kind::xml, std::move(passed));
    return base::bad_input("it is no OpenStreetMap file (.osm, .osm.bz2 or .osm.pbf).");
}

base::Status OsmFile::read(osmium::osm_entity_bits::type wanted, const Take& take) const {
    const Take telling = [&](const osmium::memory::Buffer& buffer, double fraction) {
        if (passed_) passed_(static_cast<std::size_t>(fraction * static_cast<double>(bytes_.size())));
        return take(buffer, fraction);
    };
    return kind_ == Kind::pbf ? read_osm_pbf(bytes_, wanted, telling) : read_osm_xml(bytes_, kind_ == Kind::bz2, wanted, telling);
}

}  // namespace kith::io
