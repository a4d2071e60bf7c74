#include "cosmodrome/io/read_safety.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

class SafetyFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "cosmodrome-safety-file";
    std::filesystem::create_directories(folder_);
    generic_ = read_text_file(generic_assumptions());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// The generic file with one text in place of another.
  std::filesystem::path with(const std::string& from, const std::string& to) {
    std::string text = generic_;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const auto path = folder_ / "mine.toml";
    std::ofstream(path) << text;
    return path;
  }

  static void expect_refused(const std::filesystem::path& path, const std::string& found) {
    try {
      load_assumptions(path);
      ADD_FAILURE() << "not refused: " << found;
    } catch (const InputError& error) {
      EXPECT_NE(std::string(error.what()).find(found), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("mine.toml:"), std::string::npos) << error.what();
    }
  }

  std::filesystem::path folder_;
  std::string generic_;
};

TEST_F(SafetyFile, TheGenericOneReadsAndCloses) {
  const SafetyAssumptions assumed = load_assumptions(generic_assumptions());
  double shares = 0, mass = 0;
  for (const Response& response : assumed.responses) shares += response.share;
  for (const DebrisClass& one : assumed.debris) mass += one.share;
  EXPECT_NEAR(shares, 1, 1e-12);
  EXPECT_NEAR(mass, 1, 1e-12);
  EXPECT_EQ(assumed.debris.front().name, "insulation");
  EXPECT_DOUBLE_EQ(assumed.falls.drag_area_sigma, 0.2);
  EXPECT_DOUBLE_EQ(assumed.intact_below_m, 30e3);
  // A piece of 350 kg, 870 kg/m2 and C_D 0.8.
  EXPECT_NEAR(assumed.debris.back().area_m2(), 350 / (870 * 0.8), 1e-12);
}

TEST_F(SafetyFile, RefusesWhatDoesNotAddUp) {
  expect_refused(with("share = \"24 %\"", "share = \"14 %\""), "its mass does not close: the shares add up to 90 %");
  expect_refused(with("share = 0.4\n", "share = 0.5\n"), "the shares of the modes add up to 1.1");
  expect_refused(with("slowest = \"0.5 deg/s\"", "slowest = \"50 deg/s\""), "the fastest turn is slower");
}

TEST_F(SafetyFile, RefusesWhatIsNotThereOrNotSo) {
  expect_refused(with("piece_mass = \"4 kg\"", "piece_mass = \"4 m\""), "piece_mass");
  expect_refused(with("piece_mass = \"4 kg\"", "piece_mass = \"-4 kg\""), "piece_mass");
  expect_refused(with("ballistic_coefficient = \"11 kg/m2\"", "beta = \"11 kg/m2\""), "beta");
  expect_refused(with("mode = \"break-up\"", "mode = \"explosion\""), "mode");
  EXPECT_THROW(load_assumptions(folder_ / "nowhere.toml"), InputError);
}

TEST_F(SafetyFile, CompletesWhatAMissionDoesNotSay) {
  const auto missions = std::filesystem::path(COSMODROME_SOURCE_DIR) / "missions";
  Mission electron = load_mission(missions / "electron-sso.toml");
  ASSERT_TRUE(electron.disperse.figures.empty());
  complete_dispersions(electron, generic_assumptions());
  EXPECT_FALSE(electron.disperse.figures.empty());
  EXPECT_FALSE(electron.disperse.wind.altitude_m.empty());
  Mission luna = load_mission(missions / "luna-25.toml");
  const auto own = luna.disperse.figures.size();
  complete_dispersions(luna, generic_assumptions());
  EXPECT_EQ(luna.disperse.figures.size(), own);
  EXPECT_FALSE(luna.disperse.wind.altitude_m.empty());
}

}  // namespace
}  // namespace cosmodrome
