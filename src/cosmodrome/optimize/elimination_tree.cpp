#include "cosmodrome/optimize/elimination_tree.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cosmodrome {
namespace {

void check_tree(const std::vector<int>& group_of_unknown, const std::vector<int>& parent) {
  const int groups = static_cast<int>(parent.size());
  for (int g = 0; g < groups; ++g) {
    const bool root = parent[g] == -1;
    if (!root && (parent[g] <= g || parent[g] >= groups)) {
      throw std::invalid_argument("elimination: the parent of group " + std::to_string(g) + " is " +
                                  std::to_string(parent[g]) + ", expected a larger group or -1");
    }
  }
  for (const int g : group_of_unknown) {
    if (g < 0 || g >= groups) {
      throw std::invalid_argument("elimination: group " + std::to_string(g) + " of " + std::to_string(groups));
    }
  }
}

bool is_ancestor(int ancestor, int group, const std::vector<int>& parent) {
  while (group != -1 && group < ancestor) group = parent[group];
  return group == ancestor;
}

/// Of each unknown its place in the order of elimination.
std::vector<int> elimination_order(const std::vector<int>& group_of_unknown, int groups) {
  std::vector<int> next(static_cast<std::size_t>(groups) + 1, 0);
  for (const int g : group_of_unknown) ++next[g + 1];
  for (int g = 0; g < groups; ++g) next[g + 1] += next[g];
  std::vector<int> order;
  for (const int g : group_of_unknown) order.push_back(next[g]++);
  return order;
}

/// Entries by group, still with the names of unknowns; of each the one that is eliminated first is the column.
void distribute_entries(std::vector<FrontPlan>& plans, const std::vector<int>& group_of_unknown,
                        const std::vector<int>& order, const SparsityPattern& pattern, const std::vector<int>& parent) {
  std::vector<std::size_t> counts(plans.size(), 0);
  for (std::size_t i = 0; i < pattern.rows.size(); ++i) {
    ++counts[std::min(group_of_unknown[pattern.rows[i]], group_of_unknown[pattern.columns[i]])];
  }
  for (std::size_t g = 0; g < plans.size(); ++g) plans[g].entries.reserve(counts[g]);
  for (std::size_t i = 0; i < pattern.rows.size(); ++i) {
    int row = pattern.rows[i], column = pattern.columns[i];
    if (order[row] < order[column]) std::swap(row, column);
    const int group = group_of_unknown[column];
    if (!is_ancestor(group_of_unknown[row], group, parent)) {
      throw std::invalid_argument("elimination: groups " + std::to_string(group) + " and " +
                                  std::to_string(group_of_unknown[row]) +
                                  " meet in an entry, and neither is an ancestor of the other");
    }
    plans[group].entries.push_back({static_cast<int>(i), row, column});
  }
}

/// The unknowns of one front: its own, those that its entries touch, and those that are left of its children.
class UnknownSet {
 public:
  UnknownSet(std::size_t unknowns, const std::vector<int>& order) : order_(order), seen_(unknowns, -1) {}

  void fill(int group, FrontPlan& plan, const std::vector<FrontPlan>& plans) {
    for (const int u : plan.unknowns) seen_[u] = group;
    for (const auto& entry : plan.entries) add(entry.row, group, plan);
    for (const int child : plan.children) {
      const FrontPlan& below = plans[child];
      for (std::size_t i = below.own; i < below.unknowns.size(); ++i) add(below.unknowns[i], group, plan);
    }
    std::sort(plan.unknowns.begin() + plan.own, plan.unknowns.end(),
              [&](int a, int b) { return order_[a] < order_[b]; });
  }

 private:
  void add(int unknown, int group, FrontPlan& plan) {
    if (seen_[unknown] == group) return;
    seen_[unknown] = group;
    plan.unknowns.push_back(unknown);
  }

  const std::vector<int>& order_;
  std::vector<int> seen_;  // the last group that has each unknown
};

}  // namespace

std::vector<FrontPlan> plan_fronts(const std::vector<int>& group_of_unknown, const std::vector<int>& parent,
                                   const SparsityPattern& pattern) {
  check_tree(group_of_unknown, parent);
  const int groups = static_cast<int>(parent.size());
  const std::vector<int> order = elimination_order(group_of_unknown, groups);
  std::vector<FrontPlan> plans(parent.size());
  for (std::size_t u = 0; u < group_of_unknown.size(); ++u) {
    FrontPlan& plan = plans[group_of_unknown[u]];
    plan.unknowns.push_back(static_cast<int>(u));
    ++plan.own;
  }
  distribute_entries(plans, group_of_unknown, order, pattern, parent);

  UnknownSet set(group_of_unknown.size(), order);
  std::vector<int> place(group_of_unknown.size());
  for (int g = 0; g < groups; ++g) {
    FrontPlan& plan = plans[g];
    plan.parent = parent[g];
    set.fill(g, plan, plans);
    for (std::size_t i = 0; i < plan.unknowns.size(); ++i) place[plan.unknowns[i]] = static_cast<int>(i);
    for (auto& entry : plan.entries) entry = {entry.value, place[entry.row], place[entry.column]};
    for (const int child : plan.children) {
      FrontPlan& below = plans[child];
      for (std::size_t i = below.own; i < below.unknowns.size(); ++i)
        below.in_parent.push_back(place[below.unknowns[i]]);
    }
    if (plan.parent != -1) plans[plan.parent].children.push_back(g);
  }
  return plans;
}

}  // namespace cosmodrome
