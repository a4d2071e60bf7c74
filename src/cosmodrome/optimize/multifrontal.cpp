#include "cosmodrome/optimize/multifrontal.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {
namespace {

/// Takes `count` more of a store that only grows; returns where they begin.
template <class T>
std::size_t take(std::vector<T>& store, std::size_t& used, std::size_t count) {
  const std::size_t begin = used;
  used += count;
  if (store.size() < used) store.resize(used);
  return begin;
}

}  // namespace

Multifrontal::Multifrontal(const std::vector<int>& group_of_unknown, const std::vector<int>& parent,
                           const SparsityPattern& pattern)
    : unknowns_(static_cast<int>(group_of_unknown.size())),
      plans_(plan_fronts(group_of_unknown, parent, pattern)),
      nodes_(plans_.size()) {
  std::size_t matrices = 0, numbers = 0, names = 0;
  for (const FrontPlan& plan : plans_) {
    const std::size_t n = plan.unknowns.size(), stride = front_stride(static_cast<int>(n));
    matrices += n * stride;
    numbers += stride + 2 * plan.own;
    names += n;
  }
  matrices_.resize(matrices);
  numbers_.resize(numbers);
  names_.resize(names);
}

Inertia Multifrontal::factor(std::span<const double> values) {
  matrices_used_ = numbers_used_ = names_used_ = 0;
  delayed_ = 0;
  Inertia inertia;
  for (std::size_t g = 0; g < plans_.size(); ++g) {
    Node& node = nodes_[g];
    place_node(node, plans_[g]);
    assemble(node, plans_[g], values);
    const Eliminated eliminated = eliminate(node.front, workspace_);
    node.pivots = eliminated.pivots;
    inertia.negative += eliminated.negative;
    inertia.positive += eliminated.pivots - eliminated.negative;
    const int left = node.front.candidates - node.pivots;
    (plans_[g].parent == -1 ? inertia.zero : delayed_) += left;
  }
  return inertia;
}

void Multifrontal::place_node(Node& node, const FrontPlan& plan) {
  int delayed = 0;
  for (const int child : plan.children) delayed += nodes_[child].front.candidates - nodes_[child].pivots;
  Front& front = node.front;
  front.n = static_cast<int>(plan.unknowns.size()) + delayed;
  front.stride = front_stride(front.n);
  front.candidates = plan.own + delayed;
  node.pivots = front.candidates;
  const double *matrices = matrices_.data(), *numbers = numbers_.data();
  const int* names = names_.data();
  node.a = take(matrices_, matrices_used_, static_cast<std::size_t>(front.n) * front.stride);
  node.numbers = take(numbers_, numbers_used_, static_cast<std::size_t>(front.stride) + 2 * front.candidates);
  node.names = take(names_, names_used_, static_cast<std::size_t>(front.n));
  point_into_stores(node);
  if (matrices != matrices_.data() || numbers != numbers_.data() || names != names_.data()) {
    for (Node* other = nodes_.data(); other < &node; ++other) point_into_stores(*other);
  }
  if (local_.size() < static_cast<std::size_t>(front.stride)) local_.resize(front.stride);
}

void Multifrontal::point_into_stores(Node& node) {
  node.front.a = matrices_.data() + node.a;
  node.front.rounded = numbers_.data() + node.numbers;
  node.front.inverse = node.front.rounded + node.front.stride;
  node.front.coupling = node.front.inverse + node.front.candidates;
  node.front.unknown = names_.data() + node.names;
}

void Multifrontal::assemble(const Node& node, const FrontPlan& plan, std::span<const double> values) {
  const Front& front = node.front;
  const int delayed = front.candidates - plan.own;
  for (int j = 0; j < front.n; ++j) {
    std::fill(front.column(j) + j / front_rows * front_rows, front.column(j) + front.stride, 0.0);
  }
  std::fill(front.rounded, front.rounded + front.stride, 0.0);
  const auto place = [&](int i) { return i < plan.own ? i : i + delayed; };
  for (std::size_t i = 0; i < plan.unknowns.size(); ++i) front.unknown[place(static_cast<int>(i))] = plan.unknowns[i];
  for (const auto& entry : plan.entries) {
    const int row = place(entry.row);
    const double value = values[entry.value];
    front.column(entry.column)[row] += value;
    front.rounded[entry.column] += std::abs(value);
    front.rounded[row] += std::abs(value);
  }
  int next_delayed = plan.own;
  for (const int child : plan.children) add_child(node, plan, child, next_delayed);
}

void Multifrontal::add_child(const Node& node, const FrontPlan& plan, int child, int& next_delayed) {
  const Front &to = node.front, &from = nodes_[child].front;
  const int pivots = nodes_[child].pivots, left = from.n - pivots, delayed_here = to.candidates - plan.own;
  child_places_.clear();
  for (int i = pivots; i < from.candidates; ++i) {
    to.unknown[next_delayed] = from.unknown[i];
    child_places_.push_back(next_delayed++);
  }
  for (const int i : plans_[child].in_parent) child_places_.push_back(i < plan.own ? i : i + delayed_here);
  const int* places = child_places_.data();
  for (int c = 0; c < left; ++c) {
    const double* column = from.column(pivots + c) + pivots;
    const int at = places[c];
    to.rounded[at] += from.rounded[pivots + c];
    for (int r = c; r < left; ++r) {
      const int row = places[r];
      (row >= at ? to.column(at)[row] : to.column(row)[at]) += column[r];
    }
  }
}

void Multifrontal::solve(std::span<double> b) {
  double* y = local_.data();
  for (const Node& node : nodes_) {
    const Front& front = node.front;
    if (node.pivots == 0) continue;
    for (int i = 0; i < front.n; ++i) y[i] = b[front.unknown[i]];
    std::fill(y + front.n, y + front.stride, 0.0);
    eliminate_forward(front, node.pivots, y);
    for (int i = 0; i < front.n; ++i) b[front.unknown[i]] = y[i];
  }
  for (std::size_t g = nodes_.size(); g-- > 0;) {
    const Front& front = nodes_[g].front;
    const bool root = plans_[g].parent == -1;
    for (int i = 0; i < front.n; ++i) y[i] = b[front.unknown[i]];
    std::fill(y + front.n, y + front.stride, 0.0);
    // In a root what was left is zero but for rounding: no step in those directions.
    if (root) std::fill(y + nodes_[g].pivots, y + front.n, 0.0);
    divide_by_pivots(front, nodes_[g].pivots, y);
    eliminate_backward(front, nodes_[g].pivots, y);
    for (int i = 0; i < (root ? front.n : nodes_[g].pivots); ++i) b[front.unknown[i]] = y[i];
  }
}

}  // namespace cosmodrome
