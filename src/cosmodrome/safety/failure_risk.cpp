#include "cosmodrome/safety/failure_risk.hpp"

#include <algorithm>
#include <utility>

namespace cosmodrome {

std::vector<double> casualty_areas_m2(const DebrisImpact& impact, const std::vector<Shelter>& shelters,
                                      const ExplosiveYield& yield, double friction) {
  const FallingPiece piece{impact.mass_kg, impact.area_m2, impact.at.speed_m_s, impact.at.descent_rad};
  const double blast_m2 = impact.propellant_kg > 0 ? exploding_casualty_area_m2(impact.propellant_kg, yield) : 0;
  std::vector<double> areas;
  areas.reserve(shelters.size());
  for (const Shelter& shelter : shelters) {
    areas.push_back(std::max(blast_m2, casualty_area_m2(piece, shelter, friction)));
  }
  return areas;
}

FailureRisk::FailureRisk(const PopulationGrid& population, std::vector<Shelter> shelters, ExplosiveYield yield,
                         double friction, DebrisSink* next)
    : tally_(population, std::move(shelters)),
      kept_(population),
      yield_(std::move(yield)),
      friction_(friction),
      next_(next) {}

void FailureRisk::take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
                       std::size_t falls) {
  for (int mode = 0; mode < response_modes; ++mode) {
    const double probability = second.probability[static_cast<std::size_t>(mode)];
    if (!(probability > 0)) continue;
    std::vector<RiskFall> of_mode;
    for (const DebrisImpact& impact : impacts) {
      if (static_cast<int>(impact.mode) != mode) continue;
      of_mode.push_back({{impact.at.latitude_rad, impact.at.longitude_rad},
                         impact.kind,
                         impact.pieces,
                         casualty_areas_m2(impact, tally_.shelters(), yield_, friction_)});
    }
    const RiskEvent event{second.instant.t_s, second.instant.stage, mode, probability};
    tally_.add(event, of_mode), kept_.add(event, of_mode);
  }
  if (next_ != nullptr) next_->take(second, index, impacts, falls);
}

RiskTally planned_risk(const NormalFalls& falls, const PopulationGrid& population, std::vector<Shelter> shelters,
                       double friction, const ClosedGround& closed) {
  RiskTally tally(population, std::move(shelters));
  for (std::size_t i = 0; i < falls.ensembles.size(); ++i) {
    const FallEnsemble& ensemble = falls.ensembles[i];
    std::vector<RiskFall> down;
    for (const Landed& at : ensemble.points) {
      const GroundPlace place{at.latitude_rad, at.longitude_rad};
      if (closed.holds(place)) continue;
      DebrisImpact impact;
      impact.at = at, impact.mass_kg = ensemble.mass_kg, impact.area_m2 = ensemble.drag_area_m2;
      down.push_back({place, static_cast<int>(i),
                      static_cast<double>(ensemble.bodies) / static_cast<double>(ensemble.released),
                      casualty_areas_m2(impact, tally.shelters(), {}, friction)});
    }
    const double t_s = ensemble.air.empty() ? 0 : ensemble.air.front().begin.t_s;
    tally.add({t_s, -1, static_cast<int>(i), 1}, down);
  }
  return tally;
}

}  // namespace cosmodrome
