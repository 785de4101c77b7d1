"""`kith export --format hsds`: field by field against HSDS 3.0, and by our own reader."""
import json
import re
import unittest

from exports import PATCH, Export, rows
from kith_command import needs_shared


class OpenReferral(Export):
    def test_open_referral(self):
        out, _ = self.export(PATCH, "patch.json", "--format", "hsds", "--audience", "team")
        page = json.loads(out.read_text(encoding="utf-8"))
        known = hsds_fields()
        self.assertEqual(set(page), {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"})
        self.assertEqual(page["total_items"], len(page["contents"]))
        for record in page["contents"]:
            check_hsds(self, record, kind_of(record), known)
        # By our own reader: names, places, days and words as they were.
        recipe = self.folder / "feed.toml"
        recipe.write_text('kith = 1\n[place]\nname = "Feed"\n[[assets]]\nfile = "patch.json"\nformat = "open-referral"\n[[ties]]\nfile = "patch.json"\nformat = "open-referral"\n', encoding="utf-8")
        again, _ = self.export(recipe, "feed", "--format", "csv", "--audience", "team")
        told, _ = self.export(PATCH, "assets_told", "--format", "csv", "--audience", "team", "--what", "assets")
        read = {a["id"].split("/", 1)[1]: a for a in rows(again / "assets.csv")}
        shown = [a for a in rows(told / "assets.csv") if a["sensitivity"] != "H"]
        self.assertEqual(len(page["contents"]), len(shown))
        for asset in shown:
            back = read[asset["id"]]
            self.assertEqual(asset["name"], back["name"])
            if asset["x"]:
                stands = back if back["x"] else read[asset["id"] + "-place"]  # an organisation has places, and no point of its own
                self.assertAlmostEqual(float(asset["x"]), float(stands["x"]), delta=0.01)
                self.assertAlmostEqual(float(asset["y"]), float(stands["y"]), delta=0.01)
            if asset["form"] == "activity":
                self.assertEqual(asset["confirmed_on"], back["confirmed_on"])
                for same in ("when", "cost", "how_to_join", "languages"):
                    self.assertEqual(asset.get(same, ""), back.get(same, ""), same)
            self.assertEqual(asset["status"] if asset["form"] == "activity" and asset["status"] != "potential" else back["status"], back["status"])


def hsds_fields():
    """Fields of HSDS 3.0 by table, and those that are required, as the domain reference lists them (section 2.3)."""
    text = (needs_shared() / "reference/domain.md").read_text(encoding="utf-8")
    part = text[text.index("### 2.3 "):text.index("### 2.4 ")]
    out = {}
    for line in part.splitlines():
        if not line.startswith("| ") or line.startswith(("| Table", "| ---")):
            continue
        table, fields = [c.strip() for c in line.strip("|").split("|", 1)]
        required = {f.strip() for bold in re.findall(r"\*\*(.+?)\*\*", fields) for f in bold.split(",")}
        names = re.sub(r"\([^)]*\)|\*\*", "", fields).split(". ")[0]
        out[table] = ({re.sub(r"[\[\]{}.]", "", f).strip() for f in names.split(",")}, required)
    return out


CHILDREN = {"locations": "location", "location": "location", "service_at_locations": "service_at_location", "schedules": "schedule", "languages": "language", "phones": "phone",
            "accessibility": "accessibility", "attributes": "attribute", "taxonomy_term": "taxonomy_term"}


def kind_of(record):
    return "location" if "location_type" in record else "service" if "status" in record else "organization"


def check_hsds(test, record, kind, known):
    fields, required = known[kind]
    test.assertLessEqual(set(record), fields, kind)
    test.assertLessEqual(required, set(record), kind)
    if kind == "service":
        test.assertIn(record["status"], ("active", "inactive", "defunct", "temporarily closed"))
    if kind == "location":
        test.assertIn(record["location_type"], ("physical", "postal", "virtual"))
        if "latitude" in record:
            test.assertTrue(-90 <= record["latitude"] <= 90 and -180 <= record["longitude"] <= 180)
    if "assured_date" in record:
        test.assertRegex(record["assured_date"], r"^\d{4}(-\d\d){0,2}$")
    for key, value in record.items():
        test.assertNotIn(value, (None, ""), f"{kind}.{key}")
        if key in CHILDREN:
            for child in value if isinstance(value, list) else [value]:
                check_hsds(test, child, CHILDREN[key], known)


if __name__ == "__main__":
    unittest.main()
