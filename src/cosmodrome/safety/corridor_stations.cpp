#include "cosmodrome/safety/corridor_stations.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/safety/ground_rings.hpp"

namespace cosmodrome {
namespace {

constexpr double least_apart_m = 200, most_apart_m = 5e3;

Geodesic way(const GroundPlace& a, const GroundPlace& b) {
  return geodesic(a.latitude_rad, a.longitude_rad, b.latitude_rad, b.longitude_rad);
}

std::vector<CorridorPoint> thinned(std::span<const CorridorPoint> trace) {
  std::vector<CorridorPoint> apart;
  for (const CorridorPoint& point : trace) {
    if (apart.empty() || way(apart.back().at, point.at).distance_m >= least_apart_m) {
      apart.push_back(point);
      continue;
    }
    CorridorPoint& last = apart.back();
    last.margin_m = std::max(last.margin_m, point.margin_m);
    last.need_left_m = std::max(last.need_left_m, point.need_left_m);
    last.need_right_m = std::max(last.need_right_m, point.need_right_m);
  }
  return apart;
}

/// From one point to just before the next.
void add_piece(const CorridorPoint& a, const CorridorPoint& b, std::vector<CorridorStation>& stations) {
  const Geodesic line = way(a.at, b.at);
  const double along_m = stations.empty() ? 0 : stations.back().along_m;
  const int pieces = std::max(1, static_cast<int>(std::ceil(line.distance_m / most_apart_m)));
  // The last station is that of a point that this piece begins with.
  double azimuth = line.azimuth_1_rad;
  if (!stations.empty()) {
    const double before = stations.back().azimuth_rad;
    azimuth = std::atan2(std::sin(before) + std::sin(azimuth), std::cos(before) + std::cos(azimuth));
    stations.pop_back();
  }
  for (int k = 0; k <= pieces; ++k) {
    const double s = static_cast<double>(k) / pieces;
    CorridorStation station;
    const auto end = geodesic_end(a.at.latitude_rad, a.at.longitude_rad, line.azimuth_1_rad, s * line.distance_m);
    station.at = {end.latitude_rad, end.longitude_rad};
    station.up = direction_of(station.at);
    station.azimuth_rad = k == 0 ? azimuth : end.azimuth_rad;
    station.t_s = a.t_s + s * (b.t_s - a.t_s), station.along_m = along_m + s * line.distance_m;
    const bool between = k > 0 && k < pieces;
    station.margin_m = between ? std::max(a.margin_m, b.margin_m) : k == 0 ? a.margin_m : b.margin_m;
    station.need_m = {a.need_left_m + s * (b.need_left_m - a.need_left_m),
                      a.need_right_m + s * (b.need_right_m - a.need_right_m)};
    stations.push_back(station);
  }
}

}  // namespace

Vec3<double, Itrf> direction_of(const GroundPlace& place) {
  const double latitude = authalic_latitude_rad(place.latitude_rad), across = std::cos(latitude);
  return {across * std::cos(place.longitude_rad), across * std::sin(place.longitude_rad), std::sin(latitude)};
}

std::vector<CorridorStation> corridor_stations(std::span<const CorridorPoint> trace) {
  const auto points = thinned(trace);
  std::vector<CorridorStation> stations;
  for (std::size_t i = 1; i < points.size(); ++i) add_piece(points[i - 1], points[i], stations);
  return stations;
}

std::vector<GroundPlace> few_vertices(const std::vector<GroundPlace>& line, double tolerance_m, double longest_m) {
  std::vector<GroundPlace> kept;
  for (std::size_t from = 0; from < line.size();) {
    kept.push_back(line[from]);
    const LocalPlane plane(line[from]);
    std::vector<PlanePoint> between;
    std::size_t next = from + 1;
    for (std::size_t to = next; to < line.size(); ++to) {
      const PlanePoint end = plane.to_plane(line[to]);
      const bool along = std::hypot(end.x_m, end.y_m) <= longest_m &&
                         std::all_of(between.begin(), between.end(), [&](const PlanePoint& p) {
                           return segment_distance_m({}, end, p) <= tolerance_m;
                         });
      if (to > next && !along) break;
      next = to;
      between.push_back(end);
    }
    from = next;
  }
  return kept;
}

}  // namespace cosmodrome
