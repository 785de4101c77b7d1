"""`kith snapshot`: pictures without a display, for whom they are, and files that appear whole or not at all."""
import csv
import json
import re
import shutil
import stat
import struct
import subprocess
import unittest
import xml.etree.ElementTree as ET

from kith_command import SAMPLES, KithTest, needs_shared

PATCH = SAMPLES / "patch/patch.toml"
SVG = "{http://www.w3.org/2000/svg}"


def png_size(path):
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


class Snapshot(KithTest):
    def draw(self, name, *words, exits=(0,)):
        out = self.folder / name
        self.run_kith("snapshot", PATCH, *words, "-o", out, exits=exits)
        return out

    def texts(self, path):
        return ["".join(t.itertext()) for t in ET.parse(path).iter(SVG + "text")]

    def legend(self, texts, title, labels):
        """Label to count, from the texts that follow each other under a title."""
        at = texts.index(title)
        found = {}
        for label, count in zip(texts[at + 1:], texts[at + 2:]):
            if label in labels and re.fullmatch(r"[\d,]+", count):
                found.setdefault(label, int(count.replace(",", "")))
        return found

    def test_map_is_safe_to_show(self):
        texts = self.texts(self.draw("safe.svg"))
        self.assertIn("Assets", texts)
        self.assertNotIn("People", texts)
        everything = " ".join(texts)
        for first in ("Jassacre", "Yarrlantern"):  # surnames in people.csv
            self.assertNotIn(first, everything)

    def test_counts_reconcile_with_the_file(self):
        texts = self.texts(self.draw("counts.svg"))
        classes = ["gifts of individuals", "associations", "institutions", "places", "places of exchange", "stories and traditions", "kind not recorded", "places, could be"]
        drawn = sum(self.legend(texts, "Assets", classes).values())
        hidden = next(t for t in texts if t.startswith("Not in this picture"))
        rest = sum(int(n.replace(",", "")) for n in re.findall(r"([\d,]+) (?:closed )?assets?", hidden))
        with open(PATCH.parent / "assets.csv", encoding="utf-8") as file:
            self.assertEqual(drawn + rest, sum(1 for _ in file) - 1)

    def test_every_area_is_in_one_class(self):
        texts = self.texts(self.draw("colour.svg", "--colour", "population", "--scheme", "quantile", "--classes", "4"))
        at = texts.index("Population")
        counts = [int(t) for t in texts[at + 2:at + 10:2]]  # label, count, four times
        areas = json.loads((PATCH.parent / "areas.geojson").read_text(encoding="utf-8"))["features"]
        self.assertEqual(sum(counts), len(areas))
        self.assertIn("Larkmere (invented): population", texts)
        self.assertTrue(any("Quantiles, 4 classes" in t for t in texts))

    def test_colour_of_an_analysis(self):
        texts = self.texts(self.draw("result.svg", "--colour", "inventory_n_association"))
        self.assertIn("Associations and groups", texts)
        both = self.texts(self.draw("both.svg", "--colour", "population", "--and-colour", "inventory_n_association"))
        self.assertTrue(any("three classes" in t for t in both))

    def test_people_are_for_the_team(self):
        for view in ("network", "circle"):
            done = self.run_kith("snapshot", PATCH, "--view", view, "-o", self.folder / "no.png", exits=[2])
            self.assertIn("--audience team", done.stderr)
            self.assertFalse((self.folder / "no.png").exists())
        self.run_kith("snapshot", PATCH, "--ties", "-o", self.folder / "no.png", exits=[2])
        out = self.draw("network.svg", "--view", "network", "--audience", "team", "--seed", "3")
        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o600)
        again = self.draw("again.svg", "--view", "network", "--audience", "team", "--seed", "3")
        self.assertEqual(out.read_bytes(), again.read_bytes())
        texts = self.texts(out)
        shelf = next(t for t in texts if t.startswith("Not asked yet: "))
        self.assertGreater(int(shelf.split(": ")[1]), 0)
        self.assertTrue(any("For the team only" in t for t in texts))

    def test_circle_of_one_person(self):
        texts = " ".join(self.texts(self.draw("circle.svg", "--view", "circle", "--audience", "team", "--person", "P002")))
        for name in ("Closest", "Friends", "Groups and places", "Paid to be there"):
            self.assertIn(name, texts)
        done = self.run_kith("snapshot", PATCH, "--view", "circle", "--audience", "team", "--person", "nobody", "-o", self.folder / "no.svg", exits=[2])
        self.assertNotIn("nobody", done.stderr)  # what was typed may be a name

    def test_charts_of_a_column(self):
        texts = self.texts(self.draw("histogram.svg", "--view", "chart", "--column", "population"))
        self.assertIn("Population", texts)
        self.assertTrue(any(t.startswith("Drawn by Kith") for t in texts))
        texts = self.texts(self.draw("moran.svg", "--view", "chart", "--chart", "scatter", "--column", "one_person_households"))
        self.assertTrue(any(t.startswith("Moran's I = ") for t in texts))
        self.assertEqual(png_size(self.draw("chart.png", "--view", "chart", "--column", "inventory_n_association", "--size", "800x600")), (800, 600))
        for words in ([], ["--column", "nosuch"]):
            self.run_kith("snapshot", PATCH, "--view", "chart", *words, "-o", self.folder / "no.svg", exits=[2])
        grey = self.draw("grey.svg", "--view", "chart", "--column", "population", "--black-and-white").read_text(encoding="utf-8")
        for r, g, b in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", grey):
            self.assertTrue(r == g == b, r + g + b)

    def test_marks_by_columns(self):
        with open(PATCH.parent / "people.csv", encoding="utf-8") as file:
            ages = [row["age_band"] for row in csv.DictReader(file) if row["role"] != "alter" and row["state"] == "living_here" and row["age_band"] != "13-17"]  # of a child no age is shown
        team = ["--audience", "team"]
        texts = self.texts(self.draw("ages.svg", *team, "--view", "network", "--people-colour", "age_band", "--people-shape", "age_band", "--people-size", "isolation_size"))
        at = texts.index("Age band")
        for band in sorted(set(ages) - {""}):
            self.assertIn(band, texts[at:], "each word has an entry")
        shapes = texts[len(texts) - 1 - texts[::-1].index("Age band"):]
        self.assertIn(sorted(set(ages) - {""})[0], shapes)
        self.texts(self.draw("assets.svg", "--assets-shape", "cost", "--assets-colour", "cost"))
        for words in (["--people-colour", "age_band"], [*team, "--people-colour", "nosuch"], [*team, "--people-size", "age_band"]):
            self.run_kith("snapshot", PATCH, *words, "-o", self.folder / "no.svg", exits=[2])

    def test_arrangements_of_a_network(self):
        network = ["--view", "network", "--audience", "team"]
        pictures = {}
        for name, words in {"free": [], "map": [], "community": ["--community", "age_band"], "person": ["--person", "P002"]}.items():
            pictures[name] = self.draw(f"{name}.svg", *network, "--arrangement", name, *words).read_text(encoding="utf-8")
        self.assertEqual(len(set(pictures.values())), 4)
        self.assertIn("Without a place: ", pictures["map"])
        for words in (["--arrangement", "community"], ["--arrangement", "person"], ["--community", "age_band"]):
            self.run_kith("snapshot", PATCH, *network, *words, "-o", self.folder / "no.svg", exits=[2])
        for words in (["--arrangement", "map"], ["--column", "population"], ["--view", "chart", "--column", "population", "--assets-colour", "cost"]):
            done = self.run_kith("snapshot", PATCH, *words, "-o", self.folder / "no.svg", exits=[2])
            self.assertIn("say --view", done.stderr)

    def test_wall_map_in_sheets(self):
        out = self.draw("wall.pdf", "--view", "wall")
        info = shutil.which("pdfinfo")
        if not info:
            self.skipTest("pdfinfo (poppler-utils) is not here")
        said = subprocess.run([info, out], capture_output=True, text=True, check=True).stdout
        self.assertEqual(re.search(r"Pages:\s+(\d+)", said)[1], "15")   # 594 x 841 mm in windows of 194 x 281 that share 10
        self.assertRegex(said, r"Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)")
        whole = self.draw("whole.pdf", "--view", "wall", "--size", "A0", "--sheet", "A0")
        said = subprocess.run([info, whole], capture_output=True, text=True, check=True).stdout
        self.assertEqual(re.search(r"Pages:\s+(\d+)", said)[1], "1")

    def test_blank_map_has_letters_and_nobody(self):
        texts = self.texts(self.draw("blank.svg", "--view", "blank", "--grid", "6"))
        squares = next(t for t in texts if t.startswith("Squares of "))
        last = re.match(r"Squares of [\d,.]+ k?m, A to ([B-F]) and 1 to \d+\.", squares)[1]
        self.assertEqual({t for t in texts if len(t) == 1 and t.isalpha() and t != "N"}, {chr(c) for c in range(ord("A"), ord(last) + 1)})
        self.assertNotIn("Assets", texts)
        self.assertIn("Larkmere Road", texts)
        self.assertIn("main roads", texts)

    def test_what_lies_behind_is_chosen(self):
        credit = "Streets and ground: invented"
        says = lambda *words: " ".join(self.texts(self.draw(f"b{len(words)}{words[-1].strip('-')}.svg", *words)))
        self.assertIn(credit, says("--theme", "dark"))
        only_ground = says("--backdrop", "ground")
        self.assertNotIn("main roads", only_ground)
        self.assertIn("parks and green", only_ground)
        self.assertNotIn(credit, says("--backdrop", "none"))
        alone = says("--view", "blank", "--no-areas")
        self.assertIn("Larkmere Road", alone)
        self.assertNotIn("Emberwend", alone)   # an area
        done = self.run_kith("snapshot", PATCH, "--backdrop", "rails", "-o", self.folder / "x.png", exits=[2])
        self.assertIn("ground, streets", done.stderr)

    def test_streets_of_a_town_from_any_layer_of_lines(self):
        """OpenStreetMap's lines, made a GeoPackage as people do: a blank map of a place that has nothing else."""
        data, tool = needs_shared() / "data", shutil.which("ogr2ogr")
        if tool is None:
            self.skipTest("no ogr2ogr")
        subprocess.run([tool, "-q", "-f", "GPKG", self.folder / "leeds.gpkg", data / "assets/its-leeds-example.osm.pbf", "lines"], check=True)
        (self.folder / "leeds.toml").write_text(
            'kith = 1\n[place]\nname = "Leeds"\n[[backdrop]]\nfile = "leeds.gpkg"\nas = "streets"\nname = "name"\nkind = "highway"\n'
            'credit = "© OpenStreetMap contributors"\n', encoding="utf-8")
        out = self.folder / "leeds.svg"
        self.run_kith("snapshot", self.folder / "leeds.toml", "--view", "blank", "-o", out)
        texts = self.texts(out)
        for said in ("Woodhouse Lane", "main roads", "© OpenStreetMap contributors."):
            self.assertIn(said, texts)

    def test_sizes_and_black_and_white(self):
        self.assertEqual(png_size(self.draw("p.png", "--size", "1280x800")), (1280, 800))
        self.assertEqual(png_size(self.draw("a4.png", "--dpi", "100")), (1170, 827))
        text = self.draw("bw.svg", "--black-and-white", "--colour", "population").read_text(encoding="utf-8")
        for r, g, b in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", text):
            self.assertTrue(r == g == b, r + g + b)
        self.assertIn("url(#h-band-", text)

    def test_refusals(self):
        out = self.draw("kept.svg")
        before = out.read_bytes()
        for words in (["-o", out], ["-o", self.folder / "x.gif"], ["-o", self.folder / "x.png", "--colour", "nosuch"],
                      ["-o", self.folder / "x.png", "--colour", "population", "--scheme", "jenks"],
                      ["-o", self.folder / "x.png", "--colour", "population", "--palette", "Plaid"],
                      ["-o", self.folder / "x.png", "--colour", "population", "--scheme", "manual"],
                      ["-o", self.folder / "x.png", "--area-layer", "nosuch"], ["-o", self.folder / "x.png", "--size", "A9"]):
            done = self.run_kith("snapshot", PATCH, *words, "--quiet", exits=[2])
            self.assertRegex(done.stderr.strip(), r"^kith: \S.*\.$", words)
        self.assertEqual(out.read_bytes(), before)
        self.assertFalse((self.folder / "x.png").exists())
        self.run_kith("snapshot", PATCH, "--force", "-o", out)
        self.assertEqual(list(self.folder.glob("*.part")), [])

    def test_real_places(self):
        data = needs_shared() / "data"
        for name, layer in (("sheffield", "neighbourhood"), ("trafford", "ward")):
            out = self.folder / f"{name}.svg"
            recipe = SAMPLES.parents[1] / "tests/places" / f"{name}.toml"
            self.run_kith("snapshot", recipe, "--root", data, "--area-layer", layer, "-o", out)
            self.assertGreater(len(self.texts(out)), 20)


if __name__ == "__main__":
    unittest.main()
