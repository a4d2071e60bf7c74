#include "cosmodrome/orbit/approaches.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "cosmodrome/base/root.hpp"

namespace cosmodrome {
namespace {

struct Relative {
  Vec3<double, Gcrf> r_m, v_m_s;
  /// Half the rate of the squared distance: its sign says whether they part.
  [[nodiscard]] double parting() const { return dot(r_m, v_m_s); }
};

Relative between(const PointMassState<double>& a, const PointMassState<double>& b) {
  return {position_of(b) - position_of(a), velocity_of(b) - velocity_of(a)};
}

/// A path at the times k * look_s that lie within it.
struct Looks {
  long first = 0;
  std::vector<PointMassState<double>> states;
  [[nodiscard]] long last() const { return first + static_cast<long>(states.size()) - 1; }
  [[nodiscard]] const PointMassState<double>& at(long k) const { return states[static_cast<std::size_t>(k - first)]; }
};

Looks look_along(const FreePath& path, double look_s) {
  Looks looks;
  looks.first = static_cast<long>(std::ceil(path.from_s() / look_s));
  for (long k = looks.first; static_cast<double>(k) * look_s <= path.end_s(); ++k)
    looks.states.push_back(path.at(static_cast<double>(k) * look_s));
  return looks;
}

class Pair {
 public:
  Pair(const FreePath& a, const FreePath& b) : a_(a), b_(b) {}

  [[nodiscard]] std::optional<Approach> nearest(const Looks& a, const Looks& b, double look_s) {
    const double begin_s = std::max(a_.from_s(), b_.from_s()), end_s = std::min(a_.end_s(), b_.end_s());
    if (!(end_s > begin_s)) return std::nullopt;
    double before_s = begin_s;
    Relative before = at(begin_s);
    for (long k = std::max(a.first, b.first); k <= std::min(a.last(), b.last()); ++k) {
      const double now_s = static_cast<double>(k) * look_s;
      if (now_s <= begin_s) continue;
      const Relative now = between(a.at(k), b.at(k));
      look_between(before_s, before, now_s, now);
      before_s = now_s, before = now;
    }
    const Relative last = at(end_s);
    look_between(before_s, before, end_s, last);
    if (last.parting() < 0) keep(end_s, last);
    return best_;
  }

 private:
  [[nodiscard]] Relative at(double t_s) const { return between(a_.at(t_s), b_.at(t_s)); }

  void look_between(double from_s, const Relative& from, double to_s, const Relative& to) {
    if (!(from.parting() < 0 && to.parting() >= 0)) return;
    // They cannot have been nearer than this, at the speed that they have: most minima need no second look.
    const double least_m =
        std::min(norm(from.r_m), norm(to.r_m)) - std::max(norm(from.v_m_s), norm(to.v_m_s)) * (to_s - from_s);
    if (best_ && least_m > best_->distance_m) return;
    const double t_s = find_root([&](double t) { return at(t).parting(); }, from_s, to_s).x;
    keep(t_s, at(t_s));
  }

  void keep(double t_s, const Relative& there) {
    const double distance_m = norm(there.r_m);
    if (best_ && best_->distance_m <= distance_m) return;
    best_ = Approach{a_.name, b_.name, t_s, distance_m, norm(there.v_m_s), false};
  }

  const FreePath& a_;
  const FreePath& b_;
  std::optional<Approach> best_;
};

}  // namespace

PointMassState<double> FreePath::at(double t_s) const {
  auto arc = std::upper_bound(arcs.begin(), arcs.end(), t_s,
                              [](double t, const OrbitArc<double>& one) { return t < one.from_s; });
  if (arc != arcs.begin()) --arc;
  return arc->at(std::clamp(t_s, arc->from_s, arc->end_s));
}

std::vector<Approach> nearest_approaches(const std::vector<FreePath>& paths, double too_near_m, double look_s) {
  std::vector<Looks> looks;
  for (const FreePath& path : paths) looks.push_back(look_along(path, look_s));
  std::vector<Approach> approaches;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (std::size_t j = i + 1; j < paths.size(); ++j) {
      auto nearest = Pair(paths[i], paths[j]).nearest(looks[i], looks[j], look_s);
      if (!nearest) continue;
      nearest->too_near = nearest->distance_m < too_near_m;
      approaches.push_back(*nearest);
    }
  }
  std::stable_sort(approaches.begin(), approaches.end(),
                   [](const Approach& a, const Approach& b) { return a.distance_m < b.distance_m; });
  return approaches;
}

}  // namespace cosmodrome
