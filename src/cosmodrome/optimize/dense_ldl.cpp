#include "cosmodrome/optimize/dense_ldl.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

constexpr int rows = front_rows;
constexpr int panel_columns = 16;
constexpr int columns_at_once = 4;
constexpr double bunch_kaufman = 0.6403882032022076;  // (1 + sqrt(17)) / 8
constexpr double least_pivot = 1e-6;                  // of the largest entry in its column
constexpr double rounding = 16.0 * std::numeric_limits<double>::epsilon();
static_assert(ScalarTraits<Lanes>::lanes == rows);

constexpr int lane_begin(int row) { return row / rows * rows; }

double largest_lane(const Lanes& v) {
  std::array<double, rows> a;
  v.store(a.data());
  for (int half = rows / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; ++i) a[i] = std::max(a[i], a[i + half]);
  }
  return a[0];
}

double sum_of_lanes(const Lanes& v) {
  std::array<double, rows> a;
  v.store(a.data());
  for (int half = rows / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; ++i) a[i] += a[i + half];
  }
  return a[0];
}

/// Of the absolute values from begin to end.
double largest(const double* v, int begin, int end) {
  if (end - begin < rows) {
    double most = 0.0;
    for (int i = begin; i < end; ++i) most = std::max(most, std::abs(v[i]));
    return most;
  }
  Lanes most = abs(Lanes::load(v + end - rows));
  for (int i = begin; i + rows < end; i += rows) most = max(abs(Lanes::load(v + i)), most);
  return largest_lane(most);
}

int where_largest(const double* v, int begin, int end, double most) {
  int i = begin;
  while (i + rows <= end && !any(abs(Lanes::load(v + i)) == Lanes(most))) i += rows;
  while (i < end - 1 && std::abs(v[i]) != most) ++i;
  return i;
}

/// Columns j .. j + count - 1 lose L W^T of the panel, from row j down.
template <int count>
void update_columns(const Front& f, int first, int end, const double* w, int j) {
  std::array<double, static_cast<std::size_t>(count) * panel_columns> factors;
  double* packed = factors.data();
  for (int p = first; p < end; ++p, w += f.stride) {
    for (int c = 0; c < count; ++c) *packed++ = -w[j + c];
  }
  for (int i = lane_begin(j); i < f.n; i += rows) {
    std::array<Lanes, count> sum;
    for (int c = 0; c < count; ++c) sum[c] = Lanes::load(f.column(j + c) + i);
    const double* l = f.column(first) + i;
    const double* factor = factors.data();
    for (int p = first; p < end; ++p, l += f.stride, factor += count) {
      const Lanes column = Lanes::load(l);
      for (int c = 0; c < count; ++c) sum[c] = fma(column, Lanes(factor[c]), sum[c]);
    }
    for (int c = 0; c < count; ++c) sum[c].store(f.column(j + c) + i);
  }
}

/// The elimination of one front. Right of a panel of columns the matrix is updated when the panel is full; inside, each
/// column when it is looked at. W = L D of the panel's columns, and behind them those that are being looked at.
class FrontElimination {
 public:
  FrontElimination(Front& front, double* panel) : f_(front), w_(panel), end_(front.candidates) {}

  Eliminated run() {
    // What was refused may do after the others are gone.
    for (int before = -1; k_ < f_.candidates && k_ > before;) {
      before = k_;
      end_ = f_.candidates;
      while (k_ < end_) step();
    }
    update_rest();
    return {k_, negative_};
  }

 private:
  double* w(int column) const { return w_ + static_cast<std::ptrdiff_t>(column - first_) * f_.stride; }

  void step() {
    if (k_ - first_ > panel_columns - 2) update_rest();
    double* v = w(k_);
    look_at(k_, v);
    const double own = largest(v, k_ + 1, end_), all = std::max(own, largest(v, end_, f_.n));
    const double pivot = std::abs(v[k_]);
    if (is_rounding(v, std::max(pivot, all))) return refuse();
    if (pivot >= std::max(bunch_kaufman * own, least_pivot * all)) return take_one();
    if (own == 0.0) return refuse();
    choose_second(pivot, own, all);
  }

