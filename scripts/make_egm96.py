#!/usr/bin/env python3
"""Makes tests/validation/egm96_90.csv, the gravity field that published comparisons of other programs use.

    scripts/make_egm96.py EGM96.cof [--degree 90] [--output tests/validation/egm96_90.csv]

The source is GMAT's file, as the source distribution of the Python package gmatpy (0.2.0) has it in
application/data/gravity/earth. The figures are carried over as numbers.
"""

import argparse
import pathlib

HEADER = """\
# Earth gravity, EGM96 to degree and order {degree}: fully normalised coefficients.
# source: F. G. Lemoine et al., The Development of the Joint NASA GSFC and the National Imagery and Mapping Agency
# source: (NIMA) Geopotential Model EGM96, NASA/TP-1998-206861, 1998.
# tide system: tide free
# gm_m3_s2: 3.986004415e14
# radius_m: 6378136.3
degree,order,C,S
"""


def rows(path, degree):
    for line in path.read_text().splitlines():
        if line.startswith("RECOEF"):
            n, m = int(line[6:11]), int(line[11:14])
            if n <= degree:
                s = line[38:59].strip()
                yield n, m, float(line[17:38]), float(s) if s else 0.0


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--degree", type=int, default=90)
    parser.add_argument("--output", type=pathlib.Path, default=root / "tests" / "validation" / "egm96_90.csv")
    arguments = parser.parse_args()
    lines = [f"{n},{m},{c!r},{s!r}\n" for n, m, c, s in sorted(rows(arguments.source, arguments.degree))]
    arguments.output.write_text(HEADER.format(degree=arguments.degree) + "".join(lines))
    print(f"{arguments.output}: {len(lines)} rows")


if __name__ == "__main__":
    main()
