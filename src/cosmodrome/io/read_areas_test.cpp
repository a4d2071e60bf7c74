#include "cosmodrome/io/read_areas.hpp"

#include <gtest/gtest.h>

#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

std::vector<GroundPolygon> areas(const std::string& text) { return read_areas_text(text, "areas.geojson"); }
std::vector<NamedAreas> limit_lines(const std::string& text) { return read_limit_lines_text(text, "areas.geojson"); }

/// What the error says; empty: there was none.
std::string complaint(const std::string& text) {
  try {
    areas(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(ReadAreas, TakesPolygonsOfAllKindsOfObjects) {
  const std::string ring = "[[178,10],[-178,10],[-178,12],[178,12],[178,10]]";
  const auto one = areas(R"({"type":"Polygon","coordinates":[)" + ring + "]}");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].outline.size(), 24U);  // 4 deg by 2 deg, in edges of half a degree
  // Straight on the map: a great circle along the northern edge would rise to 12.007 deg.
  EXPECT_FALSE(one[0].distance_to({12.004 * M_PI / 180, M_PI}).inside);
  EXPECT_TRUE(one[0].distance_to({11 * M_PI / 180, M_PI}).inside);  // over the antimeridian
  EXPECT_FALSE(one[0].distance_to({11 * M_PI / 180, 0}).inside);
  const auto two = areas(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
                         R"({"type":"MultiPolygon","coordinates":[[)" +
                         ring + "],[" + ring + ",[[179,10.5],[179.5,10.5],[179.5,11]]]]}}]}");
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[1].holes.size(), 1U);
}

TEST(ReadAreas, SaysWhereAFileIsWrong) {
  EXPECT_NE(complaint("{\n  \"type\": oops}").find(":2:"), std::string::npos);
  EXPECT_NE(complaint("{}").find("no type"), std::string::npos);
  EXPECT_NE(complaint(R"({"type":"Point","coordinates":[1,2]})").find("\"Point\" is no area"), std::string::npos);
  EXPECT_NE(complaint(R"({"type":"Polygon"})").find("coordinates"), std::string::npos);
  EXPECT_NE(complaint(R"({"type":"Polygon","coordinates":[[[0,0],[1,1]]]})").find("a ring of 2"), std::string::npos);
  EXPECT_NE(complaint(R"({"type":"Polygon","coordinates":[[[0,0],[1,95],[2,0]]]})").find("/coordinates/0/1"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"type":"Polygon","coordinates":[[[0,0],["a",1],[2,0]]]})").find("no place on Earth"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"type":"FeatureCollection","features":[]})").find("no areas"), std::string::npos);
  EXPECT_NE(complaint(R"({"type":5})").find("no type"), std::string::npos);
  EXPECT_NE(complaint(R"({"type":"FeatureCollection","features":{"a":1}})").find("/features: no list"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"type":"FeatureCollection","features":[{"type":"FeatureCollection","features":[]}]})")
                .find("\"FeatureCollection\" is no area"),
            std::string::npos);
  EXPECT_NE(complaint(R"({"type":"Polygon","coordinates":[[[0,1e999],[1,1],[2,0]]]})")
                .find(":1:38: this number is too large"),
            std::string::npos);
  EXPECT_NE(complaint(std::string(100'000, '[')).find(":1:17: this is nested too deep"), std::string::npos);
  EXPECT_THROW(static_cast<void>(read_areas("nowhere.geojson")), InputError);
}

TEST(ReadLimitLines, TakesThoseThatAreNotCrossed) {
  const std::string square = R"({"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]})";
  const auto feature = [&](const std::string& properties) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + square + "}";
  };
  const auto read = [](const std::string& features) {
    return limit_lines(R"({"type":"FeatureCollection","features":[)" + features + "]}");
  };
  const auto lines = read(feature(R"({"kind":"limit-line","name":"Town","crossed":false})") + "," +
                          feature(R"({"kind":"limit-line","name":"Gate","crossed":true})") + "," +
                          feature(R"({"kind":"ship","name":"Sea"})") + "," + feature(R"({"name":"Mine"})") + "," +
                          feature("{}") + "," + feature("null"));
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0].name, "Town");
  EXPECT_EQ(lines[1].name, "Mine");
  EXPECT_EQ(lines[2].name, "area 5");
  EXPECT_EQ(lines[0].polygons.size(), 1U);
  EXPECT_EQ(limit_lines(square).size(), 1U);
  EXPECT_THROW(read(feature(R"({"kind":"ship"})")), InputError);
  EXPECT_THROW(read(R"({"type":"Feature","properties":{}})"), InputError);
  EXPECT_THROW(read("7"), InputError);
  EXPECT_THROW(limit_lines("{"), InputError);
}

}  // namespace
}  // namespace cosmodrome
