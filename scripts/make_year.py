#!/usr/bin/env python3
"""Makes a coordinator's whole year at Larkmere: promises, introductions, gifts, groups, stories and questions asked again.

    scripts/make_year.py --out FOLDER               60 people and about 900 events, 1 July 2025 to 30 June 2026
    scripts/make_year.py --out FOLDER --people 5    the same place when the notebook has just begun; or 0

Built on data/samples/patch, and made up like it: nobody in it exists. The same seed gives the same bytes. Python 3.11, standard library only.
"""
import csv
import datetime
import pathlib
import shutil
import sys

from invent.stream import Stream
from invent.tables import arguments, settle, table

PATCH = pathlib.Path(__file__).resolve().parent.parent / "data/samples/patch"
FIRST, LAST = datetime.date(2025, 7, 1), datetime.date(2026, 6, 30)
EVENT = "id kind date who other words next due done outcome permission".split()
OBSERVATION = "subject instrument item value date mode asked_by".split()
INTRODUCED_BY = {"themselves": 9, "family": 12, "neighbour": 14, "gp_surgery": 13, "library": 4, "housing_officer": 3, "": 5}
SAID = ["I had not been over the bridge for a year.", "Sundays are long, Tuesdays are full.", "I could show somebody how to prune.", "We laughed about the pigeons.",
        "Ask me again when it is warmer.", "My knees like the flat way round.", "I know everybody at the bus stop."]
STEPS = ["Ring about the choir.", "Bring the seed list.", "Find out about the ramp.", "Ask who has a ladder.", "Look up the times of the bus."]
GAVE = ["Two hours at the repair table.", "A pan of soup.", "Taught three people to knit.", "Drove somebody to the market.", "Read aloud at the library."]
TOLD = ["We were four at the first supper. Now somebody always brings a chair for whoever comes next.", "He came to mend my gate and stayed to talk about boats. On Fridays we sail models.",
        "I had the tools and nobody to use them with. The shed has a kettle now, and so have I a reason to get up.", "She asked what I was good at. Nobody had asked for years.",
        "Our street shuts itself off for one Saturday a month. It began with a table."]
OUTCOMES = {"": 14, "both agreed": 14, "met": 26, "still in touch": 26, "not this time": 10, "They talked about boats for an hour.": 10}
KEYS = {"keys_2010": "authority direction money home support contribution rights_and_duties".split(), "keys_2020": "freedom meaning money home help life love".split(),
        "real_wealth": "resilience strengths connections financial_assets access_to_community".split()}
ITEMS = {"lsns6": ("f1 f2 f3 g1 g2 g3".split(), 0, 5), "ucla3": (list("abc"), 1, 3), "ons_direct": (["d"], 1, 5), "djg6": ("e1 e2 e3 s1 s2 s3".split(), 1, 3)}
WAVES = (datetime.date(2025, 7, 10), datetime.date(2025, 12, 1), datetime.date(2026, 5, 4))


