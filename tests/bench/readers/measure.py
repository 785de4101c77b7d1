#!/usr/bin/python3
"""Kith's readers beside GDAL's own iteration and igraph's readers, and OpenStreetMap by size: CPU seconds, medians, from one run.

    scripts/bench readers [--repeats 3] [--only NAME …]

Every file is read by Kith as a recipe's block would be (a locked reader of its own, shapes checked and brought into the working
coordinate system, words resolved) and by the peer in a process of its own, in turns; CPU is user + system of the readers' processes,
start-up included. What the program that asks for the reading does besides (a digest of the file for the record) is not in it. Networks are read twice by Kith, once for its nodes and once for its edges, and both count. Limit: 1.5
times the faster peer. Files are made from the shared data (boundaries of Sheffield, an OpenStreetMap extract of Leeds) and from
random numbers with a seed; they stand in build/bench/readers. The last table is CSV: people and ties of the bench city beside the
floor (bench/floor.cpp), which must not be more than four times faster. Exit 1 when a limit is not kept.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "scripts"))
from bench import ROOT, WORK, bench_floor, fail, make_place, note, shared
from process_tree import Usage, measure

TESTS = os.path.join(ROOT, "build", "release", "tests")
READERS = os.path.join(ROOT, "build", "release", "bin", "readers_bench")
FOLDER = os.path.join(WORK, "readers")
LIMIT = 1.5
COPIES = 40            # of Sheffield's 1,817 output areas
NODES, EDGES = 100_000, 600_000
LEEDS = "its-leeds-example.osm.pbf"
TIMES = [1, 10, 100, 1000]


def path(name: str) -> str:
    return os.path.join(FOLDER, name)


def data(name: str) -> str:
    return os.path.join(os.path.dirname(shared()), "data", name)


def run(command: list[str]) -> Usage:
    usage = measure(command)
    if usage.code != 0:
        fail(f"{' '.join(command)} ended with {usage.code}: {usage.stderr.strip()[-500:]}")
    return usage


# What is read.

def make_boundaries() -> None:
    """Sheffield's output areas side by side, many times, each copy with codes of its own; as GeoJSON in degrees, the others as they are given out, in metres."""
    with open(data("boundaries/sheffield_oa2011.geojson"), encoding="utf-8") as file:
        source = json.load(file)

    def moved(coordinates, by: float):
        if isinstance(coordinates[0], (int, float)):
            return [coordinates[0] + by, coordinates[1]]
        return [moved(part, by) for part in coordinates]

    key = next(k for k in source["features"][0]["properties"] if k.upper().endswith("CD"))
    features = []
    for copy in range(COPIES):
        for feature in source["features"]:
            properties = {**feature["properties"], "code": f"{feature['properties'][key]}-{copy}"}
            geometry = {"type": feature["geometry"]["type"], "coordinates": moved(feature["geometry"]["coordinates"], -0.1 * (copy % 40))}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    with open(path("areas.geojson"), "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)
    for name, driver in [("areas.gpkg", "GPKG"), ("areas.fgb", "FlatGeobuf"), ("areas.shp", "ESRI Shapefile")]:
        run(["ogr2ogr", "-f", driver, "-t_srs", "EPSG:27700", "-nlt", "PROMOTE_TO_MULTI", "-overwrite", path(name), path("areas.geojson")])


def make_networks() -> None:
    """One random network (seed 1), the same in every format: names and weights where the format has them."""
    numbers = random.Random(1)
    edges = [(numbers.randrange(NODES), numbers.randrange(NODES), numbers.randrange(1, 100)) for _ in range(EDGES)]
    with open(path("net.graphml"), "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
                   '<key id="name" for="node" attr.name="name" attr.type="string"/>\n<key id="weight" for="edge" attr.name="weight" attr.type="double"/>\n'
                   '<graph id="g" edgedefault="directed">\n')
        file.writelines(f'<node id="n{n}"><data key="name">Person {n}</data></node>\n' for n in range(NODES))
        file.writelines(f'<edge source="n{a}" target="n{b}"><data key="weight">{w}</data></edge>\n' for a, b, w in edges)
        file.write("</graph>\n</graphml>\n")
    with open(path("net.gml"), "w", encoding="utf-8") as file:
        file.write("graph [\n  directed 1\n")
        file.writelines(f'  node [\n    id {n}\n    label "Person {n}"\n  ]\n' for n in range(NODES))
        file.writelines(f"  edge [\n    source {a}\n    target {b}\n    weight {w}\n  ]\n" for a, b, w in edges)
        file.write("]\n")
    with open(path("net.net"), "w", encoding="utf-8") as file:
        file.write(f"*Vertices {NODES}\n")
        file.writelines(f'{n + 1} "Person {n}"\n' for n in range(NODES))
        file.write("*Arcs\n")
        file.writelines(f"{a + 1} {b + 1} {w}\n" for a, b, w in edges)
    with open(path("net.tsv"), "w", encoding="utf-8") as file:
        file.write("source\ttarget\n")
        file.writelines(f"{a}\t{b}\n" for a, b, _ in edges)


def make_files() -> None:
    done = path("made")
    if os.path.exists(done):
        return
    os.makedirs(FOLDER, exist_ok=True)
    note("making files …")
    make_boundaries()
    make_networks()
    for times in TIMES:
        run([os.path.join(TESTS, "repeat_osm"), data(f"assets/{LEEDS}"), str(times), path(f"leeds{times}.osm.pbf")])
    open(done, "w", encoding="utf-8").close()


HEAD = 'kith = 1\n[place]\nname = "Bench"\n'
AREAS = '[[areas]]\nfile = "{file}"\nas = "area"\nid = "code"\npartition = false\n'
NODES_OF = '[[people]]\nfile = "{file}"\nname = "{name}"\n'
EDGES_OF = '[[ties]]\nfile = "{file}"\nfrequency = "weight"\n'
LIST = '[[ties]]\nfile = "{file}"\nfrom = "source"\nto = "target"\n'
ASSETS = '[[assets]]\nfile = "{file}"\n'
CASES = {
    # name: (file, blocks, igraph's word for it or None, is GDAL's too)
    "GeoJSON": ("areas.geojson", AREAS, None, True),
    "GeoPackage": ("areas.gpkg", AREAS, None, True),
    "Shapefile": ("areas.shp", AREAS, None, True),
    "FlatGeobuf": ("areas.fgb", AREAS, None, True),
    "GraphML": ("net.graphml", NODES_OF + EDGES_OF, "graphml", False),
    "GML": ("net.gml", NODES_OF + EDGES_OF, "gml", False),
    "Pajek": ("net.net", NODES_OF + EDGES_OF, "pajek", False),
    "list of edges": ("net.tsv", LIST, "edges", True),
    ".osm.pbf": ("leeds1000.osm.pbf", ASSETS, None, True),
}


def recipe_for(file: str, blocks: str) -> str:
    name = path(f"{file}.toml")
    with open(name, "w", encoding="utf-8") as out:
        out.write(HEAD + blocks.format(file=file, name="name" if file.endswith("graphml") else "label"))
    return name


def kith_reads(recipe: str) -> Usage:
    return run([READERS, recipe, FOLDER])


def medians(repeats: int, commands: dict[str, list[str]]) -> dict[str, float]:
    """CPU seconds of each, in turns; the first round warms the page cache."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(repeats + 1):
        for name, command in commands.items():
            usage = run(command)
            of_readers = re.findall(r" cpu ([\d.]+)", usage.stdout)
            if turn > 0:
                seconds[name].append(sum(map(float, of_readers)) if of_readers else usage.cpu)
    return {name: statistics.median(values) for name, values in seconds.items()}


def compare(only: list[str], repeats: int) -> bool:
    print(f"| CPU seconds, medians of {repeats} | MB | Kith | GDAL | igraph | Kith / the faster | at most |\n|---|---:|---:|---:|---:|---:|---:|")
    kept = True
    for name, (file, blocks, igraph, gdal) in CASES.items():
        if only and name not in only:
            continue
        recipe = recipe_for(file, blocks)
        commands = {"Kith": [READERS, recipe, FOLDER]}
        if gdal:
            commands["GDAL"] = [os.path.join(TESTS, "peer_gdal"), path(file)]
        if igraph:
            commands["igraph"] = [os.path.join(TESTS, "peer_igraph"), igraph, path(file)]
        took = medians(repeats, commands)
        ratio = took["Kith"] / min(value for who, value in took.items() if who != "Kith")
        kept &= ratio <= LIMIT
        cells = " | ".join(f"{took[who]:.3f}" if who in took else "-" for who in ("Kith", "GDAL", "igraph"))
        print(f"| {name} | {os.path.getsize(path(file)) / 1e6:.1f} | {cells} | {ratio:.2f} | {LIMIT}{'' if ratio <= LIMIT else ' NOT KEPT'} |", flush=True)
    return kept


def linear(repeats: int) -> bool:
    """Read by the reader alone, so that what is constant (start-up) does not hide what grows."""
    print("\n| Leeds, times | MB | objects read | assets kept | CPU s of the reader | CPU s per MB | peak MiB | MiB per MB |\n|---:|---:|---:|---:|---:|---:|---:|---:|")
    rates = []
    for times in TIMES:
        file = f"leeds{times}.osm.pbf"
        recipe = recipe_for(file, ASSETS)
        runs = []
        for _ in range(repeats):
            found = re.search(r"read (\d+) kept (\d+) cpu ([\d.]+) peak_kib (\d+)", kith_reads(recipe).stdout)
            runs.append((float(found[3]), int(found[4]), int(found[1]), int(found[2])))
        cpu, peak, read, kept = sorted(runs)[len(runs) // 2]
        size = os.path.getsize(path(file)) / 1e6
        rates.append(cpu / size)
        print(f"| {times} | {size:.2f} | {read} | {kept} | {cpu:.3f} | {cpu / size:.3f} | {peak / 1024:.0f} | {peak / 1024 / size:.1f} |", flush=True)
    straight = rates[-1] <= 1.25 * rates[-2]
    print(f"\nfrom 100 to 1,000 times, CPU s per MB: {rates[-1] / rates[-2]:.2f} times (at most 1.25): {'kept' if straight else 'NOT KEPT'}")
    return straight


CITY = """[[people]]
file = "people.csv"
id = "id"
role = "participant"
keep = ["x", "y", "age_band", "lives_alone", "tenure", "limiting_condition", "online", "years_here"]

[[assets]]
file = "assets.csv"
id = "id"
kind = "kind"

[[ties]]
file = "ties.csv"
from = "source"
to = "target"
kind = "kind"
strength = "strength"
"""


def city(repeats: int) -> bool:
    """People and ties of the city as CSV: what the readers take, and what it takes until every id is resolved.

    As in the floor, x and y are read as numbers and not brought into metres.
    """
    place = make_place("city")
    recipe = path("city.toml")
    with open(recipe, "w", encoding="utf-8") as file:
        file.write(HEAD + CITY)
    floor = bench_floor("city", repeats)
    if floor is None:
        return False
    rows: dict[str, list[float]] = {"people": [], "assets": [], "ties": [], "resolved": []}
    stages: dict[str, list[float]] = {}
    counts = {}
    for _ in range(repeats):
        usage = run([READERS, recipe, place, "--place"])
        for block, read, cpu in re.findall(r"^(\w+) \S+ read (\d+) kept \d+ cpu ([\d.]+)", usage.stdout, re.M):
            rows[block].append(float(cpu))
            counts[block] = int(read)
        rows["resolved"].append(float(re.search(r"^resolved cpu ([\d.]+)", usage.stdout, re.M)[1]))
        for stage, cpu in re.findall(r"^stage (.+) cpu ([\d.]+)", usage.stdout, re.M):
            stages.setdefault(stage, []).append(float(cpu))
    print("\n| the city's CSV | rows | Kith, CPU s | floor, CPU s | of the floor's rate | at least |\n|---|---:|---:|---:|---:|---:|")
    took = {name: statistics.median(values) for name, values in rows.items()}
    least = floor["stages"]
    lines = [("people, read", counts["people"], took["people"], least["people"]), ("ties, read", counts["ties"], took["ties"], least["ties"]),
             ("both, read and ids resolved", counts["people"] + counts["ties"], took["people"] + took["ties"] + took["resolved"], least["people"] + least["ties"])]
    kept = True
    for name, count, ours, theirs in lines:
        share = theirs / ours
        kept &= share >= 0.25
        print(f"| {name} | {count} | {ours:.3f} | {theirs:.3f} | {share:.2f} | 0.25{'' if share >= 0.25 else ' NOT KEPT'} |")
    parts = ", ".join(f"{name} {statistics.median(values):.3f}" for name, values in stages.items() if statistics.median(values) >= 0.005)
    print(f"\nbeyond the readers, CPU s: {parts}. The floor's ids are their rows' numbers: it looks none up, makes no keys of them, says nothing of kinds and seals nothing.")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench readers", description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3, help="timed runs of each (default 3)")
    parser.add_argument("--only", nargs="*", default=[], help="formats, osm, city (default all)")
    arguments = parser.parse_args()
    make_files()
    print(f"one minute's load when it began: {os.getloadavg()[0]:.1f}\n")
    formats = [name for name in arguments.only if name in CASES]
    kept = True
    if formats or not arguments.only:
        kept &= compare(formats, arguments.repeats)
    if "osm" in arguments.only or not arguments.only:
        kept &= linear(arguments.repeats)
    if "city" in arguments.only or not arguments.only:
        kept &= city(arguments.repeats)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
