#pragma once
#include <vector>

#include "cosmodrome/safety/hazard_areas.hpp"
#include "cosmodrome/safety/risk.hpp"

namespace cosmodrome {

/// Ground that nobody is on while a flight is in the air.
class ClosedGround {
 public:
  ClosedGround() = default;
  /// All outlines that are closed for people, and what else is known to be closed.
  ClosedGround(const std::vector<ClosedArea>& areas, const std::vector<GroundPolygon>& more);
  [[nodiscard]] bool holds(const GroundPlace& place) const;
  [[nodiscard]] const std::vector<GroundPolygon>& polygons() const { return polygons_; }

 private:
  /// About an outline: what is outside need not be compared with its edges. Outlines of up to a thousand kilometres are
  /// laid flat, whose straight edges are those on the ground within a thousandth of their length.
  struct Cap {
    double x = 0, y = 0, z = 1, cosine = -1;
    std::vector<PlaneRing> flat{};  ///< the outline, then its holes; empty of wider ones
  };
  void add(GroundPolygon polygon);
  std::vector<GroundPolygon> polygons_;
  std::vector<Cap> caps_;
  std::vector<LocalPlane> planes_;
};

/// The falls of many events, those alone that end where somebody lives, to be counted again when it is known which
/// ground is cleared: some 80 bytes each.
class KeptFalls {
 public:
  explicit KeptFalls(const PopulationGrid& population) : population_(&population) {}
  void add(const RiskEvent& event, std::span<const RiskFall> falls);
  /// Of falls outside of closed ground. A cell that is closed in part keeps its density of people in the rest.
  [[nodiscard]] RiskTally outside(const ClosedGround& closed, std::vector<Shelter> shelters) const;

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.events_, self.falls_, self.areas_m2_);
  }

 private:
  struct Fall {
    GroundPlace at;
    double pieces = 0;
    int kind = 0;
  };
  struct Event {
    RiskEvent event;
    std::size_t falls = 0;
  };
  const PopulationGrid* population_;
  std::vector<Event> events_;
  std::vector<Fall> falls_;
  std::vector<double> areas_m2_;  ///< as many a fall as there are shelters
};

}  // namespace cosmodrome
