"""The sample patch by its files alone, as GDAL and PROJ read them; and paper by arithmetic. Nothing of Kith."""
import json
import subprocess

from kith_command import SAMPLES
from kith_window import table

PATCH_FOLDER = SAMPLES / "patch"


def corners_in_metres():
    """Of the patch's areas, by GDAL: a ring a list, its first corner not repeated."""
    done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:27700", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=6", "/vsistdout/", PATCH_FOLDER / "areas.geojson"],
                          check=True, capture_output=True, text=True, timeout=60)
    rings = []
    for feature in json.loads(done.stdout)["features"]:
        shapes = feature["geometry"]["coordinates"]
        for polygon in shapes if feature["geometry"]["type"] == "MultiPolygon" else [shapes]:
            rings.append([tuple(point[:2]) for point in polygon[0][:-1]])
    return rings


def in_metres(rows):
    """Places of rows of the patch's files, by PROJ."""
    done = subprocess.run(["gdaltransform", "-s_srs", "EPSG:4326", "-t_srs", "EPSG:27700", "-output_xy"], input="".join(f"{row['x']} {row['y']}\n" for row in rows),
                          check=True, capture_output=True, text=True, timeout=60)
    return [tuple(map(float, line.split()[:2])) for line in done.stdout.splitlines()]


def inside(point, ring):
    """By the even-odd rule."""
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


def within(file, name):
    """How many of the patch's open assets, or of the people who live here, stand in a neighbourhood; and how many are said to be in it where nobody
    knows their place."""
    done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:27700", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=6", "-where", f"name = '{name}'", "/vsistdout/", PATCH_FOLDER / "areas.geojson"],
                          check=True, capture_output=True, text=True, timeout=60)
    area = json.loads(done.stdout)["features"][0]
    shape = area["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = [[tuple(point[:2]) for point in ring[:-1]] for polygon in polygons for ring in polygon]
    there = [row for row in table(PATCH_FOLDER / file) if row.get("status") != "closed" and row.get("state", "living_here") in ("", "living_here")]
    standing = sum(sum(inside(point, ring) for ring in rings) % 2 for point in in_metres([row for row in there if row["x"]]))
    return standing, sum(not row["x"] and row["area"] == area["properties"]["code"] for row in there)


def sheets_of(paper, sheet=(210, 297), margin=8, overlap=10):
    """The fewest that cover a page of so many millimetres, upright or turned: windows that share the overlap."""
    def needed(length, window):
        return 1 if length <= window else 1 + -(-(length - window) // (window - overlap))
    ways = [needed(paper[0], width - 2 * margin) * needed(paper[1], height - 2 * margin) for width, height in (sheet, sheet[::-1])]
    return int(min(ways))
