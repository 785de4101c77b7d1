"""`kith run` on every recipe of this folder and on the samples, for both audiences: the counts reconcile with each other and
with what Python alone counted in the sources (expected.json), and `safe` holds nothing about anybody.
"""
import csv
import functools
import json
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import tomllib
import unittest

import count_sources
import kith_command
from kith_command import SAMPLES, KithTest, Results, kith

HERE = pathlib.Path(__file__).resolve().parent
ASSETS_ONLY = ["sheffield", "doncaster", "trafford", "isle_of_man"]
WITH_PEOPLE = ["sheffield_people", "doncaster_people", "trafford_people"]
RELATIONS = ["glasgow", "egor32"]
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
SLOW = {"sheffield_people", "doncaster_people", "trafford", "village"}  # with the sanitizers


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Folders:
    """Where the runs of this process go; made when first asked for."""

    @functools.cached_property
    def all(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="kith-places-")
        return pathlib.Path(self.temporary.name)

    @functools.cached_property
    def people(self):
        """Invented people laid over the real places."""
        subprocess.run([HERE / "make_people.sh", self.all / "laid"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "KITH_SHARED": str(kith_command.shared())})
        return self.all / "laid"


FOLDERS = Folders()


def root_of(name):
    if name in ("patch", "village"):
        return SAMPLES / name
    if name in WITH_PEOPLE:
        return FOLDERS.people / name.removesuffix("_people")
    return kith_command.shared() / "data"


def recipe_of(name):
    return SAMPLES / name / f"{name}.toml" if name in ("patch", "village") else HERE / f"{name}.toml"


@functools.cache
def ran(name, audience):
    out = FOLDERS.all / "out" / f"{name}-{audience}"
    done = kith("run", recipe_of(name), "--root", root_of(name), "--audience", audience, "-o", out, "--quiet")
    return done, Results(out) if done.returncode in (0, 1) else None


class Runs(KithTest):
    """What holds for every place."""
    places = []

    def each(self, audiences=("safe", "team"), places=None):
        """Every place with what came of it."""
        found = []
        for name in places or self.places:
            for audience in audiences if not (kith_command.SANITIZED and name in SLOW) else ():
                done, results = ran(name, audience)
                self.assertIn(done.returncode, (0, 1), done.stderr)
                found.append((name, results))
        return found

    def of(self, results):
        return self.subTest(run=results.folder.name)

    def test_every_row_is_accounted_for(self):
        for _, results in self.each():
            with self.of(results):
                self.assert_balances(results.json["rows"], "all rows")
                self.assertTrue(results.json["rows"]["balances"])
                for file in results.json["files"]:
                    self.assert_balances(file, file["file"])
                for word in ("read", "kept", "merged", "refused", "filtered"):
                    self.assertEqual(results.json["rows"][word], sum(f[word] for f in results.json["files"]), word)

    def test_no_analysis_failed(self):
        for name, results in self.each():
            with self.of(results):
                self.assertTrue(results.json["analyses"], name)
                for analysis in results.json["analyses"]:
                    self.assertIn(analysis["verdict"], ("ok", "kept for the team", "not possible"), analysis)

    def test_layers_hold_what_was_kept(self):
        for _, results in self.each():
            with self.of(results):
                layers = results.layers()
                for layer in results.json["area_layers"]:
                    self.assertEqual(layers["areas" if layer["primary"] else f"areas_{layer['as']}"], layer["areas"])
                if results.json["counts"]["assets"]:
                    self.assertEqual(layers["assets"], results.json["counts"]["assets"])
                if results.json["audience"] == "team" and results.json["counts"]["people_recorded"]:
                    kept = sum(f["kept"] for f in results.json["files"] if f["block"] == "ties")
                    stopped = any("asked us to stop" in remark for remark in results.json["remarks"])
                    (self.assertLess if stopped else self.assertEqual)(layers.get("ties", 0), kept)

    def test_gdal_opens_it(self):
        if not shutil.which("ogrinfo"):
            self.skipTest("ogrinfo (gdal-bin) is not installed.")
        for _, results in self.each():
            with self.of(results):
                command = ["ogrinfo", "-ro", "-so", "-al", results.folder / "results.gpkg"]
                said = subprocess.run(command, capture_output=True, text=True, check=True)
                self.assertEqual(said.stderr, "")
                names = [line[12:] for line in said.stdout.splitlines() if line.startswith("Layer name: ")]
                counts = [int(line[15:]) for line in said.stdout.splitlines() if line.startswith("Feature Count: ")]
                self.assertEqual(dict(zip(names, counts)), results.layers())

    def test_the_teams_folder_is_closed(self):
        for _, results in self.each(["team"]):
            with self.of(results):
                self.assertEqual(stat.S_IMODE(results.folder.stat().st_mode), 0o700)
                for path in results.folder.rglob("*"):
                    self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o700 if path.is_dir() else 0o600, path)

    def test_safe_says_nothing_about_anybody(self):
        for name, results in self.each(["safe"]):
            with self.of(results):
                self.assertFalse({"people", "ties", "households"} & set(results.layers()))
                self.assertEqual(finding_subjects(results) & {"person"}, set())
                found = personal_values_in(results.folder, personal_values(name))
                self.assertEqual(found, [], "personal values in a safe folder")


