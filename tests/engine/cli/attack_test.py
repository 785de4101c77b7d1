"""What is published is attacked: every count that is not said keeps at least five possible values (domain 6.2; attacker.py says what is known).

KITH_ATTACK_PLACES: how many random places (default 6, under the sanitizers 2; scripts/check takes 100, and Sheffield).
"""
import collections
import csv
import json
import os
import pathlib
import random
import unittest

import attacker
from kith_command import SAMPLES, SANITIZED, SOURCE, KithTest, kith, needs_shared

LEAST = 5
PLACES = int(os.environ.get("KITH_ATTACK_PLACES", "2" if SANITIZED else "6"))
ALL = bool(os.environ.get("KITH_ATTACK_PLACES"))

RECIPE = """kith = 1
[place]
name = "Random place {seed}"
people_threshold = {threshold}
people_rounding = {rounding}
[[areas]]
file = "areas.geojson"
as = "square"
id = "code"
[[areas]]
file = "wards.geojson"
as = "ward"
id = "code"
[[areas]]
file = "drawn.geojson"
as = "drawn"
role = "drawn"
partition = false
id = "code"
[[people]]
file = "asked.csv"
id = "id"
x = "x"
y = "y"
asked = {{ all = "complete" }}
[[people]]
file = "not_asked.csv"
id = "id"
x = "x"
y = "y"
[[assets]]
file = "assets.csv"
id = "id"
name = "name"
kind = "kind"
[[ties]]
file = "ties.csv"
from = "from"
to = "to"
kind_value = "member_of"
"""


