"""Safety analyses from Python: the command's figures, as arrays and tables."""

import json
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAM, ROOT, Run

sys.path.insert(0, str(PROGRAM.parent / "python"))

import cosmodrome as cd  # the path is only now known

MISSION = ROOT / "missions" / "luna-25.toml"


@pytest.fixture(scope="module")
def luna() -> cd.Safety:
    return cd.load("luna-25").safety(flights=32, falls=4000, history="150:2", jobs=1)


def test_finds_what_the_command_does(luna: cd.Safety, cosmodrome: Run, tmp_path: Path) -> None:
    words = ["-n", "32", "--debris-falls", "4000", "--history", "150:2", "--json", "-o", tmp_path / "out"]
    assert json.loads(cosmodrome("safety", MISSION, *words).stdout) == luna.found
    luna.write(tmp_path / "again")
    assert (tmp_path / "again" / "notice.txt").read_text() == (tmp_path / "out" / "notice.txt").read_text()
    assert luna.notice == (tmp_path / "out" / "notice.txt").read_text()
    assert "Casualties expected a launch" in luna.summary
    assert "Luna-25" in repr(luna)


def test_tables_are_of_the_same_falls(luna: cd.Safety) -> None:
    falls = luna.falls
    assert {len(column) for column in falls.values()} == {len(falls["t_s"])}
    assert not falls["t_s"].flags.owndata
    table = luna.falls_to_pandas()
    boosters = table[table.element == "boosters"]
    element = next(one for one in luna.found["normal_flight"]["elements"] if one["element"] == "boosters")
    assert len(boosters) == round(element["falls"] * element["share_down"])
    assert np.degrees(boosters.latitude_rad.mean()) == pytest.approx(element["mean"]["latitude_deg"], abs=0.01)
    seconds = luna.seconds_to_pandas()
    assert (seconds.probability * seconds.conditional).sum() == pytest.approx(
        luna.risk["cleared"]["failures"]["casualties"], rel=1e-9
    )
    assert (seconds.conditional_at_home >= seconds.conditional - 1e-12).all()
    assert {area["for"] for area in luna.closed_areas} == {"people", "ships", "aircraft"}


def test_says_what_is_wrong() -> None:
    mission = cd.load("luna-25")
    with pytest.raises(cd.InputError, match="no number of flights"):
        mission.safety(history="many")
    with pytest.raises(cd.InputError, match=r"nowhere\.geojson"):
        mission.safety(closed="nowhere.geojson", flights=1, falls=0)
    with pytest.raises(TypeError):
        mission.safety(often=3)


def test_progress_may_stop_it() -> None:
    said: list[str] = []

    def enough(text: str) -> None:
        said.append(text)
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        cd.safety(cd.load("luna-25"), flights=256, falls=0, jobs=1, progress=enough)
    assert "planned falls" in said[0]


def test_goes_on_where_it_was_stopped_to_the_same_bits(luna: cd.Safety, tmp_path: Path) -> None:
    """Stopped among the planned falls, then twice among the failures, with other numbers of threads."""
    kept = tmp_path / "kept" / "safety.unfinished"

    def interrupted_at(text: str, jobs: int) -> None:
        def interrupt(told: str) -> None:
            if text in told:
                signal.raise_signal(signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            cd.load("luna-25").safety(
                flights=300, falls=4000, history="150:2", jobs=jobs, unfinished=kept, progress=interrupt
            )

    interrupted_at("planned falls: 128", 1)
    interrupted_at("failures: second 40 ", 2)
    size = kept.stat().st_size
    interrupted_at("failures: second 300 ", 1)
    assert kept.stat().st_size > size
    begins: list[str] = []
    done = cd.load("luna-25").safety(flights=300, falls=4000, history="150:2", unfinished=kept, progress=begins.append)
    assert begins[0].startswith("failures: second 30"), "seconds before are not flown again"
    assert not kept.exists()
    whole = cd.load("luna-25").safety(flights=300, falls=4000, history="150:2")
    assert done.found == whole.found
    assert done.notice == whole.notice
    assert all(np.array_equal(done.falls[name], whole.falls[name]) for name in whole.falls)
