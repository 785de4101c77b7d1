"""The sample places are what their scripts make, and hold what the analyses must have something to say about.

The reasons are found here by a reading of domain.md 3.8 and 3.9 that shares nothing with the plugin.
"""
import collections
import csv
import json
import math
import pathlib
import unittest

import check_recipes
import make_patch
import make_village
from invent.shapes import inside

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
PATCH, VILLAGE = DATA / "samples/patch", DATA / "samples/village"
AS_OF, YEAR_BEFORE = "2026-06-30", "2025-06-30"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rings_by_code(path, code="code"):
    found = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found[feature["properties"][code]] = [[tuple(p) for p in ring[:-1]] for polygon in polygons for ring in polygon]
    return found


def metres(a, b):
    turn = math.radians((float(a["y"]) + float(b["y"])) / 2)
    return 111_200 * math.hypot((float(a["x"]) - float(b["x"])) * math.cos(turn), float(a["y"]) - float(b["y"]))


class TheReadmesCount(unittest.TestCase):
    def test_rows_of_each_file(self):
        for readme in (DATA / "README.md", PATCH / "README.md", VILLAGE / "README.md"):
            counted = 0
            for line in readme.read_text(encoding="utf-8").splitlines():
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                path = readme.parent / cells[0].strip("`")
                if len(cells) < 3 or path.suffix not in (".csv", ".geojson"):
                    continue
                found = len(rows(path)) if path.suffix == ".csv" else len(json.loads(path.read_text(encoding="utf-8"))["features"])
                self.assertEqual(cells[1].replace(",", ""), str(found), path.name)
                counted += 1
            self.assertGreaterEqual(counted, 4)


class TheScriptsMakeWhatIsCommitted(unittest.TestCase):
    def check(self, files, folder):
        for name, text in files.items():
            self.assertEqual((folder / name).read_text(encoding="utf-8"), text, name)

    def test_patch(self):
        self.check(make_patch.make(2026), PATCH)

    def test_village(self):
        self.check(make_village.make(2026), VILLAGE)
        self.assertLess(sum(f.stat().st_size for f in VILLAGE.iterdir()), 2_500_000)

    def test_another_seed_makes_something_else(self):
        self.assertNotEqual(make_patch.make(7)["people.csv"], (PATCH / "people.csv").read_text(encoding="utf-8"))

    def test_recipes_keep_to_the_schema(self):
        self.assertEqual(check_recipes.main([]), 0)


class Boundaries(unittest.TestCase):
    def test_areas_share_borders_vertex_for_vertex(self):
        for folder, areas, residents in ((PATCH, 12, 9_000), (VILLAGE, 9, 4_200)):
            rings = rings_by_code(folder / "areas.geojson")
            self.assertEqual(len(rings), areas)
            edges = collections.Counter(frozenset(e) for area in rings.values() for r in area for e in zip(r, r[1:] + r[:1]))
            self.assertLessEqual(max(edges.values()), 2)
            # an outer border, once each; the rest twice: more of these than of the others
            self.assertGreater(sum(n == 2 for n in edges.values()), sum(n == 1 for n in edges.values()) / 2)
            census = folder / "census.csv"
            counts = [int(r["residents"]) for r in rows(census)] if census.exists() else [
                f["properties"]["population"] for f in json.loads((folder / "areas.geojson").read_text())["features"]]
            self.assertEqual(sum(counts), residents)

    def test_village_population_is_its_people(self):
        rings = rings_by_code(VILLAGE / "areas.geojson")
        found = collections.Counter()
        for person in rows(VILLAGE / "people.csv"):
            here = [code for code, area in rings.items() if inside(float(person["x"]), float(person["y"]), area)]
            self.assertEqual(len(here), 1, person["id"])
            found[here[0]] += 1
        for feature in json.loads((VILLAGE / "areas.geojson").read_text())["features"]:
            self.assertEqual(found[feature["properties"]["code"]], feature["properties"]["population"])


