#pragma once
// From one orbit into another by two burns, in a time that is given.
#include <optional>
#include <vector>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/lambert.hpp"

namespace cosmodrome {

/// One way to fly it.
struct LambertTransfer {
  LambertPath<double> path;
  bool against = false;           ///< it goes round against the orbit that it leaves
  Vec3<double, Gcrf> leave_m_s;   ///< change of velocity at the first place
  Vec3<double, Gcrf> arrive_m_s;  ///< change of velocity at the second
  double lowest_m = 0;            ///< distance from the centre that the path comes down to
  double total_m_s() const;
};

/// All of them, around a point: both ways round, with up to `most_revolutions` whole revolutions; those along the
/// orbit that is left come first, then by revolutions. Throws std::invalid_argument as solve_lambert() does, and where
/// both places lie in one direction from the centre: every plane has them.
std::vector<LambertTransfer> find_lambert_transfers(const Motion<double, Gcrf>& from, const Motion<double, Gcrf>& to,
                                                    double time_s, double mu_m3_s2, int most_revolutions);

/// The cheapest of those that stay above a distance from the centre; none may.
std::optional<std::size_t> cheapest_above(const std::vector<LambertTransfer>& transfers, double lowest_m);

}  // namespace cosmodrome
