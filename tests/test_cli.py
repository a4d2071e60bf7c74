"""The command line: what it prints, writes and returns. What the physics does is tested elsewhere."""

import csv
import json
import math
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from conftest import LUNA_25, PRODUCTS, ROOT, SOUND, Run

MISSIONS = sorted((ROOT / "missions").glob("*.toml"))
VOYAGE = {"voyage.csv", "voyage.oem"}  # where a flight goes on to the Moon


@pytest.fixture(scope="module")
def luna_25(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The products of the built-in flight, and what was printed."""
    folder = tmp_path_factory.mktemp("luna-25")
    done = subprocess.run(
        [program, "fly", LUNA_25, "-o", folder], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["fly"],
        ["safety"],
        ["optimize"],
        ["payload"],
        ["windows"],
        ["check"],
        ["sites"],
        ["vehicles"],
        ["new"],
        ["schema"],
        ["convert"],
        ["transfer"],
    ],
)
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
    assert {path.name for path in folder.iterdir()} == PRODUCTS | VOYAGE
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


def test_flight_goes_on_to_the_moon(luna_25: tuple[Path, str]) -> None:
    folder, said = luna_25
    assert "On to the Moon" in said
    flight = json.loads((folder / "flight.json").read_text())
    voyage = flight["voyage"]
    assert voyage["met"]
    orbit, lowered = voyage["orbits"][-2:]
    assert orbit["periapsis_altitude_m"] == pytest.approx(100e3, abs=1e3)
    assert orbit["apoapsis_altitude_m"] == pytest.approx(100e3, abs=1e3)
    assert orbit["inclination_deg"] == pytest.approx(90, abs=0.01)
    assert lowered["periapsis_altitude_m"] == pytest.approx(18e3, abs=10)
    assert voyage["burns"][-1]["name"] == "descent-orbit"
    rows = list(csv.DictReader((folder / "voyage.csv").open()))
    ascent = list(csv.DictReader((folder / "flight.csv").open()))
    for axis in "xyz":  # one flight: the first point of the way is the last of the ascent
        assert rows[0][f"{axis}_gcrf_m"] == ascent[-1][f"{axis}_gcrf_m"]
    assert {row["center"] for row in rows} == {"Earth", "Moon"}
    # The orbit is over a sphere of 1737.4 km, and lowered on one side in the end.
    assert 1750e3 < math.hypot(*(float(rows[-1][f"{axis}_gcrf_m"]) for axis in "xyz")) < 1860e3
    oem = (folder / "voyage.oem").read_text()
    assert oem.count("CENTER_NAME          = MOON") >= 3
    packet = next(p for p in json.loads((folder / "flight.czml").read_text()) if p["id"] == "voyage")
    assert len(packet["position"]["cartesianVelocity"]) % 7 == 0


def test_a_moon_out_of_reach_is_told(cosmodrome: Run, tmp_path: Path) -> None:
    """Six days later the Moon stands far from the plane of the same launch."""
    text = LUNA_25.read_text().replace("2023-08-16T08:57", "2023-08-22T08:57").replace("2023-08-19T", "2023-08-25T")
    (tmp_path / "late.toml").write_text(text)
    done = cosmodrome("fly", "late.toml", "--no-files", "--json")
    assert done.returncode == 3
    flight = json.loads(done.stdout)
    assert not flight["voyage"]["met"]
    assert flight["voyage"]["cause"]
    assert flight["targets"][0]["met"]


def test_report_needs_no_network(luna_25: tuple[Path, str]) -> None:
    page = (luna_25[0] / "report.html").read_text()
    for word in ('src="http', "src='http", 'href="http', "@import", 'src="//'):
        assert word not in page, word


def test_equal_missions_give_equal_bytes(cosmodrome: Run, tmp_path: Path, luna_25: tuple[Path, str]) -> None:
    assert cosmodrome("fly", LUNA_25, "-o", tmp_path / "again", "--quiet").returncode == 0
    dated = {"flight.oem", "flight.opm", "voyage.oem"}  # their headers have the date of creation
    for name in (PRODUCTS | VOYAGE) - dated:
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


def test_json_has_the_keys_that_the_guide_names(luna_25: tuple[Path, str]) -> None:
    flight = json.loads((luna_25[0] / "flight.json").read_text())
    assert flight["outcome"] == "target_met"
    assert all(target["met"] for target in flight["targets"])
    event_keys = {
        "name",
        "t_s",
        "altitude_m",
        "speed_inertial_m_s",
        "speed_relative_m_s",
        "dynamic_pressure_Pa",
        "mass_kg",
    }
    assert all(event_keys <= event.keys() for event in flight["events"])
    assert any("published_t_s" in event for event in flight["events"])
    assert all({"latitude_deg", "longitude_deg"} <= impact.keys() for impact in flight["impacts"])
    assert flight["impacts"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["show", "soyuz-2.1c"], "soyuz-2.1a"),
        (["show", "vostochny/1X"], "vostochny/1S"),
        (["vehicles", "show", "fregatt"], "fregat"),
        (["lfy", "x.toml"], "fly"),
        (["fly", "x.toml", "--jsn"], "--json"),
        (["vehicles", "shwo"], "show"),
        (["schema", "rocket"], "mission"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(cosmodrome: Run, words: list[str], meant: str) -> None:
    done = cosmodrome(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert meant in done.stderr


# Formats


@pytest.mark.parametrize("kind", ["mission", "vehicle", "site"])
def test_schema(cosmodrome: Run, kind: str) -> None:
    schema = json.loads(cosmodrome("schema", kind).stdout)
    assert schema["type"] == "object"
    assert kind in schema["properties"]


@pytest.mark.parametrize("source", ["flight.oem", "flight.csv", "flight.json", "voyage.oem"])
@pytest.mark.parametrize("ending", ["oem", "csv", "czml", "kml", "geojson"])
def test_convert(cosmodrome: Run, tmp_path: Path, luna_25: tuple[Path, str], source: str, ending: str) -> None:
    done = cosmodrome("convert", luna_25[0] / source, "-o", f"path.{ending}")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / f"path.{ending}").read_text()
    assert cosmodrome("convert", luna_25[0] / source, "-o", "-", "--to", ending).stdout[:20] == text[:20]
    if ending in ("czml", "geojson"):
        json.loads(text)
    if ending == "kml":
        ElementTree.fromstring(text)


def test_convert_loses_no_digit(cosmodrome: Run, tmp_path: Path, luna_25: tuple[Path, str]) -> None:
    def undated(path: Path) -> list[str]:
        return [line for line in path.read_text().splitlines() if not line.startswith("CREATION_DATE")]

    assert cosmodrome("convert", luna_25[0] / "flight.oem", "-o", "a.oem").returncode == 0
    assert undated(tmp_path / "a.oem") == undated(luna_25[0] / "flight.oem")
    assert cosmodrome("convert", luna_25[0] / "flight.csv", "-o", "a.csv").returncode == 0
    assert (tmp_path / "a.csv").read_bytes() == (luna_25[0] / "flight.csv").read_bytes()


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("REF_FRAME            = GCRF", "REF_FRAME = MOD", ":11:"),
        ("META_STOP", "META_STOPP", ":17:"),
        ("= 2.0", "= 9", ":1:"),
    ],
)
def test_convert_writes_nothing_from_a_wrong_file(
    cosmodrome: Run, tmp_path: Path, luna_25: tuple[Path, str], right: str, wrong: str, place: str
) -> None:
    (tmp_path / "wrong.oem").write_text((luna_25[0] / "flight.oem").read_text().replace(right, wrong, 1))
    done = cosmodrome("convert", "wrong.oem", "-o", "path.kml")
    assert done.returncode == 2
    assert "wrong.oem" + place in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"wrong.oem"}


# The best ascent


# A mesh error that leaves room for the proof, of 2e-5.


def completed(program: Path, *words: str) -> list[str]:
    """What bash offers for the last word."""
    line = " ".join(f"'{word}'" for word in words)
    script = f"""PATH={program.parent}:$PATH
source <(cosmodrome completion bash)
COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _cosmodrome; printf '%s\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=ROOT / "missions")
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["f"], "fly"),
        (["fly", "lu"], "luna-25.toml"),
        (["fly", "--j"], "--json"),
        (["optimize", "lu"], "luna-25.toml"),
        (["optimize", "--solver", "i"], "ipopt"),
        (["payload", "--site", "vo"], "vostochny/1S"),
        (["payload", "soy"], "soyuz-2.1b"),
        (["new", "--site", "vo"], "vostochny/1S"),
        (["new", "--vehicle", "soy"], "soyuz-2.1b"),
        (["vehicles", "sh"], "show"),
        (["vehicles", "show", "fr"], "fregat"),
        (["schema", "m"], "mission"),
    ],
)
def test_bash_completes(program: Path, words: list[str], offered: str) -> None:
    assert offered in completed(program, "cosmodrome", *words)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_take_the_script(cosmodrome: Run, shell: str) -> None:
    script = cosmodrome("completion", shell).stdout
    for word in ("fly", "convert", "no-files", "vehicles --ids"):
        assert word in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_help_teaches(cosmodrome: Run) -> None:
    for command in (
        "fly",
        "optimize",
        "payload",
        "check",
        "new",
        "vehicles",
        "sites",
        "show",
        "convert",
        "transfer",
        "schema",
        "completion",
    ):
        said = cosmodrome(command, "--help").stdout
        assert "Example: " in said
        assert "Exit codes: " in said


def test_a_closed_pipe_is_no_fault(program: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{program}' show soyuz-2.1b | true"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_a_full_disk_is_told(program: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"'{program}' vehicles > /dev/full"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip()


def test_ctrl_c_leaves_no_half_written_files(program: Path, tmp_path: Path) -> None:
    running = subprocess.Popen([program, "fly", LUNA_25, "-o", "flight"], cwd=tmp_path, stdout=subprocess.DEVNULL)
    time.sleep(0.05)  # within the search, which takes some tenths of a second
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=20) in (130, 0)
    written = {path.name for path in (tmp_path / "flight").iterdir()} if (tmp_path / "flight").exists() else set()
    assert written in (set(), PRODUCTS | VOYAGE)
