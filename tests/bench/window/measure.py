#!/usr/bin/python3
"""What a person at the window waits for, each figure beside its floor of the same run. Called by scripts/bench window, which builds first.

Places: the sample patch and village, and the bench city of make_city.py (build/bench/city; scripts/bench makes it). The window stands
on a display of its own (Xvfb) and is drawn in software, 1280x800. QGIS, the peer, is measured where it is installed (python3-qgis).
"""
import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import verdicts

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORK = ROOT / "build/bench"
BIN = ROOT / "build/release/bin"
SAMPLES = ROOT / "data/samples"
TICKS = os.sysconf("SC_CLK_TCK")
SOFTWARE = {"LIBGL_ALWAYS_SOFTWARE": "1", "GALLIUM_DRIVER": "llvmpipe"}


def fail(sentence):
    print(f"scripts/bench window: {sentence}", file=sys.stderr)
    sys.exit(3)


class Display:
    """An X server of its own."""

    def __enter__(self):
        for _ in range(20):
            number = random.randrange(100, 60000)
            self.server = subprocess.Popen(["Xvfb", f":{number}", "-screen", "0", "1280x800x24", "-nolisten", "tcp"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while self.server.poll() is None:
                if pathlib.Path(f"/tmp/.X11-unix/X{number}").exists():
                    self.environment = {**os.environ, **SOFTWARE, "DISPLAY": f":{number}"}
                    return self
                time.sleep(0.02)
        fail("no display could be started")

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


def cpu_of(process):
    """CPU seconds of a process, all its threads and the children it has waited for."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    return sum(int(fields[i]) for i in (11, 12, 13, 14)) / TICKS


def sleeps_of(process):
    """How often its threads went to sleep of their own will: each time they had been woken."""
    count = 0
    for status in pathlib.Path(f"/proc/{process.pid}/task").glob("*/status"):
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                count += int(line.split()[1])
    return count


class Viewer:
    """kith-viewer on that display, until its first picture of the place is shown."""

    def __init__(self, display, recipe):
        self.folder = tempfile.TemporaryDirectory()
        environment = {**display.environment, "HOME": self.folder.name, "XDG_STATE_HOME": self.folder.name}
        begun = time.perf_counter()
        self.process = subprocess.Popen([BIN / "kith-viewer", "--counts", "--forget", "--size", "1280x800", recipe], stderr=subprocess.PIPE, text=True, env=environment)
        for line in self.process.stderr:
            if line.strip() == "first picture":
                break
        else:
            fail(f"kith-viewer ended before it showed {recipe}")
        self.wall = time.perf_counter() - begun
        self.cpu = cpu_of(self.process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()
        self.folder.cleanup()


def opening(display, name, recipe, repeats):
    walls, cpus = [], []
    for i in range(repeats + 1):
        with Viewer(display, recipe) as viewer:
            if i > 0 or repeats == 1:  # the first warms the page cache
                walls.append(viewer.wall)
                cpus.append(viewer.cpu)
    print(f"{name}, process start to the first picture: median {statistics.median(walls):.2f} s wall, {statistics.median(cpus):.2f} s CPU (readers included); best {min(walls):.2f} s wall, {min(cpus):.2f} s CPU", flush=True)
    return statistics.median(walls), statistics.median(cpus)


def floor_of_opening(display):
    """The program loaded and ended; for the city the same files read by hand (floor.cpp)."""
    walls = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([BIN / "kith-viewer", "--help"], env=display.environment, capture_output=True, check=False)
        walls.append(time.perf_counter() - begun)
    print(f"floor: the program loaded and ended {statistics.median(walls):.3f} s wall", flush=True)
    program = WORK / "floor"
    if program.exists() and (WORK / "city").exists():
        said = subprocess.run([program, WORK / "city", "3"], capture_output=True, text=True, check=False).stdout
        steps = {line.split()[0]: float(line.split("cpu")[1].split()[0]) for line in said.splitlines() if "cpu" in line}
        least = sum(steps.get(step, 0) for step in ("people", "ties", "csr"))
        print(f"floor: the city's files read and joined by hand {least:.2f} s CPU", flush=True)


def idle(display, recipe, seconds=10):
    """Of a window that has come to rest: start-up is over."""
    with Viewer(display, recipe) as viewer:
        time.sleep(5)
        before, cpu = sleeps_of(viewer.process), cpu_of(viewer.process)
        time.sleep(seconds)
        wakes, spent = sleeps_of(viewer.process) - before, cpu_of(viewer.process) - cpu
    print(f"idle for {seconds} s: {wakes / seconds:.1f} wake-ups a second of all its threads, {1e3 * spent / seconds:.1f} ms CPU a second (floor 0)", flush=True)
    return wakes / seconds


def said_by(command, environment):
    """What a program of ours prints, shown while it does."""
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        for line in running.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if running.returncode != 0:
        fail(f"{pathlib.Path(command[0]).name} failed on {command[1]}")
    return "".join(lines)


def hands(display, name, recipe, scene=None):
    print(f"\n{name}:", flush=True)
    return verdicts.said_by_window_bench(said_by([BIN / "window_bench", recipe, "--window"] + (["--scene", scene] if scene else []), display.environment))


def peer(scene, shown, each):
    """How many times less CPU than QGIS's a drawing takes; nothing where it is not installed."""
    peer_program = pathlib.Path(__file__).with_name("peer_qgis.py")
    done = subprocess.run(["/usr/bin/python3", "-B", peer_program, scene, str(scene) + ".png"], capture_output=True, text=True, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if done.returncode == 77:
        print("peer: QGIS is not installed (apt-get install python3-qgis), so it was not measured")
    elif done.returncode != 0:
        print(f"peer: QGIS ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    else:
        said = json.loads(done.stdout)
        print(f"peer: QGIS {said['version']} draws the same {said['areas']} areas and {said['points']} points: {said['cpu']:.4f} s CPU, {said['wall']:.4f} s wall; "
              f"{said['cpu'] / shown:.1f} times as much as the window, {said['cpu'] / each:.1f} times as much as a mark for everybody", flush=True)
        return {verdicts.PEER: said["cpu"] / shown}
    return {}


def city():
    """The recipe of the bench city, beside its files."""
    if not (WORK / "city/manifest.json").exists():
        print("there is no build/bench/city (scripts/bench city makes it): the city is left out", flush=True)
        return None
    recipe = WORK / "city.toml"
    recipe.write_text((ROOT / "tests/bench/place.toml").read_text(encoding="utf-8").replace('file = "', 'file = "city/'), encoding="utf-8")
    return recipe


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench window", description="What a person at the window waits for.")
    parser.add_argument("--repeats", type=int, default=5, help="openings of the patch; the city is opened three times")
    parser.add_argument("--no-peer", action="store_true")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    patch, large = SAMPLES / "patch/patch.toml", city()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start", flush=True)
    found = verdicts.Verdicts()
    with Display() as display:
        found.add({verdicts.OPEN_PATCH: opening(display, "patch", patch, arguments.repeats)[0]})
        if large:
            found.add({verdicts.OPEN_CITY: opening(display, "bench city", large, 3)[1]})
        floor_of_opening(display)
        found.add({verdicts.IDLE: idle(display, patch)})
        for name, recipe in (("patch", patch), ("village", SAMPLES / "village/village.toml")):
            found.add({what: figure for what, figure in hands(display, name, recipe)[0].items() if what == verdicts.INPUT})
        if large:
            scene = WORK / "scene.json"
            figures, drawn = hands(display, "bench city", large, scene)
            found.add(figures)
            if drawn and not arguments.no_peer:
                found.add(peer(scene, *drawn))
            print("\nwithout a window:", flush=True)
            found.add(verdicts.said_by_view_bench(said_by([ROOT / "build/release/tests/view_bench", WORK / "city"], os.environ)))
    print("\nbounds:", *found.lines(), sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
