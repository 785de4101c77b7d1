"""Larkmere: sixty people whom a coordinator walks alongside, those whom they named, and what was asked of whom."""
from .patch_place import FRAME
from .stream import Stream
from .tables import table
from .words import INTERESTS, OFFERS, WANTS, full_names, several

FACETS = "household family friends neighbours groups paid help alter_ties".split()
PERSON = ("id name role state x y area household age_band introduce own_view own_view_until permission interests offers wants lives_alone "
          "known_since").split() + [f"asked_{f}" for f in FACETS] + ["asked_on"]
ALTER = "id label role x y area household".split()
TIE = "id from to kind closeness frequency paid functions direction valence reported_by met_through since until last_confirmed".split()
KIN = ["child", "parent", "sibling", "other_kin"]
KIN_LABEL = {"child": "parent", "parent": "daughter or son", "sibling": "sister or brother", "other_kin": "cousin", "partner": "partner"}
HELP = "emotional practical information company money personal_care advocacy".split()

# How somebody's life is drawn: how many such lives, how many of each are named (low-high), who helps (many, one, workers or
# nobody), which way help goes, and whether everybody unpaid lives some kilometres away.
WAYS_TABLE = """
way               count  home  kin   friends  neighbours  peers  workers  groups  services  help     goes      far
connected         16     0-1   2-3   3-4      1-3         0-1    0-1      2-4     0-1       many     both      no
one_supporter     5      1-1   0-1   1-2      1-2         0-0    0-0      0-1     1-1       one      receives  no
all_paid          3      0-0   0-0   0-0      0-0         0-0    3-4      0-0     3-3       workers  receives  no
household_only    4      2-3   0-0   0-0      0-0         0-0    0-1      0-0     1-1       many     both      no
far_family        4      0-0   3-4   2-3      0-0         0-0    0-1      1-2     0-1       many     both      yes
no_groups         4      0-1   1-2   2-3      1-2         0-0    0-1      0-0     0-1       many     both      no
receives_only     4      0-1   1-2   1-2      1-1         0-0    1-2      1-1     1-2       many     receives  no
recent_loss       3      0-0   3-3   3-3      1-1         0-0    0-1      1-2     0-1       many     both      no
many_services     3      0-0   0-0   0-1      0-0         0-0    2-3      0-0     3-4       workers  receives  no
partly            6      0-1   1-2   1-2      1-2         0-1    0-1      0-2     0-1       many     both      no
not_asked         5      0-0   0-1   0-0      0-1         0-0    0-0      0-1     0-0       nobody   both      no
asked_us_to_stop  1      0-0   1-1   1-1      1-1         0-0    0-0      1-1     0-0       many     both      no
moved             1      0-0   1-1   2-2      0-0         0-0    0-0      1-1     0-0       many     both      no
under_18          1      2-2   0-0   1-1      0-0         0-0    0-0      1-1     0-0       nobody   both      no
"""


def _ways():
    header, *rows = (line.split() for line in WAYS_TABLE.strip().splitlines())
    ways = {}
    for row in rows:
        plan = {name: tuple(int(n) for n in word.split("-")) if "-" in word else word for name, word in zip(header, row)}
        ways[row[0]] = {**plan, "count": int(plan["count"])}
    return ways


WAYS = _ways()
AGES = {"18-24": 6, "25-34": 9, "35-49": 18, "50-64": 22, "65-74": 20, "75-84": 18, "85+": 7}
PERMISSIONS = {"": 20, ";aggregate": 25, ";suggest_introduction": 15, ";suggest_introduction;aggregate": 30,
               ";suggest_introduction;aggregate;show_map": 10}
PAID_HELP = ["practical", "personal_care", "information", "advocacy"]
OPEN = ("connected", "partly", "no_groups", "receives_only", "recent_loss", "one_supporter")  # who may be tied to other participants


def month(stream, first, last):
    return f"{stream.between(first, last)}-{stream.between(1, 12):02d}"


def day_of_year(stream, months=12):
    """A day of the twelve months up to 2026-06-30, counted from the end."""
    back = stream.below(months)
    year, number = (2026, 6 - back) if back < 6 else (2025, 18 - back)
    return f"{year}-{number:02d}-{stream.between(1, 28):02d}"


