#include "cosmodrome/orbit/propagate_multistep.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {
namespace {

constexpr double span_s = 6 * 3600;

PointMassState<double> leo() { return {6.778e6, 0, 0, 0, 4.7e3, 6.05e3, 1000}; }

OrbitWorld world_of(OrbitModel model) {
  static const OrbitData data = OrbitData::shipped();
  model.sunlight = false;  // its shadow's edge is a jump
  return make_orbit_world(model, Epoch::from_utc(2023, 8, 10), -span_s, span_s, data);
}

double apart_m(const PointMassState<double>& a, const PointMassState<double>& b) {
  return norm(position_of(a) - position_of(b));
}

const Spacecraft<double> craft{.drag_area_m2 = 2.2};

TEST(PropagateMultistep, IsWhereRungeKuttaIs) {
  for (const Body center : {Body::earth, Body::moon}) {
    const OrbitWorld world = world_of(OrbitModel::accurate(center));
    auto begin = leo();
    if (center == Body::moon) begin = {1.9e6, 0, 0, 0, 300, 1.55e3, 1000};
    const auto exact =
        propagate<double>(world, craft, begin, 0, span_s, {}, {}, {.tolerance = 1e-14, .longest_step_s = 30});
    const auto arc = propagate_multistep<double>(world, craft, begin, 0, span_s);
    EXPECT_LT(apart_m(arc.end, exact.end), 5e-3) << name_of(center);  // a centimetre a day is promised
    for (double t_s = 0; t_s < span_s; t_s += 1111) {
      EXPECT_LT(apart_m(arc.at(t_s), exact.at(t_s)), 5e-3) << t_s;
      EXPECT_LT(norm(velocity_of(arc.at(t_s)) - velocity_of(exact.at(t_s))), 1e-5) << t_s;
    }
  }
}

TEST(PropagateMultistep, FliesBackward) {
  const OrbitWorld world = world_of(OrbitModel::fast());
  const auto there = propagate_multistep<double>(world, craft, leo(), 0, span_s);
  const auto back = propagate_multistep<double>(world, craft, there.end, span_s, 0);
  EXPECT_LT(apart_m(back.end, leo()), 1e-3);
}

TEST(PropagateMultistep, GivesEachLaneTheBitsOfOneSpacecraft) {
  const OrbitWorld world = world_of(OrbitModel::accurate());
  PointMassState<Lanes> begin;
  for (std::size_t k = 0; k < 7; ++k)
    for (int i = 0; i < 16; ++i) set_lane(begin[k], i, leo()[k] * (k == 4 ? 1 + 1e-3 * i : 1));
  const MultistepOptions options{.step_s = 25, .keep = false};
  const auto together = propagate_multistep<Lanes>(world, {Lanes(2.2), Lanes(0.0)}, begin, 0, 2000, options);
  for (int i = 0; i < 16; i += 5) {
    PointMassState<double> one;
    for (std::size_t k = 0; k < 7; ++k) one[k] = lane(begin[k], i);
    const auto alone = propagate_multistep<double>(world, craft, one, 0, 2000, options);
    for (std::size_t k = 0; k < 7; ++k) EXPECT_EQ(lane(together.end[k], i), alone.end[k]);
  }
}

TEST(PropagateMultistep, SaysWhenNothingWasKept) {
  const auto arc = propagate_multistep<double>(world_of(OrbitModel::fast()), craft, leo(), 0, 3600, {0, false});
  EXPECT_THROW(arc.at(10), std::logic_error);
}

}  // namespace
}  // namespace cosmodrome
