"""Walking distances between assets, worked out apart from Kith: an extract of OpenStreetMap parsed here, projected by pyproj, walked by networkx.

walking_dijkstra.py EXTRACT.osm.pbf ASSETS.csv PAIRS.csv WITHIN: ASSETS has row,x,y in EPSG:27700; PAIRS has from,to,metres, all that Kith found within
WITHIN metres. Says how many pairs were compared and the largest difference; ends with 1 when a pair is missing, too many or more than 1 mm off.
The rules are those of engine/io/README.md, "Walking", and engine/geo/walking.hpp.
"""
import csv
import math
import struct
import sys
import zlib

import networkx
import pyproj


def fields(data):
    """Number and value of each field of a protobuf message."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
    while at < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        elif key & 7 == 2:
            size = varint()
            yield key >> 3, data[at:at + size]
            at += size
        else:
            at += 8 if key & 7 == 1 else 4


def packed(data, signed=False):
    out, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            out.append((value >> 1) ^ -(value & 1) if signed else value)
            value = shift = 0
    return out


def sums(values):
    total = 0
    for value in values:
        total += value
        yield total


def read(path):
    """Nodes (id: lon, lat, tags) and ways (tags, refs)."""
    nodes, ways = {}, []
    with open(path, "rb") as file:
        while size := file.read(4):
            header = dict(fields(file.read(struct.unpack(">I", size)[0])))
            blob = dict(fields(file.read(header[3])))
            if header[1] != b"OSMData":
                continue
            block = list(fields(zlib.decompress(blob[3]) if 3 in blob else blob[1]))
            words = [w.decode() for number, table in block if number == 1 for _, w in fields(table)]
            granularity = dict(block).get(17, 100)
            for number, group in block:
                if number != 2:
                    continue
                for kind, item in fields(group):
                    if kind == 2:
                        dense = dict(fields(item))
                        tags = iter(packed(dense.get(10, b"")))
                        for node, lat, lon in zip(sums(packed(dense[1], True)), sums(packed(dense[8], True)), sums(packed(dense[9], True))):
                            own = {}
                            while key := next(tags, 0):
                                own[words[key]] = words[next(tags)]
                            nodes[node] = (lon * granularity * 1e-9, lat * granularity * 1e-9, own)
                    elif kind == 1:
                        sys.exit("nodes that are not dense are not read here")
                    elif kind == 3:
                        way = dict(fields(item))
                        own = {words[k]: words[v] for k, v in zip(packed(way.get(2, b"")), packed(way.get(3, b"")))}
                        ways.append((own, list(sums(packed(way.get(8, b""), True)))))
    return nodes, ways


MOTOR = {"motorway", "motorway_link", "raceway", "bus_guideway", "busway", "escape", "emergency_bay", "rest_area", "services"}
NOT_THERE = {"construction", "proposed", "planned", "abandoned", "disused", "demolished", "razed", "removed", "dismantled", "no"}


def shut(tags):
    foot = tags.get("foot", "")
    if foot in ("no", "private"):
        return True
    return tags.get("access") in ("no", "private") and foot not in ("yes", "permissive", "designated")


def network(nodes, ways):
    """A graph of points; a barrier that is shut is a point for each way that ends there."""
    to_grid = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    graph, ends, where = networkx.Graph(), 0, {}
    for tags, refs in ways:
        highway = tags.get("highway")
        if not highway or highway in MOTOR | NOT_THERE or tags.get("motorroad") == "yes" or shut(tags):
            continue
        for a, b in zip(refs, refs[1:]):
            if a == b or a not in nodes or b not in nodes:
                continue
            pair = []
            for node in (a, b):
                if node not in where:
                    where[node] = to_grid.transform(*nodes[node][:2])
                own = nodes[node][2]
                locked = own.get("locked") == "yes" and own.get("foot") not in ("yes", "permissive", "designated")
                if own.get("barrier") and (locked or shut(own)):
                    ends += 1
                    pair.append((node, ends))
                else:
                    pair.append((node, 0))
            graph.add_edge(*pair, weight=math.dist(where[a], where[b]))
    largest = max(networkx.connected_components(graph), key=lambda piece: graph.subgraph(piece).size("weight"))
    for piece in list(networkx.connected_components(graph)):
        if piece is not largest and graph.subgraph(piece).size("weight") < 500 and piece != largest:
            graph.remove_nodes_from(piece)
    return graph, where


def nearest(edges, where, x, y):
    best = None
    for a, b, length in edges:
        (ax, ay), (bx, by) = where[a[0]], where[b[0]]
        share = min(1.0, max(0.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (length * length)))
        off = math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y)
        if off <= 250 and (best is None or off < best[0]):
            best = (off, a, b, share * length, length)
    return best


def main():
    extract, assets, pairs, within = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    graph, where = network(*read(extract))
    edges = [(a, b, graph.edges[a, b]["weight"]) for a, b in graph.edges if graph.edges[a, b]["weight"] > 0]
    places = {}
    with open(assets, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            places[int(row["row"])] = (float(row["x"]), float(row["y"]))
    snapped = {row: nearest(edges, where, x, y) for row, (x, y) in places.items()}
    expected = {}
    for row, snap in snapped.items():
        reached = {}
        if snap:
            off, a, b, along, length = snap
            for start, first in ((a, along), (b, length - along)):
                for node, metres in networkx.single_source_dijkstra_path_length(graph, start).items():
                    reached[node] = min(reached.get(node, math.inf), first + metres)
        for other, there in snapped.items():
            if other == row:
                continue
            if not snap or not there:
                metres = 1.3 * math.dist(places[row], places[other])
            else:
                metres = min(reached.get(there[1], math.inf) + there[3], reached.get(there[2], math.inf) + there[4] - there[3])
                if {snap[1], snap[2]} == {there[1], there[2]}:
                    mine = snap[3] if snap[1] == there[1] else snap[4] - snap[3]
                    metres = min(metres, abs(mine - there[3]))
                metres += 1.3 * (snap[0] + there[0])
            if metres <= within:
                expected[row, other] = metres
    with open(pairs, encoding="utf-8") as file:
        found = {(int(row["from"]), int(row["to"])): float(row["metres"]) for row in csv.DictReader(file)}
    strange = {pair for pair in set(found) ^ set(expected) if abs(found.get(pair, expected.get(pair)) - within) > 1e-3}
    both = set(found) & set(expected)
    largest = max((abs(found[pair] - expected[pair]) for pair in both), default=0)
    longer = sum(found[a, b] > 1.3 * math.dist(places[a], places[b]) for a, b in both)
    print(f"{len(both)} pairs within {within:g} m compared, the largest difference {largest:.2e} m; {len(strange)} found by one only; "
          f"{longer} longer than the straight line times 1.3; {sum(s is None for s in snapped.values())} of {len(snapped)} assets far from every way")
    sys.exit(0 if both and not strange and largest <= 1e-3 else 1)


if __name__ == "__main__":
    main()
