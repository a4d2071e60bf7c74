#!/usr/bin/env python3
"""Makes brahe_flights.csv and brahe_densities.csv: free flight and the air along it, by brahe.

Made with brahe 1.8.0 and astropy-iers-data 0.2026.11.2.0.34.55 from PyPI, on what ours flies with: the ephemeris that
ships, the same file of Earth orientation, the same space weather and EGM2008. Runge-Kutta-Fehlberg 7(8) at 1e-14 with
steps of 30 s at the most is within 0.1 mm a day of Kepler where there are two bodies, and within 8 mm of steps of 10 s
where a shadow is crossed.

"as ours" is the force fed to brahe from outside, of its own functions, with what ours takes where it takes something
else: the Sun's place from DE440 and not its short series, 1361 W/m2 of sunlight, the Moon's shadow, the air over the
ellipsoid in the Earth's axes, one Love number.

    pip install -r bench/peers/requirements-brahe.txt && python3 tests/validation/brahe_flights.py
"""

import csv
import os
import pathlib
import tempfile

HERE = pathlib.Path(__file__).parent
CACHE = pathlib.Path(tempfile.mkdtemp())
os.environ["BRAHE_CACHE"], os.environ["BRAHE_NETWORK_MODE"] = str(CACHE), "offline"

import astropy_iers_data  # noqa: E402
import brahe as bh  # noqa: E402, which reads its settings when it is imported
import numpy as np  # noqa: E402

DAY_S = 86400.0
CRAFT = np.array([1000.0, 10.0, 2.2, 10.0, 1.3])  # kg, m2, Cd, m2, Cr: of brahe's own benchmark
EPOCH = bh.Epoch.from_datetime(2024, 1, 1, 0, 0, 0.0, 0.0, bh.TimeSystem.UTC)
DE440 = bh.EphemerisSource.DE440s
# Metres and m/s in the GCRF, at the epoch.
ORBITS = {
    "low": ([6798137.0, 0.0, 0.0, 0.0, 4756.296, 6000.952], DAY_S),  # 420 km, 51.6 degrees
    "sun-synchronous": ([1942531.024, -412663.845, 6580137.310, -7039.953530, -2162.645217, 1948.277482], DAY_S),
    "to geostationary": ([5863675.0, -3090134.0, 24179.0, 4730.485, 8967.987, -1065.011], DAY_S),
    "geostationary": ([42164169.0, 0.0, 0.0, 0.0, 3074.660, 0.0], DAY_S),
    "to the Moon": ([6051772.0, 2370171.0, 911761.0, -4235.745, 9466.876, 3504.921], 3.3 * DAY_S),
}
LOW = ("low", "sun-synchronous", "to geostationary")  # where there is air


def prepare():
    """brahe's tables, from files: the ephemeris stands where it looks for DE440s."""
    (CACHE / "naif").mkdir(parents=True)
    (CACHE / "naif" / "de440s.bsp").symlink_to((HERE / "../../data/almanac/de440_1990_2050.bsp").resolve())
    finals = pathlib.Path(astropy_iers_data.IERS_A_FILE)
    bh.set_global_eop_provider(bh.FileEOPProvider.from_standard_file(str(finals), True, "Hold"))
    bh.set_global_space_weather_provider(bh.FileSpaceWeatherProvider.from_default_file())


def from_parameters(index):
    return bh.ParameterSource.parameter_index(index)


def forces(degree=0, bodies=(), air=None, sunlight=False, relativity=False, tides=False):
    field = bh.GravityConfiguration
    drag = bh.DragConfiguration(model=air, area=from_parameters(1), cd=from_parameters(2)) if air else None
    light = bh.SolarRadiationPressureConfiguration(
        area=from_parameters(3), cr=from_parameters(4), eclipse_model=bh.EclipseModel.CONICAL
    )
    solid = bh.TidesConfiguration(bh.PermanentTideConfig.AUTO, bh.SolidTideConfig(), ephemeris_source=DE440)
    return bh.ForceModelConfig(
        gravity=field.spherical_harmonic(degree=degree, order=degree) if degree else field.point_mass(),
        third_body=[bh.ThirdBodyConfiguration(body, DE440) for body in bodies] or None,
        drag=drag,
        srp=light if sunlight else None,
        relativity=relativity,
        mass=from_parameters(0) if air or sunlight else None,
        tides=solid if tides else None,
    )


def fly(state, seconds, force, push=None):
    integrator = bh.IntegratorConfig(abs_tol=1e-9, rel_tol=1e-14, max_step=30.0)
    settings = bh.NumericalPropagationConfig(bh.IntegrationMethod.RKF78, integrator, bh.VariationalConfig())
    flight = bh.NumericalOrbitPropagator(EPOCH, state, settings, force, CRAFT, control_input=push)
    flight.set_trajectory_mode(bh.TrajectoryMode.DISABLED)
    flight.propagate_to(EPOCH + seconds)
    return flight.current_state()[:6]


