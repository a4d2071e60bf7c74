#pragma once
// What may happen along an orbit.
#include <functional>
#include <string>

#include "cosmodrome/dynamics/orbit_motion.hpp"

namespace cosmodrome {

/// Something that happens where a function of time and state crosses zero.
template <Scalar S>
struct OrbitEvent {
  std::string name;
  std::function<S(const OrbitWorld&, const S& t_s, const PointMassState<S>&)> value;
  int direction = 0;   ///< +1: rising through zero, -1: falling, 0: both
  int stop_after = 0;  ///< the propagation ends when it has happened so often; 0: never
};

/// The nearest and the farthest point.
template <Scalar S>
OrbitEvent<S> periapsis(int stop_after = 0);
template <Scalar S>
OrbitEvent<S> apoapsis(int stop_after = 0);

/// Through the plane of the Earth's equator of date, or of the Moon's, northward and southward.
template <Scalar S>
OrbitEvent<S> ascending_node(int stop_after = 0);
template <Scalar S>
OrbitEvent<S> descending_node(int stop_after = 0);

/// A height above the Earth's ellipsoid or the Moon's sphere. `direction` as in OrbitEvent.
template <Scalar S>
OrbitEvent<S> height(double height_m, int direction, int stop_after = 0);

/// A distance from the centre.
template <Scalar S>
OrbitEvent<S> distance(double distance_m, int direction, int stop_after = 0);

/// Into the shadow of the centre or out of it: where the Sun's disc is first and last touched (`umbra` false) or wholly
/// covered. The world must have the Sun.
template <Scalar S>
OrbitEvent<S> into_shadow(bool umbra, int stop_after = 0);
template <Scalar S>
OrbitEvent<S> out_of_shadow(bool umbra, int stop_after = 0);

}  // namespace cosmodrome
