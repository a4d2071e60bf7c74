// Values and derivatives of a transcription. Each routine walks through the same terms in the same order, so that
// patterns and values go together.
#include <algorithm>
#include <array>

#include "cosmodrome/optimize/transcription.hpp"

namespace cosmodrome {
namespace {

/// The times among a phase's inputs and how they follow its beginning and end: t = T_s (1 - share) + T_e share, and the
/// time since the beginning, (T_e - T_s) share.
struct Clocks {
  int count;
  std::array<double, 2> by_begin, by_end;

  Clocks(const ControlPhase& phase, double share)
      : count(phase.sees_own_clock ? 2 : 1), by_begin{1 - share, -share}, by_end{share, share} {}

  [[nodiscard]] double begin(const double* slope) const {
    return slope[0] * by_begin[0] + (count > 1 ? slope[1] * by_begin[1] : 0.0);
  }
  [[nodiscard]] double end(const double* slope) const {
    return slope[0] * by_end[0] + (count > 1 ? slope[1] * by_end[1] : 0.0);
  }
};

}  // namespace

void Transcription::read(std::span<const double> x) const {
  if (std::equal(x.begin(), x.end(), last_x_.begin(), last_x_.end())) return;
  last_x_.assign(x.begin(), x.end());
  slopes_known_ = false;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Slot& slot = slots_[i];
    physical_[i] = slot.variable < 0 ? slot.fixed : x[static_cast<std::size_t>(slot.variable)] * slot.scale;
  }
}

int Transcription::own_slot(const Point& point, int i) const {
  const int states = problem_.phases[static_cast<std::size_t>(point.phase)].states;
  return i < states ? state_slot(point.phase, point.node) + i : control_slot(point.phase, point.node) + i - states;
}

double Transcription::start_t(const ControlPhase& phase) const {
  return physical_[static_cast<std::size_t>(phase.start_time)] + phase.start_delay;
}

double Transcription::length_t(const ControlPhase& phase) const {
  return physical_[static_cast<std::size_t>(phase.end_time)] + phase.end_delay - start_t(phase);
}

int Transcription::link_from(const Link& link) const {
  return state_slot(link.from, points_per_phase_[static_cast<std::size_t>(link.from)]) + link.state;
}

int Transcription::link_to(const Link& link) const { return state_slot(link.to, 0) + link.state; }

const double* Transcription::point_input(const Point& point) const {
  const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
  const auto x = physical_.begin() + state_slot(point.phase, point.node);
  const auto u = physical_.begin() + control_slot(point.phase, point.node);
  auto in = std::copy(u, u + phase.controls, std::copy(x, x + phase.states, input_.begin()));
  *in++ = start_t(phase) + point.share * length_t(phase);
  if (phase.sees_own_clock) *in++ = point.share * length_t(phase);
  const auto s = physical_.begin() + parameter_slot(0);
  std::copy(s, s + static_cast<std::ptrdiff_t>(problem_.parameters.size()), in);
  return input_.data();
}

const double* Transcription::condition_input(const Condition& condition) const {
  const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(condition.phase)];
  const int node = condition.condition->at_end ? points_per_phase_[static_cast<std::size_t>(condition.phase)] : 0;
  const auto own = physical_.begin() + state_slot(condition.phase, node);
  auto in = std::copy(own, own + phase.states, input_.begin());
  *in++ = start_t(phase) + (condition.condition->at_end ? length_t(phase) : 0.0);
  const auto s = physical_.begin() + parameter_slot(0);
  std::copy(s, s + static_cast<std::ptrdiff_t>(problem_.parameters.size()), in);
  return input_.data();
}

/// What the equations give at all points, and its first derivatives: all points of a phase at once.
void Transcription::find_slopes() const {
  if (slopes_known_) return;
  for (auto begin = points_.begin(); begin != points_.end();) {
    const int phase = begin->phase, count = points_per_phase_[static_cast<std::size_t>(phase)];
    const SmoothFunction& equations = *problem_.phases[static_cast<std::size_t>(phase)].equations;
    for (auto point = begin; point != begin + count; ++point) {
      std::copy_n(point_input(*point), equations.inputs(), inputs_.data() + point->input);
    }
    equations.first(count, inputs_.data() + begin->input, outputs_.data() + begin->output,
                    slopes_.data() + begin->slope);
    begin += count;
  }
  slopes_known_ = true;
}

