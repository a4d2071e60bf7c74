#include "cosmodrome/io/write_geojson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::json;

std::vector<Json> of_kind(const Json& collection, const std::string& kind) {
  std::vector<Json> found;
  for (const Json& feature : collection["features"]) {
    if (feature["properties"]["kind"] == kind) found.push_back(feature);
  }
  return found;
}

void check_line(const Json& line) {
  ASSERT_GE(line.size(), 2u);
  for (std::size_t i = 0; i < line.size(); ++i) {
    EXPECT_LE(std::abs(line[i][0].get<double>()), 180);
    EXPECT_LE(std::abs(line[i][1].get<double>()), 90);
  }
  for (std::size_t i = 1; i < line.size(); ++i) {
    EXPECT_LT(std::abs(line[i][0].get<double>() - line[i - 1][0].get<double>()), 180);
  }
}

TEST(WriteGeojson, IsAFeatureCollectionWithAllThereIs) {
  const Flight flight = sample_flight();
  const Json json = Json::parse(write_geojson(flight));
  EXPECT_EQ(json["type"], "FeatureCollection");
  for (const Json& feature : json["features"]) {
    EXPECT_EQ(feature["type"], "Feature");
    EXPECT_TRUE(feature.contains("geometry"));
  }
  EXPECT_EQ(of_kind(json, "ground-track").size(), 1u);
  EXPECT_EQ(of_kind(json, "event").size(), flight.events.size());
  EXPECT_EQ(of_kind(json, "impact").size(), flight.impacts.size());
  EXPECT_EQ(of_kind(json, "fall").size(), flight.impacts.size());
  EXPECT_EQ(of_kind(json, "drop-zone").size(), flight.mission.drop_zones.size());
}

TEST(WriteGeojson, GroundTrackBeginsAtThePadLongitudeFirst) {
  const Flight flight = sample_flight();
  const Json track = of_kind(Json::parse(write_geojson(flight)), "ground-track")[0]["geometry"];
  EXPECT_EQ(track["type"], "LineString");
  check_line(track["coordinates"]);
  EXPECT_NEAR(track["coordinates"][0][0], 128.33472, 1e-6);
  EXPECT_NEAR(track["coordinates"][0][1], 51.88417, 1e-6);
}

TEST(WriteGeojson, GroundTrackIsCutAtTheAntimeridian) {
  const Json track = of_kind(Json::parse(write_geojson(sample_polar_flight())), "ground-track")[0]["geometry"];
  ASSERT_EQ(track["type"], "MultiLineString");
  ASSERT_EQ(track["coordinates"].size(), 2u);
  for (const Json& line : track["coordinates"]) check_line(line);
  EXPECT_EQ(track["coordinates"][0].back()[0], 180);
  EXPECT_EQ(track["coordinates"][1][0][0], -180);
}

TEST(WriteGeojson, ZonesAreClosedCounterclockwiseRings) {
  for (const Json& zone : of_kind(Json::parse(write_geojson(sample_flight())), "drop-zone")) {
    const Json& ring = zone["geometry"]["coordinates"][0];
    EXPECT_EQ(zone["geometry"]["type"], "Polygon");
    EXPECT_EQ(ring.front(), ring.back());
    double area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      area += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
              ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    }
    EXPECT_GT(area, 0);
  }
}

TEST(WriteGeojson, WhatIsStillAloftHasNoPointOnTheGround) {
  Flight flight = sample_flight();
  flight.impacts[0].reached_ground = false;
  EXPECT_EQ(of_kind(Json::parse(write_geojson(flight)), "impact").size(), flight.impacts.size() - 1);
}

TEST(WriteGeojson, OfAnEmptyFlightIsValid) {
  EXPECT_TRUE(of_kind(Json::parse(write_geojson(Flight{})), "ground-track")[0]["geometry"].is_null());
}

}  // namespace
}  // namespace cosmodrome
