"""Stopping: Ctrl-C ends a run within a second and leaves nothing behind; a worker or reader that is killed from outside is
reported by name, and the others finish."""
import contextlib
import os
import pathlib
import signal
import threading
import time
import unittest

import kith_command
from kith_command import SAMPLES, SOURCE, KithTest, Results, start
from process_tree import tree


def began(pid):
    """When the process started, so that a number that was given again is not mistaken for it; None when there is none."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


def name_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


class Watch(threading.Thread):
    """Notes every process below one, while it lives."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self.root, self.seen, self.over = root, {}, threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.01):
            for pid in tree(self.root):
                self.seen.setdefault((pid, began(pid)), name_of(pid))

    def wait_for(self, names):
        """Until one of these has been seen: a busy machine takes its time to start them."""
        for _ in range(3000):
            if names & set(self.seen.copy().values()):
                return
            time.sleep(0.01)

    def left(self):
        self.over.set()
        self.join()
        return [name for (pid, since), name in self.seen.items() if since and began(pid) == since]


class Meter(threading.Thread):
    """CPU seconds that one process uses from now on, its children not counted."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.first = pid, self.read(pid)
        self.last = self.first
        self.start()

    @staticmethod
    def read(pid):
        try:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def run(self):
        while (now := self.read(self.pid)) is not None:
            self.last = now
            time.sleep(0.01)

    def seconds(self):
        self.join()
        return (self.last or 0) - (self.first or 0)


def end_of(process, within):
    """Waits without reading the pipes for long; what it said."""
    try:
        return process.communicate(timeout=within)
    except BaseException:
        process.kill()
        process.communicate()
        raise


def wait_until_caught(process, signal_number):
    """Until the program waits for it: before, while it is still being loaded, a signal ends it without a word, and nothing is begun."""
    for _ in range(3000):
        with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
            masks = [int(line.split()[1], 16) for line in file if line.startswith(("SigCgt:", "SigBlk:"))]
        if any(mask & (1 << (signal_number - 1)) for mask in masks) or process.poll() is not None:
            return
        time.sleep(0.01)


class Stopping(KithTest):
    def place(self):
        """One that takes seconds: the bench's city where there is shared data, and only in a release build."""
        kith_command.too_slow_here()
        kith_command.needs_shared()
        return kith_command.bench_place("city")

    def stop_at(self, place, seconds, how=signal.SIGINT, again=False):
        """False when it had ended by itself before. A clock that says too much is asked once more: others use the processors, too."""
        out = self.folder / f"out-{seconds}-{how}-{again}" / "results"
        process = start("run", SOURCE / "tests/bench/place.toml", "--root", place, "--audience", "team", "-o", out)
        watch = Watch(process.pid)
        time.sleep(seconds)
        wait_until_caught(process, how)
        if seconds >= 0.2:
            watch.wait_for({"kith-reader", "kith-worker"})
        if process.poll() is not None:
            self.assertIn(process.returncode, (0, 1), end_of(process, 60)[1])
            return False
        asked, meter = time.monotonic(), Meter(process.pid)
        process.send_signal(how)
        _, said = end_of(process, 60)
        took, worked = time.monotonic() - asked, meter.seconds()
        # Where others share the cores the clock says little: what it still worked must be below a second in any case.
        told = f"{took:.2f} s ({worked:.2f} s of work) after {how} at {seconds} s"
        print(told, flush=True)
        self.assertEqual(process.returncode, 3, said)
        self.assertFalse(out.exists())
        self.assertEqual(list(out.parent.iterdir()) if out.parent.exists() else [], [], "half output")
        self.assertEqual(watch.left(), [], "processes left")
        self.assertTrue({"kith-reader", "kith-worker"} & set(watch.seen.values()) or seconds < 0.2)
        self.assertEqual(said.count("Traceback") + said.count("terminate"), 0)
        long = took >= (1.0 if os.getloadavg()[0] < 1.2 * (os.cpu_count() or 1) else 30.0)
        if (worked >= 1.0 or long) and not again:
            return self.stop_at(place, seconds, how, True)
        self.assertLess(worked, 1.0, told)
        self.assertFalse(long, told)
        return True

    def test_ctrl_c_ends_a_city_within_a_second(self):
        place = self.place()
        stopped = 0
        for seconds in (0.1, 1.0, 2.5, 4.0, 6.0, 9.0):
            with self.subTest(after=seconds):
                stopped += self.stop_at(place, seconds)
        self.assertGreaterEqual(stopped, 4, "it ends by itself: stop it sooner")

    def test_so_does_a_polite_kill(self):
        self.assertTrue(self.stop_at(self.place(), 1.5, signal.SIGTERM))


class KilledFromOutside(KithTest):
    RECIPE = SAMPLES / "village/village.toml"

    def kill_one(self, program, out, beside=0):
        """Starts a run and kills the youngest such process below it, once there are so many `beside` it; the process that ran, or None when it was
        not met in time."""
        process = start("run", self.RECIPE, "--audience", "team", "--threads", 1, "-o", out)
        while process.poll() is None:
            met = [pid for pid in tree(process.pid)[1:] if name_of(pid) == program]
            if len(met) > beside:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(max(met), signal.SIGKILL)
                return process, end_of(process, kith_command.PATIENCE)
        end_of(process, kith_command.PATIENCE)
        return None, None

    def killed(self, program, name, beside=0):
        for attempt in range(10):
            out = self.folder / f"{name}-{attempt}"
            process, said = self.kill_one(program, out, beside)
            if process is None or process.returncode == 0:  # it had ended by itself just then
                continue
            self.assertEqual(process.returncode, 1, said)
            return Results(out), said[1]
        return self.fail(f"no {program} was met in ten runs")

    def test_a_worker_is_reported_by_name_and_the_others_finish(self):
        results, said = self.killed("kith-worker", "worker")
        verdicts = {a["use"]: a["verdict"] for a in results.json["analyses"]}
        killed = next(a for a in results.json["analyses"] if a["verdict"] == "killed")
        expected = dict.fromkeys(verdicts, "ok") | {killed["use"]: "killed"}
        if killed["use"] == "kith.inventory":  # whose columns it looks at
            expected["kith.spatial_statistics"] = "not possible"
        self.assertEqual(verdicts, expected)
        self.assertIn(killed["use"], killed["sentence"])
        self.assertIn(killed["use"], said)
        self.assertIn("the other analyses are not touched", killed["sentence"])
        report = (results.folder / "report.html").read_text(encoding="utf-8")
        self.assertIn(killed["use"], report)

    def test_a_reader_is_reported_by_its_file_and_the_others_are_read(self):
        results, _ = self.killed("kith-reader", "reader", beside=1)  # the first waits, and forks for each file
        unread = [f for f in results.json["files"] if f["kept"] == 0]
        self.assertEqual(len(unread), 1, results.json["files"])
        self.assertTrue(any(issue["severity"] == "problem" for issue in unread[0]["issues"]), unread)
        self.assert_balances(unread[0], unread[0]["file"])

    def test_the_program_that_forks_readers_is_started_again(self):
        for attempt in range(5):
            out = self.folder / f"forking-{attempt}"
            process, said = self.kill_one("kith-reader", out)
            if process is not None and process.returncode == 0:
                break  # else one that it had forked already was met
        self.assertIsNotNone(process)
        self.assertEqual(process.returncode, 0, said)
        self.assertTrue(all(f["kept"] > 0 for f in Results(out).json["files"]))


if __name__ == "__main__":
    unittest.main()
