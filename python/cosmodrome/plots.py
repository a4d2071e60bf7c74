"""Pictures of a flight, by Matplotlib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from ._core import Flight
    from .campaigns import Flights


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


def plot_flights(flights: Flights) -> Figure:
    """Outcomes, the reserve by the share of flights that have enough, the insertion, and what moves the margin."""
    summary = flights.summary
    figure = Picture(figsize=(11, 8), layout="constrained")
    (ends, reserve), (insertion, moves) = figure.subplots(2, 2)

    outcomes = sorted(summary["outcomes"].items(), key=lambda one: one[1]["probability"])
    share = np.array([one["probability"] for _, one in outcomes])
    low = share - [one["low_95"] for _, one in outcomes]
    high = [one["high_95"] for _, one in outcomes] - share
    ends.barh(
        [name.replace("_", " ") for name, _ in outcomes], 100 * share, xerr=100 * np.array([low, high]), color="#1f5fa8"
    )
    ends.set_xscale("symlog", linthresh=0.01)
    ends.set_title("How the flights ended, %", loc="left", fontsize=10)

    curve = summary["margin"]["curve"]
    at = [100 * point["probability"] for point in curve]
    points = [point["reserve_m_s"] for point in curve]
    reserve.fill_between(at, [p["low_95"] for p in points], [p["high_95"] for p in points], color="#1f5fa8", alpha=0.2)
    reserve.plot(at, [p["value"] for p in points], color="#1f5fa8", marker="o", markersize=3)
    reserve.set_title("Reserve, m/s, for % of flights to have enough", loc="left", fontsize=10)

    met = flights.column("outcome") == "target_met"
    perigee_km, apogee_km = (flights.column(f"{name}_altitude_m")[met] / 1e3 for name in ("perigee", "apogee"))
    insertion.plot(perigee_km, apogee_km, ".", markersize=2, alpha=0.3, color="#1f5fa8")
    insertion.set_title("Perigee and apogee of flights on target, km", loc="left", fontsize=10)

    ranked = summary["sensitivity"]["margin_m_s"][:10][::-1]
    moves.barh([one["figure"] for one in ranked], [100 * one["share_of_variance"] for one in ranked], color="#1f5fa8")
    moves.set_title("What moves the margin, % of its variance", loc="left", fontsize=10)
    for axes in (ends, reserve, insertion, moves):
        axes.grid(alpha=0.25)
    figure.suptitle(f"{summary['mission']}: {summary['flights']} flights")
    return figure
