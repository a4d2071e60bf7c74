// What is to be closed, against closed forms of normal scatters, and whom it leaves.
#include "cosmodrome/safety/hazard_areas.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/safety/failure_risk.hpp"
#include "cosmodrome/safety/kept_falls.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;
const GroundPlace pad{10 * degree, 20 * degree};
constexpr int many = 40'000;

/// So many people in each cell of a quarter of a degree, from 0 to 20 degrees north; to the east of 22 degrees none.
PopulationGrid half_land(float people) {
  std::vector<float> cells;
  for (int row = 0; row < 80; ++row) {
    for (int column = 0; column < 80; ++column) cells.push_back(column < 28 ? people : 0);
  }
  return {{15 * degree, 20 * degree, 0.25 * degree, 0.25 * degree, 80, 80}, std::move(cells), "half.asc"};
}

/// Failures of one second whose pieces come down about a place, straight, at 50 m/s, each for a share of all.
std::vector<DebrisImpact> scattered(const GroundPlace& centre, double sigma_m, double pieces, double mass_kg,
                                    int count = many) {
  const LocalPlane about(centre);
  std::vector<DebrisImpact> all;
  for (int i = 0; i < count; ++i) {
    const auto n = static_cast<std::uint64_t>(i);
    const PlanePoint at{sigma_m * random_normal({9, n, 0, 0}), sigma_m * random_normal({9, n, 1, 0})};
    const GroundPlace place = about.to_place(at);
    DebrisImpact impact;
    impact.at = {1000, place.latitude_rad, place.longitude_rad, 50, pi / 2};
    impact.pieces = pieces / count, impact.mass_kg = mass_kg, impact.area_m2 = 0.5;
    const AirPoint there{0, static_cast<float>(place.latitude_rad), static_cast<float>(place.longitude_rad)};
    impact.air.begin = there, impact.air.begin_altitude_m = 30e3F;
    for (std::size_t k = 0; k < air_levels_m.size(); ++k) {
      impact.air.passed[k] = there;
      impact.air.passed[k].t_s = static_cast<float>(1000 - air_levels_m[k] / 50);
    }
    all.push_back(impact);
  }
  return all;
}

FailureSecond second_with(double probability) {
  FailureSecond second;
  second.instant.t_s = 100;
  second.probability[static_cast<std::size_t>(ResponseMode::break_up)] = probability;
  return second;
}

HazardTally tally_about_pad() { return {pad, {10 * degree, 25 * degree}, {}, kerosene_yield(), 0.5, nullptr}; }

/// Where hits of a normal scatter pass a limit: r = sigma sqrt(2 ln(A P n / (2 pi sigma^2 L))).
double radius_m(double sigma_m, double hits_m2, double limit) {
  return sigma_m * std::sqrt(2 * std::log(hits_m2 / (2 * pi * sigma_m * sigma_m * limit)));
}

double sum_m2(const std::vector<ClosedArea>& areas, ClosedFor whom, double floor_m = 0) {
  double sum = 0;
  for (const auto& area : areas) sum += area.whom == whom && area.floor_m == floor_m ? area.area_m2 : 0;
  return sum;
}

TEST(HazardAreas, OfANormalScatterAreTheClosedForm) {
  const double sigma_m = 20e3, probability = 0.02, pieces = 500;
  const GroundPlace centre{10 * degree, 24 * degree};  // at sea, 440 km from the pad
  HazardTally tally = tally_about_pad();
  const auto impacts = scattered(centre, sigma_m, pieces, 4);
  tally.take(second_with(probability), 0, impacts, impacts.size());
  const auto areas = tally.areas({}, half_land(100));
  // A kernel of 4 km widens 20 km to 20.4 km, in the air one of 8 km to 21.5 km; outlines may grow by 20 %.
  const double wide_m = std::hypot(sigma_m, 4e3);
  const Exposed exposed;
  const double ship_m = radius_m(wide_m, probability * pieces * ship_hit_area_m2(exposed.ship_area_m2, 0.5), 1e-5);
  const double ships = sum_m2(areas, ClosedFor::ships) / (pi * ship_m * ship_m);
  EXPECT_GT(ships, 0.97);
  EXPECT_LT(ships, 1.24);
  EXPECT_EQ(sum_m2(areas, ClosedFor::people), 0);  // nobody lives there
  // Of an aircraft: its top, and its front for as long as a piece takes through the slab.
  const double swept_m2 = ship_hit_area_m2(exposed.aircraft_top_m2, 0.5) +
                          ship_hit_area_m2(exposed.aircraft_front_m2, 0.5) * exposed.aircraft_speed_m_s / 50;
  const double air_m = radius_m(std::hypot(sigma_m, 8e3), probability * pieces * swept_m2, 1e-6);
  for (const double floor_m : {0.0, 3e3, 15e3}) {
    const double air = sum_m2(areas, ClosedFor::aircraft, floor_m) / (pi * air_m * air_m);
    EXPECT_GT(air, 0.97) << floor_m;
    EXPECT_LT(air, 1.24) << floor_m;
  }
  for (const ClosedArea& area : areas) {
    EXPECT_LT(area.polygon.outline.size(), 40U);
    if (area.whom == ClosedFor::ships) {
      EXPECT_EQ(area.from_s, 1000);
      EXPECT_EQ(area.to_s, 1000);
    } else if (area.floor_m == 3e3) {
      EXPECT_NEAR(area.from_s, 1000 - 120, 0.01);
      EXPECT_NEAR(area.to_s, 1000 - 60, 0.01);
    }
  }
}

