"""plugins/README.md to the letter: its commands run as they stand, and what it promises is there. With the build tree, and with an
installed Kith."""
import os
import pathlib
import re
import shutil
import subprocess
import time
import unittest

from kith_command import BIN, SANITIZED, SOURCE, KithTest, Results

PAGE = (SOURCE / "plugins/README.md").read_text(encoding="utf-8")


def commands():
    return re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)


def lines_of_code(folder):
    """Of C++, without blank lines and lines that are only a comment."""
    count = 0
    for path in folder.iterdir():
        if path.suffix in (".cpp", ".hpp"):
            lines = path.read_text(encoding="utf-8").splitlines()
            count += sum(1 for line in lines if line.strip() and not line.strip().startswith("//"))
    return count


class AuthorsPage(KithTest):
    def follow(self, where, programs):
        where.mkdir()
        environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": str(where)}
        took = []
        for block in commands():
            began = time.monotonic()
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=where, env=environment, capture_output=True, text=True, timeout=400, check=False)
            took.append(time.monotonic() - began)
            self.assertEqual(done.returncode, 0, f"{block}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
            if "plugin test" in block:
                said = done.stdout
        building = float(re.search(r"passed +it builds: in ([\d.]+) s", said)[1])
        lines = lines_of_code(where / "shade")
        print(f"the page took {sum(took):.1f} s, of which building {building} s; {lines} lines of C++", flush=True)
        self.assertLessEqual(lines, 60)
        self.assertIn("its own tests pass", said)
        self.assertNotIn("failed  ", said)
        self.in_the_report(where / "report")

    def in_the_report(self, folder):
        results = Results(folder)
        shade = results.analysis("shade")
        self.assertEqual((shade["use"], shade["verdict"]), ("own.shade", "ok"))
        # Eight of the sample's assets are nowhere, so every figure is a lower bound.
        self.assertRegex(dict(results.query("SELECT id, shade_per_1000_note FROM areas"))["LK01"], r"^at least [\d.]+$")
        page = (folder / "report.html").read_text(encoding="utf-8")
        self.assertIn("Shade and shelter", page)
        self.assertIn("for every 1,000 people", page.lower())
        self.assertIn("assets per 1,000 people on record", page)

    def test_with_the_build_tree(self):
        self.assertEqual(len(commands()), 4)
        self.follow(self.folder / "from_build", BIN)

    def test_installed(self):
        prefix = self.folder / "prefix"
        done = subprocess.run(["cmake", "--install", BIN.parent, "--prefix", prefix], capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        moved = self.folder / "moved"  # an installed Kith may be moved
        shutil.move(prefix, moved)
        self.follow(self.folder / "from_prefix", moved / "bin")
        found = subprocess.run(["pkg-config", "--cflags", "--libs", "kith-plugin"], env={**os.environ, "PKG_CONFIG_PATH": str(moved / "lib/pkgconfig")},
                               capture_output=True, text=True, check=True).stdout
        source = pathlib.Path(self.folder / "from_prefix/shade/plugin.cpp")
        one_symbol = moved / "include/kith/plugins/abi/one_symbol.map"
        subprocess.run(["g++", "-std=c++20", "-shared", "-fPIC", source, source.with_name("count.cpp"), f"-Wl,--version-script={one_symbol}", *found.split(),
                        "-Wl,--no-undefined", "-o", self.folder / "plugin.so"], check=True, timeout=120)


if __name__ == "__main__":
    if SANITIZED:
        print("left to the release build: the author's tools are the same there")
    else:
        unittest.main()
