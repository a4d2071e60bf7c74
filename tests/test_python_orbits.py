"""Free flight from Python: what the command says, as arrays and tables."""

import copy
import json
import signal
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAM, Run, opm_text

sys.path.insert(0, str(PROGRAM.parent / "python"))

import cosmodrome as cd  # the path is only now known

WATCHER = opm_text(
    "WATCHER",
    "2026-03-20T12:00:00",
    (7000.0, 0.0, 0.0),
    (0.0, -1.0, 7.48),
    MASS="120 [kg]",
    DRAG_AREA="0.8 [m**2]",
    DRAG_COEFF="2.2",
)


@pytest.fixture
def watcher(tmp_path: Path) -> Path:
    (tmp_path / "watcher.opm").write_text(WATCHER)
    return tmp_path / "watcher.opm"


def station() -> cd.SpacecraftState:
    """Resting over the Earth to some kilometres, where it is let loose."""
    radius_m = 42164170.0
    return cd.SpacecraftState(
        "2026-01-01T00:00:00Z", [radius_m, 0, 0], [0, radius_m * 7.2921159e-5, 0],
        mass_kg=3000, light_area_m2=78.0, object_name="STATION",
    )  # fmt: skip


def test_a_state_is_read_and_made_and_changed(watcher: Path) -> None:
    read = cd.read_state(watcher)
    assert read.epoch_utc.startswith("2026-03-20T12:00:00")
    assert list(read.position_m) == [7000e3, 0, 0]
    assert (read.mass_kg, read.drag_area_m2, read.light_area_m2) == (120, pytest.approx(1.76), None)
    made = cd.SpacecraftState(read.epoch_utc, read.position_m, read.velocity_m_s, mass_kg=120)
    made.velocity_m_s = np.array([0.0, 0.0, 7500.0])
    assert made.velocity_m_s[2] == 7500
    with pytest.raises(cd.InputError, match="epoch_utc"):
        made.epoch_utc = "yesterday"


def test_propagates_as_the_command_does(cosmodrome: Run, watcher: Path) -> None:
    options = ("--for", "6 h", "--station", "vostochny/1S", "--station", "Moscow=55.75,37.62,150")
    said = json.loads(cosmodrome("propagate", watcher, *options, "--json").stdout)
    flown = cd.propagate(watcher, length_s=6 * 3600, stations=["vostochny/1S", "Moscow=55.75,37.62,150"])
    assert json.loads(flown.to_json()) == said
    assert len(flown) == 361
    assert flown.position_m.shape == flown.velocity_m_s.shape == (361, 3)
    assert list(flown.position_m[-1]) == said["end"]["position_m"]
    assert [one.station for one in flown.passes] == [one["station"] for one in said["passes"]]
    table = flown.passes_to_pandas()
    assert list(np.degrees(table.elevation_rad)) == pytest.approx(
        [one["highest"]["elevation_deg"] for one in said["passes"]]
    )
    assert [one.enter_s for one in flown.eclipses] == [one["enter_s"] for one in said["eclipses"]]


def test_its_table_has_the_columns_and_at_any_time_it_is_somewhere(watcher: Path) -> None:
    flown = cd.propagate(watcher, length_s=3000, step_s=100, model="fast")
    table = flown.to_pandas()
    assert np.array_equal(table.velocity_z_m_s, flown.velocity_m_s[:, 2])
    assert list(flown.t_s) == list(np.arange(31) * 100.0)
    position_m, velocity_m_s = flown.at(np.array([0.0, 250.0, 3000.0]))
    assert np.array_equal(position_m[[0, 2]], flown.position_m[[0, -1]])
    assert np.linalg.norm(velocity_m_s[1]) == pytest.approx(7550, abs=10)
    with pytest.raises(cd.InputError, match="t_s: 3001"):
        flown.at(np.array([3001.0]))


def test_a_propagation_goes_on_where_another_ends(watcher: Path) -> None:
    whole = cd.propagate(watcher, length_s=7200)
    half = cd.propagate(watcher, length_s=3600)
    rest = cd.propagate(half.end, length_s=3600)
    assert np.linalg.norm(rest.position_m[-1] - whole.position_m[-1]) < 1e-3


def test_flies_on_from_a_flight() -> None:
    flight = cd.fly(cd.load("luna-25"), follow_dropped=False)
    on = cd.propagate(flight, length_s=600, model="fast")
    assert np.array_equal(on.position_m[0], flight.trajectory.position_m[-1])
    assert on.start.mass_kg == flight.trajectory.mass_kg[-1]
    assert "no drag area is known" in on.start.notes[-1]


def test_writes_what_the_command_writes(watcher: Path, tmp_path: Path) -> None:
    cd.propagate(watcher, length_s=600).write(tmp_path / "out")
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"orbit.oem", "orbit.csv", "orbit.json", "passes.csv"} <= names


def test_designs_as_the_command_does(cosmodrome: Run) -> None:
    said = json.loads(cosmodrome("design", "--repeat", "233/16", "--local-time", "22:00", "--json").stdout)
    found = cd.design(repeat="233/16", local_time="22:00")
    assert found.altitude_m == said["altitude_m"]
    assert np.degrees(found.inclination_rad) == pytest.approx(said["inclination_deg"], rel=1e-15)
    assert list(found.state.position_m) == said["position_m"]
    assert (found.revolutions, found.days, found.closure_m) == (233, 16, said["closure_m"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "neither repeat nor altitude_m"),
        ({"repeat": "233/16", "altitude_m": 5e5}, "both given"),
        ({"repeat": "many"}, 'repeat: "many" will not do'),
        ({"altitude_m": 1e3}, "altitude_m: 1000 is outside"),
        ({"altitude_m": 5e5, "local_time": "noon"}, "local_time"),
    ],
)
def test_a_wrong_design_is_told(arguments: dict, said: str) -> None:
    with pytest.raises(cd.InputError, match=said):
        cd.design(**arguments)


