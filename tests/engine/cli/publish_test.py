"""`kith publish`: what stands in the folder, what stands in no byte of it, and the ledger that the next release is compared with."""
import csv
import json
import pathlib
import re
import shutil
import stat
import subprocess
import unittest

from kith_command import SAMPLES, KithTest, kith


FILES = {"index.html", "poster.pdf", "about.txt", "ledger.json", "data"}


def files_in(folder):
    return [p for p in sorted(pathlib.Path(folder).rglob("*")) if p.is_file()]


def said_in(folder):
    """All that stands in its files. A PDF is compressed: its words stand in no byte of it, and in its bytes any two letters do on some days."""
    def of(path):
        if path.suffix != ".pdf":
            return path.read_bytes()
        return b"".join(subprocess.run(words, capture_output=True, check=True, timeout=60).stdout for words in (["pdftotext", path, "-"], ["pdfinfo", path]))

    return b"\n".join(of(path) for path in files_in(folder))


class Publish(KithTest):
    def publish(self, recipe, name, *more, audience="public", exits=(0,)):
        out = self.folder / name
        done = kith("publish", recipe, "--audience", audience, "-o", out, *more, timeout=120)
        self.assertIn(done.returncode, exits, done.stdout + done.stderr)
        return out, done

    def patch(self, name):
        folder = self.folder / name
        if not folder.exists():
            shutil.copytree(SAMPLES / "patch", folder)
        return folder / "patch.toml"

    def numbers(self, out):
        with (out / "data/people.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


class Page(Publish):
    def test_the_folder_is_whole(self):
        out, done = self.publish(self.patch("whole"), "whole_out")
        self.assertEqual({p.name for p in out.iterdir()}, FILES)
        self.assertTrue({"place.gpkg", "people.csv", "assets.csv", "areas.csv"} <= {p.name for p in (out / "data").iterdir()})
        self.assertEqual((out / "poster.pdf").read_bytes()[:5], b"%PDF-")
        self.assertIn("index.html", done.stdout)

    def test_it_loads_nothing_and_runs_nothing(self):
        out, _ = self.publish(self.patch("page"), "page_out")
        page = (out / "index.html").read_text(encoding="utf-8")
        self.assertNotIn("<script", page)
        self.assertIsNone(re.search(r"(?:src|href)=.(?:https?:)?//", page))
        self.assertIn("default-src 'none'", page)
        for title in ("What is not said, and why", "How the numbers were made", "Whose data this is", "Groups, places and organisations"):
            self.assertIn(title, page)

    def test_nobody_stands_in_it(self):
        recipe = self.patch("nobody")
        people = list(csv.DictReader((recipe.parent / "people.csv").read_text(encoding="utf-8").splitlines()))
        out, _ = self.publish(recipe, "nobody_out")
        data = said_in(out)
        for person in people:
            self.assertNotIn(person["name"].encode(), data)
            self.assertNotRegex(data, rb"\b" + person["id"].encode() + rb"\b")

    def test_small_numbers_are_in_no_table(self):
        out, _ = self.publish(self.patch("small"), "small_out")
        numbers = [int(line["people"]) for line in self.numbers(out) if line["people"]]
        self.assertTrue(numbers)
        self.assertTrue(all(n >= 10 and n % 5 == 0 for n in numbers), numbers)

    def test_the_licence_of_openstreetmap_goes_on(self):
        recipe = self.patch("odbl")
        recipe.write_text(recipe.read_text(encoding="utf-8").replace('credit = "Streets and ground: invented"', 'credit = "© OpenStreetMap contributors, ODbL"'), encoding="utf-8")
        out, _ = self.publish(recipe, "odbl_out")
        self.assertIn("all of it together is under the Open Database Licence 1.0", (out / "index.html").read_text(encoding="utf-8"))
        self.assertIn("Together it is under the Open Database Licence 1.0", (out / "about.txt").read_text(encoding="utf-8"))

    def fused(self, name, licences):
        """Two files of assets, each under its licence."""
        folder = self.folder / name
        folder.mkdir()
        recipe = 'kith = 1\n[place]\nname = "Fused"\n'
        for i, licence in enumerate(licences):
            (folder / f"{i}.csv").write_text(f"id,name,kind,x,y,from,under\nS{i},Choir {i},choir,43000{i},430000,Source {i},\"{licence}\"\n", encoding="utf-8")
            recipe += f'[[assets]]\nfile = "{i}.csv"\nid = "id"\nname = "name"\nkind = "kind"\nx = "x"\ny = "y"\ncrs = "EPSG:27700"\nsource = "from"\nsource_licence = "under"\n'
        (folder / "place.toml").write_text(recipe, encoding="utf-8")
        return folder / "place.toml"

    def test_assets_of_openstreetmap_put_together_with_others(self):
        for name, licences, says in (("both", ("ODbL 1.0, © OpenStreetMap contributors", "OGL 3.0"), "all the tables of this folder together are under the Open Database Licence 1.0"),
                                     ("alone", ("ODbL 1.0, © OpenStreetMap contributors",), "The tables of this folder are under the Open Database Licence 1.0"), ("neither", ("OGL 3.0", "CC BY 4.0"), "Each source has its own licence")):
            out, _ = self.publish(self.fused(name, licences), name + "_out", exits=(0, 1))
            licence = (out / "data/licence.txt").read_text(encoding="utf-8")
            self.assertIn(says, licence)
            odbl = name != "neither"
            for text in (licence, (out / "about.txt").read_text(encoding="utf-8"), (out / "index.html").read_text(encoding="utf-8")):
                self.assertEqual("Open Database Licence" in text, odbl, name)
                self.assertTrue(all(one in text for one in licences), name)
            with (out / "data/assets.csv").open(encoding="utf-8", newline="") as file:
                self.assertEqual({row["source_licence"] for row in csv.DictReader(file)}, set(licences))

    def test_for_the_team_it_is_closed(self):
        recipe = self.patch("team")
        out, _ = self.publish(recipe, "team_out", audience="team")
        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o700)
        self.assertTrue(all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in files_in(out)))
        self.assertTrue((out / "data/people_known.csv").exists())
        self.assertFalse((recipe.parent / "patch.releases.json").exists(), "what the team reads is no release")


