"""Sampling honesty: the same 4,200 people, of whom only some were asked.

From the bench's neighbourhood, where everybody was asked everything, smaller surveys are made: every row stays; of those not
asked only the facets become "not asked"; and a tie goes when nobody who was asked could have told of it. Who was asked
everything also told which of those they named know each other, so a tie between two people who were not asked stays where
somebody who was asked knows both.
"""
import csv
import functools
import hashlib
import json
import math
import pathlib
import random
import tempfile
import unittest

import kith_command
from kith_command import SOURCE, KithTest, Results, kith

EVERYBODY = 4200
SURVEYS = {60: False, 840: False, 2100: False, 3150: False, 3570: True}  # asked: is 80 % of 4,200 reached?
FACETS = "household family friends neighbours groups paid_support help alter_ties".split()


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@functools.cache
def full_survey():
    folder = kith_command.bench_place("neighbourhood")
    return folder, rows_of(folder / "people.csv"), rows_of(folder / "ties.csv")


def told(ties, people, asked):
    """Ties that somebody who was asked could have told of."""
    knows = {}
    for tie in ties:
        for a, b in ((tie["source"], tie["target"]), (tie["target"], tie["source"])):
            if a in people and b in people:
                knows.setdefault(a, set()).add(b)
    for tie in ties:
        a, b = tie["source"], tie["target"]
        if a in asked or b in asked or (a in people and b in people and knows.get(a, set()) & knows.get(b, set()) & asked):
            yield tie


def make_survey(number, folder):
    source, people, ties = full_survey()
    asked = set(random.Random(2026).sample([row["id"] for row in people], number))
    folder.mkdir(parents=True)
    for name in ("areas.geojson", "assets.csv"):
        (folder / name).write_bytes((source / name).read_bytes())
    write(folder / "people.csv", [{**row, "was_asked": "complete" if row["id"] in asked else "not_asked"} for row in people])
    write(folder / "ties.csv", list(told(ties, {row["id"] for row in people}, asked)))
    recipe = (SOURCE / "tests/bench/place.toml").read_text(encoding="utf-8")
    facets = ", ".join(f'{facet} = "was_asked"' for facet in FACETS)
    changed = recipe.replace('asked = { all = "complete" }', f"asked = {{ {facets} }}")
    assert changed != recipe, "the bench's recipe no longer says that everybody was asked"
    # Every bundled analysis answers to this, also those that the bench does not time.
    bundled = sorted(manifest.parent.name for manifest in (kith_command.BIN.parent / "lib/kith/plugins").glob("kith.*/manifest.json"))
    changed += "".join(f'\n[[analyses]]\nuse = "{use}"\n' for use in bundled if f'use = "{use}"' not in recipe)
    (folder / "place.toml").write_text(changed, encoding="utf-8")
    return asked


@functools.cache
def surveyed(number):
    """Who was asked, and what Kith made of it."""
    folder = pathlib.Path(FOLDER.name) / str(number)
    asked = make_survey(number, folder)
    done = kith("run", folder / "place.toml", "--audience", "team", "-o", folder / "out", "--quiet")
    assert done.returncode in (0, 1), done.stderr
    return asked, Results(folder / "out")


FOLDER = tempfile.TemporaryDirectory(prefix="kith-honesty-")


def manifests(results):
    for analysis in results.json["analyses"]:
        path = kith_command.BIN.parent / "lib/kith/plugins" / analysis["use"] / "manifest.json"
        yield analysis, json.loads(path.read_text(encoding="utf-8"))


def whole_network(manifest, kind):
    outputs = manifest["outputs"]
    found = outputs.get(kind, []) if kind != "messages" else outputs.get("findings", {}).get("messages", [])
    return [one for one in found if one.get("whole_network")]


def key_of(person):
    """base::key_for: BLAKE2b-256 over length-prefixed parts."""
    digest = hashlib.blake2b(digest_size=32)
    for part in (b"person", b"people", person.encode()):
        digest.update(len(part).to_bytes(8, "little") + part)
    return "person:" + digest.hexdigest()[:32]


EGO = ("isolation_", "network_measures_contacts", "network_measures_clustering")


def ego_columns(results):
    return [name for name in results.columns("people") if name.startswith(EGO) and not name.endswith("_note")]


def measures_of(results):
    """Every person's value and note of every measure."""
    columns = ego_columns(results)
    of_each = [results.values("people", name) for name in columns]
    return columns, {person: [values[person] for values in of_each] for person in of_each[0]}


def same(a, b):
    """Sums over the same people in another order may differ in the last bit."""
    if isinstance(a[0], float) and isinstance(b[0], float):
        return math.isclose(a[0], b[0], rel_tol=1e-12) and a[1] == b[1]
    return a == b