TEST(HazardAreas, SweptVolumeIsThatOfTheAircraftsOwnFormula) {
  // One piece that sinks through a whole slab, with an aircraft that stands still: only its top counts.
  const double cell_m2 = 1e6, slab_m = 3000, top_m2 = 1000;
  EXPECT_NEAR(aircraft_hit_probability(1, slab_m / 50, 50, top_m2, cell_m2, slab_m), 1 - std::exp(-top_m2 / cell_m2),
              1e-12);
}

TEST(HazardAreas, ABlastOnThePadClosesItsDisc) {
  HazardTally tally = tally_about_pad();
  DebrisImpact impact;
  impact.at = {1, pad.latitude_rad, pad.longitude_rad, 0, pi / 2};
  impact.pieces = 1, impact.mass_kg = 20e3, impact.area_m2 = 50, impact.propellant_kg = 250e3;
  const std::vector<DebrisImpact> one{impact};
  tally.take(second_with(1e-3), 0, one, 1);
  const auto areas = tally.areas({}, half_land(100));
  const double disc_m2 = exploding_casualty_area_m2(250e3, kerosene_yield());
  const double found = sum_m2(areas, ClosedFor::people);
  // A thousandth against a millionth: the kernel of 500 m carries it three of its sigmas farther.
  EXPECT_GT(found, disc_m2);
  EXPECT_LT(std::sqrt(found / pi), std::sqrt(disc_m2 / pi) + 4 * 500);
  EXPECT_TRUE(areas.front().polygon.distance_to(pad).inside);
}

TEST(HazardAreas, PlannedFallsCloseLandAndSeaButNoContinent) {
  const auto ensemble = [](const char* id, const GroundPlace& centre, double sigma_m) {
    FallEnsemble one;
    one.element = id, one.bodies = 2, one.mass_kg = 1000, one.drag_area_m2 = 20;
    std::vector<WeightedPlace> places;
    for (const DebrisImpact& impact : scattered(centre, sigma_m, 1, 1000, 2000)) {
      one.points.push_back(impact.at), one.air.push_back(impact.air);
      places.push_back({impact.at.latitude_rad, impact.at.longitude_rad, 1});
    }
    one.released = one.points.size();
    one.regions.push_back(ImpactDensity(places).region(0.97));
    return one;
  };
  NormalFalls falls;
  falls.ensembles = {
      ensemble("inland", {5 * degree, 18 * degree}, 5e3), ensemble("shore", {8 * degree, 22 * degree}, 5e3),
      ensemble("sea", {10 * degree, 24 * degree}, 5e3), ensemble("anywhere", {10 * degree, 20 * degree}, 150e3)};
  HazardTally tally = tally_about_pad();
  tally.add(falls);
  const auto closes = [areas = tally.areas({}, half_land(100))](const char* element, ClosedFor whom) {
    return std::any_of(areas.begin(), areas.end(),
                       [&](const ClosedArea& area) { return area.element == element && area.whom == whom; });
  };
  EXPECT_TRUE(closes("inland", ClosedFor::people));
  EXPECT_FALSE(closes("inland", ClosedFor::ships));
  EXPECT_TRUE(closes("shore", ClosedFor::people));
  EXPECT_TRUE(closes("shore", ClosedFor::ships));
  EXPECT_FALSE(closes("sea", ClosedFor::people));
  EXPECT_TRUE(closes("sea", ClosedFor::ships));
  EXPECT_FALSE(closes("anywhere", ClosedFor::people));
  EXPECT_TRUE(closes("anywhere", ClosedFor::ships));
}

