#pragma once
#include <vector>

#include "cosmodrome/optimize/nlp.hpp"

namespace cosmodrome {

/// What is to be done at one group of a multifrontal factorisation, known before any number is.
struct FrontPlan {
  /// Where one value of the matrix goes, in a front without delayed unknowns.
  struct Entry {
    int value;
    int row, column;
  };

  int parent = -1;
  int own = 0;                ///< how many of the unknowns are eliminated here; they come first
  std::vector<int> unknowns;  ///< of the front, in the order of elimination
  std::vector<Entry> entries;
  std::vector<int> children;
  std::vector<int> in_parent;  ///< of each unknown that is not own: its place in the parent's front
};

/// The fronts of a symmetric matrix whose lower triangle has entries (rows[i], columns[i]); also those above the
/// diagonal are welcome, but each entry only once. Children come before their parents. Throws std::invalid_argument if
/// an entry joins groups of which neither is the other's ancestor.
std::vector<FrontPlan> plan_fronts(const std::vector<int>& group_of_unknown, const std::vector<int>& parent,
                                   const SparsityPattern& pattern);

}  // namespace cosmodrome
