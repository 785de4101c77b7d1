"""How people are connected, from file to finding: the sample village, counted a second time from its files with nothing of
Kith's; and, of the same village with fewer people asked, that what is not known is not said."""
import collections
import csv
import hashlib
import shutil
import unittest

from kith_command import SAMPLES, SOURCE, KithTest

VILLAGE = SAMPLES / "village"
PEOPLE_TYPES = "person-person"


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
        cls.counts = {row["output"]: row for row in cls.results.analysis("network").get("place", [])} if False else None

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

    def test_whoever_connects_many_is_told_of_with_and_without_paid_ties(self):
        findings = [f for f in self.results.read("findings.json")["findings"] if f["run"] == "network"]
        for message, paid in (("many_connect", True), ("connect_unpaid", False)):
            network = Network(paid)
            told = [f for f in findings if f["message"] == message]
            if paid:
                self.assertTrue(told)
            for finding in told:
                person = next(p for p in network.people if key_of(p) == finding["subjects"][0])
                parts = network.held_by(person)
                self.assertGreater(len(parts), 1)
                self.assertEqual(finding["value"], sum(size for size in parts[1:] if size >= 5), person)
        # And nobody is left out: every cut point by a count of its own.
        held = self.column("held_together")
        for person in self.network.people[:: len(self.network.people) // 60]:
            self.assertEqual(held[person], sum(self.network.held_by(person)[1:]), person)
        for finding in findings:
            if finding["message"] == "many_connect":
                person = next(p for p in self.network.people if key_of(p) == finding["subjects"][0])
                self.assertEqual(held[person], sum(self.network.held_by(person)[1:]), person)

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
        rows = self.results.table("network", "groups")
        sizes = collections.Counter(group for person, group in of.items() if degree[person])
        self.assertEqual([int(row["people"]) for row in rows], [sizes[i + 1] for i in range(len(sizes))])
        self.assertEqual(sorted(sizes.values(), reverse=True), [sizes[i + 1] for i in range(len(sizes))])
        self.assertGreater(modularity, 0.6)

    def test_the_same_seed_gives_the_same_and_nothing_else_does_matter(self):
        again = self.results_of(self.place / "alone.toml", "--audience", "team", out=self.folder / "again")
        mine, theirs = (r.analysis("network") for r in (self.results, again))
        self.assertEqual(mine["digest"] if "digest" in mine else mine.get("result"), theirs["digest"] if "digest" in theirs else theirs.get("result"))


if __name__ == "__main__":
    unittest.main()
