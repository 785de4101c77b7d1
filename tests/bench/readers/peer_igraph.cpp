// igraph's readers: peer_igraph graphml|gml|pajek|edges FILE. The first line of a list of edges is its header, which igraph does not know.
#include <igraph.h>

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "peer_igraph FORMAT FILE\n"), 2;
    igraph_set_attribute_table(&igraph_cattribute_table);
    const std::string_view format = argv[1];
    FILE* file = std::fopen(argv[2], "r");
    if (file == nullptr) return 3;
    igraph_t graph;
    igraph_error_t result = IGRAPH_UNIMPLEMENTED;
    if (format == "graphml") result = igraph_read_graph_graphml(&graph, file, 0);
    if (format == "gml") result = igraph_read_graph_gml(&graph, file);
    if (format == "pajek") result = igraph_read_graph_pajek(&graph, file);
    if (format == "edges") {
        for (int c = std::fgetc(file); c != '\n' && c != EOF;) c = std::fgetc(file);
        result = igraph_read_graph_edgelist(&graph, file, 0, true);
    }
    std::fclose(file);
    if (result != IGRAPH_SUCCESS) return 3;
    std::printf("nodes %lld edges %lld\n", static_cast<long long>(igraph_vcount(&graph)), static_cast<long long>(igraph_ecount(&graph)));
    igraph_destroy(&graph);
    return 0;
}
