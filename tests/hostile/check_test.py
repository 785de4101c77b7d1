"""Every file of the shared hostile folders given to `kith check` in its fitting role: no crash, no hang, and the verdict and rows
of check_verdicts.tsv. Valid files end with exit 0 and no complaint.

    tests/hostile/check_test.py --print     the table as Kith answers now, to be judged by a person before it is committed

Columns: file; role (table: assets from delimited text, or what its format says, people: people of a network, features: assets from a map file, areas, join); mapping (the block's keys, and
crs of the place as working=); exit; rows read; kept. What the rows should be, and why, stands in the tables of the rooms,
csv/csv_verdicts.tsv and boundaries/boundary_verdicts.tsv, which agree with Python's csv and GDAL: this one must agree with them.
"""
import csv
import json
import pathlib
import subprocess
import sys
import unittest
import zipfile

import kith_command
from kith_command import SANITIZED, KithTest, kith

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE / "check_verdicts.tsv"
FOLDERS = ["csv", "geojson-bad", "geojson-good", "shapefile", "gpkg", "flatgeobuf", "derived", "json-parsing", "osm-grid", "fuzz-seeds", "zip"]
TRUTHS = (".result", ".expected.json", "_test.json")
LONGEST = 20  # seconds


def table_rows(path=TABLE):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def hostile():
    return kith_command.shared() / "data/hostile"


