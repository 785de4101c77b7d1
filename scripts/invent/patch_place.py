"""Larkmere: the boundaries of the patch, its invented census, and the neighbourhoods that people there live in."""
from .shapes import Frame, blob, box, inside, point_in, tiling
from .stream import Stream
from .tables import features, table

FRAME = Frame(0.9, 54.2)            # open North Sea, some 70 km off the coast: nobody lives there
NAMES = ("Quillacre Dapplecombe Netherlantern Rimeoake Emberwend Orrfeather Vellsill Kelpocket Sallowrook Jasskettle Undermantle "
         "Wickthwist").split()
RESIDENTS = 9_000
LIVED = [("Top Lantern", -0.45, 0.35, 0.42), ("The Mere", 0.1, 0.05, 0.50), ("Feather Road", 0.55, 0.30, 0.38),
         ("Old Quern", -0.40, -0.40, 0.45), ("Sill Bottoms", 0.35, -0.50, 0.42)]


class Place:
    def __init__(self, seed):
        stream = Stream(seed, "areas")
        self.areas = [[[ring]] for ring in tiling(stream, (4, 3, 5), 0.95, FRAME)]      # area -> polygons -> rings
        mere = blob(stream, 0.12, 0.02, 0.11, FRAME, 20)
        self.areas[5][0].append(mere)                                                  # water: a hole
        self.areas[2].append([blob(stream, 0.62, -1.02, 0.07, FRAME, 14)])              # an eyot: a second part
        self.codes = [f"LK{i + 1:02d}" for i in range(len(self.areas))]
        weights = [0.6 + stream.random() for _ in self.areas]
        counts = [round(RESIDENTS * w / sum(weights)) for w in weights]
        counts[0] += RESIDENTS - sum(counts)
        self.population = counts
        self.boxes = [box([p[0] for p in polygons]) for polygons in self.areas]
        self.lived = [(name, blob(stream, x, y, r, FRAME)) for name, x, y, r in LIVED]

    def rings(self, area):
        return [ring for polygon in self.areas[area] for ring in polygon]

    def point(self, stream, area):
        return point_in(stream, self.rings(area), self.boxes[area])

    def near(self, stream, at, metres):
        """A point in the patch within a square of this half width, and its area."""
        x, y = FRAME.km(*at)
        while True:
            lon, lat = FRAME.lonlat(x + stream.uniform(-metres, metres) / 1000, y + stream.uniform(-metres, metres) / 1000)
            area = self.area_of(lon, lat)
            if area is not None:
                return (lon, lat), area

    def area_of(self, lon, lat):
        return next((i for i in range(len(self.areas)) if inside(lon, lat, self.rings(i))), None)

    def metres(self, a, b):
        (x1, y1), (x2, y2) = FRAME.km(*a), FRAME.km(*b)
        return 1000 * ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5


def place_files(place, seed):
    stream, census = Stream(seed, "census"), []
    for code, residents in zip(place.codes, place.population):
        homes = round(residents / stream.uniform(2.1, 2.5))
        census.append([code, residents, homes, round(residents * stream.uniform(0.12, 0.27)), round(homes * stream.uniform(0.24, 0.40)),
                       round(homes * stream.uniform(0.15, 0.45)), round(stream.uniform(4.5, 9.5), 1)])
    areas = [({"code": c, "name": n, "vintage": "INVENTED26"}, polygons) for c, n, polygons in zip(place.codes, NAMES, place.areas)]
    lived = [({"id": f"LIVED{i + 1}", "name": name}, [[ring]]) for i, (name, ring) in enumerate(place.lived)]
    header = "code residents households aged_65_plus one_person_households no_car_households lonely_often_percent_modelled".split()
    return {"areas.geojson": features("larkmere_invented", areas), "lived.geojson": features("larkmere_lived_invented", lived),
            "census.csv": table(header, census)}
