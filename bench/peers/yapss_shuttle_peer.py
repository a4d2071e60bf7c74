"""The Shuttle's entry by YAPSS on fixed meshes, without and with the limit on heating: objective and time of `solve`
alone, the median of several; on a busy machine only the processor's time says something.

    python3.11 -m venv yapss && yapss/bin/pip install -r requirements-yapss.txt
    yapss/bin/python yapss_shuttle_peer.py

Figures, bounds and the guess, a straight line, are those of tests/validation/control/shuttle_entry.cpp.
"""

import contextlib
import importlib.metadata
import io
import statistics
import time

import numpy as np
from yapss import ContinuousArg, ObjectiveArg, Problem
from yapss.math import cos, exp, log, sin, sqrt, tan

ROUNDS = 3
MU, RADIUS, MASS, AREA, DEGREE = 0.14076539e17, 20902900.0, 203000 / 32.174, 2690.0, np.pi / 180
MOST_HEATING = 70.0  # BTU/ft2/s


def continuous(arg: ContinuousArg, limited: bool) -> None:
    """Height, latitude, speed, flight-path angle and azimuth, by angle of attack and bank: feet, seconds, radians."""
    h, latitude, v, path, azimuth = arg.phase[0].state
    attack, bank = arg.phase[0].control
    a = attack / DEGREE
    density = 0.002378 * exp(-h / 23800.0)
    pressure = 0.5 * AREA / MASS * density * v**2
    lift = pressure * (-0.20704 + 0.029244 * a)
    drag = pressure * (0.07854 - 0.61592e-2 * a + 0.621408e-3 * a**2)
    r = h + RADIUS
    gravity, turn = MU / r**2, v / r * cos(path)
    arg.phase[0].dynamics[:] = (
        v * sin(path),
        turn * cos(azimuth),
        -drag - gravity * sin(path),
        lift * cos(bank) / v + cos(path) * (v / r - gravity / v),
        lift * sin(bank) / (v * cos(path)) + turn * sin(azimuth) * tan(latitude),
    )
    if limited:
        by_attack = 1.0672181 - 0.19213774e-1 * a + 0.21286289e-3 * a**2 - 0.10117249e-5 * a**3
        heating = 17700.0 * by_attack * sqrt(density) * exp(3.07 * log(1e-4 * v))
        arg.phase[0].path[:] = (heating,)


def objective(arg: ObjectiveArg) -> None:
    arg.objective = -arg.phase[0].final_state[1]


def entry(segments: int, points: int, limited: bool) -> Problem:
    problem = Problem(name="Shuttle entry", nx=[5], nu=[2], nh=[1 if limited else 0])
    problem.functions.objective = objective
    problem.functions.continuous = lambda arg: continuous(arg, limited)
    begin = [260000, 0, 25600, -DEGREE, 90 * DEGREE]
    end = [80000, 20 * DEGREE, 2500, -5 * DEGREE, 30 * DEGREE]
    bounds = problem.bounds.phase[0]
    bounds.initial_time.lower = bounds.initial_time.upper = 0
    bounds.final_time.lower, bounds.final_time.upper = 500, 4000
    bounds.initial_state.lower[:] = bounds.initial_state.upper[:] = begin
    for i in (0, 2, 3):
        bounds.final_state.lower[i] = bounds.final_state.upper[i] = end[i]
    bounds.state.lower = 0, -89 * DEGREE, 1000, -89 * DEGREE, -180 * DEGREE
    bounds.state.upper = 300000, 89 * DEGREE, 40000, 89 * DEGREE, 180 * DEGREE
    bounds.control.lower = -90 * DEGREE, -89 * DEGREE
    bounds.control.upper = 90 * DEGREE, 1 * DEGREE
    scale = problem.scale.phase[0]
    scale.state = scale.dynamics = 1e5, 0.5, 1e4, 0.1, 1.0
    scale.time = 1000.0
    problem.scale.objective = 0.5
    if limited:
        bounds.path.lower, bounds.path.upper = (0,), (MOST_HEATING,)
        scale.path = [MOST_HEATING]
    guess = problem.guess.phase[0]
    guess.time = [0, 2000]
    guess.state = [[a, b] for a, b in zip(begin, end, strict=True)]
    guess.control = [[17 * DEGREE, 17 * DEGREE], [-40 * DEGREE, -40 * DEGREE]]
    problem.mesh.phase[0].collocation_points = segments * (points,)
    problem.mesh.phase[0].fraction = segments * (1.0 / segments,)
    problem.derivatives.method = "auto"
    problem.derivatives.order = "second"
    problem.ipopt_options.print_level = 0
    problem.ipopt_options.tol = 1e-9
    problem.ipopt_options.max_iter = 3000
    return problem


def measured(name: str, segments: int, points: int, limited: bool, truth: float) -> None:
    clock, cpu, degrees = [], [], float("nan")
    for _ in range(ROUNDS):
        problem = entry(segments, points, limited)
        clock_begin, cpu_begin = time.perf_counter(), time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            solution = problem.solve()
        clock.append(time.perf_counter() - clock_begin)
        cpu.append(time.process_time() - cpu_begin)
        degrees = -solution.objective / DEGREE
    print(
        f"| YAPSS {importlib.metadata.version('yapss')} | {name} | {segments} x {points} | {degrees:.8f} "
        f"| {degrees - truth:+.1e} | {statistics.median(clock):.3f} | {statistics.median(cpu):.3f} |",
        flush=True,
    )


def main() -> None:
    for segments, points in ((10, 10), (20, 10)):
        measured("Shuttle entry, deg", segments, points, limited=False, truth=34.1412)
    for segments, points in ((20, 10), (40, 10)):
        measured("Shuttle entry, heating limited, deg", segments, points, limited=True, truth=30.6255)


if __name__ == "__main__":
    main()
