#include "cosmodrome/safety/landed.hpp"

#include <algorithm>

#include "cosmodrome/flight/place.hpp"

namespace cosmodrome {

Landed landed(const World& world, const FallEnd<double>& end) {
  const auto to_itrf = gcrf_to_itrf(world.earth, end.t_s);
  const auto position = to_itrf * position_of(end.y);
  const auto velocity = to_itrf * (velocity_of(end.y) - cross(world.earth_rate_rad_s, position_of(end.y)));
  const auto place = place_on(world, position);
  const double speed = norm(velocity);
  const double sine = speed > 0 ? -dot(velocity, up_on(world, position)) / speed : 1.0;
  return {end.t_s, place.latitude_rad, place.longitude_rad, speed, asin(std::clamp(sine, -1.0, 1.0))};
}

namespace {

Geodetic<double> place_at(const World& world, double t_s, const PointMassState<double>& y) {
  return place_on(world, gcrf_to_itrf(world.earth, t_s) * position_of(y));
}

AirPoint point_of(double t_s, const Geodetic<double>& place) {
  return {static_cast<float>(t_s), static_cast<float>(place.latitude_rad), static_cast<float>(place.longitude_rad)};
}

}  // namespace

AirPath air_path(const World& world, const Faller& from) {
  const auto place = place_at(world, from.t_s, from.y);
  AirPath path;
  path.begin = point_of(from.t_s, place), path.begin_altitude_m = static_cast<float>(place.altitude_m);
  return path;
}

AirPoint air_point(const World& world, double t_s, const PointMassState<double>& y) {
  return point_of(t_s, place_at(world, t_s, y));
}

}  // namespace cosmodrome
