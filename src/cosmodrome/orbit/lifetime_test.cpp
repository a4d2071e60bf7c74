#include "cosmodrome/orbit/lifetime.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

LifetimeRequest from(double perigee_m, double apogee_m, double drag_m2_kg, const char* utc = "2015-03-01T00:00:00Z") {
  LifetimeRequest request;
  request.epoch = Epoch::from_utc(utc);
  const double low = wgs84_equatorial_radius_m + perigee_m, high = wgs84_equatorial_radius_m + apogee_m;
  const double axis = 0.5 * (low + high), e = (high - low) / (high + low);
  const auto y = from_keplerian<Gcrf>(
      KeplerianElements<double>{axis * (1 - e * e), e, 51.6 * degree_rad, 1.0, 0.7, 0.0}, 3.986004418e14);
  request.state = {y.r_m, y.v_m_s};
  request.drag_m2_kg = drag_m2_kg;
  return request;
}

/// The same fall step by step: all zonals to degree 6, NRLMSISE-00 where and when it is.
double flown_s(const LifetimeRequest& request, double span_s) {
  OrbitModel model;
  model.gravity_degree = 6, model.air = AirModel::nrlmsise00, model.bodies = {Body::sun};
  const OrbitWorld world = make_orbit_world(model, request.epoch, 0, span_s, data());
  const auto &r = request.state.r_m, &v = request.state.v_m_s;
  const PointMassState<double> begin{r.x, r.y, r.z, v.x, v.y, v.z, 1};
  PropagateOptions options;
  options.tolerance = 1e-10, options.dense = false;
  const auto arc = propagate<double>(world, {.drag_area_m2 = request.drag_m2_kg}, begin, 0, span_s, {},
                                     {height<double>(100e3, -1, 1)}, options);
  EXPECT_TRUE(arc.stopped);
  return arc.end_s;
}

/// Sums over revolutions against each revolution flown, from a circle and from an ellipse. The flight is that of the
/// days' own fluxes, the sums that of their average over 81 days, so fluxes are made steady by a short span.
TEST(Lifetime, FallsAsTheFlightDoes) {
  for (const auto& [perigee_m, apogee_m] : {std::pair{260e3, 270e3}, {200e3, 600e3}}) {
    const LifetimeRequest request = from(perigee_m, apogee_m, 0.02);
    const Lifetime life = orbit_lifetime(request, data().space_weather);
    ASSERT_TRUE(life.came_down);
    const double flown = flown_s(request, 40 * day_s);
    EXPECT_NEAR(life.seconds / flown, 1, 0.06) << flown / day_s << " days flown";
  }
}

TEST(Lifetime, HigherIsLongerAndAQuietSunTooByMuch) {
  LifetimeRequest request = from(500e3, 500e3, 0.01);
  request.f107 = 70;
  const Lifetime quiet = orbit_lifetime(request, data().space_weather);
  request.f107 = 200;
  const Lifetime active = orbit_lifetime(request, data().space_weather);
  ASSERT_TRUE(quiet.came_down && active.came_down);
  // The density at 500 km differs by an order of magnitude between minimum and maximum.
  EXPECT_GT(quiet.seconds / active.seconds, 6);
  EXPECT_LT(quiet.seconds / active.seconds, 30);
  EXPECT_GT(quiet.history.front().perigee_altitude_m, quiet.history.back().perigee_altitude_m + 350e3);
  for (std::size_t i = 1; i < quiet.history.size(); ++i)
    ASSERT_LT(quiet.history[i].perigee_altitude_m, quiet.history[i - 1].perigee_altitude_m + 1);
}

/// Half the drag, twice the time, as long as the Sun is steady.
TEST(Lifetime, GoesAsTheInverseOfTheDrag) {
  LifetimeRequest request = from(450e3, 450e3, 0.02);
  request.f107 = 150;
  const double all = orbit_lifetime(request, data().space_weather).seconds;
  request.drag_m2_kg = 0.01;
  EXPECT_NEAR(orbit_lifetime(request, data().space_weather).seconds / all, 2, 0.04);
}

TEST(Lifetime, StopsWhereItIsTold) {
  LifetimeRequest request = from(900e3, 900e3, 0.001);
  request.most_years = 1;
  const Lifetime life = orbit_lifetime(request, data().space_weather);
  EXPECT_FALSE(life.came_down);
  EXPECT_NEAR(life.seconds, 365.25 * day_s, 1e-6);
  request.drag_m2_kg = 0;
  EXPECT_THROW(orbit_lifetime(request, data().space_weather), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
