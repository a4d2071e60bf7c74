#include "cosmodrome/io/write_spk.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/almanac/spk.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

Spk read_back(const std::string& bytes) { return Spk({bytes.begin(), bytes.end()}, "a.bsp"); }

TEST(WriteSpk, GivesEveryStateBack) {
  Trajectory path;
  path.flight = sample_flight();
  const Spk spk = read_back(write_spk(path, -123));
  ASSERT_FALSE(spk.segments().empty());
  std::size_t found = 0;
  for (const FlightPoint& point : path.flight.points) {
    const TdbSeconds at = to_tdb_seconds(path.flight.mission.liftoff + point.t_s);
    for (const SpkSegment& segment : spk.segments()) {
      EXPECT_EQ(segment.target, -123);
      EXPECT_EQ(segment.center, 399);
      EXPECT_TRUE(segment.is_readable);
      const auto state = spk.state(segment, at);
      if (!state) continue;
      // Seconds of TDB since 2000 in one double are good to 1e-7: at 8 km/s, a millimetre.
      if (norm(state->r_m - point.position_m) < 2e-3) {
        ++found;
        break;
      }
    }
  }
  // All but those that stand alone between two events and the last of each rounding of time.
  EXPECT_GT(found, path.flight.points.size() * 9 / 10) << path.flight.points.size();
}

TEST(WriteSpk, ChainsSummariesOfManyPieces) {
  Trajectory path;
  path.flight.mission.liftoff = Epoch::from_utc("2026-01-02T00:00:00Z");
  for (int i = 0; i < 600; ++i) {
    FlightPoint point;
    point.t_s = 10 * i;
    point.position_m = {7e6 + 1e3 * i, 2e6, -3e6};
    point.velocity_m_s = {100, 0, 0};
    if (i % 10 == 0) path.words.begins.push_back(path.flight.points.size());
    path.flight.points.push_back(point);
  }
  const Spk spk = read_back(write_spk(path, -1));
  ASSERT_EQ(spk.segments().size(), 60u);
  const auto state = spk.state(spk.segments()[59], to_tdb_seconds(path.flight.mission.liftoff + 5935.0));
  ASSERT_TRUE(state);
  EXPECT_NEAR(state->r_m.x, 7e6 + 100 * 5935, 1e-3);
}

TEST(WriteSpk, RefusesWhatHasNoDate) {
  Trajectory path;
  path.flight = sample_flight();
  path.dated = false;
  EXPECT_THROW(write_spk(path, -1), InputError);
  path.dated = true;
  path.flight.points.resize(1);
  EXPECT_THROW(write_spk(path, -1), InputError);
}

}  // namespace
}  // namespace cosmodrome
