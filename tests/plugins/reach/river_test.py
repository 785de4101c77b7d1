"""From file to finding: a made-up riverside with one bridge, whose walks follow from the drawing."""
import csv
import json
import math
import unittest

from kith_command import KithTest

# Degrees per metre at 53.8 north, near enough to draw with: all that is asserted holds within a step of 50 m either way.
LON, LAT = 1 / (111320 * math.cos(math.radians(53.8))), 1 / 111240


def at(x, y):
    return -1.55 + x * LON, 53.8 + y * LAT


def osm(nodes, ways):
    def tags(words):
        return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in words.items())
    lines = ['<?xml version="1.0"?>', '<osm version="0.6">']
    for number, (x, y, words) in nodes.items():
        lon, lat = at(x, y)
        lines.append(f'<node id="{number}" lon="{lon:.7f}" lat="{lat:.7f}">{tags(words)}</node>')
    for number, (refs, words) in enumerate(ways, 1):
        lines.append(f'<way id="{number}">' + "".join(f'<nd ref="{r}"/>' for r in refs) + tags(words) + "</way>")
    return "\n".join(lines + ["</osm>"])


def square(name, people, x, y, half):
    corners = [at(x + dx * half, y + dy * half) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
    return {"type": "Feature", "properties": {"code": name, "name": name, "population": people}, "geometry": {"type": "Polygon", "coordinates": [corners]}}


RECIPE = """kith = 1
[place]
name = "Riverside"
[[areas]]
file = "areas.geojson"
as = "bank"
id = "code"
name = "name"
columns = { population = "population" }
[[assets]]
file = "town.osm"
"""
WALKING = '[walking]\nfile = "town.osm"\n'
ANALYSIS = '[[analyses]]\nuse = "kith.reach"\n[analyses.parameters]\ndecay = "not"\n'


class Riverside(KithTest):
    """South bank at y = 0, north bank at y = 100, a bridge 500 m to the east; a library on the north bank, right across from the south."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nodes = {1: (-400, 0, {}), 2: (0, 0, {}), 3: (500, 0, {}), 4: (-400, 100, {}), 5: (0, 100, {}), 6: (500, 100, {}),
                 7: (0, 110, {"amenity": "library", "name": "Library", "opening_hours": "Mo-Fr 09:00-17:00", "capacity": "30"}),
                 8: (-300, 110, {"amenity": "cafe", "name": "Anna", "opening_hours": "by appointment"})}
        ways = [([1, 2, 3], {"highway": "residential"}), ([4, 5, 6], {"highway": "residential"}), ([3, 6], {"highway": "footway", "bridge": "yes"}),
                ([2, 5], {"highway": "service", "access": "private"}), ([4, 1], {"highway": "construction"})]
        (cls.folder / "town.osm").write_text(osm(nodes, ways), encoding="utf-8")
        bridge = ways.pop(2)
        (cls.folder / "without.osm").write_text(osm(nodes, ways), encoding="utf-8")
        assert bridge[0] == [3, 6]
        areas = {"type": "FeatureCollection", "features": [square("South", 1000, 0, -20, 30), square("North", 500, 0, 130, 30)]}
        (cls.folder / "areas.geojson").write_text(json.dumps(areas), encoding="utf-8")

    def reach(self, name, recipe, *words):
        path = self.folder / f"{name}.toml"
        path.write_text(recipe, encoding="utf-8")
        return self.results_of(path, *words, out=self.folder / name)

    def values(self, results, key):
        return {code: value for code, (value, _) in results.values("areas", f"reach_{key}").items()}

    def test_by_the_bridge(self):
        results = self.reach("walked", RECIPE + WALKING + ANALYSIS)
        # South: 20 x 1.3 to the way, 500 + 100 + 500 m by the bridge, 10 x 1.3 to the library: 1,139 m. North: 30 x 1.3 + 10 x 1.3: 52 m.
        self.assertEqual(self.values(results, "within"), {"South": 0, "North": 2})
        self.assertEqual(self.values(results, "nearest_metres"), {"South": 1150, "North": 100})
        # Two assets for the 500 people of the north alone, none for the south.
        self.assertEqual(self.values(results, "access"), {"South": 0, "North": 4})
        said = "".join((results.folder / name).read_text(encoding="utf-8") for name in ("findings.json", "results.json"))
        self.assertIn("the way round is", said)
        self.assertIn("© OpenStreetMap contributors", said)

    def between(self, results):
        with open(results.folder / "tables/reach/between_areas.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_two_areas_with_a_river_between_them(self):
        results = self.reach("banks", RECIPE + WALKING + ANALYSIS)
        # From the middle of the one to that of the other the line is 150 m and a hair: 200 in steps, for which 260 are usual. On foot: 20 x 1.3, 500 + 100 + 500 by the
        # bridge, 30 x 1.3: 1,165 m.
        self.assertEqual([(row["area"], row["other"], row["walk"], row["straight"]) for row in self.between(results)], [("South", "North", "1200", "200")])
        self.assertEqual(self.values(results, "long_way_round"), {"South": 1, "North": 1})
        said = (results.folder / "findings.json").read_text(encoding="utf-8")
        self.assertEqual(said.count("From South to North the way round is 1,200 m where the line is 200 m; a railway, a river or a main road lies between"), 1)
        page = (results.folder / "report.html").read_text(encoding="utf-8")
        self.assertIn("Areas with something between them", page)
        self.assertIn("the way round is 1,200 m", page)

    def test_where_no_bridge_is_the_walk_is_at_least_as_far_as_was_looked(self):
        results = self.reach("apart", RECIPE + WALKING.replace("town", "without") + ANALYSIS)
        self.assertEqual([(row["walk"], row["walk_note"], row["straight"]) for row in self.between(results)], [("2000", "lower bound", "200")])
        said = (results.folder / "findings.json").read_text(encoding="utf-8")
        self.assertIn("From South to North the line is 200 m, and the map has no way on foot of up to 2000 m; a path may be missing from the map", said)
        self.assertNotRegex(said, r"the way round is (at least )?[0-9]")
        # The library right across is told as well, though no walk of 2 km leads there.
        with open(results.folder / "tables/reach/ways_round.csv", encoding="utf-8-sig", newline="") as file:
            self.assertIn("Library", file.read())

    def test_without_a_network_nobody_knows_what_lies_between(self):
        results = self.reach("unknown", RECIPE + ANALYSIS)
        self.assertEqual(self.between(results), [])
        for value, why in results.values("areas", "reach_long_way_round").values():
            self.assertIsNone(value)
            self.assertIn("not on record", why)

    def test_what_is_reached_on_foot_is_drawn(self):
        path = self.folder / "drawn.toml"
        path.write_text(RECIPE + WALKING, encoding="utf-8")
        self.run_kith("snapshot", path, "--walk-from", "Library", "-o", self.folder / "walk.svg")
        svg = (self.folder / "walk.svg").read_text(encoding="utf-8")
        # The cafe is 10 x 1.3 + 300 + 10 x 1.3 m away.
        for words in ("Riverside: on foot from Library", "On foot from Library", "up to 5 minutes: 2 assets", "up to 15 minutes: 2 assets", "80 metres a minute", "© OpenStreetMap contributors"):
            self.assertIn(words, svg)
        self.assertIn("under [walking]", self.run_kith("snapshot", self.recipe_without(), "--walk-from", "Library", "-o", self.folder / "no.svg", exits=(3,)).stderr)
        self.assertFalse((self.folder / "no.svg").exists())
        self.assertIn("--walk-from is for a map", self.run_kith("snapshot", path, "--view", "blank", "--walk-from", "Library", "-o", self.folder / "no.svg", exits=(2,)).stderr)

    def recipe_without(self):
        path = self.folder / "plain.toml"
        path.write_text(RECIPE, encoding="utf-8")
        return path

    def test_as_the_crow_flies_without_a_network(self):
        results = self.reach("crow", RECIPE + ANALYSIS)
        # 130 x 1.3 = 169 m to the library; the cafe is hypot(300, 130) x 1.3 = 425 m away.
        self.assertEqual(self.values(results, "within"), {"South": 2, "North": 2})
        self.assertEqual(self.values(results, "nearest_metres"), {"South": 200, "North": 50})
        # Both banks share both: 2 / 1,500 for each, for every 1,000.
        for value in self.values(results, "access").values():
            self.assertAlmostEqual(value, 2 / 1.5)

    def test_hours_that_nobody_can_read_are_left_out_and_said(self):
        results = self.reach("hours", RECIPE + WALKING + ANALYSIS, "--set", "kith.reach.supply=open_hours")
        self.assertEqual(self.values(results, "within"), {"South": 0, "North": 1})
        self.assertAlmostEqual(self.values(results, "access")["North"], 40 / 0.5)
        closed = self.reach("sunday", RECIPE + WALKING + ANALYSIS, "--set", "kith.reach.open_then=true", "--set", "kith.reach.weekday=Sunday")
        self.assertEqual(self.values(closed, "within"), {"South": 0, "North": 0})

    def test_places_are_shared_out_and_what_has_none_on_record_is_said(self):
        recipe = RECIPE.replace('file = "town.osm"\n', 'file = "town.osm"\nkeep = ["capacity"]\n') + WALKING + ANALYSIS
        results = self.reach("places", recipe, "--set", "kith.reach.supply=places")
        # The library has 30 places for the 500 people of the north; of the cafe nobody recorded it.
        self.assertEqual(self.values(results, "within"), {"South": 0, "North": 1})
        self.assertAlmostEqual(self.values(results, "access")["North"], 30 / 0.5)
        self.assertIn("How many have room in", (results.folder / "findings.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
