"""Larkmere: a year in the notebook, and the questionnaires that some people were happy to fill in."""
from .patch_people import day_of_year
from .stream import Stream
from .tables import table

LAST_DAY = "2026-06-30"
EVENT = "id kind date who other words next due done outcome".split()
OBSERVATION = "subject instrument item value date mode asked_by".split()
WORDS = {
    "conversation": ["I used to keep an allotment, you know.", "The stairs are fine, it is the evenings that are long.",
                     "My neighbour always waves.",
                     "I would teach somebody to knit if they asked.", "Come back on a Tuesday, I am always in.", "It was good to be asked.",
                     "I know everybody at the bus stop by now.", "Sundays I cook for two out of habit.",
                     "I could do with a hand with the form.", "We talked for an hour about pigeons.", "I like it quiet, really.",
                     "I have not been to the hall since it was painted."],
    "introduction": ["They both keep budgerigars.", "Walked over together and stayed for tea.", "Said hello at the market first.",
                     "Met at the library table."],
    "loss": ["It was peaceful.", "They moved to be near their daughter.", "We had coffee every Friday."],
    "move": ["The new flat has a balcony."],
    "group_started": ["Six came, and four want to come again.", "Somebody brought a second teapot.", "We will try Wednesdays."],
}
PROMISES = ["Ask the choir when they start again.", "Bring the leaflet about the tool library.", "Find out whether the hall has a ramp.",
            "Call about the lift on Thursday.", "Pass on the cake recipe.", "Ask who looks after the community garden."]
OUTCOMES = ["came along", "went well", "not this time", "will go again", None, None]


class Year:
    def __init__(self, people, named, assets, ties, seed):
        self.people, self.named, self.assets, self.ties = people, named, assets, ties
        self.stream, self.events = Stream(seed, "year"), []
        self.talks()
        self.introductions()
        for ego, alter, until in ties.lost:
            self.event("loss", until, ego, alter)
        for ego in people.of("moved"):
            self.event("move", "2026-02-11", ego, None)
        self.event("move", "2025-11-03", people.of("connected")[0], None)
        for kind in ("community_circle", "walking_group", "mens_shed"):
            self.event("group_started", day_of_year(self.stream), self.stream.pick(people.of("connected")), assets.of_kind[kind][0])
        self.events.sort(key=lambda row: (row["date"], row["who"]))
        for number, row in enumerate(self.events, 1):
            row["id"] = f"E{number:03d}"
        self.observations = self.answers()

    def event(self, kind, date, who, other, **more):
        row = dict.fromkeys(EVENT)
        row.update(kind=kind, date=date, who=who, other=other, words=self.stream.pick(WORDS.get(kind) or WORDS["conversation"]), **more)
        self.events.append(row)

    def talks(self):
        stream, assets = self.stream, self.assets
        halls = assets.of_kind["cafe"] + assets.of_kind["library"] + assets.of_kind["community_centre"]
        for row in self.people.rows:
            way = self.people.way[row["id"]]
            if row["role"] != "participant" or way == "asked_us_to_stop":
                continue
            for _ in range(stream.between(1, 2) if way == "not_asked" else stream.between(2, 5)):
                self.event("conversation", day_of_year(stream), row["id"], stream.pick(halls) if stream.chance(0.3) else None)
            if stream.chance(0.65):
                date = day_of_year(stream)
                due, done = self.after(date, 21), self.after(date, stream.between(3, 24))
                if stream.chance(0.3) or done > LAST_DAY:
                    done = None
                self.event("promise", date, row["id"], None, next=stream.pick(PROMISES), due=due, done=done)

    def after(self, date, days):
        """Some days later, kept simple: months of 28 days, which is near enough."""
        year, number, day = (int(part) for part in date.split("-"))
        day += days
        while day > 28:
            day, number = day - 28, number + 1
        year, number = (year + 1, number - 12) if number > 12 else (year, number)
        return f"{year}-{number:02d}-{day:02d}"

    def introductions(self):
        for a, b, when in self.ties.met:
            self.event("introduction", when, a, b, outcome=self.stream.pick(OUTCOMES))
        for ego in self.stream.some(self.people.of("connected", "partly", "recent_loss"), 10):
            open_to_all = [i for kind in ("community_circle", "gardening_club", "craft_group") for i in self.assets.of_kind[kind]]
            group = self.stream.pick(open_to_all)
            self.event("introduction", day_of_year(self.stream), ego, group, outcome=self.stream.pick(OUTCOMES))

    def answers(self):
        """Answers as integers, with what was declined, not known or not asked; some people twice."""
        stream, rows = self.stream, []
        some = [row["id"] for row in self.people.rows if row["asked_on"] and self.people.way[row["id"]] != "partly"]
        some += stream.some(self.people.of("partly"), 3)
        for key in some:
            way = self.people.way[key]
            fewer = way in ("all_paid", "household_only", "many_services", "one_supporter", "far_family")
            waves = [day_of_year(stream, 6)] + (["2025-08-14"] if stream.chance(0.3) else [])
            for date in waves:
                lsns = {f"{part}{n}": stream.between(0, 2) if fewer else stream.between(1, 5) for part in "fg" for n in (1, 2, 3)}
                self.ask(rows, key, "lsns6", lsns, date)
                if stream.chance(0.8):
                    lonely = stream.between(1, 3) if fewer else stream.between(1, 2)
                    self.ask(rows, key, "ucla3", {item: max(1, min(3, lonely + stream.between(-1, 1))) for item in "abc"}, date)
                    self.ask(rows, key, "ons_direct", {"d": stream.between(2, 5) if lonely == 3 else stream.between(1, 4)}, date)
                if stream.chance(0.6):
                    self.ask(rows, key, "djg6", {f"{part}{n}": stream.between(1, 3) for part in "es" for n in (1, 2, 3)}, date)
        return rows

    def ask(self, rows, key, instrument, answers, date):
        mode, by = self.stream.pick(("in_person", "in_person", "paper", "phone")), "W001"
        broken_off = self.stream.chance(0.06)
        for number, (item, value) in enumerate(answers.items()):
            word = self.stream.weighted({"": 94, "declined": 3, "dont_know": 3})
            if broken_off and number >= len(answers) // 2:
                word = "not_asked"
            rows.append([key, instrument, item, word or value, date, mode, by])

    def files(self):
        return {"events.csv": table(EVENT, [[row[h] for h in EVENT] for row in self.events]),
                "observations.csv": table(OBSERVATION, self.observations)}
