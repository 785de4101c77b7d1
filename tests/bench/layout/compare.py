#!/usr/bin/python3
"""The network layout beside igraph's: one table of CPU seconds, neighbourhood preservation and stress, from one run.

    tests/bench/layout/compare.py [GRAPH …] [--seeds 5] [--drl-large]

Build layout_bench first (scripts/build release layout_bench). The peer comes with scripts/setup --bench and runs as a process of
its own for each layout; both drawings are judged by the same code (layout_bench judge). Graphs: karate, glasgow, faculty (the
shared folder's data/networks), people4200, people20000, people50000 (bench/make_city.py, seed 1: the whole neighbourhood; the
city's first in breadth from its largest hub). Fruchterman and Reingold always with igraph's grid. DrL above 5,000 people takes
minutes, so it runs there only with --drl-large, on one seed. Medians over the seeds. Exit 1 when a limit is not kept.
"""
from __future__ import annotations

import argparse
import csv
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "scripts"))
from bench import PYTHON, ROOT, WORK, fail, make_place, note, shared

PROGRAM = os.path.join(ROOT, "build", "release", "tests", "layout_bench")
FOLDER = os.path.join(WORK, "layout")
NETWORKS = {"karate": "karate", "glasgow": "glasgow_s50_1", "faculty": "uk_faculty_friendship"}
PEOPLE = {"people4200": ("neighbourhood", 0), "people20000": ("city", 20_000), "people50000": ("city", 50_000)}
MOST_SECONDS = {"people4200": 0.3, "people20000": 1.2, "people50000": 3.5}
DRL_SHARE = 0.9  # of DrL's preservation


def path(name: str) -> str:
    return os.path.join(FOLDER, name)


def write_graph(name: str, graph) -> None:
    with open(path(f"{name}.edges"), "w", encoding="utf-8") as file:
        file.writelines(f"{a} {b}\n" for a, b in graph.get_edgelist())
    with open(path(f"{name}.size"), "w", encoding="utf-8") as file:  # last: the graph is there
        file.write(f"{graph.vcount()} {graph.ecount()}")


def read_network(name: str):
    import igraph
    file = os.path.join(os.path.dirname(shared()), "data", "networks", NETWORKS[name] + ".graphml")
    return igraph.Graph.Read_GraphML(file).as_undirected().simplify()


def read_people(name: str):
    """People and their ties; where fewer are asked for, as peer_layout.py takes them."""
    import igraph
    scale, people = PEOPLE[name]
    place = make_place(scale)
    with open(os.path.join(place, "people.csv"), encoding="utf-8", newline="") as file:
        ids = {row["id"]: number for number, row in enumerate(csv.DictReader(file))}
    with open(os.path.join(place, "ties.csv"), encoding="utf-8", newline="") as file:
        ends = [(ids.get(row["source"]), ids.get(row["target"])) for row in csv.DictReader(file)]
    graph = igraph.Graph(n=len(ids), edges=[(a, b) for a, b in ends if a is not None and b is not None]).simplify()
    if not people:
        return graph
    degrees = graph.degree()
    return graph.induced_subgraph(graph.bfs(degrees.index(max(degrees)))[0][:people])


def size_of(name: str) -> tuple[int, int]:
    if not os.path.exists(path(f"{name}.size")):
        note(f"preparing {name} …")
        write_graph(name, read_network(name) if name in NETWORKS else read_people(name))
    with open(path(f"{name}.size"), encoding="utf-8") as file:
        nodes, edges = file.read().split()
    return int(nodes), int(edges)


