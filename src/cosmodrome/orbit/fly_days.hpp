#pragma once
#include <functional>

#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

/// A flight around the Earth is over where it comes below: from there the air takes it down at once.
inline constexpr double comes_down_m = 80e3;

/// propagate() from 0 to `length_s`, with dense output, a day at a time: `day_begins` hears the time before each, and
/// what it throws stops the flight. The arc is stopped where the spacecraft comes down.
OrbitArc<double> fly_days(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
                          double length_s, const std::function<void(double t_s)>& day_begins = {});

}  // namespace cosmodrome
