#include "cosmodrome/safety/risk.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/philox.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;

/// `density` people per square metre everywhere, on cells of some degrees between 60 S and 60 N.
PopulationGrid even(double degrees, double density) {
  const int rows = static_cast<int>(std::lround(120 / degrees)), columns = 3 * rows;
  const PopulationGrid::Frame frame{-pi, 60 * degree, degrees * degree, degrees * degree, columns, rows};
  const PopulationGrid areas(
      frame, std::vector<float>(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns)), "areas");
  std::vector<float> people;
  for (int row = 0; row < rows; ++row) {
    people.insert(people.end(), static_cast<std::size_t>(columns),
                  static_cast<float>(density * areas.area_m2({0, row})));
  }
  return {frame, people, "even"};
}

std::vector<Shelter> open_air() { return {{"open", 1, 0, 0.5, 1, ""}}; }

std::vector<RiskFall> spread(const GroundPlace& centre, double sigma_m, int count, double pieces, double area_m2) {
  const LocalPlane plane(centre);
  std::vector<RiskFall> falls;
  for (int i = 0; i < count; ++i) {
    const auto n = static_cast<std::uint64_t>(i);
    falls.push_back({plane.to_place({sigma_m * random_normal({3, n, 0, 0}), sigma_m * random_normal({3, n, 1, 0})}),
                     i % 3,
                     pieces / count,
                     {area_m2}});
  }
  return falls;
}

TEST(Risk, of_an_even_density_is_probability_times_area_times_density) {
  const double density = 32.8e-6;
  const PopulationGrid map = even(0.5, density);
  RiskTally tally(map, open_air());
  tally.add({10, 0, 1, 0.01}, spread({0.4, 1}, 20e3, 500, 1, 10));
  // P A N / A; people are kept with seven digits, and 1 - exp(-x) is x to x / 2 = 1e-9.
  EXPECT_NEAR(tally.total().casualties / (0.01 * 10 * density), 1, 1e-6);
  EXPECT_NEAR(tally.events()[0].conditional / (10 * density), 1, 1e-6);
  EXPECT_NEAR(tally.total().effective_falls(), 500, 0.01);
}

TEST(Risk, does_not_hang_on_place_or_cells) {
  const PopulationGrid map = even(0.5, 1e-5), fine = map.halved();
  double reference = 0;
  for (const double shift : {0.0, 0.13, 0.251, 1.7, 3.14}) {
    RiskTally coarse_tally(map, open_air()), fine_tally(fine, open_air());
    const auto falls = spread({0.3, 1 + shift}, 30e3, 300, 200, 5);
    coarse_tally.add({0, 0, 0, 0.1}, falls);
    fine_tally.add({0, 0, 0, 0.1}, falls);
    EXPECT_NEAR(fine_tally.total().casualties / coarse_tally.total().casualties, 1, 0.02);
    if (reference == 0) reference = coarse_tally.total().casualties;
    EXPECT_NEAR(coarse_tally.total().casualties / reference, 1, 1e-5);
  }
}

TEST(Risk, never_hurts_more_people_than_there_are) {
  const PopulationGrid map({0, degree, degree, degree, 2, 1}, {100, 40}, "two");
  RiskTally tally(map, open_air());
  std::vector<RiskFall> falls;
  for (int i = 0; i < 10; ++i) falls.push_back({{0.5 * degree, 0.5 * degree}, 0, 1e9, {1e6}});
  tally.add({0, 0, 0, 1}, falls);
  EXPECT_NEAR(tally.total().casualties, 100, 1e-9);
  // Two cells: each its own.
  falls.push_back({{0.5 * degree, 1.5 * degree}, 0, 1, {map.area_m2({1, 0}) / 10}});
  RiskTally both(map, open_air());
  both.add({0, 0, 0, 1}, falls);
  EXPECT_NEAR(both.total().casualties, 100 + 40 * -std::expm1(-0.1), 1e-4);
}

