"""A newer copy of a file, `kith import --update`: what it changes is taken in once, nothing doubles, nothing is deleted; and who may be
recorded twice is proposed until somebody decides. Expected numbers are counted by hand from the rows below."""
import csv
import json
import unittest

from import_test import WIDE, squares, write
from kith_command import KithTest

RECIPE = """kith = 1
[place]
name = "Meadows"
[[areas]]
file = "boundaries.geojson"
as = "lsoa"
id = "LSOA21CD"
name = "LSOA21NM"
[[people]]
file = "people.csv"
id = "id"
name = "name"
area = "lsoa"
keep = ["age"]
[[assets]]
file = "places.csv"
id = "ref"
name = "name"
kind = "kind"
x = "lon"
y = "lat"
[[ties]]
file = "ties.csv"
from = "from"
to = "to"
kind = "kind"
"""
PEOPLE = [["id", "name", "lsoa", "age"], *[[f"P{i}", f"Person {i}", WIDE[i][0], 30 + i] for i in range(8)]]
PLACES = [["ref", "name", "kind", "lon", "lat"], ["A1", "Oak Library", "library", -1.495, 53.005], ["A2", "Elm Café", "cafe", -1.485, 53.005],
          ["A3", "Ash Park", "park", -1.475, 53.015]]
TIES = [["from", "to", "kind"], *[[f"P{i}", f"P{i + 1}", "friend"] for i in range(7)]]


class Update(KithTest):
    def place(self, name):
        folder = self.folder / name
        folder.mkdir()
        (folder / "boundaries.geojson").write_text(json.dumps(squares()), encoding="utf-8")
        write(folder / "people.csv", PEOPLE)
        write(folder / "places.csv", PLACES)
        write(folder / "ties.csv", TIES)
        (folder / "place.toml").write_text(RECIPE, encoding="utf-8")
        newer = folder / "newer"
        newer.mkdir()
        # P3 is older by a year, P7 is gone, P8 is new and stands in the area of its code
        write(newer / "people.csv", [PEOPLE[0], *[[*row[:3], 34 if row[0] == "P3" else row[3]] for row in PEOPLE[1:8]], ["P8", "Person 8", WIDE[9][0], 50]])
        # A1 has another name, A2 is gone, A3 has moved, A4 is new
        write(newer / "places.csv", [PLACES[0], ["A1", "Oakfield Library", "library", -1.495, 53.005], ["A3", "Ash Park", "park", -1.465, 53.015],
                                     ["A4", "Yew Hall", "community_centre", -1.465, 53.025]])
        # the tie between P0 and P1 is gone; P8 has one
        write(newer / "ties.csv", [*[row for row in TIES if row[0] != "P0"], ["P0", "P8", "neighbour"]])
        return folder

    def update(self, folder, *words, exits=(0,)):
        done = self.run_kith("import", "--update", folder / "place.toml", *words, "--json", exits=exits)
        return json.loads(done.stdout)

    def everything(self, folder):
        return [folder / "newer" / name for name in ("people.csv", "places.csv", "ties.csv")]

    def test_a_newer_copy_is_taken_in_once(self):
        folder = self.place("once")
        said = self.update(folder, *self.everything(folder))
        nothing = {"added": 0, "changed": 0, "ended": 0, "missing": 0, "own": 0, "by_code": 0}
        self.assertEqual(said["remarks"], [])
        self.assertEqual(said["tables"]["people"], {**nothing, "added": 1, "changed": 1, "missing": 1})
        self.assertEqual(said["tables"]["assets"], {**nothing, "added": 1, "changed": 2, "ended": 1})
        self.assertEqual(said["tables"]["ties"], {**nothing, "added": 1, "ended": 1, "missing": 1}, "the tie of P7 is still in the file")
        self.assertEqual((folder / "place.edits").stat().st_mode & 0o777, 0o600)
        before = (folder / "place.edits").read_bytes()
        again = self.update(folder, *self.everything(folder))
        self.assertEqual((again["edits"], again["tables"]["people"]["missing"]), (0, 1), "the same copy again")
        self.assertEqual(again["tables"]["assets"], nothing)
        self.assertEqual(again["tables"]["ties"], {**nothing, "missing": 1})
        self.assertEqual((folder / "place.edits").read_bytes(), before)

    def test_runs_see_what_came_in(self):
        folder = self.place("seen")
        self.update(folder, *self.everything(folder))
        results = self.results_of(folder / "place.toml", "--audience", "team", out=folder / "report")
        areas = dict(results.query("SELECT id, area FROM people"))
        self.assertEqual(len(areas), 9, "P7 is kept")
        self.assertEqual(areas["P8"], WIDE[9][0])
        names = {row[0]: row[1:] for row in results.query("SELECT id, name, status FROM assets")}
        self.assertEqual(names["A1"], ("Oakfield Library", "active"))
        self.assertEqual(names["A2"], ("Elm Café", "closed"))
        self.assertEqual(names["A4"], ("Yew Hall", "active"))

    def test_a_copy_of_the_copy_changes_only_what_differs_from_it(self):
        folder = self.place("third")
        self.update(folder, *self.everything(folder))
        third = folder / "third"
        third.mkdir()
        write(third / "places.csv", [PLACES[0], ["A1", "Oakfield Library", "library", -1.495, 53.005], PLACES[2], ["A3", "Ash Park", "park", -1.465, 53.015]])
        said = self.update(folder, third / "places.csv")  # A2 is back, A4 is gone again
        self.assertEqual({k: said["tables"]["assets"][k] for k in ("added", "changed", "ended")}, {"added": 0, "changed": 1, "ended": 1})
        self.assertEqual(said["tables"]["people"]["changed"], 0, "people were not named: they stay as they were taken in last")
        self.assertEqual(self.update(folder, third / "places.csv")["edits"], 0)
        write(third / "people.csv", PEOPLE)  # people as they were at first: P3 as young as then, P8 gone, P7 back
        said = self.update(folder, third / "people.csv")["tables"]
        self.assertEqual((said["people"]["added"], said["people"]["changed"], said["people"]["missing"]), (0, 1, 1))
        self.assertEqual(said["ties"], said["events"], "ties are of another file")

    def test_only_a_look(self):
        folder = self.place("look")
        self.assertGreater(self.update(folder, folder / "newer/places.csv", "--dry-run")["edits"], 0)
        self.assertFalse((folder / "place.edits").exists())
        self.assertNotIn("[edits]", (folder / "place.toml").read_text(encoding="utf-8"))

    def test_people_who_are_gone_have_moved_only_when_it_is_said(self):
        folder = self.place("moved")
        said = self.update(folder, folder / "newer/people.csv", "--end-people")
        self.assertEqual((said["tables"]["people"]["ended"], said["tables"]["people"]["missing"]), (1, 0))

    def test_what_cannot_be_compared_is_one_sentence(self):
        folder = self.place("sentence")
        for words, expected in ((["newer/nobody.csv"], "no file"), (["boundaries.geojson"], "boundaries, which no edit can carry"), (["place.toml"], "called like no file"), (["places.csv"], "the file itself")):
            done = self.run_kith("import", "--update", folder / "place.toml", *[folder / word for word in words], exits=[2, 3])
            self.assertIn(expected, done.stderr)
        (folder / "place.toml").write_text(RECIPE.replace('id = "ref"\n', ""), encoding="utf-8")
        self.assertIn("no column of ids", self.run_kith("import", "--update", folder / "place.toml", folder / "newer/places.csv", exits=[2, 3]).stderr)

    def test_edits_that_do_not_fit_any_more_are_said(self):
        folder = self.place("unfit")
        self.update(folder, *self.everything(folder))
        write(folder / "places.csv", PLACES[:2])
        self.assertIn("do not fit", self.run_kith("check", folder / "place.toml", exits=[2, 3]).stderr)


