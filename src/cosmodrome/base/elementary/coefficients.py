"""Prints the polynomial coefficients that the elementary functions use, with the relative error of each fit.

Chebyshev fits in 60-digit arithmetic; needs mpmath. Run by hand when a degree is changed.
"""

import mpmath as mp

mp.mp.dps = 60


def series(name, f, a, b, terms, scale):
    """Fits f on [a, b]; scale is the size of the fitted part relative to the function's value."""
    coefficients, error = mp.chebyfit(f, [a, b], terms, error=True)
    print(f"// {name}: {mp.nstr(error * scale, 3)}")
    for c in reversed(coefficients):
        print(f"  {float(c)!r},")


def even(f, limit_0):
    """f(sqrt z), with its limit at z = 0."""
    return lambda z: limit_0 if abs(z) < mp.mpf(10) ** -25 else f(mp.sqrt(z) if z > 0 else mp.sqrt(-z) * 1j).real


ln2 = mp.log(2)
h = ln2 / 2 * mp.mpf("1.0001")
third = mp.mpf(1) / 3

series(
    "exp: (e^r - 1 - r) / r^2",
    lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > 1e-20 else mp.mpf(1) / 2,
    -h,
    h,
    11,
    h**2 / 2,
)

s2 = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * mp.mpf("1.0001")
atanh = even(lambda s: (2 * mp.atanh(s) / s - 2) / s**2, 2 * third)
series("log: (2 atanh(s) / s - 2) / s^2 in z = s^2", atanh, 0, s2, 8, s2)
series(
    "pow: (atanh(s)/s - 1 - s^2/3) / s^4 in z = s^2",
    even(lambda s: (mp.atanh(s) / s - 1 - s**2 / 3) / s**4, mp.mpf(1) / 5),
    0,
    s2,
    8,
    s2**2,
)

q = (mp.pi / 4 * mp.mpf("1.0001")) ** 2
series("sin: (sin(r)/r - 1) / r^2 in z", even(lambda r: (mp.sin(r) / r - 1) / r**2, -mp.mpf(1) / 6), 0, q, 7, q)
series(
    "cos: (cos(r) - 1 + r^2/2) / r^4 in z",
    even(lambda r: (mp.cos(r) - 1 + r**2 / 2) / r**4, mp.mpf(1) / 24),
    0,
    q,
    7,
    q**2,
)

t = (mp.tan(mp.pi / 8) * mp.mpf("1.0001")) ** 2
series("atan: (atan(t)/t - 1) / t^2 in z", even(lambda r: (mp.atan(r) / r - 1) / r**2, -third), 0, t, 12, t)
series(
    "asin: (asin(x)/x - 1) / x^2 in z",
    even(lambda r: (mp.asin(r) / r - 1) / r**2, third / 2),
    0,
    mp.mpf("0.25"),
    13,
    mp.mpf("0.25"),
)

half_pi = mp.pi / 2
parts = []
rest = half_pi
for _ in range(3):
    parts.append(float(rest))
    rest -= mp.mpf(parts[-1])
print("// pi/2:", [p.hex() for p in parts], parts)
print("// ln2:", [float(ln2).hex(), float(ln2 - mp.mpf(float(ln2))).hex()])
print("// 1/3:", [float(third).hex(), float(third - mp.mpf(float(third))).hex()])
print("// pi:", [float(mp.pi).hex(), float(mp.pi - mp.mpf(float(mp.pi))).hex()])
