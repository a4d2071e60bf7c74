"""The command line: what it prints, writes and returns. What the physics does is tested elsewhere."""

import csv
import json
import math
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from conftest import ROOT, Run

MISSIONS = sorted((ROOT / "missions").glob("*.toml"))
PRODUCTS = {
    "timeline.txt",
    "flight.json",
    "flight.csv",
    "flight.oem",
    "flight.czml",
    "flight.kml",
    "flight.geojson",
    "report.html",
}
LUNA_25 = ROOT / "missions" / "luna-25.toml"

SOUND = """\
[mission]
name    = "Test"
site    = "vostochny/1S"
vehicle = "soyuz-2.1b"
liftoff = 2026-05-14T02:07:18Z

[[payload]]
name = "Test mass"
mass = "4 t"

[[target]]
at    = "orbit"
orbit = { altitude = "200 km", inclination = "51.7 deg" }
"""


@pytest.fixture(scope="module")
def luna_25(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The products of the built-in flight, and what was printed."""
    folder = tmp_path_factory.mktemp("luna-25")
    done = subprocess.run(
        [program, "fly", LUNA_25, "-o", folder], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


@pytest.mark.parametrize("command", [[], ["fly"], ["check"], ["sites"], ["vehicles"], ["new"], ["schema"], ["convert"]])
def test_help(cosmodrome: Run, command: list[str]) -> None:
    done = cosmodrome(*command, "--help")
    assert done.returncode == 0
    assert " ".join(["Usage: cosmodrome", *command]) in done.stdout
    assert done.stderr == ""


def test_version(cosmodrome: Run) -> None:
    done = cosmodrome("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("cosmodrome 0.")


@pytest.mark.parametrize("words", [[], ["launch"], ["fly"], ["fly", "--sideways"], ["fly", "nowhere.toml"]])
def test_wrong_words_are_told_and_write_nothing(cosmodrome: Run, tmp_path: Path, words: list[str]) -> None:
    done = cosmodrome(*words)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("mission", MISSIONS, ids=lambda path: path.stem)
def test_built_in_missions_are_sound(cosmodrome: Run, mission: Path) -> None:
    done = cosmodrome("check", mission)
    assert done.returncode == 0, done.stdout + done.stderr


def test_flight_writes_its_products(luna_25: tuple[Path, str]) -> None:
    folder, said = luna_25
    assert {path.name for path in folder.iterdir()} == PRODUCTS
    assert str(folder / "report.html") in said
    assert "Luna-25" in said


def test_products_are_what_their_names_say(luna_25: tuple[Path, str]) -> None:
    folder, _ = luna_25
    json.loads((folder / "flight.json").read_text())
    assert json.loads((folder / "flight.czml").read_text())[0]["id"] == "document"
    assert json.loads((folder / "flight.geojson").read_text())["type"] == "FeatureCollection"
    assert ElementTree.parse(folder / "flight.kml").getroot().tag.endswith("}kml")
    assert (folder / "flight.oem").read_text().startswith("CCSDS_OEM_VERS")
    rows = list(csv.DictReader((folder / "flight.csv").open()))
    assert len(rows) > 100
    times_s = [float(row["t_s"]) for row in rows]
    assert times_s == sorted(times_s)


def test_every_point_is_a_place(luna_25: tuple[Path, str]) -> None:
    """Each figure of each row is a number, and the vehicle is never far under the ground."""
    for row in csv.DictReader((luna_25[0] / "flight.csv").open()):
        assert all(math.isfinite(float(text)) for text in row.values()), row
        assert float(row["altitude_m"]) > -500, row
        assert float(row["mass_kg"]) > 0, row


def test_products_of_one_flight_agree(luna_25: tuple[Path, str]) -> None:
    folder, _ = luna_25
    flight = json.loads((folder / "flight.json").read_text())
    last = list(csv.DictReader((folder / "flight.csv").open()))[-1]
    # The table has four decimals of a second and three of a metre; the orbit file six of a kilometre.
    assert float(last["t_s"]) == pytest.approx(flight["events"][-1]["t_s"], abs=1e-4)
    of_table_m = [float(last[f"{axis}_gcrf_m"]) for axis in "xyz"]
    of_orbit_file_km = [float(word) for word in (folder / "flight.oem").read_text().split("\n")[-2].split()[1:4]]
    assert [1e3 * x for x in of_orbit_file_km] == pytest.approx(of_table_m, abs=2e-3)


def test_report_needs_no_network(luna_25: tuple[Path, str]) -> None:
    page = (luna_25[0] / "report.html").read_text()
    for word in ('src="http', "src='http", 'href="http', "@import", 'src="//'):
        assert word not in page, word


def test_equal_missions_give_equal_bytes(cosmodrome: Run, tmp_path: Path, luna_25: tuple[Path, str]) -> None:
    assert cosmodrome("fly", LUNA_25, "-o", tmp_path / "again", "--quiet").returncode == 0
    for name in PRODUCTS - {"flight.oem"}:  # its header has the date of creation
        assert (tmp_path / "again" / name).read_bytes() == (luna_25[0] / name).read_bytes(), name


def test_json_is_the_flight_and_nothing_else(cosmodrome: Run, luna_25: tuple[Path, str]) -> None:
    done = cosmodrome("fly", LUNA_25, "--json", "--no-files")
    assert json.loads(done.stdout) == json.loads((luna_25[0] / "flight.json").read_text())


def test_no_files_writes_none(cosmodrome: Run, tmp_path: Path) -> None:
    assert cosmodrome("fly", LUNA_25, "--no-files").returncode == 0
    assert not list(tmp_path.iterdir())


def test_quiet_prints_nothing(cosmodrome: Run, tmp_path: Path) -> None:
    done = cosmodrome("fly", LUNA_25, "--quiet", "-o", tmp_path / "flight")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_output_into_a_pipe_has_no_colours(luna_25: tuple[Path, str]) -> None:
    assert "\033" not in luna_25[1]


def test_too_heavy_is_an_outcome_with_a_cause(cosmodrome: Run, tmp_path: Path) -> None:
    """Twice what the vehicle can carry: flown and written, exit code 3, and the reader is told why."""
    (tmp_path / "heavy.toml").write_text(SOUND.replace('"4 t"', '"16 t"'))
    done = cosmodrome("fly", "heavy.toml", "-o", "heavy")
    assert done.returncode == 3, done.stdout + done.stderr
    assert (tmp_path / "heavy" / "report.html").is_file()
    assert "m/s" in done.stdout
    assert json.loads((tmp_path / "heavy" / "flight.json").read_text())["outcome"] != "target_met"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('"4 t"', "4000", ["9:", "4000", "unit"]),
        ('"4 t"', '"4 km"', ["9:", "4 km"]),
        ('"4 t"', '"-4 t"', ["9:", "-4 t"]),
        ('"vostochny/1S"', '"vostochny/9Z"', ["3:", "9Z"]),
        ('"soyuz-2.1b"', '"soyuz-9"', ["4:", "soyuz-9"]),
        ("name    =", "nmae    =", ["2:", "nmae"]),
        ("[mission]", "[mission", ["1:"]),
    ],
)
def test_a_mistake_is_told_with_its_place(
    cosmodrome: Run, tmp_path: Path, right: str, wrong: str, told: list[str]
) -> None:
    (tmp_path / "mine.toml").write_text(SOUND.replace(right, wrong, 1))
    for command in (["check"], ["fly", "-o", "flight"]):
        done = cosmodrome(*command, "mine.toml")
        assert done.returncode == 2, done.stdout + done.stderr
        for words in ["mine.toml:", *told]:
            assert words in done.stderr, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"mine.toml"}


def test_an_orbit_out_of_reach_is_doubted_before_it_is_flown(cosmodrome: Run, tmp_path: Path) -> None:
    """No launch reaches an inclination below the pad's latitude without a turn; the file is sound all the same."""
    (tmp_path / "mine.toml").write_text(SOUND.replace("51.7 deg", "20 deg"))
    done = cosmodrome("check", "mine.toml")
    assert done.returncode == 0
    assert "doubtful: mine.toml:13:" in done.stdout


@pytest.mark.parametrize("kind", ["vehicles", "sites"])
def test_the_catalogue_lists_every_file(cosmodrome: Run, kind: str) -> None:
    done = cosmodrome(kind, "--ids")
    assert done.returncode == 0
    ids = done.stdout.split("\n")
    for path in (ROOT / "data" / kind).glob("*.toml"):
        assert any(name == path.stem or name.startswith(path.stem + "/") for name in ids), path.stem


@pytest.mark.parametrize("kind", ["vehicles", "sites"])
def test_every_entry_of_the_catalogue_can_be_shown(cosmodrome: Run, kind: str) -> None:
    for name in cosmodrome(kind, "--ids").stdout.split():
        done = cosmodrome(kind, "show", name, "--json")
        assert done.returncode == 0, done.stderr
        json.loads(done.stdout)


def test_new_writes_a_mission_that_is_sound_and_leaves_what_is_there(cosmodrome: Run, tmp_path: Path) -> None:
    assert cosmodrome("new", "mine.toml").returncode == 0
    assert cosmodrome("check", "mine.toml").returncode == 0
    written = (tmp_path / "mine.toml").read_text()
    assert cosmodrome("new", "mine.toml").returncode == 2
    assert (tmp_path / "mine.toml").read_text() == written


@pytest.mark.parametrize("kind", ["mission", "vehicle", "site"])
def test_schema_is_json(cosmodrome: Run, kind: str) -> None:
    schema = json.loads(cosmodrome("schema", kind).stdout)
    assert "$schema" in schema


@pytest.mark.parametrize("ending", ["oem", "csv", "czml", "kml", "geojson"])
def test_a_flight_converts_into_every_format(
    cosmodrome: Run, tmp_path: Path, luna_25: tuple[Path, str], ending: str
) -> None:
    done = cosmodrome("convert", luna_25[0] / "flight.oem", "-o", f"again.{ending}")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"again.{ending}").stat().st_size > 1000
