"""`cosmodrome propagate`: a free flight from an orbit file, with what the ground sees of it."""

import csv
import json
import math

import numpy as np
import pytest
from conftest import opm_text

ISS = """ISS (ZARYA)
1 25544U 98067A   24001.50000000  .00016717  00000-0  30075-3 0  9993
2 25544  51.6400 208.9163 0006317  69.9862  25.2906 15.49560532    04
"""


def checksum(line):
    return sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10


@pytest.fixture(scope="module")
def iss(tmp_path_factory):
    lines = ISS.splitlines()
    lines[1:] = [line[:68] + str(checksum(line)) for line in lines[1:]]
    file = tmp_path_factory.mktemp("iss") / "iss.tle"
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.fixture
def opm(tmp_path):
    def write(center="EARTH", radius=7000.0):
        file = tmp_path / "sphere.opm"
        file.write_text(
            opm_text(
                "SPHERE",
                "2026-03-20T12:00:00",
                (radius, 0, 0),
                (0, 1.0, 7.4),
                center=center,
                MASS="500 [kg]",
                DRAG_AREA="2 [m**2]",
                DRAG_COEFF="2.2",
            )
        )
        return file

    return write


def propagate(run, file, folder, *more, code=0):
    done = run("propagate", str(file), "-o", str(folder), "--json", *more)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout) if code == 0 else done.stderr


def table(file):
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def ecef(latitude_deg, longitude_deg, altitude_m):
    a, f = 6378137.0, 1 / 298.257223563
    e2 = f * (2 - f)
    lat, lon = np.radians(latitude_deg), np.radians(longitude_deg)
    n = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    horizontal = (n + altitude_m) * np.cos(lat)
    return np.stack([horizontal * np.cos(lon), horizontal * np.sin(lon), (n * (1 - e2) + altitude_m) * np.sin(lat)], -1)


def test_passes_are_where_the_written_path_stands_above_the_mask(cosmodrome, iss, tmp_path):
    """Elevations made anew, in another language, from the latitudes, longitudes and heights of orbit.csv."""
    found = propagate(
        cosmodrome, iss, tmp_path / "a", "--station", "Moscow=55.75,37.62,150", "--mask", "10 deg", "--step", "5 s"
    )
    rows = table(tmp_path / "a" / "orbit.csv")
    t = np.array([float(row["t_s"]) for row in rows])
    place = ecef(*(np.array([float(row[k]) for row in rows]) for k in ("latitude_deg", "longitude_deg", "altitude_m")))
    station = ecef(55.75, 37.62, 150.0)
    lat, lon = np.radians([55.75, 37.62])
    up = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    straight = place - station
    true = np.degrees(np.arcsin(straight @ up / np.linalg.norm(straight, axis=1)))
    lifted = true + 1.02 / np.tan(np.radians(true + 10.3 / (true + 5.11))) / 60 * (true > -1)
    above = lifted > 10
    rises = t[1:][above[1:] & ~above[:-1]]
    assert found["passes"][0]["cut_at_begin"] == bool(above[0])
    whole = [one for one in found["passes"] if not one["cut_at_begin"]]
    assert len(whole) == len(rises) >= 3
    for one, rise in zip(whole, rises, strict=True):
        assert rise - 5 <= one["rise"]["t_s"] <= rise
        inside = (t >= one["rise"]["t_s"]) & (t <= one["set"]["t_s"])
        assert one["highest"]["elevation_deg"] == pytest.approx(true[inside].max(), abs=0.5)
    # In these days its plane turns toward the Sun: eclipses shorten from ten minutes until there are none.
    dark = [one["leave_s"] - one["enter_s"] for one in found["eclipses"]]
    assert dark == sorted(dark, reverse=True)
    assert 500 < dark[0] < 700
    assert 5 <= len(dark) < 15
    files = sorted(file.name for file in (tmp_path / "a").iterdir())
    assert files == sorted(
        [f"orbit.{form}" for form in ("oem", "csv", "czml", "kml", "geojson", "json")] + ["passes.csv", "eclipses.csv"]
    )
    assert len(table(tmp_path / "a" / "passes.csv")) == len(found["passes"])


def test_goes_on_from_where_it_ended(cosmodrome, opm, tmp_path):
    """Two half days are one whole: the ephemeris is read back as it was written."""
    whole = propagate(cosmodrome, opm(), tmp_path / "a", "--model", "fast", "--light-area", "3 m2")
    half = ("--model", "fast", "--for", "12 h", "--light-area", "3 m2", "--mass", "500 kg", "--drag-area", "4.4 m2")
    propagate(cosmodrome, opm(), tmp_path / "b", *half)
    second = propagate(cosmodrome, tmp_path / "b" / "orbit.oem", tmp_path / "c", *half)
    assert second["end"]["epoch_utc"] == whole["end"]["epoch_utc"]
    # The file has millimetres and micrometres a second.
    np.testing.assert_allclose(second["end"]["position_m"], whole["end"]["position_m"], atol=2.0)


def test_what_is_too_low_comes_down(cosmodrome, opm, tmp_path):
    found = propagate(cosmodrome, opm(radius=6500.0), tmp_path / "a", "--model", "fast")
    assert found["came_down"]
    assert found["end"]["epoch_utc"] < "2026-03-20T14"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--station", "Moscow"), "Moscow"),
        (("--station", "Moscow=95,37"), "degrees north and east"),
        (("--station", "=55,37"), "degrees north and east"),
        (("--for", "500 d"), "1 s to 398 d"),
        (("--for", "3 kg"), "--for"),
        (("--step", "0.001 s"), "longer step"),
        (("--mask", "91 deg"), "0 deg to 89 deg"),
        (("--mass", "-5 kg"), "--mass"),
        (("--model", "exact"), "accurate"),
    ],
)
def test_refuses_wrong_words(cosmodrome, opm, tmp_path, more, said):
    assert said in propagate(cosmodrome, opm(), tmp_path / "a", *more, code=2)
    assert not (tmp_path / "a").exists()


