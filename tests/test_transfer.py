"""`cosmodrome transfer`: changes of orbit by closed forms, and plans of them that are flown."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from conftest import Run, opm_text

MU = 3.986004415e14
RADIUS_M = 6378137.0


def circle_opm(name: str, altitude_m: float, inclination_deg: float, along_deg: float = 0.0) -> str:
    """A state on a circle whose node is on the x axis."""
    radius_m, along, tilt = RADIUS_M + altitude_m, math.radians(along_deg), math.radians(inclination_deg)
    speed = math.sqrt(MU / radius_m)
    place = (math.cos(along), math.sin(along) * math.cos(tilt), math.sin(along) * math.sin(tilt))
    ahead = (-math.sin(along), math.cos(along) * math.cos(tilt), math.cos(along) * math.sin(tilt))
    return opm_text(
        name,
        "2026-06-01T00:00:00",
        [radius_m / 1e3 * x for x in place],
        [speed / 1e3 * x for x in ahead],
        MASS="2000 [kg]",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tug.opm").write_text(circle_opm("TUG", 500e3, 51.6))
    (tmp_path / "station.opm").write_text(circle_opm("STATION", 700e3, 51.6, 40))
    return tmp_path


def solved(cosmodrome: Run, *arguments: str) -> dict:
    done = cosmodrome("transfer", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_hohmann_is_that_of_the_book(cosmodrome: Run) -> None:
    # Vallado, 4th ed., example 6-1: 3.935224 km/s, 5.256713 h.
    said = solved(cosmodrome, "hohmann", "--from", "191.34411 km", "--to", "35781.34857 km")
    assert said["total_m_s"] == pytest.approx(3935.224, abs=0.01)
    assert said["time_s"] / 3600 == pytest.approx(5.256713, abs=1e-5)
    leave, arrive = said["burns"]
    assert [leave["name"], arrive["name"]] == ["leave", "arrive"]
    assert leave["along_m_s"] == leave["size_m_s"] > 2400
    assert arrive["altitude_m"] == pytest.approx(35781348.57)


def test_bi_elliptic_is_that_of_the_book(cosmodrome: Run) -> None:
    # Vallado, 4th ed., example 6-2: 3.904057 km/s, 593.919803 h.
    said = solved(cosmodrome, "bi-elliptic", "--from", "191.34411 km", "--to", "376310 km", "--via", "503873 km")
    assert said["total_m_s"] == pytest.approx(3904.057, abs=0.02)
    assert said["time_s"] / 3600 == pytest.approx(593.9198, abs=1e-3)
    assert said["hohmann_m_s"] > said["total_m_s"]
    assert said["burns"][2]["along_m_s"] < 0


def test_a_turn_is_shared(cosmodrome: Run) -> None:
    # To the geostationary orbit from 28.5 degrees: 2.2 degrees of it in the first burn, the textbooks' figure.
    said = solved(cosmodrome, "plane-change", "--from", "185 km", "--to", "35786 km", "--turn", "-28.5 deg")
    assert said["first_turn_deg"] == pytest.approx(-2.2, abs=0.1)
    assert said["total_m_s"] < said["one_after_the_other_m_s"]
    assert said["burns"][0]["normal_m_s"] < 0 < said["burns"][1]["normal_m_s"]
    alone = solved(cosmodrome, "plane-change", "--from", "500 km", "--turn", "60 deg")
    assert alone["total_m_s"] == pytest.approx(math.sqrt(MU / (RADIUS_M + 500e3)), rel=1e-12)


def test_phasing_comes_to_the_place(cosmodrome: Run) -> None:
    said = solved(cosmodrome, "phasing", "--from", "35786 km", "--ahead", "-12 deg", "--revolutions", "2")
    period_s = 2 * math.pi * math.sqrt((RADIUS_M + 35786e3) ** 3 / MU)
    assert said["time_s"] == pytest.approx(period_s * (2 + 12 / 360), rel=1e-12)
    assert said["burns"][0]["along_m_s"] == pytest.approx(-said["burns"][1]["along_m_s"])
    on_the_moon = solved(cosmodrome, "phasing", "--from", "100 km", "--ahead", "-12 deg", "--body", "moon")
    assert on_the_moon["time_s"] == pytest.approx(7068 * (1 + 12 / 360), rel=1e-3)  # a period of 117.8 min


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hohmann", "--from", "500 km", "--to", "35786 km"), "No bi-elliptic transfer is cheaper"),
        (("hohmann", "--from", "200 km", "--to", "80000 km"), "A bi-elliptic transfer may be cheaper"),
        (("hohmann", "--from", "200 km", "--to", "300000 km"), "A bi-elliptic transfer would be cheaper"),
        (("bi-elliptic", "--from", "200 km", "--to", "9000 km", "--via", "40000 km"), "m/s less"),
        (("plane-change", "--from", "200 km", "--to", "9000 km", "--turn", "5 deg"), "are turned in the first burn"),
        (("phasing", "--from", "900 km", "--ahead", "5 deg", "--revolutions", "3"), "5 deg ahead in 3 revolutions"),
    ],
)
def test_the_table_says_what_stands_beside_it(cosmodrome: Run, arguments: tuple[str, ...], says: str) -> None:
    done = cosmodrome("transfer", *arguments)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout
    assert "Together" in done.stdout


def flown(start: np.ndarray, time_s: int) -> np.ndarray:
    """Two bodies, row by row, by Runge and Kutta's steps of a second: 1e-12 of the motion each second."""

    def motion(y: np.ndarray) -> np.ndarray:
        r = y[:, :3]
        return np.hstack((y[:, 3:], -MU / np.linalg.norm(r, axis=1, keepdims=True) ** 3 * r))

    y = start
    for _ in range(time_s):
        k1 = motion(y)
        k2 = motion(y + k1 / 2)
        k3 = motion(y + k2 / 2)
        y = y + (k1 + 2 * k2 + 2 * k3 + motion(y + k3)) / 6
    return y


