"""The capture page in Chromium as it is handed out: written on by keyboard alone, a thousand entries sealed, saved and taken in once each, nothing to be read from the page or
from what the browser keeps, no request, and no serious finding of axe. Run by scripts/check html; axe-core's file is KITH_AXE (left out without it)."""
import json
import os
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.engine.cli.workspace_test import WORDS, read_by_hand  # noqa: E402
from tests.support import sealing  # noqa: E402
from tests.support.browser import Browser  # noqa: E402
from tests.support.kith_command import SAMPLES, SOURCE, KithTest  # noqa: E402

MARK = "Wexcombe"  # in everything that is written


class Page(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "words").write_text(WORDS + "\n")
        cls.file, cls.page, cls.ours = cls.folder / "a.kith", cls.folder / "visit.html", cls.folder / "ours.html"
        self = cls()
        self.run_kith("save", SAMPLES / "patch/patch.toml", "-o", cls.file, "--new-passphrase-file", cls.folder / "words", "--purpose", SOURCE / "data/governance/purpose.toml",
                       "--recovery", cls.folder / "sheet.html", "--quiet", exits=(0, 1))
        self.on("capture", cls.file, "-o", cls.page)
        self.on("capture", cls.file, "-o", cls.ours, "--for", "resident")

    def on(self, verb, file, *more, exits=(0,)):
        return self.run_kith(verb, file, *more, "--passphrase-file", self.folder / "words", exits=exits)

    def test_a_thousand_sealed_by_the_page_come_in_once_each(self):
        with Browser() as browser:
            browser.open(self.page)
            browser.run("""(() => {
                document.getElementById('what-assets').click();
                const form = document.querySelector('form[data-table=assets]');
                for (let i = 0; i < 1000; i++) {
                    document.getElementById('assets-name').value = 'Wexcombe bench ' + i;
                    document.getElementById('assets-where').value = 'Corner ' + i;
                    form.requestSubmit();
                }})()""")
            self.assertIn("1000 entries sealed on this device", browser.run("document.getElementById('count').textContent"))
            kept = browser.run("JSON.stringify(localStorage)")
            self.assertEqual(len(json.loads(next(iter(json.loads(kept).values())))), 1000)
            self.assertNotIn(MARK, kept)
            self.assertNotIn(MARK, browser.run("document.documentElement.outerHTML"))
            self.assertNotIn(MARK, browser.run("Array.from(document.querySelectorAll('input,textarea,select')).map(e => e.value).join()"))
            browser.run("document.getElementById('save').click()")
            sent = self.folder / "page.kithcapture"
            shutil.copy(browser.downloaded(), sent)
            self.assertEqual([u for u in browser.requests() if not u.startswith(("file:", "blob:", "data:"))], [], "no request leaves the page (data: is the browser's own picture of a calendar)")
            for what in ("fetch('https://example.org/')", "new Promise((done, not) => {const i = new Image(); i.onload = done; i.onerror = () => not(new Error('refused')); i.src = 'https://example.org/a.png'})"):
                self.assertEqual(browser.run(f"{what}.then(() => 'sent', () => 'refused')"), "refused")
            browser.open(self.page)
            self.assertIn("1000 entries sealed on this device", browser.run("document.getElementById('count').textContent"), "they survive, sealed")
        self.assertNotIn(MARK, sent.read_text())
        said = self.on("import", self.file, sent).stderr
        self.assertIn("1,000 entries read = 1,000 to accept + 0 here already + 0 refused", said)
        names = [one["fields"]["name"] for one in json.loads(self.on("captured", self.file, "--json").stdout)]
        self.assertEqual(names, [f"Wexcombe bench {i}" for i in range(1000)])
        self.assertIn("+ 1,000 here already", self.on("import", self.file, sent).stderr)
        text = sent.read_text().splitlines()
        at = next(i for i, line in enumerate(text) if line.startswith("= ")) + 2
        text[at] = text[at][:-1] + ("A" if text[at][-1] != "A" else "B")
        changed = self.folder / "changed.kithcapture"
        changed.write_text("\n".join([text[0], "= " + "0" * 31 + "1", *text[2:at + 6]]))
        self.assertIn("(00000000000000000000000000000001) is refused", self.on("import", self.file, changed, exits=(1,)).stderr)
        # What the page seals, libsodium opens: read here without Kith.
        secret = read_by_hand(self.file, WORDS.encode())["sealing-key"]
        letters = "".join(sent.read_text().split("= ")[1].splitlines()[1:])
        self.assertEqual(json.loads(sealing.opened(secret, letters))["fields"]["name"], "Wexcombe bench 0")

    def test_by_keyboard_alone(self):
        with Browser() as browser:
            browser.open(self.page)
            order = []
            for _ in range(16):
                browser.press("Tab")
                order.append(browser.run("document.activeElement.id || document.activeElement.textContent.trim()"))
            self.assertEqual(order[:3], ["what-events", "by", "events-date"])
            browser.run("document.activeElement.blur()")
            browser.open(self.page)
            for _ in range(40):
                browser.press("Tab")
                here = browser.run("document.activeElement.id || document.activeElement.textContent.trim()")
                if here == "events-who":
                    browser.type("Iris Yarrlantern")
                elif here == "events-words":
                    browser.type(f"{MARK}: wants to sing")
                elif here == "Seal this entry":
                    browser.press("Enter")
                    break
            self.assertIn("Sealed. 1 entry", browser.run("document.getElementById('status').textContent"))
            self.assertEqual(browser.run("document.activeElement.form.dataset.table"), "events", "one goes on where the form begins")
            self.assertEqual(browser.run("getComputedStyle(document.body).fontSize"), "24px", "18 points")

    def test_axe_finds_nothing_serious(self):
        axe = os.environ.get("KITH_AXE")
        if not axe:
            self.skipTest("KITH_AXE is not set: scripts/check html fetches axe-core where npm is there.")
        for page in (self.page, self.ours):
            for width in (1280, 500):
                with Browser(width=width) as browser:
                    browser.open(page)
                    forms = browser.run("document.querySelectorAll('input[name=what]').length")
                    browser.run(pathlib.Path(axe).read_text(encoding="utf-8") + ";0")
                    for form in range(forms):
                        browser.run(f"document.querySelectorAll('input[name=what]')[{form}].click()")
                        found = browser.run("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.impact + ' ' + v.id + ': ' + v.nodes[0].html.slice(0, 120)))")
                        self.assertEqual([one for one in found if one.startswith(("serious", "critical"))], [], f"{page.name} at {width}, form {form}")
                        self.assertLessEqual(browser.run("document.documentElement.scrollWidth - innerWidth"), 0, "nothing is cut")


if __name__ == "__main__":
    unittest.main()
