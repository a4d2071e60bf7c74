#include "cosmodrome/almanac/bodies.hpp"

#include <stdexcept>

namespace cosmodrome {

const char* name_of(Body body) {
  switch (body) {
    case Body::solar_system_barycentre:
      return "solar system barycentre";
    case Body::mercury_barycentre:
      return "Mercury barycentre";
    case Body::venus_barycentre:
      return "Venus barycentre";
    case Body::earth_moon_barycentre:
      return "Earth-Moon barycentre";
    case Body::mars_barycentre:
      return "Mars barycentre";
    case Body::jupiter_barycentre:
      return "Jupiter barycentre";
    case Body::saturn_barycentre:
      return "Saturn barycentre";
    case Body::uranus_barycentre:
      return "Uranus barycentre";
    case Body::neptune_barycentre:
      return "Neptune barycentre";
    case Body::pluto_barycentre:
      return "Pluto barycentre";
    case Body::sun:
      return "Sun";
    case Body::moon:
      return "Moon";
    case Body::earth:
      return "Earth";
  }
  return "unknown body";
}

double gravitational_parameter_m3_s2(Body body) {
  switch (body) {
    case Body::mercury_barycentre:
      return 2.2031868551400003e13;
    case Body::venus_barycentre:
      return 3.2485859200000000e14;
    case Body::earth_moon_barycentre:
      return 4.0350323562548019e14;
    case Body::mars_barycentre:
      return 4.2828375815756102e13;
    case Body::jupiter_barycentre:
      return 1.2671276409999998e17;
    case Body::saturn_barycentre:
      return 3.7940584841799997e16;
    case Body::uranus_barycentre:
      return 5.7945563999999985e15;
    case Body::neptune_barycentre:
      return 6.8365271005803989e15;
    case Body::pluto_barycentre:
      return 9.7550000000000000e11;
    case Body::sun:
      return 1.3271244004127942e20;
    case Body::moon:
      return 4.9028001184575496e12;
    case Body::earth:
      return 3.9860043550702266e14;
    case Body::solar_system_barycentre:
      break;
  }
  throw std::invalid_argument("the solar system's barycentre has no gravitational parameter");
}

}  // namespace cosmodrome
