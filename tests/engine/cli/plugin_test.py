"""`kith plugin new`, `test` and `show`: what they make, and that each rule is broken by a plugin that breaks it."""
import json
import shutil
import subprocess
import unittest

from kith_command import BIN, SANITIZED, SOURCE, KithTest


class New(KithTest):
    def test_names(self):
        done = self.run_kith("plugin", "new", "org.example.two_words", "-o", self.folder / "made")
        self.assertIn("kith plugin test", done.stdout)
        manifest = json.loads((self.folder / "made/manifest.json").read_text(encoding="utf-8"))
        self.assertEqual((manifest["id"], manifest["title"]), ("org.example.two_words", "Two words"))
        for path in (self.folder / "made").iterdir():
            self.assertNotIn("@", path.read_text(encoding="utf-8").replace("@@", ""), path)
        self.assertTrue((self.folder / "made/.gitignore").exists())

    def test_refusals(self):
        self.assertIn("cannot be a name", self.run_kith("plugin", "new", "Bad-Name", exits=(2,)).stderr)
        self.assertIn("there already", self.run_kith("plugin", "new", "shade", "-o", self.folder, exits=(2,)).stderr)
        self.assertIn("There is no folder", self.run_kith("plugin", "test", self.folder / "nowhere", exits=(2,)).stderr)


class Rules(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if SANITIZED:
            raise unittest.SkipTest("Left to the release build: the plugins are the same there.")
        cls.plugin = cls.folder / "shade"
        subprocess.run([BIN / "kith", "plugin", "new", "shade", "-o", cls.plugin], check=True, capture_output=True)
        cls.kept = {path.name: path.read_text(encoding="utf-8") for path in cls.plugin.iterdir()}

    def verdicts(self, *options, **changed):
        """By rule, after the files are as the template made them but for (old, new) in the named file."""
        for name, text in self.kept.items():
            for old, new in changed.get(name.split(".")[0], []) if name in ("plugin.cpp", "manifest.json", "count_test.cpp") else []:
                self.assertIn(old, text)
                text = text.replace(old, new)
            if (self.plugin / name).read_text(encoding="utf-8") != text:
                (self.plugin / name).write_text(text, encoding="utf-8")
        options = options or ("--quick",)
        done = self.run_kith("plugin", "test", self.plugin, "--json", *options, exits=(0, 1), timeout=300)
        told = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1 if told["failed"] else 0)
        return {rule["rule"]: rule for rule in told["rules"]}

    def assert_breaks(self, rule, words, found):
        self.assertEqual([name for name, one in found.items() if one["verdict"] == "failed"], [rule], found)
        self.assertIn(words, found[rule]["words"])

    def test_as_it_is_made(self):
        found = self.verdicts()
        self.assertEqual({one["verdict"] for name, one in found.items() if "million" not in name and "stops" not in name}, {"passed"}, found)
        self.assertGreaterEqual(len(found), 12)

    def test_manifest(self):
        found = self.verdicts(manifest=[('"label": "For every 1,000 people",', "")])
        self.assert_breaks("the manifest is whole", "outputs.columns[0].label: is missing. For example: \"label\": ", found)
        self.assertRegex(found["the manifest is whole"]["words"], r"^manifest.json, line \d\d: ")
        self.assert_breaks("the manifest is whole", "this is no JSON", self.verdicts(manifest=[('"version": "0.1.0",', '"version": "0.1.0"')]))
        self.assert_breaks("the manifest is whole", "version 99", self.verdicts(manifest=[('"abi": { "major": ', '"abi": { "major": 99')]))

    def test_words(self):
        found = self.verdicts(manifest=[("Ask people who live there", "Ask service users who live there")])
        self.assert_breaks("words that people may read", "service user", found)

    def test_does_not_compile(self):
        found = self.verdicts(plugin=[("return {};", "return nonsense;")])
        self.assert_breaks("it builds", "nonsense", found)

    def test_its_own_test(self):
        self.assert_breaks("it builds", "A test of its own fails", self.verdicts(count_test=[("nowhere == 1", "nowhere == 2")]))

    def test_another_id_than_declared(self):
        found = self.verdicts(plugin=[('KITH_ANALYSIS("own.shade"', 'KITH_ANALYSIS("own.other"')])
        self.assert_breaks("does what its manifest says", "own.other", found)

    def test_authors_words(self):
        found = self.verdicts(plugin=[("return {};", 'return bad_input("the seventh wall is missing");')])
        self.assert_breaks("does what its manifest says", "could not do its work", found)
        self.assertIn("the seventh wall is missing", found["does what its manifest says"]["authors_words"])

    def test_chance(self):
        found = self.verdicts(plugin=[("const double value = ", "const double value = static_cast<double>(reinterpret_cast<std::uintptr_t>(&run) % (std::uintptr_t{1} << 40)) + ")])
        self.assert_breaks("the same answer twice", "Two runs with the same seed differ", found)
        found = self.verdicts(plugin=[("const double value = ", 'const double value = run.random("x").uniform() + ')])
        self.assert_breaks("the same answer twice", "\"seeded\"", found)

    def test_unknown(self):
        found = self.verdicts(plugin=[("if (!population", "if (population.state(area) == State::declined) return bad_input(\"declined\");\n        if (!population")])
        self.assert_breaks("every state of unknown", "could not do its work", found)

    def test_one_area(self):
        self.assert_breaks("one person, one asset, one area", "crashed", self.verdicts(plugin=[("return {};", "if (layer.count == 1) __builtin_trap();\n    return {};")]))

    def test_does_not_stop(self):
        deaf = "if (layer.count > 100) for (volatile long i = 0; i < 3'000'000'000; i = i + 1) {}\n    return {};"
        found = self.verdicts("--json", plugin=[("return {};", deaf)])
        self.assert_breaks("stops when asked", "run.go_on()", found)

    def test_more_symbols(self):
        folder = self.folder / "bare"
        folder.mkdir(exist_ok=True)
        shutil.copy(self.plugin / "manifest.json", folder)
        (folder / "manifest.json").write_text(self.kept["manifest.json"], encoding="utf-8")
        source = self.folder / "bare.cpp"
        source.write_text(self.kept["plugin.cpp"] + '\n#include "count.cpp"\nextern "C" __attribute__((visibility("default"))) int helper() { return 1; }\n', encoding="utf-8")
        prefix = BIN.parent
        subprocess.run(["g++", "-std=c++20", "-O1", "-shared", "-fPIC", "-fvisibility=hidden", f"-I{self.plugin}", f"-I{prefix}/include/kith", source,
                        f"{prefix}/lib/libkith_plugin_sdk.a", "-Wl,--exclude-libs,ALL", "-o", folder / "plugin.so"], check=True)
        done = self.run_kith("plugin", "test", folder, "--quick", exits=(1,))
        self.assertRegex(done.stdout, r"failed +one exported symbol: It exports \d+ symbols? besides kith_plugin_entry")
        self.assertRegex(done.stdout, r"passed +it builds: was built already")


