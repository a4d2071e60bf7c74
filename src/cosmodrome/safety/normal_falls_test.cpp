// Ensembles of planned falls, against single falls and their own draws.
#include "cosmodrome/safety/normal_falls.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

/// The launcher of round figures; its first stage and its shroud come down.
Plan falling_plan() {
  Plan plan = small_launcher::make();
  plan.mission.vehicle.stages[0].fall_drag_area_m2 = 50;
  plan.mission.vehicle.stages[1].fall_drag_area_m2 = 10;
  plan.mission.vehicle.parts[0].fall_drag_area_m2 = 20;
  plan.mission.vehicle.parts[0].pieces = 2, plan.mission.vehicle.parts[0].mass_kg = 800;
  plan.mission.disperse.seed = 7;
  return plan;
}

double distance_m(const Plan& plan, const Landed& a, double latitude_rad, double longitude_rad) {
  return distance_on_m(plan.world, a.latitude_rad, a.longitude_rad, latitude_rad, longitude_rad);
}

bool same_bits(const NormalFalls& a, const NormalFalls& b) {
  const auto bits = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  if (a.flights != b.flights || a.ensembles.size() != b.ensembles.size()) return false;
  for (std::size_t i = 0; i < a.ensembles.size(); ++i) {
    const auto &one = a.ensembles[i].points, &other = b.ensembles[i].points;
    if (one.size() != other.size()) return false;
    for (std::size_t k = 0; k < one.size(); ++k) {
      if (bits(one[k].latitude_rad) != bits(other[k].latitude_rad) ||
          bits(one[k].longitude_rad) != bits(other[k].longitude_rad) || bits(one[k].t_s) != bits(other[k].t_s)) {
        return false;
      }
    }
  }
  return true;
}

TEST(NormalFalls, WithoutSpreadAllComeDownWhereTheFlightSaysTheyDo) {
  const Plan plan = falling_plan();
  const Flight flight = fly(plan);
  const NormalFalls falls = fly_normal_falls(plan, {.flights = 20, .falls = 2});
  EXPECT_EQ(falls.flights, 20U);
  ASSERT_EQ(falls.ensembles.size(), flight.impacts.size());
  for (std::size_t i = 0; i < falls.ensembles.size(); ++i) {
    const FallEnsemble& ensemble = falls.ensembles[i];
    const Impact& impact = flight.impacts[i];
    EXPECT_EQ(ensemble.element, impact.element);
    EXPECT_EQ(ensemble.bodies, 2);  // two first stages, two halves of the shroud
    EXPECT_EQ(ensemble.released, 80U);
    if (!impact.reached_ground) continue;
    ASSERT_EQ(ensemble.points.size(), 80U);
    for (const Landed& point : ensemble.points) {
      // As streams of falls may differ from single ones.
      EXPECT_LT(distance_m(plan, point, impact.latitude_rad, impact.longitude_rad), 50);
      EXPECT_NEAR(point.speed_m_s, impact.speed_m_s, 0.01 * impact.speed_m_s);
    }
  }
}

TEST(NormalFalls, ScatterAsTheirDragAreasDo) {
  // What flies far through thin air comes down the sooner the more drag it has: areas alone scatter it along its track.
  const Plan plan = falling_plan();
  const FallSpread spread{.drag_area_sigma = 0.2};
  const NormalFalls falls = fly_normal_falls(plan, {.flights = 100, .falls = 4, .spread = spread});
  const FallEnsemble& stage = falls.ensembles.front();
  ASSERT_EQ(stage.points.size(), 800U);
  double mean = 0, square = 0;
  for (const Landed& p : stage.points) {
    mean += p.longitude_rad / 800;
    EXPECT_NEAR(p.latitude_rad, 0, 1e-6);
  }
  for (const Landed& p : stage.points) square += (p.longitude_rad - mean) * (p.longitude_rad - mean) / 799;
  const double sigma_m = std::sqrt(square) * wgs84_equatorial_radius_m;
  // The same slope by two falls, of a fifth more and a fifth less: the sigma of 800 is good to 2.5 %, and the slope is
  // not quite even over three sigmas.
  const auto fall_with = [&](double factor) {
    Plan other = plan;
    other.mission.vehicle.stages[0].fall_drag_area_m2 *= factor;
    return fly(other).impacts.front().longitude_rad;
  };
  const double slope_m = std::abs(fall_with(exp(0.2)) - fall_with(exp(-0.2))) / 2 * wgs84_equatorial_radius_m;
  EXPECT_NEAR(sigma_m, slope_m, 0.1 * slope_m);
}

