#pragma once
#include <array>
#include <string>
#include <vector>

#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {

/// The axes that a covariance is along: those that its message names for the state, or ones that turn with the object.
/// RSW and RTN are the same (502.0-B-3, annex B); unknown is a name that is none of ours.
enum class CovarianceAxes { named, rtn, tnw, unknown };

/// The covariance of a state, as a message of CCSDS gives it by its lower triangle.
struct StateCovariance {
  CovarianceAxes axes = CovarianceAxes::named;
  std::string frame;   ///< as written; that of the state if the covariance names none
  std::string object;  ///< OBJECT_NAME
  std::string epoch;   ///< as written, of an OEM; else empty: that of the state
  int line = 0;
  /// Position in m, then velocity in m/s; symmetric.
  std::array<std::array<double, 6>, 6> matrix{};
  /// Half a unit of the last digit that was written of each element, in the same units; 0 of zeros.
  std::array<std::array<double, 6>, 6> rounding{};
};

/// All covariances of an OPM, OMM, OEM or CDM, in the order of the message, which has been read by read_ndm().
/// 502.0-B-3, tables 3-3, 4-3 and 5-4; 508.0-B-1, table 3-4, whose six by six part it is.
std::vector<StateCovariance> state_covariances(const NdmMessage& message);

/// Whether a covariance can be one: no eigenvalue below 0 by more than the digits explain that were written.
bool is_positive_semidefinite(const StateCovariance& covariance);

/// A sentence for each covariance that can be none, or whose axes are unknown, with line and remedy.
std::vector<std::string> covariance_notes(const NdmMessage& message);

}  // namespace cosmodrome
