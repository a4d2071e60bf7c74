#include "cosmodrome/safety/corridor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/in_parallel.hpp"
#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/safety/corridor_stations.hpp"
#include "cosmodrome/safety/ground_rings.hpp"

namespace cosmodrome {
namespace {

constexpr double least_step_m = 20;
constexpr double step_share = 1e-3;  // of the width asked for
constexpr double pulled_in_m =
    100;  // lines are drawn by this and a hundredth of their width inside of what holds them,
constexpr double pulled_in_share = 0.01;  // which leaves room for few vertices
constexpr double longest_edge_m = 100e3;  // straight on a map and on the ground within 300 m
constexpr double trimmed_share = 0.98;
constexpr int width_asked = -1;

/// A point of a line.
struct Node {
  const CorridorStation* station;
  GroundPlace at;
  double clear_m = 0;  ///< to what holds it
  double width_m = 0;  ///< of the line
  double need_m = 0;
  int held_by = width_asked;  ///< number of an area
  bool gap = false, crossed = false;
  double overlap_m = 0;
};

/// A protected place about a station.
struct Near {
  int area;
  PlaneRing ring;
  double away_m;
  [[nodiscard]] double distance_m(const PlanePoint& p) const {
    return contains(ring, p) ? 0 : edge_distance_m(ring, p);
  }
};

PlanePoint ahead(double azimuth_rad, double way_m) {
  return {way_m * std::sin(azimuth_rad), way_m * std::cos(azimuth_rad)};
}

/// Where margins begin, straight along an azimuth.
class Ways {
 public:
  Ways(const CorridorStation& station, const std::vector<Near>& near, double most_m)
      : station_(station), near_(near), most_m_(most_m) {}

  /// Puts what holds the line there into the node.
  void look(double azimuth_rad, Node& node) const {
    std::vector<const Near*> before, behind;  // whose margins the way may enter; in whose margins it begins, to leave
    for (const Near& one : near_) {
      if (one.away_m >= station_.margin_m) {
        before.push_back(&one);
      } else if (lies_behind(one, azimuth_rad)) {
        behind.push_back(&one);
      } else {
        note_gap(node, one.area, node.need_m + station_.margin_m - one.away_m, true);
      }
    }
    if (!node.gap) march(azimuth_rad, before, behind, node);
  }

  static void note_gap(Node& node, int area, double overlap_m, bool crossed) {
    if (node.gap && overlap_m <= node.overlap_m) return;
    node.gap = true, node.crossed = crossed, node.held_by = area, node.overlap_m = overlap_m;
  }

 private:
  [[nodiscard]] bool lies_behind(const Near& one, double azimuth_rad) const {
    const double try_m = std::max(least_step_m, 0.1 * one.away_m);
    return one.away_m > 0 && one.distance_m(ahead(azimuth_rad, try_m)) > one.away_m + 0.1 * try_m;
  }

  void march(double azimuth_rad, std::vector<const Near*>& before, std::vector<const Near*>& behind, Node& node) const {
    const double least_m = std::max(least_step_m, step_share * most_m_);
    double way_m = 0;
    while (way_m < most_m_ && node.held_by == width_asked) {
      const PlanePoint p = ahead(azimuth_rad, way_m);
      double room_m = most_m_ - way_m;
      for (const Near* one : before) {
        const double left_m = one->distance_m(p) - station_.margin_m;
        if (left_m < 0) node.held_by = one->area;
        room_m = std::min(room_m, left_m);
      }
      if (node.held_by != width_asked) break;
      leave(p, before, behind);
      node.clear_m = way_m;
      way_m += std::max(room_m, least_m);
    }
    if (node.held_by == width_asked) node.clear_m = most_m_, leave(ahead(azimuth_rad, most_m_), before, behind);
    // Still within the margin of a place on the other side: no line on this one would protect it.
    if (behind.empty()) return;
    const double away_m = behind.front()->distance_m(ahead(azimuth_rad, node.clear_m));
    note_gap(node, behind.front()->area, station_.margin_m - away_m, true);
  }

  /// Takes those whose margins end before a point for those that may come.
  void leave(const PlanePoint& p, std::vector<const Near*>& before, std::vector<const Near*>& behind) const {
    std::erase_if(behind, [&](const Near* one) {
      if (one->distance_m(p) < station_.margin_m) return false;
      before.push_back(one);
      return true;
    });
  }

  const CorridorStation& station_;
  const std::vector<Near>& near_;
  double most_m_;
};

class Drawing {
 public:
  explicit Drawing(const CorridorRequest& request)
      : request_(request), stations_(corridor_stations(request.trace)), sides_{{{}, {}}} {
    for (const ProtectedArea& area : request.areas) outlines_.emplace_back(area.polygon);
  }

