#!/usr/bin/python3
"""Six whole stories in a real window (Xvfb, xdotool): what is asserted are files that were written, the place and the selection, never pixels."""
import json
import re
import unittest

from kith_window import PATCH, Window, opened, settled, table
from patch_files import PATCH_FOLDER, corners_in_metres, in_metres, sheets_of, within


def run_the_usual(window):
    window.key("ctrl+r")
    window.wait_until("results", lambda items: items["state"]["results"] == 3 and items["state"]["busy"] == 0 and items["state"]["findings"] > 0)


def undo_everything(window):
    while window.state()["undo"] > 0:
        left = window.state()["undo"]
        window.key("ctrl+z")
        window.wait_until("one step back", lambda items: items["state"]["undo"] == left - 1)


def on_screen(window, point):
    """Where a place lies in the window, by what the map says of itself."""
    left, top, right, bottom = window.still("map")
    camera = window.state()["map"]
    return ((left + right) / 2 + (point[0] - camera["x"]) * camera["pixels_per_metre"], (top + bottom) / 2 - (point[1] - camera["y"]) * camera["pixels_per_metre"])


def lonely_marks(window, count):
    """Assets of the patch's file that nothing else lies near on the screen, with their place in metres, as PROJ has it."""
    rows = [row for name in ("assets.csv", "people.csv") for row in table(PATCH_FOLDER / name) if row["x"] and row["y"]]
    metres = in_metres(rows)
    places = [on_screen(window, point) for point in metres]
    left, top, right, bottom = window.still("map")
    found = []
    for i, (x, y) in enumerate(places):
        alone = all(j == i or max(abs(x - a), abs(y - b)) > 11 for j, (a, b) in enumerate(places))
        apart = all(max(abs(x - mark["at"][0]), abs(y - mark["at"][1])) > 60 for mark in found)
        if "kind" in rows[i] and alone and apart and left + 60 < x < right - 60 and top + 90 < y < bottom - 60 and len(found) < count:
            found.append({"at": (x, y), "metres": metres[i]})
    return found


