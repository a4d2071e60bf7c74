// Optima that are sought in several threads, from one plan: each is what it is alone, bit for bit. `make
// sanitize-threads` runs this under the thread sanitizer.
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "cosmodrome/optimize/solve_control.hpp"

namespace cosmodrome {
namespace {

TEST(Threads, OptimaAreSoughtAtOnce) {
  const Plan plan = make_plan(load_mission(COSMODROME_SOURCE_DIR "/missions/benchmarks/delta-iii.toml"));
  const AscentOptions options = ascent_options(plan.mission.optimize);
  const auto solve = [&] {
    const AscentProblem ascent = make_ascent_problem(plan, options);
    return solve_control(ascent.problem, ascent.guess, ascent.mesh, options.control);
  };
  const ControlResult alone = solve();
  ASSERT_TRUE(alone.solved());
  std::array<ControlResult, 2> together;
  {
    std::array<std::jthread, 2> running;
    for (std::size_t i = 0; i < together.size(); ++i) running[i] = std::jthread([&, i] { together[i] = solve(); });
  }
  for (const ControlResult& result : together) {
    EXPECT_EQ(result.iterations, alone.iterations);
    EXPECT_EQ(result.nlp.x, alone.nlp.x);
    EXPECT_EQ(result.nlp.multipliers, alone.nlp.multipliers);
  }
}

}  // namespace
}  // namespace cosmodrome
