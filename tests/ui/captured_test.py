#!/usr/bin/python3
"""Entries of capture pages in a real window, by keyboard alone: one is accepted, one put aside, and of one it is said whom it is about. What is asserted is what the window
says of the place, and what `kith` reads from the file afterwards."""
import base64
import json
import subprocess
import unittest

from kith_command import BIN, PATIENCE
from kith_window import WORDS, PatchInWindow
from sealing import entry, text_of

SAID = "The bench by the water is where she likes to sit."


class ToAccept(PatchInWindow):
    def setUp(self):
        super().setUp()
        key = base64.b64decode(self.kith("capture", self.file, "--key"))
        # "She from the corner" is nobody's name: whoever knows says who it is.
        sent = [entry("assets", {"name": "Quay bench", "kind": "bench"}), entry("assets", {"name": "Not a real place", "kind": "bench"}),
                entry("events", {"who": "She from the corner", "words": SAID})]
        self.window.path("visit.kithcapture").write_text(text_of(key, sent))
        self.kith("import", self.file, self.window.path("visit.kithcapture"))

    def kith(self, *words):
        return subprocess.run([BIN / "kith", *words, "--passphrase-file", self.words], check=True, capture_output=True, text=True, timeout=PATIENCE).stdout

    def open_it(self):
        w = self.window
        w.key("ctrl+o")
        w.wait_for("files.name")
        w.tab_to("files.name")
        w.type(str(self.file))
        w.key("Return")
        w.wait_for("passphrase.words")
        w.type(WORDS)
        w.key("Return")
        w.wait_for("today.note")

    def act(self, name):
        self.window.tab_to(name)
        self.window.key("Return")

    def left(self, count):
        """So many wait still, and what was answered is kept."""
        self.window.wait_until(f"{count} entries", lambda items: items["state"]["busy"] == 0 and f"captured.{count - 1}.accept" in items["controls"] and f"captured.{count}.accept" not in items["controls"])

    def test_accepted_put_aside_and_whom_it_is_about(self):
        self.open_it()
        w, before = self.window, self.window.state()
        w.command("to accept")
        self.left(3)
        self.act("captured.0.accept")
        self.left(2)
        self.assertEqual(w.state()["assets"], before["assets"] + 1)
        self.act("captured.0.aside")
        self.left(1)
        self.assertEqual(w.state()["assets"], before["assets"] + 1)
        self.assertNotIn("captured.0.about", w.items()["controls"], "nobody is selected")
        self.act("captured.0.accept")
        w.wait_until("a word on why not", lambda items: "say whom it is about" in items["state"].get("notice", ""))
        self.assertEqual(w.state()["events"], before["events"])
        w.key("Escape")
        w.find("Iris Yarrlantern")
        w.command("to accept")
        self.left(1)
        self.act("captured.0.about")
        w.wait_until("the last one taken", lambda items: items["state"]["events"] == before["events"] + 1 and items["state"]["dialog"] == "none" and items["state"]["unsaved"] == 0)
        self.assertEqual(w.state()["people"], before["people"], "it is nobody new")
        w.key("ctrl+z")
        w.wait_until("it taken back", lambda items: items["state"]["events"] == before["events"])
        w.key("ctrl+shift+z")
        w.wait_until("it done again, and kept", lambda items: items["state"]["events"] == before["events"] + 1 and items["state"]["unsaved"] == 0 and items["state"]["busy"] == 0)
        w.key("ctrl+shift+l")
        w.wait_for("passphrase.words")
        self.what_is_left()

    def what_is_left(self):
        self.assertEqual(json.loads(self.kith("captured", self.file, "--json")), [])
        log = self.kith("audit", self.file)
        self.assertEqual(log.count("1 entry accepted, 0 declined"), 2, log)
        self.assertEqual(log.count("0 entries accepted, 1 declined"), 1, log)
        sheet = self.window.path("visit.html")
        self.kith("sheet", "visit", self.file, "--person", "Iris Yarrlantern", "--on", "2026-12-31", "-o", sheet)
        self.assertIn(SAID, sheet.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
