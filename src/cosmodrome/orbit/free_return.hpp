#pragma once
// Round the Moon and back to the Earth without a burn.
#include <functional>
#include <optional>
#include <vector>

#include "cosmodrome/orbit/lunar_path.hpp"

namespace cosmodrome {

/// The conic on which something comes back to the Earth.
struct Homeward {
  double perigee_m = 0;  ///< from the centre
  bool prograde = true;  ///< round the Earth as the Moon goes
  /// How much too high that is, as what a search can follow: the root of the perigee goes as the velocity across.
  double over_m(double asked_m) const;
};

/// How a path passes the Moon and comes back.
struct ReturnPath {
  double pass_m = 0;    ///< nearest distance from the Moon's centre
  double pass_t_s = 0;  ///< when
  Homeward homeward;
};

/// By patched conics: an approach at `approach_m_s` from the Moon, which passes it at `pass_m` on its far side, turned
/// by `tilt_rad` about the asymptote. `moon` is the Moon's motion around the Earth. None if it does not fall back to
/// the Earth after that. Source: A. J. Schwaniger: Trajectories in the Earth-Moon space with symmetrical free return
/// properties. NASA TN D-1833, 1963, for what such paths look like.
std::optional<Homeward> patched_return(const Vec3<double, Gcrf>& approach_m_s, double pass_m,
                                       const PointMassState<double>& moon, double earth_gm_m3_s2, double moon_gm_m3_s2,
                                       double tilt_rad = 0);

/// The time, between two, at which what passes the Moon then comes back with the perigee asked for; of such times the
/// one nearest to `about_s`, and rather one whose return is prograde. Where the way out is so steep to the Moon's orbit
/// that there is none, the time of the least perigee.
std::optional<double> free_return_time_s(const std::function<std::optional<Homeward>(double)>& return_at,
                                         double perigee_m, double from_s, double to_s, double about_s);

/// Flies on past the Moon until little can change the perigee, 8,000 km from the Earth's centre or there. None if the
/// Moon is missed by far or hit, or nothing comes back within ten days.
std::optional<ReturnPath> fly_return(const EarthAndMoon& worlds, const Spacecraft<double>& craft,
                                     const LunarState& from, double latest_pass_s,
                                     const std::vector<FiniteBurn<double>>& burns = {});

/// The same from behind the Moon on.
std::optional<Homeward> fly_home(const EarthAndMoon& worlds, const Spacecraft<double>& craft, const LunarState& from,
                                 const std::vector<FiniteBurn<double>>& burns = {});

}  // namespace cosmodrome
