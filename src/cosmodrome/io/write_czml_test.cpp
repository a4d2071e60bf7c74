#include "cosmodrome/io/write_czml.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::json;

const Json& packet(const Json& packets, const std::string& id) {
  for (const Json& one : packets) {
    if (one["id"] == id) return one;
  }
  throw std::out_of_range(id);
}

TEST(WriteCzml, BeginsWithTheDocumentAndItsClock) {
  const Json packets = Json::parse(write_czml(sample_flight()));
  EXPECT_EQ(packets[0]["id"], "document");
  EXPECT_EQ(packets[0]["version"], "1.0");
  // The core is the last to come down, at 287 + 560 s.
  EXPECT_EQ(packets[0]["clock"]["interval"], "2023-08-10T23:10:57.000Z/2023-08-10T23:25:04.000Z");
}

TEST(WriteCzml, EveryIdIsItsOwn) {
  const Json packets = Json::parse(write_czml(sample_flight()));
  std::set<std::string> ids;
  for (const Json& one : packets) EXPECT_TRUE(ids.insert(one["id"]).second) << one["id"];
}

TEST(WriteCzml, SamplesAscendInTimeAndReadBack) {
  const Flight flight = sample_flight();
  const Json packets = Json::parse(write_czml(flight));
  const Json& position = packet(packets, "vehicle")["position"];
  const Json& samples = position["cartographicDegrees"];
  EXPECT_EQ(position["epoch"], "2023-08-10T23:10:57.000Z");
  ASSERT_EQ(samples.size() % 4, 0u);
  for (std::size_t i = 4; i < samples.size(); i += 4) {
    ASSERT_LT(samples[i - 4].get<double>(), samples[i].get<double>());
  }
  const FlightPoint& last = flight.points.back();
  EXPECT_DOUBLE_EQ(samples[samples.size() - 4], last.t_s);
  EXPECT_NEAR(samples[samples.size() - 3], last.longitude_rad * 180 / M_PI, 1e-7);
  EXPECT_NEAR(samples[samples.size() - 2], last.latitude_rad * 180 / M_PI, 1e-7);
  EXPECT_NEAR(samples[samples.size() - 1], last.altitude_m, 0.01);
}

TEST(WriteCzml, ShowsEventsImpactsAndDistricts) {
  const Flight flight = sample_flight();
  const Json packets = Json::parse(write_czml(flight));
  EXPECT_EQ(packet(packets, "event/3/boosters_separate")["label"]["text"], "Blocks B, V, G, D separate");
  EXPECT_EQ(packet(packets, "impact/core")["position"]["cartographicDegrees"].size(), 3u);
  EXPECT_EQ(packet(packets, "fall/core")["position"]["cartographicDegrees"].size(), 4 * 61u);
  EXPECT_EQ(packet(packets, "zone/2")["polygon"]["positions"]["cartographicDegrees"].size(), 4 * 3u);
}

TEST(WriteCzml, OfAnEmptyFlightIsAnArray) { EXPECT_EQ(Json::parse(write_czml(Flight{})).size(), 1u); }

}  // namespace
}  // namespace cosmodrome
