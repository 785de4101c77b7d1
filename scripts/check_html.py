#!/usr/bin/python3
"""Pages that Kith writes: valid HTML, self-contained, readable by a screen reader, and printed by a browser.

    scripts/check_html.py [--browser] PAGE.html …

Validity is html5lib's strict parser (python3-html5lib). --browser also opens each page in Chromium without a network, prints it to
PDF beside the page and fails on whatever its console says. Both come with scripts/setup --check.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

_REMOTE = re.compile(r"\s*(?:https?:)?//", re.I)
_LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data"}


class _Page(HTMLParser):
    """What a reader, a screen reader and an offline machine need, gathered in one pass."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[int, str]] = []
        self.ids: set[str] = set()
        self.targets: list[tuple[int, str]] = []
        self.heading = 0
        self.seen: set[str] = set()
        self.tables: list[dict] = []
        self.figures: list[tuple[int, bool]] = []  # open <svg>: line, whether it has a name

    def fault(self, text: str) -> None:
        self.faults.append((self.getpos()[0], text))

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.seen.add(tag)
        self._references(tag, a)
        if tag == "html" and not a.get("lang"):
            self.fault("<html> has no lang")
        if tag == "img" and "alt" not in a:
            self.fault("<img> has no alt")
        if re.fullmatch(r"h[1-6]", tag):
            level = int(tag[1])
            if level > self.heading + 1:
                self.fault(f"<{tag}> comes after a heading of level {self.heading}")
            self.heading = level
        if tag == "table":
            self.tables.append({"line": self.getpos()[0], "caption": bool(a.get("aria-label") or a.get("aria-labelledby")), "head": False})
        if self.tables and tag == "caption":
            self.tables[-1]["caption"] = True
        if self.tables and tag == "th":
            self.tables[-1]["head"] = True
            if "scope" not in a:
                self.fault("<th> has no scope")
        if tag == "svg":
            self.figures.append((self.getpos()[0], bool(a.get("aria-label") or a.get("aria-labelledby") or a.get("aria-hidden") == "true")))
        if tag == "title" and self.figures:
            self.figures[-1] = (self.figures[-1][0], True)

    def _references(self, tag, a):
        if a.get("id"):
            if a["id"] in self.ids:
                self.fault(f"the id {a['id']} stands twice")
            self.ids.add(a["id"])
        if tag == "a" and (a.get("href") or "").startswith("#"):
            self.targets.append((self.getpos()[0], a["href"][1:]))
        for name in ("aria-labelledby", "aria-describedby"):
            self.targets += [(self.getpos()[0], word) for word in (a.get(name) or "").split()]
        loaded = a.get(_LOADS.get(tag, ""))
        if loaded and not loaded.startswith("data:"):
            self.fault(f"<{tag}> loads {loaded[:60]}: a page holds all it needs")
        if re.search(r"url\(\s*['\"]?(?:https?:)?//", a.get("style") or ""):
            self.fault("a style loads from elsewhere")

    def handle_endtag(self, tag):
        if tag == "table" and self.tables:
            table = self.tables.pop()
            if not table["caption"]:
                self.faults.append((table["line"], "a table has neither caption nor label"))
            if not table["head"]:
                self.faults.append((table["line"], "a table has no heading cell"))
        if tag == "svg" and self.figures:
            line, named = self.figures.pop()
            if not named and not self.figures:
                self.faults.append((line, "a picture has neither title nor label"))

    def handle_data(self, data):
        if self.lasttag == "style" and re.search(r"@import|url\(\s*['\"]?(?!data:|#)[^)]", data):
            self.fault("the style sheet loads something")


def check_page(text: str) -> list[tuple[int, str]]:
    page = _Page()
    page.feed(text)
    page.close()
    faults = page.faults + [(line, f"nothing has the id {target}") for line, target in page.targets if target not in page.ids]
    if "title" not in page.seen:
        faults.append((1, "the page has no title"))
    if "main" not in page.seen:
        faults.append((1, "the page has no <main>"))
    return sorted(faults)


def parse_errors(text: str) -> list[tuple[int, str]]:
    import html5lib  # only here: scripts/test does not need it
    from html5lib.constants import E

    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [(line, E.get(code, code) % values) for (line, _), code, values in parser.errors]


def browse(path: str) -> list[tuple[int, str]]:
    """Prints the page to <page>.pdf; faults when the browser fails, complains in its console or writes no A4 pages."""
    pdf = os.path.splitext(path)[0] + ".pdf"
    with tempfile.TemporaryDirectory() as profile:
        command = ["chromium", "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}", "--enable-logging=stderr",
                   "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", f"--print-to-pdf={os.path.abspath(pdf)}"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium's own does not start as root
        done = subprocess.run([*command, "file://" + os.path.abspath(path)], capture_output=True, text=True, timeout=120, check=False)
    faults = [(1, "the browser says: " + line[:200]) for line in done.stderr.splitlines() if ":CONSOLE" in line]
    if done.returncode != 0 or not os.path.exists(pdf):
        return faults + [(1, f"the browser could not print it (exit {done.returncode})")]
    with open(pdf, "rb") as file:
        content = file.read()
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    print(f"{path}: {pages} printed pages" if pages else f"{path}: printed")
    return faults


def main(arguments: list[str]) -> int:
    pages = [a for a in arguments if not a.startswith("--")]
    if not pages:
        print("usage: scripts/check_html.py [--browser] PAGE.html …", file=sys.stderr)
        return 2
    count = 0
    for path in pages:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        faults = parse_errors(text) + check_page(text) + (browse(path) if "--browser" in arguments else [])
        for line, fault in faults:
            print(f"{path}:{line}: {fault}")
        count += len(faults)
    print(f"html: {len(pages)} pages, " + ("clean" if count == 0 else f"{count} faults"))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