class Patch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.people, cls.named = ({r["id"]: r for r in rows(PATCH / f"{name}.csv")} for name in ("people", "named"))
        cls.assets = {r["id"]: r for r in rows(PATCH / "assets.csv")}
        cls.ties = rows(PATCH / "ties.csv")
        cls.kinds = {r["kind"]: r for r in rows(DATA / "tie_kinds.csv")}
        cls.participants = {k: r for k, r in cls.people.items()
                            if r["role"] == "participant" and r["state"] == "living_here" and r["age_band"] != "13-17"}

    def of(self, ego):
        """(tie, other end) of one person."""
        return [(t, t["to"] if t["from"] == ego else t["from"]) for t in self.ties if ego in (t["from"], t["to"])]

    def paid(self, tie):
        return (tie["paid"] or self.kinds[tie["kind"]]["paid"]) == "yes"

    def where(self, key):
        row = self.people.get(key) or self.named[key]
        return row if row["x"] else None

    def reasons(self, ego):
        person = self.participants[ego]
        asked = {f: person[f"asked_{f}"] == "complete" for f in ("household", "family", "friends", "neighbours", "groups", "paid", "help")}
        if all(person[f"asked_{f}"] == "not_asked" for f in asked):
            return {"NOT_ASKED"}
        if person["own_view"] == "happy_as_is" and person["own_view_until"] >= AS_OF:
            return set()
        now = [(t, o) for t, o in self.of(ego) if not t["until"] or t["until"] > AS_OF]
        people = [(t, o) for t, o in now if o[0] != "A"]
        unpaid = [(t, o) for t, o in people if not self.paid(t)]
        groups = [o for t, o in now if o[0] == "A" and self.kinds[t["kind"]]["group"] == "membership" and not self.paid(t)]
        services = {o for t, o in now if o[0] == "A" and self.kinds[t["kind"]]["group"] == "service"}
        helpers = {o for t, o in people if t["functions"] and t["direction"] != "gives" or (t["functions"] and self.paid(t))}
        found = set()
        if all(asked[f] for f in ("household", "family", "friends", "neighbours")):
            if not unpaid:
                found |= {"NO_UNPAID_TIE"} | ({"ALL_PAID"} if people and asked["paid"] else set())
            elif all((self.people.get(o) or self.named[o])["household"] == person["household"] for _, o in unpaid):
                found.add("HOUSEHOLD_ONLY")
            elif all(self.where(o) and metres(person, self.where(o)) > 800 for _, o in unpaid):
                found.add("NO_NEARBY")
            if len(services) >= 3 and len(unpaid) <= 1:
                found.add("MANY_SERVICES_NO_TIE")
            if unpaid and person["offers"] and all(t["direction"] == "receives" for t, _ in unpaid):
                found.add("RECEIVES_ONLY")
        if asked["help"] and len(helpers) == 1:
            found.add("ONE_SUPPORTER")
        if asked["groups"] and not groups:
            found.add("NO_MEMBERSHIP")
        if sum(YEAR_BEFORE < t["until"] <= AS_OF and int(t["closeness"] or 0) >= 4 for t, _ in self.of(ego) if t["until"]) >= 2:
            found.add("RECENT_LOSS")
        return found

    def test_counts(self):
        self.assertEqual(sum(r["role"] == "participant" for r in self.people.values()), 60)
        self.assertTrue(330 <= len(self.named) <= 380, len(self.named))
        self.assertTrue(390 <= len(self.assets) <= 420, len(self.assets))
        self.assertEqual(collections.Counter(r["state"] for r in self.people.values())["asked_us_to_stop"], 1)
        self.assertEqual(collections.Counter(r["state"] for r in self.people.values())["moved"], 1)
        self.assertEqual(sum(r["age_band"] == "13-17" for r in self.people.values()), 1)
        self.assertEqual({r["confirmed_by"] for r in self.assets.values()}, {"resident", "worker", "import", ""})
        self.assertEqual({r["status"] for r in self.assets.values()}, {"active", "potential", "closed"})
        self.assertEqual({r["sensitivity"] for r in self.assets.values()}, {"", "S", "H"})

    def test_every_reason_occurs(self):
        found = collections.Counter(reason for ego in self.participants for reason in self.reasons(ego))
        every = ("NO_UNPAID_TIE ONE_SUPPORTER ALL_PAID HOUSEHOLD_ONLY NO_NEARBY NO_MEMBERSHIP RECEIVES_ONLY RECENT_LOSS "
                 "MANY_SERVICES_NO_TIE NOT_ASKED")
        for reason in every.split():
            self.assertGreaterEqual(found[reason], 1, f"{reason} does not occur: {dict(found)}")
        plain = sum(not self.reasons(ego) for ego in self.participants)
        self.assertGreaterEqual(plain, 5, "somebody must have no reason at all")

    def test_answers_below_the_published_cut(self):
        """LSNS-6 below 12 with all six items (Lubben et al. 2006), and answers that are missing in each way."""
        sums = collections.defaultdict(list)
        words = collections.Counter()
        for row in rows(PATCH / "observations.csv"):
            words[row["value"] if not row["value"].isdigit() else "known"] += 1
            if row["instrument"] == "lsns6" and row["value"].isdigit():
                sums[row["subject"], row["date"]].append(int(row["value"]))
        whole = [sum(v) for v in sums.values() if len(v) == 6]
        self.assertTrue(any(s < 12 for s in whole) and any(s >= 12 for s in whole))
        self.assertEqual(set(words), {"known", "declined", "dont_know", "not_asked"})

    def test_gaps_and_ways_to_introduce(self):
        tied = {frozenset((t["from"], t["to"])) for t in self.ties}
        never = {frozenset((r["a"], r["b"])) for r in rows(PATCH / "never_introduce.csv")}
        willing = [k for k, r in self.participants.items() if r["introduce"] == "yes" and r["x"]]
        alike = [(a, b) for a in willing for b in willing if a < b and metres(self.people[a], self.people[b]) <= 800
                 and set(self.people[a]["interests"].split(";")) & set(self.people[b]["interests"].split(";")) - {""}]
        difficult = {frozenset((t["from"], t["to"])) for t in self.ties if t["valence"] == "difficult"}
        self.assertTrue(any(frozenset(p) not in tied | never for p in alike))
        self.assertTrue(any(frozenset(p) in never for p in alike), "a pair that must be left apart would have matched")
        self.assertTrue(any(frozenset(p) in difficult for p in alike))
        meets = lambda a, b: set(self.people[a]["offers"].split(";")) & set(self.people[b]["wants"].split(";")) - {""}
        self.assertTrue(any(meets(a, b) for a in willing for b in willing if a != b and frozenset((a, b)) not in tied))
        near = collections.defaultdict(set)
        for a, b in map(tuple, tied):
            near[a].add(b)
            near[b].add(a)
        free = [(a, b) for a in willing for b in willing if a < b and frozenset((a, b)) not in tied | never]
        self.assertTrue(any(q in willing for a, b in free for q in near[a] & near[b]), "a path through somebody willing")
        self.assertTrue(any(q[0] == "N" for a, b in free for q in near[a] & near[b]), "perhaps they know each other already")
        self.assertTrue(any(q[0] == "A" for a, b in free for q in near[a] & near[b]), "a venue that both know")

    def test_own_views_of_each_kind(self):
        views = {(r["own_view"], r["own_view_until"] and r["own_view_until"] >= AS_OF) for r in self.participants.values()}
        self.assertTrue({("wants_more", ""), ("not_asked", ""), ("happy_as_is", True), ("happy_as_is", False)} <= views, views)

    def test_asked_unevenly(self):
        for facet in "household family friends neighbours groups paid help alter_ties".split():
            self.assertEqual({r[f"asked_{facet}"] for r in self.people.values()}, {"not_asked", "partly", "complete"}, facet)

    def test_every_end_is_somebody_and_nobody_named_has_a_name(self):
        known = {**self.people, **self.named, **self.assets}
        ends = [r[c] for r in self.ties + rows(PATCH / "asset_links.csv") + rows(PATCH / "named_ties.csv") for c in ("from", "to")]
        ends += [r[c] for r in rows(PATCH / "never_introduce.csv") for c in "ab"] + [r["who"] for r in rows(PATCH / "events.csv")]
        ends += [r["other"] for r in rows(PATCH / "events.csv") if r["other"]] + [r["subject"] for r in rows(PATCH / "observations.csv")]
        self.assertEqual([e for e in ends if e not in known], [])
        self.assertTrue(all(r["label"].split()[-1].isupper() and r["label"][0].islower() for r in self.named.values()))
        self.assertTrue(all(len(r["x"].split(".")[1]) == 3 for r in self.named.values() if r["x"]), "rough places only")


