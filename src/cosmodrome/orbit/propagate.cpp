#include "cosmodrome/orbit/propagate.hpp"

#include "cosmodrome/orbit/orbit_event_evaluate.hpp"
#include "cosmodrome/orbit/propagate_run.hpp"

namespace cosmodrome {

COSMODROME_PROPAGATE(double)
COSMODROME_PROPAGATE(Lanes)

PointMassState<Dual<6>> with_derivatives(const PointMassState<double>& y) {
  PointMassState<Dual<6>> state;
  for (int i = 0; i < 6; ++i) {
    const auto k = static_cast<std::size_t>(i);
    state[k] = Dual<6>::variable(y[k], i);
  }
  state[6] = Dual<6>(y[6]);
  return state;
}

TransitionMatrix transition_matrix(const PointMassState<Dual<6>>& end) {
  TransitionMatrix matrix;
  for (std::size_t i = 0; i < 6; ++i) matrix[i] = end[i].d;
  return matrix;
}

TransitionMatrix propagate_covariance(const TransitionMatrix& transition, const TransitionMatrix& covariance) {
  TransitionMatrix half{}, result{};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      for (std::size_t k = 0; k < 6; ++k) half[i][j] += transition[i][k] * covariance[k][j];
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      for (std::size_t k = 0; k < 6; ++k) result[i][j] += half[i][k] * transition[j][k];
  return result;
}

}  // namespace cosmodrome
