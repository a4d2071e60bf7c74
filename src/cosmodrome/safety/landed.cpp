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

}  // namespace cosmodrome
