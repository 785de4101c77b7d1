"""People to get to know, from file to finding: the sample patch, counted a second time from its files with nothing of Kith's."""
import collections
import csv
import hashlib
import re
import unittest

from kith_command import SAMPLES, SOURCE, KithTest

PATCH = SAMPLES / "patch"
TODAY = "2026-06-30"
UNPAID = ["household", "family", "friends", "neighbours"]
DAYS = {"01": 31, "02": 28, "03": 31, "04": 30, "05": 31, "06": 30, "07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def last_day(date):
    """The last day of a date that may be known to the month or the year."""
    if len(date) == 4:
        return date + "-12-31"
    return date if len(date) == 10 else f"{date}-{DAYS[date[5:]]:02}"


def key_of(person):
    """base::key_for: BLAKE2b-256 over length-prefixed parts."""
    digest = hashlib.blake2b(digest_size=32)
    for part in (b"person", b"people", person.encode()):
        digest.update(len(part).to_bytes(8, "little") + part)
    return "person:" + digest.hexdigest()[:32]


class Files:
    """The patch as its files have it: who was asked what, and whom each person told of."""

    def __init__(self):
        gone = {p["id"] for p in rows_of(PATCH / "people.csv") if p["age_band"] == "13-17" or p["state"] == "asked_us_to_stop"}
        self.people = {p["id"]: p for p in rows_of(PATCH / "people.csv") if p["id"] not in gone}
        self.named = {p["id"]: p for p in rows_of(PATCH / "named.csv")}
        self.subjects = [i for i, p in self.people.items() if p["role"] == "participant" and p["state"] == "living_here"]
        self.kinds = {}
        for row in rows_of(SOURCE / "data/tie_kinds.csv"):
            for word in [row["kind"], *filter(None, row["aliases"].split(";"))]:
                self.kinds[word] = row
        self.around = collections.defaultdict(lambda: collections.defaultdict(list))  # person -> other end -> ties
        for tie in rows_of(PATCH / "ties.csv"):
            if tie["from"] in gone or tie["to"] in gone or (tie["until"] and last_day(tie["until"]) < TODAY):
                continue
            for end, other in (("from", "to"), ("to", "from")):
                if tie["reported_by"] not in ("from", "to") or tie["reported_by"] == end:
                    self.around[tie[end]][tie[other]].append(tie)

    def paid(self, tie):
        return tie["paid"] or self.kinds[tie["kind"]]["paid"]

    def everyone(self, person, facets):
        return all(self.people[person]["asked_" + f] == "complete" for f in facets)

    def happy(self, person):
        p = self.people[person]
        return p["own_view"] == "happy_as_is" and (not p["own_view_until"] or p["own_view_until"] >= TODAY)

    def persons(self, person):
        return {other: ties for other, ties in self.around[person].items() if other in self.people or other in self.named}

    def unpaid(self, person):
        return {other for other, ties in self.persons(person).items() if any(self.paid(t) == "no" for t in ties)}

    def mates(self, person):
        home = self.people[person]["household"]
        return {i for i, p in [*self.people.items(), *self.named.items()] if home and p["household"] == home and i != person and p.get("state", "living_here") == "living_here"}

    def groups(self, person):
        return {other for other, ties in self.around[person].items() if any(self.kinds[t["kind"]]["group"] == "membership" for t in ties)}


class Patch(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = Files()
        cls.results = cls().results_of(PATCH / "patch.toml", "--audience", "team", out=cls.folder / "out")
        cls.findings = [f for f in cls.results.read("findings.json")["findings"] if f["run"] == "isolation"]

    def subjects_of(self, message):
        names = {key_of(i): i for i in self.files.people}
        return {names[f["subjects"][0]] for f in self.findings if f["message"] == message}

    def expected(self, holds):
        return {p for p in self.files.subjects if not self.files.happy(p) and holds(p)}

    def test_nobody_named_who_is_there_unpaid(self):
        f = self.files
        found = self.subjects_of("no_unpaid_tie")
        self.assertEqual(found, self.expected(lambda p: f.everyone(p, UNPAID) and not f.unpaid(p) and not f.mates(p)))
        self.assertTrue(found)

    def test_one_unpaid_person(self):
        f = self.files
        found = self.subjects_of("one_unpaid_person") | {p for p in self.subjects_of("one_supporter") if len(f.unpaid(p)) == 1}
        alone = lambda p: len(f.unpaid(p)) == 1 and not f.mates(p) - f.unpaid(p)
        self.assertEqual(found, self.expected(lambda p: f.everyone(p, UNPAID) and alone(p)))

    def test_no_group_or_place(self):
        f = self.files
        found = self.subjects_of("no_membership")
        self.assertEqual(found, self.expected(lambda p: f.everyone(p, ["groups"]) and not f.groups(p)))
        self.assertTrue(found)

    def test_all_in_one_household(self):
        f = self.files
        found = self.subjects_of("household_only") | self.subjects_of("lives_with_others")
        holds = lambda p: f.everyone(p, UNPAID) and (f.unpaid(p) or f.mates(p)) and f.unpaid(p) <= f.mates(p)
        self.assertEqual(found, self.expected(holds))
        self.assertTrue(found)

    def test_counts_of_each_participant(self):
        f = self.files
        checked = 0
        for person, size, unpaid in self.results.query("SELECT id, isolation_size, isolation_n_unpaid FROM people WHERE role = 'participant'"):
            if person not in f.subjects:
                continue
            if f.everyone(person, UNPAID):
                self.assertEqual(unpaid, len(f.unpaid(person)), person)
                checked += 1
            if f.everyone(person, [*UNPAID, "paid"]):
                self.assertEqual(size, len(f.persons(person)), person)
        self.assertGreater(checked, 30)

    def test_whoever_is_happy_or_was_not_asked_is_left_in_peace(self):
        names = {key_of(i): i for i in self.files.people}
        spoken_of = {names.get(f["subjects"][0]) for f in self.findings if f["subjects"] != ["place"]}
        self.assertNotIn(None, spoken_of)                    # never somebody only named by others
        self.assertLessEqual(spoken_of, set(self.files.subjects))
        for person in spoken_of:
            self.assertFalse(self.files.happy(person), person)
            self.assertTrue(any(v == "complete" for k, v in self.files.people[person].items() if k.startswith("asked_")), person)

    def test_a_view_that_has_run_out_no_longer_closes(self):
        f = self.files
        ran_out = {p for p in f.subjects if f.people[p]["own_view"] == "happy_as_is" and not f.happy(p)}
        self.assertTrue(ran_out)
        names = {key_of(i): i for i in f.people}
        self.assertTrue(ran_out & {names.get(one["subjects"][0]) for one in self.findings})

    def test_who_was_not_asked_stands_in_a_list_of_their_own(self):
        f = self.files
        rows = rows_of(self.results.folder / "tables/isolation/to_ask.csv")
        everything = [*UNPAID, "groups", "paid"]
        self.assertEqual(sorted(r["person"] for r in rows), sorted(f.people[p]["name"] for p in f.subjects if not f.everyone(p, everything)))
        nothing = {f.people[p]["name"] for p in f.subjects if all(f.people[p]["asked_" + k] != "complete" for k in [*everything, "help", "alter_ties"])}
        self.assertEqual({r["person"] for r in rows if r["so_far"] == "nothing asked yet"}, nothing)

    def test_every_finding_on_a_person_says_what_is_there_and_what_might_help(self):
        for finding in self.findings:
            if finding["subjects"] == ["place"]:
                continue
            self.assertTrue(finding["strengths"], finding["text"])
            self.assertNotRegex(finding["text"], re.compile(r"risk|score|lonely person|isolated|needs|lack", re.I))

    def test_instruments_are_of_groups_only(self):
        for finding in self.findings:
            if finding["message"] == "group_result":
                self.assertEqual(finding["subjects"], ["place"])
                self.assertGreaterEqual(finding["known"], 10)
        # Nobody in the sample agreed to talk about their answers, so nobody's answers are a reason.
        self.assertFalse({"own_answers", "own_words"} & {f["message"] for f in self.findings})


if __name__ == "__main__":
    unittest.main()
