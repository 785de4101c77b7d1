#!/usr/bin/python3
"""The doors of the house (engine/README.md): which room may include and link which.

    scripts/check_doors.py [ROOT]

Checks every #include under engine/, plugins/ and viewer/ and the USES lines of their CMake files, and that the viewer reads a place
through Model::view. Exit 1 when a door that is not there was used.
"""
from __future__ import annotations

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cpp_text import HEADERS, SOURCES, files, read, report, without_comments

_BELOW = ["base", "column", "process"]                      # every room right of process may use these
_PLACE = ["geo", "graph", "io", "place"]                    # … but these only to keep, build or edit a place
ROOMS: dict[str, list[str]] = {
    "base": [],
    "column": ["base"],
    "process": ["base", "column"],
    "geo": _BELOW,
    "graph": _BELOW,
    "io": _BELOW + ["geo", "graph"],
    "place": _BELOW + ["geo", "graph", "io"],
    "privacy": _BELOW + _PLACE,
    "store": _BELOW + _PLACE + ["privacy"],
    "host": _BELOW + ["privacy"],
    "picture": _BELOW + ["privacy"],
    "layout": _BELOW + ["privacy"],
    "session": _BELOW + _PLACE + ["privacy", "store", "host"],
    "report": _BELOW + ["privacy", "store", "host", "session", "picture", "layout"],
    "cli": _BELOW + _PLACE + ["privacy", "store", "host", "session", "picture", "layout", "report"],
}
_MODEL = _BELOW + ["privacy", "store", "host", "session", "picture", "layout"]
VIEWER: dict[str, tuple[list[str], list[str]]] = {          # rooms of the engine, parts of the viewer
    "model": (_MODEL, []),
    "draw": (_MODEL, ["model"]),
    "app": (_MODEL, ["model", "draw"]),
}

# Libraries from outside: a pattern for the header, where it may be included, and whether a header of ours may.
LIBRARIES = [
    ("expat", r"expat.*\.h", r"engine/io/", False),
    ("GDAL", r"(gdal|ogr|cpl|gnm)\w*\.h|gdal/.*", r"engine/(geo|io|report)/", False),
    ("PROJ", r"proj\w*\.h|proj/.*|geodesic\.h", r"engine/(geo|io|report)/", False),
    ("GEOS", r"geos\w*\.h|geos/.*", r"engine/", False),
    ("Boost", r"boost/.*", r"engine/|plugins/|viewer/", False),
    ("igraph", r"igraph\w*\.h|igraph/.*", r"plugins/", True),
    ("Dear ImGui", r"(imgui|backends/imgui|misc/).*", r"viewer/(draw|app)/", True),
    ("GLFW or GL", r"(GLFW|GL|GLES\d?|EGL|epoxy|KHR)/.*", r"viewer/app/", True),
]
# A header that adapts our graph to Boost.Graph's concepts cannot but include them: only sources may include these.
BOOST_ADAPTERS = re.compile(r"engine/graph/bgl\.hpp|plugins/sdk/(bgl|boost)\w*\.hpp")
# Rooms that stay portable C++20: nothing of one system's own.
PORTABLE = re.compile(r"engine/(base|column|graph|layout|picture|privacy|session)/|viewer/model/")
SYSTEM = re.compile(r"(sys|linux|asm|net|netinet|arpa)/.*|(unistd|fcntl|sched|poll|dlfcn|spawn|pthread|signal|termios|pwd)\.h")
# Presentation mode hides names for whoever reads Model::view (engine/decisions/0036): who asks the session for its own view shows them.
SESSIONS_VIEW = re.compile(r"(?<!\w)(?:session_?|s)(?:\(\))?\.view\(\)")
# The model itself, filters (which keep whom they keep, whatever is shown), and forms of analyses (areas and lenses only).
READS_THE_SESSIONS_VIEW = {"viewer/model/model.hpp", "viewer/model/model.cpp", "viewer/model/visibility.cpp", "viewer/model/form.cpp"}
C_CONTRACT = {"stddef.h", "stdint.h", "stdbool.h"}

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.M)