TEST(Risk, is_the_sum_of_its_parts) {
  const PopulationGrid map = even(0.5, 1e-4);
  RiskTally tally(map, {{"open", 0.3, 0, 0.5, 1, ""}, {"roof", 0.7, 1e4, 0.5, 1, ""}});
  double probability = 0;
  for (int i = 0; i < 40; ++i) {
    auto falls = spread({0.2 + 0.01 * i, 0.1 * i}, 20e3, 60, 30 + i, 4);
    for (RiskFall& fall : falls) fall.casualty_area_m2 = {4, 0.5 + fall.kind};
    tally.add({static_cast<double>(i), i / 15, i % 4, 0.001 / 3}, falls);
    probability += 0.001 / 3;
  }
  const double all = tally.total().casualties;
  const auto sum = [](const std::map<int, RiskPart>& parts) {
    double casualties = 0;
    for (const auto& [key, part] : parts) casualties += part.casualties;
    return casualties;
  };
  EXPECT_NEAR(sum(tally.stages()) / all, 1, 1e-12);
  EXPECT_NEAR(sum(tally.modes()) / all, 1, 1e-12);
  EXPECT_NEAR(sum(tally.kinds()) / all, 1, 1e-12);
  double by_cell = 0, by_second = 0, by_shelter = 0, of_modes = 0;
  for (const auto& cell : tally.cells()) by_cell += cell.part.casualties;
  for (const auto& second : tally.events()) by_second += second.probability * second.conditional;
  for (const auto& part : tally.by_shelter()) by_shelter += part.casualties;
  for (const auto& [mode, part] : tally.modes()) of_modes += part.probability;
  EXPECT_NEAR(by_cell / all, 1, 1e-12);
  EXPECT_NEAR(by_second / all, 1, 1e-12);
  EXPECT_NEAR(by_shelter / all, 1, 1e-12);
  EXPECT_NEAR(of_modes, probability, 1e-12);
  EXPECT_GE(tally.cells().front().part.casualties, tally.cells().back().part.casualties);
  const auto dominant = tally.dominant();
  ASSERT_TRUE(dominant);
  EXPECT_EQ(dominant->kind, 2);  // the largest under roofs
  EXPECT_GT(dominant->share, 0);
  EXPECT_LT(dominant->share, 1);
}

TEST(Risk, of_the_open_sea_is_none) {
  const PopulationGrid map({0, degree, degree, degree, 2, 1}, {0, 0}, "sea");
  RiskTally tally(map, open_air());
  tally.add({0, 0, 0, 1}, std::vector<RiskFall>{{{0.5 * degree, 0.5 * degree}, 0, 10, {5}}, {{1, 2}, 0, 10, {5}}});
  EXPECT_EQ(tally.total().casualties, 0);
  EXPECT_EQ(tally.total().probability, 1);
  EXPECT_FALSE(tally.dominant());
  EXPECT_EQ(risk_interval(tally.total(), {{"n", 1}}).high, 0);
}

TEST(Risk, refuses_what_is_no_probability) {
  const PopulationGrid map = even(10, 1e-6);
  RiskTally tally(map, open_air());
  EXPECT_THROW(tally.add({0, 0, 0, 1.5}, {}), InputError);
  EXPECT_THROW(tally.add({0, 0, 0, NAN}, {}), InputError);
  EXPECT_THROW(tally.add({0, 0, 0, 0.5}, std::vector<RiskFall>{{{0, 0}, 0, -1, {1}}}), InputError);
  EXPECT_THROW(tally.add({0, 0, 0, 0.5}, std::vector<RiskFall>{{{0, 0}, 0, 1, {1, 2}}}), InputError);
  EXPECT_THROW(RiskTally(map, {{"open", 0.5, 0, 0.5, 1, ""}}), InputError);
}

TEST(Risk, of_one_person_is_the_union_of_all_events) {
  IndividualRisk risk;
  for (int i = 0; i < 3; ++i) risk.add(0.5, 1e9);
  EXPECT_NEAR(risk.probability(), 1 - 0.125, 1e-12);
  IndividualRisk rare;
  for (int i = 0; i < 1000; ++i) rare.add(1e-5, 1e-7);
  EXPECT_NEAR(rare.probability() / 1e-9, 1, 1e-6);
  IndividualRisk sure;
  sure.add(1, 1e9);
  EXPECT_EQ(sure.probability(), 1);
}

TEST(Risk, is_told_with_its_uncertainty) {
  RiskPart part;
  part.casualties = 1e-4, part.squares = 1e-8 / 10'000;
  const auto interval = risk_interval(part, {{"pieces", std::log(2.0)}, {"population", 0.2}});
  EXPECT_NEAR(interval.sigma, std::sqrt(std::pow(std::log(2.0), 2) + 0.04 + 1e-4), 1e-6);
  EXPECT_NEAR(interval.low * interval.high, interval.median * interval.median, 1e-15);
  EXPECT_NEAR(interval.mean, 1e-4 * std::exp(interval.sigma * interval.sigma / 2), 1e-12);
  EXPECT_THROW(static_cast<void>(risk_interval(part, {{"pieces", -1}})), InputError);
}

TEST(Risk, is_judged_with_a_margin) {
  const std::vector<RiskCriterion> criteria{
      {"collective", "collective", 1e-4, ""}, {"individual", "one", 1e-6, ""}, {"ship", "", 1e-5, ""}};
  const auto verdicts = judge_risk(criteria, {{"collective", 2e-5}, {"individual", 2e-6}});
  ASSERT_EQ(verdicts.size(), 2u);
  EXPECT_TRUE(verdicts[0].met);
  EXPECT_NEAR(verdicts[0].margin, 5, 1e-12);
  EXPECT_FALSE(verdicts[1].met);
  EXPECT_NEAR(verdicts[1].margin, 0.5, 1e-12);
}

}  // namespace
}  // namespace cosmodrome
