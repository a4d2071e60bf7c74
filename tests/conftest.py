"""What the Python tests share: where the repository is, and how to call the command."""

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("COSMODROME", ROOT / "build" / "release" / "cosmodrome"))

PRODUCTS = {
    "timeline.txt",
    "flight.json",
    "flight.csv",
    "flight.oem",
    "flight.opm",
    "flight.czml",
    "flight.kml",
    "flight.geojson",
    "report.html",
}
LUNA_25 = ROOT / "missions" / "luna-25.toml"

SOUND = """\
[mission]
name    = "Test"
site    = "vostochny/1S"
vehicle = "soyuz-2.1b"
liftoff = 2026-05-14T02:07:18Z

[[payload]]
name = "Test mass"
mass = "4 t"

[[target]]
at    = "orbit"
orbit = { altitude = "200 km", inclination = "51.7 deg" }
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


def opm_text(
    name: str,
    epoch: str,
    position_km: Sequence[float],
    velocity_km_s: Sequence[float],
    *,
    center: str = "EARTH",
    frame: str = "GCRF",
    **more: str,
) -> str:
    """An OPM of one state; `more` as its lines have it: MASS="120 [kg]"."""
    lines = {
        "CCSDS_OPM_VERS": "2.0",
        "CREATION_DATE": "2026-01-01T00:00:00",
        "ORIGINATOR": "TEST",
        "OBJECT_NAME": name,
        "OBJECT_ID": "2026-001A",
        "CENTER_NAME": center,
        "REF_FRAME": frame,
        "TIME_SYSTEM": "UTC",
        "EPOCH": epoch,
    }
    lines |= {axis: f"{x} [km]" for axis, x in zip("XYZ", position_km, strict=True)}
    lines |= {f"{axis}_DOT": f"{v} [km/s]" for axis, v in zip("XYZ", velocity_km_s, strict=True)}
    return "".join(f"{key} = {value}\n" for key, value in (lines | more).items())


@pytest.fixture(scope="session")
def program() -> Path:
    assert PROGRAM.is_file(), f"{PROGRAM} is not there: run make build first"
    return PROGRAM


@pytest.fixture
def cosmodrome(program: Path, tmp_path: Path) -> Run:
    """Calls the command in an empty folder and returns what it said."""

    def run(*arguments: str | Path, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=timeout_s, check=False
        )

    return run
