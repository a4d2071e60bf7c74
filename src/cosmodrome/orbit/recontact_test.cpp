#include "cosmodrome/orbit/recontact.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/orbit/approaches.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double radius_m = 6878e3, infinite = std::numeric_limits<double>::infinity();

const OrbitWorld& world() {
  static const OrbitWorld made =
      make_orbit_world(OrbitModel::two_body(), Epoch::from_utc("2026-01-01T00:00:00Z"), 0, 86400, OrbitData::shipped());
  return made;
}

double speed_m_s() { return std::sqrt(world().gm_m3_s2 / radius_m); }
double motion_rad_s() { return speed_m_s() / radius_m; }

/// On a circle over x and y, pushed outward, ahead and to the normal at time 0.
PointMassState<double> pushed(double out_m_s, double ahead_m_s, double normal_m_s) {
  return {radius_m, 0, 0, out_m_s, speed_m_s() + ahead_m_s, normal_m_s, 1};
}

DispersedPath path(const char* name, const PointMassState<double>& y, double to_s, const ErrorColumns& errors,
                   double look_s = 30) {
  DispersedPath made(name, look_s);
  made.go_on(propagate<Dual<6>>(world(), {}, with_derivatives(y), Dual<6>(0.0), Dual<6>(to_s)), errors);
  return made;
}

/// Half a revolution after a push along the normal the two planes cross again, and the way ahead by then decides how
/// near they come: by Clohessy and Wiltshire an error w of the velocity ahead leads 4 w/n up and 3 pi w/n behind, from
/// where the line that is flown, (0, -7 w, -v), passes the other. The distance is |w| times a number, so that its
/// distribution is that of the size of a normal variable. Later crossings are farther off.
TEST(Recontact, OfAPushAlongTheNormalIsTheClosedForm) {
  const double push_m_s = 1, sigma_m_s = 0.01, n = motion_rad_s();
  constexpr int flights = 20000;
  const ErrorColumns none{{}}, ahead{{0, 0, 0, 0, sigma_m_s, 0}};
  const double period_s = 2 * std::numbers::pi / n;
  const auto still = path("still", pushed(0, 0, 0), 1.4 * period_s, none);
  const auto away = path("away", pushed(0, 0, push_m_s), 1.4 * period_s, ahead);
  auto found_m = sampled_distances_m(still, away, flights);
  std::sort(found_m.begin(), found_m.end());
  const double metres = std::sqrt(16 + 9 * std::numbers::pi * std::numbers::pi) / n;  // a metre a second
  // Second order: the push itself makes the revolution longer by (push/V)^2, 1e-8 of it, and the way along the line
  // shortens the distance by 49 (w/v)^2 / 2 of it, 0.2 % at one sigma; a share s of the flights is found to
  // sqrt(s (1 - s) / flights), four of which are allowed.
  for (const double within_m : {20.0, 50.0, 100.0, 200.0}) {
    const double expected = std::erf(within_m / (metres * sigma_m_s * std::numbers::sqrt2));
    const auto nearer = std::lower_bound(found_m.begin(), found_m.end(), within_m) - found_m.begin();
    EXPECT_NEAR(static_cast<double>(nearer) / flights, expected,
                4 * std::sqrt(expected * (1 - expected) / flights) + 0.004 * expected)
        << within_m;
  }
  const auto listed = recontacts({still, away}, {100, 20, flights, 1});
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].too_near_probability,
            static_cast<double>(std::lower_bound(found_m.begin(), found_m.end(), 100.0) - found_m.begin()) / flights);
  EXPECT_EQ(listed[0].distance_1_percent_m, found_m[flights / 100 - 1]);
  EXPECT_EQ(listed[0].distance_10_percent_m, found_m[flights / 10 - 1]);
}

