// Every file here is wrong in one way. Each must be refused with its place, what was found and what would do.
#include "wrong_input.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "cosmodrome/io/read.hpp"

namespace cosmodrome::wrong_input {
namespace {

constexpr std::string_view mission = R"(
[mission]
name = "Test flight"
site = "./port.toml/A"
vehicle = "./rocket.toml/./upper.toml"
liftoff = 2023-08-10T23:10:57Z
fairing = "large"

[[payload]]
name = "Satellite"
mass = "100 kg"

[[target]]
at = "orbit"
orbit = { perigee = "185 km", apogee = "220 km", inclination = "52 deg" }

[[published]]
event = "booster-separation"
t = "118.1 s"

[forces]
gravity_degree = 4

[[programme]]
name = "ascent"
table = [["0 s", "90 deg"], ["100 s", "40 deg"]]

[wind]
profile = [["0 km", "3 m/s", "270 deg"], ["10 km", "30 m/s", "260 deg"]]

[override]
"stage.core.propellant" = "20.5 t"

[[sequence]]
event = "fairing-jettison"
when = { after = "booster-separation", altitude_above = "100 km" }
do = [{ jettison = "fairing" }]
)";

constexpr std::string_view rocket = R"(
[vehicle]
name = "Rocket"
kind = "launcher"
fairing = "large"

[[engine]]
id = "motor"
thrust_vacuum = "600 kN"
thrust_sea_level = "540 kN"
isp_vacuum = "310 s"
isp_sea_level = "279 s"
throttle_min = "50 %"

[[stage]]
id = "core"
dry_mass = "2 t"
propellant = "20 t"
residual = "100 kg"
engine = "motor"

[[part]]
id = "fairing-large"
role = "fairing"
variant = "large"
mass = "300 kg"
pieces = 2

[[aerodynamics]]
reference_area = "3 m2"
mach = [0, 1, 5]
drag_coefficient = [0.3, 0.6, 0.3]

[[sequence]]
event = "lift-off"
when = { time = "0 s" }
do = [{ ignite = "core" }, { steer = "vertical" }]

[[sequence]]
event = "throttle-down"
when = { acceleration_above = "3 g0" }
do = [{ throttle = "core", level = "60 %", over = "1 s" }]

[[sequence]]
event = "booster-separation"
when = { after = "lift-off", stage = "core", propellant_below = "0 kg" }
do = [{ separate = "core" }]

[[sequence]]
event = "fairing-jettison"
when = { after = "lift-off", heating_below = "1135 W/m2" }
do = [{ jettison = "fairing" }]
)";

constexpr std::string_view upper = R"(
[vehicle]
name = "Upper"
kind = "upper-stage"

[[engine]]
id = "small"
thrust_vacuum = "20 kN"
isp_vacuum = "330 s"

[[stage]]
id = "top"
dry_mass = "300 kg"
propellant = "2 t"
engine = "small"

[[sequence]]
event = "top-ignition"
when = { after = "booster-separation", delay = "2 s" }
do = [{ ignite = "top" }, { steer = "guided", target = "final" }]

[[sequence]]
event = "top-cut-off"
when = { after = "top-ignition", guidance = "final" }
do = [{ cut_off = "top" }, { end = true }]
)";

constexpr std::string_view port = R"(
[site]
name = "Port"

[[pad]]
id = "A"
latitude = "51.88 deg"
longitude = "128.33 deg"
altitude = "240 m"
azimuth_limits = [["30 deg", "100 deg"]]

[[drop_zone]]
name = "Field"
element = "core"
latitude = "52 deg"
longitude = "131 deg"
radius = "20 km"
)";

constexpr std::string_view mark = "\u00A6";

struct Spoiled {
  std::string text;
  int line = 0;
  int column = 0;
};

Spoiled spoil(std::string text, const Case& c) {
  const auto at = text.find(c.right);
  EXPECT_NE(at, std::string::npos) << c.name << ": the right file has no " << c.right;
  if (at == std::string::npos) return {};
  text.replace(at, c.right.size(), c.wrong);
  const auto marked = text.find(mark);
  if (marked == std::string::npos) return {text, 0, 0};
  text.erase(marked, mark.size());
  const std::string_view before = std::string_view(text).substr(0, marked);
  const auto newline = before.rfind('\n');
  return {text, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(marked - (newline == std::string::npos ? 0 : newline + 1)) + 1};
}

class WrongInput : public testing::TestWithParam<Case> {};

TEST_P(WrongInput, IsToldWithPlaceAndRemedy) {
  const Case& c = GetParam();
  const Files files;
  const Spoiled spoiled = spoil(Files::right(c.file), c);
  files.write(c.file, spoiled.text);
  try {
    static_cast<void>(load_mission(files.path("mission.toml")));
    FAIL() << "the mission was accepted";
  } catch (const InputError& error) {
    const Problem& first = error.problems().front();
    const std::string_view told_in = c.told_in.empty() ? c.file : c.told_in;
    EXPECT_EQ(std::filesystem::path(first.file).filename(), told_in) << error.what();
    if (spoiled.line > 0) {
      EXPECT_EQ(first.line, spoiled.line) << error.what();
      EXPECT_EQ(first.column, spoiled.column) << error.what();
    }
    EXPECT_THAT(first.found, testing::HasSubstr(std::string(c.found)));
    EXPECT_THAT(first.remedy, testing::HasSubstr(std::string(c.remedy)));
    EXPECT_THAT(error.what(), testing::HasSubstr(std::string(told_in)));
  }
}

std::string name_of_case(const testing::TestParamInfo<Case>& info) { return std::string(info.param.name); }

INSTANTIATE_TEST_SUITE_P(Values, WrongInput, testing::ValuesIn(wrong_values()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Campaigns, WrongInput, testing::ValuesIn(wrong_campaigns()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Moon, WrongInput, testing::ValuesIn(wrong_moons()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Deployments, WrongInput, testing::ValuesIn(wrong_deployments()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Names, WrongInput, testing::ValuesIn(wrong_names()), name_of_case);

TEST(RightInput, IsAccepted) {
  const Files files;
  const Mission read = load_mission(files.path("mission.toml"));
  EXPECT_EQ(read.vehicle.stages.size(), 2U);
  EXPECT_DOUBLE_EQ(read.vehicle.stages[0].propellant_kg, 20500);
  EXPECT_EQ(read.vehicle.sequence.size(), 6U);
  EXPECT_TRUE(mission_warnings(read).empty());
}

}  // namespace

Files::Files() {
  folder_ = (std::filesystem::temp_directory_path() / "cosmodrome-wrong-input-XXXXXX").string();
  if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  for (const std::string_view name : {"mission.toml", "rocket.toml", "upper.toml", "port.toml"})
    write(name, right(name));
}

Files::~Files() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Files::write(std::string_view name, std::string_view text) const {
  std::ofstream(path(name), std::ios::binary) << text;
}

std::string Files::right(std::string_view name) {
  return std::string(name == "mission.toml"  ? mission
                     : name == "rocket.toml" ? rocket
                     : name == "upper.toml"  ? upper
                                             : port);
}

}  // namespace cosmodrome::wrong_input
