#!/usr/bin/env python3
"""Makes a file of where invented postcodes are, in the columns of the National Statistics Postcode Lookup of 2026.

    scripts/make_postcodes.py ROWS FILE.csv      such as 2600000, as many as the real one has

Every postcode begins with ZZ, QQ, XX or another pair of letters that Royal Mail gives to no area, so none of them is anybody's. One in three has
ended, one in fifty is of a sector only, one in a hundred has no position. The same ROWS give the same bytes. Python 3.11, standard library only.
"""
import sys

HEADER = ("pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty26cd,ced25cd,lad26cd,wd26cd,nhser24cd,ctry26cd,rgn26cd,pcon24cd,ttwa15cd,"
          "itl25cd,npark16cd,lsoa21cd,msoa21cd,wz11cd,sicbl26cd,bua24cd,ruc21ind,oac21ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd25ind,icb26cd")
NO_AREAS = ["ZZ", "QQ", "XX", "JJ", "VV", "ZX", "XZ", "QX", "XQ", "VQ", "QV", "JQ", "QJ", "JX", "XJ", "ZQ", "QZ", "VX", "XV", "ZV", "VZ", "JZ", "ZJ", "JV", "VJ"]
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"   # of the inward part: not C I K M O V


def postcode(number):
    """The number-th: outward and inward part."""
    number, last = divmod(number, 20)
    number, first = divmod(number, 20)
    number, sector = divmod(number, 10)
    area, district = divmod(number, 99)
    return f"{NO_AREAS[area]}{district + 1}", f"{sector}{LETTERS[first]}{LETTERS[last]}"


def row(number):
    outward, inward = postcode(number)
    east, north = 400_000 + number * 7919 % 60_000, 300_000 + number * 104_729 % 60_000
    # No projection: what is asked of it is how fast it is read. About 53 degrees north, 60 km across.
    lat, lon = 52.6 + (north - 300_000) / 111_200, -2.0 + (east - 400_000) / 67_500
    ended = f"{1980 + number % 40}{number % 12 + 1:02}" if number % 3 == 0 else ""
    quality = 9 if number % 100 == 7 else 6 if number % 50 == 3 else 1
    if quality == 9:
        lat, lon, east, north = 99.999999, 0.0, "", ""
    code = f"{number % 100_000_000:08}"
    return (f'"{outward + inward:<7}","{outward:<4} {inward}","{outward} {inward}","198001","{ended}",0,{east},{north},{quality},"E{code}","E99999999","E99999999","E{code}","E{code}",'
            f'"E40000012","E92000001","E12000003","E{code}","E{code}","E{code}","E65000001","E{code}","E{code}","E{code}","E{code}","E{code}","UN1","1A1",'
            f'{lat:.6f},{lon:.6f},"E37000040","","E23000014",{number % 33755},"E54000061"')


def main():
    if len(sys.argv) != 3 or not sys.argv[1].isdigit() or int(sys.argv[1]) > len(NO_AREAS) * 99 * 4000:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="ascii", newline="") as out:
        out.write(HEADER + "\r\n")
        for number in range(int(sys.argv[1])):
            out.write(row(number) + "\r\n")


if __name__ == "__main__":
    main()
