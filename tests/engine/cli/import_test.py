"""`kith import` as somebody new to it meets it: a folder of files of their own becomes a report, no manual read."""
import csv
import json
import os
import re
import unittest

from kith_command import KithTest

WIDE = [(f"E0100{1000 + i}", f"Meadow {i + 1}", -1.50 + 0.01 * (i % 4), 53.00 + 0.01 * (i // 4)) for i in range(12)]


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def squares():
    def ring(x, y):
        return [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"LSOA21CD": code, "LSOA21NM": name}, "geometry": {"type": "Polygon", "coordinates": [ring(x, y)]}}
        for code, name, x, y in WIDE]}


class Import(KithTest):
    def folder_of_files(self, name):
        folder = self.folder / name
        folder.mkdir()
        (folder / "boundaries.geojson").write_text(json.dumps(squares()), encoding="utf-8")
        write(folder / "residents.csv", [["lsoa21_code", "total_population"], *[[code, 1000 + 10 * i] for i, (code, *_) in enumerate(WIDE)]])
        write(folder / "council_libraries.csv", [["Library name", "Postcode", "Longitude", "Latitude", "Email"],
                                                 ["Central", "S1 1AA", -1.495, 53.005, "desk@example.org"], ["North", "S2 2BB", -1.475, 53.015, ""]])
        write(folder / "people.csv", [["id", "lsoa21_code", "age"], *[[f"P{i}", WIDE[i][0], 30 + i] for i in range(8)]])
        write(folder / "who_knows_whom.csv", [["from", "to", "kind"], *[[f"P{i}", f"P{i + 1}", "friend"] for i in range(7)]])
        return folder

    def test_a_folder_becomes_a_report(self):
        folder = self.folder_of_files("mine")
        recipe = self.folder / "my_place.toml"
        done = self.run_kith("import", folder, "-o", recipe, "--yes")
        self.assertIn("boundaries: 12 rows", done.stdout)
        self.assertIn("statistics of areas: 12 rows", done.stdout)
        self.assertIn("every row is a library, by the file's name", done.stdout)
        self.assertIn("Email: contact details are not taken", done.stdout)
        self.assertNotIn("desk@example.org", done.stdout + recipe.read_text(encoding="utf-8"))
        results = self.results_of(recipe, "--audience", "team", out=self.folder / "report", exits=[0])
        self.assertEqual(results.json["place"], "My place")
        for block, kept in (("areas", 12), ("areas.join", 12), ("assets", 2), ("people", 8), ("ties", 7)):
            self.assertEqual([f["kept"] for f in results.json["files"] if f["block"] == block], [kept], block)
        self.assertEqual(results.query("SELECT sum(population) FROM areas"), [(12 * 1000 + 10 * 66,)])
        self.assertEqual({row[0] for row in results.query("SELECT area FROM people")}, {WIDE[i][0] for i in range(8)}, "located by the code of their area")

    def test_the_proposal_as_json(self):
        folder = self.folder_of_files("script")
        done = self.run_kith("import", folder, "-o", self.folder / "script.toml", "--yes", "--json")
        proposal = json.loads(done.stdout)
        self.assertEqual({b["file"].split("/")[-1]: b["is"] for b in proposal["blocks"]}, {
            "boundaries.geojson": "boundaries", "residents.csv": "statistics of areas", "council_libraries.csv": "assets", "people.csv": "people",
            "who_knows_whom.csv": "ties"})
        self.assertEqual(proposal["unreadable"], [])
        self.assertIn("The recipe is", done.stderr)

    def test_the_recipe_is_not_written_over_unless_it_is_said(self):
        folder = self.folder_of_files("again")
        recipe = self.folder / "again.toml"
        recipe.write_text("mine", encoding="utf-8")
        done = self.run_kith("import", folder, "-o", recipe, "--yes", exits=[2])
        self.assertIn("is there already", done.stderr)
        self.assertEqual(recipe.read_text(encoding="utf-8"), "mine")
        self.run_kith("import", folder, "-o", recipe, "--yes", "--force")
        self.assertIn("[[areas]]", recipe.read_text(encoding="utf-8"))

    def test_what_cannot_be_known_is_not_taken_without_yes(self):
        folder = self.folder / "doubt"
        folder.mkdir()
        write(folder / "clubs.csv", [["name", "address"], ["Bowls", "1 High Street"]])
        done = self.run_kith("import", folder, "-o", self.folder / "doubt.toml", exits=[2])
        self.assertIn("say --yes", done.stderr)
        self.assertFalse((self.folder / "doubt.toml").exists())
        self.run_kith("import", folder, "-o", self.folder / "doubt.toml", "--yes")

    def test_nothing_that_can_be_read_is_one_sentence_and_no_recipe(self):
        folder = self.folder / "nothing"
        folder.mkdir()
        (folder / "letter.pdf").write_bytes(b"%PDF-1.4 nothing")
        done = self.run_kith("import", folder, "-o", self.folder / "nothing.toml", "--yes", exits=[3])
        self.assertRegex(done.stderr.strip(), r"^kith: .*\.$")
        self.assertIn("letter.pdf", done.stdout)
        self.assertFalse((self.folder / "nothing.toml").exists())

    def test_a_file_that_cannot_be_read_is_named_and_the_others_still_count(self):
        folder = self.folder_of_files("mixed")
        (folder / "broken.geojson").write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
        done = self.run_kith("import", folder, "-o", self.folder / "mixed.toml", "--yes", exits=[1])
        self.assertTrue(re.search(r"broken\.geojson\n  ! ", done.stdout), done.stdout)
        self.run_kith("check", self.folder / "mixed.toml")

    def test_a_name_that_is_no_utf_8_is_shown_with_its_odd_bytes(self):
        folder = self.folder_of_files("names")
        with open(os.path.join(os.fsencode(folder), b"caf\xe9.csv"), "w", encoding="utf-8") as file:
            file.write("id,name,lon,lat\n1,A,-1.5,53.0\n")
        done = self.run_kith("import", folder, "-o", self.folder / "names.toml", "--yes", exits=[1])
        self.assertIn("The name of names/caf\\xE9.csv is not UTF-8", done.stdout)
        self.assertNotIn("caf", (self.folder / "names.toml").read_text(encoding="utf-8"))
        self.run_kith("check", self.folder / "names.toml")

    def test_a_map_of_very_many_layers_is_refused_not_cut(self):
        folder = self.folder_of_files("layers")
        feature = '<Placemark><name>A</name><Point><coordinates>-1.5,53.0</coordinates></Point></Placemark>'
        layers = "".join(f"<Folder><name>Layer {i}</name>{feature}</Folder>" for i in range(51))
        (folder / "office.kml").write_text(f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{layers}</Document></kml>', encoding="utf-8")
        done = self.run_kith("import", folder, "-o", self.folder / "layers.toml", "--yes", exits=[1])
        self.assertRegex(done.stdout, r"office\.kml has 5\d layers, and an import looks at no more than 50")


if __name__ == "__main__":
    unittest.main()
