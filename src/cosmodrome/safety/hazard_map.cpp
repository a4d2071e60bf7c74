#include "cosmodrome/safety/hazard_map.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/safety/ground_rings.hpp"

namespace cosmodrome {
namespace {

using Direction = std::array<double, 3>;
constexpr std::int32_t tile = 32;   // nodes: ground in one piece is found by tiles
constexpr double spread_cells = 4;  // what covers more is a disc, not a point
constexpr std::int64_t most_nodes = std::int64_t{1} << 26;

Direction direction(const GroundPlace& place) {
  const double latitude = authalic_latitude_rad(place.latitude_rad), across = std::cos(latitude);
  return {across * std::cos(place.longitude_rad), across * std::sin(place.longitude_rad), std::sin(latitude)};
}
double along(const Direction& a, const Direction& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Direction across(const Direction& a, const Direction& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double length(const Direction& a) { return std::sqrt(along(a, a)); }
Direction scaled(const Direction& a, double by) { return {a[0] * by, a[1] * by, a[2] * by}; }

std::int32_t tile_of(std::int32_t node) { return node >= 0 ? node / tile : -((tile - 1 - node) / tile); }

}  // namespace

TrackPlane::TrackPlane(const GroundPlace& from, const GroundPlace& toward) : start_(direction(from)) {
  Direction pole = across(start_, direction(toward));
  // The same place, or its antipode: any way will do.
  if (length(pole) < 1e-9) pole = across(start_, std::abs(start_[2]) < 0.9 ? Direction{0, 0, 1} : Direction{1, 0, 0});
  left_ = scaled(pole, 1 / length(pole));
  ahead_ = across(left_, start_);
}

PlanePoint TrackPlane::to_plane(const GroundPlace& place) const {
  const Direction u = direction(place);
  return {authalic_radius_m() * std::atan2(along(u, ahead_), along(u, start_)), authalic_radius_m() * along(u, left_)};
}

GroundPlace TrackPlane::to_place(const PlanePoint& point) const {
  const double turn = point.x_m / authalic_radius_m(), sine = std::clamp(point.y_m / authalic_radius_m(), -1.0, 1.0);
  const double cosine = std::sqrt(1 - sine * sine);
  Direction u{};
  for (std::size_t i = 0; i < 3; ++i) {
    u[i] = cosine * (std::cos(turn) * start_[i] + std::sin(turn) * ahead_[i]) + sine * left_[i];
  }
  return {geodetic_from_authalic_rad(std::atan2(u[2], std::hypot(u[0], u[1]))), std::atan2(u[1], u[0])};
}

HazardMap::HazardMap(const TrackPlane& plane, double cell_m) : plane_(plane), cell_m_(cell_m) {
  if (!(cell_m >= 1)) throw InputError("cells of " + std::to_string(cell_m) + " m", "give a metre or more");
}

void HazardMap::give(std::int32_t column, std::int32_t row, double share, double hits, const HazardArea::Times& there) {
  if (!(share * hits > 0)) return;
  Sum& sum = nodes_[key(column, row)];
  sum.hits += share * hits, sum.squares += share * hits * hits;
  sum.from_s = std::min(sum.from_s, static_cast<float>(there.from_s));
  sum.to_s = std::max(sum.to_s, static_cast<float>(there.to_s));
}

void HazardMap::add(const GroundPlace& at, double probability, double pieces, double area_m2, HazardArea::Times there) {
  const PlanePoint point = plane_.to_plane(at);
  const double x = point.x_m / cell_m_, y = point.y_m / cell_m_, cells = area_m2 / (cell_m_ * cell_m_);
  const auto column = static_cast<std::int32_t>(std::floor(x)), row = static_cast<std::int32_t>(std::floor(y));
  if (cells > spread_cells) {
    const double radius = std::sqrt(cells / std::numbers::pi);
    const auto reach = static_cast<std::int32_t>(std::ceil(radius)) + 1;
    for (std::int32_t c = column - reach; c <= column + reach; ++c) {
      for (std::int32_t r = row - reach; r <= row + reach; ++r) {
        if (std::hypot(c - x, r - y) <= radius) give(c, r, 1, probability * pieces, there);
      }
    }
    return;
  }
  const double hits = probability * pieces * cells, u = x - column, v = y - row;
  give(column, row, (1 - u) * (1 - v), hits, there), give(column + 1, row, u * (1 - v), hits, there);
  give(column, row + 1, (1 - u) * v, hits, there), give(column + 1, row + 1, u * v, hits, there);
}

/// Of what falls within each of the outlines; of all that falls on this ground, in one that nothing falls into itself.
std::vector<HazardArea::Times> HazardMap::times_in(const std::vector<PlaneRing>& outlines,
                                                   const std::vector<Node>& nodes) const {
  std::vector<HazardArea::Times> times(outlines.size(), {1e30, -1e30});
  HazardArea::Times all{1e30, -1e30};
  const auto widen = [](HazardArea::Times& to, const Sum& by) {
    to = {std::min(to.from_s, static_cast<double>(by.from_s)), std::max(to.to_s, static_cast<double>(by.to_s))};
  };
  struct Box {
    PlanePoint low{1e12, 1e12}, high{-1e12, -1e12};
  };
  std::vector<Box> boxes(outlines.size());
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    for (const PlanePoint& p : outlines[i]) {
      boxes[i].low = {std::min(boxes[i].low.x_m, p.x_m), std::min(boxes[i].low.y_m, p.y_m)};
      boxes[i].high = {std::max(boxes[i].high.x_m, p.x_m), std::max(boxes[i].high.y_m, p.y_m)};
    }
  }
  for (const Node& node : nodes) {
    widen(all, *node.sum);
    const PlanePoint point{node.column * cell_m_, node.row * cell_m_};
    for (std::size_t i = 0; i < outlines.size(); ++i) {
      const Box& box = boxes[i];
      if (point.x_m < box.low.x_m || point.x_m > box.high.x_m || point.y_m < box.low.y_m || point.y_m > box.high.y_m) {
        continue;
      }
      // Whose times lie within those found already can change nothing: most nodes need no look at the outline.
      if (node.sum->from_s >= times[i].from_s && node.sum->to_s <= times[i].to_s) continue;
      if (contains(outlines[i], point)) widen(times[i], *node.sum);
    }
  }
  for (HazardArea::Times& one : times) one = one.from_s > one.to_s ? all : one;
  return times;
}

double HazardMap::probability(const GroundPlace& at) const {
  const PlanePoint point = plane_.to_plane(at);
  const auto node = nodes_.find(key(static_cast<std::int32_t>(std::lround(point.x_m / cell_m_)),
                                    static_cast<std::int32_t>(std::lround(point.y_m / cell_m_))));
  return node == nodes_.end() ? 0 : -std::expm1(-node->second.hits);
}

/// By tiles that touch, the nodes of each by rows: the order in which falls were counted does not matter.
std::vector<HazardMap::Ground> HazardMap::grounds(std::int32_t margin) const {
  constexpr std::size_t nobody = static_cast<std::size_t>(-1);
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> tiles;  // whose each is
  for (const auto& [at, sum] : nodes_) {
    const auto column = static_cast<std::int32_t>(at >> 32), row = static_cast<std::int32_t>(at & 0xffffffff);
    // With the margin: grounds must not smooth into one another.
    const std::int32_t west = tile_of(column - margin), east = tile_of(column + margin);
    const std::int32_t south = tile_of(row - margin), north = tile_of(row + margin);
    for (std::int32_t c = west; c <= east; ++c) {
      for (std::int32_t r = south; r <= north; ++r) tiles.try_emplace({c, r}, nobody);
    }
  }
  std::vector<Ground> found;
  for (auto& [first, whose] : tiles) {
    if (whose != nobody) continue;
    whose = found.size();
    std::vector<std::pair<std::int32_t, std::int32_t>> open{first};
    Ground box{first.first, first.first, first.second, first.second, {}};
    while (!open.empty()) {
      const auto [column, row] = open.back();
      open.pop_back();
      box.west = std::min(box.west, column), box.east = std::max(box.east, column);
      box.south = std::min(box.south, row), box.north = std::max(box.north, row);
      for (std::int32_t c = column - 1; c <= column + 1; ++c) {
        for (std::int32_t r = row - 1; r <= row + 1; ++r) {
          const auto next = tiles.find({c, r});
          if (next == tiles.end() || next->second != nobody) continue;
          next->second = found.size();
          open.emplace_back(c, r);
        }
      }
    }
    box.west = box.west * tile - margin, box.east = (box.east + 1) * tile + margin;
    box.south = box.south * tile - margin, box.north = (box.north + 1) * tile + margin;
    found.push_back(std::move(box));
  }
  for (const auto& [at, sum] : nodes_) {
    const auto column = static_cast<std::int32_t>(at >> 32), row = static_cast<std::int32_t>(at & 0xffffffff);
    found[tiles.at({tile_of(column), tile_of(row)})].nodes.push_back({column, row, &sum});
  }
  return found;
}

void HazardMap::add_area(HazardArea& hazard, const Ground& ground, double bandwidth_cells, double growth_share) const {
  const std::int64_t columns = std::int64_t{ground.east} - ground.west + 1;
  const std::int64_t rows = std::int64_t{ground.north} - ground.south + 1;
  if (columns * rows > most_nodes) {
    throw InputError("ground of " + std::to_string(columns) + " by " + std::to_string(rows) + " cells",
                     "give larger cells");
  }
  PlaneGrid grid{static_cast<int>(columns),
                 static_cast<int>(rows),
                 {ground.west * cell_m_, ground.south * cell_m_},
                 {cell_m_, cell_m_},
                 std::vector<double>(static_cast<std::size_t>(columns * rows))};
  PlaneGrid squares = grid;
  for (const Node& node : ground.nodes) {
    const auto i =
        static_cast<std::size_t>((std::int64_t{node.row} - ground.south) * columns + node.column - ground.west);
    grid.value[i] = node.sum->hits, squares.value[i] = node.sum->squares;
  }
  grid.smooth(bandwidth_cells, bandwidth_cells), squares.smooth(bandwidth_cells, bandwidth_cells);
  for (std::size_t i = 0; i < grid.value.size(); ++i) {
    const double probability = -std::expm1(-grid.value[i]);
    if (probability <= hazard.greatest) continue;
    hazard.greatest = probability;
    // Mean of squares over the kernel, against the square of the mean: (sum w)^2 / sum w^2 under the kernel.
    const double under = std::max(1.0, 4 * std::numbers::pi * bandwidth_cells * bandwidth_cells);
    hazard.effective_falls = under * grid.value[i] * grid.value[i] / squares.value[i];
  }
  // The probability is at least the limit where the hits are at least -ln(1 - limit).
  std::vector<PlaneRing> rings = contours(grid, -std::log1p(-hazard.limit));
  for (const PlaneRing& ring : rings) hazard.area_m2 += signed_area_m2(ring);
  rings = simplified_cover(std::move(rings), growth_share);
  std::vector<PlaneRing> outlines;
  for (const PlaneRing& ring : rings) {
    hazard.covered_m2 += signed_area_m2(ring);
    if (signed_area_m2(ring) > 0) outlines.push_back(ring);  // in the order in which on_ground() keeps them
  }
  const auto times = times_in(outlines, ground.nodes);
  hazard.times.insert(hazard.times.end(), times.begin(), times.end());
  auto polygons = on_ground(
      rings, [&](const PlanePoint& point) { return plane_.to_place(point); },
      [&](const GroundPlace& place) { return plane_.to_plane(place); });
  std::move(polygons.begin(), polygons.end(), std::back_inserter(hazard.polygons));
}

HazardArea HazardMap::area(double limit, double bandwidth_m, double growth_share) const {
  if (!(limit > 0 && limit < 1)) throw InputError("a limit of " + std::to_string(limit), "give one between 0 and 1");
  HazardArea hazard;
  hazard.limit = limit;
  const double bandwidth_cells = std::max(0.0, bandwidth_m) / cell_m_;
  const auto margin = static_cast<std::int32_t>(std::ceil(4 * bandwidth_cells)) + 2;
  for (const Ground& ground : grounds(margin)) add_area(hazard, ground, bandwidth_cells, growth_share);
  return hazard;
}

}  // namespace cosmodrome
