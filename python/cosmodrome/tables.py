"""Flights as pandas and xarray tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ._core import Flight, Trajectory

VECTORS = ("position_m", "velocity_m_s", "axis")


def columns(trajectory: Trajectory) -> list[str]:
    """Names of the columns of numbers by time, t_s first."""
    names = [name for name in type(trajectory).__dict__ if not name.startswith("_") and name not in VECTORS]
    return ["t_s", *sorted(name for name in names if name != "t_s")]


def to_pandas(trajectory: Trajectory) -> pd.DataFrame:
    """One row a point; vectors as three columns each: position_x_m, ... in the GCRF."""
    import pandas as pd

    table = {name: getattr(trajectory, name) for name in columns(trajectory)}
    for name in VECTORS:
        stem, _, unit = name.partition("_")
        for i, axis in enumerate("xyz"):
            table["_".join(filter(None, (stem, axis, unit)))] = getattr(trajectory, name)[:, i]
    return pd.DataFrame(table)


def to_xarray(trajectory: Trajectory) -> xr.Dataset:
    """Along t_s; vectors along gcrf (x, y, z) as well. The unit of each variable ends its name."""
    import xarray as xr

    variables = {name: ("t_s", getattr(trajectory, name)) for name in columns(trajectory) if name != "t_s"}
    for name in VECTORS:
        variables[name] = (("t_s", "gcrf"), getattr(trajectory, name))
    return xr.Dataset(variables, coords={"t_s": trajectory.t_s, "gcrf": list("xyz")})


def events_to_pandas(flight: Flight) -> pd.DataFrame:
    """One row an event: name, what, time, published time, altitude, speeds, dynamic pressure, mass."""
    import pandas as pd

    names = ("name", "what", "t_s", "published_t_s", "altitude_m", "speed_inertial_m_s", "speed_relative_m_s",
             "dynamic_pressure_Pa", "mass_kg")  # fmt: skip
    return pd.DataFrame([{name: getattr(event, name) for name in names} for event in flight.events])
