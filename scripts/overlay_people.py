#!/usr/bin/env python3
"""Lays invented people and ties over any boundaries by their population.

    scripts/overlay_people.py --boundaries areas.geojson --id code --population population --share 0.02 --out DIR
    scripts/overlay_people.py --boundaries lsoa.gpkg --id LSOA21CD --join ages.csv --join-id area_code --population value \\
        --where measure=Count --sum --assets 'libraries.csv:id=id,x=lng,y=lat' --services 'gps.csv:id=Code' --out DIR

The population stands in the boundary file, or in a table joined by code (--join); in a long table --where chooses rows and
--sum adds them up. --assets names files of things that people join, --services of things that they draw on; both give the
columns of the id and, where there are any, of longitude and latitude, and may be repeated.
Writes people.csv, ties.csv and README.txt. Nobody in them exists. The same arguments give the same bytes.
GeoJSON in longitude and latitude is read as it stands; any other format needs ogr2ogr (Debian: gdal-bin).
Python 3.11, standard library only.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

from invent.community import PERSON, TIE, Community, home_sizes
from invent.shapes import box, point_in
from invent.stream import Stream
from invent.tables import settle, table

WGS84 = ("CRS84", "4326")


def read_boundaries(path, crs_said):
    """GeoJSON features in longitude and latitude."""
    if path.suffix.lower() in (".geojson", ".json"):
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        crs = data.get("crs", {}).get("properties", {}).get("name", "CRS84") if isinstance(data.get("crs", {}), dict) else "CRS84"
        if data.get("type") == "FeatureCollection" and (crs_said or crs).endswith(WGS84):
            return data["features"]
    try:
        said = ["-s_srs", crs_said] if crs_said else []
        command = ["ogr2ogr", "-f", "GeoJSON", *said, "-t_srs", "EPSG:4326", "/vsistdout/", str(path)]
        done = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError:
        sys.exit(f"{path}: this format needs ogr2ogr, which is not installed; on Debian: apt-get install gdal-bin")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{path}: cannot be read; if it does not say its CRS, name it with --crs. {error.stderr.decode().strip()}")
    return json.loads(done.stdout)["features"]


def rings_of(geometry):
    """All rings of an area, open; even-odd over all of them is the area."""
    if not geometry:
        return []
    polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}.get(geometry["type"], [])
    return [[(p[0], p[1]) for p in ring[:-1]] for polygon in polygons for ring in polygon]


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def populations(options, features):
    """Residents by code, from the file itself or from the joined table."""
    if not options.join:
        return {str(f["properties"][options.id]): float(f["properties"][options.population] or 0) for f in features}
    chosen, found = [pair.split("=", 1) for pair in options.where], {}
    for row in rows_of(options.join):
        if all(row[column] == value for column, value in chosen):
            code = row[options.join_id]
            if code in found and not options.sum:
                sys.exit(f"{options.join}: {code} stands there twice; --sum adds up, --where chooses")
            found[code] = found.get(code, 0.0) + float(row[options.population])
    return found


def read_assets(specs):
    """(id, lon, lat) of every row of the files; lon and lat are None where the file has none."""
    found = []
    for spec in specs:
        path, _, columns = spec.rpartition(":")
        names = dict(pair.split("=", 1) for pair in columns.split(","))
        for row in rows_of(path):
            try:
                found.append((row[names["id"]], float(row[names["x"]]), float(row[names["y"]])))
            except (KeyError, ValueError):
                if names["id"] not in row:
                    sys.exit(f"{path}: there is no column {names['id']}")
                found.append((row[names["id"]], None, None))
    return found


def homes_in(stream, features, residents, options):
    """Households at points drawn evenly from each area; the share of residents is rounded by lot."""
    homes = []
    for feature in features:
        rings = rings_of(feature["geometry"])
        wanted = options.share * residents.get(str(feature["properties"][options.id]), 0)
        count = int(wanted) + stream.chance(wanted - int(wanted))
        if not rings or not count:
            continue
        bounds = box(rings)
        homes += [(*point_in(stream, rings, bounds, 5), size) for size in home_sizes(stream, count)]
    return homes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog=__doc__.split("\n", 1)[1],
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boundaries", required=True, type=pathlib.Path)
    parser.add_argument("--crs", help="CRS of the boundaries, only when the file does not say")
    parser.add_argument("--id", required=True, help="attribute of the area's code")
    parser.add_argument("--population", required=True, help="attribute, or column of --join, with the residents")
    parser.add_argument("--join", type=pathlib.Path, help="table with the population")
    parser.add_argument("--join-id", help="its column of the area's code")
    parser.add_argument("--where", action="append", default=[], metavar="COLUMN=VALUE", help="only these rows of --join")
    parser.add_argument("--sum", action="store_true", help="add up the rows of an area")
    parser.add_argument("--share", type=float, default=0.02, help="people per resident (default: 0.02)")
    parser.add_argument("--assets", action="append", default=[], metavar="FILE:id=…,x=…,y=…")
    parser.add_argument("--services", action="append", default=[], metavar="FILE:id=…,x=…,y=…")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    options = parser.parse_args()
    if options.join and not options.join_id:
        parser.error("--join needs --join-id")
    features = read_boundaries(options.boundaries, options.crs)
    stream = Stream(options.seed, "overlay")
    homes = homes_in(stream, features, populations(options, features), options)
    if not homes:
        sys.exit(f"{options.boundaries}: no area has residents; is {options.population} the right column?")
    community = Community(stream, homes, read_assets(options.assets), read_assets(options.services))
    note = f"Invented: nobody here exists. {len(community.people)} people and {len(community.ties)} ties laid over " \
           f"{options.boundaries.name} by scripts/overlay_people.py, seed {options.seed}, {options.share} people a resident.\n"
    return settle({"people.csv": table(PERSON, [[person[h] for h in PERSON] for person in community.people]),
                   "ties.csv": table(TIE, [[row[h] for h in TIE] for row in community.ties]), "README.txt": note}, options.out, False)


if __name__ == "__main__":
    sys.exit(main())
