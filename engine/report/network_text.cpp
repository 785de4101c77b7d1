// Pajek (.net), and node and edge lists as CSV.
#include <algorithm>
#include <cmath>
#include <set>

#include "engine/report/captured.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/network_file.hpp"
#include "engine/report/export_csv.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

constexpr std::size_t ties_between_looks = 4096;

const LayerColumn* edge_column(const Network& network, std::string_view name) {
    for (const EdgeAttribute& attribute : network.edge_attributes)
        if (attribute.name == name) return attribute.column;
    return nullptr;
}

/// What a quoted label can hold, in every program that reads one.
std::string pajek_label(std::string_view id) {
    std::string out;
    for (const char c : id) {
        if (c == '"') out += '\'';
        else if (c == '\\') out += '/';
        else out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

/// Positions between 0 and 1, y down, as Pajek has them; one scale for both.
struct Frame {
    double left = 0, top = 0, scale = 1;
    explicit Frame(const std::vector<double>& drawn) {
        if (drawn.empty()) return;
        double right = drawn[0], bottom = drawn[1];
        left = right;
        top = bottom;
        for (std::size_t i = 0; i + 1 < drawn.size(); i += 2) {
            left = std::min(left, drawn[i]);
            right = std::max(right, drawn[i]);
            bottom = std::min(bottom, drawn[i + 1]);
            top = std::max(top, drawn[i + 1]);
        }
        const double size = std::max(right - left, top - bottom);
        scale = size > 0 ? 1 / size : 1;
    }
};

base::Status look_up(std::size_t done, std::size_t all, base::JobContext& job) {
    if (done % ties_between_looks != 0) return {};
    job.progress(all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all));
    return job.check();
}

void put_cell(std::string& out, const LayerColumn* column, std::size_t row, Captured& cell) {
    out += ',';
    if (column && cell.read(*column, row).known()) csv_cell(out, cell, column->type);
}

}  // namespace

base::Status write_pajek(const std::filesystem::path& file, const Network& network, base::JobContext& job) {
    job.begin("write the network");
    TextFile out(file);
    std::string& text = out.buffer();
    std::string about = network.about;
    std::replace(about.begin(), about.end(), '\n', ' ');
    text += "% " + about + "\r\n*Vertices " + std::to_string(network.nodes()) + "\r\n";
    const Frame frame(network.drawn);
    std::set<std::string> taken;
    for (std::size_t node = 0; node < network.nodes(); ++node) {
        const std::string plain = pajek_label(network.id(node));
        std::string label = plain;
        for (int again = 2; !taken.insert(label).second; ++again) label = plain + " (" + std::to_string(again) + ")";
        text += std::to_string(node + 1) + " \"" + label + '"';
        if (!network.drawn.empty()) {
            text += ' ';
            json_number(text, (network.drawn[2 * node] - frame.left) * frame.scale);
            text += ' ';
            json_number(text, (frame.top - network.drawn[2 * node + 1]) * frame.scale);
            text += " ellipse";
        }
        text += "\r\n";
        out.flush_if_full();
        if (auto s = look_up(node, network.nodes() + network.edges.size(), job); !s) return s;
    }
    text += network.directed ? "*Arcs\r\n" : "*Edges\r\n";
    const LayerColumn* strength = edge_column(network, "strength");
    Captured cell;
    for (std::size_t i = 0; i < network.edges.size(); ++i) {
        const NetworkEdge& edge = network.edges[i];
        json_number(text, std::int64_t{edge.from} + 1);
        text += ' ';
        json_number(text, std::int64_t{edge.to} + 1);
        if (strength && cell.read(*strength, edge.row).known()) {
            text += ' ';
            json_number(text, cell.real());
        }
        text += "\r\n";
        out.flush_if_full();
        if (auto s = look_up(network.nodes() + i, network.nodes() + network.edges.size(), job); !s) return s;
    }
    return out.close();
}

base::Status write_node_list(const std::filesystem::path& file, const Network& network, base::JobContext& job) {
    job.begin("write the nodes");
    TextFile out(file);
    std::string& text = out.buffer();
    text += "Id,Label,entity,x,y,map_x,map_y,colour";
    for (const NodeAttribute& attribute : network.node_attributes) {
        text += ',';
        csv_text(text, attribute.name);
    }
    text += "\r\n";
    Captured cell;
    const auto name = std::find_if(network.node_attributes.begin(), network.node_attributes.end(), [](const NodeAttribute& a) { return a.name == "name"; });
    for (std::size_t node = 0; node < network.nodes(); ++node) {
        const bool person = node < network.people;
        const std::size_t row = person ? node : node - network.people;
        csv_text(text, network.id(node));
        text += ',';
        const LayerColumn* named = name == network.node_attributes.end() ? nullptr : person ? name->of_people : name->of_assets;
        csv_text(text, named && cell.read(*named, row).known() ? std::string_view(cell.text()) : network.id(node));
        text += person ? ",person" : ",asset";
        double at[4] = {std::nan(""), std::nan(""), std::nan(""), std::nan("")};
        if (!network.drawn.empty()) std::copy_n(network.drawn.begin() + static_cast<std::ptrdiff_t>(2 * node), 2, at);
        if (double xy[2]; network.place_of(node, xy)) std::copy_n(xy, 2, at + 2);
        for (const double number : at) {
            text += ',';
            csv_number(text, number);
        }
        text += ',' + picture::hex(network.colours[node]);
        for (const NodeAttribute& attribute : network.node_attributes) put_cell(text, person ? attribute.of_people : attribute.of_assets, row, cell);
        text += "\r\n";
        out.flush_if_full();
        if (auto s = look_up(node, network.nodes(), job); !s) return s;
    }
    return out.close();
}

base::Status write_edge_list(const std::filesystem::path& file, const Network& network, base::JobContext& job) {
    job.begin("write the ties");
    TextFile out(file);
    std::string& text = out.buffer();
    text += "Source,Target,Type,Id";
    for (const EdgeAttribute& attribute : network.edge_attributes) {
        text += ',';
        csv_text(text, attribute.name);
    }
    text += "\r\n";
    Captured cell;
    for (std::size_t i = 0; i < network.edges.size(); ++i) {
        const NetworkEdge& edge = network.edges[i];
        csv_text(text, network.id(static_cast<std::size_t>(edge.from)));
        text += ',';
        csv_text(text, network.id(static_cast<std::size_t>(edge.to)));
        text += network.directed ? ",Directed,t" : ",Undirected,t";
        json_number(text, static_cast<std::int64_t>(edge.row) + 1);
        for (const EdgeAttribute& attribute : network.edge_attributes) put_cell(text, attribute.column, edge.row, cell);
        text += "\r\n";
        out.flush_if_full();
        if (auto s = look_up(i, network.edges.size(), job); !s) return s;
    }
    return out.close();
}

}  // namespace kith::report
