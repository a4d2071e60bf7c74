"""Goddard D by its three arcs and the Shuttle's entry by ASSET with its adaptive mesh: objective and time of
`solve_optimize` alone, the median of several; on a busy machine only the processor's time says something.

    python3.11 -m venv asset && asset/bin/pip install -r requirements-asset.txt && asset/bin/python asset_small_peer.py

Figures and bounds are those of tests/validation/control/{goddard,shuttle_entry}.cpp, and so are the guesses: straight
lines.
"""

import importlib.metadata
import statistics
import time
from collections.abc import Callable

import numpy as np
from asset_asrl import OptimalControl as control  # noqa: N813
from asset_asrl import VectorFunctions as vector  # noqa: N813
from asset_asrl.VectorFunctions import Arguments

ROUNDS = 3
Solved = tuple[float, float, float]  # objective, clock, processor

# ---- Goddard D: feet, slugs, seconds
DRAG, DECAY, PULL, EXHAUST, THRUST = 5.4915348492338e-5, 1 / 23800.0, 32.174, 1580.9425279876559, 193.044


class Vertical(control.ODEBase):
    """Height, speed and mass at a steady thrust, or at one that is the control."""

    def __init__(self, thrust: float | None) -> None:
        args = control.ODEArguments(3, 1 if thrust is None else 0)
        h, v, m = args.XVec().tolist()
        push = args.UVar(0) if thrust is None else thrust + 0 * m
        drag = DRAG * (v**2) * vector.exp(-DECAY * h)
        super().__init__(vector.stack(v, (push - drag) / m - PULL, -push / EXHAUST), 3, 1 if thrust is None else 0)


def on_singular_arc() -> object:
    h, v, m = Arguments(3).tolist()
    return DRAG * (v**2) * vector.exp(-DECAY * h) * (1 + v / EXHAUST) - m * PULL


def goddard(tolerance: float) -> Solved:
    ends, heights, speeds, masses = (0, 15, 20, 45), (0, 6000, 10000, 18000), (0, 800, 800, 0), (3, 1.2, 1, 1)
    problem, phases = control.OptimalControlProblem(), []
    for i, thrust in enumerate((THRUST, None, 0.0)):
        rows = []
        for share in np.linspace(0, 1, 30):
            row = [a[i] + share * (a[i + 1] - a[i]) for a in (heights, speeds, masses, ends)]
            rows.append(np.array(row + ([THRUST / 3] if thrust is None else [])))
        phase = Vertical(thrust).phase("LGL3", rows, 8)
        phase.setMeshTol(tolerance)
        if thrust is None:
            phase.addLUVarBound("Path", 4, 0.0, THRUST)
            phase.addEqualCon("Path", on_singular_arc(), range(3))
        phase.addLowerDeltaTimeBound(1.0)
        problem.addPhase(phase)
        phases.append(phase)
    phases[0].addBoundaryValue("Front", range(4), [0, 0, 3, 0])
    phases[2].addBoundaryValue("Back", [1, 2], [0, 1])
    phases[2].addValueObjective("Back", 0, -1e-4)
    problem.addForwardLinkEqualCon(phases[0], phases[2], range(4))
    return timed(problem, lambda: float(phases[2].returnTraj()[-1][0]), tolerance)


# ---- the Shuttle's entry: feet, seconds, radians
MU, RADIUS, MASS, AREA, DEGREE = 0.14076539e17, 20902900.0, 203000 / 32.174, 2690.0, np.pi / 180