/// By how much an output of the equations counts in the Lagrangian: a path constraint's as it is, slopes and integrand
/// for each second of half the interval.
double Transcription::weight_of_output(const Point& point, int output, double objective_weight,
                                       std::span<const double> multipliers) const {
  const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
  const auto of_row = [&](int row) {
    return multipliers[static_cast<std::size_t>(row)] * row_scale_[static_cast<std::size_t>(row)];
  };
  if (output < phase.states) return -of_row(point.defect_row + output);
  if (output >= phase.states + phase.paths) {
    return objective_weight * point.rule->weights[static_cast<std::size_t>(point.local - 1)];
  }
  const int path = output - phase.states;
  return path < point.paths ? of_row(point.path_row + path) : 0.0;
}

/// The second derivatives of the points' parts of the Lagrangian.
void Transcription::find_curvatures(double objective_weight, std::span<const double> multipliers) const {
  for (auto begin = points_.begin(); begin != points_.end();) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(begin->phase)];
    const int count = points_per_phase_[static_cast<std::size_t>(begin->phase)];
    for (auto point = begin; point != begin + count; ++point) {
      const double h = 0.5 * point->width * length_t(phase);
      for (int o = 0; o < phase.equations->outputs(); ++o) {
        const bool is_path = o >= phase.states && o < phase.states + phase.paths;
        weights_[point->output + static_cast<std::size_t>(o)] =
            (is_path ? 1.0 : h) * weight_of_output(*point, o, objective_weight, multipliers);
      }
    }
    phase.equations->second(count, inputs_.data() + begin->input, weights_.data() + begin->output,
                            curvatures_.data() + begin->curvature);
    begin += count;
  }
}

double Transcription::objective(std::span<const double> x) const {
  read(x);
  double sum = 0;
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    if (!phase.has_integrand) continue;
    phase.equations->values(point_input(point), output_.data());
    const double weight = 0.5 * point.width * point.rule->weights[static_cast<std::size_t>(point.local - 1)];
    sum += weight * length_t(phase) * output_[static_cast<std::size_t>(phase.states + phase.paths)];
  }
  for (const Condition& condition : conditions_) {
    if (condition.row >= 0) continue;
    condition.condition->function->values(condition_input(condition), output_.data());
    sum += output_[0];
  }
  return sum / problem_.objective_scale;
}

void Transcription::gradient(std::span<const double> x, std::span<double> g) const {
  read(x);
  std::fill(g.begin(), g.end(), 0.0);
  const auto add = [&](int slot, double slope) {
    const Slot& to = slots_[static_cast<std::size_t>(slot)];
    if (to.variable >= 0) g[static_cast<std::size_t>(to.variable)] += slope * to.scale / problem_.objective_scale;
  };
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    if (!phase.has_integrand) continue;
    const int inputs = phase.equations->inputs(), output = phase.states + phase.paths;
    find_slopes();
    const double* slope = slopes_.data() + point.slope + output * inputs;
    const double share = 0.5 * point.width * point.rule->weights[static_cast<std::size_t>(point.local - 1)];
    const double value = outputs_[point.output + static_cast<std::size_t>(output)], h = share * length_t(phase);
    const int own = phase.states + phase.controls;
    for (int i = 0; i < own; ++i) add(own_slot(point, i), h * slope[i]);
    const Clocks clocks(phase, point.share);
    add(time_slot(phase.start_time), -share * value + h * clocks.begin(slope + own));
    add(time_slot(phase.end_time), share * value + h * clocks.end(slope + own));
    for (int s = own + clocks.count; s < inputs; ++s) add(parameter_slot(s - own - clocks.count), h * slope[s]);
  }
  for (const Condition& condition : conditions_) {
    if (condition.row >= 0) continue;
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(condition.phase)];
    const SmoothFunction& function = *condition.condition->function;
    function.first(1, condition_input(condition), output_.data(), first_.data());
    const int node = condition.condition->at_end ? points_per_phase_[static_cast<std::size_t>(condition.phase)] : 0;
    for (int i = 0; i < phase.states; ++i)
      add(state_slot(condition.phase, node) + i, first_[static_cast<std::size_t>(i)]);
    add(time_slot(condition.condition->at_end ? phase.end_time : phase.start_time),
        first_[static_cast<std::size_t>(phase.states)]);
    for (int s = phase.states + 1; s < function.inputs(); ++s) {
      add(parameter_slot(s - phase.states - 1), first_[static_cast<std::size_t>(s)]);
    }
  }
}

