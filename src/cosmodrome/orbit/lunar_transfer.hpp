#pragma once
// From a first orbit around the Earth to one around the Moon: what has to be found, and the flight of it.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/lunar_path.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"
#include "cosmodrome/orbit/target.hpp"

namespace cosmodrome {

/// How the Moon is to be passed: height of the nearest point, inclination there, and when.
struct LunarPass {
  double periapsis_m = 0;                 ///< from the centre
  std::optional<double> inclination_rad;  ///< none: behind the Moon, as seen from the Earth
  double t_s = 0;                         ///< of the nearest point, in the time of the worlds
  double tilt_rad = 0;                    ///< of a pass behind the Moon: turned so far about the asymptote
};

/// The aim in the B-plane that leads to a pass, for an asymptote and a speed far away.
struct PassAim {
  double b_dot_t_m = 0;
  double b_dot_r_m = 0;
};
/// None if the asymptote is too steep for the inclination. Of the two ways the one over the north is taken. `moon_m` is
/// the Moon's place from the Earth's centre.
std::optional<PassAim> aim_of(const LunarPass& pass, const BPlane<double, Gcrf>& approach,
                              const Vec3<double, Gcrf>& pole, const Vec3<double, Gcrf>& moon_m, double mu_m3_s2);

/// By how much later a path that the Moon does not pull comes to the middle of its asymptote than one that it pulls
/// comes to its nearest point, if both enter the sphere of influence at once: some hours.
double massless_delay_s(double periapsis_m, double v_infinity_m_s, double mu_m3_s2);

/// How far an approach is off its pass.
struct PassMiss {
  double b_dot_t_m = 0;
  double b_dot_r_m = 0;
  double late_s = 0;
  double v_infinity_m_s = 0;
};

/// Where the Moon is, from the Earth's centre.
Vec3<double, Gcrf> moon_place_m(const EarthAndMoon& worlds, double t_s);
/// `approach` is around the Moon; none if it is no hyperbola there, or the inclination cannot be had.
std::optional<PassMiss> miss_of(const EarthAndMoon& worlds, const LunarState& approach, const LunarPass& pass);

/// Flies on to where approaches are judged: 20,000 km from the Moon, or the nearest point if that is farther. None if
/// the Moon is missed by far or hit.
std::optional<LunarState> fly_to_approach(const EarthAndMoon& worlds, const Spacecraft<double>& craft,
                                          const LunarState& from, double latest_s,
                                          const std::vector<FiniteBurn<double>>& burns = {});

/// What of a conic makes it another circle, as lengths: by how much the semi-major axis is too large, and the
/// eccentricity vector, along the radius and across it, times the semi-major axis.
std::array<double, 3> off_circle_m(const PointMassState<double>& y, double radius_m, double mu_m3_s2);

/// What the injection may use, and where from.
struct InjectionRequest {
  LunarState from;  ///< around the Earth, coasting
  Spacecraft<double> craft;
  SpaceEngine engine;
  double most_propellant_kg = 0;
  double earliest_s = 0;  ///< ignition
  double latest_s = 0;
  LunarPass pass;
  /// A free return: the Moon is passed at the distance of `pass` on its far side, within a day of its time, so that
  /// what flies on comes back with this perigee, from the centre.
  std::optional<double> return_perigee_m;
};

struct InjectionSolution {
  bool found = false;
  std::string why;
  SteadyBurn injection;
  double ideal_m_s = 0;   ///< of the cheapest impulse to the aim, if the Moon did not pull
  double pass_t_s = 0;    ///< when the Moon is passed
  TargetSolution target;  ///< of the pass
};

/// The cheapest burn from a given orbit at whatever place of it suits: the best impulse by Lambert's problem over the
/// coast, then a finite burn that has the velocity which Lambert asks of its end, at least propellant, then the pass
/// itself in the worlds given.
InjectionSolution find_injection(const EarthAndMoon& worlds, const InjectionRequest& request);

/// A burn that changes the velocity by a vector in inertial axes; none where it is null.
std::vector<FiniteBurn<double>> correction_burn(const SpaceEngine& engine, double ignition_s, double mass_kg,
                                                const Vec3<double, Gcrf>& change_m_s);

/// A capture that is all against the velocity: burns that follow each other, the length of one of which is found.
struct CaptureBurn {
  SpaceEngine engine;
  double wait_s = 0;                 ///< after the burn before, or after the ignition of all
  std::optional<double> duration_s;  ///< none: to be found; one of them
};
struct CaptureRequest {
  std::vector<CaptureBurn> burns;
  double ignition_s = 0;
  double altitude_m = 0;  ///< of the circle
  double inclination_rad = 0;
};
std::vector<FiniteBurn<double>> capture_burns(const CaptureRequest& request, double found_s);

/// The nearest point of the approach, and the length of the burn, by which a capture ends in its circle: from the speed
/// far away alone, on a hyperbola around the Moon.
struct CaptureGuess {
  bool found = false;
  double periapsis_m = 0;
  double before_periapsis_s = 0;  ///< ignition
  double duration_s = 0;
};
CaptureGuess guess_capture(const EarthAndMoon& worlds, const CaptureRequest& request, double v_infinity_m_s,
                           double mass_kg);

}  // namespace cosmodrome
