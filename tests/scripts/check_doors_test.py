import os
import unittest

import check_doors
from small_tree import SmallTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def faults(path: str, *includes: str) -> list[str]:
    with SmallTree().add({path: "".join(f"#include {i}\n" for i in includes)}) as tree:
        return check_doors.check(tree.root)[1]


class Rooms(unittest.TestCase):
    def test_to_the_left_is_open(self):
        self.assertEqual(faults("engine/graph/csr.cpp", '"engine/base/status.hpp"', '"engine/column/segment.hpp"', "<vector>"), [])
        self.assertEqual(faults("engine/cli/run.cpp", '"engine/place/recipe.hpp"', '"engine/report/html.hpp"'), [])
        self.assertEqual(faults("engine/host/worker.cpp", '"plugins/abi/kith_plugin.h"'), [])

    def test_to_the_right_is_shut(self):
        self.assertEqual(len(faults("engine/base/ids.hpp", '"engine/column/type.hpp"')), 1)
        self.assertEqual(len(faults("engine/place/edit.cpp", '"engine/privacy/view.hpp"')), 1)
        self.assertEqual(len(faults("engine/session/session.cpp", '"engine/report/html.hpp"')), 1)

    def test_geo_and_graph_do_not_know_each_other(self):
        self.assertEqual(len(faults("engine/geo/reach.cpp", '"engine/graph/csr.hpp"')), 1)
        self.assertEqual(len(faults("engine/graph/lens.cpp", '"engine/geo/rtree.hpp"')), 1)

    def test_whoever_shows_reads_through_the_view(self):
        for room in ("host", "report", "picture", "layout"):
            for below in ("place", "io", "geo", "graph"):
                found = faults(f"engine/{room}/a.cpp", f'"engine/{below}/a.hpp"')
                self.assertEqual(len(found), 1, (room, below))
            self.assertEqual(faults(f"engine/{room}/a.cpp", '"engine/privacy/view.hpp"'), [])
        for room in ("store", "session", "cli"):
            self.assertEqual(faults(f"engine/{room}/a.cpp", '"engine/place/revision.hpp"'), [])

    def test_the_place_is_named(self):
        self.assertEqual(faults("engine/geo/a.cpp", "<vector>", '"engine/graph/csr.hpp"')[0].split(": ")[0], "engine/geo/a.cpp:2")

    def test_a_comment_includes_nothing(self):
        self.assertEqual(faults("engine/geo/a.cpp", '"engine/base/ids.hpp"\n// #include "engine/graph/csr.hpp"'), [])

    def test_an_unknown_room_and_a_bare_name_are_refused(self):
        self.assertEqual(len(faults("engine/attic/a.cpp", '"engine/base/ids.hpp"')), 1)
        self.assertEqual(len(faults("engine/base/ids.cpp", '"ids.hpp"')), 1)
        self.assertEqual(len(faults("engine/base/ids.cpp", "<engine/cli/args.hpp>")), 1)
        self.assertEqual(len(faults("engine/base/ids.cpp", '"tests/support/shared_data.hpp"')), 1)


class Names(unittest.TestCase):
    def found(self, path: str, line: str) -> list[str]:
        with SmallTree().add({path: line + "\n"}) as tree:
            return check_doors.check(tree.root)[1]

    def test_the_viewer_reads_the_view_that_may_be_without_names(self):
        for line in ("auto a = model.session.view();", "const auto& b = *session_.view();", "use(viewer.session().view());", "g.s.view()->layers();"):
            self.assertEqual(len(self.found("viewer/draw/a.cpp", line)), 1, line)
            self.assertEqual(self.found("viewer/model/model.cpp", line), [])
            self.assertEqual(self.found("engine/cli/a.cpp", line), [])
        for line in ("auto a = model.view();", "// session.view()", "preparation.map.view();", "results.view();"):
            self.assertEqual(self.found("viewer/draw/a.cpp", line), [], line)


class Plugins(unittest.TestCase):
    def test_a_plugin_knows_its_kit_and_itself(self):
        self.assertEqual(faults("plugins/inventory/a.cpp", '"plugins/sdk/plugin.hpp"', '"plugins/inventory/hill.hpp"'), [])
        for other in ("engine/base/ids.hpp", "viewer/model/camera.hpp", "plugins/isolation/measures.hpp"):
            self.assertEqual(len(faults("plugins/inventory/a.cpp", f'"{other}"')), 1, other)

    def test_the_contract_stands_alone(self):
        self.assertEqual(faults("plugins/abi/kith_plugin.h", "<stdint.h>", "<stddef.h>"), [])
        self.assertEqual(len(faults("plugins/abi/kith_plugin.h", "<stdio.h>", '"plugins/sdk/plugin.hpp"')), 2)


