#include "cosmodrome/safety/region.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesic.hpp"

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

/// Convolves each row, or column, with a Gaussian of a width in steps.
void smooth_along(PlaneGrid& grid, bool columns, double width) {
  const int half = static_cast<int>(std::ceil(reach * width));
  std::vector<double> kernel(static_cast<std::size_t>(half) + 1);
  double sum = 0;
  for (int k = 0; k <= half; ++k) {
    kernel[static_cast<std::size_t>(k)] = std::exp(-0.5 * (k / width) * (k / width));
    sum += (k == 0 ? 1 : 2) * kernel[static_cast<std::size_t>(k)];
  }
  for (double& k : kernel) k /= sum;
  const int lines = columns ? grid.columns : grid.rows, length = columns ? grid.rows : grid.columns;
  const std::size_t stride = columns ? static_cast<std::size_t>(grid.columns) : 1;
  const std::size_t apart = columns ? 1 : static_cast<std::size_t>(grid.columns);
  std::vector<double> line(static_cast<std::size_t>(length));
  for (int n = 0; n < lines; ++n) {
    const std::size_t first = static_cast<std::size_t>(n) * apart;
    std::fill(line.begin(), line.end(), 0.0);
    for (int i = 0; i < length; ++i) {
      const double v = grid.value[first + static_cast<std::size_t>(i) * stride];
      if (v == 0) continue;
      for (int k = std::max(-half, -i); k <= std::min(half, length - 1 - i); ++k) {
        line[static_cast<std::size_t>(i + k)] += v * kernel[static_cast<std::size_t>(std::abs(k))];
      }
    }
    for (int i = 0; i < length; ++i) {
      grid.value[first + static_cast<std::size_t>(i) * stride] = line[static_cast<std::size_t>(i)];
    }
  }
}

void share_among_nodes(PlaneGrid& grid, const PlanePoint& point, double weight) {
  const double x = (point.x_m - grid.corner.x_m) / grid.step.x_m, y = (point.y_m - grid.corner.y_m) / grid.step.y_m;
  const auto column = static_cast<std::size_t>(x), row = static_cast<std::size_t>(y);
  const double u = x - static_cast<double>(column), v = y - static_cast<double>(row);
  const auto width = static_cast<std::size_t>(grid.columns);
  double* node = &grid.value[row * width + column];
  node[0] += weight * (1 - u) * (1 - v), node[1] += weight * u * (1 - v);
  node[width] += weight * (1 - u) * v, node[width + 1] += weight * u * v;
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

double middle_longitude_rad(double a, double b) { return a + std::remainder(b - a, 2 * pi) / 2; }

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
  for (const Fall& fall : falls_) share_among_nodes(grid_, fall.along, fall.weight * per_m2);
  smooth_along(grid_, false, wide_x);
  smooth_along(grid_, true, wide_y);
}

double ImpactDensity::density_1_m2(const GroundPlace& at) const {
  return grid_.between(principal(plane_.to_plane(at)));
}

/// Points are added where a line that is straight in the plane and one that is straight on a map of latitude and
/// longitude part by more than 0.3 % of the region's width.
std::vector<GroundPlace> ImpactDensity::on_ground(const PlaneRing& ring) const {
  const double allowed_m = std::max(50.0, 0.003 * std::sqrt(std::abs(signed_area_m2(ring))));
  std::vector<GroundPlace> outline;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PlanePoint &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const GroundPlace from = place(a), to = place(b);
    const PlanePoint half{(a.x_m + b.x_m) / 2, (a.y_m + b.y_m) / 2};
    const PlanePoint mapped = principal(plane_.to_plane(
        {(from.latitude_rad + to.latitude_rad) / 2, middle_longitude_rad(from.longitude_rad, to.longitude_rad)}));
    const double off_m = std::hypot(mapped.x_m - half.x_m, mapped.y_m - half.y_m);
    // The deviation falls with the square of the length.
    const int pieces = std::clamp(static_cast<int>(std::ceil(std::sqrt(off_m / allowed_m))), 1, 64);
    for (int k = 0; k < pieces; ++k) {
      const double s = static_cast<double>(k) / pieces;
      outline.push_back(k == 0 ? from : place({a.x_m + s * (b.x_m - a.x_m), a.y_m + s * (b.y_m - a.y_m)}));
    }
  }
  return outline;
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

  std::vector<const PlaneRing*> outer;
  for (const PlaneRing& ring : rings) {
    const double ring_m2 = signed_area_m2(ring);
    region.covered_m2 += ring_m2;
    if (ring_m2 <= 0) continue;
    outer.push_back(&ring);
    region.polygons.push_back({on_ground(ring), {}});
  }
  for (const PlaneRing& ring : rings) {
    if (signed_area_m2(ring) > 0) continue;
    std::size_t smallest = outer.size();
    double least_m2 = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < outer.size(); ++i) {
      const double outer_m2 = signed_area_m2(*outer[i]);
      if (outer_m2 < least_m2 && contains(*outer[i], ring.front())) least_m2 = outer_m2, smallest = i;
    }
    if (smallest < outer.size()) region.polygons[smallest].holes.push_back(on_ground(ring));
  }
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
