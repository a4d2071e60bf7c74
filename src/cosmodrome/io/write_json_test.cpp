#include "cosmodrome/io/write_json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::json;

TEST(WriteJson, HoldsEveryEventWithItsUnits) {
  const Flight flight = sample_flight();
  const Json json = Json::parse(write_json(flight));
  ASSERT_EQ(json["events"].size(), flight.events.size());
  const Json& event = json["events"][2];
  EXPECT_EQ(event["name"], "boosters_separate");
  EXPECT_DOUBLE_EQ(event["t_s"], 118);
  EXPECT_DOUBLE_EQ(event["published_t_s"], 117.75);
  for (const char* key : {"altitude_m", "downrange_m", "speed_inertial_m_s", "speed_relative_m_s",
                          "dynamic_pressure_Pa", "acceleration_m_s2", "mass_kg", "latitude_deg", "longitude_deg"}) {
    EXPECT_TRUE(event[key].is_number()) << key;
  }
  EXPECT_DOUBLE_EQ(event["altitude_m"], flight.events[2].point.altitude_m);
}

TEST(WriteJson, LeavesOutPublishedTimeWhereThereIsNone) {
  const Json json = Json::parse(write_json(sample_flight()));
  EXPECT_FALSE(json["events"][1].contains("published_t_s"));
}

TEST(WriteJson, SaysOutcomeTargetsAndMargins) {
  const Json json = Json::parse(write_json(sample_flight()));
  EXPECT_EQ(json["outcome"], "target_met");
  EXPECT_NEAR(json["azimuth_deg"], 89.3, 1e-9);
  EXPECT_NEAR(json["targets"][0]["asked"]["inclination_deg"], 51.7, 1e-9);
  EXPECT_DOUBLE_EQ(json["targets"][0]["reached"]["apogee_altitude_m"], 200110);
  EXPECT_FALSE(json["targets"][0].contains("why"));
  EXPECT_DOUBLE_EQ(json["margins"][0]["propellant_kg"], 412.5);
  EXPECT_EQ(json["mission"]["liftoff_utc"], "2023-08-10T23:10:57.000Z");
}

TEST(WriteJson, SaysWhyATargetWasMissed) {
  const Json json = Json::parse(write_json(sample_polar_flight()));
  EXPECT_EQ(json["outcome"], "target_missed");
  EXPECT_DOUBLE_EQ(json["targets"][0]["missing_velocity_m_s"], 41.2);
  EXPECT_EQ(json["targets"][0]["why"], "the third stage ran out of propellant");
}

TEST(WriteJson, PlacesImpactsInDegrees) {
  const Flight flight = sample_polar_flight();  // its core falls beyond the 180th meridian
  const Json impact = Json::parse(write_json(flight))["impacts"][1];
  EXPECT_EQ(impact["element"], "core");
  EXPECT_GE(impact["longitude_deg"].get<double>(), -180);
  EXPECT_LT(impact["longitude_deg"].get<double>(), 180);
  EXPECT_DOUBLE_EQ(impact["zones"][0]["distance_m"], 12400);
}

TEST(WriteJson, NamesTheMissionHashIfThereIsOne) {
  const Flight flight = sample_flight();
  EXPECT_EQ(Json::parse(write_json(flight, "00ff"))["mission"]["hash"], "00ff");
  EXPECT_FALSE(Json::parse(write_json(flight))["mission"].contains("hash"));
}

TEST(WriteJson, StaysJsonWithNumbersThatAreNone) {
  Flight flight = sample_flight();
  flight.events[0].point.mach = std::numeric_limits<double>::quiet_NaN();
  flight.events[0].point.heading_rad = std::numeric_limits<double>::infinity();
  const Json json = Json::parse(write_json(flight));
  EXPECT_TRUE(json["events"][0]["mach"].is_null());
  EXPECT_TRUE(json["events"][0]["heading_deg"].is_null());
}

}  // namespace
}  // namespace cosmodrome