def test_lifetime_is_that_of_the_command(cosmodrome: Run, watcher: Path) -> None:
    said = json.loads(cosmodrome("lifetime", watcher, "--flux", "230", "--json").stdout)
    life = cd.lifetime(watcher, f107=230)
    assert life.came_down
    assert life.years == said["lifetime_years"]
    assert list(life.perigee_altitude_m) == [point["perigee_altitude_m"] for point in said["history"]]
    assert len(life.to_pandas()) == len(life.t_s)
    unknown = copy.copy(cd.read_state(watcher))
    unknown.drag_area_m2 = None
    with pytest.raises(cd.InputError, match="no drag area"):
        cd.lifetime(unknown)


def test_keeps_as_the_command_does(cosmodrome: Run, tmp_path: Path) -> None:
    box = "longitude=0.05deg,latitude=0.3deg"
    kept = cd.keep(station(), box, years=0.05)
    assert kept.geostationary
    assert kept.held
    assert kept.propellant_kg == pytest.approx(sum(burn.propellant_kg for burn in kept.burns))
    assert kept.values.shape == (len(kept.t_s), 2)
    table = kept.to_pandas()
    assert list(table.columns) == ["t_s", "longitude_rad", "latitude_rad"]
    side = kept.box[0]
    assert side.half_width == pytest.approx(np.radians(0.05))
    assert side.least <= table.longitude_rad.min()
    assert len(kept.burns_to_pandas()) == len(kept.burns)
    kept.write(tmp_path / "kept")
    assert json.loads((tmp_path / "kept" / "keep.json").read_text()) == json.loads(kept.to_json())


@pytest.mark.parametrize(
    ("box", "more", "said"),
    [
        ("longitude=0.05", {}, "has no width with a unit"),
        ("lengthitude=0.05deg", {}, "box: .*is no side of a box"),
        ("track=1km", {}, "track"),
        ("longitude=0.05deg", {"thrust_N": 0}, "thrust_N: 0 is outside"),
        ("longitude=0.05deg", {"years": 100}, "years: 100 is outside"),
    ],
)
def test_a_wrong_box_is_told(box: str, more: dict, said: str) -> None:
    with pytest.raises(cd.InputError, match=said):
        cd.keep(station(), box, **({"years": 0.02} | more))


def test_progress_is_heard_and_stops_it(watcher: Path) -> None:
    heard: list[int] = []
    cd.propagate(watcher, length_s=3 * 86400, model="fast", progress=lambda days, says: heard.append(days))
    assert heard == [0, 1, 2]

    def enough(number: int, says: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cd.propagate(watcher, progress=enough)
    with pytest.raises(KeyboardInterrupt):
        cd.keep(station(), "longitude=0.05deg", progress=enough)
    with pytest.raises(KeyboardInterrupt):
        cd.lifetime(watcher, progress=enough)
    with pytest.raises(KeyboardInterrupt):
        cd.design(repeat="233/16", progress=enough)


def test_a_signal_stops_a_lifetime_and_a_design(watcher: Path) -> None:
    """Half-way through, by the handler that Ctrl-C has: nothing is heard of after it."""
    for flies in (lambda hears: cd.lifetime(watcher, f107=70, progress=hears),
                  lambda hears: cd.design(repeat="233/16", progress=hears)):  # fmt: skip
        heard: list[int] = []

        def interrupt(number: int, says: str, heard: list[int] = heard) -> None:
            heard.append(number)
            if len(heard) == 3:
                signal.raise_signal(signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            flies(interrupt)
        assert len(heard) == 3


def test_other_threads_run_meanwhile(watcher: Path) -> None:
    counted = 0
    thread = threading.Thread(target=cd.propagate, args=(watcher,))
    thread.start()
    while thread.is_alive():
        counted += 1
        thread.join(0.001)
    assert counted > 3


RAISE = """
[start]
state = "watcher.opm"
model = "fast"
length = "6 h"
[[burn]]
name = "raise"
at = "ascending-node"
after = "10 min"
change = ["10 m/s", "0 m/s", "0 m/s"]
vary = ["first"]
[[goal]]
name = "orbit"
apogee_altitude = "900 km"
"""


def test_burns_are_those_of_the_command(tmp_path: Path, watcher: Path, cosmodrome: Run) -> None:
    (watcher.parent / "plan.toml").write_text(RAISE)
    said = json.loads(cosmodrome("manoeuvre", watcher.parent / "plan.toml", "-o", "out", "--json").stdout)
    heard: list[int] = []
    found = cd.manoeuvre(watcher.parent / "plan.toml", progress=lambda flights, _: heard.append(flights))
    assert found.met
    assert found.change_m_s == said["change_m_s"]
    assert [list(burn.change_m_s) for burn in found.burns] == [burn["change_m_s"] for burn in said["burns"]]
    assert found.jacobian.tolist() == said["jacobian"]
    assert found.varied == said["varied"]["names"]
    assert heard == list(range(len(heard)))
    assert json.loads(found.to_json()) == said
    found.write(tmp_path / "from-python")
    assert (tmp_path / "from-python" / "orbit.oem").exists()
    with pytest.raises(cd.InputError, match=r"nowhere\.toml"):
        cd.manoeuvre("nowhere.toml")