def sunlight_as_ours(t, state, _):
    r, at = np.array(state[:3]), EPOCH + t
    sun, moon = bh.sun_position_spice(at, DE440), bh.moon_position_spice(at, DE440)
    lit = bh.eclipse_conical_for_body(r, sun, np.zeros(3), bh.WGS84_A)
    lit *= bh.eclipse_conical_for_body(r, sun, moon, 1737400.0)
    mass, area, cr = CRAFT[[0, 3, 4]]
    push = bh.accel_solar_radiation_pressure(r, sun, mass, cr, area, 1361.0 / bh.C_LIGHT)
    return np.concatenate([np.zeros(3), lit * push])


def harris_priester_as_ours(t, state, _):
    at = EPOCH + t
    to_earth = bh.rotation_gcrf_to_itrf(at)
    density = bh.density_harris_priester(to_earth @ state[:3], to_earth @ bh.sun_position_spice(at, DE440))
    mass, area, cd = CRAFT[[0, 1, 2]]
    drag = bh.accel_drag(np.array(state[:6]), density, mass, area, cd, to_earth)
    return np.concatenate([np.zeros(3), drag])


def solid_tides_as_ours(t, state, _):
    """One Love number for all of degree two, in step with what raises it."""
    r, at = np.array(state[:3]), EPOCH + t
    up, push = r / np.linalg.norm(r), np.zeros(3)
    bodies = ((bh.sun_position_spice, bh.GM_SUN), (bh.moon_position_spice, bh.GM_MOON))
    for position, gm in bodies:
        s = position(at, DE440)
        toward = s / np.linalg.norm(s)
        c = up @ toward
        strength = 0.5 * 0.30190 * gm * bh.WGS84_A**5 / (np.linalg.norm(s) ** 3 * (r @ r) ** 2)
        push += strength * ((3.0 - 15.0 * c * c) * up + 6.0 * c * toward)
    return np.concatenate([np.zeros(3), push])


def flights():
    """Name, where it is flown, brahe's forces, what is added to them."""
    sun_and_moon = (bh.ThirdBody.SUN, bh.ThirdBody.MOON)
    hp, msis = bh.AtmosphericModel.HARRIS_PRIESTER, bh.AtmosphericModel.NRLMSISE00
    everywhere = tuple(ORBITS)
    return [
        ("two bodies", everywhere, forces(), None),
        ("EGM2008 70x70", everywhere, forces(degree=70), None),
        ("Sun and Moon", everywhere, forces(bodies=sun_and_moon), None),
        ("relativity", everywhere, forces(relativity=True), None),
        ("sunlight", everywhere, forces(sunlight=True), None),
        ("sunlight as ours", everywhere, forces(), sunlight_as_ours),
        ("Harris-Priester", LOW, forces(air=hp), None),
        ("Harris-Priester as ours", LOW, forces(), harris_priester_as_ours),
        ("NRLMSISE-00", LOW, forces(air=msis), None),
        ("solid tides", everywhere, forces(degree=70, bodies=sun_and_moon, tides=True), None),
        ("solid tides as ours", everywhere, forces(degree=70, bodies=sun_and_moon), solid_tides_as_ours),
        ("all but air", everywhere, forces(70, sun_and_moon, None, True, True, True), None),
        ("all", LOW, forces(70, sun_and_moon, msis, True, True, True), None),
    ]


def write(name, columns, rows):
    with (HERE / name).open("w", newline="") as file:
        file.write(f"# brahe {bh.__version__}, by brahe_flights.py; GCRF, from 2024-01-01 00:00:00 UTC\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_flights():
    axes = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")
    rows = []
    for name, where, force, push in flights():
        for orbit in where:
            begin, seconds = ORBITS[orbit]
            end = fly(np.array(begin), seconds, force, push)
            rows.append([name, orbit, f"{seconds:g}", *begin, *(f"{x:.6f}" for x in end)])
    begins, ends = ([f"{when}_{axis}" for axis in axes] for when in ("begin", "end"))
    write("brahe_flights.csv", ["forces", "orbit", "seconds", *begins, *ends], rows)


def write_densities():
    """NRLMSISE-00 where two bodies pass, every 400 s."""
    rows = []
    for orbit in LOW:
        begin = np.array(ORBITS[orbit][0])
        for t in range(0, 86400, 400):
            at = EPOCH + float(t)
            r = bh.position_gcrf_to_itrf(at, bh.KeplerianPropagator.from_eci(EPOCH, begin, 60.0).state_eci(at)[:3])
            if np.linalg.norm(r) < 7378e3:
                density = bh.density_nrlmsise00(at, r)
                rows.append([orbit, t, *(f"{x:.3f}" for x in r), f"{density:.9e}"])
    write("brahe_densities.csv", ["orbit", "t_s", "itrf_x_m", "itrf_y_m", "itrf_z_m", "density_kg_m3"], rows)


if __name__ == "__main__":
    prepare()
    write_flights()
    write_densities()
