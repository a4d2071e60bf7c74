#include "cosmodrome/io/turn_covariance.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

/// A state off every axis, with a covariance whose elements are all different.
std::string opm(const std::string& frame, const std::string& state_frame = "GCRF") {
  std::string text =
      "CCSDS_OPM_VERS = 2.0\nCREATION_DATE = 2026-01-02T03:04:05\nORIGINATOR = X\nOBJECT_NAME = A\nOBJECT_ID = B\n"
      "CENTER_NAME = EARTH\nREF_FRAME = " +
      state_frame +
      "\nTIME_SYSTEM = UTC\nEPOCH = 2026-01-02T00:00:00\nX = 5000\nY = 4000\nZ = 3000\nX_DOT = -4\nY_DOT = 2\n"
      "Z_DOT = 6\n";
  if (!frame.empty()) text += "COV_REF_FRAME = " + frame + "\n";
  int row = 1, column = 1;
  for (const std::string_view key : covariance_keys()) {
    const double scale = (row > 3 ? 1e-3 : 1.0) * (column > 3 ? 1e-3 : 1.0);
    text += fmt::format("{} = {}\n", key, number_text(scale * (row == column ? 10.0 + row : 0.1 * row + 0.3 * column)));
    if (column++ == row) ++row, column = 1;
  }
  return text;
}

NdmMessage message(const std::string& text) { return read_ndm_text(text, "a.opm").messages.front(); }

struct Read {
  StateCovariance covariance;
  CovarianceState at;
};
Read read(const std::string& text) {
  const NdmMessage one = message(text);
  return {state_covariances(one).at(0), covariance_states(one).at(0)};
}

/// The largest difference as a share of the standard deviations that belong to the element.
double apart(const StateCovariance& a, const StateCovariance& b) {
  double worst = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      const double scale = std::sqrt(b.matrix[i][i] * b.matrix[j][j]);
      worst = std::max(worst, std::abs(a.matrix[i][j] - b.matrix[i][j]) / scale);
    }
  }
  return worst;
}

TEST(TurnCovariance, ComesBackFromAllAxes) {
  for (const std::string& from : covariance_axes_names()) {
    const Read there = read(opm(from));
    for (const std::string& to : covariance_axes_names()) {
      const StateCovariance back = turned(turned(there.covariance, there.at, to), there.at, from);
      EXPECT_LT(apart(back, there.covariance), 1e-12) << from << " to " << to;
      EXPECT_EQ(back.frame, from);
    }
  }
}

/// A body on the x axis that flies along y: radial, along and normal are x, y and z.
TEST(TurnCovariance, IsAPermutationWhereTheAxesAre) {
  const Read own = read(opm("GCRF"));
  const CovarianceState at{own.at.epoch, {{7e6, 0, 0}, {0, 7.5e3, 0}}, own.at.frames};
  const auto &p = own.covariance.matrix, r = turned(own.covariance, at, "RTN").matrix,
             t = turned(own.covariance, at, "TNW").matrix;
  EXPECT_LT(apart(turned(own.covariance, at, "RTN"), own.covariance), 1e-15);
  // T is y, W is z, N is W x T: -x.
  EXPECT_DOUBLE_EQ(t[0][0], p[1][1]);
  EXPECT_DOUBLE_EQ(t[1][1], p[0][0]);
  EXPECT_DOUBLE_EQ(t[0][1], -p[1][0]);
  EXPECT_DOUBLE_EQ(t[2][3], p[2][4]);
  EXPECT_DOUBLE_EQ(r[5][2], p[5][2]);
}

/// A quarter of a turn about z takes x to y.
TEST(TurnCovariance, TurnsWithTheObject) {
  const Read own = read(opm("RTN"));
  const CovarianceState at{own.at.epoch, {{0, 7e6, 0}, {-7.5e3, 0, 0}}, own.at.frames};
  const auto &p = own.covariance.matrix, g = turned(own.covariance, at, "GCRF").matrix;
  EXPECT_DOUBLE_EQ(g[1][1], p[0][0]);
  EXPECT_DOUBLE_EQ(g[0][0], p[1][1]);
  EXPECT_DOUBLE_EQ(g[0][1], -p[0][1]);
  EXPECT_DOUBLE_EQ(g[2][2], p[2][2]);
}

/// What is known of the position alone is, against the turning Earth, known of the velocity too: w x r.
TEST(TurnCovariance, TakesTheEarthsRotationOff) {
  Read own = read(opm("GCRF"));
  own.covariance.matrix = {};
  own.covariance.matrix[0][0] = own.covariance.matrix[1][1] = 4;  // m2, about the pole
  const StateCovariance fixed = turned(own.covariance, own.at, "ITRF");
  const double rate_rad_s = 7.292115e-5;
  EXPECT_NEAR(fixed.matrix[0][0], 4, 1e-3);
  EXPECT_NEAR(fixed.matrix[3][3], 4 * rate_rad_s * rate_rad_s, 1e-11);
  // v_x = w y, v_y = -w x.
  EXPECT_NEAR(fixed.matrix[3][1], 4 * rate_rad_s, 1e-7);
  EXPECT_NEAR(fixed.matrix[4][0], -4 * rate_rad_s, 1e-7);
}