class People:
    def __init__(self, place, seed):
        self.place, self.stream = place, Stream(seed, "people")
        self.rows, self.way, self.at, self.home = [], {}, {}, {}
        ways = [way for way, plan in WAYS.items() for _ in range(plan["count"])]
        names = full_names(self.stream, len(ways))
        for number, (way, name) in enumerate(zip(self.stream.shuffled(ways), names), 1):
            self.person(f"P{number:03d}", name, way)
        for number in (1, 2):
            self.person(f"K{number:03d}", full_names(self.stream, 1)[0], "connector")
        self.person("W001", "Coordinator", "worker")
        self.shared_homes()
        self.no_place()

    def of(self, *ways):
        return [row["id"] for row in self.rows if self.way[row["id"]] in ways]

    def person(self, key, name, way):
        stream = self.stream
        area = stream.below(12)
        at = self.place.point(stream, area)
        age = "13-17" if way == "under_18" else stream.weighted(AGES)
        row = dict.fromkeys(PERSON)
        row.update(id=key, name=name, role=way if way in ("connector", "worker") else "participant", x=f"{at[0]:.6f}", y=f"{at[1]:.6f}",
                   state=way if way in ("moved", "asked_us_to_stop") else "living_here", household=f"H{len(self.rows) + 1:03d}",
                   age_band=age, known_since=month(stream, 2022, 2025))
        row["introduce"] = "yes" if way == "connector" else stream.weighted({"yes": 62, "no": 12, "not_asked": 26})
        row["own_view"] = stream.weighted({"wants_more": 38, "happy_as_is": 17, "not_asked": 45})
        if way == "all_paid" and row["own_view"] == "happy_as_is":
            row["own_view"] = "wants_more"          # few are drawn so, and a happy person's reasons are closed
        if row["own_view"] == "happy_as_is":
            row["own_view_until"] = stream.pick(("2026-12-31", "2027-03-31", "2026-02-28"))     # the last has passed
        row["permission"] = "hold;show_worker" + stream.weighted(PERMISSIONS)
        if way != "not_asked" or stream.chance(0.5):
            row["interests"] = several(stream, INTERESTS, 1, 4)
            row["offers"] = several(stream, OFFERS, 1, 3) if stream.chance(0.8) else None
            row["wants"] = several(stream, WANTS, 1, 2) if stream.chance(0.7) else None
        self.rows.append(row)
        self.way[key], self.at[key], self.home[key] = way, (at, area), row["household"]
        self.asked(row, way)

    def asked(self, row, way):
        """Unevenly: the reasons that a notebook can support need their facets, and nobody asks everybody everything."""
        stream = self.stream
        if way in ("not_asked", "worker", "connector", "asked_us_to_stop", "moved", "under_18"):
            for facet in FACETS:
                row[f"asked_{facet}"] = "not_asked"
            return
        turn = len(self.of("partly"))       # so that each facet is asked wholly, partly and not at all by somebody
        for place, facet in enumerate(FACETS):
            word = "complete" if way != "partly" else ("complete", "partly", "not_asked")[(turn + place) % 3]
            if facet == "alter_ties":
                word = stream.weighted({"complete": 45, "partly": 20, "not_asked": 35})
            elif way == "connected" and facet in ("neighbours", "help") and stream.chance(0.2):
                word = "partly"
            row[f"asked_{facet}"] = word
        row["asked_on"] = day_of_year(stream)

    def shared_homes(self):
        """Three pairs of participants live together."""
        some = self.stream.some(self.of("connected", "partly"), 6)
        for a, b in zip(some[::2], some[1::2]):
            row, other = self.row(b), self.row(a)
            row.update(x=other["x"], y=other["y"], household=other["household"])
            self.at[b], self.home[b] = self.at[a], self.home[a]

    def no_place(self):
        """Two are known by area only, one by no place at all."""
        for number, key in enumerate(self.stream.some(self.of("not_asked"), 3)):
            row = self.row(key)
            row.update(x=None, y=None, area=self.place.codes[self.at[key][1]] if number < 2 else None)

    def row(self, key):
        return next(row for row in self.rows if row["id"] == key)


