#include "cosmodrome/io/map_line.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

MapPoint map_point(const FlightPoint& point) {
  return {to_longitude_degrees(point.longitude_rad), to_degrees(point.latitude_rad), point.altitude_m};
}

bool is_near(const FlightPoint& a, const FlightPoint& b, double spacing_m) {
  if (std::abs(a.altitude_m - b.altitude_m) > 0.1 * spacing_m) return false;
  const double north = a.latitude_rad - b.latitude_rad;
  const double east =
      std::remainder(a.longitude_rad - b.longitude_rad, 2 * std::numbers::pi) * std::cos(a.latitude_rad);
  return std::hypot(north, east) * wgs84_mean_radius_m < spacing_m;
}

bool same_place(const MapPoint& a, const MapPoint& b) {
  return a.longitude_deg == b.longitude_deg && a.latitude_deg == b.latitude_deg;
}

// Longitudes made continuous: each within half a turn of the one before.
MapLine unrolled(MapLine line) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double before = line[i - 1].longitude_deg;
    line[i].longitude_deg = before + std::remainder(line[i].longitude_deg - before, 360.0);
  }
  return line;
}

MapPoint at_longitude(const MapPoint& a, const MapPoint& b, double longitude_deg) {
  const double u = (longitude_deg - a.longitude_deg) / (b.longitude_deg - a.longitude_deg);
  return {longitude_deg, std::lerp(a.latitude_deg, b.latitude_deg, u), std::lerp(a.altitude_m, b.altitude_m, u)};
}

// The part of an unrolled ring with side * longitude <= side * limit (Sutherland and Hodgman, one edge).
MapLine clipped(const MapLine& ring, double limit_deg, double side) {
  MapLine part;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const MapPoint& a = ring[i];
    const MapPoint& b = ring[(i + 1) % ring.size()];
    const bool a_in = side * a.longitude_deg <= side * limit_deg;
    const bool b_in = side * b.longitude_deg <= side * limit_deg;
    if (a_in) part.push_back(a);
    if (a_in != b_in) part.push_back(at_longitude(a, b, limit_deg));
  }
  return part;
}

void shift(MapLine& line, double by_deg) {
  for (MapPoint& point : line) point.longitude_deg += by_deg;
}

double twice_signed_area(const MapLine& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const MapPoint& a = ring[i];
    const MapPoint& b = ring[(i + 1) % ring.size()];
    sum += a.longitude_deg * b.latitude_deg - b.longitude_deg * a.latitude_deg;
  }
  return sum;
}

void add_ring(std::vector<MapLine>& rings, MapLine ring) {
  if (ring.size() < 3 || twice_signed_area(ring) == 0) return;
  if (twice_signed_area(ring) < 0) std::reverse(ring.begin(), ring.end());
  ring.push_back(ring.front());
  rings.push_back(std::move(ring));
}

MapLine circle(const DropZone::Point& centre, double radius_m) {
  constexpr int count = 72;
  MapLine line;
  for (int i = 0; i < count; ++i) {
    const double azimuth = -2 * std::numbers::pi * i / count;
    const GeodesicEnd end = geodesic_end(centre.latitude_rad, centre.longitude_rad, azimuth, radius_m);
    line.push_back({to_longitude_degrees(end.longitude_rad), to_degrees(end.latitude_rad), 0});
  }
  return line;
}

}  // namespace

MapLine map_line(const std::vector<FlightPoint>& points, double spacing_m) {
  MapLine line;
  const FlightPoint* last = nullptr;
  for (const FlightPoint& point : points) {
    if (last != nullptr && &point != &points.back() && is_near(point, *last, spacing_m)) continue;
    const MapPoint next = map_point(point);
    if (!line.empty() && same_place(line.back(), next) && line.back().altitude_m == next.altitude_m) continue;
    line.push_back(next);
    last = &point;
  }
  return line;
}

std::vector<MapLine> cut_at_antimeridian(const MapLine& line) {
  std::vector<MapLine> parts;
  if (line.empty()) return parts;
  parts.push_back({line.front()});
  for (std::size_t i = 1; i < line.size(); ++i) {
    const MapPoint from = parts.back().back();
    MapPoint to = line[i];
    to.longitude_deg = from.longitude_deg + std::remainder(to.longitude_deg - from.longitude_deg, 360.0);
    if (std::abs(to.longitude_deg) > 180) {
      const double edge = to.longitude_deg > 180 ? 180.0 : -180.0;
      MapPoint cut = at_longitude(from, to, edge);
      if (!same_place(from, cut)) parts.back().push_back(cut);
      cut.longitude_deg = -edge;
      parts.push_back({cut});
      to.longitude_deg -= 2 * edge;
    }
    parts.back().push_back(to);
  }
  return parts;
}

std::vector<MapLine> cut_ring_at_antimeridian(const MapLine& ring) {
  MapLine whole = ring;
  if (whole.size() > 1 && same_place(whole.front(), whole.back())) whole.pop_back();
  whole = unrolled(whole);
  std::vector<MapLine> rings;
  add_ring(rings, clipped(clipped(whole, 180, 1), -180, -1));
  MapLine east = clipped(whole, 180, -1);
  MapLine west = clipped(whole, -180, 1);
  shift(east, -360);
  shift(west, 360);
  add_ring(rings, std::move(east));
  add_ring(rings, std::move(west));
  return rings;
}

MapLine outline(const DropZone& zone) {
  if (zone.outline.size() == 1) return circle(zone.outline.front(), zone.radius_m);
  MapLine line;
  for (const DropZone::Point& point : zone.outline) {
    line.push_back({to_longitude_degrees(point.longitude_rad), to_degrees(point.latitude_rad), 0});
  }
  return line;
}

}  // namespace cosmodrome
