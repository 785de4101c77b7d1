"""Files in memory first: so that a maker can write them, or compare them with those that are committed."""
import argparse
import csv
import io
import json
import pathlib
import sys


def table(header, rows):
    """A CSV as text. None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue()


def features(name, rows):
    """GeoJSON, one feature a line. rows: (properties, polygons); a polygon is a list of open rings, the shell first."""
    lines = []
    for properties, polygons in rows:
        closed = [[[list(p) for p in ring + ring[:1]] for ring in polygon] for polygon in polygons]
        geometry = {"type": "Polygon", "coordinates": closed[0]} if len(closed) == 1 else {"type": "MultiPolygon", "coordinates": closed}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","name":"%s","features":[\n%s\n]}\n' % (name, ",\n".join(lines))


def line_features(name, rows):
    """GeoJSON, one line a feature. rows: (properties, points)."""
    lines = [json.dumps({"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": [list(p) for p in points]}},
                        ensure_ascii=False, separators=(",", ":")) for properties, points in rows]
    return '{"type":"FeatureCollection","name":"%s","features":[\n%s\n]}\n' % (name, ",\n".join(lines))


def settle(files, folder, check):
    """Writes files {name: text} into a folder, or compares: 0 when all is done or the same, 1 when something differs."""
    folder = pathlib.Path(folder)
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        return 0
    differing = [name for name, text in files.items()
                 if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode()]
    for name in differing:
        print(f"{folder / name}: is not what the script makes", file=sys.stderr)
    return 1 if differing else 0


def arguments(description, folder, seed):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", default=folder, help=f"folder to write (default: {folder})")
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the files there differ")
    return parser
