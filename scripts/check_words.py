#!/usr/bin/python3
"""The language of the house: people are not cases, gaps lie between people and places, unknown is not absence.

    scripts/check_words.py [ROOT]

Reads every string literal under engine/, plugins/ and viewer/ (tests are theirs), every value of a plugin's manifest, and the
text of every HTML template. A comment `words: <reason>` on the line or the line above excuses a line of code; in JSON, where
there are no comments, the file's name and the words stand in EXCUSED below with their reason.
The rules are those of a strengths-based practice: see engine/README.md, "Words".
"""
from __future__ import annotations

import json
import os
import re
import sys
from html.parser import HTMLParser

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cpp_text import HEADERS, SOURCES, files, read, report, string_literals

_ONE = r"(?:person|people|resident|residents|neighbour|neighbours|somebody|someone|they|he|she|who)"
RULES = [  # (what not to write, what to write)
    (r"\b(?:at|high|low|medium)[- ]risk\b", "person with one supporter recorded; person we have not asked"),
    (r"\b(?:socially )?isolated (?:person|people|resident|residents|individuals?|adults?|older)\b|\bthe isolated\b",
     "person with one supporter recorded; person we have not asked"),
    (r"\b(?:risk|vulnerability|isolation|loneliness|need|needs) (?:score|rank|ranking|index)\b|\branking of (?:people|residents)\b",
     "reasons to have a conversation"),
    (r"\bvulnerable (?:person|people|adults?|residents?)\b|\bthe vulnerable\b", "name what would help"),
    (r"\bservice[- ]users?\b|\bclients?\b|\bpatients?\b|\bcase ?loads?\b|\bcase (?:work|file|notes?|manager|number)\b",
     "person, people; people I walk alongside"),
    (r"\b(?<!open )referrals?\b|\brefer(?:red|s)? (?:to|by|from) (?:a|the|us|them|him|her|social|health|services?)\b", "introduction"),
    (r"\bhard[- ]to[- ]reach\b|\bdisengaged\b", "not met yet"),
    (rf"\b{_ONE} (?:has |have )?refuse[sd]?\b|\brefused to (?:engage|answer|take part|say)\b", "chose not to"),
    (rf"\bdeficits?\b|\b(?:{_ONE}['’]s?|his|her|their) (?:unmet )?needs\b|\bneeds of (?:the )?{_ONE}\b|\bneedy\b|\bin need\b",
     "what matters, what would help; gaps are between people and places"),
    (r"\bdeprived (?:area|areas|neighbourhoods?|communit\w+|estates?)\b|\bsink estates?\b", "area; name it as residents do"),
    (r"\b(?:no|without|lacks?|lacking) (?:any )?assets\b(?! (?:are|were|is|was) recorded)|\basset[- ]poor\b", "nobody has been asked yet"),
    (r"(?<!feel )(?<!feels )(?<!felt )(?<!feeling )\blonely (?:person|people|residents?|adults?)\b"
     rf"|\b(?:{_ONE} (?:is|are|was|were)|the) lonely\b", "said they feel lonely often (date)"),
    (r"\bthe elderly\b|\belderly\b|\bthe disabled\b|\bthe aged\b|\bpensioners?\b", "older people, disabled people"),
    (r"\bpersons of interest\b|\btargets? (?:people|residents|individuals)\b", "people to get to know"),
]
_COMPILED = [(re.compile(pattern, re.I), instead) for pattern, instead in RULES]

# {path: {words as found, lower case: the reason}}
EXCUSED: dict[str, dict[str, str]] = {}

_REASON = re.compile(r"(?://|/\*|#|<!--)\s*words:\s*\S.{7,}")


def faults_in(text: str, path: str, line: int) -> list[str]:
    found = []
    for pattern, instead in _COMPILED:
        for match in pattern.finditer(text):
            if match[0].lower() not in EXCUSED.get(path, {}):
                found.append(f"{path}:{line}: “{match[0]}”: write instead: {instead}")
    return found


def check_code(path: str, text: str) -> list[str]:
    lines = text.split("\n")
    excused = {i for i, line in enumerate(lines, 1) if _REASON.search(line)}
    found, joined = [], []
    for line, content in string_literals(text):
        # Literals on following lines are one sentence to the reader: join them, and report at the first.
        if joined and line - joined[-1][0] <= 1:
            joined.append((line, content))
        else:
            found += _joined_faults(path, joined, excused)
            joined = [(line, content)]
    return found + _joined_faults(path, joined, excused)


def _joined_faults(path: str, parts: list[tuple[int, str]], excused: set[int]) -> list[str]:
    kept = [(line, content) for line, content in parts if line not in excused and line - 1 not in excused]
    return faults_in("".join(content for _, content in kept).replace("\\n", " "), path, kept[0][0]) if kept else []


def _values(node: object) -> list[str]:
    if isinstance(node, dict):
        return [v for value in node.values() for v in _values(value)]
    if isinstance(node, list):
        return [v for value in node for v in _values(value)]
    return [node] if isinstance(node, str) else []


def check_json(path: str, text: str) -> list[str]:
    try:
        values = _values(json.loads(text))
    except ValueError as error:
        return [f"{path}:1: not JSON: {error}"]
    found = []
    for value in values:
        at = text.find(json.dumps(value, ensure_ascii=False)[1:-1])
        found += faults_in(value, path, text.count("\n", 0, max(at, 0)) + 1)
    return found


class _Text(HTMLParser):
    """Text and the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        self.parts += [(self.getpos()[0], v) for name, v in attrs if v and name in ("alt", "title", "aria-label", "placeholder", "content")]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append((self.getpos()[0], data))


def check_html(path: str, text: str) -> list[str]:
    parser = _Text()
    parser.feed(text)
    return [fault for line, part in parser.parts for fault in faults_in(part, path, line)]


def check(root: str) -> tuple[int, list[str]]:
    folders = ("engine", "plugins", "viewer")
    code = files(root, folders, SOURCES + HEADERS)
    manifests = files(root, folders, ("manifest.json",))
    pages = files(root, folders + ("data",), (".html", ".html.in"))
    faults = [f for p in code for f in check_code(p, read(root, p))]
    faults += [f for p in manifests for f in check_json(p, read(root, p))]
    faults += [f for p in pages for f in check_html(p, read(root, p))]
    return len(code) + len(manifests) + len(pages), faults


if __name__ == "__main__":
    ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.exit(report("words", *check(ROOT)))
