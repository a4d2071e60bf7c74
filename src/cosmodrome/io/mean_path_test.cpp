#include "cosmodrome/io/mean_path.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/convert.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/vanguard_for_tests.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

/// From the verification set of AIAA 2006-6753: down within eight hours.
const std::string sinking =
    "SINKING\n"
    "1 29141U 85108AA  06170.26783845  .99999999  00000-0  13519-0 0   718\n"
    "2 29141  82.4288 273.4882 0015848 277.2124  83.9133 15.93343074  6828\n";
/// A day after Vanguard's.
const std::string later =
    "LATER\n"
    "1 00006U 58002C   20288.20333880  .00000000  00000-0  00000-0 0  9998\n"
    "2 00006  34.2443 225.5254 1845686 162.2516 205.2356 10.84869164218140\n";

std::vector<Trajectory> paths_of(const std::string& tle, const MeanSpan& span = {}) {
  return mean_paths(read_tle_text(tle, "a.tle"), span);
}

std::string refusal(const std::string& tle, const MeanSpan& span = {}) {
  try {
    paths_of(tle, span);
  } catch (const InputError& error) {
    EXPECT_FALSE(error.remedy.empty());
    return error.what();
  }
  return "";
}

Epoch at(const char* utc) { return Epoch::from_utc(utc); }

TEST(MeanPath, IsADayFromTheEpochAMinuteApart) {
  const auto paths = paths_of(vanguard);
  ASSERT_EQ(paths.size(), 1u);
  const Flight& flight = paths[0].flight;
  EXPECT_EQ(flight.mission.liftoff.to_utc_string(3), "2020-10-13T04:52:48.472Z");
  ASSERT_EQ(flight.points.size(), 1441u);
  EXPECT_EQ(flight.points[1].t_s, 60);
  EXPECT_EQ(flight.points.back().t_s, 86400);
  EXPECT_EQ(paths[0].words.object_name, "VANGUARD 1");
}

TEST(MeanPath, EndsWhereItIsToldTo) {
  const auto paths = paths_of(vanguard, {at("2020-10-12T00:00:00Z"), at("2020-10-12T00:01:10Z"), 30});
  const auto& points = paths[0].flight.points;
  ASSERT_EQ(points.size(), 4u);
  EXPECT_EQ(points[2].t_s, 60);
  EXPECT_EQ(points[3].t_s, 70);
}

TEST(MeanPath, OfSeveralObjectsHasTheSameInstants) {
  const auto paths = paths_of(vanguard + later);
  ASSERT_EQ(paths.size(), 2u);
  EXPECT_EQ(paths[0].flight.mission.liftoff, paths[1].flight.mission.liftoff);
  EXPECT_EQ(paths[0].flight.mission.liftoff.to_utc_string(0), "2020-10-14T04:52:48Z");
}

TEST(MeanPath, ComesBackFromAMessageOfSeveralObjects) {
  const auto paths = paths_of(vanguard + later);
  const OemMessage oem = read_oem_text(write_paths(paths, PathFormat::oem, "2026-01-02T03:04:05"), "a.oem");
  ASSERT_EQ(oem.segments.size(), 2u);
  EXPECT_EQ(oem.segments[1].object_name, "LATER");
  EXPECT_EQ(oem.segments[1].ref_frame, "GCRF");
  // Six decimals of a kilometre.
  EXPECT_NEAR(oem.segments[1].states[7].position_m[0], paths[1].flight.points[7].position_m.x, 5.1e-4);
}

TEST(MeanPath, RefusesWhatCannotBeFollowed) {
  EXPECT_THAT(refusal(sinking), HasSubstr("a.tle:2: SINKING has come down, by SGP4, at 2006-06-19T1"));
  EXPECT_THAT(refusal(vanguard, {at("2020-10-12T00:00:00Z"), at("2020-10-11T00:00:00Z"), {}}),
              HasSubstr("--until: 2020-10-11T00:00:00.000Z is not after 2020-10-12T00:00:00.000Z"));
  EXPECT_THAT(refusal(vanguard, {{}, at("2020-10-13T00:00:00Z"), {}}), HasSubstr("where the path begins"));
  EXPECT_THAT(refusal(vanguard, {{}, at("2022-10-13T00:00:00Z"), {}}), HasSubstr("longer than 398 days"));
  EXPECT_THAT(refusal(vanguard, {{}, {}, 0.0}), HasSubstr("not above 0 s"));
  EXPECT_THAT(refusal(vanguard, {{}, {}, 0.01}), HasSubstr("more than two million points"));
  EXPECT_THAT(refusal(vanguard + vanguard), HasSubstr("a.tle:5: these are second elements of VANGUARD 1"));
}

TEST(MeanPath, OfSeveralObjectsIsNoTable) {
  const auto paths = paths_of(vanguard + later);
  EXPECT_THROW(write_paths(paths, PathFormat::csv, ""), InputError);
}

TEST(MeanPath, HasTheNumberThatNaifGivesIt) {
  EXPECT_EQ(spk_number(read_tle_text(vanguard, "a.tle").front()), -100005);
}

}  // namespace
}  // namespace cosmodrome
