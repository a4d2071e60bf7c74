#!/usr/bin/env python3
"""Coefficients of altitude_m in src/cosmodrome/frames/geodesy.hpp. Needs sympy.

The height over an ellipsoid is the most, over the angle d between position and normal, of
    r cos d - a sqrt(1 - e^2 sin^2(psi + d)),
with the geocentric latitude psi. With s = sin^2 psi, q = a / r and sin d = sin psi cos psi y, y is found as a series
in e^2, order by order, to the third. Its error of the fourth order enters squared, so the height is kept to the
seventh. Prints A and B_0 to B_4 of
    h = r - a (1 + s A(s) + s (1 - s) q (B_0(s) + B_1(s) q + ...)).
"""

import sympy

e2, q, s, next_order = sympy.symbols("e2 q s next_order")
WGS84_E2 = sympy.Float("0.00669437999014131699613723354004", 40)
HIGHEST = 6
w = s * (1 - s)  # (sin psi cos psi)^2


def cut(expression, order):
    expanded = sympy.expand(expression)
    return sum(expanded.coeff(e2, k) * e2**k for k in range(order + 1))


def root(one_less, order):
    """sqrt(1 - one_less) to an order of e2."""
    total, power = 0, sympy.Integer(1)
    for k in range(order + 1):
        total += sympy.binomial(sympy.Rational(1, 2), k) * (-1) ** k * power
        power = cut(power * one_less, order)
    return cut(total, order)


def height_over_distance(y, order):
    sine2 = cut(w * y**2, order)
    cosine = root(sine2, order)
    sine2_of_normal = cut(s * (1 - sine2) + 2 * w * y * cosine + (1 - s) * sine2, order)
    return cut(cosine - q * root(cut(e2 * sine2_of_normal, order), order), order)


y = sympy.Integer(0)
for k in range(1, 4):
    leading = height_over_distance(y + next_order * e2**k, 2 * k).coeff(e2, 2 * k)
    y += sympy.solve(sympy.diff(sympy.expand(leading), next_order), next_order)[0] * e2**k

rise = sympy.expand((1 - height_over_distance(y, HIGHEST)) / q - 1).subs(e2, WGS84_E2)
by_q = sympy.Poly(sympy.expand(rise), q)
for power in range(HIGHEST):
    factor = s if power == 0 else sympy.expand(w)
    row = sympy.div(sympy.Poly(by_q.coeff_monomial(q**power), s), sympy.Poly(factor, s))[0]
    print("A " if power == 0 else f"B{power - 1}", [sympy.N(c, 17) for c in reversed(row.all_coeffs())])