/// Each of them flown for itself, without any linear step: the same least distance, flight by flight.
TEST(Recontact, IsThatOfFlightsWithTheSameErrors) {
  const double to_s = 40000;
  const auto first = pushed(0.3, 0.02, 0), second = pushed(-0.4, 0.01, 0.5);
  const ErrorColumns of_first{{0, 0, 0, 0.02, 0, 0}, {0, 0, 0, 0, 0.02, 0}, {}, {}, {50, 20, 0, 0.01, 0.02, 0}};
  const ErrorColumns of_second{{}, {}, {0, 0, 0, 0, 0.03, 0}, {0, 0, 0, 0, 0, 0.02}, {50, 20, 0, 0.01, 0.02, 0}};
  constexpr int flights = 40;
  const auto found_m =
      sampled_distances_m(path("first", first, to_s, of_first), path("second", second, to_s, of_second), flights, 7);
  int near = 0;
  for (int s = 0; s < flights; ++s) {
    PointMassState<double> a = first, b = second;
    for (std::size_t k = 0; k < of_first.size(); ++k) {
      const double draw = random_normal({7, static_cast<std::uint64_t>(s), 0, static_cast<std::uint32_t>(k)});
      for (std::size_t i = 0; i < 6; ++i) a[i] += draw * of_first[k][i], b[i] += draw * of_second[k][i];
    }
    const auto flown = nearest_approaches({{"first", {propagate<double>(world(), {}, a, 0, to_s)}},
                                           {"second", {propagate<double>(world(), {}, b, 0, to_s)}}},
                                          0);
    const auto index = static_cast<std::size_t>(s);
    ASSERT_EQ(flown.empty(), found_m[index] == infinite) << s;
    if (flown.empty()) continue;
    ++near;
    // Straight between looks: n v (30 s)^2 / 4, v being the speed as they pass. Second order: an error of 0.1 m/s moves
    // the axis by 2e2 m, whose square over the radius, times 3/2 of the angle of 44 rad, is 0.4 m; of tens of
    // kilometres along the path no more than that is left, by the coordinates.
    const double straight_m = motion_rad_s() * flown[0].speed_m_s * 900 / 4;
    EXPECT_NEAR(found_m[index], flown[0].distance_m, straight_m + 0.5 + 2e-3 * flown[0].distance_m) << s;
  }
  EXPECT_GT(near, flights / 2);
}

TEST(Recontact, TwoThatOnlyPartDoNotMeet) {
  const ErrorColumns none{{}}, ahead{{0, 0, 0, 0, 0.01, 0}};
  const auto found_m = sampled_distances_m(path("still", pushed(0, 0, 0), 40000, none),
                                           path("away", pushed(0, 1, 0), 40000, ahead), 100);
  for (const double distance_m : found_m) EXPECT_GT(distance_m, 1000);
  EXPECT_TRUE(recontacts({path("still", pushed(0, 0, 0), 2000, none), path("away", pushed(0, 1, 0), 2000, ahead)},
                         {.samples = 100})
                  .empty());
}

/// Fewer errors that do the same: the covariance of the two states together stays.
TEST(Recontact, ManyErrorsAreFoldedToTwelve) {
  ErrorColumns a, b;
  for (std::uint32_t k = 0; k < 40; ++k) {
    auto &of_a = a.emplace_back(), &of_b = b.emplace_back();
    for (std::uint32_t i = 0; i < 6; ++i) {
      of_a[i] = (i < 3 ? 100 : 0.1) * random_normal({3, k, i, 0});
      // Half of them touch both alike, as errors before the first release do.
      of_b[i] = k < 20 ? of_a[i] : (i < 3 ? 100 : 0.1) * random_normal({3, k, i, 1});
    }
  }
  ErrorColumns fewer_a = a, fewer_b = b;
  fold_errors(fewer_a, fewer_b);
  ASSERT_EQ(fewer_a.size(), 12u);
  const auto product = [](const ErrorColumns& p, const ErrorColumns& q, std::size_t i, std::size_t j) {
    double sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += p[k][i] * q[k][j];
    return sum;
  };
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      const double unit = (i < 3 ? 100 : 0.1) * (j < 3 ? 100 : 0.1) * 40;
      EXPECT_NEAR(product(fewer_a, fewer_a, i, j), product(a, a, i, j), 1e-12 * unit);
      EXPECT_NEAR(product(fewer_b, fewer_b, i, j), product(b, b, i, j), 1e-12 * unit);
      EXPECT_NEAR(product(fewer_a, fewer_b, i, j), product(a, b, i, j), 1e-12 * unit);
    }
  }
}

}  // namespace
}  // namespace cosmodrome
