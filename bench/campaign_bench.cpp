// Campaigns: dispersed flights of Luna-25 a second, with the guidance in the loop and without, beside how right their
// insertions are, what two threads give, and how much memory is held.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cosmodrome/campaign/run.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/flight/programmes.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;

/// `failing`: with the mission's failures, whose flights are followed to their end.
const Plan& plan(bool closed_loop, bool failing) {
  static const Plan closed = make_plan(load_mission(COSMODROME_DATA_DIR "/../missions/luna-25.toml"));
  static const Plan sound = [] {
    Plan made = closed;
    made.mission.failures.clear();
    return made;
  }();
  static const Plan open = open_loop(sound, fly(sound, FlyOptions{.follow_dropped = false}));
  return !closed_loop ? open : failing ? closed : sound;
}

const std::vector<double>& column(const std::vector<Column>& columns, const std::string& name) {
  return std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; })->numbers();
}

/// Worst differences from DOP853 at 1e-13 of all flights that reach an orbit.
void add_errors(benchmark::State& state, const Plan& flown, const std::vector<Column>& rows, std::size_t count) {
  const auto exact = Campaign(flown, FlyOptions{.reference = true}).fly(0, count);
  double place_m = 0, speed_m_s = 0;
  int in_orbit = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!(column(exact, "perigee_altitude_m")[i] > 100e3)) continue;
    ++in_orbit;
    const double dt = column(exact, "t_end_s")[i] - column(rows, "t_end_s")[i];
    double place = 0, speed = 0;
    for (const char axis : {'x', 'y', 'z'}) {
      const auto of = [&](const std::vector<Column>& from, const char* what, const char* unit) {
        return column(from, std::string(what) + "_" + axis + "_gcrf_" + unit)[i];
      };
      const double v = of(rows, "velocity", "m_s") - of(exact, "velocity", "m_s");
      const double r = of(rows, "position", "m") + dt * of(rows, "velocity", "m_s") - of(exact, "position", "m");
      place += r * r, speed += v * v;
    }
    place_m = std::max(place_m, std::sqrt(place));
    speed_m_s = std::max(speed_m_s, std::sqrt(speed));
  }
  state.counters["worst_place_m"] = place_m;
  state.counters["worst_speed_m_s"] = speed_m_s;
  state.counters["in_orbit"] = in_orbit;
}

/// One thread, a block at a time; items are flights.
void dispersed_flights(benchmark::State& state) {
  const Plan& flown = plan(state.range(0) != 0, state.range(1) != 0);
  const FlyOptions options{.tolerance = std::pow(10.0, -static_cast<double>(state.range(2)))};
  const Campaign campaign(flown, options);
  std::vector<Column> rows;
  for (auto _ : state) rows = campaign.fly(0, CampaignStore::block_flights);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(CampaignStore::block_flights));
  state.counters["figures"] = static_cast<double>(campaign.inputs());
  add_errors(state, flown, rows, 256);
}

/// Drawing alone, to see what of it is sampling.
void draws(benchmark::State& state) {
  const Plan& flown = plan(true, true);
  const Campaign campaign(flown);
  std::vector<double> values(campaign.inputs());
  std::uint64_t flight = 0;
  for (auto _ : state) {
    VehicleModel<double> model = flown.model;
    campaign.sampler().draw(flight++, model, values);
    benchmark::DoNotOptimize(model);
  }
  state.SetItemsProcessed(state.iterations());
}

/// A whole campaign with its store and statistics, on so many threads.
void stored_campaign(benchmark::State& state) {
  const Campaign campaign(plan(true, true));
  const fs::path folder = fs::temp_directory_path() / ("cosmodrome-bench-" + std::to_string(::getpid()));
  RunRequest request;
  request.flights = 16 * CampaignStore::block_flights;
  request.threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    fs::remove_all(folder);
    const CampaignStore store(folder, {"bench", "Luna-25", 1, campaign.column_names()}, CampaignStore::Mode::begin);
    state.ResumeTiming();
    benchmark::DoNotOptimize(run_campaign(campaign, store, request));
  }
  fs::remove_all(folder);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(request.flights));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["memory_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

BENCHMARK(dispersed_flights)
    ->ArgNames({"closed", "failing", "digits"})
    ->Unit(benchmark::kMillisecond)
    ->Args({1, 0, 6})
    ->Args({1, 0, 7})
    ->Args({1, 0, 8})
    ->Args({1, 1, 7})
    ->Args({0, 0, 7});
BENCHMARK(draws)->Unit(benchmark::kMicrosecond);
BENCHMARK(stored_campaign)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace cosmodrome
