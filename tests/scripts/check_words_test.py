import json
import unittest

import check_words
from check_words import check_code, check_html, check_json
from small_tree import SmallTree

AVOIDED = [
    "an at-risk person", "people at high risk", "an isolated person", "the risk score", "vulnerability score", "a ranking of people",
    "each service user", "our clients", "two patients", "your caseload", "a referral", "referred to the service", "hard to reach",
    "disengaged", "she refused", "people refuse", "deficits", "the person's needs", "their needs", "a deprived area", "a sink estate",
    "no assets here", "a lonely person", "he is lonely", "elderly", "the disabled",
]
FINE = [
    "said they feel lonely often (3 May)", "12 rows refused", "deprivation decile", "in any case", "a case-sensitive name",
    "gaps between people and places", "refers to row 12", "people to get to know", "structural isolation", "needs whole_network",
    "nobody has been asked yet", "No assets are recorded: nobody has been asked yet.", "the Open Referral format", "older people, disabled people", "The host refuses a file without a version.",
]


class Words(unittest.TestCase):
    def test_each_avoided_phrase_is_found(self):
        for phrase in AVOIDED:
            self.assertTrue(check_code("a.cpp", f'auto a = "{phrase}";\n'), phrase)
            self.assertTrue(check_json("a/manifest.json", json.dumps({"title": phrase})), phrase)
            self.assertTrue(check_html("a.html", f"<p>{phrase}</p>"), phrase)

    def test_what_is_fine_is_left_alone(self):
        for phrase in FINE:
            self.assertEqual(check_code("a.cpp", f'auto a = "{phrase}";\n'), [], phrase)

    def test_a_sentence_over_two_literals_is_one(self):
        self.assertEqual(len(check_code("a.cpp", 'auto a = "those who are hard "\n    "to reach";\n')), 1)

    def test_comments_and_includes_are_not_read(self):
        self.assertEqual(check_code("a.cpp", '// a client of this class\n#include "client/clients.hpp"\nint clients;\n'), [])

    def test_a_reason_excuses_its_line(self):
        self.assertEqual(check_code("a.cpp", 'auto a = "patients";  // words: a column of the GP register\n'), [])
        self.assertEqual(check_code("a.cpp", '// words: a column of the GP register\nauto a = "patients";\n'), [])
        self.assertEqual(len(check_code("a.cpp", 'auto a = "patients";  // words:\n')), 1)

    def test_manifest_keys_are_not_words_and_lines_are_told(self):
        self.assertEqual(check_json("m", '{"needs": "ego",\n "clients": 1}'), [])
        self.assertIn("m:2:", check_json("m", '{"a": "b",\n "help": "their needs"}')[0])
        self.assertEqual(len(check_json("m", "{")), 1)

    def test_html_reads_what_is_read_aloud_and_no_script(self):
        self.assertEqual(len(check_html("a.html", '<img alt="elderly people"><style>.client{}</style>')), 1)

    def test_the_tree_is_walked(self):
        files = {"engine/cli/a.cpp": 'auto a = "clients";\n', "plugins/x/manifest.json": '{"a": "elderly"}', "tests/a.cpp": 'auto a = "clients";\n'}
        with SmallTree().add(files) as tree:
            count, faults = check_words.check(tree.root)
        self.assertEqual((count, len(faults)), (2, 2))


if __name__ == "__main__":
    unittest.main()
