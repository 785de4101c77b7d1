"""Invented people and ties over given areas: households, nearness, shared groups, friends of friends.

People stand in the order of a Hilbert curve; partners are drawn at an offset along it whose logarithm is even, so that most
are near and a few are far (in the plane this is Kleinberg's small world, Nature 406:845, 2000). A third of friendships join
friends of one friend, and one person in twenty is given hardly any tie.
"""
import math

from .words import INTERESTS, OFFERS, WANTS, several

HOME_SIZES = {1: 30, 2: 34, 3: 15, 4: 14, 5: 5, 6: 2}
AGES = {"0-15": 30, "16-24": 12, "25-34": 13, "35-49": 19, "50-64": 19, "65-74": 11, "75-84": 7, "85+": 2}
ALONE_AGES = {"16-24": 7, "25-34": 15, "35-49": 20, "50-64": 22, "65-74": 15, "75-84": 14, "85+": 7}
# ties a person, beside those within a household
RATES = {"family": 0.34, "friend": 1.30, "neighbour": 0.80, "peer": 0.38, "member_of": 0.44, "attends": 0.24, "volunteers_at": 0.10,
         "uses_service": 0.36, "paid_support": 0.04}
FREQUENCY = {"family": "daily weekly weekly fortnightly monthly few_per_year", "friend": "weekly weekly fortnightly monthly few_per_year",
             "neighbour": "daily weekly weekly monthly", "peer": "weekly fortnightly monthly", "member_of": "weekly fortnightly monthly",
             "attends": "weekly fortnightly monthly", "volunteers_at": "weekly fortnightly", "uses_service": "monthly few_per_year",
             "paid_support": "daily weekly"}
FREQUENCY = {kind: words.split() for kind, words in FREQUENCY.items()}
PERSON = "id x y household age_band lives_alone introduce interests offers wants".split()
TIE = "from to kind closeness frequency direction functions valence since".split()
HELP = "emotional practical information company money personal_care advocacy".split()


def hilbert(x, y, bits=16):
    """Place along a Hilbert curve of a point with coordinates in 0..2^bits-1."""
    key, side = 0, 1 << (bits - 1)
    while side:
        right, up = int(x & side > 0), int(y & side > 0)
        key += side * side * ((3 * right) ^ up)
        if not up:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
        side >>= 1
    return key


