// What a look at the environment costs: time per evaluation, and per place (items), for one flight and for sixteen.
#include <benchmark/benchmark.h>

#include <cmath>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/gravity.hpp"
#include "cosmodrome/environment/third_body.hpp"

namespace cosmodrome {
namespace {

constexpr int many = 64;  // arguments taken in turn, so that no branch or row is learnt by heart

template <class S>
S spread(double from, double step, int i) {
  S x(from);
  for (int l = 0; l < lane_count<S>; ++l) set_lane(x, l, from + step * ((i * 37 + l * 11) % 97));
  return x;
}

template <class S>
std::vector<Vec3<S, Itrf>> places() {
  std::vector<Vec3<S, Itrf>> all;
  for (int i = 0; i < many; ++i)
    all.push_back({spread<S>(3.2e6, 7e3, i), spread<S>(-4.1e6, 9e3, i + 5), spread<S>(4.5e6, 5e3, i + 11)});
  return all;
}

template <class S>
void atmosphere_by_altitude(benchmark::State& state) {
  const bool temperature = state.range(0) != 0;
  const Atmosphere atmosphere = Atmosphere::us76();
  std::vector<S> altitudes_m;
  for (int i = 0; i < many; ++i) altitudes_m.push_back(spread<S>(500.0, 1.2e3, i));
  int i = 0;
  for (auto _ : state) {
    const Air<S> air = atmosphere(altitudes_m[i]);
    benchmark::DoNotOptimize(air.density_kg_m3 + air.pressure_Pa + air.sound_speed_m_s());
    if (temperature) benchmark::DoNotOptimize(air.temperature_K);
    i = (i + 1) % many;
  }
  state.SetItemsProcessed(state.iterations() * lane_count<S>);
}

template <class S>
void gravity_of(benchmark::State& state) {
  const int degree = static_cast<int>(state.range(0)), order = static_cast<int>(state.range(1));
  const GravityCoefficients field = load_gravity(COSMODROME_DATA_DIR "/earth/egm2008_120.csv", 120);
  const Gravity gravity(field, degree, order);
  const auto all = places<S>();
  int i = 0;
  for (auto _ : state) {
    const auto a = gravity(all[i]);
    benchmark::DoNotOptimize(a.x + a.y + a.z);
    i = (i + 1) % many;
  }
  state.SetItemsProcessed(state.iterations() * lane_count<S>);
}

template <class S>
void third_body(benchmark::State& state) {
  const auto all = places<S>();
  const Vec3<S, Itrf> moon_m{S(3.1e8), S(2e8), S(1.1e8)};
  int i = 0;
  for (auto _ : state) {
    const auto a = third_body_acceleration(gravitational_parameter_m3_s2(Body::moon), moon_m, all[i]);
    benchmark::DoNotOptimize(a.x + a.y + a.z);
    i = (i + 1) % many;
  }
  state.SetItemsProcessed(state.iterations() * lane_count<S>);
}

void fields(benchmark::internal::Benchmark* bench) {
  for (const int degree : {0, 4, 6}) bench->Args({degree, 0});
  for (const int degree : {8, 70, 120}) bench->Args({degree, degree});
  bench->ArgNames({"degree", "order"});
}

BENCHMARK_TEMPLATE(atmosphere_by_altitude, double)->ArgName("temperature")->Arg(0)->Arg(1);
BENCHMARK_TEMPLATE(atmosphere_by_altitude, Lanes)->ArgName("temperature")->Arg(0)->Arg(1);
BENCHMARK_TEMPLATE(gravity_of, double)->Apply(fields);
BENCHMARK_TEMPLATE(gravity_of, Lanes)->Apply(fields);
BENCHMARK_TEMPLATE(third_body, double);
BENCHMARK_TEMPLATE(third_body, Lanes);

}  // namespace
}  // namespace cosmodrome
