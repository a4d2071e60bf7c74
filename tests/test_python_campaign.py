"""Campaigns from Python: the command's flights, dispersions of one's own, stopped and gone on with."""

import copy
import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAM, ROOT, Run

sys.path.insert(0, str(PROGRAM.parent / "python"))

from cosmodrome.campaigns import BLOCK_FLIGHTS

import cosmodrome as cd  # the path is only now known

MISSION = ROOT / "missions" / "luna-25.toml"
COUNT = BLOCK_FLIGHTS + 300


def bits(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "flights").iterdir())}


@pytest.fixture(scope="module")
def flights(tmp_path_factory: pytest.TempPathFactory) -> cd.Flights:
    return cd.load("luna-25").disperse(COUNT, folder=tmp_path_factory.mktemp("campaign") / "luna")


def test_flies_as_the_command_does(flights: cd.Flights, cosmodrome: Run, tmp_path: Path) -> None:
    said = json.loads(cosmodrome("disperse", MISSION, "-n", str(COUNT), "-o", tmp_path / "out", "--json").stdout)
    passing = {"seconds", "flights_per_s", "store"}
    for key in said.keys() - passing:
        assert flights.summary[key] == said[key], key
    assert bits(flights.folder) == bits(tmp_path / "out")
    assert (flights.folder / "summary.json").exists()


def test_columns_are_arrays_that_nothing_copied(flights: cd.Flights) -> None:
    mass_kg = flights["mass_kg"]
    assert not mass_kg.flags.owndata
    assert len(mass_kg) == len(flights) == COUNT
    assert mass_kg.mean() == pytest.approx(flights.summary["columns"]["mass_kg"]["mean"], rel=1e-12)
    assert set(flights["outcome"]) == set(flights.outcomes)
    with pytest.raises(KeyError, match="columns names all"):
        flights.column("mass")


def test_tables(flights: cd.Flights) -> None:
    table = flights.to_pandas()
    assert list(table.columns) == flights.columns
    assert list(table.flight) == list(range(COUNT))
    assert table.outcome.value_counts().to_dict() == {
        name: one["count"] for name, one in flights.summary["outcomes"].items()
    }
    some = flights.to_xarray(["margin_m_s", "cause"])
    assert set(some.data_vars) == {"margin_m_s", "cause"}
    assert np.array_equal(some.margin_m_s, table.margin_m_s, equal_nan=True)


def test_any_flight_is_flown_again(flights: cd.Flights) -> None:
    number = int(np.flatnonzero(flights["outcome"] == "target_met")[17])
    assert flights.sample(number).trajectory.mass_kg[-1] == flights["mass_kg"][number]
    with pytest.raises(IndexError):
        flights.sample(COUNT)


def test_picture(flights: cd.Flights, tmp_path: Path) -> None:
    flights.plot().savefig(tmp_path / "flights.png")
    assert (tmp_path / "flights.png").read_bytes().startswith(b"\x89PNG")


def test_dispersions_of_ones_own() -> None:
    """Payloads drawn from a sample of one's own come out as they went in, and nothing else varies."""
    mission = cd.load("luna-25")
    mission.dispersions = []
    mission.failures.clear()
    weighed_kg = np.random.default_rng(1).gamma(4, 3, 5000) - 12
    shares = np.linspace(0, 1, 201)
    mission.vary("payload.mass", cd.Distribution.table(np.quantile(weighed_kg, shares), shares))
    flights = mission.disperse(2000)
    drawn_kg = flights["payload.mass_kg"] - 1800
    # Standard errors of 2000 draws with a deviation of 6 kg: 0.13 kg of the mean, 0.1 kg of the deviation.
    assert drawn_kg.mean() == pytest.approx(weighed_kg.mean(), abs=4 * 0.134)
    assert drawn_kg.std() == pytest.approx(weighed_kg.std(), abs=0.6)
    # A heavier payload leaves less: the flights lie on a line.
    assert np.corrcoef(drawn_kg, flights["margin_m_s"])[0, 1] < -0.999


def test_failures_of_ones_own() -> None:
    mission = cd.load("luna-25")
    mission.failures.clear()
    mission.fail("third stage", "shut-down", "third", probability=0.2, from_s=400, to_s=401)
    flights = mission.disperse(500)
    assert flights.outcomes["impact"] == pytest.approx(0.2, abs=4 * (0.2 * 0.8 / 500) ** 0.5)
    assert set(flights["cause"]) == {"", "third stage"}


def test_correlations_wind_and_density() -> None:
    mission = cd.load("luna-25")
    mission.dispersions = []
    names = ["stage.core.thrust", "stage.third.thrust"]
    mission.correlate("batch", names, [0.01, 0.01], [[1, 0.8], [0.8, 1]], relative=True)
    mission.scatter_wind([0, 12e3, 30e3], [3, 12, 8], 4e3)
    mission.scatter_density([0, 50e3, 100e3], [0.02, 0.08, 0.15], 10e3)
    flights = mission.disperse(1000)
    drawn = np.corrcoef(flights["stage.core.thrust_N"], flights["stage.third.thrust_N"])[0, 1]
    assert drawn == pytest.approx(0.8, abs=4 * (1 - 0.64) / 1000**0.5)
    assert flights["wind.east.1"].std() == pytest.approx(1, abs=0.1)
    assert "atmosphere.profile.1" in flights.columns


