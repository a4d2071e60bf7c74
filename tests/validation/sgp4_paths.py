#!/usr/bin/env python3
"""Makes sgp4_paths.tle and sgp4_paths.csv: where satellites of the catalogue are, by python-sgp4 and astropy.

Made with sgp4 2.27, astropy 8.0.2, pyerfa 2.0.1.5 and astropy-iers-data 0.2026.11.2.0.34.55 from PyPI. Elements are of
the verification set of AIAA 2006-6753, which comes with sgp4: near the Earth, half a day with a large eccentricity, GPS
and geostationary. astropy turns TEME into ITRF by Greenwich mean sidereal time 1982, and that into GCRF by IAU
2006/2000A without the celestial pole offsets dX and dY, which are 6 cm at a geostationary satellite.
"""

import csv
import pathlib

import astropy
import astropy.units as u
import astropy_iers_data
import sgp4
from astropy.coordinates import GCRS, ITRS, TEME, CartesianDifferential, CartesianRepresentation
from astropy.time import Time, TimeDelta
from astropy.utils import iers
from sgp4.api import Satrec

iers.earth_orientation_table.set(iers.IERS_A.open(astropy_iers_data.IERS_A_FILE))
NUMBERS = ("00005", "06251", "08195", "28129", "25954")
verification = (pathlib.Path(sgp4.__file__).parent / "SGP4-VER.TLE").read_text().splitlines()
out = pathlib.Path(__file__)
with out.with_suffix(".csv").open("w", newline="") as table, out.with_suffix(".tle").open("w") as elements:
    table.write(f"# sgp4 {sgp4.__version__}, astropy {astropy.__version__}, by sgp4_paths.py\n")
    writer = csv.writer(table, lineterminator="\n")
    names = [f"{frame}_{axis}_{unit}" for frame, unit in (("gcrf", "km"), ("gcrf", "km_s")) for axis in "xyz"]
    writer.writerow(["object", "utc", *names, *(f"itrf_{axis}_km" for axis in "xyz")])
    for number in NUMBERS:
        first = next(i for i, line in enumerate(verification) if line.startswith(f"1 {number}"))
        lines = [line[:69] for line in verification[first : first + 2]]
        elements.write("\n".join([f"OBJECT {number}", *lines]) + "\n")
        satellite = Satrec.twoline2rv(*lines)
        epoch = Time(satellite.jdsatepoch, satellite.jdsatepochF, format="jd", scale="utc")
        begin = Time(epoch.isot[:10] + "T00:00:00", scale="utc")
        for i in range(25):
            t = begin + TimeDelta(i * 3600.0, format="sec")
            error, r_km, v_km_s = satellite.sgp4(t.jd1, t.jd2)
            assert error == 0
            velocity = CartesianDifferential(v_km_s, unit=u.km / u.s)
            teme = TEME(CartesianRepresentation(r_km, unit=u.km).with_differentials(velocity), obstime=t)
            gcrs = teme.transform_to(GCRS(obstime=t)).cartesian
            itrs = teme.transform_to(ITRS(obstime=t)).cartesian
            numbers = [*gcrs.xyz.to_value(u.km), *gcrs.differentials["s"].d_xyz.to_value(u.km / u.s)]
            writer.writerow([number, t.isot, *(f"{x:.9f}" for x in [*numbers, *itrs.xyz.to_value(u.km)])])
