"""Areas with something between them in a real extract, against networkx: Leeds in squares of 150 m, walked apart from Kith (walking_dijkstra.py)."""
import csv
import json
import math
import unittest

import networkx

import walking_dijkstra
from kith_command import KithTest, needs_shared

EXTRACT = "assets/its-leeds-example.osm.pbf"
SIDE, LOOKED = 150, 2000
RECIPE = """kith = 1
[place]
name = "Leeds in squares"
[[areas]]
file = "squares.geojson"
as = "square"
id = "code"
crs = "EPSG:27700"
[[assets]]
file = "extract.osm.pbf"
[walking]
file = "extract.osm.pbf"
[[analyses]]
use = "kith.reach"
"""


def in_steps(metres):
    return max(1, math.ceil(metres / 50 - 1e-9)) * 50


class Leeds(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        extract = needs_shared() / "data" / EXTRACT
        (cls.folder / "extract.osm.pbf").symlink_to(extract)
        cls.graph, cls.where = walking_dijkstra.network(*walking_dijkstra.read(extract))
        on_ways = [cls.where[node[0]] for node in cls.graph.nodes]
        left, bottom = (math.floor(min(p[i] for p in on_ways) / SIDE) * SIDE for i in (0, 1))
        right, top = (max(p[i] for p in on_ways) for i in (0, 1))
        cls.middles, features = {}, []
        for column in range(math.ceil((right - left) / SIDE)):
            for row in range(math.ceil((top - bottom) / SIDE)):
                x, y, code = left + column * SIDE, bottom + row * SIDE, f"{column}-{row}"
                cls.middles[code] = (x + SIDE / 2, y + SIDE / 2)
                ring = [[x, y], [x + SIDE, y], [x + SIDE, y + SIDE], [x, y + SIDE], [x, y]]
                features.append({"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
        (cls.folder / "squares.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")

    def walks(self):
        """Metres on foot between the middles of all squares, as far as 2 km."""
        edges = [(a, b, self.graph.edges[a, b]["weight"]) for a, b in self.graph.edges if self.graph.edges[a, b]["weight"] > 0]
        snapped = {code: walking_dijkstra.nearest(edges, self.where, *at) for code, at in self.middles.items()}
        out = {}
        for code, snap in snapped.items():
            reached = {}
            if snap:
                for start, first in ((snap[1], snap[3]), (snap[2], snap[4] - snap[3])):
                    for node, metres in networkx.single_source_dijkstra_path_length(self.graph, start, cutoff=LOOKED).items():
                        reached[node] = min(reached.get(node, math.inf), first + metres)
            for other, there in snapped.items():
                if not snap or not there:
                    out[code, other] = 1.3 * math.dist(self.middles[code], self.middles[other])
                    continue
                metres = min(reached.get(there[1], math.inf) + there[3], reached.get(there[2], math.inf) + there[4] - there[3])
                if {snap[1], snap[2]} == {there[1], there[2]}:
                    metres = min(metres, abs(there[3] - (snap[3] if snap[1] == there[1] else snap[4] - snap[3])))
                out[code, other] = metres + 1.3 * (snap[0] + there[0])
        return out

    def test_every_pair_and_no_other(self):
        path = self.folder / "leeds.toml"
        path.write_text(RECIPE, encoding="utf-8")
        results = self.results_of(path, out=self.folder / "out")
        with open(results.folder / "tables/reach/between_areas.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertGreater(len(rows), 5, "the extract holds walls, railings and a dual carriageway")
        found = {frozenset((row["area"], row["other"])): (int(row["walk"]), bool(row.get("walk_note")), int(row["straight"])) for row in rows}
        self.assertEqual(len(found), len(rows), "each pair once")
        expected = {}
        for (one, other), metres in self.walks().items():
            straight = in_steps(math.dist(self.middles[one], self.middles[other]))
            usual = 1.3 * straight
            if one == other or usual > LOOKED / 2:
                continue
            walk = in_steps(metres) if metres <= LOOKED else LOOKED
            if walk >= 2 * usual and walk - usual >= 300:
                expected[frozenset((one, other))] = (walk, metres > LOOKED, straight)
        self.assertLess(len(expected), 500, "all of them fit the table")
        self.assertEqual(found, expected)
        counts = {code: value for code, (value, _) in results.values("areas", "reach_long_way_round").items()}
        for code in self.middles:
            self.assertEqual(counts[code] or 0, sum(code in pair for pair in expected), code)


if __name__ == "__main__":
    unittest.main()