def test_all_ways_of_lambert_arrive(cosmodrome: Run, folder: Path) -> None:
    options = ("lambert", "--start", "tug.opm", "--target", "station.opm", "--time", "4 h", "--revolutions", "2")
    said = solved(cosmodrome, *options)
    ways = said["solutions"]
    assert {way["way"] for way in ways} == {"along", "against"}
    assert max(way["revolutions"] for way in ways) == 2
    start = np.array([RADIUS_M + 500e3, 0, 0])
    radius_m, tilt = RADIUS_M + 700e3, math.radians(51.6)
    angle = math.radians(40) + 4 * 3600 * math.sqrt(MU / radius_m**3)
    target = radius_m * np.array([math.cos(angle), math.sin(angle) * math.cos(tilt), math.sin(angle) * math.sin(tilt)])
    velocities = np.array([way["departure_velocity_m_s"] for way in ways])
    ends = flown(np.hstack((np.tile(start, (len(ways), 1)), velocities)), 4 * 3600)
    for way, end in zip(ways, ends, strict=True):
        if way["lowest_altitude_m"] > -2000e3:  # deeper down steps of a second are too long
            assert np.linalg.norm(end[:3] - target) < 5  # the digits of the OPM's velocity, 1e-12 km/s, and the steps
            assert np.linalg.norm(end[3:] - way["arrival_velocity_m_s"]) < 0.01
    cheapest = [way for way in ways if way["cheapest"]]
    assert len(cheapest) == 1
    assert cheapest[0]["total_m_s"] == min(way["total_m_s"] for way in ways if way["lowest_altitude_m"] >= 0)


def test_lambert_goes_to_the_target_s_epoch(cosmodrome: Run, folder: Path) -> None:
    # Curtis, 3rd ed., example 5.2: two places, an hour apart.
    place_1, place_2 = (5000.0, 10000.0, 2100.0), (-14600.0, 2500.0, 7000.0)
    (folder / "a.opm").write_text(opm_text("A", "2026-06-01T00:00:00", place_1, (-5.0, 2.0, 3.0)))
    (folder / "b.opm").write_text(opm_text("B", "2026-06-01T01:00:00", place_2, (-3.0, -4.0, 0.0)))
    said = solved(cosmodrome, "lambert", "--start", "a.opm", "--target", "b.opm")
    assert said["time_s"] == 3600
    along = said["solutions"][0]
    assert along["departure_velocity_m_s"] == pytest.approx([-5992.5, 1925.4, 3245.6], abs=0.2)
    assert along["arrival_velocity_m_s"] == pytest.approx([-3312.5, -4196.6, -385.29], abs=0.2)


