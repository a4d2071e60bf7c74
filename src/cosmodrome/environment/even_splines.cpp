#include "cosmodrome/environment/even_splines.hpp"

#include <numeric>

#include "cosmodrome/base/slopes.hpp"

namespace cosmodrome {

template <int quantities>
EvenSplines<quantities>::EvenSplines(const std::array<std::vector<double>, quantities>& at_nodes)
    : rows_(at_nodes[0].size() - 1), last_interval_(static_cast<double>(at_nodes[0].size() - 2)) {
  std::vector<double> nodes(at_nodes[0].size());
  std::iota(nodes.begin(), nodes.end(), 0.0);
  for (std::size_t k = 0; k < quantities; ++k) {
    const std::vector<double>& y = at_nodes[k];
    const std::vector<double> slope = spline_slopes(nodes, y, SplineEnds::not_a_knot);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double rise = y[i + 1] - y[i];
      rows_[i][k] = {y[i], slope[i], 3 * rise - 2 * slope[i] - slope[i + 1], slope[i] + slope[i + 1] - 2 * rise};
    }
  }
}

template class EvenSplines<1>;
template class EvenSplines<2>;
template class EvenSplines<3>;

}  // namespace cosmodrome
