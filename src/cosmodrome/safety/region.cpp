#include "cosmodrome/safety/region.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/safety/ground_rings.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;
constexpr int most_nodes = 512;
constexpr double few_falls = 100;
constexpr double reach = 4;  // of a kernel, in bandwidths: 3e-4 of its mass lies farther

GroundPlace mean_direction(std::span<const WeightedPlace> falls) {
  double x = 0, y = 0, z = 0;
  for (const WeightedPlace& fall : falls) {
    const double across = fall.weight * std::cos(fall.latitude_rad);
    x += across * std::cos(fall.longitude_rad), y += across * std::sin(fall.longitude_rad);
    z += fall.weight * std::sin(fall.latitude_rad);
  }
  return {std::atan2(z, std::hypot(x, y)), std::atan2(y, x)};
}

void check(std::span<const WeightedPlace> falls) {
  if (falls.size() < 2) throw InputError("a region needs at least two falls", "let more of them come down");
  double total = 0;
  for (const WeightedPlace& fall : falls) {
    if (!(fall.weight >= 0) || !std::isfinite(fall.weight)) {
      throw InputError("a fall has the weight " + std::to_string(fall.weight), "weights are finite and not negative");
    }
    if (!std::isfinite(fall.latitude_rad) || !std::isfinite(fall.longitude_rad)) {
      throw InputError("a fall has no place", "leave out falls that do not come down");
    }
    total += fall.weight;
  }
  if (!(total > 0)) throw InputError("no fall has a weight", "give at least one a positive weight");
}

/// Of values with weights; reorders them.
double quantile(std::vector<std::pair<double, double>>& values, double total, double share) {
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (const auto& [value, weight] : values) {
    sum += weight;
    if (sum >= share * total) return value;
  }
  return values.back().first;
}

/// The highest density within which a share of the kernels' mass lies.
double density_around(const PlaneGrid& grid, double share) {
  std::vector<double> values = grid.value;
  std::sort(values.begin(), values.end(), std::greater<>());
  double mass = 0;
  for (const double value : values) {
    mass += value * grid.step.x_m * grid.step.y_m;
    if (mass >= share) return value;
  }
  return values.back();
}

}  // namespace

double ellipse_scale(double share) {
  if (!(share > 0 && share < 1)) throw InputError("a share of " + std::to_string(share), "give one between 0 and 1");
  return std::sqrt(-2 * std::log1p(-share));
}

ImpactDensity::ImpactDensity(std::span<const WeightedPlace> falls, const DensityOptions& options)
    : plane_((check(falls), mean_direction(falls))), growth_share_(options.growth_share) {
  double squares = 0;
  for (const WeightedPlace& fall : falls) {
    if (fall.weight == 0) continue;
    falls_.push_back({plane_.to_plane({fall.latitude_rad, fall.longitude_rad}), fall.weight, 0});
    total_ += fall.weight, squares += fall.weight * fall.weight;
  }
  effective_ = total_ * total_ / squares;
  find_axes();
  smooth(options);
  for (Fall& fall : falls_) fall.density = grid_.between(fall.along);
}

void ImpactDensity::find_axes() {
  for (const Fall& fall : falls_) {
    mean_.x_m += fall.weight / total_ * fall.along.x_m, mean_.y_m += fall.weight / total_ * fall.along.y_m;
  }
  double xx = 0, xy = 0, yy = 0;
  for (const Fall& fall : falls_) {
    const double x = fall.along.x_m - mean_.x_m, y = fall.along.y_m - mean_.y_m, w = fall.weight / total_;
    xx += w * x * x, xy += w * x * y, yy += w * y * y;
  }
  const double turn = 0.5 * std::atan2(2 * xy, xx - yy), middle = 0.5 * (xx + yy);
  const double apart = std::hypot(0.5 * (xx - yy), xy);
  cosine_ = std::cos(turn), sine_ = std::sin(turn);
  sigma_ = {std::sqrt(middle + apart), std::sqrt(std::max(0.0, middle - apart))};
  for (Fall& fall : falls_) fall.along = principal(fall.along);
}

PlanePoint ImpactDensity::principal(const PlanePoint& point) const {
  const double x = point.x_m - mean_.x_m, y = point.y_m - mean_.y_m;
  return {cosine_ * x + sine_ * y, cosine_ * y - sine_ * x};
}

GroundPlace ImpactDensity::place(const PlanePoint& along) const {
  return plane_.to_place(
      {mean_.x_m + cosine_ * along.x_m - sine_ * along.y_m, mean_.y_m + sine_ * along.x_m + cosine_ * along.y_m});
}

