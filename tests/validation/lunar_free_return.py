#!/usr/bin/env python3
"""Makes lunar_free_return.csv: symmetrical free returns in the circular restricted problem of three bodies.

A path that crosses the line from the Earth to the Moon at right angles behind the Moon is its own mirror image (A. J.
Schwaniger, NASA TN D-1833, 1963): the way home is the way out. Its speed there is found for a perigee. Run with numpy
2.4 and scipy 1.17 from PyPI; it shares nothing with the library.
"""

import csv
import pathlib

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

GM_EARTH_KM3_S2, GM_MOON_KM3_S2 = 398600.4415, 4902.800066
DISTANCE_KM, MOON_RADIUS_KM = 384400.0, 1737.4
RATE_RAD_S = np.sqrt((GM_EARTH_KM3_S2 + GM_MOON_KM3_S2) / DISTANCE_KM**3)
SHARE = GM_MOON_KM3_S2 / (GM_EARTH_KM3_S2 + GM_MOON_KM3_S2)


def from_earth(y):
    """Place and inertial velocity from the Earth's centre."""
    x = y[0] + SHARE * DISTANCE_KM
    return np.array([x, y[1]]), np.array([y[2] - RATE_RAD_S * y[1], y[3] + RATE_RAD_S * x])


def motion(_, y):
    earth = np.array([y[0] + SHARE * DISTANCE_KM, y[1]])
    moon = np.array([y[0] - (1 - SHARE) * DISTANCE_KM, y[1]])
    pull = -GM_EARTH_KM3_S2 * earth / np.linalg.norm(earth) ** 3 - GM_MOON_KM3_S2 * moon / np.linalg.norm(moon) ** 3
    n = RATE_RAD_S
    return [y[2], y[3], pull[0] + 2 * n * y[3] + n * n * y[0], pull[1] - 2 * n * y[2] + n * n * y[1]]


def outward(_, y):
    r, v = from_earth(y)
    return r @ v


outward.terminal, outward.direction = True, 1


def perigee(pass_km, speed_km_s):
    """Distance of the perigee, negative if it is against the Moon's way, and the time to it in seconds."""
    begin = [(1 - SHARE) * DISTANCE_KM + pass_km, 0, 0, -speed_km_s]
    path = solve_ivp(motion, [0, 8 * 86400], begin, events=[outward], rtol=1e-11, atol=1e-6, method="DOP853")
    r, v = from_earth(path.y[:, -1])
    return np.linalg.norm(r) * np.sign(r[0] * v[1] - r[1] * v[0]), path.t[-1]


def speed(pass_km, perigee_km):
    escape = np.sqrt(2 * GM_MOON_KM3_S2 / pass_km)
    steps = np.linspace(1.02 * escape, 1.35 * escape, 150)
    over = [perigee(pass_km, v)[0] - perigee_km for v in steps]
    for k in range(1, len(steps)):
        if over[k - 1] * over[k] < 0 and max(abs(over[k - 1]), abs(over[k])) < 6e4:
            root = brentq(lambda v: perigee(pass_km, v)[0] - perigee_km, steps[k - 1], steps[k], xtol=1e-13)
            if abs(perigee(pass_km, root)[0] - perigee_km) < 1:
                return root
    raise SystemExit(f"no free return at {pass_km} km")


here = pathlib.Path(__file__).with_suffix(".csv")
with here.open("w", newline="") as out:
    out.write("# circular restricted problem, 384400 km, made by lunar_free_return.py\n")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["pass_altitude_km", "perigee_km", "pass_speed_rotating_km_s", "one_way_d"])
    for altitude_km in (100, 1500, 5000):
        for perigee_km in (6638, 6423):
            v = speed(MOON_RADIUS_KM + altitude_km, perigee_km)
            days = perigee(MOON_RADIUS_KM + altitude_km, v)[1] / 86400
            rows.writerow([altitude_km, perigee_km, f"{v:.9f}", f"{days:.6f}"])