def square(code, x0, y0, x1, y1):
    ring = [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def layer(path, features):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")


def table(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


class RandomPlace:
    """A grid of squares, wards of 2 x 2 of them, drawn areas of any size across, and people of whom some belong to a group."""

    def __init__(self, folder, seed):
        self.folder, self.seed = folder, seed
        folder.mkdir(parents=True)
        self.random = r = random.Random(seed)
        self.side = 2 * r.randint(1, 3)
        self.codes = [f"Q{i}{j}" for i in range(self.side) for j in range(self.side)]
        at = {code: (int(code[1]), int(code[2])) for code in self.codes}
        layer(folder / "areas.geojson", [square(c, 400000 + 500 * i, 300000 + 500 * j, 400500 + 500 * i, 300500 + 500 * j) for c, (i, j) in at.items()])
        half = self.side // 2
        layer(folder / "wards.geojson", [square(f"W{i}{j}", 400000 + 1000 * i, 300000 + 1000 * j, 401000 + 1000 * i, 301000 + 1000 * j) for i in range(half) for j in range(half)])
        drawn = []
        for k in range(3):  # some along the grid, some across it
            step = r.choice([500, 500, 130])
            x, y = (400000 + step * r.randint(0, self.side - 1), 300000 + step * r.randint(0, self.side - 1))
            drawn.append(square(f"D{k}", x, y, x + step * r.randint(1, 3), y + step * r.randint(1, 3)))
        layer(folder / "drawn.geojson", drawn)
        table(folder / "assets.csv", ["id", "name", "kind"], [["A1", "Choir", "choir"]])
        self.people = []          # code, asked, member
        sparse = r.random()
        for code in self.codes:
            member, asked = r.choice([0, 0.1, 0.5, 0.95, 1]), r.choice([0, 0.5, 1])
            for _ in range(r.randint(0, 12) if r.random() < sparse else r.randint(0, 70)):
                self.people.append((code, r.random() < asked, r.random() < member))
        self.at = at
        self.write()

    def write(self, threshold=10, rounding=5):
        rows, ties = ([], []), []
        for number, (code, asked, member) in enumerate(self.people):
            i, j = self.at[code]
            rows[asked].append([f"P{number}", 400000 + 500 * i + self.random.randint(1, 499), 300000 + 500 * j + self.random.randint(1, 499)])
            if member:
                ties.append([f"P{number}", "A1"])
        for name, some in (("asked", rows[1]), ("not_asked", rows[0])):
            table(self.folder / f"{name}.csv", ["id", "x", "y"], some)
        table(self.folder / "ties.csv", ["from", "to"], ties)
        self.recipe = self.folder / "place.toml"
        self.recipe.write_text(RECIPE.format(seed=self.seed, threshold=threshold, rounding=rounding).replace('x = "x"\ny = "y"\n', 'x = "x"\ny = "y"\ncrs = "EPSG:27700"\n'), encoding="utf-8")

    def truth(self, reader):
        people = collections.Counter(code for code, _, _ in self.people)
        out = {reader.n(c): people[c] for c in self.codes}
        for measure, which in (("told_all", 1), ("take_part", 2)):
            some = collections.Counter(p[0] for p in self.people if p[which])
            out.update({reader.y(measure, c): some[c] for c in self.codes})
        return out


@unittest.skipUnless(attacker.CBC, "Needs cbc (scripts/setup).")
class Attacks(KithTest):
    def publish(self, recipe, out, *more, audience="public", timeout=200):
        done = kith("publish", recipe, "--audience", audience, "-o", out, "--quiet", *more, timeout=timeout)
        self.assertEqual(done.returncode, 0, done.stderr)
        return out

    def assert_wide(self, reader, most=40):
        hidden = reader.hidden()
        if len(hidden) > most:
            names = random.Random(1).sample(sorted(hidden), most)
            hidden = {name: hidden[name] for name in names}
        narrow = {}
        for name, terms in hidden.items():
            low, high = reader.bounds(terms)
            self.assertIsNotNone(low, "nothing fits: the attack is on something else")
            if high - low + 1 < LEAST:
                narrow[name] = (low, high)
        self.assertEqual(narrow, {})
        return len(hidden)

    def test_random_places(self):
        attacked = numbers = 0
        for seed in range(PLACES):
            with self.subTest(seed=seed):
                place = RandomPlace(self.folder / f"place{seed}", seed)
                reader = attacker.Attacker(place.codes)
                threshold = reader.read(self.publish(place.recipe, self.folder / f"out{seed}"), "square")
                truth = place.truth(reader)
                self.assertEqual(reader.fits(truth), "")
                first = attacker.Attacker(place.codes)
                first.read(self.folder / f"out{seed}", "square")
                first.knows_why(threshold)
                attacked += self.assert_wide(first)
                # Later the site sets other rules: the same people, read beside the first release.
                place.write(threshold=place.random.choice([6, 15, 20]), rounding=place.random.choice([2, 3, 10]))
                reader.read(self.publish(place.recipe, self.folder / f"again{seed}", audience="partners"), "square")
                self.assertEqual(reader.fits(truth), "")
                attacked += self.assert_wide(reader)
                numbers += len(reader.rows)
        print(f"{PLACES} random places, two releases each: {attacked} counts that are not said attacked with {numbers} rows; each keeps {LEAST} values or more")
        self.assertGreater(attacked, 10 * PLACES)

    def test_people_come_and_go_between_two_releases(self):
        """One to three people came or went: what is hidden then and now stays wide for who knows that no more than three did. Or nothing is said."""
        attacked = refused = 0
        for seed in range(1000, 1000 + max(PLACES, 6)):
            with self.subTest(seed=seed):
                place = RandomPlace(self.folder / f"moving{seed}", seed)
                edge = place.random.choice(place.codes)  # one area that falls below the threshold, or comes up to it
                falls, by = seed % 2 == 0, place.random.randint(1, 3)
                place.people = [one for one in place.people if one[0] != edge] + [(edge, True, k % 2 == 0) for k in range(9 + by if falls else 10 - by)]
                place.write()
                then, now = attacker.Attacker(place.codes, "a"), attacker.Attacker(place.codes, "b")
                threshold = then.read(self.publish(place.recipe, self.folder / f"then{seed}"), "square")
                self.assertEqual(then.fits(place.truth(then)), "")
                for _ in range(by):
                    if falls:
                        place.people.pop()
                    else:
                        place.people.append((edge, True, place.random.random() < 0.5))
                place.write()
                now.read(self.publish(place.recipe, self.folder / f"now{seed}"), "square")
                self.assertEqual(now.fits(place.truth(now)), "")
                refused += not any(all(name[0] == "n" for name in row[0]) for row in now.rows)
                for reader in (then, now):
                    reader.knows_why(threshold)
                attacked += self.assert_wide(attacker.BetweenTimes(then, now, 3), most=24)
        print(f"{max(PLACES, 6)} random places between whose two releases people came or went: {attacked} counts that are not said attacked, each keeps {LEAST} values or more; {refused} times no number was said the second time")
        self.assertGreater(attacked, 5 * PLACES)

    def attack_place(self, recipe, primary, *more, most=200):
        """A real or sample place, whose true counts are the team's own export."""
        (self.folder / recipe.stem).mkdir()
        done = kith("export", recipe, "--audience", "team", "--format", "csv", "--to", self.folder / recipe.stem / "true", "--quiet", *more, timeout=200)
        self.assertEqual(done.returncode, 0, done.stderr)
        codes = [line["id"] for line in csv.DictReader((self.folder / recipe.stem / "true/areas.csv").read_text(encoding="utf-8").splitlines())]
        reader = attacker.Attacker(codes)
        threshold = reader.read(self.publish(recipe, self.folder / recipe.stem / "out", "--ledger", self.folder / recipe.stem / "ledger.json", *more), primary)
        people = collections.Counter()
        for line in csv.DictReader((self.folder / recipe.stem / "true/people.csv").read_text(encoding="utf-8").splitlines()):
            if line["role"] == "participant" and line["living"] == "living_here" and line["area"] and (not line.get("permission") or "aggregate" in line["permission"]):
                people[line["area"]] += 1
        wrong = [row for row in reader.rows if all(name[0] == "n" for name in row[0])]
        checked = attacker.Attacker(codes)
        checked.rows = wrong
        self.assertEqual(checked.fits({reader.n(c): people[c] for c in codes}), "")
        reader.knows_why(threshold)
        count = self.assert_wide(reader, most)
        print(f"{recipe.name}: {count} counts that are not said attacked; each keeps {LEAST} values or more")

    def test_patch(self):
        self.attack_place(SAMPLES / "patch/patch.toml", "area")

    @unittest.skipUnless(ALL, "Only with KITH_ATTACK_PLACES (scripts/check).")
    def test_village(self):
        recipe = pathlib.Path(os.environ.get("KITH_VILLAGE", SAMPLES / "village/village.toml"))
        if not recipe.exists():
            self.skipTest("The village is not there: scripts/make_village.py makes it.")
        self.attack_place(recipe, "area")

    @unittest.skipUnless(ALL, "Only with KITH_ATTACK_PLACES (scripts/check).")
    def test_sheffield(self):
        needs_shared()
        root = SOURCE / "build/places/sheffield"
        if not root.exists():
            self.skipTest("No invented people are laid over it: tests/places/make_people.sh makes them.")
        self.attack_place(SOURCE / "tests/places/sheffield_people.toml", "lsoa", "--root", root, most=600)


if __name__ == "__main__":
    unittest.main()
