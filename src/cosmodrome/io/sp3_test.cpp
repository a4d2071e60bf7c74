#include "cosmodrome/io/sp3.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/read_oem.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

// Made up: two satellites, one absent at the second epoch, a clock that is not known.
const std::string sound = R"(#dP2026  1  2  0  0  0.00000000       3 ORBIT IGS20 FIT  XYZ
## 2399 432000.00000000   900.00000000 61042 0.0000000000000
+    2   G01G 2
++         0  0
%c M  cc GPS ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
%f  1.2500000  1.025000000  0.00000000000  0.000000000000000
%i    0    0    0    0      0      0      0      0         0
/* a word
*  2026  1  2  0  0  0.00000000
PG01  20000.000000  10000.000000 -10000.000000    123.456789
PG02 -20000.000000  10000.000000  10000.000000 999999.999999                  M
*  2026  1  2  0 15  0.00000000
PG01  20100.000000  10100.000000 -10100.000000    123.456790
PG02      0.000000      0.000000      0.000000 999999.999999
*  2026  1  2  0 30  0.00000000
PG01  20200.000000  10200.000000 -10200.000000    123.456790
PG02 -20200.000000  10200.000000  10200.000000 999999.999999                   P
EOF
)";

std::string refusal(const std::string& right, const std::string& wrong) {
  std::string text = sound;
  const auto at = text.find(right);
  EXPECT_NE(at, std::string::npos) << right;
  try {
    read_sp3_text(text.replace(at, right.size(), wrong), "a.sp3");
  } catch (const InputError& error) {
    EXPECT_FALSE(error.remedy.empty());
    return error.what();
  }
  return "";
}

TEST(Sp3, IsReadByItsColumns) {
  const Sp3File read = read_sp3_text(sound, "a.sp3");
  EXPECT_EQ(read.version, 'd');
  EXPECT_EQ(read.coordinate_system, "IGS20");
  EXPECT_EQ(read.agency, "XYZ");
  ASSERT_EQ(read.satellites.size(), 2u);
  EXPECT_EQ(read.satellites[1].id, "G02");
  EXPECT_EQ(read.satellites[0].states.size(), 3u);
  EXPECT_EQ(read.satellites[1].states.size(), 2u) << "zeros mark what is absent";
  EXPECT_EQ(read.satellites[0].states[1].clock_us, 123.45679);
  EXPECT_FALSE(read.satellites[1].states[0].clock_us);
  EXPECT_TRUE(read.satellites[1].states[0].manoeuvre);
  EXPECT_TRUE(read.satellites[1].states[1].predicted);
  // GPS is 18 s ahead of UTC.
  EXPECT_EQ(read.satellites[0].states[0].epoch, Epoch::from_utc("2026-01-01T23:59:42Z"));
}

TEST(Sp3, DerivesVelocitiesThatItDoesNotGive) {
  const OemMessage oem = oem_message(to_oem(read_sp3_text(sound, "a.sp3"), "a.sp3", "2026-01-02T03:04:05"));
  EXPECT_EQ(oem.segments[0].ref_frame, "ITRF2020");
  EXPECT_NEAR(oem.segments[0].states[1].velocity_m_s[0], 100e3 / 900, 1e-9);  // positions on a line
  EXPECT_NEAR(oem.segments[0].states[2].velocity_m_s[2], -100e3 / 900, 1e-9);
}

TEST(Sp3, IsRefusedWithItsPlace) {
  EXPECT_THAT(refusal("#dP", "#bP"), HasSubstr("a.sp3:1:1"));
  EXPECT_THAT(refusal("GPS", "MRT"), HasSubstr("a.sp3:5:10: the time system MRT"));
  EXPECT_EQ(refusal("EOF\n", ""), "") << "as many epochs as announced";
  EXPECT_THAT(refusal("  P\nEOF\n", "\n*  2026  1  2  0 45  0.00000000\n"), HasSubstr("does not end with EOF"));
  EXPECT_THAT(refusal("PG02 -20000", "PG03 -20000"), HasSubstr("a.sp3:11:2: the satellite G03"));
  EXPECT_THAT(refusal("20000.000000  10000", "2000O.000000  10000"), HasSubstr("a.sp3:10:5: \"2000O.000000\""));
  EXPECT_THAT(refusal("  0 15  0.0", "  0  0  0.0"), HasSubstr("not after"));
  EXPECT_THAT(refusal("2026  1  2  0 15", "2026  2 30  0 15"), HasSubstr("there is no time"));
  EXPECT_THAT(refusal("G01G 2", "G01G 1"), HasSubstr("listed twice"));
  EXPECT_THAT(refusal("/* a word", "Q a word"), HasSubstr("found \"Q \""));
}

std::string unpacked(const std::string& name) {
  const std::string path = COSMODROME_TRUTH_DIR "/orbit/sp3/" + name;
  std::string text;
  if (!std::filesystem::exists(path)) return text;
  FILE* pipe = popen(("zcat '" + path + "'").c_str(), "r");
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  pclose(pipe);
  return text;
}

TEST(Sp3, OfLageosMovesAsItsVelocitiesSay) {
  const std::string text = unpacked("ilrsa.orb.lageos2.160319.v35.sp3.gz");
  if (text.empty()) GTEST_SKIP() << "the orbit is not here";
  Sp3File read = read_sp3_text(text, "lageos");
  ASSERT_EQ(read.satellites.size(), 1u);
  const auto given = read.satellites[0].states;
  EXPECT_EQ(given.size(), 5040u);
  for (Sp3State& state : read.satellites[0].states) state.has_velocity = false;
  const OemMessage derived = oem_message(to_oem(read, "lageos", "2026-01-02T03:04:05"));
  double worst_m_s = 0;
  for (std::size_t i = 5; i + 5 < given.size(); ++i) {
    for (int axis = 0; axis < 3; ++axis) {
      worst_m_s = std::max(
          worst_m_s, std::abs(derived.segments[0].states[i].velocity_m_s[axis] - 0.1 * given[i].velocity_dm_s[axis]));
    }
  }
  // Positions in whole micrometres say nothing here; the orbit is a mean of several, whose velocities were averaged by
  // themselves.
  EXPECT_LT(worst_m_s, 2e-4);
}

TEST(Sp3, OfTopexIsRead) {
  const std::string text = unpacked("grgtop03.b97344.e97348.D_S.sp3.gz");
  if (text.empty()) GTEST_SKIP() << "the orbit is not here";
  const Sp3File read = read_sp3_text(text, "topex");
  EXPECT_EQ(read.time_system, "TAI");
  EXPECT_EQ(read.satellites.at(0).id, "L01");
  EXPECT_EQ(read.satellites.at(0).states.size(), 5046u);
  EXPECT_EQ(read.satellites.at(0).states.front().velocity_dm_s[1], -6885.134975);
  // Its velocities are in m/s, against the standard: the first minute leads from 1090.750605 to 676.269058 km.
  const OemMessage oem = oem_message(to_oem(read, "topex", "2026-01-02T03:04:05"));
  EXPECT_EQ(oem.segments[0].states[0].velocity_m_s[1], -6885.134975);
}

/// On a circle of 7000 km at 7.5 km/s, one epoch a minute, with velocities `unit` times those of the standard.
Sp3File circle(double unit) {
  Sp3File file;
  file.coordinate_system = "IGS14", file.time_system = "TAI";
  Sp3Satellite& satellite = file.satellites.emplace_back();
  satellite.id = "L01";
  for (int minute = 0; minute < 12; ++minute) {
    const double angle = 7.5 / 7000 * 60 * minute, speed_dm_s = 75000 * unit;
    Sp3State& state = satellite.states.emplace_back();
    state.epoch = Epoch::from_utc("2026-01-01T00:00:00Z") + 60.0 * minute;
    state.position_km[0] = 7000 * std::cos(angle), state.position_km[1] = 7000 * std::sin(angle);
    state.velocity_dm_s[0] = -speed_dm_s * std::sin(angle), state.velocity_dm_s[1] = speed_dm_s * std::cos(angle);
    state.has_velocity = true;
  }
  return file;
}

TEST(Sp3, TellsTheUnitOfVelocitiesByThePositions) {
  for (const double unit : {1.0, 0.1}) {
    const OemMessage oem = oem_message(to_oem(circle(unit), "a.sp3", "2026-01-02T03:04:05"));
    EXPECT_NEAR(oem.segments[0].states[0].velocity_m_s[1], 7500, 1e-9) << unit;
  }
  try {
    to_oem(circle(1e-4), "a.sp3", "2026-01-02T03:04:05");
    FAIL() << "kilometres a second were taken";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("move 1e+04 times as fast"));
  }
}

}  // namespace
}  // namespace cosmodrome