class Registries(unittest.TestCase):
    def test_tie_kinds(self):
        kinds = {r["kind"]: r for r in rows(DATA / "tie_kinds.csv")}
        named = [word for r in kinds.values() for word in [r["kind"], *filter(None, r["aliases"].split(";"))]]
        self.assertEqual(len(named), len(set(named)), "a word that stands for two kinds")
        domain = ("partner parent child sibling other_kin friend neighbour colleague peer acquaintance cares_for mentors advocates "
                  "personal_assistant_of supports_as_worker introduced member leads volunteers works_at attends uses_service trustee "
                  "visits looks_after runs hosts part_of funds refers_to shares_members shares_venue allied mentors_group buys_from family "
                  "member_of volunteers_at paid_support held_at")
        self.assertEqual([w for w in domain.split() if w not in named], [])
        for row in kinds.values():
            self.assertIn(row["between"], ("person-person", "person-asset", "asset-asset"))
            self.assertIn(row["group"], ("social", "membership", "service"))
            self.assertIn(row["paid"], ("yes", "no", "unknown"))
            self.assertTrue({row["symmetric"], row["kin"]} <= {"yes", "no"} and row["circle"] in ("", "1", "2", "3", "4"))
            self.assertTrue(6 <= int(row["review_months"]) <= 60)

    def test_asset_classes_cover_the_tags(self):
        classes = {r["subtype"]: r for r in rows(DATA / "asset_classes.csv")}
        six = "individual association institution place economy culture".split()
        tagged = {r["subtype"] for r in rows(DATA / "osm_asset_map.csv") if r["primary_class"] in six}
        self.assertEqual(tagged - set(classes), set())
        for row in classes.values():
            self.assertIn(row["class"], six)
            self.assertTrue(set(filter(None, row["secondary"].split(";"))) <= set(six) - {row["class"]}, row)
            self.assertIn(row["form"], "group organisation activity place exchange tradition".split())
            self.assertIn(row["sensitivity"], ("", "S", "H"))
        for folder in (PATCH, VILLAGE):
            self.assertEqual({r["kind"] for r in rows(folder / "assets.csv")} - set(classes) - {""}, set())

    def test_gifts_know_the_words_of_the_samples(self):
        gifts = {r["word"]: r["gift"] for r in rows(DATA / "gifts.csv")}
        self.assertEqual(set(gifts.values()), {"head", "hands", "heart", "connection", "experience"})
        used = {w for folder in (PATCH, VILLAGE) for r in rows(folder / "people.csv")
                for c in ("interests", "offers") for w in r[c].split(";") if w}
        self.assertEqual(used - set(gifts), set())


if __name__ == "__main__":
    unittest.main()
