#!/usr/bin/env python3
"""Makes frames_itrf.csv: positions on and above the Earth in ITRF and GCRF, by astropy.

Made with astropy 8.0.2, pyerfa 2.0.1.5 and astropy-iers-data 0.2026.11.2.0.34.55 from PyPI. astropy takes UT1 and the
pole linearly between days and leaves the celestial pole offsets dX, dY out. Only days with final (Bulletin B) values.
"""

import csv
import pathlib
import random

import astropy
import astropy.units as u
import astropy_iers_data
from astropy.coordinates import GCRS, ITRS, CartesianRepresentation
from astropy.time import Time
from astropy.utils import iers

table = iers.IERS_A.open(astropy_iers_data.IERS_A_FILE)
iers.earth_orientation_table.set(table)
random.seed(2006)
out = pathlib.Path(__file__).with_suffix(".csv")
with out.open("w", newline="") as file:
    file.write(
        f"# astropy {astropy.__version__}, astropy-iers-data {astropy_iers_data.__version__}, by frames_itrf.py\n"
    )
    writer = csv.writer(file, lineterminator="\n")
    names = [f"{frame}_{axis}_m" for frame in ("itrf", "gcrf") for axis in "xyz"]
    writer.writerow(["mjd_utc_day", "milliseconds_of_day", *names])
    for i in range(60):
        day = random.randint(47892, 61000)
        ms = 0 if i < 12 else random.randrange(86400000)
        r = [random.gauss(0, 1) for _ in range(3)]
        scale = random.choice([6371e3, 6378137.0, 6.9e6, 4.2164e7]) / sum(x * x for x in r) ** 0.5
        r = [round(x * scale, 3) for x in r]
        t = Time(day, ms / 86400e3, format="mjd", scale="utc")
        itrs = ITRS(CartesianRepresentation(r, unit=u.m), obstime=t)
        g = itrs.transform_to(GCRS(obstime=t)).cartesian.xyz.to_value(u.m)
        writer.writerow([day, ms, *r, *(f"{x:.6f}" for x in g)])
