#pragma once
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// A point of a map: degrees, and metres above the WGS84 ellipsoid.
struct MapPoint {
  double longitude_deg = 0;  ///< in [-180, 180]
  double latitude_deg = 0;
  double altitude_m = 0;
};

using MapLine = std::vector<MapPoint>;

/// The path over the Earth of what has been flown. Points closer to the last than `spacing_m` along the
/// ground, and closer than a tenth of that in altitude, are left out; the first and the last stay.
MapLine map_line(const std::vector<FlightPoint>& points, double spacing_m = 0);

/// A line cut where it crosses the 180th meridian, with a point on the meridian at each end of the cut,
/// as RFC 7946 section 3.1.9 asks. Of the two ways between neighbouring points the shorter is meant.
std::vector<MapLine> cut_at_antimeridian(const MapLine& line);

/// A ring cut at the 180th meridian into rings on either side. Each ring is closed (last point equals the
/// first) and runs counterclockwise. A ring round a pole is not catered for.
std::vector<MapLine> cut_ring_at_antimeridian(const MapLine& ring);

/// The outline of a closed district: its polygon, or 72 points of the geodesic circle round its centre. Not
/// closed: the last point is not the first again.
MapLine outline(const DropZone& zone);

}  // namespace cosmodrome
