// Sums of what failures bring down, against sums by hand and closed forms.
#include "cosmodrome/safety/debris_tally.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {
namespace {

DebrisImpact piece(double latitude_rad, double longitude_rad, double pieces, double area_m2) {
  DebrisImpact impact;
  impact.at.latitude_rad = latitude_rad, impact.at.longitude_rad = longitude_rad, impact.at.speed_m_s = 50;
  impact.pieces = pieces, impact.mass_kg = 10, impact.area_m2 = area_m2;
  return impact;
}

FailureSecond second_with(double probability) {
  FailureSecond second;
  second.probability[static_cast<std::size_t>(ResponseMode::break_up)] = probability;
  return second;
}

TEST(GroundCells, CoverTheEarthOnce) {
  const GroundCells cells(500e3);
  double sum = 0;
  // Every cell, found by its own middle.
  for (std::int32_t band = 0; band < 40; ++band) {
    const GroundCells::Box first = cells.box({band, 0});
    const double width = first.east_rad - first.west_rad;
    const auto columns = static_cast<std::int32_t>(std::lround(2 * M_PI / width));
    for (std::int32_t column = 0; column < columns; ++column) {
      const GroundCells::Box box = cells.box({band, column});
      const GroundCells::Cell cell{band, column};
      EXPECT_EQ(cells.cell_of((box.south_rad + box.north_rad) / 2, (box.west_rad + box.east_rad) / 2), cell);
      sum += cells.area_m2(cell);
    }
  }
  EXPECT_NEAR(sum, 4 * M_PI * authalic_radius_m() * authalic_radius_m(), 1e-9 * sum);
  EXPECT_NEAR(cells.area_m2(cells.cell_of(0.1, 0.1)), 500e3 * 500e3, 0.1 * 500e3 * 500e3);
}

TEST(GroundCells, TakePolesAndTheAntimeridian) {
  const GroundCells cells(5e3);
  EXPECT_EQ(cells.cell_of(M_PI / 2, 1).band, cells.cell_of(M_PI / 2 - 1e-9, 1).band);
  EXPECT_EQ(cells.cell_of(-M_PI / 2, 1).band, 0);
  EXPECT_EQ(cells.cell_of(0.3, M_PI), cells.cell_of(0.3, -M_PI));
  EXPECT_EQ(cells.cell_of(0.3, 2 * M_PI + 0.1), cells.cell_of(0.3, 0.1));
}

TEST(DebrisTally, IndividualRiskIsThatOfTheAreasOverTheCell) {
  DebrisTally tally(5e3, 2);
  // Two falls, of 30 pieces each, 2 m2: seven times as much is deadly.
  const std::vector<DebrisImpact> impacts{piece(0.5, 1, 30, 2), piece(0.5, 1, 30, 2)};
  tally.take(second_with(0.01), 0, impacts, 3);
  const auto places = tally.places();
  ASSERT_EQ(places.size(), 1U);
  const double expected = 0.01 * 60 * 7 * 2 / tally.cells().area_m2(places[0].cell);
  EXPECT_NEAR(places[0].individual_risk, expected, 1e-6 * expected);
  EXPECT_NEAR(places[0].pieces, 0.6, 1e-12);
  EXPECT_NEAR(places[0].effective_falls, 2, 1e-12);
  EXPECT_EQ(tally.falls(), 3U);
  EXPECT_EQ(tally.down(), 2U);
  EXPECT_NEAR(tally.seconds()[0].pieces, 60, 1e-9);  // if it fails
  EXPECT_NEAR(tally.seconds()[0].latitude_rad, 0.5, 1e-9);
  EXPECT_NEAR(tally.modes()[static_cast<std::size_t>(ResponseMode::break_up)].casualty_area_m2, 0.6 * 14, 1e-9);
}

TEST(DebrisTally, SumsByModeAndByClassAreThoseOfTheGround) {
  DebrisTally tally(5e3, 2);
  for (std::size_t i = 0; i < 20; ++i) {
    std::vector<DebrisImpact> impacts;
    for (int k = 0; k < 10; ++k) {
      impacts.push_back(piece(0.01 * k, 3.1 + 0.01 * k, 1 + k, 0.5));
      impacts.back().kind = k % 3;
    }
    tally.take(second_with(1e-3), i, impacts, impacts.size());
  }
  double ground = 0, modes = 0, classes = 0, probability = 0;
  for (const auto& place : tally.places()) ground += place.pieces;
  for (const auto& sum : tally.modes()) modes += sum.pieces, probability += sum.probability;
  for (const auto& sum : tally.classes()) classes += sum.pieces;
  EXPECT_NEAR(ground, 20 * 1e-3 * 55, 1e-12);
  EXPECT_NEAR(modes, ground, 1e-12);
  EXPECT_NEAR(classes, ground, 1e-12);
  EXPECT_NEAR(probability, 0.02, 1e-15);
}

TEST(DebrisTally, WhatIsTooSlowHurtsNobody) {
  DebrisImpact impact = piece(0, 0, 1, 1);
  impact.mass_kg = 1;
  impact.at.speed_m_s = 5.4;  // 14.6 J
  EXPECT_EQ(casualty_area_by_rule_m2(impact), 0);
  impact.at.speed_m_s = 5.5;  // 15.1 J
  EXPECT_EQ(casualty_area_by_rule_m2(impact), 7);
}

}  // namespace
}  // namespace cosmodrome
