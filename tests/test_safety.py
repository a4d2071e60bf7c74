"""The command `safety`: when a flight is to be ended."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import Run

REPOSITORY = Path(__file__).resolve().parent.parent
LUNA_25 = REPOSITORY / "missions" / "luna-25.toml"
FEW = ["-n", "16", "--debris-falls", "20000"]


def area(west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture(scope="module")
def luna_25(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("safety") / "out"
    done = subprocess.run(
        [program, "safety", LUNA_25, *FEW, "-o", folder, "--json"], capture_output=True, text=True, check=True
    )
    return folder, json.loads(done.stdout)["flight_abort"]


def test_towns_in_reach_are_protected_by_default(luna_25: tuple[Path, dict]) -> None:
    folder, abort = luna_25
    names = [line["name"] for line in abort["limit_lines"]]
    assert "Tsiolkovsky" in names or "Uglegorsk" in names or "Svobodny" in names, names
    assert "Moscow" not in names
    for line in abort["limit_lines"]:
        parts = 3 * line["scatter_sigma_m"] + line["impact_speed_m_s"] * line["delay_s"] + line["turn_m"]
        assert line["margin_m"] == pytest.approx(parts)
        assert line["crossed"] == (line["nearest_m"] < line["margin_m"])
        assert line["outlines_deg"]
    crossed = {line["name"] for line in abort["limit_lines"] if line["crossed"]}
    assert {name for gate in abort["gates"] for name in gate["names"]} == crossed
    # Gates follow one another, and their decisions from their figures.
    for before, after in zip(abort["gates"], abort["gates"][1:], strict=False):
        assert before["to_s"] < after["from_s"]
    for gate in abort["gates"]:
        assert gate["open"] == (gate["casualties_if_continued"] <= gate["casualties_if_ended"])
    assert 0 < abort["last_end_s"] < 800
    seconds = [loss["t_s"] for loss in abort["data_loss"]]
    assert seconds == sorted(seconds)
    assert len(seconds) > 400
    features = json.loads((folder / "safety.geojson").read_text())["features"]
    lines = [one["properties"]["name"] for one in features if one["properties"]["kind"] == "limit-line"]
    assert lines == names
    page = (folder / "safety.html").read_text()
    assert "limit lines" in page
    assert "Ending the flight: gates" in page
    map_text = (folder / "safety.kml").read_text()
    assert "Limit lines" in map_text
    assert map_text.count("<name>gate, T+") == len(abort["gates"]) > 0


def test_ground_of_ones_own_is_protected(cosmodrome: Run, tmp_path: Path) -> None:
    """A box ten kilometres south of the pad, and one under the way of the impact point."""
    pad_latitude, pad_longitude = 51.884, 128.334
    mine = tmp_path / "mine.geojson"
    boxes = [
        area(pad_longitude - 0.1, pad_latitude - 0.2, pad_longitude + 0.1, pad_latitude - 0.1),
        area(140.0, 50.0, 141.0, 52.0),
    ]
    mine.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": {}, "geometry": box} for box in boxes],
            }
        )
    )
    words = ["safety", LUNA_25, *FEW, "--json", "--protect", mine]
    done = cosmodrome(*words, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    abort = json.loads(done.stdout)["flight_abort"]
    near, under = abort["limit_lines"]
    assert (near["name"], under["name"]) == ("area 1", "area 2")
    assert under["crossed"]
    assert under["nearest_m"] == 0
    assert abort["straight_up"]["nearest"] == "area 1"
    assert abort["straight_up"]["clear_m"] == pytest.approx(0.1 * 111.3e3, rel=0.02)
    assert 5 < abort["straight_up"]["t_s"] < 120
    gate = next(gate for gate in abort["gates"] if "area 2" in gate["names"])
    assert gate["from_s"] < under["nearest_t_s"] <= gate["to_s"]
    # A slower officer needs lines that stand off farther.
    slow = tmp_path / "slow.toml"
    generic = (REPOSITORY / "data" / "safety" / "generic.toml").read_text()
    assert 'delay = "5 s"' in generic
    slow.write_text(generic.replace('delay = "5 s"', 'delay = "10 s"'))
    done = cosmodrome(*words, "-o", tmp_path / "slow", "--assumptions", slow)
    assert done.returncode == 0, done.stderr
    slower = json.loads(done.stdout)["flight_abort"]["limit_lines"]
    assert all(b["margin_m"] > a["margin_m"] for a, b in zip(abort["limit_lines"], slower, strict=True))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "mine.geojson"),
        ('{"type": "Point", "coordinates": [0, 0]}', "Point"),
        (json.dumps(area(0, 95, 1, 96)), "mine.geojson"),
    ],
)
def test_wrong_protected_ground_is_refused(cosmodrome: Run, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "mine.geojson").write_text(text)
    done = cosmodrome("safety", LUNA_25, *FEW, "--protect", tmp_path / "mine.geojson", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_ctrl_c_leaves_the_folder_as_it_was(program: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "safety.json").write_text("of another day")
    running = subprocess.Popen(
        [program, "safety", LUNA_25, "--debris-falls", "5000000", "-o", tmp_path / "out"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(4)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 130
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["safety.json"]
    assert (tmp_path / "out" / "safety.json").read_text() == "of another day"