class Results(Publish):
    """What analyses say, worked out from what everybody may see."""

    def test_what_is_here_area_by_area(self):
        recipe = self.patch("results")
        out, _ = self.publish(recipe, "results_out")
        page = (out / "index.html").read_text(encoding="utf-8")
        self.assertIn("What nobody has asked yet", page)
        self.assertIn("kith.inventory", page)
        with (out / "data/areas.csv").open(encoding="utf-8", newline="") as file:
            areas = list(csv.DictReader(file))
        with (out / "data/assets.csv").open(encoding="utf-8", newline="") as file:
            assets = [row for row in csv.DictReader(file) if row["status"] in ("active", "")]
        counted = sum(int(area["inventory_assets"]) for area in areas)
        self.assertTrue(0 < counted <= len(assets), (counted, len(assets)))
        with (out / "data/tables/inventory/by_kind.csv").open(encoding="utf-8", newline="") as file:
            self.assertEqual(sum(int(row["count"]) for row in csv.DictReader(file)), counted)
        with (out / "data/findings.csv").open(encoding="utf-8", newline="") as file:
            for finding in csv.DictReader(file):
                self.assertEqual(finding["analysis"], "inventory")
                self.assertNotIn("gifts of people", finding["text"])
        self.assertNotIn("inventory_n_individual", areas[0])
        self.assertEqual(subprocess.run(["pdfinfo", out / "poster.pdf"], capture_output=True, text=True).stdout.count("Pages:           2"), 1)

    def test_what_could_not_be_worked_out_is_named(self):
        recipe = self.patch("fails")
        asked = '[[analyses]]\nuse = "kith.inventory"\n'
        text = recipe.read_text(encoding="utf-8")
        recipe.write_text(text.replace(asked, asked + "[analyses.parameters]\nwalk_metres = -1\n"), encoding="utf-8")
        out, done = self.publish(recipe, "fails_out", "--quiet", exits=(1,))
        self.assertIn("kith.inventory is not in it: ", done.stderr)
        self.assertNotIn("kith.isolation", done.stderr, "kept for the team: nothing went wrong")
        for name in ("index.html", "about.txt"):
            text = (out / name).read_text(encoding="utf-8").replace("&#39;", "'")
            self.assertIn("could not be worked out: it was asked for in a way that it does not know", text, name)
        poster = subprocess.run(["pdftotext", out / "poster.pdf", "-"], capture_output=True, text=True, check=True).stdout
        self.assertIn("Could not be worked out: What is here", " ".join(poster.split()))
        with (recipe.parent / "ties.csv").open("a", encoding="utf-8") as file:
            file.write("T9999,P001,P999999,friend,4,,,,,,,,,,\n")
        _, done = self.publish(recipe, "fails_team", "--quiet", audience="team", exits=(1,))
        self.assertRegex(done.stderr, r"ties\.csv: .*problem", "why it is not 0")
        run = kith("run", recipe, "-o", self.folder / "fails_run", "--quiet")
        self.assertEqual(run.returncode, 1)
        self.assertIn("kith.inventory: ", run.stderr)
        self.assertNotIn("kith.isolation", run.stderr)

    def test_no_person_has_a_result_in_it(self):
        out, _ = self.publish(self.patch("nobodys"), "nobodys_out")
        self.assertEqual({p.name for p in (out / "data/tables").iterdir()}, {"inventory"})
        for path in files_in(out / "data"):
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as file:
                    for column in next(csv.reader(file)):
                        self.assertNotRegex(column, r"within_reach|gifts|isolation|connection", path.name)
        page = (out / "index.html").read_text(encoding="utf-8")
        for words in ("People to get to know", "Introductions and connection gaps"):
            self.assertNotIn(words, page)

    def test_what_is_hidden_is_in_no_count(self):
        recipe = self.patch("hides")
        before, _ = self.publish(recipe, "hides_before")
        with (before / "data/areas.csv").open(encoding="utf-8", newline="") as file:
            counts = [row["inventory_assets"] for row in csv.DictReader(file)]
        path = next(p for p in sorted(recipe.parent.glob("assets*.csv")))
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        x, y, kind, name, ident = (rows[0].index(c) for c in ("x", "y", "kind", "name", "id"))
        refuge = list(rows[1])
        refuge[kind], refuge[name], refuge[ident] = "refuge_or_shelter", "Zzrefuge", "QQREFUGE"
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(refuge)
        after, _ = self.publish(recipe, "hides_after")
        with (after / "data/areas.csv").open(encoding="utf-8", newline="") as file:
            self.assertEqual([row["inventory_assets"] for row in csv.DictReader(file)], counts)
        self.assertNotIn(b"Zzrefuge", b"".join(p.read_bytes() for p in files_in(after)))

    def test_the_ledger_has_every_number_of_people_and_results_have_none(self):
        recipe = self.patch("ledgered")
        plain, _ = self.publish(recipe, "ledgered_out")
        text = recipe.read_text(encoding="utf-8")
        other = recipe.parent / "without.toml"
        other.write_text(re.sub(r'\[\[analyses\]\]\nuse = "[^"]*"\n', "", text) + '[[analyses]]\nuse = "kith.isolation"\n', encoding="utf-8")
        without, _ = self.publish(other, "without_out")
        self.assertEqual(self.numbers(plain), self.numbers(without), "numbers of people do not depend on analyses")
        self.assertFalse((without / "data/tables").exists() and any((without / "data/tables").iterdir()))


