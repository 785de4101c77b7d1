// GraphML (graphml.graphdrawing.org, 1.0) and GEXF 1.3 (gexf.net).
#include <cmath>

#include "engine/report/captured.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/network_file.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

constexpr std::size_t items_between_looks = 4096;

std::string_view xml_type(CellType type) {
    switch (type) {
        case CellType::boolean: return "boolean";
        case CellType::integer:
        case CellType::integer64: return "long";
        case CellType::real: return "double";
        case CellType::text:
        case CellType::date: break;
    }
    return "string";
}

/// The value as the type writes it, not escaped beyond what text needs.
void put_value(std::string& out, const Captured& cell, CellType of_column) {
    switch (cell.kind()) {
        case Captured::Kind::null: break;
        case Captured::Kind::integer:
            if (of_column == CellType::boolean) out += cell.integer() != 0 ? "true" : "false";
            else json_number(out, cell.integer());
            break;
        case Captured::Kind::real: json_number(out, cell.real()); break;
        case Captured::Kind::text: xml_text(out, cell.text()); break;
    }
}

void put_attribute(std::string& out, std::string_view name, std::string_view value) {
    ((out += ' ') += name) += "=\"";
    xml_text(out, value);
    out += '"';
}

/// Calls `put(index, cell, type)` for each attribute of a node that has a value.
template <class Put>
void each_value(const Network& network, std::size_t node, Captured& cell, Put put) {
    const bool person = node < network.people;
    const std::size_t row = person ? node : node - network.people;
    for (std::size_t i = 0; i < network.node_attributes.size(); ++i) {
        const NodeAttribute& attribute = network.node_attributes[i];
        const LayerColumn* column = person ? attribute.of_people : attribute.of_assets;
        if (column && cell.read(*column, row).known()) put(i, cell, column->type);
    }
}

/// What it is called: its name, else its id.
std::string label_of(const Network& network, std::size_t node, Captured& cell) {
    for (const NodeAttribute& attribute : network.node_attributes) {
        const bool person = node < network.people;
        const LayerColumn* column = person ? attribute.of_people : attribute.of_assets;
        if (attribute.name == "name" && column && cell.read(*column, person ? node : node - network.people).known()) return cell.text();
    }
    return network.id(node);
}

base::Status checked(std::size_t done, std::size_t all, base::JobContext& job) {
    if (done % items_between_looks != 0) return {};
    job.progress(all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all));
    return job.check();
}

// ---- GraphML

void graphml_key(std::string& out, std::string_view id, std::string_view of, std::string_view name, std::string_view type) {
    out += "  <key";
    put_attribute(out, "id", id);
    put_attribute(out, "for", of);
    put_attribute(out, "attr.name", name);
    put_attribute(out, "attr.type", type);
    out += "/>\n";
}

void graphml_keys(std::string& out, const Network& network) {
    graphml_key(out, "label", "node", "label", "string");
    graphml_key(out, "entity", "node", "entity", "string");
    for (const char* axis : {"x", "y", "map_x", "map_y"}) graphml_key(out, axis, "node", axis, "double");
    graphml_key(out, "colour", "node", "colour", "string");
    for (const char* part : {"r", "g", "b"}) graphml_key(out, part, "node", part, "int");
    for (std::size_t i = 0; i < network.node_attributes.size(); ++i)
        graphml_key(out, "n" + std::to_string(i), "node", network.node_attributes[i].name, xml_type(network.node_attributes[i].type));
    for (std::size_t i = 0; i < network.edge_attributes.size(); ++i)
        graphml_key(out, "e" + std::to_string(i), "edge", network.edge_attributes[i].name, xml_type(network.edge_attributes[i].column->type));
}

template <class Put>
void graphml_data(std::string& out, std::string_view key, Put put) {
    out += "<data key=\"";
    out += key;
    out += "\">";
    put();
    out += "</data>";
}

