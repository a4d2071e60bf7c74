#include "cosmodrome/io/ndm_covariance.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>

#include "cosmodrome/io/ndm_schema.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

/// The lower triangle, each element as its place says: 11, 21, 22, 31, ... if no other text is given.
std::string opm_with(const std::string& frame, const std::function<std::string(int row, int column)>& element) {
  std::string text =
      "CCSDS_OPM_VERS = 2.0\nCREATION_DATE = 2026-01-02T03:04:05\nORIGINATOR = X\nOBJECT_NAME = A\nOBJECT_ID = B\n"
      "CENTER_NAME = EARTH\nREF_FRAME = GCRF\nTIME_SYSTEM = UTC\nEPOCH = 2026-01-02T00:00:00\nX = 7000.0\nY = 0\n"
      "Z = 0\nX_DOT = 0\nY_DOT = 7.5\nZ_DOT = 0\n";
  if (!frame.empty()) text += "COV_REF_FRAME = " + frame + "\n";
  int row = 1, column = 1;
  for (const std::string_view key : covariance_keys()) {
    text += fmt::format("{} = {}\n", key, element(row, column));
    if (column++ == row) ++row, column = 1;
  }
  return text;
}

std::string place(int row, int column) { return fmt::format("{}.0", 10 * row + column); }
std::string unit(int row, int column) { return row == column ? "1.000" : "0.000"; }

NdmMessage message(const std::string& text) { return read_ndm_text(text, "a.opm").messages.front(); }
StateCovariance only(const std::string& text) {
  const auto found = state_covariances(message(text));
  EXPECT_EQ(found.size(), 1u);
  return found.at(0);
}

TEST(NdmCovariance, HasEachElementInItsPlaceInMetres) {
  const StateCovariance read = only(opm_with("", place));
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      const auto row = static_cast<double>(std::max(i, j) + 1), column = static_cast<double>(std::min(i, j) + 1);
      EXPECT_DOUBLE_EQ(read.matrix[i][j], 1e6 * (10 * row + column));
      EXPECT_DOUBLE_EQ(read.rounding[i][j], 1e6 * 0.05);
    }
  }
  EXPECT_EQ(read.object, "A");
}

TEST(NdmCovariance, KnowsItsAxes) {
  EXPECT_EQ(only(opm_with("", unit)).frame, "GCRF");
  EXPECT_EQ(only(opm_with("", unit)).axes, CovarianceAxes::named);
  EXPECT_EQ(only(opm_with("RSW", unit)).axes, CovarianceAxes::rtn);
  EXPECT_EQ(only(opm_with("RTN", unit)).axes, CovarianceAxes::rtn);
  EXPECT_EQ(only(opm_with("TNW", unit)).axes, CovarianceAxes::tnw);
  EXPECT_EQ(only(opm_with("EME2000", unit)).axes, CovarianceAxes::named);
  EXPECT_EQ(only(opm_with("SIDEWAYS", unit)).axes, CovarianceAxes::unknown);
  EXPECT_THAT(covariance_notes(message(opm_with("SIDEWAYS", unit))),
              testing::ElementsAre(HasSubstr("the covariance is in SIDEWAYS, which is unknown")));
}

TEST(NdmCovariance, IsTheSameFromXml) {
  const std::string xml = write_ndm(message(opm_with("TNW", place)), NdmForm::xml);
  const StateCovariance kvn = only(opm_with("TNW", place)), read = only(xml);
  EXPECT_EQ(read.matrix, kvn.matrix);
  EXPECT_EQ(read.axes, kvn.axes);
}

/// Ones along the diagonal and one correlation of 1 + x between position and velocity.
std::string correlated(const char* text) {
  return opm_with("", [&](int row, int column) { return row == 4 && column == 1 ? text : unit(row, column); });
}

TEST(NdmCovariance, IsOneAsFarAsItsDigitsSay) {
  EXPECT_TRUE(is_positive_semidefinite(only(correlated("0.999"))));
  EXPECT_TRUE(is_positive_semidefinite(only(correlated("-1.000"))));
  // The least eigenvalue is -0.001. Half a digit of the eight numbers that are not zero lower it by sqrt(8) / 2 digits:
  // 0.0014 with three decimals.
  EXPECT_TRUE(is_positive_semidefinite(only(correlated("1.001"))));
  EXPECT_FALSE(is_positive_semidefinite(only(correlated("1.002"))));
  EXPECT_FALSE(is_positive_semidefinite(only(correlated("-1.5"))));
  EXPECT_TRUE(covariance_notes(message(correlated("0.999"))).empty());
  EXPECT_THAT(covariance_notes(message(correlated("-1.5"))),
              testing::ElementsAre(HasSubstr("the covariance of A is that of no state")));
}

TEST(NdmCovariance, RefusesVariancesBelowZeroAndCorrelationsOfWhatIsCertain) {
  const auto with = [](int at_row, int at_column, const char* text) {
    return only(opm_with("", [&](int row, int column) {
      return row == at_row && column == at_column ? std::string(text)
             : row == 1 && column == 1            ? "0.0"
                                                  : unit(row, column);
    }));
  };
  EXPECT_TRUE(is_positive_semidefinite(with(0, 0, "")));
  EXPECT_FALSE(is_positive_semidefinite(with(2, 1, "0.1")));
  EXPECT_FALSE(is_positive_semidefinite(with(3, 3, "-1.0")));
}

/// S. Alfano, "Satellite Conjunction Monte Carlo Analysis", AAS 09-233, as CDM by CARA of NASA.
TEST(NdmCovariance, ReadsBothObjectsOfAlfanosConjunctions) {
  const std::filesystem::path folder = std::string(COSMODROME_TRUTH_DIR) + "/conjunction";
  // Kept beside the repository, as all truth.
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no conjunctions at " << folder;
  const NdmMessage cdm = read_ndm(folder / "AlfanoTestCase01.cdm").messages.front();
  const auto found = state_covariances(cdm);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].axes, CovarianceAxes::rtn);
  EXPECT_DOUBLE_EQ(found[0].matrix[1][0], -3.524140813027809e+02);
  EXPECT_DOUBLE_EQ(found[0].matrix[2][5], -6.070876344492500e-05);
  EXPECT_DOUBLE_EQ(found[0].matrix[5][5], 3.390390010767800e-09);
  EXPECT_DOUBLE_EQ(found[1].matrix[1][1], 6.496894829253188e+03);
}

/// By NumPy's eigvalsh the least eigenvalues of case 6, as correlations, are -4.3e-4 and -2.7e-4; of all others above
/// 0.
TEST(NdmCovariance, FindsTheOneConjunctionOfAlfanosWhoseCovariancesAreNone) {
  const std::filesystem::path folder = std::string(COSMODROME_TRUTH_DIR) + "/conjunction";
  // Kept beside the repository, as all truth.
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no conjunctions at " << folder;
  for (const int number : {1, 2, 3, 4, 5, 6, 7, 8, 9, 11}) {
    const auto file = folder / fmt::format("AlfanoTestCase{:02}.cdm", number);
    EXPECT_EQ(covariance_notes(read_ndm(file).messages.front()).size(), number == 6 ? 2u : 0u) << file;
  }
}

}  // namespace
}  // namespace cosmodrome
