"""`kith plugins`, `allow`, `withdraw`, `--plugins` and `--allow`: what a third-party analysis may see, from outside.

tests/contract/sees counts the names, points, notes and sensitive ties that it was given.
"""
import json
import pathlib
import re
import shutil
import stat
import unittest

from kith_command import BIN, SAMPLES, KithTest, Results, environment

SEES = BIN.parent / "lib/kith/test_plugins/kith.sees"
PATCH = SAMPLES / "patch/patch.toml"


class Trust(KithTest):
    def setUp(self):
        self.home = self.folder / self.id().rsplit(".", 1)[-1]
        self.plugins = self.home / "mine"
        shutil.copytree(SEES, self.plugins / "kith.sees")
        self.env = environment(XDG_DATA_HOME=str(self.home / "data"), XDG_CONFIG_HOME=str(self.home / "config"))
        self.grants = self.home / "config/kith/grants.json"

    def say(self, *words, exits=(0,)):
        return self.run_kith(*words, exits=exits, env=self.env)

    def listed(self, *words):
        list_ = json.loads(self.say("plugins", "--plugins", self.plugins, "--json", *words).stdout)
        return next(p for p in list_ if p["id"] == "kith.sees")

    def run_it(self, *words, exits=(0, 1)):
        """The analysis' part of results.json and of run.json, and what was said."""
        recipe = self.home / "patch.toml"
        text = re.sub(r"\[\[analyses\]\].*", "", PATCH.read_text(encoding="utf-8"), flags=re.S)
        recipe.write_text(text + '[[analyses]]\nuse = "kith.sees"\n', encoding="utf-8")
        out = self.home / "out"
        done = self.say("run", "--plugins", self.plugins, recipe, "--root", PATCH.parent, "--audience", "team", "--force", "-o", out, *words, exits=exits)
        results = Results(out)
        self.page = (out / "report.html").read_text(encoding="utf-8")
        in_run = next(a for a in results.read("run.json")["analyses"] if a["as"] == "sees")
        self.assertEqual(in_run["granted"], results.analysis("sees")["granted"])
        return results.analysis("sees"), done

    def rebuild(self):
        with open(self.plugins / "kith.sees/plugin.so", "ab") as library:
            library.write(b"rebuilt")

    def test_the_list_says_who_it_is_and_what_it_asks_for(self):
        one = self.listed()
        self.assertEqual((one["bundled"], one["licence"], one["version"], one["granted"]), (False, "MIT", "1.0.0", []))
        self.assertEqual(one["folder"], str((self.plugins / "kith.sees").resolve()))
        self.assertEqual([(a["grant"], a["segment"], a["optional"], a["granted"]) for a in one["asks"]],
                         [("names", "people.names", True, False), ("positions", "people.positions", True, False),
                          ("notes", "events.notes", True, False), ("sensitive_ties", "ties.sensitive", True, False)])
        self.assertTrue(all(a["why"] for a in one["asks"]))
        text = self.say("plugins", "--plugins", self.plugins).stdout
        for words in ("third-party", "bundled with Kith", one["hash"][:16], "asks for sensitive ties", "To count the names.", "not allowed",
                      f"kith plugins --plugins '{self.plugins}' allow kith.sees names"):
            self.assertIn(words, text)

    def test_off_by_default_then_each_by_itself_then_lost_with_the_library(self):
        before, _ = self.run_it()
        self.assertEqual((before["verdict"], before["granted"]), ("ok", []))
        self.assertIn("none of these", self.page)
        said = self.say("plugins", "allow", "kith.sees", "names", "--plugins", self.plugins).stdout
        self.assertIn("kith.sees may see names from now on", said)
        self.assertEqual(stat.S_IMODE(self.grants.stat().st_mode), 0o600)
        self.assertEqual(self.listed()["granted"], ["names"])
        after, _ = self.run_it()
        self.assertEqual(after["granted"], ["names"])
        self.assertNotEqual(after["digest"], before["digest"])
        self.rebuild()
        self.assertEqual(self.listed()["granted"], [])
        again, _ = self.run_it()
        self.assertEqual((again["granted"], again["digest"]), ([], before["digest"]))

    def test_for_one_run_only(self):
        once, _ = self.run_it("--allow", "kith.sees:names,positions")
        self.assertEqual(once["granted"], ["names", "positions"])
        self.assertIn("names and positions", self.page)
        self.assertFalse(self.grants.exists())
        self.assertEqual(self.run_it()[0]["granted"], [])

    def test_by_folder_and_withdrawn(self):
        self.say("plugins", "--plugins", self.plugins, "allow", "kith.sees", "names", "notes", "--folder")
        self.rebuild()
        self.assertEqual(self.listed()["granted"], ["names", "notes"])
        self.say("plugins", "withdraw", "kith.sees", "notes", "--plugins", self.plugins)
        self.assertEqual(self.listed()["granted"], ["names"])
        self.say("plugins", "withdraw", "kith.sees")  # also of one that is not here
        self.assertEqual(self.listed()["granted"], [])

    def test_what_it_cannot_do_without_is_said_with_the_command(self):
        manifest = self.plugins / "kith.sees/manifest.json"
        manifest.write_text(manifest.read_text().replace('"To count the names.", "optional": true', '"To count the names."'))
        waits, done = self.run_it(exits=[0])
        self.assertEqual(waits["verdict"], "not granted")
        command = re.search(r"kith plugins --plugins '(.*)' allow kith.sees names", done.stderr)
        self.assertTrue(command, done.stderr)
        self.assertIn(command[0], waits["sentence"])
        self.say("plugins", "--plugins", command[1], "allow", "kith.sees", "names")
        self.assertEqual(self.run_it()[0]["verdict"], "ok")

    def test_installed_ones_are_found_and_cannot_be_remembered_by_folder(self):
        shutil.copytree(SEES, self.home / "data/kith/plugins/kith.sees")
        self.say("plugins", "allow", "kith.sees", "names")
        self.say("plugins", "allow", "kith.sees", "names", "--folder", exits=[2])

    def test_a_bundled_id_stays_with_the_bundled_one(self):
        bundled = BIN.parent / "lib/kith/plugins/kith.inventory"
        shutil.copytree(bundled, self.plugins / "inventory")
        done = self.say("plugins", "--plugins", self.plugins, "--json", exits=[1])
        self.assertIn("kith.inventory", done.stderr)
        one = [p for p in json.loads(done.stdout) if p["id"] == "kith.inventory"]
        self.assertEqual([(p["bundled"], p["folder"]) for p in one], [(True, str(bundled.resolve()))])

    def test_misuse_names_the_nearest(self):
        for words, near in ((["plugins", "allow", "kith.seas", "names"], "kith.sees"), (["plugins", "allow", "kith.sees", "name"], "names"),
                            (["plugins", "withdraw", "kith.seas"], "kith.sees"), (["plugins", "withdraw", "kith.sees", "nots"], "notes"),
                            (["plugins", "allow", "kith.inventory", "names"], "does not ask"), (["plugins", "allow", "kith.sees"], "what"),
                            (["plugins", "allow", "kith.inventory", "names", "--folder"], "does not ask"), (["plugins", "alow", "kith.sees", "names"], ""),
                            (["run", PATCH, "-o", self.home / "no", "--allow", "kith.sees"], "ID:names"),
                            (["run", PATCH, "-o", self.home / "no", "--allow", "kith.seas:names"], "kith.sees"),
                            (["run", PATCH, "-o", self.home / "no", "--allow", "kith.sees:position"], "positions"),
                            (["plugins", "--plugins", self.home / "nowhere"], "no such folder")):
            with self.subTest(words=list(map(str, words))):
                done = self.say(*words, *([] if "--plugins" in words else ["--plugins", self.plugins]), exits=[2])
                self.assertIn(near, done.stderr)
        self.assertFalse(self.grants.exists() or (self.home / "no").exists())

    def test_a_broken_file_is_said_and_kept(self):
        self.grants.parent.mkdir(parents=True)
        self.grants.write_text("{ broken")
        done = self.say("plugins", "--plugins", self.plugins, exits=[1])
        self.assertIn("grants.json.broken", done.stderr)
        self.assertEqual(pathlib.Path(f"{self.grants}.broken").read_text(), "{ broken")
        self.assertEqual(self.listed()["granted"], [])

    def test_help_has_an_example(self):
        for verb in (["plugins"], ["plugins", "allow"], ["plugins", "withdraw"]):
            self.assertIn("Example: kith plugins", self.say(*verb, "--help").stdout)
        self.assertIn("--allow", self.say("run", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
