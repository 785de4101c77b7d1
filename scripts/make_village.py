#!/usr/bin/env python3
"""Makes data/samples/village: Ingfeather, an invented place of 4,200 people who were all asked everything.

    scripts/make_village.py             writes it
    scripts/make_village.py --check     compares: exit 1 when a committed file is not what this script makes

Nobody in it exists, and it lies in the open North Sea. The same seed gives the same bytes. Python 3.11, standard library only.
"""
import pathlib
import sys

from invent.community import PERSON, TIE, Community, home_sizes
from invent.shapes import Frame, box, point_in, tiling
from invent.stream import Stream
from invent.tables import arguments, features, settle, table

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data/samples/village"
PEOPLE = 4_200
FRAME = Frame(1.6, 54.6)            # open North Sea
NAMES = "Featherend Kettlecombe Lanterngate Mantlewell Oakequern Pocketside Rookwend Sillgarth Thwistley".split()
LSNS = "f1 f2 f3 g1 g2 g3".split()
UCLA = "a b c".split()
ASSET = "id name kind x y confirmed_by confirmed_on".split()
KINDS = {
    "community_centre": 2, "church_hall": 2, "library": 1, "park": 3, "allotment": 2, "playground": 4, "riverside": 1, "woodland": 2,
    "bench": 10, "choir": 2, "sports_club": 5, "faith_group": 2, "residents_association": 3, "parent_group": 4, "mutual_aid": 2,
    "arts_group": 2, "walking_group": 2, "scouts": 2, "allotment_society": 2, "community_circle": 2, "craft_group": 3,
    "history_group": 1, "toddler_group": 2, "older_peoples_group": 2, "friends_of_park": 2, "mens_shed": 1, "school": 2,
    "gp_surgery": 1, "advice_centre": 1, "council_office": 1, "care_provider": 2, "early_years": 2, "pharmacy": 1, "post_office": 1,
    "shop": 12, "cafe": 5, "pub": 4, "repair_cafe": 1, "time_bank": 1, "gift_exchange": 3, "maker_or_trade": 6, "credit_union": 1,
    "festival": 2, "mural": 3, "story": 4, "heritage_site": 2, "memorial": 2, "connector": 4, "storyteller": 3, "skilled_neighbour": 12}
GROUPS = ("choir sports_club faith_group residents_association parent_group mutual_aid arts_group walking_group scouts "
          "allotment_society community_circle craft_group history_group toddler_group older_peoples_group friends_of_park mens_shed "
          "repair_cafe time_bank").split()
SERVICES = "library gp_surgery advice_centre council_office care_provider early_years pharmacy school".split()


def make_assets(stream, rings):
    rows, at, boxes = [], {}, [box([ring]) for ring in rings]
    for kind, count in KINDS.items():
        for _ in range(count):
            area = stream.below(len(rings))
            lon, lat = point_in(stream, [rings[area]], boxes[area])
            key = f"A{len(rows) + 1:03d}"
            by = stream.weighted({"resident": 40, "worker": 30, "import": 15, "": 15})
            name = f"{NAMES[area]} {kind.replace('_', ' ')} {len(rows) + 1}"
            on = f"{stream.between(2023, 2026)}-{stream.between(1, 6):02d}" if by else None
            rows.append([key, name, kind, f"{lon:.6f}", f"{lat:.6f}", by, on])
            at[key] = (kind, lon, lat)
    some = lambda kinds: [(key, lon, lat) for key, (kind, lon, lat) in at.items() if kind in kinds]
    return rows, some(GROUPS), some(SERVICES)


def answers(stream, person):
    """Answers of people of 65 and over to two instruments; a few declined, did not know, or were not asked everything."""
    if person["age_band"] not in ("65-74", "75-84", "85+"):
        return [None] * 10
    if stream.chance(0.05):
        return ["declined"] * 9 + [f"2026-{stream.between(1, 6):02d}"]
    low = stream.chance(0.25)
    items = [stream.between(0, 2) if low else stream.between(1, 5) for _ in LSNS]
    items += [stream.between(1, 3) if low else stream.between(1, 2) for _ in UCLA]
    return [stream.weighted({"": 96, "dont_know": 2, "not_asked": 2}) or value for value in items] + [f"2026-{stream.between(1, 6):02d}"]


def make(seed):
    stream = Stream(seed, "village")
    rings = tiling(stream, (3, 4, 2), 0.85, FRAME)
    boxes = [box([ring]) for ring in rings]
    assets, groups, services = make_assets(stream, rings)
    weights = {area: stream.uniform(0.6, 1.6) for area in range(len(rings))}
    population, homes = [0] * len(rings), []
    for size in home_sizes(stream, PEOPLE):
        area = stream.weighted(weights)
        population[area] += size
        homes.append((*point_in(stream, [rings[area]], boxes[area], 5), size))
    community = Community(stream, homes, groups, services)
    people = [[person[h] for h in PERSON] + answers(stream, person) for person in community.people]
    areas = [({"code": f"IF{i + 1:02d}", "name": name, "population": count}, [[ring]])
             for i, (name, count, ring) in enumerate(zip(NAMES, population, rings))]
    return {"areas.geojson": features("ingfeather_invented", areas), "assets.csv": table(ASSET, assets),
            "people.csv": table(PERSON + LSNS + UCLA + ["answered_on"], people),
            "ties.csv": table(TIE, [[row[h] for h in TIE] for row in community.ties])}


def main():
    options = arguments(__doc__.splitlines()[0], FOLDER, 2026).parse_args()
    return settle(make(options.seed), options.out, options.check)


if __name__ == "__main__":
    sys.exit(main())
