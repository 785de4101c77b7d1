#!/usr/bin/python3
"""Publishing in a real window, by keyboard alone, and by `kith publish`: the same files. The clock's day is the same for both unless midnight passes."""
import pathlib
import shutil
import subprocess
import unittest

from kith_command import BIN, SAMPLES
from kith_window import Window, opened


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Publishing(unittest.TestCase):
    def test_the_window_and_the_command_publish_the_same(self):
        with Window() as window:
            here = pathlib.Path(window.path("here"))
            there = pathlib.Path(window.path("there"))
            for folder in (here, there):
                shutil.copytree(SAMPLES / "patch", folder)
            window.key("ctrl+o")
            window.wait_for("files.name")
            window.type(str(here / "patch.toml"))
            window.key("Return")
            opened(window)
            window.command("publish this place")
            window.wait_until("what would be published", lambda items: "publish.recognised" in items["controls"] and items["state"]["busy"] == 0)
            window.tab_to("publish.title")
            window.type("Open days")
            window.tab_to("publish.done")
            window.key("Return")
            window.wait_for("publish.close")
            window.key("Return")  # it has the keyboard
            window.wait_until("the box to close", lambda items: items["state"]["dialog"] == "none")
            by_window = files_of(here / "patch-public")

            subprocess.run([BIN / "kith", "publish", there / "patch.toml", "--audience", "public", "--title", "Open days", "-o", there / "patch-public", "--quiet"], check=True, capture_output=True, timeout=120)
            by_command = files_of(there / "patch-public")
            self.assertEqual(set(by_window), set(by_command))
            self.assertIn("index.html", by_window)
            self.assertIn(b"Open days", by_window["index.html"])
            for name in by_window:
                if not name.endswith((".pdf", ".gpkg")):  # these say when they were written
                    self.assertEqual(by_window[name], by_command[name], name)
            self.assertEqual((here / "patch.releases.json").read_bytes(), (there / "patch.releases.json").read_bytes())


if __name__ == "__main__":
    unittest.main()