class Named:
    """Those whom somebody named: a label, a rough place or an area or none; never a name."""

    def __init__(self, people, seed):
        self.people, self.place, self.stream = people, people.place, Stream(seed, "named")
        self.rows, self.ties, self.of_ego, self.where, self.letters = [], [], {}, {}, {}
        for row in people.rows:
            if row["role"] == "participant":
                self.around(row["id"])

    def label(self, ego, word):
        self.letters[ego, word] = self.letters.get((ego, word), 0) + 1
        return f"{word} {chr(64 + self.letters[ego, word])}"

    def alter(self, ego, word, near):
        """near: home, street, patch, town, or nowhere (nobody asked where)."""
        stream, people = self.stream, self.people
        row = dict.fromkeys(ALTER)
        row.update(id=f"N{len(self.rows) + 1:03d}", label=self.label(ego, word))
        row["role"] = "worker" if "worker" in word or "assistant" in word else "alter"
        at, area = people.at[ego]
        if near == "home":
            row["household"] = people.home[ego]
            row.update(x=f"{at[0]:.3f}", y=f"{at[1]:.3f}")
        elif near in ("street", "patch"):
            at, area = self.place.near(stream, at, 150) if near == "street" else self.place.near(stream, at, 1200)
            if stream.chance(0.35):
                row["area"] = self.place.codes[area]                       # only the area was said
            else:
                row.update(x=f"{at[0]:.3f}", y=f"{at[1]:.3f}")             # rough: about a hundred metres
        elif near == "town":
            x, y = FRAME.km(*at)
            x, y = x + stream.uniform(5, 12) * stream.pick((-1, 1)), y + stream.uniform(3, 9) * stream.pick((-1, 1))
            lon, lat = FRAME.lonlat(x, y)
            row.update(x=f"{lon:.3f}", y=f"{lat:.3f}")
        self.rows.append(row)
        self.of_ego.setdefault(ego, []).append(row["id"])
        self.where[row["id"]] = near
        return row["id"]

    def tie(self, a, b, kind, closeness, frequency, **more):
        row = dict.fromkeys(TIE)
        row.update({"id": f"T{len(self.ties) + 1:04d}", "from": a, "to": b, "kind": kind, "closeness": closeness, "frequency": frequency,
                    "reported_by": "from", "last_confirmed": None, **more})
        self.ties.append(row)
        return row

    def around(self, ego):
        stream, way = self.stream, WAYS[self.people.way[ego]]
        far = way["far"] == "yes"
        for _ in range(stream.between(*way["home"])):
            self.named(ego, stream.pick(("partner", "parent", "sibling", "child")), "home", (4, 5), ("daily",))
        for _ in range(stream.between(*way["kin"])):
            near = "town" if far else stream.weighted({"street": 10, "patch": 30, "town": 40, "nowhere": 20})
            self.named(ego, stream.pick(KIN), near, (2, 5), ("weekly", "fortnightly", "monthly", "few_per_year"))
        for _ in range(stream.between(*way["friends"])):
            near = "town" if far else stream.weighted({"street": 20, "patch": 45, "town": 15, "nowhere": 20})
            self.named(ego, "friend", near, (2, 5), ("weekly", "fortnightly", "monthly", "few_per_year", None))
        for _ in range(stream.between(*way["neighbours"])):
            self.named(ego, "neighbour", "street", (1, 4), ("daily", "weekly", "weekly", "monthly", None))
        for _ in range(stream.between(*way["peers"])):
            self.named(ego, "peer", "patch", (1, 3), ("weekly", "fortnightly"))
        for _ in range(stream.between(*way["workers"])):
            self.worker(ego)

    def named(self, ego, kind, near, closeness, often):
        stream = self.stream
        alter = self.alter(ego, KIN_LABEL.get(kind, kind), near)
        grown = {"13-17": 2020, "18-24": 2014, "25-34": 2006, "35-49": 1994, "50-64": 1980}.get(self.people.row(ego)["age_band"], 1968)
        since = str(stream.between(grown, 2024)) if kind != "neighbour" else month(stream, max(2008, grown), 2025)
        self.tie(ego, alter, kind, stream.between(*closeness), stream.pick(often), since=since if stream.chance(0.7) else None,
                 valence=stream.weighted({"good": 62, "mixed": 14, "difficult": 5, "unknown": 19}),
                 met_through=stream.weighted({"": 55, "family": 5, "neighbour": 15, "group": 15, "place": 10}) or None,
                 last_confirmed=stream.weighted({"recent": 60, "old": 15, "": 25}))

    def worker(self, ego):
        stream = self.stream
        assistant = stream.chance(0.35)
        alter = self.alter(ego, "personal assistant" if assistant else "support worker", "nowhere")
        kind = "personal_assistant_of" if assistant else "supports_as_worker"
        self.tie(alter, ego, kind, stream.between(1, 4), stream.pick(("daily", "weekly", "monthly")),
                 paid="yes", direction="gives", functions=";".join(stream.some(PAID_HELP, stream.between(1, 2))),
                 reported_by="to", valence="good", since=month(stream, 2023, 2025), last_confirmed="recent")


def people_files(people, named):
    homes = {}
    shared = {named.people.home[ego] for ego, alters in named.of_ego.items() if any(named.where[a] == "home" for a in alters)}
    for row in people.rows:
        if row["asked_household"] == "complete":
            together = row["household"] in shared or sum(other["household"] == row["household"] for other in people.rows) > 1
            row["lives_alone"] = "no" if together else "yes"
        known = row["x"] or row["area"]
        homes.setdefault(row["household"], [row["household"], people.place.codes[people.at[row["id"]][1]] if known else None])
    return {"people.csv": table(PERSON, [[row[h] for h in PERSON] for row in people.rows]),
            "named.csv": table(ALTER, [[row[h] for h in ALTER] for row in named.rows]),
            "households.csv": table(["id", "area"], sorted(homes.values()))}
