// What a day of free flight costs, beside how right it is: each measurement carries its distance, at the end, from the
// same forces flown by DOP853 at 1e-14 with steps of 20 s at the most.
#include <benchmark/benchmark.h>

#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/propagate.hpp"
#include "cosmodrome/orbit/propagate_multistep.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;

/// 400 km, 52 degrees.
PointMassState<double> low_orbit() { return {6.778e6, 0, 0, 0, 4.7e3, 6.05e3, 1000}; }

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

enum Forces : int { zonals_to_4, harmonics_70, low_earth, all };

OrbitModel model_of(int forces) {
  OrbitModel model = OrbitModel::two_body();
  model.gravity_degree = forces == zonals_to_4 ? 4 : 70;
  model.gravity_order = forces == zonals_to_4 ? 0 : 70;
  if (forces == low_earth) model.bodies = {Body::sun, Body::moon}, model.air = OrbitModel::accurate().air;
  return forces == all ? OrbitModel::accurate() : model;
}

const char* name_of(int forces) {
  constexpr const char* names[] = {"J2-J4", "70x70", "70x70, Sun, Moon, air", "all"};
  return names[forces];
}

const OrbitWorld& world_of(int forces) {
  static std::array<std::optional<OrbitWorld>, 4> worlds;
  auto& world = worlds[static_cast<std::size_t>(forces)];
  if (!world)
    world = make_orbit_world(model_of(forces), Epoch::from_utc(2023, 8, 10, 23, 10, 57), -600, day_s + 600, data());
  return *world;
}

const Spacecraft<double> craft{.drag_area_m2 = 2.2, .light_area_m2 = 1.3};

const PointMassState<double>& exact(int forces) {
  static std::array<std::optional<PointMassState<double>>, 4> ends;
  auto& end = ends[static_cast<std::size_t>(forces)];
  if (!end) {
    const PropagateOptions options{.tolerance = 1e-14, .longest_step_s = 20, .dense = false};
    end = propagate<double>(world_of(forces), craft, low_orbit(), 0, day_s, {}, {}, options).end;
  }
  return *end;
}

void add_error(benchmark::State& state, int forces, const PointMassState<double>& end, long evaluations) {
  state.SetLabel(name_of(forces));
  state.counters["evaluations"] = static_cast<double>(evaluations);
  state.counters["error_mm"] = 1e3 * norm(position_of(end) - position_of(exact(forces)));
}

void multistep(benchmark::State& state) {
  const auto forces = static_cast<int>(state.range(0));
  const OrbitWorld& world = world_of(forces);
  const MultistepOptions options{.step_s = static_cast<double>(state.range(1)), .keep = false};
  MultistepArc<double> arc;
  for (auto _ : state) arc = propagate_multistep<double>(world, craft, low_orbit(), 0, day_s, options);
  add_error(state, forces, arc.end, arc.evaluations);
}

void dop853(benchmark::State& state) {
  const auto forces = static_cast<int>(state.range(0));
  const OrbitWorld& world = world_of(forces);
  double tolerance = 1;
  for (int i = 0; i < state.range(1); ++i) tolerance /= 10;
  OrbitArc<double> arc;
  for (auto _ : state)
    arc = propagate<double>(world, craft, low_orbit(), 0, day_s, {}, {}, {.tolerance = tolerance, .dense = false});
  add_error(state, forces, arc.end, arc.evaluations);
}

/// Sixteen satellites side by side, by multistep; items are satellites, so that 10,000 of them take 10,000 over the
/// rate.
void satellites_in_lanes(benchmark::State& state) {
  const auto forces = static_cast<int>(state.range(0));
  const OrbitWorld& world = world_of(forces);
  PointMassState<Lanes> begin;
  for (std::size_t k = 0; k < 7; ++k)
    for (int i = 0; i < 16; ++i) set_lane(begin[k], i, low_orbit()[k] * (k == 4 ? 1 + 1e-3 * i : 1));
  const Spacecraft<Lanes> crafts{Lanes(craft.drag_area_m2), Lanes(craft.light_area_m2)};
  MultistepArc<Lanes> arc;
  for (auto _ : state) arc = propagate_multistep<Lanes>(world, crafts, begin, 0, day_s, {.step_s = 0, .keep = false});
  PointMassState<double> first;
  for (std::size_t k = 0; k < 7; ++k) first[k] = lane(arc.end[k], 0);
  add_error(state, forces, first, arc.evaluations);
  state.SetItemsProcessed(state.iterations() * 16);
}

void transition(benchmark::State& state) {
  const auto forces = static_cast<int>(state.range(0));
  const OrbitWorld& world = world_of(forces);
  const Spacecraft<Dual<6>> with{Dual<6>(craft.drag_area_m2), Dual<6>(craft.light_area_m2)};
  OrbitArc<Dual<6>> arc;
  for (auto _ : state)
    arc = propagate<Dual<6>>(world, with, with_derivatives(low_orbit()), Dual<6>(0.0), Dual<6>(day_s), {}, {},
                             {.tolerance = 1e-10, .dense = false});
  PointMassState<double> end;
  for (std::size_t k = 0; k < 7; ++k) end[k] = value(arc.end[k]);
  add_error(state, forces, end, arc.evaluations);
}

