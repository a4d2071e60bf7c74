// When things happen in the flight of Luna-25, and how exactly it is known.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "luna_25.hpp"

namespace cosmodrome {
namespace {

using luna_25::event;
using luna_25::flight;
using luna_25::item;
using luna_25::plan;
using luna_25::stage;

double time_of(const std::string& name) { return event(flight(), name).point.t_s; }

TEST(Events, HappenInTheirOrder) {
  const std::vector<std::string> expected{"lift-off",
                                          "full-thrust",
                                          "pitch-over",
                                          "gravity-turn",
                                          "booster-throttle-step",
                                          "booster-cut-off",
                                          "booster-separation",
                                          "fairing-jettison",
                                          "core-throttle-step",
                                          "core-cut-off",
                                          "third-stage-ignition",
                                          "core-separation",
                                          "tail-section-jettison",
                                          "third-stage-cut-off",
                                          "upper-stage-separation",
                                          "upper-stage-ignition-1",
                                          "upper-stage-cut-off-1",
                                          "end-of-flight"};
  std::size_t next = 0;
  double t = -1e9;
  for (const FlightEvent& one : flight().events) {
    EXPECT_GE(one.point.t_s, t) << one.name;
    t = one.point.t_s;
    if (next < expected.size() && one.name == expected[next]) ++next;
  }
  EXPECT_EQ(next, expected.size()) << "missing or out of order: " << (next < expected.size() ? expected[next] : "");
}

TEST(Events, DelaysAreExact) {
  const auto after = [](const std::string& later, const std::string& earlier) {
    EXPECT_NEAR(time_of(later) - time_of(earlier), plan().model.condition_value[item(later)], 1e-12) << later;
  };
  after("booster-separation", "booster-cut-off");
  after("third-stage-ignition", "core-cut-off");
  after("core-separation", "core-cut-off");
  after("tail-section-jettison", "core-separation");
  after("upper-stage-separation", "third-stage-cut-off");
  after("upper-stage-ignition-1", "upper-stage-separation");
  after("end-of-flight", "upper-stage-cut-off-1");
  EXPECT_EQ(time_of("pitch-over"), plan().model.condition_value[item("pitch-over")]);
}

/// The throttle of a stage by time from its items, and from it the time at which a tank is at a level: by hand.
TEST(Events, TanksRunDryWhenTheirFlowSaysSo) {
  const auto level = [](const std::string& name, std::size_t action) {
    return plan().items[item(name)].actions[action].level;
  };
  const auto over = [](const std::string& name, std::size_t action) {
    return plan().items[item(name)].actions[action].over_s;
  };
  const StageModel<double>& boosters = plan().model.stages[stage("boosters")];
  const double bodies = plan().mission.vehicle.stages[stage("boosters")].count;

  // Counted in seconds of full flow. On the pad; the intermediate step; its ramp; full thrust until the next step.
  const double on_pad = -plan().model.condition_value[item("ignition")];
  const double full_at = plan().model.condition_value[item("full-thrust")];
  const double low = level("ignition", 1), middle = level("lift-off", 0);
  const double ramp = over("full-thrust", 0);
  double used = on_pad * low + full_at * middle + ramp * 0.5 * (middle + 1);
  const double step_kg = plan().model.condition_value[item("booster-throttle-step")] * bodies;
  const double until_step = (boosters.propellant_kg - step_kg) / boosters.flow_kg_s;
  const double step_t = full_at + ramp + (until_step - used);
  EXPECT_NEAR(time_of("booster-throttle-step"), step_t, 1e-9);

  const double down = over("booster-throttle-step", 0), reduced = level("booster-throttle-step", 0);
  const double end_t = step_t + down + (step_kg / boosters.flow_kg_s - down * 0.5 * (1 + reduced)) / reduced;
  EXPECT_NEAR(time_of("booster-cut-off"), end_t, 1e-9);

  // The core: at full thrust from lift-off; its own step before the end.
  const StageModel<double>& core = plan().model.stages[stage("core")];
  const double core_step_kg = plan().model.condition_value[item("core-throttle-step")];
  used = on_pad * level("ignition", 3);
  const double core_step_t = (core.propellant_kg - core_step_kg) / core.flow_kg_s - used;
  EXPECT_NEAR(time_of("core-throttle-step"), core_step_t, 1e-9);
  const double core_down = over("core-throttle-step", 0), core_reduced = level("core-throttle-step", 0);
  const double core_end_t =
      core_step_t + core_down + (core_step_kg / core.flow_kg_s - core_down * 0.5 * (1 + core_reduced)) / core_reduced;
  EXPECT_NEAR(time_of("core-cut-off"), core_end_t, 1e-9);

  // The third stage: full but for half of its start-up.
  const StageModel<double>& third = plan().model.stages[stage("third")];
  EXPECT_NEAR(time_of("third-stage-cut-off"),
              core_end_t + 0.5 * third.start_up_s + third.propellant_kg / third.flow_kg_s, 1e-9);
}

// ------------------------------------------------------------------ conditions on the state, to a nanosecond

/// How fast a quantity changes at an event, from the recorded points around it, to some tens of per cent.
double rate_at(double t_s, const std::function<double(const FlightPoint&)>& quantity) {
  const FlightPoint *before = nullptr, *after = nullptr;
  for (const FlightPoint& point : flight().points) {
    if (point.t_s < t_s - 0.05) before = &point;
    if (!after && point.t_s > t_s + 0.05) after = &point;
  }
  return (quantity(*after) - quantity(*before)) / (after->t_s - before->t_s);
}

void expect_located(const std::string& name, const std::function<double(const FlightPoint&)>& quantity,
                    double threshold) {
  const FlightPoint& at = event(flight(), name).point;
  const double rate = rate_at(at.t_s, quantity);
  ASSERT_NE(rate, 0) << name;
  EXPECT_LT(std::abs((quantity(at) - threshold) / rate), 1e-9)
      << name << ": " << quantity(at) << " instead of " << threshold;
  ::testing::Test::RecordProperty(name + "_ps", static_cast<int>(1e12 * (quantity(at) - threshold) / rate));
}

TEST(Events, HeatingIsLocatedToANanosecond) {
  expect_located(
      "fairing-jettison", [](const FlightPoint& p) { return p.heating_W_m2; },
      plan().model.condition_value[item("fairing-jettison")]);
}

TEST(Events, DynamicPressureIsLocatedToANanosecond) {
  ASSERT_GT(time_of("closed-loop-guidance"), time_of("booster-separation")) << "it held already as it was armed";
  expect_located(
      "closed-loop-guidance", [](const FlightPoint& p) { return p.dynamic_pressure_Pa; },
      plan().model.condition_value[item("closed-loop-guidance")]);
}

TEST(Events, TheGravityTurnBeginsWhenTheVelocityHasLeanedOver) {
  const auto lean_rad = [](const FlightPoint& p) {
    const auto vertical = gcrf_to_itrf(plan().world.earth, p.t_s).inverse() * plan().pad_up;
    return angle_rad(vertical, p.velocity_m_s - cross(plan().world.earth_rate_rad_s, p.position_m));
  };
  expect_located("gravity-turn", lean_rad, plan().pitch_over_rad);
}

TEST(Events, CutOffCountsTheTailOff) {
  const StageModel<double>& fregat = plan().model.stages[stage("fregat")];
  const double impulse_Ns = 0.5 * fregat.tail_off_s * fregat.thrust_vacuum_N;
  const double mu = plan().world.gravity.gm_m3_s2();
  const double wanted = -0.5 * mu / plan().targets.back().guidance.semi_major_axis_m;
  const FlightPoint& at = event(flight(), "upper-stage-cut-off-1").point;
  const auto energy = [&](const Vec3<double, Gcrf>& v) { return 0.5 * squared_norm(v) - mu / norm(at.position_m); };
  const double rate = fregat.thrust_vacuum_N / at.mass_kg * norm(at.velocity_m_s);
  EXPECT_LT(std::abs(energy(at.velocity_m_s + at.axis * (impulse_Ns / at.mass_kg)) - wanted) / rate, 1e-9);
  // And once the engine is quiet, the energy is the target's: to what the change of mass (0.6 kg of 7 t) and of
  // direction leave of the tail-off's 0.28 m/s, and J2 does in 0.2 s, at most 0.01 m/s2. Together below 0.01 m/s.
  const auto quiet = std::find_if(flight().points.begin(), flight().points.end(),
                                  [&](const FlightPoint& p) { return p.t_s > at.t_s && p.thrust_N == 0; });
  ASSERT_NE(quiet, flight().points.end());
  const double left = 0.5 * squared_norm(quiet->velocity_m_s) - mu / norm(quiet->position_m) - wanted;
  EXPECT_NEAR(left / norm(quiet->velocity_m_s), 0, 0.01);
  RecordProperty("quiet_um_s", static_cast<int>(1e6 * left / norm(quiet->velocity_m_s)));
}

}  // namespace
}  // namespace cosmodrome