TEST(NormalFalls, ASeparationSpeedScattersAcrossTheTrack) {
  const Plan plan = falling_plan();
  const FallSpread spread{.separation_speed_m_s = 3};
  const NormalFalls falls = fly_normal_falls(plan, {.flights = 100, .falls = 4, .spread = spread});
  const auto& points = falls.ensembles.front().points;
  double square = 0, fall_s = 0;
  for (const Landed& p : points) square += p.latitude_rad * p.latitude_rad, fall_s += p.t_s;
  const double sigma_m = std::sqrt(square / static_cast<double>(points.size())) * wgs84_polar_radius_m;
  fall_s = fall_s / static_cast<double>(points.size()) - fly(plan).impacts.front().released_t_s;
  // Sideways at 3 m/s until the air stops it: less than the whole fall, more than a fifth of it.
  EXPECT_LT(sigma_m, 3 * fall_s);
  EXPECT_GT(sigma_m, 0.2 * 3 * fall_s);
}

TEST(NormalFalls, HaveTheSameBitsOnAnyNumberOfThreads) {
  Plan plan = falling_plan();
  plan.mission.disperse.figures = {{"payload.mass", {Distribution::Kind::normal, false, 0, {0, 5}, {}}}};
  NormalFallsRequest request{.flights = 300, .falls = 1, .threads = 1};
  request.spread = {.drag_area_sigma = 0.2, .stable_share = 0.2, .stable_drag_factor = 0.5, .separation_speed_m_s = 2};
  const NormalFalls one = fly_normal_falls(plan, request);
  request.threads = 3;
  EXPECT_TRUE(same_bits(one, fly_normal_falls(plan, request)));
  // More flights begin with the same.
  request.flights = 400;
  const NormalFalls more = fly_normal_falls(plan, request);
  ASSERT_GT(more.ensembles.front().points.size(), one.ensembles.front().points.size());
  EXPECT_EQ(more.ensembles.front().points.front().longitude_rad, one.ensembles.front().points.front().longitude_rad);
}

TEST(NormalFalls, EndWhenAsked) {
  const Plan plan = falling_plan();
  NormalFallsRequest request{.flights = 1000, .falls = 1};
  int asked = 0;
  request.stop = [&] { return ++asked > 2; };
  const NormalFalls falls = fly_normal_falls(plan, request);
  EXPECT_TRUE(falls.stopped);
  EXPECT_EQ(falls.flights, 256U);
}

TEST(NormalFalls, TellTheShareInsideADistrict) {
  Plan plan = falling_plan();
  const Impact impact = fly(plan).impacts.front();
  DropZone zone;
  zone.name = "here", zone.element = "first", zone.radius_m = 1e3;
  zone.outline = {{impact.latitude_rad, impact.longitude_rad}};
  DropZone away = zone;
  away.name = "away", away.outline[0].latitude_rad += 0.1;
  plan.mission.drop_zones = {zone, away};
  const NormalFalls falls = fly_normal_falls(plan, {.flights = 16, .falls = 1});
  const auto& zones = falls.ensembles.front().zones;
  ASSERT_EQ(zones.size(), 2U);
  EXPECT_EQ(zones[0].share_inside, 1);
  EXPECT_LT(zones[0].mean_centre_distance_m, 50);
  EXPECT_EQ(zones[1].share_inside, 0);
  EXPECT_NEAR(zones[1].mean_distance_m, 0.1 * 6335e3 - 1e3, 1e3);  // a meridian's radius at the equator is 6335 km
}

TEST(NormalFalls, TheMeanOfPlacesLiesAcrossTheAntimeridian) {
  std::vector<Landed> points(2);
  points[0].longitude_rad = 3.1, points[1].longitude_rad = -3.1;
  EXPECT_NEAR(std::abs(mean_place(points).longitude_rad), M_PI, 1e-12);
  EXPECT_NEAR(mean_place(points).latitude_rad, 0, 1e-12);
}

}  // namespace
}  // namespace cosmodrome