class Bundled(KithTest):
    def test_they_live_by_the_same_rules(self):
        plugins = json.loads(self.run_kith("plugins", "--json").stdout)
        self.assertGreaterEqual(len(plugins), 3)
        for plugin in plugins:
            done = self.run_kith("plugin", "test", plugin["folder"], "--quick", timeout=200)
            self.assertIn(" rules passed, 0 failed", done.stdout)


class Show(KithTest):
    def test_text(self):
        said = self.run_kith("plugin", "show", "kith.inventory").stdout
        for words in ("Needs", "Sees, and why", "Parameters", "--set kith.inventory.walk_metres=", "a number from 100 to 5000 m, by default 800", "Gives", "Says",
                      "Kretzmann and McKnight 1993", "without chance"):
            self.assertIn(words, said)

    def test_json_says_what_the_manifest_says(self):
        for name in ("inventory", "isolation", "connection_gaps"):
            told = json.loads(self.run_kith("plugin", "show", f"kith.{name}", "--json").stdout)
            manifest = json.loads((SOURCE / f"plugins/{name}/manifest.json").read_text(encoding="utf-8"))
            self.assertEqual([p["id"] for p in told["parameters"]], [p["id"] for p in manifest.get("parameters", [])])
            self.assertEqual([c["key"] for c in told["outputs"]["columns"]], [c["key"] for c in manifest["outputs"]["columns"]])
            self.assertEqual([m["text"] for m in told["outputs"]["messages"]], [m["text"] for m in manifest["outputs"]["findings"]["messages"]])
            self.assertEqual(told["references"], manifest["references"])

    def test_none(self):
        self.assertIn("did you mean 'kith.inventory'", self.run_kith("plugin", "show", "kith.inventry", exits=(2,)).stderr)


if __name__ == "__main__":
    unittest.main()
