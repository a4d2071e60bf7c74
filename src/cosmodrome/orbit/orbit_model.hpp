#pragma once
// Which forces fly, by name, and the world made from them.
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/almanac/eop.hpp"
#include "cosmodrome/almanac/ephemeris.hpp"
#include "cosmodrome/almanac/lunar_angles.hpp"
#include "cosmodrome/almanac/space_weather.hpp"
#include "cosmodrome/dynamics/orbit_motion.hpp"
#include "cosmodrome/environment/gravity_coefficients.hpp"

namespace cosmodrome {

enum class AirModel { none, exponential, us76, harris_priester, nrlmsise00 };

/// The forces around a spacecraft. A plain value; three of them have names.
struct OrbitModel {
  std::string name = "custom";
  Body center = Body::earth;  ///< the Earth or the Moon
  int gravity_degree = 0;     ///< 0: a point mass
  int gravity_order = 0;
  std::vector<Body> bodies;  ///< that pull as point masses
  AirModel air = AirModel::none;
  bool sunlight = false;  ///< pressure of sunlight, with shadows
  bool relativity = false;
  bool solid_tides = false;  ///< of the Earth; they belong to a tide-free field, as EGM2008's here

  /// A point mass and nothing else.
  static OrbitModel two_body(Body center = Body::earth);

  /// For searches and pictures: zonals to degree 6, Sun and Moon, air by altitude alone; around the Moon its field to
  /// 12x12, the Earth and the Sun. Some hundred metres a day in a low orbit, more where the air is dense.
  static OrbitModel fast(Body center = Body::earth);

  /// The best that ships: 70x70 (80x80 around the Moon), Sun, Moon and planets, NRLMSISE-00, sunlight,
  /// solid tides and relativity.
  static OrbitModel accurate(Body center = Body::earth);

  /// By name: "two-body", "fast", "accurate". Throws InputError for another.
  static OrbitModel named(std::string_view name, Body center = Body::earth);
};

/// The tables that worlds are made from: loaded once, const thereafter.
struct OrbitData {
  Ephemeris ephemeris;
  EopTable eop;
  LunarAngles moon_angles;
  SpaceWeather space_weather;
  GravityCoefficients earth;
  GravityCoefficients moon;

  /// What ships with the program, from data_directory().
  static OrbitData shipped();
};

/// The world of a model from `from_s` to `to_s` seconds after the reference epoch. Throws InputError if the model asks
/// for what the data or the centre have not, std::out_of_range where the ephemeris ends.
OrbitWorld make_orbit_world(const OrbitModel& model, const Epoch& reference, double from_s, double to_s,
                            const OrbitData& data);

/// The same state around another centre: the Earth or the Moon.
PointMassState<double> change_center(const PointMassState<double>& y, const Epoch& at, Body from, Body to,
                                     const Ephemeris& ephemeris);

}  // namespace cosmodrome
