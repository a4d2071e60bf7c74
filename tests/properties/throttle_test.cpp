// A throttle that the optimiser may choose: it keeps limits, gains by freedom, obeys the first-order conditions, and
// flies as a table that a mission file states.
#include <gtest/gtest.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_mission.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "cosmodrome/optimize/leg_equations.hpp"
#include "cosmodrome/optimize/mission_of.hpp"
#include "cosmodrome/optimize/optimize_ascent.hpp"
#include "equal_ends.hpp"
#include "second_derivatives.hpp"

namespace cosmodrome {
namespace {

constexpr double limit_m_s2 = 35;

std::string falcon_text(const std::string& optimize) {
  return "[mission]\nname = \"F\"\nsite = \"cape-canaveral/SLC-40\"\nvehicle = \"falcon-9-block-5\"\n"
         "liftoff = 2026-06-01T12:00:00Z\n[[payload]]\nname = \"P\"\nmass = \"18 t\"\n"
         "[[target]]\nat = \"orbit\"\norbit = { altitude = \"200 km\", inclination = \"28.5 deg\" }\n[optimize]\n" +
         optimize;
}

Mission angara() { return load_mission(COSMODROME_SOURCE_DIR "/tests/validation/payload/angara-a5-plesetsk.toml"); }

OptimizedAscent optimum_of(const Mission& mission) {
  return optimize_ascent(make_plan(mission), ascent_options(mission.optimize));
}

struct Limited {
  std::string text = falcon_text("free_throttle = [\"first\"]\nmax_axial_acceleration = \"35 m/s2\"\n");
  Mission mission = read_mission_text(text, "falcon.toml");
  OptimizedAscent optimum = optimum_of(mission);
};

const Limited& limited() {
  static const Limited the_one;
  return the_one;
}

const OptimizedAscent& angara_throttled() {
  static const OptimizedAscent the_one = [] {
    Mission mission = angara();
    mission.optimize.free_throttle = {"centre"};
    return optimum_of(mission);
  }();
  return the_one;
}

double peak_acceleration_m_s2(const Flight& flight) {
  double peak = 0;
  for (const FlightPoint& point : flight.points) peak = std::max(peak, point.acceleration_m_s2);
  return peak;
}

TEST(Throttle, ALimitOnAccelerationIsKeptAndCostsPayload) {
  ASSERT_TRUE(limited().optimum.confirmed) << limited().optimum.why;
  const Flight flown = fly(limited().optimum.reflight->plan, FlyOptions{.follow_dropped = false});
  EXPECT_NEAR(peak_acceleration_m_s2(flown), limit_m_s2, 0.002 * limit_m_s2);
  const OptimizedAscent unlimited = optimum_of(read_mission_text(falcon_text(""), "falcon.toml"));
  ASSERT_TRUE(unlimited.confirmed) << unlimited.why;
  EXPECT_LT(limited().optimum.payload_kg(), unlimited.payload_kg() - 10);
  EXPECT_GT(limited().optimum.payload_kg(), 0.98 * unlimited.payload_kg());
}

/// The sequence throttles the centre by steps, at times that its file estimates; the optimiser knows better.
TEST(Throttle, FreedomLiftsMoreThanTheSequencesSteps) {
  const OptimizedAscent by_steps = optimum_of(angara());
  ASSERT_TRUE(by_steps.confirmed) << by_steps.why;
  ASSERT_TRUE(angara_throttled().confirmed) << angara_throttled().why;
  EXPECT_GT(angara_throttled().payload_kg(), by_steps.payload_kg() + 100);
}

/// Pontryagin's principle: the Hamiltonian is linear in the throttle, so where no limit holds it, the throttle is at
/// the end to which the slope leads. The slope is taken from the costates and the equations of motion.
TEST(Throttle, IsWhereTheSwitchingFunctionPutsIt) {
  const OptimizedAscent& optimum = angara_throttled();
  struct Point {
    double slope, level, least, most;
  };
  std::vector<Point> points;
  double steepest = 0;
  for (std::size_t p = 0; p < optimum.ascent.legs.size(); ++p) {
    const ThrottledBurn& throttle = optimum.ascent.throttled[p];
    if (!throttle.free()) continue;
    const ControlPhase& problem = optimum.ascent.problem.phases[p];
    const PhaseSolution& phase = optimum.control.solution.phases[p];
    for (std::size_t j = 0; j < phase.controls.size(); ++j) {
      const auto hamiltonian = [&](double level) {
        std::vector<double> in = phase.states[j + 1];
        in.insert(in.end(), phase.controls[j].begin(), phase.controls[j].end());
        in.back() = level;
        in.push_back(phase.t[j + 1]);
        std::vector<double> out(static_cast<std::size_t>(problem.equations->outputs()));
        problem.equations->values(in.data(), out.data());
        double sum = 0;
        for (std::size_t i = 0; i < phase.costates[j].size(); ++i) sum += phase.costates[j][i] * out[i];
        return sum;
      };
      points.push_back({hamiltonian(throttle.most) - hamiltonian(throttle.least), phase.controls[j].back(),
                        throttle.least, throttle.most});
      steepest = std::max(steepest, std::abs(points.back().slope));
    }
  }
  int decided = 0, down = 0;
  for (const Point& point : points) {
    // Nearer to the switch the polynomials, and what the fuller throttle is given, blur it.
    if (std::abs(point.slope) < 0.05 * steepest) continue;
    ++decided;
    down += point.slope > 0 ? 1 : 0;
    EXPECT_NEAR(point.level, point.slope < 0 ? point.most : point.least, 0.01);
  }
  EXPECT_GT(decided, 20);
  EXPECT_GT(down, 0);
  EXPECT_LT(down, decided);
}

TEST(Throttle, ItsFileFliesToTheSameEnd) {
  const Plan& reflight = limited().optimum.reflight.value().plan;
  const std::string text =
      write_mission(parse_document(limited().text, "falcon.toml"), limited().mission, mission_of(reflight));
  const Mission mission = read_mission_text(text, "optimized.toml");
  ASSERT_EQ(mission.throttle_tables.size(), 1U);
  EXPECT_LT(mission.throttle_tables[0].t_s.size(), 200U);
  const Plan plan = make_plan(mission);
  const Flight flight = fly(plan, FlyOptions{.follow_dropped = false});
  EXPECT_EQ(flight.outcome, Outcome::target_met) << flight.cause;
  EXPECT_NEAR(peak_acceleration_m_s2(flight), limit_m_s2, 0.002 * limit_m_s2);
  // And in lanes, each with a thrust of its own, as alone.
  std::vector<VehicleModel<double>> models(20, plan.model);
  for (std::size_t i = 0; i < models.size(); ++i)
    models[i].stages[0].thrust_vacuum_N *= 1 + 1e-3 * static_cast<double>(i);
  const auto alone = fly_ends(plan, models), together = fly_ends_in_lanes(plan, models);
  ASSERT_EQ(alone.size(), together.size());
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_TRUE(same_bits(alone[i], together[i])) << i;
  EXPECT_NE(alone[1].position_m.x, alone[0].position_m.x);
}

TEST(Throttle, SaysWhatCannotBeThrottled) {
  const Plan plan = make_plan(angara());
  const auto said = [&](std::vector<std::string> stages) -> std::string {
    AscentOptions options;
    options.free_throttle = std::move(stages);
    try {
      make_ascent_problem(plan, options);
    } catch (const InputError& error) {
      return error.what();
    }
    return "nothing";
  };
  EXPECT_NE(said({"wings"}).find("no stage 'wings'"), std::string::npos) << said({"wings"});
  EXPECT_NE(said({"third"}).find("one level"), std::string::npos) << said({"third"});
  EXPECT_NE(said({"side", "centre"}).find("at the same time"), std::string::npos) << said({"side", "centre"});
}

/// Exact derivatives of the equations with throttle, in thick air and above it, steered or not.
TEST(Throttle, DerivativesEqualDifferences) {
  const Plan& plan = limited().optimum.reflight->plan;
  const auto world = std::make_shared<World>(plan.world);
  for (const bool steers : {false, true}) {
    for (const Leg& leg : limited().optimum.ascent.legs) {
      if (!leg.burns() || leg::has_clock(leg.mode)) continue;
      const auto equations = leg::throttled(world, leg.mode, 0, steers,
                                            {{.q_alpha = steers, .dynamic_pressure = true}, true, true, 1e-3, 1.0});
      const auto outputs = static_cast<std::size_t>(equations->outputs());
      std::vector<double> in, size{1e4, 1e4, 1e4, 10, 10, 10, 1e2};
      for (std::size_t i = 0; i < point_mass_size; ++i) in.push_back(0.5 * (leg.y.front()[i] + leg.y.back()[i]));
      if (steers) in.insert(in.end(), {leg.axis[0].x + 0.05, leg.axis[0].y, leg.axis[0].z});
      if (steers) size.insert(size.end(), {1e-2, 1e-2, 1e-2});
      in.push_back(0.8), size.push_back(0.1);
      in.push_back(0.5 * (leg.begin_s() + leg.end_s())), size.push_back(1);
      std::vector<double> weights(outputs, 0.7);
      if (steers) weights[8] = 1e-9;
      weights[outputs - 4] = 1e-5;
      expect_second_derivatives(*equations, in, weights, size, leg.begin_s());
    }
  }
}

}  // namespace
}  // namespace cosmodrome
