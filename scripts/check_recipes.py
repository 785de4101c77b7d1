#!/usr/bin/env python3
"""Checks every recipe of this tree against data/schemas/recipe.schema.json.

    scripts/check_recipes.py            all recipes under data/ and tests/
    scripts/check_recipes.py FILE…      only these

Also: the golden recipes use every key that the schema knows, and those in bad/ are refused. Standard library only
(Python 3.11): the part of JSON Schema, draft 7, that the recipe's schema uses is checked here by hand.
Exit 0: all is well; 1: something is not.
"""
import csv
import datetime
import json
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "data/schemas/recipe.schema.json").read_text(encoding="utf-8"))
GOLDEN = ROOT / "tests/golden/recipes"
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


def has_type(value, names):
    for name in [names] if isinstance(names, str) else names:
        if isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number")):
            return True
    return False


def resolve(schema):
    while "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def check_scalar(value, schema):
    if "const" in schema and value != schema["const"]:
        yield f"must be {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{value!r} is none of {', '.join(schema['enum'])}"
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            yield "is empty"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{value!r} does not have the form {schema['pattern']}"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            yield f"{value} is out of range"
        if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
            yield f"{value} is out of range"


def check_object(value, schema, where, used):
    known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key in schema.get("required", []):
        if key not in value:
            yield f"{where}: {key} is missing"
    if len(value) < schema.get("minProperties", 0):
        yield f"{where}: is empty"
    for key, item in value.items():
        if key in known:
            used.add((id(schema), key))
            yield from check(item, known[key], f"{where}.{key}", used)
        elif other is False:
            yield f"{where}: {key} is not a key here"
        elif isinstance(other, dict):
            yield from check(item, other, f"{where}.{key}", used)


def check(value, schema, where, used):
    """Every complaint about value, in words; used collects the keys that were met."""
    schema = resolve(schema)
    if "type" in schema and not has_type(value, schema["type"]):
        yield f"{where}: must be {schema['type']}"
        return
    for complaint in check_scalar(value, schema):
        yield f"{where}: {complaint}"
    if isinstance(value, dict):
        yield from check_object(value, schema, where, used)
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{where}: is empty"
        if schema.get("uniqueItems") and len({json.dumps(v) for v in value}) < len(value):
            yield f"{where}: says something twice"
        for i, item in enumerate(value):
            yield from check(item, schema.get("items", {}), f"{where}[{i}]", used)
    for part in schema.get("allOf", []):
        yield from check(value, part, where, used)
    for word, exactly_one in (("anyOf", False), ("oneOf", True)):
        if word in schema:
            yield from check_choice(value, schema[word], where, used, exactly_one)
    if "not" in schema and not list(check(value, schema["not"], where, set())):
        names = [n for part in [schema["not"], *schema["not"].get("anyOf", [])] for n in part.get("required", [])]
        yield f"{where}: {' or '.join(names)} cannot stand beside {' and '.join(schema.get('required', []))}"


def check_choice(value, parts, where, used, exactly_one):
    answers = []
    for part in parts:
        met = set()
        answers.append((list(check(value, part, where, met)), met))
    fitting = [met for complaints, met in answers if not complaints]
    if not fitting:
        best = next((a for a, p in zip(answers, parts) if has_type(value, resolve(p).get("type", "object"))), answers[0])
        yield best[0][0]
    elif exactly_one and len(fitting) > 1:
        yield f"{where}: says two things that exclude each other"
    for met in fitting:
        used |= met


def plain(value):
    """TOML values as JSON has them: dates as text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def complaints_of(path, used):
    try:
        recipe = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return [f"is not TOML: {error}"]
    return list(check(plain(recipe), SCHEMA, "recipe", used))


def known_keys(schema, seen, path):
    """Every (place, key) of the schema, for the test that the golden recipes use all."""
    schema = resolve(schema)
    for key, part in schema.get("properties", {}).items():
        if (id(schema), key) not in seen:
            seen[(id(schema), key)] = f"{path}.{key}"
            known_keys(part, seen, f"{path}.{key}")
    inner = schema.get("additionalProperties")
    parts = [schema["items"]] if "items" in schema else []
    parts += [inner] if isinstance(inner, dict) else []
    parts += schema.get("allOf", []) + schema.get("anyOf", [])
    for part in parts:
        known_keys(part, seen, path)
    return seen


def main(arguments):
    paths = [pathlib.Path(a) for a in arguments]
    if not paths:
        paths = sorted(p for folder in ("data", "tests") for p in (ROOT / folder).rglob("*.toml")
                       if "bad" not in p.parts and "corpus" not in p.parts and "kith = " in p.read_text(encoding="utf-8"))
    wrong, used = [], set()
    for path in paths:
        wrong += [f"{path}: {c}" for c in complaints_of(path, used)]
    if not arguments:
        golden = set()
        for path in sorted(GOLDEN.glob("*.toml")):
            complaints_of(path, golden)
        wrong += [f"no golden recipe uses {name}" for at, name in known_keys(SCHEMA, {}, "recipe").items() if at not in golden]
        with open(GOLDEN / "bad/expected.csv", encoding="utf-8", newline="") as file:
            expected = {row["recipe"]: row["key"] for row in csv.DictReader(file)}
        for path in sorted((GOLDEN / "bad").glob("*.toml")):
            said = complaints_of(path, set())
            if not any(expected[path.name] in c for c in said):
                wrong.append(f"{path}: should be refused over {expected[path.name]}, but: {said or 'it is accepted'}")
    print("\n".join(wrong) if wrong else f"{len(paths)} recipes keep to the schema")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
