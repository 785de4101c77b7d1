"""Runs a program and measures the whole tree of processes that it starts: CPU, wall time, peak memory."""
from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from typing import NamedTuple


class Usage(NamedTuple):
    code: int
    wall: float             # seconds
    cpu: float              # seconds, user + system, of the program and of every descendant that was waited for
    pss: int                # bytes: the highest sum of proportional set sizes seen at once; 0 when it was not sampled
    stdout: str
    stderr: str


def _parents() -> dict[int, list[int]]:
    """Children of each living process."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="ascii", errors="replace") as file:
                    parent = int(file.read().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue  # it ended meanwhile
            children.setdefault(parent, []).append(int(name))
    return children


def tree(root: int) -> list[int]:
    """The process and all its descendants."""
    children, found, ahead = _parents(), [], [root]
    while ahead:
        found.append(ahead.pop())
        ahead += children.get(found[-1], [])
    return found


def pss_of(pid: int) -> int:
    """Bytes; shared pages count in parts, so that the sum over processes is what the machine holds."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass  # ended, or not ours to look at
    return 0


class _Sampler(threading.Thread):
    def __init__(self, root: int, every: float) -> None:
        super().__init__(daemon=True)
        self.root, self.every, self.peak = root, every, 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(self.every):
            self.peak = max(self.peak, sum(map(pss_of, tree(self.root))))


def measure(command: list[str], *, sample_memory: bool = False, environment: dict[str, str] | None = None) -> Usage:
    """Runs `command` to its end. Sampling memory reads page tables and slows the program: do not time such a run.

    CPU is the difference in RUSAGE_CHILDREN: measure() must not run twice at once in one Python process.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          errors="replace", env={**os.environ, **(environment or {})}) as process:
        sampler = _Sampler(process.pid, 0.02) if sample_memory else None
        if sampler:
            sampler.start()
        stdout, stderr = process.communicate()
    wall = time.perf_counter() - begun
    if sampler:
        sampler.stopped.set()
        sampler.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Usage(process.returncode, wall, cpu, sampler.peak if sampler else 0, stdout, stderr)
