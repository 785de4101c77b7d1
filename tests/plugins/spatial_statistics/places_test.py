"""From file to finding: real places against spdep, and the sample village's ties counted a second time with nothing of Kith's."""
import collections
import csv
import json
import math
import unittest

import kith_command
from kith_command import SAMPLES, SOURCE, KithTest, kith

USE = "kith.spatial_statistics"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth(name):
    return json.loads((kith_command.shared() / "data/truths" / name).read_text(encoding="utf-8"))


class SpatialTest(KithTest):
    def spatial(self, recipe, name, *words, **more):
        return self.results_of(recipe, *words, out=self.folder / name, **more)

    def statistics(self, results):
        return {row["statistic"]: row for row in rows_of(results.folder / "tables/spatial_statistics/statistics.csv")}


class RealPlaces(SpatialTest):
    """Only assets and areas, for everybody's eyes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = kith_command.needs_shared() / "data"

    def check(self, place):
        results = self.spatial(SOURCE / f"tests/places/{place}.toml", place, "--root", self.root, "--set", f"{USE}.column=deprivation_rank")
        spdep = truth(f"{place}_lsoa2011_contiguity_spdep.json")
        queen = spdep["queen_snap1e_9_degrees"]
        columns = {key: results.values("areas", f"spatial_statistics_{key}") for key in ("gi_star", "gi", "local_moran", "pattern", "q", "neighbours")}
        for i, code in enumerate(spdep["ids"]):
            self.assertEqual(columns["neighbours"][code][0], queen["neighbour_counts"][i], code)
            self.assertAlmostEqual(columns["gi_star"][code][0], queen["local_Gstar_z_binary"][i], 8, code)
            self.assertAlmostEqual(columns["gi"][code][0], queen["local_G_z_binary"][i], 8, code)
            self.assertAlmostEqual(columns["local_moran"][code][0], queen["local_moran_row_standardised"]["Ii"][i], 8, code)
            pattern = columns["pattern"][code][0]
            if columns["q"][code][0] <= 0.05:
                first, second = queen["local_moran_row_standardised"]["quadrant_mean"][i].lower().split("-")
                self.assertEqual(pattern, f"{first} among {second if first == second else second + 'er'}", code)
            else:
                self.assertEqual(pattern, "none", code)
        found = self.statistics(results)
        for name, key, value in (("Moran's I", "moran_row_standardised_randomisation", "I"), ("Geary's C", "geary_row_standardised", "C"), ("General G (Getis and Ord)", "global_G_binary", "G")):
            self.assertAlmostEqual(float(found[name]["found"]), queen[key][value], 8)
            self.assertAlmostEqual(abs(float(found[name]["z"])), queen[key]["z"], 6)
            self.assertAlmostEqual(float(found[name]["p_laid_out"]), 2 / 10000)
        return results

    def test_sheffield_as_spdep_has_it(self):
        results = self.check("sheffield")
        found = [f for f in results.read("findings.json")["findings"] if f["run"] == "spatial_statistics"]
        clusters = [f for f in found if f["claim"] == "cluster"]
        self.assertTrue(clusters)
        # Every area with a pattern of gathering is in one of the findings' counts, and no finding is of a person.
        counted = results.query("SELECT count(*) FROM areas WHERE spatial_statistics_pattern IN ('high among high', 'low among low')")[0][0]
        self.assertEqual(sum(f["value"] if f["message"].endswith("_gather") else 1 for f in clusters), counted)
        self.assertEqual([f for f in found if any(not s.startswith(("area:", "place")) for s in f["subjects"])], [])

    def test_doncaster_as_spdep_has_it(self):
        self.check("doncaster")

    def test_the_same_seed_gives_the_same(self):
        digests = []
        for number in range(2):
            results = self.spatial(SOURCE / "tests/places/doncaster.toml", f"again-{number}", "--root", self.root, "--set", f"{USE}.column=population")
            digests.append(next(a["digest"] for a in results.read("run.json")["analyses"] if a["as"] == "spatial_statistics"))
        self.assertEqual(digests[0], digests[1])

    def test_a_column_that_is_not_there_is_said(self):
        done = kith("run", SOURCE / "tests/places/doncaster.toml", "--root", self.root, "--set", f"{USE}.column=deprivation_rnk", "-o", self.folder / "no", "--quiet")
        self.assertIn("deprivation_rank", done.stdout + done.stderr + (self.folder / "no/results.json").read_text(encoding="utf-8"))


VILLAGE = SAMPLES / "village/village.toml"


class Village(SpatialTest):
    """Everybody was asked everything, so the gate is open for the team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        recipe = VILLAGE.read_text(encoding="utf-8")
        recipe = recipe[:recipe.index("[[analyses]]")] + f'[[analyses]]\nuse = "{USE}"\nparameters = {{ column = "population" }}\n'
        cls.recipe = cls.folder / "village.toml"
        cls.recipe.write_text(recipe, encoding="utf-8")
        cls.team = cls().spatial(cls.recipe, "team", "--root", VILLAGE.parent, "--audience", "team")

    def test_ties_are_those_of_the_files(self):
        people = {row["id"]: row for row in rows_of(VILLAGE.parent / "people.csv")}
        kinds = {row["kind"]: row for row in rows_of(SOURCE / "data/tie_kinds.csv")}
        for kind in list(kinds.values()):
            for alias in filter(None, kind["aliases"].split(";")):
                kinds.setdefault(alias, kind)
        area = dict(self.team.query("SELECT id, area FROM people"))
        pairs = set()
        for tie in rows_of(VILLAGE.parent / "ties.csv"):
            kind = kinds[tie["kind"]]
            if tie["from"] in people and tie["to"] in people and kind["group"] == "social" and kind["paid"] == "no" and tie["valence"] != "difficult":
                pairs.add(frozenset((tie["from"], tie["to"])))
        placed = [sorted(area[p] for p in pair) for pair in pairs if len(pair) == 2 and all(area[p] for p in pair)]
        rows = rows_of(self.team.folder / "tables/spatial_statistics/ties_by_distance.csv")
        inside = sum(int(row["ties"]) for row in rows if row["where"] == "in one area")
        across = sum(int(row["ties"]) for row in rows if row["where"] == "between areas")
        self.assertEqual(inside, sum(a == b for a, b in placed))
        self.assertEqual(across, sum(a != b for a, b in placed))
        asked = collections.Counter(a for a in area.values() if a)
        self.assertEqual(sum(float(row["pairs"]) for row in rows if row["where"] == "in one area"), sum(n * (n - 1) / 2 for n in asked.values()))
        self.assertTrue(math.isclose(sum(float(row["chance"]) for row in rows), inside + across))

    def test_nothing_of_ties_is_for_everybody(self):
        safe = self.spatial(self.recipe, "safe", "--root", VILLAGE.parent)
        analysis = safe.analysis("spatial_statistics")
        self.assertEqual(analysis["verdict"], "ok")
        self.assertIn("What it says of ties between people is kept for the team.", analysis["caveats"])
        rows = {table["table"]: table["rows"] for table in analysis["tables"]}
        self.assertEqual((rows.get("ties_by_distance", 0), rows.get("area_pairs", 0)), (0, 0))
        self.assertFalse({"ties_closer", "ties_not_closer", "area_gap"} & {m for m, n in analysis["findings_by_message"].items() if n})
        # What both may see is the same.
        same = ("gi_star", "q", "pattern")
        for key in same:
            self.assertEqual(safe.values("areas", f"spatial_statistics_{key}"), self.team.values("areas", f"spatial_statistics_{key}"))

    def test_ties_as_nearness_are_for_the_team(self):
        words = ("--root", VILLAGE.parent, "--set", f"{USE}.neighbours=ties")
        team = self.spatial(self.recipe, "ties-team", *words, "--audience", "team")
        self.assertTrue(any(value for value, _ in team.values("areas", "spatial_statistics_gi_star").values()))
        safe = self.spatial(self.recipe, "ties-safe", *words)
        notes = {value for value in safe.values("areas", "spatial_statistics_gi_star").values()}
        self.assertEqual({value for value, _ in notes}, {None})
        self.assertTrue(all("only for the team" in note for _, note in notes), notes)


if __name__ == "__main__":
    unittest.main()
