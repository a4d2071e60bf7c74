// Impact points of a whole flight, and falls of debris.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/flight/fall_stream.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_safety.hpp"
#include "cosmodrome/safety/failures.hpp"
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

/// Luna-25 with the winds of the generic assumptions, which an analysis draws for each fall.
const Plan& luna_25_in_winds() {
  static const Plan plan = [] {
    Mission mission = load_mission(COSMODROME_DATA_DIR "/../missions/luna-25.toml");
    complete_dispersions(mission, generic_assumptions());
    return make_plan(mission);
  }();
  return plan;
}

const SafetyAssumptions& assumptions() {
  static const SafetyAssumptions generic = load_assumptions(generic_assumptions());
  return generic;
}

/// Pieces of break-ups each second of the first 300 s, class by class as an analysis has them.
const std::vector<Faller>& pieces(std::size_t kind) {
  static std::vector<std::vector<Faller>> all(assumptions().debris.size());
  std::vector<Faller>& some = all[kind];
  if (!some.empty()) return some;
  const DebrisClass& of = assumptions().debris[kind];
  std::uint64_t number = 0;
  for (const FailureInstant& now : failure_instants(luna_25_in_winds(), 1, 300)) {
    for (int sample = 0; sample < 16; ++sample, ++number) {
      const auto normal = [&](std::uint32_t draw) { return random_normal({1, number, 0, draw}); };
      Faller faller;
      faller.t_s = now.t_s, faller.until_t_s = now.t_s + 6 * 3600, faller.y = now.y, faller.y[6] = 1;
      faller.mode = fall_mode(std::exp(-of.spread * normal(0)) / of.ballistic_coefficient_kg_m2, 1.0);
      for (std::uint32_t k = 0; k < 3; ++k) faller.y[3 + k] += of.imparted_speed_m_s * normal(1 + k);
      for (std::uint32_t k = 0; k < wind_shapes; ++k) {
        faller.mode.wind_east[k] = normal(4 + k), faller.mode.wind_north[k] = normal(4 + wind_shapes + k);
      }
      some.push_back(faller);
    }
  }
  return some;
}

class Given : public FallStream {
 public:
  explicit Given(const std::vector<Faller>& fallers) : ends(fallers.size()), fallers_(fallers) {}
  bool next(Faller& faller, std::size_t& number) override {
    if (next_ == fallers_.size()) return false;
    faller = fallers_[number = next_++];
    return true;
  }
  void ended(std::size_t number, const FallEnd<double>& end) override { ends[number] = end; }
  std::vector<FallEnd<double>> ends;

 private:
  const std::vector<Faller>& fallers_;
  std::size_t next_ = 0;
};

/// Between where falls of the stream end and where they do by short steps and all their inertia: of every 37th.
std::vector<double> errors_m(const std::vector<Faller>& fallers, const std::vector<FallEnd<double>>& ends) {
  const World& world = luna_25_in_winds().world;
  const auto place = [&](const FallEnd<double>& end) {
    return place_on(world, gcrf_to_itrf(world.earth, end.t_s) * position_of(end.y));
  };
  std::vector<double> errors;
  for (std::size_t i = 0; i < fallers.size(); i += 37) {
    const Faller& one = fallers[i];
    const auto exact = fall(world, one.mode, one.t_s, one.y, one.until_t_s, FallLimits{10, 1e-10});
    const auto here = place(ends[i]), there = place(exact);
    errors.push_back(
        distance_on_m(world, here.latitude_rad, here.longitude_rad, there.latitude_rad, there.longitude_rad));
  }
  std::sort(errors.begin(), errors.end());
  return errors;
}

/// Falls alone, of one class of debris; beside the speed how far off they end, in metres: in the middle, and nine in
/// ten less.
void bare_falls(benchmark::State& state) {
  const auto kind = static_cast<std::size_t>(state.range(0));
  const auto& fallers = pieces(kind);
  std::vector<FallEnd<double>> ends;
  for (auto _ : state) {
    Given stream(fallers);
    fall_stream_in_lanes(luna_25_in_winds().world, stream);
    ends = std::move(stream.ends);
  }
  const auto errors = errors_m(fallers, ends);
  state.SetLabel(assumptions().debris[kind].name);
  state.counters["falls/s"] =
      benchmark::Counter(static_cast<double>(fallers.size()), benchmark::Counter::kIsIterationInvariantRate);
  state.counters["error_m"] = errors[errors.size() / 2];
  state.counters["error_90_m"] = errors[errors.size() * 9 / 10];
}
BENCHMARK(bare_falls)->DenseRange(0, 5)->Unit(benchmark::kMillisecond);

class Counting : public DebrisSink {
 public:
  void take(const FailureSecond&, std::size_t, std::span<const DebrisImpact> impacts, std::size_t) override {
    down += impacts.size();
  }
  std::size_t down = 0;
};

/// All that an analysis lets fall when it lets every second of the flight fail, with its turns and winds.
void debris_falls(benchmark::State& state) {
  const Plan& plan = luna_25_in_winds();
  const auto schedule = failure_schedule(failure_instants(plan, 1, 560), assumptions(), 0.1);
  FailureRequest wanted;
  wanted.falls = 50'000;
  Counting counting;
  std::size_t falls = 0;
  wanted.progress = [&](std::size_t seconds, std::uint64_t fallen) {
    falls += seconds == schedule.size() ? fallen : 0;
  };
  for (auto _ : state) fly_failures(plan, schedule, assumptions(), wanted, counting);
  state.counters["falls/s"] = benchmark::Counter(static_cast<double>(falls), benchmark::Counter::kIsRate);
}
BENCHMARK(debris_falls)->Unit(benchmark::kMillisecond);

}  // namespace
