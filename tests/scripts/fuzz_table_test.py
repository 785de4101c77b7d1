"""Each fuzz target has a line in the list, a row in the table and a corpus; and each row has its target."""
import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FUZZ = os.path.join(ROOT, "tests", "fuzz")


def read(name: str) -> str:
    with open(os.path.join(FUZZ, name), encoding="utf-8") as file:
        return file.read()


class Targets(unittest.TestCase):
    def test_list_table_and_corpora_agree(self):
        targets = {n[: -len("_fuzz.cpp")] for n in os.listdir(FUZZ) if n.endswith("_fuzz.cpp")}
        listed = set(re.findall(r"^\s*kith_fuzz\((\w+)", read("CMakeLists.txt"), re.M))
        rows = set(re.findall(r"\|\s*`(\w+)_fuzz\.cpp`\s*\|\s*$", read("README.md"), re.M))
        corpora = {n for n in targets if os.path.isdir(os.path.join(FUZZ, "corpus", n)) and os.listdir(os.path.join(FUZZ, "corpus", n))}
        self.assertEqual(targets, listed, "tests/fuzz/CMakeLists.txt")
        self.assertEqual(targets, rows, "the table of tests/fuzz/README.md")
        self.assertEqual(targets, corpora, "tests/fuzz/corpus")


if __name__ == "__main__":
    unittest.main()
