"""Fly rockets from the pad to orbit, and beyond.

    import cosmodrome as cd

    mission = cd.load("luna-25")
    mission.payloads[0].mass_kg = 1750
    flight = cd.fly(mission)
    print(flight.timeline())
    flight.to_pandas().plot(x="t_s", y="altitude_m")

SI and radians throughout; the unit ends each name. What cannot be used raises InputError, with its place and what
would do. Flying releases the interpreter's lock: threads fly side by side.
"""

from __future__ import annotations

from pathlib import Path as _Path
from typing import TYPE_CHECKING

from . import _core, _where
from ._core import (
    Approach,
    Atmosphere,
    BoxSide,
    CatalogueElements,
    Covariance,
    Descent,
    DescentPlace,
    Dispersion,
    Distribution,
    Eclipse,
    Engine,
    Failure,
    Figure,
    Flight,
    FlightEvent,
    GroundPass,
    Impact,
    InputError,
    KeepBurn,
    Keeping,
    KeepViolation,
    Lambert,
    LambertWay,
    Lifetime,
    Look,
    Manoeuvres,
    Mission,
    Optimum,
    OrbitBurn,
    OrbitElements,
    Part,
    Passenger,
    Payload,
    Plan,
    Problem,
    Propagation,
    Recontact,
    Sensitivity,
    Site,
    SpacecraftState,
    Stage,
    StationPass,
    SteeringTable,
    Target,
    TargetResult,
    TrackDesign,
    Trajectory,
    Transfer,
    TransferBurn,
    Vehicle,
    Voyage,
    VoyageArc,
    VoyageBurn,
    VoyageMark,
    VoyageOrbit,
    Wind,
    __version__,
    load_site,
    load_vehicle,
    read_covariances,
    read_mission_text,
    read_state,
    sites,
    vehicles,
)
from ._progress import watching
from ._safety import Safety, safety
from .campaigns import Flights, campaign, disperse
from .orbits import design, keep, lifetime, manoeuvre, propagate
from .transfers import bi_elliptic, hohmann, lambert, phasing, plane_change

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

__all__ = [
    "Approach",
    "Atmosphere",
    "BoxSide",
    "CatalogueElements",
    "Covariance",
    "Descent",
    "DescentPlace",
    "Dispersion",
    "Distribution",
    "Eclipse",
    "Engine",
    "Failure",
    "Figure",
    "Flight",
    "FlightEvent",
    "Flights",
    "GroundPass",
    "Impact",
    "InputError",
    "KeepBurn",
    "KeepViolation",
    "Keeping",
    "Lambert",
    "LambertWay",
    "Lifetime",
    "Look",
    "Manoeuvres",
    "Mission",
    "Optimum",
    "OrbitBurn",
    "OrbitElements",
    "Part",
    "Passenger",
    "Payload",
    "Plan",
    "Problem",
    "Propagation",
    "Recontact",
    "Safety",
    "Sensitivity",
    "Site",
    "SpacecraftState",
    "Stage",
    "StationPass",
    "SteeringTable",
    "Target",
    "TargetResult",
    "TrackDesign",
    "Trajectory",
    "Transfer",
    "TransferBurn",
    "Vehicle",
    "Voyage",
    "VoyageArc",
    "VoyageBurn",
    "VoyageMark",
    "VoyageOrbit",
    "Wind",
    "__version__",
    "bi_elliptic",
    "campaign",
    "design",
    "disperse",
    "fly",
    "hohmann",
    "keep",
    "lambert",
    "lifetime",
    "load",
    "load_site",
    "load_vehicle",
    "manoeuvre",
    "missions",
    "optimize",
    "phasing",
    "plan",
    "plane_change",
    "propagate",
    "read_covariances",
    "read_mission_text",
    "read_state",
    "safety",
    "sites",
    "vehicles",
]


def missions() -> list[str]:
    """Names of the built-in missions, for load()."""
    return sorted(file.stem for file in _where.missions_folder().glob("*.toml"))


def load(mission: str | os.PathLike[str]) -> Mission:
    """Reads a mission: a file's path, or the name of a built-in one such as "luna-25". Raises InputError."""
    path = _Path(mission)
    built_in = _where.missions_folder() / f"{mission}.toml"
    if not path.exists() and path.suffix != ".toml" and built_in.exists():
        path = built_in
    if not path.exists() and path.suffix != ".toml":
        raise InputError(f"{mission}: no such file or mission; built in are {', '.join(missions())}")
    return _core.read_mission(path)


def plan(mission: Mission, progress: bool | Callable[[int, str], None] = False) -> Plan:
    """Finds what the mission leaves open: launch azimuth, pitch-over, burns.

    `progress`: True for a bar, or a function of the flights flown so far and the best yet in words. Raises InputError
    for a mission that cannot be flown.
    """
    with watching(progress, "planning", "flights") as hears:
        return _core.plan(mission, hears)


def fly(
    what: Mission | Plan,
    *,
    tolerance: float = 3e-8,
    reference: bool = False,
    record_interval_s: float = 1.0,
    follow_dropped: bool = True,
    progress: bool | Callable[[int, str], None] = False,
) -> Flight:
    """Flies a mission, or a plan of one, from lift-off to its end: the Moon, if it asks for that.

    A flight that misses its orbit is no error: look at `outcome` and `cause`. `tolerance` is that of one step of the
    integrator; `reference` flies by a method of eighth order at 1e-13 instead; `follow_dropped` follows what was
    dropped to the ground. Raises InputError for a mission that cannot be flown.
    """
    planned = what if isinstance(what, Plan) else plan(what, progress)
    return _core.fly_plan(planned, tolerance, reference, record_interval_s, follow_dropped)


def optimize(what: Mission | Plan, progress: bool | Callable[[int, float], None] = False) -> Optimum:
    """The best ascent for the vehicle, pad and target, proved by a flight; see Optimum.confirmed.

    `progress`: True for a bar, or a function of the iteration and the objective in kilograms. Raises InputError.
    """
    planned = what if isinstance(what, Plan) else plan(what)
    with watching(progress, "optimising", "iterations") as hears:
        return _core.optimize_plan(planned, hears)
