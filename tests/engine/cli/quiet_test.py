#!/usr/bin/python3
"""A quiet machine: every verb under a system-call trace, without a network: no socket but of this machine, no file written but those named, nobody named
in what is said; files for their owner alone, and no core dump."""
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import time
import unittest

from kith_command import BIN, PATIENCE, SAMPLES, SANITIZED, KithTest, environment

PATCH = SAMPLES / "patch/patch.toml"
VILLAGE_AREAS = SAMPLES / "patch/areas.geojson"
WORDS = "five words nobody else has"
# Written to by whoever runs anything; none is a file that stays.
NO_FILES = re.compile(r"/dev/(null|tty|urandom|pts/\d+)|/proc/(self|\d+)(/task/\d+)?/\w+|pipe:\[\d+\]|/memfd:.*")
CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+)")
PATHS = re.compile(r'(?:AT_FDCWD(?:<([^>]*)>)?|\d+<([^>]*)>), "((?:[^"\\]|\\.)*)"')


def without_network():
    """How to run something where there is no network at all; [] where this user may not."""
    for words in (["unshare", "--net"], ["unshare", "--user", "--map-root-user", "--net"]):
        if subprocess.run([*words, "true"], capture_output=True).returncode == 0:
            return words
    return []


def written(call, words, cwd):
    """The files that a successful call made, wrote or renamed."""
    if call in ("open", "openat", "openat2", "creat"):
        if call != "creat" and not re.search(r"O_(WRONLY|RDWR|CREAT|TMPFILE)", words):
            return []
    elif call not in ("mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "truncate"):
        return []
    found = [os.path.join(a or b or cwd, path) for a, b, path in PATHS.findall(words)]
    if not found:
        found = [os.path.join(cwd, path) for path in re.findall(r'"((?:[^"\\]|\\.)*)"', words)]
    return [re.sub(r"\.new-\d+$", "", os.path.normpath(path)) for path in found]  # made under a name beside their own first


class Quiet(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if shutil.which("strace") is None:
            raise unittest.SkipTest("Needs strace (scripts/setup installs it).")
        cls.network = without_network()
        if not cls.network:
            print("This user may not make a namespace without network; the trace alone is looked at.", flush=True)
        cls.names = sorted({line.split(",")[1] for line in (SAMPLES / "patch/people.csv").read_text().splitlines()[1:] if " " in line.split(",")[1]})
        assert cls.names, "the sample has people with names"
        (cls.folder / "words").write_text(WORDS + "\n")
        (cls.folder / "new words").write_text(WORDS + " indeed\n")

    def traced(self, program, *words, allowed, exits=(0, 1), names_allowed=()):
        """Runs it; what it wrote must lie under one of `allowed`."""
        cwd = self.folder / "cwd"
        cwd.mkdir(exist_ok=True)
        trace = self.folder / "trace"
        done = subprocess.run([*self.network, "strace", "-f", "-qq", "-y", "-s", "4096", "-o", trace, "-e",
                               "trace=socket,socketpair,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,truncate",
                               BIN / program, *map(str, words)], capture_output=True, text=True, errors="replace", cwd=cwd, timeout=6 * PATIENCE,
                              env=environment(XDG_STATE_HOME=str(self.folder / "state"), XDG_CACHE_HOME=str(self.folder / "cache"), TMPDIR=str(self.folder / "tmp")), stdin=subprocess.DEVNULL)
        self.assertIn(done.returncode, exits, f"{words}: {done.stderr}")
        lines = trace.read_text(errors="replace").splitlines()
        self.assertGreater(len(lines), 20, "the trace saw nothing")
        for line in lines:
            seen = CALL.match(line)
            if not seen or int(seen[3]) < 0:
                if " socket(" in line or line.startswith("socket("):
                    self.assertRegex(line, r"socket\(AF_(UNIX|LOCAL)", f"{words}: {line}")
                continue
            call, said = seen[1], seen[2]
            if call in ("socket", "socketpair"):
                self.assertRegex(said, r"^AF_(UNIX|LOCAL)\b", f"{words}: {line}")
            for file in written(call, said, str(cwd)):
                if NO_FILES.fullmatch(file):
                    continue
                self.assertTrue(any(file == str(a) or file.startswith(str(a) + "/") for a in allowed), f"{words} wrote {file}: {line}")
        for name in self.names:
            self.assertNotIn(name, done.stderr, f"{words} names somebody in what it says beside its output")
        return done

    def workspace(self):
        file = self.folder / "place.kith"
        if not file.exists():
            self.traced("kith", "save", PATCH, "-o", file, "--new-passphrase-file", self.folder / "words", "--recovery", self.folder / "sheet.txt",
                        allowed=[file, f"{file}.new", f"{file}-lock", f"{file}-journal", f"{file}-journal.new", self.folder / "sheet.txt"])
        return file

    def test_every_verb(self):
        out = self.folder / "out"
        out.mkdir()
        words = ["--passphrase-file", self.folder / "words"]
        file = self.workspace()
        lock = [f"{file}-lock", f"{file}-journal", f"{file}-journal.new"]  # that it was opened is noted in it
        for place, more in ((PATCH, []), (file, words)):
            mine = lock if place == file else []
            self.traced("kith", "check", place, *more, allowed=mine)
            self.traced("kith", "run", place, *more, "--audience", "team", "-o", out / f"run{len(mine)}", "--quiet", allowed=[out, self.folder / "cache", *mine])
            self.traced("kith", "snapshot", place, *more, "-o", out / f"map{len(mine)}.svg", "--quiet", allowed=[out, self.folder / "cache", *mine])
            self.traced("kith", "export", place, *more, "--format", "csv", "-o", out / f"export{len(mine)}", "--quiet", allowed=[out, *mine])
            self.traced("kith", "publish", place, *more, "--audience", "public", "-o", out / f"public{len(mine)}", "--ledger", out / f"ledger{len(mine)}.json", "--quiet", allowed=[out, *mine])
            self.traced("kith", "today", place, *more, "--quiet", allowed=mine)
        self.traced("kith", "passphrase", file, *words, "--new-passphrase-file", self.folder / "new words", allowed=[f"{file}{end}" for end in ("", ".new", "-lock", "-journal", "-journal.new", "-before", "-before.new")])
        self.traced("kith", "import", SAMPLES / "patch", "-o", out / "recipe.toml", allowed=[out], exits=(0, 1, 2, 3))
        for verb in (["plugins"], ["version"], ["--help"]):
            self.traced("kith", *verb, allowed=[])
        for made in (file, self.folder / "sheet.txt"):
            self.assertEqual(made.stat().st_mode & 0o077, 0, made)

    def test_the_window_as_a_picture(self):
        if SANITIZED or not (BIN / "kith-viewer").exists():
            self.skipTest("The window is not built here, or draws too slowly under the sanitizers.")
        file = self.workspace()
        # Graphics drivers keep a cache of their own programs; fontconfig one of fonts. Neither knows a place.
        self.traced("kith-viewer", "--forget", "--screenshot", self.folder / "window.png", "--passphrase-file", self.folder / "words", file,
                    allowed=[self.folder / "window.png", f"{file}-lock", f"{file}-journal", f"{file}-journal.new", self.folder / "cache/mesa_shader_cache", self.folder / "cache/fontconfig", self.folder / "cache", "/dev/dri", "/var/cache/fontconfig", "/dev/shm"])

    def test_no_core_dump(self):
        def core_of(words):
            """Whether the system took a core dump of it."""
            child = os.fork()
            if child == 0:
                resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
                os.chdir(self.folder)
                null = os.open(os.devnull, os.O_RDWR)
                for stream in (0, 1, 2):
                    os.dup2(null, stream)
                os.execve(words[0], list(map(str, words)), environment())
            time.sleep(0.3)
            os.kill(child, signal.SIGQUIT)  # of those that dump a core, one that no sanitizer takes
            _, status = os.waitpid(child, 0)
            return os.WIFSIGNALED(status), os.WCOREDUMP(status)
        if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 or not core_of(["/bin/sleep", "20"])[1]:
            self.skipTest("This system takes no core dumps of anybody.")
        (self.folder / "fifo.toml").unlink(missing_ok=True)
        os.mkfifo(self.folder / "fifo")  # the passphrase is waited for, so it is surely alive
        killed, dumped = core_of([str(BIN / "kith"), "check", str(self.workspace()), "--passphrase-file", str(self.folder / "fifo")])
        self.assertTrue(killed)
        self.assertFalse(dumped)


if __name__ == "__main__":
    unittest.main()
