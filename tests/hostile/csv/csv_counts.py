#!/usr/bin/python3
"""What Python's csv counts in the tables of ../shared/data/hostile: the independent side of csv_verdicts.tsv.

    tests/hostile/csv/csv_counts.py [SHARED]          compares the table's column `python` with csv's counts; exit 1 when they differ
    tests/hostile/csv/csv_counts.py --list [SHARED]   prints a row for every file, to begin a table with

Rows: what csv.reader gives after the first, without empty lines (as csv.DictReader passes them over). The delimiter is the one of
comma, semicolon and tab that stands most often in the first line that has any; the encoding goes by its mark, else UTF-8, else Windows-1252.
Where an .expected.json stands beside a file, its length is the count. Standard library only.
"""
import csv
import io
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "csv_verdicts.tsv")
csv.field_size_limit(1 << 30)


def text_of(path):
    with open(path, "rb") as file:
        raw = file.read()
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def delimiter_of(text):
    for line in text.splitlines():
        best = max(",;\t", key=line.count)
        if line.count(best):
            return best
    return ","


def count(path):
    expected = os.path.splitext(path)[0] + ".expected.json"
    if os.path.exists(expected):
        with open(expected, encoding="utf-8") as file:
            return len(json.load(file))
    text = text_of(path)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)) if row]
    return max(len(rows) - 1, 0)


def files_of(hostile):
    for folder, endings in (("csv", (".csv", ".tsv", ".txt")), ("derived", (".csv",))):
        for name in sorted(os.listdir(os.path.join(hostile, folder))):
            if name.endswith(endings):
                yield f"{folder}/{name}"


def main(arguments):
    listing = "--list" in arguments
    rest = [a for a in arguments if a != "--list"]
    shared = rest[0] if rest else os.environ.get("KITH_SHARED", os.path.join(HERE, "../../../../shared"))
    hostile = os.path.join(shared, "data/hostile")
    if listing:
        for name in files_of(hostile):
            print(name, "", "", "", count(os.path.join(hostile, name)), "", sep="\t")
        return 0
    wrong = 0
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        found = count(os.path.join(hostile, row["file"]))
        if str(found) != row["python"]:
            print(f"{row['file']}: the table says {row['python']}, Python's csv counts {found}")
            wrong += 1
    missing = set(files_of(hostile)) - {row["file"] for row in rows}
    for name in sorted(missing):
        print(f"{name}: not in the table")
    print(f"{len(rows)} files, {wrong} differ, {len(missing)} missing")
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
