"""Changes of orbit from Python: what the command says, and what books do."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAM, Run, opm_text

sys.path.insert(0, str(PROGRAM.parent / "python"))

import cosmodrome as cd  # the path is only now known

LOW = opm_text("LOW", "2026-06-01T00:00:00", (6878.137, 0.0, 0.0), (0.0, 4.7285547, 5.9659512), MASS="2000 [kg]")


@pytest.fixture
def low(tmp_path: Path) -> Path:
    (tmp_path / "low.opm").write_text(LOW)
    return tmp_path / "low.opm"


@pytest.mark.parametrize(
    ("found", "arguments"),
    [
        (lambda: cd.hohmann(500e3, 35786e3), ("hohmann", "--from", "500 km", "--to", "35786 km")),
        (
            lambda: cd.bi_elliptic(200e3, 3e8, 5e8),
            ("bi-elliptic", "--from", "200 km", "--to", "300000 km", "--via", "500000 km"),
        ),
        (
            lambda: cd.plane_change(200e3, np.radians(-28.5), to_altitude_m=1000e3),
            ("plane-change", "--from", "200 km", "--turn", "-28.5 deg", "--to", "1000 km"),
        ),
        (
            lambda: cd.phasing(100e3, np.radians(-12), revolutions=2, body="moon"),
            ("phasing", "--from", "100 km", "--ahead", "-12 deg", "--revolutions", "2", "--body", "moon"),
        ),
    ],
)
def test_transfers_are_those_of_the_command(cosmodrome: Run, found: object, arguments: tuple[str, ...]) -> None:
    said = json.loads(cosmodrome("transfer", *arguments, "--json").stdout)
    transfer = found()
    here = json.loads(transfer.to_json())
    for burn, burn_said in zip(here.pop("burns"), said.pop("burns"), strict=True):
        assert burn == pytest.approx(burn_said)
    assert here == pytest.approx(said)
    assert transfer.kind == said["kind"]
    assert transfer.total_m_s == pytest.approx(sum(burn.size_m_s for burn in transfer.burns))
    assert transfer.burns[-1].t_s == transfer.time_s
    assert transfer.kind in transfer.summary()


def test_a_state_begins_a_transfer_and_its_plan_is_flown(low: Path, tmp_path: Path) -> None:
    raised = cd.hohmann(low, 800e3)
    assert raised.total_m_s == pytest.approx(cd.hohmann(500e3, 800e3).total_m_s, rel=1e-4)
    raised.write_plan(tmp_path / "plans" / "raise.toml", low, model="fast", thrust_N=400, isp_s=320)
    flown = cd.manoeuvre(tmp_path / "plans" / "raise.toml")
    assert flown.met
    assert flown.change_m_s == pytest.approx(raised.total_m_s, rel=0.05)
    assert flown.propellant_kg > 90
    with pytest.raises(cd.InputError, match="thrust_N and isp_s"):
        raised.write_plan(tmp_path / "half.toml", low, thrust_N=400)
    assert not (tmp_path / "half.toml").exists()


def test_lambert_is_that_of_the_book() -> None:
    # Vallado, 4th ed., example 7-5, printed to 1e-6 km/s.
    start = cd.SpacecraftState("2026-06-01T00:00:00Z", [15945340, 0, 0], [0, 5000, 0])
    end = cd.SpacecraftState("2026-06-01T01:16:00Z", [12214838.99, 10249467.31, 0], [0, 5000, 0])
    found = cd.lambert(start, end)
    assert found.time_s == 76 * 60
    along, against = found.ways
    assert along.departure_velocity_m_s == pytest.approx([2058.913, 2915.965, 0], abs=2e-3)
    assert along.arrival_velocity_m_s == pytest.approx([-3451.565, 910.315, 0], abs=2e-3)
    assert along.leave_m_s == pytest.approx(along.departure_velocity_m_s - start.velocity_m_s)
    assert (along.against, against.against) == (False, True)
    assert found.cheapest.total_m_s == along.total_m_s


def test_a_meeting_is_flown(low: Path, tmp_path: Path) -> None:
    day = cd.propagate(low, length_s=2000, model="fast")
    higher = cd.SpacecraftState(
        day.end.epoch_utc, day.end.position_m * 1.02, day.end.velocity_m_s / 1.02**0.5, mass_kg=1
    )
    found = cd.lambert(low, higher, time_s=9000, revolutions=1)
    assert found.target.epoch_utc.startswith("2026-06-01T02:30:00")
    found.write_plan(tmp_path / "meet.toml", low, model="fast")
    flown = cd.manoeuvre(tmp_path / "meet.toml")
    assert flown.met
    assert flown.change_m_s == pytest.approx(found.cheapest.total_m_s, rel=0.2)
    there = cd.propagate(higher, length_s=7000, model="fast").end.position_m
    flown.write(tmp_path / "meet")
    rows = np.genfromtxt(tmp_path / "meet" / "orbit.csv", delimiter=",", names=True)
    row = rows[rows["t_s"] == 9000][0]
    assert np.linalg.norm([row["x_gcrf_m"], row["y_gcrf_m"], row["z_gcrf_m"]] - there) < 20


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: cd.hohmann(-5e3, 8e5), "from_altitude_m: -5 km is under the ground"),
        (lambda: cd.hohmann(5e5, float("nan")), "to_altitude_m: it is no number"),
        (lambda: cd.hohmann(5e5, 5e5), "to_altitude_m: 500 km is the orbit"),
        (lambda: cd.hohmann(5e5, 8e5, body="mars"), 'body: "mars" will not do'),
        (lambda: cd.bi_elliptic(5e5, 8e5, 7e5), "via_altitude_m: 700 km is below"),
        (lambda: cd.plane_change(5e5, 0), "turn_rad: 0 deg is no turn"),
        (lambda: cd.phasing(5e5, 0.5), "revolutions: in 1 the ellipse would go through the ground"),
        (lambda: cd.phasing(5e5, 0.5, revolutions=0), "revolutions: 0 revolutions"),
    ],
)
def test_a_wrong_transfer_is_told(wrong: object, said: str) -> None:
    with pytest.raises(cd.InputError, match=said):
        wrong()


def test_a_wrong_meeting_is_told(low: Path) -> None:
    state = cd.read_state(low)
    for arguments, said in (({}, "time_s: the second state is 0 s"), ({"time_s": -1}, "time_s: -1 s is outside"),
                            ({"time_s": 9, "revolutions": 200}, "revolutions: 200 is outside")):  # fmt: skip
        with pytest.raises(cd.InputError, match=said):
            cd.lambert(state, state, **arguments)
