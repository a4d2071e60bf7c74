"""What is built in, as `sites`, `vehicles` and `show` tell it, and missions that `new` begins from it."""

import json
import math
import re
from pathlib import Path

import pytest
from conftest import ROOT, Run


@pytest.mark.parametrize("kind", ["vehicles", "sites"])
def test_the_catalogue_lists_every_file(cosmodrome: Run, kind: str) -> None:
    done = cosmodrome(kind, "--ids")
    assert done.returncode == 0
    ids = done.stdout.split("\n")
    for path in (ROOT / "data" / kind).glob("*.toml"):
        assert any(name == path.stem or name.startswith(path.stem + "/") for name in ids), path.stem


@pytest.mark.parametrize(("command", "least"), [("vehicles", 10), ("sites", 10)])
def test_lists(cosmodrome: Run, command: str, least: int) -> None:
    ids = cosmodrome(command, "--ids").stdout.split()
    assert len(ids) >= least
    assert [entry["id"] for entry in json.loads(cosmodrome(command, "--json").stdout)[command]] == ids
    text = cosmodrome(command).stdout
    assert all(identifier in text for identifier in ids)


def test_every_vehicle_and_site_can_be_shown(cosmodrome: Run) -> None:
    for command in ("vehicles", "sites"):
        for identifier in cosmodrome(command, "--ids").stdout.split():
            done = cosmodrome("show", identifier, "--json")
            assert done.returncode == 0, done.stderr
            shown = json.loads(done.stdout)
            assert shown["id"] == identifier
            keys = {source["key"] for source in shown["sources"]}
            for figure in shown["figures"]:
                assert figure["source"] in keys or figure.get("estimated"), (identifier, figure)


def test_a_vehicle_is_shown_with_the_source_of_each_figure(cosmodrome: Run) -> None:
    said = cosmodrome("vehicles", "show", "soyuz-2.1b").stdout
    for words in ("104.1 tf", "1020872 N", "estimate:", "SpaceBallistics", "booster-separation", "boosters and core"):
        assert words in said


def test_velocity_of_a_stage_is_that_of_the_rocket_equation(cosmodrome: Run) -> None:
    """Fregat alone: 333.2 s, 6,180 kg with its propellant, 980 kg when all that can be burned is."""
    shown = json.loads(cosmodrome("show", "fregat", "--json").stdout)
    assert shown["delta_v_m_s"] == pytest.approx(333.2 * 9.80665 * math.log(6180 / 980), rel=1e-6)


def test_a_vehicle_of_the_user_is_told_which_figures_have_no_source(cosmodrome: Run, tmp_path: Path) -> None:
    text = (ROOT / "data" / "vehicles" / "electron.toml").read_text()
    (tmp_path / "mine.toml").write_text(re.sub(r', source = "[^"]*"', "", text))
    assert "no source" in cosmodrome("vehicles", "show", "./mine.toml").stdout


# A mission to start from


def test_new_writes_a_mission_that_is_sound_and_leaves_what_is_there(cosmodrome: Run, tmp_path: Path) -> None:
    assert cosmodrome("new", "mine.toml").returncode == 0
    assert cosmodrome("check", "mine.toml").returncode == 0
    written = (tmp_path / "mine.toml").read_text()
    assert cosmodrome("new", "mine.toml").returncode == 2
    assert (tmp_path / "mine.toml").read_text() == written


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--vehicle", "soyuz-2.1b/fregat"],
        ["--site", "mahia/LC-1A", "--vehicle", "electron"],
        ["--site", "cape-canaveral/SLC-40", "--vehicle", "falcon-9-block-5"],
        ["--orbit", "200 km x 600 km", "--inclination", "64.8 deg", "--payload", "4 t"],
    ],
)
def test_a_new_mission_flies_at_once(cosmodrome: Run, tmp_path: Path, options: list[str]) -> None:
    done = cosmodrome("new", "mine.toml", *options)
    assert done.returncode == 0, done.stderr
    assert cosmodrome("new", "-", *options).stdout == (tmp_path / "mine.toml").read_text()
    flown = cosmodrome("fly", "mine.toml", "--no-files")
    assert flown.returncode == 0, flown.stdout + flown.stderr


def test_new_leaves_a_file_that_is_there_alone(cosmodrome: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("mine")
    assert cosmodrome("new", "mine.toml").returncode == 2
    assert (tmp_path / "mine.toml").read_text() == "mine"


@pytest.mark.parametrize(
    "options",
    [
        ["--payload", "4 km"],
        ["--orbit", "200"],
        ["--orbit", "500 km x 200 km"],
        ["--inclination", "200 deg"],
        ["--site", "nowhere"],
        ["--vehicle", "fregat"],
        ["--liftoff", "tomorrow"],
    ],
)
def test_new_writes_nothing_from_wrong_words(cosmodrome: Run, tmp_path: Path, options: list[str]) -> None:
    done = cosmodrome("new", "mine.toml", *options)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert not list(tmp_path.iterdir())
