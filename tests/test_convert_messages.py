"""The command turns messages, catalogues and orbits into each other, and loses nothing on the way."""

import gzip
import json
import struct
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
        ("a.bsp", "DAF/SPK of a kind", "b.oem", "a.bsp: it is shorter than the head of an SPK file"),
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


OEM = """CCSDS_OEM_VERS = 2.0
CREATION_DATE = 2026-01-02T03:04:05
ORIGINATOR = SOMEBODY
META_START
OBJECT_NAME = PROBE
OBJECT_ID = 2026-001A
CENTER_NAME = EARTH
REF_FRAME = GCRF
TIME_SYSTEM = TDB
START_TIME = 2026-01-02T00:00:00
STOP_TIME = 2026-01-02T00:02:00
META_STOP
2026-01-02T00:00:00 7000.0 0.0 0.0 0.0 7.5 0.0
2026-01-02T00:01:00 6985.3 449.6 0.0 -0.48 7.48 0.0
2026-01-02T00:02:00 6941.6 897.5 0.0 -0.97 7.43 0.0
"""


def test_an_ephemeris_comes_back_from_spk(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "a.oem").write_text(OEM)
    for source, target in (("a.oem", "a.bsp"), ("a.bsp", "b.oem"), ("a.bsp", "b.csv")):
        done = cosmodrome("convert", source, "-o", target)
        assert done.returncode == 0, done.stderr
    was, came = (
        [line.split() for line in text.splitlines() if line.startswith("2026")]
        for text in (OEM, (tmp_path / "b.oem").read_text())
    )
    assert len(came) == len(was)
    for old, new in zip(was, came, strict=True):
        # The seconds of an SPK are good to 1.2e-7; the times here are whole, which they hold.
        assert new[0].removesuffix(".0") == old[0]
        assert [float(x) for x in new[1:]] == pytest.approx([float(x) for x in old[1:]], abs=1e-11)


def test_an_spk_of_gmat_gives_the_states_that_it_holds(cosmodrome: Run, tmp_path: Path) -> None:
    packed = Path(__file__).parents[2] / "shared/truth/orbit/gmat/MoonTransfer.bsp.gz"
    if not packed.exists():
        pytest.skip("GMAT's SPK is not beside the repository")
    data = gzip.decompress(packed.read_bytes())
    (tmp_path / "a.bsp").write_bytes(data)
    done = cosmodrome("convert", "a.bsp", "-o", "a.oem")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "a.oem").read_text()
    assert text.count("META_START") == 5
    rows = [line.split() for line in text.splitlines() if line.startswith("2014")]
    # Its five segments begin at these words and hold so many states (SPK Required Reading, type 13).
    begins = ((897, 57), (1298, 63), (1741, 47), (2072, 1000), (9083, 104))
    held = [struct.unpack_from("<6d", data, 8 * (word - 1 + 6 * i)) for word, count in begins for i in range(count)]
    assert len(rows) == len(held)
    for row, state in zip(rows, held, strict=True):
        assert [float(x) for x in row[1:4]] == pytest.approx(state[:3], abs=1e-9)
        assert [float(x) for x in row[4:]] == pytest.approx(state[3:], abs=1e-12)


def test_a_covariance_that_can_be_none_is_told_and_kept(cosmodrome: Run, tmp_path: Path) -> None:
    names = ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")
    triangle = [
        f"C{row}_{column} = {'2.0' if (row, column) == ('Y', 'X') else float(row == column)}"
        for i, row in enumerate(names)
        for column in names[: i + 1]
    ]
    (tmp_path / "a.opm").write_text(OPM + "\nCOV_REF_FRAME = RTN\n" + "\n".join(triangle) + "\n")
    there = cosmodrome("convert", "a.opm", "-o", "a.xml")
    assert there.returncode == 0
    assert "a.opm: line 19: the covariance of PROBE is that of no state" in there.stderr
    assert cosmodrome("convert", "a.xml", "-o", "b.opm").returncode == 0
    kept = [line.split() for line in (tmp_path / "b.opm").read_text().splitlines()][-22:]
    assert kept == [line.split() for line in ["COV_REF_FRAME = RTN", *triangle]]
