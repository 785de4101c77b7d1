#!/usr/bin/env python3
"""Makes data/samples/patch: Larkmere, an invented coordinator's patch.

    scripts/make_patch.py             writes it
    scripts/make_patch.py --check     compares: exit 1 when a committed file is not what this script makes

Nobody in it exists, and it lies in the open North Sea. The same seed gives the same bytes. Python 3.11, standard library only.
"""
import pathlib
import sys

from invent.patch_assets import Assets
from invent.patch_people import Named, People, people_files
from invent.patch_place import Place, place_files
from invent.patch_streets import street_files
from invent.patch_ties import Ties
from invent.patch_year import Year
from invent.tables import arguments, settle

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data/samples/patch"


def make(seed):
    place = Place(seed)
    assets = Assets(place, seed)
    people = People(place, seed)
    named = Named(people, seed)
    ties = Ties(people, named, assets, seed)
    year = Year(people, named, assets, ties, seed)
    return {**place_files(place, seed), **street_files(place, assets, seed), **people_files(people, named), **assets.files(), **ties.files(), **year.files()}


def main():
    options = arguments(__doc__.splitlines()[0], FOLDER, 2026).parse_args()
    return settle(make(options.seed), options.out, options.check)


if __name__ == "__main__":
    sys.exit(main())
