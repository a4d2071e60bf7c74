#include "cosmodrome/almanac/eop.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/almanac/data_directory.hpp"

namespace cosmodrome {

namespace {

/// Days since 2000-01-01 in UTC, whole and fraction of the day.
struct UtcDay {
  std::int64_t day;
  double fraction;
};

UtcDay utc_day(const Epoch& epoch) {
  const auto jd = epoch.to_utc_jd();
  const double since_2000 = jd.jd1 - 2451544.5;
  const double whole = std::floor(since_2000);
  const double rest = jd.jd2 + (since_2000 - whole);
  const double carry = std::floor(rest);
  return {static_cast<std::int64_t>(whole + carry), rest - carry};
}

bool is_before_utc(const Epoch& epoch) { return epoch < Epoch::from_utc(1960, 1, 1); }

/// Weights of rows first, first + 1, ... in the value at a fraction of the day after row `at`.
struct Weights {
  std::size_t first = 0, count = 1;
  std::array<double, 4> weight{1.0};
};

Weights lagrange(std::size_t at, double fraction, std::size_t size, std::size_t points) {
  Weights w;
  w.count = std::min(points, size);
  const std::size_t before = (w.count - 1) / 2;
  w.first = std::min(at > before ? at - before : 0, size - w.count);
  const double x = static_cast<double>(at - w.first) + fraction;
  for (std::size_t i = 0; i < w.count; ++i) {
    w.weight[i] = 1.0;
    for (std::size_t j = 0; j < w.count; ++j)
      if (j != i) w.weight[i] *= (x - static_cast<double>(j)) / (static_cast<double>(i) - static_cast<double>(j));
  }
  return w;
}

void add(EarthOrientationParameters& sum, double weight, const EarthOrientationParameters& p) {
  sum.ut1_minus_tai_s += weight * p.ut1_minus_tai_s;
  sum.xp_rad += weight * p.xp_rad, sum.yp_rad += weight * p.yp_rad;
  sum.dx_rad += weight * p.dx_rad, sum.dy_rad += weight * p.dy_rad;
}

}  // namespace

EopTable::EopTable(std::vector<EopRow> rows) : rows_(std::move(rows)) {
  if (rows_.empty()) throw std::invalid_argument("Earth orientation parameters: the table is empty");
  for (std::size_t i = 1; i < rows_.size(); ++i)
    if (rows_[i].day != rows_[i - 1].day + 1)
      throw std::invalid_argument("Earth orientation parameters: days must follow each other");
}

EopTable EopTable::shipped() { return load(data_directory() / "earth" / "eop.csv"); }

EopValue EopTable::at(const Epoch& epoch, EopInterpolation interpolation) const {
  if (is_before_utc(epoch)) return {{.ut1_minus_tai_s = 0.0}, EopStatus::before_table};
  const auto [day, fraction] = utc_day(epoch);
  if (day < rows_.front().day) return {without_observations(epoch), EopStatus::before_table};
  const bool at_end = day == rows_.back().day && fraction == 0.0;
  if (day >= rows_.back().day && !at_end) return {rows_.back().parameters, EopStatus::after_table};

  const auto row = static_cast<std::size_t>(day - rows_.front().day);
  const std::size_t points = interpolation == EopInterpolation::lagrange ? 4 : 2;
  const auto w = lagrange(row, fraction, rows_.size(), points);
  EopValue value{{}, std::max(rows_[row].status, rows_[at_end ? row : row + 1].status)};
  for (std::size_t i = 0; i < w.count; ++i) add(value.parameters, w.weight[i], rows_[w.first + i].parameters);
  return value;
}

EopStatus EopTable::status_between(const Epoch& from, const Epoch& to) const {
  // Statuses grow worse with time within the table, so that the ends tell; before the table is the worst of all.
  return std::max(at(from).status, at(to).status);
}

EarthOrientation make_earth_orientation(const Epoch& reference, double from_s, double to_s, const EopTable& table) {
  return make_earth_orientation(reference, from_s, to_s, [&](const Epoch& at) { return table.at(at).parameters; });
}

const char* name_of(EopStatus status) {
  switch (status) {
    case EopStatus::final:
      return "final";
    case EopStatus::observed:
      return "observed";
    case EopStatus::predicted:
      return "predicted";
    case EopStatus::after_table:
      return "after the table";
    case EopStatus::before_table:
      return "before the table";
  }
  return "unknown";
}

}  // namespace cosmodrome
