"""`cosmodrome keep`: a satellite kept in a box, its burns and what is written of them."""

import csv
import json
import signal
import subprocess
import time

import numpy as np
import pytest
from conftest import opm_text

BOX = "longitude=120+-0.05deg,latitude=0.05deg"
SPEED_M_S = 3074.66


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    """Resting over a longitude: the state turns with the Earth."""
    longitude = np.radians(120.0)
    file = tmp_path_factory.mktemp("station") / "station.opm"
    file.write_text(
        opm_text(
            "STATION",
            "2026-01-01T00:00:00",
            (42164.17 * np.cos(longitude), 42164.17 * np.sin(longitude), 0),
            (0, 0, 0),
            frame="ITRF",
            MASS="3000 [kg]",
            SOLAR_RAD_AREA="60 [m**2]",
            SOLAR_RAD_COEFF="1.3",
        )
    )
    return file


def keep(run, file, folder, *more, code=0):
    done = run("keep", str(file), "-o", str(folder), "--json", *more)
    assert done.returncode == code, done.stderr + done.stdout[:2000]
    return json.loads(done.stdout) if code != 2 else done.stderr


def table(file):
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def column(rows, name):
    return np.array([float(row[name]) for row in rows])


def side(found, name):
    return next(one for one in found["box"] if one["quantity"] == name)


def test_holds_a_geostationary_box(cosmodrome, station, tmp_path):
    found = keep(cosmodrome, station, tmp_path / "a", "--box", BOX, "--years", "0.5", "--step", "1 h")
    assert found["held"]
    assert not found["violations"]
    rows = table(tmp_path / "a" / "keep.csv")
    assert len(rows) == pytest.approx(0.5 * 365.25 * 24, abs=30)
    assert np.abs(column(rows, "longitude_deg") - 120).max() <= 0.05
    assert np.abs(column(rows, "latitude_deg")).max() <= 0.05
    # The box is used, not merely kept: nine tenths of it belong to the plan.
    assert np.ptp(column(rows, "longitude_deg")) > 0.08
    assert np.ptp(column(rows, "latitude_deg")) > 0.08
    # Over 120 E the field pulls forward all year: all burns for it are backward.
    assert side(found, "longitude")["forward_m_s"] < 0.1 * side(found, "longitude")["backward_m_s"]
    burns = table(tmp_path / "a" / "burns.csv")
    assert len(burns) == found["burns"] == len(found["burn_list"])
    # Tsiolkovsky, burn by burn, against the masses that were flown.
    mass, velocity = 3000.0, 0.0
    for burn in burns:
        mass -= float(burn["propellant_kg"])
        velocity += np.linalg.norm([float(burn[f"flown_{axis}_m_s"]) for axis in "rtn"])
    assert 220 * 9.80665 * np.log(3000 / mass) == pytest.approx(velocity, rel=1e-3)
    assert found["propellant_kg"] == pytest.approx(3000 - mass, rel=1e-5)


def test_its_path_is_read_back_and_is_the_box(cosmodrome, station, tmp_path):
    """Longitudes made anew from keep.oem by another command of ours agree with keep.csv."""
    keep(cosmodrome, station, tmp_path / "a", "--box", BOX, "--years", "0.1", "--step", "1 h")
    oem = tmp_path / "a" / "keep.oem"
    text = oem.read_text()
    # A segment for each coast and each burn.
    assert text.count("META_START") >= 2 * len(table(tmp_path / "a" / "burns.csv")) + 1
    done = cosmodrome("convert", str(oem), "-o", "path.csv")
    assert done.returncode == 0, done.stderr
    path = table(tmp_path / "path.csv")
    assert np.abs(column(path, "longitude_deg") - 120).max() <= 0.05
    assert np.ptp(column(path, "longitude_deg")) == pytest.approx(
        np.ptp(column(table(tmp_path / "a" / "keep.csv"), "longitude_deg")), abs=0.002
    )


def test_late_burns_leave_the_box(cosmodrome, station, tmp_path):
    found = keep(cosmodrome, station, tmp_path / "a", "--box", BOX, "--years", "0.3", "--late", "8 d", code=3)
    assert not found["held"]
    assert found["violations"]
    first = found["violations"][0]
    assert first["beyond"] > 0
    assert first["from_utc"] > "2026-01"
    # As the plans foretold: this is how soon the box is left if a burn is missed.
    assert 0 <= found["soonest_exit_without_a_burn_s"] < 8 * 86400
    assert (tmp_path / "a" / "keep.json").is_file()


