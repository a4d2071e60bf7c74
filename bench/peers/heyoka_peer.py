"""A day of a low orbit under J2 to J4 by heyoka: time and error beside its tolerance, against its own 1e-18.

pip install -r bench/peers/requirements-heyoka.txt
python3 bench/peers/heyoka_peer.py
"""

import statistics
import time

import heyoka as hy
import numpy as np

GM, RADIUS = 3.986004415e14, 6378136.3  # EGM2008, as bench/orbit_bench.cpp
J2, J3, J4 = 1.0826261738522227e-3, -2.5324105185677225e-6, -1.6198975999169731e-6
START = [6.778e6, 0.0, 0.0, 0.0, 4.7e3, 6.05e3]
DAY = 86400.0


def equations():
    x, y, z, vx, vy, vz = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    r2 = hy.sum([x * x, y * y, z * z])
    u2 = z * z / r2
    u = z * r2**-0.5
    q = RADIUS * r2**-0.5
    p2 = 0.5 * (3.0 * u2 - 1.0)
    p3 = 0.5 * u * (5.0 * u2 - 3.0)
    p4 = 0.125 * (35.0 * u2 * u2 - 30.0 * u2 + 3.0)
    potential = GM * r2**-0.5 * (1.0 - J2 * q**2.0 * p2 - J3 * q**3.0 * p3 - J4 * q**4.0 * p4)
    gradient = [hy.diff(potential, s) for s in (x, y, z)]
    return [(x, vx), (y, vy), (z, vz), *zip((vx, vy, vz), gradient, strict=True)]


def fly(integrator):
    integrator.time = 0.0
    integrator.state[:] = START
    begin = time.thread_time()
    integrator.propagate_until(DAY)
    return time.thread_time() - begin, integrator.state[:3].copy()


def main():
    system = equations()
    exact = None
    for tolerance in (1e-18, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-15):
        for compact in (False,):
            integrator = hy.taylor_adaptive(system, START, tol=tolerance, compact_mode=compact)
            times = []
            for _ in range(25):
                seconds, end = fly(integrator)
                times.append(seconds)
            if exact is None:
                exact = end
            error = np.linalg.norm(end - exact)
            print(
                f"tolerance {tolerance:g}: {1e3 * statistics.median(times):.3f} ms, "
                f"error {error:.2e} m, {error / np.linalg.norm(end):.1e} relative"
            )


if __name__ == "__main__":
    main()