PLANS = {
    "hohmann": ("hohmann", "--start", "tug.opm", "--to", "900 km"),
    "down": ("hohmann", "--start", "tug.opm", "--to", "400 km", "--thrust", "400 N", "--isp", "320 s"),
    "far": ("hohmann", "--start", "tug.opm", "--to", "20200 km", "--thrust", "20 kN", "--isp", "320 s"),
    "bi-elliptic": ("bi-elliptic", "--start", "tug.opm", "--to", "2000 km", "--via", "20000 km"),
    "turn": ("plane-change", "--start", "tug.opm", "--turn", "2 deg"),
    "inclined": ("plane-change", "--start", "tug.opm", "--turn", "-3 deg", "--to", "1200 km"),
    "ahead": ("phasing", "--start", "tug.opm", "--ahead", "10 deg", "--revolutions", "4"),
    "behind": ("phasing", "--start", "tug.opm", "--ahead", "-20 deg", "--thrust", "2 kN", "--isp", "320 s"),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_flown_under_real_forces(cosmodrome: Run, folder: Path, name: str) -> None:
    closed = solved(cosmodrome, *PLANS[name], "--model", "fast", "--plan", "plan.toml")
    done = cosmodrome("manoeuvre", "plan.toml", "-o", "out", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["met"]
    # The Earth's flattening moves a low circle by 10 km and its plane by degrees a day, so that burns differ from the
    # closed form by some metres a second.
    assert said["change_m_s"] == pytest.approx(closed["total_m_s"], rel=0.03, abs=5)


def test_a_rendezvous_is_flown_under_real_forces(cosmodrome: Run, folder: Path) -> None:
    options = ("--start", "tug.opm", "--target", "station.opm", "--time", "9 h", "--revolutions", "5")
    closed = solved(cosmodrome, "lambert", *options)
    done = cosmodrome("transfer", "lambert", *options, "--plan", "plan.toml")
    assert done.returncode == 0, done.stderr
    assert "cosmodrome manoeuvre plan.toml" in done.stdout
    met = cosmodrome("manoeuvre", "plan.toml", "-o", "out", "--step", "600 s", "--json")
    assert met.returncode == 0, met.stdout + met.stderr
    cheapest = next(way for way in closed["solutions"] if way["cheapest"])
    assert json.loads(met.stdout)["change_m_s"] == pytest.approx(cheapest["total_m_s"], rel=0.1)
    assert cosmodrome("propagate", "station.opm", "--for", "9 h", "--step", "600 s", "-o", "alone").returncode == 0

    def at_arrival(of: str) -> np.ndarray:
        with (folder / of / "orbit.csv").open() as lines:
            row = next(row for row in csv.DictReader(lines) if float(row["t_s"]) == 9 * 3600)
        return np.array([float(row[f"{axis}_gcrf_m"]) for axis in "xyz"])

    assert np.linalg.norm(at_arrival("out") - at_arrival("alone")) < 20  # within 10 m up, 0.0001 deg in two angles


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("hohmann", "--from", "-5 km", "--to", "800 km"), "--from: -5 km is under the ground of the Earth"),
        (("hohmann", "--from", "500 km", "--to", "-20 km"), "--to: -20 km is under the ground"),
        (("hohmann", "--from", "500", "--to", "800 km"), "--from"),
        (("hohmann", "--from", "500 km", "--to", "800 kg"), "--to"),
        (("hohmann", "--from", "500 km", "--to", "500 km"), "--to: 500 km is the orbit that it begins from"),
        (("hohmann", "--from", "500 km", "--to", "2000000 km"), "farther than the Earth holds"),
        (("hohmann", "--from", "500 km"), "--to: it is not given"),
        (("hohmann", "--to", "500 km"), "neither --from nor --start is given"),
        (("hohmann", "--from", "500 km", "--to", "800 km", "--turn", "5 deg"), "--turn: hohmann has no use for it"),
        (("hohmann", "--from", "500 km", "--to", "800 km", "--plan", "plan.toml"), "--plan: there is no state"),
        (("hohmann", "--start", "tug.opm", "--to", "8000000 km", "--plan", "plan.toml"), "farther than"),
        (("hohmann", "--start", "tug.opm", "--to", "800 km", "--plan", "tug.opm"), "tug.opm is the file of a state"),
        (("hohmann", "--start", "tug.opm", "--to", "800 km", "--model", "fast"), "--model: closed forms know no other"),
        (("hohmann", "--start", "tug.opm", "--to", "800 km", "--thrust", "5 N"), "an engine is half given"),
        (("hohmann", "--start", "nowhere.opm", "--to", "800 km"), "nowhere.opm"),
        (("hohmann", "--start", "oval.opm", "--to", "800 km"), "OVAL is no circle: its eccentricity is 0.09"),
        (("hohmann", "--start", "tug.opm", "--to", "800 km", "--body", "moon"), "is around the Earth"),
        (("bi-elliptic", "--from", "500 km", "--to", "800 km", "--via", "700 km"), "--via: 700 km is below"),
        (("plane-change", "--from", "500 km", "--turn", "0 deg"), "--turn: 0 deg is no turn"),
        (("plane-change", "--from", "500 km", "--turn", "270 deg"), "--turn: 270 deg is no turn"),
        (("plane-change", "--start", "flat.opm", "--turn", "5 deg", "--plan", "p.toml"), "it has no node to turn at"),
        (("plane-change", "--start", "tug.opm", "--turn", "-60 deg", "--plan", "p.toml"), "leads to -8.4"),
        (("phasing", "--from", "500 km", "--ahead", "0 deg"), "--ahead: 0 deg is no other place"),
        (("phasing", "--from", "500 km", "--ahead", "30 deg"), "give 2 or more, or a place behind"),
        (("phasing", "--from", "500 km", "--ahead", "30 deg", "--revolutions", "many"), '--revolutions: "many"'),
        (("lambert", "--start", "tug.opm", "--target", "station.opm"), "--time: the second state is 0 s after"),
        (("lambert", "--start", "tug.opm", "--target", "station.opm", "--time", "-1 h"), "--time: -3600 s is outside"),
        (("lambert", "--start", "tug.opm", "--target", "tomorrow.opm", "--time", "1 h"), "before the epoch of"),
        (("lambert", "--start", "tug.opm"), "--target: it is not given"),
        (("lambert", "--from", "500 km", "--start", "tug.opm", "--target", "tug.opm"), "--from: lambert has no use"),
        (("spiral", "--from", "500 km"), "spiral"),
    ],
)
def test_wrong_input_is_told_and_writes_nothing(
    cosmodrome: Run, folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    (folder / "oval.opm").write_text(opm_text("OVAL", "2026-06-01T00:00:00", (7000.0, 0, 0), (0.0, 7.9, 0.0)))
    (folder / "flat.opm").write_text(circle_opm("FLAT", 500e3, 0))
    (folder / "tomorrow.opm").write_text(circle_opm("T", 700e3, 51.6).replace("06-01", "06-02"))
    before = {file: file.read_text() for file in folder.iterdir()}
    done = cosmodrome("transfer", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "\n" not in done.stderr.strip()
    assert done.stdout == ""
    assert {file: file.read_text() for file in folder.iterdir()} == before


def test_a_plan_that_cannot_be_written_leaves_what_was_there(cosmodrome: Run, folder: Path) -> None:
    (folder / "plan.toml").mkdir()
    done = cosmodrome("transfer", "hohmann", "--start", "tug.opm", "--to", "900 km", "--plan", "plan.toml")
    assert done.returncode == 2
    assert "plan.toml" in done.stderr
    assert list((folder / "plan.toml").iterdir()) == []
