"""Purposes, permissions, what is held about a person, erasure. What is left after an erasure is looked for in the decrypted file, which is read by
its description alone (workspace_test.py), and compared with the sample's own CSV files."""
import csv
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import struct
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.engine.cli.workspace_test import WORDS, read_by_hand  # noqa: E402
from tests.support.kith_command import SAMPLES, SANITIZED, SOURCE, KithTest  # noqa: E402

PATCH = SAMPLES / "patch"
PURPOSE = SOURCE / "data/governance/purpose.toml"


def columns_of(segment):
    """By key: values, the words of a dictionary, and states of each column of a segment (engine/column/layout.hpp)."""
    count, at = struct.unpack_from("<QQ", segment, 24)
    out = {}
    for i in range(count):
        key, key_length, _, _, rows_, values, size, states, _, _, words, offsets, text, _ = struct.unpack_from("<QQIIQQQQQQQQQQ", segment, at + 104 * i)
        begins = struct.unpack_from(f"<{words + 1}q", segment, offsets) if words else [0]
        dictionary = [segment[text + begins[k]:text + begins[k + 1]].decode() for k in range(words)]
        out[segment[key:key + key_length].decode()] = (segment[values:values + size], dictionary, segment[states:states + rows_] if states else bytes(rows_))
    return out


