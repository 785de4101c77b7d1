"""How people are connected, from file to finding: the sample village, where everybody was asked, counted a second time from its
files with nothing of Kith's."""
import collections
import csv
import hashlib
import shutil
import unittest

from kith_command import SAMPLES, SOURCE, KithTest

VILLAGE = SAMPLES / "village"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_of(person):
    """base::key_for: BLAKE2b-256 over length-prefixed parts."""
    digest = hashlib.blake2b(digest_size=32)
    for part in (b"person", b"people", person.encode()):
        digest.update(len(part).to_bytes(8, "little") + part)
    return "person:" + digest.hexdigest()[:32]


class Network:
    """Pairs of people with a tie that is not difficult."""

    def __init__(self, paid):
        kinds = {}
        for row in rows_of(SOURCE / "data/tie_kinds.csv"):
            for word in [row["kind"], *filter(None, row["aliases"].split(";"))]:
                kinds[word] = row
        self.people = [p["id"] for p in rows_of(VILLAGE / "people.csv")]
        self.near = {p: set() for p in self.people}
        for tie in rows_of(VILLAGE / "ties.csv"):
            a, b = tie["from"], tie["to"]
            if a not in self.near or b not in self.near or a == b or tie["valence"] == "difficult":
                continue
            if not paid and kinds[tie["kind"]]["paid"] == "yes":
                continue
            self.near[a].add(b)
            self.near[b].add(a)

    def pieces(self, without=None):
        left = [p for p in self.people if self.near[p] and p != without]
        seen = {without}
        found = []
        for person in left:
            if person in seen:
                continue
            seen.add(person)
            piece = [person]
            for one in piece:
                for other in self.near[one] - seen:
                    seen.add(other)
                    piece.append(other)
            found.append(piece)
        return found

    def held_by(self, person):
        """Sizes of the parts into which the person's piece falls without them, largest first."""
        mine = [len(piece) for piece in self.pieces(without=person) if self.near[person] & set(piece)]
        return sorted(mine, reverse=True)


class Village(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        recipe = (VILLAGE / "village.toml").read_text(encoding="utf-8")
        place = cls.folder / "village"
        shutil.copytree(VILLAGE, place)
        analyses = recipe.index("[[analyses]]")
        alone = recipe[:analyses] + '[[analyses]]\nuse = "kith.network_measures"\nas = "network"\n'
        (place / "alone.toml").write_text(alone, encoding="utf-8")
        cls.place = place
        cls.results = cls("results_of").results_of(place / "alone.toml", "--audience", "team", out=cls.folder / "out")
        cls.network = Network(paid=True)

    def column(self, name):
        return {person: value for person, (value, _) in self.results.values("people", "network_" + name).items()}

    def test_everybody_has_as_many_contacts_as_the_files_say(self):
        self.assertEqual(self.column("contacts"), {p: len(near) for p, near in self.network.near.items()})

    def test_clustering_is_the_share_of_contacts_who_know_each_other(self):
        near = self.network.near
        for person, value in self.column("clustering").items():
            n = len(near[person])
            if n < 2:
                self.assertIsNone(value)
                continue
            tied = sum(len(near[a] & near[person]) for a in near[person]) / 2
            self.assertAlmostEqual(value, tied / (n * (n - 1) / 2), places=12)

    def test_pieces(self):
        sizes = {person: len(piece) - 1 for piece in self.network.pieces() for person in piece}
        self.assertEqual(self.column("piece"), {p: sizes.get(p, 0) for p in self.network.people})

    def findings(self, message):
        return [f for f in self.results.read("findings.json")["findings"] if f["run"] == "network" and f["message"] == message]

    def test_the_place_hangs_together_as_the_finding_says(self):
        sizes = sorted((len(piece) for piece in self.network.pieces()), reverse=True)
        found = self.findings("in_pieces")
        self.assertEqual([f["value"] for f in found], [sizes[0]])
        rows = rows_of(self.results.folder / "tables/network/pieces.csv")
        counted = collections.Counter(sizes)
        self.assertEqual([(int(r["people"]), int(r["pieces"])) for r in rows], sorted(counted.items(), reverse=True))

    def test_whoever_connects_others_is_told_of_with_and_without_paid_ties(self):
        people = {key_of(p): p for p in self.network.people}
        held = self.column("held_together")
        young = {p["id"] for p in rows_of(VILLAGE / "people.csv") if p["age_band"] == "0-15"}
        told = {people[f["subjects"][0]]: f["value"] for f in self.findings("many_connect")}
        self.assertTrue(told)
        # Every fortieth person, and everybody of whom something was said: what a piece falls into without them.
        for person in {*self.network.people[::40], *told, *(p for p, n in held.items() if n)}:
            parts = self.network.held_by(person)[1:]
            self.assertEqual(held[person], sum(parts), person)
            large = sum(size for size in parts if size >= 3)
            self.assertEqual(told.get(person, 0), 0 if person in young else large, person)

    def test_groups_add_up_and_modularity_is_that_of_the_groups(self):
        of = self.column("group")
        degree = {p: len(near) for p, near in self.network.near.items()}
        twice_m = sum(degree.values())
        inside = sum(1 for p, near in self.network.near.items() for q in near if of[p] == of[q])
        strength = collections.Counter()
        for person, group in of.items():
            if degree[person]:
                strength[group] += degree[person]
        modularity = inside / twice_m - sum((s / twice_m) ** 2 for s in strength.values())
        rows = rows_of(self.results.folder / "tables/network/groups.csv")
        sizes = collections.Counter(group for person, group in of.items() if degree[person])
        self.assertEqual([int(row["people"]) for row in rows], [sizes[i + 1] for i in range(len(sizes))])
        self.assertEqual(sorted(sizes.values(), reverse=True), [sizes[i + 1] for i in range(len(sizes))])
        # Leiden in igraph finds 0.6692 to 0.674 here, depending on the seed.
        self.assertGreater(modularity, 0.66)

    def test_the_same_seed_gives_the_same(self):
        again = self.results_of(self.place / "alone.toml", "--audience", "team", out=self.folder / "again")
        self.assertEqual(self.results.analysis("network")["digest"], again.analysis("network")["digest"])


if __name__ == "__main__":
    unittest.main()
