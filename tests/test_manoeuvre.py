"""`cosmodrome manoeuvre`: burns that meet their goals, as a user sees them."""

import json

import pytest
from conftest import opm_text

STATE = opm_text("TUG", "2026-06-01T00:00:00", (6678.137, 0.0, 0.0), (0.0, 4.790, 6.051), MASS="2000 [kg]")

PLAN = """
[start]
state = "tug.opm"
model = "fast"
length = "6 h"
propellant = "250 kg"
[[engine]]
id = "main"
thrust = "5 kN"
isp = "320 s"
[[burn]]
name = "raise"
at = "ascending-node"
after = "10 min"
engine = "main"
change = ["100 m/s", "0 m/s", "0 m/s"]
vary = ["first"]
[[burn]]
name = "circle"
at = "apoapsis"
engine = "main"
change = ["100 m/s", "0 m/s", "0 m/s"]
vary = ["first", "third"]
[[goal]]
name = "orbit"
after = "5 min"
perigee_altitude = "800 km"
apogee_altitude = "800 km"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tug.opm").write_text(STATE)
    return tmp_path


@pytest.fixture
def fly(folder, cosmodrome):
    def flown(plan, *arguments):
        (folder / "plan.toml").write_text(plan)
        return cosmodrome("manoeuvre", "plan.toml", "-o", "out", *arguments)

    return flown


def test_burns_are_found_and_flown(folder, fly):
    done = fly(PLAN, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["met"]
    assert said["shortfall"] == ""
    for goal in said["goals"]:
        assert abs(goal["reached_m"] - goal["asked_m"]) <= goal["tolerance_m"] == 10
    raised, circled = said["burns"]
    assert raised["duration_s"] > 30
    assert circled["ignition_s"] > raised["ignition_s"] + raised["duration_s"]
    # Half an ellipse between circles of 300 km and 800 km costs 136 and 134 m/s; it begins from 271 by 300 km.
    assert 270 < said["change_m_s"] < 300
    assert len(said["jacobian"]) == 3
    assert len(said["jacobian"][0]) == len(said["varied"]["names"]) == 3
    assert said == json.loads((folder / "out" / "manoeuvres.json").read_text())
    # A segment for each coast and each burn, which begins where the one before it ends.
    oem = (folder / "out" / "orbit.oem").read_text()
    starts = [line.split("=")[1].strip() for line in oem.splitlines() if line.startswith("START_TIME")]
    stops = [line.split("=")[1].strip() for line in oem.splitlines() if line.startswith("STOP_TIME")]
    assert len(starts) == 5
    assert starts[1:] == stops[:-1]


def test_summary_tells_all(fly):
    done = fly(PLAN)
    assert done.returncode == 0
    for words in ("raise", "circle", "orbit.perigee_altitude", "Together", "What each does", "800.0000 km"):
        assert words in done.stdout
    assert "NOT" not in done.stdout


def test_too_little_propellant_is_told(fly):
    done = fly(PLAN.replace('"250 kg"', '"100 kg"'))
    assert done.returncode == 3
    assert "of propellant, and there are 100.0 kg" in done.stdout


def test_what_cannot_be_met_is_told(folder, fly):
    plan = PLAN.replace('vary = ["first", "third"]', 'vary = ["first"]').replace(
        'apogee_altitude = "800 km"', 'inclination = "70 deg"'
    )
    done = fly(plan)
    assert done.returncode == 3
    assert "NOT as asked" in done.stdout
    assert "NOT met" in done.stdout
    assert (folder / "out" / "orbit.oem").exists()


@pytest.mark.parametrize(
    ("what", "instead", "message"),
    [
        ('engine = "main"', 'engine = "mian"', 'plan.toml:15:10: engine: there is no engine "mian"'),
        ('state = "tug.opm"', 'state = "nowhere.opm"', "nowhere.opm"),
        ('at = "apoapsis"', 'at = "apogee"', "apoapsis"),
        ('"6 h"', '"6 kg"', "plan.toml:5:10"),
    ],
)
def test_wrong_input_writes_nothing(folder, fly, what, instead, message):
    done = fly(PLAN.replace(what, instead, 1))
    assert done.returncode == 2
    assert message in done.stderr
    assert not (folder / "out").exists()
