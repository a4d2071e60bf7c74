#include "cosmodrome/io/ndm_covariance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "cosmodrome/campaign/check.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

/// "1.50e-3": half of 0.01e-3. A zero is taken as exact: it says that nothing is known of a correlation.
double half_last_digit(std::string_view text, double value) {
  if (value == 0) return 0;
  const std::size_t exponent_at = std::min(text.find_first_of("eEdD"), text.size());
  const std::string_view mantissa = text.substr(0, exponent_at);
  const std::size_t point = mantissa.find('.');
  const double decimals = point == std::string_view::npos ? 0 : static_cast<double>(mantissa.size() - point - 1);
  const std::string_view power = text.substr(std::min(exponent_at + 1, text.size()));
  const double exponent = power.empty() ? 0 : static_cast<double>(whole_number(power).value_or(0));
  return 0.5 * std::pow(10.0, exponent - decimals);
}

/// Frames of 502.0-B-3, annex B, for orbits: those fixed to the object, and inertial and terrestrial ones.
CovarianceAxes axes_of(std::string_view frame) {
  if (frame == "RTN" || frame == "RSW") return CovarianceAxes::rtn;
  if (frame == "TNW") return CovarianceAxes::tnw;
  for (const std::string_view known : {"EME2000", "GCRF", "GRC", "ICRF", "ITRF", "MCI", "TDR", "TEME", "TOD", "J2000"})
    if (frame.starts_with(known)) return CovarianceAxes::named;
  return CovarianceAxes::unknown;
}

const NdmBlockRule* matrix_rule(NdmKind kind) {
  for (const NdmBlockRule& rule : ndm_rule(kind).blocks)
    if (rule.name == "covarianceMatrix") return &rule;
  return nullptr;
}

StateCovariance covariance_of(const NdmBlock& block, const NdmBlockRule& rule, const NdmBlock& metadata, bool is_cdm) {
  StateCovariance found;
  found.line = block.line;
  found.object = metadata.value("OBJECT_NAME");
  found.epoch = block.value("EPOCH");
  const std::string_view named = block.value("COV_REF_FRAME"), of_state = metadata.value("REF_FRAME");
  found.frame = is_cdm ? "RTN" : named.empty() ? of_state : named;
  // The state's own frame suits its covariance, whatever it is.
  found.axes = !is_cdm && found.frame == of_state ? CovarianceAxes::named : axes_of(found.frame);
  std::size_t row = 0, column = 0;
  for (const NdmKey& key : rule.keys) {
    if (key.name == "EPOCH" || key.name == "COV_REF_FRAME") continue;
    if (row == 6) break;  // a CDM goes on with drag, sunlight and thrust
    const std::string_view text = block.value(key.name);
    const double to_si = key.unit.starts_with("km") ? 1e6 : 1, value = decimal_number(text).value_or(0);
    found.matrix[row][column] = found.matrix[column][row] = to_si * value;
    found.rounding[row][column] = found.rounding[column][row] = to_si * half_last_digit(text, value);
    if (column++ == row) ++row, column = 0;
  }
  return found;
}

}  // namespace

std::vector<StateCovariance> state_covariances(const NdmMessage& message) {
  std::vector<StateCovariance> found;
  const NdmBlockRule* rule = matrix_rule(message.kind);
  if (rule == nullptr) return found;
  for (const NdmSegment& segment : message.segments) {
    for (const NdmBlock& block : segment.blocks) {
      if (block.name == rule->name)
        found.push_back(covariance_of(block, *rule, segment.metadata(), message.kind == NdmKind::cdm));
    }
  }
  return found;
}

/// As correlations, whose least eigenvalue rounding lowers by at most the norm of the scaled rounding (Weyl).
bool is_positive_semidefinite(const StateCovariance& covariance) {
  std::array<double, 6> sigma{};
  for (std::size_t i = 0; i < 6; ++i) {
    if (!(covariance.matrix[i][i] >= 0)) return false;
    sigma[i] = std::sqrt(covariance.matrix[i][i]);
  }
  double square = 0;
  std::vector<std::vector<double>> correlation(6, std::vector<double>(6, 0.0));
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      const double scale = sigma[i] * sigma[j];
      if (scale == 0 && covariance.matrix[i][j] != 0) return false;
      correlation[i][j] = scale == 0 ? 0 : covariance.matrix[i][j] / scale;
      const double rounding = scale == 0 ? 0 : covariance.rounding[i][j] / scale;
      square += rounding * rounding;
    }
  }
  const double raised = 1 + std::sqrt(square);
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) correlation[i][j] = i == j ? 1 : correlation[i][j] / raised;
  }
  return is_correlation(correlation);
}

std::vector<std::string> covariance_notes(const NdmMessage& message) {
  std::vector<std::string> notes;
  for (const StateCovariance& covariance : state_covariances(message)) {
    if (covariance.axes == CovarianceAxes::unknown) {
      notes.push_back(fmt::format(
          "line {}: the covariance is in {}, which is unknown; RSW, RTN, TNW or the frame of the state would do",
          covariance.line, shortened(covariance.frame)));
    }
    if (!is_positive_semidefinite(covariance)) {
      notes.push_back(fmt::format(
          "line {}: the covariance of {} is that of no state: an eigenvalue is below 0 by more than the digits "
          "explain; ask who made it, or have more digits written",
          covariance.line, shortened(covariance.object)));
    }
  }
  return notes;
}

}  // namespace cosmodrome
