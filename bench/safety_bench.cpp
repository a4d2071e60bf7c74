// Impact points of a whole flight.
#include <benchmark/benchmark.h>

#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/safety/impact_trace.hpp"

namespace {

using namespace cosmodrome;

const Plan& luna_25() {
  static const Plan plan = make_plan(load_mission(COSMODROME_DATA_DIR "/../missions/luna-25.toml"));
  return plan;
}

const Flight& flight() {
  static const Flight flown = fly(luna_25());
  return flown;
}

void impact_points(benchmark::State& state, const TraceOptions& options) {
  const Plan& plan = luna_25();
  const Flight& flown = flight();
  std::size_t points = 0;
  for (auto _ : state) {
    const auto trace = impact_trace(plan, flown, options);
    benchmark::DoNotOptimize(trace.data());
    points += trace.size();
  }
  state.counters["points/s"] = benchmark::Counter(static_cast<double>(points), benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(impact_points, vacuum, TraceOptions{})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(impact_points, with_air, TraceOptions{.ballistic_coefficient_kg_m2 = 100})
    ->Unit(benchmark::kMillisecond);

}  // namespace
