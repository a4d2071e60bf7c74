#!/usr/bin/env python3
"""Makes data/earth/eop.csv, the Earth orientation parameters that ship with the program.

    scripts/make_eop.py [finals2000A.all] [--output data/earth/eop.csv]

The source is the IERS file finals2000A.all, by default the one in the Python package astropy-iers-data
(0.2026.11.2.0.34.55 made the shipped table; `pip install astropy-iers-data` brings a newer one). Where Bulletin B has
a value it is taken, else that of Bulletin A.
"""

import argparse
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = """\
# Earth orientation parameters at 0 h UTC of each day.
# source: IERS Rapid Service/Prediction Centre, finals2000A.all, IAU 2000A; package astropy-iers-data {version}
# kind: B final (Bulletin B), I observed (Bulletin A), P predicted (Bulletin A). An empty cell is not given.
mjd_utc,xp_arcsec,yp_arcsec,ut1_minus_utc_s,dx_mas,dy_mas,lod_ms,kind
"""


def source_file():
    import astropy_iers_data

    return pathlib.Path(astropy_iers_data.IERS_A_FILE), astropy_iers_data.__version__


def shortest(text):
    """The same decimal number with no digit that says nothing."""
    text = text.strip()
    if not text:
        return ""
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("+-").partition(".")
    decimals = decimals.rstrip("0")
    number = (whole.lstrip("0") or "0") + ("." + decimals if decimals else "")
    return number if number == "0" else sign + number


def row(line):
    """One day of the file, or None where there is no value yet. Columns as in ReadMe.finals2000A."""
    final = line[134:144].strip() and line[144:154].strip() and line[154:165].strip()
    if final:
        pole_x, pole_y, ut1, kind = line[134:144], line[144:154], line[154:165], "B"
    else:
        pole_x, pole_y, ut1, kind = line[18:27], line[37:46], line[58:68], line[57:58]
    if not (pole_x.strip() and pole_y.strip() and ut1.strip()):
        return None
    dx, dy = (line[165:175], line[175:185]) if line[165:175].strip() else (line[97:106], line[116:125])
    day = shortest(line[7:15])
    return ",".join([day, *map(shortest, (pole_x, pole_y, ut1, dx, dy, line[79:86])), kind])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "data" / "earth" / "eop.csv")
    arguments = parser.parse_args()
    source, version = (arguments.source, "(given file)") if arguments.source else source_file()
    rows = [row(line.rstrip("\n").ljust(187)) for line in source.read_text().splitlines()]
    rows = [r for r in rows if r]
    days = [int(r.split(",")[0]) for r in rows]
    if days != list(range(days[0], days[-1] + 1)):
        raise SystemExit(f"{source}: a day is missing")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(HEADER.format(version=version) + "\n".join(rows) + "\n")
    print(f"{arguments.output}: {len(rows)} days, MJD {days[0]} to {days[-1]}")


if __name__ == "__main__":
    main()
