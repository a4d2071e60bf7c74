#pragma once
// The ellipsoid of the World Geodetic System 1984.
// Source: NGA.STND.0036_1.0.0_WGS84 (2014), tables 3.1 and 3.5. The axes agree with the ITRF's to centimetres.

namespace cosmodrome {

inline constexpr double wgs84_equatorial_radius_m = 6378137.0;
inline constexpr double wgs84_flattening = 1.0 / 298.257223563;
inline constexpr double wgs84_polar_radius_m = wgs84_equatorial_radius_m * (1.0 - wgs84_flattening);
/// Of the first kind, squared: (a^2 - b^2) / a^2.
inline constexpr double wgs84_eccentricity_squared = wgs84_flattening * (2.0 - wgs84_flattening);
/// Of the second kind, squared: (a^2 - b^2) / b^2.
inline constexpr double wgs84_second_eccentricity_squared =
    wgs84_eccentricity_squared / (1.0 - wgs84_eccentricity_squared);
/// Of a sphere with the ellipsoid's volume-like mean: (2 a + b) / 3.
inline constexpr double wgs84_mean_radius_m = (2.0 * wgs84_equatorial_radius_m + wgs84_polar_radius_m) / 3.0;

}  // namespace cosmodrome
