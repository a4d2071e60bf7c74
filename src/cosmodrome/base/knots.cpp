#include "cosmodrome/base/knots.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

void check(const std::vector<double>& x) {
  const auto refuse = [](std::string found) {
    throw InputError(Problem{"", 0, 0, "table", std::move(found), "give at least two finite, rising abscissae"});
  };
  if (x.size() < 2) refuse("found " + std::to_string(x.size()) + " abscissae");
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i])) refuse("abscissa " + std::to_string(i + 1) + " is not finite");
    if (i > 0 && x[i] <= x[i - 1]) {
      refuse("abscissa " + std::to_string(i + 1) + " (" + std::to_string(x[i]) + ") is not above the one before it (" +
             std::to_string(x[i - 1]) + ")");
    }
  }
}

/// Evenly spaced to rounding: what a decimal step such as 0.1 leaves.
bool evenly_spaced(const std::vector<double>& x, double step) {
  const double allowed = 1e-13 * std::max(std::abs(x.front()), std::abs(x.back()));
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::abs(x[i] - (x.front() + static_cast<double>(i) * step)) > allowed) return false;
  }
  return true;
}

}  // namespace

Knots::Knots(std::vector<double> x) : x_(std::move(x)) {
  check(x_);
  intervals_ = static_cast<std::int32_t>(x_.size()) - 1;
  step_ = (last() - first()) / intervals_;
  per_step_ = intervals_ / (last() - first());
  even_ = evenly_spaced(x_, step_);
  if (even_) return;

  const std::size_t cells = 4 * x_.size();
  guesses_per_x_ = static_cast<double>(cells) / (last() - first());
  std::int32_t index = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    // A little below the cell's lower end, so that rounding in search() cannot begin above the value.
    const double low = first() + (static_cast<double>(cell) - 1e-6) / guesses_per_x_;
    while (index + 1 < intervals_ && low >= x_[as_size(index + 1)]) ++index;
    guesses_.push_back(index);
  }
  if (intervals_ <= few) std::copy_n(x_.begin(), intervals_, few_starts_.begin());
}

Knots::LanesPlace Knots::place_each(const Lanes& x) const {
  alignas(64) std::array<double, 16> values, starts, numbers;
  LanesPlace result;
  x.store(values.data());
  for (std::size_t k = 0; k < 16; ++k) {
    const Place one = place(values[k]);
    result.indices[k] = one.index;
    numbers[k] = one.index;
    starts[k] = one.start;
  }
  result.index = Lanes::load(numbers.data());
  result.start = Lanes::load(starts.data());
  return result;
}

}  // namespace cosmodrome
