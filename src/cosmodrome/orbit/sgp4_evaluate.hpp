#pragma once
// SGP4 at a time. Symbols are those of Spacetrack Report No. 3 and of AIAA 2006-6753. Where the reports branch on a
// satellite's kind, both sides are computed and one is selected, so that lanes may be of different kinds.
#include "cosmodrome/base/math.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/orbit/sgp4.hpp"

namespace cosmodrome::sgp4 {

using namespace sgp4_constants;

/// x less whole turns, with the sign of x: what the reports' modulus is. The long-period terms of low inclinations use
/// an angle as a number, so that another turn would be another result.
template <Scalar S>
S turned(const S& x) {
  const S turns = floor(abs(x) * S(1 / two_pi));
  return fma(copysign(turns, x), S(-two_pi), x);
}

/// The slowly varying elements.
template <Scalar S>
struct Mean {
  S n, e, i, node, argp, m;
};

/// Secular rates and drag, but for what drag does to the size and the shape.
template <Scalar S>
struct Drag {
  S a, e, l;  ///< tempa, tempe, templ
};

template <Scalar S>
struct Secular {
  Mean<S> mean;
  Drag<S> drag;
};

template <Scalar S>
Secular<S> secular(const Sgp4Terms<S>& k, const S& t) {
  const S t2 = t * t, t3 = t2 * t, t4 = t3 * t;
  const S xmdf = k.mo + k.mdot * t;
  const S argpdf = k.argpo + k.argpdot * t;
  Secular<S> s;
  s.mean = {k.no, k.ecco, k.inclo, k.nodeo + k.nodedot * t + k.nodecf * t2, argpdf, xmdf};
  s.drag = {S(1.0) - k.cc1 * t, k.bstar * k.cc4 * t, k.t2cof * t2};
  const S swing = S(1.0) + k.eta * cos(xmdf);
  const S temp = k.omgcof * t + k.xmcof * (swing * swing * swing - k.delmo);
  const S m = xmdf + temp;
  const Mask<S> full = k.simple < S(0.5);
  s.mean.m = select(full, m, s.mean.m);
  s.mean.argp = select(full, argpdf - temp, s.mean.argp);
  s.drag.a = select(full, s.drag.a - k.d2 * t2 - k.d3 * t3 - k.d4 * t4, s.drag.a);
  s.drag.e = select(full, s.drag.e + k.bstar * k.cc5 * (sin(m) - k.sinmao), s.drag.e);
  s.drag.l = select(full, s.drag.l + k.t3cof * t3 + t4 * (k.t4cof + t * k.t5cof), s.drag.l);
  return s;
}

/// The resonant longitude and mean motion, with their rates.
template <Scalar S>
struct Resonance {
  S xli, xni, xndt, xldot, xnddt;
};

template <Scalar S>
void resonance_rates(const Sgp4Terms<S>& k, const S& at, Resonance<S>& r) {
  constexpr double fasx2 = 0.13130908, fasx4 = 2.8843198, fasx6 = 0.37448087;
  constexpr double g22 = 5.7686396, g32 = 0.95240898, g44 = 1.8014998, g52 = 1.0508330, g54 = 4.4108898;
  S rate(0.0), slope(0.0);  // d n/dt, and its derivative by the longitude
  const auto add = [&](const S& amplitude, const S& angle, double order) {
    S s, c;
    sincos(angle, s, c);
    rate = rate + amplitude * s;
    slope = slope + S(order) * amplitude * c;
  };
  const S& x = r.xli;
  if (any(k.daily > S(0.5))) {
    add(k.del1, x - S(fasx2), 1);
    add(k.del2, S(2.0) * (x - S(fasx4)), 2);
    add(k.del3, S(3.0) * (x - S(fasx6)), 3);
  }
  if (any(k.half_daily > S(0.5))) {
    const S omega = k.argpo + k.argpdot * at, omega2 = S(2.0) * omega, x2 = S(2.0) * x;
    add(k.d2201, omega2 + x - S(g22), 1);
    add(k.d2211, x - S(g22), 1);
    add(k.d3210, omega + x - S(g32), 1);
    add(k.d3222, x - omega - S(g32), 1);
    add(k.d4410, omega2 + x2 - S(g44), 2);
    add(k.d4422, x2 - S(g44), 2);
    add(k.d5220, omega + x - S(g52), 1);
    add(k.d5232, x - omega - S(g52), 1);
    add(k.d5421, omega + x2 - S(g54), 2);
    add(k.d5433, x2 - omega - S(g54), 2);
  }
  r.xndt = rate;
  r.xldot = r.xni + k.xfact;
  r.xnddt = slope * r.xldot;
}

/// Euler and Maclaurin's steps of 720 minutes from the epoch, then the rest by a series: AIAA 2006-6753, section III.B.
template <Scalar S>
void resonate(const Sgp4Terms<S>& k, const S& t, const S& theta, Mean<S>& mean) {
  constexpr double step = 720;
  const Mask<S> resonant = (k.daily > S(0.5)) | (k.half_daily > S(0.5));
  if (!any(resonant)) return;
  const S delt = copysign(S(step), t);
  Resonance<S> r{k.xlamo, k.no, S(0.0), S(0.0), S(0.0)};
  S at(0.0);
  resonance_rates(k, at, r);
  while (true) {
    const Mask<S> far = resonant & (abs(t - at) >= S(step));
    if (!any(far)) break;
    r.xli = select(far, r.xli + r.xldot * delt + r.xndt * S(step * step / 2), r.xli);
    r.xni = select(far, r.xni + r.xndt * delt + r.xnddt * S(step * step / 2), r.xni);
    at = select(far, at + delt, at);
    resonance_rates(k, at, r);
  }
  const S ft = t - at, half_square = S(0.5) * ft * ft;
  const S n = r.xni + r.xndt * ft + r.xnddt * half_square;
  const S xl = r.xli + r.xldot * ft + r.xndt * half_square;
  const S m_daily = xl - mean.node - mean.argp + theta;
  const S m_half = xl - S(2.0) * mean.node + S(2.0) * theta;
  mean.m = select(resonant, select(k.daily > S(0.5), m_daily, m_half), mean.m);
  mean.n = select(resonant, n, mean.n);
}

template <Scalar S>
void deep_secular(const Sgp4Terms<S>& k, const S& t, Mean<S>& mean) {
  constexpr double rptim = 4.37526908801129966e-3;
  const S theta = turned(k.gsto + t * S(rptim));
  mean.e = mean.e + k.dedt * t;
  mean.i = mean.i + k.didt * t;
  mean.argp = mean.argp + k.domdt * t;
  mean.node = mean.node + k.dnodt * t;
  mean.m = mean.m + k.dmdt * t;
  resonate(k, t, theta, mean);
}

/// Periodic perturbations by one body.
template <Scalar S>
struct Periodic {
  S e, i, l, gh, h;
};

template <Scalar S>
Periodic<S> periodic(const Sgp4Periodics<S>& p, const S& t, double zn, double eccentricity) {
  const S zm = p.mean_anomaly + S(zn) * t;
  const S zf = zm + S(2 * eccentricity) * sin(zm);
  S sinzf, coszf;
  sincos(zf, sinzf, coszf);
  const S f2 = S(0.5) * sinzf * sinzf - S(0.25), f3 = S(-0.5) * sinzf * coszf;
  return {p.e2 * f2 + p.e3 * f3, p.i2 * f2 + p.i3 * f3, p.l2 * f2 + p.l3 * f3 + p.l4 * sinzf,
          p.gh2 * f2 + p.gh3 * f3 + p.gh4 * sinzf, p.h2 * f2 + p.h3 * f3};
}

/// Adds Sun and Moon to the elements; at inclinations below 0.2 rad in Lyddane's way, without dividing by its sine.
template <Scalar S>
void deep_periodic(const Sgp4Terms<S>& k, const S& t, Mean<S>& o) {
  constexpr double zns = 1.19459e-5, znl = 1.5835218e-4, zes = 0.01675, zel = 0.05490;
  const Periodic<S> sun = periodic(k.sun, t, zns, zes), moon = periodic(k.moon, t, znl, zel);
  const S pinc = sun.i + moon.i, pl = sun.l + moon.l, pgh = sun.gh + moon.gh, ph = sun.h + moon.h;
  o.i = o.i + pinc;
  o.e = o.e + sun.e + moon.e;
  S sinip, cosip;
  sincos(o.i, sinip, cosip);
  const Mask<S> direct = o.i >= S(0.2);

  const S ph_direct = ph / select(direct, sinip, S(1.0));
  const S argp_direct = o.argp + pgh - cosip * ph_direct;

  S sinop, cosop;
  sincos(o.node, sinop, cosop);
  const S alfdp = sinip * sinop + ph * cosop + pinc * cosip * sinop;
  const S betdp = sinip * cosop - ph * sinop + pinc * cosip * cosop;
  const S old_node = turned(o.node);
  const S xls = o.m + o.argp + cosip * old_node + (pl + pgh - pinc * old_node * sinip);
  S node = atan2(alfdp, betdp);
  const Mask<S> other_turn = abs(old_node - node) > S(two_pi / 2);
  node = select(other_turn, select(node < old_node, node + S(two_pi), node - S(two_pi)), node);

  o.m = o.m + pl;
  o.argp = select(direct, argp_direct, xls - o.m - cosip * node);
  o.node = select(direct, o.node + ph_direct, node);
}

/// Kepler's equation in equinoctial elements, by Newton's method with steps below 0.95; at most ten.
template <Scalar S>
struct Eccentric {
  S sine, cosine;
};

template <Scalar S>
Eccentric<S> kepler(const S& u, const S& axnl, const S& aynl) {
  S eo1 = u;
  Eccentric<S> e{S(0.0), S(1.0)};
  Mask<S> active = u == u;
  for (int i = 0; i < 10 && any(active); ++i) {
    S s, c;
    sincos(eo1, s, c);
    e.sine = select(active, s, e.sine);
    e.cosine = select(active, c, e.cosine);
    S step = (u - aynl * c + axnl * s - eo1) / (S(1.0) - c * axnl - s * aynl);
    step = select(abs(step) >= S(0.95), copysign(S(0.95), step), step);
    eo1 = select(active, eo1 + step, eo1);
    active = active & (abs(step) >= S(1e-12));
  }
  return e;
}

/// The functions of the inclination that the short-period terms need.
template <Scalar S>
struct Inclination {
  S sine, cosine, aycof, xlcof, con41, x1mth2, x7thm1;
};

template <Scalar S>
Inclination<S> inclination(const Sgp4Terms<S>& k, const S& i) {
  Inclination<S> f;
  sincos(i, f.sine, f.cosine);
  const Mask<S> deep = k.deep > S(0.5);
  const S cosisq = f.cosine * f.cosine, plus = f.cosine + S(1.0);
  const S divisor = select(abs(plus) > S(1.5e-12), plus, S(1.5e-12));
  f.aycof = select(deep, S(-0.5 * j3_over_j2) * f.sine, k.aycof);
  f.xlcof = select(deep, S(-0.25 * j3_over_j2) * f.sine * (S(3.0) + S(5.0) * f.cosine) / divisor, k.xlcof);
  f.con41 = select(deep, S(3.0) * cosisq - S(1.0), k.con41);
  f.x1mth2 = select(deep, S(1.0) - cosisq, k.x1mth2);
  f.x7thm1 = select(deep, S(7.0) * cosisq - S(1.0), k.x7thm1);
  return f;
}

/// Keeps the first error.
template <Scalar S>
void mark(S& error, const Mask<S>& wrong, Sgp4Error what) {
  error = select(wrong & (error == S(0.0)), S(static_cast<double>(static_cast<int>(what))), error);
}

/// Short-period terms, and from elements to a state.
template <Scalar S>
PositionVelocity<S, Teme> state_of(const Sgp4Terms<S>& k, const S& am, const S& nm, const Mean<S>& o, S& error) {
  const Inclination<S> f = inclination(k, o.i);
  const S axnl = o.e * cos(o.argp);
  const S temp = S(1.0) / (am * (S(1.0) - o.e * o.e));
  const S aynl = o.e * sin(o.argp) + temp * f.aycof;
  const S xl = o.m + o.argp + o.node + temp * f.xlcof * axnl;
  const Eccentric<S> e = kepler(turned(xl - o.node), axnl, aynl);

  const S ecose = axnl * e.cosine + aynl * e.sine, esine = axnl * e.sine - aynl * e.cosine;
  const S el2 = axnl * axnl + aynl * aynl;
  const S pl = am * (S(1.0) - el2);
  mark(error, pl < S(0.0), Sgp4Error::semi_latus_rectum);
  const S rl = am * (S(1.0) - ecose);
  const S rdotl = sqrt(am) * esine / rl, rvdotl = sqrt(pl) / rl;
  const S betal = sqrt(S(1.0) - el2);
  const S part = esine / (S(1.0) + betal);
  const S sinu = am / rl * (e.sine - aynl - axnl * part), cosu = am / rl * (e.cosine - axnl + aynl * part);
  const S sin2u = S(2.0) * cosu * sinu, cos2u = S(1.0) - S(2.0) * sinu * sinu;
  const S temp1 = S(0.5 * j2) / pl, temp2 = temp1 / pl;

  const S mrt = rl * (S(1.0) - S(1.5) * temp2 * betal * f.con41) + S(0.5) * temp1 * f.x1mth2 * cos2u;
  const S su = atan2(sinu, cosu) - S(0.25) * temp2 * f.x7thm1 * sin2u;
  const S xnode = o.node + S(1.5) * temp2 * f.cosine * sin2u;
  const S xinc = o.i + S(1.5) * temp2 * f.cosine * f.sine * cos2u;
  const S mvt = rdotl - nm * temp1 * f.x1mth2 * sin2u / S(xke);
  const S rvdot = rvdotl + nm * temp1 * (f.x1mth2 * cos2u + S(1.5) * f.con41) / S(xke);

  S sinsu, cossu, snod, cnod, sini, cosi;
  sincos(su, sinsu, cossu);
  sincos(xnode, snod, cnod);
  sincos(xinc, sini, cosi);
  const S xmx = -snod * cosi, xmy = cnod * cosi;
  const Vec3<S, Teme> u{xmx * sinsu + cnod * cossu, xmy * sinsu + snod * cossu, sini * sinsu};
  const Vec3<S, Teme> v{xmx * cossu - cnod * sinsu, xmy * cossu - snod * sinsu, sini * cossu};
  constexpr double earth_radius_m = 1e3 * earth_radius_km;
  const S metres = mrt * S(earth_radius_m);
  constexpr double speed = earth_radius_m * xke / 60;
  mark(error, mrt < S(1.0), Sgp4Error::decayed);
  return {metres * u, S(speed) * (mvt * u + rvdot * v)};
}

template <Scalar S>
Sgp4State<S> evaluate(const Sgp4Terms<S>& k, const S& t) {
  auto [mean, drag] = secular(k, t);
  if (any(k.deep > S(0.5))) {
    Mean<S> deep = mean;
    deep_secular(k, t, deep);
    const Mask<S> is_deep = k.deep > S(0.5);
    mean = {select(is_deep, deep.n, mean.n),       select(is_deep, deep.e, mean.e),
            select(is_deep, deep.i, mean.i),       select(is_deep, deep.node, mean.node),
            select(is_deep, deep.argp, mean.argp), select(is_deep, deep.m, mean.m)};
  }
  S error(0.0);
  mark(error, mean.n <= S(0.0), Sgp4Error::mean_motion);
  const S am = pow(S(xke) / mean.n, S(two_thirds)) * drag.a * drag.a;
  const S nm = S(xke) / (am * sqrt(am));
  mean.e = mean.e - drag.e;
  mark(error, (mean.e >= S(1.0)) | (mean.e < S(-0.001)), Sgp4Error::eccentricity);
  mean.e = select(mean.e < S(1e-6), S(1e-6), mean.e);
  mean.m = mean.m + k.no * drag.l;
  const S xlm = turned(mean.m + mean.argp + mean.node);
  mean.node = turned(mean.node);
  mean.argp = turned(mean.argp);
  mean.m = turned(xlm - mean.argp - mean.node);

  if (any(k.deep > S(0.5))) {
    Mean<S> deep = mean;
    deep_periodic(k, t, deep);
    const Mask<S> is_deep = k.deep > S(0.5);
    const Mask<S> turned_over = is_deep & (deep.i < S(0.0));
    deep.node = select(turned_over, deep.node + S(two_pi / 2), deep.node);
    deep.argp = select(turned_over, deep.argp - S(two_pi / 2), deep.argp);
    deep.i = abs(deep.i);
    mean = {mean.n,
            select(is_deep, deep.e, mean.e),
            select(is_deep, deep.i, mean.i),
            select(is_deep, deep.node, mean.node),
            select(is_deep, deep.argp, mean.argp),
            select(is_deep, deep.m, mean.m)};
    mark(error, (mean.e < S(0.0)) | (mean.e > S(1.0)), Sgp4Error::perturbed_eccentricity);
  }
  Sgp4State<S> result;
  result.state = state_of(k, am, nm, mean, error);
  result.error = error;
  return result;
}

}  // namespace cosmodrome::sgp4
