#pragma once
#include "cosmodrome/safety/failures.hpp"
#include "cosmodrome/safety/kept_falls.hpp"
#include "cosmodrome/safety/normal_falls.hpp"
#include "cosmodrome/safety/risk.hpp"

namespace cosmodrome {

/// What the failures of a flight mean for people: every impact with the casualty area that its piece has in each
/// shelter, and with the blast of the propellant that it brings down, on a map of people. Hands on what it takes.
class FailureRisk : public DebrisSink {
 public:
  /// `next`: null, or who shall see the impacts too. `friction`: of pieces that slide.
  FailureRisk(const PopulationGrid& population, std::vector<Shelter> shelters, ExplosiveYield yield, double friction,
              DebrisSink* next);

  void take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
            std::size_t falls) override;

  [[nodiscard]] const RiskTally& tally() const { return tally_; }
  /// The same without the falls into ground that nobody is on.
  [[nodiscard]] RiskTally cleared(const ClosedGround& closed) const { return kept_.outside(closed, tally_.shelters()); }

  /// For base/archive.hpp: all that changes as falls are taken.
  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.tally_, self.kept_);
  }

 private:
  RiskTally tally_;
  KeptFalls kept_;
  ExplosiveYield yield_;
  double friction_;
  DebrisSink* next_;
};

/// Of one piece, in each shelter; a blast counts in all of them, as far as it reaches.
std::vector<double> casualty_areas_m2(const DebrisImpact& impact, const std::vector<Shelter>& shelters,
                                      const ExplosiveYield& yield, double friction);

/// What planned falls mean for people: they happen in every flight. An element is an event; its number among the
/// ensembles is its mode and its class.
RiskTally planned_risk(const NormalFalls& falls, const PopulationGrid& population, std::vector<Shelter> shelters,
                       double friction, const ClosedGround& closed);

}  // namespace cosmodrome
