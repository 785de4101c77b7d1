#!/usr/bin/python3
"""What GDAL itself counts in the map files of ../shared/data/hostile: the independent side of boundary_verdicts.tsv.

    tests/hostile/boundaries/gdal_counts.py [SHARED]          compares the table's column `gdal` with GDAL's counts; exit 1 when they differ
    tests/hostile/boundaries/gdal_counts.py --list [SHARED]   prints a row for every file and layer, to begin a table with

Needs Debian's python3-gdal. A file that GDAL cannot open has the count "-".
"""
from __future__ import annotations

import csv
import os
import sys

from osgeo import gdal, ogr

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "boundary_verdicts.tsv")
FOLDERS = ["geojson-bad", "geojson-good", "shapefile", "gpkg", "flatgeobuf", "derived"]
EXPECTED = (".result", ".json")                     # beside a file: what should come out
PARTS = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".xml", ".csv")
DRIVERS = ["GeoJSON", "TopoJSON", "GPKG", "ESRI Shapefile", "FlatGeobuf", "LIBKML", "GML"]


def open_file(path: str) -> gdal.Dataset | None:
    gdal.SetConfigOption("SHAPE_RESTORE_SHX", None)
    target = path
    if path.endswith(".zip"):
        inside = [name for name in gdal.ReadDirRecursive("/vsizip/" + path) or [] if name.endswith(".shp")]
        target = f"/vsizip/{path}/{inside[0]}" if len(inside) == 1 else "/vsizip/" + path
    dataset = gdal.OpenEx(target, gdal.OF_VECTOR, allowed_drivers=DRIVERS)
    if dataset is None and path.endswith(".shp") and not os.path.exists(path[:-4] + ".shx"):
        for part in (".shp", ".dbf", ".prj", ".cpg"):        # the shared folder is read-only: restore the index in memory
            if os.path.exists(path[:-4] + part):
                with open(path[:-4] + part, "rb") as source:
                    gdal.FileFromMemBuffer("/vsimem/restored" + part, source.read())
        gdal.SetConfigOption("SHAPE_RESTORE_SHX", "YES")
        dataset = gdal.OpenEx("/vsimem/restored.shp", gdal.OF_VECTOR, allowed_drivers=DRIVERS)
    return dataset


def features(layer: ogr.Layer) -> tuple[int, int]:
    """All, and those that have a polygon."""
    all_, polygons = 0, 0
    layer.ResetReading()
    for feature in layer:
        all_ += 1
        geometry = feature.GetGeometryRef()
        polygons += geometry is not None and geometry.GetDimension() == 2 and not geometry.IsEmpty()
    return all_, polygons


def count(path: str, name: str) -> str:
    dataset = open_file(path)
    if dataset is None:
        return "-"
    if name:
        layer = dataset.GetLayerByName(name)
        return "-" if layer is None else str(features(layer)[0])
    layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())]
    spatial = [layer for layer in layers if layer.GetGeomType() != ogr.wkbNone]
    chosen = spatial if spatial else layers
    return str(features(chosen[0])[0]) if len(chosen) == 1 else "-"


def listing(root: str) -> None:
    for folder in FOLDERS:
        names = sorted(os.listdir(os.path.join(root, folder)))
        for name in names:
            stem, ending = os.path.splitext(name)
            if ending in EXPECTED or ending == ".csv":
                continue
            if ending in PARTS and any(other == stem + ".shp" or other == os.path.splitext(stem)[0] + ".shp" for other in names):
                continue
            path = os.path.join(root, folder, name)
            dataset = open_file(path)
            layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())] if dataset else []
            rows = [""] if len(layers) <= 1 else ["", *(layer.GetName() for layer in layers)]
            for layer in rows:
                chosen = dataset.GetLayerByName(layer) if layer else layers[0] if len(layers) == 1 else None
                has_polygons = chosen is not None and features(chosen)[1] > 0
                print("\t".join([f"{folder}/{name}", layer, "areas" if has_polygons else "features", count(path, layer)]))


def main() -> int:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = os.path.join(arguments[0] if arguments else os.path.join(HERE, "../../../../shared"), "data/hostile")
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    if "--list" in sys.argv:
        listing(root)
        return 0
    wrong = 0
    with open(TABLE, encoding="utf-8") as stream:
        for row in csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t"):
            found = count(os.path.join(root, row["file"]), row["layer"])
            if found != row["gdal"]:
                print(f"{row['file']} {row['layer']}: the table says {row['gdal']}, GDAL counts {found}")
                wrong += 1
    print("the table's counts are GDAL's" if not wrong else f"{wrong} counts differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