void ImpactDensity::smooth(const DensityOptions& options) {
  const auto along_axis = [&](double PlanePoint::*axis, double sigma, int& nodes, double& corner, double& step) {
    std::vector<std::pair<double, double>> values;
    values.reserve(falls_.size());
    for (const Fall& fall : falls_) values.emplace_back(fall.along.*axis, fall.weight);
    const double upper = quantile(values, total_, 0.75), lower = quantile(values, total_, 0.25);
    const double spread = std::min(sigma, (upper - lower) / 1.349);
    double bandwidth =
        std::max(options.least_bandwidth_m, (spread > 0 ? spread : sigma) * std::pow(effective_, -1 / 6.0));
    const double length = values.back().first - values.front().first;
    // A step is a third of a bandwidth, and more where that would be too many.
    step = std::max(bandwidth / 3, length / (most_nodes - 8 * reach));
    bandwidth = std::max(bandwidth, step);
    const double margin = std::ceil(reach * bandwidth / step + 1);
    corner = values.front().first - margin * step;
    nodes = static_cast<int>(std::ceil(length / step + 2 * margin)) + 2;
    return bandwidth / step;
  };
  const double wide_x = along_axis(&PlanePoint::x_m, sigma_.x_m, grid_.columns, grid_.corner.x_m, grid_.step.x_m);
  const double wide_y = along_axis(&PlanePoint::y_m, sigma_.y_m, grid_.rows, grid_.corner.y_m, grid_.step.y_m);
  grid_.value.assign(static_cast<std::size_t>(grid_.columns) * static_cast<std::size_t>(grid_.rows), 0.0);
  const double per_m2 = 1 / (total_ * grid_.step.x_m * grid_.step.y_m);
  for (const Fall& fall : falls_) grid_.share(fall.along, fall.weight * per_m2);
  grid_.smooth(wide_x, wide_y, reach);
}

double ImpactDensity::density_1_m2(const GroundPlace& at) const {
  return grid_.between(principal(plane_.to_plane(at)));
}

HighestDensityRegion ImpactDensity::region(double share) const {
  HighestDensityRegion region;
  region.share = share;
  if (!(share > 0 && share < 1)) throw InputError("a share of " + std::to_string(share), "give one between 0 and 1");
  std::vector<std::pair<double, double>> densities;
  densities.reserve(falls_.size());
  for (const Fall& fall : falls_) densities.emplace_back(fall.density, fall.weight);
  region.density_1_m2 = quantile(densities, total_, 1 - share);
  if (effective_ < few_falls) region.density_1_m2 = std::min(region.density_1_m2, density_around(grid_, share));
  std::vector<PlaneRing> rings = contours(grid_, region.density_1_m2);
  for (const PlaneRing& ring : rings) region.area_m2 += signed_area_m2(ring);
  rings = simplified_cover(std::move(rings), growth_share_);

  for (const PlaneRing& ring : rings) region.covered_m2 += signed_area_m2(ring);
  region.polygons = on_ground(
      rings, [&](const PlanePoint& point) { return place(point); },
      [&](const GroundPlace& at) { return principal(plane_.to_plane(at)); });
  double inside = 0;
  for (const Fall& fall : falls_) {
    bool odd = false;
    for (const PlaneRing& ring : rings) odd ^= contains(ring, fall.along);
    if (odd) inside += fall.weight;
  }
  region.contained = inside / total_;
  return region;
}

ImpactEllipse ImpactDensity::ellipse(double share) const {
  const double k = ellipse_scale(share);
  double azimuth = std::fmod(pi / 2 - std::atan2(sine_, cosine_), pi);
  if (azimuth < 0) azimuth += pi;
  return {share, place({0, 0}), k * sigma_.x_m, k * sigma_.y_m, azimuth};
}

double ImpactEllipse::area_m2() const { return pi * semi_major_m * semi_minor_m; }

std::vector<GroundPlace> ImpactEllipse::outline(int points) const {
  return ellipse_outline(centre, semi_major_m, semi_minor_m, azimuth_rad, points);
}

std::vector<GroundPlace> ellipse_outline(const GroundPlace& centre, double semi_major_m, double semi_minor_m,
                                         double azimuth_rad, int points) {
  std::vector<GroundPlace> outline;
  for (int i = 0; i < points; ++i) {
    const double turn = 2 * pi * i / points;
    const double along_m = semi_major_m * std::cos(turn), left_m = semi_minor_m * std::sin(turn);
    const GeodesicEnd end = geodesic_end(centre.latitude_rad, centre.longitude_rad,
                                         azimuth_rad - std::atan2(left_m, along_m), std::hypot(along_m, left_m));
    outline.push_back({end.latitude_rad, end.longitude_rad});
  }
  return outline;
}

}  // namespace cosmodrome
