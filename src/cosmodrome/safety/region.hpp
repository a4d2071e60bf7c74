#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "cosmodrome/flight/zones.hpp"
#include "cosmodrome/safety/contour.hpp"
#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {

/// Where one of many falls ended, and how much it counts for.
struct WeightedPlace {
  double latitude_rad = 0;
  double longitude_rad = 0;
  double weight = 1;
};

/// A part of the ground. Rings are closed without a repeated point; edges are straight on maps of latitude and
/// longitude and, as near as matters, on the ground. See cut_at_antimeridian for maps that end there.
struct GroundPolygon {
  std::vector<GroundPlace> outline;             ///< counter-clockwise
  std::vector<std::vector<GroundPlace>> holes;  ///< clockwise

  /// How a place lies to it: outside, or in a hole, `inside` is false. `edge_m` is to the nearest outline.
  [[nodiscard]] OutlineDistance distance_to(const GroundPlace& place) const;
};

/// The least area that holds a share of all falls.
struct HighestDensityRegion {
  double share = 0;         ///< that was asked for
  double contained = 0;     ///< share of the falls' weight that lies in `polygons`
  double density_1_m2 = 0;  ///< on its edge, of one fall
  double area_m2 = 0;       ///< of the region itself, which `polygons` cover
  double covered_m2 = 0;    ///< of `polygons`
  std::vector<GroundPolygon> polygons;
};

/// The region of a normal distribution with the falls' mean and covariance.
struct ImpactEllipse {
  double share = 0;
  GroundPlace centre;
  double semi_major_m = 0, semi_minor_m = 0;
  double azimuth_rad = 0;  ///< of the major axis, clockwise from north, 0 to pi

  [[nodiscard]] double area_m2() const;
  [[nodiscard]] std::vector<GroundPlace> outline(int points = 72) const;  ///< counter-clockwise
};

/// Semi-axes over standard deviations of the ellipse that holds a share of a normal distribution in two dimensions,
/// sqrt(-2 ln(1 - p)): 2.6482 for 97 %. Not that of one dimension: 3 holds 98.9 %.
double ellipse_scale(double share);

struct DensityOptions {
  double least_bandwidth_m = 100;  ///< the kernel is never narrower: what is known of a place anyway
  double growth_share = 0.03;      ///< by which outlines may grow for the sake of fewer vertices
};

/// The density of many falls over the ground, by Gaussian kernels.
///
/// In the local plane about their mean and along their principal axes, each axis with Scott's bandwidth sigma n^(-1/6),
/// where sigma is the lesser of the standard deviation and the interquartile range / 1.349, and n the effective number
/// of falls. On a grid of at most 512 x 512 nodes: falls are shared among the four nodes around them, then smoothed.
/// Sources: D. W. Scott, Multivariate Density Estimation (1992); B. W. Silverman, Density Estimation (1986).
class ImpactDensity {
 public:
  /// Throws InputError for fewer than two falls, a weight that is negative or not finite, or none that is positive.
  explicit ImpactDensity(std::span<const WeightedPlace> falls, const DensityOptions& options = {});

  /// (sum of weights)^2 / sum of their squares (Kish 1965).
  [[nodiscard]] double effective_falls() const { return effective_; }

  /// Per square metre of ground; its integral is 1.
  [[nodiscard]] double density_1_m2(const GroundPlace& place) const;

  /// The region where the density is at least as high as at a share of the falls: it holds that share of them, whatever
  /// the kernels do to the tails; of fewer than a hundred effective falls it holds that share of the kernels' mass too.
  /// Outlines are simplified without loss of cover.
  /// Source: R. J. Hyndman, Computing and Graphing Highest Density Regions, The American Statistician 50 (1996) 120.
  [[nodiscard]] HighestDensityRegion region(double share) const;

  [[nodiscard]] ImpactEllipse ellipse(double share) const;

 private:
  struct Fall {
    PlanePoint along;  ///< in principal axes
    double weight = 0;
    double density = 0;
  };
  void find_axes();
  void smooth(const DensityOptions& options);
  [[nodiscard]] PlanePoint principal(const PlanePoint& point) const;
  [[nodiscard]] GroundPlace place(const PlanePoint& along) const;

  LocalPlane plane_;
  std::vector<Fall> falls_;
  double total_ = 0, effective_ = 0, growth_share_ = 0;
  double cosine_ = 1, sine_ = 0;  ///< of the major axis, from east
  PlanePoint mean_, sigma_;       ///< the mean in the plane; deviations along the principal axes
  PlaneGrid grid_;                ///< in principal axes
};

/// Area on the ellipsoid of a polygon, with holes taken off.
double area_m2(const GroundPolygon& polygon);

/// The least distance between two parts of the ground; 0 where they meet.
double distance_m(const GroundPolygon& a, const GroundPolygon& b);

/// The outline of an ellipse, such as a district for falling stages; full axes 50 km by 30 km have semi-axes of half.
std::vector<GroundPlace> ellipse_outline(const GroundPlace& centre, double semi_major_m, double semi_minor_m,
                                         double azimuth_rad, int points = 72);

/// The parts of a polygon on each side of the antimeridian, as maps want it (RFC 7946, section 3.1.9): longitudes of
/// each part lie in [-pi, pi]. What holds a pole gets an edge along it.
std::vector<GroundPolygon> cut_at_antimeridian(const GroundPolygon& polygon);

}  // namespace cosmodrome
