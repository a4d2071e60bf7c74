#pragma once
#include <filesystem>
#include <vector>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// The polygons of a GeoJSON file: of a geometry, a feature or all features of a collection; other geometries are
/// refused. Throws InputError for a file that is none, a ring of fewer than three places, or a place that is not on
/// Earth. Source: RFC 7946.
std::vector<GroundPolygon> read_areas(const std::filesystem::path& path);

}  // namespace cosmodrome
