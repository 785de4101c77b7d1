"""A real viewer on a display of its own: Xvfb draws, xdotool is the hands. Controls are found by name, in the file that
`kith-viewer --tell` writes."""
import contextlib
import csv
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from kith_command import BIN, PATIENCE, SAMPLES, SOURCE
from x_messages import XMessages

PATCH = SAMPLES / "patch/patch.toml"
WORDS = "larch river button seven moss"  # the passphrase of a PatchInWindow's workspace


def needs_display():
    """Xvfb and xdotool; without them a story is skipped, and fails where CI=true."""
    missing = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
    if not missing:
        return
    words = f"{' and '.join(missing)} missing: scripts/setup installs them."
    if os.environ.get("CI") == "true":
        raise AssertionError(words)
    raise unittest.SkipTest(words)


def opened(window):
    window.wait_until("the place", lambda items: items["state"].get("place"))


def settled(window):
    window.wait_until("rest", lambda items: items["state"]["busy"] == 0)


def table(file):
    with open(file, newline="") as lines:
        return list(csv.DictReader(lines))


class Window:
    def __init__(self, *arguments, width=1280, height=800):
        needs_display()
        self.folder = tempfile.TemporaryDirectory()
        self.items_file = self.path("items.json")
        self.display = self._start_display(width, height)
        home = pathlib.Path(self.folder.name) / "home"
        home.mkdir()
        self.environment = {**os.environ, "DISPLAY": self.display, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+")
        self.viewer = subprocess.Popen([str(BIN / "kith-viewer"), "--size", f"{width}x{height}", "--counts", "--tell", str(self.items_file), "--lose", str(self.path("lose")), *map(str, arguments)], env=self.environment,
                                       cwd=self.folder.name, stdout=self.log, stderr=self.log)
        self.wait_for("title.command")

    def path(self, name):
        """In the folder that the viewer stands in; it goes with the window."""
        return pathlib.Path(self.folder.name) / name

    def _start_display(self, width, height):
        for _ in range(20):
            number = random.randrange(100, 60000)
            self.server = subprocess.Popen(["Xvfb", f":{number}", "-screen", "0", f"{max(width, 1280)}x{max(height, 800)}x24", "-nolisten", "tcp"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(100):
                if pathlib.Path(f"/tmp/.X11-unix/X{number}").exists():
                    return f":{number}"
                if self.server.poll() is not None:
                    break
                time.sleep(0.05)
        raise AssertionError("No display could be started.")

    def xdotool(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True, stdout=subprocess.DEVNULL, timeout=20)

    def items(self):
        """The controls of the newest frame, by name, with what the model says of itself."""
        try:
            return json.loads(self.items_file.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {"controls": {}, "state": {}}

    def state(self):
        return self.items()["state"]

    def wait_until(self, what, true):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.viewer.poll() is not None:
                raise AssertionError(f"The viewer ended with {self.viewer.returncode}: {self.said()}")
            found = true(self.items())
            if found:
                return found
            time.sleep(0.05)
        state = {key: value for key, value in self.state().items() if key != "chart_columns"}
        raise AssertionError(f"Waited in vain for {what}. State: {state}")

    def wait_for(self, name):
        return self.wait_until(f"the control {name}", lambda items: items["controls"].get(name))

    def press(self, name):
        left, top, right, bottom = self.still(name)
        self.click((left + right) / 2, (top + bottom) / 2)

    def still(self, name):
        """Where a control stands, once everything has found its place."""
        return self.wait_until(f"the control {name}, settled", lambda items: items["state"].get("settled") and items["controls"].get(name))

    @contextlib.contextmanager
    def heard(self, times):
        """Until the viewer has taken so many keys and buttons (a viewer that is closed, or does not look, takes none)."""
        before = self.state().get("hands", 0)
        yield
        end = time.monotonic() + 10
        while time.monotonic() < end and self.viewer.poll() is None:
            state = self.state()
            if state.get("minimised") or state.get("hands", 0) >= before + times:
                return
            time.sleep(0.02)

    def click(self, x, y, button=1):
        with self.heard(2):
            self.xdotool("mousemove", round(x), round(y))
            time.sleep(0.06)
            self.xdotool("mousedown", button)
            time.sleep(0.06)
            self.xdotool("mouseup", button)

    def drag(self, start, end, *held):
        """With the left button, in steps as a hand does it; `held` are keys."""
        for key in held:
            self.xdotool("keydown", key)
        with self.heard(2 + len(held)):
            self.xdotool("mousemove", round(start[0]), round(start[1]))
            time.sleep(0.06)
            self.xdotool("mousedown", 1)
            for step in range(1, 7):
                self.xdotool("mousemove", *(round(a + (b - a) * step / 6) for a, b in zip(start, end)))
                time.sleep(0.03)
            self.xdotool("mouseup", 1)
            for key in held:
                self.xdotool("keyup", key)

    def choose(self, name, index):
        """From a list that opens under its control; one far down it is reached by Tab."""
        self.press(name)
        if index < 8:
            self.press(f"{name}.{index}")
        else:
            self.wait_for(f"{name}.{index}")
            self.tab_to(f"{name}.{index}")
            self.key("Return")
        self.wait_until("the list to close", lambda items: f"{name}.{index}" not in items["controls"])

    def bring(self, name, lowest):
        """Turns the wheel over a panel until a control stands above `lowest`."""
        left, _, right, bottom = self.wait_for(name)
        self.xdotool("mousemove", round((left + right) / 2), lowest - 60)
        while bottom > lowest:
            with self.heard(1):
                self.xdotool("click", 5)
            before, bottom = bottom, self.still(name)[3]
            if bottom == before:
                raise AssertionError(f"{name} does not come any higher than {bottom}")

    def find(self, words, add=False):
        """Somebody or something by name; `add`: to those that are selected."""
        before = self.state()["selected"]
        self.key("ctrl+f")
        self.wait_for("find.text")
        self.type(words)
        self.wait_for("found.0")
        self.key("ctrl+Return" if add else "Return")
        self.wait_until("the find box to close", lambda items: "find.text" not in items["controls"] and items["state"]["selected"] == (before + 1 if add else 1))

    def rest(self):
        """Until no frame is drawn any more."""
        frames = -1
        while self.state().get("frames") != frames:
            frames = self.state().get("frames")
            time.sleep(0.25)

    def go_on(self, key):
        """To another control; the keyboard is there when this comes back."""
        before = self.state().get("focused")
        self.xdotool("key", key)
        self.wait_until("the keyboard to go on", lambda items: items["state"] and items["state"].get("focused") != before)

    def pane(self, name):
        """By F6 alone, to the pane that begins with this control."""
        self.rest()
        for _ in range(15):
            if self.state().get("focused") == name:
                return
            self.go_on("F6")
        raise AssertionError(f"F6 does not come to {name}")

    def tab_to(self, name, most=150):
        """By Tab alone."""
        self.rest()
        for _ in range(most):
            if self.state().get("focused") == name:
                return
            self.go_on("Tab")
        raise AssertionError(f"Tab does not come to {name}; it stands at {self.state().get('focused')}")

    def save_edits(self, name="changes.jsonl"):
        """What is in the file, a record a line."""
        self.key("ctrl+s")
        if self.state()["unsaved"] > 0 and not self.path(name).exists():
            self.wait_for("files.name")
            self.key("Return")
        self.wait_until("the edits saved", lambda items: items["state"]["unsaved"] == 0)
        return [json.loads(line) for line in self.path(name).read_text().splitlines()]

    def key(self, *chords):
        for chord in chords:
            with self.heard(2 * len(chord.split("+"))):
                self.xdotool("key", chord)

    def type(self, text):
        with self.heard(sum(3 if letter.isalnum() and letter.isascii() or letter == " " else 1 for letter in text)):  # down, the letter, up
            self.xdotool("type", "--delay", "20", text)

    def command(self, words):
        """Through the palette, as the help says."""
        self.key("ctrl+k")
        self.wait_for("palette.text")
        self.type(words)
        self.key("Return")
        self.wait_until("the palette to close", lambda items: items["state"]["dialog"] == "none" or "palette.text" not in items["controls"])

    def id(self):
        return subprocess.run(["xdotool", "search", "--name", "Kith"], env=self.environment, check=True, capture_output=True, text=True).stdout.split()[-1]

    def resize(self, width, height):
        self.xdotool("windowsize", self.id(), width, height)
        self.wait_until(f"{width}x{height}", lambda items: items["state"].get("width") == width and items["state"].get("height") == height)

    @contextlib.contextmanager
    def manager(self):
        """What a window manager would say to the window."""
        messages = XMessages(self.display)
        try:
            yield messages
        finally:
            messages.close()

    def minimise(self):
        with self.manager() as manager:
            manager.minimise(int(self.id()))
        self.wait_until("it to be minimised", lambda items: items["state"]["minimised"])

    def restore(self, number):
        with self.manager() as manager:
            manager.restore(number)
        self.wait_until("it to be back", lambda items: not items["state"]["minimised"])

    def ask_to_close(self):
        """The cross of the title bar."""
        with self.manager() as manager:
            manager.ask_to_close(int(self.id()))

    def ends(self):
        """By itself, and well."""
        return self.viewer.wait(PATIENCE)

    def said(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.viewer.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        if self.viewer.poll() is None:
            self.viewer.send_signal(signal.SIGTERM)
            try:
                self.viewer.wait(10)
            except subprocess.TimeoutExpired:
                self.viewer.kill()
                self.viewer.wait()
        self.server.terminate()
        self.server.wait()
        self.log.close()
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class PatchInWindow(unittest.TestCase):
    """A window with nothing open yet, and beside it the sample patch as a workspace with a purpose."""

    @classmethod
    def setUpClass(cls):
        needs_display()

    def setUp(self):
        self.window = Window()
        self.addCleanup(self.window.__exit__, None, None, None)
        self.words = self.window.path("words")
        self.words.write_text(WORDS + "\n")
        self.file = self.window.path("larkmere.kith")
        subprocess.run([BIN / "kith", "save", PATCH, "-o", self.file, "--new-passphrase-file", self.words, "--purpose", SOURCE / "data/governance/purpose.toml", "--recovery", self.window.path("sheet.html"), "--quiet"],
                       check=True, capture_output=True, timeout=PATIENCE)
