"""The bounds of the window (issue 4, "Must show") and what was measured of each: kept, or not."""
import re

OPEN_CITY, OPEN_PATCH, IDLE, PAN, INPUT, PEER, PICK, LINKED = ("bench city opened to the first picture, CPU s", "patch opened to the first picture, wall s", "wake-ups a second while idle",
                                                               "a pan frame prepared at the bench city, CPU ms (p95)", "input to picture, wall ms (p95, the slowest hand)", "times less CPU than QGIS",
                                                               "picking at the bench city, CPU ms", "a selection of 50,000 people followed, CPU ms")
# The most that each may be; the peer's is the least.
BOUNDS = {OPEN_CITY: 6, OPEN_PATCH: 0.5, IDLE: 2, PAN: 1, INPUT: 100, PEER: 5, PICK: 2, LINKED: 30}


def said_by_window_bench(text):
    """Of one place, from what window_bench prints: a figure for each bound that it says something of, and the CPU seconds of a drawing."""
    found = {}
    pan = re.search(r"a pan frame prepared: median [\d.]+ ms CPU, p95 ([\d.]+) ms CPU", text)
    if pan:
        found[PAN] = float(pan[1])
    waits = [float(wait) for wait in re.findall(r"p95 +([\d.]+) ms wall", text)]
    if waits:
        found[INPUT] = max(waits)
    drawn = re.search(r"as the window shows them ([\d.]+) s CPU, a mark for everybody ([\d.]+) s CPU", text)
    return found, tuple(map(float, drawn.groups())) if drawn else None


def said_by_view_bench(text):
    """From what view_bench prints at the bench city: medians."""
    medians = {line[:66].strip(): float(line.split("median")[1].split()[0]) for line in text.splitlines() if "median" in line}
    picks = [medians[what] for what in ("pick under the pointer, the whole place", "pick under the pointer, some streets", "box over everything", "lasso of 200 corners over most of the place") if what in medians]
    follows = [medians[what] for what in ("the session's set changes", "every view's marks follow", "a histogram counts what is selected") if what in medians]
    found = {PICK: max(picks)} if picks else {}
    if len(follows) == 3:
        found[LINKED] = sum(follows)
    return found


class Verdicts:
    """What was measured, the worst of each."""

    def __init__(self):
        self.measured = {}

    def add(self, figures):
        for what, figure in figures.items():
            known = self.measured.get(what, figure)
            self.measured[what] = min(known, figure) if what == PEER else max(known, figure)

    def lines(self):
        """One a bound; what was not measured says so, and is not kept."""
        for what, bound in BOUNDS.items():
            limit = f"at {'least' if what == PEER else 'most'} {bound:g}"
            figure = self.measured.get(what)
            if figure is None:
                yield f"NOT MEASURED  {what} ({limit})"
                continue
            kept = figure >= bound if what == PEER else figure <= bound
            yield f"{'kept' if kept else 'NOT KEPT':12}  {what}: {figure:.3g} ({limit})"
