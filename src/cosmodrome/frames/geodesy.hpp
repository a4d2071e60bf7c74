#pragma once
// Places on and above the WGS84 ellipsoid, for every scalar.
#include "cosmodrome/base/elementary/polynomial.hpp"
#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {

/// Latitude is the angle between the ellipsoid's normal and the equator; altitude is along that normal.
template <Scalar S>
struct Geodetic {
  S latitude_rad{};
  S longitude_rad{};  ///< east, -pi to pi
  S altitude_m{};
};

/// The ellipsoid's normal through a position, and the height along it. All that most physics needs to know of
/// geodesy, without a trigonometric function.
template <Scalar S>
struct LocalVertical {
  Vec3<S, Itrf> up;  ///< unit vector
  S altitude_m{};
};

/// From a place to a position. Exact to rounding.
template <Scalar S>
Vec3<S, Itrf> itrf_position_m(const Geodetic<S>& place) {
  S sin_lat, cos_lat, sin_lon, cos_lon;
  sincos(place.latitude_rad, sin_lat, cos_lat);
  sincos(place.longitude_rad, sin_lon, cos_lon);
  const S normal_m =
      S(wgs84_equatorial_radius_m) / sqrt(fma(S(-wgs84_eccentricity_squared) * sin_lat, sin_lat, S(1.0)));
  const S from_axis_m = (normal_m + place.altitude_m) * cos_lat;
  const S z_m = fma(normal_m, S(1.0 - wgs84_eccentricity_squared), place.altitude_m) * sin_lat;
  return {from_axis_m * cos_lon, from_axis_m * sin_lon, z_m};
}

namespace geodesy {

/// What the conversions share: the foot of the normal, by its reduced latitude, and the distance from the axis.
template <Scalar S>
struct Foot {
  S from_axis_m{};
  S cos_reduced{}, sin_reduced{};  ///< of the reduced (parametric) latitude of the foot
  S cos_lat{}, sin_lat{};          ///< of the geodetic latitude
};

/// Bowring's iteration (Survey Review 23, 1976) on the reduced latitude u of the foot of the normal,
///     tan u' = (Z + e^2 sin^3 u) / (P - e^2 cos^3 u),   P = p / a,   Z = (b / a) z / a,
/// kept as sine and cosine, so that nothing is special at the poles. Begun from tan u = (a / b) z / p. Farther than
/// 5000 km from the centre one round leaves 1e-8 rad, two leave rounding error.
template <int rounds, Scalar S>
COSMODROME_INLINE Foot<S> foot_of_normal(const S& from_axis_m, const S& z_m) {
  constexpr double axis_ratio = 1.0 - wgs84_flattening;
  constexpr double e2 = wgs84_eccentricity_squared;
  Foot<S> foot;
  foot.from_axis_m = from_axis_m;
  const S p = foot.from_axis_m * S(1.0 / wgs84_equatorial_radius_m);
  const S z = z_m * S(axis_ratio / wgs84_equatorial_radius_m);
  S sine = z, cosine = p * S(axis_ratio * axis_ratio);
  for (int round = 0; round < rounds; ++round) {
    const S scale = S(1.0) / sqrt(fma(sine, sine, cosine * cosine));
    const S s = sine * scale, c = cosine * scale;
    sine = fma(S(e2) * s, s * s, z);
    cosine = fma(S(-e2) * c, c * c, p);
  }
  const S reduced = S(1.0) / sqrt(fma(sine, sine, cosine * cosine));
  foot.sin_reduced = sine * reduced, foot.cos_reduced = cosine * reduced;
  const S flat_cosine = cosine * S(axis_ratio);
  const S geodetic = S(1.0) / sqrt(fma(sine, sine, flat_cosine * flat_cosine));
  foot.sin_lat = sine * geodetic, foot.cos_lat = flat_cosine * geodetic;
  return foot;
}

template <Scalar S>
Foot<S> foot_of_normal(const Vec3<S, Itrf>& r_m) {
  // The tiny addend keeps the derivative of the root finite on the axis; 1e-40 m^2 is far below rounding elsewhere.
  return foot_of_normal<2>(S(sqrt(fma(r_m.x, r_m.x, fma(r_m.y, r_m.y, S(1e-40))))), r_m.z);
}

/// (r - foot) . normal. An error of the foot enters only squared.
template <Scalar S>
S height_above_foot_m(const Foot<S>& foot, const S& z_m) {
  const S outward = fma(S(-wgs84_equatorial_radius_m), foot.cos_reduced, foot.from_axis_m);
  const S northward = fma(S(-wgs84_polar_radius_m), foot.sin_reduced, z_m);
  return fma(outward, foot.cos_lat, northward * foot.sin_lat);
}

/// Direction from the axis to the position in the equator's plane; on the axis the x direction.
template <Scalar S>
void direction_from_axis(const Vec3<S, Itrf>& r_m, const S& from_axis_m, S& x, S& y) {
  const auto on_axis = from_axis_m < S(1e-9);
  const S inverse = S(1.0) / from_axis_m;
  x = select(on_axis, S(1.0), r_m.x * inverse);
  y = select(on_axis, S(0.0), r_m.y * inverse);
}

}  // namespace geodesy

