#include "cosmodrome/io/read_manoeuvres.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

using ::testing::HasSubstr;

const std::string plan = R"([start]
state = "low.opm"
model = "fast"
length = "6 h"
propellant = "300 kg"

[[engine]]
id = "main"
thrust = "400 N"
isp = "318 s"

[[burn]]
name = "raise"
at = "apoapsis"
after = "10 min"
engine = "main"
change = ["12 m/s", "0 m/s", "1 m/s"]
vary = ["time", "first"]

[[goal]]
name = "orbit"
at = "periapsis"
perigee_altitude = "500 km"
inclination = "51.7 deg"
)";

std::string with(const std::string& what, const std::string& instead) {
  std::string text = plan;
  text.replace(text.find(what), what.size(), instead);
  return text;
}

std::string complaint(const std::string& text) {
  try {
    static_cast<void>(read_manoeuvres_text(text, "folder/plan.toml"));
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(ReadManoeuvres, TakesAPlan) {
  const ManoeuvreFile read = read_manoeuvres_text(plan, "folder/plan.toml");
  EXPECT_EQ(read.name, "plan");
  EXPECT_EQ(read.state, "folder/low.opm");
  EXPECT_EQ(read.model.name, "fast");
  EXPECT_EQ(read.plan.length_s, 6 * 3600);
  EXPECT_EQ(read.plan.propellant_kg, 300);
  ASSERT_EQ(read.plan.burns.size(), 1U);
  const PlannedBurn& burn = read.plan.burns[0];
  EXPECT_EQ(burn.moment.what, OrbitMoment::apoapsis);
  EXPECT_EQ(burn.moment.after_s, 600);
  EXPECT_EQ(burn.engine->thrust_N, 400);
  EXPECT_EQ(burn.change_m_s.x, 12);
  EXPECT_EQ(burn.change_m_s.z, 1);
  EXPECT_TRUE(burn.time_varies && burn.change_varies[0] && !burn.change_varies[1] && burn.centred);
  ASSERT_EQ(read.plan.moments[0].goals.size(), 2U);
  EXPECT_EQ(read.plan.moments[0].goals[0].tolerance, 10);
  EXPECT_DOUBLE_EQ(read.plan.moments[0].goals[1].wanted, 51.7 * degree_rad);
}

TEST(ReadManoeuvres, SaysWhatIsWrong) {
  EXPECT_THAT(complaint(with("engine = \"main\"", "engine = \"mian\"")), HasSubstr("plan.toml:16:10: engine: there is "
                                                                                   "no engine \"mian\""));
  EXPECT_THAT(complaint(with("[\"12 m/s\", \"0 m/s\", \"1 m/s\"]", "[\"12 m/s\"]")), HasSubstr("it has 1 parts"));
  EXPECT_THAT(complaint(with("\"12 m/s\", \"0 m/s\", \"1 m/s\"", "\"0 m/s\", \"0 m/s\", \"0 m/s\"")),
              HasSubstr("no direction to burn in"));
  EXPECT_THAT(complaint(with("\"12 m/s\"", "\"12 kg\"")), HasSubstr("plan.toml:17"));
  EXPECT_THAT(complaint(with("\"time\", \"first\"", "\"time\", \"fourth\"")), HasSubstr("\"fourth\" is nothing"));
  EXPECT_THAT(complaint(with("\"time\", \"first\"", "\"first\"")),
              HasSubstr("2 figures are asked for, and 1 may vary"));
  EXPECT_THAT(complaint(with("at = \"periapsis\"", "at = \"perigee\"")), HasSubstr("periapsis"));
  EXPECT_THAT(complaint(with("after = \"10 min\"", "after = \"10 h\"")), HasSubstr("later than the end"));
  EXPECT_THAT(complaint(with("name = \"orbit\"", "name = \"raise\"")), HasSubstr("another burn or goal"));
  EXPECT_THAT(complaint(with("model = \"fast\"", "model = \"two-body\"").append("moon_distance = \"5000 km\"\n")),
              HasSubstr("the model \"two-body\" has no Moon"));
  EXPECT_THAT(complaint(plan.substr(0, plan.find("[[goal]]"))), HasSubstr("has nothing to meet"));
  EXPECT_THAT(complaint(plan.substr(0, plan.find("[[burn]]"))), HasSubstr("burn: there is none"));
  EXPECT_THAT(complaint(with("perigee_altitude", "perigee_hight")), HasSubstr("perigee_hight"));
  EXPECT_THAT(complaint(plan + "[[goal]]\nname = \"idle\"\n"), HasSubstr("it asks for nothing"));
}

}  // namespace
}  // namespace cosmodrome
