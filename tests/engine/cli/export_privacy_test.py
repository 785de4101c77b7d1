"""`kith export`: who is in no file, and what it never does to files that are there."""
import json
import stat
import unittest

import networkx
import openpyxl

from exports import PATCH, Export, files_in, rows

FORMATS = ("gpkg", "geojson", "flatgeobuf", "xlsx", "csv", "graphml", "gexf", "pajek", "nodes-edges", "hsds")


class Privacy(Export):
    """Nobody who asked us to stop, no name of somebody only named by others, no private place: in no byte of any format."""

    def place(self):
        folder = self.folder / "private"
        folder.mkdir(exist_ok=True)
        (folder / "people.csv").write_text(
            "id,name,role,state,x,y\nP1,Ann Ableword,participant,living_here,430000,430000\nQQGONEQQ,Zzgonezz Person,participant,asked_us_to_stop,430001,430001\n"
            "QQALTERQQ,Zzalterzz Person,alter,living_here,431234.5,431234.5\nP2,Bob,participant,living_here,430010,430010\n", encoding="utf-8")
        (folder / "assets.csv").write_text("id,name,kind,x,y,sensitivity\nA1,Choir,choir,430020,430020,\nQQREFUGEQQ,Zzrefugezz House,refuge,432222.5,432222.5,H\nA3,Clinic zzcliniczz,clinic,430030,430030,S\n", encoding="utf-8")
        (folder / "ties.csv").write_text("from,to,kind\nP1,P2,friend\nP1,QQGONEQQ,friend\nP1,QQALTERQQ,friend\nP2,A1,member_of\nP2,QQREFUGEQQ,uses_service\nP2,A3,uses_service\n", encoding="utf-8")
        (folder / "place.toml").write_text(
            'kith = 1\n[place]\nname = "Private"\n[[people]]\nfile = "people.csv"\nid = "id"\nname = "name"\nx = "x"\ny = "y"\ncrs = "EPSG:27700"\nrole = { column = "role" }\nstate = "state"\n'
            '[[assets]]\nfile = "assets.csv"\nid = "id"\nname = "name"\nkind = "kind"\nx = "x"\ny = "y"\ncrs = "EPSG:27700"\nsensitivity = "sensitivity"\n'
            '[[ties]]\nfile = "ties.csv"\nfrom = "from"\nto = "to"\nkind = "kind"\n', encoding="utf-8")
        return folder / "place.toml"

    def bytes_of(self, out, format):
        data = b"\n".join(p.read_bytes() for p in files_in(out))
        if format == "xlsx":
            for sheet in openpyxl.load_workbook(out):
                data += "\n".join(str(c) for r in sheet.iter_rows(values_only=True) for c in r).encode()
        return data

    def test_no_format_tells(self):
        recipe = self.place()
        never = [b"QQGONEQQ", b"Zzgonezz", b"QQALTERQQ", b"Zzalterzz", b"QQREFUGEQQ", b"Zzrefugezz", b"431234.5", b"432222.5"]
        for format in FORMATS:
            for audience in ("team", "safe"):
                for what in ("people", "assets") if format in ("geojson", "flatgeobuf") else ("all",):
                    network = format in ("graphml", "gexf", "pajek", "nodes-edges")
                    refused = audience == "safe" and (network or what == "people")
                    out, done = self.export(recipe, f"{audience}_{what}_{format}" + (".xlsx" if format == "xlsx" else ""), "--format", format, "--audience", audience, "--what", what, exits=(2,) if refused else (0,))
                    if refused:
                        self.assertIn("--audience team", done.stderr)
                        self.assertFalse(out.exists())
                        continue
                    data = self.bytes_of(out, format)
                    beside = [] if audience == "team" else [b"Ann Ableword", b"P1", b"member_of"]
                    for words in never + (beside if format != "xlsx" and format != "gpkg" and format != "flatgeobuf" else beside[:1]):
                        self.assertNotIn(words, data, f"{format} {audience} {what}")
                    if audience == "team":
                        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o700 if out.is_dir() else 0o600, format)
                        self.assertTrue(all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in files_in(out)))

    def test_a_tie_to_a_sensitive_place_does_not_say_which(self):
        out, _ = self.export(self.place(), "sensitive", "--format", "csv", "--audience", "team")
        ties = rows(out / "ties.csv")
        self.assertEqual(len(ties), 5, "the one with somebody who is gone is gone")
        self.assertEqual([t["to"] for t in ties if t["kind"] == "uses_service"], ["", ""])
        graphml, done = self.export(self.place(), "sensitive.graphml", "--audience", "team")
        self.assertNotIn("A3", {v for e in networkx.read_graphml(graphml).edges() for v in e})
        self.assertIn("2 ties go to a place that is kept private", done.stderr)

    def test_a_network_says_how_many_took_research_back(self):
        recipe = self.place()
        folder = recipe.parent
        people = (folder / "people.csv").read_text(encoding="utf-8").splitlines()
        (folder / "asked.csv").write_text("\n".join([people[0] + ",withdrawn"] + [line + ("," if "P2" not in line else ",research") for line in people[1:]]) + "\n", encoding="utf-8")
        (folder / "asked.toml").write_text(recipe.read_text(encoding="utf-8").replace('file = "people.csv"', 'file = "asked.csv"\nwithdrawn = "withdrawn"'), encoding="utf-8")
        says = "1 person and 4 ties left out: permission for research was taken back."
        _, done = self.export(folder / "asked.toml", "asked.graphml", "--audience", "team")
        self.assertIn(says, done.stderr)
        _, done = self.export(folder / "asked.toml", "asked.gexf", "--audience", "team", "--json", "--quiet")
        self.assertIn(says, json.loads(done.stdout)["left_out"])