/// From a position farther than 5000 km from the Earth's centre to its place. The truncation error is below rounding;
/// rounding leaves 4 nm of altitude below 1000 km, 20 nm at geostationary altitude, and 4e-16 rad of latitude.
template <Scalar S>
Geodetic<S> to_geodetic(const Vec3<S, Itrf>& r_m) {
  const auto foot = geodesy::foot_of_normal(r_m);
  return {atan2(foot.sin_lat, foot.cos_lat), atan2(r_m.y, r_m.x), geodesy::height_above_foot_m(foot, r_m.z)};
}

/// As to_geodetic, but the normal as a vector.
template <Scalar S>
LocalVertical<S> local_vertical(const Vec3<S, Itrf>& r_m) {
  const auto foot = geodesy::foot_of_normal(r_m);
  S x, y;
  geodesy::direction_from_axis(r_m, foot.from_axis_m, x, y);
  return {{foot.cos_lat * x, foot.cos_lat * y, foot.sin_lat}, geodesy::height_above_foot_m(foot, r_m.z)};
}

/// The ellipsoid's outward normal through a position; unit vector.
template <Scalar S>
Vec3<S, Itrf> up_itrf(const Vec3<S, Itrf>& r_m) {
  return local_vertical(r_m).up;
}

namespace geodesy {

/// h = r - a (1 + s A(s) + s (1 - s) q (B_0(s) + B_1(s) q + ... + B_4(s) q^4)): coefficients of A and of the B, lowest
/// first, for the e^2 of WGS84. docs/theory/frames.md has the derivation, scripts/altitude_series.py the derivation's
/// machine; terms that are worth less than 1e-9 m are left out.
inline constexpr std::array<double, 6> altitude_a{-3.3471899950706585e-3,  -5.6018404315505574e-6,
                                                  -1.8750424246468326e-8,  -7.8451540551386339e-11,
                                                  -3.6762909628407257e-13, -1.8457866494683732e-15};
inline constexpr std::array<std::array<double, 5>, 5> altitude_b{
    {{-2.2407361726202230e-5, -1.5000339397174661e-7, -1.0041797190577451e-9, -6.7223606177658984e-12,
      -4.5002036406086052e-14},
     {-1.5000339397174661e-7, 2.9749633864584885e-7, 3.9873085485282547e-9, 4.1719427997121925e-11,
      3.9376781855325296e-13},
     {-1.0041797190577451e-9, 5.2383317219643325e-9, -5.1414875215164122e-9, -1.0881510499115280e-10,
      -1.6088228015175764e-12},
     {-6.7223606177658984e-12, 6.6829838359105731e-11, -1.5858028009650879e-10, 1.0215752551552405e-10,
      3.1501425484260237e-12},
     {-4.5002036406086052e-14, 7.4253360070041986e-13, -3.1557678029767844e-12, 4.8264684045527291e-12,
      -2.4132342022763646e-12}}};

}  // namespace geodesy