  /// Whether nothing is left of column k but what rounding made: |v_i| <= eps sqrt(rounded_i rounded_k).
  bool is_rounding(const double* v, double most) const {
    constexpr double suspicious = 1e-6;
    if (most > suspicious * f_.rounded[k_]) return false;
    for (int i = k_; i < f_.n; ++i) {
      if (!(std::abs(v[i]) <= rounding * std::sqrt(f_.rounded[i] * f_.rounded[k_]))) return false;
    }
    return true;
  }

  void choose_second(double pivot, double own, double all) {
    const int r = where_largest(w(k_), k_ + 1, end_, own);
    double* v = w(k_ + 1);
    look_at(r, v);
    const double own_r = std::max(largest(v, k_, r), largest(v, r + 1, end_));
    const double all_r = std::max(own_r, largest(v, end_, f_.n));
    if (pivot * own_r >= bunch_kaufman * own * own && pivot >= least_pivot * all) return take_one();
    if (std::abs(v[r]) >= std::max(bunch_kaufman * own_r, least_pivot * all_r)) {
      std::copy(v + lane_begin(k_), v + f_.stride, w(k_) + lane_begin(k_));
      swap(k_, r, 1);
      return take_one();
    }
    const double a = w(k_)[k_], b = v[k_], c = v[r], determinant = a * c - b * b;
    const double growth = std::max(std::abs(c) * all + std::abs(b) * all_r, std::abs(b) * all + std::abs(a) * all_r);
    if (!(std::abs(determinant) > least_pivot * growth)) return refuse();
    if (r != k_ + 1) swap(k_ + 1, r, 2);
    take_two(a, b, c, determinant);
  }

  /// The column j of what is left, from row k down.
  void look_at(int j, double* v) const {
    const double* column = f_.column(j);
    const int start = lane_begin(k_);
    std::fill(v + start, v + k_, 0.0);
    for (int r = k_; r < j; ++r) v[r] = f_.column(r)[j];
    std::copy(column + j, column + f_.stride, v + j);
    int i = start;
    for (; i + 2 * rows <= f_.stride; i += 2 * rows) {
      Lanes sum = Lanes::load(v + i), below = Lanes::load(v + i + rows);
      for (int p = first_; p < k_; ++p) {
        const Lanes factor = -w(p)[j];
        sum = fma(Lanes::load(f_.column(p) + i), factor, sum);
        below = fma(Lanes::load(f_.column(p) + i + rows), factor, below);
      }
      sum.store(v + i);
      below.store(v + i + rows);
    }
    if (i == f_.stride) return;
    Lanes sum = Lanes::load(v + i);
    for (int p = first_; p < k_; ++p) sum = fma(Lanes::load(f_.column(p) + i), Lanes(-w(p)[j]), sum);
    sum.store(v + i);
  }

  void refuse() {
    --end_;
    if (k_ != end_) swap(k_, end_, 0);
  }

  /// Exchanges two unknowns, p < q, also in what was eliminated and in the columns that are being looked at.
  void swap(int p, int q, int looked_at) {
    if (p == q) return;
    double *at_p = f_.column(p), *at_q = f_.column(q);
    for (int c = 0; c < p; ++c) std::swap(f_.column(c)[p], f_.column(c)[q]);
    std::swap(at_p[p], at_q[q]);
    for (int r = p + 1; r < q; ++r) std::swap(at_p[r], f_.column(r)[q]);
    std::swap_ranges(at_p + q + 1, at_p + f_.n, at_q + q + 1);
    for (int c = first_; c < k_ + looked_at; ++c) std::swap(w(c)[p], w(c)[q]);
    std::swap(f_.unknown[p], f_.unknown[q]);
    std::swap(f_.rounded[p], f_.rounded[q]);
  }

  void take_one() {
    const double* v = w(k_);
    const double inverse = 1.0 / v[k_];
    double* l = f_.column(k_);
    for (int i = lane_begin(k_); i < f_.n; i += rows) {
      const Lanes from = Lanes::load(v + i), to = from * Lanes(inverse);
      to.store(l + i);
      (Lanes::load(f_.rounded + i) + abs(from * to)).store(f_.rounded + i);
    }
    std::fill(l + lane_begin(k_), l + k_ + 1, 0.0);
    f_.inverse[k_] = inverse;
    f_.coupling[k_] = 0.0;
    negative_ += inverse < 0.0 ? 1 : 0;
    ++k_;
  }

