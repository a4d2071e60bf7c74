// A flight in duals carries the derivatives of its end and of its events' times: held against differences of flights in
// double.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/campaign/statistics.hpp"
#include "cosmodrome/flight/launch.hpp"
#include "cosmodrome/flight/loop.hpp"
#include "luna_25.hpp"

namespace cosmodrome {
namespace {

using D = Dual<8>;

template <class S>
struct End {
  S t_s{};
  PointMassState<S> y{};
  std::array<S, max_items> fired_t_s{};
};

template <class S>
End<S> fly_one(const Plan& plan, const VehicleModel<S>& model, double tolerance = 1e-14) {
  // Tight, so that differences show derivatives and not the choice of steps.
  NoRecorder nobody;
  FlightLoop<S, DormandPrince54> loop(plan.world, LoopOptions{tolerance, 1e9}, nobody);
  End<S> end;
  bool flown = false;
  loop.run(
      [&](Craft<S>& craft, S& t_s, PointMassState<S>& y) {
        if (flown) return false;
        flown = true;
        craft = Craft<S>(plan, model);
        return launch(craft, t_s, y);
      },
      [&](const Craft<S>& craft, const S& t_s, const PointMassState<S>& y) {
        end = {t_s, y, craft.fired_t_s};
      });
  return end;
}

template <class S>
VehicleModel<S> to_model(const VehicleModel<double>& m) {
  VehicleModel<S> model;
  model.stage_count = m.stage_count, model.part_count = m.part_count, model.item_count = m.item_count;
  for (std::size_t i = 0; i < max_stages; ++i) {
    const StageModel<double>& s = m.stages[i];
    model.stages[i] = {S(s.empty_mass_kg),   S(s.propellant_kg), S(s.drive_propellant_kg),
                       S(s.thrust_vacuum_N), S(s.exit_area_m2),  S(s.flow_kg_s),
                       S(s.drive_ratio),     S(s.start_up_s),    S(s.tail_off_s)};
  }
  for (std::size_t i = 0; i < max_parts; ++i) model.part_mass_kg[i] = S(m.part_mass_kg[i]);
  for (std::size_t i = 0; i < max_items; ++i) model.condition_value[i] = S(m.condition_value[i]);
  model.payload_mass_kg = S(m.payload_mass_kg);
  model.density_factor = S(m.density_factor);
  model.drag_factor = S(m.drag_factor);
  return model;
}

constexpr int inputs = 8;
constexpr const char* names[inputs] = {
    "booster thrust", "booster flow", "core propellant", "third-stage thrust", "third-stage flow",
    "payload",        "drag",         "density"};

/// Where derivatives are taken: some tenths of a per cent from the nominal vehicle, whose events happen just where the
/// tables of its steering begin and end, and have no derivative there.
constexpr std::array<double, inputs> offset{0.003, 0.002, -0.003, 0.002, 0.003, 0.001, 0.01, 0.01};

/// The model with each of the inputs larger by a share.
template <class S>
VehicleModel<S> model_with(const std::array<S, inputs>& share) {
  VehicleModel<S> model = to_model<S>(luna_25::open_loop_plan().model);
  const auto scale = [&](S& x, std::size_t i) { x = x * (S(1.0 + offset[i]) + share[i]); };
  scale(model.stages[luna_25::stage("boosters")].thrust_vacuum_N, 0);
  scale(model.stages[luna_25::stage("boosters")].flow_kg_s, 1);
  scale(model.stages[luna_25::stage("core")].propellant_kg, 2);
  scale(model.stages[luna_25::stage("third")].thrust_vacuum_N, 3);
  scale(model.stages[luna_25::stage("third")].flow_kg_s, 4);
  scale(model.payload_mass_kg, 5);
  scale(model.drag_factor, 6);
  scale(model.density_factor, 7);
  return model;
}

End<double> with_one(std::size_t input, double share) {
  std::array<double, inputs> shares{};
  shares[input] = share;
  return fly_one(luna_25::open_loop_plan(), model_with(shares));
}

/// Central differences over h and 2 h, extrapolated: what is left is of fourth order.
template <class Get>
double difference(const std::array<End<double>, 4>& ends, double h, Get&& get) {
  const double narrow = (get(ends[0]) - get(ends[1])) / (2 * h), wide = (get(ends[2]) - get(ends[3])) / (4 * h);
  return (4 * narrow - wide) / 3;
}

class Derivatives : public ::testing::Test {
 protected:
  static const End<D>& in_duals() {
    static const End<D> end = [] {
      std::array<D, inputs> shares;
      for (int i = 0; i < inputs; ++i) shares[static_cast<std::size_t>(i)] = D::variable(0.0, i);
      return fly_one(luna_25::open_loop_plan(), model_with(shares));
    }();
    return end;
  }
  static constexpr double h = 2e-4;
  static const std::array<End<double>, 4>& flights(std::size_t input) {
    static std::array<std::array<End<double>, 4>, inputs> all;
    static std::array<bool, inputs> there{};
    if (!there[input])
      all[input] = {with_one(input, h), with_one(input, -h), with_one(input, 2 * h), with_one(input, -2 * h)};
    there[input] = true;
    return all[input];
  }
};

TEST_F(Derivatives, ValuesAreThoseOfDouble) {
  const auto plain = fly_one(luna_25::open_loop_plan(), model_with(std::array<double, inputs>{}));
  // Duals correct the time of an event once more than doubles need, by less than a nanosecond of 8 km/s.
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(in_duals().y[i].v, plain.y[i], 1e-3);
  for (std::size_t i = 3; i < 6; ++i) EXPECT_NEAR(in_duals().y[i].v, plain.y[i], 1e-6);
  EXPECT_NEAR(in_duals().y[6].v, plain.y[6], 1e-6);
}

TEST_F(Derivatives, OfTheFinalStateEqualDifferences) {
  for (std::size_t input = 0; input < inputs; ++input) {
    const auto& ends = flights(input);
    double place_off = 0, place = 0, speed_off = 0, speed = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      const double by_dual = in_duals().y[i].d[input];
      const double by_difference = difference(ends, h, [i](const End<double>& e) { return e.y[i]; });
      (i < 3 ? place_off : speed_off) += (by_dual - by_difference) * (by_dual - by_difference);
      (i < 3 ? place : speed) += by_dual * by_dual;
    }
    ASSERT_GT(place, 0) << names[input];
    // Differences over 4e-4 with fourth order left, of flights that are good to some micrometres.
    EXPECT_LT(std::sqrt(place_off / place), 1e-5) << names[input];
    EXPECT_LT(std::sqrt(speed_off / speed), 1e-5) << names[input];
    RecordProperty(std::string(names[input]) + " km per %", static_cast<int>(std::sqrt(place) / 1e5));
    RecordProperty(std::string(names[input]) + " off 1e-9", static_cast<int>(1e9 * std::sqrt(place_off / place)));
  }
}

TEST_F(Derivatives, OfEventTimesEqualDifferences) {
  for (const char* name : {"gravity-turn", "booster-throttle-step", "booster-cut-off", "fairing-jettison",
                           "core-cut-off", "third-stage-cut-off"}) {
    const std::size_t item = luna_25::item(name);
    double largest = 0;
    for (std::size_t input = 0; input < inputs; ++input) {
      const double by_difference =
          difference(flights(input), h, [item](const End<double>& e) { return e.fired_t_s[item]; });
      const double by_dual = in_duals().fired_t_s[item].d[input];
      // Times are found to 1e-9 s, which over 4e-4 leaves 5e-6 s.
      EXPECT_NEAR(by_dual, by_difference, 1e-5 * std::abs(by_difference) + 5e-6) << name << " by " << names[input];
      largest = std::max(largest, std::abs(by_dual));
    }
    EXPECT_GT(largest, 1) << name << " moves with nothing";
  }
}

TEST_F(Derivatives, AtTheDefaultToleranceAreGoodEnoughToSteerASearch) {
  std::array<D, inputs> shares;
  for (int i = 0; i < inputs; ++i) shares[static_cast<std::size_t>(i)] = D::variable(0.0, i);
  const auto quick = fly_one(luna_25::open_loop_plan(), model_with(shares), FlyOptions{}.tolerance);
  double worst = 0;
  for (std::size_t input = 0; input < inputs; ++input) {
    double off = 0, all = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      off += std::pow(quick.y[i].d[input] - in_duals().y[i].d[input], 2);
      all += std::pow(in_duals().y[i].d[input], 2);
    }
    worst = std::max(worst, std::sqrt(off / all));
  }
  // Steps are chosen for the values; where a step runs over a bend of a table its derivatives are worse than those.
  // Newton's method gains two digits a round with derivatives good to a per cent.
  EXPECT_LT(worst, 0.01);
  RecordProperty("worst_1e_6", static_cast<int>(1e6 * worst));
}

