#pragma once
#include <functional>

#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

/// A flight around the Earth is over where it comes below: from there the air takes it down at once.
inline constexpr double comes_down_m = 80e3;

/// The error a step, over distance and speed, that keeps a day of a low orbit under gravity of high degree within a
/// centimetre: each step's may be 2e-10 m/s, of which the path is 3 t, or 6e-5 m, away after a day, and the errors of
/// 3,000 steps go in all directions. docs/theory/orbit.md has what was measured.
inline constexpr double fly_days_tolerance = 3e-14;

/// propagate() from 0 to `length_s`, with dense output, a day at a time: `day_begins` hears the time before each, and
/// what it throws stops the flight. The arc is stopped where the spacecraft comes down.
OrbitArc<double> fly_days(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
                          double length_s, const std::function<void(double t_s)>& day_begins = {});

}  // namespace cosmodrome
