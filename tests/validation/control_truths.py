"""What the optimal-control benchmarks in tests/validation/control come out at, by other means than collocation:
closed forms, and integration of the known structure (DOP853 at 1e-13) with the switching conditions solved for.

Prints the figures that control_test.cpp holds ours to. Needs NumPy and SciPy."""

from collections.abc import Callable
from math import asinh, exp, pi, sqrt

import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import expm
from scipy.optimize import fsolve, minimize

TOLERANCE = {"method": "DOP853", "rtol": 1e-13, "atol": 1e-14}


def goddard(
    drag: float,
    decay: float,
    ground: float,
    gravity: Callable[[float], float],
    gravity_slope: Callable[[float], float],
    exhaust: float,
    thrust: float,
    full: float,
    empty: float,
    limit: float = np.inf,
) -> tuple[float, list[float]]:
    """Full thrust until D (1 + v / c) = m g, the thrust that keeps it so, at a limit of speed the thrust that keeps
    the speed, coast to the top. Bryson, Ho, Applied Optimal Control (1975), section 8.4."""

    def resistance(h: float, v: float) -> float:
        return drag * v * v * exp(-decay * (h - ground))

    def switching(h: float, v: float, m: float) -> float:
        return resistance(h, v) * (1 + v / exhaust) - m * gravity(h)

    def singular_thrust(h: float, v: float, m: float) -> float:
        d, g = resistance(h, v), gravity(h)
        by_v = 2 * d / v * (1 + v / exhaust) + d / exhaust
        by_h = -decay * d * (1 + v / exhaust) - m * gravity_slope(h)
        return (by_v * (d / m + g) - by_h * v) / (by_v / m + g / exhaust)

    def fly(
        law: Callable[..., float], t0: float, x0: np.ndarray, stop: Callable[..., float]
    ) -> tuple[float, np.ndarray]:
        def slopes(_t: float, x: np.ndarray) -> list[float]:
            h, v, m = x
            force = law(h, v, m)
            return [v, (force - resistance(h, v)) / m - gravity(h), -force / exhaust]

        def event(_t: float, x: np.ndarray) -> float:
            return stop(*x)

        event.terminal = True  # type: ignore[attr-defined]
        end = solve_ivp(slopes, (t0, t0 + 1e3), x0, events=event, **TOLERANCE)
        return end.t[-1], end.y[:, -1]

    t, x = fly(lambda *_: thrust, 0, np.array([ground, 0, full]), switching)
    times = [t]
    if limit < np.inf:
        t, x = fly(singular_thrust, t, x, lambda _h, v, _m: v - limit)
        times.append(t)
        t, x = fly(lambda h, v, m: resistance(h, v) + m * gravity(h), t, x, lambda _h, _v, m: m - empty)
    else:
        t, x = fly(singular_thrust, t, x, lambda _h, _v, m: m - empty)
    times.append(t)
    t, x = fly(lambda *_: 0.0, t, x, lambda _h, v, _m: v)
    return x[0], [*times, t]


def linear_quadratic() -> float:
    """x'' = x."""
    a = (0.5 - exp(-2)) / (exp(2) - exp(-2))
    b = 1 - a
    return a * a * (exp(4) - 1) / 2 + b * b * (1 - exp(-4)) / 2  # (x^2 + u^2) / 2 = A^2 e^2t + B^2 e^-2t


def hypersensitive() -> float:
    """Two half-infinite problems, whose value functions V solve x^2 / 2 -+ x^3 V' - V'^2 / 2 = 0; what lies between
    costs less than e^-50."""

    def root(x: float) -> float:  # the integral of x sqrt(x^4 + 1)
        return (x * x * sqrt(x**4 + 1) + asinh(x * x)) / 4

    return root(1.5) - 1.5**4 / 4 + root(1) + 1 / 4