ClosedGround circle(const GroundPlace& centre, double radius_m) {
  return {{}, {GroundPolygon{ellipse_outline(centre, radius_m, radius_m, 0), {}}}};
}

TEST(ClosedGround, HoldsWhatLiesInItAnywhereOnEarth) {
  for (const GroundPlace& centre :
       {GroundPlace{0.3, 1}, GroundPlace{0.3, pi}, GroundPlace{pi / 2, 0}, GroundPlace{-pi / 2, 0}}) {
    for (const double radius_m : {1e3, 300e3, 3000e3}) {
      const ClosedGround ground = circle(centre, radius_m);
      const LocalPlane about(centre);
      EXPECT_TRUE(ground.holds(centre));
      for (int i = 0; i < 12; ++i) {
        const double s = std::sin(i), c = std::cos(i);
        // An outline of 72 sides lies a thousandth inside its circle; a plane for areas is 2 % off at 3000 km.
        EXPECT_TRUE(ground.holds(about.to_place({0.96 * radius_m * s, 0.96 * radius_m * c}))) << radius_m << " " << i;
        EXPECT_FALSE(ground.holds(about.to_place({1.03 * radius_m * s, 1.03 * radius_m * c}))) << radius_m << " " << i;
      }
    }
  }
  EXPECT_FALSE(ClosedGround().holds({0, 0}));
}

std::vector<RiskFall> falls_about(const GroundPlace& centre, double sigma_m) {
  std::vector<RiskFall> falls;
  for (const DebrisImpact& impact : scattered(centre, sigma_m, 100, 4)) {
    falls.push_back({{impact.at.latitude_rad, impact.at.longitude_rad}, 0, impact.pieces, {3.0}});
  }
  return falls;
}

TEST(KeptFalls, CountTheSameWithoutClosedGroundAndNobodyWithinIt) {
  const std::vector<Shelter> open{{"open", 1, 0, 1, 1, {}}};
  const PopulationGrid population = half_land(1000);
  const GroundPlace centre{8 * degree, 19 * degree};
  const auto falls = falls_about(centre, 10e3);
  RiskTally all(population, open);
  KeptFalls kept(population);
  for (int k = 0; k < 3; ++k) {
    const RiskEvent event{1.0 * k, 0, k, 0.01};
    all.add(event, falls), kept.add(event, falls);
  }
  const RiskTally same = kept.outside({}, open);
  EXPECT_EQ(same.total().casualties, all.total().casualties);
  EXPECT_EQ(same.events().size(), all.events().size());
  EXPECT_EQ(kept.outside(circle(centre, 200e3), open).total().casualties, 0);
  // Even people: what is left is the share of a normal scatter outside of a circle, exp(-r^2 / 2 sigma^2).
  const double left = kept.outside(circle(centre, 15e3), open).total().casualties / all.total().casualties;
  EXPECT_NEAR(left, std::exp(-0.5 * 1.5 * 1.5), 0.02);
}

TEST(PlannedRisk, OfEvenPeopleIsAreaTimesDensity) {
  const PopulationGrid population = half_land(1000);
  FallEnsemble one;
  one.element = "stage", one.bodies = 4, one.mass_kg = 3000, one.drag_area_m2 = 30;
  const GroundPlace centre{8 * degree, 19 * degree};
  for (const DebrisImpact& impact : scattered(centre, 5e3, 1, 1)) {
    one.points.push_back(impact.at), one.air.push_back(impact.air);
  }
  one.released = one.points.size();
  NormalFalls falls;
  falls.ensembles = {one};
  const std::vector<Shelter> open{{"open", 1, 0, 1, 1, {}}};
  const RiskTally tally = planned_risk(falls, population, open, 0.5, {});
  const double area_m2 = inert_casualty_area_m2({3000, 30, 50, pi / 2});
  const double density_1_m2 = population.density_1_m2(centre);
  EXPECT_NEAR(tally.total().casualties / (4 * area_m2 * density_1_m2), 1, 0.01);  // density by latitude
  EXPECT_EQ(tally.total().probability, 1);
  EXPECT_EQ(planned_risk(falls, population, open, 0.5, circle(centre, 100e3)).total().casualties, 0);
}

}  // namespace
}  // namespace cosmodrome
