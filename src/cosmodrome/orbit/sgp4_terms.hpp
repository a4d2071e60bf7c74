#pragma once
// What SGP4 computes once for a satellite. Names and units are those of the reports: Earth radii, radians, minutes.
#include <array>

#include "cosmodrome/base/scalar.hpp"

namespace cosmodrome {

/// WGS72, with which element sets are made: AIAA 2006-6753, table 1.
namespace sgp4_constants {
inline constexpr double earth_radius_km = 6378.135;
inline constexpr double xke = 0.07436691613317341;  ///< sqrt(mu / radius^3) a minute, of mu = 398600.8 km^3/s^2
inline constexpr double j2 = 0.001082616;
inline constexpr double j3_over_j2 = -0.00000253881 / j2;
inline constexpr double j4 = -0.00000165597;
inline constexpr double two_pi = 6.283185307179586;
inline constexpr double two_thirds = 2.0 / 3.0;
}  // namespace sgp4_constants

/// The third body's amplitudes in the periodic terms of one perturbing body, Sun or Moon.
template <Scalar S>
struct Sgp4Periodics {
  S mean_anomaly{};  ///< at the epoch: zmos, zmol
  S e2{}, e3{};      ///< of the eccentricity
  S i2{}, i3{};
  S l2{}, l3{}, l4{};
  S gh2{}, gh3{}, gh4{};
  S h2{}, h3{};
};

template <Scalar S>
struct Sgp4Terms {
  // Elements at the epoch.
  S ecco{}, inclo{}, nodeo{}, argpo{}, mo{}, no{}, bstar{};
  // Secular rates and drag.
  S mdot{}, argpdot{}, nodedot{}, nodecf{}, cc1{}, cc4{}, cc5{}, d2{}, d3{}, d4{}, t2cof{}, t3cof{}, t4cof{}, t5cof{};
  S omgcof{}, xmcof{}, eta{}, delmo{}, sinmao{};
  // Long-period terms and functions of the inclination.
  S aycof{}, xlcof{}, con41{}, x1mth2{}, x7thm1{};
  // 1 or 0: simple drag (perigee below 220 km or deep space), deep space, resonance of one day, of half a day.
  S simple{}, deep{}, daily{}, half_daily{};
  // Deep space: secular rates, periodics, resonances.
  S dedt{}, didt{}, domdt{}, dnodt{}, dmdt{}, gsto{};
  Sgp4Periodics<S> sun, moon;
  S del1{}, del2{}, del3{}, xfact{}, xlamo{};
  S d2201{}, d2211{}, d3210{}, d3222{}, d4410{}, d4422{}, d5220{}, d5232{}, d5421{}, d5433{};

  /// Every member, in one order for all scalars.
  auto members() {
    return std::array{&ecco,
                      &inclo,
                      &nodeo,
                      &argpo,
                      &mo,
                      &no,
                      &bstar,
                      &mdot,
                      &argpdot,
                      &nodedot,
                      &nodecf,
                      &cc1,
                      &cc4,
                      &cc5,
                      &d2,
                      &d3,
                      &d4,
                      &t2cof,
                      &t3cof,
                      &t4cof,
                      &t5cof,
                      &omgcof,
                      &xmcof,
                      &eta,
                      &delmo,
                      &sinmao,
                      &aycof,
                      &xlcof,
                      &con41,
                      &x1mth2,
                      &x7thm1,
                      &simple,
                      &deep,
                      &daily,
                      &half_daily,
                      &dedt,
                      &didt,
                      &domdt,
                      &dnodt,
                      &dmdt,
                      &gsto,
                      &sun.mean_anomaly,
                      &sun.e2,
                      &sun.e3,
                      &sun.i2,
                      &sun.i3,
                      &sun.l2,
                      &sun.l3,
                      &sun.l4,
                      &sun.gh2,
                      &sun.gh3,
                      &sun.gh4,
                      &sun.h2,
                      &sun.h3,
                      &moon.mean_anomaly,
                      &moon.e2,
                      &moon.e3,
                      &moon.i2,
                      &moon.i3,
                      &moon.l2,
                      &moon.l3,
                      &moon.l4,
                      &moon.gh2,
                      &moon.gh3,
                      &moon.gh4,
                      &moon.h2,
                      &moon.h3,
                      &del1,
                      &del2,
                      &del3,
                      &xfact,
                      &xlamo,
                      &d2201,
                      &d2211,
                      &d3210,
                      &d3222,
                      &d4410,
                      &d4422,
                      &d5220,
                      &d5232,
                      &d5421,
                      &d5433};
  }
};

}  // namespace cosmodrome
