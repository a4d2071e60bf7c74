#pragma once
#include <limits>
#include <string>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// Ground that nothing may fall on.
struct ProtectedArea {
  std::string name;
  GroundPolygon polygon;
};

/// Distance on a sphere, 1 % less: never more than along the ellipsoid, and quick.
double at_least_m(const GroundPlace& a, const GroundPlace& b);

/// A protected area with a disc about it, from outside of which no edge needs to be looked at. Refers to the area.
class ProtectedOutline {
 public:
  explicit ProtectedOutline(const GroundPolygon& polygon);

  /// Never more than the distance from a place: 0 or less may be inside.
  [[nodiscard]] double at_least_away_m(const GroundPlace& place) const {
    return at_least_m(centre_, place) - radius_m_;
  }

  /// 0 inside; `enough_m` or more if it is farther than that.
  [[nodiscard]] double distance_m(const GroundPlace& place,
                                  double enough_m = std::numeric_limits<double>::infinity()) const;

 private:
  const GroundPolygon& polygon_;
  GroundPlace centre_;
  double radius_m_ = 0;
};

}  // namespace cosmodrome
