"""brahe's own heaviest benchmark by brahe: time and error, by RK4 as there and by what else it has.

80x80 of EGM2008, Sun and Moon, NRLMSISE-00 and sunlight along 5400 s of a sun-synchronous orbit at 500 km: 180 steps of
RK4 (`numerical_rk4_grav80x80_full` of its benchmarks/comparative). The error is the distance, at the end, from the same
forces flown by its RKF78 at 1e-12 with steps of 10 s at the most. Processor's time, of all threads.

pip install -r bench/peers/requirements-brahe.txt
python3 bench/peers/brahe_peer.py
"""

import os
import pathlib
import statistics
import tempfile
import time

CACHE = pathlib.Path(tempfile.mkdtemp())
os.environ["BRAHE_CACHE"], os.environ["BRAHE_NETWORK_MODE"] = str(CACHE), "offline"

import astropy_iers_data  # noqa: E402
import brahe as bh  # noqa: E402, which reads its settings when it is imported
import numpy as np  # noqa: E402

REPETITIONS = 25
CRAFT = np.array([1000.0, 10.0, 2.2, 10.0, 1.3])  # kg, m2, Cd, m2, Cr
EPOCH = bh.Epoch.from_datetime(2024, 1, 1, 0, 0, 0.0, 0.0, bh.TimeSystem.UTC)
START = np.array([1942531.024, -412663.845, 6580137.310, -7039.953530, -2162.645217, 1948.277482])  # GCRF, SI
STEP_S, STEPS = 30.0, 180
METHOD = bh.IntegrationMethod


def prepare():
    """The same tables as ours; the ephemeris stands where brahe looks for DE440s."""
    (CACHE / "naif").mkdir(parents=True)
    shipped = pathlib.Path(__file__).parent / "../../data/almanac/de440_1990_2050.bsp"
    (CACHE / "naif" / "de440s.bsp").symlink_to(shipped.resolve())
    finals = str(astropy_iers_data.IERS_A_FILE)
    bh.set_global_eop_provider(bh.FileEOPProvider.from_standard_file(finals, True, "Hold"))
    bh.set_global_space_weather_provider(bh.FileSpaceWeatherProvider.from_default_file())


def forces(degree=80, bodies=bh.EphemerisSource.DE440s, air=True, sunlight=True):
    """`bodies`: where Sun and Moon come from; the benchmark leaves it at DE440s."""
    value = bh.ParameterSource.parameter_index
    drag = bh.DragConfiguration(model=bh.AtmosphericModel.NRLMSISE00, area=value(1), cd=value(2))
    light = bh.SolarRadiationPressureConfiguration(area=value(3), cr=value(4), eclipse_model=bh.EclipseModel.CONICAL)
    field = bh.GravityConfiguration
    perturbers = (bh.ThirdBody.SUN, bh.ThirdBody.MOON)
    return bh.ForceModelConfig(
        gravity=field.spherical_harmonic(degree=degree, order=degree) if degree else field.point_mass(),
        drag=drag if air else None,
        srp=light if sunlight else None,
        third_body=[bh.ThirdBodyConfiguration(body, bodies) for body in perturbers] if bodies else None,
        mass=value(0),
    )


def fly(force, method, integrator, stepwise=False):
    settings = bh.NumericalPropagationConfig(method, integrator, bh.VariationalConfig())
    begin = time.process_time()
    flight = bh.NumericalOrbitPropagator(EPOCH, START, settings, force, CRAFT)
    flight.set_trajectory_mode(bh.TrajectoryMode.DISABLED)
    if stepwise:
        for _ in range(STEPS):
            flight.step_by(STEP_S)
    else:
        flight.propagate_to(EPOCH + STEP_S * STEPS)
    return time.process_time() - begin, np.array(flight.current_state()[:3])


def report(name, force, method, integrator, exact, stepwise=False):
    flights = [fly(force, method, integrator, stepwise) for _ in range(REPETITIONS)]
    seconds = statistics.median(took for took, _ in flights)
    print(f"{name}: {1e3 * seconds:.2f} ms, error {np.linalg.norm(flights[0][1] - exact):.1e} m")


def adaptive(relative, longest_s=900.0):
    return bh.IntegratorConfig(abs_tol=1e-9, rel_tol=relative, max_step=longest_s)


def main():
    prepare()
    fixed = bh.IntegratorConfig.fixed_step(STEP_S)
    everything = forces()
    _, exact = fly(everything, METHOD.RKF78, adaptive(1e-12, 10.0))
    report("RK4, 30 s", everything, METHOD.RK4, fixed, exact, stepwise=True)
    for name in ("DP54", "RKF78", "RKN1210"):
        for tolerance in (1e-9, 1e-10, 1e-11, 1e-12):
            report(f"{name}, {tolerance:g}", everything, getattr(METHOD, name), adaptive(tolerance), exact)
    print("RK4, 30 s, by parts:")
    parts = {
        "two bodies": forces(0, None, False, False),
        "80x80": forces(80, None, False, False),
        "Sun and Moon": forces(0, bh.EphemerisSource.DE440s, False, False),
        "NRLMSISE-00": forces(0, None, True, False),
        "sunlight": forces(0, None, False, True),
    }
    for name, force in parts.items():
        seconds = statistics.median(fly(force, METHOD.RK4, fixed, True)[0] for _ in range(REPETITIONS))
        print(f"  {name}: {1e3 * seconds:.2f} ms")


if __name__ == "__main__":
    main()
