// .osm and .osm.bz2: expat's events as libosmium's objects. Document types are refused, and so entities are.
#include <bzlib.h>
#include <expat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <osmium/builder/osm_object_builder.hpp>
#include <string_view>
#include <vector>

#include "engine/io/osm_file.hpp"

namespace kith::io {
namespace {

namespace bits = osmium::osm_entity_bits;
constexpr std::size_t full = std::size_t{512} << 10;  // of a buffer: then it is handed on

class XmlReader {
public:
    XmlReader(bits::type wanted, const OsmFile::Take& take) : wanted_(wanted), take_(take), parser_(XML_ParserCreate(nullptr)) {
        if (parser_ == nullptr) throw std::bad_alloc();
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(
            parser_, [](void* self, const char* name, const char** attributes) { static_cast<XmlReader*>(self)->guard([&](XmlReader& r) { r.start(name, attributes); }); },
            [](void* self, const char* name) { static_cast<XmlReader*>(self)->guard([&](XmlReader& r) { r.end(name); }); });
        XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const char*, const char*, const char*, int) {
            static_cast<XmlReader*>(self)->stop(base::bad_input("it declares a document type, which no OpenStreetMap file does; it was refused for safety."));
        });
    }
    XmlReader(const XmlReader&) = delete;
    XmlReader& operator=(const XmlReader&) = delete;
    ~XmlReader() { XML_ParserFree(parser_); }

    base::Status feed(std::string_view text, bool last, double fraction) {
        fraction_ = fraction;
        const XML_Status parsed = XML_Parse(parser_, text.data(), static_cast<int>(text.size()), last ? 1 : 0);
        if (failure_) std::rethrow_exception(failure_);
        if (!status_) return status_;
        if (parsed != XML_STATUS_OK) return wrong(XML_ErrorString(XML_GetErrorCode(parser_)));
        if (last && !known_root_) return base::bad_input("it is XML, but no OpenStreetMap file: there is no <osm> in it.");
        return last ? hand_on() : base::Status();
    }

private:
    using Attributes = const char**;

    base::Error wrong(const std::string& what) const {
        return base::bad_input("it cannot be read as OpenStreetMap data (line " + std::to_string(XML_GetCurrentLineNumber(parser_)) + ": " + what + ").");
    }
    void stop(base::Error error) {
        if (status_) status_ = std::move(error);
        XML_StopParser(parser_, XML_FALSE);
    }
    /// No exception goes through expat.
    template <class Do>
    void guard(Do what) {
        if (!status_ || failure_) return;
        try {
            what(*this);
        } catch (const std::length_error&) {
            stop(wrong("a text is longer than OpenStreetMap allows"));
        } catch (...) {
            failure_ = std::current_exception();
            XML_StopParser(parser_, XML_FALSE);
        }
    }
    static const char* attribute(Attributes attributes, const char* name) {
        for (; *attributes != nullptr; attributes += 2)
            if (std::strcmp(attributes[0], name) == 0) return attributes[1];
        return nullptr;
    }
    /// A whole number; an error stops the file.
    std::int64_t number(Attributes attributes, const char* name) {
        const char* text = attribute(attributes, name);
        char* end = nullptr;
        errno = 0;
        const long long value = text == nullptr ? 0 : std::strtoll(text, &end, 10);
        if (text == nullptr || end == text || *end != '\0' || errno != 0) stop(wrong(std::string("an object has no ") + name + " that is a number"));
        return value;
    }

    void start(const char* name, Attributes attributes) {
        const std::string_view element(name);
        ++depth_;
        if (depth_ == 1) {
            known_root_ = element == "osm";
            if (!known_root_) stop(base::bad_input(element == "osmChange" ? "it holds changes, not objects; take the extract itself." : "it is XML, but no OpenStreetMap file: it begins with <" + std::string(element.substr(0, 40)) + ">."));
            return;
        }
        if (depth_ == 2) start_object(element, attributes);
        else if (depth_ == 3 && object_) start_part(element, attributes);
    }

    void start_object(std::string_view element, Attributes attributes) {
        const char* visible = attribute(attributes, "visible");
        const char* action = attribute(attributes, "action");
        const bool gone = (visible != nullptr && std::strcmp(visible, "false") == 0) || (action != nullptr && std::strcmp(action, "delete") == 0);
        if (gone) return;
        if (element == "node" && (wanted_ & bits::node) != 0) {
            const std::int64_t id = number(attributes, "id");
            node_ = std::make_unique<osmium::builder::NodeBuilder>(buffer_);
            node_->set_id(id);
            node_->object().set_location(location(attributes));
            object_ = node_.get();
        } else if (element == "way" && (wanted_ & bits::way) != 0) {
            const std::int64_t id = number(attributes, "id");
            way_ = std::make_unique<osmium::builder::WayBuilder>(buffer_);
            way_->set_id(id);
            object_ = way_.get();
        } else if (element == "relation" && (wanted_ & bits::relation) != 0) {
            const std::int64_t id = number(attributes, "id");
            relation_ = std::make_unique<osmium::builder::RelationBuilder>(buffer_);
            relation_->set_id(id);
            object_ = relation_.get();
        }
    }
    /// Undefined where it has none that can be.
    static osmium::Location location(Attributes attributes) {
        const char *lon = attribute(attributes, "lon"), *lat = attribute(attributes, "lat");
        osmium::Location at;
        if (lon == nullptr || lat == nullptr) return at;
        try {
            at.set_lon(lon);
            at.set_lat(lat);
        } catch (const osmium::invalid_location&) {
            return osmium::Location();
        }
        return at;
    }