  Corridor all() {
    Corridor corridor;
    if (stations_.size() < 2) return corridor;
    for (auto& side : sides_) side.resize(static_cast<std::size_t>(fan_rays) + stations_.size());
    in_parallel(stations_.size(), request_.threads, [&](std::size_t i) { look_from(i); });
    for (const CorridorSide side : {CorridorSide::left, CorridorSide::right}) draw(side, corridor);
    return corridor;
  }

 private:
  static constexpr int fan_rays = 6;  // behind the pad, 15 degrees apart

  [[nodiscard]] double widest_m(const CorridorStation& station) const {
    return std::min(request_.half_width_m, request_.behind_m + station.along_m);
  }

  [[nodiscard]] std::vector<Near> near(const CorridorStation& station) const {
    const double reach_m = widest_m(station) + station.margin_m;
    const LocalPlane plane(station.at);
    std::vector<Near> found;
    for (std::size_t i = 0; i < outlines_.size(); ++i) {
      if (outlines_[i].at_least_away_m(station.at) > reach_m) continue;
      Near one{static_cast<int>(i), {}, 0};
      for (const GroundPlace& place : request_.areas[i].polygon.outline) one.ring.push_back(plane.to_plane(place));
      one.away_m = one.distance_m({0, 0});
      if (one.away_m < reach_m) found.push_back(std::move(one));
    }
    return found;
  }

  void look_from(std::size_t i) {
    const CorridorStation& station = stations_[i];
    const auto places = near(station);
    const Ways ways(station, places, widest_m(station));
    for (std::size_t side = 0; side < 2; ++side) {
      const double turn = side == 0 ? -1 : 1;
      const auto put = [&](std::size_t number, double degrees) {
        Node& node = sides_[side][number];
        node.station = &station, node.need_m = station.need_m[side];
        const double azimuth = station.azimuth_rad + turn * degrees * std::numbers::pi / 180;
        ways.look(azimuth, node);
        finish(node, azimuth);
      };
      if (i == 0) {
        for (int k = 0; k < fan_rays; ++k) put(static_cast<std::size_t>(k), 180 - 15.0 * k);
      }
      put(static_cast<std::size_t>(fan_rays) + i, 90);
    }
  }

  void finish(Node& node, double azimuth_rad) const {
    if (node.clear_m < node.need_m) Ways::note_gap(node, node.held_by, node.need_m - node.clear_m, false);
    const bool pulled = !node.gap && node.held_by != width_asked;
    const double in_m = pulled ? pulled_in_m + pulled_in_share * node.clear_m : 0;
    node.width_m = node.gap ? node.need_m : std::max(node.need_m, node.clear_m - in_m);
    node.at = place_at(*node.station, azimuth_rad, node.width_m);
  }

  static GroundPlace place_at(const CorridorStation& station, double azimuth_rad, double way_m) {
    const auto end = geodesic_end(station.at.latitude_rad, station.at.longitude_rad, azimuth_rad, way_m);
    return {end.latitude_rad, end.longitude_rad};
  }

  /// Between two ways to the side a margin may reach in: lines keep to the narrower of neighbours.
  static void narrow(std::vector<Node>& nodes, double turn) {
    std::vector<Node> before = nodes;
    for (std::size_t k = fan_rays; k < nodes.size(); ++k) {
      for (const std::size_t other : {k - 1, k + 1}) {
        if (other >= nodes.size() || before[other].gap || nodes[k].gap) continue;
        if (before[other].held_by == width_asked) continue;
        const double width_m = std::max(before[other].width_m, nodes[k].need_m);
        if (width_m >= nodes[k].width_m) continue;
        nodes[k].width_m = width_m, nodes[k].held_by = before[other].held_by;
      }
      nodes[k].at =
          place_at(*nodes[k].station, nodes[k].station->azimuth_rad + turn * std::numbers::pi / 2, nodes[k].width_m);
    }
  }

  /// A line that opens again before anybody could act was not closed.
  void join_gaps(std::vector<Node>& nodes) const {
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      if (nodes[i].gap || !nodes[i - 1].gap) continue;
      std::size_t next = i;
      while (next < nodes.size() && !nodes[next].gap) ++next;
      if (next == nodes.size() || nodes[next].station->t_s - nodes[i - 1].station->t_s > request_.least_part_s)
        continue;
      for (; i < next; ++i) {
        nodes[i].gap = true, nodes[i].crossed = nodes[next].crossed, nodes[i].held_by = nodes[next].held_by;
      }
    }
  }

