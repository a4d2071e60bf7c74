#pragma once
// The bodies of orbit_event.hpp.
#include "cosmodrome/environment/sunlight.hpp"
#include "cosmodrome/orbit/orbit_event.hpp"

namespace cosmodrome {
namespace orbit_event {

template <Scalar S>
OrbitEvent<S> of_state(std::string name, int direction, int stop_after,
                       std::function<S(const OrbitWorld&, const S&, const PointMassState<S>&)> value) {
  return {std::move(name), std::move(value), direction, stop_after};
}

template <Scalar S>
OrbitEvent<S> apsis(const char* name, int direction, int stop_after) {
  return of_state<S>(name, direction, stop_after, [](const OrbitWorld&, const S&, const PointMassState<S>& y) {
    return S(dot(position_of(y), velocity_of(y)));
  });
}

template <Scalar S>
OrbitEvent<S> node(const char* name, int direction, int stop_after) {
  return of_state<S>(name, direction, stop_after, [](const OrbitWorld& world, const S& t, const PointMassState<S>& y) {
    return S(dot(equator_pole(world, t), position_of(y)));
  });
}

/// Positive in the light: the angle that is left between the discs, or until the covered one shows again.
template <Scalar S>
OrbitEvent<S> shadow(const char* name, bool umbra, int direction, int stop_after) {
  return of_state<S>(name, direction, stop_after,
                     [umbra](const OrbitWorld& world, const S& t, const PointMassState<S>& y) {
                       const auto r_m = position_of(y);
                       const auto seen = discs(sky(world, t).sun_m(world) - r_m, -r_m, world.radius_m);
                       return S(umbra ? seen.apart_rad - (seen.body_rad - seen.sun_rad)
                                      : seen.apart_rad - (seen.body_rad + seen.sun_rad));
                     });
}

}  // namespace orbit_event

template <Scalar S>
OrbitEvent<S> periapsis(int stop_after) {
  return orbit_event::apsis<S>("periapsis", 1, stop_after);
}

template <Scalar S>
OrbitEvent<S> apoapsis(int stop_after) {
  return orbit_event::apsis<S>("apoapsis", -1, stop_after);
}

template <Scalar S>
OrbitEvent<S> ascending_node(int stop_after) {
  return orbit_event::node<S>("ascending node", 1, stop_after);
}

template <Scalar S>
OrbitEvent<S> descending_node(int stop_after) {
  return orbit_event::node<S>("descending node", -1, stop_after);
}

template <Scalar S>
OrbitEvent<S> height(double height, int direction, int stop_after) {
  return orbit_event::of_state<S>("height", direction, stop_after,
                                  [height](const OrbitWorld& world, const S& t, const PointMassState<S>& y) {
                                    return S(height_m(world, t, position_of(y)) - S(height));
                                  });
}

template <Scalar S>
OrbitEvent<S> distance(double distance_m, int direction, int stop_after) {
  return orbit_event::of_state<S>("distance", direction, stop_after,
                                  [distance_m](const OrbitWorld&, const S&, const PointMassState<S>& y) {
                                    return S(norm(position_of(y)) - S(distance_m));
                                  });
}

template <Scalar S>
OrbitEvent<S> into_shadow(bool umbra, int stop_after) {
  return orbit_event::shadow<S>(umbra ? "into umbra" : "into shadow", umbra, -1, stop_after);
}

template <Scalar S>
OrbitEvent<S> out_of_shadow(bool umbra, int stop_after) {
  return orbit_event::shadow<S>(umbra ? "out of umbra" : "out of shadow", umbra, 1, stop_after);
}

}  // namespace cosmodrome
