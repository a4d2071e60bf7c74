#include "cosmodrome/base/table.hpp"

#include <cmath>
#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

void check_values(const std::vector<double>& x, const std::vector<double>& y) {
  const auto refuse = [](std::string found) {
    throw InputError(Problem{"", 0, 0, "table", std::move(found), "give one finite value for each abscissa"});
  };
  if (x.size() != y.size()) {
    refuse("found " + std::to_string(x.size()) + " abscissae and " + std::to_string(y.size()) + " values");
  }
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!std::isfinite(y[i])) refuse("value " + std::to_string(i + 1) + " is not finite");
  }
}

}  // namespace

PiecewiseCubic::PiecewiseCubic(std::vector<double> x, const std::vector<double>& y, const std::vector<double>& slopes)
    : knots_(std::move(x)) {
  for (std::size_t i = 0; i + 1 < y.size(); ++i) {
    const double h = knots_.all()[i + 1] - knots_.all()[i], rise = (y[i + 1] - y[i]) / h;
    add_row({{y[i], slopes[i], (3.0 * rise - 2.0 * slopes[i] - slopes[i + 1]) / h,
              (slopes[i] + slopes[i + 1] - 2.0 * rise) / (h * h)}});
  }
  at_last_ = (*this)(knots_.last());
}

PiecewiseCubic::PiecewiseCubic(std::vector<double> x, const std::vector<double>& y) : knots_(std::move(x)) {
  check_values(knots_.all(), y);
  for (std::size_t i = 0; i + 1 < y.size(); ++i) {
    add_row({{y[i], (y[i + 1] - y[i]) / (knots_.all()[i + 1] - knots_.all()[i]), 0.0, 0.0}});
  }
  at_last_ = (*this)(knots_.last());
}

void PiecewiseCubic::add_row(const Row& row) {
  const std::size_t i = rows_.size();
  rows_.push_back(row);
  if (i >= static_cast<std::size_t>(Knots::few)) return;
  for (std::size_t k = 0; k < 4; ++k) columns_[k][i] = row.c[k];
}

CubicTable CubicTable::spline(std::vector<double> x, const std::vector<double>& y, SplineEnds ends) {
  check_values(x, y);
  const Knots checked(x);
  return {std::move(x), y, spline_slopes(checked.all(), y, ends)};
}

CubicTable CubicTable::monotone(std::vector<double> x, const std::vector<double>& y) {
  check_values(x, y);
  const Knots checked(x);
  return {std::move(x), y, monotone_slopes(checked.all(), y)};
}

}  // namespace cosmodrome
