"""Campaigns on Dask: a real scheduler, workers that are processes of their own, some of them killed."""

import hashlib
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROGRAM
from dask import distributed

sys.path.insert(0, str(PROGRAM.parent / "python"))
from cosmodrome.campaigns import BLOCK_FLIGHTS

import cosmodrome as cd  # the path is only now known

# A few seconds in every run of the tests; `make dask` kills for a minute.
KILLS = int(os.environ.get("COSMODROME_DASK_KILLS", "3"))
COUNT = 10 * BLOCK_FLIGHTS * max(1, KILLS // 3) + 123


def bits(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "flights").iterdir())}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> cd.Flights:
    return cd.load("luna-25").disperse(COUNT, folder=tmp_path_factory.mktemp("alone") / "flights")


@pytest.fixture(scope="module")
def client() -> Iterator["distributed.Client"]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(PROGRAM.parent / "python"))
        with (
            distributed.LocalCluster(
                n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client


def figures_of(summary: dict) -> dict:
    passing = {"seconds", "flights_per_s", "flown_now", "threads", "store", "stopped"}
    return {key: value for key, value in summary.items() if key not in passing}


def processes(client: "distributed.Client") -> list[int]:
    return [info["pid"] for info in client.run(lambda: {"pid": os.getpid()}).values()]


def test_workers_killed_in_mid_run_change_no_bit(
    client: "distributed.Client", alone: cd.Flights, tmp_path: Path
) -> None:
    """Again and again one of three workers is killed; the cluster replaces it, others fly its blocks again."""
    chance = random.Random(20170711)
    killed: list[int] = []
    begun, over = threading.Event(), threading.Event()

    def kill() -> None:
        begun.wait()
        for _ in range(KILLS):
            if over.wait(chance.uniform(0.2, 0.6)):
                return
            there = processes(client)
            if there:
                killed.append(chance.choice(there))
                os.kill(killed[-1], signal.SIGKILL)

    heard: list[int] = []

    def hear(flown: int, says: str) -> None:
        heard.append(flown)
        assert "workers" in says
        begun.set()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        flights = cd.campaign(cd.load("luna-25"), COUNT, client=client, folder=tmp_path / "many", progress=hear)
    finally:
        over.set()
        begun.set()
        killer.join()
    assert len(killed) >= max(1, KILLS // 3)  # it may be over before the last of them
    assert heard == sorted(heard)
    assert heard[-1] == COUNT
    assert bits(tmp_path / "many") == bits(alone.folder)
    assert figures_of(flights.summary) == figures_of(alone.summary)


def test_what_is_there_is_not_flown_again(client: "distributed.Client", alone: cd.Flights, tmp_path: Path) -> None:
    folder = tmp_path / "begun"
    cd.load("luna-25").disperse(3 * BLOCK_FLIGHTS, folder=folder)
    old = {path: path.stat().st_mtime_ns for path in (folder / "flights").iterdir()}
    flights = cd.campaign(cd.load("luna-25"), COUNT, client=client, folder=folder, resume=True)
    assert len(flights) == COUNT
    assert all(path.stat().st_mtime_ns == at for path, at in old.items())
    assert bits(folder) == bits(alone.folder)


def test_what_python_changed_goes_to_the_workers(client: "distributed.Client") -> None:
    mission = cd.load("luna-25")
    mission.failures.clear()
    mission.fail("third stage", "shut-down", "third", probability=1, from_s=400, to_s=401)
    flights = cd.campaign(mission, 300, client=client)
    assert flights.outcomes == {"impact": 1.0}


def test_an_error_here_leaves_nothing_running(client: "distributed.Client", tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def enough(flown: int, says: str) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        cd.campaign(cd.load("luna-25"), COUNT, client=client, folder=tmp_path / "kept", progress=enough)
    assert list((tmp_path / "kept").glob("flights/block-*"))
    deadline = time.monotonic() + 20
    while any(client.processing().values()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(client.processing().values())
