#include "cosmodrome/environment/orbit_air.hpp"

#include <numbers>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/frames/pieces.hpp"

namespace cosmodrome {
namespace {

constexpr double day_rate_rad_s = 2 * std::numbers::pi / 86400;

/// Apparent solar time, 0 at midnight: the longitude from the Sun's. The Sun's place is that of the instant; what
/// derivatives the time has turn it westward.
template <Scalar S>
void add_local_time(MsisPlace<S>& place, const S& t_s, const Vec3<S, Itrf>& sun) {
  const S turn = S(-day_rate_rad_s) * (t_s - S(value(t_s)));
  const S x = fma(-turn, sun.y, sun.x), y = fma(turn, sun.x, sun.y);
  const S inverse = S(1.0) / sqrt(fma(x, x, y * y));
  const S cosine = x * inverse, sine = y * inverse;
  place.sin_local = fma(place.cos_longitude, sine, -(place.sin_longitude * cosine));
  place.cos_local = -fma(place.cos_longitude, cosine, place.sin_longitude * sine);
}

template <Scalar S>
S density_on(const MsisDays::Day& day, const S& since_noon_s, const AirPlace<S>& at) {
  const auto vertical = local_vertical(at.r_m);
  // The tiny addends keep derivatives finite on the axis.
  const S from_axis_m = sqrt(fma(at.r_m.x, at.r_m.x, fma(at.r_m.y, at.r_m.y, S(1e-40))));
  const S inverse = S(1.0) / from_axis_m;
  MsisPlace<S> place;
  place.day = S(day.of_year);
  place.universal = fma(S(day_rate_rad_s), since_noon_s, S(std::numbers::pi));
  place.altitude_m = vertical.altitude_m;
  place.sin_latitude = vertical.up.z;
  place.cos_latitude = sqrt(fma(vertical.up.x, vertical.up.x, fma(vertical.up.y, vertical.up.y, S(1e-30))));
  place.sin_longitude = at.r_m.y * inverse, place.cos_longitude = at.r_m.x * inverse;
  add_local_time(place, at.t_s, at.sun_unit);
  return nrlmsise00(day.activity, place).drag_density_kg_m3;
}

template <Scalar S>
S density_of(const std::vector<MsisDays::Day>& days, double from_s, const AirPlace<S>& at) {
  return pieces::at_time(days, from_s, 86400.0, at.t_s,
                         [&](const MsisDays::Day& day, const S& since_s) { return density_on(day, since_s, at); });
}

template <int N>
Dual<4> input(const Dual<N>& x, int index) {
  return Dual<4>::variable(x.v, index);
}

/// By place and time, of which there are four, and the chain rule.
template <int N>
Dual<N> chained(const std::vector<MsisDays::Day>& days, double from_s, const AirPlace<Dual<N>>& place) {
  const AirPlace<Dual<4>> at{input(place.t_s, 3),
                             {input(place.r_m.x, 0), input(place.r_m.y, 1), input(place.r_m.z, 2)},
                             {},
                             {place.sun_unit.x.v, place.sun_unit.y.v, place.sun_unit.z.v}};
  const Dual<4> f = density_of<Dual<4>>(days, from_s, at);
  Dual<N> result(f.v);
  for (std::size_t i = 0; i < Dual<N>::size; ++i)
    result.d[i] = fma(f.d[0], place.r_m.x.d[i],
                      fma(f.d[1], place.r_m.y.d[i], fma(f.d[2], place.r_m.z.d[i], f.d[3] * place.t_s.d[i])));
  return result;
}

}  // namespace

template <Scalar S>
S MsisDays::density_kg_m3(const AirPlace<S>& place) const {
  return density_of(days_, from_s_, place);
}

template double MsisDays::density_kg_m3(const AirPlace<double>&) const;
template Lanes MsisDays::density_kg_m3(const AirPlace<Lanes>&) const;

#define COSMODROME_MSIS_DUAL(N)                                           \
  template <>                                                             \
  Dual<N> MsisDays::density_kg_m3(const AirPlace<Dual<N>>& place) const { \
    return chained<N>(days_, from_s_, place);                             \
  }
COSMODROME_MSIS_DUAL(1)
COSMODROME_MSIS_DUAL(2)
COSMODROME_MSIS_DUAL(3)
COSMODROME_MSIS_DUAL(4)
COSMODROME_MSIS_DUAL(5)
COSMODROME_MSIS_DUAL(6)
COSMODROME_MSIS_DUAL(7)
COSMODROME_MSIS_DUAL(8)
COSMODROME_MSIS_DUAL(9)
COSMODROME_MSIS_DUAL(10)
COSMODROME_MSIS_DUAL(11)
COSMODROME_MSIS_DUAL(12)
#undef COSMODROME_MSIS_DUAL

}  // namespace cosmodrome
