#pragma once
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// A place on the ellipsoid: geodetic latitude, longitude.
using GroundPlace = DropZone::Point;

/// A point of a plane that is laid on the ground.
struct PlanePoint {
  double x_m = 0;  ///< east at the plane's origin
  double y_m = 0;  ///< north there
};

/// The ground around a place laid flat so that areas keep their size: Lambert's azimuthal equal-area projection of the
/// sphere that has the ellipsoid's surface (authalic). A density per square metre of the plane is one of the ground.
/// Poles and the antimeridian are places like others; only the antipode of the origin has no point. Distances are
/// wrong by (r / 2R)^2 / 2: 0.3 % at 1000 km.
/// Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), equations 3-11, 3-12,
/// 3-18, 24-2 to 24-4 and 20-14, 20-15, 20-18.
class LocalPlane {
 public:
  explicit LocalPlane(const GroundPlace& origin);

  [[nodiscard]] PlanePoint to_plane(const GroundPlace& place) const;
  [[nodiscard]] GroundPlace to_place(const PlanePoint& point) const;
  [[nodiscard]] const GroundPlace& origin() const { return origin_; }

 private:
  GroundPlace origin_;
  double sine_, cosine_;  ///< of the origin's authalic latitude
};

/// Radius of the sphere with the surface of the WGS84 ellipsoid: 6371007.18 m.
double authalic_radius_m();

/// Latitude on that sphere with as much surface to the south.
double authalic_latitude_rad(double latitude_rad);
/// And back.
double geodetic_from_authalic_rad(double authalic_rad);

}  // namespace cosmodrome
