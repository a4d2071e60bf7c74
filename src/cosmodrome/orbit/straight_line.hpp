#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace cosmodrome {

/// The straight line through values at 0, 1, 2... that leaves the least squares.
struct StraightLine {
  double mean = 0, slope = 0, middle = 0;
  [[nodiscard]] double at(std::size_t k) const { return mean + slope * (static_cast<double>(k) - middle); }
};

inline StraightLine straight_line(const std::vector<double>& values) {
  StraightLine line;
  line.middle = 0.5 * (static_cast<double>(values.size()) - 1);
  double product = 0, square = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double from_middle = static_cast<double>(k) - line.middle;
    line.mean += values[k] / static_cast<double>(values.size());
    product += from_middle * values[k], square += from_middle * from_middle;
  }
  if (square > 0) line.slope = product / square;
  return line;
}

/// Half of what lies between the least and the most of what is left beside that line.
inline double half_range_beside_line(const std::vector<double>& values) {
  if (values.size() < 3) return 0;
  const StraightLine line = straight_line(values);
  double least = values[0] - line.at(0), most = least;
  for (std::size_t k = 1; k < values.size(); ++k)
    least = std::min(least, values[k] - line.at(k)), most = std::max(most, values[k] - line.at(k));
  return 0.5 * (most - least);
}

}  // namespace cosmodrome