def test_what_is_wrong_is_refused_and_changes_nothing() -> None:
    mission = cd.load("luna-25")
    before = len(mission.dispersions), len(mission.failures)
    with pytest.raises(cd.InputError, match=r'did you mean "stage.core.thrust"'):
        mission.vary("stage.core.thrast", cd.Distribution.normal(0.1, relative=True))
    with pytest.raises(cd.InputError, match="below 0"):
        mission.vary("stage.core.thrust", cd.Distribution.normal(-1))
    with pytest.raises(cd.InputError, match="there are boosters, core"):
        mission.fail("it", "shut-down", "fourth", probability=0.1)
    with pytest.raises(cd.InputError, match="engines-out"):
        mission.fail("it", "sabotage", probability=0.1)
    with pytest.raises(cd.InputError, match="no correlation"):
        mission.correlate("it", ["stage.core.thrust", "stage.core.isp"], [1, 1], [[1, 2], [2, 1]])
    with pytest.raises(cd.InputError, match="sobol"):
        mission.sampling = "random"
    assert (len(mission.dispersions), len(mission.failures)) == before
    with pytest.raises(cd.InputError, match="does not say how well"):
        mission.disperse(10, until="target_met")


def test_pickled_missions_are_the_same() -> None:
    mission = cd.load("luna-25")
    mission.payloads[0].mass_kg += 1
    mission.fail("it", "timer", "core-separation", probability=0.1, by=cd.Distribution.uniform(0, 1))
    again = pickle.loads(pickle.dumps(mission))
    assert again.hash == mission.hash
    assert pickle.dumps(again) == pickle.dumps(mission)
    assert [failure.name for failure in again.failures][-1] == "it"
    version, state = mission.__getstate__()
    broken = cd.Mission.__new__(cd.Mission)
    for wrong in (state[:-5], state + b"x", b"\xff" * 40):
        with pytest.raises(ValueError, match="no mission"):
            broken.__setstate__((version, wrong))


def test_goes_on_where_it_was_stopped(flights: cd.Flights, tmp_path: Path) -> None:
    """An exception keeps all that was flown; a second start needs `resume`, another mission is refused."""
    folder = tmp_path / "stopped"
    mission = cd.load("luna-25")

    class EnoughError(Exception):
        pass

    def enough(flown: int, says: str) -> None:
        assert "target_met" in says
        raise EnoughError

    with pytest.raises(EnoughError):
        mission.disperse(COUNT, folder=folder, jobs=1, progress=enough)
    assert len(list(folder.glob("flights/block-*"))) == 1
    with pytest.raises(cd.InputError, match="here already"):
        mission.disperse(COUNT, folder=folder)
    other = copy.copy(mission)
    other.payloads[0].mass_kg += 1
    with pytest.raises(cd.InputError, match="another mission"):
        other.disperse(COUNT, folder=folder, resume=True)
    whole = mission.disperse(folder=folder, resume=True)
    assert whole.summary["flown_now"] == 300
    assert bits(folder) == bits(flights.folder)


def test_ctrl_c_is_a_keyboard_interrupt_and_loses_nothing(flights: cd.Flights, tmp_path: Path) -> None:
    script = (
        "import cosmodrome as cd\n"
        "try:\n"
        "    cd.load('luna-25').disperse(10_000_000, folder='kept')\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
    )
    there = os.environ | {"PYTHONPATH": str(PROGRAM.parent / "python")}
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env=there, stdout=subprocess.PIPE, text=True
    )
    while not list((tmp_path / "kept").glob("flights/block-*")):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "interrupted\n"
    first = "block-00000000.parquet"
    assert bits(tmp_path / "kept")[first] == bits(flights.folder)[first]


def test_other_threads_run_meanwhile() -> None:
    """While flights are flown another thread counts: the interpreter's lock is not held."""
    counted = 0
    over = threading.Event()

    def count() -> None:
        nonlocal counted
        while not over.is_set():
            counted += 1
            time.sleep(0.001)

    other = threading.Thread(target=count)
    mission = cd.load("luna-25")
    plan = cd.plan(mission)
    other.start()
    began = time.monotonic()
    cd.disperse(plan, BLOCK_FLIGHTS, jobs=1)
    seconds = time.monotonic() - began
    over.set()
    other.join()
    assert counted > 0.1 * seconds / 0.001


def test_progress_bar(capsys: pytest.CaptureFixture[str]) -> None:
    cd.load("luna-25").disperse(200, progress=True)
    assert "flights" in capsys.readouterr().err
