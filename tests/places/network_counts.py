#!/usr/bin/python3
"""What other readers count in the networks of ../shared/data/networks: the independent side of networks.tsv.

    tests/places/network_counts.py          compares the table's columns; exit 1 when they differ
    tests/places/network_counts.py --list   prints file, counts and who counted, to begin a table with

The shared data folder is KITH_SHARED, or `shared` beside the project.

GraphML, GEXF and GML by networkx 2.8.8; where it reads nothing of a file, and of Pajek, whose lists it does not know, by igraph 0.10.
Matrices by hand: lines, and cells that are neither 0 nor empty. CSV by Python's csv: the rows after the first that are not empty.
Debian: python3-networkx, python3-igraph.
"""
import csv
import io
import os
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "networks.tsv")
csv.field_size_limit(1 << 30)
warnings.simplefilter("ignore")


def by_networkx(path, kind):
    import networkx
    if kind == "gml":  # networkx numbers nodes by label unless told not to, and refuses several edges of a pair unless marked
        graph = networkx.read_gml(path, label="id")
    elif kind == "pajek":
        graph = networkx.read_pajek(path, encoding="utf-8-sig")
    else:
        graph = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[kind](path)
    return graph.number_of_nodes(), graph.number_of_edges()


def by_igraph(path, kind):
    import igraph
    graph = igraph.Graph.Read(path, format={"graphml": "graphml", "gml": "gml", "pajek": "pajek"}[kind])
    return graph.vcount(), graph.ecount()


def count(path, kind):
    if kind == "matrix":
        with open(path, encoding="utf-8") as file:
            rows = [line.replace(",", " ").split() for line in file if line.strip()]
        rows = rows[1:] if '"' in rows[0][0] else rows
        return str(len(rows)), str(sum(float(cell) != 0 for row in rows for cell in row)), "hand"
    if kind != "csv":
        readers = [("networkx", by_networkx), ("igraph", by_igraph)]
        for who, by in reversed(readers) if kind == "pajek" else readers:
            try:
                nodes, edges = by(path, kind)
                return str(nodes), str(edges), who
            except Exception:  # noqa: BLE001: whatever it stumbles over, it did not read the file
                continue
        return "", "", ""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    return str(max(len(rows) - 1, 0)), str(max(len(rows) - 1, 0)), "csv"


def kind_of(how):
    words = how.split()
    return words[1] if words[0] == "network" else "csv"


def role_of(name):
    """How a file is read, to begin a table with."""
    base = os.path.basename(name)
    stem, ending = os.path.splitext(base)
    networks = {".graphml": "graphml", ".gexf": "gexf", ".gml": "gml", ".net": "pajek", ".paj": "pajek"}
    if ending in networks:
        return "network " + networks[ending]
    if base.startswith("graphml-"):
        return "network graphml"
    if "s50-network" in base or base == "manynet_test_matrix.csv":
        return "network matrix"
    with open(os.path.join(shared_networks(), name), encoding="latin-1") as file:
        header = [cell.strip('"\n\ufeff\xef\xbb\xbf') for cell in file.readline().replace(";", ",").split(",")]
    for role in ("ties .srcID .tgtID .egoID", "people .altID .egoID", "people .egoID", "ties Source Target egoID", "people alterID egoID",
                 "people egoID", "ties Source Target", "ties source target", "ties From To", "people id", "people V1"):
        if all(word in header for word in role.split()[1:]):
            return role
    return "people Id"


def shared_networks():
    return os.path.join(os.environ.get("KITH_SHARED", os.path.join(HERE, "../../../shared")), "data/networks")


def main(arguments):
    listing = "--list" in arguments
    folder = shared_networks()
    if listing:
        for where, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(where, name)
                relative = os.path.relpath(path, folder)
                how = role_of(relative)
                nodes, edges, who = count(path, kind_of(how)) if not name.endswith((".xls", ".xlsx")) else ("", "", "")
                print(relative, how, "", "", "", nodes if not how.startswith("ties") else "", edges if not how.startswith("people") else "", who, sep="\t")
        return 0
    wrong = 0
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if not row["counted by"] or (row["counted by"] == "hand" and "matrix" not in row["as"]):
            continue  # a list of arcs counted by eye: networkx takes its neighbours for weights, igraph refuses the file
        nodes, edges, who = count(os.path.join(folder, row["file"]), kind_of(row["as"]))
        found = (nodes if row["nodes counted"] else "", edges if row["ties counted"] else "", who)
        if found != (row["nodes counted"], row["ties counted"], row["counted by"]):
            print(f"{row['file']}: the table says {row['nodes counted']} {row['ties counted']} {row['counted by']}, counted are {' '.join(found)}")
            wrong += 1
    print(f"{len(rows)} files, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
