#!/bin/sh
# Lays invented people over the real places: build/places/<place>/ with people.csv and ties.csv, and links to the shared data,
# so that it can be the --root of tests/places/<place>_people.toml.
#   tests/places/make_people.sh [FOLDER]          FOLDER: default build/places
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
shared=${KITH_SHARED:-$here/../shared}
[ -d "$shared/data" ] || { echo "make_people.sh: no shared data at $shared; set KITH_SHARED" >&2; exit 3; }
data=$(cd "$shared/data" && pwd)
out=${1:-$here/build/places}

# lay PLACE arguments…
lay() {
    place=$1
    shift
    "$here/scripts/overlay_people.py" --seed 2026 --share 0.02 --out "$out/$place" "$@"
    for folder in boundaries statistics assets; do
        ln -sfn "$data/$folder" "$out/$place/$folder"
    done
    cat "$out/$place/README.txt"
}

for place in sheffield doncaster; do
    lay $place --boundaries "$data/boundaries/${place}_lsoa2011.geojson" --id LSOA11CD \
        --join "$data/statistics/${place}_population2020_lsoa11.csv" --join-id lsoa11_code --population total_population \
        --assets "$data/assets/${place}_libraries_geocoded.csv:id=id,x=lng,y=lat" \
        --services "$data/assets/${place}_gp_practices.csv:id=Code"
done
lay trafford --boundaries "$data/boundaries/trafford_lsoa2021.geojson" --id area_code \
    --join "$data/statistics/trafford/2021_population_by_5_year_age_bands_lsoa_trafford.csv" --join-id area_code --population value \
    --where measure=Count --sum \
    --assets "$data/assets/trafford/trafford_allotments.csv:id=osm_id,x=lon,y=lat" \
    --assets "$data/assets/trafford/charities_operating_in_trafford.csv:id=registered_charity_number" \
    --services "$data/assets/trafford/trafford_schools_and_colleges.csv:id=unique_reference_number,x=lon,y=lat" \
    --services "$data/assets/trafford/trafford_care_homes.csv:id=cqc_id,x=lon,y=lat"