def test_errors_are_those_of_the_seed(cosmodrome, station, tmp_path):
    more = ("--box", BOX, "--years", "0.2", "--burn-error", "3 %", "--pointing-error", "0.2 deg", "--reserve", "30 %")
    one = keep(cosmodrome, station, tmp_path / "a", *more)
    two = keep(cosmodrome, station, tmp_path / "b", *more)
    other = keep(cosmodrome, station, tmp_path / "c", *more, "--seed", "2")
    assert one == two
    assert one["burn_list"] != other["burn_list"]
    sizes = [
        np.linalg.norm(burn["flown_rtn_m_s"]) / np.linalg.norm(burn["planned_rtn_m_s"]) - 1 for burn in one["burn_list"]
    ]
    assert 0.005 < np.std(sizes) < 0.08


@pytest.fixture(scope="module")
def watcher(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("watcher")
    subprocess.run(
        [program, "design", "--repeat", "167/11", "--local-time", "18:00", "-o", "watcher.opm"], cwd=folder, check=True
    )
    return folder / "watcher.opm"


def test_holds_a_ground_track_against_the_air(cosmodrome, watcher, tmp_path):
    found = keep(
        cosmodrome,
        watcher,
        tmp_path / "a",
        *("--repeat", "167/11", "--box", "track=0.5km,local-time=5min", "--years", "0.1"),
        *("--mass", "1200 kg", "--drag-area", "10 m2"),
    )
    assert found["held"]
    track = side(found, "track")
    assert track["burns"] > 1
    assert track["forward_m_s"] > 0
    rows = table(tmp_path / "a" / "keep.csv")
    assert np.abs(column(rows, "track_m")).max() <= 500
    assert np.abs(column(rows, "local_time_h") - 18).max() <= 5 / 60
    assert len(rows) == pytest.approx(0.1 * 365.25 * 167 / 11, abs=3)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--box", "longitud=75+-0.05deg"), 'did you mean "longitude"?'),
        (("--box", "longitude"), "has no width with a unit"),
        (("--box", "longitude=0.05"), "has no width with a unit"),
        (("--box", "longitude=0.05km"), "--box longitude"),
        (("--box", "longitude=9deg"), "half a width of"),
        (("--box", "longitude=75+-0.05deg"), "the start is outside of the box: longitude"),
        (("--box", "latitude=10+-1deg"), "about the equator"),
        (("--box", "latitude=1deg,latitude=1deg"), "twice"),
        (("--box", "altitude=1km"), "altitude is for orbits that do not turn with the Earth"),
        (("--box", "track=1km"), "--repeat"),
        (("--box", "track=1km", "--repeat", "10/2"), "common divisor"),
        (("--box", "local-time=26:00+-5min"), "22:30"),
        (("--box", BOX, "--late", "3 kg"), "--late"),
        (("--box", BOX, "--reserve", "90 %"), "0 % to 80 %"),
        (("--box", BOX, "--burn-error", "-1 %"), "0 % to 50 %"),
        (("--box", BOX, "--thrust", "0 N"), "--thrust"),
        (("--box", BOX, "--thrust", "1 mN"), "an eighth of a revolution"),
        (("--box", BOX, "--years", "50"), "--years"),
        (("--box", BOX, "--step", "0.1 s"), "--step"),
        ((), "--box"),
        (("--box", BOX, "--latee", "1 d"), "--late"),
    ],
)
def test_refuses_wrong_words(cosmodrome, station, tmp_path, more, said):
    assert said in keep(cosmodrome, station, tmp_path / "a", *more, code=2)
    assert not (tmp_path / "a").exists()


def test_refuses_a_low_orbit_in_a_geostationary_box(cosmodrome, watcher, tmp_path):
    assert "longitude is for geostationary orbits" in keep(
        cosmodrome, watcher, tmp_path / "a", "--box", "longitude=1deg", code=2
    )


def test_what_was_flown_is_kept_when_it_is_stopped(program, station, tmp_path):
    run = subprocess.Popen(
        [program, "keep", station, "--box", BOX, "--years", "20", "-o", "a", "--json"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(3)
    run.send_signal(signal.SIGINT)
    printed, _ = run.communicate(timeout=60)
    assert run.returncode == 130
    found = json.loads(printed)
    assert found["interrupted"]
    assert 0 < found["years"] < 20
    assert (tmp_path / "a" / "burns.csv").is_file()
