#include "cosmodrome/flight/place.hpp"

#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/frames/geodesic.hpp"

namespace cosmodrome {
namespace {

Vec3<double, Itrf> direction(double latitude_rad, double longitude_rad) {
  const double across = cos(latitude_rad);
  return {across * cos(longitude_rad), across * sin(longitude_rad), sin(latitude_rad)};
}

}  // namespace

Geodetic<double> place_on(const World& world, const Vec3<double, Itrf>& position_m) {
  if (world.sphere_radius_m == 0) return to_geodetic(position_m);
  return {asin(position_m.z / norm(position_m)), atan2(position_m.y, position_m.x),
          norm(position_m) - world.sphere_radius_m};
}

Vec3<double, Itrf> position_on(const World& world, const Geodetic<double>& place) {
  if (world.sphere_radius_m == 0) return itrf_position_m(place);
  return direction(place.latitude_rad, place.longitude_rad) * (world.sphere_radius_m + place.altitude_m);
}

Vec3<double, Itrf> up_on(const World& world, const Vec3<double, Itrf>& position_m) {
  return world.sphere_radius_m == 0 ? up_itrf(position_m) : unit(position_m);
}

double distance_on_m(const World& world, double latitude_1_rad, double longitude_1_rad, double latitude_2_rad,
                     double longitude_2_rad) {
  if (world.sphere_radius_m == 0)
    return geodesic(latitude_1_rad, longitude_1_rad, latitude_2_rad, longitude_2_rad).distance_m;
  const auto a = direction(latitude_1_rad, longitude_1_rad), b = direction(latitude_2_rad, longitude_2_rad);
  return world.sphere_radius_m * atan2(norm(cross(a, b)), dot(a, b));
}

}  // namespace cosmodrome
