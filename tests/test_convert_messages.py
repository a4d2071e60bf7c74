"""The command turns messages, catalogues and orbits into each other, and loses nothing on the way."""

import csv
import gzip
import json
import struct
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from conftest import ROOT, Run

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


TRUTH = ROOT / "tests" / "validation"


def states_of(oem: str) -> dict[str, dict[str, list[float]]]:
    """Objects with their states by date."""
    states: dict[str, dict[str, list[float]]] = {}
    for line in oem.splitlines():
        words = line.split()
        if line.startswith("OBJECT_NAME"):
            states[" ".join(words[2:])] = {}
            here = states[" ".join(words[2:])]
        elif len(words) == 7 and "T" in words[0]:
            here[words[0][:23]] = [float(x) for x in words[1:]]
    return states


def test_elements_fly_as_python_sgp4_and_astropy_have_them(cosmodrome: Run, tmp_path: Path) -> None:
    rows = list(csv.DictReader((TRUTH / "sgp4_paths.csv").read_text().splitlines()[1:]))
    lines = (TRUTH / "sgp4_paths.tle").read_text().splitlines(keepends=True)
    worst_m = worst_m_s = 0.0
    for at in range(0, len(lines), 3):
        name = lines[at].strip()
        own = [row for row in rows if row["object"] == name.split()[1]]
        (tmp_path / "a.tle").write_text("".join(lines[at : at + 3]))
        begin, end = own[0]["utc"] + "Z", own[-1]["utc"] + "Z"
        done = cosmodrome("convert", "a.tle", "-o", "a.oem", "--from", begin, "--until", end, "--step", "1 h")
        assert done.returncode == 0, done.stderr
        states = states_of((tmp_path / "a.oem").read_text())[name]
        assert len(states) == len(own) == 25
        for row in own:
            truth = np.array([float(row[key]) for key in list(row)[2:8]])
            off = np.array(states[row["utc"]]) - truth
            worst_m = max(worst_m, 1e3 * float(np.linalg.norm(off[:3])))
            worst_m_s = max(worst_m_s, 1e3 * float(np.linalg.norm(off[3:])))
    # The celestial pole offsets, which astropy leaves out, are up to 0.3 mas: 6 cm at a geostationary satellite. For
    # astropy TEME turns by precession and nutation; here, as by its convention, it stands still at each instant. That
    # is 50 arc seconds a year, 0.3 mm/s there.
    assert worst_m < 0.15
    assert worst_m_s < 5e-4


@pytest.mark.parametrize("ending", ["oem", "xml", "czml", "kml", "geojson", "bsp"])
def test_elements_become_paths_side_by_side(cosmodrome: Run, tmp_path: Path, ending: str) -> None:
    (tmp_path / "a.tle").write_text(TLE + TLE.replace("VANGUARD 1", "ITS TWIN").replace("00005", "00006")
                                    .replace("9997\n", "9998\n").replace("218149\n", "218140\n"))  # fmt: skip
    done = cosmodrome("convert", "a.tle", "-o", f"a.{ending}", "--step", "10 min")
    assert done.returncode == 0, done.stderr
    assert "by SGP4, 1.0 days from the epoch" in done.stderr
    data = (tmp_path / f"a.{ending}").read_bytes()
    assert data.count(b"ITS TWIN") >= 1
    assert data.count(b"VANGUARD 1") >= 1
    if ending == "bsp":
        assert "ITS TWIN has the NAIF number -100006" in done.stderr
        assert cosmodrome("convert", "a.bsp", "-o", "b.oem").returncode == 0
        assert "= -100006\n" in (tmp_path / "b.oem").read_text()


def test_elements_become_an_ephemeris_of_the_version_asked_for(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tle").write_text(TLE)
    for ending in ("oem", "xml"):
        done = cosmodrome("convert", "a.tle", "-o", f"a.{ending}", "--step", "1 h", "--message-version", "3.0")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.oem").read_text().startswith("CCSDS_OEM_VERS = 3.0")
    assert ElementTree.parse(tmp_path / "a.xml").getroot().get("version") == "3.0"


def test_a_table_of_elements_becomes_one_of_the_path_with_a_span(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tle").write_text(TLE)
    assert cosmodrome("convert", "a.tle", "-o", "a.csv").returncode == 0
    assert "MEAN_MOTION" in (tmp_path / "a.csv").read_text()
    assert cosmodrome("convert", "a.tle", "-o", "a.csv", "--step", "60 s").returncode == 0
    assert (tmp_path / "a.csv").read_text().startswith("t_s,")


@pytest.mark.parametrize(
    ("name", "text", "target", "options", "said"),
    [
        ("a.tle", TLE, "b.oem", ["--step", "0 s"], "--step: 0 s is outside 0.001 s to 398 d"),
        ("a.tle", TLE, "b.oem", ["--step", "1"], "--step"),
        ("a.tle", TLE, "b.oem", ["--from", "yesterday"], "--from: "),
        ("a.tle", TLE, "b.kml", ["--until", "2020-10-13T00:00:00Z"], "is not after 2020-10-13T04:52:48.472"),
        ("a.tle", TLE, "b.omm", ["--step", "60 s"], "omm has no span of time"),
        ("a.opm", OPM, "b.xml", ["--step", "60 s"], "these are no mean elements"),
    ],
)
def test_a_wrong_span_writes_nothing(
    cosmodrome: Run, tmp_path: Path, name: str, text: str, target: str, options: list[str], said: str
) -> None:
    (tmp_path / name).write_text(text)
    done = cosmodrome("convert", name, "-o", target, *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_covariance_is_turned_and_says_so(cosmodrome: Run, tmp_path: Path) -> None:
    names = ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")
    triangle = [f"C{row}_{column} = {float(row == column)}" for i, row in enumerate(names) for column in names[: i + 1]]
    (tmp_path / "a.opm").write_text(OPM + "\n" + "\n".join(triangle).replace("CX_X = 1.0", "CX_X = 4.0") + "\n")
    done = cosmodrome("convert", "a.opm", "-o", "b.opm", "--covariance-axes", "TNW")
    assert done.returncode == 0, done.stderr
    turned = dict(
        line.split(" = ") for line in map(" ".join, map(str.split, (tmp_path / "b.opm").open())) if " = " in line
    )
    assert turned["COV_REF_FRAME"] == "TNW"
    # Along the x axis of its place the variance was 4: that is N's, across the velocity.
    assert [float(turned[f"C{name}"]) for name in ("X_X", "Y_Y", "Z_Z")] == pytest.approx([1, 4, 1], abs=1e-12)
    (tmp_path / "bare.opm").write_text(OPM)
    done = cosmodrome("convert", "bare.opm", "-o", "c.opm", "--covariance-axes", "RTN")
    assert done.returncode == 2
    assert "there is no covariance to be turned" in done.stderr
    (tmp_path / "a.tle").write_text(TLE)
    done = cosmodrome("convert", "a.tle", "-o", "c.oem", "--covariance-axes", "RTN")
    assert done.returncode == 2
    assert "there is no covariance to be turned" in done.stderr
