#pragma once
// Networks as other programs read them: nodes (people and assets, isolates too), ties, attributes, positions and colours.
// GraphML, GEXF 1.3, Pajek, and a pair of CSV files as Gephi takes them.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/picture/palette.hpp"
#include "engine/report/export_layers.hpp"

namespace kith::report {

/// An attribute of nodes: the column of people and that of assets under one name; either may be missing.
struct NodeAttribute {
    std::string name;
    CellType type = CellType::text;       // text where the two differ
    const LayerColumn* of_people = nullptr;
    const LayerColumn* of_assets = nullptr;
};
struct EdgeAttribute {
    std::string name;
    const LayerColumn* column = nullptr;
};
struct NetworkEdge {
    std::int32_t from = 0, to = 0;        // nodes of this network
    std::size_t row = 0;                  // of the ties' layer
};

struct Network {
    ExportLayers layers;                  // with columns of states; the attributes point into it
    std::size_t people = 0, assets = 0;   // nodes: people, then assets
    std::size_t first_id = 0;             // of the first node among the layers' ids
    std::vector<NodeAttribute> node_attributes;
    std::vector<EdgeAttribute> edge_attributes;
    std::vector<NetworkEdge> edges;
    bool directed = false;                // every tie says that its `from` gives; else all are without a direction, and `tie_direction` says what is known
    std::vector<double> drawn;            // two a node, a layout's units, y up; empty: not laid out
    std::vector<picture::Colour> colours; // one a node
    std::string name, about;              // of the place; what it is, whose data, what is left out

    std::size_t nodes() const { return people + assets; }
    const std::string& id(std::size_t node) const { return (*layers.ids)[first_id + node]; }
    /// Where a node stands in the place, in the working CRS; false where that is not known.
    bool place_of(std::size_t node, double (&xy)[2]) const;
};

/// Takes the people, assets and ties of `layers`. A tie with an end that is kept private has no edge, and a remark says how many.
Network network_of(ExportLayers layers, const privacy::View& view);
/// Fills `drawn`: a force layout of the ties, isolates on a shelf. Seeded.
base::Status lay_out(Network& network, std::uint64_t seed, base::JobContext& job);

base::Status write_graphml(const std::filesystem::path& file, const Network& network, base::JobContext& job);
base::Status write_gexf(const std::filesystem::path& file, const Network& network, base::JobContext& job);
/// Ids, positions, ties and strengths: the format has no more. Quotes, backslashes and line ends within ids become ' / and blanks.
base::Status write_pajek(const std::filesystem::path& file, const Network& network, base::JobContext& job);
/// `Id,Label,…` and `Source,Target,Type,…`.
base::Status write_node_list(const std::filesystem::path& file, const Network& network, base::JobContext& job);
base::Status write_edge_list(const std::filesystem::path& file, const Network& network, base::JobContext& job);

/// Text of an element or an attribute's value: escaped, line ends and tabs as references; what XML 1.0 cannot hold is U+FFFD.
void xml_text(std::string& out, std::string_view text);

}  // namespace kith::report
