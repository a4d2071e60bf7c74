"""The command `safety`: what falls where, whom it could hurt, what is to be closed, when a flight is to be ended."""

import csv
import json
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from conftest import ROOT, Run

LUNA_25 = ROOT / "missions" / "luna-25.toml"
FEW = ["-n", "16", "--debris-falls", "20000"]


@pytest.fixture(scope="module")
def luna_25_safety(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The safety analysis of the built-in flight, and what was printed."""
    folder = tmp_path_factory.mktemp("luna-25-safety")
    command = [program, "safety", LUNA_25, "-o", folder, "--ballistic-coefficient", "100 kg/m2", "--json"]
    command += ["-n", "128", "--debris-falls", "20000", "--history", "150:2"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


def test_impact_points_of_a_flight(luna_25_safety: tuple[Path, str]) -> None:
    folder, printed = luna_25_safety
    assert {path.name for path in folder.iterdir()} == {
        "safety.json",
        "impact-points.csv",
        "falls.csv",
        "failures.csv",
        "safety.geojson",
        "safety.kml",
        "safety.czml",
        "safety.html",
        "notice.txt",
    }
    analysis = json.loads(printed)
    assert analysis == json.loads((folder / "safety.json").read_text())
    points = analysis["impact_points"]
    pad = analysis["mission"]["site"]
    assert points[0]["state"] == "impact"  # on the pad it is there already
    assert points[0]["vacuum"]["latitude_deg"] == pytest.approx(pad["latitude_deg"], abs=1e-3)
    assert points[-1]["state"] == "orbit"
    assert points[-1]["vacuum"] is None  # no impact is no place
    down = [point for point in points if point["state"] == "impact"]
    assert down[-1]["t_s"] == analysis["last_impact_t_s"]
    # The point runs ahead, and what is held back by the air comes down later; but for arcs that graze the Earth, which
    # the air ends before their perigee.
    assert down[-1]["range_m"] > 5e6
    steep = [point for point in down if point["t_s"] < 500]
    assert len(steep) > 300
    assert all(point["in_air"]["t_s"] > point["vacuum"]["t_s"] for point in steep)
    assert {fall["element"] for fall in analysis["falls"]}


def test_planned_falls_and_failures_of_a_flight(luna_25_safety: tuple[Path, str]) -> None:
    folder, printed = luna_25_safety
    analysis = json.loads(printed)
    normal = {one["element"]: one for one in analysis["normal_flight"]["elements"]}
    assert set(normal) == {fall["element"] for fall in analysis["falls"]}
    boosters = normal["boosters"]
    assert boosters["bodies"] == 4
    assert boosters["falls"] == 128 * 4 * 4
    assert [region["share"] for region in boosters["regions"]] == [0.5, 0.97, 0.997]
    areas = [region["area_m2"] for region in boosters["regions"]]
    assert areas == sorted(areas)
    assert all(region["contained"] >= region["share"] - 0.01 for region in boosters["regions"])
    assert boosters["districts"][0]["share_inside"] > 0.5
    failures = analysis["failures"]
    # Two failures in 150 flights: the middle of the 60 % limits.
    assert failures["probability"] == pytest.approx(0.0177, abs=0.0015)
    modes = {mode["name"]: mode for mode in failures["modes"]}
    assert sum(mode["probability"] for mode in modes.values()) == pytest.approx(failures["probability"], rel=1e-9)
    by_second = sum(sum(second["probability"].values()) for second in failures["seconds"])
    assert by_second == pytest.approx(failures["probability"], rel=1e-9)
    contours = [contour["area_m2"] for contour in failures["contours"]]
    assert contours == sorted(contours)  # the lower the risk, the larger
    lines = (folder / "falls.csv").read_text().splitlines()
    rows = list(csv.DictReader(lines[1:]))
    assert len(rows) == sum(round(one["falls"] * one["share_down"]) for one in normal.values())
    features = json.loads((folder / "safety.geojson").read_text())["features"]
    kinds = {feature["properties"]["kind"] for feature in features}
    assert {"region-of-falls", "ellipse-of-falls", "mean-of-falls", "individual-risk"} <= kinds


def test_risk_of_a_flight_adds_up_whichever_way_it_is_cut(luna_25_safety: tuple[Path, str]) -> None:
    risk = json.loads(luna_25_safety[1])["risk"]
    assert risk["judged"] == "cleared"
    assert risk["cleared"]["collective"] < risk["at_home"]["collective"]
    assert risk["people_on_closed_ground"] > 0
    for people in ("at_home", "cleared"):
        whole = risk[people]
        failures, planned = whole["failures"], whole["planned"]
        assert 0 < whole["low_90"] < whole["collective"] < whole["high_90"] < 1
        assert whole["collective"] == pytest.approx(failures["casualties"] + planned["casualties"], rel=1e-12)
        for cut in ("stages", "modes", "classes", "shelters"):
            assert sum(part["casualties"] for part in failures[cut]) == pytest.approx(failures["casualties"], rel=1e-9)
        assert sum(part["casualties"] for part in planned["elements"]) == pytest.approx(planned["casualties"], rel=1e-9)
        by_second = sum(second["probability"] * second["conditional"] for second in failures["seconds"])
        assert by_second == pytest.approx(failures["casualties"], rel=1e-9)
        assert whole["worst_conditional"] == max(second["conditional"] for second in failures["seconds"])
        assert {"stage", "mode", "class", "share"} == set(failures["dominant"])
        assert 0 < failures["dominant"]["share"] <= 1
        assert failures["places"] == sorted(failures["places"], key=lambda place: -place["casualties"])
    for criterion in risk["criteria"]:
        assert criterion["met"] == (criterion["value"] <= criterion["limit"])
    values = {criterion["name"]: criterion["value"] for criterion in risk["criteria"]}
    assert values["collective risk of the public"] == risk["cleared"]["collective"]


def inside(place: tuple[float, float], outline: list[list[float]]) -> bool:
    """By the crossings of a ray: an outline that crosses no antimeridian."""
    x, y = place
    crossed = False
    for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


def test_areas_to_close_hold_what_they_are_closed_for(luna_25_safety: tuple[Path, str]) -> None:
    folder, printed = luna_25_safety
    analysis = json.loads(printed)
    areas = analysis["closed_areas"]
    assert {area["for"] for area in areas} == {"people", "ships", "aircraft"}
    lines = (folder / "falls.csv").read_text().splitlines()
    falls = list(csv.DictReader(lines[1:]))
    boosters = [fall for fall in falls if fall["element"] == "boosters"]
    closed = [area for area in areas if area["element"] == "boosters" and area["for"] == "people"]
    held = sum(
        any(inside((float(fall["longitude_deg"]), float(fall["latitude_deg"])), area["outline_deg"]) for area in closed)
        for fall in boosters
    )
    assert held / len(boosters) >= 0.965
    times = [float(fall["t_s"]) for fall in boosters]
    assert closed[0]["from_s"] == pytest.approx(min(times), abs=0.01)
    assert closed[0]["to_s"] == pytest.approx(max(times), abs=0.01)
    pad = analysis["mission"]["site"]
    about_pad = [
        area
        for area in areas
        if area["for"] == "people"
        and area["element"] is None
        and inside((pad["longitude_deg"], pad["latitude_deg"]), area["outline_deg"])
    ]
    assert about_pad[0]["probability"] == 1e-6
    # Land is far away where the core comes down, and sea where the boosters do.
    assert not [area for area in areas if area["element"] == "core" and area["for"] == "people"]
    assert not [area for area in areas if area["element"] == "boosters" and area["for"] == "ships"]
    # Light debris is in the air long after the last stage has come down.
    low = [area for area in areas if area["for"] == "aircraft" and area["floor_m"] == 0]
    assert max(area["to_s"] for area in low) > 3000
    notice = (folder / "notice.txt").read_text()
    assert "2023-08-10 23:10 to" in notice
    assert all(title in notice for title in ("LAND, FOR PEOPLE", "SEA, FOR SHIPS", "AIR, FOR AIRCRAFT"))
    first = closed[0]["outline_deg"][0]
    minutes = round(first[1] * 6000)
    assert f"{minutes // 6000:02}-{minutes % 6000 / 100:05.2f}N" in notice
    features = json.loads((folder / "safety.geojson").read_text())["features"]
    assert sum(feature["properties"]["kind"] == "closed-area" for feature in features) == len(areas)
    packets = json.loads((folder / "safety.czml").read_text())
    walls = [packet for packet in packets if packet["id"].startswith("closed/")]
    assert len(walls) >= len(areas)
    assert any(packet["polygon"].get("extrudedHeight") == 18000 for packet in walls)


def test_ground_that_is_closed_has_nobody_to_hurt(cosmodrome: Run, tmp_path: Path) -> None:
    """With most of the Earth closed nobody is left; a file that is no GeoJSON is refused with its place."""
    earth, torn = tmp_path / "earth.geojson", tmp_path / "torn.geojson"
    squares = [
        [[[x, y], [x + 15, y], [x + 15, y + 10], [x, y + 10], [x, y]]]
        for x in range(-180, 180, 15)
        for y in range(-80, 80, 10)
    ]
    earth.write_text(json.dumps({"type": "MultiPolygon", "coordinates": squares}))
    torn.write_text('{\n"type": "Point"}')
    words = ["safety", LUNA_25, "-n", "16", "--debris-falls", "2000", "--json"]
    done = cosmodrome(*words, "--closed", earth, "-o", tmp_path / "a")
    assert done.returncode == 0, done.stderr
    risk = json.loads(done.stdout)["risk"]
    assert risk["at_home"]["collective"] > 0
    assert risk["cleared"]["collective"] == 0
    assert all(criterion["met"] for criterion in risk["criteria"] if criterion["clause"] != "14 CFR 450.101 (a)(2)")
    refused = cosmodrome(*words, "--closed", torn, "-o", tmp_path / "b")
    assert refused.returncode == 2
    assert "torn.geojson" in refused.stderr
    assert not (tmp_path / "b").exists()


def test_safety_counts_on_a_map_of_ones_own(cosmodrome: Run, tmp_path: Path) -> None:
    """Nobody lives on this one, of the two cells about the pad: nobody is at risk, and the shipped map says who is."""
    header = "ncols 2\nnrows 1\nxllcorner 128\nyllcorner 51.5\ncellsize 0.5\nNODATA_value -9999\n"
    nobody, torn = tmp_path / "nobody.asc", tmp_path / "torn.asc"
    nobody.write_text(header + "0 0\n")
    torn.write_text(header + "0 -5\n")
    words = ["safety", LUNA_25, "-n", "16", "--debris-falls", "2000", "--json"]
    done = cosmodrome(*words, "--population", nobody, "-o", tmp_path / "a")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["risk"]["at_home"]["collective"] == 0
    assert json.loads(done.stdout)["flight_abort"]["scatter_falls"] < 10
    assert "too few, let more fall" in (tmp_path / "a" / "safety.html").read_text()
    refused = cosmodrome(*words, "--population", torn, "-o", tmp_path / "b")
    assert refused.returncode == 2
    assert "torn.asc" in refused.stderr
    assert not (tmp_path / "b").exists()


def test_safety_is_the_same_on_one_thread_and_on_two(cosmodrome: Run, tmp_path: Path) -> None:
    words = [LUNA_25, "-n", "200", "--debris-falls", "5000", "--json"]
    one = cosmodrome("safety", *words, "-j", "1", "-o", tmp_path / "one")
    two = cosmodrome("safety", *words, "-j", "2", "-o", tmp_path / "two")
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout


def test_each_product_of_safety_says_what_it_is(luna_25_safety: tuple[Path, str]) -> None:
    folder, _ = luna_25_safety
    for path in folder.iterdir():
        assert "No licence" in path.read_text(), path.name
    lines = (folder / "impact-points.csv").read_text().splitlines()
    rows = list(csv.DictReader(lines[1:]))
    assert len(rows) == len(json.loads((folder / "safety.json").read_text())["impact_points"])
    assert {row["state"] for row in rows} == {"impact", "orbit"}
    assert all(bool(row["latitude_deg"]) == (row["state"] == "impact") for row in rows)
    kinds = {
        feature["properties"]["kind"] for feature in json.loads((folder / "safety.geojson").read_text())["features"]
    }
    assert {"impact-points-in-vacuum", "impact-points-in-air", "impact", "fall"} <= kinds
    assert ElementTree.parse(folder / "safety.kml").getroot().tag.endswith("}kml")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.toml"], "nowhere.toml"),
        ([LUNA_25, "--ballistic-coefficient", "100 psf"], "--ballistic-coefficient"),
        ([LUNA_25, "--ballistic-coefficient", "0 kg/m2"], "outside 1 kg/m2"),
        ([LUNA_25, "--ballistic-coefficient", "100 kg"], "--ballistic-coefficient"),
        ([LUNA_25, "--assumptions", "nowhere.toml"], "nowhere.toml"),
        ([LUNA_25, "--history", "150"], "--history"),
        ([LUNA_25, "--history", "2:3"], "failures"),
        ([LUNA_25, "--probability-of-failure", "1.5"], "--probability-of-failure"),
        ([LUNA_25, "--debris-falls", "few"], "--debris-falls"),
    ],
)
def test_wrong_words_of_safety_write_nothing(cosmodrome: Run, tmp_path: Path, words: list[str], told: str) -> None:
    done = cosmodrome("safety", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


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
    assert abort["scatter_falls"] > 10
    assert "too few, let more fall" not in page
    assert "Ending the flight: gates" in page
    map_text = (folder / "safety.kml").read_text()
    assert "Limit lines" in map_text
    assert map_text.count("<name>gate, T+") == len(abort["gates"]) > 0


def test_two_lines_beside_the_way_leave_normal_flights_room(luna_25: tuple[Path, dict]) -> None:
    folder, abort = luna_25
    corridor = abort["corridor"]
    assert corridor["normal_flights"] > 0
    assert corridor["normal_share_inside"] >= 0.97
    protected = {line["name"] for line in abort["limit_lines"]}
    held = {part["held_by"] for part in corridor["lines"]} - {None}
    assert held
    assert held <= protected
    for side in ("left", "right"):
        parts = [part for part in corridor["lines"] if part["side"] == side]
        gaps = [gap for gap in corridor["gaps"] if gap["side"] == side]
        # From the pad on every second has a line or is said to have none.
        assert min(part["from_s"] for part in parts + gaps) < 30
        for part in parts:
            assert part["narrowest_m"] > 0
            assert part["from_s"] <= part["to_s"]
        for gap in gaps:
            assert gap["overlap_m"] > 0
            assert set(gap["names"]) <= protected
        for width in corridor["widths"]:
            if width[f"{side}_m"] is not None:
                assert width[f"{side}_m"] >= width[f"normal_{side}_m"] - 1
                assert width[f"{side}_m"] <= 110e3 + 1
    kinds = [one["properties"] for one in json.loads((folder / "safety.geojson").read_text())["features"]]
    drawn = [one for one in kinds if one["kind"] == "flight-limit-line"]
    assert {one["side"] for one in drawn} == {"left", "right"}
    assert "limit lines beside the way" in (folder / "safety.html").read_text()
    assert "left limit line, held by" in (folder / "safety.kml").read_text()
    assert "flight-limit-line/1" in (folder / "safety.czml").read_text()


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
    generic = (ROOT / "data" / "safety" / "generic.toml").read_text()
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


@pytest.fixture
def stopped(program: Path, tmp_path: Path) -> Path:
    """The file that is left of an analysis which Ctrl-C has stopped, beside the results of another day."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "safety.json").write_text("of another day")
    running = subprocess.Popen(
        [program, "safety", LUNA_25, "--debris-falls", "5000000", "-o", tmp_path / "out"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "the same command goes on" in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["safety.json", "safety.unfinished"]
    assert (tmp_path / "out" / "safety.json").read_text() == "of another day"
    return tmp_path / "out" / "safety.unfinished"


def test_only_the_same_analysis_goes_on(cosmodrome: Run, stopped: Path) -> None:
    folder, kept = stopped.parent, stopped.read_bytes()
    other = cosmodrome("safety", LUNA_25, *FEW, "-o", folder)
    assert other.returncode == 2
    assert "unfinished analysis of another mission, or of other numbers" in other.stderr
    assert "remove it to begin anew" in other.stderr
    for damaged, told in (
        (kept[:-5], "damaged"),
        (kept[:60], "another mission"),
        (b"", "no unfinished safety analysis"),
        (b"{}" * 1000, "no unfinished safety analysis"),
    ):
        stopped.write_bytes(damaged)
        done = cosmodrome("safety", LUNA_25, "--debris-falls", "5000000", "-o", folder)
        assert done.returncode == 2
        assert told in done.stderr
        assert str(stopped) in done.stderr
    assert (folder / "safety.json").read_text() == "of another day"
