#!/usr/bin/env python3
"""Makes data/almanac/moon_pa_de421_1990_2050.bpc, the excerpt of the Moon's libration angles that ships.

    scripts/make_moon_orientation.py [moon_pa_de421_1900-2050.bpc] [--from 1990] [--to 2050] [--output FILE]

The source is NAIF's binary kernel of the Moon's principal axes by JPL's DE421, by default the one in the Python package
lunarsky (1.0.1.post2). Its Chebyshev records are carried over bit for bit.
"""

import argparse
import datetime
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORD = 1024
COMMENT = [
    "Excerpt of the Moon's orientation by JPL DE421, {first} to {last}, made by scripts/make_moon_orientation.py.",
    "Source: J. G. Williams, D. H. Boggs, W. M. Folkner, DE421 Lunar Orbit, Physical Librations, and Surface",
    "Coordinates, JPL IOM 335-JW,DB,WF-20080314-001, 2008; kernel moon_pa_de421_1900-2050.bpc of NAIF, JPL.",
    "Chebyshev records are unchanged.",
]


def source_file():
    import lunarsky

    return pathlib.Path(lunarsky.__file__).parent / "data" / "pck" / "moon_pa_de421_1900-2050.bpc"


def segment(data):
    """(from, to, body frame, frame, type, first word, last word) of a little-endian binary PCK with one segment."""
    if data[:7] != b"DAF/PCK" or data[88:96] != b"LTL-IEEE":
        raise SystemExit("the source is not a little-endian binary PCK file")
    at = (struct.unpack_from("<i", data, 76)[0] - 1) * RECORD
    if struct.unpack_from("<3d", data, at)[2] != 1:
        raise SystemExit("the source has not one segment")
    return struct.unpack_from("<2d5i", data, at + 24)


def excerpt(data, begin, end, first_s, last_s):
    """The Chebyshev records that reach over the span, with their directory, and the span that they cover."""
    init, length, size, _ = struct.unpack_from("<4d", data, 8 * (end - 4))
    first = int((first_s - init) // length)
    last = int(-((init - last_s) // length))
    size = int(size)
    records = data[8 * (begin - 1 + first * size) : 8 * (begin - 1 + last * size)]
    start = init + first * length
    return records + struct.pack("<4d", start, length, size, last - first), start, init + last * length


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=pathlib.Path)
    parser.add_argument("--from", dest="first", type=int, default=1990)
    parser.add_argument("--to", dest="last", type=int, default=2050)
    default = ROOT / "data" / "almanac" / "moon_pa_de421_1990_2050.bpc"
    parser.add_argument("--output", type=pathlib.Path, default=default)
    arguments = parser.parse_args()
    data = (arguments.source or source_file()).read_bytes()
    j2000 = datetime.datetime(2000, 1, 1, 12)
    first_s, last_s = (
        (datetime.datetime(year, 1, 1) - j2000).total_seconds() for year in (arguments.first, arguments.last)
    )

    _, _, body, frame, kind, begin, end = segment(data)
    if kind != 2:
        raise SystemExit(f"segment of type {kind}: only type 2 is expected")
    block, start, stop = excerpt(data, begin, end, first_s, last_s)
    comments = "\0".join(line.format(first=arguments.first, last=arguments.last) for line in COMMENT)
    text = comments.encode("ascii") + b"\0\x04"
    word = 4 * RECORD // 8 + 1
    summary = struct.pack("<3d", 0, 0, 1)
    summary += struct.pack("<2d5i", start, stop, body, frame, kind, word, word + len(block) // 8 - 1)
    names = b"moon_pa DE-0421".ljust(40)
    head = struct.pack(
        "<8sii60siii8s", b"DAF/PCK ", 2, 5, b"DE421 excerpt".ljust(60), 3, 3, word + len(block) // 8, b"LTL-IEEE"
    )
    head = head.ljust(699, b"\0") + b"FTPSTR:\r:\n:\r\n:\r\0:\x81:\x10\xce:ENDFTP"
    out = head.ljust(RECORD, b"\0") + text.ljust(RECORD, b"\0") + summary.ljust(RECORD, b"\0")
    out += names.ljust(RECORD) + block
    out += b"\0" * (-len(out) % RECORD)
    arguments.output.write_bytes(out)
    print(f"{arguments.output}: {len(out)} bytes")


if __name__ == "__main__":
    main()
