// What the default tolerance costs: insertion errors against DOP853 at 1e-13.
#include <gtest/gtest.h>

#include <algorithm>

#include "luna_25.hpp"

namespace cosmodrome {
namespace {

struct Worst {
  double place_m = 0, speed_m_s = 0;
};

Worst insertion_error(const Plan& plan, double tolerance) {
  auto models = luna_25::dispersed_models(plan, 8);
  models.push_back(plan.model);
  const auto fast = fly_ends(plan, models, FlyOptions{.tolerance = tolerance});
  const auto exact = fly_ends(plan, models, FlyOptions{.reference = true});
  Worst worst;
  for (std::size_t i = 0; i < models.size(); ++i) {
    // At a common time: the flights end 10 s after a cut-off that each finds for itself.
    const double dt = exact[i].t_s - fast[i].t_s;
    worst.place_m =
        std::max(worst.place_m, norm(axpy(dt, fast[i].velocity_m_s, fast[i].position_m) - exact[i].position_m));
    worst.speed_m_s = std::max(worst.speed_m_s, norm(fast[i].velocity_m_s - exact[i].velocity_m_s));
  }
  return worst;
}

void expect_accurate(const Plan& plan) {
  const Worst worst = insertion_error(plan, FlyOptions{}.tolerance);
  // A metre and a centimetre a second are a tenth of what a launch vehicle's navigation knows, and well below every
  // dispersion; fly.hpp's default tolerance is chosen for it.
  EXPECT_LT(worst.place_m, 1);
  EXPECT_LT(worst.speed_m_s, 0.01);
  ::testing::Test::RecordProperty("place_error_um", static_cast<int>(1e6 * worst.place_m));
  ::testing::Test::RecordProperty("speed_error_um_s", static_cast<int>(1e6 * worst.speed_m_s));
}

TEST(Accuracy, OpenLoopAtTheDefaultTolerance) { expect_accurate(luna_25::open_loop_plan()); }

TEST(Accuracy, ClosedLoopAtTheDefaultTolerance) { expect_accurate(luna_25::plan()); }

TEST(Accuracy, ATighterToleranceIsMoreAccurate) {
  const Worst loose = insertion_error(luna_25::open_loop_plan(), 1e-7),
              tight = insertion_error(luna_25::open_loop_plan(), 1e-11);
  // The error of a method of order 5 goes with the tolerance to the power of 5 / 6 at least: 1e4 gives 2000.
  EXPECT_GT(loose.place_m / tight.place_m, 200);
  EXPECT_LT(tight.place_m, 0.01);
  RecordProperty("at_1e_7_um", static_cast<int>(1e6 * loose.place_m));
  RecordProperty("at_1e_11_um", static_cast<int>(1e6 * tight.place_m));
}

TEST(Accuracy, OpenLoopFliesWhereTheGuidanceLed) {
  // The table of what guidance commanded has a row every fifteen seconds, with splines between: kilometres apart would
  // mean that it is not that flight.
  const auto closed = fly_ends(luna_25::plan(), std::vector{luna_25::plan().model})[0];
  const auto open = fly_ends(luna_25::open_loop_plan(), std::vector{luna_25::open_loop_plan().model})[0];
  EXPECT_LT(norm(open.position_m - closed.position_m), 3000);
  EXPECT_LT(norm(open.velocity_m_s - closed.velocity_m_s), 15);
}

}  // namespace
}  // namespace cosmodrome
