"""What the locked readers load: GDAL takes longer to load than most tables take to be read, so only the one that reads maps has it."""
import subprocess
import unittest

from kith_command import BIN


def loaded(program):
    return subprocess.run(["ldd", BIN / program], check=True, capture_output=True, text=True).stdout


class LoadsTest(unittest.TestCase):
    def test_a_reader_of_tables_goes_without_gdal(self):
        self.assertNotIn("libgdal", loaded("kith-reader"))

    def test_a_reader_of_maps_has_it(self):
        self.assertIn("libgdal", loaded("kith-reader-maps"))


if __name__ == "__main__":
    unittest.main()
