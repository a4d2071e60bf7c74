#pragma once
// Circular orbits that are chosen for their path over the ground: sun-synchronous, repeating, or both.
#include <functional>

#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

struct TrackRequest {
  Epoch epoch;                    ///< at which the satellite passes the ascending node
  int revolutions = 0, days = 0;  ///< after which the track repeats; 0: it need not, and the altitude is given
  double altitude_m = 0;          ///< the mean semi-major axis less the equatorial radius; not for a repeating track
  bool sun_synchronous = false;   ///< the inclination follows
  double inclination_rad = 0;     ///< else
  double node_longitude_rad = 0;  ///< where the track crosses the equator northward at the epoch
};

struct TrackDesign {
  PositionVelocity<double, Gcrf> state;  ///< at the epoch, osculating
  double altitude_m = 0;                 ///< mean semi-major axis, over a revolution, less the equatorial radius
  double node_altitude_m = 0;            ///< at the ascending node, above the equator
  double inclination_rad = 0;            ///< to the equator of date, at the node
  double nodal_period_s = 0;             ///< from ascending node to ascending node, on average
  double node_rate_rad_s = 0;            ///< of the plane, eastward in inertial space
  double track_spacing_m = 0;            ///< on the equator between one revolution and the next
  double closure_m = 0;  ///< of a repeating track: how far from the first node the last one is, on the equator
  bool found = false;    ///< false: no such orbit between 150 km and 6000 km, or beyond the plane's reach
};

/// Finds the orbit under zonal gravity to degree 6: first by the secular rates of J2, then flown over the whole cycle
/// (five days if it does not repeat) and mended until the track closes to a metre and the plane keeps up with the mean
/// Sun, 2 pi in a tropical year. Sun, Moon and air are left out: what they do, a satellite has engines for.
/// Source of the rates: D. Brouwer, Astronomical Journal 64 (1959), 378-396, to first order.
/// `cycle_begins` hears how many cycles have been flown before each, some three a round, and what it throws stops the
/// search.
TrackDesign design_track(const TrackRequest& request, const OrbitData& data,
                         const std::function<void(int cycles)>& cycle_begins = {});

/// The longitude at which the mean Sun, seen from there at the epoch, gives this local time: 10.5 for 10:30.
double longitude_of_local_time_rad(const Epoch& epoch, double local_time_h);

/// The mean local time there, 0 to 24 h.
double local_time_h(const Epoch& epoch, double longitude_rad);

}  // namespace cosmodrome
