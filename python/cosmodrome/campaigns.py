"""Many flights of one mission, everything varying: on this machine, and on many by Dask."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import _core
from ._progress import counting

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    import numpy as np
    import pandas as pd
    import xarray as xr
    from dask.distributed import Client, Future
    from matplotlib.figure import Figure as Picture

BLOCK_FLIGHTS: int = _core.BLOCK_FLIGHTS
TEXTS = ("outcome", "failures", "cause")


class Flights:
    """The flights of a campaign: a summary at hand, each flight's row on the disk, read when it is asked for.

    `summary` is what `cosmodrome disperse --json` prints: outcomes with their probabilities, what went wrong, the
    insertion with its covariance, the margin's curve, sensitivities, moments and percentiles of every column. `folder`
    holds the flights as Parquet, summary.json and report.html; one that was not named goes with this object.
    """

    def __init__(
        self, campaign: _core.Campaign, store: _core.CampaignStore, folder: Path, summary: dict, keeps: object
    ) -> None:
        self.campaign = campaign
        self.folder = folder
        self.summary = summary
        self._store = store
        self._keeps = keeps

    def __len__(self) -> int:
        return self.summary["flights"]

    def __repr__(self) -> str:
        met = self.summary["outcomes"].get("target_met", {}).get("probability", 0.0)
        return f"Flights({len(self)} of {self.campaign.mission.name}: {100 * met:.2f} % met their target)"

    @property
    def columns(self) -> list[str]:
        """Names of all that is kept of each flight, the unit at the end: what was drawn, events, results."""
        return self.campaign.columns

    @property
    def outcomes(self) -> dict[str, float]:
        """The probability of each way to end."""
        return {name: one["probability"] for name, one in self.summary["outcomes"].items()}

    def column(self, name: str) -> np.ndarray:
        """One column by flight number: an array that nothing has copied since it was read. Texts as objects."""
        read = self._store.column(name)
        if not isinstance(read, tuple):
            return read
        import numpy as np

        different, places = read
        return np.array(different, dtype=object)[places]

    __getitem__ = column

    def to_pandas(self, columns: list[str] | None = None) -> pd.DataFrame:
        """One row a flight, all columns or some; texts as categories."""
        import pandas as pd

        table = {name: self._for_pandas(name) for name in columns or self.columns}
        return pd.DataFrame(table, copy=False)

    def _for_pandas(self, name: str) -> np.ndarray | pd.Categorical:
        read = self._store.column(name)
        if not isinstance(read, tuple):
            return read
        import pandas as pd

        return pd.Categorical.from_codes(read[1], categories=read[0])

    def to_xarray(self, columns: list[str] | None = None) -> xr.Dataset:
        """Along `flight`, its number; all columns or some."""
        import xarray as xr

        names = [name for name in columns or self.columns if name != "flight"]
        return xr.Dataset(
            {name: ("flight", self.column(name)) for name in names}, coords={"flight": self.column("flight")}
        )

    def sample(self, flight: int) -> _core.Flight:
        """One flight flown again with its whole record."""
        if not 0 <= flight < len(self):
            raise IndexError(f"flight {flight} is not one of {len(self)}")
        return _core.fly_plan(self.campaign.plan_of(flight))

    def plot(self) -> Picture:
        """Outcomes, the reserve by the share of flights that have enough, the insertion, and what moves the margin."""
        from .plots import plot_flights

        return plot_flights(self)


def disperse(
    what: _core.Mission | _core.Plan,
    n: int | None = None,
    *,
    folder: str | os.PathLike[str] | None = None,
    until: str | None = None,
    indices: int | None = None,
    jobs: int | None = None,
    resume: bool = False,
    progress: bool | Callable[[int, str], None] = False,
) -> Flights:
    """Flies a mission `n` times, with all that varies varying and what may fail failing now and then.

    Without `n` as many as the mission says. The same mission and seed give the same flights, bit for bit, whatever
    `jobs`, the number of threads. `folder` keeps the flights; Ctrl-C, which raises KeyboardInterrupt, or a power cut
    lose none, and `resume` goes on with them. `until`, such as "target_met:0.001", stops as soon as that is known so
    well. `indices`: Sobol's indices in the summary, from so many pairs of the flights and one more flight a pair for
    each thing that varies. `progress`: True for a bar, or a function of the number of flights and the outcomes in
    words; what it raises stops the campaign. Raises InputError.
    """
    campaign = _core.Campaign(what if isinstance(what, _core.Plan) else _core.plan(what))
    where, keeps = _folder(folder)
    store = _core.CampaignStore(campaign, where, resume)
    return _summed(campaign, store, where, keeps, n, until, indices, jobs, resume, progress)


def campaign(
    mission: _core.Mission,
    n: int | None = None,
    *,
    client: Client,
    folder: str | os.PathLike[str] | None = None,
    resume: bool = False,
    blocks_at_once: int | None = None,
    progress: bool | Callable[[int, str], None] = False,
) -> Flights:
    """disperse() on many machines: blocks of flights, by their number, on the workers of a dask.distributed.Client.

    The flights are the same bits as alone. A worker that is lost costs the blocks that it was flying, which others fly
    again; blocks that arrive are on this machine's disk at once, and `resume` goes on from them. `blocks_at_once` are
    handed out at a time, four for each thread of the workers if it is not given. Raises InputError, and what a worker
    raises. Needs dask and distributed: `pip install "cosmodrome[dask]"`.
    """
    here = _core.Campaign(_core.plan(mission))
    where, keeps = _folder(folder)
    store = _core.CampaignStore(here, where, resume)
    asked = store.asked(n or 0, resume)
    missing = [one for one in _blocks(asked) if not store.has(one[0], one[2])]
    at_once = blocks_at_once or 4 * max(1, sum(client.nthreads().values()))
    # With each block goes the mission: what is kept on one worker would be lost with it.
    flight_of = _Job(mission.__getstate__(), here.hash)
    done = asked - sum(count for _, _, count in missing)
    with counting(progress, "flying", asked) as hears:
        for block, count, written in _flown(client, flight_of, missing, at_once):
            store.add(block, written, count)
            done += count
            if hears:
                hears(done, f"{len(client.nthreads())} workers")
    return _summed(here, store, where, keeps, n, None, None, None, True, False)


@dataclass(frozen=True)
class _Job:
    """What a worker does for a block: the same mission, planned once in each process, and the flights' numbers."""

    state: tuple[str, bytes]
    campaign_hash: str

    def __call__(self, first: int, count: int) -> bytes:
        there = _campaign_of(self.state)
        if there.hash != self.campaign_hash:  # flights of another campaign are refused, not mixed in
            raise RuntimeError("this worker reads the mission differently: is its cosmodrome of the same version?")
        return there.fly_block(first, count)