class Entry(control.ODEBase):
    """Height, latitude, speed, flight-path angle and azimuth, by angle of attack and bank."""

    def __init__(self) -> None:
        args = control.ODEArguments(5, 2)
        h, latitude, v, path, azimuth = args.XVec().tolist()
        attack, bank = args.UVec().tolist()
        a = attack / DEGREE
        pressure = (0.5 * AREA / MASS * 0.002378) * vector.exp(-h / 23800.0) * (v**2)
        lift = pressure * (-0.20704 + 0.029244 * a)
        drag = pressure * (0.07854 - 0.61592e-2 * a + 0.621408e-3 * (a**2))
        r = h + RADIUS
        gravity, turn = MU / (r**2), (v / r) * vector.cos(path)
        super().__init__(
            vector.stack(
                v * vector.sin(path),
                turn * vector.cos(azimuth),
                -drag - gravity * vector.sin(path),
                lift * vector.cos(bank) / v + vector.cos(path) * (v / r - gravity / v),
                lift * vector.sin(bank) / (v * vector.cos(path)) + turn * vector.sin(azimuth) * vector.tan(latitude),
            ),
            5,
            2,
        )


def heating() -> object:
    h, v, attack = Arguments(3).tolist()
    a = attack / DEGREE
    by_attack = 1.0672181 - 0.19213774e-1 * a + 0.21286289e-3 * (a**2) - 0.10117249e-5 * (a**3)
    density = 0.002378 * vector.exp(-h / 23800.0)
    return (17700.0 / 70.0) * by_attack * vector.sqrt(density) * ((1e-4 * v) ** 3.07)


def entry(tolerance: float, limited: bool) -> Solved:
    begin = np.array([260000, 0, 25600, -DEGREE, 90 * DEGREE])
    end = np.array([80000, 20 * DEGREE, 2500, -5 * DEGREE, 30 * DEGREE])
    rows = [
        np.array([*(begin + (end - begin) * share), 2000 * share, 17 * DEGREE, -40 * DEGREE])
        for share in np.linspace(0, 1, 100)
    ]
    phase = Entry().phase("LGL3", rows, 40)
    phase.setAutoScaling(True)
    phase.setUnits([1e5, 0.5, 1e4, 0.1, 1, 1000, 1, 1])
    phase.setMeshTol(tolerance)
    phase.addBoundaryValue("Front", range(6), [*begin, 0])
    phase.addBoundaryValue("Back", [0, 2, 3], [80000, 2500, -5 * DEGREE])
    for angle in (1, 3):
        phase.addLUVarBound("Path", angle, -89 * DEGREE, 89 * DEGREE)
    phase.addLUVarBound("Path", 6, -90 * DEGREE, 90 * DEGREE)
    phase.addLUVarBound("Path", 7, -89 * DEGREE, 1 * DEGREE)
    phase.addUpperDeltaTimeBound(4000)
    if limited:
        phase.addUpperFuncBound("Path", heating(), [0, 2, 6], 1.0)
    phase.addValueObjective("Back", 1, -1.0)
    problem = control.OptimalControlProblem()
    problem.addPhase(phase)
    problem.setAutoScaling(True, True)
    return timed(problem, lambda: float(phase.returnTraj()[-1][1]) / DEGREE, tolerance)


def timed(problem: control.OptimalControlProblem, objective: Callable[[], float], tolerance: float) -> Solved:
    problem.setAdaptiveMesh(True)
    problem.optimizer.set_EContol(tolerance)
    problem.optimizer.set_OptLSMode("L1")
    problem.optimizer.set_SoeLSMode("L1")
    problem.optimizer.set_MaxLSIters(2)
    problem.optimizer.set_PrintLevel(3)
    clock, cpu = time.perf_counter(), time.process_time()
    problem.solve_optimize()
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    return objective(), clock, cpu


def main() -> None:
    cases = (
        ("Goddard D, ft", 18550.871863824374, goddard),
        ("Shuttle entry, deg", 34.1412, lambda tolerance: entry(tolerance, limited=False)),
        ("Shuttle entry, heating limited, deg", 30.6255, lambda tolerance: entry(tolerance, limited=True)),
    )
    for name, truth, solve in cases:
        for tolerance in (1e-6, 1e-8):
            runs = [solve(tolerance) for _ in range(ROUNDS)]
            value, clock, cpu = (statistics.median(column) for column in zip(*runs, strict=True))
            print(
                f"| ASSET {importlib.metadata.version('asset-asrl')} | {name} | adaptive to {tolerance:g} "
                f"| {value:.8f} | {value - truth:+.1e} | {clock:.3f} | {cpu:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
