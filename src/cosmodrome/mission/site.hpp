#pragma once
#include <string>
#include <vector>

#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

/// A launch pad. Geodetic on WGS84; altitude is above the ellipsoid (a stated mean-sea-level height serves
/// where the geoid is unknown; the file says so).
struct Site {
  std::string id;  ///< "vostochny/1S"
  std::string name;
  std::string country;
  double latitude_rad = 0;
  double longitude_rad = 0;
  double altitude_m = 0;
  /// Allowed launch azimuths, clockwise from north, each from first to second; empty: no limit stated.
  struct AzimuthRange {
    double from_rad = 0;
    double to_rad = 0;
  };
  std::vector<AzimuthRange> azimuth_limits;
  std::vector<Provenance> provenance;
};

}  // namespace cosmodrome
