#include "cosmodrome/campaign/sampler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "cosmodrome/base/normal_distribution.hpp"
#include "cosmodrome/campaign/statistics.hpp"

namespace cosmodrome {
namespace {

using Kind = Distribution::Kind;
using Sampling = DisperseRequest::Sampling;

/// One stage with an engine, 100 t of propellant, and a payload.
Mission small() {
  Mission mission;
  Engine engine;
  engine.id = "motor", engine.thrust_vacuum_N = 2e6, engine.isp_vacuum_s = 300;
  Stage stage;
  stage.id = "core", stage.dry_mass_kg = 8e3, stage.propellant_kg = 100e3, stage.residual_kg = 1e3, stage.count = 2;
  stage.engine = "motor";
  mission.vehicle.engines = {engine};
  mission.vehicle.stages = {stage};
  mission.payloads = {{"it", 1000}};
  return mission;
}

Mission varied(Sampling sampling) {
  Mission mission = small();
  mission.disperse.seed = 11;
  mission.disperse.sampling = sampling;
  mission.disperse.figures = {{"stage.*.thrust", {Kind::normal, true, 0, {0.0, 0.01}, {}}},
                              {"payload.mass", {Kind::uniform, false, 0, {-10, 10}, {}}}};
  return mission;
}

struct Drawn {
  explicit Drawn(const Mission& mission, std::uint64_t flight) : sampler(mission) {
    model = make_model(mission.vehicle, 1000);
    values.resize(sampler.figures().size());
    sampler.draw(flight, model, values);
  }
  Sampler sampler;
  VehicleModel<double> model;
  std::vector<double> values;
};

TEST(Sampler, DeviatesTheModelAsItSays) {
  const Mission mission = varied(Sampling::plain);
  const VehicleModel<double> nominal = make_model(mission.vehicle, 1000);
  const Drawn drawn(mission, 3);
  ASSERT_EQ(drawn.values.size(), 2U);
  const double share = drawn.values[0] / 2e6;
  EXPECT_NE(share, 1);
  EXPECT_NEAR(drawn.model.stages[0].thrust_vacuum_N, share * nominal.stages[0].thrust_vacuum_N, 1e-6);
  EXPECT_NEAR(drawn.model.stages[0].flow_kg_s, share * nominal.stages[0].flow_kg_s, 1e-9);  // the isp stays
  EXPECT_EQ(drawn.model.payload_mass_kg, drawn.values[1]);
}

TEST(Sampler, DependsOnSeedAndFlightAlone) {
  const Mission mission = varied(Sampling::plain);
  EXPECT_EQ(Drawn(mission, 7).values, Drawn(mission, 7).values);
  EXPECT_NE(Drawn(mission, 7).values, Drawn(mission, 8).values);
  Mission other = mission;
  other.disperse.seed = 12;
  EXPECT_NE(Drawn(mission, 7).values, Drawn(other, 7).values);
}

/// Residuals become ballast: the mass stays.
TEST(Sampler, ResidualsStayAboard) {
  Mission mission = small();
  mission.disperse.figures = {{"stage.core.residual", {Kind::uniform, false, 0, {200, 200}, {}}}};
  const VehicleModel<double> nominal = make_model(mission.vehicle, 1000);
  const Drawn drawn(mission, 0);
  EXPECT_EQ(drawn.model.stages[0].propellant_kg, nominal.stages[0].propellant_kg - 400);  // of two bodies
  EXPECT_EQ(drawn.model.lift_off_mass_kg(), nominal.lift_off_mass_kg());
}

TEST(Sampler, LatinHypercubeHasOneValueInEachStratum) {
  const Mission mission = varied(Sampling::latin_hypercube);
  const Sampler sampler(mission);
  for (const std::uint64_t first : {std::uint64_t{0}, 5 * Sampler::strata}) {
    std::vector<int> hits(Sampler::strata);
    for (std::uint64_t i = 0; i < Sampler::strata; ++i) {
      VehicleModel<double> model = make_model(mission.vehicle, 1000);
      std::array<double, 2> values{};
      sampler.draw(first + i, model, values);
      ++hits[static_cast<std::size_t>((values[1] - 990) / 20 * Sampler::strata)];
    }
    EXPECT_TRUE(std::all_of(hits.begin(), hits.end(), [](int n) { return n == 1; }));
  }
}

/// The mean of a smooth function of the draws: of 4,096 plain ones it errs by its sigma / 64, of even ones by less than
/// a tenth of that.
TEST(Sampler, EvenDrawsKnowMeansBetter) {
  for (const Sampling sampling : {Sampling::latin_hypercube, Sampling::sobol}) {
    const Mission mission = varied(sampling);
    const Sampler sampler(mission);
    double sum = 0;
    for (std::uint64_t i = 0; i < 4096; ++i) {
      VehicleModel<double> model = make_model(mission.vehicle, 1000);
      std::array<double, 2> values{};
      sampler.draw(i, model, values);
      sum += (values[0] / 2e6 - 1) / 0.01 + (values[1] - 1000) / 5.7735;
    }
    EXPECT_NEAR(sum / 4096, 0, 0.1 * std::sqrt(2.0) / 64);
  }
}

TEST(Sampler, SetsHaveTheirCorrelation) {
  Mission mission = small();
  mission.disperse.sets = {
      {"batch", {"stage.core.thrust", "stage.core.isp"}, {0.01, 3}, {true, false}, {{1, -0.6}, {-0.6, 1}}}};
  const Sampler sampler(mission);
  Covariance covariance(2);
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    VehicleModel<double> model = make_model(mission.vehicle, 1000);
    std::array<double, 2> values{};
    sampler.draw(i, model, values);
    covariance.add({values[0], values[1]}, 1);
  }
  // Standard errors: 0.5 % of a sigma, 0.7 % x (1 - 0.36) of the correlation; four of them.
  EXPECT_NEAR(std::sqrt(covariance.at(0, 0)), 2e4, 400);
  EXPECT_NEAR(std::sqrt(covariance.at(1, 1)), 3, 0.06);
  EXPECT_NEAR(covariance.at(0, 1) / std::sqrt(covariance.at(0, 0) * covariance.at(1, 1)), -0.6, 0.02);
}

/// A known distribution pushed through a closed form: the ideal velocity isp g ln(m0 / m1) of a stage whose isp is
/// normal is normal with a known sigma.
TEST(Sampler, PushedThroughRocketEquationScattersAsItsClosedForm) {
  Mission mission = small();
  mission.disperse.figures = {{"stage.core.isp", {Kind::normal, true, 0, {0.0, 0.01}, {}}}};
  const Sampler sampler(mission);
  Moments moments;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    VehicleModel<double> model = make_model(mission.vehicle, 1000);
    std::array<double, 1> values{};
    sampler.draw(i, model, values);
    const StageModel<double>& stage = model.stages[0];
    const double m0 = model.lift_off_mass_kg(), m1 = m0 - stage.propellant_kg;
    moments.add(stage.thrust_vacuum_N / stage.flow_kg_s * std::log(m0 / m1), 1);
  }
  const double nominal = 300 * 9.80665 * std::log(217e3 / 19e3);
  EXPECT_NEAR(moments.mean, nominal, 4 * 0.01 * nominal / std::sqrt(20'000.0));
  EXPECT_NEAR(moments.deviation() / (0.01 * nominal), 1, 4 / std::sqrt(2 * 20'000.0));
}

TEST(Figures, MatchByNameAndStar) {
  EXPECT_TRUE(path_matches("stage.*.thrust", "stage.core.thrust"));
  EXPECT_TRUE(path_matches("stage.core.*", "stage.core.thrust"));
  EXPECT_FALSE(path_matches("stage.*", "stage.core.thrust"));
  EXPECT_FALSE(path_matches("stage.core.thrust.x", "stage.core.thrust"));
  EXPECT_FALSE(path_matches("", "stage"));
}

/// All numbers of a model: from its stages on it is nothing but doubles.
std::vector<double> numbers(const VehicleModel<double>& model) {
  const auto counts =
      static_cast<std::size_t>(reinterpret_cast<const char*>(&model.stages) - reinterpret_cast<const char*>(&model));
  std::vector<double> all((sizeof model - counts) / sizeof(double));
  std::memcpy(all.data(), &model.stages, all.size() * sizeof(double));
  return all;
}

/// Every figure moves something in the model, by as much as it says, and nothing moves when nothing deviates.
TEST(Figures, EachMovesTheModel) {
  const Mission mission = small();
  for (const Figure& figure : figures_of(mission)) {
    const VehicleModel<double> nominal = make_model(mission.vehicle, 1000);
    VehicleModel<double> moved = nominal, still = nominal;
    deviate(figure, 0.01, moved);
    deviate(figure, 0.0, still);
    EXPECT_NE(numbers(moved), numbers(nominal)) << figure.path;
    EXPECT_EQ(numbers(still), numbers(nominal)) << figure.path;
  }
}

}  // namespace
}  // namespace cosmodrome