def recipe_of(row):
    """The smallest recipe in which this file has its role."""
    keys = mapping_of(row)
    text = f'kith = 1\n[place]\nname = "Hostile"\ncrs = "{keys.pop("working", "EPSG:27700")}"\n'
    lines = "".join(f"{json.dumps(key) if ':' in key else key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
    file = f'file = {json.dumps("hostile/" + row["file"], ensure_ascii=False)}\n'
    if row["role"] == "areas":
        return f'{text}[[areas]]\n{file}as = "area"\n{lines}'
    if row["role"] == "join":
        wards = 'file = "boundaries/doncaster_wards2021.geojson"\nas = "ward"\nid = "ward21_code"\n'
        return f'{text}[[areas]]\n{wards}[[areas.join]]\n{file}{lines}columns = {{ "Civic Assets score" = "civic_assets" }}\n'
    if row["role"] == "people":
        return f'{text}[[people]]\n{file}{lines}'
    more = 'format = "features"\n' if row["role"] == "features" else ""
    return f'{text}[[assets]]\n{file}{more}kind_value = "library"\n{lines}'


class Answer:
    """What the command said of one file."""

    def __init__(self, row, folder):
        recipe = folder / "recipe.toml"
        recipe.write_text(recipe_of(row), encoding="utf-8")
        self.exit, self.report, self.said = None, None, ""
        try:
            done = kith("check", recipe, "--root", hostile().parent, "--json", timeout=LONGEST)
        except subprocess.TimeoutExpired:
            return
        self.exit, self.said = done.returncode, done.stderr + done.stdout[:3000]
        if self.exit in (0, 1):
            block = {"areas": "areas", "join": "areas.join", "people": "people"}.get(row["role"], "assets")
            self.report = next(s for s in json.loads(done.stdout)["sources"] if s["block"] == block)

    def outcome(self):
        rows = ("", "") if self.report is None else (str(self.report["read"]), str(self.report["kept"]))
        return str(self.exit), *rows


def mapping_of(row):
    return dict(part.split("=", 1) for part in row["mapping"].split("; ") if part)


def rooms_answer(row, tables, maps):
    """What the room's own table says of the same file in the same role: exit, read and kept, or None where it has no such row."""
    keys = mapping_of(row)
    if row["role"] in ("table", "join"):
        found = None if "id" in keys and row["role"] == "table" else tables.get(row["file"])
    else:
        found = maps.get((row["file"], keys.get("ogr_layer", ""), row["role"], keys.get("crs", ""), keys.get("working", "EPSG:27700")))
    if found is None:
        return None
    return "0" if found["verdict"] in ("clean", "notes") else "1", found["read"], found["kept"]


def lint_finds_fault(path):
    """geojsonhint's verdict: anything that is more than a remark on style."""
    return any(one.get("level") != "message" for one in json.loads(path.with_suffix(".result").read_text(encoding="utf-8")))


class EveryFile(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kith_command.needs_shared()

    def test_the_table_has_every_file(self):
        """Parts of a shapefile count with it; a part that stands alone is given alone."""
        listed = {row["file"] for row in table_rows()}
        for path in (p for folder in FOLDERS for p in sorted((hostile() / folder).iterdir())):
            name = f"{path.parent.name}/{path.name}"
            part_of = path.parent / (path.name.split(".")[0] + ".shp")
            if path.name.endswith(TRUTHS) or (part_of.exists() and path != part_of and path.suffix != ".json"):
                continue
            self.assertIn(name, listed)
        self.assertEqual([name for name in listed if not (hostile() / name).exists()], [])

    def test_verdict_and_rows(self):
        # The readers are the same program in every build: what the sanitizers watch here is how their answers are told.
        for row in table_rows()[:: 4 if SANITIZED else 1]:
            with self.subTest(file=row["file"], mapping=row["mapping"]):
                answer = Answer(row, self.folder)
                self.assertEqual(answer.outcome(), (row["exit"], row["read"], row["kept"]), answer.said)
                self.assert_balances(answer.report, row["file"])
                problems = [i["code"] for i in answer.report["issues"] if i["problem"]]
                self.assertEqual(bool(problems), row["exit"] == "1", answer.said)
                reasons = [i["reason"] for i in answer.report["listed"]]
                own = "hex" in row["file"]  # its message shows the file's own 0x
                self.assertTrue(all(r.endswith((".", "?", ")")) and (own or "0x" not in r) for r in reasons), reasons)
                self.assertNotRegex(answer.said, "terminate called|Sanitizer|crashed|signal")
                if row["file"].startswith("json-parsing/"):
                    self.judge_json(hostile() / row["file"], answer)

    def judge_json(self, path, answer):
        """JSONTestSuite: n_ is no JSON, y_ is; what a file of bytes that are no UTF-8 holds once it was read as Windows-1252 may be JSON."""
        if path.name.startswith("i_") or not self.is_utf8(path) or b"\0" in path.read_bytes():
            return
        codes = {issue["code"] for issue in answer.report["issues"]}
        refused = "unusable_file" in codes or path.stat().st_size == 0  # a list without records has no columns: empty, and JSON
        self.assertEqual(refused, path.name.startswith("n_"), answer.said)

    @staticmethod
    def is_utf8(path):
        try:
            path.read_bytes().decode("utf-8")
            return True
        except UnicodeDecodeError:
            return False

    def test_members_of_an_archive_that_climb_out_are_never_written(self):
        path = hostile() / "zip/zip-slip.zip"
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()
        self.assertTrue(any(".." in name for name in members))
        outside = [pathlib.Path("/", *[part for part in pathlib.PurePosixPath(name).parts if part != ".."]) for name in members]
        before = [target.exists() for target in outside]
        for words in (["import", path, "-o", self.folder / "zip.toml", "--yes"], ["check", self.folder / "zip.toml"]):
            kith(*words, timeout=LONGEST, cwd=self.folder)
        self.assertEqual([target.exists() for target in outside], before)
        self.assertEqual([p.name for p in self.folder.rglob("*") if p.name in ("evil.txt", "good.txt")], [])

    def test_as_a_backdrop_none_of_them_breaks_anything(self):
        """All map files at once, as what lies behind: no crash, and every one's rows add up."""
        rows = [row for row in table_rows() if row["role"] in ("areas", "features")]
        text = 'kith = 1\n[place]\nname = "Hostile"\n'
        for i, row in enumerate(rows):
            keys = {key: value for key, value in mapping_of(row).items() if key in ("crs", "ogr_layer")}
            lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
            text += f'[[backdrop]]\nfile = {json.dumps("hostile/" + row["file"], ensure_ascii=False)}\nas = "b{i}"\n{lines}'
        recipe = self.folder / "backdrop.toml"
        recipe.write_text(text, encoding="utf-8")
        done = kith("check", recipe, "--root", hostile().parent, "--json", timeout=120)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertNotRegex(done.stderr, "terminate called|Sanitizer|crashed|signal")
        sources = json.loads(done.stdout)["sources"]
        self.assertEqual(len(sources), len(rows))
        for source in sources:
            with self.subTest(file=source["file"]):
                self.assert_balances(source, source["file"])
                self.assertNotIn("reader_failed", [issue["code"] for issue in source["issues"]])
        self.assertGreater(sum(source["kept"] for source in sources), 100)

    def test_the_table_agrees_with_those_of_the_rooms(self):
        """Kept features are rows here and positions there; place merges areas whose code came before."""
        tables = {row["file"]: row for row in table_rows(HERE / "csv/csv_verdicts.tsv")}
        maps = {(r["file"], r["layer"], r["role"], r["crs"], r["working"]): r for r in table_rows(HERE / "boundaries/boundary_verdicts.tsv")}
        compared = set()
        for row in table_rows():
            with self.subTest(file=row["file"], mapping=row["mapping"]):
                answer = rooms_answer(row, tables, maps)
                if answer is None:
                    continue
                compared.add(row["file"])
                self.assertEqual((row["exit"], row["read"]), answer[:2])
                if row["role"] != "features" and "duplicate_code" not in row["file"]:
                    self.assertEqual(row["kept"], answer[2])
        self.assertEqual({f for f in tables} | {key[0] for key in maps}, compared)

    def test_the_table_agrees_with_what_stands_beside_the_files(self):
        """.result: geojsonhint's verdict; .expected.json and the shapefiles' .json: the rows."""
        for row in table_rows():
            with self.subTest(file=row["file"]):
                path = hostile() / row["file"]
                if path.suffix == ".geojson" and path.with_suffix(".result").exists():
                    self.assertEqual(row["exit"] == "1", lint_finds_fault(path))
                if path.parent.name == "json-parsing":
                    continue  # judged by their names
                truth = path.with_suffix(".expected.json") if path.suffix == ".csv" else path.with_suffix(".json")
                if truth.exists() and "crs=" not in row["mapping"].replace("working=", "") and row["exit"] == "0":
                    found = json.loads(truth.read_text(encoding="utf-8"))
                    self.assertEqual(int(row["read"]), len(found["features"] if isinstance(found, dict) else found))


def print_table(folder):
    for row in table_rows():
        answer = Answer(row, pathlib.Path(folder))
        exit_code, read, kept = answer.outcome()
        changed = "" if (exit_code, read, kept) == (row["exit"], row["read"], row["kept"]) else "\t<-"
        print("\t".join([row["file"], row["role"], row["mapping"], exit_code, read, kept]) + changed)
        if changed:
            for issue in (answer.report or {"listed": []})["listed"][:4]:
                print(f"#   {issue['code']} row {issue['row']} {issue['column']} {issue['value']}: {issue['reason']}")


if __name__ == "__main__":
    if "--print" in sys.argv:
        EveryFile.setUpClass()
        print_table(EveryFile.folder)
        EveryFile.doClassCleanups()
    else:
        unittest.main()
