import os
import subprocess
import tempfile
import unittest

import check_exports

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CXX = os.environ.get("KITH_CXX", "g++")
ENTRY = 'extern "C" __attribute__((visibility("default"))) const void* kith_plugin_entry() { return nullptr; }\n'
OTHER = 'extern "C" __attribute__((visibility("default"))) int another() { return 1; }\n'


class Exports(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def plugin(self, name: str, code: str, *options: str, manifest: bool = True) -> None:
        where = os.path.join(self.folder.name, name)
        os.makedirs(where)
        if manifest:
            open(os.path.join(where, "manifest.json"), "w", encoding="utf-8").close()
        subprocess.run([CXX, "-shared", "-fPIC", "-x", "c++", "-", "-o", os.path.join(where, "plugin.so"), *options],
                       input=code, text=True, check=True)

    def faults(self, *expected: str) -> list[str]:
        return check_exports.check(self.folder.name, list(expected))[1]

    def test_one_symbol_is_right(self):
        self.plugin("kith.a", ENTRY)
        self.assertEqual(self.faults("kith.a"), [])

    def test_another_symbol_or_none_is_a_fault(self):
        self.plugin("kith.a", ENTRY + OTHER)
        self.plugin("kith.b", "static int nothing;\n int* used() { return &nothing; }\n", "-fvisibility=hidden")
        found = self.faults()
        self.assertEqual(len(found), 2)
        self.assertIn("another", found[0])
        self.assertIn("nothing", found[1])

    def test_the_version_script_hides_the_rest(self):
        script = os.path.join(ROOT, "plugins", "abi", "one_symbol.map")
        self.plugin("kith.a", ENTRY + OTHER, f"-Wl,--version-script={script}")
        self.assertEqual(self.faults(), [])

    def test_what_is_not_there_is_a_fault(self):
        self.plugin("kith.a", ENTRY, manifest=False)
        self.assertEqual(len(self.faults("kith.a", "kith.b")), 2)
        self.assertEqual(len(check_exports.check(os.path.join(self.folder.name, "nowhere"), [])[1]), 1)


if __name__ == "__main__":
    unittest.main()
