"""Delta III and Goddard D by YAPSS, on the meshes of its own examples and on finer ones: objective and time of
`solve` alone, the median of several; on a busy machine only the processor's time says something.

    python -m venv yapss && yapss/bin/pip install -r requirements-yapss.txt && yapss/bin/python yapss_peer.py
"""

import contextlib
import importlib.metadata
import io
import statistics
import time
from collections.abc import Callable

from yapss import Problem
from yapss.examples import delta_iii_ascent, goddard_problem_3_phase

ROUNDS = 3


def measured(name: str, make: Callable[[], Problem], truth: float, segments: int, points: int) -> None:
    seconds, cpu, objective = [], [], float("nan")
    for _ in range(ROUNDS):
        problem = make()
        for phase in problem.mesh.phase:
            phase.collocation_points = segments * (points,)
            phase.fraction = segments * (1.0 / segments,)
        problem.ipopt_options.print_level = 0
        problem.ipopt_options.tol = 1e-9
        begin, cpu_begin = time.perf_counter(), time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            solution = problem.solve()
        seconds.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - cpu_begin)
        objective = solution.objective
    print(
        f"| YAPSS {importlib.metadata.version('yapss')} | {name} | {segments} x {points} a phase | {objective:.8f} "
        f"| {abs(objective) - truth:+.1e} | {statistics.median(seconds):.3f} | {statistics.median(cpu):.3f} |",
        flush=True,
    )


def main() -> None:
    for segments, points in ((5, 5), (5, 10), (10, 10)):
        measured("Delta III, kg", delta_iii_ascent.setup, 7529.712296, segments, points)
    for segments, points in ((10, 10), (20, 10)):
        measured("Goddard D, ft", goddard_problem_3_phase.setup, 18550.871863824374, segments, points)


if __name__ == "__main__":
    main()
