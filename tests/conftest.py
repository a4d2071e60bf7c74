"""What the Python tests share: where the repository is, and how to call the command."""

import os
import subprocess
from collections.abc import Callable
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
