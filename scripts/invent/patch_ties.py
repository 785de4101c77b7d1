"""Larkmere: who helps whom, ties between participants, memberships, services, ties among those named, and pairs to leave apart."""
from .patch_assets import GROUPS
from .patch_people import HELP, OPEN, TIE, WAYS, day_of_year, month
from .stream import Stream
from .tables import table

ALTER_TIE = "from to kind closeness reported_by".split()


class Ties:
    def __init__(self, people, named, assets, seed):
        self.people, self.named, self.assets, self.place = people, named, assets, people.place
        self.stream, self.tied, self.never, self.lost, self.met = Stream(seed, "ties"), {}, [], [], []
        self.by_ego = {}
        for row in named.ties:
            ego = row["from"] if row["from"][0] == "P" else row["to"]
            self.by_ego.setdefault(ego, []).append(row)
        for row in people.rows:
            if row["role"] == "participant":
                self.help(row["id"])
        self.losses()
        self.among_participants()
        self.shared_alters()
        for row in people.rows:
            if row["role"] == "participant":
                self.groups_and_services(row["id"])
        self.odd_ones()
        self.alter_ties = self.among_the_named()
        self.leave_apart()
        self.dates()

    def help(self, ego):
        """Which help comes from whom: from many, from one, from workers only, or nobody asked."""
        stream, way = self.stream, WAYS[self.people.way[ego]]
        unpaid = [row for row in self.by_ego.get(ego, []) if row["paid"] is None]
        receives = way["goes"] == "receives"
        for row in unpaid:
            row["direction"] = "receives" if receives else stream.weighted({"receives": 28, "gives": 18, "mutual": 34, "": 20}) or None
        if way["help"] == "one":
            unpaid[0]["functions"] = ";".join(stream.some(HELP[:5], 4))
        elif way["help"] == "many":
            given = {}
            for function in stream.some(HELP, stream.between(4, 6)):
                for row in stream.some(unpaid, stream.between(1, 3)):
                    given.setdefault(row["id"], []).append(function)
            for row in unpaid:
                row["functions"] = ";".join(sorted(given.get(row["id"], []))) or None

    def losses(self):
        """Close ties that ended within the year."""
        for ego in self.people.of("recent_loss"):
            close = [row for row in self.by_ego[ego] if row["paid"] is None][:2]
            for row in close:
                row.update(closeness=5, until=day_of_year(self.stream), valence="good")
                self.lost.append((ego, row["to"], row["until"]))
        for ego in self.stream.some(self.people.of("connected"), 3):
            row = self.by_ego[ego][0]
            row["until"] = f"{self.stream.between(2019, 2023)}"

    def pair(self, a, b, kind, **more):
        row = self.named.tie(a, b, kind, more.pop("closeness", self.stream.between(2, 4)),
                             more.pop("frequency", self.stream.pick(("weekly", "fortnightly", "monthly", "few_per_year"))), **more)
        self.tied.setdefault(a, set()).add(b)
        self.tied.setdefault(b, set()).add(a)
        return row

    def distance(self, a, b):
        return self.place.metres(self.people.at[a][0], self.people.at[b][0])

    def among_participants(self):
        stream, people = self.stream, self.people
        open_to = [i for i in people.of(*OPEN) if people.row(i)["x"] and people.way[i] != "receives_only"]
        for a in open_to:
            near = sorted((b for b in open_to if b != a and b not in self.tied.get(a, ())), key=lambda b: self.distance(a, b))
            for b in stream.some(near[:6], 1 if people.way[a] != "connected" else stream.between(1, 2)):
                kind = "sibling" if people.home[a] == people.home[b] else stream.weighted({"neighbour": 45, "friend": 35, "peer": 20})
                self.pair(a, b, kind, since=month(stream, 2012, 2024), valence=stream.weighted({"good": 65, "mixed": 12, "unknown": 23}),
                          reported_by=stream.weighted({"from": 40, "both": 45, "to": 15}), last_confirmed="recent",
                          direction=stream.weighted({"mutual": 50, "": 50}) or None)
        for a, b in self.alike([i for i in open_to if people.row(i)["introduce"] == "yes"])[:8]:
            when = day_of_year(stream, 9)
            self.pair(a, b, "friend", since=when, met_through="introduction", valence="good", reported_by="both", last_confirmed="recent",
                      frequency="monthly")
            self.met.append((a, b, when))
        for connector in people.of("connector"):
            for other in stream.some(open_to, 8):
                self.pair(connector, other, "acquaintance", closeness=2, since=month(stream, 2020, 2025), valence="good",
                          reported_by="from", last_confirmed="recent")

    def alike(self, some):
        """Pairs with a shared interest who live near and have no tie, nearest first."""
        likes = {i: set((self.people.row(i)["interests"] or "").split(";")) - {""} for i in some}
        pairs = [(self.distance(a, b), a, b) for a in some for b in some
                 if a < b and likes[a] & likes[b] and b not in self.tied.get(a, ()) and self.people.home[a] != self.people.home[b]]
        chosen, busy = [], set()
        for _, a, b in sorted(pairs):
            if a not in busy and b not in busy:
                chosen.append((a, b))
                busy |= {a, b}
        return chosen

    def shared_alters(self):
        """Somebody named by two people, whom the coordinator knows to be the same: perhaps these two know each other."""
        stream, people = self.stream, self.people
        for ego in stream.some(people.of("connected", "no_groups"), 12):
            others = sorted((i for i in people.of("connected") if i != ego), key=lambda i: self.distance(ego, i))[:4]
            for other in others[:2]:
                alter = stream.pick([a for a in self.named.of_ego[other] if self.named.where[a] in ("street", "patch")] or [None])
                if alter:
                    row = self.named.tie(ego, alter, "acquaintance", stream.between(1, 3), stream.pick(("weekly", "monthly", None)),
                                         last_confirmed="recent")
                    self.by_ego[ego].append(row)

    def groups_and_services(self, ego):
        stream, assets, way = self.stream, self.assets, WAYS[self.people.way[ego]]
        groups = [i for kind in GROUPS for i in assets.of_kind[kind] if kind != "congregation" or stream.chance(0.4)]
        near = sorted(groups, key=lambda i: self.place.metres(self.people.at[ego][0], assets.at[i][0]))[:12]
        for group in stream.some(near, stream.between(*way["groups"])):
            kind = stream.weighted({"member_of": 40, "attends": 38, "volunteers_at": 16, "leads": 6})
            self.to_asset(ego, group, kind, frequency=stream.pick(("weekly", "weekly", "fortnightly", "monthly")))
        kinds = "gp_surgery advice_centre library housing_association care_provider mental_health_service council_office".split()
        for kind in stream.some(kinds, stream.between(*way["services"])):
            self.to_asset(ego, stream.pick(assets.of_kind[kind]), "uses_service", frequency=stream.pick(("monthly", "few_per_year")))

    def to_asset(self, ego, asset, kind, **more):
        stream = self.stream
        return self.named.tie(ego, asset, kind, None, more.pop("frequency", "monthly"),
                              since=month(stream, 2015, 2025) if stream.chance(0.6) else None,
                              last_confirmed=stream.weighted({"recent": 65, "old": 15, "": 20}), **more)

    def odd_ones(self):
        """What every real file has somewhere: support by an organisation, a past stay, a job, an unspoken group."""
        assets, people, stream = self.assets, self.people, self.stream
        for ego in people.of("all_paid"):
            self.to_asset(ego, stream.pick(assets.of_kind["care_provider"]), "paid_support", frequency="daily")
        self.to_asset(people.of("no_groups")[0], assets.of_kind["refuge_or_shelter"][0], "uses_service", until="2024-03")
        self.to_asset(people.of("receives_only")[0], assets.of_kind["mental_health_group"][0], "attends", frequency="weekly")
        for ego in stream.some(people.of("connected"), 3):
            self.to_asset(ego, stream.pick(assets.of_kind["shop"]), "works_at", frequency="daily")
        for ego in stream.some(people.of("connected"), 2):
            self.to_asset(ego, stream.pick(assets.of_kind["voluntary_org"]), "trustee", frequency="monthly")

    def among_the_named(self):
        """Ties among those whom one person named, as that person sees them; only where it was asked."""
        stream, named, rows = self.stream, self.named, []
        for ego, alters in named.of_ego.items():
            word = self.people.row(ego)["asked_alter_ties"]
            if word == "not_asked":
                continue
            kind_of = {(row["to"] if row["from"] == ego else row["from"]): row["kind"] for row in self.by_ego[ego]}
            for i, a in enumerate(alters):
                for b in alters[i + 1:]:
                    kin = all(kind_of[x] in ("partner", "parent", "child", "sibling", "other_kin") for x in (a, b))
                    share = 0.85 if kin else 0.45 if kind_of[a] == kind_of[b] else 0.15
                    if stream.chance(share * (0.5 if word == "partly" else 1)):
                        closeness = stream.between(2, 5) if kin else stream.between(1, 3)
                        rows.append([a, b, "family" if kin else "acquaintance", closeness, "record"])
        return rows

    def leave_apart(self):
        """Alike and near, and not to be introduced: three pairs because it is hard between them, four that nobody explains."""
        willing = [row["id"] for row in self.people.rows if row["introduce"] == "yes" and row["role"] == "participant" and row["x"]
                   and self.people.way[row["id"]] not in ("moved", "asked_us_to_stop", "under_18", "receives_only")]
        hard = self.alike([i for i in willing if self.people.way[i] in OPEN])[:3]
        for a, b in hard:
            self.pair(a, b, "neighbour", closeness=1, valence="difficult", reported_by="from", last_confirmed="recent")
        self.never = [list(p) for p in self.alike(willing)[:4]]

    def dates(self):
        """When each tie was last spoken of: within the year, two to four years ago, or nobody wrote it down."""
        for row in self.named.ties:
            if row["last_confirmed"] == "recent":
                row["last_confirmed"] = day_of_year(self.stream)
            elif row["last_confirmed"] == "old":
                row["last_confirmed"] = month(self.stream, 2022, 2023)
            else:
                row["last_confirmed"] = None

    def files(self):
        return {"ties.csv": table(TIE, [[row[h] for h in TIE] for row in self.named.ties]),
                "named_ties.csv": table(ALTER_TIE, self.alter_ties),
                "never_introduce.csv": table(["a", "b"], self.never)}
