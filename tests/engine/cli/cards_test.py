"""kith sheet spreadsheet and cards: filled in as somebody who never opens Kith would, and read back by kith import without a question. What is
expected stands in ROWS below; the fields are those of data/schemas/capture_fields.csv."""
import csv
import html
import pathlib
import re
import sys
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.support.kith_command import SOURCE, KithTest  # noqa: E402


class Cards(KithTest):
    ROWS = {
        "assets": [{"id": "A1", "name": "Kettle choir", "kind": "choir", "where": "church hall, Mill Lane", "when": "Tuesdays, 10 am", "cost": "free", "step_free": "yes", "languages": "English;Polish",
                    "how_to_join": "just come", "whom_to_ask": "Sam at the desk, 01632 960001", "confirmed_on": "2026-06-01", "confirmed_by": "resident"},
                   {"id": "A2", "name": "Corner library", "kind": "library"}],
        "people": [{"id": "1", "name": "Invented One", "role": "participant", "street": "Mill Lane", "interests": "birds;chess", "offers": "baking", "wants": "company on walks", "own_view": "wants_more", "introduce": "yes",
                    "permission": "hold;show_worker", "asked_friends": "complete", "asked_family": "partly", "asked_on": "2026-06-02"},
                   {"id": "2", "name": "my neighbour", "role": "alter"}],
        "ties": [{"from": "1", "to": "2", "kind": "neighbour", "closeness": "3", "paid": "no", "functions": "company;practical", "since": "2019"}, {"from": "1", "to": "A1", "kind": "attends"}],
        "events": [{"date": "2026-06-02", "kind": "promise", "who": "1", "words": "I would sing if somebody went with me.", "next": "Ask the choir", "due": "2026-06-09"}],
    }

    def fields(self):
        with open(SOURCE / "data/schemas/capture_fields.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def read_back(self, *files):
        recipe = files[0].parent / "read.toml"
        done = self.run_kith("import", *files, "-o", recipe, "--force", "--quiet")  # nobody could be asked here
        results = self.results_of(recipe, "--audience", "team", "--force", out=files[0].parent / "results")
        return done.stdout, recipe.read_text(encoding="utf-8"), results

    def check_read_back(self, results, recipe):
        self.assertEqual({k: v for k, v in results.layers().items() if k in ("people", "assets", "ties")}, {"people": 2, "assets": 2, "ties": 2})
        with results.open() as db:
            asset = db.execute("SELECT name, subtype, \"when\", cost, step_free, how_to_join, contact FROM assets WHERE name = 'Kettle choir'").fetchone()
            self.assertEqual(asset, ("Kettle choir", "choir", "Tuesdays, 10 am", "free", "yes", "just come", "Sam at the desk, 01632 960001"))
            person = db.execute("SELECT interests, offers, wants FROM people WHERE name = 'Invented One'").fetchone()
            self.assertEqual(person, ("birds; chess", "baking", "company on walks"))
        for key in ("asked = {", "permission =", "own_view =", "introduce =", "keep = [\"street\"]", "words =", "due ="):
            self.assertIn(key, recipe)

    def test_the_spreadsheet_is_read_back_without_a_question(self):
        folder = self.folder / "cards"
        folder.mkdir()
        said = self.run_kith("sheet", "spreadsheet", "-o", folder / "cards.csv").stdout.split()
        self.assertEqual([pathlib.Path(p).name for p in said], [f"cards_{t}.csv" for t in ("assets", "people", "ties", "events")])
        for name, rows in self.ROWS.items():
            file = folder / f"cards_{name}.csv"
            header = file.read_text(encoding="utf-8").strip().split(",")
            self.assertEqual(header, [f["field"] for f in self.fields() if f["table"] == name])
            with open(file, "a", encoding="utf-8", newline="") as out:
                csv.DictWriter(out, header).writerows(rows)
        proposal, recipe, results = self.read_back(*(folder / f"cards_{t}.csv" for t in self.ROWS))
        self.check_read_back(results, recipe)
        left = re.findall(r"(?i)left out[^\n]*", proposal)
        self.assertFalse([line for line in left if re.search("whom_to_ask|offers|words", line)], left)

    def test_the_workbook_is_read_back_without_a_question(self):
        folder = self.folder / "book"
        folder.mkdir()
        self.run_kith("sheet", "spreadsheet", "-o", folder / "cards.xlsx", "--quiet")
        sheets = self.fill_in(folder / "cards.xlsx")
        self.assertEqual(sheets, ["assets", "people", "ties", "events", "about"])
        _, recipe, results = self.read_back(folder / "cards.xlsx")
        self.check_read_back(results, recipe)

    def fill_in(self, file):
        """As a spreadsheet program would: rows of inline text into the sheets' own XML."""
        with zipfile.ZipFile(file) as book:
            members = {name: book.read(name) for name in book.namelist()}
        names = re.findall(r'<sheet name="([^"]+)"', members["xl/workbook.xml"].decode())
        for i, (table_name, rows) in enumerate(self.ROWS.items(), 1):
            header = [f["field"] for f in self.fields() if f["table"] == table_name]
            cells = ""
            for r, row in enumerate(rows, 2):
                cells += f'<row r="{r}">' + "".join(f'<c r="{chr(65 + header.index(k))}{r}" t="inlineStr"><is><t>{v}</t></is></c>' for k, v in row.items()) + "</row>"
            path = f"xl/worksheets/sheet{i}.xml"
            text = members[path].decode()
            self.assertIn("</sheetData>", text)
            members[path] = re.sub(r'<dimension ref="[^"]*"/>', "", text).replace("</sheetData>", cells + "</sheetData>").encode()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            for name, content in members.items():
                book.writestr(name, content)
        return names

    def test_residents_get_what_they_fill_in_themselves(self):
        page = self.written("cards", "--residents").read_text(encoding="utf-8")
        text = html.unescape(re.sub(r"<[^>]*>", " ", page[page.index("<body"):]))
        theirs = {f["label"] for f in self.fields() if f["who"] == "anyone" and f["kind"] != "id"}
        for label in {f["label"] for f in self.fields()} - {"Name", "Number", "Street", "Who?"}:  # which stand in other words, too
            self.assertEqual(label in text, label in theirs, label)

    def written(self, kind, *more):
        out = self.folder / "residents.html"
        self.run_kith("sheet", kind, *more, "-o", out, "--quiet")
        return out


if __name__ == "__main__":
    unittest.main()
