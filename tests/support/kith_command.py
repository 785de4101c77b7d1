"""Runs the built `kith` for tests, and finds what they need.

From CTest: KITH_BIN_DIR (the folder of the programs) and KITH_SANITIZE (not empty where they are instrumented, and so
several times slower). Shared data is found by KITH_SHARED, default: ../shared beside the source folder.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = SOURCE / "data/samples"
BIN = pathlib.Path(os.environ.get("KITH_BIN_DIR", SOURCE / "build/release/bin"))
SANITIZED = bool(os.environ.get("KITH_SANITIZE"))
PATIENCE = 120 if SANITIZED else 40  # seconds that one command may take: several times what it does


def shared():
    return pathlib.Path(os.environ.get("KITH_SHARED") or SOURCE.parent / "shared")


def needs_shared():
    """The shared folder; without it the test is skipped, and fails where CI=true."""
    if not shared().is_dir():
        if os.environ.get("CI") == "true":
            raise AssertionError("The shared data folder is missing; set KITH_SHARED to where it is.")
        raise unittest.SkipTest("Needs the shared data folder; set KITH_SHARED to where it is.")
    return shared()


def too_slow_here():
    """For what takes minutes with the sanitizers and tells nothing that a smaller place does not."""
    if SANITIZED:
        raise unittest.SkipTest("Left to the release build: under the sanitizers it takes minutes.")


# What whoever runs the tests installed and allowed has no part in them.
OWN = {"XDG_DATA_HOME": "/nonexistent/data", "XDG_CONFIG_HOME": "/nonexistent/config"}


def environment(**more):
    return {**os.environ, **OWN, **more}


def kith(*words, timeout=PATIENCE, **more):
    """The finished process, with its output as text. No colour, no terminal."""
    more.setdefault("env", environment())
    return subprocess.run([BIN / "kith", *map(str, words)], capture_output=True, text=True, errors="replace", timeout=timeout,
                          stdin=subprocess.DEVNULL, **more)


def start(*words, **more):
    more.setdefault("env", environment())
    return subprocess.Popen([BIN / "kith", *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, errors="replace", **more)


class KithTest(unittest.TestCase):
    """Has a folder of its own, `self.folder`, which goes with the class."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="kith-test-")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.addClassCleanup(cls.temporary.cleanup)

    def run_kith(self, *words, exits=(0,), **more):
        done = kith(*words, **more)
        self.assertIn(done.returncode, exits, f"kith {' '.join(map(str, words))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done

    def results_of(self, *words, out, exits=(0, 1)):
        """`kith run …`: the folder that it wrote, and what results.json says."""
        self.run_kith("run", *words, "-o", out, "--quiet", exits=exits)
        return Results(out)

    def assert_balances(self, tally, of):
        self.assertEqual(tally["read"], tally["kept"] + tally["merged"] + tally["refused"] + tally["filtered"], of)


class Results:
    """An output folder of `kith run`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.json = self.read("results.json")

    def read(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def analysis(self, name):
        return next(a for a in self.json["analyses"] if a["as"] == name)

    def layers(self):
        """Rows of every layer of results.gpkg."""
        with self.open() as db:
            names = [row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")]
            return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}

    def query(self, sql, *values):
        with self.open() as db:
            return db.execute(sql, values).fetchall()

    def columns(self, layer):
        return [row[1] for row in self.query(f'PRAGMA table_info("{layer}")')]

    def values(self, layer, column):
        """By id: the value of a result's column, and why there is none: from the note beside it, or from what the column's description says of all."""
        note = f'"{column}_note"' if f"{column}_note" in self.columns(layer) else "NULL"
        told = self.query("SELECT description FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?", layer, column)
        _, _, reason = (told[0][0] or "").partition("Where it is empty: ")
        rows = self.query(f'SELECT id, "{column}", {note} FROM "{layer}"')
        return {row[0]: (row[1], row[2] or (reason if row[1] is None else "") or None) for row in rows}

    def open(self):
        db = sqlite3.connect(f"file:{self.folder}/results.gpkg?mode=ro&immutable=1", uri=True)
        return _Closing(db)


class _Closing:
    def __init__(self, db):
        self.db = db

    def __enter__(self):
        return self.db

    def __exit__(self, *_):
        self.db.close()


def bench_place(scale):
    """A synthetic place of the bench, made once a build folder by the shared generator (seed 1)."""
    folder = BIN.parent.parent / "bench" / scale
    if not (folder / "manifest.json").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = pathlib.Path(tempfile.mkdtemp(prefix=f".{scale}-", dir=folder.parent))
        subprocess.run(["/usr/bin/python3", shared() / "bench/make_city.py", "--quiet", "--scale", scale, "--out", made], check=True)
        try:
            made.rename(folder)
        except OSError:  # another test was quicker
            shutil.rmtree(made)
    return folder
