"""A real viewer on a display of its own: Xvfb draws, xdotool is the hands. Controls are found by name, in the file that
`kith-viewer --tell` writes."""
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

from kith_command import BIN, PATIENCE, SAMPLES

PATCH = SAMPLES / "patch/patch.toml"


def needs_display():
    """Xvfb and xdotool; without them a story is skipped, and fails where CI=true."""
    missing = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
    if not missing:
        return
    words = f"{' and '.join(missing)} missing: scripts/setup installs them."
    if os.environ.get("CI") == "true":
        raise AssertionError(words)
    raise unittest.SkipTest(words)


class Window:
    def __init__(self, *arguments, width=1280, height=800):
        needs_display()
        self.folder = tempfile.TemporaryDirectory()
        self.items_file = pathlib.Path(self.folder.name) / "items.json"
        self.display = self._start_display(width, height)
        home = pathlib.Path(self.folder.name) / "home"
        home.mkdir()
        self.environment = {**os.environ, "DISPLAY": self.display, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+")
        self.viewer = subprocess.Popen([str(BIN / "kith-viewer"), "--size", f"{width}x{height}", "--counts", "--tell", str(self.items_file), *map(str, arguments)], env=self.environment,
                                       cwd=self.folder.name, stdout=self.log, stderr=self.log)
        self.wait_for("title.command")

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
        raise AssertionError(f"Waited in vain for {what}. State: {self.state()}")

    def wait_for(self, name):
        return self.wait_until(f"the control {name}", lambda items: items["controls"].get(name))

    def press(self, name):
        left, top, right, bottom = self.wait_for(name)
        self.click((left + right) / 2, (top + bottom) / 2)

    def click(self, x, y, button=1):
        self.xdotool("mousemove", round(x), round(y))
        time.sleep(0.06)
        self.xdotool("mousedown", button)
        time.sleep(0.06)
        self.xdotool("mouseup", button)
        time.sleep(0.12)

    def key(self, *chords):
        for chord in chords:
            self.xdotool("key", chord)
            time.sleep(0.15)

    def type(self, text):
        self.xdotool("type", "--delay", "20", text)
        time.sleep(0.2)

    def command(self, words):
        """Through the palette, as the help says."""
        self.key("ctrl+k")
        self.wait_for("palette.text")
        self.type(words)
        self.key("Return")
        self.wait_until("the palette to close", lambda items: items["state"]["dialog"] == "none" or "palette.text" not in items["controls"])

    def resize(self, width, height):
        window = subprocess.run(["xdotool", "search", "--name", "Kith"], env=self.environment, check=True, capture_output=True, text=True).stdout.split()[-1]
        self.xdotool("windowsize", window, width, height)
        self.wait_until(f"{width}x{height}", lambda items: items["state"].get("width") == width and items["state"].get("height") == height)

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
