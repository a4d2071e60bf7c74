"""Where a flight comes down: planned falls, failures, the people below, and what is to be closed."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from . import _core

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    import numpy as np
    import pandas as pd


class Safety:
    """A safety analysis: what `cosmodrome safety` writes, at hand.

    `found` is safety.json as an object, in degrees as that file is; `falls` and the tables are in SI and radians.
    """

    def __init__(self, core: _core.SafetyAnalysis) -> None:
        self._core = core

    @cached_property
    def found(self) -> dict:
        """safety.json: impact points, planned falls, failures, closed areas, risk."""
        return json.loads(self._core.json())

    @property
    def risk(self) -> dict:
        """Casualties expected a launch, `cleared` and `at_home`, and the limits: see the guide of flight safety."""
        return self.found["risk"]

    @property
    def closed_areas(self) -> list[dict]:
        """What is to be closed, for whom, from when to when."""
        return self.found["closed_areas"]

    @property
    def flight_abort(self) -> dict:
        """When the flight is to be ended: limit lines about places and beside the way, gates, straight-up and data-loss
        times, the last second."""
        return self.found["flight_abort"]

    @property
    def summary(self) -> str:
        """What the command prints."""
        return self._core.summary()

    @property
    def notice(self) -> str:
        """The draft of a notice to mariners and airmen."""
        return self._core.notice()

    def __repr__(self) -> str:
        collective = self.risk["cleared"]["collective"]
        return f"Safety({self.found['mission']['name']}: {collective:.2g} casualties expected)"

    @cached_property
    def falls(self) -> dict[str, np.ndarray]:
        """Each body of the planned falls that came down: arrays by the names of their columns."""
        return {
            "element": self._core.fall_elements(),
            "t_s": self._core.fall_t_s(),
            "latitude_rad": self._core.fall_latitude_rad(),
            "longitude_rad": self._core.fall_longitude_rad(),
            "speed_m_s": self._core.fall_speed_m_s(),
            "descent_rad": self._core.fall_descent_rad(),
        }

    def falls_to_pandas(self) -> pd.DataFrame:
        """The same, with the elements' names as categories."""
        import pandas as pd

        names = [element["element"] for element in self.found.get("normal_flight", {"elements": []})["elements"]]
        table = pd.DataFrame(self.falls, copy=False)
        table["element"] = pd.Categorical.from_codes(table["element"], categories=names)
        return table

    def seconds_to_pandas(self) -> pd.DataFrame:
        """Each second and mode in which the flight may fail: its probability, and the casualties if it does."""
        import pandas as pd

        risk = self.risk
        table = pd.DataFrame(risk["cleared"]["failures"]["seconds"])
        table["conditional_at_home"] = [second["conditional"] for second in risk["at_home"]["failures"]["seconds"]]
        return table

    def write(self, folder: str | os.PathLike[str]) -> None:
        """All files that the command writes, into a folder: all or none."""
        from pathlib import Path

        self._core.write(Path(folder))


def safety(
    mission: _core.Mission,
    *,
    flights: int = 2048,
    falls: int = 200_000,
    probability: float = 0.1,
    history: str | None = None,
    closed: str | os.PathLike[str] | None = None,
    protect: str | os.PathLike[str] | None = None,
    population: str | os.PathLike[str] | None = None,
    assumptions: str | os.PathLike[str] | None = None,
    criteria: str | os.PathLike[str] | None = None,
    ballistic_coefficient_kg_m2: float | None = None,
    jobs: int | None = None,
    unfinished: str | os.PathLike[str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Safety:
    """Finds where a mission comes down, whom it could hurt, and what is to be closed for it.

    `flights` are flown for their planned falls, `falls` of debris are followed after failures; `probability` is that of
    a failure, or follows from the vehicle's `history`, such as "150:2". `closed` is GeoJSON of ground that is cleared
    of people, beside what the analysis itself would close; `protect` is GeoJSON of ground that nothing may fall on,
    about which limit lines are drawn, by default the towns in reach. The same bits whatever `jobs`, the number of
    threads. With `unfinished`, the name of a file, an analysis that is interrupted is kept there, and the same call
    goes on from it; it is removed at the end. An engineering tool with a generic list of debris: no licence. Raises
    InputError.
    """

    def file(name: str | os.PathLike[str] | None) -> str:
        return "" if name is None else str(name)

    return Safety(
        _core.SafetyAnalysis(
            mission,
            assumptions=file(assumptions),
            population=file(population),
            criteria=file(criteria),
            closed=file(closed),
            protect=file(protect),
            ballistic_coefficient_kg_m2=ballistic_coefficient_kg_m2,
            flights=flights,
            falls=falls,
            probability=probability if history is None else _core.probability_of_history(history),
            threads=jobs or 0,
            unfinished=file(unfinished),
            progress=progress,
        )
    )
