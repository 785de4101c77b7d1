"""Larkmere: what people there have: groups, organisations, activities, venues, shops, stories; and how they hang together."""
from .patch_place import NAMES
from .stream import Stream
from .tables import table

HEADER = ("id name kind form stance x y area online when cost step_free languages how_to_join contact status confirmed_on confirmed_by "
          "review_by source sensitivity").split()

# kind: how many. Those that gather people come with a venue; see GROUPS.
VENUES = {
    "community_centre": 4, "church_hall": 5, "village_hall": 2, "library": 2, "pub": 7, "cafe": 9, "park": 7, "allotment": 5,
    "school": 5}
GROUPS = {
    "choir": 2, "sports_club": 7, "congregation": 5, "residents_association": 6, "parent_group": 4, "mutual_aid": 3, "street_group": 9,
    "arts_group": 3, "walking_group": 3, "scouts": 3, "allotment_society": 3, "gardening_club": 2, "community_circle": 2,
    "peer_support_group": 2, "mental_health_group": 2, "carers_group": 2, "craft_group": 4, "book_group": 3, "music_group": 2,
    "dance_group": 2, "history_group": 2, "friends_of_park": 4, "litter_pickers": 2, "youth_group": 3, "older_peoples_group": 3,
    "mens_shed": 1, "toddler_group": 4, "games_group": 3, "bowls_club": 1, "disabled_peoples_organisation": 1,
    "refugee_welcome_group": 1, "running_group": 1}
OTHERS = {
    "voluntary_org": 4, "gp_surgery": 3, "council_office": 1, "advice_centre": 2, "care_provider": 4, "housing_association": 2,
    "pharmacy": 3, "refuge_or_shelter": 1, "police_post": 1, "childrens_centre": 1, "mental_health_service": 1, "early_years": 4,
    "fire_station": 1, "playground": 12, "green_space": 8, "bench": 28, "square": 2, "riverside": 3, "woodland": 3,
    "community_garden": 3, "public_toilet": 3, "sport_ground": 4, "safety": 7, "potential_space": 3, "potential_land": 2, "shop": 26,
    "barber": 8, "bakery": 2, "post_office": 2, "credit_union": 1, "market": 1, "repair_cafe": 1, "time_bank": 1, "tool_library": 1,
    "gift_exchange": 4, "reuse_shop": 4, "social_enterprise": 2, "micro_provider": 5, "maker_or_trade": 13, "food_aid": 2,
    "festival": 3, "museum": 1, "mural": 4, "memorial": 4, "heritage_site": 3, "story": 5, "tradition": 3, "local_media": 2,
    "connector": 4, "local_leader": 3, "skilled_neighbour": 10, "storyteller": 2, "online_group": 5}
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SENSITIVE = {"congregation": "S", "mental_health_group": "S", "refuge_or_shelter": "H"}
FORMS = {**dict.fromkeys(VENUES, "place"), **dict.fromkeys(GROUPS, "group"), "school": "organisation", "congregation": "organisation",
         "disabled_peoples_organisation": "organisation"}


def title(kind):
    return kind.replace("_", " ").replace("mens", "men's").replace("peoples", "people's").replace("childrens", "children's")


