#pragma once
#include <optional>
#include <vector>

#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/trajectory.hpp"
#include "cosmodrome/orbit/sgp4.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// The stretch of the path that mean elements are to become; what is not given is as usual.
struct MeanSpan {
  std::optional<Epoch> from;     ///< else the epoch of the elements, the last one of several objects
  std::optional<Epoch> until;    ///< else a day after
  std::optional<double> step_s;  ///< between points; else 60

  [[nodiscard]] bool asked() const { return from || until || step_s; }
};

/// The satellite that an OMM is of. Throws InputError unless SGP4 can follow it.
Sgp4<double> satellite_of(const NdmMessage& omm);

/// What SGP4 makes of mean elements along a span, turned from TEME into GCRF: a path for each object, all with the same
/// instants, in the order of the file. Throws InputError if a satellite comes down within the span, if the span has no
/// length or too many points, and if an object has two sets of elements.
std::vector<Trajectory> mean_paths(const std::vector<NdmMessage>& omms, const MeanSpan& span);

/// The number by which an SPK knows an object of the catalogue: that of NAIF's own program for elements (MKSPK User's
/// Guide, TLE_SPK_OBJ_ID), -100000 less the catalogue number. Empty if the OMM has none.
std::optional<int> spk_number(const NdmMessage& omm);

}  // namespace cosmodrome