def door(path: str, target: str) -> str | None:
    """Why `path` may not include `target` (a path from the root), or None."""
    here, there = path.split("/"), target.split("/")
    if there[0] == "tests":
        return "nothing but a test includes tests/"
    if BOOST_ADAPTERS.fullmatch(target) and path.endswith(HEADERS):
        return "a header that adapts to Boost is for sources only"
    if here[0] == "engine":
        if there[0] == "engine":
            allowed = ROOMS.get(here[1])
            if allowed is None:
                return f"engine/{here[1]} is no room of the house"
            return None if there[1] in [here[1], *allowed] else f"{here[1]} may use {', '.join(allowed) or 'no other room'}"
        if there[:2] == ["plugins", "abi"]:
            return None if here[1] == "host" else "of the engine only host knows the contract of the plugins"
        return f"the engine knows no {there[0]}/"
    if here[0] == "plugins":
        if there[0] != "plugins":
            return "a plugin knows plugins/abi, plugins/sdk and itself"
        allowed = {"abi": ["abi"], "sdk": ["abi", "sdk"]}.get(here[1], ["abi", "sdk", here[1]])
        return None if there[1] in allowed else f"plugins/{here[1]} may use plugins/{', plugins/'.join(allowed)}"
    if there[0] == "plugins":
        return "the viewer knows no plugin; it asks session"
    rooms, parts = VIEWER.get(here[1], ([], []))
    if there[1] in (rooms if there[0] == "engine" else [here[1], *parts]):
        return None
    return f"viewer/{here[1]} may use " + ", ".join([f"viewer/{p}" for p in parts] + rooms)


def outside(path: str, target: str) -> str | None:
    """Why `path` may not include the header `target` of a library or the system, or None."""
    if path.startswith("plugins/abi/"):
        return None if target in C_CONTRACT else "the contract includes only " + ", ".join(sorted(C_CONTRACT))
    if PORTABLE.match(path) and SYSTEM.fullmatch(target):
        return "this room is portable C++20; what is one system's own stands in process, host or store"
    for name, pattern, where, in_headers in LIBRARIES:
        if not re.fullmatch(pattern, target):
            continue
        if not re.match(where, path):
            return f"{name} stays inside {where.replace('|', ' or ')}"
        adapter = name == "Boost" and BOOST_ADAPTERS.fullmatch(path)
        if path.endswith(HEADERS) and not in_headers and not adapter:
            return f"{name} stays inside sources, out of headers"
    return None


def check_includes(root: str, path: str) -> list[str]:
    faults = []
    text = without_comments(read(root, path))
    for match in _INCLUDE.finditer(text):
        target = match[1] or match[2]
        if re.match(r"(engine|plugins|viewer|tests)/", target):
            why = door(path, target)
        elif match[1] is not None:
            why = "an include in quotes starts at the root: engine/, plugins/ or viewer/"
        else:
            why = outside(path, target)
        if why:
            line = text.count("\n", 0, match.start()) + 1
            faults.append(f"{path}:{line}: must not include {target}: {why}")
    return faults


def check_views(root: str, path: str) -> list[str]:
    """That nothing in the viewer reads the place round Model::view."""
    if not path.startswith("viewer/") or path in READS_THE_SESSIONS_VIEW:
        return []
    text = without_comments(read(root, path))
    return [f"{path}:{text.count(chr(10), 0, found.start()) + 1}: reads the session's view; names are hidden in Model::view only" for found in SESSIONS_VIEW.finditer(text)]


def check_links(root: str, path: str) -> list[str]:
    """USES of kith_room() in a CMake file, and that no plugin links the engine."""
    faults = []
    text = re.sub(r"#[^\n]*", "", read(root, path))
    for call in re.finditer(r"\b(kith_room|kith_plugin)\s*\(\s*(\w+)([^)]*)\)", text):
        function, name, words = call[1], call[2], call[3].split()
        room = name.split("_")[0]  # a room may be built in parts: host_worker is host's
        part = name.removeprefix("viewer_")
        if path.startswith("plugins/"):
            allowed = ["abi", "sdk", "sdk_igraph"] + ([f"{name}_algorithms"] if function == "kith_plugin" else [])
        elif path.startswith("engine/"):
            allowed = [room, *ROOMS.get(room, [])]
        else:
            rooms, parts = VIEWER.get(part, (_MODEL, list(VIEWER)))
            allowed = rooms + [f"viewer_{one}" for one in parts] + parts
        for word in words:
            other = re.sub(r"_plain$", "", word.removeprefix("kith::"))
            if word.startswith("kith::") and (other.split("_")[0] if path.startswith("engine/") else other) not in allowed:
                line = text.count("\n", 0, call.start()) + 1
                faults.append(f"{path}:{line}: {name} must not link kith::{other}")
    return faults


def check(root: str) -> tuple[int, list[str]]:
    """(files looked at, faults)."""
    folders = ("engine", "plugins", "viewer")
    sources, lists = files(root, folders, SOURCES + HEADERS), files(root, folders, ("CMakeLists.txt",))
    faults = [fault for path in sources for fault in check_includes(root, path)]
    faults += [fault for path in sources for fault in check_views(root, path)]
    faults += [fault for path in lists for fault in check_links(root, path)]
    return len(sources) + len(lists), faults


if __name__ == "__main__":
    ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.exit(report("doors", *check(ROOT)))