/// An edge up to the end of its opening tag; `indent`: how far its format sets it in.
void edge_head(std::string& out, std::string_view indent, const Network& network, const NetworkEdge& edge) {
    out += indent;
    out += "<edge id=\"t";
    json_number(out, static_cast<std::int64_t>(edge.row) + 1);
    out += '"';
    put_attribute(out, "source", network.id(static_cast<std::size_t>(edge.from)));
    put_attribute(out, "target", network.id(static_cast<std::size_t>(edge.to)));
    out += '>';
}

void graphml_node(std::string& out, const Network& network, std::size_t node, Captured& cell) {
    out += "    <node";
    put_attribute(out, "id", network.id(node));
    out += '>';
    const auto number = [&](std::string_view key, double value) { graphml_data(out, key, [&] { json_number(out, value); }); };
    const auto text = [&](std::string_view key, std::string_view value) { graphml_data(out, key, [&] { xml_text(out, value); }); };
    text("label", label_of(network, node, cell));
    text("entity", node < network.people ? "person" : "asset");
    if (!network.drawn.empty()) {
        number("x", network.drawn[2 * node]);
        number("y", network.drawn[2 * node + 1]);
    }
    if (double xy[2]; network.place_of(node, xy)) {
        number("map_x", xy[0]);
        number("map_y", xy[1]);
    }
    const picture::Colour colour = network.colours[node];
    text("colour", picture::hex(colour));
    number("r", colour.red);
    number("g", colour.green);
    number("b", colour.blue);
    each_value(network, node, cell, [&](std::size_t i, const Captured& value, CellType type) { graphml_data(out, "n" + std::to_string(i), [&] { put_value(out, value, type); }); });
    out += "</node>\n";
}

void graphml_edge(std::string& out, const Network& network, const NetworkEdge& edge, std::span<const std::string> keys, Captured& cell) {
    edge_head(out, "    ", network, edge);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const LayerColumn& column = *network.edge_attributes[i].column;
        if (cell.read(column, edge.row).known()) graphml_data(out, keys[i], [&] { put_value(out, cell, column.type); });
    }
    out += "</edge>\n";
}

// ---- GEXF

void gexf_attributes(std::string& out, const Network& network) {
    const auto one = [&](std::size_t i, std::string_view title, CellType type) {
        out += "      <attribute id=\"" + std::to_string(i) + '"';
        put_attribute(out, "title", title);
        put_attribute(out, "type", xml_type(type));
        out += "/>\n";
    };
    const std::size_t own = network.node_attributes.size();
    out += "    <attributes class=\"node\">\n";
    for (std::size_t i = 0; i < own; ++i) one(i, network.node_attributes[i].name, network.node_attributes[i].type);
    one(own, "entity", CellType::text);
    one(own + 1, "map_x", CellType::real);
    one(own + 2, "map_y", CellType::real);
    out += "    </attributes>\n    <attributes class=\"edge\">\n";
    for (std::size_t i = 0; i < network.edge_attributes.size(); ++i) one(i, network.edge_attributes[i].name, network.edge_attributes[i].column->type);
    out += "    </attributes>\n";
}

template <class Put>
void gexf_value(std::string& out, std::size_t attribute, Put put) {
    out += "<attvalue for=\"";
    json_number(out, static_cast<std::int64_t>(attribute));
    out += "\" value=\"";
    put();
    out += "\"/>";
}

void gexf_node(std::string& out, const Network& network, std::size_t node, Captured& cell) {
    const std::size_t own = network.node_attributes.size();
    out += "      <node";
    put_attribute(out, "id", network.id(node));
    put_attribute(out, "label", label_of(network, node, cell));
    out += "><attvalues>";
    each_value(network, node, cell, [&](std::size_t i, const Captured& value, CellType type) { gexf_value(out, i, [&] { put_value(out, value, type); }); });
    gexf_value(out, own, [&] { out += node < network.people ? "person" : "asset"; });
    if (double xy[2]; network.place_of(node, xy)) {
        gexf_value(out, own + 1, [&] { json_number(out, xy[0]); });
        gexf_value(out, own + 2, [&] { json_number(out, xy[1]); });
    }
    out += "</attvalues>";
    if (!network.drawn.empty()) {
        out += "<viz:position x=\"";
        json_number(out, network.drawn[2 * node]);
        out += "\" y=\"";
        json_number(out, network.drawn[2 * node + 1]);
        out += "\" z=\"0\"/>";
    }
    const picture::Colour colour = network.colours[node];
    out += "<viz:color r=\"" + std::to_string(colour.red) + "\" g=\"" + std::to_string(colour.green) + "\" b=\"" + std::to_string(colour.blue) + "\"/></node>\n";
}

