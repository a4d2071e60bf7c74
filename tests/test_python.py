"""The Python package as its users meet it, from the build folder."""

import copy
import json
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAM, ROOT, Run

sys.path.insert(0, str(PROGRAM.parent / "python"))

import cosmodrome as cd  # the path is only now known


@pytest.fixture(scope="module")
def flight() -> cd.Flight:
    return cd.fly(cd.load("luna-25"))


def test_flies_as_the_command_does(flight: cd.Flight, cosmodrome: Run) -> None:
    said = json.loads(cosmodrome("fly", ROOT / "missions" / "luna-25.toml", "--json", "--no-files").stdout)
    mine = json.loads(flight.to_json())
    assert mine == said


def test_built_in_missions_and_catalogue() -> None:
    assert "luna-25" in cd.missions()
    assert "soyuz-2.1b" in cd.vehicles()
    assert "vostochny/1S" in cd.sites()
    assert cd.load_vehicle("soyuz-2.1b/fregat").stages[0].count == 4
    assert cd.load_site("vostochny/1S").latitude_rad == pytest.approx(np.radians(51.88), abs=1e-3)
    assert cd.load(ROOT / "missions" / "luna-25.toml").hash == cd.load("luna-25").hash


def test_columns_are_views_that_keep_the_flight_alive() -> None:
    altitude_m = cd.fly(cd.load("luna-25"), follow_dropped=False).trajectory.altitude_m
    assert not altitude_m.flags.owndata
    assert altitude_m[0] == pytest.approx(278, abs=1)
    assert altitude_m[-1] > 200e3
    with pytest.raises(ValueError, match="read-only"):
        altitude_m[0] = 0


def test_tables(flight: cd.Flight) -> None:
    table, data = flight.to_pandas(), flight.to_xarray()
    assert list(table.t_s) == list(flight.trajectory.t_s)
    assert np.array_equal(table.position_x_m, flight.trajectory.position_m[:, 0])
    assert np.array_equal(data.velocity_m_s, flight.trajectory.velocity_m_s)
    assert data.altitude_m.dims == ("t_s",)
    events = flight.events_to_pandas().set_index("name")
    assert abs(events.t_s["booster-separation"] - events.published_t_s["booster-separation"]) < 1.2
    assert np.isnan(events.published_t_s["lift-off"]) or events.published_t_s["lift-off"] == 0


def test_a_changed_mission_flies_differently(flight: cd.Flight) -> None:
    mission = cd.load("luna-25")
    heavier = copy.copy(mission)
    heavier.payloads[0].mass_kg += 100
    assert mission.payloads[0].mass_kg == heavier.payloads[0].mass_kg - 100
    assert mission.hash != heavier.hash
    left = {margin.stage: margin.propellant_kg for margin in cd.fly(heavier).margins}
    before = {margin.stage: margin.propellant_kg for margin in flight.margins}
    assert left["fregat"] < before["fregat"]


def test_flies_on_to_the_moon(flight: cd.Flight) -> None:
    voyage = flight.voyage
    assert voyage is not None
    assert voyage.met
    assert len(voyage.burns) == 6
    assert (voyage.burns[0].name, voyage.burns[3].name) == ("injection", "capture-1")
    assert voyage.burns[3].published_duration_s == 243
    first, last = voyage.arcs[0], voyage.arcs[-1]
    assert (first.center, last.center) == ("Earth", "Moon")
    assert first.t_s[0] == flight.trajectory.t_s[-1]
    assert np.array_equal(first.position_m[0], flight.trajectory.position_m[-1])
    # A circle of 100 km over a sphere of 1737.4 km, in a field that is no point's: some kilometres within three days.
    circle = next(arc for arc in voyage.arcs if arc.name == "around the Moon")
    assert np.linalg.norm(circle.position_m, axis=1) == pytest.approx(1837.4e3, abs=20e3)
    assert np.linalg.norm(last.center_m, axis=1) == pytest.approx(384e6, rel=0.07)
    assert not last.position_m.flags.owndata
    assert cd.fly(cd.load("angara-a5-2024"), follow_dropped=False).voyage is None


