"""Covariances of orbit messages as arrays, and turned."""

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAM

sys.path.insert(0, str(PROGRAM.parent / "python"))

import cosmodrome as cd  # the path is only now known

NAMES = ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")


def opm(folder: Path, frame: str, state_frame: str = "GCRF") -> Path:
    """Variances of 1 to 6 km2 (or km2/s2 a million times less), nothing correlated."""
    triangle = [
        f"C{row}_{column} = {(i + 1) * (1e-6 if i > 2 else 1) if row == column else 0.0}"
        for i, row in enumerate(NAMES)
        for column in NAMES[: i + 1]
    ]
    (folder / "a.opm").write_text(
        "CCSDS_OPM_VERS = 2.0\nCREATION_DATE = 2026-01-02T03:04:05\nORIGINATOR = X\nOBJECT_NAME = A\nOBJECT_ID = B\n"
        f"CENTER_NAME = EARTH\nREF_FRAME = {state_frame}\nTIME_SYSTEM = UTC\nEPOCH = 2026-01-02T00:00:00\nX = 5000\n"
        "Y = 4000\nZ = 3000\nX_DOT = -4\nY_DOT = 2\nZ_DOT = 6\n"
        f"COV_REF_FRAME = {frame}\n" + "\n".join(triangle) + "\n"
    )
    return folder / "a.opm"


def test_is_read_in_metres_with_its_axes_named(tmp_path: Path) -> None:
    (one,) = cd.read_covariances(opm(tmp_path, "RTN"))
    assert np.array_equal(one.matrix, np.diag([1e6, 2e6, 3e6, 4, 5, 6]))
    assert (one.frame, one.object_name, one.line) == ("RTN", "A", 16)
    assert one.axes == ("R", "T", "N", "R_DOT", "T_DOT", "N_DOT")
    assert one.is_one
    assert one.epoch_utc.startswith("2026-01-02T00:00:00")
    assert one.to_pandas().loc["T", "T"] == 2e6


def test_turns_as_numpy_has_it_and_back(tmp_path: Path) -> None:
    (one,) = cd.read_covariances(opm(tmp_path, "RTN"))
    r, v = one.position_m, one.velocity_m_s
    radial, normal = r / np.linalg.norm(r), np.cross(r, v) / np.linalg.norm(np.cross(r, v))
    turn = np.kron(np.eye(2), np.column_stack([radial, np.cross(normal, radial), normal]))
    there = one.turned("GCRF")
    sigma = np.sqrt(np.diag(there.matrix))
    assert np.abs((there.matrix - turn @ one.matrix @ turn.T) / np.outer(sigma, sigma)).max() < 1e-14
    assert np.array_equal(there.matrix, there.matrix.T)
    for axes in ("TNW", "EME2000", "ITRF", "TEME"):
        back = there.turned(axes).turned("RTN").matrix
        scale = np.sqrt(np.outer(np.diag(one.matrix), np.diag(one.matrix)))
        assert (np.abs(back - one.matrix) / scale).max() < 1e-12, axes


def test_what_cannot_be_turned_is_read_all_the_same(tmp_path: Path) -> None:
    (one,) = cd.read_covariances(opm(tmp_path, "RTN", "TOD"))
    assert one.matrix[0, 0] == 1e6
    with pytest.raises(cd.InputError, match="the frame TOD is unknown"):
        one.turned("GCRF")
    (known,) = cd.read_covariances(opm(tmp_path, "RTN"))
    with pytest.raises(cd.InputError, match="cannot be turned along SIDEWAYS"):
        known.turned("SIDEWAYS")
