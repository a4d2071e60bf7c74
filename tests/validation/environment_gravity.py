#!/usr/bin/env python3
"""Makes environment_gravity.csv: the Earth's attraction by EGM2008, by brahe.

Made with brahe 1.8.0 from PyPI, an independent implementation (Cunningham's recursion, unnormalised) with its own copy
of the coefficients. Run by hand; needs brahe and numpy.
"""

import math
import pathlib
import random

import brahe
import numpy as np

FIELDS = [(2, 0), (4, 0), (2, 2), (8, 8), (20, 20), (36, 21), (70, 70), (120, 120)]


def main():
    model = brahe.GravityModel.from_model_type(brahe.GravityModelType.EGM2008_120)
    random.seed(2008)
    out = pathlib.Path(__file__).with_suffix(".csv")
    with out.open("w") as f:
        f.write(
            f"# brahe {brahe.__version__}, {model.model_name}, GM {model.gm!r}, radius {model.radius!r}, "
            f"{model.tide_system}, by environment_gravity.py\n"
        )
        f.write("degree,order,itrf_x_m,itrf_y_m,itrf_z_m,acceleration_x_m_s2,acceleration_y_m_s2,acceleration_z_m_s2\n")
        for degree, order in FIELDS:
            for _ in range(8):
                r, z = random.uniform(6.5e6, 8e6), random.uniform(-0.99, 0.99)
                longitude = random.uniform(-math.pi, math.pi)
                rho = math.sqrt(1 - z * z)
                place = [round(r * c, 3) for c in (rho * math.cos(longitude), rho * math.sin(longitude), z)]
                a = brahe.accel_gravity_spherical_harmonics(np.array(place), np.eye(3), model, degree, order)
                f.write(",".join([str(degree), str(order), *map(repr, place), *(repr(float(x)) for x in a)]) + "\n")


if __name__ == "__main__":
    main()