def test_passengers_are_followed():
    voyage = cd.fly(cd.load("lomonosov-2016"), follow_dropped=False).voyage
    assert voyage is not None
    assert [one.name for one in voyage.passengers] == ["SamSat-218D", "Lomonosov", "Aist-2D"]
    lomonosov = voyage.passengers[1]
    covariance = lomonosov.covariance
    assert covariance.shape == (6, 6)
    assert np.array_equal(covariance, covariance.T)
    assert np.linalg.eigvalsh(covariance).min() > 0
    assert abs(lomonosov.elements.perigee_altitude_m - 471e3) < 3e3
    assert lomonosov.passes[0].set_s > lomonosov.passes[0].rise_s > lomonosov.t_s
    assert voyage.approaches[0].distance_m <= voyage.approaches[-1].distance_m
    assert voyage.recontacts[0].flights == 1000
    assert voyage.recontacts[0].contact_probability <= voyage.recontacts[0].too_near_probability
    assert voyage.descent.inside


def test_air_and_wind_of_ones_own() -> None:
    mission = cd.load("luna-25")
    mission.targets[0].apogee_altitude_m = mission.targets[0].perigee_altitude_m = 250e3
    z_m = np.linspace(0, 150e3, 300)
    density = 1.225 * np.exp(-z_m / 7200)
    mission.atmosphere = cd.Atmosphere(z_m, density, density * 9.80665 * 7200, np.full_like(z_m, 246.0))
    mission.wind = cd.Wind(altitude_m=[0, 10e3, 20e3], east_m_s=[0, 30, 0], north_m_s=[0, 0, 0])
    flown = cd.fly(mission, follow_dropped=False)
    assert flown.outcome == "target_met"
    assert flown.trajectory.angle_of_attack_rad[flown.trajectory.altitude_m < 12e3].max() > 0.02


def test_errors_say_where_and_what_would_do() -> None:
    with pytest.raises(cd.InputError, match=r"mine.toml:2:9: mission.name") as caught:
        cd.read_mission_text("[mission]\nname = 3\n".replace("name =", "name  ="), "mine.toml")
    assert any("site" in problem.found for problem in caught.value.problems)
    assert all(problem.remedy for problem in caught.value.problems)
    with pytest.raises(cd.InputError, match="luna-25"):
        cd.load("luna-26")
    mission = cd.load("luna-25")
    mission.payloads[0].mass_kg = -1
    with pytest.raises(ValueError, match="mass"):
        cd.fly(mission)


def test_progress_is_heard_and_can_stop() -> None:
    heard: list[int] = []
    cd.plan(cd.load("luna-25"), progress=lambda flights, best: heard.append(flights))
    assert heard
    assert heard == sorted(heard)

    def enough(flights: int, best: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cd.plan(cd.load("luna-25"), progress=enough)


def test_flights_in_threads_are_those_flown_alone(flight: cd.Flight) -> None:
    plan = cd.plan(cd.load("luna-25"))
    flown: list[cd.Flight] = []
    threads = [threading.Thread(target=lambda: flown.append(cd.fly(plan))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in flown:
        assert np.array_equal(other.trajectory.position_m, flight.trajectory.position_m)


def test_optimum_is_confirmed_and_flies() -> None:
    optimum = cd.optimize(cd.load(ROOT / "missions" / "benchmarks" / "delta-iii.toml"))
    assert optimum.confirmed, optimum.why
    assert optimum.final_mass_kg == pytest.approx(7529.7123, abs=1e-3)
    assert optimum.fly().outcome == "target_met"
    worth = {s.figure: s.kg_per_percent for s in optimum.sensitivities()}
    assert max(worth.values()) > 0


def test_products_and_picture(flight: cd.Flight, tmp_path: Path) -> None:
    flight.write(tmp_path / "out")
    assert (tmp_path / "out" / "flight.oem").read_text().startswith("CCSDS_OEM_VERS")
    flight.plot().savefig(tmp_path / "flight.png")
    assert (tmp_path / "flight.png").read_bytes().startswith(b"\x89PNG")


def test_every_public_name_has_a_stub_and_a_docstring() -> None:
    stub = (PROGRAM.parent / "python" / "cosmodrome" / "_core.pyi").read_text()
    for name in cd.__all__:
        thing = getattr(cd, name)
        if isinstance(thing, type) and thing.__module__.endswith("_core"):
            assert f"class {name}" in stub
        if callable(thing) and not isinstance(thing, type):
            assert thing.__doc__, name
