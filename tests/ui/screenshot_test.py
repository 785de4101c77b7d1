#!/usr/bin/python3
"""Pictures of the window without a display: they come, they are as large as asked, and a lost context comes back."""
import pathlib
import re
import struct
import subprocess
import tempfile
import unittest

from kith_command import BIN, PATIENCE, SAMPLES


def take(folder, script="", *arguments):
    picture = pathlib.Path(folder) / "window.png"
    command = [str(BIN / "kith-viewer"), "--forget", "--screenshot", str(picture), *map(str, arguments)]
    if script:
        path = pathlib.Path(folder) / "script"
        path.write_text(script)
        command += ["--script", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3 * PATIENCE)
    return picture, done


class Screenshot(unittest.TestCase):
    def test_of_the_start_screen_at_the_size_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            picture, done = take(folder, "", "--size", "900x600")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(struct.unpack(">II", picture.read_bytes()[16:24]), (900, 600))

    def test_a_lost_context_comes_back_with_the_same_picture(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            patch = SAMPLES / "patch/patch.toml"
            before, done = take(one, "settle\n", patch)
            self.assertEqual(done.returncode, 0, done.stderr)
            after, done = take(other, "lose-context\nsettle\n", patch)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(before.read_bytes(), after.read_bytes())

    def test_a_page_of_the_window_is_the_page_of_the_command(self):
        """Map, circle and histogram; with areas coloured or not, whatever the screen's own colours are."""
        patch = SAMPLES / "patch/patch.toml"
        for theme, colours, said in (("dark", 0, []), ("light", 2, ["--black-and-white"])):
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)

                def save(what, name):
                    return (f"key Ctrl+P\npress export.what\npress export.what.{what}\n" + (f"press export.colours\npress export.colours.{colours}\n" if name.endswith("svg") else "")
                            + f"press export.file\nkey Ctrl+A\ntype {folder}/{name}\npress export.done\nsettle\n")

                hands = ("settle\n" + save(0, "plain.svg") + "press layers.area_colour\npress layers.area_colour.2\nsettle\nkey Ctrl+F\ntype Tess Jassacre\nkey Enter\nsettle\n"
                         + save(0, "coloured.svg") + save(2, "circle.svg") + save(3, "histogram.svg") + save(0, "list.html"))
                _, done = take(folder, hands, "--theme", theme, patch)
                self.assertEqual(done.returncode, 0, done.stderr)
                # "Aged 65 plus" is the column aged_65_plus.
                column = re.search("<h2>(.*?)</h2>", (folder / "list.html").read_text(encoding="utf-8"))[1].lower().replace(" ", "_")
                for name, words in (("plain", ["--ties"]), ("coloured", ["--ties", "--colour", column]), ("circle", ["--view", "circle", "--person", "P001", "--size", "A4"]),
                                    ("histogram", ["--view", "chart", "--column", column, "--size", "A4"])):
                    command = folder / f"{name}-by-command.svg"
                    subprocess.run([BIN / "kith", "snapshot", patch, "--audience", "team", *words, *said, "-o", command, "--quiet"], check=True, capture_output=True, timeout=PATIENCE)
                    page = (folder / f"{name}.svg").read_text(encoding="utf-8")
                    self.assertIn("For the team only: it shows people.", page)
                    self.assertEqual(page, command.read_text(encoding="utf-8"), (theme, name))

    def test_a_control_that_is_not_there_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            picture, done = take(folder, "press start.nothing\n")
            self.assertEqual(done.returncode, 3)
            self.assertIn("start.nothing", done.stderr)
            self.assertFalse(picture.exists())


if __name__ == "__main__":
    unittest.main()
