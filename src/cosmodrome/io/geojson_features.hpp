#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/map_line.hpp"

// For the .cpp files of io/ only: it brings in the JSON library.

namespace cosmodrome {

using GeoJson = nlohmann::ordered_json;

GeoJson geojson_feature(GeoJson geometry, GeoJson properties);

GeoJson geojson_point(double latitude_rad, double longitude_rad);

/// Cut at the 180th meridian (RFC 7946, section 3.1.9); null if no part of it has two points.
GeoJson geojson_line(const MapLine& line);

/// The positions of a closed ring, for polygons that do not cross the 180th meridian.
GeoJson geojson_ring(const MapLine& ring);

/// What came down, where it did.
GeoJson geojson_impact(const Impact& impact);

/// A closed district with its outline.
GeoJson geojson_zone(const DropZone& zone);

/// All features as the text of a file.
std::string geojson_text(GeoJson features, GeoJson more = GeoJson::object());

}  // namespace cosmodrome
