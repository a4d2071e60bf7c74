#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// The polygons of a GeoJSON file: of a geometry, a feature or all features of a collection; other geometries are
/// refused. Throws InputError for a file that is none, a ring of fewer than three places, or a place that is not on
/// Earth. Source: RFC 7946.
std::vector<GroundPolygon> read_areas(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages.
std::vector<GroundPolygon> read_areas_text(std::string_view text, const std::filesystem::path& file);

/// Areas that belong together, and what they are called.
struct NamedAreas {
  std::string name;
  std::vector<GroundPolygon> polygons;
};

/// The areas of each feature of such a file, by its property "name". Of the products of `cosmodrome safety`, whose
/// features have a property "kind", the limit lines that the planned flight does not cross; the others are gates.
std::vector<NamedAreas> read_limit_lines(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages.
std::vector<NamedAreas> read_limit_lines_text(std::string_view text, const std::filesystem::path& file);

}  // namespace cosmodrome
