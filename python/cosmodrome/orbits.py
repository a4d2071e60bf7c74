"""Free flight: an orbit flown on, its lifetime, its design by the ground track, and its keeping."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import _core
from ._progress import watching

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    import pandas as pd

    Start = _core.SpacecraftState | _core.Flight | str | os.PathLike[str]


def state_of(start: Start) -> _core.SpacecraftState:
    """What a free flight begins from, however it is given."""
    if isinstance(start, _core.SpacecraftState):
        return start
    return _core.end_state(start) if isinstance(start, _core.Flight) else _core.read_state(start)


def propagate(
    start: Start,
    *,
    length_s: float = 86400.0,
    model: str = "accurate",
    stations: Sequence[str] = (),
    mask_rad: float = math.radians(5),
    step_s: float = 60.0,
    progress: bool | Callable[[int, str], None] = False,
) -> _core.Propagation:
    """Flies an orbit on: its path in GCRF, its eclipses, its passes over ground stations.

    `start`: a SpacecraftState, a Flight (from its last state), or a file as read_state() takes it. `model`: "accurate",
    "fast" or "two-body". A station is a pad of the catalogue or "Moscow=55.75,37.62,150": degrees north and east, and
    metres; `mask_rad` its least elevation, as the air shows it. `step_s` lies between points of the columns.
    `progress`: True for a bar, or a function of the days flown. Ctrl-C stops it. Raises InputError.
    """
    with watching(progress, "flying", "days") as hears:
        return _core.propagate(state_of(start), length_s, model, list(stations), mask_rad, step_s, hears)


def lifetime(
    start: Start,
    *,
    f107: float | None = None,
    years: float = 100.0,
    progress: bool | Callable[[int, str], None] = False,
) -> _core.Lifetime:
    """How long an orbit lasts: the mean orbit, flown down by the drag of NRLMSISE-00.

    `start` as for propagate(); its mass and its drag area have to be known. `f107` is a steady solar flux at 10.7 cm in
    place of what was measured and is forecast; `years` is how far to look. `progress`: True for a bar, or a function of
    the years flown. Ctrl-C stops it. Raises InputError.
    """
    with watching(progress, "sinking", "years") as hears:
        return _core.lifetime(state_of(start), f107, years, hears)


def design(
    *,
    repeat: str | None = None,
    altitude_m: float | None = None,
    inclination_rad: float | None = None,
    local_time: str | None = None,
    node_longitude_rad: float | None = None,
    epoch_utc: str = "2026-06-01T00:00:00Z",
    progress: bool | Callable[[int, str], None] = False,
) -> _core.TrackDesign:
    """A circular orbit by its ground track and its plane.

    `repeat`, such as "233/16", are revolutions and days after which the track repeats; else `altitude_m` is the mean
    semi-major axis less the equatorial radius. Without `inclination_rad` the plane keeps up with the Sun. The ascending
    node is passed at `epoch_utc`, at the mean `local_time` ("22:30") or the longitude that is given. `progress`: True
    for a bar, or a function of the number of cycles that were flown for the search. Ctrl-C stops it. Raises InputError.
    """
    with watching(progress, "searching", "cycles") as hears:
        return _core.design(epoch_utc, repeat or "", altitude_m, inclination_rad, local_time or "", node_longitude_rad,
                            hears)  # fmt: skip


def keep(
    start: Start,
    box: str,
    *,
    years: float = 1.0,
    repeat: str | None = None,
    thrust_N: float = 10.0,
    isp_s: float = 220.0,
    reserve: float = 0.1,
    burn_error: float = 0.0,
    pointing_error_rad: float = 0.0,
    late_s: float = 0.0,
    seed: int = 1,
    step_s: float | None = None,
    progress: bool | Callable[[int, str], None] = False,
) -> _core.Keeping:
    """Keeps a satellite in a box for years: its burns and what they cost.

    `box` as the command takes it: "longitude=75.0+-0.05deg,latitude=0.05deg", or sides track, altitude, local-time and
    inclination; a track needs `repeat`. `reserve` is the share of a half width that plans leave free. Burns go wrong by
    `burn_error` (share of the size) and `pointing_error_rad`, standard deviations drawn with `seed`, and come `late_s`
    late. `step_s` records the path. A box that is left is no error: look at `held`. `progress`: True for a bar, or a
    function of the number of burns and the day in words. Ctrl-C stops it. Raises InputError.
    """
    with watching(progress, "keeping", "burns") as hears:
        return _core.keep(state_of(start), box, years, repeat or "", thrust_N, isp_s, reserve, burn_error,
                          pointing_error_rad, late_s, seed, step_s, hears)  # fmt: skip


def manoeuvre(
    plan: str | os.PathLike[str],
    *,
    step_s: float = 60.0,
    progress: bool | Callable[[int, str], None] = False,
) -> _core.Manoeuvres:
    """Finds the burns of a plan that meet its goals, and flies them.

    `plan` is a file of manoeuvres, as `cosmodrome manoeuvre` takes it: a start, burns of which some is left open,
    goals. `step_s` is between points of the files that `write` makes. Goals that are missed are no error: look at `met`
    and `shortfall`. `progress`: True for a bar, or a function of the number of flights and a text. Ctrl-C stops it.
    Raises InputError with file, line and column.
    """
    with watching(progress, "looking", "flights") as hears:
        return _core.manoeuvre(plan, step_s, hears)


def to_pandas(flown: _core.Propagation) -> pd.DataFrame:
    """One row a point; vectors as three columns each, in the GCRF."""
    import pandas as pd

    table = {"t_s": flown.t_s}
    for stem, unit, rows in (("position", "m", flown.position_m), ("velocity", "m_s", flown.velocity_m_s)):
        table |= {f"{stem}_{axis}_{unit}": rows[:, i] for i, axis in enumerate("xyz")}
    return pd.DataFrame(table | {"mass_kg": flown.mass_kg})


def passes_to_pandas(flown: _core.Propagation) -> pd.DataFrame:
    """One row a pass: times, and where it stands when it is highest."""
    import pandas as pd

    names = ("station", "rise_s", "highest_s", "set_s", "visible", "cut_at_begin", "cut_at_end")
    looks = ("azimuth_rad", "elevation_rad", "range_m")
    return pd.DataFrame(
        [
            {name: getattr(one, name) for name in names} | {look: getattr(one.at_highest, look) for look in looks}
            for one in flown.passes
        ],
        columns=[*names, *looks],
    )


def lifetime_to_pandas(life: _core.Lifetime) -> pd.DataFrame:
    """One row a step."""
    import pandas as pd

    names = ("t_s", "perigee_altitude_m", "apogee_altitude_m")
    return pd.DataFrame({name: getattr(life, name) for name in names})


UNITS = {"track": "m", "altitude": "m", "local-time": "s"}


def samples_to_pandas(kept: _core.Keeping) -> pd.DataFrame:
    """The box's quantities by time, with their units: longitude_rad, track_m, local_time_s."""
    import pandas as pd

    table = {"t_s": kept.t_s}
    for i, side in enumerate(kept.box):
        table[f"{side.quantity.replace('-', '_')}_{UNITS.get(side.quantity, 'rad')}"] = kept.values[:, i]
    return pd.DataFrame(table)


def burns_to_pandas(kept: _core.Keeping) -> pd.DataFrame:
    """One row a burn; velocities outward, forward and along the orbit's normal."""
    import pandas as pd

    names = ("quantity", "ignition_s", "duration_s", "propellant_kg", "leaves_s")
    rows = [{name: getattr(burn, name) for name in names} for burn in kept.burns]
    for row, burn in zip(rows, kept.burns, strict=True):
        for kind, vector in (("planned", burn.planned_rtn_m_s), ("flown", burn.flown_rtn_m_s)):
            row |= {f"{kind}_{axis}_m_s": vector[i] for i, axis in enumerate("rtn")}
    return pd.DataFrame(rows)
