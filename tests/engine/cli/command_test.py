"""The command: exit codes, what stands on which stream, JSON, and output that appears whole or not at all (design 6.2)."""
import csv
import hashlib
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import unittest

from kith_command import BIN, SAMPLES, KithTest, Results, kith

PATCH = SAMPLES / "patch/patch.toml"

RECIPE = """kith = 1
[place]
name = "Two squares"
[[areas]]
file = "areas.geojson"
as = "square"
id = "code"
[[people]]
file = "people.csv"
id = "id"
role = "participant"
[[ties]]
file = "ties.csv"
from = "from"
to = "to"
kind_value = "friend"
"""

SQUARES = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"code": f"Q{i}"},
     "geometry": {"type": "Polygon", "coordinates": [[[x, 53.0], [x + 0.01, 53.0], [x + 0.01, 53.01], [x, 53.01], [x, 53.0]]]}}
    for i, x in enumerate((-1.5, -1.49))]}


def write_place(folder, recipe=RECIPE, people="id\nFRANCES\nGREGOR\n", ties="from,to\nFRANCES,GREGOR\n"):
    folder.mkdir(parents=True)
    (folder / "areas.geojson").write_text(json.dumps(SQUARES), encoding="utf-8")
    (folder / "people.csv").write_text(people, encoding="utf-8")
    (folder / "ties.csv").write_text(ties, encoding="utf-8")
    (folder / "place.toml").write_text(recipe, encoding="utf-8")
    return folder / "place.toml"


def fingerprint(folder):
    """Every file below a folder and what is in it."""
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


class ExitCodes(KithTest):
    def assert_one_sentence(self, done):
        """What, where, what to do: one line, and nothing on standard output."""
        self.assertEqual(done.stdout, "")
        lines = [line for line in done.stderr.strip().splitlines() if not line.endswith(" …")]  # a slow machine shows its steps
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertRegex(lines[0], r"^kith: \S.*\.$")
        self.assertGreater(len(lines[0].split()), 5, lines[0])

    def test_zero_when_all_is_well(self):
        recipe = write_place(self.folder / "well")
        self.run_kith("check", recipe)
        self.run_kith("run", recipe, "-o", self.folder / "well-out")
        self.run_kith("version")
        self.run_kith("plugins")
        self.assertIn("Usage", self.run_kith("--help").stdout)
        for verb in ("check", "run", "snapshot", "plugins", "demo", "version"):
            self.assertIn(verb, self.run_kith("--help").stdout)
            self.assertIn("Usage", self.run_kith(verb, "--help").stdout)

    def test_one_when_problems_were_found(self):
        recipe = write_place(self.folder / "dangling", ties="from,to\nFRANCES,GREGOR\nFRANCES,HORTENSE\n")
        done = self.run_kith("check", recipe, exits=[1])
        self.assertIn("No person or asset has this id", done.stdout)
        self.assertNotIn("HORTENSE", done.stdout + done.stderr, "a personal value in a message")
        results = self.results_of(recipe, out=self.folder / "dangling-out", exits=[1])
        ties = next(f for f in results.json["files"] if f["block"] == "ties")
        self.assertEqual((ties["read"], ties["kept"], ties["refused"]), (2, 1, 1))

    def test_one_when_a_file_is_missing_and_the_rest_is_there(self):
        recipe = write_place(self.folder / "gap")
        (self.folder / "gap/ties.csv").unlink()
        done = self.run_kith("check", recipe, exits=[1])
        self.assertIn("ties.csv", done.stdout)
        results = self.results_of(recipe, out=self.folder / "gap-out", exits=[1])
        self.assertEqual(results.json["counts"]["people_recorded"], 2)

    def test_a_run_names_the_files_that_are_not_there_and_advises_no_block_that_is(self):
        recipe = write_place(self.folder / "lost")
        (self.folder / "lost/areas.geojson").unlink()
        (self.folder / "lost/people.csv").unlink()
        done = self.run_kith("run", recipe, "-o", self.folder / "lost-out", "--audience", "team", exits=[1])
        self.assertIn("areas.geojson: There is no such file", done.stderr)
        self.assertIn("the files of [[people]] gave none", done.stderr)
        self.assertIn("add an [[assets]] block", done.stderr, "that block is not there")
        self.assertNotIn("add a [[people]] block", done.stderr)
        self.assertNotIn("add an [[areas]] block", done.stderr)

    def test_two_when_the_command_is_misused(self):
        recipe = write_place(self.folder / "misuse")
        (self.folder / "there").mkdir()
        for words in ([], ["dance"], ["check"], ["check", recipe, "--colour"], ["run", recipe], ["run", recipe, "-o", self.folder / "there"],
                      ["run", recipe, "-o", self.folder / "x", "--audience", "everybody"], ["run", recipe, "-o", self.folder / "x", "--seed", "minus one"],
                      ["run", recipe, "-o", self.folder / "x", "--set", "no.such=1"], ["run", recipe, "-o", self.folder / "x", "--set", "walk"],
                      ["run", recipe, "-o", recipe], ["check", recipe, "another.toml"], ["--given"]):
            with self.subTest(words=list(map(str, words))):
                done = self.run_kith(*words, exits=[2])
                self.assertTrue(done.stderr.strip())
                self.assertFalse((self.folder / "x").exists())

    def test_three_when_it_cannot_go_on(self):
        missing = self.run_kith("check", self.folder / "none.toml", exits=[3])
        self.assert_one_sentence(missing)
        self.assertIn("none.toml", missing.stderr)
        for verb in (["check"], ["run", "-o", self.folder / "y"]):
            for name, text in (("broken", "kith = 1\n[place\n"), ("version", RECIPE.replace("kith = 1", "kith = 9")), ("empty", ""),
                               ("no-id", RECIPE.replace('id = "code"\n', ""))):
                with self.subTest(verb=verb[0], recipe=name):
                    recipe = self.folder / f"{name}.toml"
                    recipe.write_text(text, encoding="utf-8")
                    self.assert_one_sentence(self.run_kith(verb[0], recipe, *verb[1:], exits=[3]))
                    self.assertFalse((self.folder / "y").exists())
        done = self.run_kith("check", self.folder, exits=[3])
        self.assert_one_sentence(done)

    def test_a_misspelt_key_is_named_with_its_line_and_the_nearest(self):
        recipe = write_place(self.folder / "misspelt", RECIPE.replace('kind_value = "friend"', 'kind_vale = "friend"'))
        done = self.run_kith("check", recipe, exits=[3])
        self.assert_one_sentence(done)
        line = 1 + RECIPE.splitlines().index('kind_value = "friend"')
        self.assertRegex(done.stderr, rf"\b{line}\b")
        for word in ("place.toml", "kind_vale", "kind_value"):
            self.assertIn(word, done.stderr)

    def test_a_folder_that_cannot_be_written(self):
        recipe = write_place(self.folder / "closed")
        done = self.run_kith("run", recipe, "-o", "/proc/kith-results", exits=[3])
        self.assert_one_sentence(done)

    def test_quiet_and_streams(self):
        recipe = write_place(self.folder / "quiet")
        done = self.run_kith("check", recipe, "--quiet")
        self.assertEqual(done.stderr, "")
        self.assertIn("Two squares", done.stdout)
        self.assertNotIn("\x1b", kith("check", recipe).stdout)


