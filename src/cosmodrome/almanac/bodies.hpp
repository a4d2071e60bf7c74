#pragma once
// The bodies of JPL's DE440 and their gravitational parameters.

namespace cosmodrome {

/// The value is NAIF's number. The barycentres are those of a planet and its moons.
enum class Body : int {
  solar_system_barycentre = 0,
  mercury_barycentre = 1,
  venus_barycentre = 2,
  earth_moon_barycentre = 3,
  mars_barycentre = 4,
  jupiter_barycentre = 5,
  saturn_barycentre = 6,
  uranus_barycentre = 7,
  neptune_barycentre = 8,
  pluto_barycentre = 9,
  sun = 10,
  moon = 301,
  earth = 399,
};

const char* name_of(Body body);

/// G times mass, in m^3/s^2 (TDB-compatible); of a barycentre, of all that belongs to it.
/// Source: R. S. Park, W. M. Folkner, J. G. Williams, D. H. Boggs, "The JPL Planetary and Lunar Ephemerides DE440 and
/// DE441", Astronomical Journal 161:105 (2021), table 2; digits as in NAIF's kernel gm_de440.tpc.
/// Throws std::invalid_argument for the solar system's barycentre.
double gravitational_parameter_m3_s2(Body body);

}  // namespace cosmodrome
