// Geodesy, the Earth's orientation and two-body arcs, on every scalar.
#include "agreement.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {
namespace {

using agreement::expect_agreement;
using agreement::Range;

/// From the ground to a high orbit over one quarter of the Earth, poles and equator apart.
constexpr auto places_m = std::to_array<Range>({{3.9e6, 9e6}, {-4e6, 4e6}, {2.7e6, 8e6}});

template <class S>
Vec3<S, Itrf> place(const std::array<S, 3>& x) {
  return {x[0], x[1], x[2]};
}

TEST(Agreement, Geodetic) {
  expect_agreement(
      [](const auto& x) {
        const auto g = to_geodetic(place(x));
        return std::array{g.latitude_rad, g.longitude_rad, g.altitude_m, geocentric_latitude_rad(place(x))};
      },
      places_m);
}

TEST(Agreement, PositionOfAPlace) {
  expect_agreement(
      [](const auto& x) {
        const auto r = itrf_position_m(Geodetic{x[0], x[1], x[2]});
        return std::array{r.x, r.y, r.z};
      },
      std::to_array<Range>({{-1.5, 1.5}, {-3, 3}, {-1e3, 1e6}}));
}

TEST(Agreement, LocalAxes) {
  expect_agreement(
      [](const auto& x) {
        const auto r = place(x);
        const auto turned = itrf_to_enu(r) * Vec3<std::decay_t<decltype(x[0])>, Itrf>{x[2], x[0], x[1]};
        return std::array{turned.x, turned.y, turned.z, altitude_m(r), up_itrf(r).x, up_itrf(r).y, up_itrf(r).z};
      },
      places_m);
}

/// Over more than one of its pieces; the turn of the Earth is the scale, not the precession.
TEST(Agreement, EarthOrientation) {
  const auto earth =
      make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 9 * 3600.0, without_observations);
  expect_agreement(
      [&](const auto& x) {
        using S = std::decay_t<decltype(x[0])>;
        const PositionVelocity<S, Gcrf> seen{{x[1], x[2], x[3]}, {x[2] * 1e-3, x[3] * 1e-3, x[1] * 1e-3}};
        const auto state = to_itrf(earth, x[0], seen);
        const auto back = to_gcrf(earth, x[0], state);
        return std::array{state.r_m.x, state.r_m.y, state.r_m.z, state.v_m_s.x, back.r_m.z, back.v_m_s.y};
      },
      std::to_array<Range>({{0, 3600}, {3e6, 7e6}, {3e6, 7e6}, {3e6, 7e6}}));
}

}  // namespace
}  // namespace cosmodrome
