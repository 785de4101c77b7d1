"""Larkmere: what lies behind the map. A net of streets through the patch, a river, the mere, and green about its parks."""
import math

from .patch_place import FRAME
from .shapes import blob, inside
from .stream import Stream
from .tables import features, line_features

STEP = 0.165                        # kilometres from one street to the next
REACH = 6                           # streets on each side of the middle
FIRST = ("Quern Lantern Feather Rime Ember Orrin Vell Kelp Sallow Jessamy Wick Sill Oak Combe Dapple Acre Thistle Candle Rook Pocket "
         "Mantle Spindle Fallow Hazel Linnet Copper Barley Marram Otter Tansy Weaver Teasel Bellows Saffron Cobbler Heron").split()
SECOND = "Street Street Road Lane Row Close Terrace Rise".split()
THOROUGHFARES = {("row", -1): ("Larkmere Road", "primary"), ("column", -1): ("Feather Road", "tertiary"), ("row", 3): ("Top Road", "tertiary"),
                 ("column", 3): ("Sill Road", "tertiary")}


class Net:
    """Crossings of a crooked grid, where they fall into the patch and not into the mere."""

    def __init__(self, place, stream):
        self.place, self.stream = place, stream
        self.mere = place.areas[5][0][1]
        span = range(-REACH - 1, REACH + 2)
        self.at = {(i, j): self.crossing(i, j) for i in span for j in span}

    def crossing(self, i, j):
        x, y = i * STEP, j * STEP
        return (x + 0.06 * y * y - 0.05 + self.stream.uniform(-0.028, 0.028), y + 0.10 * x * x - 0.04 * x + self.stream.uniform(-0.028, 0.028))

    def here(self, x, y):
        lon, lat = FRAME.lonlat(x, y)
        return self.place.area_of(lon, lat) is not None and not inside(lon, lat, [self.mere])

    def between(self, a, b):
        """A slight bend half way; nothing where it would leave the patch or get wet."""
        (x1, y1), (x2, y2) = self.at[a], self.at[b]
        push = self.stream.uniform(-0.06, 0.06)
        middle = ((x1 + x2) / 2 - (y2 - y1) * push, (y1 + y2) / 2 + (x2 - x1) * push)
        quarters = [((p[0] + middle[0]) / 2, (p[1] + middle[1]) / 2) for p in (self.at[a], self.at[b])]
        dry = all(self.here(*p) for p in [self.at[a], middle, self.at[b], *quarters])
        return [self.at[a], middle, self.at[b]] if dry else None


def names(stream):
    return iter(stream.shuffled([f"{first} {second}" for first in FIRST for second in sorted(set(SECOND)) if stream.chance(0.5)]))


def line(net, way, k, words):
    """One line of the grid as streets: broken where it is not dry, and here and there, where a path may go on instead."""
    stream, rows, run = net.stream, [], []
    name, kind = THOROUGHFARES.get((way, k), (None, "residential"))

    def close():
        if len(run) > 1:
            rows.append([name or next(words), kind if name or len(run) > 3 or stream.chance(0.6) else "service", run.copy()])
        run.clear()

    for i in range(-REACH - 1, REACH + 1):
        a, b = ((i, k), (i + 1, k)) if way == "row" else ((k, i), (k, i + 1))
        bend = net.between(a, b)
        gap = name is None and stream.chance(0.24)
        if bend is None or gap:
            close()
            if bend is not None and stream.chance(0.45):
                rows.append([None, "footway", bend])
            continue
        run.extend(bend if not run else bend[1:])
    close()
    return rows


def streets(place, stream):
    net, rows = Net(place, stream), []
    words = names(stream)
    for way in ("row", "column"):
        for k in range(-REACH, REACH + 1):
            rows += line(net, way, k, words)
    for way, beyond in (("row", 1.2), ("column", 1.2)):    # the two that lead on to somewhere
        name = THOROUGHFARES["row", -1][0] if way == "row" else THOROUGHFARES["column", -1][0]
        mine = [row for row in rows if row[0] == name]
        for row, end, step in ((mine[0], 0, -1), (mine[-1], -1, 1)):
            x, y = row[2][end]
            out = (x + step * beyond, y - 0.03) if way == "row" else (x - 0.03, y + step * beyond)
            row[2].insert(0 if end == 0 else len(row[2]), out)
    round_mere = blob(stream, 0.12, 0.02, 0.15, FRAME, 24)
    rows.append(["Mere Walk", "footway", [FRAME.km(*p) for p in round_mere + round_mere[:1]]])
    turn = stream.uniform(0, 2 * math.pi)
    river = [(0.1 * i, -1.02 + 0.035 * math.sin(0.42 * i + turn) + 0.02 * math.sin(0.9 * i)) for i in range(-22, 23)]
    rows.append(["River Sill", "river", river])
    return rows


def ground(place, assets, stream):
    """Water, and green about parks: between 40 and 90 m from their middle."""
    rows = [({"name": "The Mere", "class": "water"}, [[place.areas[5][0][1]]])]
    for kind in ("park", "woodland", "sport_ground", "allotment"):
        for key in assets.of_kind[kind]:
            x, y = FRAME.km(*assets.at[key][0])
            rows.append(({"name": None, "class": {"sport_ground": "pitch", "allotment": "allotments"}.get(kind, kind)},
                         [[blob(stream, x, y, stream.uniform(0.04, 0.09), FRAME, 16)]]))
    return rows


def street_files(place, assets, seed):
    stream = Stream(seed, "streets")
    lines = [({"name": name, "class": kind}, [FRAME.lonlat(*p) for p in points]) for name, kind, points in streets(place, stream)]
    return {"streets.geojson": line_features("larkmere_streets_invented", lines),
            "ground.geojson": features("larkmere_ground_invented", ground(place, assets, stream))}
