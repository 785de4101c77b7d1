#!/usr/bin/python3
"""Whole stories in a real window (Xvfb, xdotool)."""
import pathlib
import signal
import time
import unittest

from kith_window import PATCH, Window


def opened(window):
    window.wait_until("the place", lambda items: items["state"].get("place"))


class Stories(unittest.TestCase):
    def test_a_patch_assets_of_a_neighbourhood_and_a_wall_map_printed(self):
        with Window() as window:
            window.press("start.sample")
            opened(window)
            window.command("Hide people")          # assets only
            window.wait_until("people hidden", lambda items: not items["state"]["people_shown"])
            window.key("ctrl+f")
            window.wait_for("find.text")
            window.type("Sallowrook")              # a neighbourhood of the patch
            window.wait_for("found.0")
            window.key("Return")
            window.wait_until("the neighbourhood selected", lambda items: items["state"]["selected"] == 1)
            window.command("Select whoever is in this area")
            window.wait_until("its assets selected", lambda items: items["state"]["selected"] > 1)
            window.key("ctrl+p")
            window.wait_for("export.file")
            window.press("export.paper")
            window.press("export.paper.2")         # A2
            window.press("export.tiled")
            window.press("export.done")
            target = pathlib.Path(window.folder.name) / "wall-map.pdf"
            window.wait_until("the wall map", lambda _: target.exists())
            self.assertEqual(target.read_bytes()[:5], b"%PDF-")

    def test_f_keyboard_only(self):
        with Window() as window:
            window.key("Tab")
            for _ in range(12):                    # to the first door
                if window.state().get("focused") == "start.sample":
                    break
                window.key("Tab")
            self.assertEqual(window.state().get("focused"), "start.sample")
            window.key("Return")
            opened(window)
            window.command("Use dark")
            window.wait_until("dark colours", lambda items: items["state"]["theme"] == "dark")
            seen = set()
            for _ in range(120):                   # Tab goes round: layers, map, network, table, card
                window.xdotool("key", "Tab")
                time.sleep(0.05)
                seen.add(window.state().get("focused"))
                if {"map", "network"} <= seen and any(str(name).startswith("table.") for name in seen):
                    break
            self.assertTrue({"map", "network"} <= seen, seen)
            window.key("F1")
            window.wait_for("help.close")
            window.key("Escape")
            window.wait_until("the help to close", lambda items: items["state"]["dialog"] == "none")

    def test_d_a_new_person_and_undone(self):
        with Window(PATCH) as window:
            opened(window)
            before = window.state()["people"]
            window.command("Add a person")
            window.wait_for("person.name")
            window.type("Invented Neighbour")
            window.press("form.done")
            window.wait_until("one more", lambda items: items["state"]["people"] == before + 1)
            window.wait_until("said on screen", lambda items: items["state"]["unsaved"] > 0)
            window.key("ctrl+z")
            window.wait_until("as before", lambda items: items["state"]["people"] == before)

    def test_small_and_back_and_covered(self):
        with Window(PATCH) as window:
            opened(window)
            window.resize(320, 240)
            window.resize(1280, 800)
            window.wait_for("map")
            window.wait_for("network")

    def test_killed_at_any_instant_it_opens_again(self):
        with Window(PATCH) as window:
            opened(window)
            window.viewer.send_signal(signal.SIGKILL)
            window.viewer.wait()
        with Window(PATCH) as window:
            opened(window)

    def test_idle_draws_no_frame(self):
        with Window(PATCH) as window:
            opened(window)
            window.xdotool("mousemove", 640, 10)
            window.wait_until("rest", lambda items: items["state"]["busy"] == 0)
            time.sleep(3)
            before, cpu = window.state()["frames"], window.cpu_seconds()
            time.sleep(4)
            self.assertEqual(window.state()["frames"], before)
            self.assertLess(window.cpu_seconds() - cpu, 0.2)


if __name__ == "__main__":
    unittest.main()
