"""Changes of orbit by closed forms: instant burns around a point. First guesses, and what losses are counted from.

Altitudes are above the equatorial radius of the Earth, 6378.137 km, or the mean radius of the Moon, 1737.4 km; `body`
is "earth" or "moon". In place of the first altitude stands a state on a circle around the Earth: a SpacecraftState, a
Flight, or a file as read_state() takes it. Everything raises InputError, which names the argument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from .orbits import state_of

if TYPE_CHECKING:
    from .orbits import Start

    Circle = float | Start


def _altitude_m(circle: Circle) -> float:
    return float(circle) if isinstance(circle, int | float) else _core.circle_altitude_m(state_of(circle))


def hohmann(start: Circle, to_altitude_m: float, *, body: str = "earth") -> _core.Transfer:
    """Between two circles in one plane by half an ellipse (Hohmann 1925).

    `start`: an altitude in metres, or a state.
    """
    return _core.transfer("hohmann", _altitude_m(start), to_altitude_m, 0, 0, 0, 1, body)


def bi_elliptic(start: Circle, to_altitude_m: float, via_altitude_m: float, *, body: str = "earth") -> _core.Transfer:
    """Between two circles in one plane by two half ellipses that meet at `via_altitude_m` (Sternfeld 1934).

    Cheaper than hohmann() where the radii differ more than 11.94 times and the far point is far enough.
    """
    return _core.transfer("bi-elliptic", _altitude_m(start), to_altitude_m, via_altitude_m, 0, 0, 1, body)


def plane_change(
    start: Circle, turn_rad: float, *, to_altitude_m: float | None = None, body: str = "earth"
) -> _core.Transfer:
    """Turns the plane at a node, by one burn, or by both of a transfer to another altitude.

    `turn_rad` is positive where the inclination grows. With `to_altitude_m` the turn is shared so that the sum of both
    burns is least; `first_turn_rad` is that of the first.
    """
    return _core.transfer("plane-change", _altitude_m(start), to_altitude_m, 0, turn_rad, 0, 1, body)


def phasing(start: Circle, ahead_rad: float, *, revolutions: int = 1, body: str = "earth") -> _core.Transfer:
    """Along a circle to a place `ahead_rad` ahead, negative behind, by so many revolutions of an ellipse."""
    return _core.transfer("phasing", _altitude_m(start), None, 0, 0, ahead_rad, revolutions, body)


def lambert(start: Start, target: Start, *, time_s: float | None = None, revolutions: int = 0) -> _core.Lambert:
    """All ways from one state to another around the Earth, both ways round, with up to so many whole revolutions.

    They arrive at the target's epoch, or after `time_s`, where the target is then. Both fly around a point; velocities
    are in GCRF. Source: Izzo, Revisiting Lambert's problem, 2015.
    """
    return _core.lambert(state_of(start), state_of(target), time_s, revolutions)