def rows(name):
    with open(PATCH / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Rights(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "words").write_text(WORDS + "\n")
        cls.master = cls.folder / "master.kith"
        cls.save_as(cls.master, "--purpose", PURPOSE, "--recovery", cls.folder / "sheet.txt")

    @classmethod
    def save_as(cls, file, *more):
        cls().run_kith("save", PATCH / "patch.toml", "-o", file, "--new-passphrase-file", cls.folder / "words", "--quiet", *more, exits=(0, 1))

    def on(self, verb, file, *more, exits=(0,)):
        return self.run_kith(verb, file, *more, "--passphrase-file", self.folder / "words", exits=exits)

    def copy(self, name):
        file = self.folder / name
        shutil.copy(self.master, file)
        return file

    def test_a_workspace_of_people_needs_a_purpose(self):
        file = self.folder / "without.kith"
        self.save_as(file)
        self.assertIn("--purpose", self.on("permit", file, "P002", "--scope", "hold", "--by", "self", exits=(2,)).stderr)
        # Nor with one passphrase alone: a lost one would lose what people told.
        refused = self.on("purpose", file, "--purpose", PURPOSE, exits=(2,)).stderr
        self.assertIn("make a recovery sheet first", refused)
        self.assertIn("No purpose is set", self.on("purpose", file).stdout)
        self.assertIn("--recovery", self.run_kith("save", PATCH / "patch.toml", "-o", self.folder / "no.kith", "--new-passphrase-file", self.folder / "words", "--purpose", PURPOSE, exits=(2,)).stderr)
        self.assertFalse((self.folder / "no.kith").exists())
        (self.folder / "second").write_text("whoever else keeps the key of it\n")
        self.assertIn("--second-holder", self.on("passphrase", file, "--keep", exits=(2,)).stderr)
        self.on("passphrase", file, "--keep", "--second-holder", self.folder / "second")
        self.run_kith("check", file, "--passphrase-file", self.folder / "second", exits=(0, 1))
        self.on("purpose", file, "--purpose", PURPOSE)
        (self.folder / "next").write_text("other words that nobody knows yet\n")
        self.assertIn("recovery sheet", self.on("passphrase", file, "--new-passphrase-file", self.folder / "next", exits=(2,)).stderr, "nor is the second way given up")
        self.on("permit", file, "P002", "--scope", "hold", "--by", "self")
        bad = self.folder / "bad.toml"
        bad.write_text(re.sub(r"(?m)^condition.*$", "", PURPOSE.read_text()))
        self.assertIn('"condition" is missing', self.on("purpose", file, "--purpose", bad, exits=(3,)).stderr)

    def test_a_recovery_sheet_to_print_is_one_page_that_asks_nothing_of_a_network(self):
        file, sheet = self.copy("sheet.kith"), self.folder / "sheet.html"
        self.on("passphrase", file, "--keep", "--recovery", sheet)
        self.assertEqual(sheet.stat().st_mode & 0o777, 0o600)
        page = sheet.read_text()
        self.assertNotIn("//", page)  # no address
        letters = "-".join(re.findall(r"</small>([0-9A-Z]{4})</li>", page))
        self.assertRegex(letters, r"^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$")
        (self.folder / "from_sheet").write_text(letters + "\n")
        self.run_kith("check", file, "--passphrase-file", self.folder / "from_sheet", exits=(0, 1))

    def test_withdrawing_and_objecting_are_two_things(self):
        file = self.copy("acts.kith")
        before = self.on("check", file, "--audience", "team", exits=(0, 1)).stdout
        self.on("permit", file, "P002", "--scope", "hold,suggest_introduction", "--by", "self", "--on", "2026-05-01")
        self.on("permit", file, "P002", "--withdraw", "suggest_introduction")
        self.assertIn("suggest_introduction", self.on("about", file, "P002").stdout)
        self.on("export", file, "--audience", "team", "--what", "people", "-o", self.folder / "one.geojson")
        self.assertIn("P002", (self.folder / "one.geojson").read_text())
        self.on("permit", file, "P002", "--object")
        self.on("export", file, "--audience", "team", "--what", "people", "-o", self.folder / "two.geojson")
        self.assertNotIn("P002", (self.folder / "two.geojson").read_text())
        self.assertIn("Iris Yarrlantern", self.on("about", file, "P002").stdout, "held apart is still held")
        self.assertNotEqual(before, self.on("check", file, "--audience", "team", exits=(0, 1)).stdout)
        log = self.on("audit", file).stdout
        self.assertIn("two.geojson", log)
        self.assertNotIn("P002", log)

    def test_what_is_given_to_a_person_names_nobody_else(self):
        others = [r["name"] for r in rows("people.csv") if r["id"] != "P001"]
        told = self.on("about", self.copy("about.kith"), "P001", "--to-person").stdout
        self.assertIn("functions: advocacy", told)  # as people say it, from ties.csv
        self.assertIn("Tess Jassacre", told)
        self.assertEqual([name for name in others if name and name in told], [])
        withheld = int(re.search(r"not told here: (\d+)", told)[1])
        self.assertGreater(withheld, 0)
        page = self.folder / "about.html"
        self.on("about", self.folder / "about.kith", "P001", "--to-person", "-o", page)
        self.assertIn(f"not told here: {withheld}", page.read_text())
        worker = self.on("about", self.folder / "about.kith", "P001").stdout
        self.assertIn("Tariq Larkiver", worker, "a neighbour, for the worker's check alone")
        self.assertIn("Not to be handed out", worker)

    def test_a_hold_blocks_an_erasure(self):
        file = self.copy("hold.kith")
        self.on("hold", file, "P003", "--reason", "complaint 14")
        self.assertIn("complaint 14", self.on("erase", file, "P003", "--blank", "all", "--yes", exits=(2,)).stderr)
        self.on("hold", file, "P003", "--lift")
        self.on("erase", file, "P003", "--blank", "all", "--yes")

    def test_erased_people_are_gone_and_stay_gone(self):
        file = self.copy("erase.kith")
        people = [{**one, "name": one.get("name", "")} for one in rows("people.csv") + rows("named.csv")]
        chosen = random.Random(7).sample(people, int(os.environ.get("KITH_ERASE", 3 if SANITIZED else 12)))
        ids = {one["id"] for one in chosen}
        words_of = {}
        for event in rows("events.csv"):
            words_of.setdefault(event["who"], []).append(event["words"])
        said_by_others = {w for who, words in words_of.items() for w in words if who not in ids}
        filtered, gone = self.filtered(file), 0
        self.assertTrue(self.left_of(file, chosen, words_of, said_by_others), "before, the search finds them")
        also = self.bytes_of(file, chosen)
        found = self.left_of(file, chosen, words_of, said_by_others, also)
        self.assertGreaterEqual(len([one for one in found if isinstance(one, tuple)]), 2 * len(chosen), "keys and points as well")
        for person in chosen:
            done = self.on("erase", file, person["id"], "--blank", "all", "--yes", exits=(0, 3))
            if done.returncode == 3:  # known only through somebody who went before
                self.assertIn("Nobody is called that", done.stderr)
                self.assertGreater(gone, 0)
            else:
                gone += int(re.search(r"Erased: ([0-9,]+) p", done.stderr)[1].replace(",", ""))
        self.assertGreaterEqual(gone, len(chosen))
        self.assertEqual([f.name for f in self.folder.glob("erase.kith*") if f.name.endswith(("-before", "-journal"))], [])
        self.assertEqual(self.left_of(file, chosen, words_of, said_by_others, also), [])
        self.assertEqual(len(json.loads(read_by_hand(file, WORDS.encode())["governance"])["erased"]), gone, "a keyed mark each, and nothing else")
        self.assertEqual(self.filtered(file) - filtered, gone, "each who went is counted")
        self.on("export", file, "--audience", "team", "--format", "csv", "-o", self.folder / "after")
        written = "\n".join(f.read_text(encoding="utf-8") for f in (self.folder / "after").rglob("*.csv"))
        self.assertEqual([one for one in ids if re.search(rf"\b{one}\b", written)], [])
        self.run_kith("save", PATCH / "patch.toml", "-o", file, "--passphrase-file", self.folder / "words", "--update", exits=(0, 1))
        self.assertEqual(self.left_of(file, chosen, words_of, said_by_others, also), [])
        print(f"{len(chosen)} people erased one after another ({gone} with those only they had named): no id, name, word, key or point of theirs is left")

    def filtered(self, file):
        """People of the files that are left out; every account of a file balances."""
        count = 0
        for report in json.loads(read_by_hand(file, WORDS.encode())["place"])["reports"]:
            read, kept, merged, refused, filtered = report["tally"]
            self.assertEqual(read, kept + merged + refused + filtered, report["file"])
            count += filtered if report["block"] == "people" else 0
        return count

    def bytes_of(self, file, chosen):
        """By id: the halves of the key as they stand in memory and as text, and the two numbers of a point that nobody else has."""
        parts = read_by_hand(file, WORDS.encode())
        people, names, points = (columns_of(parts[f"segment:{key}"]) for key in ("people", "people.names", "people.positions"))
        high, low = (struct.unpack(f"<{len(people[k][0]) // 8}Q", people[k][0]) for k in ("key_high", "key_low"))
        codes = struct.unpack(f"<{len(names['id'][0]) // 4}i", names["id"][0])
        ids = [names["id"][1][code] for code in codes]
        xy = [points["point"][0][16 * row:16 * row + 16] for row in range(len(ids))]
        out = {}
        for person in chosen:
            row = ids.index(person["id"])
            out[person["id"]] = [struct.pack("<Q", high[row]), struct.pack("<Q", low[row]), f"{high[row]:016x}{low[row]:016x}".encode(), hashlib.blake2b(person["id"].encode(), digest_size=32).digest()]
            if points["point"][2][row] == 0 and xy.count(xy[row]) == 1:
                out[person["id"]].append(xy[row])
        return out

    def left_of(self, file, chosen, words_of, said_by_others, also=None):
        """Ids, names, own words and bytes of people that still stand anywhere in the decrypted file or its journal."""
        whole, left = b"\0".join(read_by_hand(file, WORDS.encode()).values()), []
        for person in chosen:
            left += [(person["id"], one.hex()) for one in (also or {}).get(person["id"], []) if one in whole]
            own = [w for w in words_of.get(person["id"], []) if len(w) > 8 and w not in said_by_others]
            for one in [person["id"], person["name"], *own]:
                if one and one.encode() in whole:
                    left.append(one)
        return left


if __name__ == "__main__":
    unittest.main()
