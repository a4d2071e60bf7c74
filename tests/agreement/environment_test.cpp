// Gravity, air, wind and third bodies, on every scalar.
#include "agreement.hpp"
#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/almanac/ephemeris.hpp"
#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/gravity.hpp"
#include "cosmodrome/environment/third_body.hpp"
#include "cosmodrome/environment/wind.hpp"

namespace cosmodrome {
namespace {

using agreement::expect_agreement;
using agreement::Range;

constexpr auto places_m = std::to_array<Range>({{3.9e6, 8e6}, {-4e6, 4e6}, {5.1e6, 7e6}});

void expect_gravity_agrees(const Gravity& gravity) {
  expect_agreement(
      [&](const auto& x) {
        using S = std::decay_t<decltype(x[0])>;
        const auto a = gravity(Vec3<S, Itrf>{x[0], x[1], x[2]});
        return std::array{a.x, a.y, a.z};
      },
      places_m);
}

TEST(Agreement, GravityOfAPointMass) { expect_gravity_agrees(Gravity::earth(0)); }
TEST(Agreement, GravityOfZonals) { expect_gravity_agrees(Gravity::earth(6)); }
TEST(Agreement, GravityOfHarmonics) {
  expect_gravity_agrees(Gravity(load_gravity(COSMODROME_DATA_DIR "/earth/egm2008_120.csv", 20), 20, 20));
}

void expect_air_agrees(double from_m, double to_m) {
  const Atmosphere atmosphere = Atmosphere::us76();
  expect_agreement(
      [&](const auto& x) {
        const auto air = atmosphere(x[0]);
        return std::array{air.density_kg_m3, air.pressure_Pa, air.temperature_K, air.inverse_sound_speed_s_m};
      },
      std::to_array<Range>({{from_m, to_m}}));
}

// Away from the kinks of the temperature at 11, 20 and 32 km, where a difference quotient sees both sides.
TEST(Agreement, AirOfTheTroposphere) { expect_air_agrees(-3e3, 10.5e3); }
TEST(Agreement, AirOfTheStratosphere) { expect_air_agrees(21e3, 31e3); }
TEST(Agreement, AirOfTheThermosphere) { expect_air_agrees(125e3, 600e3); }

TEST(Agreement, Wind) {
  const Wind wind({0, 3e3, 9e3, 12e3, 25e3}, {2, 8, 30, 22, 0}, {0, -3, 5, 6, 0});
  expect_agreement(
      [&](const auto& x) {
        const auto w = wind(x[0]);
        return std::array{w.x, w.y};
      },
      std::to_array<Range>({{0, 25e3}}));
}

TEST(Agreement, ThirdBody) {
  const ThirdBody moon{
      gravitational_parameter_m3_s2(Body::moon),
      make_body_track(Ephemeris::shipped(), Body::moon, Body::earth, Epoch::from_utc(2023, 8, 10), 0, 5 * 86400.0)};
  expect_agreement(
      [&](const auto& x) {
        using S = std::decay_t<decltype(x[0])>;
        const auto a = third_body_acceleration(moon, x[0], Vec3<S, Gcrf>{x[1], x[2], x[3]});
        return std::array{a.x, a.y, a.z};
      },
      std::to_array<Range>({{0, 4 * 86400.0}, {6e6, 8e6}, {6e6, 8e6}, {6e6, 8e6}}));
}

}  // namespace
}  // namespace cosmodrome