  void take_two(double a, double b, double c, double determinant) {
    const double *v1 = w(k_), *v2 = w(k_ + 1);
    const double d11 = c / determinant, d21 = -b / determinant, d22 = a / determinant;
    double *l1 = f_.column(k_), *l2 = f_.column(k_ + 1);
    for (int i = lane_begin(k_); i < f_.n; i += rows) {
      const Lanes x = Lanes::load(v1 + i), y = Lanes::load(v2 + i);
      const Lanes to1 = x * Lanes(d11) + y * Lanes(d21), to2 = x * Lanes(d21) + y * Lanes(d22);
      to1.store(l1 + i);
      to2.store(l2 + i);
      (Lanes::load(f_.rounded + i) + abs(x * to1) + abs(y * to2)).store(f_.rounded + i);
    }
    std::fill(l1 + lane_begin(k_), l1 + k_ + 2, 0.0);
    std::fill(l2 + lane_begin(k_), l2 + k_ + 2, 0.0);
    f_.inverse[k_] = d11;
    f_.inverse[k_ + 1] = d22;
    f_.coupling[k_] = d21;
    f_.coupling[k_ + 1] = 0.0;
    negative_ += determinant < 0.0 ? 1 : (a < 0.0 ? 2 : 0);
    k_ += 2;
  }

  void update_rest() {
    if (k_ > first_) {
      int j = k_;
      for (; j + columns_at_once <= f_.n; j += columns_at_once) update_columns<columns_at_once>(f_, first_, k_, w_, j);
      for (; j < f_.n; ++j) update_columns<1>(f_, first_, k_, w_, j);
    }
    first_ = k_;
  }

  Front& f_;
  double* w_;
  int first_ = 0;  // of the panel
  int k_ = 0;      // the next pivot
  int end_ = 0;    // of the candidates that were not refused
  int negative_ = 0;
};

}  // namespace

Eliminated eliminate(Front& front, EliminationWorkspace& workspace) {
  const auto needed = static_cast<std::size_t>(front.stride) * (panel_columns + 1);
  if (workspace.panel.size() < needed) workspace.panel.resize(needed);
  return FrontElimination(front, workspace.panel.data()).run();
}

void eliminate_forward(const Front& f, int pivots, double* y) {
  for (int k = 0; k < pivots; ++k) {
    const Lanes factor = -y[k];
    const double* l = f.column(k);
    for (int i = lane_begin(k); i < f.n; i += rows) fma(Lanes::load(l + i), factor, Lanes::load(y + i)).store(y + i);
  }
}

void divide_by_pivots(const Front& f, int pivots, double* y) {
  for (int k = 0; k < pivots; ++k) {
    if (f.coupling[k] == 0.0) {
      y[k] *= f.inverse[k];
      continue;
    }
    const double first = y[k], second = y[k + 1];
    y[k] = f.inverse[k] * first + f.coupling[k] * second;
    y[k + 1] = f.coupling[k] * first + f.inverse[k + 1] * second;
    ++k;
  }
}

void eliminate_backward(const Front& f, int pivots, double* y) {
  for (int end = pivots; end > 0;) {
    const int count = std::min(end, columns_at_once), first = end - count, start = lane_begin(end);
    // The rows below these pivots; of those that share their lanes, none.
    std::array<double, rows> edge{};
    for (int i = end; i < std::min(start + rows, f.n); ++i) edge[i - start] = y[i];
    std::array<Lanes, columns_at_once> sum;
    sum.fill(Lanes(0.0));
    for (int i = start; i < f.n; i += rows) {
      const Lanes y_i = Lanes::load(i == start ? edge.data() : y + i);
      for (int c = 0; c < count; ++c) sum[c] = fma(Lanes::load(f.column(first + c) + i), y_i, sum[c]);
    }
    for (int k = end - 1; k >= first; --k) {
      double total = sum_of_lanes(sum[k - first]);
      for (int i = k + 1; i < end; ++i) total = fma(f.column(k)[i], y[i], total);
      y[k] -= total;
    }
    end = first;
  }
}

}  // namespace cosmodrome