class Json(KithTest):
    """Standard output is one JSON document and nothing else."""

    def test_everything_parses(self):
        recipe = write_place(self.folder / "json")
        checked = json.loads(self.run_kith("check", recipe, "--json").stdout)
        self.assertEqual([(s["block"], s["read"], s["kept"]) for s in checked["sources"]], [("areas", 2, 2), ("people", 2, 2), ("ties", 1, 1)])
        self.assertTrue(checked["ladder"]["can"] or checked["ladder"]["ask"])
        ran = json.loads(self.run_kith("run", recipe, "-o", self.folder / "json-out", "--json").stdout)
        self.assertEqual(ran, Results(self.folder / "json-out").json)
        for name in ("findings.json", "run.json"):
            self.assertTrue(Results(self.folder / "json-out").read(name))

    def test_view_passes_on_what_it_was_told(self):
        """A program of that name beside a copy of kith says what it was called with."""
        (self.folder / "bin").mkdir()
        shutil.copy(BIN / "kith", self.folder / "bin/kith")
        stand_in = self.folder / "bin/kith-viewer"
        stand_in.write_text('#!/bin/sh\nprintf "%s|" "$@"\n', encoding="utf-8")
        stand_in.chmod(0o755)
        environment = {**os.environ, "DISPLAY": ":0"}
        for words, said in ((["place.toml"], "--|place.toml|"), (["place.toml", "--root", "a folder"], "--root|a folder|--|place.toml|"), ([], "|")):
            done = subprocess.run([self.folder / "bin/kith", "view", *words], capture_output=True, text=True, timeout=60, env=environment)
            self.assertEqual((done.returncode, done.stdout), (0, said), done.stderr)

    def test_plugins(self):
        plugins = json.loads(self.run_kith("plugins", "--json").stdout)
        self.assertEqual(sorted(p["id"] for p in plugins), ["kith.connection_gaps", "kith.inventory", "kith.isolation",
                                                             "kith.network_measures", "kith.reach", "kith.spatial_statistics"])
        for plugin in plugins:
            self.assertRegex(plugin["hash"], "^[0-9a-f]{64}$")
            self.assertRegex(plugin["version"], r"^\d+\.\d+\.\d+$")
            self.assertTrue(plugin["needs"] and plugin["sees"] and plugin["summary"])
            self.assertIn(plugin["id"], self.run_kith("plugins").stdout)

    def test_version(self):
        said = json.loads(self.run_kith("version", "--json").stdout)
        self.assertRegex(said["kith"], r"^\d+\.\d+\.\d+$")
        self.assertTrue({"GDAL", "PROJ", "GEOS", "Boost"} <= set(said["libraries"]), said["libraries"])
        self.assertTrue(said["isolation"])