TEST(TurnCovariance, KeepsTheVolume) {
  const Read own = read(opm("RTN"));
  const auto trace = [](const StateCovariance& one, std::size_t from) {
    return one.matrix[from][from] + one.matrix[from + 1][from + 1] + one.matrix[from + 2][from + 2];
  };
  for (const char* axes : {"TNW", "GCRF", "EME2000", "TEME"}) {
    const StateCovariance there = turned(own.covariance, own.at, axes);
    EXPECT_NEAR(trace(there, 0) / trace(own.covariance, 0), 1, 1e-12) << axes;
    EXPECT_NEAR(trace(there, 3) / trace(own.covariance, 3), 1, 1e-12) << axes;
    EXPECT_TRUE(is_positive_semidefinite(there));
  }
}

TEST(TurnCovariance, NamesItsComponents) {
  EXPECT_EQ(component_names(CovarianceAxes::rtn)[4], "T_DOT");
  EXPECT_EQ(component_names(CovarianceAxes::tnw)[2], "W");
  EXPECT_EQ(component_names(CovarianceAxes::named)[0], "X");
}

TEST(TurnCovariance, WritesAMessageThatSaysSo) {
  for (const char* frame : {"", "TNW"}) {
    const NdmMessage there = with_covariance_axes(message(opm(frame)), "RTN");
    const std::string text = write_ndm(there, NdmForm::kvn);
    EXPECT_THAT(text, HasSubstr("COV_REF_FRAME = RTN"));
    const Read own = read(opm(frame)), again = read(text);
    EXPECT_EQ(again.covariance.axes, CovarianceAxes::rtn);
    EXPECT_LT(apart(again.covariance, turned(own.covariance, own.at, "RTN")), 1e-15);
  }
}

std::string oem(const std::string& time) {
  std::string text =
      "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2026-01-02T03:04:05\nORIGINATOR = X\nMETA_START\nOBJECT_NAME = A\n"
      "OBJECT_ID = B\nCENTER_NAME = EARTH\nREF_FRAME = EME2000\nTIME_SYSTEM = UTC\nSTART_TIME = 2026-01-02T00:00:00\n"
      "STOP_TIME = 2026-01-02T00:01:00\nMETA_STOP\n2026-01-02T00:00:00 7000 0 0 0 7.5 0\n"
      "2026-01-02T00:01:00 6985 449 0 -0.5 7.5 0\nCOVARIANCE_START\nEPOCH = " +
      time + "\n";
  for (int row = 1; row <= 6; ++row) {
    for (int column = 1; column <= row; ++column) text += row == column ? "1.0 " : "0.0 ";
    text += "\n";
  }
  return text + "COVARIANCE_STOP\n";
}

TEST(TurnCovariance, TakesTheStateOfItsTimeFromAnEphemeris) {
  const CovarianceState at =
      covariance_states(read_ndm_text(oem("2026-01-02T00:01:00"), "a.oem").messages.front()).at(0);
  EXPECT_NEAR(at.state.r_m.y, 449e3, 10);  // the frames differ by 0.02 arc seconds
  EXPECT_THAT(
      write_ndm(with_covariance_axes(read_ndm_text(oem("2026-01-02T00:01:00"), "a.oem").messages.front(), "TNW"),
                NdmForm::kvn),
      HasSubstr("COV_REF_FRAME = TNW"));
}

std::string refusal(const std::string& text, const std::string& axes) {
  try {
    with_covariance_axes(read_ndm_text(text, "a.ndm").messages.front(), axes);
  } catch (const InputError& error) {
    EXPECT_FALSE(error.remedy.empty());
    return error.what();
  }
  return "";
}

TEST(TurnCovariance, RefusesWhatItCannotTurn) {
  EXPECT_THAT(refusal(opm("RTN"), "SIDEWAYS"), HasSubstr("cannot be turned along SIDEWAYS"));
  EXPECT_THAT(refusal(opm("SIDEWAYS"), "RTN"), HasSubstr("cannot be turned along SIDEWAYS"));
  EXPECT_THAT(refusal(opm("RTN", "TOD"), "GCRF"), HasSubstr("a.ndm:7:13: the frame TOD is unknown"));
  EXPECT_THAT(refusal(oem("2026-01-02T00:00:30"), "RTN"),
              HasSubstr("a.ndm:16:9: there is no state at the time of this covariance"));
  const std::string bare = opm("RTN");
  EXPECT_THAT(refusal(bare.substr(0, bare.find("COV_REF_FRAME")), "RTN"), HasSubstr("there is no covariance"));
}

}  // namespace
}  // namespace cosmodrome
