#include "cosmodrome/safety/failure_risk.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "cosmodrome/base/angle.hpp"

namespace cosmodrome {
namespace {

/// One cell of one degree at the equator, with so many people.
PopulationGrid village(float people) {
  return PopulationGrid({10 * degree_rad, 0.5 * degree_rad, degree_rad, degree_rad, 1, 1}, {people}, "village");
}

DebrisImpact engine_block() {
  DebrisImpact impact;
  impact.at.latitude_rad = 0, impact.at.longitude_rad = 10.5 * degree_rad;
  impact.at.speed_m_s = 150, impact.at.descent_rad = 80 * degree_rad;
  impact.mode = ResponseMode::break_up, impact.kind = 3;
  impact.pieces = 4, impact.mass_kg = 300, impact.area_m2 = 1;
  return impact;
}

FailureSecond second(double break_up, double turn) {
  FailureSecond second;
  second.instant.t_s = 40, second.instant.stage = 1;
  second.probability[static_cast<std::size_t>(ResponseMode::break_up)] = break_up;
  second.probability[static_cast<std::size_t>(ResponseMode::malfunction_turn)] = turn;
  return second;
}

class Counter : public DebrisSink {
 public:
  void take(const FailureSecond&, std::size_t, std::span<const DebrisImpact> impacts, std::size_t falls) override {
    seen += impacts.size(), all += falls;
  }
  std::size_t seen = 0, all = 0;
};

/// P n A N / S, the one line that it must come to while areas are small.
TEST(FailureRisk, IsProbabilityTimesPiecesTimesAreaTimesDensity) {
  const PopulationGrid people = village(1e5F);
  const std::vector<Shelter> open{{.name = "open", .share = 1, .origin = "test"}};
  Counter next;
  FailureRisk risk(people, open, kerosene_yield(), 0.5, &next);
  const DebrisImpact impact = engine_block();
  risk.take(second(0.01, 0), 0, std::span(&impact, 1), 7);
  const double area_m2 = casualty_area_m2({300, 1, 150, 80 * degree_rad}, open[0], 0.5);
  const double expected = 0.01 * 4 * area_m2 * 1e5 / people.area_m2({0, 0});
  EXPECT_NEAR(risk.tally().total().casualties, expected, 1e-5 * expected);
  EXPECT_NEAR(risk.tally().events().at(0).conditional, 100 * expected, 1e-3 * expected);
  EXPECT_EQ(risk.tally().dominant()->kind, 3);
  EXPECT_EQ(next.seen, 1U);
  EXPECT_EQ(next.all, 7U);
}

TEST(FailureRisk, AnImpactBelongsToItsModeAlone) {
  const PopulationGrid people = village(1e5F);
  FailureRisk risk(people, generic_shelters(), kerosene_yield(), 0.5, nullptr);
  const DebrisImpact impact = engine_block();
  risk.take(second(0.01, 0.02), 0, std::span(&impact, 1), 1);
  EXPECT_NEAR(risk.tally().total().probability, 0.03, 1e-15);
  const auto& modes = risk.tally().modes();
  EXPECT_GT(modes.at(static_cast<int>(ResponseMode::break_up)).casualties, 0);
  EXPECT_EQ(modes.at(static_cast<int>(ResponseMode::malfunction_turn)).casualties, 0);
}

/// 50 t of kerosene and oxygen are 10 t of TNT: 17.9 m/kg^(1/3) x 21.5 = 386 m around, indoors and out.
TEST(FailureRisk, PropellantThatComesDownCountsByItsBlast) {
  DebrisImpact impact = engine_block();
  impact.propellant_kg = 50e3;
  for (const double area_m2 : casualty_areas_m2(impact, generic_shelters(), kerosene_yield(), 0.5)) {
    EXPECT_NEAR(area_m2, std::numbers::pi * 385.6 * 385.6, 0.01 * area_m2);
  }
}

}  // namespace
}  // namespace cosmodrome
