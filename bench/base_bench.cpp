// What an elementary function and a look-up in a table cost: libm, our double, and sixteen lanes. Items are numbers,
// so items per second compare directly.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/base/surface_table.hpp"
#include "cosmodrome/base/table.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t count = 1024;
using Numbers = std::array<double, count>;

Numbers arguments(double low, double high) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> distribution(low, high);
  Numbers x;
  for (double& v : x) v = distribution(random);
  return x;
}

template <class F>
void one_by_one(benchmark::State& state, F f, double low, double high) {
  const Numbers x = arguments(low, high);
  Numbers y;
  for (auto _ : state) {
    for (std::size_t i = 0; i < count; ++i) y[i] = f(x[i]);
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

template <class F>
void in_lanes(benchmark::State& state, F f, double low, double high) {
  const Numbers x = arguments(low, high);
  Numbers y;
  for (auto _ : state) {
    for (std::size_t i = 0; i < count; i += 16) f(Lanes::load(&x[i])).store(&y[i]);
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

#define COMPARE(name, ours, libm, low, high)                                       \
  BENCHMARK_CAPTURE(                                                               \
      one_by_one, name##_libm, [](double x) { return libm; }, low, high);          \
  BENCHMARK_CAPTURE(                                                               \
      one_by_one, name##_double, [](const double& x) { return ours; }, low, high); \
  BENCHMARK_CAPTURE(                                                               \
      in_lanes, name##_lanes, [](const Lanes& x) { return ours; }, low, high)

template <class S>
S sine_plus_cosine(const S& x) {
  S s, c;
  sincos(x, s, c);
  return s + c;
}

COMPARE(exp, exp(x), std::exp(x), -50, 50);
COMPARE(log, log(x), std::log(x), 1e-3, 1e3);
COMPARE(pow, pow(x, 5.2558), std::pow(x, 5.2558), 0.1, 2);
COMPARE(sincos, sine_plus_cosine(x), std::sin(x) + std::cos(x), -7, 7);
COMPARE(tan, tan(x), std::tan(x), -1.5, 1.5);
COMPARE(asin, asin(x), std::asin(x), -1, 1);
COMPARE(acos, acos(x), std::acos(x), -1, 1);
COMPARE(atan2, atan2(x, 1.0 - x), std::atan2(x, 1.0 - x), -3, 3);
COMPARE(sqrt, sqrt(x), std::sqrt(x), 0, 3);
COMPARE(cbrt, cbrt(x), std::cbrt(x), -3, 3);
COMPARE(hypot, hypot(x, 2.0), std::hypot(x, 2.0), -3, 3);

CubicTable table_of(int points, bool even) {
  std::vector<double> x, y;
  for (int i = 0; i < points; ++i) {
    const double s = static_cast<double>(i) / (points - 1);
    x.push_back(10.0 * (even ? s : s * s));
    y.push_back(std::sin(x.back()));
  }
  return CubicTable::spline(x, y);
}

void table_double(benchmark::State& state) {
  const CubicTable table = table_of(static_cast<int>(state.range(0)), state.range(1) != 0);
  one_by_one(
      state, [&](double x) { return table(x); }, -1, 11);
}
void table_lanes(benchmark::State& state) {
  const CubicTable table = table_of(static_cast<int>(state.range(0)), state.range(1) != 0);
  in_lanes(
      state, [&](const Lanes& x) { return table(x); }, -1, 11);
}
#define TABLES(f) \
  BENCHMARK(f)->ArgNames({"points", "even"})->Args({12, 1})->Args({12, 0})->Args({100, 1})->Args({100, 0})
TABLES(table_double);
TABLES(table_lanes);

/// The same even table through the compiler's gathers: what load_rows is there to beat.
#if defined(__AVX512F__)
void table_gathered(benchmark::State& state) {
  const int points = 101;
  std::vector<double> rows;
  for (int i = 0; i < 4 * points; ++i) rows.push_back(std::sin(i));
  in_lanes(
      state,
      [&](const Lanes& x) {
        const Lanes index = min(Lanes(points - 2), max(floor(x * Lanes(10.0)), Lanes(0.0)));
        const Lanes t = x - index * Lanes(0.1);
        const auto column = [&](int k) {
          const auto half = [&](const simd::Avx512& i) {
            const __m512i offset = _mm512_maskz_cvttpd_epi64(0xff, i.v);
            return simd::Avx512{_mm512_mask_i64gather_pd(_mm512_setzero_pd(), 0xff,
                                                         _mm512_maskz_slli_epi64(0xff, offset, 2), rows.data() + k, 8)};
          };
          return Lanes(simd::Sixteen{half(index.pack.lo), half(index.pack.hi)});
        };
        return fma(fma(fma(column(3), t, column(2)), t, column(1)), t, column(0));
      },
      -1, 11);
}
BENCHMARK(table_gathered);
#endif

void surface(benchmark::State& state) {
  std::vector<double> x, y;
  for (int i = 0; i < 12; ++i) x.push_back(i);
  for (int j = 0; j < 6; ++j) y.push_back(j);
  SurfaceTable::Rows z(12, std::vector<double>(6, 0.5));
  const SurfaceTable table = SurfaceTable::spline(x, y, z);
  in_lanes(
      state, [&](const Lanes& at) { return table(at, at * 0.5); }, -1, 11);
}
BENCHMARK(surface);

void normal_numbers(benchmark::State& state) {
  std::uint64_t flight = 0;
  for (auto _ : state) benchmark::DoNotOptimize(random_normal({1, flight++, 3}));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(normal_numbers);

}  // namespace
}  // namespace cosmodrome
