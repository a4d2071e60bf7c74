#pragma once
#include <algorithm>
#include <vector>

namespace cosmodrome {

/// Pairs (violation, objective): a point is acceptable if with respect to each pair it is better in one of both
/// (Fletcher and Leyffer, Math. Program. 91, 2002).
class BarrierFilter {
 public:
  [[nodiscard]] bool accepts(double violation, double objective) const {
    return std::all_of(entries_.begin(), entries_.end(),
                       [&](const Entry& e) { return violation < e.violation || objective < e.objective; });
  }

  void add(double violation, double objective) {
    std::erase_if(entries_, [&](const Entry& e) { return e.violation >= violation && e.objective >= objective; });
    entries_.push_back({violation, objective});
  }

  void clear() { entries_.clear(); }

 private:
  struct Entry {
    double violation, objective;
  };
  std::vector<Entry> entries_;
};

}  // namespace cosmodrome
