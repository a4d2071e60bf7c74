"""Delta III by ASSET with its adaptive mesh: final mass and time of `solve_optimize` alone, the median of several; on a
busy machine only the processor's time says something.

    python3.11 -m venv asset && asset/bin/pip install -r requirements-asset.txt && asset/bin/python asset_peer.py

ASSET wants each vehicle as an ODE of its own and the initial guess as rows of state, time and control. The guess is
that of its example: a straight line from the pad to a place on the orbit.
"""

import importlib.metadata
import statistics
import time

import asset_asrl as asset
import numpy as np
from asset_asrl import OptimalControl as control  # noqa: N813
from asset_asrl import VectorFunctions as vector  # noqa: N813
from asset_asrl.VectorFunctions import Arguments

ROUNDS = 3
TRUTH_KG = 7529.712296
MU, RADIUS, SPIN, G0 = 3.986012e14, 6378145.0, 7.29211585e-5, 9.80665
DENSITY, SCALE_HEIGHT, DRAG_AREA = 1.225, 7200.0, 0.5 * 4 * np.pi
BOOSTER, FIRST, SECOND = 628500.0, 1083100.0, 110094.0  # thrusts, N
FLOWS = 17010.0 / 75.2, 95550.0 / 261.0, 16820.0 / 700.0  # kg/s
ENDS = 75.2, 150.4, 261.0, 961.0
THRUSTS = 6 * BOOSTER + FIRST, 3 * BOOSTER + FIRST, FIRST, SECOND
LOSSES = 6 * FLOWS[0] + FLOWS[1], 3 * FLOWS[0] + FLOWS[1], FLOWS[1], FLOWS[2]
DROPS = 6 * 2280.0, 3 * 2280.0, 8830.0
TARGET = np.array([24361140.0, 0.7308, *np.deg2rad([28.5, 269.8, 130.5])])


class Stage(control.ODEBase):
    def __init__(self, thrust: float, loss: float) -> None:
        args = control.ODEArguments(7, 3)
        r, v, m, u = args.XVec().head(3), args.XVec().segment(3, 3), args.XVar(6), args.UVec()
        air = v + r.cross(np.array([0, 0, SPIN]))
        drag = (-0.5 * DRAG_AREA * DENSITY) * vector.exp((RADIUS - r.norm()) / SCALE_HEIGHT) * (air * air.norm())
        pull = (-MU) * r.normalized_power3()
        groups = {"R": r, "V": v, "m": m, "U": u, "t": args.TVar()}
        super().__init__(vector.stack(v, pull + (thrust * u.normalized() + drag) / m, -loss), 7, 3, Vgroups=groups)


def elements() -> object:
    r, v = Arguments(6).tolist([(0, 3), (3, 3)])
    momentum = r.cross(v)
    node = vector.cross([0, 0, 1], momentum)
    axis = -0.5 * MU / (0.5 * (v.norm() ** 2) - MU / r.norm())
    apse = v.cross(momentum) / MU - r.normalized()
    ascending = 2 * np.pi - vector.arccos(node.normalized()[0])  # the target's is above half a turn
    perigee = vector.arccos(node.normalized().dot(apse.normalized()))
    return vector.stack([axis, apse.norm(), vector.arccos(momentum.normalized()[2]), ascending, perigee]) - TARGET


def solve(tolerance: float) -> tuple[float, float, float]:
    start = np.zeros(6)
    start[:3] = RADIUS * np.array([np.cos(np.deg2rad(28.5)), 0, np.sin(np.deg2rad(28.5))])
    start[3:] = -np.cross(start[:3], [0, 0, SPIN])
    start[3] = 1e-5  # at rest in the air the drag's derivative is not a number
    goal = asset.Astro.classic_to_cartesian([*TARGET, -0.05], MU)
    problem, phases, mass, begin = control.OptimalControlProblem(), [], 301454.0, 0.0
    for i, (thrust, loss, end) in enumerate(zip(THRUSTS, LOSSES, ENDS, strict=True)):
        rows = []
        for t in np.linspace(begin, end, 100):
            rows.append(np.array([*(start + (goal - start) * t / ENDS[-1]), mass - loss * (t - begin), t, 0, 1, 0]))
        phase = Stage(thrust, loss).phase("LGL3", rows, 16)
        phase.setControlMode("HighestOrderSpline")
        phase.setAutoScaling(True)
        phase.setUnits(R=RADIUS, V=RADIUS / ENDS[-1], t=ENDS[-1], m=301454.0)
        phase.addLUNormBound("Path", "U", 0.5, 1.5)
        phase.addLowerNormBound("Path", "R", RADIUS * 0.999999)
        if i == 0:
            phase.addBoundaryValue("Front", ["R", "V", "m", "t"], rows[0][:8])
        else:
            phase.addBoundaryValue("Front", "m", mass)
        if i < 3:
            phase.addBoundaryValue("Back", "t", end)
        else:
            phase.addUpperVarBound("Back", "t", end)
            phase.addEqualCon("Back", elements(), ["R", "V"], AutoScale=[1 / RADIUS, 1, 1, 1, 1])
            phase.addValueObjective("Back", "m", -1.0)
        phase.setMeshTol(tolerance)
        phase.setMeshErrorCriteria("max")
        phase.setMeshErrorEstimator("integrator")
        problem.addPhase(phase)
        phases.append(phase)
        mass -= loss * (end - begin) + (DROPS[i] if i < 3 else 0)
        begin = end
    problem.addForwardLinkEqualCon(phases[0], phases[3], ["R", "V", "t", "U"])
    problem.setAutoScaling(True, True)
    problem.setAdaptiveMesh(True)
    problem.optimizer.set_EContol(tolerance)
    problem.optimizer.set_OptLSMode("L1")
    problem.optimizer.set_SoeLSMode("L1")
    problem.optimizer.set_MaxLSIters(2)
    problem.optimizer.set_PrintLevel(3)
    clock, cpu = time.perf_counter(), time.process_time()
    problem.solve_optimize()
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    return phases[3].returnTraj()[-1][6], clock, cpu


def main() -> None:
    for tolerance in (1e-6, 1e-8):
        runs = [solve(tolerance) for _ in range(ROUNDS)]
        final, clock, cpu = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"| ASSET {importlib.metadata.version('asset-asrl')} | Delta III, kg | adaptive to {tolerance:g} "
            f"| {final:.8f} | {final - TRUTH_KG:+.1e} | {clock:.3f} | {cpu:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
