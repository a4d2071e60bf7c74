#include "cosmodrome/orbit/lambert_transfer.hpp"

#include <algorithm>
#include <stdexcept>

namespace cosmodrome {
namespace {

/// Whether a conic passes its periapsis between two places is told by the angles from it, each within (-pi, pi]: once
/// round, it does; less than that, where the second angle has not simply grown.
bool passes_periapsis(const KeplerianElements<double>& leaves, const KeplerianElements<double>& arrives,
                      int revolutions) {
  const double from_rad = leaves.true_anomaly_rad, to_rad = arrives.true_anomaly_rad;
  if (revolutions > 0) return true;
  if (from_rad <= 0 && to_rad >= 0) return true;
  // Over the apoapsis and on, past the periapsis to beyond where it began.
  return (from_rad > 0) == (to_rad > 0) && to_rad < from_rad;
}

double lowest_m(const Motion<double, Gcrf>& leaves, const Motion<double, Gcrf>& arrives, int revolutions,
                double mu_m3_s2) {
  const auto first = to_keplerian(leaves, mu_m3_s2), last = to_keplerian(arrives, mu_m3_s2);
  if (passes_periapsis(first, last, revolutions)) return first.semi_latus_rectum_m / (1 + first.eccentricity);
  return std::min(norm(leaves.r_m), norm(arrives.r_m));
}

}  // namespace

double LambertTransfer::total_m_s() const { return norm(leave_m_s) + norm(arrive_m_s); }

std::vector<LambertTransfer> find_lambert_transfers(const Motion<double, Gcrf>& from, const Motion<double, Gcrf>& to,
                                                    double time_s, double mu_m3_s2, int most_revolutions) {
  if (angle_rad(from.r_m, to.r_m) < 1e-9)
    throw std::invalid_argument("both places lie in one direction from the centre, and every plane has them");
  auto normal = cross(from.r_m, from.v_m_s);
  if (squared_norm(normal) == 0) normal = {0, 0, 1};
  normal = unit(normal);
  std::vector<LambertTransfer> found;
  for (const bool against : {false, true}) {
    const auto paths =
        solve_lambert<double>(from.r_m, to.r_m, time_s, mu_m3_s2, against ? -normal : normal, most_revolutions);
    for (const LambertPath<double>& path : paths) {
      found.push_back({path, against, path.leave_m_s - from.v_m_s, to.v_m_s - path.arrive_m_s,
                       lowest_m({from.r_m, path.leave_m_s}, {to.r_m, path.arrive_m_s}, path.revolutions, mu_m3_s2)});
    }
  }
  return found;
}

std::optional<std::size_t> cheapest_above(const std::vector<LambertTransfer>& transfers, double lowest_m) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (transfers[i].lowest_m < lowest_m) continue;
    if (!best || transfers[i].total_m_s() < transfers[*best].total_m_s()) best = i;
  }
  return best;
}

}  // namespace cosmodrome
