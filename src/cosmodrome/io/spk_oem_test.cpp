#include "cosmodrome/io/spk_oem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/write_spk.hpp"

namespace cosmodrome {
namespace {

const std::string created = "2026-01-02T03:04:05";

/// Words from a place in the file on, little-endian; places count bytes.
template <class Bits>
void put(std::string& bytes, std::size_t at, Bits value) {
  for (std::size_t i = 0; i < sizeof value; ++i) bytes[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
}
void put(std::string& bytes, std::size_t at, double value) { put(bytes, at, std::bit_cast<std::uint64_t>(value)); }

constexpr std::size_t summary = 1024 + 24, summary_centre = summary + 20, summary_frame = summary + 24,
                      summary_type = summary + 28, first_state = 3 * 1024;

Trajectory circle() {
  Trajectory path;
  path.words.object_name = "PROBE";
  path.flight.mission.liftoff = Epoch::from_utc("2026-01-02T00:00:00Z");
  for (int i = 0; i < 20; ++i) {
    FlightPoint point;
    point.t_s = 60.0 * i;
    const double angle_rad = 1e-3 * point.t_s;
    point.position_m = {7e6 * std::cos(angle_rad), 7e6 * std::sin(angle_rad), 12345.678};
    point.velocity_m_s = {-7e3 * std::sin(angle_rad), 7e3 * std::cos(angle_rad), -0.25};
    path.flight.points.push_back(point);
  }
  return path;
}

TEST(SpkOem, StatesComeBackAsTheyWere) {
  const Trajectory path = circle();
  const OemMessage oem = oem_message(spk_to_oem(write_spk(path, -123), "a.bsp", created));
  ASSERT_EQ(oem.segments.size(), 1u);
  const OemSegment& segment = oem.segments.front();
  EXPECT_EQ(segment.object_name, "PROBE");
  EXPECT_EQ(segment.object_id, "-123");
  EXPECT_EQ(segment.ref_frame, "ICRF");
  ASSERT_EQ(segment.states.size(), path.flight.points.size());
  for (std::size_t i = 0; i < segment.states.size(); ++i) {
    const FlightPoint& point = path.flight.points[i];
    const OemState& state = segment.states[i];
    // Seconds of TDB since 2000 in one double are good to 1.2e-7 after 2017.
    EXPECT_NEAR(state.epoch - (path.flight.mission.liftoff + point.t_s), 0, 1.3e-7);
    // At a node the polynomial is the state, but for the rounding of kilometres: 1e-16 of 7000 km, a few times over.
    EXPECT_NEAR(state.position_m[0], point.position_m.x, 1e-8);
    EXPECT_NEAR(state.position_m[1], point.position_m.y, 1e-8);
    EXPECT_NEAR(state.position_m[2], point.position_m.z, 1e-8);
    EXPECT_NEAR(state.velocity_m_s[0], point.velocity_m_s.x, 1e-8);
    EXPECT_NEAR(state.velocity_m_s[1], point.velocity_m_s.y, 1e-8);
    EXPECT_NEAR(state.velocity_m_s[2], point.velocity_m_s.z, 1e-8);
  }
}

/// A file of type 2 with one segment: x = T0 + 2 T1 + 3 T2 km over each record of 100 s, y and z a constant.
std::string chebyshev(double to_s) {
  std::string bytes = write_spk(circle(), -123).substr(0, 3 * 1024) + std::string(1024, '\0');
  put(bytes, summary, 0.0);
  put(bytes, summary + 8, to_s);
  put(bytes, summary_type, std::uint32_t{2});
  const std::vector<double> words{50,  50,  1,  2, 3, 5, 0, 0, 7, 0, 0,  //
                                  150, 50,  1,  2, 3, 5, 0, 0, 7, 0, 0,  //
                                  0,   100, 11, 2};
  for (std::size_t i = 0; i < words.size(); ++i) put(bytes, first_state + 8 * i, words[i]);
  put(bytes, summary + 32, std::uint32_t{385});
  put(bytes, summary + 36, static_cast<std::uint32_t>(384 + words.size()));
  return bytes;
}

TEST(SpkOem, SeriesGiveAsManyStatesARecordAsTheyHaveCoefficients) {
  const OemMessage oem = oem_message(spk_to_oem(chebyshev(200), "a.bsp", created));
  const auto& states = oem.segments.front().states;
  ASSERT_EQ(states.size(), 7u);
  for (std::size_t i = 0; i < states.size(); ++i) {
    const double u = std::fmod(static_cast<double>(i), 3.0) / 1.5 - 1;  // within its record, from -1
    const bool end = i + 1 == states.size();
    const double at = end ? 1 : u;
    EXPECT_NEAR(states[i].position_m[0], 1e3 * (1 + 2 * at + 3 * (2 * at * at - 1)), 1e-6) << i;
    EXPECT_NEAR(states[i].velocity_m_s[0], 1e3 * (2 + 12 * at) / 50, 1e-6) << i;
    EXPECT_NEAR(states[i].position_m[1], 5e3, 1e-9);
  }
  EXPECT_NEAR(states.back().epoch - states.front().epoch, 200, 1e-7);
}

struct Wrong {
  const char* name;
  std::string bytes;
  const char* found;
};

std::string with(std::size_t at, std::uint32_t value) {
  std::string bytes = write_spk(circle(), -123);
  put(bytes, at, value);
  return bytes;
}
std::string with_state(double value) {
  std::string bytes = write_spk(circle(), -123);
  put(bytes, first_state, value);
  return bytes;
}

class SpkOemRefuses : public testing::TestWithParam<Wrong> {};

TEST_P(SpkOemRefuses, WithReason) {
  try {
    spk_to_oem(GetParam().bytes, "a.bsp", created);
    FAIL() << "was let through";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(GetParam().found));
    EXPECT_THAT(error.what(), testing::HasSubstr("a.bsp"));
  }
}

INSTANTIATE_TEST_SUITE_P(Files, SpkOemRefuses,
                         testing::Values(Wrong{"type", with(summary_type, 21), "is of SPK type 21"},
                                         Wrong{"frame", with(summary_frame, 17), "has the frame 17"},
                                         Wrong{"centre", with(summary_centre, 2000001), "about the centre 2000001"},
                                         Wrong{"number", with_state(std::nan("")), "is no number"},
                                         Wrong{"span", chebyshev(201), "is longer than its records"},
                                         Wrong{"ages", chebyshev(1e11), "is longer than its records"},
                                         Wrong{"head", std::string("DAF/SPK "), "shorter than the head"}),
                         [](const auto& item) { return std::string(item.param.name); });

}  // namespace
}  // namespace cosmodrome
