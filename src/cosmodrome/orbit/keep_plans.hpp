#pragma once
// The two kinds of orbits that station_keeping.hpp keeps.
#include "cosmodrome/orbit/keep_log.hpp"

namespace cosmodrome {

/// A box whose centres are known, with the request it belongs to.
struct KeepTask {
  const KeepRequest& request;
  const OrbitData& data;
  const KeepProgress& progress;
};

Keeping keep_geostationary(const KeepTask& task);
Keeping keep_low_orbit(const KeepTask& task);

/// Throws std::invalid_argument if the first sample lies outside of the box, with the name of the quantity.
void refuse_start_outside(const std::vector<BoxSide>& box, const KeepSample& first);

}  // namespace cosmodrome
