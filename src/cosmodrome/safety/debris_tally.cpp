#include "cosmodrome/safety/debris_tally.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/safety/casualty.hpp"
#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;

}  // namespace

GroundCells::GroundCells(double side_m)
    : bands_(std::max(1, static_cast<std::int32_t>(std::lround(pi * authalic_radius_m() / side_m)))) {}

std::int32_t GroundCells::columns(std::int32_t band) const {
  const double middle = pi * ((band + 0.5) / bands_ - 0.5);
  return std::max(1, static_cast<std::int32_t>(std::lround(2 * bands_ * std::cos(middle))));
}

GroundCells::Cell GroundCells::cell_of(double latitude_rad, double longitude_rad) const {
  const auto clamped = [](double share, std::int32_t count) {
    return std::clamp(static_cast<std::int32_t>(std::floor(share * count)), 0, count - 1);
  };
  const std::int32_t band = clamped(latitude_rad / pi + 0.5, bands_);
  const double turns = longitude_rad / (2 * pi) + 0.5;
  return {band, clamped(turns - std::floor(turns), columns(band))};
}

GroundCells::Box GroundCells::box(const Cell& cell) const {
  const double height = pi / bands_, width = 2 * pi / columns(cell.band);
  return {cell.band * height - pi / 2, (cell.band + 1) * height - pi / 2, cell.column * width - pi,
          (cell.column + 1) * width - pi};
}

double GroundCells::area_m2(const Cell& cell) const {
  const Box b = box(cell);
  const double height = std::sin(authalic_latitude_rad(b.north_rad)) - std::sin(authalic_latitude_rad(b.south_rad));
  return authalic_radius_m() * authalic_radius_m() * height * (b.east_rad - b.west_rad);
}

double casualty_area_by_rule_m2(const DebrisImpact& impact) {
  const double energy_J = 0.5 * impact.mass_kg * impact.at.speed_m_s * impact.at.speed_m_s;
  return energy_J < harmless_energy_J ? 0 : 7 * impact.area_m2;
}

DebrisTally::DebrisTally(double cell_side_m, std::size_t classes) : cells_(cell_side_m), classes_(classes + 1) {}

void DebrisTally::take(const FailureSecond& second, std::size_t, std::span<const DebrisImpact> impacts,
                       std::size_t falls) {
  Second now;
  now.t_s = second.instant.t_s, now.stage = second.instant.stage, now.probability = second.probability;
  const double total = second.total();
  double x = 0, y = 0, z = 0;
  std::vector<bool> seen(classes_.size(), false);
  for (const DebrisImpact& impact : impacts) {
    const auto mode = static_cast<std::size_t>(impact.mode), kind = static_cast<std::size_t>(impact.kind);
    const double pieces = second.probability[mode] * impact.pieces;
    const double area_m2 = pieces * casualty_area_by_rule_m2(impact);
    Weights& here = ground_[cells_.cell_of(impact.at.latitude_rad, impact.at.longitude_rad)];
    here.pieces += pieces, here.sum_m2 += area_m2, here.square_m4 += area_m2 * area_m2;
    modes_[mode].pieces += pieces, modes_[mode].casualty_area_m2 += area_m2;
    classes_[kind].pieces += pieces, classes_[kind].casualty_area_m2 += area_m2;
    if (!seen[kind]) seen[kind] = true, classes_[kind].probability += total;
    now.pieces += pieces, now.casualty_area_m2 += area_m2;
    const double across = std::cos(impact.at.latitude_rad);
    x += area_m2 * across * std::cos(impact.at.longitude_rad);
    y += area_m2 * across * std::sin(impact.at.longitude_rad);
    z += area_m2 * std::sin(impact.at.latitude_rad);
  }
  for (std::size_t mode = 0; mode < modes_.size(); ++mode) modes_[mode].probability += second.probability[mode];
  if (total > 0) now.pieces /= total, now.casualty_area_m2 /= total;
  now.latitude_rad = std::atan2(z, std::hypot(x, y)), now.longitude_rad = std::atan2(y, x);
  seconds_.push_back(now);
  falls_ += falls, down_ += impacts.size();
}

std::vector<DebrisTally::Place> DebrisTally::places() const {
  std::vector<Place> places;
  places.reserve(ground_.size());
  for (const auto& [cell, weights] : ground_) {
    const double expected = weights.sum_m2 / cells_.area_m2(cell);
    // Failures are rare and hurt independently of one another: 1 - exp(-n) is the union of n small ones.
    places.push_back({cell, weights.pieces, -std::expm1(-expected),
                      weights.square_m4 > 0 ? weights.sum_m2 * weights.sum_m2 / weights.square_m4 : 0});
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.cell < b.cell; });
  return places;
}

}  // namespace cosmodrome
