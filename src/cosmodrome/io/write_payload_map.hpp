#pragma once
#include <map>
#include <string>

#include "cosmodrome/optimize/payload_map.hpp"

namespace cosmodrome {

/// What a map has come to, with what was asked.
struct PayloadMap {
  const PayloadMapRequest& request;
  const std::map<int, MapPoint>& points;
  double seconds = 0;  ///< that its solution took; 0: not known
};

/// "200 km", or "200 x 500 km".
std::string apsides_text(const Apsides& orbit);

/// A table for the terminal: orbits down, inclinations across, payloads in kilograms. What is not confirmed has a mark.
std::string write_payload_table(const PayloadMap& map);

/// One row a point.
std::string write_payload_csv(const PayloadMap& map);

/// One object: vehicle, site, points.
std::string write_payload_json(const PayloadMap& map);

/// A page that stands alone, with the map as a picture: see payload_template().
std::string write_payload_page(const PayloadMap& map, const std::string& page);

}  // namespace cosmodrome