def finding_subjects(results):
    return {subject.partition(":")[0] for finding in results.read("findings.json")["findings"] for subject in finding["subjects"]}


def personal_values(name):
    """Ids, names, homes, and words of and about people, as the sources have them. Values too short to mean anybody are left out."""
    values, recipe = set(), tomllib.loads(recipe_of(name).read_text(encoding="utf-8"))
    for block in recipe.get("people", []) + recipe.get("events", []):
        for row in rows_of(root_of(name) / block["file"]):
            columns = [block.get(k) for k in ("id", "name", "x", "y", "household", "words", "next")]
            values.update(row[c].strip() for c in columns if isinstance(c, str) and row.get(c))
    return sorted(v for v in values if len(v) >= 4 and not v.isdigit())


def personal_values_in(folder, values):
    """Every byte of every file is looked at. Ids of four characters meet by chance in binary numbers, so of results.gpkg they
    are looked for in its text (a dump), and longer ones in the bytes too."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        gpkg = path.suffix == ".gpkg"
        found += grep([v for v in values if len(v) > 4] if gpkg else values, path)
        if gpkg:
            dump = folder.parent / f"{folder.name}.sql"
            with Results(folder).open() as db:
                dump.write_text("\n".join(line for line in db.iterdump() if "rtree" not in line), encoding="utf-8")
            found += grep(values, dump)
    return found


def grep(values, path):
    if not values:
        return []
    done = subprocess.run(["grep", "-a", "-o", "-w", "-F", "-f", "-", path], input="\n".join(values).encode(), capture_output=True,
                          env={**os.environ, "LC_ALL": "C"})
    return [f"{path.name}: {line.decode(errors='replace')}" for line in sorted(set(done.stdout.splitlines()))]


class Samples(Runs):
    places = ["patch", "village"]

    def test_every_row_of_every_file_is_read(self):
        for name, results in self.each():
            with self.of(results):
                for file in results.json["files"]:
                    path = SAMPLES / name / file["file"]
                    rows = len(rows_of(path)) if path.suffix == ".csv" else len(json.loads(path.read_text(encoding="utf-8"))["features"])
                    self.assertEqual(file["read"], rows, file["file"])
                    self.assertEqual((file["merged"], file["refused"]), (0, 0), file)

    def test_they_are_without_problems(self):
        for name, results in self.each():
            with self.of(results):
                self.assertEqual(ran(name, results.json["audience"])[0].returncode, 0)
                self.assertEqual(results.json["issues"]["problems"], 0)
                others = {a["verdict"] for a in results.json["analyses"]} - {"ok"}
                self.assertEqual(others, set() if results.json["audience"] == "team" else {"kept for the team"})

    def test_the_search_for_personal_values_can_find(self):
        """The team's folder holds what the safe one must not."""
        _, team = ran("patch", "team")
        found = personal_values_in(team.folder, personal_values("patch"))
        self.assertTrue(any("P001" in f for f in found), found[:5])
        self.assertTrue(any("Tess Jassacre" in f for f in found))