void Transcription::constraints(std::span<const double> x, std::span<double> c) const {
  read(x);
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    phase.equations->values(point_input(point), output_.data());
    const double h = 0.5 * point.width * length_t(phase);
    const RadauRule& rule = *point.rule;
    const double* d = rule.differences.data() + (point.local - 1) * (rule.points + 1);
    for (int i = 0; i < phase.states; ++i) {
      double sum = -h * output_[static_cast<std::size_t>(i)];
      for (int k = 0; k <= rule.points; ++k) {
        sum += d[k] * physical_[static_cast<std::size_t>(state_slot(point.phase, point.first_node + k) + i)];
      }
      const auto row = static_cast<std::size_t>(point.defect_row + i);
      c[row] = sum * row_scale_[row];
    }
    for (int i = 0; i < point.paths; ++i) {
      const auto row = static_cast<std::size_t>(point.path_row + i);
      c[row] = output_[static_cast<std::size_t>(phase.states + i)] * row_scale_[row];
    }
  }
  for (const Condition& condition : conditions_) {
    if (condition.row < 0) continue;
    condition.condition->function->values(condition_input(condition), output_.data());
    for (std::size_t i = 0; i < condition.condition->bounds.size(); ++i) {
      const auto row = static_cast<std::size_t>(condition.row) + i;
      c[row] = output_[i] * row_scale_[row];
    }
  }
  for (const Link& link : links_) {
    const auto from = static_cast<std::size_t>(link_from(link)), to = static_cast<std::size_t>(link_to(link));
    const auto row = static_cast<std::size_t>(link.row);
    c[row] = (physical_[to] - physical_[from]) * row_scale_[row];
  }
}

