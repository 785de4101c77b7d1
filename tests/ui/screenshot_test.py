#!/usr/bin/python3
"""Pictures of the window without a display: they come, they are as large as asked, and a lost context comes back."""
import pathlib
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
        patch = SAMPLES / "patch/patch.toml"
        colour = "press layers.area_colour\npress layers.area_colour.{column}\nsettle\n"
        for hands, words in (("", []), (colour, ["--colour", "population"])):
            for theme, colours, said in (("dark", 0, []), ("light", 2, ["--black-and-white"])):
                with tempfile.TemporaryDirectory() as folder:
                    script = f"settle\n{hands.format(column=self.column_of_population())}key Ctrl+P\npress export.colours\npress export.colours.{colours}\npress export.file\nkey Ctrl+A\ntype {folder}/window.svg\npress export.done\nsettle\n"
                    _, done = take(folder, script, "--theme", theme, patch)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    command = pathlib.Path(folder) / "command.svg"
                    subprocess.run([BIN / "kith", "snapshot", patch, "--audience", "team", "--ties", *words, *said, "-o", command, "--quiet"], check=True, capture_output=True, timeout=PATIENCE)
                    page = (pathlib.Path(folder) / "window.svg").read_text(encoding="utf-8")
                    self.assertIn("For the team only: it shows people.", page)
                    self.assertEqual(page, command.read_text(encoding="utf-8"), (theme, words))

    def column_of_population(self):
        """Where it stands in the list of columns (the first line is for none)."""
        with tempfile.TemporaryDirectory() as folder:
            for index in range(1, 8):
                path = pathlib.Path(folder) / "map.html"
                path.unlink(missing_ok=True)
                _, done = take(folder, f"settle\npress layers.area_colour\npress layers.area_colour.{index}\nkey Ctrl+P\npress export.file\nkey Ctrl+A\ntype {path}\npress export.done\nsettle\n", SAMPLES / "patch/patch.toml")
                self.assertEqual(done.returncode, 0, done.stderr)
                if "<h2>Population</h2>" in path.read_text(encoding="utf-8"):
                    return index
        self.fail("no column is the population")

    def test_a_control_that_is_not_there_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            picture, done = take(folder, "press start.nothing\n")
            self.assertEqual(done.returncode, 3)
            self.assertIn("start.nothing", done.stderr)
            self.assertFalse(picture.exists())


if __name__ == "__main__":
    unittest.main()
