"""`kith import --yes` of what field tools write. The samples are made from the documented columns of each tool (Network Canvas, EgoWeb 2.0, openeddi);
egor's are its own example files, in the shared data."""
import csv
import json
import unittest

from import_test import write
from kith_command import KithTest, needs_shared


class Interviews(KithTest):
    def sources(self, folder, *paths):
        recipe = self.folder / f"{folder.name}.toml"
        self.run_kith("import", *(paths or [folder]), "-o", recipe, "--yes", exits=[0])
        checked = json.loads(self.run_kith("check", recipe, "--json", exits=[0, 1]).stdout)
        return {(s["file"].split("/")[-1], s["block"]): (s["read"], s["kept"], s["refused"]) for s in checked["sources"]}, recipe

    def made(self, name, **files):
        folder = self.folder / name
        folder.mkdir()
        for file, rows in files.items():
            write(folder / f"{file}.csv", rows)
        return folder

    def test_a_folder_of_network_canvas(self):
        folder = self.made(
            "canvas",
            export_ego=[["networkCanvasEgoUUID", "networkCanvasCaseID", "networkCanvasSessionID", "sessionStart", "mood"], ["e1", "case 1", "s1", "2026-01-05", "2"], ["e2", "case 2", "s2", "2026-01-06", "3"]],
            export_attributeList_Person=[["nodeID", "networkCanvasEgoUUID", "networkCanvasUUID", "name", "hobbies_music", "hobbies_sport"],
                                         ["1", "e1", "u1", "Ann", "true", "false"], ["2", "e1", "u2", "Bea", "false", "false"], ["1", "e2", "u3", "Cy", "false", "true"]],
            export_edgeList_Knows=[["edgeID", "from", "to", "networkCanvasEgoUUID", "networkCanvasUUID", "networkCanvasSourceUUID", "networkCanvasTargetUUID"], ["1", "1", "2", "e1", "t1", "u1", "u2"]])
        sources, recipe = self.sources(folder)
        self.assertEqual(sources, {("export_ego.csv", "people"): (2, 2, 0), ("export_attributeList_Person.csv", "people"): (3, 3, 0),
                                   ("export_attributeList_Person.csv", "ties"): (3, 3, 0), ("export_edgeList_Knows.csv", "ties"): (1, 1, 0)})
        self.assertIn('format = "network-canvas"', recipe.read_text(encoding="utf-8"))

    def test_three_files_of_egoweb_and_of_openeddi(self):
        sources, _ = self.sources(self.made("egoweb", egos=[["EgoID", "age"], ["1", "30"], ["2", "40"]], alters=[["EgoID", "Alter.Number", "sex"], ["1", "1", "m"], ["1", "2", "w"], ["2", "1", "w"]],
                                            alter_pairs=[["EgoID", "Alter.1.Number", "Alter.2.Number", "weight"], ["1", "1", "2", "1"]]))
        expected = {("egos.csv", "people"): (2, 2, 0), ("alters.csv", "people"): (3, 3, 0), ("alters.csv", "ties"): (3, 3, 0), ("alter_pairs.csv", "ties"): (1, 1, 0)}
        self.assertEqual(sources, expected)
        sources, _ = self.sources(self.made("openeddi", egos=[["puid", "age"], ["1", "30"], ["2", "40"]], alters=[["puid", "nameid", "sex"], ["1", "1", "m"], ["1", "2", "w"], ["2", "1", "w"]],
                                            alter_pairs=[["puid", "nameid", "targetid", "weight"], ["1", "1", "2", "1"]]))
        self.assertEqual(sources, expected)

    def test_egors_wide_form_is_the_same_network_as_its_three_files(self):
        """Expected from the file itself, cell by cell, by Python's csv."""
        path = needs_shared() / "data/networks/egor-extdata/alters_8_wide.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        named = sum(any(row[f"alter.{what}.{n}"] for what in ("sex", "age")) for row in rows for n in range(1, 9))
        sources, _ = self.sources(self.folder / "wide", path)
        self.assertEqual(sources[("alters_8_wide.csv", "people")][0], len(rows) + named)
        read, _, refused = sources[("alters_8_wide.csv", "ties")]
        self.assertEqual((read, refused), (named, 0), "ties to people under 18 go with them")

    def test_the_ties_of_egors_8_that_are_refused_are_those_of_interviews_without_a_file(self):
        networks = needs_shared() / "data/networks/egor-extdata"
        with open(networks / "alters_8.csv", encoding="utf-8", newline="") as file:
            asked = {row["egoID"] for row in csv.DictReader(file, delimiter=";")}
        with open(networks / "edges_8.csv", encoding="utf-8", newline="") as file:
            ties = [row["egoID"] in asked for row in csv.DictReader(file, delimiter=";")]
        self.assertEqual((len(asked), ties.count(True), ties.count(False)), (16, 448, 3136))
        sources, _ = self.sources(self.folder / "eight", networks / "egos_8.csv", networks / "alters_8.csv", networks / "edges_8.csv")
        self.assertEqual(sources[("edges_8.csv", "ties")], (3584, 448, 3136))

    def test_records_of_json_are_a_table(self):
        path = needs_shared() / "data/assets/sheffield_mosques.json"
        count = len(json.loads(path.read_text(encoding="utf-8"))["mosques"])
        sources, _ = self.sources(self.folder / "mosques", path)
        self.assertEqual(sources[("sheffield_mosques.json", "assets")][:2], (count, count))


if __name__ == "__main__":
    unittest.main()
