// How fast orbit files are read: bytes a second of made-up files of one satellite or one catalogue.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {
namespace {

/// A day, a state every ten seconds.
std::string ephemeris() {
  std::string text =
      "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2026-01-02T03:04:05\nORIGINATOR = X\nMETA_START\nOBJECT_NAME = "
      "A\nOBJECT_ID = "
      "2026-001A\nCENTER_NAME = EARTH\nREF_FRAME = GCRF\nTIME_SYSTEM = UTC\nSTART_TIME = "
      "2026-01-02T00:00:00\nSTOP_TIME = "
      "2026-01-03T00:00:00\nMETA_STOP\n";
  const Epoch start = Epoch::from_utc("2026-01-02T00:00:00Z");
  for (int i = 0; i < 8640; ++i) {
    std::string time = (start + 10.0 * i).to_utc_string(6);
    time.pop_back();
    text += fmt::format("{} {:.6f} {:.6f} {:.6f} {:.9f} {:.9f} {:.9f}\n", time, 7000.123456 - 0.1 * i, 0.7 * i,
                        -3456.7 + i, 1.1, -7.2, 1e-3 * i);
  }
  return text;
}

void in_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void read_oem_kvn(benchmark::State& state) {
  const std::string text = ephemeris();
  for (auto _ : state) benchmark::DoNotOptimize(read_oem_text(text, "a.oem"));
  in_bytes(state, text);
}
BENCHMARK(read_oem_kvn)->Unit(benchmark::kMillisecond);

void read_oem_xml(benchmark::State& state) {
  const std::string text = write_ndm(read_ndm_text(ephemeris(), "a.oem"), NdmForm::xml);
  for (auto _ : state) benchmark::DoNotOptimize(read_oem_text(text, "a.xml"));
  in_bytes(state, text);
}
BENCHMARK(read_oem_xml)->Unit(benchmark::kMillisecond);

void read_tle(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text +=
        "VANGUARD 1\n1 00005U 58002B   20287.20333880 -.00000016  00000+0 -22483-4 0  9997\n"
        "2 00005  34.2443 225.5254 1845686 162.2516 205.2356 10.84869164218149\n";
  }
  for (auto _ : state) benchmark::DoNotOptimize(read_tle_text(text, "a.tle"));
  in_bytes(state, text);
}
BENCHMARK(read_tle)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cosmodrome
