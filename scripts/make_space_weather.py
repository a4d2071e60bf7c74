#!/usr/bin/env python3
"""Makes data/earth/space_weather.csv, the solar flux and magnetic activity that ship with the program.

    scripts/make_space_weather.py [SW-All.txt] [--from 1990] [--output data/earth/space_weather.csv]

The source is CelesTrak's space weather file, by default the one inside the Python package brahe (1.8.0 made the shipped
table; `pip install brahe` brings a newer one).
"""

import argparse
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN = b"DATATYPE CssiSpaceWeather"
HEADER = """\
# Solar flux at 10.7 cm as observed (1e-22 W/m^2/Hz), its mean of 81 days around the day, and planetary amplitudes.
# source: CelesTrak, SW-All.txt of {updated}, from NOAA SWPC and GFZ Potsdam (Matzka et al., Space Weather 19,
# source: e2020SW002641, 2021; CC BY 4.0); package brahe {version}
# kind: O observed, P predicted for the day, M predicted for the month
date_utc,kind,f107_observed,f107_81_days,ap,ap_0h,ap_3h,ap_6h,ap_9h,ap_12h,ap_15h,ap_18h,ap_21h
"""


def text_of_package():
    import brahe

    for path in pathlib.Path(brahe.__file__).parent.glob("_brahe*"):
        data = path.read_bytes()
        if BEGIN in data:
            text = data[data.index(BEGIN) :]
            return text[: text.index(b"END MONTHLY_PREDICTED")].decode("ascii"), brahe.__version__
    raise SystemExit("the package has no space weather in it")


def rows(text, first_year):
    kind = None
    for line in text.splitlines():
        if line.startswith("BEGIN"):
            kind = {"OBSERVED": "O", "DAILY_PREDICTED": "P", "MONTHLY_PREDICTED": "M"}[line.split()[1]]
        elif line.startswith("END"):
            kind = None
        elif kind and int(line[:4]) >= first_year:
            date = f"{line[:4]}-{int(line[5:7]):02d}-{int(line[8:10]):02d}"
            ap = [line[46 + 4 * i : 50 + 4 * i].strip() for i in range(9)]
            flux, centred = line[112:118].strip(), line[118:124].strip()
            if not flux or not centred:
                continue
            yield [date, kind, flux, centred, ap[8], *ap[:8]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=pathlib.Path)
    parser.add_argument("--from", dest="first", type=int, default=1990)
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "data" / "earth" / "space_weather.csv")
    arguments = parser.parse_args()
    text, version = (arguments.source.read_text(), "-") if arguments.source else text_of_package()
    updated = next(line[8:].strip() for line in text.splitlines() if line.startswith("UPDATED"))
    with arguments.output.open("w") as out:
        out.write(HEADER.format(updated=updated, version=version))
        for row in rows(text, arguments.first):
            out.write(",".join(row) + "\n")
    print(f"{arguments.output}: {arguments.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
