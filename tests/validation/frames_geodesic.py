#!/usr/bin/env python3
"""Makes frames_geodesic.csv with GeographicLib (C. F. F. Karney), which the library does not use.

Run with geographiclib 2.1 from PyPI. Angles in degrees, distances in metres.
"""

import csv
import pathlib
import random

import geographiclib
from geographiclib.geodesic import Geodesic

random.seed(2013)
cases = []
for _ in range(120):
    cases.append(
        (random.uniform(-90, 90), random.uniform(-180, 180), random.uniform(-90, 90), random.uniform(-180, 180))
    )
for _ in range(60):  # nearly antipodal
    lat, lon = random.uniform(-90, 90), random.uniform(-180, 180)
    cases.append((lat, lon, -lat + random.uniform(-0.6, 0.6), lon + 180 + random.uniform(-0.6, 0.6)))
for _ in range(30):  # near
    lat, lon = random.uniform(-90, 90), random.uniform(-180, 180)
    d = 10 ** random.uniform(-6, 0)
    cases.append((lat, lon, lat + random.uniform(-d, d), lon + random.uniform(-d, d)))
cases += [
    (0, 0, 0, 90),
    (0, 0, 0, 179),
    (0, 0, 0, 179.5),
    (0, 0, 0, 180),
    (0, 10, 0, -170),
    (30, 0, -30, 180),
    (90, 0, -90, 0),
    (90, 0, 40, 100),
    (-90, 0, 40, -100),
    (45, 20, 45, 20),
    (10, 5, 60, 5),
    (10, 5, 60, -175),
    (-10, 5, -60, 5),
    (0, 3, 50, 3),
    (0, 0, 0.5, 179.5),
    (0, 0, 1e-9, 179.7),
    (51.884395, 128.33393, 0, -140),
]
out = pathlib.Path(__file__).with_suffix(".csv")
with out.open("w", newline="") as file:
    file.write(f"# geographiclib {geographiclib.__version__}, WGS84, made by frames_geodesic.py\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        [
            "latitude_1_deg",
            "longitude_1_deg",
            "latitude_2_deg",
            "longitude_2_deg",
            "azimuth_1_deg",
            "azimuth_2_deg",
            "distance_m",
        ]
    )
    for a, b, c, d in cases:
        c = max(-90.0, min(90.0, c))
        g = Geodesic.WGS84.Inverse(a, b, c, d)
        writer.writerow([repr(float(x)) for x in (a, b, c, d, g["azi1"], g["azi2"])] + [f"{g['s12']:.9f}"])
