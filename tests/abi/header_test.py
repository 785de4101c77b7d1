"""The rules of header.py on headers made for the purpose, and the lifecycle page against the header."""
import pathlib
import re
import unittest

import header

ROOT = pathlib.Path(__file__).resolve().parents[2]
TODAY = (ROOT / "plugins/abi/kith_plugin.h").read_text(encoding="utf-8")
FROZEN = """
#define KITH_ABI_MAJOR 1
#define KITH_ABI_MINOR 2
#define KITH_OK 0
typedef int32_t kith_status;
typedef struct kith_grows { uint32_t struct_size; int32_t a; kith_status (*call)(int32_t x); } kith_grows;
typedef struct kith_element { int32_t row; uint8_t reserved[4]; } kith_element;
extern KITH_EXPORT const kith_grows kith_plugin_entry;
"""


def broken(old, new):
    assert old in FROZEN
    return header.broken(header.Header(FROZEN), header.Header(FROZEN.replace(old, new)))


class Rules(unittest.TestCase):
    def test_what_may_change(self):
        for old, new in [("MINOR 2", "MINOR 3"), ("int32_t x); }", "int32_t x); double more; }"), ("#define KITH_OK 0", "#define KITH_OK 0\n#define KITH_NEW 1"),
                         ("int32_t a;", "/* said anew */ int32_t\n a;")]:
            self.assertEqual(broken(old, new), [], new)

    def test_what_may_not(self):
        for old, new, said in [("MAJOR 1", "MAJOR 2", "KITH_ABI_MAJOR"), ("MINOR 2", "MINOR 1", "KITH_ABI_MINOR"), ("OK 0", "OK 1", "KITH_OK"),
                               ("int32_t a;", "int64_t a;", "kith_grows"), ("int32_t a;", "int32_t b;", "kith_grows"), ("int32_t x)", "int64_t x)", "kith_grows"),
                               ("int32_t a;", "", "kith_grows"), ("reserved[4];", "reserved[4]; int32_t more;", "kith_element"), ("reserved[4]", "reserved[8]", "kith_element"),
                               ("typedef int32_t kith_status;", "typedef int64_t kith_status;", "kith_status"), ("const kith_grows kith_plugin_entry", "const kith_grows other", "kith_plugin_entry"),
                               ("typedef struct kith_element { int32_t row; uint8_t reserved[4]; } kith_element;", "", "kith_element is gone")]:
            faults = broken(old, new)
            self.assertEqual(len(faults), 1, (new, faults))
            self.assertIn(said, faults[0])


class Lifecycle(unittest.TestCase):
    def rows(self):
        page = (ROOT / "plugins/abi/CHANGES.md").read_text(encoding="utf-8")
        for line in page.splitlines():
            if line.startswith("| `"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                yield re.findall(r"`(\w+)`", cells[0]), cells

    def test_every_entry_stands_there_once(self):
        listed = [name for names, _ in self.rows() for name in names]
        self.assertEqual(sorted(listed), header.Header(TODAY).entries())

    def test_every_entry_has_its_dates(self):
        for names, (_, *dates, _) in self.rows():
            self.assertEqual(len(dates), 4, names)
            given = [date for date in dates if date]
            self.assertTrue(given, names)
            for date in given:
                self.assertRegex(date, r"^20\d\d-\d\d-\d\d$", names)
            self.assertEqual(given, sorted(given), names)


if __name__ == "__main__":
    unittest.main()
