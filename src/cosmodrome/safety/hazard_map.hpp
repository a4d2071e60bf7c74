#pragma once
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// The ground about a flight laid flat along its way: Lambert's cylindrical equal-area projection of the authalic
/// sphere, turned so that the great circle from one place towards another is its equator. x is along it, y to the left.
/// Areas keep their size; shapes do within some hundred kilometres of the way, however long that is: at 500 km they are
/// 0.3 % narrower. Poles and the antimeridian are places like others; what is special is half a turn behind the first
/// place. Source: Snyder, Map Projections (1987), equations 10-1 and 10-2, on turned axes.
class TrackPlane {
 public:
  TrackPlane(const GroundPlace& from, const GroundPlace& toward);
  [[nodiscard]] PlanePoint to_plane(const GroundPlace& place) const;
  [[nodiscard]] GroundPlace to_place(const PlanePoint& point) const;

 private:
  std::array<double, 3> ahead_{}, left_{}, start_{};
};

/// A hazard area: where a limit is passed, and how well that is known.
struct HazardArea {
  double limit = 0;            ///< a probability of a launch
  double area_m2 = 0;          ///< where it is passed
  double covered_m2 = 0;       ///< of `polygons`, which cover that with few vertices
  double greatest = 0;         ///< of the probability, anywhere
  double effective_falls = 0;  ///< that the kernel rests on, at the place of `greatest`
  std::vector<GroundPolygon> polygons;
  struct Times {
    double from_s = 0, to_s = 0;
  };
  std::vector<Times> times;  ///< of each polygon: when the first and the last of what passes the limit there falls
};

/// How likely it is that something that is always at a place is hit: a person in the open, a ship, an aircraft. Only
/// ground that something falls on takes memory.
///
/// A fall adds P n A over the area of a cell: hits expected a launch. What makes more than a few cells deadly, as a
/// blast does, is spread over a disc of that area. The probability is 1 - exp(-sum): that of at least one, if they are
/// independent, and more than the truth if they are not.
class HazardMap {
 public:
  /// Throws InputError for cells that are not at least a metre wide.
  HazardMap(const TrackPlane& plane, double cell_m);

  /// `pieces` are expected at a place if an event of this probability happens; each hits what is within `area_m2` about
  /// it: the casualty area, ship_hit_area_m2, or the aircraft's swept volume over the slab's height. Planned falls have
  /// the probability 1. There from one time to another.
  void add(const GroundPlace& at, double probability, double pieces, double area_m2, HazardArea::Times there = {});

  /// Where the probability, smoothed by a Gaussian kernel of some width, is at least `limit`. Throws InputError for a
  /// limit outside (0, 1), or where the ground in one piece takes more than 2^26 cells.
  [[nodiscard]] HazardArea area(double limit, double bandwidth_m, double growth_share = 0.03) const;

  /// At a place, not smoothed.
  [[nodiscard]] double probability(const GroundPlace& at) const;

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.nodes_);
  }

 private:
  struct Sum {
    double hits = 0, squares = 0;
    float from_s = 1e30F, to_s = -1e30F;
  };
  /// A share of a fall that is expected to hit so often.
  void give(std::int32_t column, std::int32_t row, double share, double hits, const HazardArea::Times& there);
  static std::int64_t key(std::int32_t column, std::int32_t row) {
    return (static_cast<std::int64_t>(column) << 32) | static_cast<std::uint32_t>(row);
  }
  struct Node {
    std::int32_t column, row;
    const Sum* sum;
  };
  /// Ground in one piece: all that falls there, and a box about it with a margin.
  struct Ground {
    std::int32_t west, east, south, north;
    std::vector<Node> nodes;
  };
  [[nodiscard]] std::vector<Ground> grounds(std::int32_t margin) const;
  [[nodiscard]] std::vector<HazardArea::Times> times_in(const std::vector<PlaneRing>& outlines,
                                                        const std::vector<Node>& nodes) const;
  void add_area(HazardArea& hazard, const Ground& ground, double bandwidth_cells, double growth_share) const;

  TrackPlane plane_;
  double cell_m_;
  std::unordered_map<std::int64_t, Sum> nodes_;
};

}  // namespace cosmodrome