class Manners(Export):
    def test_never_over_what_is_there(self):
        out = self.folder / "mine.graphml"
        out.write_text("mine")
        _, done = self.export(PATCH, "mine.graphml", "--audience", "team", exits=(2,))
        self.assertIn("--force", done.stderr)
        self.assertEqual(out.read_text(), "mine")
        self.export(PATCH, "mine.graphml", "--audience", "team", "--force", "--no-layout")
        self.assertTrue(out.read_text(encoding="utf-8").startswith("<?xml"))
        folder = self.folder / "tables"
        folder.mkdir()
        (folder / "diary.txt").write_text("mine")
        _, done = self.export(PATCH, "tables", "--format", "csv", "--force", exits=(2,))
        self.assertIn("diary.txt", done.stderr)
        self.assertEqual([p.name for p in folder.iterdir()], ["diary.txt"])

    def test_nothing_is_left_of_what_could_not_be_written(self):
        before = set(self.folder.iterdir())
        _, done = self.export(PATCH, "ties.geojson", "--audience", "team", "--what", "ties", exits=(2,))
        self.assertIn("ties have none", done.stderr)
        _, done = self.export(PATCH, "x.dat", exits=(2,))
        self.assertIn("say --format", done.stderr)
        _, done = self.export(PATCH, "x", "--format", "grahpml", exits=(2,))
        self.assertIn("the nearest is graphml", done.stderr)
        self.assertEqual(set(self.folder.iterdir()), before)

    def test_json(self):
        _, done = self.export(PATCH, "told.gpkg", "--json")
        told = json.loads(done.stdout)
        self.assertEqual((told["format"], told["audience"], set(told["rows"])), ("gpkg", "safe", {"areas", "areas_lived", "assets"}))

    def test_the_same_twice(self):
        for name in ("one.gexf", "two.gexf"):
            self.export(PATCH, name, "--audience", "team")
        self.assertEqual((self.folder / "one.gexf").read_bytes(), (self.folder / "two.gexf").read_bytes())


if __name__ == "__main__":
    unittest.main()
