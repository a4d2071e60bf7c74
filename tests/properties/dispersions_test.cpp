// Vehicles that are not as planned: every flight meets its target, or says what it lacked.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "cosmodrome/flight/judge.hpp"
#include "cosmodrome/mission/figures.hpp"
#include "luna_25.hpp"

namespace cosmodrome {
namespace {

constexpr double width = 0.03;

const Plan& plan_of(const std::string& mission) {
  static std::map<std::string, Plan> plans;
  auto found = plans.find(mission);
  if (found == plans.end()) found = plans.emplace(mission, make_plan(luna_25::mission(mission))).first;
  return found->second;
}

/// All figures of a vehicle that may be off, in a fixed order: thrust, flow and masses of each stage, payload, the
/// density of the air and the drag.
std::vector<double*> figures_of(VehicleModel<double>& model) {
  std::vector<double*> figures;
  for (int i = 0; i < model.stage_count; ++i) {
    StageModel<double>& one = model.stages[static_cast<std::size_t>(i)];
    figures.insert(figures.end(), {&one.thrust_vacuum_N, &one.flow_kg_s, &one.empty_mass_kg, &one.propellant_kg});
  }
  figures.insert(figures.end(), {&model.payload_mass_kg, &model.density_factor, &model.drag_factor});
  return figures;
}

/// Each figure alone, 3 % below and above what was planned.
std::vector<VehicleModel<double>> one_off(const Plan& plan) {
  std::vector<VehicleModel<double>> models;
  VehicleModel<double> nominal = plan.model;
  for (std::size_t k = 0; k < figures_of(nominal).size(); ++k) {
    for (const double factor : {1 - width, 1 + width}) {
      models.push_back(nominal);
      *figures_of(models.back())[k] *= factor;
    }
  }
  return models;
}

/// All figures off at once, each anywhere within 3 %.
std::vector<VehicleModel<double>> all_off(const Plan& plan, std::uint64_t count) {
  std::vector<VehicleModel<double>> models;
  for (std::uint64_t n = 0; n < count; ++n) {
    models.push_back(plan.model);
    std::uint32_t parameter = 0;
    for (double* figure : figures_of(models.back())) {
      const double share =
          static_cast<double>(random_bits({.seed = 3, .flight = n, .parameter = parameter++}) >> 11) * 0x1p-53;
      *figure *= 1 + width * (2 * share - 1);
    }
  }
  return models;
}

struct Tally {
  int met = 0, missed = 0, down = 0;
  double worst_apsis_m = 0;  ///< of flights on their target
};

/// What is missing over all legs, as the recorded flight of the same vehicle says.
double missing_m_s(const Flight& flight) {
  double sum = 0;
  for (const TargetResult& target : flight.targets) sum += std::max(0.0, target.missing_velocity_m_s);
  return sum;
}

/// A flight that is not met must say which leg ran out of propellant and what was missing then.
void expect_cause(const Plan& plan, const VehicleModel<double>& model, const EndVerdict& verdict) {
  Plan alone = plan;
  alone.model = model;
  const Flight flight = fly(alone, FlyOptions{.follow_dropped = false});
  EXPECT_EQ(flight.outcome, verdict.outcome) << to_string(flight.outcome) << " " << flight.cause;
  EXPECT_NE(flight.cause.find("the propellant ran out"), std::string::npos) << flight.cause;
  EXPECT_GT(missing_m_s(flight), 0) << flight.cause;
  EXPECT_NE(verdict.cause.find("the propellant ran out"), std::string::npos) << verdict.cause;
}

/// A flight may end in three ways: on its target, with the stage of a leg empty too early, or on the ground because of
/// that. Never with propellant left and no orbit.
Tally expect_honest(const Plan& plan, const std::vector<VehicleModel<double>>& models) {
  Tally tally;
  const auto ends = fly_ends_in_lanes(plan, models);
  for (std::size_t n = 0; n < ends.size(); ++n) {
    const EndVerdict verdict = judge_end(plan, ends[n]);
    SCOPED_TRACE("flight " + std::to_string(n));
    EXPECT_TRUE(ends[n].lifted_off);
    if (verdict.outcome == Outcome::target_met) {
      EXPECT_TRUE(verdict.cause.empty());
      ++tally.met;
      const Target& asked = plan.mission.targets.back();
      tally.worst_apsis_m =
          std::max({tally.worst_apsis_m, std::abs(verdict.reached.perigee_altitude_m - asked.perigee_altitude_m),
                    std::abs(verdict.reached.apogee_altitude_m - asked.apogee_altitude_m)});
      continue;
    }
    const bool missed = verdict.outcome == Outcome::target_missed;
    EXPECT_TRUE(missed || verdict.outcome == Outcome::impact) << to_string(verdict.outcome) << ": " << verdict.cause;
    (missed ? tally.missed : tally.down)++;
    if (tally.missed + tally.down <= 12) expect_cause(plan, models[n], verdict);  // each is a recorded flight more
  }
  return tally;
}

void record(const Tally& tally) {
  ::testing::Test::RecordProperty("met", tally.met);
  ::testing::Test::RecordProperty("missed", tally.missed);
  ::testing::Test::RecordProperty("down", tally.down);
  ::testing::Test::RecordProperty("worst_apsis_m", static_cast<int>(tally.worst_apsis_m));
}

/// These have propellant to spare for whatever 3 % can do: all of them must meet their target.
bool has_to_spare(const std::string& mission) {
  return mission == "luna-25" || mission == "meteor-m2-2-2019" || mission == "lomonosov-2016" ||
         mission == "angara-a5-2024" || mission == "electron-sso";
}

class Dispersed : public ::testing::TestWithParam<std::string> {};

TEST_P(Dispersed, OneFigureOff) {
  const Plan& plan = plan_of(GetParam());
  const auto models = one_off(plan);
  const Tally tally = expect_honest(plan, models);
  record(tally);
  if (has_to_spare(GetParam())) {
    EXPECT_EQ(static_cast<std::size_t>(tally.met), models.size());
  }
}

TEST_P(Dispersed, AllFiguresOff) {
  const Plan& plan = plan_of(GetParam());
  const Tally tally = expect_honest(plan, all_off(plan, 240));
  record(tally);
  if (has_to_spare(GetParam())) {
    EXPECT_EQ(tally.met, 240);
  }
}

/// The orbit of a flight whose guidance was told another target: `path` off by `deviation`.
OrbitElements reached_if_told(const Plan& plan, const std::string& path, double deviation) {
  VehicleModel<double> model = plan.model;
  for (const Figure& figure : cosmodrome::figures_of(plan.mission)) {
    if (figure.path == path) deviate(figure, deviation, model);
  }
  return judge_end(plan, fly_ends(plan, std::vector{model})[0]).reached;
}

TEST(Target, GuidanceGoesWhereItWasTold) {
  const Plan& plan = plan_of("luna-25");
  const OrbitElements asked = reached_if_told(plan, "none", 0);
  constexpr double metres = 50, radians = 1e-5;  // what guidance and its cut-off leave, with J2 over the flight's end
  const OrbitElements wider = reached_if_told(plan, "target.parking-orbit.apogee", 3000);
  EXPECT_NEAR(wider.apogee_altitude_m - asked.apogee_altitude_m, 3000, metres);
  EXPECT_NEAR(wider.perigee_altitude_m - asked.perigee_altitude_m, 0, metres);
  const OrbitElements lower = reached_if_told(plan, "target.parking-orbit.perigee", -3000);
  EXPECT_NEAR(lower.perigee_altitude_m - asked.perigee_altitude_m, -3000, metres);
  const OrbitElements tilted = reached_if_told(plan, "target.parking-orbit.inclination", 2e-3);
  EXPECT_NEAR(tilted.inclination_rad - asked.inclination_rad, 2e-3, radians);
  Mission fixed = plan.mission;
  fixed.targets[0].raan_rad = asked.raan_rad;
  const Plan in_plane = make_plan(fixed);
  const OrbitElements turned = reached_if_told(in_plane, "target.parking-orbit.raan", 2e-3);
  EXPECT_NEAR(turned.raan_rad - reached_if_told(in_plane, "none", 0).raan_rad, 2e-3, radians);
}

INSTANTIATE_TEST_SUITE_P(Missions, Dispersed,
                         ::testing::Values("luna-25", "meteor-m2-2-2019", "soyuz-ms-crew", "lomonosov-2016",
                                           "angara-a5-2024", "falcon-9-leo", "electron-sso"),
                         [](const auto& item) {
                           std::string name = item.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace cosmodrome
