"""expected.json is what the sources hold, counted again with Python alone. Needs the shared data (KITH_SHARED)."""
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import count_sources


class Sources(unittest.TestCase):
    def setUp(self):
        if not count_sources.SHARED.is_dir():
            if os.environ.get("CI") == "true":
                self.fail("The shared data folder is missing; set KITH_SHARED to where it is.")
            self.skipTest("Needs the shared data folder; set KITH_SHARED to where it is.")

    def test_expected_is_what_the_sources_hold(self):
        self.assertEqual((count_sources.HERE / "expected.json").read_text(encoding="utf-8"), count_sources.count_all())


if __name__ == "__main__":
    unittest.main()
