"""`cosmodrome optimize` and `payload`: the best ascent, its proof, and maps of payloads."""

import csv
import json
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import LUNA_25, PRODUCTS, SOUND, Run

OPTIMAL = SOUND.replace('"4 t"', '"6 t"') + "\n[optimize]\nmesh_tolerance = 1e-5\n"
OPTIMUM = PRODUCTS | {"optimized.toml", "optimum.json", "steering.csv"}


@pytest.fixture(scope="module")
def optimum(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """The products of an optimum, and the object that was printed."""
    folder = tmp_path_factory.mktemp("optimum")
    (folder / "mission.toml").write_text(OPTIMAL)
    done = subprocess.run(
        [program, "optimize", "mission.toml", "-o", "optimum", "--json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "optimum", json.loads(done.stdout)


def test_optimum_is_told_and_written(optimum: tuple[Path, dict[str, object]]) -> None:
    folder, said = optimum
    assert {path.name for path in folder.iterdir()} == OPTIMUM
    assert json.loads((folder / "optimum.json").read_text()) == said
    assert said["confirmed"] is True
    assert said["outcome"] == "target_met"
    assert said["objective"] == said["payload_kg"]
    assert said["payload_kg"] > said["planned_payload_kg"]
    assert said["final_mass_kg"] > said["payload_kg"]
    assert said["mesh_error"] <= 1e-5
    assert said["reflight_error"] <= 2e-5  # what an optimum must show
    assert said["iterations"] > 0
    assert said["solve_s"] > 0


def test_optimum_says_what_figures_are_worth(optimum: tuple[Path, dict[str, object]]) -> None:
    """In the object and in the report: the upper stage's empty mass costs payload kilogram by kilogram."""
    folder, said = optimum
    worth = {one["figure"]: one for one in said["sensitivities"]}
    assert worth["stage.third.empty_mass"]["kg_per_unit"] == pytest.approx(-1, abs=1e-3)
    assert worth["stage.third.thrust_vacuum"]["kg_per_percent"] > 0
    assert worth["air.density_factor"]["kg_per_percent"] < 0
    report = (folder / "report.html").read_text()
    assert "What the vehicle's figures are worth" in report
    assert "stage.third.thrust_vacuum" in report


def test_file_of_the_optimum_flies_to_the_same_end(
    cosmodrome: Run, tmp_path: Path, optimum: tuple[Path, dict[str, object]]
) -> None:
    folder, said = optimum
    assert cosmodrome("check", folder / "optimized.toml").returncode == 0
    done = cosmodrome("fly", folder / "optimized.toml", "-o", "again")
    assert done.returncode == 0, done.stdout + done.stderr
    again = json.loads((tmp_path / "again" / "flight.json").read_text())
    first = json.loads((folder / "flight.json").read_text())
    assert again == first
    assert again["mission"]["payloads"][0]["mass_kg"] == said["payload_kg"]
    assert again["targets"][0]["reached"]["perigee_altitude_m"] == said["orbit"]["perigee_altitude_m"]


def test_steering_is_that_of_the_programmes(optimum: tuple[Path, dict[str, object]]) -> None:
    rows = list(csv.DictReader((optimum[0] / "steering.csv").open()))
    assert len(rows) > 100
    for name in {row["programme"] for row in rows}:
        times_s = [float(row["t_s"]) for row in rows if row["programme"] == name]
        assert times_s == sorted(times_s)
        assert f'"{name}"' in (optimum[0] / "optimized.toml").read_text()


def test_what_cannot_be_optimised_is_told_and_writes_nothing(cosmodrome: Run, tmp_path: Path) -> None:
    """Without a target there is nothing to reach."""
    (tmp_path / "aimless.toml").write_text(SOUND[: SOUND.index("[[target]]")])
    done = cosmodrome("optimize", "aimless.toml", "-o", "optimum")
    assert done.returncode == 2
    assert "target" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"aimless.toml"}


def test_optimum_out_of_reach_is_told_and_overwrites_nothing(cosmodrome: Run, tmp_path: Path) -> None:
    """Five times what the vehicle lifts, and it shall stay so."""
    (tmp_path / "heavy.toml").write_text(SOUND.replace('"4 t"', '"40 t"') + '\n[optimize]\nmaximize = "final-mass"\n')
    (tmp_path / "optimum").mkdir()
    (tmp_path / "optimum" / "report.html").write_text("of another day")
    done = cosmodrome("optimize", "heavy.toml", "-o", "optimum")
    assert done.returncode == 3
    assert "heavy.toml" in done.stderr
    assert [path.name for path in (tmp_path / "optimum").iterdir()] == ["report.html"]
    assert (tmp_path / "optimum" / "report.html").read_text() == "of another day"


def test_limit_lines_are_kept_and_told(cosmodrome: Run, tmp_path: Path) -> None:
    """Beside the track, under it as a gate that does not count, and a file that is not there."""

    def feature(name: str, south: float, north: float, **properties: object) -> dict[str, object]:
        ring = [[141, south], [142, south], [142, north], [141, north], [141, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}

    lines = [
        feature("Bay", 53.2, 53.6, kind="limit-line", crossed=False),
        feature("Strait", 50.0, 52.0, kind="limit-line", crossed=True),
    ]
    (tmp_path / "lines.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": lines}))
    (tmp_path / "beside.toml").write_text(OPTIMAL + 'limit_lines = "lines.geojson"\n')
    done = cosmodrome("optimize", "beside.toml", "-o", "optimum", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {one["name"] for one in said["limit_lines"]} == {"Bay"}
    assert all(one["impact_point_from_edge_m"] > -500 for one in said["limit_lines"])
    assert "lines.geojson" in (tmp_path / "optimum" / "optimized.toml").read_text()
    assert cosmodrome("check", tmp_path / "optimum" / "optimized.toml").returncode == 0

    (tmp_path / "lines.geojson").unlink()
    done = cosmodrome("optimize", "beside.toml", "-o", "again")
    assert done.returncode == 2
    assert "lines.geojson: there is no such file" in done.stderr
    assert not (tmp_path / "again").exists()


def test_ctrl_c_ends_the_search_and_says_so(program: Path, tmp_path: Path) -> None:
    """Wherever it strikes: in the plan, in the search, or after it."""
    running = subprocess.Popen(
        [program, "optimize", LUNA_25, "-o", "optimum"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.6)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode in (130, 0)
    written = {path.name for path in (tmp_path / "optimum").iterdir()} if (tmp_path / "optimum").exists() else set()
    # Once all is found the files are written as one; a signal after that finds them whole.
    assert written in ([OPTIMUM] if running.returncode == 0 else [set(), OPTIMUM])
    assert running.returncode == 0 or said == "" or "not confirmed" in said


# A map of payloads

MAP = ["payload", "soyuz-2.1b", "--site", "vostochny/1S", "-o", "map"]
SMALL = ["--altitude", "200 km:300 km:100 km", "--inclination", "51.8 deg:57.8 deg:3 deg"]


def test_map_of_payloads(cosmodrome: Run, tmp_path: Path) -> None:
    done = cosmodrome(*MAP, *SMALL)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in (tmp_path / "map").iterdir()} == {"payload.csv", "payload.json", "payload.html"}
    rows = list(csv.DictReader((tmp_path / "map" / "payload.csv").open()))
    assert len(rows) == 6
    assert all(row["confirmed"] == "1" for row in rows)
    payload_kg = {
        (float(row["perigee_altitude_m"]), float(row["inclination_deg"])): float(row["payload_kg"]) for row in rows
    }
    # The lower and the less steep, the more. Soyuz-2.1b carries 8 t and some to low orbit.
    assert payload_kg[200e3, 51.8] == max(payload_kg.values())
    assert payload_kg[300e3, 57.8] == min(payload_kg.values())
    assert 7000 < payload_kg[200e3, 51.8] < 9500
    page = (tmp_path / "map" / "payload.html").read_text()
    assert page.count('<g class="field">') == 6
    assert "http" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert json.loads(cosmodrome(*MAP, *SMALL, "--json").stdout)["points"][0]["confirmed"] is True


def test_map_goes_on_where_it_was_stopped(cosmodrome: Run, program: Path, tmp_path: Path) -> None:
    running = subprocess.Popen([program, *MAP, "--jobs", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    state = tmp_path / "map" / "payload.state.jsonl"
    for _ in range(600):
        time.sleep(0.1)
        if state.exists() and state.read_text().count("\n") > 2:
            break
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "are kept" in said
    assert [path.name for path in (tmp_path / "map").iterdir()] == ["payload.state.jsonl"]
    other = cosmodrome("payload", "soyuz-2.1a", "--site", "vostochny/1S", "-o", "map")
    assert other.returncode == 2
    assert "another vehicle" in other.stderr
    assert state.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--altitude", "200 km:100 km:10 km"], "is no range"),
        (["--altitude", "200 km:300 km"], "has no step"),
        (["--altitude", "200"], "no unit"),
        (["--altitude", "50 km"], "no orbit to fly to"),
        (["--altitude", "200 km", "--orbit", "200 km x 300 km"], "there are both"),
        (["--inclination", "170 deg:190 deg:5 deg"], "outside 0 to 180"),
        (["--altitude", "200 km:1200 km:1 km", "--inclination", "52 deg:98 deg:1 deg"], "points"),
        (["--site", "nowhere"], "nowhere"),
    ],
)
def test_wrong_maps_are_told_and_write_nothing(cosmodrome: Run, tmp_path: Path, words: list[str], told: str) -> None:
    site = [] if "--site" in words else ["--site", "vostochny/1S"]
    done = cosmodrome("payload", "soyuz-2.1b", *site, *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


# The shell