  /// On the inside of a bend lines fold over: what is nearer to another part of the trace than to its own is no edge.
  [[nodiscard]] bool folded(const Node& node) const {
    const auto up = direction_of(node.at);
    const double half = std::min(1.0, trimmed_share * node.width_m / (2 * authalic_radius_m()));
    const double least_cosine = 1 - 2 * std::sin(half) * std::sin(half);
    return std::any_of(stations_.begin(), stations_.end(), [&](const CorridorStation& other) {
      return &other != node.station && dot(other.up, up) > least_cosine;
    });
  }

  void draw(CorridorSide side, Corridor& corridor) {
    auto& nodes = sides_[static_cast<std::size_t>(side)];
    join_gaps(nodes);
    narrow(nodes, side == CorridorSide::left ? -1 : 1);
    note_widths(side, nodes, corridor);
    std::erase_if(nodes, [&](const Node& node) { return !node.gap && node.station->along_m > 0 && folded(node); });
    for (std::size_t i = 0; i < nodes.size();) {
      std::size_t end = i + 1;
      while (end < nodes.size() && nodes[end].gap == nodes[i].gap &&
             (nodes[i].gap || nodes[end].held_by == nodes[i].held_by)) {
        ++end;
      }
      const std::span<const Node> part(&nodes[i], end - i);
      if (nodes[i].gap) {
        corridor.gaps.push_back(gap(side, part));
      } else {
        const bool goes_on = end < nodes.size() && !nodes[end].gap;
        corridor.stretches.push_back(stretch(side, part, goes_on ? &nodes[end] : nullptr));
      }
      i = end;
    }
  }

  void note_widths(CorridorSide side, const std::vector<Node>& nodes, Corridor& corridor) const {
    corridor.widths.resize(stations_.size());
    for (std::size_t i = 0; i < stations_.size(); ++i) {
      const Node& node = nodes[static_cast<std::size_t>(fan_rays) + i];
      CorridorWidth& width = corridor.widths[i];
      width.t_s = stations_[i].t_s, width.along_m = stations_[i].along_m;
      (side == CorridorSide::left ? width.need_left_m : width.need_right_m) = node.need_m;
      if (!node.gap) (side == CorridorSide::left ? width.left_m : width.right_m) = node.width_m;
    }
  }

  [[nodiscard]] std::string name_of(int area) const {
    return area == width_asked ? std::string() : request_.areas[static_cast<std::size_t>(area)].name;
  }

  [[nodiscard]] CorridorStretch stretch(CorridorSide side, std::span<const Node> part, const Node* next) const {
    CorridorStretch found{
        side, name_of(part.front().held_by), part.front().station->t_s, part.back().station->t_s, part.front().width_m,
        {}};
    std::vector<GroundPlace> places;
    for (const Node& node : part) {
      places.push_back(node.at);
      found.narrowest_m = std::min(found.narrowest_m, node.width_m);
    }
    if (next != nullptr) places.push_back(next->at), found.to_s = next->station->t_s;
    found.line = few_vertices(places, pulled_in_m + pulled_in_share * found.narrowest_m, longest_edge_m);
    return found;
  }

  [[nodiscard]] CorridorGap gap(CorridorSide side, std::span<const Node> part) const {
    CorridorGap found;
    found.side = side, found.from_s = part.front().station->t_s, found.to_s = part.back().station->t_s;
    for (const Node& node : part) {
      if (const std::string name = name_of(node.held_by);
          !name.empty() && std::find(found.names.begin(), found.names.end(), name) == found.names.end()) {
        found.names.push_back(name);
      }
      if (node.overlap_m > found.overlap_m) found.overlap_m = node.overlap_m, found.worst_t_s = node.station->t_s;
      found.crossed = found.crossed || node.crossed;
      found.edge.push_back(node.at);
    }
    found.edge = few_vertices(found.edge, pulled_in_m, longest_edge_m);
    return found;
  }

  const CorridorRequest& request_;
  std::vector<CorridorStation> stations_;
  std::vector<ProtectedOutline> outlines_;
  std::array<std::vector<Node>, 2> sides_;  ///< left, right: behind the pad, then abeam of the stations
};

}  // namespace

const char* to_string(CorridorSide side) { return side == CorridorSide::left ? "left" : "right"; }

const CorridorWidth& Corridor::at(double t_s) const {
  const auto after = std::lower_bound(widths.begin(), widths.end(), t_s,
                                      [](const CorridorWidth& width, double t) { return width.t_s < t; });
  return after == widths.end() ? widths.back() : *after;
}

Corridor draw_corridor(const CorridorRequest& request) {
  if (!(request.behind_m > 0) || !(request.half_width_m >= request.behind_m)) {
    throw InputError("limit lines that begin " + std::to_string(request.behind_m) + " m behind the pad and stand " +
                         std::to_string(request.half_width_m) + " m off at most",
                     "give more than 0 behind the pad, and a half width that is not less");
  }
  return Drawing(request).all();
}

}  // namespace cosmodrome
