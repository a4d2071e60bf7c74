#include "cosmodrome/safety/hazard_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

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

/// Of what falls within each of the outlines; of all that falls, in one that nothing falls into itself.
std::vector<HazardArea::Times> HazardMap::times_in(const std::vector<PlaneRing>& outlines) const {
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
  for (const auto& [at, sum] : nodes_) {
    widen(all, sum);
    const PlanePoint point{static_cast<std::int32_t>(at >> 32) * cell_m_,
                           static_cast<std::int32_t>(at & 0xffffffff) * cell_m_};
    for (std::size_t i = 0; i < outlines.size(); ++i) {
      const Box& box = boxes[i];
      if (point.x_m < box.low.x_m || point.x_m > box.high.x_m || point.y_m < box.low.y_m || point.y_m > box.high.y_m) {
        continue;
      }
      if (contains(outlines[i], point)) widen(times[i], sum);
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

/// Boxes of nodes about the ground in one piece, by tiles that touch.
std::vector<HazardMap::Window> HazardMap::windows(std::int32_t margin) const {
  std::set<std::pair<std::int32_t, std::int32_t>> left;
  for (const auto& [at, sum] : nodes_) {
    const auto column = static_cast<std::int32_t>(at >> 32), row = static_cast<std::int32_t>(at & 0xffffffff);
    // With the margin: windows must not smooth into one another.
    for (const std::int32_t c : {column - margin, column, column + margin}) {
      for (const std::int32_t r : {row - margin, row, row + margin}) left.insert({tile_of(c), tile_of(r)});
    }
  }
  std::vector<Window> found;
  while (!left.empty()) {
    std::vector<std::pair<std::int32_t, std::int32_t>> open{*left.begin()};
    left.erase(left.begin());
    Window box{open[0].first, open[0].first, open[0].second, open[0].second};
    while (!open.empty()) {
      const auto [column, row] = open.back();
      open.pop_back();
      box = {std::min(box.west, column), std::max(box.east, column), std::min(box.south, row),
             std::max(box.north, row)};
      for (std::int32_t c = column - 1; c <= column + 1; ++c) {
        for (std::int32_t r = row - 1; r <= row + 1; ++r) {
          if (left.erase({c, r}) > 0) open.emplace_back(c, r);
        }
      }
    }
    found.push_back({box.west * tile - margin, (box.east + 1) * tile + margin, box.south * tile - margin,
                     (box.north + 1) * tile + margin});
  }
  return found;
}

HazardArea HazardMap::area(double limit, double bandwidth_m, double growth_share) const {
  if (!(limit > 0 && limit < 1)) throw InputError("a limit of " + std::to_string(limit), "give one between 0 and 1");
  HazardArea hazard;
  hazard.limit = limit;
  const double wide = std::max(0.0, bandwidth_m) / cell_m_;
  const auto margin = static_cast<std::int32_t>(std::ceil(4 * wide)) + 2;
  for (const Window& window : windows(margin)) {
    const std::int64_t columns = std::int64_t{window.east} - window.west + 1;
    const std::int64_t rows = std::int64_t{window.north} - window.south + 1;
    if (columns * rows > most_nodes) {
      throw InputError("ground of " + std::to_string(columns) + " by " + std::to_string(rows) + " cells",
                       "give larger cells");
    }
    PlaneGrid grid{static_cast<int>(columns),
                   static_cast<int>(rows),
                   {window.west * cell_m_, window.south * cell_m_},
                   {cell_m_, cell_m_},
                   std::vector<double>(static_cast<std::size_t>(columns * rows))};
    PlaneGrid squares = grid;
    for (std::int64_t row = 0; row < rows; ++row) {
      for (std::int64_t column = 0; column < columns; ++column) {
        const auto node = nodes_.find(
            key(static_cast<std::int32_t>(window.west + column), static_cast<std::int32_t>(window.south + row)));
        if (node == nodes_.end()) continue;
        grid.value[static_cast<std::size_t>(row * columns + column)] = node->second.hits;
        squares.value[static_cast<std::size_t>(row * columns + column)] = node->second.squares;
      }
    }
    grid.smooth(wide, wide), squares.smooth(wide, wide);
    for (std::size_t i = 0; i < grid.value.size(); ++i) {
      const double probability = -std::expm1(-grid.value[i]);
      if (probability <= hazard.greatest) continue;
      hazard.greatest = probability;
      // Mean of squares over the kernel, against the square of the mean: (sum w)^2 / sum w^2 under the kernel.
      const double under = std::max(1.0, 4 * std::numbers::pi * wide * wide);
      hazard.effective_falls = under * grid.value[i] * grid.value[i] / squares.value[i];
    }
    // The probability is at least the limit where the hits are at least -ln(1 - limit).
    std::vector<PlaneRing> rings = contours(grid, -std::log1p(-limit));
    for (const PlaneRing& ring : rings) hazard.area_m2 += signed_area_m2(ring);
    rings = simplified_cover(std::move(rings), growth_share);
    std::vector<PlaneRing> outlines;
    for (const PlaneRing& ring : rings) {
      hazard.covered_m2 += signed_area_m2(ring);
      if (signed_area_m2(ring) > 0) outlines.push_back(ring);  // in the order in which on_ground() keeps them
    }
    const auto times = times_in(outlines);
    hazard.times.insert(hazard.times.end(), times.begin(), times.end());
    auto polygons = on_ground(
        rings, [&](const PlanePoint& point) { return plane_.to_place(point); },
        [&](const GroundPlace& place) { return plane_.to_plane(place); });
    std::move(polygons.begin(), polygons.end(), std::back_inserter(hazard.polygons));
  }
  return hazard;
}

}  // namespace cosmodrome
