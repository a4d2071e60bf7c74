#!/usr/bin/env python3
"""Makes src/cosmodrome/environment/nrlmsise00_coefficients.hpp from a published set of the model's coefficients.

    scripts/make_nrlmsise00.py SOURCE

SOURCE is nrlmsise-00_data.c, as the Python package nrlmsise00 (0.1.2) has it in its source distribution. Only the
figures are taken: those of the model, which the U.S. Naval Research Laboratory put into the public domain.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "cosmodrome" / "environment" / "nrlmsise00_coefficients.hpp"
# Name there, name here, rows, columns that mean something.
TABLES = [
    ("pt", "temperature", 1, 150),
    ("pd", "density", 9, 150),
    ("ps", "gradient", 1, 150),
    ("pdl", "turbopause", 2, 25),
    ("ptm", "mean_temperature", 1, 10),
    ("pdm", "mean_density", 8, 10),
    ("ptl", "lower_thermosphere", 4, 100),
    ("pma", "middle_atmosphere", 10, 100),
    ("pavgm", "mean_middle_atmosphere", 1, 10),
]
HEAD = """\
#pragma once
// clang-format off
// Coefficients of NRLMSISE-00, made by scripts/make_nrlmsise00.py. Source: J. M. Picone, A. E. Hedin, D. P. Drob,
// A. C. Aikin, NRLMSISE-00 empirical model of the atmosphere: Statistical comparisons and scientific issues, Journal of
// Geophysical Research 107 (A12), 1468, 2002; the model's distribution by the U.S. Naval Research Laboratory.

namespace cosmodrome::msis {

"""


def numbers(text, name):
    block = re.search(rf"double {name}\[.*?\{{(.*?)\}};", text, re.DOTALL)[1]
    return [float(x) for x in re.findall(r"[-+]?\d+\.\d*(?:[Ee][-+]?\d+)?", block)]


def table(name, values, rows, columns):
    stride = len(values) // rows
    lines = []
    for r in range(rows):
        row = values[r * stride : r * stride + columns]
        words = ", ".join(repr(x) for x in row)
        wrapped, line = [], "   "
        for word in words.split(" "):
            if len(line) + 1 + len(word) > 118:
                wrapped.append(line)
                line = "   "
            line += " " + word
        lines.append("\n".join([*wrapped, line]))
    shape = f"[{columns}]" if rows == 1 else f"[{rows}][{columns}]"
    body = lines[0] if rows == 1 else "},\n    {\n".join(lines)
    opening, closing = ("{\n", "\n}") if rows == 1 else ("{{\n", "}}")
    return f"inline constexpr double {name}{shape} = {opening}{body}{closing};\n\n"


def main():
    text = pathlib.Path(sys.argv[1]).read_text()
    out = HEAD
    for theirs, ours, rows, columns in TABLES:
        out += table(ours, numbers(text, theirs), rows, columns)
    OUTPUT.write_text(out + "}  // namespace cosmodrome::msis\n")


if __name__ == "__main__":
    main()
