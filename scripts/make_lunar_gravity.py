#!/usr/bin/env python3
"""Makes data/moon/grgm900c_80.csv from a published set of coefficients.

    scripts/make_lunar_gravity.py SOURCE [--degree 80] [--output data/moon/grgm900c_80.csv]

SOURCE is a table of columns degree, order, C, S with comment lines before. The figures are carried over as numbers;
each is written with the fewest digits that give the same double back.
"""

import argparse
import pathlib

from make_gravity import coefficients

HEADER = """\
# Lunar gravity, GRGM900C to degree and order {degree}: fully normalised coefficients, in the Moon's principal axes.
# source: F. G. Lemoine, S. Goossens, T. J. Sabaka, J. B. Nicholas, E. Mazarico, D. D. Rowlands, B. D. Loomis,
# source: D. S. Chinn, G. A. Neumann, D. E. Smith, M. T. Zuber, "GRGM900C: A degree 900 lunar gravity model from GRAIL
# source: primary and extended mission data", Geophysical Research Letters 41, 3382-3389, 2014; NASA GSFC.
# gm_m3_s2: 4.90279996708864e12
# radius_m: 1738000
degree,order,C,S
"""


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--degree", type=int, default=80)
    parser.add_argument("--output", type=pathlib.Path, default=root / "data" / "moon" / "grgm900c_80.csv")
    arguments = parser.parse_args()
    rows = sorted(row for row in coefficients(arguments.source) if 2 <= row[0] <= arguments.degree)
    lines = (f"{n},{m},{c!r},{s!r}\n" for n, m, c, s in rows)
    arguments.output.write_text(HEADER.format(degree=arguments.degree) + "".join(lines))
    print(f"{arguments.output}: {len(rows)} coefficients")


if __name__ == "__main__":
    main()
