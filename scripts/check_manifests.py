#!/usr/bin/env python3
"""Checks every manifest of this tree against plugins/abi/manifest.schema.json, and that the golden one uses every key.

    scripts/check_manifests.py            all manifests under plugins/ and tests/
    scripts/check_manifests.py FILE…      only these

Exit 0: all is well; 1: something is not.
"""
import json
import sys

import check_recipes
from check_recipes import ROOT, check, known_keys

SCHEMA = json.loads((ROOT / "plugins/abi/manifest.schema.json").read_text(encoding="utf-8"))
GOLDEN = ROOT / "tests/golden/manifest/every_construct.json"


def complaints_of(path, used):
    return list(check(json.loads(path.read_text(encoding="utf-8")), SCHEMA, "manifest", used))


def main(arguments):
    check_recipes.SCHEMA = SCHEMA  # where references point to
    paths = [ROOT / a for a in arguments]
    if not paths:
        paths = [GOLDEN] + sorted(p for folder in ("plugins", "tests") for p in (ROOT / folder).rglob("manifest.json"))
    wrong, used = [], set()
    for path in paths:
        wrong += [f"{path}: {c}" for c in complaints_of(path, used)]
    if not arguments:
        golden = set()
        complaints_of(GOLDEN, golden)
        wrong += [f"the golden manifest does not use {name}" for at, name in known_keys(SCHEMA, {}, "manifest").items() if at not in golden]
    print("\n".join(wrong) if wrong else f"{len(paths)} manifests keep to the schema")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
