"""What an earlier run left in the folder of results is used again where nothing has changed, and nowhere else."""
import json
import shutil
import stat
import unittest

from kith_command import SAMPLES, KithTest, Results

ALL = {"inventory", "isolation", "connection_gaps"}


class Again(KithTest):
    def setUp(self):
        self.place = self.folder / self.id().rsplit(".", 1)[1]
        shutil.copytree(SAMPLES / "patch", self.place / "patch")
        self.recipe = self.place / "patch/patch.toml"
        self.out = self.place / "out"

    def run_again(self, *words, audience="team"):
        """The results, and the analyses that were really run."""
        results = self.results_of(self.recipe, "--audience", audience, "--force", *words, out=self.out)
        analyses = results.read("run.json")["analyses"]
        return results, {a["as"] for a in analyses if a["verdict"] == "ok" and not a["reused"]}

    def said(self):
        """Every file but run.json, which holds times, and the GeoPackage, which holds its own."""
        return {str(p.relative_to(self.out)): p.read_bytes() for p in sorted(self.out.rglob("*"))
                if p.is_file() and p.name not in ("run.json", "results.gpkg") and ".cache" not in p.parts}

    def digests(self):
        return {a["as"]: a["digest"] for a in Results(self.out).read("run.json")["analyses"]}

    def test_an_unchanged_recipe_runs_no_analysis(self):
        _, ran = self.run_again()
        self.assertEqual(ran, ALL)
        said, digests = self.said(), self.digests()
        _, ran = self.run_again()
        self.assertEqual(ran, set())
        self.assertEqual(self.digests(), digests)
        for file, text in self.said().items():
            self.assertTrue(text == said[file], f"{file} differs")
        self.recipe.write_text(self.recipe.read_text(encoding="utf-8") + "\n# A remark.\n", encoding="utf-8")
        self.assertEqual(self.run_again("--threads", 1)[1], set())

    def test_one_parameter_runs_one_analysis(self):
        self.run_again()
        _, ran = self.run_again("--set", "kith.inventory.walk_metres=400")
        self.assertEqual(ran, {"inventory"})
        self.assertEqual(self.run_again("--seed", 5)[1], ALL)

    def test_one_column_runs_those_that_read_it(self):
        """own_view is read by isolation and connection_gaps, by their manifests, and by no lens and nothing near."""
        self.run_again()
        people = self.place / "patch/people.csv"
        lines = people.read_text(encoding="utf-8").splitlines()
        at = lines[0].split(",").index("own_view")
        row = next(i for i, line in enumerate(lines) if i and line.split(",")[at] == "wants_more")
        cells = lines[row].split(",")
        cells[at] = "happy_as_is"
        lines[row] = ",".join(cells)
        people.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.assertEqual(self.run_again()[1], {"isolation", "connection_gaps"})

    def test_without_a_cache_everything_runs_and_nothing_is_kept(self):
        self.run_again()
        self.assertEqual(self.run_again("--no-cache")[1], ALL)
        self.assertFalse((self.out / ".cache").exists())
        self.assertEqual(self.run_again()[1], ALL)

    def test_it_is_the_owner_s_alone_for_every_audience(self):
        for audience in ("safe", "team"):
            _, ran = self.run_again(audience=audience)
            self.assertTrue(ran)
            cache = self.out / ".cache"
            self.assertEqual(stat.S_IMODE(cache.stat().st_mode), 0o700)
            files = list(cache.iterdir())
            self.assertEqual({stat.S_IMODE(f.stat().st_mode) for f in files}, {0o600})
            self.assertEqual(len(files), len(ran), "what an earlier run left stays only when this one uses it")

    def test_it_says_no_name(self):
        self.run_again()
        names = [line.split(",")[1] for line in (self.place / "patch/people.csv").read_text(encoding="utf-8").splitlines()[1:]]
        held = b"".join(f.read_bytes() for f in (self.out / ".cache").iterdir())
        self.assertEqual([n for n in names if len(n) > 4 and n.encode() in held], [])

    def test_an_entry_that_was_cut_short_is_worked_out_again(self):
        self.run_again()
        digests = self.digests()
        for file in (self.out / ".cache").iterdir():
            file.write_bytes(file.read_bytes()[:-1])
        self.assertEqual(self.run_again()[1], ALL)
        self.assertEqual(self.digests(), digests)

    def test_a_run_that_fails_leaves_what_was_there(self):
        self.run_again()
        before = {p: p.read_bytes() for p in self.out.rglob("*") if p.is_file()}
        self.run_kith("run", self.recipe, "-o", self.out, "--force", "--set", "no.such=1", exits=[2])
        self.assertEqual({p: p.read_bytes() for p in self.out.rglob("*") if p.is_file()}, before)
        self.assertEqual([p.name for p in self.place.iterdir()], [p.name for p in self.place.iterdir() if not p.name.startswith(".")])

    def test_run_json_says_what_was_reused(self):
        self.run_again()
        first = {a["as"]: a for a in Results(self.out).read("run.json")["analyses"]}
        results, _ = self.run_again("--set", "kith.inventory.walk_metres=400")
        second = {a["as"]: a for a in results.read("run.json")["analyses"]}
        self.assertFalse(second["inventory"]["reused"])
        self.assertTrue(second["isolation"]["reused"])
        self.assertEqual(second["isolation"]["cpu_seconds"], first["isolation"]["cpu_seconds"], "what it took when it was worked out")
        self.assertTrue(json.dumps(second))


if __name__ == "__main__":
    unittest.main()
