"""scripts/setup against a made-up dpkg and apt: it installs only what is missing, and nothing when nothing is."""
import os
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SETUP = os.path.join(ROOT, "scripts", "setup")
PACKAGES = subprocess.run([SETUP, "--list"], capture_output=True, text=True, check=True).stdout.split()


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.calls = os.path.join(folder.name, "calls")
        self.bin = os.path.join(folder.name, "bin")
        os.mkdir(self.bin)
        self.program("apt-get", f'echo "$*" >>"{self.calls}"; exit ${{APT_EXIT:-0}}')
        self.program("sudo", f'echo sudo >>"{self.calls}"; exec "$@"')
        self.program("id", "echo ${UID_SHOWN:-0}")

    def program(self, name: str, text: str) -> None:
        path = os.path.join(self.bin, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/bash\n{text}\n")
        os.chmod(path, 0o755)

    def installed(self, packages: list[str]) -> None:
        rows = "\n".join(f"ii {p}" for p in packages)
        self.program("dpkg-query", f"cat <<'END'\n{rows}\nrc ccache\nEND\nexit 1")

    def run_setup(self, *options: str, **environment: str) -> subprocess.CompletedProcess:
        path = {"PATH": self.bin + ":/usr/bin:/bin", **environment}
        return subprocess.run([SETUP, *options], capture_output=True, text=True, env=path, check=False)

    def called(self) -> list[str]:
        if not os.path.exists(self.calls):
            return []
        with open(self.calls, encoding="utf-8") as file:
            return file.read().splitlines()

    def test_nothing_missing_says_and_does_nothing(self):
        self.installed(PACKAGES)
        done = self.run_setup()
        self.assertEqual((done.returncode, done.stdout, done.stderr, self.called()), (0, "", "", []))

    def test_only_what_is_missing_is_installed_after_one_update(self):
        self.installed([p for p in PACKAGES if p not in ("ccache", "libfmt-dev")])  # ccache was removed, its settings were not
        self.assertEqual(self.run_setup().returncode, 0)
        update, install = self.called()
        self.assertTrue(update.endswith("update"))
        self.assertIn("install --no-install-recommends ccache libfmt-dev", install)

    def test_sudo_only_when_not_root(self):
        self.installed([])
        self.run_setup(UID_SHOWN="1000")
        self.assertEqual([c == "sudo" for c in self.called()], [True, False, True, False])

    def test_the_checks_and_the_peers_have_their_own(self):
        self.installed(PACKAGES)
        self.run_setup("--check")
        self.assertIn("clang-tidy-14", self.called()[1])
        self.assertNotIn("python3-geopandas", self.called()[1])

    def test_a_failure_is_told(self):
        self.installed([])
        done = self.run_setup(APT_EXIT="100")
        self.assertEqual(done.returncode, 3)
        self.assertIn("apt-get update failed", done.stderr)
        self.assertEqual(self.run_setup("--chekc").returncode, 2)


if __name__ == "__main__":
    unittest.main()
