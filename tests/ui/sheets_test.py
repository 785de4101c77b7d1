#!/usr/bin/python3
"""Sheets and exports from a real window, by keyboard alone, and by `kith sheet` and `kith export`: the same files."""
import pathlib
import shutil
import subprocess
import threading
import time
import unittest

from kith_command import BIN, SAMPLES
from kith_window import Window, opened


def command(*words):
    subprocess.run([BIN / "kith", *words, "--quiet"], check=True, capture_output=True, timeout=120)


def written(window, path):
    window.wait_until(f"{path.name} to be written", lambda items: path.exists() and items["state"]["busy"] == 0)
    return path.read_bytes()


def save_as(window, box, path):
    window.tab_to(f"{box}.file")
    window.key("ctrl+a")
    window.type(str(path))
    window.key("Return")  # in a field of one line it means done
    return written(window, path)


class CommandLines:
    """Those of the `kith` that a window starts, as every account of the machine can read them; looked at all the while."""

    def __init__(self, window):
        self.seen, self.parent, self.ended = set(), window.viewer.pid, threading.Event()
        self.thread = threading.Thread(target=self._look)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def _look(self):
        while not self.ended.is_set():
            for process in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    if int((process / "stat").read_text().rpartition(")")[2].split()[1]) == self.parent:
                        words = (process / "cmdline").read_bytes().split(b"\0")[:-1]
                        if words and words[0] == bytes((BIN / "kith").resolve()):
                            self.seen.add(tuple(words[1:]))
                except OSError:  # it has ended
                    pass
            time.sleep(0.005)


class Sheets(unittest.TestCase):
    def test_the_window_and_the_command_write_the_same(self):
        with Window() as window:
            here = pathlib.Path(window.path("here"))
            shutil.copytree(SAMPLES / "patch", here)
            recipe = here / "patch.toml"
            window.key("ctrl+o")
            window.wait_for("files.name")
            window.type(str(recipe))
            window.key("Return")
            opened(window)

            window.command("directory of groups")
            window.wait_for("paper.file")
            window.tab_to("paper.large")
            window.key("space")
            by_window = save_as(window, "paper", here / "by-window.html")
            command("sheet", "directory", recipe, "--large", "-o", here / "by-command.html")
            self.assertEqual(by_window, (here / "by-command.html").read_bytes())

            window.command("sheet what's near")
            window.wait_for("paper.at")
            window.tab_to("paper.at")
            window.type("Mantle Lane")
            with CommandLines(window) as lines:
                by_window = save_as(window, "paper", here / "near-window.html")
            self.assertEqual(lines.seen, {(b"--given",)}, "where it is about goes another way")
            # large print stays chosen from sheet to sheet
            command("sheet", "near", recipe, "--at", "Mantle Lane", "--large", "-o", here / "near-command.html")
            self.assertEqual(by_window, (here / "near-command.html").read_bytes())

            window.pane("map")
            for _ in range(8):  # to where no mark is
                window.key("Return")  # under the cross in the middle of the map
                window.wait_until("something selected", lambda items: items["state"]["selected"] == 1 and items["state"]["card_of"] != "nobody")
                if window.state()["card_of"] == "area":
                    break
                window.key("shift+Down")
            window.tab_to("card.sheet.near")
            window.key("Return")
            window.wait_for("paper.at")
            pressed = save_as(window, "paper", here / "pressed-window.html").decode()
            self.assertIn("What's near a point ", pressed.replace("&#39;", "'"))

            window.command("path, of the one selected")
            window.wait_for("paper.file")
            by_window = save_as(window, "paper", here / "path-window.html")
            command("sheet", "path", recipe, "--large", "-o", here / "path-command.html")
            self.assertEqual(by_window, (here / "path-command.html").read_bytes())

            window.command("export this place")
            window.wait_for("place_out.file")
            by_window = save_as(window, "place_out", here / "by-window.gpkg")
            command("export", recipe, "-o", here / "by-command.gpkg")
            self.assertEqual(by_window[:15], b"SQLite format 3")
            self.assertEqual(len(by_window), (here / "by-command.gpkg").stat().st_size)  # it says when it was written


if __name__ == "__main__":
    unittest.main()
