"""`kith export`: what it writes, read by others: networkx, GDAL's own programs, openpyxl, and by Kith itself."""
import collections
import csv
import json
import re
import unittest

import networkx
import openpyxl

from exports import PATCH, Export, epsg, files_in, layer, of, ogr, read_gexf, rows
from kith_command import SAMPLES, needs_shared


class Karate(Export):
    """Zachary's karate club: 34 members, 78 ties (igraphdata's and networkx's own copies say the same)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        networks = needs_shared() / "data/networks"
        cls.recipe = cls.folder / "karate.toml"
        nodes = networks / "karate_nodes.csv"
        edges = rows(networks / "karate_edges.csv")
        ends = list(edges[0])[:2]
        cls.edges = [(e[ends[0]], e[ends[1]]) for e in edges]
        members = sorted({end for edge in cls.edges for end in edge})
        (cls.folder / "members.csv").write_text("id\n" + "\n".join(members) + "\n", encoding="utf-8")
        cls.recipe.write_text(f'kith = 1\n[place]\nname = "Karate"\n[[people]]\nfile = "members.csv"\nid = "id"\n[[ties]]\nfile = "{networks}/karate_edges.csv"\nfrom = "{ends[0]}"\nto = "{ends[1]}"\nkind_value = "friend"\n',
                              encoding="utf-8")

    def check(self, graph):
        self.assertEqual((graph.number_of_nodes(), graph.number_of_edges()), (34, 78))
        self.assertTrue(of(graph.edges(), self.edges))
        own = networkx.Graph(self.edges)
        self.assertTrue(networkx.utils.graphs_equal(networkx.Graph(list(graph.edges())), own) or of(graph.edges(), own.edges()))

    def test_graphml(self):
        out, _ = self.export(self.recipe, "karate.graphml", "--audience", "team")
        graph = networkx.read_graphml(out)
        self.check(graph)
        self.assertFalse(graph.is_directed())
        self.assertEqual(len({(d["x"], d["y"]) for _, d in graph.nodes(data=True)}), 34, "everybody has a place of their own")
        self.assertTrue(all(re.fullmatch("#[0-9a-f]{6}", d["colour"]) for _, d in graph.nodes(data=True)))

    def test_gexf(self):
        out, _ = self.export(self.recipe, "karate.gexf", "--audience", "team")
        graph = read_gexf(out)
        self.check(graph)
        self.assertTrue(all("position" in d["viz"] and "color" in d["viz"] for _, d in graph.nodes(data=True)))

    def test_pajek(self):
        out, _ = self.export(self.recipe, "karate.net", "--audience", "team")
        self.check(networkx.MultiGraph(networkx.read_pajek(out)))

    def test_lists(self):
        out, _ = self.export(self.recipe, "karate_lists", "--format", "nodes-edges", "--audience", "team")
        self.assertEqual(len(rows(out / "nodes.csv")), 34)
        self.assertTrue(of([(e["Source"], e["Target"]) for e in rows(out / "edges.csv")], self.edges))

    def test_read_again_by_kith(self):
        for ending in ("graphml", "gexf", "net"):
            out, _ = self.export(self.recipe, f"again.{ending}", "--audience", "team")
            node = "label" if ending == "net" else "id"
            # A Pajek tie names the number of a node; its label is the id.
            recipe = self.folder / f"again_{ending}.toml"
            recipe.write_text(f'kith = 1\n[place]\nname = "Again"\n[[people]]\nfile = "{out.name}"\nname = "{node}"\n[[ties]]\nfile = "{out.name}"\nkind_value = "friend"\n', encoding="utf-8")
            again, _ = self.export(recipe, f"again_{ending}.graphml", "--audience", "team", "--no-layout")
            graph = networkx.read_graphml(again)
            named = networkx.relabel_nodes(graph, {n: d["label"] for n, d in graph.nodes(data=True)})
            self.check(named)


class Patch(Export):
    """The sample patch: everything a place can hold, with things that are not known."""

    def test_geopackage_against_the_csv(self):
        out, _ = self.export(PATCH, "patch.gpkg", "--audience", "team")
        tables, _ = self.export(PATCH, "patch_csv", "--format", "csv", "--audience", "team")
        for name in ("people", "assets"):
            told, read = rows(tables / f"{name}.csv"), layer(out, name)
            self.assertEqual(len(told), len(read), name)
            self.assertEqual(epsg(out, name), "27700")
            for a, b in zip(told, read):
                self.assertEqual(a["id"], b["properties"]["id"])
                self.assertEqual(a["name"], b["properties"]["name"] or ("(withheld)" if b["properties"].get("name_state") == "withheld" else ""))
                if b["geometry"] is None:
                    self.assertIn(a["x"], ("", "(withheld)"))
                else:
                    self.assertEqual([float(a["x"]), float(a["y"])], b["geometry"]["coordinates"])
        self.assertEqual(len(layer(out, "ties")), len(rows(tables / "ties.csv")))
        self.assertEqual(len(layer(out, "areas")), len(rows(SAMPLES / "patch/census.csv")))

    def test_map_files(self):
        gpkg, _ = self.export(PATCH, "maps.gpkg", "--audience", "team")
        for what in ("people", "assets", "areas"):
            geojson, _ = self.export(PATCH, f"{what}.geojson", "--audience", "team", "--what", what)
            fgb, _ = self.export(PATCH, f"{what}.fgb", "--audience", "team", "--what", what)
            told = layer(gpkg, what)
            near = json.loads(geojson.read_text(encoding="utf-8"))["features"]
            flat = layer(fgb, what)
            self.assertEqual(epsg(geojson, what), "4326")
            self.assertEqual(epsg(fgb, what), "27700")
            placed = [f for f in told if f["geometry"]]
            self.assertEqual((len(near), len(flat)), (len(told), len(placed)))
            # A spatial index sorts a FlatGeobuf: rows are found by their id.
            found = {f["properties"]["id"]: f for f in flat}
            back = json.loads(ogr("ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=9", "-t_srs", "EPSG:4326", "/vsistdout/", gpkg, what))["features"]
            for one, other, degrees in zip(told, near, back):
                flat_one = found.get(one["properties"]["id"])
                self.assertEqual(one["geometry"], flat_one and flat_one["geometry"])
                for key, value in one["properties"].items():
                    for read in (other["properties"].get(key), flat_one["properties"].get(key) if flat_one else value):
                        self.assertEqual("" if value is None else str(value).replace("/", "-"), "" if read is None else str(read).replace("/", "-"), key)
                if what != "areas" and degrees["geometry"]:
                    for a, b in zip(degrees["geometry"]["coordinates"], other["geometry"]["coordinates"]):
                        self.assertAlmostEqual(a, b, places=8)

    def test_workbook(self):
        out, _ = self.export(PATCH, "patch.xlsx", "--audience", "team")
        tables, _ = self.export(PATCH, "workbook_csv", "--format", "csv", "--audience", "team")
        book = openpyxl.load_workbook(out)
        for name in ("people", "assets", "ties", "areas"):
            told = list(csv.reader((tables / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
            read = [["" if c is None else c for c in row] for row in book[name].iter_rows(values_only=True)]
            self.assertEqual(len(told), len(read), name)
            for a, b in zip(told, read):
                for cell, value in zip(a, b):
                    self.assert_same_cell(cell, value)

    def assert_same_cell(self, cell, value):
        if isinstance(value, bool):
            self.assertEqual(cell, "yes" if value else "no")
        elif isinstance(value, (int, float)):
            self.assertAlmostEqual(float(cell), value, delta=abs(value) * 1e-15)
        elif hasattr(value, "strftime"):
            self.assertEqual(cell, value.strftime("%Y-%m-%d"))
        else:
            self.assertEqual(re.sub("^'(?=[=+@-])", "", cell), value)

    def test_network_files_hold_isolates_and_all_that_is_known(self):
        graphml, done = self.export(PATCH, "patch.graphml", "--audience", "team")
        gexf, _ = self.export(PATCH, "patch.gexf", "--audience", "team")
        pajek, _ = self.export(PATCH, "patch.net", "--audience", "team")
        lists, _ = self.export(PATCH, "patch_lists", "--format", "nodes-edges", "--audience", "team")
        tables, _ = self.export(PATCH, "patch_tables", "--format", "csv", "--audience", "team")
        ties = [t for t in rows(tables / "ties.csv") if t["from"] and t["to"]]
        ids = {r["id"] for name in ("people", "assets") for r in rows(tables / f"{name}.csv")}
        hidden = len(rows(tables / "ties.csv")) - len(ties)
        self.assertGreater(hidden, 0)
        self.assertIn(f"{hidden} ties go to a place that is kept private", done.stderr)
        told = [(t["from"], t["to"]) for t in ties]
        for graph in (networkx.read_graphml(graphml), read_gexf(gexf), networkx.MultiGraph(networkx.read_pajek(pajek))):
            self.assertEqual(set(graph.nodes()), ids)
            self.assertTrue(of(graph.edges(), told))
        self.assertEqual({n["Id"] for n in rows(lists / "nodes.csv")}, ids)
        self.assertTrue(of([(e["Source"], e["Target"]) for e in rows(lists / "edges.csv")], told))
        kinds = networkx.get_edge_attributes(networkx.MultiGraph(networkx.read_graphml(graphml)), "kind")
        self.assertEqual(collections.Counter(kinds.values()), collections.Counter(t["kind"] for t in ties))
        closeness = networkx.get_edge_attributes(networkx.MultiGraph(networkx.read_graphml(graphml)), "closeness")
        self.assertEqual(sorted(closeness.values()), sorted(int(t["closeness"]) for t in ties if t["closeness"].isdigit()), "what is not known is not there, and no 0")

    def test_a_lens(self):
        out, done = self.export(PATCH, "unpaid.graphml", "--audience", "team", "--lens", "unpaid", "--no-layout")
        graph = networkx.MultiGraph(networkx.read_graphml(out))
        data = [d for _, _, d in graph.edges(data=True)]
        self.assertEqual({d["in_lens"] for d in data}, {"yes", "maybe"} & {d["in_lens"] for d in data})
        self.assertFalse([d for d in data if d.get("paid") is True])
        self.assertIn("not in the lens", done.stderr)
        _, done = self.export(PATCH, "wrong.graphml", "--audience", "team", "--lens", "unpiad", exits=(2,))
        self.assertIn('the nearest is "unpaid"', done.stderr)

    def test_read_again(self):
        """The folder of tables is a place of its own: read again and written again it is the same, states and all."""
        first, _ = self.export(PATCH, "first", "--format", "csv", "--audience", "team")
        self.assertEqual(self.run_kith("check", first / "place.toml", exits=(0, 1)).returncode, self.run_kith("check", PATCH, exits=(0, 1)).returncode)
        second, _ = self.export(first / "place.toml", "second", "--format", "csv", "--audience", "team")
        for name in ("people", "assets", "areas", "areas_lived"):
            told, read = rows(first / f"{name}.csv"), rows(second / f"{name}.csv")
            self.assertEqual(len(told), len(read), name)
            for a, b in zip(told, read):
                self.assertEqual({k: v for k, v in a.items() if v}, {k: v for k, v in b.items() if v}, name)
        ties = [t for t in rows(first / "ties.csv") if t["from"] and t["to"]]
        self.assertEqual(ties, [{k: v for k, v in t.items()} for t in rows(second / "ties.csv")])

    def test_sources_and_licences_are_named(self):
        folder = self.folder / "odbl"
        folder.mkdir()
        (folder / "assets.csv").write_text("id,name,lon,lat,kind,source,licence\na1,Library,-1.47,53.38,library,OpenStreetMap contributors,ODbL 1.0\n", encoding="utf-8")
        (folder / "place.toml").write_text('kith = 1\n[place]\nname = "Odbl"\n[[assets]]\nfile = "assets.csv"\nid = "id"\nname = "name"\nkind = "kind"\nx = "lon"\ny = "lat"\nsource = "source"\nsource_licence = "licence"\n', encoding="utf-8")
        for format in ("gpkg", "geojson", "flatgeobuf", "xlsx", "csv", "graphml", "gexf", "pajek", "nodes-edges", "hsds"):
            what = ("--what", "assets") if format in ("geojson", "flatgeobuf") else ()
            out, _ = self.export(folder / "place.toml", f"odbl_{format}" + (".xlsx" if format == "xlsx" else ""), "--format", format, "--audience", "team", *what)
            text = b"".join(p.read_bytes() for p in [*files_in(out), *self.folder.glob(f"odbl_{format}.about.txt")])
            if format == "xlsx":
                text = "\n".join(str(c) for r in openpyxl.load_workbook(out)["about"].iter_rows(values_only=True) for c in r).encode()
            self.assertTrue(b"OpenStreetMap contributors, ODbL 1.0" in text, format)


if __name__ == "__main__":
    unittest.main()
