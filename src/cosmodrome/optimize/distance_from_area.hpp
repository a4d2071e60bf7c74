#pragma once
#include <vector>

#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// How far a place is from an area, as a function that optimisers can follow: on the plane that touches the sphere in
/// the area's middle (gnomonic projection), where edges are straight. Beside an edge it is linear; the zero is the
/// outline itself. Lengths are true near the middle: those of a place at an angle a from it are too long by
/// 1 / cos^2 a.
class DistanceFromArea {
 public:
  /// Beyond this angle from the middle everything is as far.
  static constexpr double farthest_cosine = 0.2;

  explicit DistanceFromArea(const GroundArea& area);

  /// In metres, positive outside. `direction`: of the place from the Earth's centre, unit.
  template <Scalar S>
  S operator()(const Vec3<S, Itrf>& direction) const {
    const S up = dot(direction, to_scalar<S>(middle_));
    const Mask<S> seen = up > S(farthest_cosine);
    const S stretch = S(radius_m) / select(seen, up, S(1.0));
    const S x = dot(direction, to_scalar<S>(east_)) * stretch, y = dot(direction, to_scalar<S>(north_)) * stretch;
    const Mask<S> inside = holds(x, y);
    S nearest(far_m), signed_distance(far_m);
    for (const Edge& edge : edges_) {
      const S from_x = x - S(edge.x_m), from_y = y - S(edge.y_m);
      const S along = from_x * S(edge.along_x) + from_y * S(edge.along_y);
      const S outside = from_x * S(edge.along_y) - from_y * S(edge.along_x);
      const Mask<S> beside = (along >= S(0.0)) & (along <= S(edge.length_m));
      const S past = along - min(max(along, S(0.0)), S(edge.length_m));
      // A corner is met by its distance; exactly on it the slope is none.
      const S to_corner = sqrt(max(past * past + outside * outside, S(1e-12)));
      const S candidate = select(beside, outside, select(inside, -to_corner, to_corner));
      const Mask<S> nearer = abs(candidate) < nearest;
      nearest = select(nearer, abs(candidate), nearest);
      signed_distance = select(nearer, candidate, signed_distance);
    }
    return select(seen, signed_distance, S(far_m));
  }

 private:
  static constexpr double radius_m = 6371e3, far_m = 2e7;
  struct Edge {
    double x_m, y_m, along_x, along_y, length_m;
  };

  /// By the number of edges that a line to the west crosses. Source: M. Shimrat: Algorithm 112, Position of point
  /// relative to polygon. Communications of the ACM 5, 434, 1962.
  template <Scalar S>
  Mask<S> holds(const S& x, const S& y) const {
    Mask<S> inside{false};
    for (const Edge& edge : edges_) {
      const double end_y = edge.y_m + edge.length_m * edge.along_y;
      const Mask<S> crosses = Mask<S>(y < S(edge.y_m)) ^ Mask<S>(y < S(end_y));
      const S at_x = S(edge.x_m) + (y - S(edge.y_m)) * S(edge.along_y == 0 ? 0 : edge.along_x / edge.along_y);
      inside = Mask<S>(inside ^ (crosses & Mask<S>(at_x < x)));
    }
    return inside;
  }

  Vec3<double, Itrf> middle_, east_, north_;
  std::vector<Edge> edges_;
};

}  // namespace cosmodrome
