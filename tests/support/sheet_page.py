"""Sheets as tests read them: the page that `kith sheet` writes by headings, entries and lines, and the sample patch's own tables."""
import csv
import datetime
import html.parser

from tests.support.kith_command import SAMPLES, KithTest

PATCH = SAMPLES / "patch"
TODAY = datetime.date(2026, 6, 30)  # the place's own day


def table(name, folder=PATCH):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_words(text):
    day = datetime.date.fromisoformat(text)
    return f"{day.day} {day.strftime('%B %Y')}"


class SheetPage(html.parser.HTMLParser):
    """Headings of level 2, each with its entries (name, what stands beside it, facts) and list lines."""

    def __init__(self, text):
        super().__init__()
        self.sections, self.path, self.words, self.title, self.kind = [], [], [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("meta",):
            return
        self.path.append(tag)
        kind = dict(attrs).get("class", "")
        self.kind = kind if tag == "p" else ""
        if tag in ("section", "footer"):
            self.sections.append({"heading": "", "lead": "", "lines": [], "entries": [], "words": []})
        if tag == "div" and kind == "entry":
            self.sections[-1]["entries"].append({"name": "", "beside": "", "facts": {}, "unknown": ""})

    def handle_endtag(self, tag):
        while self.path and self.path.pop() != tag:
            pass

    def handle_data(self, data):
        data = data.strip()
        if not data or "style" in self.path or "title" in self.path:
            return
        self.words += data.split()
        if not self.sections:
            self.title += data if "h1" in self.path else ""
            return
        last, inner = self.sections[-1], self.path[-1]
        last["words"] += data.split()
        entry = last["entries"][-1] if last["entries"] else None
        if inner == "h2":
            last["heading"] = data
        elif inner == "li":
            last["lines"].append(data)
        elif inner == "h3" and entry:
            entry["name"] = data
        elif inner == "span" and entry:
            entry["beside"] = data
        elif inner == "dt":
            self.what = data
        elif inner == "dd":
            entry["facts"][self.what] = data
        elif inner == "p" and "lead" in self.kind:
            last["lead"] = data
        elif inner == "p" and entry:
            entry["unknown"] = data

    def section(self, heading):
        return next(s for s in self.sections if s["heading"] == heading)

    def entries(self):
        return [e for s in self.sections for e in s["entries"]]


class SheetTest(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assets = {a["id"]: a for a in table("assets.csv")}
        cls.people = {p["id"]: p for p in table("people.csv")}
        cls.events = [e for e in table("events.csv") if e["date"] <= TODAY.isoformat()]

    def page(self, kind, *more, place=PATCH / "patch.toml", exits=(0,)):
        out = self.folder / f"{kind}.html"
        self.run_kith("sheet", kind, place, *more, "-o", out, "--force", "--quiet", exits=exits)
        return SheetPage(out.read_text(encoding="utf-8"))

    def here(self, who):
        """Is this person in the place? Somebody under 18 and somebody who asked us to stop are not."""
        return self.people[who]["age_band"] != "13-17" and self.people[who]["state"] == "living_here"
