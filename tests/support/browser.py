"""Headless Chromium, spoken to through a pipe (the DevTools protocol): pages as they are, without anything put into them, and every request that they make.

Only what scripts/check runs uses it: Chromium is no package that building and testing need (scripts/setup --check)."""
import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time


class Browser:
    def __init__(self, width=1280, height=900):
        program = shutil.which("chromium")
        if not program:
            raise FileNotFoundError("chromium is missing (scripts/setup --check)")
        self.folder = tempfile.TemporaryDirectory(prefix="kith-browser-")
        self.downloads = pathlib.Path(self.folder.name) / "downloads"
        self.downloads.mkdir()
        theirs_in, self.out = os.pipe()
        self.inp, theirs_out = os.pipe()

        def hand_over():  # Chromium reads 3 and writes 4
            a, b = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={self.folder.name}/profile", f"--window-size={width},{height}", "--remote-debugging-pipe", "about:blank"],
            close_fds=False, preexec_fn=hand_over, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.number, self.buffer, self.events, self.session = 0, b"", [], None
        target = next(t for t in self.ask("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Browser.setDownloadBehavior", browser=True, behavior="allow", downloadPath=str(self.downloads), eventsEnabled=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        os.close(self.out)
        os.close(self.inp)
        self.folder.cleanup()

    def ask(self, method, browser=False, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session and not browser:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        wanted = self.number
        while True:
            answer = self.next(60)
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def next(self, patience):
        """The next message; events are kept."""
        until = time.monotonic() + patience
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.inp], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            some = os.read(self.inp, 1 << 20)
            if not some:
                raise EOFError("Chromium has ended")
            self.buffer += some
        one, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(one)
        if "method" in message:
            self.events.append(message)
        return message

    def wait_for(self, method, patience=30):
        while not any(e["method"] == method for e in self.events):
            if self.next(patience) is None:
                raise TimeoutError(method)

    def open(self, page):
        self.events.clear()
        self.ask("Page.navigate", url=page if isinstance(page, str) else page.as_uri())
        self.wait_for("Page.loadEventFired")

    def run(self, script):
        """The value of an expression; of a promise, what it becomes."""
        done = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"].get("exception", {}).get("description", done["exceptionDetails"]["text"]))
        return done["result"].get("value")

    def type(self, text):
        self.ask("Input.insertText", text=text)

    def press(self, key):
        codes = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40}
        text = {"Enter": "\r", " ": " "}.get(key)
        more = {"text": text} if text else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, code="Space" if key == " " else key, windowsVirtualKeyCode=codes[key], **more)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, code="Space" if key == " " else key, windowsVirtualKeyCode=codes[key])

    def downloaded(self, patience=20):
        """The one file that was saved since."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            done = [f for f in self.downloads.iterdir() if f.suffix != ".crdownload"]
            if done:
                return done[0]
            self.next(0.2)
        raise TimeoutError("nothing was saved")

    def requests(self):
        """Addresses that were asked for since the page was opened."""
        return [e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"]

    def picture(self, file, whole=True):
        pathlib.Path(file).write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]))
