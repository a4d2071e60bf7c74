// Risk against closed forms and against what is published of one accident.
#include "cosmodrome/safety/risk.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/normal_distribution.hpp"
#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/safety/failure_probability.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;

std::vector<Shelter> open_air() { return {{"open", 1, 0, 0.5, 1, ""}}; }

std::vector<RiskFall> scatter(const GroundPlace& centre, double sigma_m, int count, double pieces, double area_m2) {
  const LocalPlane plane(centre);
  std::vector<RiskFall> falls;
  for (int i = 0; i < count; ++i) {
    const auto n = static_cast<std::uint64_t>(i);
    falls.push_back({plane.to_place({sigma_m * random_normal({11, n, 0, 0}), sigma_m * random_normal({11, n, 1, 0})}),
                     0,
                     pieces / count,
                     {area_m2}});
  }
  return falls;
}

// 14 CFR 420, Appendix C: the form P = (P_f / C) (dx / R') Simpson[cross-range].
TEST(RiskValidation, overflight_of_a_place_at_a_constant_rate) {
  // Of the normal distribution between 10 and 20 with sigma 15: 0.161281, by Simpson 0.161260.
  const double share = normal_probability(20 / 15.0) - normal_probability(10 / 15.0);
  EXPECT_NEAR(share, 0.161281, 5e-7);
  EXPECT_NEAR(overflight_probability(1, 1, 1, 1, 10, 20, 15), 0.161260, 5e-7);
  EXPECT_NEAR(overflight_probability(0.1, 643, 30, 4.25, 10, 20, 15), 1.770e-4, 5e-8);

  // The same by events: failures evenly in 643 s, an impact point that runs along the equator at 4.25 km/s, a normal
  // miss across with 15 km, people in a cell 30 km long from 10 km to 20 km to the north.
  const double km = degree / 111.3195, north_km = degree / 110.5743;  // of the ellipsoid at the equator
  const PopulationGrid place({1000 * km, 20 * north_km, 30 * km, 10 * north_km, 1, 1}, {5000}, "a place");
  RiskTally tally(place, open_air());
  const std::vector<FailurePhase> phases{{"thrust", 0, 643, 1}};
  std::vector<double> edges;
  for (int i = 0; i <= 6430; ++i) edges.push_back(i / 10.0);
  const auto probability = failures_over_time(0.1, phases, edges);
  const double area_m2 = 50;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    std::vector<RiskFall> falls;
    for (std::uint64_t k = 0; k < 200; ++k) {
      const double t_s = edges[i] + 0.1 * random_uniform({12, i, 0, static_cast<std::uint32_t>(k)});
      const double miss_km = 15 * random_normal({12, i, 1, static_cast<std::uint32_t>(k)});
      falls.push_back({{miss_km * north_km, 4.25 * t_s * km}, 0, 1 / 200.0, {area_m2}});
    }
    tally.add({edges[i], 0, 0, probability[i]}, falls);
  }
  const double expected = 0.1 / 643 * 30 / 4.25 * share * area_m2 * 5000 / place.area_m2({0, 0});
  // 2,270 falls hit the place: 2.1 % is one sigma of counting, three are allowed.
  EXPECT_NEAR(tally.total().casualties / expected, 1, 0.065);
  EXPECT_NEAR(tally.total().probability, 0.1, 1e-12);
}

TEST(RiskValidation, of_the_shipped_map_does_not_hang_on_its_cells) {
  const PopulationGrid map = shipped_population();
  const PopulationGrid fine = map.halved();
  EXPECT_NEAR(fine.total() / map.total(), 1, 1e-6);
  for (const GroundPlace centre : {GroundPlace{48.8 * degree, 2.3 * degree}, GroundPlace{62.5 * degree, 129.5 * degree},
                                   GroundPlace{5.2 * degree, -52.8 * degree}}) {
    RiskTally coarse_tally(map, open_air()), fine_tally(fine, open_air());
    const auto falls = scatter(centre, 30e3, 4000, 100, 10);
    coarse_tally.add({0, 0, 0, 0.02}, falls);
    fine_tally.add({0, 0, 0, 0.02}, falls);
    EXPECT_NEAR(fine_tally.total().casualties / coarse_tally.total().casualties, 1, 0.02);
    EXPECT_GT(coarse_tally.total().casualties, 0);
    EXPECT_LT(coarse_tally.events()[0].conditional, map.total());
  }
}

// Columbia, 1 February 2003: about 84,000 pieces of 85,000 lb in all were found; 85 people lived on a square mile
// (32.8 on a square kilometre); the chance that at least one is hurt badly is given as 0.09 to 0.24, so 0.094 to 0.274
// casualties were to be expected (CAIB, Volume II, Appendix D.16, as reported).
TEST(RiskValidation, of_columbia_has_its_order_of_magnitude) {
  const double pieces = 84'000, mean_kg = 85'000 * 0.45359237 / pieces, density = 32.8e-6;
  const PopulationGrid::Frame frame{-97 * degree, 33 * degree, degree, degree, 4, 2};
  const PopulationGrid areas(frame, std::vector<float>(8), "areas");
  std::vector<float> people;
  for (int row = 0; row < 2; ++row)
    people.insert(people.end(), 4, static_cast<float>(density * areas.area_m2({0, row})));
  const PopulationGrid texas(frame, people, "eastern Texas");

  // In the open with every piece deadly on half a square metre: 1.4.
  RiskTally worst(texas, open_air());
  worst.add({0, 0, 0, 1}, std::vector<RiskFall>{{{32 * degree, -95.5 * degree}, 0, pieces, {0.5}}});
  EXPECT_NEAR(worst.total().casualties, 1.4, 0.03);

  // With the energies of pieces and with roofs. How masses are spread, and that pieces are like sheet of 5 kg/m2 with
  // C_D = 1, is estimated; a factor of three each way is what that is worth.
  const double sigma = 1.5, sheet_kg_m2 = 5, speed_m_s = std::sqrt(2 * 9.80665 * sheet_kg_m2 / 1.225);
  const auto shelters = generic_shelters();
  RiskTally tally(texas, shelters);
  std::vector<RiskFall> falls;
  const int classes = 2000;
  for (int i = 0; i < classes; ++i) {
    const double mass_kg = mean_kg * std::exp(sigma * normal_quantile((i + 0.5) / classes) - sigma * sigma / 2);
    const FallingPiece piece{mass_kg, mass_kg / sheet_kg_m2, speed_m_s, pi / 2};
    std::vector<double> area_m2;
    for (const Shelter& shelter : shelters) area_m2.push_back(casualty_area_m2(piece, shelter, 0.5));
    const auto n = static_cast<std::uint64_t>(i);
    falls.push_back({{(31.2 + 1.6 * random_uniform({13, n, 0, 0})) * degree,
                      (-96.8 + 3.6 * random_uniform({13, n, 1, 0})) * degree},
                     0,
                     pieces / classes,
                     area_m2});
  }
  tally.add({0, 0, 0, 1}, falls);
  EXPECT_GT(tally.total().casualties, 0.094 / 3);
  EXPECT_LT(tally.total().casualties, 0.274 * 3);
  // Roofs and energies bring a factor of 5 to 15.
  EXPECT_GT(worst.total().casualties / tally.total().casualties, 5 / 1.5);
  EXPECT_LT(worst.total().casualties / tally.total().casualties, 15 * 1.5);
  RecordProperty("casualties", std::to_string(tally.total().casualties));
}

}  // namespace
}  // namespace cosmodrome