class Hidden(Publish):
    RECIPE = """kith = 1
[place]
name = "Private"
[[people]]
file = "people.csv"
id = "id"
name = "name"
x = "x"
y = "y"
crs = "EPSG:27700"
role = { column = "role" }
state = "state"
[[assets]]
file = "assets.csv"
id = "id"
name = "name"
kind = "kind"
x = "x"
y = "y"
crs = "EPSG:27700"
class = { column = "class" }
sensitivity = "sensitivity"
keep = ["note"]
[[ties]]
file = "ties.csv"
from = "from"
to = "to"
kind_value = "member_of"
"""

    def place(self, people):
        folder = self.folder / f"private{people}"
        folder.mkdir()
        rows = [f"QQP{i}QQ,Zz{i}zz,participant,living_here,{430000 + i},430000" for i in range(people)] + ["QQGONEQQ,Zzgone,participant,asked_us_to_stop,430001,430001"]
        (folder / "people.csv").write_text("id,name,role,state,x,y\n" + "\n".join(rows) + "\n", encoding="utf-8")
        (folder / "assets.csv").write_text("id,name,kind,x,y,class,sensitivity,note\nA1,Choir,choir,430020,430020,,,Zznote\nQQREFUGEQQ,Zzrefuge House,refuge_or_shelter,432222.5,432222.5,,,\n"
                                           "QQHIDEQQ,Zzhide,choir,432222.5,432222.5,,H,\nQQBAKERQQ,Zzbaker bakes,baking,432222.5,432222.5,individual,,\n", encoding="utf-8")
        (folder / "ties.csv").write_text("from,to\n" + "".join(f"QQP{i}QQ,A1\n" for i in range(people)) + "QQP0QQ,QQREFUGEQQ\n", encoding="utf-8")
        (folder / "place.toml").write_text(self.RECIPE, encoding="utf-8")
        return folder / "place.toml"

    def test_no_byte_tells(self):
        for audience in ("public", "partners"):
            out, _ = self.publish(self.place(23 if audience == "public" else 24), audience, audience=audience)
            data = said_in(out)
            for word in (b"QQ", b"Zz", b"432222"):
                self.assertNotIn(word, data, audience)
            self.assertIn(b"Choir", data)

    def test_everybody_belonging_to_one_group_is_not_said(self):
        out, _ = self.publish(self.place(25), "all")
        self.assertEqual([(n["measure"], n["people"]) for n in self.numbers(out)], [("participants", "25"), ("participants", "25")][: len(self.numbers(out))])

    def test_too_few_are_no_number(self):
        out, done = self.publish(self.place(9), "few")
        self.assertFalse((out / "data/people.csv").exists())
        self.assertIn("No number of people is said", done.stdout)