def read(name):
    with open(PATCH / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Year:
    def __init__(self, seed, count):
        self.stream, self.events, self.answers, self.new_ties = Stream(seed, "whole year"), [], [], []
        everybody = read("people.csv")
        self.people = [row for row in everybody if row["role"] == "participant"][:count] + [row for row in everybody if row["role"] != "participant" and count > 0]
        self.walked = [row["id"] for row in self.people if row["role"] == "participant"]
        self.groups = [row["id"] for row in read("assets.csv") if row["form"] == "group"]
        for row in self.people:
            self.introduce_to_us(row)
        if self.walked:
            self.happen(count / 60)
            self.ask()
        self.events.sort(key=lambda row: (row["date"] or "", row["who"], row["kind"]))
        for number, row in enumerate(self.events, 1):
            row["id"] = f"Y{number:04d}"

    def day(self, first=FIRST, last=LAST):
        return first + datetime.timedelta(self.stream.below((last - first).days + 1))

    def introduce_to_us(self, row):
        stream = self.stream
        row["introduced_by"] = stream.weighted(INTRODUCED_BY)
        row["introduced_on"] = "" if stream.chance(0.08) else self.day(FIRST - datetime.timedelta(300)).isoformat()
        row["contact_level"] = stream.weighted({"1": 25, "2": 65, "": 10})
        row["contact_every_weeks"] = stream.weighted({"4": 30, "8": 20, "12": 10, "": 40})
        if row["role"] == "participant" and "aggregate" not in row["permission"] and stream.chance(0.8):
            row["permission"] += ";aggregate"

    def event(self, kind, date, who, other=None, **more):
        row = dict.fromkeys(EVENT)
        row.update(kind=kind, date=date.isoformat() if date else None, who=who, other=other, **more)
        self.events.append(row)

    def happen(self, scale):
        stream, often = self.stream, lambda times: round(times * scale)
        for _ in range(often(470)):
            promised = stream.chance(0.2)
            self.event("conversation", self.day() if stream.chance(0.99) else None, stream.pick(self.walked), stream.pick(self.groups) if stream.chance(0.15) else None,
                       words=stream.pick(SAID), **(self.promise() if promised else {}))
        for _ in range(often(110)):
            self.event("promise", self.day(), stream.pick(self.walked), **self.promise())
        for _ in range(often(150)):
            self.introduction()
        for _ in range(often(120)):
            to = stream.weighted({"person": 50, "group": 40, "": 10})
            self.event("gift", self.day(), stream.pick(self.walked), {"person": stream.pick(self.walked), "group": stream.pick(self.groups), "": None}[to], words=stream.pick(GAVE))
        for _ in range(max(1, often(9))):
            self.event("group_started", self.day(), stream.pick(self.walked), stream.pick(self.groups), words="Six came.")
        for _ in range(often(24)):
            self.event(stream.pick(("loss", "move")), self.day(), stream.pick(self.walked))
        for number in range(max(1, often(15))):
            self.event("story", self.day(), stream.pick(self.walked), words=TOLD[number % len(TOLD)], permission=("", "funder", "funder;public")[number % 3])

    def promise(self):
        made, stream = self.day(), self.stream
        done = made + datetime.timedelta(stream.between(2, 40)) if stream.chance(0.7) else None
        return {"next": stream.pick(STEPS), "due": (made + datetime.timedelta(14)).isoformat(), "done": done.isoformat() if done and done <= LAST else None}

    def introduction(self):
        stream = self.stream
        when, who, outcome = self.day(), stream.pick(self.walked), stream.weighted(OUTCOMES)
        other = stream.pick([p for p in self.walked if p != who] or self.groups) if stream.chance(0.6) else stream.pick(self.groups)
        self.event("introduction", when, who, other if stream.chance(0.96) else None, outcome=outcome)
        if outcome in ("", "both agreed", "not this time") or stream.chance(0.3):
            return
        since, way = when + datetime.timedelta(stream.between(0, 20)), stream.weighted({"tied": 60, "ended": 20, "unknown": 20})
        confirmed = when + datetime.timedelta(stream.between(91, 150)) if way == "tied" else since
        until = (when + datetime.timedelta(stream.between(30, 90))).isoformat() if way == "ended" else ""
        self.new_ties.append({"id": f"TY{len(self.new_ties):03d}", "from": who, "to": other, "kind": "friend" if other.startswith("P") else "member_of", "paid": "no", "met_through": "introduction",
                              "since": since.isoformat(), "until": until, "last_confirmed": confirmed.isoformat()})

    def ask(self):
        """Three waves; some are not met again, some come late, some would rather not say."""
        stream = self.stream
        for who in self.walked:
            sets = [stream.pick(("keys_2010", "keys_2020")), "real_wealth"] + [i for i in ITEMS if stream.chance(0.6)]
            late, gone = stream.chance(0.15), stream.chance(0.18)
            level = {key: stream.between(0, 3) for name in sets if name in KEYS for key in KEYS[name]}
            for number, wave in enumerate(WAVES):
                if (late and number == 0) or (gone and number == 2):
                    continue
                date = (wave + datetime.timedelta(stream.below(25))).isoformat()
                for name in sets:
                    if name in KEYS:
                        for key in KEYS[name]:
                            level[key] = max(0, min(4, level[key] + stream.weighted({-1: 8, 0: 42, 1: 50}) * (number > 0)))
                            self.answer(who, name, key, level[key], date)
                    else:
                        items, low, high = ITEMS[name]
                        for item in items:
                            self.answer(who, name, item, stream.between(low, high), date)

    def answer(self, who, instrument, item, value, date):
        said = self.stream.weighted({"": 95, "declined": 2, "dont_know": 2, "not_asked": 1})
        self.answers.append([who, instrument, item, said or value, date, "in_person", "W001"])


def files(year):
    """What stands in data/samples/patch, of those who are in this year, with the year's own tables."""
    kept = {row["id"] for row in year.people}
    assets = {row["id"] for row in read("assets.csv")}
    ties = [row for row in read("ties.csv") if row["from"] in kept]
    named = [row for row in read("named.csv") if any(row["id"] in (tie["from"], tie["to"]) for tie in ties)]
    known = kept | assets | {row["id"] for row in named}
    ties = [row for row in ties if row["to"] in known]

    def out(name, rows, header=None):
        header = header or list(read(name)[0])
        return table(header, [[row.get(key) for key in header] for row in rows])
    people = list(read("people.csv")[0]) + ["introduced_by", "introduced_on", "contact_level", "contact_every_weeks"]
    recipe = (PATCH / "patch.toml").read_text(encoding="utf-8")
    recipe = recipe.replace('name = "Larkmere (invented)"', 'name = "Larkmere, a year (invented)"')
    recipe = recipe.replace('"lives_alone", "known_since"]', '"lives_alone", "known_since", "introduced_by", "introduced_on", "contact_level", "contact_every_weeks"]')
    recipe = recipe.replace('outcome = "outcome"\n', 'outcome = "outcome"\npermission = "permission"\n')
    return {"patch.toml": recipe, "people.csv": out("people.csv", year.people, people), "named.csv": out("named.csv", named), "ties.csv": out("ties.csv", ties + year.new_ties),
            "named_ties.csv": out("named_ties.csv", [row for row in read("named_ties.csv") if row["from"] in known and row["to"] in known]),
            "never_introduce.csv": out("never_introduce.csv", [row for row in read("never_introduce.csv") if row["a"] in kept and row["b"] in kept]),
            "households.csv": out("households.csv", [row for row in read("households.csv") if any(row["id"] == p["household"] for p in year.people)]),
            "events.csv": table(EVENT, [[row[key] for key in EVENT] for row in year.events]), "observations.csv": table(OBSERVATION, year.answers)}


def main():
    parser = arguments(__doc__.splitlines()[0], None, 2026)
    parser.add_argument("--people", type=int, default=60, help="how many people are walked alongside (default: 60)")
    options = parser.parse_args()
    if not options.out:
        parser.error("say where with --out FOLDER")
    made = files(Year(options.seed, options.people))
    if not options.check:
        pathlib.Path(options.out).mkdir(parents=True, exist_ok=True)
        for name in ("areas.geojson", "census.csv", "lived.geojson", "ground.geojson", "streets.geojson", "assets.csv", "asset_links.csv"):
            shutil.copy(PATCH / name, options.out)
    return settle(made, options.out, options.check)


if __name__ == "__main__":
    sys.exit(main())
