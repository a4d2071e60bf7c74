"""Pictures of a flight, by Matplotlib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from ._core import Flight


class Picture(Figure):
    """A Matplotlib figure that a notebook shows by itself, whatever backend is in use."""

    def _repr_png_(self) -> bytes:
        png = io.BytesIO()
        self.savefig(png, format="png", dpi=100)
        return png.getvalue()


# Title, column, factor to the shown unit.
PANELS = (
    ("Altitude, km", "altitude_m", 1e-3),
    ("Speed over the turning Earth, km/s", "speed_relative_m_s", 1e-3),
    ("Dynamic pressure, kPa", "dynamic_pressure_Pa", 1e-3),
    ("Acceleration, m/s²", "acceleration_m_s2", 1),
    ("Pitch, °", "pitch_rad", 180 / np.pi),
    ("Mass, t", "mass_kg", 1e-3),
)


def plot(flight: Flight) -> Figure:
    """Altitude, speed, dynamic pressure, acceleration, pitch and mass by time, events as fine lines."""
    figure = Picture(figsize=(11, 8), layout="constrained")
    panels = figure.subplots(3, 2, sharex=True)
    t_s = flight.trajectory.t_s
    for axes, (title, column, factor) in zip(panels.flat, PANELS, strict=True):
        axes.plot(t_s, np.asarray(getattr(flight.trajectory, column)) * factor, color="#1f5fa8", linewidth=1.6)
        for event in flight.events:
            axes.axvline(event.t_s, color="#999999", linewidth=0.5, alpha=0.6)
        axes.set_title(title, loc="left", fontsize=10)
        axes.grid(alpha=0.25)
    for axes in panels[-1]:
        axes.set_xlabel("Time since lift-off, s")
    figure.suptitle(f"{flight.mission.name}: {flight.outcome.replace('_', ' ')}")
    return figure
