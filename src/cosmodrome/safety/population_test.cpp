#include "cosmodrome/safety/population.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;

/// Cells of so many degrees with so many people in each.
PopulationGrid even_map(double degrees, float people) {
  const int rows = static_cast<int>(180 / degrees), columns = 2 * rows;
  return {{-pi, pi / 2, degrees * degree, degrees * degree, columns, rows},
          std::vector<float>(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), people),
          "even"};
}

/// One person per square kilometre everywhere.
PopulationGrid even_density(double degrees) {
  const PopulationGrid frame = even_map(degrees, 1);
  std::vector<float> people;
  for (int row = 0; row < frame.frame().rows; ++row) {
    people.insert(people.end(), static_cast<std::size_t>(frame.frame().columns),
                  static_cast<float>(frame.area_m2({0, row}) / 1e6));
  }
  return {frame.frame(), people, "even density"};
}

GroundPolygon circle(const GroundPlace& centre, double radius_m) {
  return {ellipse_outline(centre, radius_m, radius_m, 0, 180), {}};
}

TEST(Population, covers_the_ellipsoid) {
  const PopulationGrid map = even_density(2);
  // The surface of the WGS84 ellipsoid: 510 065 621.7 km2. Cells hold seven digits.
  EXPECT_NEAR(map.total() / 510'065'621.7, 1, 1e-6);
}

TEST(Population, is_counted_over_polygons_everywhere) {
  const PopulationGrid map = even_density(2);
  for (const GroundPlace centre : {GroundPlace{0.7, 0.3}, GroundPlace{0.1, pi}, GroundPlace{-0.4, -pi + 1e-3},
                                   GroundPlace{pi / 2, 0}, GroundPlace{-pi / 2, 1}, GroundPlace{1.4, 2}}) {
    const GroundPolygon ground = circle(centre, 300e3);
    // Edges are straight on the map there, on the ground here: within a cell of 2 degrees near a pole that shows.
    const double allowed = std::abs(centre.latitude_rad) > 1.3 ? 0.05 : 0.002;
    EXPECT_NEAR(map.people_in(ground) / (area_m2(ground) / 1e6), 1, allowed) << centre.latitude_rad;
  }
  GroundPolygon ring = circle({0.7, 0.3}, 300e3);
  ring.holes.push_back(ellipse_outline({0.7, 0.3}, 200e3, 200e3, 0, 180));
  EXPECT_NEAR(map.people_in(ring) / (area_m2(ring) / 1e6), 1, 0.004);
}

TEST(Population, knows_the_cell_of_a_place_wherever_the_map_begins) {
  PopulationGrid map({0, pi / 2, degree, degree, 360, 180}, std::vector<float>(360 * 180, 1), "from Greenwich");
  EXPECT_EQ(map.cell_of({0.5 * degree, -0.5 * degree}), (PopulationGrid::Cell{359, 89}));
  EXPECT_EQ(map.cell_of({-pi / 2, pi}), (PopulationGrid::Cell{180, 179}));
  EXPECT_NEAR(map.people_in(circle({0.1, 0}, 200e3)), map.people_in(circle({0.1, 20 * degree}, 200e3)), 0.01);
  const PopulationGrid part({10 * degree, 50 * degree, degree, degree, 4, 3}, std::vector<float>(12, 5), "part");
  EXPECT_FALSE(part.cell_of({40 * degree, 12 * degree}));
  EXPECT_EQ(part.density_1_m2({40 * degree, 12 * degree}), 0);
  EXPECT_NEAR(part.people_in(circle({48.5 * degree, 12 * degree}, 2000e3)), 60, 1e-6);
  EXPECT_EQ(part.cell_of({48.5 * degree, 12.5 * degree}), (PopulationGrid::Cell{2, 1}));
}

TEST(Population, keeps_its_people_when_halved) {
  PopulationGrid map({0, 60 * degree, degree, degree, 10, 10}, std::vector<float>(100, 1000), "coarse");
  const PopulationGrid fine = map.halved();
  EXPECT_NEAR(fine.total(), map.total(), 0.01);
  const GroundPolygon ground = circle({55.2 * degree, 5.1 * degree}, 150e3);
  EXPECT_NEAR(fine.people_in(ground) / map.people_in(ground), 1, 0.005);
  EXPECT_NEAR(fine.density_1_m2({55.2 * degree, 5.1 * degree}) / map.density_1_m2({55.2 * degree, 5.1 * degree}), 1,
              0.005);
}

TEST(Population, counts_its_holes) {
  std::vector<float> people(100, 10);
  people[5] = people[17] = NAN;
  const PopulationGrid map({0, 60 * degree, degree, degree, 10, 10}, people, "holes");
  EXPECT_EQ(map.cells_without_data(), 2u);
  EXPECT_EQ(map.total(), 980);
  EXPECT_NEAR(map.missed_by_holes(even_density(2)), (map.area_m2({5, 0}) + map.area_m2({7, 1})) / 1e6,
              0.01 * map.area_m2({5, 0}) / 1e6);
}

TEST(Population, refuses_what_is_none) {
  const auto message = [](const PopulationGrid::Frame& frame, std::vector<float> people) -> std::string {
    try {
      const PopulationGrid map(frame, std::move(people), "map.asc");
    } catch (const InputError& error) {
      return error.what();
    }
    return "nothing";
  };
  const PopulationGrid::Frame frame{0, 60 * degree, degree, degree, 2, 2};
  EXPECT_THAT(message(frame, {1, 2, -3, 4}), testing::HasSubstr("row 2, column 1 has -3"));
  EXPECT_THAT(message(frame, {1, 2, 3, 1e30F}), testing::HasSubstr("row 2, column 2"));
  EXPECT_THAT(message(frame, {1, 2, 3}), testing::HasSubstr("2 by 2 cells with 3 numbers"));
  EXPECT_THAT(message({500000 * degree, 60 * degree, 1000 * degree, 1000 * degree, 2, 2}, {1, 2, 3, 4}),
              testing::HasSubstr("EPSG:4326"));
  EXPECT_THAT(message({0, 95 * degree, degree, degree, 2, 2}, {1, 2, 3, 4}),
              testing::HasSubstr("latitude 93 deg to 95"));
  EXPECT_THAT(message({0, 0, 1e-300, degree, 2, 2}, {1, 2, 3, 4}), testing::HasSubstr("without a size"));
  EXPECT_THAT(message({0, 0, 0, degree, 2, 2}, {1, 2, 3, 4}), testing::HasSubstr("without a size"));
}

TEST(Population, names_the_largest_place_near) {
  const std::vector<NamedPlace> places{
      {"village", "RU", {0.9, 2.2}, 800}, {"town", "RU", {0.903, 2.2}, 30'000}, {"city", "RU", {1.0, 2.2}, 1e6}};
  EXPECT_EQ(place_near(places, {0.9, 2.2}, 30e3)->name, "town");
  EXPECT_EQ(place_near(places, {0.9, 2.2}, 10e3)->name, "village");
  EXPECT_EQ(place_near(places, {0.8, 2.2}, 30e3)->name, "village");  // none near: the nearest
  EXPECT_EQ(place_near({}, {0.8, 2.2}, 30e3), nullptr);
}

}  // namespace
}  // namespace cosmodrome
