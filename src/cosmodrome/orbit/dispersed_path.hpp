#pragma once
// A path and how it moves with the errors of what was done before.
#include <array>
#include <string>
#include <vector>

#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

/// What independent errors, each of one standard deviation, do to position and velocity: a column an error.
using ErrorColumns = std::vector<std::array<double, 6>>;

/// The sum of the columns' squares.
TransitionMatrix covariance_of(const ErrorColumns& errors);

/// A path at the times k * look_s, in pieces that follow each other: between two of them errors may come in, by a burn
/// or by a release. Errors are counted alike along all pieces, and along all paths that are compared.
class DispersedPath {
 public:
  struct Look {
    Vec3<double, Gcrf> r_m, v_m_s;
    std::array<std::array<double, 6>, 3> by_begin{};  ///< d(place) / d(state at the begin of the piece)
    std::size_t piece = 0;
    bool straight = true;  ///< from the look before: not if an engine burnt in between
  };

  DispersedPath(std::string name, double look_s) : name_(std::move(name)), look_s_(look_s) {}

  /// Goes on along an arc that began by with_derivatives(), with what errors have done by its begin.
  void go_on(const OrbitArc<Dual<6>>& arc, ErrorColumns errors, bool burns = false);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] double look_s() const { return look_s_; }
  [[nodiscard]] long first() const { return first_; }
  [[nodiscard]] long end() const { return first_ + static_cast<long>(looks_.size()); }
  [[nodiscard]] const Look& at(long k) const { return looks_[static_cast<std::size_t>(k - first_)]; }
  [[nodiscard]] const std::vector<ErrorColumns>& pieces() const { return pieces_; }

 private:
  std::string name_;
  double look_s_;
  long first_ = 0;
  bool burnt_ = false;
  std::vector<Look> looks_;
  std::vector<ErrorColumns> pieces_;
};

/// The errors of two paths of one piece each as at most twelve that move both alike: as many as the two states have
/// components.
void fold_errors(ErrorColumns& a, ErrorColumns& b);

}  // namespace cosmodrome
