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

    def test_a_control_that_is_not_there_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            picture, done = take(folder, "press start.nothing\n")
            self.assertEqual(done.returncode, 3)
            self.assertIn("start.nothing", done.stderr)
            self.assertFalse(picture.exists())


if __name__ == "__main__":
    unittest.main()
