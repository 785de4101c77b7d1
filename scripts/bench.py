#!/usr/bin/python3
"""One table of CPU seconds, Kith / peer / floor, from one run on made-up places. Called by scripts/bench, which builds first.

Data, peer and floor come from the shared folder (KITH_SHARED, by default ../shared): bench/make_city.py, peer_pipeline.py and
floor.cpp. Everything written stands in build/bench. CPU is user + system of the whole tree of processes, of a run on one thread;
wall time and memory are of a run as users have it, and memory, the highest sum of proportional set sizes, of one of its own,
because sampling it takes time.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from process_tree import Usage, measure

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORK = os.path.join(ROOT, "build", "bench")
KITH = os.path.join(ROOT, "build", "release", "bin", "kith")
PYTHON = "/usr/bin/python3"  # Debian's, which sees Debian's packages
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PEER_NEEDS = "import geopandas, igraph, libpysal, pandas, scipy, shapely"

# Rows of the table: Kith's stages (run.json), the peer's (timings.json) and the floor's (its own lines).
STAGES = [
    ("read and build", ["read and build"],
     ["read_areas", "read_people", "read_assets", "read_ties", "resolve_ids", "points_people", "points_assets", "pip_people",
      "pip_assets", "queen", "pairs_social", "pairs_combined", "build_social", "build_combined"], ["people", "ties", "csr"]),
    ("analyse", ["what this audience may see", "analyses"],
     ["area_assets", "degree_by_kind", "kcore", "components", "clustering", "constraint", "assets_800m", "lubben", "isolation",
      "area_means", "moran", "communities", "missing_links"], ["kcore", "components", "clustering", "near800"]),
    ("write", ["write"], ["write_csv", "write_gpkg"], []),
]
TARGETS = {"city": [("whole run, CPU s", "cpu", 20.0), ("peak memory, GiB", "pss", 1.5)],
           "neighbourhood": [("process start to report, wall s", "wall", 0.5)]}


def fail(sentence: str) -> None:
    print(f"scripts/bench: {sentence}", file=sys.stderr)
    sys.exit(3)


def note(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def shared() -> str:
    folder = os.path.join(os.environ.get("KITH_SHARED") or os.path.join(ROOT, "..", "shared"), "bench")
    if not os.path.exists(os.path.join(folder, "make_city.py")):
        fail(f"there is no make_city.py in {folder}; set KITH_SHARED to the folder that holds bench/")
    return folder


def make_place(scale: str) -> str:
    """The folder of the made-up place; made once, seed 1."""
    folder = os.path.join(WORK, scale)
    if not os.path.exists(os.path.join(folder, "manifest.json")):  # written last
        note(f"making the {scale} …")
        done = measure([PYTHON, "-B", os.path.join(shared(), "make_city.py"), "--scale", scale, "--out", folder])
        if done.code != 0:
            fail(f"make_city.py failed: {done.stderr.strip()}")
    return folder


def run_kith(scale: str, data: str, *, threads: int | None = None, sample_memory: bool = False, again: bool = False) -> tuple[Usage, dict]:
    """One whole `kith run --audience team` to all files, and its run.json; `again`: onto the last one's, which may be reused."""
    out = os.path.join(WORK, "out", scale)
    if not again:
        shutil.rmtree(out, ignore_errors=True)
    recipe = os.path.join(ROOT, "tests", "bench", "place.toml")
    command = [KITH, "run", recipe, "--root", data, "--audience", "team", "-o", out, "--force", "--quiet"]
    if threads is not None:
        command += ["--threads", str(threads)]
    usage = measure(command, sample_memory=sample_memory)
    if usage.code not in (0, 1):
        fail(f"kith run ended with {usage.code}: {usage.stderr.strip()}")
    with open(os.path.join(out, "run.json"), encoding="utf-8") as file:
        return usage, json.load(file)


def bench_kith(scale: str, repeats: int) -> dict:
    data = make_place(scale)
    note(f"kith, {scale} …")
    run_kith(scale, data)  # warms the page cache
    # CPU seconds on one thread, as the peer and the floor; as many threads as there are for a user's wall time and memory.
    runs = [run_kith(scale, data, threads=1) for _ in range(repeats)]
    waits = [run_kith(scale, data) for _ in range(repeats)]
    memory, _ = run_kith(scale, data, sample_memory=True)
    reused, _ = run_kith(scale, data, threads=1, again=True)
    best = min(runs, key=lambda run: run[0].cpu)
    return {"cpu": best[0].cpu, "wall": statistics.median(u.wall for u, _ in waits), "pss": memory.pss / (1 << 30), "again": reused.cpu,
            "stages": stage_seconds(best[1]["stages"])}


def stage_seconds(stages: list[dict]) -> dict[str, float]:
    """CPU seconds by stage; all files that were written ("write results.gpkg", …) are one."""
    seconds: dict[str, float] = {}
    for stage in stages:
        name = "write" if stage["stage"].startswith("write ") else stage["stage"]
        seconds[name] = seconds.get(name, 0.0) + stage["cpu_seconds"]
    return seconds


