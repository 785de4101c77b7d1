#!/usr/bin/python3
"""Each built plugin exports exactly one symbol, kith_plugin_entry.

    scripts/check_exports.py PLUGIN_FOLDER [ID …]

PLUGIN_FOLDER is <build>/lib/kith/plugins; each folder in it is a plugin with plugin.so and manifest.json. Folders whose names
are given must be among them. Needs nm (binutils).
"""
from __future__ import annotations

import os
import subprocess
import sys

ENTRY = "kith_plugin_entry"


def exported(library: str) -> list[str]:
    listing = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", library], capture_output=True, text=True, check=True)
    # Absolute symbols (A) are the names of symbol versions, not something a caller could use.
    rows = [line.split() for line in listing.stdout.splitlines()]
    return sorted(row[0].split("@")[0] for row in rows if len(row) > 1 and row[1] != "A")


def check(folder: str, expected: list[str]) -> tuple[int, list[str]]:
    """(plugins looked at, faults)."""
    if not os.path.isdir(folder):
        return 0, [f"{folder}: there are no built plugins; run scripts/build first"]
    plugins = sorted(d for d in os.listdir(folder) if os.path.isdir(os.path.join(folder, d)))
    faults = [f"{folder}: {missing} was not built" for missing in expected if missing not in plugins]
    for plugin in plugins:
        library = os.path.join(folder, plugin, "plugin.so")
        if not os.path.exists(os.path.join(folder, plugin, "manifest.json")):
            faults.append(f"{plugin}: no manifest.json beside the library")
        if not os.path.exists(library):
            faults.append(f"{plugin}: no plugin.so")
            continue
        symbols = exported(library)
        if symbols != [ENTRY]:
            faults.append(f"{plugin}: exports {', '.join(symbols) or 'nothing'} instead of only {ENTRY}")
    return len(plugins), faults


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("usage: scripts/check_exports.py PLUGIN_FOLDER [ID …]", file=sys.stderr)
        sys.exit(2)
    COUNT, FAULTS = check(sys.argv[1], sys.argv[2:])
    for fault in FAULTS:
        print(fault)
    print(f"exports: {COUNT} plugins, " + ("clean" if not FAULTS else f"{len(FAULTS)} faults"))
    sys.exit(1 if FAULTS else 0)
