#pragma once
// What is to be closed for a launch, and when: ground for people, sea for ships, air for aircraft.
#include <string>
#include <vector>

#include "cosmodrome/safety/casualty.hpp"
#include "cosmodrome/safety/failures.hpp"
#include "cosmodrome/safety/hazard_map.hpp"
#include "cosmodrome/safety/normal_falls.hpp"
#include "cosmodrome/safety/population.hpp"

namespace cosmodrome {

/// Above which chance of being hit, in a launch, someone or something is kept away; and the share of planned falls that
/// areas hold. Source: 14 CFR 450.133 and 450.101, which the file of criteria states.
struct HazardLimits {
  double person = 1e-6, ship = 1e-5, aircraft = 1e-6;
  double planned_share = 0.97;
};

enum class ClosedFor { people, ships, aircraft };
const char* to_string(ClosedFor whom);

/// A planned fall that is spread over more ground than this is an uncontrolled re-entry: nobody clears so much land.
/// Published districts have some thousand square kilometres, the largest 8,000. Estimated.
inline constexpr double most_cleared_m2 = 1e11;

/// One outline that is closed, and from when to when.
struct ClosedArea {
  ClosedFor whom = ClosedFor::people;
  std::string element;                ///< whose planned falls it holds a share of; empty: where a limit is passed
  double level = 0;                   ///< that share, or that limit
  double floor_m = 0, ceiling_m = 0;  ///< of air
  double from_s = 0, to_s = 0;        ///< after lift-off
  double area_m2 = 0;                 ///< of the outline
  GroundPolygon polygon;
};

/// Collects what planned falls and failures bring down on people, ships and aircraft that stay where they are, and
/// outlines what must be closed. In memory that grows with the ground it reaches. Hands on what it takes.
///
/// Within 60 km of the pad by cells of 250 m and a kernel of 500 m, elsewhere by 2 km and 4 km, in air 2 km and 8 km.
class HazardTally : public DebrisSink {
 public:
  HazardTally(const GroundPlace& pad, const GroundPlace& toward, const Exposed& exposed, ExplosiveYield yield,
              double friction, DebrisSink* next);

  /// Every launch has them: probability 1.
  void add(const NormalFalls& falls);
  void take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
            std::size_t falls) override;

  /// The areas in the order people, ships, aircraft from the ground up, each with its planned falls first. The map of
  /// people says what is land: an area for people touches cells with people, one for ships cells without. Planned falls
  /// over more than most_cleared_m2 close no land.
  [[nodiscard]] std::vector<ClosedArea> areas(const HazardLimits& limits, const PopulationGrid& population,
                                              int threads = 1) const;

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.people_.near, self.people_.far, self.ships_.near, self.ships_.far, self.air_);
  }

 private:
  /// A map that is fine about the pad.
  struct TwoMaps {
    HazardMap near, far;
  };
  struct Piece {
    double pieces = 0, mass_kg = 0, area_m2 = 0, propellant_kg = 0;
  };
  void add(const Landed& at, const AirPath& air, double probability, const Piece& piece);
  void add_in_air(const Landed& at, const AirPath& air, double probability, const Piece& piece);
  void add_in_slab(std::size_t slab, const AirPoint& from, double from_m, const AirPoint& to, double probability,
                   const Piece& piece);
  /// Where one map passes one limit.
  struct Search {
    const HazardMap* map;
    double kernel_m;
    ClosedArea like;
  };
  [[nodiscard]] std::vector<Search> searches(const HazardLimits& limits) const;
  [[nodiscard]] std::vector<ClosedArea> planned(double share) const;
  static std::vector<ClosedArea> found_by(const Search& search);

  TrackPlane plane_;
  Exposed exposed_;
  ExplosiveYield yield_;
  double friction_;
  DebrisSink* next_;
  TwoMaps people_, ships_;
  std::vector<HazardMap> air_;  ///< by slab, the highest first
  std::vector<const FallEnsemble*> planned_;
};

}  // namespace cosmodrome