    void start_part(std::string_view element, Attributes attributes) {
        if (element == "tag") {
            const char *key = attribute(attributes, "k"), *value = attribute(attributes, "v");
            if (key == nullptr || value == nullptr) return stop(wrong("a tag has no k or no v"));
            tags_.emplace_back(key, value);
        } else if (element == "nd" && way_) {
            refs_.push_back(number(attributes, "ref"));
        } else if (element == "member" && relation_) {
            const char *type = attribute(attributes, "type"), *role = attribute(attributes, "role");
            const osmium::item_type kind = type == nullptr ? osmium::item_type::undefined : osmium::char_to_item_type(type[0]);
            if (kind == osmium::item_type::undefined) return stop(wrong("a member of a relation is neither node, way nor relation"));
            members_.push_back({kind, number(attributes, "ref"), role == nullptr ? "" : role});
        }
    }

    void end(const char*) {
        if (--depth_ != 1 || object_ == nullptr) return;
        if (way_) {
            osmium::builder::WayNodeListBuilder list(buffer_, way_.get());
            for (const std::int64_t ref : refs_) list.add_node_ref(ref);
        }
        if (relation_) {
            osmium::builder::RelationMemberListBuilder list(buffer_, relation_.get());
            for (const Member& member : members_) list.add_member(member.kind, member.ref, member.role.c_str());
        }
        if (!tags_.empty()) {
            osmium::builder::TagListBuilder list(buffer_, object_);
            for (const auto& [key, value] : tags_) list.add_tag(key, value);
        }
        object_ = nullptr;
        node_.reset();
        way_.reset();
        relation_.reset();
        tags_.clear();
        refs_.clear();
        members_.clear();
        buffer_.commit();
        if (buffer_.committed() < full) return;
        if (base::Status status = hand_on(); !status) stop(status.error());
    }

    base::Status hand_on() {
        base::Status status = take_(buffer_, fraction_);
        buffer_.clear();
        return status;
    }

    struct Member {
        osmium::item_type kind;
        std::int64_t ref;
        std::string role;
    };
    bits::type wanted_;
    const OsmFile::Take& take_;
    XML_Parser parser_;
    osmium::memory::Buffer buffer_{2 * full, osmium::memory::Buffer::auto_grow::yes};
    std::unique_ptr<osmium::builder::NodeBuilder> node_;
    std::unique_ptr<osmium::builder::WayBuilder> way_;
    std::unique_ptr<osmium::builder::RelationBuilder> relation_;
    osmium::builder::Builder* object_ = nullptr;  // the one that is open
    std::vector<std::pair<std::string, std::string>> tags_;
    std::vector<std::int64_t> refs_;
    std::vector<Member> members_;
    int depth_ = 0;
    bool known_root_ = false;
    double fraction_ = 0;
    base::Status status_;
    std::exception_ptr failure_;
};

/// Several streams one after the other are one file (pbzip2 writes so).
class Unpacker {
public:
    explicit Unpacker(std::span<const std::byte> bytes) : left_(bytes) { begin(); }
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;
    ~Unpacker() { BZ2_bzDecompressEnd(&stream_); }

    /// The next piece; "" at the end.
    base::Result<std::string_view> next() {
        stream_.next_out = piece_.data();
        stream_.avail_out = static_cast<unsigned>(piece_.size());
        while (stream_.avail_out != 0 && !done_) {
            const int result = step();
            if (result == BZ_STREAM_END) {
                BZ2_bzDecompressEnd(&stream_);
                done_ = left_.empty();
                if (!done_) begin();
            } else if (result != BZ_OK || (left_.empty() && stream_.avail_out != 0)) {
                return base::bad_input("its bzip2 packing is broken or breaks off; fetch it again.");
            }
        }
        return std::string_view(piece_.data(), piece_.size() - stream_.avail_out);
    }
    std::size_t left() const { return left_.size(); }

private:
    void begin() {
        char* const out = stream_.next_out;
        const unsigned room = stream_.avail_out;
        stream_ = {};
        if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
        stream_.next_out = out;
        stream_.avail_out = room;
    }
    int step() {
        constexpr std::size_t most = std::size_t{1} << 20;
        const std::size_t given = std::min(left_.size(), most);
        // bzlib's input is not const, but it is not written to.
        stream_.next_in = const_cast<char*>(reinterpret_cast<const char*>(left_.data()));
        stream_.avail_in = static_cast<unsigned>(given);
        const int result = BZ2_bzDecompress(&stream_);
        left_ = left_.subspan(given - stream_.avail_in);
        return result;
    }
    std::span<const std::byte> left_;
    bz_stream stream_{};
    std::vector<char> piece_ = std::vector<char>(std::size_t{256} << 10);
    bool done_ = false;
};

}  // namespace

base::Status read_osm_xml(std::span<const std::byte> bytes, bool packed, bits::type wanted, const OsmFile::Take& take) {
    XmlReader reader(wanted, take);
    const auto all = static_cast<double>(bytes.size());
    if (packed) {
        Unpacker unpacker(bytes);
        for (;;) {
            const auto piece = unpacker.next();
            if (!piece) return piece.error();
            if (base::Status status = reader.feed(*piece, piece->empty(), 1 - static_cast<double>(unpacker.left()) / all); !status || piece->empty()) return status;
        }
    }
    constexpr std::size_t most = std::size_t{1} << 20;
    for (std::size_t at = 0;; at += most) {
        const std::size_t size = std::min(bytes.size() - at, most);
        const bool last = at + size == bytes.size();
        const std::string_view piece(reinterpret_cast<const char*>(bytes.data()) + at, size);
        if (base::Status status = reader.feed(piece, last, static_cast<double>(at + size) / all); !status || last) return status;
    }
}

}  // namespace kith::io
