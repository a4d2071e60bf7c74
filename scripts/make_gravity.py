#!/usr/bin/env python3
"""Makes data/earth/egm2008_120.csv from a published set of coefficients.

    scripts/make_gravity.py SOURCE [--degree 120] [--output data/earth/egm2008_120.csv]

SOURCE is an ICGEM file (.gfc, .gfc.gz) of EGM2008, as the International Centre for Global Earth Models gives it, or a
table of columns degree, order, C, S with comment lines before. The figures are carried over as numbers; each is
written with the fewest digits that give the same double back.
"""

import argparse
import gzip
import pathlib

HEADER = """\
# Earth gravity, EGM2008 to degree and order {degree}: fully normalised coefficients.
# source: N. K. Pavlis, S. A. Holmes, S. C. Kenyon, J. K. Factor, "The development and evaluation of the Earth
# source: Gravitational Model 2008 (EGM2008)", Journal of Geophysical Research 117, B04406, 2012; NGA.
# tide system: tide free
# gm_m3_s2: 3.986004415e14
# radius_m: 6378136.3
degree,order,C,S
"""


def lines_of(path):
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as f:
        yield from f


def coefficients(path):
    icgem = ".gfc" in path.suffixes
    for line in lines_of(path):
        fields = line.split() if icgem else line.split(",")
        if icgem and fields[:1] == ["gfc"]:
            fields = fields[1:]
        elif icgem or not fields[0].strip().isdigit():
            continue
        n, m = int(fields[0]), int(fields[1])
        yield n, m, *(float(x.lower().replace("d", "e")) for x in fields[2:4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--degree", type=int, default=120)
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--output", type=pathlib.Path, default=root / "data/earth/egm2008_120.csv")
    args = parser.parse_args()

    rows = sorted(row for row in coefficients(args.source) if row[0] <= args.degree)
    with args.output.open("w") as out:
        out.write(HEADER.format(degree=args.degree))
        for n, m, c, s in rows:
            out.write(f"{n},{m},{c!r},{s!r}\n")
    print(f"{args.output}: {len(rows)} rows")


if __name__ == "__main__":
    main()