class Stories(unittest.TestCase):
    def test_a_patch_assets_of_a_neighbourhood_and_a_wall_map_printed(self):
        with Window() as window:
            window.press("start.sample")
            opened(window)
            window.command("Hide people")          # assets only
            window.wait_until("people hidden", lambda items: not items["state"]["people_shown"])
            window.find("Sallowrook")              # a neighbourhood of the patch
            window.command("Select whoever is in this area")
            standing, by_area = within("assets.csv", "Sallowrook")
            people = sum(sum(within(file, "Sallowrook")) for file in ("people.csv", "named.csv"))  # hidden on the map, in the network still
            self.assertGreater(standing, 1)
            window.wait_until("whoever and whatever is there selected", lambda items: items["state"]["selected"] == standing + by_area + people)
            self.assertEqual(window.state()["map"]["selected"], standing, "on the map its assets, and nobody else")
            window.key("ctrl+p")
            window.wait_for("export.file")
            window.choose("export.paper", 2)       # A2
            window.press("export.tiled")
            window.press("export.done")
            target = window.path("wall-map.pdf")
            window.wait_until("the wall map", lambda _: target.exists())
            pdf = target.read_bytes()
            self.assertEqual(pdf[:5], b"%PDF-")
            self.assertEqual(len(re.findall(rb"/Type /Page[^s]", pdf)), sheets_of((594, 420)), "A2 on sheets of A4 that share 10 mm")

    def test_b_a_reason_the_person_an_introduction_own_view_note_and_the_list(self):
        with Window(PATCH) as window:
            opened(window)
            run_the_usual(window)
            everything = window.state()["findings"]
            window.press("tab.1")
            self.open_a_reason_about_a_person(window, everything)
            window.bring("card.own_view", 780)
            window.choose("card.own_view", 2)      # happy as is
            window.wait_until("an edit", lambda items: items["state"]["unsaved"] == 1)
            events = window.state()["events"]
            window.bring("finding.note", 796)
            window.press("finding.note")
            window.wait_for("event.words")
            window.press("event.words")
            window.type("Would rather sing than talk.")
            window.press("form.done")
            window.wait_until("the note", lambda items: items["state"]["events"] == events + 1 and items["state"]["unsaved"] == 2)
            window.press("finding.dismiss")
            window.wait_for("dismiss.reason")
            window.type("Known for years")
            window.key("Return")
            window.wait_until("put aside", lambda items: items["state"]["unsaved"] == 3)

            self.offer_an_introduction(window)
            window.wait_until("the introduction among what happened", lambda items: items["state"]["events"] == events + 2 and items["state"]["unsaved"] == 4)

            window.press("findings.introductions")
            window.wait_for("introduction.0.offer")  # read first, then saved
            window.press("introductions.save")
            window.wait_for("export.file")
            window.key("Return")
            file = window.path("introductions.csv")
            window.wait_until("the list", lambda _: file.exists())
            self.introductions_hold(table(file))

            lines = window.save_edits()
            self.assertEqual(lines[0]["kith_edits"], 1)
            text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines[1:])
            self.assertIn("Would rather sing than talk.", text)
            self.assertEqual([line["field"] for line in lines if "own_view" in line.get("field", "")], ["people/own_view"])
            self.assertEqual([line["reason"] for line in lines if "put_aside" in line], ["Known for years"])

    def open_a_reason_about_a_person(self, window, everything):
        """Reason by reason, its first finding, until the card is a person's."""
        for index in range(1, 30):
            window.choose("findings.reason", index)
            window.wait_until("one reason", lambda items: 0 < items["state"]["findings"] < everything)
            window.press(self.first_finding(window))
            window.wait_until("what it rests on", lambda items: items["state"]["selected"] > 0 and "finding.note" in items["controls"])
            if window.state()["card_of"] == "person":
                return
        self.fail("no reason is about a person")

    def first_finding(self, window):
        return window.wait_until("a finding", lambda items: next((name for name in items["controls"] if re.match(r"finding\.\d", name)), None))

    def offer_an_introduction(self, window):
        """Reason by reason, until the first finding is an introduction; and it is offered."""
        for index in range(1, 30):
            window.press("findings.reason")
            if not window.wait_until("the list", lambda items: [name for name in items["controls"] if name.startswith("findings.reason.")]).count(f"findings.reason.{index}"):
                break
            window.key("Escape")
            window.wait_until("the list to close", lambda items: "findings.reason.1" not in items["controls"])
            window.choose("findings.reason", index)
            window.press(self.first_finding(window))
            window.wait_until("it opened", lambda items: "finding.note" in items["controls"])
            if "finding.offer" in window.items()["controls"]:
                window.press("finding.offer")
                return
        self.fail("no finding offers an introduction")

    def introductions_hold(self, rows):
        """By the files of the patch alone: both said yes, and no pair is among those never to be introduced."""
        self.assertGreater(len(rows), 0)
        people = {row["name"]: row for row in table(PATCH_FOLDER / "people.csv")}
        never = {frozenset((row["a"], row["b"])) for row in table(PATCH_FOLDER / "never_introduce.csv")}
        for row in rows:
            pair = [people[row[one]] for one in ("one", "other") if row[one] in people]
            self.assertTrue(pair, row)
            for person in pair:
                self.assertEqual(person["introduce"], "yes", row)
                self.assertNotEqual(person["own_view"], "happy_as_is", row)
            self.assertNotIn(frozenset(person["id"] for person in pair), never)

    def test_c_a_neighbourhood_drawn_analyses_again_and_undone_to_the_start(self):
        with Window(PATCH) as window:
            opened(window)
            run_the_usual(window)
            start = window.state()["revision"]
            window.key("n")                        # draw a neighbourhood
            window.wait_for("tool.name")
            window.press("tool.name")
            window.type("Round the green")
            ring = max(corners_in_metres(), key=len)
            corners = [ring[i * len(ring) // 4] for i in range(4)]
            for number, corner in enumerate(corners):
                x, y = on_screen(window, corner)
                window.click(x + 3, y - 2)         # by hand: beside it
                window.wait_until("a corner", lambda items: items["state"]["corners"] == number + 1)
            window.press("tool.finish")
            window.wait_until("the neighbourhood", lambda items: items["state"]["layers"].get("drawn") == 1)
            window.wait_until("results that are behind", lambda items: items["state"]["stale"] > 0)
            window.key("ctrl+shift+r")
            window.wait_until("results up to date", lambda items: items["state"]["stale"] == 0 and items["state"]["busy"] == 0)

            text = "\n".join(json.dumps(line, ensure_ascii=False) for line in window.save_edits())
            self.assertIn("Round the green", text)
            drawn = self.outline_in([json.loads(line) for line in text.splitlines()])
            known = {(round(x, 1), round(y, 1)) for ring in corners_in_metres() for x, y in ring}
            for x, y in drawn:
                self.assertIn((round(x, 1), round(y, 1)), known, "a corner drawn by hand lies on one that is there")
            self.assertEqual(len(drawn), 4)
            undo_everything(window)
            self.assertEqual(window.state()["revision"], start)
            self.assertNotIn("drawn", window.state()["layers"])

    def outline_in(self, lines):
        def search(value):
            if isinstance(value, dict):
                value = list(value.values())
            if isinstance(value, list):
                if len(value) > 2 and all(isinstance(point, list) and len(point) == 2 and all(isinstance(number, float) for number in point) for point in value):
                    return value
                for inner in value:
                    found = search(inner)
                    if found:
                        return found
            return None
        return search(lines)

    def test_d_a_person_a_tie_and_an_event_all_undone(self):
        with Window(PATCH) as window:
            opened(window)
            before = window.state()
            window.key("p")
            window.wait_for("person.name")
            window.type("Invented Neighbour")
            window.key("Return")
            window.wait_until("one more", lambda items: items["state"]["people"] == before["people"] + 1 and items["state"]["unsaved"] == 1)
            window.find("Invented Neighbour")
            window.find("Jasskettle community", add=True)
            window.key("c")
            window.choose("tie.kind", 0)
            window.press("form.done")
            window.wait_until("a tie", lambda items: items["state"]["ties"] == before["ties"] + 1)
            window.find("Invented Neighbour")
            window.key("v")
            window.wait_for("event.words")
            window.press("event.words")
            window.type("Moved in with a piano.")
            window.press("event.date")
            window.type("2026-06-30")
            window.press("form.done")
            window.wait_until("an event", lambda items: items["state"]["events"] == before["events"] + 1 and items["state"]["unsaved"] == 3)
            undo_everything(window)
            after = window.state()
            for what in ("revision", "people", "ties", "events", "unsaved"):
                self.assertEqual(after[what], before[what], what)

    def test_h_a_line_of_a_notebook_in_sixty_keys(self):
        with Window(PATCH) as window:
            opened(window)
            before = window.state()
            keys = ["ctrl+n", *"Ada Fenmora", "BackSpace", *"e, grows veg, via Lena Fenwend, ring Fri", "Return"]
            self.assertLessEqual(len(keys), 60)
            window.key(keys[0])
            window.wait_for("quick.line")
            window.type("Ada Fenmora")
            window.key("BackSpace")
            window.type("e, grows veg, via Lena Fenwend, ring Fri")
            window.wait_for("quick.3.kind")
            window.key("Return")
            window.wait_until("noted down", lambda items: items["state"]["events"] == before["events"] + 1 and items["state"]["people"] == before["people"] + 1)
            window.key("ctrl+z")
            window.wait_until("undone", lambda items: items["state"]["people"] == before["people"])

    def test_g_a_tie_is_drawn_and_somebody_moved_by_hand_saved_and_undone(self):
        with Window(PATCH) as window:
            opened(window)
            settled(window)
            before = window.state()
            one, other = lonely_marks(window, 2)
            window.key("shift+c")                  # draw a tie
            window.wait_for("tool.leave")
            window.drag(one["at"], other["at"])
            window.choose("tie.kind", 0)
            window.press("form.done")
            window.wait_until("a tie", lambda items: items["state"]["ties"] == before["ties"] + 1)
            window.key("m")                        # move
            goal = (one["at"][0] + 30, one["at"][1] + 24)
            window.drag(one["at"], goal)
            window.wait_until("a move", lambda items: items["state"]["unsaved"] == 2)
            lines = window.save_edits()
            tie = {cell["field"]: cell["value"] for line in lines if line.get("operation") == "add" for cell in line["record"]}
            moved = next(line for line in lines if line.get("field") == "assets.positions/point")
            self.assertIn(moved["subject"], json.dumps(tie["ties/from"]), "the tie begins where the hand began")
            self.assertNotEqual(tie["ties/from"], tie["ties/to"])
            for a, b in zip(moved["before"]["point"], one["metres"]):
                self.assertAlmostEqual(a, b, delta=1)
            x, y = on_screen(window, moved["after"]["point"])
            self.assertLess(max(abs(x - goal[0]), abs(y - goal[1])), 2)
            undo_everything(window)
            self.assertEqual(window.state()["revision"], before["revision"])
            self.assertEqual(window.state()["ties"], before["ties"])

    def test_e_choropleth_changed_histogram_brushed_the_network_follows_and_back(self):
        with Window(PATCH) as window:
            opened(window)
            settled(window)
            run_the_usual(window)
            window.choose("layers.area_colour", 1)
            window.wait_until("areas coloured", lambda items: items["state"]["colour"] != "")
            window.bring("layers.classes", 500)
            window.choose("layers.classes", 1)     # three classes
            window.wait_until("three classes", lambda items: items["state"]["classes"] == items["state"]["colours"] == 3)
            window.press("tab.2")
            left, top, right, bottom = window.still("charts.brush")
            window.drag((left + 4, (top + bottom) / 2), (right - 4, (top + bottom) / 2))
            window.wait_until("areas on the map", lambda items: items["state"]["selected"] == items["state"]["map"]["selected"] == items["state"]["layers"]["area"])

            self.choose_a_column_of_people(window)
            left, top, right, bottom = window.still("charts.brush")
            window.drag((left + 4, (top + bottom) / 2), (right - 4, (top + bottom) / 2))
            window.wait_until("people in the network", lambda items: items["state"]["selected"] > 1 and items["state"]["network"]["selected"] > 1
                              and items["state"]["histogram"]["selected"] == items["state"]["selected"])

            rows = window.state()["selected"]
            left, top, right, bottom = window.still("network")   # and back: a box in the network
            window.drag((left + 5, top + 90), ((left + right) / 2, (top + bottom) / 2), "shift")
            window.wait_until("the histogram to follow", lambda items: 0 < items["state"]["histogram"]["selected"] < rows and items["state"]["network"]["selected"] > 0)

    def choose_a_column_of_people(self, window):
        """The first with a histogram, from the list of all columns."""
        for index, column in enumerate(window.state()["chart_columns"]):
            if ".person/" not in column:
                continue
            window.choose("charts.column", index)
            if window.state()["histogram"]["known"] > 50:
                return
        self.fail("no column of people has a histogram")

    def test_f_keyboard_only(self):
        with Window() as window:
            window.tab_to("start.sample")
            window.key("Return")
            opened(window)
            settled(window)
            run_the_usual(window)
            window.command("Use dark")
            window.wait_until("dark colours", lambda items: items["state"]["theme"] == "dark")
            self.look_around_the_map(window)
            window.pane("network")
            network = window.state()["network"]
            window.key("Right")
            window.wait_until("the network to move", lambda items: items["state"]["network"]["x"] > network["x"])
            window.pane("tab.0")
            window.tab_to("tab.1")
            window.key("Return")
            window.wait_for("findings.reason")
            window.tab_to(self.first_finding(window))
            window.key("space")
            window.wait_for("finding.note")
            window.key("ctrl+p")
            window.wait_for("export.file")
            window.key("Return")
            window.wait_until("the picture", lambda _: window.path("network.pdf").exists())  # what was touched last
            window.key("F1")
            window.wait_for("help.close")
            window.key("Return")                   # the first control of a box has the keyboard
            window.wait_until("the help to close", lambda items: items["state"]["dialog"] == "none")
            window.key("ctrl+q")
            self.assertEqual(window.ends(), 0, window.said())

    def look_around_the_map(self, window):
        window.pane("map")
        before = window.state()["map"]
        window.key("Right", "Page_Up")
        window.wait_until("the map to move", lambda items: items["state"]["map"]["x"] > before["x"] and items["state"]["map"]["pixels_per_metre"] > before["pixels_per_metre"])
        window.key("Home")
        window.wait_until("all of it", lambda items: abs(items["state"]["map"]["x"] - before["x"]) < 1)
        window.key("b")                            # a box: a corner, another place, the other corner
        window.key("Up", "Left", "Return", "Down", "Down", "Right", "Right", "Return")
        window.wait_until("those in the box", lambda items: items["state"]["selected"] > 1)
        window.key("Escape", "Home")
        window.wait_until("all of it", lambda items: abs(items["state"]["map"]["x"] - before["x"]) < 1)
        window.key("n")                            # a neighbourhood
        window.key("Return", "Right", "Return", "Up", "Return", "ctrl+Return")
        window.wait_until("the neighbourhood", lambda items: items["state"]["layers"].get("drawn") == 1)
        window.key("ctrl+z")
        window.wait_until("none", lambda items: "drawn" not in items["state"]["layers"])


if __name__ == "__main__":
    unittest.main()
