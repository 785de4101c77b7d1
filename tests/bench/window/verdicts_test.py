#!/usr/bin/python3
"""What the bench of the window says of its bounds, from lines as its programs print them."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import verdicts

WINDOW = """drawn by llvmpipe
a pan frame prepared: median 0.030 ms CPU, p95 0.120 ms CPU
120 areas and 557145 points drawn, 1280x800: as the window shows them 0.0500 s CPU, a mark for everybody 0.9000 s CPU
input to picture, 1280x800 (a window):
  zoom by the wheel, 30 a second     median   30.0 ms, p95   61.5 ms wall;  25.1 ms CPU a frame
  pan by a drag, 60 a second         median   30.0 ms, p95  104.5 ms wall;  25.1 ms CPU a frame
"""
VIEW = f"""{"pick under the pointer, the whole place":66} median    0.1800 ms   95 % below    0.2000 ms
{"lasso of 200 corners over most of the place":66} median    0.7000 ms   95 % below    0.9000 ms
{"the session's set changes":66} median    8.5000 ms   95 % below    9.0000 ms
{"every view's marks follow":66} median    8.0000 ms   95 % below    9.0000 ms
{"a histogram counts what is selected":66} median    1.4000 ms   95 % below    2.0000 ms
"""


class SaidByTheBench(unittest.TestCase):
    def test_each_bound_is_kept_or_not(self):
        found, drawn = verdicts.said_by_window_bench(WINDOW)
        self.assertEqual(found, {verdicts.PAN: 0.12, verdicts.INPUT: 104.5})
        self.assertEqual(drawn, (0.05, 0.9))
        every = verdicts.Verdicts()
        every.add(found)
        every.add(verdicts.said_by_view_bench(VIEW))
        every.add({verdicts.PEER: 0.5 / drawn[0], verdicts.OPEN_CITY: 5.9})
        lines = {line[14:].split(":")[0].split(" (at")[0]: line[:12].strip() for line in every.lines()}
        self.assertEqual(len(lines), len(verdicts.BOUNDS))
        self.assertEqual(lines[verdicts.INPUT], "NOT KEPT")
        self.assertEqual(lines[verdicts.OPEN_PATCH], "NOT MEASURED")
        for what in (verdicts.PAN.split(" (")[0], verdicts.PEER, verdicts.OPEN_CITY, verdicts.PICK, verdicts.LINKED):
            self.assertEqual(next(said for name, said in lines.items() if name.startswith(what)), "kept", what)
        self.assertAlmostEqual(every.measured[verdicts.LINKED], 17.9)

    def test_the_worst_of_several_places_counts(self):
        every = verdicts.Verdicts()
        every.add({verdicts.INPUT: 40, verdicts.PEER: 12})
        every.add({verdicts.INPUT: 120, verdicts.PEER: 4})
        every.add({verdicts.INPUT: 60})
        self.assertEqual(every.measured, {verdicts.INPUT: 120, verdicts.PEER: 4})


if __name__ == "__main__":
    unittest.main()