void gexf_edge(std::string& out, const Network& network, const NetworkEdge& edge, Captured& cell) {
    edge_head(out, "      ", network, edge);
    out += "<attvalues>";
    for (std::size_t i = 0; i < network.edge_attributes.size(); ++i) {
        const LayerColumn& column = *network.edge_attributes[i].column;
        if (cell.read(column, edge.row).known()) gexf_value(out, i, [&] { put_value(out, cell, column.type); });
    }
    out += "</attvalues></edge>\n";
}

/// Every node, what stands between, every edge, the foot; and closes the file.
template <class Node, class Edge>
base::Status write_parts(TextFile& file, const Network& network, std::string_view between, std::string_view foot, base::JobContext& job, Node node, Edge edge) {
    const std::size_t all = network.nodes() + network.edges.size();
    for (std::size_t i = 0; i < network.nodes(); ++i) {
        node(i);
        file.flush_if_full();
        if (auto s = checked(i, all, job); !s) return s;
    }
    file.put(between);
    for (std::size_t i = 0; i < network.edges.size(); ++i) {
        edge(network.edges[i]);
        file.flush_if_full();
        if (auto s = checked(network.nodes() + i, all, job); !s) return s;
    }
    file.put(foot);
    return file.close();
}

}  // namespace

void xml_text(std::string& out, std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\t': out += "&#9;"; break;
            case '\n': out += "&#10;"; break;
            case '\r': out += "&#13;"; break;
            default:
                // U+FFFE and U+FFFF are no characters of XML either.
                if (c == 0xEF && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xBF && static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
                    out += replacement;
                    i += 2;
                } else if (c < 0x20) out += replacement;
                else out += static_cast<char>(c);
        }
    }
}

base::Status write_graphml(const std::filesystem::path& file, const Network& network, base::JobContext& job) {
    job.begin("write the network");
    TextFile out(file);
    Captured cell;
    std::string& text = out.buffer();
    text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
            "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n  <desc>";
    xml_text(text, network.about);
    text += "</desc>\n";
    graphml_keys(text, network);
    text += network.directed ? "  <graph id=\"place\" edgedefault=\"directed\">\n" : "  <graph id=\"place\" edgedefault=\"undirected\">\n";
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < network.edge_attributes.size(); ++i) keys.push_back("e" + std::to_string(i));
    return write_parts(out, network, "", "  </graph>\n</graphml>\n", job, [&](std::size_t node) { graphml_node(text, network, node, cell); },
                       [&](const NetworkEdge& edge) { graphml_edge(text, network, edge, keys, cell); });
}

base::Status write_gexf(const std::filesystem::path& file, const Network& network, base::JobContext& job) {
    job.begin("write the network");
    TextFile out(file);
    Captured cell;
    std::string& text = out.buffer();
    text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n"
            "  <meta><creator>Kith</creator><description>";
    xml_text(text, network.about);
    text += "</description></meta>\n";
    text += network.directed ? "  <graph mode=\"static\" defaultedgetype=\"directed\">\n" : "  <graph mode=\"static\" defaultedgetype=\"undirected\">\n";
    gexf_attributes(text, network);
    text += "    <nodes>\n";
    return write_parts(out, network, "    </nodes>\n    <edges>\n", "    </edges>\n  </graph>\n</gexf>\n", job,
                       [&](std::size_t node) { gexf_node(text, network, node, cell); }, [&](const NetworkEdge& edge) { gexf_edge(text, network, edge, cell); });
}

}  // namespace kith::report
