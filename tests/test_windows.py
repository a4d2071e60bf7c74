"""The command `windows`: each day's lift-off for the Moon."""

import csv
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, Run

LUNA_25 = ROOT / "missions" / "luna-25.toml"
FILES = {"windows.csv", "windows.json", "windows.html"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.fixture(scope="module")
def days(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Three days around the real one: files, and what was printed."""
    folder = tmp_path_factory.mktemp("windows")
    done = subprocess.run(
        [program, "windows", LUNA_25, "--from", "2023-08-09", "--to", "2023-08-11", "-o", folder],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


def test_each_day_has_its_lift_off(days: tuple[Path, str]) -> None:
    folder, said = days
    assert {path.name for path in folder.iterdir()} == FILES
    found = json.loads((folder / "windows.json").read_text())
    assert len(found["days"]) == 3
    for number, day in enumerate(found["days"]):
        liftoff = at(day["liftoff_utc"])
        assert liftoff.date() == (datetime(2023, 8, 9, tzinfo=UTC) + timedelta(days=number)).date()
        assert day["met"]
        assert 4 * 86400 <= day["flight_s"] <= 6 * 86400
        assert abs((at(day["arrival_utc"]) - liftoff).total_seconds() - day["flight_s"]) <= 1
        assert at(day["opens_utc"]) < liftoff < at(day["closes_utc"])
        assert day["total_m_s"] == pytest.approx(day["injection_m_s"] + day["corrections_m_s"] + day["capture_m_s"])
        assert 3050 < day["injection_m_s"] < 3300
        assert 700 < day["capture_m_s"] < 1000
        assert day["liftoff_utc"][:10] in said
    assert found["best_liftoff_utc"] in {day["liftoff_utc"] for day in found["days"]}
    assert said.count("best") >= 2  # in the heading and beside one of the days


def test_tables_agree(days: tuple[Path, str]) -> None:
    folder, _ = days
    rows = list(csv.DictReader((folder / "windows.csv").open()))
    found = json.loads((folder / "windows.json").read_text())["days"]
    for row, day in zip(rows, found, strict=True):
        assert row["liftoff_utc"] == day["liftoff_utc"]
        assert float(row["total_m_s"]) == pytest.approx(day["total_m_s"], abs=1e-3)
        assert row["cause"] == ""


def test_page_needs_no_network(days: tuple[Path, str]) -> None:
    page = (days[0] / "windows.html").read_text()
    assert page.count('class="day"') == 3
    assert 'class="ring"' in page  # the mission's own lift-off
    for word in ('src="http', 'href="http', "@import", "<script"):
        assert word not in page, word


def test_the_day_is_flown_as_it_says(days: tuple[Path, str], cosmodrome: Run, tmp_path: Path) -> None:
    """A mission file with the found lift-off and arrival, planned and flown from the pad, takes as much."""
    day = json.loads((days[0] / "windows.json").read_text())["days"][0]
    shift = at(day["liftoff_utc"]) - at("2023-08-10T23:10:57Z")
    text = LUNA_25.read_text()
    stretch = day["flight_s"] / (at("2023-08-16T08:57:00Z") - at("2023-08-10T23:10:57Z")).total_seconds()
    for written in ("2023-08-10T23:10:57Z", "2023-08-16T08:57:00Z", "2023-08-12T13:00:00Z", "2023-08-14T03:40:00Z"):
        since = (at(written) - at("2023-08-10T23:10:57Z")).total_seconds()
        moved = at("2023-08-10T23:10:57Z") + shift + timedelta(seconds=since * stretch)
        text = text.replace(written, moved.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    (tmp_path / "other-day.toml").write_text(text)
    done = cosmodrome("fly", "other-day.toml", "--json", "--no-files")
    assert done.returncode == 0, done.stderr
    burns = json.loads(done.stdout)["voyage"]["burns"]
    # The ascent is planned anew: its orbit is met to metres, and so is what follows.
    # The burn before the landing comes days later and belongs to no window.
    to_the_orbit = [burn for burn in burns if burn["name"] != "descent-orbit"]
    assert sum(burn["delta_v_m_s"] for burn in to_the_orbit) == pytest.approx(day["total_m_s"], abs=2)


def test_json_is_the_file(days: tuple[Path, str], cosmodrome: Run, tmp_path: Path) -> None:
    done = cosmodrome("windows", LUNA_25, "--from", "2023-08-11", "--to", "2023-08-11", "-o", "w", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said == json.loads((tmp_path / "w" / "windows.json").read_text())
    assert said["days"][0] == json.loads((days[0] / "windows.json").read_text())["days"][2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--from", "2023-8-1"], "is no day"),
        (["--from", "2023-02-30"], "is no day"),
        (["--from", "1969-07-16"], "1990 to 2049"),
        (["--from", "2023-08-10", "--to", "2023-08-09"], "give a later day"),
        (["--from", "2023-01-01", "--to", "2025-01-01"], "366 are allowed"),
        (["--flight-time", "5"], "5"),
        (["--flight-time", "5 km"], "is a length"),
        (["--flight-time", "1 h"], "no time to the Moon"),
        (["--flight-time", "6 d:4 d"], "no time to the Moon"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_wrong_words_write_nothing(cosmodrome: Run, tmp_path: Path, words: list[str], told: str) -> None:
    done = cosmodrome("windows", LUNA_25, *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_mission_that_stays_has_no_windows(cosmodrome: Run, tmp_path: Path) -> None:
    done = cosmodrome("windows", ROOT / "missions" / "lomonosov-2016.toml")
    assert done.returncode == 2
    assert "does not go to the Moon" in done.stderr
    assert "[moon]" in done.stderr
    assert not list(tmp_path.iterdir())
