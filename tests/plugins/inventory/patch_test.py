"""What is here, from file to finding: the sample patch, counted a second time from its files with nothing of Kith's."""
import collections
import csv
import math
import unittest

from kith_command import SAMPLES, SOURCE, KithTest

PATCH = SAMPLES / "patch"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units(assets):
    """Records by the unit that they are one of: whoever runs something, or what it is a part of, to the end."""
    head = {}
    for link in rows_of(PATCH / "asset_links.csv"):
        if link["kind"] == "runs":
            head.setdefault(link["to"], link["from"])
        if link["kind"] == "part_of":
            head.setdefault(link["from"], link["to"])
    found = collections.defaultdict(list)
    for asset in assets:
        at = asset["id"]
        while at in head:
            at = head[at]
        found[at].append(asset)
    return found


class Patch(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assets = rows_of(PATCH / "assets.csv")
        cls.results = cls().results_of(PATCH / "patch.toml", "--audience", "team", out=cls.folder / "out")
        cls.kinds = rows_of(cls.results.folder / "tables/inventory/by_kind.csv")

    def test_records_add_up(self):
        """Potential and closed records are listed apart; of the others each unit counts once, where any of its records lies."""
        status = collections.Counter(a["status"] for a in self.assets)
        listed = collections.Counter(r["state"] for r in rows_of(self.results.folder / "tables/inventory/not_counted.csv"))
        self.assertEqual(listed["potential"], status["potential"])
        self.assertEqual(listed["closed"], status["closed"])
        self.assertGreater(status["potential"], 0)
        there = lambda a: a["status"] not in ("potential", "closed")
        placed = lambda a: a["sensitivity"] != "H" and (a["x"] or a["area"])
        expected = sum(any(there(a) and placed(a) for a in unit) for unit in units(self.assets).values())
        self.assertEqual(self.results.query("SELECT sum(inventory_assets) FROM areas"), [(expected,)])
        self.assertLess(expected, sum(map(there, self.assets)))

    def test_areas_and_kinds_add_up(self):
        columns = ["individual", "association", "institution", "place", "economy", "culture", "unknown"]
        names = dict(self.results.query("SELECT id, name FROM areas"))
        rows = self.results.query("SELECT id, inventory_assets, " + ", ".join("inventory_n_" + c for c in columns) + " FROM areas")
        by_area = collections.Counter()
        for row in self.kinds:
            by_area[row["area"]] += int(row["count"])
        for code, total, *classes in rows:
            self.assertEqual(total, sum(classes), code)
            self.assertEqual(total, by_area[names[code]], code)

    def test_diversity_is_of_the_kinds_in_the_table(self):
        names = dict(self.results.query("SELECT name, id FROM areas"))
        counts = collections.defaultdict(collections.Counter)
        for row in self.kinds:
            if row["kind"]:
                counts[names[row["area"]]][row["kind"]] += int(row["count"])
        self.assertEqual(len(counts), 12)
        for code, q0, q1, q2 in self.results.query("SELECT id, inventory_hill_q0, inventory_hill_q1, inventory_hill_q2 FROM areas"):
            n = list(counts[code].values())
            p = [v / sum(n) for v in n]
            self.assertEqual(q0, len(n))
            self.assertAlmostEqual(q1, math.exp(-sum(x * math.log(x) for x in p)))
            self.assertAlmostEqual(q2, 1 / sum(x * x for x in p))

    def test_densities(self):
        residents = {r["code"]: int(r["residents"]) for r in rows_of(PATCH / "census.csv")}
        for code, n, per_1000, per_km2, km2 in self.results.query("SELECT id, inventory_assets, inventory_per_1000, inventory_per_km2, km2 FROM areas"):
            self.assertAlmostEqual(per_1000, 1000 * n / residents[code])
            self.assertAlmostEqual(per_km2, n / km2)

    def test_nobody_asked_is_said_of_what_nobody_recorded(self):
        words = {"individual": "gifts of people", "association": "associations and groups", "institution": "institutions", "place": "places",
                 "economy": "local exchange", "culture": "culture and stories"}
        told = {code: n or 0 for code, n in self.results.query("SELECT id, inventory_gifts_people FROM areas")}
        expected = {}
        for code, name, *n in self.results.query("SELECT id, name, " + ", ".join("inventory_n_" + w for w in words) + " FROM areas"):
            none = [w for w, count in zip(words, n) if count == 0 and not (w == "individual" and told[code])]
            if none:
                expected[name] = [words[w] for w in none]
        found = {}
        for finding in self.results.read("findings.json")["findings"]:
            self.assertNotIn("lack", finding["text"])
            if finding["run"] == "inventory" and finding["message"] == "nobody_asked":
                found[finding["text"].split(" in ")[-1].rstrip(".")] = finding["arguments"]["classes"]
        self.assertEqual(found, expected)
        self.assertTrue(found)

    def test_gifts_are_counts_and_kept_for_the_team(self):
        self.assertGreater(self.results.query("SELECT sum(inventory_gifts_hands) FROM areas")[0][0], 10)
        safe = self.results_of(PATCH / "patch.toml", out=self.folder / "safe")
        self.assertEqual(set(safe.values("areas", "inventory_gifts_hands").values()), {(None, "Gifts of people are kept for the team.")})
        same = "SELECT id, inventory_assets, inventory_hill_q1 FROM areas ORDER BY id"
        self.assertEqual(safe.query(same), self.results.query(same))

    def test_words_of_the_table_of_gifts_are_the_only_ones_known(self):
        known = {r["word"].replace("_", " ") for r in rows_of(SOURCE / "data/gifts.csv")}
        people = [p for p in rows_of(PATCH / "people.csv") if p["role"] == "participant" and p["state"] == "living_here" and p["age_band"] != "13-17"]
        words = [set(filter(None, f"{p['offers']};{p['interests']}".replace("_", " ").split(";"))) for p in people]
        total = sum(len(w) for w in words)
        columns = ["head", "hands", "heart", "connection", "experience", "other"]
        sums = self.results.query("SELECT " + ", ".join(f"sum(inventory_gifts_{c})" for c in columns) + " FROM areas")[0]
        nowhere = self.results.query("SELECT count(*) FROM people WHERE role = 'participant' AND living = 'living_here' AND area IS NULL")[0][0]
        if nowhere == 0:
            self.assertEqual(sum(v or 0 for v in sums), total)
        self.assertLessEqual(sum(v or 0 for v in sums), total)
        self.assertLessEqual(sums[-1] or 0, sum(len(w - known) for w in words))


if __name__ == "__main__":
    unittest.main()
