#!/usr/bin/python3
"""A real window that is closed, minimised, made small, left alone, killed, or loses its graphics (Xvfb, xdotool)."""
import pathlib
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import unittest

from kith_command import BIN
from kith_window import PATCH, Window, opened, settled


def change_something(window):
    people = window.state()["people"]
    window.key("p")
    window.wait_for("person.name")
    window.type("Invented Neighbour")
    window.key("Return")
    window.wait_until("one more", lambda items: items["state"]["people"] == people + 1 and items["state"]["unsaved"] == 1)
    return people


class WindowTest(unittest.TestCase):
    def test_closing_with_changes_that_are_not_saved_asks_first(self):
        with Window(PATCH) as window:
            opened(window)
            people = change_something(window)
            window.ask_to_close()
            window.wait_until("the question to have the keyboard", lambda items: items["state"].get("focused") == "unsaved.save")
            window.key("Escape")                   # go back
            window.wait_until("the question to close", lambda items: items["state"]["dialog"] == "none")
            self.assertEqual(window.state()["people"], people + 1)

            window.key("ctrl+w")                   # the start screen asks, too
            window.wait_for("unsaved.back")
            window.press("unsaved.back")
            window.wait_until("the question to close", lambda items: items["state"]["dialog"] == "none")

            window.key("ctrl+q")
            window.wait_until("the question to have the keyboard", lambda items: items["state"].get("focused") == "unsaved.save")
            window.key("Return")                   # save …
            window.wait_for("files.name")
            window.key("Return")                   # … under the name that is offered
            self.assertEqual(window.ends(), 0, window.said())
            self.assertIn("Invented Neighbour", window.path("changes.jsonl").read_text())

    def test_another_place_asks_first_and_leaving_leaves(self):
        with Window(PATCH) as window:
            opened(window)
            people = change_something(window)
            window.command("Look around the sample")
            window.wait_for("unsaved.keep")
            window.press("unsaved.keep")
            window.wait_until("the sample as it was", lambda items: items["state"].get("people") == people and items["state"]["unsaved"] == 0)
            window.key("ctrl+w")
            window.wait_for("start.sample")
            self.assertNotIn("place", window.state())
            window.ask_to_close()
            self.assertEqual(window.ends(), 0, window.said())
            self.assertFalse(window.path("changes.jsonl").exists())

    def test_a_picture_is_on_the_clipboard_until_words_are(self):
        if not shutil.which("xclip"):
            self.skipTest("xclip is missing: scripts/setup installs it.")
        with Window(PATCH) as window:
            opened(window)
            settled(window)
            window.key("ctrl+c")
            window.wait_until("a word of it", lambda items: "on the clipboard" in items["state"].get("notice", ""))
            said = lambda target: subprocess.run(["xclip", "-selection", "clipboard", "-t", target, "-o"], env=window.environment, capture_output=True, timeout=20).stdout
            self.assertLessEqual({b"image/png", b"TIMESTAMP", b"MULTIPLE"}, set(said("TARGETS").split()))
            self.assertGreater(int(said("TIMESTAMP")), 0, "since when, by the server's clock")
            picture = said("image/png")
            self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(picture[-8:-4], b"IEND", "whole")
            width, height = struct.unpack(">II", picture[16:24])
            self.assertGreater(min(width, height), 1000)
            self.assertFalse(list(window.path("home").glob("*.png")), "it is no file as well")
            subprocess.run(["xclip", "-selection", "clipboard"], input=b"words", env=window.environment, check=True, timeout=20, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            window.wait_until("others' words", lambda items: said("UTF8_STRING") == b"words")  # xclip ends before the server knows
            window.key("ctrl+c")
            window.wait_until("it again", lambda items: b"image/png" in said("TARGETS").split())

    def test_what_was_copied_of_a_workspace_goes_when_it_is_locked(self):
        if not shutil.which("xclip"):
            self.skipTest("xclip is missing: scripts/setup installs it.")
        words = "five words nobody else has"
        with tempfile.TemporaryDirectory() as folder, Window() as window:
            file, written = pathlib.Path(folder) / "patch.kith", pathlib.Path(folder) / "words"
            written.write_text(words + "\n")
            subprocess.run([BIN / "kith", "save", PATCH, "-o", file, "--new-passphrase-file", written, "--quiet"], check=True, timeout=120)
            clipboard = lambda *more, **how: subprocess.run(["xclip", "-selection", "clipboard", *more], env=window.environment, timeout=20, stderr=subprocess.DEVNULL, **how)
            said = lambda target: clipboard("-t", target, "-o", stdout=subprocess.PIPE).stdout
            window.key("ctrl+o")
            window.wait_for("files.name")
            window.type(str(file))
            window.key("Return")

            def unlocked():
                window.wait_for("passphrase.words")
                window.type(words)
                window.key("Return")
                opened(window)
                window.wait_for("purpose.what")  # nobody said what its people are held for: it can be read
                window.key("Escape")
                settled(window)

            def lock():
                window.key("ctrl+shift+l")
                window.wait_for("passphrase.words")

            unlocked()
            window.key("F11")  # it begins with the day: the map again
            settled(window)
            window.key("ctrl+c")
            window.wait_until("the picture", lambda items: b"image/png" in said("TARGETS"))
            lock()
            window.wait_until("no picture", lambda items: b"image/png" not in said("TARGETS"))

            unlocked()
            window.key("ctrl+k")
            window.wait_for("palette.text")
            window.type("Sallowrook")
            window.key("ctrl+a")
            window.key("ctrl+c")
            window.wait_until("words", lambda items: said("UTF8_STRING") == b"Sallowrook")
            window.key("Escape")
            lock()
            window.wait_until("no words", lambda items: said("UTF8_STRING") == b"")

            unlocked()
            clipboard(input=b"from elsewhere", stdout=subprocess.DEVNULL, check=True)
            lock()
            self.assertEqual(said("UTF8_STRING"), b"from elsewhere", "what others copied stays")

    def test_minimised_and_back(self):
        with Window(PATCH) as window:
            opened(window)
            settled(window)
            number = int(window.id())
            window.minimise()
            before = window.state()["frames"]
            time.sleep(1)
            self.assertEqual(window.state()["frames"], before, "nothing is drawn that nobody sees")
            window.restore(number)
            window.wait_until("a picture again", lambda items: items["state"]["frames"] > before)
            window.find("Sallowrook")

            change_something(window)               # closed from the list of windows, unseen: the question comes up with the window
            window.minimise()
            window.ask_to_close()
            window.restore(number)
            window.press("unsaved.keep")
            self.assertEqual(window.ends(), 0, window.said())

    def test_small_and_back_with_a_box_open(self):
        with Window(PATCH) as window:
            opened(window)
            window.resize(320, 240)
            window.key("p")
            left, top, right, bottom = window.still("person.name")
            self.assertTrue(0 <= left < right <= 320 and 0 <= top < bottom <= 240)
            window.key("Escape")
            window.resize(1280, 800)
            window.wait_for("map")
            window.wait_for("network")

    def test_the_graphics_begin_anew_and_nothing_else_does(self):
        with Window(PATCH) as window:
            opened(window)
            change_something(window)
            window.find("Sallowrook")
            before = window.state()
            window.path("lose").touch()
            window.xdotool("mousemove", 700, 300)
            window.wait_until("it to be heard", lambda _: not window.path("lose").exists())
            window.wait_until("a picture again", lambda items: items["state"]["frames"] > before["frames"] + 1)
            for what in ("people", "unsaved", "selected", "width", "height", "revision"):
                self.assertEqual(window.state()[what], before[what], what)
            window.key("ctrl+z")
            window.wait_until("hands that still work", lambda items: items["state"]["people"] == before["people"] - 1)

    def test_killed_what_was_saved_is_there(self):
        with Window(PATCH) as window:
            opened(window)
            people = change_something(window)
            window.save_edits()
            saved = window.path("changes.jsonl").read_bytes()
            window.viewer.send_signal(signal.SIGKILL)
            window.viewer.wait()
        with Window(PATCH) as window:
            window.path("changes.jsonl").write_bytes(saved)
            opened(window)
            window.command("Take in a file of edits")
            window.wait_for("files.name")
            window.type("changes.jsonl")
            window.key("Return")
            window.wait_until("who was saved", lambda items: items["state"]["people"] == people + 1 and items["state"]["unsaved"] == 0)

    def test_idle_draws_no_frame(self):
        with Window(PATCH) as window:
            opened(window)
            window.xdotool("mousemove", 640, 10)
            settled(window)
            time.sleep(2)
            before, cpu = window.state()["frames"], window.cpu_seconds()
            time.sleep(3)
            self.assertEqual(window.state()["frames"], before)
            self.assertLess(window.cpu_seconds() - cpu, 0.2)


if __name__ == "__main__":
    unittest.main()
