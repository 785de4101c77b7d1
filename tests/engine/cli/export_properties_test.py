"""Random places through every writer and back, by independent readers and by Kith: ids, names, numbers, states and ties stay what they were."""
import collections
import csv
import json
import random
import re
import subprocess
import unittest

import networkx
import openpyxl

from exports import read_gexf
from kith_command import SANITIZED, KithTest

LETTERS = ["abc", "Ünïcödé", "Ωμέγα", "Жанна", "محمد", "שלום", "বাংলা", "தமிழ்", "ไทย", "北京", "さくら", "한글", "🌻", "O'Neill", 'say "so"', "a\nb", "tab\tin", "a,b", "a;b", "&amp;", "<b>", "]]>", "\\back",
           "\x01\x1f", "\x7f", "=1+1", "+44", "-5", "@x", "'=guarded", "'quoted'", "(declined)", "declined", "null", "NaN", "_x0041_", "%20", "{x", "\u2028", "e\u0301", "\u202eleft", "\ufffe"]
NUMBERS = ["0", "-1", "1", "-0.5", "1e300", "-1e300", "1e-300", "0.1", "12345678901234", "3.141592653589793", "-2.5e-10"]
NOT_KNOWN = {"9": "dont_know", "-7": "declined", "n/a": "not_applicable", "na?": "not_asked"}
CASES = 3 if SANITIZED else 12


def write(path, table):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unguarded(cell):
    return re.sub(r"^'(?='*[=+\-@])", "", cell)


