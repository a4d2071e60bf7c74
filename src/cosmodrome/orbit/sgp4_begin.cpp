// What SGP4 computes once: secular rates and drag. Symbols are those of Spacetrack Report No. 3, section 6, and of
// AIAA 2006-6753.
#include "cosmodrome/orbit/sgp4_begin.hpp"

#include <cmath>
#include <stdexcept>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/orbit/sgp4.hpp"

namespace cosmodrome {
namespace {

using namespace sgp4_constants;

constexpr double tiny_eccentricity = 1e-4;  // below it, drag terms that divide by the eccentricity are left out

/// Brouwer's mean motion and semi-major axis from Kozai's mean motion.
struct Unkozaied {
  double no, ao;
};

Unkozaied unkozai(double kozai_no, double con41, double rteosq, double omeosq) {
  const double ak = pow(xke / kozai_no, two_thirds);
  const double d1 = 0.75 * j2 * con41 / (rteosq * omeosq);
  double del = d1 / (ak * ak);
  const double adel = ak * (1 - del * del - del * (1.0 / 3.0 + 134 * del * del / 81));
  del = d1 / (adel * adel);
  const double no = kozai_no / (1 + del);
  return {no, pow(xke / no, two_thirds)};
}

/// The density function's parameters, which change for perigees below 156 km and below 98 km.
struct Atmosphere {
  double s, qoms4;
};

Atmosphere atmosphere(double perigee_km) {
  double s_km = 78;
  if (perigee_km < 156) s_km = perigee_km < 98 ? 20 : perigee_km - 78;
  const double q = (120 - s_km) / earth_radius_km;
  return {s_km / earth_radius_km + 1, q * q * q * q};
}

/// Greenwich mean sidereal time of 1982 in [0, 2 pi), UTC for UT1.
double sidereal_time_rad(double days_2000) {
  const double t = days_2000 / 36525;
  const double seconds = ((-6.2e-6 * t + 0.093104) * t + (876600.0 * 3600 + 8640184.812866)) * t + 67310.54841;
  const double angle = std::fmod(seconds * (two_pi / 86400), two_pi);
  return angle < 0 ? angle + two_pi : angle;
}

void drag_terms(Sgp4Terms<double>& t, const Atmosphere& air, double ao, double sinio) {
  const double e = t.ecco, eccsq = e * e, omeosq = 1 - eccsq;
  const double tsi = 1 / (ao - air.s);
  const double eta = t.eta = ao * e * tsi;
  const double etasq = eta * eta, eeta = e * eta;
  const double psisq = std::abs(1 - etasq);
  const double coef = air.qoms4 * square(square(tsi));
  const double coef1 = coef / (psisq * psisq * psisq * sqrt(psisq));
  const double cc2 = coef1 * t.no *
                     (ao * (1 + 1.5 * etasq + eeta * (4 + etasq)) +
                      0.375 * j2 * tsi / psisq * t.con41 * (8 + 3 * etasq * (8 + etasq)));
  const double cc1 = t.cc1 = t.bstar * cc2;
  const double cc3 = e > tiny_eccentricity ? -2 * coef * tsi * j3_over_j2 * t.no * sinio / e : 0;
  t.cc4 = 2 * t.no * coef1 * ao * omeosq *
          (eta * (2 + 0.5 * etasq) + e * (0.5 + 2 * etasq) -
           j2 * tsi / (ao * psisq) *
               (-3 * t.con41 * (1 - 2 * eeta + etasq * (1.5 - 0.5 * eeta)) +
                0.75 * t.x1mth2 * (2 * etasq - eeta * (1 + etasq)) * cos(2 * t.argpo)));
  t.cc5 = 2 * coef1 * ao * omeosq * (1 + 2.75 * (etasq + eeta) + eeta * etasq);
  t.omgcof = t.bstar * cc3 * cos(t.argpo);
  t.xmcof = e > tiny_eccentricity ? -two_thirds * coef * t.bstar / eeta : 0;
  t.t2cof = 1.5 * cc1;
  const double swing = 1 + eta * cos(t.mo);
  t.delmo = swing * swing * swing;
  t.sinmao = sin(t.mo);
}

/// Terms of the third and higher powers of time, which perigees below 220 km and deep space do without.
void higher_drag_terms(Sgp4Terms<double>& t, double ao, double s) {
  const double tsi = 1 / (ao - s), cc1 = t.cc1, cc1sq = cc1 * cc1;
  t.d2 = 4 * ao * tsi * cc1sq;
  const double temp = t.d2 * tsi * cc1 / 3;
  t.d3 = (17 * ao + s) * temp;
  t.d4 = 0.5 * temp * ao * tsi * (221 * ao + 31 * s) * cc1;
  t.t3cof = t.d2 + 2 * cc1sq;
  t.t4cof = 0.25 * (3 * t.d3 + cc1 * (12 * t.d2 + 10 * cc1sq));
  t.t5cof = 0.2 * (3 * t.d4 + 12 * cc1 * t.d3 + 6 * t.d2 * t.d2 + 15 * cc1sq * (2 * t.d2 + cc1sq));
}

void secular_rates(Sgp4Terms<double>& t, double ao, double cosio) {
  const double omeosq = 1 - t.ecco * t.ecco, rteosq = sqrt(omeosq);
  const double cosio2 = cosio * cosio, cosio4 = cosio2 * cosio2;
  const double con42 = 1 - 5 * cosio2;
  const double pinvsq = 1 / square(ao * omeosq);
  const double temp1 = 1.5 * j2 * pinvsq * t.no;
  const double temp2 = 0.5 * temp1 * j2 * pinvsq;
  const double temp3 = -0.46875 * j4 * pinvsq * pinvsq * t.no;
  t.mdot = t.no + 0.5 * temp1 * rteosq * t.con41 + 0.0625 * temp2 * rteosq * (13 - 78 * cosio2 + 137 * cosio4);
  t.argpdot = -0.5 * temp1 * con42 + 0.0625 * temp2 * (7 - 114 * cosio2 + 395 * cosio4) +
              temp3 * (3 - 36 * cosio2 + 49 * cosio4);
  const double xhdot1 = -temp1 * cosio;
  t.nodedot = xhdot1 + (0.5 * temp2 * (4 - 19 * cosio2) + 2 * temp3 * (3 - 7 * cosio2)) * cosio;
  t.nodecf = 3.5 * omeosq * xhdot1 * t.cc1;
}

}  // namespace

Sgp4<double> make_sgp4(const Sgp4Elements& elements) {
  if (!(elements.eccentricity >= 0 && elements.eccentricity < 1) || !(elements.mean_motion_rad_s > 0)) {
    throw std::invalid_argument("SGP4 needs an ellipse and a mean motion above 0");
  }
  Sgp4<double> satellite;
  Sgp4Terms<double>& t = satellite.terms;
  t.ecco = elements.eccentricity;
  t.inclo = elements.inclination_rad;
  t.nodeo = elements.node_rad;
  t.argpo = elements.argument_of_perigee_rad;
  t.mo = elements.mean_anomaly_rad;
  t.bstar = elements.drag_per_earth_radius;

  const double cosio = cos(t.inclo), sinio = sin(t.inclo);
  const double omeosq = 1 - t.ecco * t.ecco, rteosq = sqrt(omeosq);
  t.con41 = 3 * cosio * cosio - 1;
  t.x1mth2 = 1 - cosio * cosio;
  t.x7thm1 = 7 * cosio * cosio - 1;
  const auto [no, ao] = unkozai(elements.mean_motion_rad_s * 60, t.con41, rteosq, omeosq);
  t.no = no;
  const double perigee_radius = ao * (1 - t.ecco);
  const Atmosphere air = atmosphere((perigee_radius - 1) * earth_radius_km);
  drag_terms(t, air, ao, sinio);
  secular_rates(t, ao, cosio);
  // At 180 degrees of inclination 1 + cos i vanishes: AIAA 2006-6753, section V.
  const double one_plus_cosio = std::abs(cosio + 1) > 1.5e-12 ? 1 + cosio : 1.5e-12;
  t.xlcof = -0.25 * j3_over_j2 * sinio * (3 + 5 * cosio) / one_plus_cosio;
  t.aycof = -0.5 * j3_over_j2 * sinio;

  const JulianDate<Utc> date = elements.epoch.to_utc_jd();
  const double days_2000 = (date.jd1 - 2451545.0) + date.jd2;
  t.gsto = sidereal_time_rad(days_2000);
  t.deep = two_pi / t.no >= 225 ? 1 : 0;
  t.simple = t.deep == 1 || perigee_radius < 220 / earth_radius_km + 1 ? 1 : 0;
  if (t.deep == 1) begin_deep_space(t, days_2000 + (2451545.0 - 2433281.5));
  if (t.simple == 0) higher_drag_terms(t, ao, air.s);
  return satellite;
}

Sgp4<Lanes> in_lanes(const Sgp4<double>* satellites, int count) {
  Sgp4<Lanes> result;
  const auto to = result.terms.members();
  for (int lane = 0; lane < lane_count<Lanes>; ++lane) {
    Sgp4Terms<double> one = satellites[lane < count ? lane : count - 1].terms;
    const auto from = one.members();
    for (std::size_t i = 0; i < from.size(); ++i) set_lane(*to[i], lane, *from[i]);
  }
  return result;
}

}  // namespace cosmodrome