class WhatIsToBeMended(KithTest):
    def test_a_table_of_issues(self):
        """Problems first, grouped, masked, told with what to do; what stands in the file says the same as `kith check --csv`."""
        ties = "from,to\nFRANCES,GREGOR\nFRANCES,FRANCES\n" + "".join(f"FRANCES,HECTOR{i}\n" for i in range(130))
        recipe = write_place(self.folder / "rough", ties=ties, people="id\nFRANCES\n\nGREGOR\n")
        text = self.run_kith("check", recipe, "--csv", "--quiet", exits=[1]).stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([r["severity"] for r in rows], sorted((r["severity"] for r in rows), reverse=True), "problems come first")
        dangling = [r for r in rows if r["code"] == "dangling_tie"]
        self.assertEqual([r["row"] for r in dangling], [str(i) for i in range(3, 103)] + [""])
        self.assertEqual(dangling[-1]["reason"], "And 30 more like this.")
        self.assertEqual({r["column"] for r in dangling[:-1]}, {"to"})
        self_tie = next(r for r in rows if r["code"] == "self_tie")
        self.assertEqual((self_tie["block"], self_tie["file"], self_tie["row"], self_tie["done"]), ("ties", "ties.csv", "2", "row refused"))
        self.assertNotIn("HECTOR", text, "a person's id is masked")
        for row in rows:
            self.assertTrue(row["what"] and row["reason"] and row["done"], row)
        self.run_kith("run", recipe, "-o", self.folder / "out", "--quiet", exits=[1])
        self.assertEqual((self.folder / "out/issues.csv").read_text(encoding="utf-8"), text.replace("\r\n", "\n"))
        said = json.loads(self.run_kith("check", recipe, "--json", "--quiet", exits=[1]).stdout)
        issue = next(i for s in said["sources"] for i in s["issues"] if i["code"] == "dangling_tie")
        self.assertEqual((issue["count"], issue["what"], issue["mend"]), (130, dangling[0]["what"], dangling[0]["mend"]))
        self.assertIn(issue["mend"], (self.folder / "out/report.html").read_text(encoding="utf-8"))
        self.assertIn(issue["mend"], self.run_kith("check", recipe, "--quiet", exits=[1]).stdout)


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.outside, self.images, self.tags, self.language = [], [], set(), None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        given = dict(attributes)
        if tag == "html":
            self.language = given.get("lang")
        for name in ("src", "href", "action", "data"):
            if given.get(name) and not given[name].startswith(("#", "data:")) and name + tag != "hrefa":
                self.outside.append(given[name])


class Demo(KithTest):
    def test_it_works_and_its_report_stands_alone(self):
        done = self.run_kith("demo", "-o", self.folder / "demo")
        report = self.folder / "demo/report.html"
        self.assertIn(str(report), done.stdout)
        text = report.read_text(encoding="utf-8")
        page = Page(text)
        self.assertEqual(page.outside, [], "the report reaches out")
        self.assertTrue({"h1", "table", "svg"} <= page.tags)
        self.assertEqual(page.language, "en-GB" if page.language == "en-GB" else "en")
        self.assertNotRegex(text, r"https?://(?!www\.w3\.org/)[^\s\"<]*\.(js|css|png)")
        self.assertEqual(stat.S_IMODE((self.folder / "demo").stat().st_mode), 0o700)
        self.assertEqual({p.name for p in (self.folder / "demo").iterdir()},
                         {"results.json", "results.gpkg", "tables", "findings.json", "issues.csv", "report.html", "run.json", ".cache"})
        results = Results(self.folder / "demo")
        self.assertEqual(results.json["audience"], "team")
        self.assertEqual({a["verdict"] for a in results.json["analyses"]}, {"ok"})
        for analysis in results.json["analyses"]:
            for table in analysis["tables"]:
                rows = len((results.folder / table["file"]).read_text(encoding="utf-8").splitlines()) - 1
                self.assertGreaterEqual(rows, table["rows"], table["file"])
        self.assertEqual(sum(a["findings"] for a in results.json["analyses"]), len(results.read("findings.json")["findings"]))