class Honesty(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kith_command.needs_shared()
        cls.addClassCleanup(FOLDER.cleanup)
        cls.addClassCleanup(surveyed.cache_clear)

    def each(self):
        return [(number, *surveyed(number)) for number in (SURVEYS if not kith_command.SANITIZED else (840, 3570))]

    def test_every_row_is_still_counted(self):
        for number, asked, results in self.each():
            with self.subTest(asked=number):
                people = next(f for f in results.json["files"] if f["block"] == "people")
                self.assertEqual((people["read"], people["kept"]), (EVERYBODY, EVERYBODY))
                self.assertEqual(results.json["counts"]["people_recorded"], EVERYBODY)
                self.assertEqual(results.query("SELECT count(*) FROM people"), [(EVERYBODY,)])
                self.assertTrue(results.json["rows"]["balances"])
                self.assertEqual(results.json["ladder"]["asked_in_full"]["friends"], number)

    def test_no_claim_about_the_whole_network_below_the_gate(self):
        for number, _, results in self.each():
            with self.subTest(asked=number):
                opens = SURVEYS[number]
                gate = {"asked": number, "of": EVERYBODY, "needs_share": 0.8, "open": opens}
                self.assertEqual(results.json["ladder"]["whole_network"], gate)
                made = 0
                for analysis, manifest in manifests(results):
                    for column in whole_network(manifest, "columns"):
                        layers = {"person": ["people"], "asset": ["assets"], "area": ["areas"], "place": []}[column["entity"]]
                        for layer in layers:
                            made += results.query(f'SELECT count("{analysis["as"]}_{column["key"]}") FROM {layer}')[0][0]
                    for table in whole_network(manifest, "tables"):
                        made += next((t["rows"] for t in analysis["tables"] if t["table"] == table["key"]), 0)
                    for message in whole_network(manifest, "messages"):
                        made += analysis["findings_by_message"].get(message["id"], 0)
                    if not opens and "whole_network" in manifest["needs"]:
                        self.assertTrue(any("whole network" in caveat for caveat in analysis["caveats"]), analysis["as"])
                self.assertEqual(made > 0, opens, f"{made} claims about the whole network")

    def test_what_is_known_equals_the_full_survey(self):
        columns, full = measures_of(surveyed(EVERYBODY)[1])
        for number, asked, results in self.each():
            with self.subTest(asked=number):
                found_columns, found = measures_of(results)
                self.assertEqual(found_columns, columns)
                open_ones = {}
                for person in asked:
                    for name, whole, (value, note) in zip(columns, full[person], found[person]):
                        if same(whole, (value, note)):
                            continue
                        open_ones.setdefault(name, []).append((person, whole, (value, note)))
                # The merged graph's constraint also needs the answers of those named: it is not there rather than another.
                for person, whole, found_one in open_ones.pop("isolation_constraint", []):
                    self.assertIsNone(found_one[0], f"{person}: {whole} became {found_one}")
                self.assertEqual({name: len(those) for name, those in open_ones.items()}, {}, {n: t[:2] for n, t in open_ones.items()})

    def test_of_those_not_asked_nothing_is_made_up(self):
        for number, asked, results in self.each():
            with self.subTest(asked=number):
                columns, found = measures_of(results)
                told_of = {name for person in asked for name, (value, _) in zip(columns, found[person]) if value is not None}
                self.assertGreater(len(told_of), 10, "of those who were asked more than ten measures are known")
                for person, values in found.items():
                    if person not in asked:
                        known = [(name, value) for name, (value, _) in zip(columns, values) if value is not None]
                        self.assertEqual(known, [], person)

    def test_nobody_who_was_not_asked_gets_a_reason(self):
        for number, asked, results in self.each():
            with self.subTest(asked=number):
                keys = {key_of(person) for person in asked}
                self.assertTrue(keys <= {key_of(row["id"]) for row in full_survey()[1]})
                reasons = [f for f in results.read("findings.json")["findings"] if f["run"] == "isolation" and f["claim"] == "reason"]
                self.assertTrue(reasons)
                self.assertEqual({f["subjects"][0] for f in reasons} - keys, set())

    def test_no_introduction_between_two_whom_nobody_asked(self):
        """Whether two people know each other is known when one of them told all they know; of two who did not it is not."""
        for number, asked, results in self.each():
            with self.subTest(asked=number):
                keys = {key_of(person) for person in asked}
                introduced = [f for f in results.read("findings.json")["findings"] if f["claim"] == "introduction"]
                self.assertTrue(introduced)
                self.assertEqual([f["key"] for f in introduced if not keys & set(f["subjects"])], [])


if __name__ == "__main__":
    unittest.main()