class Ledger(Publish):
    def test_what_was_said_is_kept_beside_the_recipe(self):
        recipe = self.patch("ledger")
        first, _ = self.publish(recipe, "first")
        ledger = json.loads((recipe.parent / "patch.releases.json").read_text(encoding="utf-8"))
        self.assertEqual(len(ledger["releases"]), 1)
        self.assertEqual(ledger, json.loads((first / "ledger.json").read_text(encoding="utf-8")))
        second, _ = self.publish(recipe, "second", audience="partners")
        self.assertEqual(self.numbers(first), self.numbers(second), "nothing changed, so nothing is said otherwise")
        self.assertEqual([r["audience"] for r in json.loads((second / "ledger.json").read_text(encoding="utf-8"))["releases"]], ["public", "partners"])

    def test_a_damaged_ledger_stops_it(self):
        recipe = self.patch("damaged")
        (recipe.parent / "patch.releases.json").write_text("{", encoding="utf-8")
        out, done = self.publish(recipe, "damaged_out", exits=(3,))
        self.assertFalse(out.exists())
        self.assertIn("ledger of releases", done.stderr)

    def test_the_site_may_set_another_rule_and_it_is_said(self):
        recipe = self.patch("rule")
        recipe.write_text(recipe.read_text(encoding="utf-8").replace("[place]", "[place]\npeople_threshold = 20\npeople_rounding = 10", 1), encoding="utf-8")
        out, _ = self.publish(recipe, "rule_out")
        self.assertIn("below 20 is never said; others are rounded to the nearest 10", (out / "about.txt").read_text(encoding="utf-8"))
        release = json.loads((out / "ledger.json").read_text(encoding="utf-8"))["releases"][0]
        self.assertEqual((release["threshold"], release["rounding"]), (20, 10))
        self.assertTrue(all(int(n["people"]) % 10 == 0 for n in self.numbers(out) if n["people"]))


class Command(Publish):
    def test_a_preview_writes_nothing(self):
        recipe = self.patch("preview")
        before = {p.name for p in recipe.parent.iterdir()}
        done = kith("publish", recipe, "--audience", "public", "--preview")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("who could be recognised", done.stdout)
        self.assertIn("for the team only", done.stdout)
        self.assertEqual({p.name for p in recipe.parent.iterdir()}, before)

    def test_misuse(self):
        recipe = self.patch("misuse")
        for words in (["--audience", "safe", "-o", self.folder / "x"], ["-o", self.folder / "x"], ["--audience", "public"]):
            self.assertEqual(kith("publish", recipe, *words).returncode, 2, words)
        self.publish(recipe, "there")
        _, done = self.publish(recipe, "there", exits=(2,))
        self.assertIn("--force", done.stderr)
        self.publish(recipe, "there", "--force")
        self.assertEqual(kith("run", recipe, "--audience", "public", "-o", self.folder / "run").returncode, 2, "only publish knows what may be said")


if __name__ == "__main__":
    unittest.main()
