"""A flight that leaves several passengers in their orbits, and what their owners get of it."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

MISSION = Path(__file__).parents[1] / "missions/lomonosov-2016.toml"
DEGREE_KM = 111.2


@pytest.fixture(scope="module")
def lomonosov(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lomonosov")
    ran = subprocess.run(
        [program, "fly", MISSION, "-o", folder, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return folder, json.loads(ran.stdout)["voyage"]


def test_every_passenger_is_told_of(lomonosov):
    folder, voyage = lomonosov
    assert voyage["met"]
    assert [one["name"] for one in voyage["burns"]] == ["working-orbit-1", "working-orbit-2", "disposal"]
    assert [one["name"] for one in voyage["passengers"]] == ["SamSat-218D", "Lomonosov", "Aist-2D"]
    orbit = voyage["orbits"][0]
    assert orbit["mean"]
    assert orbit["met"]
    assert abs(orbit["periapsis_altitude_m"] - 471e3) < 100
    assert abs(orbit["apoapsis_altitude_m"] - 486e3) < 100
    rows = list(csv.DictReader((folder / "passengers.csv").open(encoding="utf-8")))
    assert [row["passenger"] for row in rows] == ["SamSat-218D", "Lomonosov", "Aist-2D"]
    assert all(float(row["sigma_position_m"]) > 0 for row in rows)


def test_burns_and_releases_are_near_those_published(lomonosov):
    _, voyage = lomonosov
    second = voyage["burns"][1]
    # Half a revolution of an ellipse of 175 x 480 km; published to the minute.
    assert abs(second["t_s"] - second["published_t_s"]) < 60
    for passenger in voyage["passengers"][:2]:
        assert abs(passenger["t_s"] - passenger["published_t_s"]) < 90


def test_the_stage_comes_down_in_the_pacific(lomonosov):
    _, voyage = lomonosov
    descent = voyage["descent"]
    assert descent["inside"]
    for piece in ("whole", "heavy", "light"):
        assert abs(descent[piece]["latitude_deg"] + 48.88) * DEGREE_KM < 1500


def test_messages_can_be_read_again(lomonosov, program, tmp_path):
    folder, voyage = lomonosov
    for name, output in [
        ("passenger-lomonosov.opm", "a.xml"),
        ("passenger-aist-2d.oem", "b.czml"),
        ("passengers.tle", "c.xml"),
        ("passengers.omm.json", "d.csv"),
    ]:
        ran = subprocess.run(
            [program, "convert", folder / name, "-o", tmp_path / output], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, (name, ran.stderr)
    flown = subprocess.run(
        [program, "propagate", folder / "passenger-lomonosov.opm", "--for", "2 h", "--json", "-o", tmp_path / "on"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert flown.returncode == 0, flown.stderr
    opm = (folder / "passenger-lomonosov.opm").read_text(encoding="utf-8")
    variance = next(line for line in opm.splitlines() if line.startswith("CX_X "))
    km2 = float(variance.split("=")[1].split()[0])
    assert km2 == pytest.approx(voyage["passengers"][1]["covariance_gcrf"][0][0] / 1e6)


def test_what_is_missing_is_told(program, tmp_path):
    text = MISSION.read_text(encoding="utf-8")
    text = text.replace("[deployment]\n", '[override]\n"stage.volga.propellant" = "120 kg"\n\n[deployment]\n')
    mission = tmp_path / "dry.toml"
    mission.write_text(text, encoding="utf-8")
    ran = subprocess.run([program, "fly", mission, "-o", tmp_path / "out"], capture_output=True, text=True, check=False)
    assert ran.returncode == 3, ran.stderr
    assert "m/s are missing" in ran.stdout
    assert (tmp_path / "out/report.html").exists()
