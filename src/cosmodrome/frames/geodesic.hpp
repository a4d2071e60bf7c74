#pragma once
// Shortest lines on the WGS84 ellipsoid.

namespace cosmodrome {

/// A shortest line between two places on the ellipsoid. Azimuths are clockwise from north, at each end in the
/// direction from the first place to the second.
struct Geodesic {
  double distance_m = 0.0;
  double azimuth_1_rad = 0.0;
  double azimuth_2_rad = 0.0;
};

/// Where a line that begins at a place with an azimuth ends.
struct GeodesicEnd {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;  ///< -pi to pi
  double azimuth_rad = 0.0;    ///< of the line at its end
};

/// The shortest line between two places (geodetic latitudes and longitudes), nearly antipodal ones included. The
/// distance is good to 20 nm. Where several lines are equally short (antipodes), one of them.
Geodesic geodesic(double latitude_1_rad, double longitude_1_rad, double latitude_2_rad, double longitude_2_rad);

/// The end of a line of a given length, which may be negative; at most some turns around the Earth.
/// The place is good to 20 nm a turn.
GeodesicEnd geodesic_end(double latitude_rad, double longitude_rad, double azimuth_rad, double distance_m);

}  // namespace cosmodrome
