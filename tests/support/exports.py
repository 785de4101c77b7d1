"""What `kith export` writes, read by others: for its tests."""
import collections
import csv
import json
import re
import subprocess

import networkx

from kith_command import SAMPLES, KithTest

PATCH = SAMPLES / "patch/patch.toml"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_in(path):
    return [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())


def read_gexf(path):
    """By networkx. Debian 12's knows 1.1 and 1.2; 1.3 is told to it as networkx 3 has it."""
    versions = networkx.readwrite.gexf.GEXF.versions
    versions.setdefault("1.3", {**versions["1.2draft"], "NS_GEXF": "http://gexf.net/1.3", "NS_VIZ": "http://gexf.net/1.3/viz", "VERSION": "1.3"})
    return networkx.read_gexf(path)


def of(one, other):
    """The same bag of edges, whichever end is named first."""
    bag = lambda edges: collections.Counter(tuple(sorted(map(str, e[:2]))) for e in edges)
    return bag(one) == bag(other)


def ogr(*words):
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


def layer(path, name):
    """Features of a layer as GDAL's ogr2ogr reads them, in the layer's own coordinates."""
    out = ogr("ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15", "/vsistdout/", path, name)
    return json.loads(out)["features"]


def epsg(path, name):
    return re.findall(r'ID\["EPSG",(\d+)\]\]', ogr("ogrinfo", "-so", path, name))[-1]


class Export(KithTest):
    def export(self, recipe, name, *words, exits=(0,)):
        out = self.folder / name
        done = self.run_kith("export", recipe, "--to", out, *words, exits=exits)
        return out, done
