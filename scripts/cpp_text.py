"""What the checks know of C++ text: where its comments and literals are, without parsing it."""
from __future__ import annotations

import os
import re

SOURCES = (".cpp", ".c", ".cc")
HEADERS = (".hpp", ".h")

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>(?<![0-9A-Za-z_])(?:u8|u|U|L)?R"(?P<mark>[^()\\\s]{0,16})\((?P<rawtext>.*?)\)(?P=mark)")
      | (?P<text>"(?:\\.|[^"\\\n])*")
      | (?P<char>(?<![0-9A-Za-z_])(?:u8|u|U|L)?'(?:\\.|[^'\\\n])+')   # not 1'000
    """,
    re.S | re.X,
)


def _blank(match: re.Match) -> str:
    return "".join(c if c == "\n" else " " for c in match.group())


def without_comments(text: str) -> str:
    """The text with comments as spaces: same length, same lines."""
    return _TOKEN.sub(lambda m: _blank(m) if m["comment"] is not None else m.group(), text)


def code_only(text: str) -> str:
    """The text with comments and literals as spaces: what is left is tokens."""
    return _TOKEN.sub(_blank, text)


def string_literals(text: str) -> list[tuple[int, str]]:
    """(line, content) of each string literal, escapes left as written; #include lines are not literals."""
    found = []
    for match in _TOKEN.finditer(text):
        content = match["rawtext"] if match["raw"] else match["text"][1:-1] if match["text"] else None
        if content is None:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        if not text[start : match.start()].lstrip().startswith("#include"):
            found.append((text.count("\n", 0, match.start()) + 1, content))
    return found


def files(root: str, folders: tuple[str, ...], endings: tuple[str, ...]) -> list[str]:
    """Paths below root/folder with one of the endings, relative to root, sorted. Hidden folders are left out."""
    found = []
    for folder in folders:
        for where, below, names in os.walk(os.path.join(root, folder)):
            below[:] = [b for b in below if not b.startswith(".") and b != "__pycache__"]
            found += [os.path.relpath(os.path.join(where, n), root) for n in names if n.endswith(endings)]
    return sorted(found)


def read(root: str, path: str) -> str:
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def report(name: str, checked: int, faults: list[str]) -> int:
    """Prints the outcome of a check; the exit code."""
    for fault in faults:
        print(fault)
    print(f"{name}: {checked} files, " + ("clean" if not faults else f"{len(faults)} faults"))
    return 1 if faults else 0
