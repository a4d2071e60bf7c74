// Positions and velocities from the segments of an SPK file.
#include <algorithm>
#include <array>
#include <cmath>

#include "cosmodrome/almanac/spk.hpp"

namespace cosmodrome {

namespace {

constexpr double m_per_km = 1000.0;

struct ValueAndRate {
  double value, rate;
};

/// Sum of c_i T_i(u) and its derivative by u, after Clenshaw. `c(i)` gives a coefficient.
template <class Coefficient>
ValueAndRate chebyshev_sum(Coefficient c, std::size_t count, double u) {
  double b1 = 0.0, b2 = 0.0, d1 = 0.0, d2 = 0.0;
  for (std::size_t i = count; i-- > 1;) {
    const double d = 2.0 * b1 + 2.0 * u * d1 - d2;
    d2 = d1, d1 = d;
    const double b = c(i) + 2.0 * u * b1 - b2;
    b2 = b1, b1 = b;
  }
  return {c(0) + u * b1 - b2, b1 + u * d1 - d2};
}

/// Newton's interpolation: divided differences of `y` over the nodes `x`, evaluated at 0 with the derivative. Where
/// two neighbouring nodes are equal, `rate` at that node is their first difference (Hermite).
template <std::size_t size>
ValueAndRate newton(const std::array<double, size>& x, std::array<double, size> y, const std::array<double, size>& rate,
                    std::size_t count) {
  for (std::size_t order = 1; order < count; ++order)
    for (std::size_t i = count - 1; i >= order; --i) {
      const double width = x[i] - x[i - order];
      y[i] = width == 0.0 ? rate[i] : (y[i] - y[i - 1]) / width;
    }
  ValueAndRate p{y[count - 1], 0.0};
  for (std::size_t i = count - 1; i-- > 0;) {
    p.rate = p.value - x[i] * p.rate;
    p.value = y[i] - x[i] * p.value;
  }
  return p;
}

Vec3<double, Gcrf> in_metres(const std::array<double, 3>& v) {
  return {v[0] * m_per_km, v[1] * m_per_km, v[2] * m_per_km};
}

}  // namespace

std::optional<PositionVelocity<double, Gcrf>> Spk::state(const SpkSegment& segment, const TdbSeconds& at) const {
  const double at_s = at.whole_s + at.rest_s;
  if (!segment.is_readable || !(at_s >= segment.from_tdb_s && at_s <= segment.to_tdb_s)) return std::nullopt;
  return segment.type <= 3 ? chebyshev(segment, at) : interpolated(segment, at);
}

PositionVelocity<double, Gcrf> Spk::chebyshev(const SpkSegment& s, const TdbSeconds& at) const {
  const double since_start_s = (at.whole_s - s.start_s) + at.rest_s;
  const double last = static_cast<double>(s.record_count - 1);
  const double record = std::clamp(std::floor(since_start_s / s.step_s), 0.0, last);
  const std::size_t first = s.first_word + static_cast<std::size_t>(record) * s.record_words;
  const double middle_s = word(first), half_s = word(first + 1);
  const double u = ((at.whole_s - middle_s) + at.rest_s) / half_s;
  const std::size_t series = s.type == 2 ? 3 : 6, count = (s.record_words - 2) / series;
  const auto sum = [&](std::size_t axis) {
    return chebyshev_sum([&](std::size_t i) { return word(first + 2 + axis * count + i); }, count, u);
  };
  std::array<double, 3> position{}, velocity{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto p = sum(axis);
    position[axis] = p.value;
    velocity[axis] = s.type == 2 ? p.rate / half_s : sum(axis + 3).value;
  }
  return {in_metres(position), in_metres(velocity)};
}

double Spk::state_time_s(const SpkSegment& s, std::size_t i) const {
  if (s.type == 8 || s.type == 12) return s.start_s + static_cast<double>(i) * s.step_s;
  return word(s.first_word + 6 * s.record_count + i);
}

/// The first state of a window as symmetrical about the time as the ends allow: for an even window about the interval
/// that the time falls in, for an odd one about the nearest state.
std::size_t Spk::window_begin(const SpkSegment& s, double at_s) const {
  std::size_t low = 0, high = s.record_count;  // the last state not after the time, if there is one
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (state_time_s(s, middle) <= at_s ? low : high) = middle;
  }
  const bool next_is_nearer = low + 1 < s.record_count && state_time_s(s, low + 1) - at_s < at_s - state_time_s(s, low);
  const std::size_t center = s.window % 2 == 1 && next_is_nearer ? low + 1 : low;
  const std::size_t before = (s.window - 1) / 2;
  return std::min(center > before ? center - before : 0, s.record_count - s.window);
}

PositionVelocity<double, Gcrf> Spk::interpolated(const SpkSegment& s, const TdbSeconds& at) const {
  constexpr std::size_t most = 64;
  const bool hermite = s.type == 12 || s.type == 13;
  const std::size_t begin = window_begin(s, at.whole_s + at.rest_s);
  const std::size_t each = hermite ? 2 : 1, count = each * s.window;
  std::array<double, most> x{};
  for (std::size_t i = 0; i < count; ++i) x[i] = (state_time_s(s, begin + i / each) - at.whole_s) - at.rest_s;

  const auto along = [&](std::size_t component) {
    std::array<double, most> y{}, rate{};
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t record = s.first_word + 6 * (begin + i / each);
      y[i] = word(record + component);
      rate[i] = hermite ? word(record + component + 3) : 0.0;
    }
    return newton(x, y, rate, count);
  };
  std::array<double, 3> position{}, velocity{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto p = along(axis);
    position[axis] = p.value;
    velocity[axis] = hermite ? p.rate : along(axis + 3).value;
  }
  return {in_metres(position), in_metres(velocity)};
}

}  // namespace cosmodrome