// The heaviest case that brahe publishes (bench/peers/brahe_peer.py): 5400 s of a sun-synchronous orbit at 500 km.
namespace brahes_case {

constexpr double end_s = 5400;
constexpr int steps = 180;
const Spacecraft<double> craft{.drag_area_m2 = 2.2 * 10, .light_area_m2 = 1.3 * 10};

PointMassState<double> begin() {
  return {1942531.024, -412663.845, 6580137.310, -7039.953530, -2162.645217, 1948.277482, 1000};
}

OrbitWorld make_world() {
  OrbitModel model = OrbitModel::two_body();
  model.gravity_degree = model.gravity_order = 80;
  model.bodies = {Body::sun, Body::moon};
  model.air = AirModel::nrlmsise00;
  model.sunlight = true;
  return make_orbit_world(model, Epoch::from_utc(2024, 1, 1), -600, end_s + 600, data());
}

const OrbitWorld& world() {
  static const OrbitWorld made = make_world();
  return made;
}

double error_m(const PointMassState<double>& end) {
  static const PointMassState<double> exact =
      propagate<double>(world(), craft, begin(), 0, end_s, {}, {},
                        {.tolerance = 1e-14, .longest_step_s = 10, .dense = false})
          .end;
  return norm(position_of(end) - position_of(exact));
}

/// y + h slope.
PointMassState<double> moved(const PointMassState<double>& y, double h, const PointMassState<double>& slope) {
  PointMassState<double> sum;
  for (std::size_t k = 0; k < sum.size(); ++k) sum[k] = y[k] + h * slope[k];
  return sum;
}

/// The classical method of four stages, which brahe flies; our integrators are better ones.
PointMassState<double> fly_by_rk4(const OrbitWorld& around) {
  OrbitMotion<double> motion(around, craft, nullptr);
  PointMassState<double> y = begin(), k1, k2, k3, k4;
  const double h = end_s / steps;
  for (int i = 0; i < steps; ++i) {
    const double t = i * h;
    motion(t, y, k1);
    motion(t + h / 2, moved(y, h / 2, k1), k2);
    motion(t + h / 2, moved(y, h / 2, k2), k3);
    motion(t + h, moved(y, h, k3), k4);
    for (std::size_t k = 0; k < y.size(); ++k) y[k] += h / 6 * (k1[k] + 2 * (k2[k] + k3[k]) + k4[k]);
  }
  return y;
}

void rk4(benchmark::State& state) {
  PointMassState<double> end;
  for (auto _ : state) end = fly_by_rk4(world());
  state.counters["error_m"] = error_m(end);
}

/// With what a flight prepares once: the Earth's turning, the paths of Sun and Moon.
void rk4_and_world(benchmark::State& state) {
  PointMassState<double> end;
  for (auto _ : state) end = fly_by_rk4(make_world());
  state.counters["error_m"] = error_m(end);
}

void dop853(benchmark::State& state) {
  double tolerance = 1;
  for (int i = 0; i < state.range(0); ++i) tolerance /= 10;
  OrbitArc<double> arc;
  for (auto _ : state)
    arc = propagate<double>(world(), craft, begin(), 0, end_s, {}, {}, {.tolerance = tolerance, .dense = false});
  state.counters["evaluations"] = static_cast<double>(arc.evaluations);
  state.counters["error_m"] = error_m(arc.end);
}

void multistep(benchmark::State& state) {
  MultistepArc<double> arc;
  const MultistepOptions options{.step_s = static_cast<double>(state.range(0)), .keep = false};
  for (auto _ : state) arc = propagate_multistep<double>(world(), craft, begin(), 0, end_s, options);
  state.counters["evaluations"] = static_cast<double>(arc.evaluations);
  state.counters["error_m"] = error_m(arc.end);
}

BENCHMARK(rk4)->Unit(benchmark::kMillisecond);
BENCHMARK(rk4_and_world)->Unit(benchmark::kMillisecond);
BENCHMARK(dop853)->ArgName("digits")->DenseRange(9, 13)->Unit(benchmark::kMillisecond);
BENCHMARK(multistep)->ArgName("step_s")->Arg(60)->Arg(40)->Arg(30)->Arg(24)->Arg(20)->Unit(benchmark::kMillisecond);

}  // namespace brahes_case

void steps_of(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"forces", "step_s"})->Unit(benchmark::kMillisecond);
  for (const int step : {60, 80, 100}) bench->Args({zonals_to_4, step});
  for (const int forces : {harmonics_70, low_earth, all})
    for (const int step : {0, 15, 20, 24, 30}) bench->Args({forces, step});
}

void digits_of(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"forces", "digits"})->Unit(benchmark::kMillisecond);
  for (const int forces : {zonals_to_4, harmonics_70, low_earth, all})
    for (const int digits : {10, 12, 13}) bench->Args({forces, digits});
}

BENCHMARK(multistep)->Apply(steps_of);
BENCHMARK(dop853)->Apply(digits_of);
BENCHMARK(satellites_in_lanes)->ArgName("forces")->DenseRange(0, 3)->Unit(benchmark::kMillisecond);
BENCHMARK(transition)->ArgName("forces")->Arg(zonals_to_4)->Arg(harmonics_70)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cosmodrome
