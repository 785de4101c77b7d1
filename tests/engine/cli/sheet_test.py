"""kith sheet on the sample patch: what stands on each sheet, counted here from the sample's own tables by Python alone; what a PDF holds, as
poppler reads it."""
import csv
import json
import math
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.support.kith_command import SANITIZED  # noqa: E402
from tests.support.sheet_page import PATCH, SheetTest, in_words, table  # noqa: E402


class Sheets(SheetTest):
    # What's near

    def metres(self, asset, other):
        """Between two points of WGS 84, on a sphere: within half a per cent of any projection here."""
        lat = math.radians(float(asset["y"]))
        dx = math.radians(float(asset["x"]) - float(other["x"])) * math.cos(lat)
        dy = math.radians(float(asset["y"]) - float(other["y"]))
        return 6371008.8 * math.hypot(dx, dy)

    def test_what_is_near_is_what_lies_within_the_walk(self):
        here = self.assets["A001"]
        page = self.page("near", "--at", here["name"], "--most", 500)
        self.assertEqual(page.title, "What's near " + here["name"])
        told = {}
        for entry in page.entries():
            told.setdefault(entry["name"], []).append(entry)
        sure = 0
        for asset in self.assets.values():
            if not asset["x"]:
                self.assertNotIn(asset["name"], told)
                continue
            walk = 1.3 * self.metres(asset, here)
            one_persons = asset["name"] not in told  # individuals and what is private are never public
            if asset["status"] != "active" or asset["online"] == "yes" or asset["sensitivity"] == "H" or walk > 810:
                self.assertFalse(asset["status"] == "active" and asset["online"] != "yes" and asset["name"] in told and all(a["name"] != asset["name"] or a is asset for a in self.assets.values()), asset)
            elif walk < 790 and asset["kind"] in ("library", "church_hall", "choir", "community_centre", "craft_group", "walking_group"):
                self.assertFalse(one_persons, asset)
                minutes = [int(re.match(r"\d+", e["beside"])[0]) for e in told[asset["name"]]]
                self.assertTrue(any(math.ceil(walk * 0.99 / 80) <= m <= math.ceil((walk * 1.01 + 50) / 80) for m in minutes), (asset["name"], walk, minutes))
                sure += 1
        self.assertGreater(sure, 5, "the sample has places about there")

    def test_unknown_is_said_as_unknown_and_known_as_it_was_written(self):
        page = self.page("near", "--at", "A001", "--most", 500)
        by_name = {}
        for asset in self.assets.values():
            by_name.setdefault(asset["name"], []).append(asset)
        looked = 0
        for entry in page.entries():
            rows = by_name[entry["name"]]
            if len(rows) > 1:
                continue
            row, facts = rows[0], entry["facts"]
            for key, label, missing in (("when", "When", "day and time"), ("cost", "Cost", "cost"), ("step_free", "Step-free", "step-free or not"), ("contact", "Whom to ask", "whom to ask")):
                self.assertEqual(facts.get(label, ""), row[key], entry)
                self.assertEqual(missing in entry["unknown"] or "Nothing more is known yet" in entry["unknown"], not row[key], entry)
                looked += 1
            first = "Ask somebody who goes there first." if not row["contact"] else "Write first."
            self.assertTrue(not entry["unknown"] or entry["unknown"].endswith(first), entry)
            self.assertEqual("Nothing more" in entry["unknown"], not any(row[k] for k in ("when", "cost", "step_free", "languages", "contact", "how_to_join")), entry)
        self.assertGreater(looked, 40)

    def test_nobody_stands_on_a_sheet_that_is_handed_over(self):
        for kind, more in (("near", ["--person", "P001", "--most", 500, "--minutes", 60]), ("directory", [])):
            out = self.folder / f"public-{kind}.html"
            self.run_kith("sheet", kind, PATCH / "patch.toml", *more, "-o", out, "--quiet")
            text = out.read_text(encoding="utf-8")
            for person in self.people.values():
                self.assertNotIn(person["name"], text)
            hidden = [a["name"] for a in self.assets.values() if a["sensitivity"] == "H"]
            self.assertEqual([name for name in hidden if name in text], [])
        self.assertGreater(len(hidden), 0)

    def test_a_corner_a_square_a_coordinate_and_what_is_none(self):
        self.assertIn("corner of", self.page("near", "--at", self.corner()).title)
        self.assertIn("square C4", self.page("near", "--at", "C4").title)
        at = self.page("near", "--at", "54.202765, 0.901478")
        self.assertEqual([e["name"] for e in at.entries()], [e["name"] for e in self.page("near", "--at", "A001").entries()])
        done = self.run_kith("sheet", "near", PATCH / "patch.toml", "--at", "Nowhere Street", "-o", self.folder / "none.pdf", exits=(3,))
        self.assertIn("Nowhere Street", done.stderr)
        self.assertFalse((self.folder / "none.pdf").exists())

    def test_a_point_in_metres_is_where_it_is_and_called_by_its_street(self):
        out = self.folder / "metres"
        self.run_kith("export", PATCH / "patch.toml", "--format", "csv", "--what", "assets", "-o", out, "--quiet")
        here = next(a for a in table("assets.csv", out) if a["id"] == "A001")
        page = self.page("near", "--at", f"{float(here['x']):.1f} m, {float(here['y']):.1f} m")
        self.assertEqual([e["name"] for e in page.entries()], [e["name"] for e in self.page("near", "--at", "A001").entries()])
        streets = set(re.findall(r'"name":"([^"]+)"', (PATCH / "streets.geojson").read_text(encoding="utf-8")))
        self.assertTrue(page.title.removeprefix("What's near a point by ") in streets or re.fullmatch("What's near a point in square [A-H][0-9]+", page.title), page.title)
        self.assertEqual(self.page("near", "--at", "0 m, 0 m").title, "What's near a point on the map")

    @staticmethod
    def corner():
        """Two named streets that share a corner."""
        text = (PATCH / "streets.geojson").read_text(encoding="utf-8")
        met = {}
        for name, points in re.findall(r'"name":"([^"]+)","class":"[^"]*"},"geometry":{"type":"LineString","coordinates":(\[\[.*?\]\])', text):
            for point in re.findall(r"\[[-\d.]+,[-\d.]+\]", points):
                met.setdefault(point, set()).add(name)
        one, other = sorted(next(names for names in met.values() if len(names) > 1))[:2]
        return f"{one} and {other}"

    # The directory

    def test_the_directory_holds_every_group_and_activity_once(self):
        entries = self.page("directory").entries()
        told = sorted(e["name"] for e in entries)
        wanted = sorted(a["name"] for a in self.assets.values() if a["form"] in ("group", "activity") and a["status"] == "active" and a["sensitivity"] != "H")
        for name in wanted:
            self.assertIn(name, told)
        self.assertEqual(len(told), len([a for a in self.assets.values() if a["name"] in told and a["status"] == "active"]))
        for asset in self.assets.values():
            if asset["form"] == "group" and asset["status"] == "active" and len(asset["confirmed_on"]) == 10 and wanted.count(asset["name"]) == 1:
                said = next(e for e in entries if e["name"] == asset["name"])["facts"]["Confirmed"]
                self.assertTrue(said.startswith(in_words(asset["confirmed_on"])), (asset, said))

    # Paper

    def test_paper_holds_what_the_page_holds_and_its_fonts(self):
        if not (shutil.which("pdftotext") and shutil.which("pdffonts")):
            self.skipTest("Needs poppler-utils (scripts/setup --check).")
        for kind, more in (("near", ["--at", "A001"]), ("visit", ["--person", "P016"]), ("told", ["--person", "P016"]), ("path", ["--person", "P016"]), ("path", []), ("cards", [])):
            for style in ([], ["--large", "--black-and-white"]):
                out = self.folder / f"paper-{kind}{len(style)}.pdf"
                self.run_kith("sheet", kind, PATCH / "patch.toml", *more, *style, "-o", out, "--force", "--quiet")
                text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True).stdout
                page = self.page(kind, *more)
                on_paper = set(text.split())
                missing = [w for w in set(page.words) if w not in on_paper and "-" not in w]
                self.assertEqual(missing, [], kind)
                fonts = subprocess.run(["pdffonts", out], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
                self.assertGreater(len(fonts), 0)
                for line in fonts:
                    self.assertEqual(line.split()[-5], "yes", line)  # embedded
                size = subprocess.run(["pdfinfo", out], capture_output=True, text=True, check=True).stdout
                self.assertIn("A4", size)
                self.assertNotIn(self.people["P016"]["name"], size)  # no name in the title

    def test_what_is_near_takes_less_than_a_minute(self):
        began = time.monotonic()
        self.run_kith("sheet", "near", PATCH / "patch.toml", "--at", "A001", "-o", self.folder / "fast.pdf", "--quiet")
        self.assertLess(time.monotonic() - began, 120 if SANITIZED else 60)

    # Places with nobody, five and sixty people

    def of_size(self, people):
        """The patch with so many of its people, and nothing of the others."""
        folder = self.folder / f"patch-{people}"
        if folder.exists():
            return folder / "patch.toml"
        shutil.copytree(PATCH, folder)
        kept = [p["id"] for p in table("people.csv")][:people]
        for name, column in (("people.csv", "id"), ("observations.csv", "subject"), ("events.csv", "who")):
            rows = [r for r in table(name) if r[column] in kept]
            with open(folder / name, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, table(name)[0].keys())
                writer.writeheader()
                writer.writerows(rows)
        return folder / "patch.toml"

    def test_useful_with_nobody_and_with_five(self):
        nobody, five = self.of_size(0), self.of_size(5)
        self.assertEqual(len(self.page("near", "--at", "A001", place=nobody).entries()), 24)
        self.assertGreater(len(self.page("directory", place=nobody).entries()), 50)
        self.assertIn("Nobody is called that", self.run_kith("sheet", "visit", nobody, "--person", "P001", "-o", self.folder / "n.pdf", exits=(3,)).stderr)
        self.assertIn("Nobody is called that", self.run_kith("sheet", "told", nobody, "--person", "P001", "-o", self.folder / "n.pdf", exits=(3,)).stderr)
        cards = self.page("cards")
        for place in (nobody, five):
            self.assertEqual([s["heading"] for s in self.page("cards", place=place).sections], [s["heading"] for s in cards.sections], "as many cards, whoever is there")
        page = self.page("visit", "--person", "P003", place=five)
        own = [e for e in self.events if e["who"] == "P003"]
        self.assertIn(f"{sum(e['kind'] == 'conversation' for e in own)} conversation", " ".join(page.words))
        self.assertEqual(len(page.section("Near the door")["entries"]), 3)

    def test_a_sheet_from_somebodys_door_opens_for_its_owner_alone(self):
        for words, mode in ((["--person", "P003"], 0o600), (["--at", "A001"], 0o666 & ~self.umask())):
            out = self.folder / f"door{words[0]}.pdf"
            self.run_kith("sheet", "near", PATCH / "patch.toml", *words, "-o", out)
            self.assertEqual(stat.S_IMODE(out.stat().st_mode), mode, words)

    def umask(self):
        now = os.umask(0o22)
        os.umask(now)
        return now

    def test_what_a_person_told_and_today_with_nobody_five_and_sixty(self):
        def lists(place):
            return {one["heading"]: one for one in json.loads(self.run_kith("today", place, "--json", "--quiet").stdout)["lists"]}

        nobody, five = lists(self.of_size(0)), lists(self.of_size(5))
        sixty = lists(PATCH / "patch.toml")
        self.assertEqual(list(nobody), list(sixty))
        self.assertEqual(nobody["Not spoken with for a while"]["lines"], [])
        self.assertEqual(nobody["Introductions on their way"]["lines"], [])
        self.assertTrue(nobody["To confirm: whom to ring this week"]["lines"], "places want confirming, whoever lives there")
        names = [p["name"] for p in list(self.people.values())[5:]]
        said = json.dumps(five)
        self.assertEqual([name for name in names if f"{name}" in said], [], "nothing of whoever is not there")
        for heading in sixty:
            self.assertLessEqual(len(five[heading]["lines"]), len(sixty[heading]["lines"]), heading)
        who = next(e["who"] for e in self.events if e["who"] == "P003" and e["words"])
        self.assertTrue(self.page("told", "--person", who, place=self.folder / "patch-5/patch.toml").sections)

    def test_a_workspace_notes_what_left_it(self):
        (self.folder / "words").write_text("an invented passphrase of several words\n")
        file = self.folder / "patch.kith"
        self.run_kith("save", PATCH / "patch.toml", "-o", file, "--new-passphrase-file", self.folder / "words", "--quiet", exits=(0, 1))
        out = self.folder / "from-workspace.pdf"
        self.run_kith("sheet", "visit", file, "--person", "P016", "--passphrase-file", self.folder / "words", "-o", out, "--quiet")
        log = self.run_kith("audit", file, "--passphrase-file", self.folder / "words").stdout
        self.assertIn("export: " + os.path.abspath(out), log)


if __name__ == "__main__":
    unittest.main()
