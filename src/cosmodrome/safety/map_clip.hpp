#pragma once
#include <vector>

#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {

/// The part of a ring, on a map of latitude and longitude without jumps, that lies above or below a limit of one of the
/// two. Empty if there is none; parts that hang together only along the limit stay one ring.
/// Source: I. E. Sutherland, G. W. Hodgman, Reentrant Polygon Clipping, Commun. ACM 17 (1974) 32.
inline std::vector<GroundPlace> clip(const std::vector<GroundPlace>& ring, double GroundPlace::*of, double limit,
                                     bool above) {
  std::vector<GroundPlace> kept;
  if (ring.empty()) return kept;
  const auto in = [&](const GroundPlace& p) { return above ? p.*of >= limit : p.*of <= limit; };
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const GroundPlace &a = ring[j], &b = ring[i];
    if (in(a) != in(b)) {
      const double s = (limit - a.*of) / (b.*of - a.*of);
      GroundPlace crossing{a.latitude_rad + s * (b.latitude_rad - a.latitude_rad),
                           a.longitude_rad + s * (b.longitude_rad - a.longitude_rad)};
      crossing.*of = limit;
      kept.push_back(crossing);
    }
    if (in(b)) kept.push_back(b);
  }
  return kept;
}

}  // namespace cosmodrome
