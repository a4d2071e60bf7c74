#pragma once
#include <array>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

/// How active the Sun and the magnetic field are.
struct MsisActivity {
  double f107 = 150;          ///< 10.7 cm solar flux of the day before, 1e-22 W/m^2/Hz
  double f107_average = 150;  ///< of 81 days around the day
  double ap = 4;              ///< daily planetary amplitude
  /// Daily; then of three hours: now, 3, 6 and 9 hours ago, mean of 12 to 33 and of 36 to 57 hours ago. Used in place
  /// of `ap` if `use_history`.
  std::array<double, 7> ap_history{};
  bool use_history = false;
};

/// Where and when. Angles stand as sine and cosine, as the equations of motion have them.
template <Scalar S>
struct MsisPlace {
  S day{};        ///< of the year, 1 on the first of January; the model turns with it steadily
  S universal{};  ///< angle of universal time, rad: 2 pi at the day's end
  S altitude_m{};
  S sin_latitude{}, cos_latitude{};  ///< geodetic
  S sin_longitude{}, cos_longitude{};
  S sin_local{}, cos_local{};  ///< angle of local solar time: 0 at midnight
};

/// Densities are numbers a cubic metre.
template <Scalar S>
struct MsisAir {
  S helium{}, oxygen{}, nitrogen_2{}, oxygen_2{}, argon{}, hydrogen{}, nitrogen{}, hot_oxygen{};
  S density_kg_m3{};       ///< without hot oxygen, which the model calls anomalous
  S drag_density_kg_m3{};  ///< with it: what drags a spacecraft
  S exospheric_K{};
  S temperature_K{};
};

/// The empirical atmosphere NRLMSISE-00, from the ground to 1000 km: 15 % in density over long, 30 % and more in
/// storms. For double, Lanes and Dual<4>.
///
/// Angles are what they are, where the distributed program takes radian and hour to six digits; its other constants are
/// kept. Source: J. M. Picone, A. E. Hedin, D. P. Drob, A. C. Aikin, "NRLMSISE-00 empirical model of the atmosphere:
/// Statistical comparisons and scientific issues", Journal of Geophysical Research 107 (A12), 1468 (2002); equations:
/// A. E. Hedin, "MSIS-86 thermospheric model", Journal of Geophysical Research 92 (A5), 4649-4662 (1987), appendix, and
/// the model's distribution, which is in the public domain.
template <Scalar S>
MsisAir<S> nrlmsise00(const MsisActivity& activity, const MsisPlace<S>& place);

}  // namespace cosmodrome
