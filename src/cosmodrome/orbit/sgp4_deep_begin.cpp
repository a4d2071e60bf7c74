// What SGP4 computes once for deep space: Sun and Moon, and resonances with the Earth's turning. Symbols and numbers
// are those of Spacetrack Report No. 3, section 7, and of AIAA 2006-6753, appendix B; see also F. R. Hoots, P. W.
// Schumacher, R. A. Glover, "History of Analytical Orbit Modeling in the U.S. Space Surveillance System", JGCD 27
// (2004).
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/orbit/sgp4_begin.hpp"

namespace cosmodrome {
namespace {

using namespace sgp4_constants;

constexpr double zns = 1.19459e-5, znl = 1.5835218e-4;  // mean motions of Sun and Moon, rad/min
constexpr double zes = 0.01675, zel = 0.05490;          // their eccentricities
constexpr double c1ss = 2.9864797e-6, c1l = 4.7968065e-7;
constexpr double rptim = 4.37526908801129966e-3;  // the Earth's turning, rad/min

/// The orientation of a perturbing body's orbit relative to the satellite's node, and its strength.
struct Perturber {
  double cosg, sing, cosi, sini, cosh, sinh, strength;
};

/// Where Sun and Moon are at the epoch.
struct Sky {
  Perturber sun, moon;
  double zmol, zmos;
};

Sky sky_at(double days_1950, double node_rad) {
  // Spacetrack Report No. 3 counts from 1900 January 0.5.
  const double day = days_1950 + 18261.5;
  const double cnodm = cos(node_rad), snodm = sin(node_rad);
  const double xnodce = std::fmod(4.5236020 - 9.2422029e-4 * day, two_pi);
  const double stem = sin(xnodce), ctem = cos(xnodce);
  const double cosil = 0.91375164 - 0.03568096 * ctem, sinil = sqrt(1 - cosil * cosil);
  const double sinhl = 0.089683511 * stem / sinil, coshl = sqrt(1 - sinhl * sinhl);
  const double gam = 5.8351514 + 0.0019443680 * day;
  const double x = 0.39785416 * stem / sinil, y = coshl * ctem + 0.91744867 * sinhl * stem;
  const double angle = gam + atan2(x, y) - xnodce;
  return {{0.1945905, -0.98088458, 0.91744867, 0.39785416, cnodm, snodm, c1ss},
          {cos(angle), sin(angle), cosil, sinil, coshl * cnodm + sinhl * snodm, snodm * coshl - cnodm * sinhl, c1l},
          std::fmod(4.7199672 + 0.22997150 * day - gam, two_pi),
          std::fmod(6.2565837 + 0.017201977 * day, two_pi)};
}

/// Coefficients of one perturbing body.
struct Coefficients {
  double s1, s2, s3, s4, s5, s6, s7;
  double z1, z2, z3, z11, z12, z13, z21, z22, z23, z31, z32, z33;
};

Coefficients coefficients(const Perturber& p, const Sgp4Terms<double>& t) {
  const double em = t.ecco, emsq = em * em, betasq = 1 - emsq, rtemsq = sqrt(betasq);
  const double sinim = sin(t.inclo), cosim = cos(t.inclo), sinomm = sin(t.argpo), cosomm = cos(t.argpo);
  const double a1 = p.cosg * p.cosh + p.sing * p.cosi * p.sinh;
  const double a3 = -p.sing * p.cosh + p.cosg * p.cosi * p.sinh;
  const double a7 = -p.cosg * p.sinh + p.sing * p.cosi * p.cosh;
  const double a8 = p.sing * p.sini;
  const double a9 = p.sing * p.sinh + p.cosg * p.cosi * p.cosh;
  const double a10 = p.cosg * p.sini;
  const double a2 = cosim * a7 + sinim * a8, a4 = cosim * a9 + sinim * a10;
  const double a5 = -sinim * a7 + cosim * a8, a6 = -sinim * a9 + cosim * a10;
  const double x1 = a1 * cosomm + a2 * sinomm, x2 = a3 * cosomm + a4 * sinomm;
  const double x3 = -a1 * sinomm + a2 * cosomm, x4 = -a3 * sinomm + a4 * cosomm;
  const double x5 = a5 * sinomm, x6 = a6 * sinomm, x7 = a5 * cosomm, x8 = a6 * cosomm;
  Coefficients c{};
  c.z31 = 12 * x1 * x1 - 3 * x3 * x3;
  c.z32 = 24 * x1 * x2 - 6 * x3 * x4;
  c.z33 = 12 * x2 * x2 - 3 * x4 * x4;
  c.z1 = 2 * (3 * (a1 * a1 + a2 * a2) + c.z31 * emsq) + betasq * c.z31;
  c.z2 = 2 * (6 * (a1 * a3 + a2 * a4) + c.z32 * emsq) + betasq * c.z32;
  c.z3 = 2 * (3 * (a3 * a3 + a4 * a4) + c.z33 * emsq) + betasq * c.z33;
  c.z11 = -6 * a1 * a5 + emsq * (-24 * x1 * x7 - 6 * x3 * x5);
  c.z12 = -6 * (a1 * a6 + a3 * a5) + emsq * (-24 * (x2 * x7 + x1 * x8) - 6 * (x3 * x6 + x4 * x5));
  c.z13 = -6 * a3 * a6 + emsq * (-24 * x2 * x8 - 6 * x4 * x6);
  c.z21 = 6 * a2 * a5 + emsq * (24 * x1 * x5 - 6 * x3 * x7);
  c.z22 = 6 * (a4 * a5 + a2 * a6) + emsq * (24 * (x2 * x5 + x1 * x6) - 6 * (x4 * x7 + x3 * x8));
  c.z23 = 6 * a4 * a6 + emsq * (24 * x2 * x6 - 6 * x4 * x8);
  c.s3 = p.strength / t.no;
  c.s2 = -0.5 * c.s3 / rtemsq;
  c.s4 = c.s3 * rtemsq;
  c.s1 = -15 * em * c.s4;
  c.s5 = x1 * x3 + x2 * x4;
  c.s6 = x2 * x3 + x1 * x4;
  c.s7 = x2 * x4 - x1 * x3;
  return c;
}

Sgp4Periodics<double> periodics(const Coefficients& c, double mean_anomaly, double eccentricity, double emsq) {
  Sgp4Periodics<double> p;
  p.mean_anomaly = mean_anomaly;
  p.e2 = 2 * c.s1 * c.s6, p.e3 = 2 * c.s1 * c.s7;
  p.i2 = 2 * c.s2 * c.z12, p.i3 = 2 * c.s2 * (c.z13 - c.z11);
  p.l2 = -2 * c.s3 * c.z2, p.l3 = -2 * c.s3 * (c.z3 - c.z1), p.l4 = -2 * c.s3 * (-21 - 9 * emsq) * eccentricity;
  p.gh2 = 2 * c.s4 * c.z32, p.gh3 = 2 * c.s4 * (c.z33 - c.z31), p.gh4 = -18 * c.s4 * eccentricity;
  p.h2 = -2 * c.s2 * c.z22, p.h3 = -2 * c.s2 * (c.z23 - c.z21);
  return p;
}

/// Adds one body's secular rates.
void add_secular(Sgp4Terms<double>& t, const Coefficients& c, double zn) {
  const double emsq = t.ecco * t.ecco, sinim = sin(t.inclo), cosim = cos(t.inclo);
  constexpr double low = 5.2359877e-2;  // 3 degrees, and 177
  double h = -zn * c.s2 * (c.z21 + c.z23);
  if (t.inclo < low || t.inclo > two_pi / 2 - low) h = 0;
  if (sinim != 0) h /= sinim;
  t.dedt += c.s1 * zn * c.s5;
  t.didt += c.s2 * zn * (c.z11 + c.z13);
  t.dmdt += -zn * c.s3 * (c.z1 + c.z3 - 14 - 6 * emsq);
  t.domdt += c.s4 * zn * (c.z31 + c.z33 - 6) - cosim * h;
  t.dnodt += h;
}

/// Orbits of half a day with an eccentricity from 0.5.
void half_daily_resonance(Sgp4Terms<double>& t, double aonv) {
  constexpr double root22 = 1.7891679e-6, root32 = 3.7393792e-7, root44 = 7.3636953e-9, root52 = 1.1428639e-7,
                   root54 = 2.1765803e-9;
  const double e = t.ecco, ee = e * e, eee = e * ee;
  const double g201 = -0.306 - (e - 0.64) * 0.440;
  double g211, g310, g322, g410, g422, g520, g521, g532, g533;
  if (e <= 0.65) {
    g211 = 3.616 - 13.2470 * e + 16.2900 * ee;
    g310 = -19.302 + 117.3900 * e - 228.4190 * ee + 156.5910 * eee;
    g322 = -18.9068 + 109.7927 * e - 214.6334 * ee + 146.5816 * eee;
    g410 = -41.122 + 242.6940 * e - 471.0940 * ee + 313.9530 * eee;
    g422 = -146.407 + 841.8800 * e - 1629.014 * ee + 1083.4350 * eee;
    g520 = -532.114 + 3017.977 * e - 5740.032 * ee + 3708.2760 * eee;
  } else {
    g211 = -72.099 + 331.819 * e - 508.738 * ee + 266.724 * eee;
    g310 = -346.844 + 1582.851 * e - 2415.925 * ee + 1246.113 * eee;
    g322 = -342.585 + 1554.908 * e - 2366.899 * ee + 1215.972 * eee;
    g410 = -1052.797 + 4758.686 * e - 7193.992 * ee + 3651.957 * eee;
    g422 = -3581.690 + 16178.110 * e - 24462.770 * ee + 12422.520 * eee;
    g520 = e > 0.715 ? -5149.66 + 29936.92 * e - 54087.36 * ee + 31324.56 * eee : 1464.74 - 4664.75 * e + 3763.64 * ee;
  }
  if (e < 0.7) {
    g533 = -919.22770 + 4988.6100 * e - 9064.7700 * ee + 5542.21 * eee;
    g521 = -822.71072 + 4568.6173 * e - 8491.4146 * ee + 5337.524 * eee;
    g532 = -853.66600 + 4690.2500 * e - 8624.7700 * ee + 5341.4 * eee;
  } else {
    g533 = -37995.780 + 161616.52 * e - 229838.20 * ee + 109377.94 * eee;
    g521 = -51752.104 + 218913.95 * e - 309468.16 * ee + 146349.42 * eee;
    g532 = -40023.880 + 170470.89 * e - 242699.48 * ee + 115605.82 * eee;
  }
  const double s = sin(t.inclo), c = cos(t.inclo), ss = s * s, cc = c * c;
  const double f220 = 0.75 * (1 + 2 * c + cc), f221 = 1.5 * ss;
  const double f321 = 1.875 * s * (1 - 2 * c - 3 * cc), f322 = -1.875 * s * (1 + 2 * c - 3 * cc);
  const double f441 = 35 * ss * f220, f442 = 39.3750 * ss * ss;
  const double f522 = 9.84375 * s * (ss * (1 - 2 * c - 5 * cc) + 0.33333333 * (-2 + 4 * c + 6 * cc));
  const double f523 = s * (4.92187512 * ss * (-2 - 4 * c + 10 * cc) + 6.56250012 * (1 + 2 * c - 3 * cc));
  const double f542 = 29.53125 * s * (2 - 8 * c + cc * (-12 + 8 * c + 10 * cc));
  const double f543 = 29.53125 * s * (-2 - 8 * c + cc * (12 + 8 * c - 10 * cc));
  double scale = 3 * t.no * t.no * aonv * aonv;
  t.d2201 = scale * root22 * f220 * g201;
  t.d2211 = scale * root22 * f221 * g211;
  scale *= aonv;
  t.d3210 = scale * root32 * f321 * g310;
  t.d3222 = scale * root32 * f322 * g322;
  scale *= aonv;
  t.d4410 = 2 * scale * root44 * f441 * g410;
  t.d4422 = 2 * scale * root44 * f442 * g422;
  scale *= aonv;
  t.d5220 = scale * root52 * f522 * g520;
  t.d5232 = scale * root52 * f523 * g532;
  t.d5421 = 2 * scale * root54 * f542 * g521;
  t.d5433 = 2 * scale * root54 * f543 * g533;
  t.xlamo = std::fmod(t.mo + 2 * t.nodeo - 2 * t.gsto, two_pi);
  t.xfact = t.mdot + t.dmdt + 2 * (t.nodedot + t.dnodt - rptim) - t.no;
}

/// Orbits of one day.
void daily_resonance(Sgp4Terms<double>& t, double aonv) {
  constexpr double q22 = 1.7891679e-6, q31 = 2.1460748e-6, q33 = 2.2123015e-7;
  const double ee = t.ecco * t.ecco, s = sin(t.inclo), c = cos(t.inclo);
  const double g200 = 1 + ee * (-2.5 + 0.8125 * ee), g310 = 1 + 2 * ee, g300 = 1 + ee * (-6 + 6.60937 * ee);
  const double f220 = 0.75 * (1 + c) * (1 + c);
  const double f311 = 0.9375 * s * s * (1 + 3 * c) - 0.75 * (1 + c);
  const double f330 = 1.875 * (1 + c) * (1 + c) * (1 + c);
  const double scale = 3 * t.no * t.no * aonv * aonv;
  t.del1 = scale * f311 * g310 * q31 * aonv;
  t.del2 = 2 * scale * f220 * g200 * q22;
  t.del3 = 3 * scale * f330 * g300 * q33 * aonv;
  t.xlamo = std::fmod(t.mo + t.nodeo + t.argpo - t.gsto, two_pi);
  t.xfact = t.mdot + t.argpdot + t.nodedot - rptim + t.dmdt + t.domdt + t.dnodt - t.no;
}

}  // namespace

void begin_deep_space(Sgp4Terms<double>& t, double days_1950) {
  const Sky sky = sky_at(days_1950, t.nodeo);
  const Coefficients sun = coefficients(sky.sun, t), moon = coefficients(sky.moon, t);
  const double emsq = t.ecco * t.ecco;
  t.sun = periodics(sun, sky.zmos, zes, emsq);
  t.moon = periodics(moon, sky.zmol, zel, emsq);
  add_secular(t, sun, zns);
  add_secular(t, moon, znl);
  const bool one_day = t.no > 0.0034906585 && t.no < 0.0052359877;
  const bool half_day = t.no >= 8.26e-3 && t.no <= 9.24e-3 && t.ecco >= 0.5;
  t.daily = one_day ? 1 : 0;
  t.half_daily = half_day ? 1 : 0;
  const double aonv = pow(t.no / xke, two_thirds);
  if (one_day) daily_resonance(t, aonv);
  if (half_day) half_daily_resonance(t, aonv);
}

}  // namespace cosmodrome
