#include "cosmodrome/safety/casualty.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;

FallingPiece half_metre(double descent_rad) { return {10, pi * 0.25, 50, descent_rad}; }

TEST(Casualty, of_inert_pieces_by_their_descent) {
  EXPECT_NEAR(inert_casualty_area_m2(half_metre(90 * degree)), 2.035, 5e-4);
  EXPECT_NEAR(inert_casualty_area_m2(half_metre(45 * degree)), 4.978, 5e-4);
  // 11 ft lbf.
  EXPECT_NEAR(harmless_energy_J, 11 * 0.3048 * 0.45359237 * 9.80665, 1e-3);
  EXPECT_EQ(inert_casualty_area_m2({0.2, 1, 12, pi / 2}), 0);
  EXPECT_GT(inert_casualty_area_m2({0.2, 1, 12.3, pi / 2}), 0);
  // Flat falls have an end.
  EXPECT_EQ(inert_casualty_area_m2(half_metre(0)), inert_casualty_area_m2(half_metre(5 * degree)));
}

TEST(Casualty, of_sliding_pieces) {
  const FallingPiece piece{10, pi * 0.25, 50, 60 * degree};
  EXPECT_NEAR(slide_distance_m(piece, 0.5), 25 * 25 / (2 * 0.5 * 9.80665), 1e-9);
  EXPECT_NEAR(sliding_casualty_area_m2(piece, 0.5), 2 * 0.8048 * slide_distance_m(piece, 0.5), 1e-9);
  EXPECT_THROW(static_cast<void>(slide_distance_m(piece, 0)), InputError);
  EXPECT_NEAR(slide_distance_m(half_metre(pi / 2), 0.5), 0, 1e-9);
}

TEST(Casualty, under_roofs_lies_between_none_and_the_open) {
  const FallingPiece piece = half_metre(60 * degree);
  const double open_vertical_m2 = inert_casualty_area_m2(half_metre(pi / 2));
  Shelter shelter{"roof", 1, 1, 0.5, 1, ""};
  shelter.half_J_m2 = std::numeric_limits<double>::infinity();
  EXPECT_EQ(casualty_area_m2(piece, shelter, 0.5), 0);
  shelter.half_J_m2 = 1e-9;
  EXPECT_NEAR(casualty_area_m2(piece, shelter, 0.5), open_vertical_m2, 1e-6);
  // Half of them at the load itself, and more of the heavier.
  shelter.half_J_m2 = piece.mass_kg * 2500 / piece.area_m2;
  EXPECT_NEAR(shelter.penetration(piece), 0.5, 1e-12);
  double before = 0;
  for (const double mass_kg : {1.0, 3.0, 10.0, 30.0, 100.0}) {
    const double now = shelter.penetration({mass_kg, piece.area_m2, 50, pi / 2});
    EXPECT_GT(now, before);
    before = now;
  }
  EXPECT_NO_THROW(check_shelters(generic_shelters()));
  for (const Shelter& one : generic_shelters()) EXPECT_FALSE(one.origin.empty());
}

TEST(Casualty, refuses_shares_that_do_not_add_up) {
  auto shelters = generic_shelters();
  shelters[0].share += 0.1;
  EXPECT_THROW(check_shelters(shelters), InputError);
  shelters = generic_shelters();
  shelters[0].share = -0.2, shelters[1].share = 0.8;
  EXPECT_THROW(check_shelters(shelters), InputError);
  shelters = generic_shelters();
  shelters[1].width = 0;
  EXPECT_THROW(check_shelters(shelters), InputError);
}

TEST(Casualty, of_explosions) {
  const ExplosiveYield yield = kerosene_yield();
  EXPECT_NEAR(yield.tnt_kg(1000), 200, 1e-9);
  EXPECT_NEAR(yield.tnt_kg(326796.185), 0.2 * 226796.185 + 1e4, 1e-6);
  EXPECT_NEAR(blast_radius_m(1000), 179, 1e-9);
  EXPECT_NEAR(exploding_casualty_area_m2(5000, yield), pi * 179 * 179, 1e-6);
  EXPECT_EQ(exploding_casualty_area_m2(0, yield), 0);
}

TEST(Casualty, of_ships_and_aircraft) {
  EXPECT_NEAR(ship_hit_area_m2(400, 1), 441, 1e-9);
  // Few: n v A t / (S h); many: 1.
  EXPECT_NEAR(aircraft_hit_probability(100, 60, 250, 20, 1e8, 2e3), 100 * 60 * 250 * 20 / 2e11, 1e-6);
  EXPECT_NEAR(aircraft_hit_probability(1e12, 60, 250, 20, 1e8, 2e3), 1, 1e-12);
}

}  // namespace
}  // namespace cosmodrome