class Doubles(KithTest):
    def test_a_pair_is_proposed_until_somebody_decides(self):
        folder = self.folder / "doubles"
        folder.mkdir()
        (folder / "boundaries.geojson").write_text(json.dumps(squares()), encoding="utf-8")
        write(folder / "people.csv", PEOPLE)
        write(folder / "ties.csv", TIES)
        write(folder / "places.csv", [*PLACES, ["A4", "The Oak Libary", "library", -1.4951, 53.0051]])
        (folder / "place.toml").write_text(RECIPE, encoding="utf-8")
        table = folder / "doubles.csv"
        said = json.loads(self.run_kith("check", folder / "place.toml", "--matches", table, "--json", exits=[0, 1]).stdout)["doubles"]
        self.assertEqual((said["assets"], said["people"]), (1, 0), "A1 and A4; people of one name and number are nobody's doubles")
        self.assertEqual(table.stat().st_mode & 0o777, 0o600)
        counted = self.counted(folder)
        for word, proposed, places in (("different", 0, counted), ("same", 0, counted - 1), ("", 1, counted)):
            with table.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            self.assertEqual({rows[0]["id_a"], rows[0]["id_b"]}, {"A1", "A4"})
            rows[0]["decision"] = word
            with table.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0].keys())
                writer.writeheader()
                writer.writerows(rows)
            (folder / "place.toml").write_text(RECIPE + '[decisions]\nfile = "doubles.csv"\n', encoding="utf-8")
            said = json.loads(self.run_kith("check", folder / "place.toml", "--matches", table, "--json", exits=[0, 1]).stdout)["doubles"]
            self.assertEqual(said["assets"], proposed, word)
            self.assertEqual(self.counted(folder), places, word)

    def counted(self, folder):
        """How many assets the inventory counts."""
        results = self.results_of(folder / "place.toml", "--audience", "team", "--force", out=folder / "report")
        self.assertEqual(results.query("SELECT count(*) FROM assets"), [(4,)], "both rows stay")
        return results.query("SELECT sum(inventory_assets) FROM areas")[0][0]


if __name__ == "__main__":
    unittest.main()
