"""How people are connected, on a place small enough to see through: who may be spoken of, what joins people, and what is open.

    a1-a2-a3-a4 all know each other, b1-b2-b3-b4 likewise; m knows a1 and b1, and by that alone the two are connected.
"""
import csv
import itertools
import unittest

from kith_command import KithTest

FACETS = "household family friends neighbours paid_support groups".split()
SIDES = [[f"{side}{i}" for i in range(1, 5)] for side in "ab"]
TIES = [(a, b, "friend") for side in SIDES for a, b in itertools.combinations(side, 2)] + [("m", "a1", "friend"), ("m", "b1", "friend")]
EVERYBODY = SIDES[0] + SIDES[1] + ["m"]


class SmallPlace(KithTest):
    def place(self, name, ties=TIES, people=(), named=(), assets=(), parameters="", lens="", more=""):
        """Runs a place: everybody is a participant who was asked everything, unless `people` says otherwise of somebody."""
        folder = self.folder / name
        folder.mkdir()
        rows = {p: {"id": p} for p in EVERYBODY} | {row["id"]: row for row in people}
        self.write(folder / "people.csv", [{"was_asked": "complete", "age": "30-49", **row} for row in rows.values()])
        self.write(folder / "ties.csv", [dict(zip(("source", "target", "kind", "paid", "valence"), (*tie, "", "")[:5])) for tie in ties])
        facets = ", ".join(f'{facet} = "was_asked"' for facet in FACETS)
        recipe = f"""kith = 1
[place]
name = "Small (invented)"
[[people]]
file = "people.csv"
id = "id"
role = "participant"
age = "age"
under_18 = "keep"
asked = {{ {facets} }}
[[ties]]
file = "ties.csv"
from = "source"
to = "target"
kind = "kind"
paid = "paid"
valence = "valence"
missing = {{ "" = "unstated" }}
"""
        if named:
            self.write(folder / "named.csv", [{"id": n} for n in named])
            recipe += '[[people]]\nfile = "named.csv"\nid = "id"\nrole = "alter"\nunder_18 = "keep"\n'
        if assets:
            self.write(folder / "assets.csv", [{"id": a, "name": a, "kind": k} for a, k in assets])
            recipe += '[[assets]]\nfile = "assets.csv"\nid = "id"\nname = "name"\nkind = "kind"\n'
        recipe += more + '[[analyses]]\nuse = "kith.network_measures"\nas = "network"\n' + lens
        recipe += f"[analyses.parameters]\n{parameters}\n" if parameters else ""
        (folder / "place.toml").write_text(recipe, encoding="utf-8")
        return self.results_of(folder / "place.toml", "--audience", "team", out=folder / "out")

    @staticmethod
    def write(path, rows):
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    @staticmethod
    def told(results, message="many_connect"):
        """Texts of a message, by what stands before ' connect with' and after 'through '."""
        found = [f for f in results.read("findings.json")["findings"] if f["message"] == message]
        return {f["text"].split("through ")[1].split(",")[0]: f["value"] for f in found}

    @staticmethod
    def column(results, name):
        return results.values("people", "network_" + name)

    def test_who_connects_others(self):
        results = self.place("plain")
        # Without a1 its three friends fall away from the other five, without m four from four.
        self.assertEqual(self.told(results), {"m": 4, "a1": 3, "b1": 3})
        self.assertEqual({p: v for p, (v, _) in self.column(results, "held_together").items() if v}, {"m": 4, "a1": 3, "b1": 3})
        with open(results.folder / "tables/network/single_ties.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({frozenset((r["person"], r["other"])): r["people"] for r in rows}, {frozenset("m a1".split()): "4", frozenset("m b1".split()): "4"})
        self.assertEqual({p: v for p, (v, _) in self.column(results, "core").items()}, {**{p: 3 for p in EVERYBODY}, "m": 2})

    def test_nobody_who_was_not_asked_or_only_named_is_spoken_of(self):
        named = [f"named{i}" for i in range(4)]
        ties = TIES + [("b4", "named0", "friend")] + [(f"named{i}", f"named{i + 1}", "friend") for i in range(3)]
        people = [{"id": "a1", "was_asked": "not_asked"}, *({"id": f"alone{i}"} for i in range(12))]  # enough for the gate
        results = self.place("quiet", ties=ties, people=people, named=named)
        told = self.told(results)
        self.assertEqual(set(told), {"m", "b1"}, "b4 holds nobody who was asked, a1 was not asked")
        self.assertEqual(told["m"], 3, "of the four beyond, three were asked")
        for name in ("contacts", "clustering", "piece", "core", "held_together", "betweenness", "group"):
            value, why = self.column(results, name)["a1"]
            self.assertIsNone(value)
            self.assertIn("asked", why)
            self.assertIsNone(self.column(results, name).get("named0", (None,))[0])

    def test_below_the_gate_nothing_is_said_of_the_whole(self):
        quiet = [{"id": p, "was_asked": "not_asked"} for p in ("a3", "a4", "b4")]
        results = self.place("closed", people=quiet)
        self.assertEqual(results.read("findings.json")["findings"], [])
        self.assertEqual(self.column(results, "contacts")["m"], (2, None))
        for name in ("piece", "core", "held_together", "betweenness", "group"):
            self.assertEqual([v for v, _ in self.column(results, name).values() if v is not None], [])

    def test_nobody_under_18_is_told_of(self):
        results = self.place("young", people=[{"id": "m", "age": "13-17"}])
        self.assertEqual(set(self.told(results)), {"a1", "b1"})

    def test_a_difficult_tie_connects_nobody(self):
        ties = [(*tie, "", "difficult") if tie == ("m", "b1", "friend") else tie for tie in TIES]
        results = self.place("difficult", ties=ties)
        self.assertEqual(self.told(results), {})  # a1 holds m alone
        pieces = self.told_values(results, "in_pieces")
        self.assertEqual(pieces, [5])

    @staticmethod
    def told_values(results, message):
        return [f.get("value") for f in results.read("findings.json")["findings"] if f["message"] == message]

    def test_where_no_tie_counts_there_is_nothing_to_measure(self):
        results = self.place("nothing", ties=[("m", "a1", "friend", "", "difficult")], parameters="centralities = true\ncommunities = true\nplaces = true")
        self.assertEqual(results.analysis("network")["verdict"], "ok")
        self.assertEqual(results.read("findings.json")["findings"], [])
        self.assertEqual({v for v, _ in self.column(results, "contacts").values()}, {0})
        self.assertEqual({why for _, why in self.column(results, "betweenness").values()}, {"No tie is recorded that counts here, so there is nothing to measure."})

    def test_what_paid_ties_hold_together(self):
        ties = [(*tie, "yes") if tie == ("m", "b1", "friend") else tie for tie in TIES]
        results = self.place("paid", ties=ties)
        self.assertEqual(self.told_values(results, "paid_ties_hold"), [4])
        self.assertEqual(self.told(results)["m"], 4)
        self.assertEqual({p: v for p, (v, _) in self.column(results, "held_together_unpaid").items() if v}, {"a1": 1})

    def test_who_connects_others_once_paid_ties_are_left_aside(self):
        results = self.place("beside", ties=[*TIES, ("a2", "b2", "supports_as_worker", "yes")])
        self.assertEqual(self.told(results), {})  # a2 and b2 are another way
        self.assertEqual(self.told(results, "connect_unpaid"), {"m": 4, "a1": 3, "b1": 3})

    def test_a_tie_of_unknown_pay_makes_bounds(self):
        ties = [*TIES, ("a2", "b2", "advocates", "")]  # whether it is paid, nobody knows
        unpaid = '[[lenses]]\nas = "unpaid"\npaid = "no"\n'
        results = self.place("bounds", ties=ties, lens='lens = "unpaid"\n', more=unpaid)
        value, note = self.column(results, "contacts")["a2"]
        self.assertIsNone(value)
        self.assertIn("between 3 and 4", note)
        # With that tie nobody would be the only way, so nobody is said to be.
        self.assertEqual(self.told(results), {})
        self.assertEqual(self.told(self.place("sure", ties=TIES, lens='lens = "unpaid"\n', more=unpaid))["m"], 4)

    def test_groups_and_places_connect_when_they_are_to(self):
        ties = [tie for tie in TIES if "m" not in tie] + [(p, "hall", "attends") for p in ("m", "a1", "b1")]
        hall = [("hall", "community_centre")]
        self.assertEqual(self.told_values(self.place("apart", ties=ties, assets=hall), "in_pieces"), [4])
        results = self.place("joined", ties=ties, assets=hall, parameters="places = true")
        self.assertEqual(self.told_values(results, "one_piece"), [9])
        self.assertEqual(self.told(results, "connect_here"), {"hall": 4})
        self.assertEqual(self.column(results, "contacts")["m"], (1, None))

    def test_a_larger_place_leaves_out_what_takes_time_unless_asked(self):
        exact = {p: v for p, (v, _) in self.column(self.place("exact"), "betweenness").items()}
        # m lies between 4 and 4 of the C(8, 2) = 28 pairs of others, a1 between 3 and 5.
        self.assertAlmostEqual(exact["m"], 1000 * 16 / 28)
        self.assertAlmostEqual(exact["a1"], 1000 * 15 / 28)
        left_out = self.place("large", parameters="small_place = 0")
        for name in ("betweenness", "closeness", "pagerank", "eigenvector", "group"):
            self.assertTrue(all(v is None for v, _ in self.column(left_out, name).values()))
        asked = self.place("wanted", parameters="small_place = 0\ncentralities = true\ncommunities = true\nsources = 5")
        self.assertTrue(all(v is None for v, _ in self.column(asked, "closeness").values()))
        self.assertAlmostEqual(sum(v for v, _ in self.column(asked, "pagerank").values()), 1, places=6)
        self.assertEqual(len({v for v, _ in self.column(asked, "group").values()}), 2)
        for person, (value, note) in self.column(asked, "betweenness").items():
            if value is None:
                low, high = (float(x.replace(",", "")) for x in note.removeprefix("between ").split(" and "))
                self.assertLessEqual(low, exact[person] * 1.001 + 0.001)  # as written: to three figures
                self.assertGreaterEqual(high, exact[person] * 0.999 - 0.001)
            else:
                self.assertAlmostEqual(value, exact[person])


if __name__ == "__main__":
    unittest.main()