def in_xml(text):
    """What XML 1.0 can hold of it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


class Places(KithTest):
    def make(self, seed):
        pick = random.Random(seed)
        folder = self.folder / f"place{seed}"
        folder.mkdir()
        words = lambda: "".join(pick.choices(LETTERS, k=pick.randint(1, 3))).strip() or "x"
        people, taken = [["id", "name", "score", "mood", "x", "y"]], set()
        for _ in range(pick.randint(1, 30)):
            ident = words()
            if ident in taken or unguarded(ident) in taken or unguarded(ident) != ident:
                continue
            taken.add(ident)
            score = pick.choice(NUMBERS + list(NOT_KNOWN) + [""])
            mood = pick.choice([words(), words(), "9", "-7", "na?", ""])
            placed = pick.random() < 0.7
            people.append([ident, words() if pick.random() < 0.8 else "", score, mood, *([f"{pick.uniform(0, 700000):.3f}", f"{pick.uniform(0, 1200000):.3f}"] if placed else ["", ""])])
        ids = [p[0] for p in people[1:]] or ["one"]
        if len(people) == 1:
            people.append(["one", "", "", "", "", ""])
        directed = pick.random() < 0.3
        ties = [["from", "to", "kind", "direction", "closeness", "strength"]]
        joined = set()
        for _ in range(pick.randint(0, 40)):
            a, b = pick.choice(ids), pick.choice(ids)
            if a == b:
                continue
            for kind in pick.sample(["friend", "neighbour", "peer"], pick.choice([1, 1, 2])):
                if (frozenset((a, b)), kind) in joined:
                    continue  # the same tie twice would be one, by right
                joined.add((frozenset((a, b)), kind))
                ties.append([a, b, kind, "gives" if directed else pick.choice(["gives", "receives", "mutual", ""]), pick.choice(["1", "5", "9", "-7", ""]),
                             pick.choice(["0", "0.25", "1", "n/a", ""])])
        write(folder / "people.csv", people)
        write(folder / "ties.csv", ties)
        missing = "{ " + ", ".join(f'"{k}" = "{v}"' for k, v in NOT_KNOWN.items()) + " }"
        (folder / "place.toml").write_text(
            f'kith = 1\n[place]\nname = "Place"\n[[people]]\nfile = "people.csv"\nid = "id"\nname = "name"\nx = "x"\ny = "y"\ncrs = "EPSG:27700"\nkeep = ["score", "mood"]\n'
            f'missing = {{ score = {missing}, mood = {missing} }}\n[[ties]]\nfile = "ties.csv"\nfrom = "from"\nto = "to"\nkind = "kind"\ndirection = "direction"\ncloseness = "closeness"\nstrength = "strength"\n'
            f"missing = {missing}\n", encoding="utf-8")
        return folder / "place.toml", people, ties, directed

    def export(self, recipe, name, *words):
        out = recipe.parent / name
        self.run_kith("export", recipe, "--to", out, "--audience", "team", "--quiet", *words)
        return out

    def test_every_writer(self):
        for seed in range(CASES):
            with self.subTest(seed=seed):
                recipe, people, ties, directed = self.make(seed)
                told = self.check_tables(recipe, people, ties)
                self.check_workbook(recipe, told)
                self.check_maps(recipe, told)
                self.check_networks(recipe, told, directed and len(told["ties"]) > 0)

    def check_tables(self, recipe, people, ties):
        first = self.export(recipe, "first", "--format", "csv")
        told = {name: rows(first / f"{name}.csv") if (first / f"{name}.csv").exists() else [] for name in ("people", "ties")}
        # Against what went in.
        self.assertEqual([unguarded(p["id"]) for p in told["people"]], [p[0] for p in people[1:]])
        self.assertEqual([unguarded(p["name"]) for p in told["people"]], [unguarded(p[1]) for p in people[1:]])
        for row, source in zip(told["people"], people[1:]):
            for key, value in (("score", source[2]), ("mood", source[3])):
                if value in NOT_KNOWN:
                    self.assertEqual(re.sub(r"[()]", "", row[key]).replace(" ", "_"), NOT_KNOWN[value])
                elif key == "score" and value:
                    self.assertEqual(float(row[key]), float(value))
            self.assertEqual([row["x"] and float(row["x"]), row["y"] and float(row["y"])], [source[4] and float(source[4]), source[5] and float(source[5])])
        self.assertEqual([(unguarded(t["from"]), unguarded(t["to"]), t["kind"], t["direction"]) for t in told["ties"]], [tuple(t[:4]) for t in ties[1:]])
        # And by Kith's own reader.
        second = self.export(first / "place.toml", "second", "--format", "csv")
        for name in ("people", "ties"):
            again = rows(second / f"{name}.csv") if (second / f"{name}.csv").exists() else []
            self.assertEqual(told[name], again, name)
        return told

    def check_workbook(self, recipe, told):
        book = openpyxl.load_workbook(self.export(recipe, "book.xlsx"))
        for name in ("people", "ties"):
            if name not in book.sheetnames:
                self.assertEqual(told[name], [])
                continue
            lines = list(book[name].iter_rows(values_only=True))
            self.assertEqual(len(lines) - 1, len(told[name]))
            for row, cells in zip(told[name], lines[1:]):
                for cell, value in zip(row.values(), cells):
                    if isinstance(value, bool):
                        self.assertEqual(cell, "yes" if value else "no")
                    elif isinstance(value, float) or isinstance(value, int) and not isinstance(value, bool):
                        self.assertAlmostEqual(float(cell), value, delta=abs(value) * 1e-15)
                    else:
                        self.assertEqual(in_xml(unguarded(cell)), in_xml("" if value is None else value))

    def check_maps(self, recipe, told):
        gpkg = self.export(recipe, "place.gpkg")
        for path, driver in ((gpkg, "gpkg"), (self.export(recipe, "people.fgb", "--what", "people"), "fgb"), (self.export(recipe, "people.geojson", "--what", "people"), "geojson")):
            name = "people"
            out = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15", "/vsistdout/", path, name], capture_output=True, text=True, check=True, timeout=60)
            found = {f["properties"]["id"]: f for f in json.loads(out.stdout)["features"]}
            shown = [row for row in told["people"] if driver != "fgb" or row["x"]]
            self.assertEqual(len(found), len(shown), driver)
            for row in shown:
                feature = found[unguarded(row["id"])]
                self.assertEqual(unguarded(row["name"]), feature["properties"].get("name") or "")
                self.assertEqual(bool(row["x"]), feature["geometry"] is not None)
                if row["x"] and driver != "geojson":
                    self.assertEqual(feature["geometry"]["coordinates"], [float(row["x"]), float(row["y"])])
                state = feature["properties"].get("mood_state")
                if re.fullmatch(r"\(+(not asked|declined|dont know)\)+", row["mood"]) and feature["properties"].get("mood") is None:
                    self.assertEqual(state.replace("_", " "), row["mood"].strip("()"))

    def check_networks(self, recipe, told, directed):
        ids = [unguarded(p["id"]) for p in told["people"]]
        arcs = [(unguarded(t["from"]), unguarded(t["to"])) for t in told["ties"]]
        bag = lambda edges, clean: collections.Counter(tuple(map(clean, e[:2])) if directed else tuple(sorted(map(clean, e[:2]))) for e in edges)
        pajek = lambda text: re.sub("[\x00-\x1f]", " ", text.replace('"', "'").replace("\\", "/"))
        xml = len({in_xml(i) for i in ids}) == len(ids)
        for ending, read, clean in (("graphml", networkx.read_graphml, in_xml), ("gexf", read_gexf, in_xml), ("net", networkx.read_pajek, pajek)):
            if (ending != "net" and not xml) or len({pajek(i) for i in ids}) != len(ids):
                continue
            graph = read(self.export(recipe, f"net.{ending}"))
            self.assertEqual(set(graph.nodes()), set(map(clean, ids)), ending)
            if told["ties"]:
                self.assertEqual(graph.is_directed(), directed, ending)
                self.assertEqual(bag(graph.edges(), str), bag(arcs, clean), ending)
            if ending == "graphml":
                for row in told["people"]:
                    node = graph.nodes[in_xml(unguarded(row["id"]))]
                    self.assertEqual(node.get("name", ""), in_xml(unguarded(row["name"])))
                    if row["score"] and not row["score"].startswith("("):
                        self.assertEqual(float(node["score"]), float(row["score"]))
                    elif row["score"].startswith("("):
                        self.assertNotIn("score", node)
                        self.assertEqual(node["score_state"].replace("_", " "), row["score"].strip("()"))
        lists = self.export(recipe, "lists", "--format", "nodes-edges")
        self.assertEqual([unguarded(n["Id"]) for n in rows(lists / "nodes.csv")], ids)
        self.assertEqual(bag([(unguarded(e["Source"]), unguarded(e["Target"])) for e in rows(lists / "edges.csv")], str), bag(arcs, str))


if __name__ == "__main__":
    unittest.main()