def output(command: list[str]) -> list[float]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"})
    if done.returncode != 0:
        fail(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return [float(word) for word in done.stdout.split()]


def peer(name: str, layout: str, seed: int, out: str) -> None:
    """In a process of its own: prints the CPU seconds of the layout alone."""
    import random
    import time
    import igraph
    with open(path(f"{name}.edges"), encoding="utf-8") as file:
        edges = [tuple(map(int, line.split())) for line in file]
    graph = igraph.Graph(n=size_of(name)[0], edges=edges)
    random.seed(seed)
    igraph.set_random_number_generator(random)
    began = time.process_time()
    drawing = graph.layout_drl() if layout == "drl" else graph.layout_fruchterman_reingold(grid="grid")
    took = time.process_time() - began
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(f"{x!r} {y!r}\n" for x, y in drawing.coords)
    print(took, flush=True)
    os._exit(0)  # igraph at times dies while it is taken down


def medians(name: str, layout: str, seeds: int) -> tuple[float, float, float]:
    """CPU seconds, preservation, stress."""
    nodes = str(size_of(name)[0])
    rows = []
    for seed in range(1, seeds + 1):
        out = path(f"{name}.{layout}.{seed}")
        if layout == "kith":
            took = output([PROGRAM, "lay", path(f"{name}.edges"), nodes, str(seed), out])
        else:
            took = output([PYTHON, "-B", os.path.abspath(__file__), "--peer", name, layout, str(seed), out])
        rows.append(took + output([PROGRAM, "judge", path(f"{name}.edges"), nodes, out]))
    return tuple(statistics.median(column) for column in zip(*rows))  # type: ignore[return-value]


def compare(name: str, seeds: int, drl_large: bool) -> tuple[str, list[str]]:
    """A row of the table, and the limits that were not kept."""
    nodes, edges = size_of(name)
    note(f"{name} …")
    ours, grid = medians(name, "kith", seeds), medians(name, "fr", seeds)
    small = nodes <= 5000
    drl = medians(name, "drl", seeds if small else 1) if small or drl_large else None
    cells = [f"{value:.{digits}f}" for part in (ours, grid) for value, digits in zip(part, (3, 3, 4))]
    cells += [f"{value:.{digits}f}" for value, digits in zip(drl, (3, 3, 4))] if drl else ["-"] * 3
    broken = []
    if name in MOST_SECONDS and ours[0] > MOST_SECONDS[name]:
        broken.append(f"{name}: {ours[0]:.2f} CPU s, at most {MOST_SECONDS[name]}")
    if ours[1] < grid[1]:
        broken.append(f"{name}: preservation {ours[1]:.3f}, grid Fruchterman-Reingold has {grid[1]:.3f}")
    if ours[2] > grid[2]:
        broken.append(f"{name}: stress {ours[2]:.4f}, grid Fruchterman-Reingold has {grid[2]:.4f}")
    if drl and ours[1] < DRL_SHARE * drl[1]:
        broken.append(f"{name}: preservation {ours[1]:.3f}, DrL has {drl[1]:.3f}")
    return f"| {name}, {nodes:,} / {edges:,} | " + " | ".join(cells) + " |", broken


def main() -> int:
    if len(sys.argv) == 6 and sys.argv[1] == "--peer":
        peer(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
    every = [*NETWORKS, *PEOPLE]
    parser = argparse.ArgumentParser(prog="compare.py", description="The network layout beside igraph's, from one run.")
    parser.add_argument("graphs", nargs="*", choices=[*every, []], metavar="GRAPH", help=", ".join(every) + "; default all")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--drl-large", action="store_true", help="DrL also above 5,000 people, one seed, minutes")
    arguments = parser.parse_args()
    if not os.path.exists(PROGRAM):
        fail("there is no build/release/tests/layout_bench; run scripts/build release layout_bench first")
    os.makedirs(FOLDER, exist_ok=True)
    print("| people / ties | Kith CPU s | preserved | stress | grid FR CPU s | preserved | stress | DrL CPU s | preserved | stress |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    broken: list[str] = []
    for name in arguments.graphs or every:
        row, faults = compare(name, max(1, arguments.seeds), arguments.drl_large)
        print(row, flush=True)
        broken += faults
    print("\n" + ("\n".join(f"NOT KEPT: {line}" for line in broken) or "All limits kept."))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