def bench_peer(scale: str) -> dict | None:
    if subprocess.run([PYTHON, "-c", PEER_NEEDS], capture_output=True, check=False).returncode != 0:
        note("the peer's Python packages are not there (scripts/setup --bench installs them); its column stays empty")
        return None
    data, out = make_place(scale), os.path.join(WORK, "peer", scale)
    os.makedirs(out, exist_ok=True)
    note(f"peer, {scale} …")
    usage = measure([PYTHON, "-B", os.path.join(shared(), "peer_pipeline.py"), data, out, "--engine", "igraph"], environment=ONE_THREAD)
    if usage.code != 0:
        note(f"the peer ended with {usage.code}: {usage.stderr.strip().splitlines()[-1:]}")
        return None
    with open(os.path.join(out, "timings.json"), encoding="utf-8") as file:
        timings = json.load(file)
    stages = {name: t["cpu"] for name, t in timings["stages"].items() if t.get("s") is not None and "cpu" in t}
    return {"cpu": usage.cpu, "wall": usage.wall, "pss": timings["peak_rss_gib"], "stages": stages}


def bench_floor(scale: str, repeats: int) -> dict | None:
    program = os.path.join(WORK, "floor")
    source = os.path.join(shared(), "floor.cpp")
    if not os.path.exists(program) or os.path.getmtime(program) < os.path.getmtime(source):
        done = measure(["g++", "-O3", "-march=native", "-std=c++20", source, "-o", program])
        if done.code != 0:
            note(f"the floor does not compile: {done.stderr.strip()[:300]}")
            return None
    note(f"floor, {scale} …")
    usage = measure([program, make_place(scale), str(max(3, repeats))])
    stages = {m[1]: float(m[2]) for m in re.finditer(r"^(\w+)\s+cpu\s+([\d.]+) s", usage.stdout, re.M)}
    return {"stages": stages} if usage.code == 0 and stages else None


def cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def total(result: dict | None, names: list[str]) -> float | None:
    """Seconds of these stages together; None when one of them was not measured."""
    if result is None or not names or any(n not in result["stages"] for n in names):
        return None
    return sum(result["stages"][n] for n in names)


def table(scale: str, kith: dict, peer: dict | None, floor: dict | None) -> list[str]:
    rows = [f"| {scale}, CPU seconds | Kith | peer | floor |", "|---|---:|---:|---:|"]
    for label, ours, theirs, least in STAGES:
        rows.append(f"| {label} | {cell(total(kith, ours))} | {cell(total(peer, theirs))} | {cell(total(floor, least))} |")
    floor_sum = total(floor, [n for _, _, _, least in STAGES for n in least])
    rows.append(f"| **whole process tree, start-up and all** | **{cell(kith['cpu'])}** | **{cell(peer and peer['cpu'])}** | {cell(floor_sum)} |")
    rows.append(f"| the same again, nothing changed | {cell(kith['again'])} | - | - |")
    rows.append(f"| wall seconds | {cell(kith['wall'])} | {cell(peer and peer['wall'])} | - |")
    rows.append(f"| peak memory, GiB (Kith: summed PSS; peer: RSS) | {cell(kith['pss'])} | {cell(peer and peer['pss'])} | - |")
    return rows


def held(scale: str, kith: dict) -> tuple[list[str], bool]:
    """The limits of this scale, one line each, and whether all were kept."""
    limits = list(TARGETS[scale])
    measured = {**kith, "load": total(kith, STAGES[0][1])}
    if scale == "city":
        limits.append(("read and build, CPU s", "load", 4.0))
    lines, good = [], True
    for label, key, most in limits:
        value = measured[key]
        kept = value is not None and value <= most
        good = good and kept
        lines.append(f"{label}: {cell(value)} (at most {most:g}): {'kept' if kept else 'NOT KEPT'}")
    return lines, good


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="CPU seconds of Kith, its peer and the floor, from one run.")
    parser.add_argument("scales", nargs="*", choices=["neighbourhood", "city", []], metavar="SCALE", help="neighbourhood, city; default both")
    parser.add_argument("--repeats", type=int, default=3, help="timed runs of Kith and rounds of the floor (default 3)")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--no-floor", action="store_true")
    arguments = parser.parse_args()
    if not os.path.exists(KITH):
        fail("there is no build/release/bin/kith; run scripts/build first")
    os.makedirs(WORK, exist_ok=True)
    all_kept = True
    for scale in arguments.scales or ["neighbourhood", "city"]:
        kith = bench_kith(scale, max(1, arguments.repeats))
        peer = None if arguments.no_peer else bench_peer(scale)
        floor = None if arguments.no_floor else bench_floor(scale, arguments.repeats)
        lines, kept = held(scale, kith)
        print("\n".join(table(scale, kith, peer, floor) + [""] + lines + [""]), flush=True)
        all_kept = all_kept and kept
    return 0 if all_kept else 1


if __name__ == "__main__":
    sys.exit(main())
