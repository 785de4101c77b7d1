"""Entries of capture pages: sealed outside of Kith (tests/support/sealing.py), taken in once each, accepted as one undoable batch or declined. The page itself is
tried in Chromium by capture_browser_test.py."""
import base64
import json
import pathlib
import re
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.engine.cli.workspace_test import WORDS, read_by_hand  # noqa: E402
from tests.support import sealing  # noqa: E402
from tests.support.kith_command import SAMPLES, SANITIZED, SOURCE, KithTest  # noqa: E402

CHOIR = {"name": "Sunday choir", "kind": "choir", "where": "Chapel Lane", "when": "Sunday 4 pm", "cost": "free", "step_free": "yes", "languages": "English;Polish"}


class Capture(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "words").write_text(WORDS + "\n")
        cls.master = cls.folder / "master.kith"
        self = cls()
        self.run_kith("save", SAMPLES / "patch/patch.toml", "-o", cls.master, "--new-passphrase-file", cls.folder / "words", "--purpose", SOURCE / "data/governance/purpose.toml",
                       "--recovery", cls.folder / "sheet.html", "--quiet", exits=(0, 1))
        cls.key = base64.b64decode(self.on("capture", cls.master, "--key").stdout)

    def on(self, verb, file, *more, exits=(0,)):
        return self.run_kith(verb, file, *more, "--passphrase-file", self.folder / "words", exits=exits)

    def copy(self, name):
        file = self.folder / name
        shutil.copy(self.master, file)
        return file

    def written(self, name, entries):
        file = self.folder / name
        file.write_text(sealing.text_of(self.key, entries))
        return file

    def waiting(self, file):
        return json.loads(self.on("captured", file, "--json").stdout)

    def parts(self, file):
        return read_by_hand(file, WORDS.encode())

    def test_the_key_stays_in_the_workspace(self):
        self.assertEqual(base64.b64decode(self.on("capture", self.master, "--key").stdout), self.key, "made once")
        secret = self.parts(self.master)["sealing-key"]
        letters = sealing.sealed(self.key, b"hello")
        self.assertEqual(sealing.opened(secret, letters), b"hello")
        for ending in ("", "-before"):
            self.assertNotIn(secret, pathlib.Path(f"{self.master}{ending}").read_bytes())

    def test_a_page_asks_for_nothing_and_holds_no_secret(self):
        file, page = self.copy("page.kith"), self.folder / "page.html"
        self.on("capture", file, "-o", page)
        text = page.read_text()
        self.assertIn(base64.b64encode(self.key).decode(), text)
        self.assertNotIn(base64.b64encode(self.parts(file)["sealing-key"]).decode(), text)
        self.assertIn("default-src 'none'", text)
        self.assertEqual(re.findall(r"(?:src|href)=|@import|url\(", text.split("<script>")[0]), [])
        self.assertIn("is there already", self.on("capture", file, "-o", page, exits=(2,)).stderr)
        ours = self.folder / "ours.html"
        self.on("capture", file, "-o", ours, "--for", "resident")
        tables = set(re.findall(r'data-table="(\w+)"', ours.read_text()))
        self.assertEqual(tables, {"assets", "people"})
        self.assertNotIn('name="permission"', ours.read_text())
        self.assertIn('name="offers"', ours.read_text())
        self.assertIn("a capture page for residents was made", self.on("audit", file).stdout)

    def test_a_thousand_come_in_once_each(self):
        file, count = self.copy("many.kith"), 100 if SANITIZED else 1000
        entries = [sealing.entry("assets", {"name": f"Bench {i}", "kind": "bench"}) for i in range(count)]
        sent = self.written("many.kithcapture", entries)
        said = self.on("import", file, sent).stderr
        self.assertIn(f"{count:,} entries read = {count:,} to accept + 0 here already + 0 refused", said)
        self.assertEqual([one["id"] for one in self.waiting(file)], [one["id"] for one in entries])
        again = self.on("import", file, sent).stderr
        self.assertIn(f"0 to accept + {count:,} here already", again)
        before = self.assets(file)
        self.on("captured", file, "--accept", "all")
        self.assertEqual(self.assets(file) - before, count)
        self.on("import", file, sent)
        self.assertEqual(self.waiting(file), [], "an entry that was accepted is nothing new")

    def assets(self, file):
        self.on("export", file, "--format", "csv", "--what", "assets", "--audience", "team", "--force", "-o", self.folder / f"{file.name}.csv")
        return sum(f.read_text().count("\n") - 1 for f in (self.folder / f"{file.name}.csv").rglob("assets.csv"))

    def test_what_was_changed_on_the_way_is_refused_by_name(self):
        file = self.copy("changed.kith")
        good, other, swapped = (sealing.entry("assets", {**CHOIR, "name": n}) for n in ("One", "Two", "Three"))
        whole = bytearray(base64.b64decode(sealing.sealed(self.key, json.dumps(other).encode())))
        whole[-1] ^= 1
        under = (good["id"][::-1], sealing.sealed(self.key, json.dumps(swapped).encode()))
        sent = self.written("changed.kithcapture", [good, (other["id"], base64.b64encode(whole).decode()), under, ("f" * 32, "not base64!")])
        said = self.on("import", file, sent, exits=(1,)).stderr
        self.assertIn(f"Entry 2 of changed.kithcapture ({other['id']}) is refused: it was changed on its way", said)
        self.assertIn(f"Entry 3 of changed.kithcapture ({under[0]}) is refused: it stands under another entry's name", said)
        self.assertIn(f"({'f' * 32}) is refused", said)
        self.assertIn("4 entries read = 1 to accept + 0 here already + 3 refused", said)
        self.assertEqual([one["id"] for one in self.waiting(file)], [good["id"]])
        strange = bytes(32)[:-1] + b"\x09"
        self.assertIn("sealed to another workspace", self.on("import", file, self.named("strange", sealing.text_of(strange, [good])), exits=(3,)).stderr)
        self.assertIn("no sealed entries", self.on("import", file, self.named("empty", "nothing\n"), exits=(3,)).stderr)

    def named(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name

    def test_a_mail_around_it_does_no_harm(self):
        file = self.copy("mail.kith")
        text = sealing.text_of(self.key, [sealing.entry("assets", CHOIR)])
        quoted = "Dear Rosa,\r\n\r\n" + "".join(f"> {line}\r\n" for line in text.splitlines()) + "\r\nYours, Ann\r\n"
        self.assertIn("1 entry read = 1 to accept", self.on("import", file, self.named("mail.txt", quoted)).stderr)

    def test_entries_that_no_page_writes_are_refused(self):
        file = self.copy("hostile.kith")
        hostile = [
            sealing.entry("people", {"name": "A", "introduce": "yes"}, audience="resident"),       # not asked of residents
            sealing.entry("events", {"words": "x"}, audience="resident"), sealing.entry("assets", {"name": "\x1b[2Jgone"}),
            sealing.entry("assets", {"name": "A", "step_free": "perhaps"}), sealing.entry("assets", {"kind": "choir"}), sealing.entry("shelves", {"name": "A"}),
            sealing.entry("assets", {"name": "A", "key_high": "1"}), sealing.entry("assets", {"name": 7}), sealing.entry("assets", {"name": "A" * 9000}),
            sealing.entry("assets", CHOIR, at="yesterday"), sealing.entry("assets", [1, 2]), sealing.entry("assets", CHOIR, **{"for": "everybody"})]
        said = self.on("import", file, self.written("hostile.kithcapture", hostile), exits=(1,)).stderr
        self.assertIn(f"{len(hostile)} entries read = 0 to accept + 0 here already + {len(hostile)} refused", said)
        self.assertNotIn("\x1b", said)

    def test_accepting_is_one_step_with_its_origin(self):
        file = self.copy("accept.kith")
        entries = [
            sealing.entry("assets", CHOIR, audience="resident", by=""),
            sealing.entry("people", {"name": "Odd Fellow-Brook", "street": "Top Road", "offers": "baking;lifts", "introduce": "yes", "permission": "hold;suggest_introduction", "asked_friends": "complete", "asked_on": "2026-11-20"}),
            sealing.entry("people", {"name": "iris yarrlantern", "offers": "singing"}),
            sealing.entry("events", {"who": "Odd Fellow-Brook", "words": "Would like to sing again", "next": "Take them along on Sunday", "due": "2026-12-06"}),
            sealing.entry("ties", {"from": "Odd Fellow-Brook", "to": "Sunday choir", "kind": "attends", "paid": "no", "since": "2019"})]
        self.on("import", file, self.written("accept.kithcapture", entries))
        listed = self.waiting(file)
        self.assertEqual(listed[0]["becomes"], "a new asset")
        self.assertEqual(listed[1]["becomes"], "a new person")
        self.assertIn("Iris Yarrlantern (P002)", listed[2]["becomes"])
        self.assertIn("Entry", self.on("captured", file, "--accept", "4", exits=(3,)).stderr)
        self.assertEqual(len(self.waiting(file)), 5, "nothing was changed")
        self.on("captured", file, "--accept", "all")
        edits = self.parts(file)["edits"].decode(errors="replace")
        self.assertEqual(edits.count('"name":"Accept 5 entries"'), 1)
        self.assertIn("capture page 00112233 (resident)", edits)
        self.assertIn("capture page 00112233 (worker, RH)", edits)
        odd = self.on("about", file, "Odd Fellow-Brook").stdout
        for words in ("baking; lifts", "Top Road", "hold; suggest_introduction", "Would like to sing again", "2026-12-06", "Sunday choir", "2019", "friends: complete"):
            self.assertIn(words, odd)
        self.assertIn("singing", self.on("about", file, "P002").stdout)
        self.assertIn("5 entries accepted, 0 declined", self.on("audit", file).stdout)
        self.assertNotIn("Odd Fellow", self.on("audit", file).stdout)

    def test_declined_is_gone_and_several_of_a_name_are_told_apart(self):
        file = self.copy("decline.kith")
        self.on("import", file, self.written("decline.kithcapture", [sealing.entry("events", {"words": "Heard at the door"}), sealing.entry("assets", CHOIR)]))
        self.on("captured", file, "--accept", "1", "--about", "P003", "--decline", "2")
        self.assertIn("Heard at the door", self.on("about", file, "P003").stdout)
        self.assertEqual(self.waiting(file), [])
        self.assertNotIn(b"Sunday choir", b"".join(self.parts(file).values()))
        self.assertIn("There is no entry 7; there are 0.", self.on("captured", file, "--accept", "7", exits=(2,)).stderr)

    def test_nobody_is_erased_while_an_entry_waits_about_them(self):
        file = self.copy("erase.kith")
        self.on("import", file, self.written("erase.kithcapture", [sealing.entry("events", {"who": "P002", "words": "Rang Iris back"})]))
        self.assertIn("1 entry that waits", self.on("erase", file, "P002", "--blank", "all", "--yes", exits=(2,)).stderr)
        self.on("captured", file, "--decline", "all")
        self.on("erase", file, "P002", "--blank", "all", "--yes")
        self.assertNotIn(b"Rang Iris back", b"".join(self.parts(file).values()))


if __name__ == "__main__":
    unittest.main()