/// Height above the ellipsoid from the distance to its centre, the inverse of that, and the square of the sine of the
/// geocentric latitude: no angle, no axes, no root.
///
/// It is the most, over all directions n, of what n sees of the position less its distance from the plane that touches
/// the ellipsoid, r cos(delta) - a sqrt(1 - e^2 sin^2(latitude of n)). The place of that most is found as a series in
/// e^2 to the third order; an error of it enters squared, so the height is right to the seventh, 1e-10 m. Its many
/// short sums are worked out side by side: this is the first link of the chain from place to drag.
template <Scalar S>
COSMODROME_INLINE S altitude_m(const S& distance_m, const S& inverse_distance_1_m, const S& sin2) {
  using elementary::polynomial;
  const auto& b = geodesy::altitude_b;
  const S q = S(wgs84_equatorial_radius_m) * inverse_distance_1_m;
  const S q2 = q * q;
  const S b01 = fma(polynomial(sin2, b[1]), q, polynomial(sin2, b[0]));
  const S b23 = fma(polynomial(sin2, b[3]), q, polynomial(sin2, b[2]));
  const S leaning = fma(fma(polynomial(sin2, b[4]), q2, b23), q2, b01);
  const S rise = sin2 * fma((S(1.0) - sin2) * q, leaning, polynomial(sin2, geodesy::altitude_a));
  return (distance_m - S(wgs84_equatorial_radius_m)) - S(wgs84_equatorial_radius_m) * rise;
}

template <Scalar S>
S altitude_m(const Vec3<S, Itrf>& r_m) {
  const S squared = squared_norm(r_m);
  const S distance_m = sqrt(squared);
  return altitude_m(distance_m, S(1.0) / distance_m, r_m.z * r_m.z / squared);
}

/// The angle between the position vector and the equator.
template <Scalar S>
S geocentric_latitude_rad(const Vec3<S, Itrf>& r_m) {
  return atan2(r_m.z, sqrt(fma(r_m.x, r_m.x, r_m.y * r_m.y)));
}

/// Geocentric latitude of a place on the ellipsoid (altitude 0): tan(geocentric) = (1 - e^2) tan(geodetic).
template <Scalar S>
S geocentric_from_geodetic_latitude_rad(const S& latitude_rad) {
  S sine, cosine;
  sincos(latitude_rad, sine, cosine);
  return atan2(sine * S(1.0 - wgs84_eccentricity_squared), cosine);
}

/// Axes east, north, up at a latitude and longitude.
template <Scalar S>
Rotation<Itrf, Enu, S> itrf_to_enu(const S& latitude_rad, const S& longitude_rad) {
  S sin_lat, cos_lat, sin_lon, cos_lon;
  sincos(latitude_rad, sin_lat, cos_lat);
  sincos(longitude_rad, sin_lon, cos_lon);
  return {{-sin_lon, cos_lon, S(0.0)},
          {-(sin_lat * cos_lon), -(sin_lat * sin_lon), cos_lat},
          {cos_lat * cos_lon, cos_lat * sin_lon, sin_lat}};
}

/// Axes east, north, up under a position, without trigonometric functions. On the Earth's axis the meridian is that
/// of longitude 0.
template <Scalar S>
Rotation<Itrf, Enu, S> itrf_to_enu(const Vec3<S, Itrf>& r_m) {
  const auto foot = geodesy::foot_of_normal(r_m);
  S x, y;
  geodesy::direction_from_axis(r_m, foot.from_axis_m, x, y);
  return {{-y, x, S(0.0)},
          {-(foot.sin_lat * x), -(foot.sin_lat * y), foot.cos_lat},
          {foot.cos_lat * x, foot.cos_lat * y, foot.sin_lat}};
}

/// A horizontal vector under a position, in axes of which only the Earth's axis `pole` is known: however far the Earth
/// has turned, east is at right angles to the axis and the position. `northward_m` is the position's part along the
/// axis. Right to 1e-8 rad; on the axis itself, where no direction is east, nothing.
template <Scalar S, class Frame>
COSMODROME_INLINE Vec3<S, Frame> from_horizontal(const Vec3<S, Enu>& v, const Vec3<S, Frame>& r_m,
                                                 const Vec3<S, Frame>& pole, const S& northward_m) {
  const auto outward_m = axpy(-northward_m, pole, r_m);
  const S from_axis_m = sqrt(max(squared_norm(outward_m), S(1e-12)));
  const auto foot = geodesy::foot_of_normal<1>(from_axis_m, northward_m);
  const S inverse = S(1.0) / from_axis_m;
  const auto east = cross(pole, r_m) * (v.x * inverse);
  return axpy(v.y * foot.cos_lat, pole, axpy(-(v.y * foot.sin_lat * inverse), outward_m, east));
}

/// Heading of a horizontal direction, clockwise from north, -pi to pi.
template <Scalar S>
S heading_rad(const Vec3<S, Enu>& v) {
  return atan2(v.x, v.y);
}

}  // namespace cosmodrome