class Community:
    """homes: (lon, lat) of households and how many live there; groups and services: (id, lon, lat or None)."""

    def __init__(self, stream, homes, groups, services):
        self.stream, self.people, self.ties, self.pairs = stream, [], [], set()
        homes = self.along_the_curve(homes)
        for number, (lon, lat, size) in enumerate(homes, 1):
            for place in range(size):
                self.people.append(self.person(number, lon, lat, size, place == 0))
        count = len(self.people)
        self.activity = [0.0 if stream.chance(0.05) else math.exp(0.7 * self.normal()) for _ in range(count)]
        self.friends = [[] for _ in range(count)]
        self.households(homes)
        for kind in ("family", "friend", "neighbour"):
            for _ in range(round(RATES[kind] * count)):
                self.between_people(kind)
        self.members = {}
        for kind in ("member_of", "attends", "volunteers_at", "uses_service", "paid_support"):
            ordered = self.by_curve(services if kind in ("uses_service", "paid_support") else groups)
            for _ in range(round(RATES[kind] * count) if ordered else 0):
                self.to_asset(kind, ordered)
        for _ in range(round(RATES["peer"] * count) if self.members else 0):
            self.peers()

    def normal(self):
        """Near enough: the sum of twelve even draws."""
        return sum(self.stream.random() for _ in range(12)) - 6

    def along_the_curve(self, homes):
        self.west, self.south = min(h[0] for h in homes), min(h[1] for h in homes)
        self.scale = 65535 / max(max(h[0] for h in homes) - self.west, max(h[1] for h in homes) - self.south, 1e-9)
        return sorted(homes, key=lambda home: (self.key(home[0], home[1]), home))

    def key(self, lon, lat):
        place = lambda value, low: min(65535, max(0, int((value - low) * self.scale)))
        return hilbert(place(lon, self.west), place(lat, self.south))

    def by_curve(self, assets):
        """Assets with the place along the curve, as a share of it; one without coordinates stands anywhere."""
        where = {p["key"]: i for i, p in enumerate(self.people)}
        keys = sorted(where)
        out = []
        for key, lon, lat in assets:
            if lon is None:
                out.append((self.stream.random(), key))
            else:
                at, low, high = self.key(lon, lat), 0, len(keys)
                while low < high:
                    middle = (low + high) // 2
                    low, high = (middle + 1, high) if keys[middle] < at else (low, middle)
                out.append((where[keys[min(low, len(keys) - 1)]] / len(self.people), key))
        return [key for _, key in sorted(out)]

    def person(self, number, lon, lat, size, first):
        """The first of a household is grown up."""
        stream = self.stream
        age = stream.weighted(ALONE_AGES if size == 1 or first else AGES)
        child = age == "0-15"
        return {"id": f"P{len(self.people) + 1:05d}", "x": f"{lon:.5f}", "y": f"{lat:.5f}", "household": f"H{number:05d}", "age_band": age,
                "lives_alone": "yes" if size == 1 else "no", "introduce": stream.weighted({"yes": 60, "no": 12, "not_asked": 28}),
                "interests": several(stream, INTERESTS, 1, 3) if stream.chance(0.9) else None,
                "offers": several(stream, OFFERS, 1, 2) if not child and stream.chance(0.6) else None,
                "wants": several(stream, WANTS, 1, 1) if not child and stream.chance(0.35) else None, "key": self.key(lon, lat)}

    def households(self, homes):
        at = 0
        for _, _, size in homes:
            for i in range(at, at + size):
                for j in range(i + 1, at + size):
                    self.tie(i, j, "family", closeness=self.stream.between(3, 5), frequency="daily")
            at += size

    def offset(self, count):
        reach = int(math.exp(self.stream.random() * math.log(max(count - 1, 2))))
        return reach if self.stream.chance(0.5) else -reach

    def partner(self, i):
        """The more active of two drawn near by."""
        count = len(self.people)
        drawn = [min(count - 1, max(0, i + self.offset(count))) for _ in range(2)]
        return max(drawn, key=lambda j: self.activity[j])

    def somebody(self):
        """The more active of two; somebody with hardly any tie is not drawn again."""
        return max((self.stream.below(len(self.people)) for _ in range(2)), key=lambda i: self.activity[i])

    def between_people(self, kind):
        for _ in range(6):
            i = self.somebody()
            near = self.friends[i]
            if kind == "friend" and near and self.stream.chance(0.33):
                j = self.stream.pick(self.friends[self.stream.pick(near)] or [i])
            else:
                j = self.partner(i) if kind != "neighbour" else min(len(self.people) - 1, max(0, i + self.offset(40)))
            if self.activity[i] and self.activity[j] and self.tie(i, j, kind):
                return

    def peers(self):
        group = self.stream.pick(list(self.members))
        if len(self.members[group]) > 1:
            self.tie(*self.stream.some(self.members[group], 2), "peer")

    def to_asset(self, kind, ordered):
        i = self.somebody()
        at = int(i / len(self.people) * len(ordered)) + self.offset(min(len(ordered), 30)) // 2
        asset = ordered[min(len(ordered) - 1, max(0, at))]
        if self.activity[i] and (i, asset, kind) not in self.pairs:
            self.pairs.add((i, asset, kind))
            if kind in ("member_of", "attends"):
                self.members.setdefault(asset, []).append(i)
            row = self.row(self.people[i]["id"], asset, kind)
            row["direction"] = {"volunteers_at": "gives", "uses_service": "receives", "paid_support": "receives"}.get(kind)

    def tie(self, i, j, kind, **more):
        """One tie of a kind between two people; False where they are one, or have it."""
        if i == j or (min(i, j), max(i, j), kind) in self.pairs:
            return False
        self.pairs.add((min(i, j), max(i, j), kind))
        self.friends[i].append(j)
        self.friends[j].append(i)
        row = self.row(self.people[i]["id"], self.people[j]["id"], kind, **more)
        stream = self.stream
        row["direction"] = stream.weighted({"mutual": 50, "gives": 15, "receives": 15, "": 20}) or None
        row["valence"] = stream.weighted({"good": 92, "mixed": 6, "difficult": 2})
        if kind in ("family", "friend") or stream.chance(0.25):
            row["functions"] = ";".join(stream.some(HELP, stream.between(0, 2))) or None
        return True

    def row(self, a, b, kind, closeness=None, frequency=None):
        stream = self.stream
        if closeness is None and kind in ("family", "friend", "neighbour", "peer"):
            closeness = stream.between(1 if kind in ("neighbour", "peer") else 2, 3 if kind in ("neighbour", "peer") else 5)
        row = dict.fromkeys(TIE)
        row.update({"from": a, "to": b, "kind": kind, "closeness": closeness, "frequency": frequency or stream.pick(FREQUENCY[kind]),
                    "since": stream.between(1985, 2025) if stream.chance(0.7) else None})
        self.ties.append(row)
        return row


def home_sizes(stream, people):
    """Sizes of households that add up to this many people."""
    sizes = []
    while people > 0:
        sizes.append(min(people, stream.weighted(HOME_SIZES)))
        people -= sizes[-1]
    return sizes
