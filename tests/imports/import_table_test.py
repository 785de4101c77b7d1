"""Every file of the shared data given to `kith import --yes`, each in its fitting role: what was made of it stands in table.csv.

A row of the table: the file, files that it needs beside it (the boundaries of a table of statistics, the ties of a list of people),
import's exit code, and what `kith check` then says of the file: its blocks, the tally of all its blocks together, the number of
problems. `rows` is counted here and now by another reader (Python's csv and json, SQLite), as far as there is one for the format; a file
that is not taken has the sentence that says why. `python3 import_table_test.py --write` writes the table anew from what Kith says:
read every changed line before it is committed.
"""
import csv
import json
import pathlib
import sqlite3
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

from kith_command import KithTest, kith, needs_shared, too_slow_here

TABLE = pathlib.Path(__file__).with_name("table.csv")
FOLDERS = ("assets", "boundaries", "networks", "statistics")
COLUMNS = ["file", "with", "exit", "blocks", "rows", "read", "kept", "merged", "refused", "filtered", "problems", "says"]


def rows_by_another(path):
    """Data rows as another program counts them; None where none is at hand."""
    try:
        if path.suffix == ".csv" and "wide" in path.name:
            return None  # a row an interview: Kith's rows are people and ties
        if path.suffix == ".csv":
            with open(path, encoding="utf-8-sig", newline="", errors="replace") as file:
                lines = [row for row in csv.reader(file, delimiter=",") if row]
            return len(lines) - 1
        if path.suffix in (".geojson", ".json"):
            return len(json.loads(path.read_text(encoding="utf-8"))["features"])
        if path.suffix == ".geojsonl":
            return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip("\x1e \t"))
        if path.suffix == ".gpkg":
            with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as db:
                layers = [row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")]
                return sum(db.execute(f'SELECT count(*) FROM "{layer}"').fetchone()[0] for layer in layers)
    except (KeyError, TypeError, ValueError):
        return None
    return None


def what_becomes_of(row, data):
    """Imports a file and checks the recipe: the row as it should be."""
    with tempfile.TemporaryDirectory(prefix="kith-import-") as folder:
        recipe = pathlib.Path(folder) / "place.toml"
        paths = [data / row["file"], *(data / other for other in row["with"].split())]
        done = kith("import", *paths, "-o", recipe, "--yes", "--quiet")
        found = {**row, "exit": done.returncode, "blocks": "", "says": ""}
        found.update(dict.fromkeys(COLUMNS[5:11], 0))
        own = []
        if recipe.exists():
            checked = kith("check", recipe, "--json", "--quiet")
            if checked.returncode not in (0, 1):
                raise AssertionError(f"{row['file']}: {checked.stderr}\n{recipe.read_text()}")
            sources = json.loads(checked.stdout)["sources"]
            own = [s for s in sources if pathlib.Path(s["file"]).name == pathlib.Path(row["file"]).name]
        if not own:
            found["says"] = reason_for(done.stdout, row["file"])
        found["blocks"] = " ".join(sorted(s["block"] for s in own))
        for source in own:
            if source["read"] != sum(source[part] for part in ("kept", "merged", "refused", "filtered")):
                raise AssertionError(f"{row['file']}: the rows of {source['block']} do not add up")
            for part in ("read", "kept", "merged", "refused", "filtered"):
                found[part] += source[part]
            found["problems"] += sum(issue["count"] for issue in source["issues"] if issue["problem"])
        return {column: str(found[column]) for column in COLUMNS}


def reason_for(stdout, file):
    """What import said of a file: the line below its name, without the way to where the data stand."""
    name = pathlib.Path(file).name
    lines = stdout.splitlines()
    for at, line in enumerate(lines[:-1]):
        if pathlib.Path(line.split(" (")[0]).name == name and lines[at + 1].startswith("  "):
            words = lines[at + 1].strip().removeprefix("! ")
            return words.replace(line.strip(), name)
    return ""


def table():
    with open(TABLE, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class ImportTable(KithTest):
    def test_every_file_is_in_the_table(self):
        data = needs_shared() / "data"
        there = {str(path.relative_to(data)) for folder in FOLDERS for path in sorted((data / folder).rglob("*")) if path.is_file() and not skipped(path)}
        self.assertEqual(there, {row["file"] for row in table()})

    def test_each_becomes_what_the_table_says(self):
        too_slow_here()
        data = needs_shared() / "data"
        rows = table()
        with ThreadPoolExecutor(2) as pool:
            for row, found in zip(rows, pool.map(lambda row: what_becomes_of({"file": row["file"], "with": row["with"], "rows": row["rows"]}, data), rows)):
                with self.subTest(file=row["file"]):
                    self.assertEqual(found, row)

    def test_no_row_is_lost_as_another_reader_counts(self):
        data = needs_shared() / "data"
        compared = 0
        for row in table():
            if not row["blocks"] or row["rows"] == "":
                continue
            with self.subTest(file=row["file"]):
                self.assertEqual(rows_by_another(data / row["file"]), int(row["rows"]))
                self.assertGreater(int(row["read"]), 0)
                self.assertEqual(int(row["read"]) % int(row["rows"]), 0, "each block reads every row of its table")
                if row["blocks"] == "assets":
                    self.assertEqual(row["merged"], "0", "what is not an id was taken for one")
                compared += 1
        self.assertGreater(compared, 60)


def skipped(path):
    """Parts of another file, and what says where it all comes from."""
    return path.suffix.lower() in (".shx", ".dbf", ".prj", ".cpg", ".md", ".txt", ".xsd") or path.name.startswith((".", "LICENSE"))


def write_table(data):
    known = {row["file"]: row["with"] for row in table()} if TABLE.exists() else {}
    rows = []
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if not path.is_file() or skipped(path):
                continue
            name = str(path.relative_to(data))
            count = rows_by_another(path)
            try:
                row = what_becomes_of({"file": name, "with": known.get(name, ""), "rows": ""}, data)
            except AssertionError as fault:
                print(f"{fault}\n", file=sys.stderr)
                continue
            row["rows"] = "" if count is None or not row["blocks"] else str(count)
            rows.append(row)
    with open(TABLE, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_table(needs_shared() / "data")
    else:
        unittest.main()
