#pragma once
#include <span>
#include <vector>

#include "cosmodrome/optimize/dense_ldl.hpp"
#include "cosmodrome/optimize/elimination_tree.hpp"

namespace cosmodrome {

/// Signs of a symmetric matrix' eigenvalues.
struct Inertia {
  int positive = 0, negative = 0;
  int zero = 0;  ///< zero but for rounding
};

/// L D L^T of a sparse symmetric indefinite matrix along a given tree of groups: the multifrontal method of Duff and
/// Reid (ACM TOMS 9, 1983). An unknown that cannot be eliminated stably in its group is delayed to the parent.
///
/// The pattern is analysed once; factor() and solve() allocate only when more unknowns are delayed than ever before.
class Multifrontal {
 public:
  /// An entry is named once, in either triangle; entries at one place are summed.
  Multifrontal(const std::vector<int>& group_of_unknown, const std::vector<int>& parent,
               const SparsityPattern& pattern);

  /// `values` in the order of the pattern.
  Inertia factor(std::span<const double> values);
  /// b becomes the solution. In the directions of zero eigenvalues it is zero.
  void solve(std::span<double> b);

  [[nodiscard]] int unknowns() const { return unknowns_; }
  [[nodiscard]] int delayed() const { return delayed_; }  ///< in the last factorisation

 private:
  struct Node {
    Front front;
    int pivots = 0;
    std::size_t a = 0, numbers = 0, names = 0;  // where its arrays begin in the stores
  };

  void place_node(Node& node, const FrontPlan& plan);
  void point_into_stores(Node& node);
  void assemble(const Node& node, const FrontPlan& plan, std::span<const double> values);
  void add_child(const Node& node, const FrontPlan& plan, int child, int& next_delayed);

  int unknowns_;
  int delayed_ = 0;
  std::vector<FrontPlan> plans_;
  std::vector<Node> nodes_;
  std::vector<double> matrices_, numbers_;  // stores of all fronts
  std::vector<int> names_;
  std::size_t matrices_used_ = 0, numbers_used_ = 0, names_used_ = 0;
  EliminationWorkspace workspace_;
  std::vector<double> local_;      // one front's part of a right-hand side
  std::vector<int> child_places_;  // of a child's remaining unknowns
};

}  // namespace cosmodrome
