#!/usr/bin/env python3
"""Counts what is in the sources of the recipes here, with Python's csv and json alone, so that Kith has something to agree with.

    tests/places/count_sources.py             prints expected.json
    tests/places/count_sources.py --check     exit 1 when expected.json differs

Shared data is found by KITH_SHARED (default: ../shared beside the source folder). For each recipe, per file: rows (or
features), different ids, rows with coordinates and how many of these lie in an area of the first layer (even-odd, in degrees); of joined tables the sum of each number; of ties the rows, those that
end at nobody, those that start and end at one, and the distinct pairs.
"""
import csv
import json
import os
import pathlib
import sys
import tempfile
import tomllib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SHARED = pathlib.Path(os.environ.get("KITH_SHARED", HERE.parent.parent.parent / "shared")) / "data"
PLACES = ["sheffield", "doncaster", "trafford", "isle_of_man", "glasgow", "egor32", "sheffield_people", "doncaster_people", "trafford_people"]


def rows_of(path, where=None):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if all(row[c] in (v if isinstance(v, list) else [str(v)]) for c, v in (where or {}).items()):
                yield row


def features_of(path):
    return json.loads(path.read_text(encoding="utf-8-sig"))["features"]


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def areas_of(root, block):
    """The features that the block's `where` chooses."""
    return [f for f in features_of(root / block["file"]) if all(str(f["properties"].get(c)) == str(v) for c, v in block.get("where", {}).items())]


def count_areas(root, block):
    features = areas_of(root, block)
    codes = {str(f["properties"][block["id"]]) for f in features}
    read = len(features_of(root / block["file"]))
    found = {"file": block["file"], "features": read, "codes": len(codes)}
    if "where" in block:
        found["passed_over"] = read - len(features)
    for join in block.get("join", []):
        values, rows = {}, 0
        columns = join.get("columns", {join.get("value"): join.get("as")})
        for row in rows_of(root / join["file"], join.get("where")):
            rows += 1
            if row[join["id"]] in codes:
                for column, name in columns.items():
                    values.setdefault(name if isinstance(name, str) else name["as"], []).append(number(row[column]))
        matched = len({row[join["id"]] for row in rows_of(root / join["file"], join.get("where"))} & codes)
        sums = {name: round(sum(v for v in numbers if v is not None), 6) for name, numbers in values.items()}
        read = sum(1 for _ in rows_of(root / join["file"]))
        found.setdefault("joins", []).append({"file": join["file"], "rows_read": read, "rows_used": rows, "areas_matched": matched,
                                              "sums": sums})
    return found


def rings_of(root, recipe):
    """All rings of each area of the first layer, with their box."""
    found = []
    for feature in areas_of(root, recipe["areas"][0]) if recipe.get("areas") else []:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [[p[:2] for p in ring] for polygon in polygons for ring in polygon]
        xs, ys = zip(*(p for ring in rings for p in ring))
        found.append((min(xs), max(xs), min(ys), max(ys), rings))
    return found


def lies_in(x, y, area):
    west, east, south, north, rings = area
    if not (west <= x <= east and south <= y <= north):
        return False
    hit = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                hit = not hit
    return hit


def position(row, geometry, block):
    """Longitude and latitude, or None; a polygon has a place, but none to compare."""
    if geometry:
        return geometry["coordinates"][:2] if geometry["type"] == "Point" else None
    if block.get("x"):
        x, y = number(row[block["x"]]), number(row[block["y"]])
        return (x, y) if x is not None and y is not None else None
    return None


def count_points(root, block, areas):
    path = root / block["file"]
    if block.get("format") == "features":
        records = [(f["properties"], f["geometry"]) for f in features_of(path)]
    else:
        records = [(row, None) for row in rows_of(path)]
    places = [position(row, geometry, block) for row, geometry in records]
    scope = block.get("scope_id")
    ids = [(row[scope] + "/" if scope else "") + str(row[block["id"]]) for row, _ in records] if "id" in block else None
    found = {"file": block["file"], "rows": len(records),
             "with_coordinates": sum(p is not None or g is not None for p, (_, g) in zip(places, records))}
    if areas and any(places):
        found["in_first_layer"] = sum(any(lies_in(*p, area) for area in areas) for p in places if p)
    if ids is not None:
        found["different_ids"] = len(set(ids))
    return found, ids or []


def count_ties(root, block, known):
    rows = unknown = same = 0
    pairs, kept = set(), set()
    for row in rows_of(root / block["file"]):
        ends = []
        for end in ("from", "to"):
            scope = block.get("scope_id") or block.get(f"{end}_scope_id")
            ends.append((row[scope] + "/" if scope else "") + row[block[end]])
        rows += 1
        kind = block.get("kind_value") or row[block["kind"]]
        unknown += any(e not in known for e in ends)
        same += ends[0] == ends[1]
        if ends[0] != ends[1] and all(e in known for e in ends):
            pairs.add(frozenset(ends))
            kept.add((frozenset(ends), kind))
    return {"file": block["file"], "rows": rows, "end_unknown": unknown, "from_is_to": same, "different_pairs": len(pairs),
            "different_pairs_and_kinds": len(kept)}


def count(place, root):
    recipe = tomllib.loads((HERE / f"{place}.toml").read_text(encoding="utf-8"))
    found, known = {"areas": [count_areas(root, b) for b in recipe.get("areas", [])]}, set()
    areas = rings_of(root, recipe)
    for block in ("people", "assets"):
        counted = [count_points(root, b, areas) for b in recipe.get(block, [])]
        found[block] = [c for c, _ in counted]
        every = [i for _, ids in counted for i in set(ids)]
        found[f"{block}_ids_in_two_files"] = len(every) - len(set(every))
        known.update(every)
    found["ties"] = [count_ties(root, b, known) for b in recipe.get("ties", [])]
    return found


def count_all():
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([HERE / "make_people.sh", folder], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "KITH_SHARED": str(SHARED.parent)})
        for place in PLACES:
            root = pathlib.Path(folder) / place.removesuffix("_people") if place.endswith("_people") else SHARED
            counts[place] = count(place, root)
    return json.dumps(counts, indent=1, ensure_ascii=False) + "\n"


def main():
    text = count_all()
    if "--check" not in sys.argv:
        sys.stdout.write(text)
        return 0
    same = text == (HERE / "expected.json").read_text(encoding="utf-8")
    if not same:
        print("tests/places/expected.json: is not what the sources hold", file=sys.stderr)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
