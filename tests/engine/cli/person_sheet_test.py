"""Sheets about one person, or for them: a visit, a path, what somebody told us; counted here from the sample's own tables by Python alone."""
import pathlib
import re
import stat
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.support.sheet_page import PATCH, TODAY, SheetPage, SheetTest, in_words, table  # noqa: E402


class SheetsOfAPerson(SheetTest):
    # A visit

    def test_a_visit_reconciles_with_the_events(self):
        counted = 0
        for who in ("P001", "P007", "P016", "P048", "P025"):
            page = self.page("visit", "--person", who)
            own = [e for e in self.events if e["who"] == who]
            conversations = sum(e["kind"] == "conversation" for e in own)
            self.assertIn(f"{conversations} conversation", " ".join(page.words))
            promised = [e for e in own if e["next"]]
            still_open = [e for e in promised if not e["done"] or e["done"] > TODAY.isoformat()]
            section = page.section("Promised")
            self.assertEqual(len(section["lines"]), len(still_open))
            if promised:
                self.assertIn(f"{len(promised) - len(still_open)} kept, {len(still_open)} open", section["lead"])
            for event in still_open:
                self.assertTrue(any(event["next"].removesuffix(".") in line and (not event["due"] or in_words(event["due"]) in line) for line in section["lines"]), event)
            said = sorted((e for e in own if e["words"]), key=lambda e: e["date"], reverse=True)[:3]
            self.assertEqual(sorted(re.search("“(.*)”", line)[1] for line in page.section("What was said last")["lines"]), sorted(e["words"] for e in said))
            counted += conversations
        self.assertGreater(counted, 5)

    def test_a_visit_lists_the_introductions_that_are_on_their_way(self):
        looked = 0
        for who in ("P001", "P007", "P008", "P016", "P036", "P053"):
            expected = [e for e in self.events if e["kind"] == "introduction" and who in (e["who"], e["other"]) and not e["done"] and e["outcome"] not in ("not this time", "still in touch")]
            told = [s for s in self.page("visit", "--person", who).sections if s["heading"] == "Introductions on their way"]
            self.assertEqual(sum(len(s["entries"]) for s in told), len(expected), who)
            looked += len(expected)
        self.assertGreater(looked, 3)

    def test_a_visit_counts_whom_nobody_else_knows(self):
        named, looked = {n["id"] for n in table("named.csv")}, 0
        for who in ("P001", "P007", "P016"):
            lines = self.page("visit", "--person", who).section("Who and what is there already")["lines"]
            ties = {(t["from"], t["to"], t["kind"]) for t in table("ties.csv") if t["from"] == who and t["to"] in named and t["valence"] != "difficult" and not (t["until"] and t["until"] <= TODAY.isoformat())}
            said = [line for line in lines if "hom they named: " in line]
            self.assertEqual(sum(int(n) for line in said for n in re.findall(r"\((\d+)\)", line)), len(ties), lines)
            looked += len(ties)
        self.assertGreater(looked, 5)

    def test_a_visit_says_no_category_no_difficult_tie_and_no_private_place(self):
        ties = table("ties.csv")
        named = {n["id"]: n for n in table("named.csv")}
        private = {a["id"]: a["name"] for a in self.assets.values() if a["sensitivity"] in ("S", "H")}
        looked = 0
        for who in ("P001", "P008", "P026", "P016"):
            if not self.here(who):
                continue
            out = self.folder / "visit-of.html"
            self.run_kith("sheet", "visit", PATCH / "patch.toml", "--person", who, "-o", out, "--force", "--quiet")
            text = " ".join(SheetPage(out.read_text(encoding="utf-8")).words).lower()
            for word in ("lsns", "ucla", "lonely", "isolated", "score", "risk"):
                self.assertNotIn(word, text)
            ties_section = SheetPage(out.read_text(encoding="utf-8")).section("Who and what is there already")["lines"]
            for tie in ties:
                if who in (tie["from"], tie["to"]) and tie["to"] in private:
                    looked += 1
                    self.assertFalse(any(private[tie["to"]] in line for line in ties_section), tie)
            for one in named.values():
                if re.search(r"[a-z]{4}", one["label"]) and " " not in one["label"]:
                    self.assertNotIn(one["label"].lower(), text)
        self.assertGreater(looked, 0, "the sample has ties to private places")

    def test_a_visit_sheet_is_its_owners_alone(self):
        out = self.folder / "own.pdf"
        self.run_kith("sheet", "visit", PATCH / "patch.toml", "--person", "P016", "-o", out, "--quiet")
        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o600)
        again = self.run_kith("sheet", "visit", PATCH / "patch.toml", "--person", "P016", "-o", out, exits=(2,))
        self.assertIn("--force", again.stderr)
        for who, said in (("P999", "Nobody is called that"), ("N001", "only named by somebody else")):
            self.assertIn(said, self.run_kith("sheet", "visit", PATCH / "patch.toml", "--person", who, "-o", self.folder / "x.pdf", exits=(3,)).stderr)

    # A path

    def test_a_path_is_written_on_at_the_table(self):
        asked = ["good life", "How do things stand", "come along", "strong already", "next step", "Who does it", "Until when"]
        empty = self.folder / "empty-path.html"
        self.run_kith("sheet", "path", "-o", empty, "--quiet")
        words = " ".join(SheetPage(empty.read_text(encoding="utf-8")).words)
        self.assertEqual([q for q in asked if q not in words], [])
        for more, name in ((["--person", "P016"], self.people["P016"]["name"]), (["--at", self.assets["A001"]["name"]], self.assets["A001"]["name"]), (["--at", "A001"], self.assets["A001"]["name"])):
            page = self.page("path", *more)
            self.assertEqual(page.title, "The path of " + name)
            self.assertEqual([q for q in asked if q not in " ".join(page.words)], [], "nothing of it is written down yet")
            self.assertEqual(stat.S_IMODE((self.folder / "path.html").stat().st_mode), 0o600)
        self.assertIn("--person or --at", self.run_kith("sheet", "path", PATCH / "patch.toml", "--person", "P016", "--at", "A001", "-o", self.folder / "x.pdf", exits=(2,)).stderr)
        for more, said in ((["--at", "Nowhere Hall"], "Nowhere Hall"), (["--person", "Nobody"], "Nobody is called that")):
            self.assertIn(said, self.run_kith("sheet", "path", PATCH / "patch.toml", *more, "-o", self.folder / "x.pdf", exits=(3,)).stderr)

    # You told us

    def test_what_somebody_told_is_theirs_and_in_their_words(self):
        looked = 0
        for event in self.events[:40]:
            who = event["who"]
            if not event["words"] or not self.here(who):
                continue
            page = self.page("told", "--person", who, "--on", event["date"])
            that_day = [e for e in self.events if e["who"] == who and e["date"] == event["date"]]
            said = [e["facts"]["What you said"] for s in page.sections for e in s["entries"] if "What you said" in e["facts"]]
            self.assertEqual(sorted(said), sorted(e["words"] for e in that_day if e["words"]))
            others = [p["name"] for p in self.people.values() if p["id"] != who]
            text = " ".join(page.words)
            self.assertEqual([name for name in others if name in text], [])
            self.assertIn("take it back", page.sections[-1]["heading"])
            looked += 1
            if looked == 6:
                return

    def test_without_a_day_it_is_the_last_meeting(self):
        last = max(e["date"] for e in self.events if e["who"] == "P016")
        self.assertIn(in_words(last).split()[1], self.page("told", "--person", "P016").words)
        done = self.run_kith("sheet", "told", PATCH / "patch.toml", "--person", "P016", "--on", "2020-01-01", "-o", self.folder / "t.pdf", exits=(3,))
        self.assertIn("that day", done.stderr)


if __name__ == "__main__":
    unittest.main()