template <class Put>
void Transcription::put_jacobian(Put&& put, bool pattern_only) const {
  const auto at = [&](int row, int slot, double slope) {
    const Slot& to = slots_[static_cast<std::size_t>(slot)];
    if (to.variable >= 0) put(row, to.variable, slope * to.scale * row_scale_[static_cast<std::size_t>(row)]);
  };
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    const int inputs = phase.equations->inputs(), own = phase.states + phase.controls;
    const Clocks clocks(phase, point.share);
    const double h = 0.5 * point.width * length_t(phase);
    const RadauRule& rule = *point.rule;
    const double* d = rule.differences.data() + (point.local - 1) * (rule.points + 1);
    for (int i = 0; i < phase.states; ++i) {
      const int row = point.defect_row + i;
      const double* slope = slopes_.data() + point.slope + i * inputs;
      const double value = outputs_[point.output + static_cast<std::size_t>(i)];
      for (int k = 0; k <= rule.points; ++k) {
        if (k != point.local) at(row, state_slot(point.phase, point.first_node + k) + i, d[k]);
      }
      for (int j = 0; j < own; ++j) at(row, own_slot(point, j), (j == i ? d[point.local] : 0.0) - h * slope[j]);
      at(row, time_slot(phase.start_time), 0.5 * point.width * value - h * clocks.begin(slope + own));
      at(row, time_slot(phase.end_time), -0.5 * point.width * value - h * clocks.end(slope + own));
      for (int s = own + clocks.count; s < inputs; ++s) at(row, parameter_slot(s - own - clocks.count), -h * slope[s]);
    }
    for (int i = 0; i < point.paths; ++i) {
      const int row = point.path_row + i;
      const double* slope = slopes_.data() + point.slope + (phase.states + i) * inputs;
      for (int j = 0; j < own; ++j) at(row, own_slot(point, j), slope[j]);
      at(row, time_slot(phase.start_time), clocks.begin(slope + own));
      at(row, time_slot(phase.end_time), clocks.end(slope + own));
      for (int s = own + clocks.count; s < inputs; ++s) at(row, parameter_slot(s - own - clocks.count), slope[s]);
    }
  }
  for (const Condition& condition : conditions_) {
    if (condition.row < 0) continue;
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(condition.phase)];
    const SmoothFunction& function = *condition.condition->function;
    if (!pattern_only) function.first(1, condition_input(condition), output_.data(), first_.data());
    const int node = condition.condition->at_end ? points_per_phase_[static_cast<std::size_t>(condition.phase)] : 0;
    for (int o = 0; o < function.outputs(); ++o) {
      const double* slope = first_.data() + o * function.inputs();
      for (int i = 0; i < phase.states; ++i) at(condition.row + o, state_slot(condition.phase, node) + i, slope[i]);
      at(condition.row + o, time_slot(condition.condition->at_end ? phase.end_time : phase.start_time),
         slope[phase.states]);
      for (int s = phase.states + 1; s < function.inputs(); ++s) {
        at(condition.row + o, parameter_slot(s - phase.states - 1), slope[s]);
      }
    }
  }
  for (const Link& link : links_) {
    at(link.row, link_to(link), 1);
    at(link.row, link_from(link), -1);
  }
}

void Transcription::jacobian(std::span<const double> x, std::span<double> values) const {
  read(x);
  find_slopes();
  std::size_t k = 0;
  put_jacobian([&](int, int, double value) { values[k++] = value; }, false);
}

