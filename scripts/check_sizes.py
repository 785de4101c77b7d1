#!/usr/bin/python3
"""The size budget: a file has at most 400 lines, a function 60, a function in viewer/draw 40.

    scripts/check_sizes.py [--report] [ROOT]

The only excuse is a reason in the file: a comment `size: <reason>` inside a function (or in the three lines above it) excuses
that function; anywhere else it excuses the file. --report also prints the ten longest functions. C++ is read by its braces and
Python by its parser; a function is counted from the first line of its signature to its closing brace.
"""
from __future__ import annotations

import ast
import os
import re
import sys
from typing import NamedTuple

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cpp_text import HEADERS, SOURCES, code_only, files, read, report

FILE_LINES, FUNCTION_LINES, DRAW_LINES = 400, 60, 40
FOLDERS = ("engine", "plugins", "viewer", "tests", "scripts", ".ci")
FROZEN = ("tests/abi/", "tests/fuzz/corpus/")  # headers of released contracts, and inputs: nobody edits these

_EXCUSE = re.compile(r"(?://|/\*|#)\s*size:\s*\S.{7,}")


class Function(NamedTuple):
    name: str
    first: int
    last: int

    @property
    def lines(self) -> int:
        return self.last - self.first + 1


def without_preprocessor(code: str) -> str:
    """Blanks directives; and where the first branch of an #if opens or closes a brace, its other branches, which do so too."""
    out: list[str] = []
    branches: list[tuple[int, bool]] = []  # of each open #if: where its first branch begins, whether to blank what follows
    continued = False
    for line in code.split("\n"):
        directive = None if continued else re.match(r"\s*#\s*(\w+)", line)
        if directive and directive[1].startswith("if"):
            branches.append((len(out), False))
        elif directive and directive[1] in ("else", "elif") and branches:
            first, blank = branches[-1]
            passed = "".join(out[first:])
            branches[-1] = (first, blank or passed.count("{") != passed.count("}"))
        elif directive and directive[1] == "endif" and branches:
            branches.pop()
        part = continued or directive is not None
        continued = part and line.rstrip().endswith("\\")
        out.append("" if part or any(blank for _, blank in branches) else line)
    return "\n".join(out)


def _kind(head: str) -> str:
    """What the brace after `head` (the text since the last ; { or } at namespace or class level) opens."""
    head = re.sub(r"\[\[.*?\]\]", " ", head, flags=re.S).strip()
    while re.match(r"template\s*<", head):  # drop the template's own <…>
        depth, at = 0, head.index("<")
        for at in range(at, len(head)):
            depth += {"<": 1, ">": -1}.get(head[at], 0)
            if depth == 0:
                break
        head = head[at + 1 :].strip()
    if re.match(r"(inline\s+)?namespace\b|extern\s*$", head):
        return "scope"
    if re.match(r"(public|private|protected)\s*:", head):
        return _kind(head.split(":", 1)[1])
    if re.match(r"(typedef\s+)?(class|struct|union)\b", head) and "(" not in re.sub(r"alignas\s*\([^)]*\)|__attribute__\s*\(\(.*?\)\)", "", head):
        return "scope"
    if re.match(r"enum\b", head) or "(" not in head:
        return "value"
    # A brace right after a name, in the list after `) :`, initialises a member: the body comes later.
    initialisers = re.search(r"\)\s*(?:noexcept\s*)?:(?!:)", head)
    if initialisers and re.search(r"[\w>]\s*$", head) and not re.search(r"\b(const|noexcept|override|final|try)\s*$", head):
        return "member"
    # What is left without the operators' own names and the parameters holds "=" only where a value is set: a lambda, a table.
    rest = re.sub(r"operator\s*[^\s\w(]+", "operator", head)
    while "(" in rest:
        rest, changed = re.subn(r"\([^()]*\)", "", rest)
        if not changed:
            break
    return "value" if "=" in rest else "function"


def _name(head: str) -> str:
    match = re.search(r"((?:[\w~]+(?:<[^<>]*>)?::)*(?:operator\s*[^\s(]+|~?\w+))\s*\(", head)
    if not match:
        return "(unnamed)"
    inside = re.match(r"\s*(\w+)\s*,\s*(\w+)", head[match.end() :])
    return f"{match[1]}({inside[1]}, {inside[2]})" if match[1].startswith(("TEST", "RC_GTEST")) and inside else match[1]


