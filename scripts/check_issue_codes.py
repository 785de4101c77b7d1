#!/usr/bin/python3
"""Every code of an issue that a reader writes is explained once, and none is explained that nobody writes.

    scripts/check_issue_codes.py [ROOT]

Looks for the literal codes in the calls that note issues (engine/io, engine/geo, engine/place) and for the table in
engine/column/issue_codes.cpp, which must be in order. Exit 1 when they differ.
"""
from __future__ import annotations

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cpp_text import HEADERS, SOURCES, files, read, report, without_comments

TABLE = "engine/column/issue_codes.cpp"
READERS = ("engine/io", "engine/geo", "engine/place")
# These write recipes, whose keys look like codes.
NO_ISSUES = re.compile(r"engine/io/(propose|recipe)")
CALL = re.compile(r"\b(?:row|many|file|note|note_many|tell|tell_many|refuse|say|require|note_problem)\s*\(")
CODE = re.compile(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"')
NO_CODES = {"source_row"}  # a column that such calls ask for


def arguments(text: str, begin: int) -> str:
    """What stands between a call's parentheses."""
    depth, at, quoted = 1, begin, False
    while at < len(text) and depth > 0:
        c = text[at]
        if quoted:
            if c == "\\":
                at += 1
            elif c == '"':
                quoted = False
        elif c == '"':
            quoted = True
        elif c in "()":
            depth += 1 if c == "(" else -1
        at += 1
    return text[begin:at]


def check(root: str) -> tuple[int, list[str]]:
    faults = []
    explained = re.findall(r'^ *\{"([a-z0-9_]+)", "', read(root, TABLE), re.M)
    if explained != sorted(set(explained)):
        faults.append(f"{TABLE}: the codes are not in order, or one stands there twice")
    anywhere: set[str] = set()
    paths = files(root, READERS, SOURCES + HEADERS)
    for path in paths:
        text = without_comments(read(root, path))
        anywhere.update(re.findall(r'"([a-z0-9_]+)"', text))
        if NO_ISSUES.match(path):
            continue
        for call in CALL.finditer(text):
            for code in CODE.findall(arguments(text, call.end())):
                if code not in explained and code not in NO_CODES:
                    faults.append(f"{path}:{text.count(chr(10), 0, call.start()) + 1}: the issue \"{code}\" is not explained in {TABLE}")
    faults += [f'{TABLE}: no reader writes "{code}"' for code in explained if code not in anywhere]
    return len(paths), sorted(set(faults))


if __name__ == "__main__":
    ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.exit(report("issue codes", *check(ROOT)))
