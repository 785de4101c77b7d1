"""Registers that have postcodes and no positions, beside a file of where those are: `kith import --yes`, then `kith check`.

The postcodes are of scripts/make_postcodes.py: invented. What its file says of them is computed here again.
"""
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from kith_command import SOURCE, KithTest

sys.path.insert(0, str(SOURCE / "scripts"))
import make_postcodes

ROWS = 3000  # of the lookup


def written(number):
    return " ".join(make_postcodes.postcode(number))


class Lookups(KithTest):
    def setUp(self):
        self.place = self.folder / self._testMethodName
        self.place.mkdir()
        clubs = "".join(f"Club {i},{written(i).lower()},Mondays\n" for i in range(1, 21))
        (self.place / "sports_clubs.csv").write_text("Name,Post code,Meets\n" + clubs + f"A district,QQ1,\nA newer postcode,{written(ROWS)},\nNone,,\n")

    def imported(self, *files):
        self.run_kith("import", *(self.place / file for file in files), "--yes", "-o", self.place / "p.toml")
        return (self.place / "p.toml").read_text()

    def test_the_register_stands_where_the_lookup_says(self):
        subprocess.run([sys.executable, SOURCE / "scripts/make_postcodes.py", str(ROWS), self.place / "NSPL.csv"], check=True)
        recipe = self.imported("sports_clubs.csv", "NSPL.csv")
        self.assertIn('[[lookups]]\nfile = "NSPL.csv"\nof = "postcode"\nid = "pcds"\nx = "long"\ny = "lat"\n', recipe)
        self.assertIn('postcode = "Post code"', recipe)
        found = self.results_of(self.place / "p.toml", "--audience", "team", out=self.place / "out")
        placed = dict(found.query("SELECT name, placed_by FROM assets WHERE geom IS NOT NULL"))
        somewhere = {i for i in range(1, 21) if make_postcodes.row(i).split(",")[8] == "1"}
        self.assertEqual(somewhere, set(range(1, 21)) - {3, 7}, "3 is known to its sector only, 7 not at all")
        self.assertEqual(placed, {f"Club {i}": "postcode" for i in somewhere})
        self.assertEqual(found.query("SELECT count(*) FROM assets"), [(23,)], "nobody is lost over a postcode")

    def test_without_a_lookup_it_stays_in_the_tray(self):
        recipe = self.imported("sports_clubs.csv")
        self.assertNotIn("postcode =", recipe)
        self.assertIn("unless a lookup of postcodes is among the files", recipe)


if __name__ == "__main__":
    unittest.main()
