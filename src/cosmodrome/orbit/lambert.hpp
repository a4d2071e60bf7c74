#pragma once
// From one place to another in a given time, around one centre.
#include <vector>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// One way to fly it.
template <Scalar S>
struct LambertPath {
  int revolutions = 0;       ///< whole ones before arriving
  bool high = false;         ///< of the two ways with whole revolutions, the one with the larger semi-major axis
  Vec3<S, Gcrf> leave_m_s;   ///< velocity at the first place
  Vec3<S, Gcrf> arrive_m_s;  ///< velocity at the second
};

/// All conics from `from_m` to `to_m` in `time_s`, in the sense of rotation about `normal`: without whole revolutions
/// first, then two each for 1, 2, ... up to `most_revolutions` or as many as the time allows.
///
/// Where the two places are in line with the centre the plane is that across `normal`. Throws std::invalid_argument if
/// the time is not positive or a place is at the centre. For double and Dual: derivatives by every argument.
/// Source: D. Izzo: Revisiting Lambert's problem. Celestial Mechanics and Dynamical Astronomy 121, 1-15, 2015.
template <Scalar S>
std::vector<LambertPath<S>> solve_lambert(const Vec3<S, Gcrf>& from_m, const Vec3<S, Gcrf>& to_m, const S& time_s,
                                          const S& mu_m3_s2, const Vec3<double, Gcrf>& normal,
                                          int most_revolutions = 0);

}  // namespace cosmodrome
