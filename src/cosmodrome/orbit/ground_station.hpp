#pragma once
// A spacecraft as the ground sees it: where it stands in a station's sky, and its passes.
#include <string>
#include <vector>

#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

struct GroundStation {
  std::string name;
  Geodetic<double> place;
  double mask_rad = 0;     ///< the least elevation at which it sees anything
  bool refraction = true;  ///< the air lifts what it sees: the mask is for apparent elevations
};

/// Where a spacecraft stands in a station's sky.
struct Look {
  double azimuth_rad = 0;     ///< from north to east, 0 to 2 pi
  double elevation_rad = 0;   ///< above the ellipsoid's horizon, without refraction
  double range_m = 0;         ///< straight, at one instant
  double range_rate_m_s = 0;  ///< positive: it goes away
};

/// The world must have the Earth in its centre, and the time must lie within its span.
Look look_at(const OrbitWorld& world, const GroundStation& station, double t_s, const PointMassState<double>& y);

/// By how much the air lifts what stands at a true elevation: standard air at sea level, within 0.1 arc minutes of
/// ray tracing; below -1 degree that of -1 degree.
/// Source: Th. Saemundsson, Sky and Telescope 72 (1986), page 70, as in J. Meeus, Astronomical Algorithms (1998),
/// equation 16.4.
double refraction_rad(double elevation_rad);

/// From rise to set, or as much of it as lies within the span.
struct Pass {
  std::size_t station = 0;  ///< its number in the list that was given
  double rise_s = 0, highest_s = 0, set_s = 0;
  Look at_rise, at_highest, at_set;
  bool cut_at_begin = false;  ///< it was up when the span began
  bool cut_at_end = false;
  bool visible =
      false;  ///< at some time the spacecraft is in sunlight and the station's sky dark: Sun below -6 degrees
};

/// The passes over all stations, in the order of their rise. `arc` must have dense output and the world the Earth in
/// its centre; without the Sun nothing is visible. What stays above the mask for less than a hundredth of a second may
/// be missed. Throws std::invalid_argument without dense output or around the Moon.
std::vector<Pass> find_passes(const OrbitWorld& world, const OrbitArc<double>& arc,
                              const std::vector<GroundStation>& stations);

/// A stretch of time in the Earth's or the Moon's shadow.
struct Eclipse {
  double enter_s = 0, leave_s = 0;              ///< of the half-shadow: the Sun's disc is touched
  double umbra_enter_s = 0, umbra_leave_s = 0;  ///< wholly covered; equal: never
};

/// The eclipses by the body in the centre along an arc with dense output. The world must have the Sun. The first and
/// the last may be cut by the span. Throws std::invalid_argument otherwise.
std::vector<Eclipse> find_eclipses(const OrbitWorld& world, const OrbitArc<double>& arc);

}  // namespace cosmodrome
