L<?xml version="1.0" encoding="utf-8" ?>
<ogr:FeatureCollection
     gml:id="aFeatureCollection"
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
     xsi:schemaLocation="http://ogr.maptools.org/ s.xsd"
     xmlns:ogr="http://ogr.maptools.org/"
     xmlns:gml="http://www.opengis.net/gml/3.2">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::27700"><gml:lowerCorner>435000 387000</gml:lowerCorner><gml:upperCorner>437000 388000</gml:upperCorner></gml:Envelope></gml:boundedBy>
                                                                                                                                                         
  <ogr:featureMember>
    <ogr:src gml:id="src.0">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::27700"><gml:lowerCorner>435000 387000</gml:lowerCorner><gml:upperCorner>436000 388000</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::27700" gml:id="src.geom.0"><gml:exterior><gml:LinearRing><gml:posList>435000 387000 436000 387000 436000 388000 435000 388000 435000 387000</gml:posList></gml:LinearRing></gml:exterior><gml:interior><gml:LinearRing><gml:posList>435100 387100 435100 387200 435200 387200 435100 387100</gml:posList></gml:LinearRing></gml:interior></gml:Polygon></ogr:geometryProperty>
      <ogr:code>A</ogr:code>
      <ogr:kept>1</ogr:kept>
    </ogr:src>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:src gml:id="src.1">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::27700"><gml:lowerCorner>436000 387000</gml:lowerCorner><gml:upperCorner>437000 388000</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::27700" gml:id="src.geom.1"><gml:surfaceMember><gml:Polygon gml:id="src.geom.1.0"><gml:exterior><gml:LinearRing><gml:posList>436000 387000 437000 387000 437000 388000 436000 388000 436000 387000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></ogr:geometryProperty>
      <ogr:code>B</ogr:code>
      <ogr:kept>2</ogr:kept>
    </ogr:src>
  </ogr:featureMember>
</ogr:FeatureCollection>
