"""The command turns messages, catalogues and orbits into each other, and loses nothing on the way."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Run

TLE = """VANGUARD 1
1 00005U 58002B   20287.20333880 -.00000016  00000+0 -22483-4 0  9997
2 00005  34.2443 225.5254 1845686 162.2516 205.2356 10.84869164218149
"""

OPM = """CCSDS_OPM_VERS = 2.0
CREATION_DATE  = 2026-01-02T03:04:05
ORIGINATOR     = SOMEBODY

OBJECT_NAME = PROBE
OBJECT_ID   = 2026-001A
CENTER_NAME = EARTH
REF_FRAME   = GCRF
TIME_SYSTEM = UTC

EPOCH = 2026-01-02T00:00:00
X     = 7000.0 [km]
Y     = 0.0
Z     = 0.0
X_DOT = 0.0
Y_DOT = 7.5
Z_DOT = 0.0
"""


def test_a_message_comes_back_from_xml(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "a.opm").write_text(OPM)
    assert cosmodrome("convert", "a.opm", "-o", "a.xml").returncode == 0
    assert ElementTree.parse(tmp_path / "a.xml").getroot().tag == "opm"
    assert cosmodrome("convert", "a.xml", "-o", "b.opm").returncode == 0
    assert (tmp_path / "b.opm").read_text() == OPM


def test_a_message_changes_its_version(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "a.opm").write_text(OPM)
    done = cosmodrome("convert", "a.opm", "-o", "-", "--to", "opm", "--message-version", "3.0")
    assert done.stdout == OPM.replace("2.0\n", "3.0\n", 1)


def test_elements_go_round(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tle").write_text(TLE)
    for source, target in (("a.tle", "a.omm"), ("a.omm", "a.xml"), ("a.xml", "a.json"), ("a.json", "a.csv")):
        done = cosmodrome("convert", source, "-o", target)
        assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "a.json").read_text())[0]["MEAN_MOTION"] == 10.84869164
    assert cosmodrome("convert", "a.csv", "-o", "b.tle").returncode == 0
    assert (tmp_path / "b.tle").read_text() == TLE


@pytest.mark.parametrize(
    ("name", "text", "target", "said"),
    [
        ("a.opm", OPM.replace("[km]", "[m]"), "b.xml", "a.opm:12:9: X is in [m] here"),
        ("a.opm", OPM, "b.kml", "an OPM cannot become kml; opm and xml can be written"),
        ("a.tle", TLE.replace("34.2443", "34.2444"), "b.omm", "a.tle:3:69: the check sum"),
        ("a.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><opm>&a;</opm>", "b.opm", "a.xml:1:1: there is a document type"),
    ],
)
def test_wrong_input_writes_nothing(
    cosmodrome: Run, tmp_path: Path, name: str, text: str, target: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    done = cosmodrome("convert", name, "-o", target)
    assert done.returncode == 2
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
