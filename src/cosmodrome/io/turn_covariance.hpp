#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cosmodrome/io/ndm_covariance.hpp"
#include "cosmodrome/io/state_frame.hpp"

namespace cosmodrome {

/// Where a covariance holds, and when: axes that turn with the object or with the Earth need it.
struct CovarianceState {
  Epoch epoch;
  PositionVelocity<double, Gcrf> state;     ///< from the message's own centre
  std::shared_ptr<const FrameTurn> frames;  ///< with the Earth's orientation then
};

/// Axes that a covariance can be turned along: RTN, RSW, TNW, GCRF, ICRF, EME2000, ITRF, TEME.
const std::vector<std::string>& covariance_axes_names();

/// "X", ..., "Z_DOT"; "R", ..., "N_DOT" or "T", ..., "W_DOT" where the axes turn with the object.
std::array<std::string, 6> component_names(CovarianceAxes axes);

/// The states of the covariances that state_covariances() finds: that of an OPM or CDM, SGP4's at the epoch of an OMM,
/// the one of the same time in an OEM. Throws InputError where there is none or its frame is unknown.
std::vector<CovarianceState> covariance_states(const NdmMessage& message);

/// The same covariance along other axes. Those of RTN, RSW and TNW are taken as they stand at the instant, as messages
/// mean them: velocities are those against the stars. Against the turning Earth they have its rotation taken off.
/// Throws InputError for axes that are not known.
StateCovariance turned(const StateCovariance& covariance, const CovarianceState& at, const std::string& axes);

/// The message with all its covariances along other axes, and COV_REF_FRAME that says so. Throws InputError if it has
/// none, or is a CDM, whose are along RTN by its standard.
NdmMessage with_covariance_axes(NdmMessage message, const std::string& axes);

}  // namespace cosmodrome