@lru_cache(maxsize=2)
def _campaign_of(state: tuple[str, bytes]) -> _core.Campaign:
    mission = _core.Mission.__new__(_core.Mission)
    mission.__setstate__(state)
    return _core.Campaign(_core.plan(mission))


def _flown(
    client: Client, job: _Job, missing: list[tuple[int, int, int]], at_once: int
) -> Iterator[tuple[int, int, bytes]]:
    """Blocks as they arrive: number, size and Parquet file, `at_once` on their way.

    The scheduler gives a block up whose workers have died a few times; each is handed out anew up to five times, as a
    worker that is killed takes all blocks with it that wait there, whatever the reason.
    """
    from dask.distributed import KilledWorker, as_completed

    to_fly = list(reversed(missing))
    tries = dict.fromkeys((block for block, _, _ in missing), 0)
    flying: dict[Future, tuple[int, int, int]] = {}
    waiting = as_completed([], raise_errors=False)

    def hand_out() -> None:
        while to_fly and len(flying) < at_once:
            block, first, count = to_fly.pop()
            tries[block] += 1
            future = client.submit(job, first, count, pure=False, retries=3)
            flying[future] = (block, first, count)
            waiting.add(future)

    try:
        hand_out()
        for future in waiting:
            block, first, count = flying.pop(future)
            try:
                written = future.result()
            except KilledWorker:
                if tries[block] >= 5:
                    raise
                to_fly.append((block, first, count))
            else:
                yield block, count, written
            future.release()
            hand_out()
    finally:
        client.cancel(list(flying))


def _blocks(flights: int) -> Iterator[tuple[int, int, int]]:
    """Number, first flight and size of each block."""
    for block, first in enumerate(range(0, flights, BLOCK_FLIGHTS)):
        yield block, first, min(BLOCK_FLIGHTS, flights - first)


def _folder(folder: str | os.PathLike[str] | None) -> tuple[Path, object]:
    if folder is not None:
        return Path(folder), None
    keeps = tempfile.TemporaryDirectory(prefix="cosmodrome-campaign-", ignore_cleanup_errors=True)
    return Path(keeps.name), keeps


def _summed(
    campaign: _core.Campaign,
    store: _core.CampaignStore,
    folder: Path,
    keeps: object,
    n: int | None,
    until: str | None,
    indices: int | None,
    jobs: int | None,
    resume: bool,
    progress: bool | Callable[[int, str], None],
) -> Flights:
    try:
        with counting(progress, "flying", n or 0) as hears:
            told = None if hears is None else lambda flights, _asked, says: hears(flights, says)
            said = store.run(n or 0, until or "", indices or 0, jobs or 0, resume, told)
    except BaseException:
        store.close()
        raise
    return Flights(campaign, store, folder, json.loads(said), keeps)