def catalyst_mixing() -> tuple[float, np.ndarray]:
    """One catalyst, a constant mixture of both (Jackson 1968), the other."""

    def product(x: np.ndarray) -> float:
        t1, t2, u = x
        state = np.array([1.0, 0.0])
        for share, length in ((1.0, t1), (u, t2 - t1), (0.0, 1 - t2)):
            state = expm(length * np.array([[-share, 10 * share], [share, -10 * share - (1 - share)]])) @ state
        return state.sum() - 1

    best = minimize(
        product, [0.14, 0.72, 0.23], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-17, "maxiter": 4000}
    )
    return best.fun, best.x


def lunar_ascent() -> tuple[float, float]:
    """tan(angle) falls linearly from tan(a0) to tan(a1): Bryson, Ho, section 2.4, there in closed form."""
    g, height, speed = 1.61544, 185e3, 1627.0
    a = 3 * g

    def ends(x: np.ndarray) -> list[float]:
        t, p, q = x  # q < p: tangents
        sp, sq = sqrt(1 + p * p), sqrt(1 + q * q)
        rate = (p - q) / t
        vx = a / rate * (asinh(p) - asinh(q))
        vy = a / rate * (sp - sq) - g * t
        y = a / (2 * rate**2) * ((p - q) * (sp + sp) - (p * sp - q * sq) - (asinh(q) - asinh(p)) * -1) - g * t * t / 2
        return [vx / speed - 1, vy / speed, y / height - 1]

    t, p, q = fsolve(ends, [480, 1.0, -0.5], xtol=1e-14)
    return t, max(map(abs, ends(np.array([t, p, q]))))


def orbit_raising() -> float:
    """Pontryagin's conditions: the thrust points along the costates of the speeds, and at the end those of radius and
    of speed across agree with the condition of a circular orbit. Scaled so that the costate of the end's radius is
    1 + (that condition's multiplier) / (2 r^1.5)."""

    def slopes(t: float, y: np.ndarray) -> list[float]:
        r, w, v, lr, lw, lv = y
        a = 0.1405 / (1 - 0.0749 * t) / sqrt(lw * lw + lv * lv)
        return [
            w,
            v * v / r - 1 / r**2 + a * lw,
            -w * v / r + a * lv,
            -lw * (-v * v / r**2 + 2 / r**3) - lv * w * v / r**2,
            -lr + lv * v / r,
            -lw * 2 * v / r + lv * w / r,
        ]

    def end(x: np.ndarray) -> np.ndarray:
        return solve_ivp(slopes, (0, 3.32), [1, 0, 1, *x], **TOLERANCE).y[:, -1]

    def misses(x: np.ndarray) -> list[float]:
        r, w, v, lr, _, lv = end(x)
        return [w, v - 1 / sqrt(r), lr - 1 - lv / (2 * r**1.5)]

    return end(fsolve(misses, [1.8, 0.8, 1.9], xtol=1e-13))[0]


def main() -> None:
    def inverse_square(h: float) -> float:
        return 1 / h**2

    cops = (310, 500, 1, inverse_square, lambda h: -2 / h**3, 0.5, 3.5, 1, 0.6)
    feet = (1 / 23800, 0, lambda _h: 32.174, lambda _h: 0.0)
    print("Goddard A", *goddard(*cops))
    print("Goddard B", *goddard(*cops, limit=0.1))
    print("Goddard D", *goddard(5.4915348492338e-5, *feet, 1580.9425279876559, 193.044, 3, 1))
    print("Goddard E", *goddard(5.4915e-5, *feet, 1580.9425, 200, 3, 1))
    print("linear-quadratic", linear_quadratic())
    print("hyper-sensitive", hypersensitive())
    print("brachistochrone", sqrt(pi / 32.174))
    print("catalyst mixing", *catalyst_mixing())
    print("lunar ascent", *lunar_ascent())
    print("orbit raising", orbit_raising())


if __name__ == "__main__":
    main()