def cpp_functions(text: str) -> list[Function]:
    code = without_preprocessor(code_only(text))
    found: list[Function] = []
    scopes = 0          # open namespaces and classes
    depth = 0           # open braces inside the function, value or initialiser being passed over
    passing = ""        # "function", "value" or "member"
    start, opened = 0, (0, "")
    for at in (m.start() for m in re.finditer(r"[{};]", code)):
        c = code[at]
        if passing:
            depth += {"{": 1, "}": -1}.get(c, 0)
            if depth == 0:
                if passing == "function":
                    first = code.count("\n", 0, opened[0]) + 1
                    found.append(Function(opened[1], first, code.count("\n", 0, at) + 1))
                if passing == "function" or (passing == "value" and not code[at + 1 :].lstrip()[:1] in (",", "{", ")")):
                    start = at + 1
                passing = ""
            continue
        if c == "{":
            head = code[start:at]
            kind = _kind(head)
            if kind == "scope":
                scopes, start = scopes + 1, at + 1
                continue
            passing, depth = kind, 1
            opened = (start + len(head) - len(head.lstrip()), _name(head))
        elif c == "}":
            scopes, start = scopes - 1, at + 1
        else:
            start = at + 1
    if scopes != 0 or passing:
        raise ValueError("its braces do not balance, or this check misreads them")
    return found


def python_functions(text: str) -> list[Function]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [Function(n.name, n.lineno, n.end_lineno or n.lineno) for n in ast.walk(ast.parse(text)) if isinstance(n, kinds)]


def functions(path: str, text: str) -> list[Function]:
    if path.endswith(SOURCES + HEADERS):
        return cpp_functions(text)
    return python_functions(text) if path.endswith(".py") else []


def check_file(path: str, text: str) -> list[str]:
    lines = text.split("\n")
    excuses = [i for i, line in enumerate(lines, 1) if _EXCUSE.search(line)]
    limit = DRAW_LINES if path.startswith("viewer/draw/") else FUNCTION_LINES
    faults = []
    try:
        found = functions(path, text)
    except (ValueError, SyntaxError) as error:
        return [f"{path}:1: the functions could not be told apart: {error}"]
    for f in found:
        own = [i for i in excuses if f.first - 3 <= i <= f.last]
        if f.lines > limit and not own:
            faults.append(f"{path}:{f.first}: {f.name} has {f.lines} lines, the budget is {limit}")
        excuses = [i for i in excuses if i not in own]
    count = len(text.splitlines())
    if count > FILE_LINES and not excuses:
        faults.append(f"{path}:1: the file has {count} lines, the budget is {FILE_LINES}: split it by idea, or give the reason in it")
    return faults


def is_script(root: str, path: str) -> bool:
    """A script without an ending says what it is in its first line."""
    if "." in os.path.basename(path):
        return False
    with open(os.path.join(root, path), "rb") as file:
        return file.read(2) == b"#!"


def sources(root: str) -> list[str]:
    found = [p for p in files(root, FOLDERS, SOURCES + HEADERS + (".py", ".cmake", "CMakeLists.txt"))]
    found += [p for p in files(root, ("scripts", ".ci"), ("",)) if is_script(root, p)]
    return sorted(p for p in set(found) if not p.startswith(FROZEN))


def check(root: str) -> tuple[int, list[str]]:
    paths = sources(root)
    return len(paths), [fault for path in paths for fault in check_file(path, read(root, path))]


def longest(root: str, count: int) -> None:
    every = [(f.lines, path, f) for path in sources(root) for f in functions(path, read(root, path))]
    for lines, path, f in sorted(every, reverse=True)[:count]:
        print(f"{lines:4} lines  {path}:{f.first}  {f.name}")
    print(f"{len(every)} functions")


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--report"]
    ROOT = arguments[0] if arguments else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if "--report" in sys.argv:
        longest(ROOT, 10)
    sys.exit(report("sizes", *check(ROOT)))
