#pragma once
#include <span>
#include <vector>

namespace cosmodrome {

/// One dense front of a multifrontal factorisation: a symmetric matrix of order `n`, of which the first `candidates`
/// unknowns may be eliminated here and the others belong to ancestors.
///
/// By columns, the lower triangle only, `stride` doubles a column: n rounded up to whole lanes, the rest zero. The
/// upper triangle holds nothing of meaning.
struct Front {
  double* a = nullptr;
  int n = 0;
  int stride = 0;
  int candidates = 0;
  int* unknown = nullptr;      ///< n names that are permuted along
  double* rounded = nullptr;   ///< n: sizes of what each row was summed from: a_ij's rounding is of sqrt(r_i r_j)
  double* inverse = nullptr;   ///< candidates: diagonal of D^-1
  double* coupling = nullptr;  ///< candidates: off-diagonal of D^-1 at the first of two coupled pivots, otherwise 0

  [[nodiscard]] double* column(int j) const { return a + static_cast<std::ptrdiff_t>(j) * stride; }
};

/// Lengths of columns are multiples of this.
inline constexpr int front_rows = 16;
constexpr int front_stride(int n) { return (n + front_rows - 1) / front_rows * front_rows; }

struct Eliminated {
  int pivots = 0;
  int negative = 0;  ///< negative eigenvalues among them
};

/// What eliminate() works in; grows as needed and is kept.
struct EliminationWorkspace {
  std::vector<double> panel;
};

/// P A P^T = [L 0; B I] [D 0; 0 S] [L 0; B I]^T: eliminates candidates, D of pivots of order 1 and 2. What cannot be
/// eliminated stably is left, as the first rows of S, for the parent; in a root it is zero but for rounding.
///
/// Afterwards the columns of L and B stand in a (unit diagonal implied, zero from there up to the lanes' boundary), S
/// in the columns after them. Pivots: Bunch and Kaufman (Math. Comp. 31, 1977) among the candidates, and no pivot
/// smaller than 1e-6 times the largest entry of its column among the ancestors (Duff and Reid, ACM TOMS 9, 1983).
Eliminated eliminate(Front& front, EliminationWorkspace& workspace);

/// y -= [L; B] y: n entries, stride of the front long.
void eliminate_forward(const Front& front, int pivots, double* y);
/// y of the pivots: D^-1 y.
void divide_by_pivots(const Front& front, int pivots, double* y);
/// y of the pivots from those of the ancestors: y -= [L; B]^T y.
void eliminate_backward(const Front& front, int pivots, double* y);

}  // namespace cosmodrome
