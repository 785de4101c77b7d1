"""scripts/check_issue_codes.py finds what it is for."""
import unittest

import check_issue_codes
from small_tree import SmallTree

TABLE = """constexpr auto table = std::to_array<IssueCode>({
    {"bad_tie", "Ties", refused, ""},
    {"no_id", "Rows", refused, ""},
});
"""


class Codes(unittest.TestCase):
    def faults(self, source: str, table: str = TABLE) -> list[str]:
        with SmallTree().add({check_issue_codes.TABLE: table, "engine/io/reader.cpp": source}) as tree:
            return check_issue_codes.check(tree.root)[1]

    def test_all_explained(self):
        self.assertEqual(self.faults('void f() { notes.row(S::note, "bad_tie", row("x)"), "text, (or words)"); refuse("no_id", ""); }'), [])

    def test_one_that_is_not_explained(self):
        faults = self.faults('void f() {\n    notes.many(S::note, "new_code", 3);\n    refuse("no_id"); say("bad_tie");\n}')
        self.assertEqual(faults, ['engine/io/reader.cpp:2: the issue "new_code" is not explained in engine/column/issue_codes.cpp'])

    def test_one_that_nobody_writes(self):
        faults = self.faults('void f() { refuse("no_id"); } // "bad_tie"')
        self.assertEqual(faults, ['engine/column/issue_codes.cpp: no reader writes "bad_tie"'])

    def test_out_of_order(self):
        faults = self.faults('void f() { refuse("no_id"); say("bad_tie"); }', "\n".join(reversed(TABLE.splitlines())))
        self.assertEqual(faults, ["engine/column/issue_codes.cpp: the codes are not in order, or one stands there twice"])


if __name__ == "__main__":
    unittest.main()
