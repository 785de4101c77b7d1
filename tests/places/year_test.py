"""A made-up year (scripts/make_year.py) is counted again from its files, by a reading that shares nothing with Kith, and every number of `kith today` and
`kith report` is compared. What a funder may be told is checked against the rules of disclosure control (domain.md 6.2), number by number.
"""
import collections
import csv
import datetime
import json
import pathlib
import stat
import subprocess
import tempfile
import unittest

import kith_command
import make_year

D = datetime.date.fromisoformat
QUARTERS = [("2025-07-01", "2025-09-30"), ("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]
YEAR = ("2025-07-01", "2026-06-30")
DAYS = ("2025-08-15", "2025-12-31", "2026-03-02", "2026-06-30")
FACETS = dict(household="asked_household", family="asked_family", friends="asked_friends", neighbours="asked_neighbours", groups="asked_groups", paid_support="asked_paid", alter_ties="asked_alter_ties")
NOT_MET = {"": "offered", "both agreed": "agreed", "not this time": "not_this_time", "still in touch": "in_touch"}
SUMMED = {"lsns6": {"family": "f1 f2 f3", "friends": "g1 g2 g3", "total": "f1 f2 f3 g1 g2 g3"}, "ucla3": {"total": "a b c"}, "ons_direct": {"total": "d"},
          "djg6": {"emotional": "e1 e2 e3", "social": "s1 s2 s3", "total": "e1 e2 e3 s1 s2 s3"}}
OUTCOMES = "better same worse unknown not_asked_again asked_once".split()


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_time(text, time):
    return bool(text) and time[0] <= text <= time[1]


class Count:
    """The files, as a reader with a pencil would count them: {(section, figure, what): [times or people behind it]}."""

    def __init__(self, folder, agreed_only=False):
        people = rows(folder / "people.csv")
        stopped = {p["id"] for p in people if p["state"] == "asked_us_to_stop"}
        gone = stopped | {p["id"] for p in people if p["age_band"] == "13-17"}          # under 18: not taken in
        ties = rows(folder / "ties.csv")
        # Whoever named somebody who is gone has not told us all any more.
        self.told_less = {t[a] for t in ties for a, b in (("from", "to"), ("to", "from")) if t[b] in stopped}
        agreed = lambda p: not agreed_only or not p["permission"] or "aggregate" in p["permission"].split(";")
        self.people = {p["id"]: p for p in people if p["id"] not in gone}
        self.counted = {key for key, p in self.people.items() if agreed(p)}
        self.said_no = set(self.people) - self.counted
        self.events = [e for e in rows(folder / "events.csv") if e["who"] in self.counted]
        for event in self.events:
            if event["other"] in gone:
                event["other"] = ""
        self.gone = gone
        self.observations = [o for o in rows(folder / "observations.csv") if o["subject"] in self.counted and self.people[o["subject"]]["role"] == "participant"]
        self.ties = [t for t in ties if not {t["from"], t["to"]} & gone]
        self.assets = {a["id"]: a for a in rows(folder / "assets.csv")}
        private = {row["subtype"] for row in rows(kith_command.SOURCE / "data/asset_classes.csv") if row["sensitivity"]}
        for tie in self.ties:                                                          # a tie that would tell something private keeps its row alone
            asset = self.assets.get(tie["to"])
            if asset and (asset["sensitivity"] or asset["kind"] in private):
                tie.update(to="", met_through="")

    def of(self, time):
        out = {}
        events = [e for e in self.events if in_time(e["date"], time)]

        def put(section, figure, people, times="Times"):
            if times:
                out[section, figure, times] = list(people)
            out[section, figure, "People"] = sorted({p for one in people for p in (one if isinstance(one, tuple) else (one,))})

        put("conversations", "conversations", [e["who"] for e in events if e["kind"] == "conversation"])
        put("conversations", "promises", [e["who"] for e in events if e["next"]])
        put("conversations", "promises.done", [e["who"] for e in events if e["next"] and e["done"] and e["done"] <= time[1]])
        came = [p for p in self.people.values() if p["id"] in self.counted and p["role"] == "participant" and in_time(p["introduced_on"], time)]
        put("introduced", "introduced", [p["id"] for p in came], None)
        put("introduced", "introduced_level", [p["id"] for p in came], None)
        for p in came:
            out.setdefault(("introduced", "introduced." + (p["introduced_by"] or "not_recorded"), "People"), []).append(p["id"])
            out.setdefault(("introduced", "introduced_level." + (p["contact_level"] or "not_recorded"), "People"), []).append(p["id"])
        made = [e for e in events if e["kind"] == "introduction" and e["other"] not in self.said_no]
        both = lambda e: (e["who"], e["other"]) if e["other"] in self.people else (e["who"],)
        for section_figure, some in {"introductions": made, "introductions_to": made, "introductions_to.person": [e for e in made if e["other"] in self.people],
                                     "introductions_to.asset": [e for e in made if e["other"] in self.assets], "introductions_to.unnamed": [e for e in made if not e["other"]],
                                     **{"introductions." + stage: [e for e in made if NOT_MET.get(e["outcome"], "met") == stage] for stage in ("offered", "agreed", "met", "in_touch", "not_this_time")}}.items():
            put("introductions", section_figure, [both(e) for e in some])
        due = [e for e in self.events if e["kind"] == "introduction" and e["date"] and e["other"] not in self.said_no and NOT_MET.get(e["outcome"], "met") in ("met", "in_touch")
               and in_time((D(e["date"]) + datetime.timedelta(91)).isoformat(), time)]
        ways = collections.defaultdict(list)
        for e in due:
            ways[self.after_three_months(e)].append(both(e))
        put("three_months", "three_months", [both(e) for e in due])
        for way in ("tied", "ended", "unknown"):
            put("three_months", "three_months." + way, ways[way])
        everybody = [e for e in rows_of_all(self)]
        started = [e for e in everybody if e["kind"] == "group_started" and in_time(e["date"], time)]
        out["groups", "groups", "Groups"] = sorted({e["other"] for e in started if e["other"]}) + [e["id"] for e in started if not e["other"]]
        gave = [e for e in events if e["kind"] == "gift" and e["other"] not in self.said_no]
        put("gifts", "gifts", [e["who"] for e in gave])
        for figure, some in (("person", [e for e in gave if e["other"] in self.people]), ("asset", [e for e in gave if e["other"] in self.assets]), ("unnamed", [e for e in gave if not e["other"]])):
            put("gifts", "gifts." + figure, [e["who"] for e in some])
        put("offers", "offers", [p["id"] for p in self.people.values() if p["id"] in self.counted and p["role"] == "participant" and p["offers"] and in_time(p["asked_on"], time)], None)
        here = [p for p in self.people.values() if p["id"] in self.counted and p["role"] == "participant" and p["state"] == "living_here"]
        for facet, column in FACETS.items():
            for word, what in (("complete", "Told us all"), ("partly", "Told us some"), ("not_asked", "Not asked yet")):
                out["asked", "asked." + facet, what] = [p["id"] for p in here if self.asked(p, column) == word]
        return out

    def asked(self, person, column):
        word = person[column] or "not_asked"
        return "partly" if word == "complete" and column != "asked_groups" and person["id"] in self.told_less else word

    def after_three_months(self, e):
        if e["outcome"] == "still in touch":
            return "tied"
        if not e["other"]:
            return "unknown"
        on = (D(e["date"]) + datetime.timedelta(91)).isoformat()
        between = [t for t in self.ties if {t["from"], t["to"]} == {e["who"], e["other"]}]
        ended = [t for t in between if t["until"] and t["until"] <= on]
        if any(t not in ended and t["last_confirmed"] >= on for t in between):
            return "tied"
        return "ended" if between and len(ended) == len(between) else "unknown"

    def changes(self, time):
        """{(instrument, scale): Counter of outcomes}."""
        found = collections.defaultdict(collections.Counter)
        asked = collections.defaultdict(lambda: collections.defaultdict(dict))     # (instrument, scale, person) -> day -> item -> value
        for o in self.observations:
            if o["date"] > time[1] or not o["date"] or o["value"] == "not_asked":
                continue
            scales = SUMMED.get(o["instrument"], {o["item"]: o["item"]})
            for scale, items in scales.items():
                if o["item"] in items.split():
                    asked[o["instrument"], scale, o["subject"]][o["date"]][o["item"]] = None if o["value"] in ("declined", "dont_know") else float(o["value"])
        for (instrument, scale, person), days in asked.items():
            before, within = [d for d in sorted(days) if d < time[0]], [d for d in sorted(days) if d >= time[0]]
            first, last = (before or within)[-1 if before else 0], within[-1] if within else None
            items = SUMMED.get(instrument, {}).get(scale, scale).split()
            if last is None:
                outcome = "not_asked_again"
            elif first == last:
                outcome = "asked_once"
            else:
                scores = [self.score(instrument, items, days[day]) for day in (first, last)]
                if None in scores:
                    outcome = "unknown"
                elif scores[0] == scores[1]:
                    outcome = "same"
                else:
                    outcome = "better" if (scores[1] > scores[0]) == (instrument not in ("ucla3", "ons_direct", "djg6")) else "worse"
            found[instrument, scale][outcome] += 1
        return found

    @staticmethod
    def score(instrument, items, answers):
        values = [answers.get(item) for item in items]
        if None in values:
            return None
        if instrument == "djg6":
            return sum((value in (2, 3)) if item[0] == "e" else (value in (1, 2)) for item, value in zip(items, values))
        return sum(values)


def rows_of_all(count):
    """Groups are public: whoever began one, it counts."""
    return [e for e in rows(count.folder / "events.csv") if e["who"] not in count.gone]


class Year(kith_command.KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.places = {}
        for people in (0, 5, 60):
            folder = cls.folder / f"year{people}"
            subprocess.run(["python3", "-B", make_year.__file__, "--out", folder, "--people", str(people)], check=True)
            cls.places[people] = folder

    def count(self, people, **more):
        count = Count(self.places[people], **more)
        count.folder = self.places[people]
        return count

    def report(self, people, time, audience, *more):
        out = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "report"
        self.run_kith("report", self.places[people] / "patch.toml", "--from", time[0], "--to", time[1], "--audience", audience, "-o", out, "--quiet", *more)
        figures = {}
        for row in rows(out / "figures.csv"):
            self.assertNotIn((row["section"], row["figure"], row["what"]), figures)
            figures[row["section"], row["figure"], row["what"]] = row
        return out, figures

    def test_the_files_are_the_scripts(self):
        for people, folder in self.places.items():
            self.assertEqual(subprocess.run(["python3", "-B", make_year.__file__, "--out", folder, "--people", str(people), "--check"]).returncode, 0)
        events = rows(self.places[60] / "events.csv")
        self.assertGreater(len(events), 850)
        self.assertEqual(sum(p["role"] == "participant" for p in rows(self.places[60] / "people.csv")), 60)

    def test_every_number_of_the_team_is_what_the_files_say(self):
        count = self.count(60)
        for time in QUARTERS + [YEAR]:
            out, figures = self.report(60, time, "team")
            expected = {key: len(behind) for key, behind in count.of(time).items()}
            told = {key: int(row["value"]) for key, row in figures.items() if key[0] not in ("report", "new_ties") and not key[0].startswith("changes.") and not key[1].startswith("asked.help_")}
            self.assertEqual(told, expected, time)
            changed = {key[0][8:]: None for key in figures if key[0].startswith("changes.")}
            self.assertEqual(set(changed), {instrument for instrument, _ in count.changes(time)})
            for (instrument, scale), outcomes in count.changes(time).items():
                got = {o: int(figures["changes." + instrument, scale, o]["value"]) for o in OUTCOMES}
                self.assertEqual(got, {o: outcomes[o] for o in OUTCOMES}, (time, instrument, scale))
            self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o700)

    def test_quarters_make_the_year(self):
        year = self.report(60, YEAR, "team", "--force")[1]
        for figure in (("conversations", "conversations", "Times"), ("gifts", "gifts", "Times"), ("introductions", "introductions", "Times"), ("introduced", "introduced", "People")):
            self.assertEqual(sum(int(self.report(60, time, "team", "--force")[1][figure]["value"]) for time in QUARTERS), int(year[figure]["value"]), figure)

    def test_new_ties_are_those_of_the_files(self):
        count = self.count(60)
        kinds = {row["kind"]: row for row in rows(kith_command.SOURCE / "data/tie_kinds.csv")}
        for time in QUARTERS:
            figures = self.report(60, time, "team", "--force")[1]
            new = [t for t in count.ties if t["from"] in count.counted and len(t["since"]) >= 7 and in_time((t["since"] + "-01")[:10], time) and kinds[t["kind"]]["group"] != "service"
                   and (t["paid"] or kinds[t["kind"]]["paid"]) != "yes"]
            self.assertEqual(int(figures["new_ties", "new_ties", "Ties"]["value"]), len(new), time)
            through = [t for t in new if t["met_through"] == "introduction"]
            self.assertEqual(int(figures["new_ties", "new_ties.introduction", "Ties"]["value"]), len(through), time)

    def test_a_funder_is_told_no_small_number(self):
        count = self.count(60, agreed_only=True)
        said = 0
        for time in QUARTERS + [YEAR]:
            out, figures = self.report(60, time, "funder")
            expected = count.of(time)
            for key, row in figures.items():
                if key[0] in ("report", "new_ties", "groups") or key[0].startswith("changes.") or key not in expected:
                    continue
                behind = expected[key]
                people = {p for one in behind for p in (one if isinstance(one, tuple) else (one,))}
                if not row["value"]:
                    self.assertEqual(row["note"], "not said")
                    continue
                said += 1
                self.assertGreaterEqual(len(people), 10, (time, key))
                self.assertEqual(int(row["value"]), (len(behind) + 2) // 5 * 5, (time, key))
            for (instrument, scale), outcomes in count.changes(time).items():
                for outcome in OUTCOMES:
                    value = figures["changes." + instrument, scale, outcome]["value"]
                    self.assertTrue(not value or (outcomes[outcome] >= 10 and int(value) == (outcomes[outcome] + 2) // 5 * 5), (time, instrument, scale, outcome))
            text = (out / "report.html").read_text(encoding="utf-8")
            for person in count.people.values():
                self.assertNotIn(person["name"], text)
        self.assertGreater(said, 60)

    def test_stories_only_where_the_teller_said_yes(self):
        told = [e for e in rows(self.places[60] / "events.csv") if e["kind"] == "story"]
        may = {"team": told, "funder": [e for e in told if e["permission"]], "public": [e for e in told if "public" in e["permission"]]}
        gone = self.count(60).gone
        for audience, stories in may.items():
            out, _ = self.report(60, YEAR, audience, "--force")
            text = (out / "report.html").read_text(encoding="utf-8")
            wanted = [e for e in stories if e["who"] not in gone]
            self.assertEqual(text.count("<h3>“"), len(wanted), audience)
            for story in set(e["words"] for e in told) - set(e["words"] for e in wanted):
                self.assertNotIn(story[:30], text)

    def test_useful_with_nobody_and_with_five(self):
        for people in (0, 5):
            for audience in ("team", "funder"):
                out, figures = self.report(people, YEAR, audience)
                text = (out / "report.html").read_text(encoding="utf-8")
                self.assertTrue((out / "report.pdf").read_bytes().startswith(b"%PDF"))
                numbers = [float(row["value"]) for key, row in figures.items() if row["value"] and key[0] != "groups"]
                if audience == "funder":
                    self.assertEqual(numbers, [], "five people are too few to say anything of them")
                elif people == 0:
                    self.assertIn("Ctrl+N", text)
                    self.assertEqual([n for n in numbers if n], [])
                else:
                    self.assertGreater(sum(numbers), 50)

    def test_periods_that_tell_days_are_refused(self):
        out = self.folder / "refused"
        for time, audience, why in ((("2025-07-02", "2025-09-30"), "funder", "whole months"), (("2025-07-01", "2025-09-29"), "public", "whole months"), (("2025-09-30", "2025-07-01"), "team", "ends before"),
                                    (("2025-07", "2025-09-30"), "team", "--from is not a day")):
            done = self.run_kith("report", self.places[5] / "patch.toml", "--from", time[0], "--to", time[1], "--audience", audience, "-o", out, exits=(2,))
            self.assertIn(why, done.stderr)
            self.assertFalse(out.exists())

    def test_a_month_is_not_told_by_two_reports(self):
        told = self.folder / "told.json"
        first, one = self.report(60, ("2025-07-01", "2025-08-31"), "funder", "--ledger", told)
        before = told.read_text(encoding="utf-8")
        self.report(60, ("2025-07-01", "2025-10-31"), "team", "--ledger", told)
        self.assertEqual(told.read_text(encoding="utf-8"), before, "what the team reads is not told")
        for time in (("2025-07-01", "2025-09-30"), ("2025-08-01", "2025-09-30"), ("2025-08-01", "2025-08-31"), ("2025-07-01", "2026-01-31")):
            _, more = self.report(60, time, "funder", "--ledger", told)
        self.assertEqual(len(json.loads(told.read_text(encoding="utf-8"))["reports"]), 5)
        alone, free = self.report(60, ("2025-07-01", "2026-01-31"), "public", "--ledger", self.folder / "other.json")
        kept = {key for key, row in free.items() if row["value"]} - {key for key, row in more.items() if row["value"]}
        self.assertTrue(all(more[key]["note"] == "not said" for key in kept if key in more))
        told.write_text("{", encoding="utf-8")
        done = self.run_kith("report", self.places[60] / "patch.toml", "--from", "2025-07-01", "--to", "2025-07-31", "--audience", "funder", "--ledger", told, "-o", self.folder / "damaged", exits=(3,))
        self.assertIn("cannot be read", done.stderr)
        self.assertFalse((self.folder / "damaged").exists())

    def test_today_is_what_the_files_say(self):
        count = self.count(60)
        for day in DAYS:
            lists = {one["heading"]: one for one in json.loads(self.run_kith("today", self.places[60] / "patch.toml", "--day", day, "--json", "--quiet").stdout)["lists"]}
            soon = (D(day) + datetime.timedelta(7)).isoformat()
            promised = [e for e in count.events if e["next"] and not (e["done"] and e["done"] <= day) and not (e["date"] and e["date"] > day) and not (e["due"] and e["due"] > soon)]
            self.assertEqual(len(lists["Promised"]["lines"]), len(promised), day)
            stages = collections.Counter()
            for e in count.events:
                if e["kind"] != "introduction" or (e["date"] and e["date"] > day):
                    continue
                stage = NOT_MET.get(e["outcome"], "met")
                if stage in ("offered", "agreed") or (stage == "met" and e["date"] and (D(day) - D(e["date"])).days >= 91):
                    stages[stage] += 1
            self.assertEqual(len(lists["Introductions on their way"]["lines"]), sum(stages.values()), day)


if __name__ == "__main__":
    unittest.main()