class Libraries(unittest.TestCase):
    def test_gdal_and_proj_stay_in_their_rooms_and_out_of_headers(self):
        for header in ("<gdal.h>", "<ogr_api.h>", "<cpl_conv.h>", "<ogrsf_frmts.h>", "<proj.h>"):
            for room in ("geo", "io", "report"):
                self.assertEqual(faults(f"engine/{room}/a.cpp", header), [], header)
                self.assertEqual(len(faults(f"engine/{room}/a.hpp", header)), 1, header)
            self.assertEqual(len(faults("engine/place/a.cpp", header)), 1, header)

    def test_boost_is_in_no_header_but_its_adapter(self):
        self.assertEqual(faults("engine/graph/paths.cpp", "<boost/graph/dijkstra_shortest_paths.hpp>"), [])
        self.assertEqual(len(faults("engine/graph/paths.hpp", "<boost/graph/graph_traits.hpp>")), 1)
        self.assertEqual(faults("engine/graph/bgl.hpp", "<boost/graph/graph_traits.hpp>"), [])
        self.assertEqual(len(faults("engine/graph/paths.hpp", '"engine/graph/bgl.hpp"')), 1)
        self.assertEqual(faults("engine/graph/paths.cpp", '"engine/graph/bgl.hpp"'), [])

    def test_igraph_only_in_plugins(self):
        self.assertEqual(faults("plugins/communities/a.cpp", "<igraph/igraph.h>"), [])
        self.assertEqual(len(faults("engine/graph/a.cpp", "<igraph/igraph.h>")), 1)

    def test_the_screen_stays_in_the_viewer(self):
        self.assertEqual(faults("viewer/draw/a.cpp", "<imgui.h>"), [])
        self.assertEqual(faults("viewer/app/a.cpp", "<GLFW/glfw3.h>", "<GL/gl.h>", "<imgui.h>"), [])
        self.assertEqual(len(faults("viewer/model/a.cpp", "<imgui.h>")), 1)
        self.assertEqual(len(faults("viewer/draw/a.cpp", "<epoxy/gl.h>")), 1)
        self.assertEqual(len(faults("engine/report/a.cpp", "<imgui.h>")), 1)

    def test_portable_rooms_know_no_system(self):
        self.assertEqual(len(faults("engine/column/a.cpp", "<sys/mman.h>")), 1)
        self.assertEqual(faults("engine/process/a.cpp", "<sys/mman.h>"), [])


class Links(unittest.TestCase):
    def links(self, path: str, text: str) -> list[str]:
        with SmallTree().add({path: text}) as tree:
            return check_doors.check(tree.root)[1]

    def test_use_lines(self):
        line = "kith_room(geo SOURCES a.cpp USES kith::base kith::{} LIBRARIES GEOS::geos_c)\n"
        self.assertEqual(self.links("engine/geo/CMakeLists.txt", line.format("column")), [])
        self.assertEqual(len(self.links("engine/geo/CMakeLists.txt", line.format("graph"))), 1)
        self.assertEqual(len(self.links("engine/geo/CMakeLists.txt", "# why\n" + line.format("place_plain"))), 1)

    def test_a_room_may_be_built_in_parts(self):
        line = "kith_room(host_worker SOURCES a.cpp USES kith::host_contract kith::{})\n"
        self.assertEqual(self.links("engine/host/CMakeLists.txt", line.format("process_plain")), [])
        self.assertEqual(len(self.links("engine/host/CMakeLists.txt", line.format("place"))), 1)

    def test_no_plugin_links_the_engine(self):
        line = "kith_plugin(inventory SOURCES a.cpp ALGORITHMS b.cpp LIBRARIES kith::{})\n"
        self.assertEqual(self.links("plugins/inventory/CMakeLists.txt", line.format("sdk")), [])
        self.assertEqual(len(self.links("plugins/inventory/CMakeLists.txt", line.format("graph"))), 1)


class ThisTree(unittest.TestCase):
    def test_every_room_of_the_plan_is_known(self):
        rooms = [d for d in os.listdir(os.path.join(ROOT, "engine")) if os.path.isdir(os.path.join(ROOT, "engine", d))]
        self.assertLessEqual(set(rooms) - {"decisions"}, set(check_doors.ROOMS))

    def test_doors_lead_one_way(self):
        for room, allowed in check_doors.ROOMS.items():
            for other in allowed:
                self.assertNotIn(room, check_doors.ROOMS[other], (room, other))


if __name__ == "__main__":
    unittest.main()
