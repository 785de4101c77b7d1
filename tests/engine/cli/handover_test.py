"""A person handed over: only with their yes, sealed to the other workspace's key, accepted there, and nothing of them left here but the line of the log and the keyed hash. What is
left is looked for in the decrypted file, as rights_test.py does for an erasure."""
import base64
import csv
import json
import pathlib
import re
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.engine.cli.workspace_test import OTHER, WORDS, read_by_hand  # noqa: E402
from tests.support import sealing  # noqa: E402
from tests.support.kith_command import SAMPLES, SOURCE, KithTest  # noqa: E402

PATCH, PURPOSE = SAMPLES / "patch", SOURCE / "data/governance/purpose.toml"
WHO = "P001"


def rows(name):
    with open(PATCH / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Handover(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "words").write_text(WORDS + "\n")
        (cls.folder / "other-words").write_text(OTHER + "\n")
        cls.master, cls.hill = cls.folder / "master.kith", cls.folder / "hill.kith"
        for file, words in ((cls.master, "words"), (cls.hill, "other-words")):  # the other place knows the same ids, of others
            cls().run_kith("save", PATCH / "patch.toml", "-o", file, "--new-passphrase-file", cls.folder / words, "--purpose", PURPOSE, "--recovery", cls.folder / f"{words}.sheet", "--quiet", exits=(0, 1))
        cls.person = next(one for one in rows("people.csv") if one["id"] == WHO)

    def on(self, verb, file, *more, exits=(0,), words="words"):
        return self.run_kith(verb, file, *more, "--passphrase-file", self.folder / words, exits=exits)

    def copies(self, name):
        old, new = self.folder / f"{name}.kith", self.folder / f"{name}-there.kith"
        shutil.copy(self.master, old)
        shutil.copy(self.hill, new)
        return old, new

    def hand_over(self, old, *more, exits=(0,)):
        return self.on("handover", old, WHO, "--read-with-them", "2026-11-01", "--blank", "all", "--yes", "--recovery", self.folder / f"{old.name}.sheet", *more, exits=exits)

    def test_only_with_their_yes(self):
        old, new = self.copies("yes")
        to = ("--to", new, "--to-passphrase-file", self.folder / "other-words")
        self.assertIn("only with their yes", self.hand_over(old, *to, exits=(2,)).stderr)
        self.on("permit", old, WHO, "--scope", "hold,handover", "--by", "self", "--on", "2026-10-01")
        self.assertIn("before their page was read", self.hand_over(old, *to, exits=(2,)).stderr)
        self.on("permit", old, WHO, "--scope", "hold,handover", "--by", "self", "--on", "2026-11-02")
        self.on("permit", old, WHO, "--withdraw", "handover")
        self.assertIn("only with their yes", self.hand_over(old, *to, exits=(2,)).stderr)
        self.assertIn("on which day", self.on("handover", old, WHO, *to, exits=(2,)).stderr)
        self.assertIn(self.person["name"], self.on("about", old, WHO).stdout)

    def test_nothing_is_left_here_and_all_of_it_is_there(self):
        old, new = self.copies("moves")
        own = [e["words"] for e in rows("events.csv") if e["who"] == WHO]
        ties = [t for t in rows("ties.csv") if WHO in (t["from"], t["to"])]
        others = {e["words"] for e in rows("events.csv") if e["who"] != WHO}
        self.assertGreater(len(own), 0)
        self.assertGreater(len(ties), 0)
        before = old.read_bytes()
        self.on("permit", old, WHO, "--scope", "hold,handover", "--by", "self", "--on", "2026-11-02")
        self.assertTrue(self.left_of(old, own, others), "before, the search finds them")
        self.hand_over(old, "--to", new, "--to-passphrase-file", self.folder / "other-words")
        self.assertEqual(self.left_of(old, own, others), [])
        self.assertEqual([f.name for f in self.folder.glob(f"{old.name}*") if f.name.endswith(("-before", "-journal"))], [])
        governance = json.loads(read_by_hand(old, WORDS.encode())["governance"])
        self.assertGreaterEqual(len(governance["erased"]), 1)
        log = self.on("audit", old).stdout
        self.assertRegex(log, r"handed over: to key [0-9a-f]{4}-[0-9a-f]{4}, page read with them on 2026-11-01: \d+ (person|people)")
        self.assertNotIn(WHO, log)
        # The old key: another file key, and the sheet of before opens nothing.
        self.assertNotEqual(before[68:170], old.read_bytes()[68:170])
        (self.folder / "sheet-words").write_text(re.search(r"(?m)^    (\S+)$", (self.folder / "words.sheet").read_text())[1] + "\n")
        self.on("audit", self.master, words="sheet-words")
        self.assertIn("does not open", self.on("audit", old, exits=(3,), words="sheet-words").stderr)
        # There: waits, and is somebody else than the P001 of that place.
        listed = json.loads(self.on("captured", new, "--json", words="other-words").stdout)
        said = re.fullmatch(r"(.+), handed over: (\d+) ties, (\d+) events, \d+ assets", listed[0]["becomes"])
        self.assertEqual((said[1], int(said[3])), (self.person["name"], len(own)))
        self.assertGreaterEqual(int(said[2]), len(ties), "and those that other files of the sample tell")
        self.on("captured", new, "--accept", "1", words="other-words")
        arrived = json.loads(read_by_hand(new, OTHER.encode())["inbox"])
        self.assertEqual(arrived["waiting"], [])
        ids = re.findall(WHO + r"-[0-9a-f]{4}", read_by_hand(new, OTHER.encode())["edits"].decode(errors="replace"))
        told = self.on("about", new, ids[0], words="other-words").stdout
        named = [one["name"] for one in rows("people.csv") if one["id"] != WHO and one["name"] and one["name"] in told]
        self.assertEqual(named, [], "others did not agree to be named")
        kept = [w for w in own if w in told]
        self.assertGreaterEqual(len(kept), len(own) - sum("[…]" in line for line in told.splitlines()))
        self.on("check", new, "--audience", "team", exits=(0, 1), words="other-words")

    def test_a_bundle_opens_for_the_other_key_alone(self):
        old, new = self.copies("bundle")
        key = self.on("capture", new, "--key", words="other-words").stdout.strip()
        self.on("permit", old, WHO, "--scope", "hold,handover", "--by", "self", "--on", "2026-11-02")
        bundle = self.folder / "p.kithhandover"
        self.hand_over(old, "--key", key, "-o", bundle)
        self.assertNotIn(self.person["name"].encode(), bundle.read_bytes())
        self.assertEqual(bundle.stat().st_mode & 0o777, 0o600)
        self.assertIn("sealed to another workspace", self.on("import", old, bundle, exits=(3,)).stderr)
        self.on("import", new, bundle, words="other-words")
        secret = read_by_hand(new, OTHER.encode())["sealing-key"]
        letters = "".join(bundle.read_text().split("= ")[1].splitlines()[1:])
        packed = json.loads(sealing.opened(secret, letters))
        self.assertEqual(packed["table"], "handover")
        self.assertNotIn("handover", "".join(packed["people"]).split('"people.permissions/scopes"')[1].split("]")[0])
        self.assertEqual(base64.b64decode(key), sealing_public(secret))
        self.assertEqual(len(json.loads(self.on("captured", new, "--json", words="other-words").stdout)), 1)

    def left_of(self, file, own, others):
        whole = b"\0".join(read_by_hand(file, WORDS.encode()).values())
        return [one for one in [WHO, self.person["name"], *(w for w in own if len(w) > 8 and w not in others)] if one.encode() in whole]


def sealing_public(secret):
    import ctypes
    out = ctypes.create_string_buffer(32)
    sealing.SODIUM.crypto_scalarmult_base(out, secret)
    return out.raw


if __name__ == "__main__":
    unittest.main()
