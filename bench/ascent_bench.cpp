// What a flight costs, beside how right it is: the ascent of Luna-25 to its parking orbit. Each measurement carries the
// insertion error of the flights it timed against DOP853 at 1e-13, so that no speed stands without its accuracy.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/flight/fly_ends.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/flight/programmes.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome {
namespace {

const Mission& mission() {
  static const Mission the_mission = load_mission(COSMODROME_DATA_DIR "/../missions/luna-25.toml");
  return the_mission;
}

/// With the guidance in the loop, or with what it commanded as a table by time.
const Plan& plan(bool closed_loop) {
  static const Plan closed = make_plan(mission());
  static const Plan open = open_loop(closed, fly(closed, FlyOptions{.follow_dropped = false}));
  return closed_loop ? closed : open;
}

/// Vehicles that differ by 0.5 % in thrusts, flows and masses (one sigma): all of them reach orbit.
std::vector<VehicleModel<double>> dispersed(const Plan& plan, std::uint64_t count) {
  std::vector<VehicleModel<double>> models(count, plan.model);
  for (std::uint64_t flight = 0; flight < count; ++flight) {
    std::uint32_t parameter = 0;
    const auto vary = [&](double& x) {
      x *= 1 + 0.005 * random_normal({.seed = 1, .flight = flight, .parameter = parameter++});
    };
    for (StageModel<double>& stage : models[flight].stages) {
      vary(stage.thrust_vacuum_N), vary(stage.flow_kg_s), vary(stage.propellant_kg), vary(stage.empty_mass_kg);
    }
  }
  return models;
}

/// Evaluations of the equations of motion that a flight takes: in lanes, of all sixteen, times sixteen.
template <Scalar S>
void add_evaluations(benchmark::State& state, const Plan& plan, const std::vector<VehicleModel<double>>& models,
                     double tolerance) {
  long evaluations = 0;
  fly_ends_on<S, DormandPrince54>(plan, models, tolerance, &evaluations);
  state.counters["evaluations"] = static_cast<double>(evaluations * lane_count<S>) / static_cast<double>(models.size());
}

void add_errors(benchmark::State& state, const std::vector<FlightEnd>& ends, const std::vector<FlightEnd>& exact) {
  double place_m = 0, speed_m_s = 0;
  int crashed = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    crashed += ends[i].crashed;
    const double dt = exact[i].t_s - ends[i].t_s;  // each finds its own end: compare at the same time
    const auto there = axpy(dt, ends[i].velocity_m_s, ends[i].position_m);
    place_m = std::max(place_m, norm(there - exact[i].position_m));
    speed_m_s = std::max(speed_m_s, norm(ends[i].velocity_m_s - exact[i].velocity_m_s));
  }
  state.counters["worst_place_m"] = place_m;
  state.counters["worst_speed_m_s"] = speed_m_s;
  state.counters["crashed"] = crashed;
}

FlyOptions options_of(benchmark::State& state) { return {.tolerance = 1e-9 * static_cast<double>(state.range(1))}; }

/// One vehicle after another, in double.
void ascent_double(benchmark::State& state) {
  const Plan& flown = plan(state.range(0) != 0);
  const std::vector<VehicleModel<double>> models{flown.model};
  std::vector<FlightEnd> ends;
  for (auto _ : state) benchmark::DoNotOptimize(ends = fly_ends(flown, models, options_of(state)));
  state.SetItemsProcessed(state.iterations());
  add_evaluations<double>(state, flown, models, options_of(state).tolerance);
  add_errors(state, ends, fly_ends(flown, models, FlyOptions{.reference = true}));
}

/// 64 dispersed vehicles, in double and sixteen at a time in lanes; items are flights.
template <bool lanes>
void dispersed_ascents(benchmark::State& state) {
  const Plan& flown = plan(state.range(0) != 0);
  const auto models = dispersed(flown, 64);
  std::vector<FlightEnd> ends;
  for (auto _ : state) {
    ends = lanes ? fly_ends_in_lanes(flown, models, options_of(state)) : fly_ends(flown, models, options_of(state));
  }
  state.SetItemsProcessed(state.iterations() * 64);
  add_evaluations<std::conditional_t<lanes, Lanes, double>>(state, flown, models, options_of(state).tolerance);
  add_errors(state, ends, fly_ends_in_lanes(flown, models, FlyOptions{.reference = true}));
}

/// DOP853 at 1e-13: what the others are held against.
void ascent_reference(benchmark::State& state) {
  const Plan& flown = plan(state.range(0) != 0);
  const std::vector<VehicleModel<double>> models{flown.model};
  for (auto _ : state) {
    benchmark::DoNotOptimize(fly_ends(flown, models, FlyOptions{.reference = true}));
  }
}

/// With its record, one point a second, and everything dropped followed to the ground: what `cosmodrome fly` does.
void recorded_flight(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(fly(plan(true)));
}

/// The search for azimuth and pitch-over.
void planning(benchmark::State& state) {
  int flights = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_plan(mission(), [&](int flown, const std::string&) { flights = flown; }));
  }
  state.counters["flights"] = flights;
}

void both_loops(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"closed", "billionths"})->Unit(benchmark::kMicrosecond);  // of tolerance
  for (const int closed : {0, 1}) {
    for (const int billionths : {100, 30, 10, 3}) bench->Args({closed, billionths});
  }
}

BENCHMARK(ascent_double)->Apply(both_loops);
BENCHMARK_TEMPLATE(dispersed_ascents, false)->Apply(both_loops);
BENCHMARK_TEMPLATE(dispersed_ascents, true)->Apply(both_loops);
BENCHMARK(ascent_reference)->ArgName("closed")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);
BENCHMARK(recorded_flight)->Unit(benchmark::kMillisecond);
BENCHMARK(planning)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cosmodrome