class RealPlaces(Runs):
    places = ASSETS_ONLY + WITH_PEOPLE + RELATIONS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kith_command.needs_shared()

    def files(self, results, block):
        return [f for f in results.json["files"] if f["block"] == block]

    def test_areas_of_which_nothing_is_known_are_folded_behind_one_line(self):
        (_, results), = self.each(["safe"], ["sheffield"])
        areas, used = results.layers()["areas"], results.query("SELECT DISTINCT area FROM assets WHERE area IS NOT NULL")
        page = (results.folder / "report.html").read_text(encoding="utf-8")
        self.assertIn(f"In {areas - len(used)} more areas nothing is recorded yet</summary>", page)

    def test_rows_of_each_file(self):
        for name, results in self.each():
            with self.of(results):
                expected = EXPECTED[name]
                joins = [join for layer in expected["areas"] for join in layer.get("joins", [])]
                for block, rows, kept in [("areas", "features", "codes"), ("people", "rows", "different_ids"), ("assets", "rows", "different_ids")]:
                    sources = expected[block]
                    files = self.files(results, block)
                    self.assertEqual([f["file"] for f in files], [s["file"] for s in sources])
                    self.assertEqual([f["read"] for f in files], [s[rows] for s in sources])
                    self.assertEqual([f["kept"] for f in files], [s.get(kept, s[rows]) for s in sources])
                    self.assertEqual([f["refused"] for f in files], [0] * len(files))
                    self.assertEqual([f["filtered"] for f in files], [s.get("passed_over", 0) for s in sources])
                files = self.files(results, "areas.join")
                self.assertEqual([f["read"] for f in files], [j["rows_read"] for j in joins])
                self.assertEqual([f["filtered"] for f in files], [j["rows_read"] - j["rows_used"] for j in joins])
                self.assertEqual([f["kept"] + f["merged"] for f in files], [j["rows_used"] for j in joins])

    def test_ties(self):
        for name, results in self.each():
            with self.of(results):
                for file, expected in zip(self.files(results, "ties"), EXPECTED[name]["ties"], strict=True):
                    self.assertEqual(file["read"], expected["rows"])
                    self.assertEqual(file["refused"], expected["end_unknown"] + expected["from_is_to"])
                    self.assertEqual(file["kept"], expected["different_pairs_and_kinds"])

    def test_sums_of_joined_columns(self):
        for name, results in self.each(places=ASSETS_ONLY + WITH_PEOPLE):
            with self.of(results):
                for join in EXPECTED[name]["areas"][0].get("joins", []):
                    for column, total in join["sums"].items():
                        found, areas = results.query(f'SELECT sum("{column}"), count("{column}") FROM areas')[0]
                        self.assertAlmostEqual(found, total, places=4, msg=column)
                        self.assertEqual(areas, join["areas_matched"], column)

    def test_trafford_s_population(self):
        """Census 2021, TS007: usual residents of Trafford, in 18 age bands of 139 LSOAs."""
        _, results = ran("trafford" if not kith_command.SANITIZED else "trafford_people", "safe")
        self.assertEqual(results.query("SELECT sum(population) FROM areas"), [(235044.0,)])

    def test_assets_lie_where_python_finds_them(self):
        for name, results in self.each(places=ASSETS_ONLY + WITH_PEOPLE):
            with self.of(results):
                recipe = tomllib.loads(recipe_of(name).read_text(encoding="utf-8"))
                for block, expected in zip(recipe["assets"], EXPECTED[name]["assets"], strict=True):
                    sql = "SELECT count(*), count(area), count(geom) FROM assets WHERE subtype = ?"
                    rows, located, drawn = results.query(sql, block["kind_value"])[0]
                    self.assertEqual(rows, expected["rows"], block["file"])
                    self.assertEqual(drawn, expected["with_coordinates"], block["file"])
                    if expected["with_coordinates"] in (0, expected.get("in_first_layer")):
                        self.assertEqual(located, expected["with_coordinates"], block["file"])

    def test_people_lie_where_python_finds_them(self):
        for name, results in self.each(["team"], places=WITH_PEOPLE):
            with self.of(results):
                expected = EXPECTED[name]["people"][0]
                self.assertEqual(results.query("SELECT count(*), count(geom), count(area) FROM people"),
                                 [(expected["rows"], expected["with_coordinates"], expected["in_first_layer"])])

    def test_a_list_without_coordinates_waits_in_the_tray(self):
        """82 practices of Sheffield and 44 of Doncaster have a postcode and no position: kept, never at 0,0."""
        for name, count in (("sheffield", 82), ("doncaster", 44)):
            _, results = ran(name, "safe")
            practices = next(f for f in self.files(results, "assets") if "gp_practices" in f["file"])
            self.assertEqual((practices["kept"], practices["refused"]), (count, 0))
            sql = "SELECT count(*), count(area), count(geom) FROM assets WHERE subtype = 'gp_surgery'"
            self.assertEqual(results.query(sql), [(count, 0, 0)])

    def test_libraries_in_the_areas_of_every_layer(self):
        """Even-odd in degrees, by Python, against the inventory: of each area what is open there, and what is closed."""
        for name in ("sheffield", "doncaster"):
            _, results = ran(name, "safe")
            recipe = tomllib.loads(recipe_of(name).read_text(encoding="utf-8"))
            places = [(float(row["lng"]), float(row["lat"])) for row in rows_of(root_of(name) / recipe["assets"][0]["file"])]
            for layer in recipe["areas"]:
                features = count_sources.features_of(root_of(name) / layer["file"])
                rings = count_sources.rings_of(root_of(name), {"areas": [layer]})
                counted = {str(f["properties"][layer["id"]]): sum(count_sources.lies_in(*p, area) for p in places) for f, area in zip(features, rings)}
                table = "areas" if layer is recipe["areas"][0] else f"areas_{layer['as']}"
                found = results.query(f"SELECT id, inventory_assets + inventory_potential + inventory_closed FROM {table}")
                self.assertEqual(dict(found), counted, f"{name}: {layer['as']}")

    def test_where_nothing_is_recorded_nothing_is_measured(self):
        """No record is no measure: a rate only where something was recorded, and elsewhere that nobody asked."""
        for _, results in self.each(("safe",), ["sheffield", "trafford"]):
            with self.of(results):
                recorded = dict(results.query("SELECT id, inventory_assets FROM areas"))
                for column in ("inventory_per_1000", "inventory_per_km2"):
                    for area, (value, why) in results.values("areas", column).items():
                        self.assertEqual(value is not None and value > 0, recorded[area] > 0)
                        self.assertEqual(why, None if recorded[area] else "Nobody has asked yet what is here.")
                self.assertIn(0, recorded.values())

    def test_neighbourhoods_that_residents_drew(self):
        _, results = ran("sheffield", "safe")
        drawn = next(layer for layer in results.json["area_layers"] if layer["as"] == "neighbourhood")
        self.assertEqual((drawn["areas"], drawn["partition"], drawn["role"], drawn["primary"]), (147, False, "drawn", False))

    def test_two_layers_out_of_one_file_of_the_isle_of_man(self):
        """OpenStreetMap's boundaries come as one layer of every level: 24 towns, villages and parishes, which lie in six sheadings."""
        _, results = ran("isle_of_man", "safe")
        self.assertEqual({layer["as"]: layer["areas"] for layer in results.json["area_layers"]}, {"parish": 24, "sheading": 6})
        self.assertEqual(results.json["issues"]["problems"], 0)
        names = {name for name, in results.query("SELECT name FROM areas")}
        self.assertTrue({"Douglas", "Peel", "Ramsey", "Castletown"} <= names, names)
        self.assertEqual({name for name, in results.query("SELECT name FROM areas_sheading")}, {"Ayre", "Garff", "Glenfaba", "Michael", "Middle", "Rushen"})

    def test_relations_without_a_place(self):
        for name, results in self.each(places=RELATIONS):
            with self.of(results):
                self.assertEqual(results.json["area_layers"], [])
                self.assertEqual(results.json["counts"]["people_recorded"], sum(p["rows"] for p in EXPECTED[name]["people"]))


del Runs  # not a test of its own

if __name__ == "__main__":
    unittest.main()