def test_refuses_what_it_cannot_fly(cosmodrome, opm, iss, tmp_path):
    assert "the centre is MARS" in propagate(cosmodrome, opm("MARS"), tmp_path / "a", code=2)
    two = tmp_path / "two.tle"
    two.write_text(iss.read_text() * 2)
    assert "2 objects" in propagate(cosmodrome, two, tmp_path / "a", code=2)
    empty = tmp_path / "empty.opm"
    empty.write_text("")
    assert "empty.opm" in propagate(cosmodrome, empty, tmp_path / "a", code=2)
    assert "absent.opm" in propagate(cosmodrome, tmp_path / "absent.opm", tmp_path / "a", code=2)


def test_designs_an_orbit_whose_track_repeats_when_it_is_flown(cosmodrome, tmp_path):
    """Landsat's orbit, flown by another model of the same Earth for the sixteen days in which it comes back."""
    done = cosmodrome("design", "--repeat", "233/16", "--local-time", "22:00", "-o", "watcher.opm", "--json")
    assert done.returncode == 0, done.stderr
    design = json.loads(done.stdout)
    assert design["track_spacing_m"] == pytest.approx(2752e3, abs=1000)
    assert design["inclination_deg"] == pytest.approx(98.2, abs=0.05)
    assert design["local_time_h"] == pytest.approx(22, abs=1e-6)
    days = ("--for", "16 d", "--model", "fast", "--step", "1 d")
    flown = propagate(cosmodrome, tmp_path / "watcher.opm", tmp_path / "a", *days)
    # Sun and Moon pull it by kilometres in the meantime, out of some 21,000 between two tracks of one day.
    rows = table(tmp_path / "a" / "orbit.csv")
    assert float(rows[-1]["longitude_deg"]) == pytest.approx(float(rows[0]["longitude_deg"]), abs=0.2)
    assert float(rows[-1]["latitude_deg"]) == pytest.approx(0, abs=2)
    assert not flown["came_down"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "neither"),
        (("--repeat", "233/16", "--altitude", "700 km"), "both"),
        (("--repeat", "232/16"), "common divisor"),
        (("--repeat", "20/1"), "17 revolutions a day"),
        (("--repeat", "1000/67"), "60 days"),
        (("--repeat", "17/1"), "150 km"),
        (("--altitude", "7000 km"), "6000 km"),
        (("--altitude", "5990 km"), "with the Sun"),
        (("--altitude", "500 km", "--inclination", "0 deg"), "0.5 deg"),
        (("--altitude", "500 km", "--local-time", "25:00"), "22:30"),
        (("--altitude", "500 km", "--epoch", "tomorrow"), "2026-06-01"),
    ],
)
def test_refuses_designs_that_cannot_be(cosmodrome, more, said):
    done = cosmodrome("design", *more)
    assert done.returncode == 2
    assert said in done.stderr


def test_tells_a_lifetime_and_whether_rules_are_kept(cosmodrome, opm):
    def life(*more):
        done = cosmodrome("lifetime", str(opm()), "--json", *more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    quiet, active = life("--flux", "70"), life("--flux", "230")
    assert quiet["lifetime_years"] > 3 * active["lifetime_years"]
    assert active["within_5_years"]
    assert 320e3 < quiet["history"][0]["perigee_altitude_m"] < 360e3
    short = life("--years", "0.01")
    assert not short["came_down"]
    assert not short["within_25_years"]


def test_a_lifetime_needs_mass_and_area(cosmodrome, iss):
    done = cosmodrome("lifetime", str(iss))
    assert done.returncode == 2
    assert done.stderr.startswith(f"{iss}: it says no mass")
    assert "--mass" in done.stderr
    assert cosmodrome("lifetime", str(iss), "--mass", "420 t", "--drag-area", "0 m2").returncode == 2


SP3 = """#cV2026  1  1  0  0  0.00000000       3 ORBIT IGS14 FIT TEST
##  2400      0.00000000    60.00000000 61041 0.0000000000000
+    1   L01  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
++         0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
%c L  cc UTC ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
"""


def test_the_last_state_of_an_sp3_orbit_is_flown_on(cosmodrome, tmp_path):
    """Velocities in decimetres a second, as the format says, and in metres, as some write them, are the same orbit."""
    flown = []
    for unit in (10, 1):
        text = SP3
        for minute in range(3):
            angle = 7.5 / 7000 * 60 * minute
            place = (7000 * math.cos(angle), 0, 7000 * math.sin(angle))
            speed = (-7500 * math.sin(angle) * unit, 0, 7500 * math.cos(angle) * unit)
            text += f"*  2026  1  1  0 {minute:2d}  0.00000000\n"
            text += "PL01" + "".join(f"{x:14.6f}" for x in (*place, 999999.999999)) + "\n"
            text += "VL01" + "".join(f"{x:14.6f}" for x in (*speed, 999999.999999)) + "\n"
        orbit = tmp_path / f"orbit-{unit}.sp3"
        orbit.write_text(text + "EOF\n", encoding="utf-8")
        flown.append(propagate(cosmodrome, orbit, tmp_path / "on", "--for", "1 h"))
    assert "2026-01-01T00:02:00" in json.dumps(flown[0])
    # Micrometres a second, of which the path is 3 t or a centimetre away after an hour.
    np.testing.assert_allclose(flown[0]["end"]["position_m"], flown[1]["end"]["position_m"], atol=0.02)
    assert [any("read as m/s" in note for note in one["notes"]) for one in flown] == [False, True]