TEST_F(Derivatives, OfMassFollowTheTanks) {
  // One per cent more payload is one per cent more at the end, and the burn of the upper stage ends by its time.
  EXPECT_NEAR(in_duals().y[6].d[5], luna_25::plan().model.payload_mass_kg, 1e-6);
}

/// Where a flight ends scatters as the derivatives say, if what varies is small: J S J^T against 6,000 flights. The
/// variance of so many has a standard error of sqrt(2 / n) = 1.8 %, a correlation one of 1 / sqrt(n) = 1.3 %; four of
/// them are allowed, and half a per cent for what is not linear at a sigma of 2e-4.
TEST_F(Derivatives, GiveTheCovarianceOfAnEnsemble) {
  constexpr double sigma = 2e-4;
  constexpr std::uint64_t flights = 6000;
  std::vector<VehicleModel<double>> models;
  for (std::uint64_t n = 0; n < flights; ++n) {
    std::array<double, inputs> shares;
    for (std::uint32_t i = 0; i < inputs; ++i) {
      shares[i] = sigma * random_normal({.seed = 9, .flight = n, .parameter = i});
    }
    models.push_back(model_with(shares));
  }
  Covariance flown(7);
  for (const FlightEnd& end : fly_ends_in_lanes(luna_25::open_loop_plan(), models)) {
    flown.add({end.position_m.x, end.position_m.y, end.position_m.z, end.velocity_m_s.x, end.velocity_m_s.y,
               end.velocity_m_s.z, end.mass_kg},
              1);
  }
  const auto linear = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < inputs; ++i) sum += in_duals().y[a].d[i] * in_duals().y[b].d[i];
    return sum * sigma * sigma;
  };
  for (std::size_t a = 0; a < 7; ++a) {
    EXPECT_NEAR(flown.at(a, a) / linear(a, a), 1, 4 * 0.018 + 0.01) << "number " << a;
    for (std::size_t b = 0; b < a; ++b) {
      const double of_flights = flown.at(a, b) / std::sqrt(flown.at(a, a) * flown.at(b, b));
      const double of_duals = linear(a, b) / std::sqrt(linear(a, a) * linear(b, b));
      EXPECT_NEAR(of_flights, of_duals, 4 * 0.013 + 0.005) << "numbers " << a << " and " << b;
    }
  }
}

}  // namespace
}  // namespace cosmodrome
