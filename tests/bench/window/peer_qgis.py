#!/usr/bin/python3
"""The peer: QGIS draws the areas and points that window_bench --scene wrote, at the same size and extent. Prints JSON.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 peer_qgis.py SCENE.json [PICTURE.png]
Both layers are in memory and in the map's own coordinates; its start-up and the filling of the layers are left out of the times.
Areas are filled with one colour and outlined; points are simple markers, 0.3 mm, without an outline. Exit 77: there is no QGIS.
"""
import array
import json
import os
import statistics
import sys
import time

try:
    from qgis.core import (Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsFillSymbol, QgsGeometry, QgsMapRendererParallelJob, QgsMapSettings, QgsMarkerSymbol,
                           QgsPointXY, QgsRectangle, QgsSingleSymbolRenderer, QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor
except ImportError:
    sys.exit(77)

REPEATS = 5


def layer_of(kind, crs, geometries, symbol):
    layer = QgsVectorLayer(f"{kind}?crs={crs}&index=yes", kind, "memory")
    assert layer.isValid()
    features = []
    for geometry in geometries:
        feature = QgsFeature()
        feature.setGeometry(geometry)
        features.append(feature)
    good, _ = layer.dataProvider().addFeatures(features)
    assert good
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        scene = json.load(file)
    numbers = array.array("d")
    with open(scene["points"], "rb") as file:
        numbers.frombytes(file.read())
    app = QgsApplication([], False)
    app.initQgis()
    areas = layer_of("MultiPolygon", scene["crs"], (QgsGeometry.fromWkt(text) for text in scene["areas"]),
                     QgsFillSymbol.createSimple({"color": "225,225,225", "outline_color": "120,120,120", "outline_width": "0.2"}))
    points = layer_of("Point", scene["crs"], (QgsGeometry.fromPointXY(QgsPointXY(numbers[i], numbers[i + 1])) for i in range(0, len(numbers), 2)),
                      QgsMarkerSymbol.createSimple({"size": "0.3", "outline_style": "no", "color": "30,30,30,120"}))
    settings = QgsMapSettings()
    settings.setLayers([points, areas])
    settings.setOutputSize(QSize(scene["width"], scene["height"]))
    settings.setExtent(QgsRectangle(*scene["extent"]))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(scene["crs"]))
    settings.setBackgroundColor(QColor("white"))
    cpu, wall = [], []
    for _ in range(REPEATS):
        wall_from, cpu_from = time.perf_counter(), time.process_time()
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        picture = job.renderedImage()
        wall.append(time.perf_counter() - wall_from)
        cpu.append(time.process_time() - cpu_from)
    if len(sys.argv) > 2:
        picture.save(sys.argv[2])
    print(json.dumps({"version": Qgis.QGIS_VERSION, "areas": areas.featureCount(), "points": points.featureCount(), "cpu": statistics.median(cpu), "wall": statistics.median(wall)}))
    sys.stdout.flush()
    os._exit(0)  # leaving it the usual way may crash after a picture without a display


if __name__ == "__main__":
    main()