/// The Hessian by the quantities that one function sees: its own, the clocks, the parameters.
template <class Put>
void Transcription::put_hessian(Put&& put, double objective_factor, std::span<const double> multipliers,
                                bool pattern_only) const {
  const auto at = [&](int a, int b, double curvature) {
    const Slot &to_a = slots_[static_cast<std::size_t>(a)], &to_b = slots_[static_cast<std::size_t>(b)];
    if (to_a.variable >= 0 && to_b.variable >= 0)
      put(to_a.variable, to_b.variable, curvature * to_a.scale * to_b.scale);
  };
  const double objective_weight = objective_factor / problem_.objective_scale;
  const int globals = parameter_slot(static_cast<int>(problem_.parameters.size()));
  std::vector<double>& global = global_;
  global.assign(static_cast<std::size_t>(globals) * static_cast<std::size_t>(globals), 0.0);
  const auto add_global = [&](int a, int b, double curvature) {
    global[static_cast<std::size_t>(std::max(a, b) * globals + std::min(a, b))] += curvature;
  };
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    const int n = phase.equations->inputs(), own = phase.states + phase.controls;
    const double half = 0.5 * point.width;
    const double* second = curvatures_.data() + point.curvature;
    // Slopes and integrand are multiplied by half the interval's length, so that they change with the times also by it.
    std::vector<double>& slope = by_length_;
    slope.assign(static_cast<std::size_t>(n), 0.0);
    for (int o = 0; !pattern_only && o < phase.equations->outputs(); ++o) {
      if (o >= phase.states && o < phase.states + phase.paths) continue;
      const double weight = half * weight_of_output(point, o, objective_weight, multipliers);
      if (weight == 0) continue;
      const double* of_output = slopes_.data() + point.slope + o * n;
      for (int i = 0; i < n; ++i) slope[static_cast<std::size_t>(i)] += weight * of_output[i];
    }
    const auto curve = [&](int a, int b) { return second[a * n + b]; };
    const auto row = [&](int a) { return second + a * n + own; };
    const Clocks clocks(phase, point.share);
    const int begin = time_slot(phase.start_time), end = time_slot(phase.end_time), first = own + clocks.count;
    for (int a = 0; a < own; ++a) {
      for (int b = 0; b <= a; ++b) at(own_slot(point, a), own_slot(point, b), curve(a, b));
      const double by_length = slope[static_cast<std::size_t>(a)];
      at(own_slot(point, a), begin, clocks.begin(row(a)) - by_length);
      at(own_slot(point, a), end, clocks.end(row(a)) + by_length);
      for (int s = first; s < n; ++s) at(own_slot(point, a), parameter_slot(s - first), curve(a, s));
    }
    if (pattern_only) continue;
    std::array<double, 2> along_begin{}, along_end{};
    for (int k = 0; k < clocks.count; ++k) {
      along_begin[static_cast<std::size_t>(k)] = clocks.begin(row(own + k));
      along_end[static_cast<std::size_t>(k)] = clocks.end(row(own + k));
    }
    const double slope_begin = clocks.begin(slope.data() + own), slope_end = clocks.end(slope.data() + own);
    const double both = begin == end ? 2 : 1;  // then the two mixed terms stand in one place
    add_global(begin, begin, clocks.begin(along_begin.data()) - 2 * slope_begin);
    add_global(begin, end, both * (clocks.begin(along_end.data()) + slope_begin - slope_end));
    add_global(end, end, clocks.end(along_end.data()) + 2 * slope_end);
    for (int s = first; s < n; ++s) {
      const double by_length = slope[static_cast<std::size_t>(s)];
      add_global(parameter_slot(s - first), begin, clocks.begin(row(s)) - by_length);
      add_global(parameter_slot(s - first), end, clocks.end(row(s)) + by_length);
      for (int r = first; r <= s; ++r) add_global(parameter_slot(s - first), parameter_slot(r - first), curve(s, r));
    }
  }
  for (const Condition& condition : conditions_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(condition.phase)];
    const SmoothFunction& function = *condition.condition->function;
    const int n = function.inputs();
    if (!pattern_only) {
      for (int o = 0; o < function.outputs(); ++o) {
        const auto row = static_cast<std::size_t>(condition.row + o);
        weight_[static_cast<std::size_t>(o)] =
            condition.row < 0 ? objective_weight : multipliers[row] * row_scale_[row];
      }
      function.second(1, condition_input(condition), weight_.data(), second_.data());
    }
    const int node = condition.condition->at_end ? points_per_phase_[static_cast<std::size_t>(condition.phase)] : 0;
    const auto slot = [&](int i) {
      if (i < phase.states) return state_slot(condition.phase, node) + i;
      if (i == phase.states) return time_slot(condition.condition->at_end ? phase.end_time : phase.start_time);
      return parameter_slot(i - phase.states - 1);
    };
    for (int a = 0; a < n; ++a) {
      for (int b = 0; b <= a; ++b) {
        const double curvature = second_[static_cast<std::size_t>(a * n + b)];
        if (b < phase.states) {
          at(slot(a), slot(b), curvature);
        } else if (!pattern_only) {
          add_global(slot(a), slot(b), curvature);
        }
      }
    }
  }
  for (int a = 0; a < globals; ++a) {
    for (int b = 0; b <= a; ++b) at(a, b, global[static_cast<std::size_t>(a * globals + b)]);
  }
}

void Transcription::hessian(std::span<const double> x, double objective_factor, std::span<const double> multipliers,
                            std::span<double> values) const {
  read(x);
  find_slopes();
  find_curvatures(objective_factor / problem_.objective_scale, multipliers);
  std::size_t k = 0;
  put_hessian([&](int, int, double value) { values[k++] = value; }, objective_factor, multipliers, false);
}

void Transcription::add_patterns() {
  const auto add = [](SparsityPattern& pattern, int row, int column) {
    pattern.rows.push_back(row), pattern.columns.push_back(column);
  };
  put_jacobian([&](int row, int variable, double) { add(structure_.jacobian, row, variable); }, true);
  put_hessian([&](int a, int b, double) { add(structure_.hessian, std::max(a, b), std::min(a, b)); }, 1, {}, true);
}

}  // namespace cosmodrome