class Assets:
    """Rows by id, links between them, and where each stands."""

    def __init__(self, place, seed):
        self.place, self.stream = place, Stream(seed, "assets")
        self.rows, self.links, self.at, self.of_kind, self.names = [], [], {}, {}, {}
        for kind, count in VENUES.items():
            for _ in range(count):
                self.add(kind, FORMS[kind])
        self.venues = [row["id"] for row in self.rows]
        self.trusts()
        for kind, count in GROUPS.items():
            for _ in range(count):
                self.group(kind)
        for kind, count in OTHERS.items():
            for _ in range(count):
                self.add(kind, None)
        self.system()

    def add(self, kind, form, name=None, at=None, area=None):
        stream, number = self.stream, len(self.rows) + 1
        area = stream.below(12) if area is None else area
        at = at or self.place.point(stream, area)
        row = dict.fromkeys(HEADER)
        row.update(id=f"A{number:03d}", kind=kind, form=form, x=f"{at[0]:.6f}", y=f"{at[1]:.6f}", status="active", source="invented",
                   name=self.unused(name or f"{NAMES[area]} {title(kind)}"),
                   sensitivity=SENSITIVE.get(kind))
        self.fill(row)
        self.rows.append(row)
        self.at[row["id"]] = (at, area)
        self.of_kind.setdefault(kind, []).append(row["id"])
        return row

    def unused(self, name):
        self.names[name] = self.names.get(name, 0) + 1
        return name if self.names[name] == 1 else f"{name} {self.names[name]}"

    def fill(self, row):
        stream, kind = self.stream, row["kind"]
        word = stream.weighted({"resident": 30, "worker": 28, "import": 24, "": 18})
        if word:
            row["confirmed_by"] = word
            # a third of what a register brought, and some of the rest, has not been looked at for more than two years
            old = stream.chance({"resident": 0.10, "worker": 0.15, "import": 0.45}[word])
            year = stream.between(2021, 2023) if old else stream.between(2025, 2026)
            month = stream.between(1, 6 if year == 2026 else 12)
            row["confirmed_on"] = f"{year}-{month:02d}" if stream.chance(0.25) else f"{year}-{month:02d}-{stream.between(1, 28):02d}"
        if kind in GROUPS or kind in VENUES:
            row["step_free"] = stream.weighted({"yes": 50, "partly": 15, "no": 12, "": 23})
            row["cost"] = stream.weighted({"free": 45, "a few pounds": 20, "": 35})
        if kind in GROUPS:
            row["when"] = f"{stream.pick(DAYS)}s, {stream.pick(('10 am', '2 pm', '6 pm', '7.30 pm'))}" if stream.chance(0.8) else None
            row["how_to_join"] = stream.pick(("come along", "ask anybody there", "say hello first", None))
            row["languages"] = stream.weighted({"": 70, "English": 20, "English;Polish": 5, "English;Urdu": 5})
            row["stance"] = stream.weighted({"": 45, "by": 30, "with": 15, "with;by": 5, "for": 5})
            row["contact"] = f"{kind.replace('_', '-')}@larkmere.invalid" if stream.chance(0.5) else None
        if kind in ("potential_space", "potential_land"):
            row["status"] = "potential"
        elif kind in ("pub", "shop", "youth_group", "craft_group") and stream.chance(0.25):
            row["status"] = "closed"
        if kind == "online_group":
            row.update(online="yes", x=None, y=None)

    def link(self, a, b, kind):
        self.links.append([a, b, kind])

    def trusts(self):
        """Halls are run by a body of their own: two records, never two assets in a count."""
        for venue in self.of_kind["community_centre"] + self.of_kind["village_hall"]:
            (at, area), name = self.at[venue], self.rows[int(venue[1:]) - 1]["name"]
            self.link(self.add("voluntary_org", "organisation", f"{name} trust", at, area)["id"], venue, "runs")

    def group(self, kind):
        """A group meets at a venue; a third of them have an activity of their own in the list."""
        stream = self.stream
        halls = [v for v in self.venues if self.rows[int(v[1:]) - 1]["kind"] not in ("allotment", "park", "school")]
        outdoors = {"allotment_society": "allotment", "gardening_club": "allotment", "friends_of_park": "park", "running_group": "park",
                    "sports_club": "park", "litter_pickers": "park", "bowls_club": "park"}
        venue = stream.pick(self.of_kind[outdoors[kind]] if kind in outdoors else halls)
        at, area = self.at[venue]
        group = self.add(kind, FORMS[kind], f"{NAMES[area]} {title(kind)}" if stream.chance(0.7) else None, at, area)
        if stream.chance(0.30):
            what = stream.pick(("open session", "tea and a chat", "taster", "Saturday gathering"))
            activity = self.add(kind, "activity", f"{group['name']}: {what}", at, area)
            self.link(group["id"], activity["id"], "runs")
            self.link(activity["id"], venue, "held_at")
        else:
            self.link(group["id"], venue, "held_at")
        if stream.chance(0.12):
            group.update(x=None, y=None, area=self.place.codes[area])

    def system(self):
        """Who works with whom, who pays, what belongs to what; and the rows that a real list also has."""
        stream, kinds = self.stream, self.of_kind
        groups = [i for kind in GROUPS for i in kinds[kind]]
        for a, b in zip(stream.some(groups, 14), stream.some(groups, 14)):
            if a != b:
                self.link(a, b, "allied")
        for group in stream.some(groups, 9):
            self.link(kinds["council_office"][0], group, "funds")
        for group in stream.some(groups, 5):
            self.link(stream.pick(kinds["gp_surgery"]), group, "refers_to")
        for garden in kinds["community_garden"]:
            self.link(garden, stream.pick(kinds["park"]), "part_of")
        for mural in kinds["mural"][:2]:
            self.link(mural, kinds["festival"][0], "part_of")
        for row in stream.some([r for r in self.rows if r["kind"] in ("skilled_neighbour", "connector", "story", "maker_or_trade")], 9):
            row.update(x=None, y=None, area=self.place.codes[self.at[row["id"]][1]])        # known by area only
        for row in stream.some([r for r in self.rows if r["kind"] in ("micro_provider", "festival", "tradition")], 3):
            row.update(x=None, y=None)                                                      # no place: the tray
        for row in stream.some([r for r in self.rows if r["kind"] in ("shop", "green_space")], 3):
            row.update(kind=None)                                                           # nobody said what it is

    def files(self):
        return {"assets.csv": table(HEADER, [[row[h] for h in HEADER] for row in self.rows]),
                "asset_links.csv": table(["from", "to", "kind"], self.links)}
