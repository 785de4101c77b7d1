// An extract of OpenStreetMap repeated with new ids, each copy at a place of its own: repeat_osm FROM TIMES TO
// Nodes come first, then ways, then relations, each by id, as extracts have them. Copies stand on a grid of 0.02 degrees (some 2 km).
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <string>

namespace {

namespace builder = osmium::builder;
constexpr std::int64_t ids_of_a_copy = 10'000'000'000;  // more than there are
constexpr int copies_in_a_row = 32;
constexpr double apart_degrees = 0.02;

template <class Builder, class Object>
void head(Builder& to, const Object& from, std::int64_t shift) {
    to.set_id(from.id() + shift).set_version(from.version()).set_changeset(from.changeset()).set_timestamp(from.timestamp()).set_uid(from.uid()).set_visible(true);
    to.set_user(std::string(from.user()));
    to.add_item(from.tags());
}

void add(osmium::memory::Buffer& out, const osmium::OSMObject& object, int copy) {
    const std::int64_t shift = ids_of_a_copy * copy;
    if (object.type() == osmium::item_type::node) {
        const auto& node = static_cast<const osmium::Node&>(object);
        builder::NodeBuilder made(out);
        osmium::Location place = node.location();
        if (place.valid()) place = {place.lon() + apart_degrees * (copy % copies_in_a_row), place.lat() + apart_degrees * (copy / copies_in_a_row)};
        made.set_location(place);
        head(made, node, shift);
    } else if (object.type() == osmium::item_type::way) {
        const auto& way = static_cast<const osmium::Way&>(object);
        builder::WayBuilder made(out);
        head(made, way, shift);
        builder::WayNodeListBuilder nodes(made);
        for (const osmium::NodeRef& ref : way.nodes()) nodes.add_node_ref(ref.ref() + shift);
    } else {
        const auto& relation = static_cast<const osmium::Relation&>(object);
        builder::RelationBuilder made(out);
        head(made, relation, shift);
        builder::RelationMemberListBuilder members(made);
        for (const osmium::RelationMember& member : relation.members()) members.add_member(member.type(), member.ref() + shift, member.role());
    }
    out.commit();
}

void repeat(const char* from, int times, const char* to) {
    osmium::memory::Buffer all = osmium::io::read_file(from);
    osmium::io::Writer writer(to, osmium::io::overwrite::allow);
    for (const osmium::item_type kind : {osmium::item_type::node, osmium::item_type::way, osmium::item_type::relation})
        for (int copy = 0; copy < times; ++copy) {
            osmium::memory::Buffer part(1 << 20, osmium::memory::Buffer::auto_grow::yes);
            for (const auto& object : all.select<osmium::OSMObject>())
                if (object.type() == kind) add(part, object, copy);
            writer(std::move(part));
        }
    writer.close();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return std::fprintf(stderr, "repeat_osm FROM TIMES TO\n"), 2;
    try {
        repeat(argv[1], std::atoi(argv[2]), argv[3]);
    } catch (const std::exception& error) {
        return std::fprintf(stderr, "%s\n", error.what()), 3;
    }
    return 0;
}
