"""scripts/overlay_people.py lays as many people as the share asks for, inside their areas, the same each time."""
import collections
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from invent.shapes import inside

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts/overlay_people.py"
RING = [[0.0, 52.0], [0.01, 52.0], [0.01, 52.01], [0.0, 52.01], [0.0, 52.0]]
HOLE = [[0.004, 52.004], [0.006, 52.004], [0.006, 52.006], [0.004, 52.006], [0.004, 52.004]]
EAST = [[0.01, 52.0], [0.02, 52.0], [0.02, 52.01], [0.01, 52.01], [0.01, 52.0]]
FAR = [[0.03, 52.0], [0.04, 52.0], [0.04, 52.01], [0.03, 52.01], [0.03, 52.0]]


def area(code, population, *polygons):
    return {"type": "Feature", "properties": {"code": code, "population": population},
            "geometry": {"type": "MultiPolygon", "coordinates": list(polygons)}}


class Overlay(unittest.TestCase):
    def setUp(self):
        self.keep = tempfile.TemporaryDirectory()
        self.addCleanup(self.keep.cleanup)
        self.folder = pathlib.Path(self.keep.name)
        features = [area("A", 1000, [RING, HOLE]), area("B", 500, [EAST], [FAR]), area("C", 0, [FAR])]
        (self.folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        (self.folder / "ages.csv").write_text("area,measure,value\nA,Count,300\nA,Count,200\nA,Percent,60\nB,Count,250\n")
        (self.folder / "clubs.csv").write_text("id,lng,lat\nclub,0.005,52.002\nelsewhere,,\n")

    def run_it(self, *more, out="out"):
        command = [sys.executable, "-B", SCRIPT, "--boundaries", self.folder / "areas.geojson", "--id", "code", "--out", self.folder / out, *more]
        return subprocess.run(command, capture_output=True, text=True)

    def rows(self, name, out="out"):
        with open(self.folder / out / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def where(self):
        rings = {"A": [RING[:-1], HOLE[:-1]], "B": [EAST[:-1], FAR[:-1]]}
        found = collections.Counter()
        for person in self.rows("people.csv"):
            found[next((code for code, r in rings.items() if inside(float(person["x"]), float(person["y"]), r)), None)] += 1
        return found

    def test_share_of_the_population_column(self):
        done = self.run_it("--population", "population", "--share", "0.5", "--assets", f"{self.folder}/clubs.csv:id=id,x=lng,y=lat")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.where(), {"A": 500, "B": 250})
        known = {p["id"] for p in self.rows("people.csv")} | {"club", "elsewhere"}
        ties = self.rows("ties.csv")
        self.assertTrue(all({t["from"], t["to"]} <= known and t["from"] != t["to"] for t in ties))
        self.assertEqual(len({(*sorted((t["from"], t["to"])), t["kind"]) for t in ties}), len(ties))
        self.assertIn("Invented: nobody here exists. 750 people", (self.folder / "out/README.txt").read_text())

    def test_long_table_filtered_and_summed(self):
        join = ("--join", self.folder / "ages.csv", "--join-id", "area", "--population", "value", "--where", "measure=Count", "--share", "0.1")
        self.assertEqual(self.run_it(*join, "--sum").returncode, 0)
        self.assertEqual(self.where(), {"A": 50, "B": 25})
        refused = self.run_it(*join)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("--sum", refused.stderr)

    def test_same_seed_same_bytes(self):
        for out, seed in (("one", "3"), ("two", "3"), ("three", "4")):
            self.assertEqual(self.run_it("--population", "population", "--seed", seed, out=out).returncode, 0)
        one, two, three = ((self.folder / out / "people.csv").read_bytes() for out in ("one", "two", "three"))
        self.assertEqual(one, two)
        self.assertNotEqual(one, three)

    def test_nobody_where_nobody_lives(self):
        done = self.run_it("--population", "population", "--share", "0")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("no area has residents", done.stderr)


if __name__ == "__main__":
    unittest.main()