class WholeOrNotAtAll(KithTest):
    def test_nothing_is_overwritten_without_force(self):
        out = self.folder / "out"
        self.run_kith("run", PATCH, "-o", out, "--quiet")
        before = fingerprint(out)
        done = self.run_kith("run", PATCH, "-o", out, "--audience", "team", exits=[2])
        self.assertIn("--force", done.stderr)
        self.assertEqual(fingerprint(out), before)
        self.run_kith("run", PATCH, "-o", out, "--audience", "team", "--force", "--quiet")
        self.assertEqual(Results(out).json["audience"], "team")
        self.assertEqual([p.name for p in self.folder.iterdir() if "out" in p.name], ["out"], "something was left beside it")

    def test_somebody_s_own_files_stay_even_with_force(self):
        out = self.folder / "mine"
        out.mkdir()
        (out / "notes.txt").write_text("mine", encoding="utf-8")
        self.run_kith("run", PATCH, "-o", out, "--force", exits=[2])
        self.assertEqual(fingerprint(out), {"notes.txt": hashlib.sha256(b"mine").hexdigest()})
        link = self.folder / "link"
        link.symlink_to(out)
        self.run_kith("run", PATCH, "-o", link, "--force", exits=[2])
        self.assertTrue(link.is_symlink())

    def test_a_run_that_fails_leaves_nothing(self):
        recipe = write_place(self.folder / "half", RECIPE + '[[analyses]]\nuse = "kith.inventory"\nas = "one"\n[[analyses]]\nuse = "kith.inventory"\nas = "one"\n')
        done = kith("run", recipe, "-o", self.folder / "half-out")
        self.assertIn(done.returncode, (2, 3), done.stderr)
        self.assertEqual([p.name for p in self.folder.iterdir() if "half-out" in p.name], [])


class SameAnswerTwice(KithTest):
    def digests(self, results):
        return {a["as"]: a["digest"] for a in results.read("run.json")["analyses"]}

    def test_two_runs_and_any_number_of_threads(self):
        for name, analyses in (("patch", 3), ("village", 5)):
            recipe = SAMPLES / name / f"{name}.toml"
            runs = [self.results_of(recipe, "--audience", "team", "--threads", threads, out=self.folder / f"{name}-{i}")
                    for i, threads in enumerate((2, 2, 1))]
            for other in runs[1:]:
                for file in ("results.json", "findings.json", "report.html"):
                    first, second = ((r.folder / file).read_bytes() for r in (runs[0], other))
                    self.assertTrue(first == second, f"{file} differs")
                tables = [{k: v for k, v in fingerprint(r.folder).items() if k.startswith("tables/")} for r in (runs[0], other)]
                self.assertTrue(tables[0])
                self.assertEqual(*tables)
                self.assertEqual(self.digests(runs[0]), self.digests(other))
            self.assertEqual(len(set(self.digests(runs[0]).values())), analyses)
            self.assertNotIn("0" * 64, self.digests(runs[0]).values())

    def test_a_run_says_what_it_rests_on(self):
        results = self.results_of(PATCH, "--audience", "team", "--seed", 7, "--set", "kith.isolation.walk_metres=400", out=self.folder / "rests")
        run = results.read("run.json")
        self.assertEqual(run["seed"], 7)
        recipe = hashlib.blake2b(digest_size=32)
        text = PATCH.read_bytes()
        recipe.update(len(text).to_bytes(8, "little") + text)
        self.assertEqual(run["recipe"]["digest"], recipe.hexdigest())
        self.assertEqual({i["file"] for i in run["inputs"]}, {f["file"] for f in results.json["files"]})
        self.assertTrue(all(re.fullmatch("[0-9a-f]{64}", i["digest"]) for i in run["inputs"]))
        isolation = next(a for a in run["analyses"] if a["use"] == "kith.isolation")
        self.assertEqual(isolation["parameters"]["walk_metres"], 400)


if __name__ == "__main__":
    unittest.main()
